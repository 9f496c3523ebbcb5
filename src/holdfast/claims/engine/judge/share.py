"""What came, of what was promised for the same days, in percent: recomputed from both numbers of one series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from holdfast.base.days import days_inclusive
from holdfast.claims.engine.items import Bound, Item, Kind
from holdfast.claims.engine.judge.asked import Asked
from holdfast.claims.engine.judge.comparable import Difference
from holdfast.claims.engine.judge.readings import Reading

# By what a sentence says that a share is one of what was promised, not of what came.
_PROMISED = re.compile(
    r"\b(?:promis|agreed|agreement|pledg|stipulat|schedul|planned|owed|due\b|commit|compl[iy]|obligation|requir"
    r"|prévu|convenu|accord|engage|prometi|prometid|acord|acuerdo|previst|comprom|cumpl)"
    r"|متفق|اتفاق|موعود|وعد|مقرر|التزام|التزم|مفترض|הובטח|מובטח|סוכמ|סוכם|מוסכמ|הסכם|התחייב|מחויב",
    re.I,
)

Held = Sequence[tuple[Reading, Difference]]


def of_another_base(said: str, item: Item, cited: Sequence[Reading]) -> bool:
    """Whether a percentage rests on a share of what was promised, in a sentence that speaks of no promise."""
    return (
        item.kind is Kind.PERCENT
        and any(one.kind == "share" for one in cited)
        and _PROMISED.search(said) is None
    )


def share_of_promised(asked: Asked, held: Held) -> tuple[tuple[Reading, ...], Difference, Fraction] | None:
    """The two rows and the percentage, for the days that the text names, else for the last that are held."""
    found = [
        pair
        for pair in _pairs(held)
        if _counts_from(asked, pair[0]) and (not asked.when.dated or asked.when.takes(_end(pair[0])))
    ]
    if not found:
        return None
    one, owed, exact, diff = max(found, key=lambda pair: (_end(pair[0]), -len(pair[3].unsaid)))
    return (one, owed), diff, exact


def _pairs(held: Held) -> list[tuple[Reading, Reading, Fraction, Difference]]:
    found = []
    for one, diff in held:
        came = _in_all(one)
        if one.kind == "promised" or one.last is None or came is None:
            continue
        for owed, _ in held:
            if owed.kind != "promised" or owed.series != one.series:
                continue
            whole = _in_all(owed)
            if whole and (owed.first, owed.last) == (one.window_start, one.last):
                found.append((one, owed, came / whole * 100, diff))
    return found


def _counts_from(asked: Asked, one: Reading) -> bool:
    """Whether it counts from the day that the text names, where it names one."""
    first, last, start = asked.when.since_first, asked.when.since_last, one.window_start
    return first is None or last is None or (start is not None and first <= start <= last)


def _end(one: Reading) -> date:
    return one.last or date.min


def _in_all(one: Reading) -> Fraction | None:
    """The number of its whole window, also of one that is given as so many a day; a stated mean gives none."""
    if one.bound is not Bound.EXACT or one.kind == "average":
        return None
    if not one.per:
        return Fraction(one.value)
    if one.per != "day" or one.first is None or one.last is None:
        return None
    return Fraction(one.value) * days_inclusive(one.first, one.last)
