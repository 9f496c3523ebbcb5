"""Spans: one series over one window, measured once however many readings ask for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import polars as pl

from holdfast.record.types import Status

ABSENT = (Status.MISSING.value, Status.NOT_MONITORED.value)
LONG = 7  # a report over more days than this is a stated total, told over the window it states


# A second statement's row, the row about the same days, and the documents of both.
Pair = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A series between two days, beside a promise a day in the series' own whole units (rounded up)."""

    series: int
    first: date | None  # None: from the first row
    cap: date
    promise: int | None = None
    exact: Fraction | None = None  # the same promise unrounded, for reports over several days
    binds: date | None = None  # a stated total of its own window begins on or after this day


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a span: the days it is about, its bounds (high None: no upper bound is known) and its row."""

    first: date
    last: date
    low: int
    mid: int
    high: int | None
    status: int
    row: int
    document: int

    @property
    def days(self) -> int:
        """How many days it is about."""
        return (self.last - self.first).days + 1


@dataclass(slots=True)
class Measured:
    """What a span's rows add up to, in the series' whole units; every row is in `used` or in `rejected`."""

    span: Span
    first: date | None = None
    last: date | None = None
    spoken: date | None = None  # the first day of the window of which a row speaks
    own_window: bool = False
    rows: int = 0
    total: int = 0
    low: int = 0
    high: int | None = 0
    reported: int = 0
    zero: int = 0
    partial: int = 0
    not_monitored: int = 0
    estimated: int = 0
    derived: int = 0
    derived_zero: int = 0  # of those, the days worked out to be zero
    hours: int = 0
    longest_row: int = 0
    highest_day: int = 0
    ends_by_weekday: tuple[int, ...] = (0,) * 7
    no_report_rows: int = 0
    said_zero: int = 0
    kept: int = 0
    below: int = 0
    below_inside: int = 0  # reports over several days that prove one day below, without saying which
    inside: tuple[date, date, int] | None = None  # of those the lowest a day: its days and its highest total
    first_breach: date | None = None
    run_first: date | None = None
    run_days: int = 0
    run_with_gaps: int = 0
    undecided: bool = False  # the last value used is a range between values of which nobody has decided
    approximate: int = 0  # rows used whose value is said to be rough
    fall: tuple[date, int, int] | None = None  # a counter fell on this day, from, to; nobody has decided
    no_base: bool = False
    decided: tuple[tuple[date, str, str], ...] = ()
    points: tuple[Point, ...] = ()
    used: tuple[int, ...] = ()
    rejected: dict[str, tuple[int, ...]] | None = None
    documents: tuple[int, ...] = ()
    agreeing: tuple[Pair, ...] = ()
    differing: tuple[Pair, ...] = ()

    @property
    def window(self) -> int:
        """Days in the window, both ends included."""
        return 0 if self.first is None or self.last is None else (self.last - self.first).days + 1

    @property
    def silent_since(self) -> int:
        """Days after the window, up to the day asked about or the last that counts, of which nothing speaks."""
        return 0 if self.last is None else max(0, (self.span.cap - self.last).days)

    @property
    def covered(self) -> int:
        """Days some report speaks of."""
        return self.reported + self.zero + self.partial

    @property
    def missing(self) -> int:
        """Days of the window that nothing speaks of."""
        return self.window - self.covered - self.not_monitored


def span_table(spans: Iterable[tuple[int, Span]]) -> pl.DataFrame:
    """The spans as a frame to join rows with: span, series, w_first, cap, promise."""
    listed = list(spans)
    return pl.DataFrame(
        {
            "span": [number for number, _ in listed],
            "series": [span.series for _, span in listed],
            "w_first": [span.first for _, span in listed],
            "cap": [span.cap for _, span in listed],
            "promise": [span.promise for _, span in listed],
        },
        schema={
            "span": pl.Int32,
            "series": pl.Int64,
            "w_first": pl.Date,
            "cap": pl.Date,
            "promise": pl.Int64,
        },
    )
