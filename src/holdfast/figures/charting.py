"""Which charts a figure has, and what each is drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from holdfast.agreements.engine.assess import daily_promise
from holdfast.agreements.engine.assessed import Assertion, Assessed
from holdfast.agreements.engine.exact import six
from holdfast.agreements.engine.sides import Asserted
from holdfast.agreements.types import DutyKind, Rule
from holdfast.base.days import each_day
from holdfast.base.language import LANGUAGES
from holdfast.base.numbers import unscale
from holdfast.base.why import Why
from holdfast.figures.answer import series_words, spoken, told_state, unit_said, unit_words
from holdfast.figures.charts.beside import beside_chart
from holdfast.figures.charts.course import course_chart
from holdfast.figures.charts.days import days_chart
from holdfast.figures.charts.layout import joined, point, window, word
from holdfast.figures.charts.types import Beside, Course, DayRun, Days, DayState, Point, Specified, Stated
from holdfast.figures.compute import Computed, is_state
from holdfast.figures.disagreements import asserted_unit, stated_words
from holdfast.figures.inputs import Inputs
from holdfast.record.types import DAYS_OF, Kind, SeriesDef, Status

_LEAST = 3  # values under which a course says no more than the numbers do
_DAY = timedelta(days=1)
_LACKS = {
    ("total", "window"): "figure.assertion",
    ("total",): "figure.assertion-no-total",
    ("window",): "figure.assertion-no-window",
}


def charts_of(inputs: Inputs, found: Computed, rows: pl.DataFrame) -> list[Specified]:
    """The charts of a figure, each in every language, in the order in which they are read."""
    charts: list[Specified] = []
    runs = _runs(inputs, found.headline, rows)
    for lang in LANGUAGES:
        beside = _beside(inputs, found, lang)
        if beside is not None:
            charts.append(beside_chart(beside, lang))
        course = _course(inputs, found.headline, rows, runs, lang)
        if course is not None:
            charts.append(course_chart(course, lang))
        if runs:
            charts.append(_days_chart(inputs, found.headline, runs, lang))
    return charts


def _days_chart(inputs: Inputs, one: Assessed, runs: tuple[DayRun, ...], lang: str) -> Specified:
    """The strip of days, told in the words and the numbers of the figure's own table of days."""
    days = one.days
    counts = {
        DayState.REPORTED: days.reported,
        DayState.ZERO: days.zero_reported,
        DayState.PARTIAL: days.partial,
        DayState.MISSING: days.missing,
        DayState.NOT_MONITORED: days.not_monitored,
    }
    return days_chart(Days(spoken(series_words(inputs, one), lang), runs, counts), lang)


def _series(inputs: Inputs, one: Assessed) -> SeriesDef | None:
    return next((found for found in inputs.terms.series.values() if found.key == one.series), None)


def _drawable(one: Assessed) -> bool:
    """A count with a number: a code for a state is not one."""
    return one.is_count and not is_state(one)


def _number(one: Assessed) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """(value, low, high) as drawn: a count of harm or a sum by its total, a rate by its average."""
    if one.rule in (Rule.COUNT, Rule.NONE_AT_ALL) and one.total is not None:
        return one.total, one.low_total, one.high_total
    return one.value, one.low, one.high


def _beside(inputs: Inputs, found: Computed, lang: str) -> Beside | None:
    unit = found.headline.unit
    counts = [one for one in found.beside if _drawable(one) and one.unit == unit]
    rates = inputs.duty.kind is DutyKind.PER_TIME
    rows = [row for one in counts for row in _each_length(inputs, one, lang)]
    rows += _assertions(inputs, found, lang) if rates else []
    if len(rows) < 2 and found.headline.promised is None:
        rows = _by_reading(inputs, found, lang)
    if not rows or (len(rows) < 2 and found.headline.promised is None):
        return None
    per = spoken(unit_words(inputs, found.headline), lang)
    if rates:
        per = spoken(unit_said(inputs, found.headline), lang)
    return Beside(per=per, rows=tuple(rows))


def _each_length(inputs: Inputs, one: Assessed, lang: str) -> list[Stated]:
    """One bar, or one for each length of time the total is said of, in one size and with whose days these are."""
    row = _stated(inputs, one, lang)
    if not one.averages:
        return [row]
    where = [_relation(one.relation, lang), point(one.measured_point, lang)]
    return [
        replace(
            row,
            value=average.value,
            low=None,
            high=None,
            detail=joined([*where, average.why.render(lang)], lang),
        )
        for average in one.averages
    ]


