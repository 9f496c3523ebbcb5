"""The frame a mapping gives: one observation a row, keys still as the case writes them."""

from typing import Any

import polars as pl

MAPPED: dict[str, Any] = {
    "series": pl.String,
    "document": pl.String,
    "about": pl.String,
    "first": pl.Date,
    "last": pl.Date,
    "filled": pl.Boolean,
    "status": pl.Int8,
    "value": pl.Int64,
    "low": pl.Int64,
    "high": pl.Int64,
    "hours": pl.Int32,
    "qualifier": pl.String,
    "comparator": pl.Boolean,
    "note": pl.String,
    "file": pl.String,
    "line": pl.Int64,
}


def empty_rows() -> pl.DataFrame:
    """A mapped frame without rows."""
    return pl.DataFrame(schema=MAPPED)
