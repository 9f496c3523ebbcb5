"""Counters that fell, and what was decided about each fall."""

from collections.abc import Collection

import polars as pl

from holdfast.base.numbers import unscale
from holdfast.people.types import Viewer
from holdfast.record.queries.definitions import series_defs
from holdfast.record.queries.rows import rows_frame
from holdfast.record.types import CounterFall, Kind, RowRef, Several


def counter_falls(
    viewer: Viewer, series: Collection[str] | None = None, *, open_only: bool = False
) -> tuple[CounterFall, ...]:
    """Every day on which a cumulative series is lower than before, with the ruling; `open_only`: those without one.

    Compared are the values in use: last editions that stand, as reported, one for each day by the series' own rule
    for several documents.
    """
    defs = {
        found.id: found
        for found in series_defs(viewer, series).values()
        if found.indicator.kind is Kind.CUMULATIVE
    }
    frame = rows_frame(viewer, series_ids=list(defs))
    falls = []
    for row in _fallen(frame, {id_: found.several for id_, found in defs.items()}).iter_rows(named=True):
        found = defs[row["series"]]
        decision = next((one for one in found.decisions if one.day == row["last"]), None)
        if decision is None or not open_only:
            decimals = found.indicator.decimals
            falls.append(
                CounterFall(
                    series=found.key,
                    day=row["last"],
                    before=unscale(row["before"], decimals),
                    after=unscale(row["value"], decimals),
                    row=RowRef(row["id"]),
                    previous=RowRef(row["before_id"]),
                    decision=decision,
                )
            )
    return tuple(falls)


def _fallen(frame: pl.DataFrame, several: dict[int, Several]) -> pl.DataFrame:
    last_said = [series for series, rule in several.items() if rule is Several.LAST_SAID]
    used = frame.filter(pl.col("dropped").is_null() & pl.col("value").is_not_null() & ~pl.col("filled")).sort(
        "series",
        "last",
        "comparator",
        pl.when(pl.col("series").is_in(last_said))
        .then(-pl.col("said_last").cast(pl.Int32))
        .otherwise(pl.col("said_last").cast(pl.Int32)),
        "id",
        nulls_last=True,
    )
    one_a_day = used.unique(["series", "last"], keep="first", maintain_order=True)
    return one_a_day.with_columns(
        before=pl.col("value").shift(1).over("series"), before_id=pl.col("id").shift(1).over("series")
    ).filter(pl.col("value") < pl.col("before"))
