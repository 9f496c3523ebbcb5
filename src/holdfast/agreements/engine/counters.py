"""Counters: values that stand at a day. Differences add up; a fall stops them until a person has decided.

A since-start total that needs no value before the window is assessed over its own window, from the first day it
counts. Otherwise the value on the day before the window is the base. A restart is a new counter from nothing; a
correction lowers what came before, so values above it are not used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import polars as pl

from holdfast.agreements.engine.measure import note_rows, tally
from holdfast.agreements.engine.select import coded, settle
from holdfast.agreements.engine.spans import ABSENT, LONG, Measured, Point, Span, span_table
from holdfast.record.types import CounterRuling, Kind, SeriesDef, Status

_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Chain:
    """The values of one counter as differences, the bounds their ends give, and what had to be left out."""

    parts: list[Point] = field(default_factory=list)
    low: int = 0
    high: int | None = 0
    fall: tuple[date, int, int] | None = None
    decided: list[tuple[date, str, str]] = field(default_factory=list)
    corrected: list[int] = field(default_factory=list)
    own: bool = False
    no_base: bool = False

    def close(self, base: Point | None, end: Point | None) -> None:
        """Add the bounds of one segment, from its two ends: never those of every step between."""
        if end is None or end is base:
            return
        self.low += max(0, end.low - (0 if base is None else base.mid if base.high is None else base.high))
        ceiling = None if end.high is None else end.high - (0 if base is None else base.low)
        self.high = None if ceiling is None or self.high is None else self.high + ceiling


def measure_levels(
    rows: pl.DataFrame,
    spans: Sequence[tuple[int, Span]],
    *,
    series: Mapping[int, SeriesDef],
    said_by: date | None,
    known_seq: int | None,
) -> dict[int, Measured]:
    """Values that stand at a day, one point each, without taking differences (stocks, states, quantities by date)."""
    found, frame, points = _read(rows, spans, series=series, said_by=said_by)
    note_rows(frame, found)
    for number, span in spans:
        measured, listed = found[number], points.get(number, [])
        definition = series[span.series]
        decisions = _rulings(definition, known_seq)
        kept, measured.decided, measured.fall, corrected = _through_falls(
            listed, decisions, cumulative=definition.indicator.kind is Kind.CUMULATIVE
        )
        _drop_corrected(measured, corrected)
        measured.points = tuple(kept)
        measured.rows = len(kept)
        if listed:
            measured.first = span.first or min(point.first for point in listed)
            measured.last = listed[-1].last
            _level_days(measured, state=definition.indicator.kind is Kind.STATE)
    return found


def measure_counters(
    rows: pl.DataFrame,
    spans: Sequence[tuple[int, Span]],
    *,
    series: Mapping[int, SeriesDef],
    said_by: date | None,
    known_seq: int | None,
) -> dict[int, Measured]:
    """Cumulative series as differences over each span's window: totals from its ends, days from what lies between."""
    found, frame, points = _read(rows, spans, series=series, said_by=said_by)
    note_rows(frame, found)
    parts: list[dict[str, Any]] = []
    ends: dict[int, tuple[int, int | None]] = {}
    for number, span in spans:
        measured, listed = found[number], points.get(number, [])
        chain = _differences(listed, span, series[span.series], _rulings(series[span.series], known_seq))
        measured.fall, measured.decided, measured.no_base = chain.fall, tuple(chain.decided), chain.no_base
        _drop_corrected(measured, chain.corrected)
        measured.points = tuple(chain.parts)
        if chain.parts and chain.fall is None:
            measured.first, measured.last = chain.parts[0].first, chain.parts[-1].last
            measured.longest_row = max(point.days for point in chain.parts)
            stated = measured.longest_row > LONG and (measured.first, measured.last) != (span.first, span.cap)
            measured.own_window = stated or chain.own
            parts += [_as_row(number, point) for point in chain.parts]
            ends[number] = chain.low, chain.high
        elif listed:
            measured.first, measured.last = span.first or listed[0].first, listed[-1].last
    values = pl.DataFrame(parts, schema=_SCHEMA)
    tally(values, found)
    for number, (low, high) in ends.items():
        found[number].low, found[number].high = low, high
    return found


_SCHEMA = {
    "span": pl.Int32,
    "first": pl.Date,
    "last": pl.Date,
    "low": pl.Int64,
    "mid": pl.Int64,
    "high": pl.Int64,
    "status": pl.Int8,
    "hours": pl.Int32,
}


def _as_row(number: int, point: Point) -> dict[str, Any]:
    return {
        "span": number,
        "first": point.first,
        "last": point.last,
        "low": point.low,
        "mid": point.mid,
        "high": point.high,
        "status": point.status,
        "hours": None,
    }


