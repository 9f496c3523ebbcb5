"""What a chart is drawn from, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from holdfast.agreements.engine.exact import apart
from holdfast.base.numbers import decimals_of

WIDTH = 340  # units; read at 320 px and up


class DayState(StrEnum):
    """What the record holds about one day; the ways of holding nothing are told apart by shape."""

    REPORTED = "reported"
    ZERO = "zero reported"
    LATER = "told by a later report"
    PARTIAL = "partial"
    MISSING = "missing"
    NOT_MONITORED = "not monitored"


@dataclass(frozen=True, slots=True)
class DayRun:
    """Consecutive days in one state, both ends included."""

    first: date
    last: date
    state: DayState


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a window of one series, every day in exactly one run."""

    name: str
    runs: tuple[DayRun, ...]
    counts: Mapping[DayState, int] = field(default_factory=dict)  # days by word, as the figure counts them


@dataclass(frozen=True, slots=True)
class Stated:
    """One number to draw: a count with its bounds, or an assertion (drawn open, in the same size)."""

    name: str
    detail: str  # measured point, window, whose it is
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    as_stated: Decimal | None = None  # where the source's own average differs from the recomputed one
    promised: Decimal | None = None  # its own promise, drawn at its bar
    assertion: str = ""  # the term that says what it lacks to be a count
    bound: str = ""  # the sign of a bound as said: > ≥ < ≤
    in_words: str = ""  # the number with its bound in words, where it has one
    state: str = ""
    state_word: str = ""  # with its mark, in the chart's language


@dataclass(frozen=True, slots=True)
class Beside:
    """Numbers about one promise side by side; `promised` where it is one number for all of them."""

    per: str  # unit in words, such as "trucks a day"
    rows: tuple[Stated, ...]

    @property
    def promised(self) -> Decimal | None:
        """What was promised, where every row that has a promise has this one."""
        found = {row.promised for row in self.rows if row.promised is not None}
        return found.pop() if len(found) == 1 else None

    @property
    def places(self) -> int:
        """Decimals that make numbers which differ, among themselves or from the promise, print apart."""
        shown = [row.value for row in self.rows] + [
            row.promised for row in self.rows if row.promised is not None
        ]
        return max((decimals_of(one) for one in apart(*shown)), default=1)


@dataclass(frozen=True, slots=True)
class Point:
    """The count since the start at the end of one day; `after_gap` parts it from the point before."""

    day: date
    value: Decimal
    high: Decimal | None = None
    after_gap: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """A count since the start, with what was promised by each day where something was promised."""

    name: str
    unit: str
    first: date
    last: date
    points: tuple[Point, ...]
    promised_a_day: Fraction | None = None
    promised_total: Decimal | None = None
    due: date | None = None
    stated_totals: bool = (
        False  # each point is a total as stated: points stand alone, nothing is drawn between
    )


@dataclass(frozen=True, slots=True)
class Specified:
    """A chart before it is drawn: name, title, specification, and what it shows in words."""

    name: str
    language: str
    title: str
    spec: dict[str, Any]
    alternative: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as stored and shown."""

    name: str
    language: str
    title: str
    spec: dict[str, Any]
    svg: str
    alternative: str
