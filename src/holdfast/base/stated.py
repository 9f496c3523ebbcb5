"""A stated average or share beside the one its own numbers give, with the reason for a difference."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from holdfast.base.numbers import Rounding, average, decimal_of, how_rounded
from holdfast.base.why import Term, Why

_A_DAY = Term("per.day")


def stated_average(
    total: Decimal | int, days: int, stated: Decimal, decimals: int = 0
) -> tuple[Decimal, Rounding | None, Why]:
    """(recomputed average to one decimal more than stated, how the stated one was rounded or None, why)."""
    exact = average(total, days)
    how = how_rounded(exact, stated, decimals)
    recomputed = decimal_of(exact, min(decimals + 1, 18))
    if how == "exact":
        why = Why.of("stated-average-exact", total=total, days=days, stated=stated, per=_A_DAY)
    elif how == "half up":
        why = Why.of(
            "stated-average-rounded", total=total, days=days, stated=stated, recomputed=recomputed, per=_A_DAY
        )
    elif how == "cut off":
        why = Why.of(
            "stated-average-cut-off", total=total, days=days, stated=stated, recomputed=recomputed, per=_A_DAY
        )
    else:
        why = Why.of(
            "stated-average-differs", total=total, days=days, stated=stated, recomputed=recomputed, per=_A_DAY
        )
    return recomputed, how, why


def stated_share(
    part: Decimal | int, whole: Decimal | int, stated: Decimal, decimals: int = 0
) -> tuple[Decimal, Rounding | None, Why]:
    """(recomputed percentage to one decimal more than stated, how the stated one was rounded or None, why)."""
    exact: Fraction = average(part, whole) * 100
    how = how_rounded(exact, stated, decimals)
    recomputed = decimal_of(exact, min(decimals + 1, 18))
    if how is None:
        why = Why.of("stated-share-differs", part=part, whole=whole, stated=stated, recomputed=recomputed)
    else:
        why = Why.of("stated-share-holds", part=part, whole=whole, stated=stated, recomputed=recomputed)
    return recomputed, how, why
