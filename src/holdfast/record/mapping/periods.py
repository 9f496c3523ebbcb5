"""Rules about the periods of a series: one row a document, several by a declared rule, no other overlap."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import polars as pl

from holdfast.base.errors import Problem
from holdfast.record.types import SeriesTerms, Several, Status

SHOWN = 50  # problems of one sort that are spelled out; the rest are counted
_ABSENT = [Status.MISSING.value, Status.NOT_MONITORED.value]
_PERIOD = ["series", "filled", "first", "last"]


def period_problems(rows: pl.DataFrame, series: Mapping[str, SeriesTerms]) -> list[Problem]:
    """What is wrong between rows of a MAPPED frame: the same row twice, several refused, periods that overlap."""
    problems: list[Problem] = []
    if not _all_differ(rows, _PERIOD):  # most frames have one row a period, and are spared the slower looks
        problems = [*_twice(rows), *_several(rows, series)]
    return [*problems, *overlap_problems(rows, series)]


def _all_differ(rows: pl.DataFrame, columns: list[str]) -> bool:
    """Whether no two rows agree in these columns; a collision of hashes says no, and is looked at closely."""
    return rows.height == rows.select(pl.struct(columns).hash()).to_series().n_unique()


def _twice(rows: pl.DataFrame) -> Iterable[Problem]:
    identity = [*_PERIOD, "document"]
    doubled = rows.filter(pl.struct(identity).is_duplicated()) if rows.height else rows
    if not doubled.height:
        return
    before = doubled.with_columns(
        other=pl.concat_str("file", pl.lit(":"), pl.col("line").cast(pl.String)).shift(1).over(identity)
    ).filter(pl.col("other").is_not_null())
    yield from capped(
        before,
        lambda row: Problem(
            row["file"],
            row["line"],
            None,
            f"The series {row['series']} has this period from this document twice",
            "one row for a series, period and document",
            f"{row['about']} in {row['document']}, also at {row['other']}",
            "row-twice",
        ),
    )


def _several(rows: pl.DataFrame, series: Mapping[str, SeriesTerms]) -> Iterable[Problem]:
    refusing = [one.key for one in series.values() if one.several in (Several.REFUSE, Several.PRIMARY)]
    said = rows.filter(
        pl.col("series").is_in(refusing) & ~pl.col("comparator") & ~pl.col("status").is_in(_ABSENT)
    )
    found = (
        said.filter(
            (pl.col("document").n_unique().over(_PERIOD) > 1)
            & (pl.col("document") != pl.col("document").first().over(_PERIOD))
        )
        if said.height
        else said
    )
    yield from capped(
        found,
        lambda row: Problem(
            row["file"],
            row["line"],
            None,
            f"Two documents give the period {row['about']} of the series {row['series']}",
            'one document, or several = "first said" or "last said" in the series',
            row["document"],
            "several-refused",
        ),
    )


def overlap_problems(rows: pl.DataFrame, series: Mapping[str, SeriesTerms]) -> Iterable[Problem]:
    """Periods of a flow or event count that share days without being the same period, each with its place."""
    adding = [one.key for one in series.values() if one.kind.adds_up]
    said = rows.filter(
        pl.col("series").is_in(adding) & ~pl.col("comparator") & ~pl.col("status").is_in(_ABSENT)
    )
    if not said.height:
        return
    # Sorting and grouping by a number is several times faster than by a text.
    periods = said.with_columns(pl.col("series").cast(pl.Categorical).to_physical().alias("number")).sort(
        "number", "filled", "first", "last"
    )
    same = pl.all_horizontal(pl.col(name) == pl.col(name).shift(1) for name in ("number", *_PERIOD[1:]))
    periods = periods.filter(~same.fill_null(False))
    within = ["number", "filled"]
    overlapping = periods.with_columns(
        before=pl.col("last").cum_max().over(within).shift(1),
        follows=pl.all_horizontal(pl.col(name) == pl.col(name).shift(1) for name in within).fill_null(False),
    ).filter(pl.col("follows") & (pl.col("first") <= pl.col("before")))
    yield from capped(
        overlapping,
        lambda row: Problem(
            row["file"] or "",
            row["line"],
            None,
            f"The periods of the series {row['series']} overlap, so its values cannot be added",
            f"a period that begins after {row['before']}",
            row["about"],
            "periods-overlap",
        ),
    )


def capped(frame: pl.DataFrame, make: Callable[[dict[str, Any]], Problem]) -> Iterable[Problem]:
    """A problem for each of the first rows, and one that counts the others."""
    for row in frame.head(SHOWN).iter_rows(named=True):
        yield make(row)
    if frame.height > SHOWN:
        last = make(frame.row(SHOWN, named=True))
        yield Problem(
            last.file,
            last.line,
            last.column,
            f"{frame.height - SHOWN} more like the ones above",
            code=last.code,
        )
