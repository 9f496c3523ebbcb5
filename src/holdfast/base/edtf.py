"""Uncertain dates: a closed list of EDTF forms, each with the first and last day it can mean.

The form is the Library of Congress's Extended Date/Time Format (2019; ISO 8601-2). Only the forms in `parse_edtf` are
read: docs/adr/0001-edtf-forms.md says why the list is closed and why the `edtf` library is the tests' second opinion
and not the parser.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from holdfast.base.days import (
    day_bounds,
    day_of,
    days_inclusive,
    each_day,
    month_bounds,
    month_of,
    parse_duration,
    parse_instant,
)
from holdfast.base.errors import HoldfastError, shown

__all__ = [
    "DateNotUnderstood",
    "Edtf",
    "day_bounds",
    "day_of",
    "days_inclusive",
    "each_day",
    "month_bounds",
    "month_of",
    "parse_duration",
    "parse_edtf",
    "parse_instant",
]

_LENGTH = 40
_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|[01]X|XX)(?:-(?P<day>[0-9]{2}|[0-3]X|XX))?)?(?P<mark>[?~%])?"
)
_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
_ACCEPTED = "Write it like 2025-10-10, 2025-10, 2025, 2025-10-1X, 2025-10~ or 2025-10-10/2025-10-31"


class DateNotUnderstood(HoldfastError):
    """A text that is not one of the accepted EDTF forms, or a date that does not exist."""

    code = "date-not-understood"


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as written, with the earliest and latest day it can mean.

    `certain` is false with `?` or `%`, `approximate` true with `~` or `%`; neither widens the bounds. With `open_start`
    the first day is date.min, with `open_end` the last is date.max. `precision` is day, month, season, year, decade,
    century or interval.
    """

    text: str
    first: date
    last: date
    certain: bool = True
    approximate: bool = False
    open_start: bool = False
    open_end: bool = False
    precision: str = "day"

    @property
    def is_one_day(self) -> bool:
        """Whether the date is one certain day."""
        return self.first == self.last and self.certain and not self.approximate

    @classmethod
    def of_day(cls, day: date) -> Edtf:
        """The certain date of one day."""
        return cls(day.isoformat(), day, day)

    @classmethod
    def of_window(cls, first: date, last: date) -> Edtf:
        """The interval of a window with both ends included; raises WindowReversed."""
        days_inclusive(first, last)
        if first == last:
            return cls.of_day(first)
        return cls(f"{first.isoformat()}/{last.isoformat()}", first, last, precision="interval")

    def __str__(self) -> str:
        return self.text


def _refuse(text: object, reason: str, next_step: str = _ACCEPTED) -> DateNotUnderstood:
    return DateNotUnderstood(f"The date {shown(text)} {reason}", next_step=next_step)


def parse_edtf(text: str) -> Edtf:
    """The date the text writes, with its bounds; raises DateNotUnderstood.

    Accepted: 2025-10-10 · 2025-10 · 2025 · 202X · 20XX · 2025-XX · 2025-0X and 2025-1X (months) · 2025-10-XX ·
    2025-10-1X (days) · 2025-XX-XX · a season 2025-21 to 2025-24 (spring from March, summer, autumn, winter from
    December into the next February: northern) · any of these followed by ? (uncertain), ~ (approximate) or % (both) ·
    an interval of two of them, first/last, where .. on one side leaves it open.

    Refused: blanks, digits that are not ASCII, sets ([..] and {..}), an empty side of an interval, qualifiers inside a
    date, years beyond 0001 to 9999, clock times (`parse_instant`), an interval that ends before it begins, and dates
    that do not exist.
    """
    if not isinstance(text, str) or len(text) > _LENGTH:
        raise _refuse(text, "is too long" if isinstance(text, str) else "is not a text")
    return _parse(text)


@lru_cache(maxsize=8192)
def _parse(text: str) -> Edtf:
    if text.count("/") == 1:
        return _interval(text)
    if text[:1] in "[{" and text:
        raise _refuse(text, "is a set of dates", "Write each date in a row of its own")
    if "T" in text:
        raise _refuse(text, "has a clock time", "Write the day alone here")
    return _date(text, text)


def _interval(text: str) -> Edtf:
    left, right = text.split("/")
    if not left or not right:
        raise _refuse(text, "leaves one side empty", "Write .. for a side that is open")
    if left == right == "..":
        raise _refuse(text, "is open on both sides")
    start = None if left == ".." else _date(left, text)
    end = None if right == ".." else _date(right, text)
    first, last = start.first if start else date.min, end.last if end else date.max
    if first > last or (start and end and (start.first > end.first or start.last > end.last)):
        raise _refuse(text, "ends before it begins")
    ends = [side for side in (start, end) if side]
    return Edtf(
        text,
        first,
        last,
        certain=all(side.certain for side in ends),
        approximate=any(side.approximate for side in ends),
        open_start=start is None,
        open_end=end is None,
        precision="interval",
    )


def _date(part: str, whole: str) -> Edtf:
    match = _DATE.fullmatch(part)
    if match is None:
        raise _refuse(whole, "is not in a form that is read here")
    year, month, day, mark = match["year"], match["month"], match["day"], match["mark"] or ""
    low_year, high_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if "X" in year and month:
        raise _refuse(whole, "gives a month of a year that is not known")
    if low_year == 0:
        raise _refuse(whole, "has the year 0000, which the calendar used here does not")
    try:
        first, last, precision = _bounds(low_year, high_year, month, day)
    except ValueError:
        raise _refuse(whole, "does not exist in the calendar", "Check the day and the month") from None
    return Edtf(part, first, last, mark not in ("?", "%"), mark in ("~", "%"), precision=precision)


def _bounds(low_year: int, high_year: int, month: str | None, day: str | None) -> tuple[date, date, str]:
    """The earliest and latest day, and the precision; a ValueError says that no such day exists."""
    if month is None:
        span = {0: "year", 9: "decade", 99: "century"}[high_year - low_year]
        return date(low_year, 1, 1), date(high_year, 12, 31), span
    if month == "XX":
        if day not in (None, "XX"):
            raise ValueError(day)
        return date(low_year, 1, 1), date(low_year, 12, 31), "year"
    if month.endswith("X"):
        if day is not None:
            raise ValueError(day)
        low, high = (1, 9) if month == "0X" else (10, 12)
        return date(low_year, low, 1), _month_end(low_year, high), "month"
    number = int(month)
    if number in _SEASON_MONTHS and day is None:
        opening = date(low_year, _SEASON_MONTHS[number], 1)
        closing = _month_end(low_year + 1, 2) if number == 24 else _month_end(low_year, opening.month + 2)
        return opening, closing, "season"
    end = _month_end(low_year, number)
    if day is None or day == "XX":
        return date(low_year, number, 1), end, "month"
    if day.endswith("X"):
        low = max(1, 10 * int(day[0]))
        return (
            date(low_year, number, low),
            min(end, date(low_year, number, low) + timedelta(days=9 - low % 10)),
            "day",
        )
    exact = date(low_year, number, int(day))
    return exact, exact, "day"


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        raise ValueError(month)
    return date(year, month, monthrange(year, month)[1])
