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

from holdfast.agreements.engine.levels import (
    COUNTED,
    POINT,
    drop_corrected,
    fell,
    level_rows,
    points_of,
    rulings,
)
from holdfast.agreements.engine.measure import note_points, note_rows, tally
from holdfast.agreements.engine.spans import LONG, Measured, Point, Span
from holdfast.record.types import CounterRuling, SeriesDef

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


def measure_counters(
    rows: pl.DataFrame,
    spans: Sequence[tuple[int, Span]],
    *,
    series: Mapping[int, SeriesDef],
    said_by: date | None,
    known_seq: int | None,
    points: frozenset[int] = frozenset(),
) -> dict[int, Measured]:
    """Cumulative series as differences over each span's window: totals from its ends, days from what lies between.

    Counters that never fall are taken in bulk; those that fall one by one, as their decisions say.
    """
    found = {number: Measured(span) for number, span in spans}
    frame = level_rows(rows, spans, series=series, said_by=said_by)
    note_rows(frame, found)
    counted = frame.filter(COUNTED).select(POINT)
    falling = set(counted.filter(_FALLS)["span"].unique().to_list())
    chains = _steady(counted.filter(~pl.col("span").is_in(list(falling))), found, series)
    parts = chains.parts
    if falling:
        listed = points_of(counted.filter(pl.col("span").is_in(list(falling))))
        held = [
            _falling(number, found[number], listed[number], series, known_seq, chains) for number in falling
        ]
        parts = pl.concat([parts, *held])
    for number, first, last, longest in (
        parts.group_by("span")
        .agg(pl.col("first").min(), pl.col("last").max(), _DAYS.max().alias("longest"))
        .iter_rows()
    ):
        measured = found[number]
        span = measured.span
        measured.first, measured.last, measured.longest_row = first, last, longest
        stated = longest > LONG and (first, last) != (span.first, span.cap)
        measured.own_window = stated or number in chains.own
    tally(parts, found)
    for number, (low, high) in chains.ends.items():
        found[number].low, found[number].high = low, high
    note_points(parts, found, points)
    return found


@dataclass(slots=True)
class _Chains:
    """What the counters of a frame come to: parts, bounds from their ends, and those with a window of their own."""

    parts: pl.DataFrame
    ends: dict[int, tuple[int, int | None]] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)


def _steady(counted: pl.DataFrame, found: Mapping[int, Measured], series: Mapping[int, SeriesDef]) -> _Chains:
    """Differences of counters that never fall, in bulk."""
    heads: list[tuple[int, bool, date | None]] = []
    chains = _Chains(pl.DataFrame(schema=_SCHEMA))
    ends = counted.group_by("span", maintain_order=True).agg(
        pl.len(),
        *(
            pl.col(name).first().alias(f"{name}_0")
            for name in ("first", "last", "low", "mid", "high", "status", "id", "document")
        ),
        *(pl.col(name).last().alias(f"{name}_1") for name in ("low", "high")),
    )
    for number, size, first, last, low, mid, high, status, row, document, low_1, high_1 in ends.iter_rows():
        measured = found[number]
        measured.first, measured.last = measured.span.first or first, last
        chain = _Chain()
        head = Point(first, last, low, mid, high, status, row, document)
        base, opens = _base(head, size, measured.span, series[measured.span.series], chain)
        measured.no_base = chain.no_base
        if chain.no_base or (base is not None and size == 1):
            continue
        heads.append((number, base is not None, opens))
        if chain.own:
            chains.own.add(number)
        floor = 0 if base is None else base.mid if base.high is None else base.high
        ceiling = None if high_1 is None else high_1 - (0 if base is None else base.low)
        chains.ends[number] = max(0, low_1 - floor), ceiling
    table = pl.DataFrame(heads, schema={"span": pl.Int32, "skip": pl.Boolean, "opens": pl.Date}, orient="row")
    same = pl.col("span") == pl.col("span").shift(1)
    before = {name: pl.when(same).then(pl.col(name).shift(1)) for name in ("last", "low", "mid", "high")}
    mid = pl.col("mid") - before["mid"].fill_null(0)
    chains.parts = (
        counted.join(table, on="span", how="inner", maintain_order="left")
        .with_columns(
            pl.coalesce(before["last"].dt.offset_by("1d"), pl.col("opens")).alias("first"),
            pl.min_horizontal(
                (pl.col("low") - pl.coalesce(before["high"], before["low"], pl.lit(0))).clip(0), mid
            ).alias("low"),
            mid.alias("mid"),
            pl.when(pl.col("high").is_not_null())
            .then(pl.max_horizontal(pl.col("high") - before["low"].fill_null(0), mid))
            .alias("high"),
            pl.lit(None, pl.Int32).alias("hours"),
            (~same).fill_null(True).alias("leads"),
        )
        .filter(~(pl.col("leads") & pl.col("skip")) & (pl.col("first") <= pl.col("last")))
        .select(list(_SCHEMA))
        .cast({"low": pl.Int64, "mid": pl.Int64, "high": pl.Int64})
    )
    return chains