def _read(
    rows: pl.DataFrame,
    spans: Sequence[tuple[int, Span]],
    *,
    series: Mapping[int, SeriesDef],
    said_by: date | None,
) -> tuple[dict[int, Measured], pl.DataFrame, dict[int, list[Point]]]:
    found = {number: Measured(span) for number, span in spans}
    frame = coded(rows, span_table(spans), said_by=said_by, level=True)
    frame = settle(frame, {number: series[span.series].several for number, span in spans}, level=True)
    counted = frame.filter((pl.col("code") == 0) & ~pl.col("status").is_in(list(ABSENT)))
    points: dict[int, list[Point]] = {}
    columns = ["span", "first", "last", "low", "mid", "high", "status", "id", "document"]
    for number, *fields in counted.select(columns).iter_rows():
        points.setdefault(number, []).append(Point(*fields))
    return found, frame, points


def _rulings(series: SeriesDef, known_seq: int | None) -> dict[date, tuple[CounterRuling, str]]:
    """The last ruling on each fall that was recorded by then."""
    return {
        decision.day: (decision.ruling, decision.by)
        for decision in series.decisions
        if known_seq is None or decision.seq is None or decision.seq <= known_seq
    }


def _drop_corrected(measured: Measured, corrected: Sequence[int]) -> None:
    if corrected:
        lost = set(corrected)
        measured.used = tuple(row for row in measured.used if row not in lost)
        measured.rejected = (measured.rejected or {}) | {"row-counter-corrected": tuple(corrected)}


def _fell(before: Point, after: Point) -> bool:
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
        if cumulative and previous is not None and _fell(previous, point):
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


def _differences(
    points: Sequence[Point],
    span: Span,
    series: SeriesDef,
    rulings: Mapping[date, tuple[CounterRuling, str]],
) -> _Chain:
    chain = _Chain()
    if not points:
        return chain
    base, rest = _base(points, span, series, chain)
    if chain.no_base or not rest:
        return chain
    opens = base.last + _DAY if base is not None else _start(rest[0], series, span)
    levels: list[Point | None] = [base]  # the value each part ends with, the base first
    for point in rest:
        previous = levels[-1]
        if previous is not None and _fell(previous, point):
            ruling, by = rulings.get(point.last, (None, ""))
            if ruling is None:
                chain.fall = (point.last, previous.mid, point.mid)
                return chain
            chain.decided.append((point.last, ruling.value, by))
            if ruling is CounterRuling.RESTART:
                chain.close(base, previous)
                # What came between the last value and the restart is not in the record: no upper bound.
                chain.high, base = None, None
                chain.parts.append(_part(opens, point, point.low, point.mid, None))
                levels, opens = [None, point], point.last + _DAY
                continue
            while len(levels) > 1 and (held := levels[-1]) is not None and held.mid > point.mid:
                lost = chain.parts.pop()
                chain.corrected.append(lost.row)
                opens = lost.first
                levels.pop()
            previous = levels[-1]
            if previous is not None and previous.mid > point.mid:
                chain.no_base = True  # the correction reaches back before the window
                return chain
        if point.last >= opens:
            chain.parts.append(_step(opens, previous, point))
            levels.append(point)
            opens = point.last + _DAY
    chain.close(base, levels[-1])
    return chain


def _start(point: Point, series: SeriesDef, span: Span) -> date:
    if series.counter_start is not None:
        return series.counter_start
    return point.first if point.first < point.last or span.first is None else span.first


def _base(
    points: Sequence[Point], span: Span, series: SeriesDef, chain: _Chain
) -> tuple[Point | None, Sequence[Point]]:
    """The value to subtract, if one is needed, and the values of the window."""
    head = points[0]
    if span.first is not None and head.last == span.first - _DAY:
        return head, points[1:]
    counts_from = series.counter_start or (head.first if head.first < head.last else None)
    earliest = span.binds or span.first
    if counts_from is not None and (earliest is None or counts_from >= earliest):
        chain.own = counts_from != span.first
        return None, points
    if len(points) < 2:
        chain.no_base = True
        return None, points
    chain.own = True  # the first value inside is the base; the days before it are not in the window told
    return head, points[1:]


def _part(first: date, point: Point, low: int, mid: int, high: int | None) -> Point:
    return Point(first, point.last, low, mid, high, point.status, point.row, point.document)


def _step(first: date, previous: Point | None, point: Point) -> Point:
    if previous is None:
        return _part(first, point, point.low, point.mid, point.high)
    low = point.low - previous.low if previous.high is None else point.low - previous.high
    high = None if point.high is None else point.high - previous.low
    mid = point.mid - previous.mid
    return _part(first, point, min(max(low, 0), mid), mid, high if high is None else max(high, mid))


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