def _stated(inputs: Inputs, one: Assessed, lang: str, name: str = "") -> Stated:
    value, low, high = _number(one)
    assert value is not None and one.first is not None and one.last is not None  # noqa: S101 - counts alone
    days = Why.of("chart-days", days=(one.last - one.first).days + 1).render(lang)
    differs = one.stated is not None and abs(one.stated - value) > Decimal("0.05")
    return Stated(
        name=name or spoken(series_words(inputs, one), lang),
        detail=joined(
            [
                _relation(one.relation, lang),
                point(one.measured_point, lang),
                f"{window(one.first, one.last, lang)} ({days})",
            ],
            lang,
        ),
        value=value,
        low=low,
        high=high,
        as_stated=one.stated if differs else None,
        promised=one.promised,
        state=str(one.state),
        state_word=f"{one.state.mark} {word(_state_word(one), lang)}",
    )


def _state_word(one: Assessed) -> str:
    """The key of the state's word as the page around the chart prints it."""
    key = told_state(one).key
    return "state.not-known-whether-kept" if key == "state.not-known" else key


def _relation(relation: str | None, lang: str) -> str:
    return word("relation." + relation.lower().replace(" ", "-").replace("'", ""), lang) if relation else ""


def _said(said: str, lang: str) -> str:
    """The day a document was said on in short words; anything but one day as written."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return said
    return window(day, day, lang)


def _by_reading(inputs: Inputs, found: Computed, lang: str) -> list[Stated]:
    """The headline's series under every reading, where the reading is what makes the number."""
    texts = {reading.key: reading.text for reading in inputs.duty.readings}
    mine = [one for one in found.all if one.series == found.headline.series and _drawable(one)]
    if len(mine) < 2:
        return []
    return [
        _stated(inputs, one, lang, name=spoken(texts.get(one.reading or "", {}), lang).rstrip(" ."))
        for one in mine
    ]


def _assertions(inputs: Inputs, found: Computed, lang: str) -> list[Stated]:
    """Stated averages without a total and a window, each once."""
    stated = []
    for one in found.side.asserted:
        if one.assertion.kind == "average":
            names = inputs.names.sources.get(one.assertion.source, {"en": one.assertion.source})
            stated.append(
                Stated(
                    name=spoken(names, lang),
                    detail=joined([_relation(one.relation, lang), _said(one.assertion.said, lang)], lang),
                    value=_in_time(one.assertion, found.headline.unit_per),
                    promised=found.headline.promised,
                    assertion=_LACKS[one.assertion.lacks],
                    bound=_bound(one.assertion.qualifier),
                    in_words=_in_words(inputs, found, one, lang),
                )
            )
    return stated


def _in_words(inputs: Inputs, found: Computed, one: Asserted, lang: str) -> str:
    """The stated number as said; in another unit of time than the other bars, with its own."""
    words = spoken(stated_words(one.assertion.value, one.assertion.qualifier), lang)
    if one.assertion.per == found.headline.unit_per:
        return words
    return f"{words} {spoken(asserted_unit(inputs, found, one), lang)}"


def _in_time(assertion: Assertion, per: str | None) -> Decimal:
    """A stated average in the unit of time that the other bars are drawn in."""
    return six(Fraction(assertion.value) * DAYS_OF[per or "day"] / DAYS_OF[assertion.per or "day"])


def _bound(qualifier: str) -> str:
    """The sign of a stated bound: above 600 is > 600, at least 600 is ≥ 600."""
    words = qualifier.lower().strip(" \"'“”")
    signs = {
        ">": ("above", "more than", "over", "exceeds"),
        "≥": ("at least", "no less", "not less"),
        "<": ("below", "less than", "under"),
        "≤": ("at most", "no more", "not more", "does not exceed", "up to"),
    }
    return next((sign for sign, begins in signs.items() if words.startswith(begins)), "")


def _runs(inputs: Inputs, one: Assessed, rows: pl.DataFrame) -> tuple[DayRun, ...]:
    """The headline's days in runs; none where a value covers its whole window, for then no day has a value."""
    series = _series(inputs, one)
    if series is None or one.first is None or one.last is None or one.own_window or len(one.used) < _LEAST:
        return ()
    if series.indicator.kind not in (Kind.FLOW, Kind.EVENTS):
        return ()
    states = _day_states(one, series, rows)
    runs: list[DayRun] = []
    for day in each_day(one.first, one.last):
        state = states.get(day, DayState.MISSING)
        if runs and runs[-1].state is state:
            runs[-1] = DayRun(runs[-1].first, day, state)
        else:
            runs.append(DayRun(day, day, state))
    return tuple(runs)