def _falling(
    number: int,
    measured: Measured,
    listed: Sequence[Point],
    series: Mapping[int, SeriesDef],
    known_seq: int | None,
    chains: _Chains,
) -> pl.DataFrame:
    """Differences of one counter that falls, as the decisions on it say; none while a fall is undecided."""
    definition = series[measured.span.series]
    chain = _differences(listed, measured.span, definition, rulings(definition, known_seq))
    measured.fall, measured.decided, measured.no_base = chain.fall, tuple(chain.decided), chain.no_base
    drop_corrected(measured, chain.corrected)
    measured.first, measured.last = measured.span.first or listed[0].first, listed[-1].last
    if chain.fall is not None or chain.no_base or not chain.parts:
        return pl.DataFrame(schema=_SCHEMA)
    if chain.own:
        chains.own.add(number)
    chains.ends[number] = chain.low, chain.high
    return pl.DataFrame([_as_row(number, point) for point in chain.parts], schema=_SCHEMA)


_SCHEMA = {
    "span": pl.Int32,
    "first": pl.Date,
    "last": pl.Date,
    "low": pl.Int64,
    "mid": pl.Int64,
    "high": pl.Int64,
    "status": pl.Int8,
    "hours": pl.Int32,
    "id": pl.Int64,
    "document": pl.Int64,
}
_DAYS = (pl.col("last") - pl.col("first")).dt.total_days() + 1
_FALLS = (pl.col("span") == pl.col("span").shift(1)) & (pl.coalesce("high", "mid") < pl.col("low").shift(1))


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
        "id": point.row,
        "document": point.document,
    }


def _differences(
    points: Sequence[Point],
    span: Span,
    series: SeriesDef,
    rulings: Mapping[date, tuple[CounterRuling, str]],
) -> _Chain:
    chain = _Chain()
    if not points:
        return chain
    base, opens = _base(points[0], len(points), span, series, chain)
    rest = points[1:] if base is not None else points
    if chain.no_base or not rest:
        return chain
    levels: list[Point | None] = [base]  # the value each part ends with, the base first
    for point in rest:
        previous = levels[-1]
        if previous is not None and fell(previous, point):
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


def _base(head: Point, size: int, span: Span, series: SeriesDef, chain: _Chain) -> tuple[Point | None, date]:
    """The value to subtract, if one is needed, and the first day of the window that is told."""
    if span.first is not None and head.last == span.first - _DAY:
        return head, span.first
    counts_from = series.counter_start or (head.first if head.first < head.last else None)
    earliest = span.binds or span.first
    if counts_from is not None and (earliest is None or counts_from >= earliest):
        chain.own = counts_from != span.first
        return None, counts_from
    chain.own = True  # the first value inside is the base; the days before it are not in the window told
    chain.no_base = size < 2
    return head, head.last + _DAY


def _part(first: date, point: Point, low: int, mid: int, high: int | None) -> Point:
    return Point(first, point.last, low, mid, high, point.status, point.row, point.document)


def _step(first: date, previous: Point | None, point: Point) -> Point:
    if previous is None:
        return _part(first, point, point.low, point.mid, point.high)
    low = point.low - previous.low if previous.high is None else point.low - previous.high
    high = None if point.high is None else point.high - previous.low
    mid = point.mid - previous.mid
    return _part(first, point, min(max(low, 0), mid), mid, high if high is None else max(high, mid))
