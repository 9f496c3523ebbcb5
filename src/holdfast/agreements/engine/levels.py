"""Values that stand at a day: stocks, states, and counters read as they stand, through decided falls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from holdfast.agreements.engine.measure import note_rows
from holdfast.agreements.engine.select import coded, settle
from holdfast.agreements.engine.spans import ABSENT, Measured, Point, Span, span_table
from holdfast.record.types import CounterRuling, Kind, SeriesDef, Status

POINT = ["span", "first", "last", "low", "mid", "high", "status", "id", "document"]
COUNTED = (pl.col("code") == 0) & ~pl.col("status").is_in(list(ABSENT))


def measure_levels(
    rows: pl.DataFrame,
    spans: Sequence[tuple[int, Span]],
    *,
    series: Mapping[int, SeriesDef],
    said_by: date | None,
    known_seq: int | None,
) -> dict[int, Measured]:
    """Values that stand at a day, one point each, without taking differences (stocks, states, quantities by date)."""
    found = {number: Measured(span) for number, span in spans}
    frame = level_rows(rows, spans, series=series, said_by=said_by)
    note_rows(frame, found)
    points = points_of(frame.filter(COUNTED))
    for number, span in spans:
        measured, listed = found[number], points.get(number, [])
        definition = series[span.series]
        decisions = rulings(definition, known_seq)
        kept, measured.decided, measured.fall, corrected = _through_falls(
            listed, decisions, cumulative=definition.indicator.kind is Kind.CUMULATIVE
        )
        drop_corrected(measured, corrected)
        measured.points = tuple(kept)
        measured.rows = len(kept)
        if listed:
            measured.spoken = min(point.first for point in listed)
            measured.first = span.first or measured.spoken
            measured.last = listed[-1].last
            _level_days(measured, state=definition.indicator.kind is Kind.STATE)
    return found


def level_rows(
    rows: pl.DataFrame,
    spans: Sequence[tuple[int, Span]],
    *,
    series: Mapping[int, SeriesDef],
    said_by: date | None,
) -> pl.DataFrame:
    """The rows of the spans with their codes, settled by their last day; sorted by span and last day."""
    frame = coded(rows, span_table(spans), said_by=said_by, level=True)
    return settle(frame, {number: series[span.series].several for number, span in spans}, level=True)


def points_of(counted: pl.DataFrame) -> dict[int, list[Point]]:
    """The counted rows as points, by span, in order."""
    points: dict[int, list[Point]] = {}
    for number, *fields in counted.select(POINT).iter_rows():
        points.setdefault(number, []).append(Point(*fields))
    return points


def rulings(series: SeriesDef, known_seq: int | None) -> dict[date, tuple[CounterRuling, str]]:
    """The last ruling on each fall that was recorded by then."""
    return {
        decision.day: (decision.ruling, decision.by)
        for decision in series.decisions
        if known_seq is None or decision.seq is None or decision.seq <= known_seq
    }


def drop_corrected(measured: Measured, corrected: Sequence[int]) -> None:
    """Move rows that a decided correction overrules from used to rejected."""
    if corrected:
        lost = set(corrected)
        measured.used = tuple(row for row in measured.used if row not in lost)
        measured.rejected = (measured.rejected or {}) | {"row-counter-corrected": tuple(corrected)}


def fell(before: Point, after: Point) -> bool:
    """Whether a counter fell: below even the lowest the value before could have been."""
    return (after.high if after.high is not None else after.mid) < before.low


def _through_falls(
    points: Sequence[Point], rulings: Mapping[date, tuple[CounterRuling, str]], *, cumulative: bool
) -> tuple[list[Point], tuple[tuple[date, str, str], ...], tuple[date, int, int] | None, list[int]]:
    """The levels as they stand after each decided fall; a restart adds what the counter had reached before it."""
    kept: list[Point] = []
    decided: list[tuple[date, str, str]] = []
    corrected: list[int] = []
    offset = 0
    previous: Point | None = None
    for point in points:
        if cumulative and previous is not None and fell(previous, point):
            ruling, by = rulings.get(point.last, (None, ""))
            if ruling is None:
                return kept, tuple(decided), (point.last, previous.mid, point.mid), corrected
            decided.append((point.last, ruling.value, by))
            if ruling is CounterRuling.RESTART:
                offset += previous.mid
            else:
                corrected += [one.row for one in kept if one.mid - offset > point.mid]
                kept = [one for one in kept if one.mid - offset <= point.mid]
        previous = point
        kept.append(_shifted(point, offset))
    return kept, tuple(decided), None, corrected


def _shifted(point: Point, offset: int) -> Point:
    if not offset:
        return point
    high = None if point.high is None else point.high + offset
    return Point(
        point.first,
        point.last,
        point.low + offset,
        point.mid + offset,
        high,
        point.status,
        point.row,
        point.document,
    )


def _level_days(measured: Measured, *, state: bool) -> None:
    """Days of a window told by levels: a since-start total speaks of all its days, a state of its day alone."""
    spoken: set[int] = set()
    zero: set[int] = set()
    partial: set[int] = set()
    first, last = measured.first, measured.last
    if first is None or last is None:
        return
    begin, end = first.toordinal(), last.toordinal()
    for point in measured.points:
        days = range(max(begin, point.first.toordinal()), min(end, point.last.toordinal()) + 1)
        if point.status == Status.PARTIAL.value:
            partial.update(days)
        elif point.mid == 0 and point.high == 0 and not state:
            zero.update(days)
        else:
            spoken.update(days)
    zero -= spoken
    partial -= spoken | zero
    measured.reported, measured.zero, measured.partial = len(spoken), len(zero), len(partial)