def _day_states(one: Assessed, series: SeriesDef, rows: pl.DataFrame) -> dict[date, DayState]:
    assert one.first is not None and one.last is not None  # noqa: S101 - asked for by the caller
    states: dict[date, DayState] = {}
    for coverage in series.coverage:
        if coverage.extent == "none":
            _fill(
                states,
                max(coverage.first, one.first),
                min(coverage.last or one.last, one.last),
                DayState.NOT_MONITORED,
            )
    mine = rows.filter((pl.col("series") == series.id) & pl.col("dropped").is_null() & ~pl.col("filled"))
    unseen = mine.filter(pl.col("status") == Status.NOT_MONITORED.value)
    for row in unseen.iter_rows(named=True):
        _fill(states, max(row["first"], one.first), min(row["last"], one.last), DayState.NOT_MONITORED)
    used = _used(one, rows)
    for row in used:
        _fill(states, max(row["first"], one.first), min(row["last"] - _DAY, one.last), DayState.LATER)
    for row in used:
        if one.first <= row["last"] <= one.last:
            states[row["last"]] = _state(row)
    return states


def _used(one: Assessed, rows: pl.DataFrame) -> list[dict[str, Any]]:
    used = rows.filter(pl.col("id").is_in(pl.Series(list(one.used), dtype=pl.Int64).implode()))
    return used.sort("last", "first", "id").to_dicts()


def _fill(states: dict[date, DayState], first: date, last: date, state: DayState) -> None:
    while first <= last:
        states[first] = state
        first += _DAY


def _state(row: Mapping[str, Any]) -> DayState:
    if row["status"] == Status.PARTIAL.value:
        return DayState.PARTIAL
    if row["status"] == Status.ZERO_REPORTED.value or row["value"] == 0:
        return DayState.ZERO
    return DayState.REPORTED


def _course(
    inputs: Inputs, one: Assessed, rows: pl.DataFrame, runs: Sequence[DayRun], lang: str
) -> Course | None:
    series = _series(inputs, one)
    if series is None or one.first is None or one.last is None or not _drawable(one):
        return None
    totals = series.indicator.kind is Kind.CUMULATIVE
    points = _totals(one, series, rows) if totals else _sums(one, series, rows, runs)
    if len(points) < (2 if totals else _LEAST):
        return None
    per_time = inputs.duty.kind is DutyKind.PER_TIME
    by_date = one.rule is Rule.BY_DATE
    return Course(
        name=spoken(series_words(inputs, one), lang),
        unit=spoken(unit_words(inputs, one), lang),
        first=min(one.first, points[0].day),
        last=max(one.last, points[-1].day),
        points=tuple(points),
        promised_a_day=_promised_a_day(inputs, one) if per_time else None,
        promised_total=one.promised if by_date else None,
        due=one.due_day if by_date else None,
        stated_totals=totals,
    )


def _promised_a_day(inputs: Inputs, one: Assessed) -> Fraction | None:
    """What the reading promises a day, exactly: a rounded tenth of a week would add up to what nobody promised."""
    reading = next(found for found in inputs.duty.readings if found.key == one.reading)
    return daily_promise(inputs.duty, reading)


def _totals(one: Assessed, series: SeriesDef, rows: pl.DataFrame) -> list[Point]:
    """Every total since the start that stands, one a day; where several stand for a day, the one in use."""
    assert one.first is not None and one.last is not None  # noqa: S101 - asked for by the caller
    mine = rows.filter(
        (pl.col("series") == series.id)
        & pl.col("dropped").is_null()
        & pl.col("value").is_not_null()
        & ~pl.col("filled")
        & ~pl.col("comparator")
        & pl.col("last").is_between(one.first, one.last)
    ).sort("last", "said_first", "id", nulls_last=True)
    by_day: dict[date, dict[str, Any]] = {}
    for row in mine.iter_rows(named=True):
        if row["last"] not in by_day or row["id"] in one.used:
            by_day[row["last"]] = row
    decimals = series.indicator.decimals
    return [Point(day, unscale(row["value"], decimals)) for day, row in sorted(by_day.items())]


def _sums(one: Assessed, series: SeriesDef, rows: pl.DataFrame, runs: Sequence[DayRun]) -> list[Point]:
    """The running sum of the rows used, broken where days without any report lie between."""
    if not runs or series.indicator.kind not in (Kind.FLOW, Kind.EVENTS):
        return []
    if one.days.covered * 2 < one.days.in_window:
        return []  # a sum over the lesser part of the days would look like a course of all of them
    blank = {
        day
        for run in runs
        if run.state in (DayState.MISSING, DayState.NOT_MONITORED)
        for day in each_day(run.first, run.last)
    }
    decimals = series.indicator.decimals
    low = high = Decimal(0)
    points: list[Point] = []
    reached: date | None = None
    for row in _used(one, rows):
        value = row["value"] if row["value"] is not None else row["low"] or 0
        low += unscale(value, decimals)
        most = row["high"] if row["high"] is not None else value
        high += unscale(max(most, value), decimals)
        gap = reached is not None and any(day in blank for day in _between(reached, row["first"]))
        points.append(Point(row["last"], low, high if high != low else None, after_gap=gap))
        reached = row["last"]
    return points


def _between(after: date, before: date) -> list[date]:
    return [after + _DAY * step for step in range(1, max((before - after).days, 1))]
