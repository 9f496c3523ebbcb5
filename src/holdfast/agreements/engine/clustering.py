"""Whether days without a report of their own lie on one weekday more than chance would put them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import comb

from holdfast.agreements.engine.exact import percent
from holdfast.base.why import Term, Why

FEWEST = 5
_FLOOR = Fraction(1, 10_000)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The weekday that holds most of the days, and how rare at least so many would be by chance."""

    weekday: int  # 0 Monday
    count: int
    of: int
    p: Fraction  # exact, times seven for the choice of the weekday, at most 1

    def why(self) -> Why:
        """The fact in one sentence; a probability under 0.0001 is told as 0.0001."""
        shown = max(self.p, _FLOOR)
        return Why.of(
            "missing-days-cluster",
            weekday=Term(f"weekday.{self.weekday + 1}"),
            count=self.count,
            of=self.of,
            share=percent(self.count, self.of),
            p=Decimal(-((-shown.numerator * 10_000) // shown.denominator)).scaleb(-4).normalize(),
        )


@lru_cache(maxsize=1024)
def weekdays_of(first: date, last: date) -> tuple[int, ...]:
    """How many of each weekday the window holds, Monday first."""
    days = (last - first).days + 1
    weeks, rest = divmod(days, 7)
    start = first.weekday()
    extra = {(start + offset) % 7 for offset in range(rest)}
    return tuple(weeks + (1 if day in extra else 0) for day in range(7))


def at_least(count: int, *, drawn: int, marked: int, of: int) -> Fraction:
    """P(X >= count) where X of `drawn` days fall on `marked` of `of` days: the exact hypergeometric tail.

    Method: Fisher's exact test, one-sided (R. A. Fisher, The Design of Experiments, 1935).
    """
    top = min(drawn, marked)
    ways = sum(comb(marked, k) * comb(of - marked, drawn - k) for k in range(max(count, 0), top + 1))
    return Fraction(ways, comb(of, drawn))


def cluster(by_weekday: tuple[int, ...], first: date, last: date) -> Cluster | None:
    """The weekday with most of these days, if it holds at least half as many again as its share; else None."""
    of = sum(by_weekday)
    window = weekdays_of(first, last)
    days = sum(window)
    if of < FEWEST or of >= days:
        return None
    weekday = max(range(7), key=lambda day: (Fraction(by_weekday[day], max(window[day], 1)), -day))
    count = by_weekday[weekday]
    if count * 2 * days < 3 * of * window[weekday]:
        return None
    p = at_least(count, drawn=of, marked=window[weekday], of=days)
    return Cluster(weekday, count, of, min(Fraction(1), 7 * p))
