"""Several rows of one period in one document that are parts of one value: added up where the declaration says so."""

import polars as pl

from holdfast.record.mapping.frames import MAPPED
from holdfast.record.types import Status

_IDENTITY = ["series", "document", "about", "first", "last", "filled", "comparator", "file"]
_ABSENT = [Status.MISSING.value, Status.NOT_MONITORED.value]


def added_up(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a period and document: values added, bounds where one of the parts has them, partial if one part is.

    A part that is absent adds nothing and leaves the sum partial, with no highest value; where all parts are absent
    so is the sum. The line is that of the first part.
    """
    value, low, high, status = (pl.col(name) for name in ("value", "low", "high", "status"))
    absent = status.is_in(_ABSENT)
    bounded = (low.is_not_null() | high.is_not_null()).any() | absent.any()
    summed = rows.group_by(_IDENTITY, maintain_order=True).agg(
        value=pl.when(value.null_count() < pl.len()).then(value.sum()),
        low=pl.when(bounded).then(pl.coalesce(low, value).sum()),
        high=pl.when(bounded & (pl.coalesce(high, value).null_count() == 0)).then(
            pl.coalesce(high, value).sum()
        ),
        status=pl.when(absent.all())
        .then(status.first())
        .when(absent.any() | (status == Status.PARTIAL.value).any())
        .then(pl.lit(Status.PARTIAL.value, pl.Int8))
        .when((status == Status.DERIVED.value).any())
        .then(pl.lit(Status.DERIVED.value, pl.Int8))
        .when((status == Status.ESTIMATED.value).any())
        .then(pl.lit(Status.ESTIMATED.value, pl.Int8))
        .when(value.sum() == 0)
        .then(pl.lit(Status.ZERO_REPORTED.value, pl.Int8))
        .otherwise(pl.lit(Status.REPORTED.value, pl.Int8)),
        hours=pl.col("hours").max(),
        qualifier=pl.col("qualifier").first(),
        note=pl.col("note").first(),
        line=pl.col("line").min(),
    )
    whole = ~pl.col("status").is_in([*_ABSENT, Status.PARTIAL.value])
    return summed.with_columns(
        value=pl.when(whole).then(pl.col("value")),
        low=pl.when(~pl.col("status").is_in(_ABSENT)).then(pl.col("low")),
    ).select(pl.col(name).cast(dtype) for name, dtype in MAPPED.items())
