"""`assess`: what the record says about each obligation, under each reading, by each series, at one time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import polars as pl

from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.case import Case
from holdfast.agreements.engine.counters import measure_counters
from holdfast.agreements.engine.finish import finish, not_watched, with_conditions
from holdfast.agreements.engine.levels import measure_levels
from holdfast.agreements.engine.measure import measure_flows
from holdfast.agreements.engine.spans import Measured, Span
from holdfast.agreements.engine.types import ObligationDef, ReadingDef, Terms
from holdfast.agreements.types import RATES, Rule
from holdfast.record.types import AssertionKind, Kind, SeriesDef

AMOUNTS = (Rule.BY_DATE, Rule.RATIO)


@dataclass(slots=True)
class _Plan:
    """Which spans are to be measured, each once."""

    flows: dict[Span, int] = field(default_factory=dict)
    counters: dict[Span, int] = field(default_factory=dict)
    levels: dict[Span, int] = field(default_factory=dict)
    points: set[int] = field(default_factory=set)
    count: int = 0

    def add(self, where: dict[Span, int], span: Span) -> int:
        """The number of the span, new or known."""
        if span not in where:
            where[span] = self.count
            self.count += 1
        return where[span]


class _Told:
    """Of the series with averages stated of a window: the days of which a row gives a value, seen in passing."""

    def __init__(self, terms: Terms, said_by: date | None) -> None:
        self.windows: dict[int, set[tuple[date, date]]] = {
            number: set()
            for number, series in terms.series.items()
            if any(one.first is not None and one.kind is AssertionKind.AVERAGE for one in series.assertions)
        }
        self._counts = pl.col("dropped").is_null() & pl.col("value").is_not_null()
        if said_by is not None:
            self._counts &= pl.col("said_last") <= said_by

    def read(self, chunks: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        for rows in chunks:
            if self.windows:
                held = rows.filter(pl.col("series").is_in(list(self.windows)) & self._counts)
                for number, first, last in held.select("series", "first", "last").unique().iter_rows():
                    self.windows[number].add((first, last))
            yield rows


@dataclass(frozen=True, slots=True)
class _Job:
    obligation: ObligationDef
    reading: ReadingDef
    series: SeriesDef
    number: int
    per: int | None


def assess(
    terms: Terms,
    rows: pl.DataFrame | Iterable[pl.DataFrame],
    *,
    as_of: date,
    said_by: date | None = None,
    known_on: date | None = None,
) -> tuple[Assessed, ...]:
    """One assessment for each obligation, reading and series, in their order; one "not watched" where there is none.

    `rows` is a frame in the columns of `record.queries.ROW_SCHEMA`, or frames that each hold whole series, already cut
    to what was known. `as_of` leaves out what lies after that day, `said_by` what was said after it; `known_on` only
    says that the frame was cut, so that an empty series can say why. Windows are civil days with both ends. No
    argument is changed, and the order of the rows makes no difference.
    """
    plan = _Plan()
    jobs = list(_jobs(terms, plan, as_of))
    told = _Told(terms, said_by)
    measured = _measure(terms, plan, told.read([rows] if isinstance(rows, pl.DataFrame) else rows), said_by)
    found = []
    for job in jobs:
        if isinstance(job, _Job):
            case = Case(
                terms=terms,
                obligation=job.obligation,
                reading=job.reading,
                series=job.series,
                measured=measured[job.number],
                per=measured[job.per] if job.per is not None else None,
                as_of=as_of,
                said_by=said_by,
                known_on=known_on,
                told=frozenset(told.windows.get(job.series.id, ())),
            )
            found.append(finish(case))
        else:
            found.append(not_watched(terms, *job))
    return with_conditions(terms, found)


def _jobs(terms: Terms, plan: _Plan, as_of: date) -> Iterable[_Job | tuple[ObligationDef, ReadingDef | None]]:
    for obligation in terms.obligations:
        if not any(reading.series for reading in obligation.readings):
            yield obligation, (obligation.readings[0] if obligation.readings else None)
            continue
        for reading in obligation.readings:
            for number in reading.series:
                if number in terms.series:
                    yield _job(terms, plan, obligation, reading, terms.series[number], as_of)


def _job(
    terms: Terms, plan: _Plan, obligation: ObligationDef, reading: ReadingDef, series: SeriesDef, as_of: date
) -> _Job:
    binds = terms.first_day_of(obligation)
    first = reading.window_first or binds
    caps = [as_of, reading.window_last, terms.last_day_of(obligation)]
    cap = min(day for day in caps if day is not None)
    rule = reading.rule
    per = None
    if rule in AMOUNTS:
        number = _amount(plan, series, first, cap)
        if rule is Rule.RATIO and reading.per_series is not None and reading.per_series in terms.series:
            per = _amount(plan, terms.series[reading.per_series], first, cap)
        return _Job(obligation, reading, series, number, per)
    promise = daily_promise(obligation, reading) if rule in RATES else None
    scale = 10**series.indicator.decimals
    whole = None if promise is None else -((-promise.numerator * scale) // promise.denominator)
    exact = None if promise is None else promise * scale
    span = Span(series.id, first, cap, whole, exact, binds)
    kind = series.indicator.kind
    if rule is Rule.STATE or kind in (Kind.STATE, Kind.STOCK):
        number = plan.add(plan.levels, Span(series.id, first, cap))
    elif kind is Kind.CUMULATIVE:
        number = plan.add(plan.counters, span)
    else:
        number = plan.add(plan.flows, span)
    if rule is Rule.CARRY_OVER:
        plan.points.add(number)
    return _Job(obligation, reading, series, number, per)


def _amount(plan: _Plan, series: SeriesDef, first: date | None, cap: date) -> int:
    if series.indicator.kind in (Kind.FLOW, Kind.EVENTS):
        number = plan.add(plan.flows, Span(series.id, first, cap))
        plan.points.add(number)
        return number
    return plan.add(plan.levels, Span(series.id, first, cap))


def daily_promise(obligation: ObligationDef, reading: ReadingDef) -> Fraction | None:
    """What the reading promises a day: its own quantity or the obligation's, by the week divided by seven."""
    promised = reading.promised if reading.promised is not None else obligation.quantity
    if promised is None:
        return None
    return Fraction(promised) / (7 if obligation.per == "week" else 1)


def _measure(
    terms: Terms, plan: _Plan, chunks: Iterable[pl.DataFrame], said_by: date | None
) -> Mapping[int, Measured]:
    measured = {
        number: Measured(span)
        for where in (plan.flows, plan.counters, plan.levels)
        for span, number in where.items()
    }
    several = {number: series.several for number, series in terms.series.items()}
    for rows in chunks:
        here = set(rows["series"].unique().to_list())
        flows = [(number, span) for span, number in plan.flows.items() if span.series in here]
        if flows:
            measured |= measure_flows(
                rows, flows, several=several, said_by=said_by, points=frozenset(plan.points)
            )
        counters = [(number, span) for span, number in plan.counters.items() if span.series in here]
        if counters:
            measured |= measure_counters(
                rows,
                counters,
                series=terms.series,
                said_by=said_by,
                known_seq=terms.known_seq,
                points=frozenset(plan.points),
            )
        levels = [(number, span) for span, number in plan.levels.items() if span.series in here]
        if levels:
            measured |= measure_levels(
                rows, levels, series=terms.series, said_by=said_by, known_seq=terms.known_seq
            )
    return measured
