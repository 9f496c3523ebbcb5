"""Stated averages beside the recomputed ones, with the reason for a difference.

A stated number stands if it is exact, rounded half up, or cut off; rounded up it does not. A number said to be rough
("just over", "roughly") stands within one per cent. Where the stated days and the stored window differ, both are shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from holdfast.agreements.engine.assessed import Assertion
from holdfast.agreements.engine.exact import apart, one, six
from holdfast.agreements.engine.stated import Averaged, StatedCheck
from holdfast.agreements.engine.wording import qualified, time_term
from holdfast.base.numbers import decimals_of, how_rounded
from holdfast.base.stated import stated_share
from holdfast.base.why import Term, Why, Words
from holdfast.record.types import DAYS_OF, AssertionDef, AssertionKind

_ROUGH = re.compile(r"just over|just under|roughly|about|around|nearly|approximately|some|almost|circa", re.I)
_REACH = Fraction(
    3, 10
)  # how far from the stored window a length is looked for that gives the stated average


def is_rough(qualifier: str) -> bool:
    """Whether the words around the number say that it is approximate."""
    return _ROUGH.search(qualifier) is not None


def of_window(assertions: Sequence[AssertionDef], first: date, last: date) -> list[AssertionDef]:
    """The assertions said of exactly this window."""
    return [one_ for one_ in assertions if one_.first == first and one_.last == last]


def bare(
    assertions: Sequence[AssertionDef], as_of: date, told: Collection[tuple[date, date]]
) -> tuple[Assertion, ...]:
    """Stated averages and totals without a window, and averages with one, as they are shown beside the counts.

    Not an average of a window in `told`: the record holds its total, and it is checked where that is assessed.
    """
    return tuple(
        Assertion(
            found.key,
            found.value,
            found.unit,
            found.qualifier,
            found.source,
            found.document,
            found.said,
            found.kind.value,
            found.note,
            found.first,
            found.last,
            found.per if found.kind is AssertionKind.AVERAGE else None,
        )
        for found in assertions
        if (
            found.kind is AssertionKind.AVERAGE
            and (found.last is None or (found.last <= as_of and (found.first, found.last) not in told))
        )
        or (found.first is None and found.kind is AssertionKind.TOTAL)
    )


def check_averages(
    assertions: Sequence[AssertionDef],
    *,
    total: Fraction,
    first: date,
    last: date,
    promised: Fraction | None,
) -> tuple[StatedCheck, ...]:
    """Every average stated of this window beside total / days, in the order given.

    Days stated of the same window, or told by a promised total that is a whole number of days of the promise, make the
    second divisor. The lengths within 30 per cent of the window that would give the stated number are named.
    """
    days = (last - first).days + 1
    here = of_window(assertions, first, last)
    stated_days = _stated_days(here, promised)
    return tuple(
        _check(found, total, days, stated_days) for found in here if found.kind is AssertionKind.AVERAGE
    )


def check_shares(
    assertions: Sequence[AssertionDef],
    *,
    total: Fraction,
    first: date,
    last: date,
    promised: Fraction | None,
) -> tuple[StatedCheck, ...]:
    """Every share stated of this window beside total / promised total, as stated with it, else by the days."""
    days = (last - first).days + 1
    here = of_window(assertions, first, last)
    if not promised:
        return ()
    totals = [Fraction(found.value) for found in here if found.kind is AssertionKind.PROMISED]
    whole = next(
        (value for value in totals if value > promised), promised * (_stated_days(here, promised) or days)
    )
    found = []
    for one_ in here:
        if one_.kind is AssertionKind.SHARE:
            recomputed, how, why = stated_share(one(total), one(whole), one_.value, decimals_of(one_.value))
            found.append(
                StatedCheck(
                    one_.key,
                    one_.value,
                    recomputed,
                    days,
                    how is not None,
                    why,
                    qualifier=one_.qualifier,
                    kind=AssertionKind.SHARE.value,
                )
            )
    return tuple(found)


def parts_beside(
    assertions: Sequence[AssertionDef], total: Fraction, first: date | None, last: date | None
) -> tuple[Why, ...]:
    """What the named parts of this window add up to, where there are several and they do not make the total."""
    if first is None or last is None:
        return ()
    parts = [
        Fraction(one_.value) for one_ in of_window(assertions, first, last) if one_.kind is AssertionKind.PART
    ]
    if len(parts) < 2 or sum(parts) == total:
        return ()
    return (Why.of("parts-differ-from-total", parts=one(sum(parts, Fraction(0))), total=one(total)),)


def averages_of(
    assertions: Sequence[AssertionDef],
    checks: Sequence[StatedCheck],
    *,
    total: Fraction,
    first: date,
    last: date,
    promised: Fraction | None,
    time: int,
) -> tuple[Averaged, ...]:
    """The average over the days the source states, or its own numbers imply, beside that over the window stored here.

    None where both are the same days. `total` is of the window; the averages are so many in `time` days.
    """
    days = (last - first).days + 1
    here = of_window(assertions, first, last)
    other = _stated_days(here, promised)
    if any(found.kind is AssertionKind.DAYS for found in here):
        basis = "stated"
    elif other is not None:
        basis = "promised"
    else:
        alone = [check for check in checks if not check.stands and len(check.days_that_give_it) == 1]
        other, basis = (alone[0].days_that_give_it[0] if alone else None), "needed"
    if other is None or other == days:
        return ()
    if basis == "stated":
        label = Why.of("days-as-stated", days=other)
    elif basis == "promised":
        label = Why.of("days-as-promised-total", days=other)
    else:
        label = Why.of("days-needed", days=other, stated=alone[0].stated)
    stored = Why.of("days-as-transcribed", days=days, first=first, last=last)
    return (
        Averaged(six(total * time / other), other, basis, label),
        Averaged(six(total * time / days), days, "transcribed", stored),
    )


def _stated_days(here: Sequence[AssertionDef], promised: Fraction | None) -> int | None:
    for found in here:
        if found.kind is AssertionKind.DAYS and found.value == int(found.value) and found.value > 0:
            return int(found.value)
    for found in here:
        if found.kind is AssertionKind.PROMISED and promised:
            length = Fraction(found.value) / promised
            if length.denominator == 1 and length > 1:
                return int(length)
    return None


def _holds(total: Fraction, days: int, stated: Decimal, qualifier: str) -> str | None:
    exact = total / days
    how = how_rounded(exact, stated, decimals_of(stated))
    if how is not None:
        return how
    if is_rough(qualifier) and abs(exact - Fraction(stated)) * 100 <= Fraction(stated):
        return "roughly"
    return None


def lengths_that_give(total: Fraction, stated: Decimal, days: int) -> tuple[int, ...]:
    """The numbers of days, within 30 per cent of `days`, over which the total gives the stated average."""
    if total <= 0 or stated <= 0:
        return ()
    reach = max(3, int(days * _REACH))
    places = decimals_of(stated)
    return tuple(
        n
        for n in range(max(1, days - reach), days + reach + 1)
        if how_rounded(total / n, stated, places) is not None
    )


def _nearest(fits: Sequence[int], days: int) -> int | tuple[int, ...]:
    """The length that fits, or the three that lie nearest to the window."""
    near = sorted(sorted(fits, key=lambda n: (abs(n - days), n))[:3])
    return near[0] if len(near) == 1 else tuple(near)


def _check(found: AssertionDef, total: Fraction, days: int, stated_days: int | None) -> StatedCheck:
    stated = found.value
    said = qualified(stated, found.qualifier)
    differ = stated_days is not None and stated_days != days
    shown, per = one(total), time_term(found.per)
    total *= DAYS_OF[found.per]
    places = decimals_of(stated) + 1
    _, recomputed = apart(stated, total / days, places=places)
    over_stated = apart(stated, total / stated_days, places=places)[1] if differ and stated_days else None
    fits = lengths_that_give(total, stated, days)
    how = _holds(total, days, stated, found.qualifier)
    plain = {"stated": said, "total": shown, "days": days, "recomputed": recomputed, "per": per}
    if how is not None:
        why = _stands(how, shown, days, said, recomputed, per)
    elif differ and stated_days and over_stated is not None:
        name = _holds(total, stated_days, stated, found.qualifier)
        numbers = plain | {"stated_days": stated_days, "over_stated": over_stated}
        if name is not None:
            why = Why.of("stated-over-other-days", **numbers)
        elif _rounded_up(total / stated_days, stated):
            why = Why.of("stated-rounded-up-over-other-days", **numbers)
        else:
            why = Why.of("stated-days-differ", **numbers)
    elif _rounded_up(total / days, stated):
        why = Why.of("stated-rounded-up", **plain)
    elif fits:
        why = Why.of("stated-needs-other-days", needs=_nearest(fits, days), **plain)
    else:
        why = Why.of("stated-does-not-follow", **plain)
    return StatedCheck(
        found.key,
        stated,
        recomputed,
        days,
        how is not None,
        why,
        stated_days,
        over_stated,
        fits,
        found.qualifier,
        per=found.per,
    )


def _rounded_up(exact: Fraction, stated: Decimal) -> bool:
    step = Fraction(1, 10 ** decimals_of(stated))
    return 0 < Fraction(stated) - exact < step


def _stands(
    how: str, total: Decimal, days: int, stated: Decimal | Words, recomputed: Decimal, per: Term
) -> Why:
    if how == "exact":
        return Why.of("stated-average-exact", total=total, days=days, stated=stated, per=per)
    if how == "half up":
        return Why.of(
            "stated-average-rounded", total=total, days=days, stated=stated, recomputed=recomputed, per=per
        )
    if how == "cut off":
        return Why.of(
            "stated-average-cut-off", total=total, days=days, stated=stated, recomputed=recomputed, per=per
        )
    return Why.of(
        "stated-average-roughly", total=total, days=days, stated=stated, recomputed=recomputed, per=per
    )
