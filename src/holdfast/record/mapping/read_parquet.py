"""Parquet: the wanted columns as texts."""

from collections.abc import Collection
from pathlib import Path

import polars as pl

from holdfast.record.mapping.cells import LINE
from holdfast.record.mapping.found import Found
from holdfast.record.mapping.tables import Table, Unreadable, check_header, check_rows, cleaned, refuse

_MIDNIGHT = r"[T ]00:00:00(\.0+)?$"


def read_parquet(path: Path, found: Found, wanted: Collection[str]) -> Table:
    """The wanted columns of a Parquet file; the line of a row is its number from 1."""
    try:
        # What the footer claims is looked at before anything is unpacked.
        schema = pl.read_parquet_schema(path)
        check_header(found, list(schema), None, wanted)
        rows = int(pl.scan_parquet(path).select(pl.len()).collect().item())
        check_rows(found, rows, max(1, len(wanted)))
        nested = [
            name for name in wanted if schema[name].is_nested() or schema[name] in (pl.Binary, pl.Object)
        ]
        for name in nested:
            found.at(
                None, name, "this column holds no single values", found=schema[name], code="parquet-nested"
            )
        if nested:
            raise Unreadable("nested")
        raw = pl.read_parquet(path, columns=list(wanted), n_rows=rows, use_statistics=False)
        texts = raw.select(_text(name, schema[name]) for name in wanted)
    except (pl.exceptions.PolarsError, OSError, ValueError, pl.exceptions.PanicException) as error:
        told = (str(error) or type(error).__name__).split("\n", 1)[0]
        raise refuse(
            found, f"this is not a whole Parquet file: {told[:200]}", code="parquet-broken"
        ) from None
    return Table(
        cleaned(texts.with_row_index(LINE, offset=1).with_columns(pl.col(LINE).cast(pl.Int64))), rows
    )


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    cell = pl.col(name)
    if isinstance(dtype, pl.Datetime):
        return cell.dt.to_string("%Y-%m-%d %H:%M:%S").str.replace(_MIDNIGHT, "")
    return cell.cast(pl.String)
