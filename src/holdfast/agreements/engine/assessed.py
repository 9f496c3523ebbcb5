"""What the engine gives out: one assessment with its value, bounds, coverage, state, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from holdfast.agreements.engine.days import Days, DaysKept
from holdfast.agreements.engine.stated import Averaged, StatedCheck
from holdfast.agreements.types import Rule, State
from holdfast.base.why import Why


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is lacking on the days reported: in units, and in days of the promise."""

    units: Decimal
    days_of_promise: Decimal | None

    def as_json(self) -> dict[str, Any]:
        """Both numbers."""
        return {"units": self.units, "days_of_promise": self.days_of_promise}


@dataclass(frozen=True, slots=True)
class MissingCase:
    """The lowest and the highest value once the missing days are filled by a stated rule."""

    low: Decimal
    high: Decimal | None
    rule: Why

    def as_json(self) -> dict[str, Any]:
        """The two cases and the rule that makes them."""
        return {
            "low": self.low,
            "high": self.high,
            "rule": self.rule.render("en"),
            **_coded("rule", self.rule),
        }


@dataclass(frozen=True, slots=True)
class WaitsOn:
    """A condition of the obligation, with the present state of what it waits on."""

    obligation: str | None
    said_by: str | None
    in_the_text: bool
    text: Mapping[str, str]
    document: str | None
    state: State | None
    why: Why

    def as_json(self) -> dict[str, Any]:
        """The condition as recorded, and its sentence."""
        return {
            "obligation": self.obligation,
            "said_by": self.said_by,
            "in_the_text": self.in_the_text,
            "text": dict(self.text),
            "document": self.document,
            "state": self.state,
            **self.why.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Denied:
    """A denial, and whether it disputes: only the bearer's own word or that of a body of it does."""

    source: str
    denies: str
    first: date
    last: date
    text: Mapping[str, str]
    document: str | None
    disputes: bool
    why: Why

    def as_json(self) -> dict[str, Any]:
        """The denial as recorded, and its sentence."""
        return {
            "source": self.source,
            "denies": self.denies,
            "from": self.first,
            "to": self.last,
            "text": dict(self.text),
            "document": self.document,
            "disputes": self.disputes,
            **self.why.as_json(),
        }


@dataclass(frozen=True, slots=True)
class PerUnit:
    """For a ratio: what the promise is counted against."""

    series: str
    day: date
    value: Decimal
    each: Decimal | None

    def as_json(self) -> dict[str, Any]:
        """The other series' value on its day, and how many came for each."""
        return {"series": self.series, "day": self.day, "value": self.value, "each": self.each}


@dataclass(frozen=True, slots=True)
class Rejected:
    """Rows that were not used, and the one reason for them."""

    why: Why
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Assertion:
    """A stated number of the series without a total, with a window or without: shown, never computed with."""

    key: str
    value: Decimal
    unit: str
    qualifier: str
    source: str
    document: str
    said: str
    kind: str
    note: Mapping[str, str]
    first: date | None = None
    last: date | None = None
    per: str | None = None  # of an average: in how long

    @property
    def lacks(self) -> tuple[str, ...]:
        """What keeps it from being a count: its total, its window, or both."""
        total = () if self.kind == "total" else ("total",)
        return total if self.first is not None else (*total, "window")

    def as_json(self) -> dict[str, Any]:
        """The assertion as recorded."""
        return {
            "key": self.key,
            "kind": self.kind,
            "value": self.value,
            "unit": self.unit,
            "per": self.per,
            "qualifier": self.qualifier,
            "source": self.source,
            "document": self.document,
            "said": self.said,
            "note": dict(self.note),
            "from": self.first,
            "to": self.last,
            "stated_bound": self.qualifier or None,
        }


@dataclass(frozen=True, slots=True)
class Assessed:
    """One obligation under one reading by one series: no number leaves the engine without its bounds and why."""

    agreement: str
    obligation: str
    bearer: str
    state: State
    why: Why
    reading: str | None = None
    rule: Rule | None = None
    of_the_text: bool = False
    indicator: str | None = None
    kind: str | None = None
    harm: bool = False
    series: str | None = None
    source: str | None = None
    relation: str | None = None
    party: str | None = None
    counter: str | None = None  # who counts upstream
    measured_point: str | None = None
    place: str | None = None
    first: date | None = None
    last: date | None = None
    own_window: bool = False  # a stated total over the window it states
    unit: str = ""
    unit_per: str | None = None  # of a rate: value, bounds and promise are so much of the unit in this long
    value: Decimal | None = None
    total: Decimal | None = None
    stated: Decimal | None = None
    stated_bound: str | None = None  # the words beside the stated number: "above"
    low: Decimal | None = None
    high: Decimal | None = None
    low_total: Decimal | None = None
    high_total: Decimal | None = None
    either: bool = (
        False  # it is its low or its high: two documents differ, and nobody has decided between them
    )
    per_day_in_window: Decimal | None = (
        None  # the total over all days of the window: missing days as if nothing came
    )
    promised: Decimal | None = None
    shortfall: Shortfall | None = None
    days: Days = field(default_factory=Days)
    missing_case: MissingCase | None = None
    days_kept: DaysKept | None = None
    balance: Decimal | None = None  # carry-over: what is over (or lacking) at the end
    stated_checks: tuple[StatedCheck, ...] = ()
    averages: tuple[
        Averaged, ...
    ] = ()  # over the days the source states, and over the window; empty where they agree
    assertions: tuple[Assertion, ...] = ()
    value_at_due: Decimal | None = None
    due_day: date | None = None
    reached_on: date | None = (
        None  # the first day on which the promised quantity, else the last value, stands
    )
    discharged: Decimal | None = None
    per: PerUnit | None = None
    observed_state: str | None = None
    coverage_notes: tuple[Why, ...] = ()
    notes: tuple[Why, ...] = ()
    waits_on: tuple[WaitsOn, ...] = ()
    denied: tuple[Denied, ...] = ()
    state_without_event: State | None = None
    used: tuple[int, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    documents: tuple[int, ...] = ()  # ids of the documents its rows stand in

    @property
    def is_count(self) -> bool:
        """Whether it is a count: a value with a total and a window, or the values behind it."""
        return self.value is not None and self.first is not None

    def as_json(self) -> dict[str, Any]:
        """The agreed keys in their order, then the others; numbers are exact, days ISO, every reason a code."""
        return {
            "agreement": self.agreement,
            "obligation": self.obligation,
            "bearer": self.bearer,
            "reading": self.reading,
            "indicator": self.indicator,
            "series": self.series,
            "source": self.source,
            "relation": self.relation,
            "measured_point": self.measured_point,
            "from": self.first,
            "to": self.last,
            "unit": self.unit,
            "value": self.value,
            "stated": self.stated,
            "low": self.low,
            "high": self.high,
            "promised": self.promised,
            "shortfall": self.shortfall.as_json() if self.shortfall else None,
            "days": self.days.as_json(),
            "state": self.state,
            **self.why.as_json(),
            "rows_used": [f"O-{row}" for row in self.used],
            "rows_rejected": self._rejected_json(),
            **self._more_json(),
        }

    def _rejected_json(self) -> list[dict[str, Any]]:
        found = []
        for group in self.rejected:
            sentence = group.why.render("en")
            found += [{"row": f"O-{row}", "why": sentence, "why_code": group.why.code} for row in group.rows]
        return found

    def _more_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "unit_per": self.unit_per,
            "of_the_text": self.of_the_text,
            "kind": self.kind,
            "harm": self.harm,
            "party": self.party,
            "counter": self.counter,
            "place": self.place,
            "own_window": self.own_window,
            "total": self.total,
            "low_total": self.low_total,
            "high_total": self.high_total,
            "either": self.either,
            "per_day_in_window": self.per_day_in_window,
            "missing_case": self.missing_case.as_json() if self.missing_case else None,
            "days_kept": self.days_kept.as_json() if self.days_kept else None,
            "balance": self.balance,
            "averages": [average.as_json() for average in self.averages],
            "stated_checks": [check.as_json() for check in self.stated_checks],
            "assertions": [assertion.as_json() for assertion in self.assertions],
            "value_at_due": self.value_at_due,
            "due": self.due_day,
            "reached_on": self.reached_on,
            "discharged": self.discharged,
            "per": self.per.as_json() if self.per else None,
            "observed_state": self.observed_state,
            "coverage_notes": [why.as_json() for why in self.coverage_notes],
            "notes": [why.as_json() for why in self.notes],
            "waits_on": [waiting.as_json() for waiting in self.waits_on],
            "denied": [denial.as_json() for denial in self.denied],
            "state_without_event": self.state_without_event,
            "stated_bound": self.stated_bound,
        }


def _coded(name: str, why: Why) -> dict[str, Any]:
    return {f"{name}_code": why.code, f"{name}_params": why.params_json()}
