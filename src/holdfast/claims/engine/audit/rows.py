"""Stated numbers as the audit reads them: one row a number, and the bounds within which its truth lies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from holdfast.base.numbers import decimals_of
from holdfast.base.why import Words
from holdfast.claims.engine.audit.metrics import Metric, Role, parse_metric
from holdfast.claims.engine.audit.wording import Said, Scope, read_scope


@dataclass(frozen=True, slots=True)
class Span:
    """The values something may have, exactly; an end that is None is open without limit."""

    low: Fraction | None
    high: Fraction | None
    low_excluded: bool = False
    high_excluded: bool = False

    def below(self, other: Span) -> bool:
        """Whether every value here is less than every value there."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (
            self.high == other.low and (self.high_excluded or other.low_excluded)
        )

    def meets(self, other: Span) -> bool:
        """Whether one value can be both."""
        return not self.below(other) and not other.below(self)

    def times(self, factor: Fraction) -> Span:
        """Every value multiplied by a positive number."""
        return Span(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_excluded,
            self.high_excluded,
        )

    def plus(self, other: Span) -> Span:
        """Every sum of a value here and one there."""
        return Span(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_excluded or other.low_excluded,
            self.high_excluded or other.high_excluded,
        )

    def over(self, other: Span) -> Span:
        """Every quotient of a value here and one there; both are positive or zero, the divisor's low above zero."""
        low = None if self.low is None or other.high is None else self.low / other.high
        high = None if self.high is None or not other.low else self.high / other.low
        return Span(
            low, high, self.low_excluded or other.high_excluded, self.high_excluded or other.low_excluded
        )


@dataclass(frozen=True, slots=True)
class StatedRow:
    """One stated number; `ref` is its line in a file, or its key in the record. What is not stated is empty."""

    ref: int | str
    statement: str
    source: str
    relayed_by: str
    published: date | None
    period_start: date | None
    period_end: date | None
    metric: str
    value: Decimal
    unit: str = ""
    scope: str = ""
    url: str = ""
    given: Metric | None = None  # what the metric means, where its name does not have to say it
    name: Words | None = None  # the metric as each language has it
    speaker: str = ""  # who states the number, where that is not its source
    meaning: Metric = field(init=False, compare=False)
    said: Scope = field(init=False, compare=False)
    exact: Fraction = field(init=False, compare=False)
    _span: Span = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "meaning", self.given or parse_metric(self.metric, self.unit))
        object.__setattr__(self, "said", read_scope(self.scope, self.value))
        object.__setattr__(self, "exact", Fraction(self.value))
        rounded = self.meaning.role in _ROUNDED or decimals_of(self.value) > 0
        object.__setattr__(self, "_span", _bounded(self, rounded=rounded))

    @property
    def called(self) -> Words | str:
        """The metric as a sentence names it."""
        return self.name or self.metric

    @property
    def window(self) -> int | None:
        """How many days its period holds, both ends counted; None where it is not stated whole, or reversed."""
        if self.period_start is None or self.period_end is None or self.period_end < self.period_start:
            return None
        return (self.period_end - self.period_start).days + 1

    def span(self) -> Span:
        """What the number may stand for where other numbers are computed from it.

        A whole number of things is exact; one with decimals, a percentage or an average may be rounded or cut off.
        """
        return self._span

    def stands_for(self) -> Span:
        """What the number may stand for where it is itself computed from others: rounded half up, or cut off."""
        return _bounded(self, rounded=True)


_ROUNDED = (Role.AVERAGE, Role.RATE, Role.SHARE)


def _bounded(row: StatedRow, *, rounded: bool) -> Span:
    value = row.exact
    match row.said.bound:
        case Said.AT_LEAST:
            return Span(value, None)
        case Said.MORE_THAN:
            return Span(value, None, low_excluded=True)
        case Said.AT_MOST:
            return Span(None, value)
        case Said.LESS_THAN:
            return Span(None, value, high_excluded=True)
    low = high = value
    excluded = False
    if rounded:
        step = Fraction(1, 10 ** decimals_of(row.value))
        low, high, excluded = value - step / 2, value + step, True
    if row.said.bound is Said.ABOUT:
        slack = abs(value) / 100
        low = min(low, value - slack)
        if value + slack >= high:
            high, excluded = value + slack, False
    return Span(low, high, high_excluded=excluded)
