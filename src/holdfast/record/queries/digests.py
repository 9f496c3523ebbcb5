"""The digest of what one journal line wrote here, computed from the store: a row edited behind our back changes it."""

import hashlib
from collections.abc import Collection, Iterator
from typing import Any

import polars as pl

from holdfast.record.models import Assertion, CounterDecision, Observation, Withdrawal
from holdfast.record.store import marks, read_rows, readable

# Every column but the batch itself, in this order for ever: a new column goes to the end.
OBSERVATION_SCHEMA: dict[str, Any] = {
    "id": pl.Int64,
    "series_id": pl.Int64,
    "about": pl.String,
    "first_day": pl.Date,
    "last_day": pl.Date,
    "filled": pl.Boolean,
    "document_id": pl.Int64,
    "edition": pl.Int32,
    "status": pl.Int8,
    "value": pl.Int64,
    "low": pl.Int64,
    "high": pl.Int64,
    "hours": pl.Int32,
    "qualifier": pl.String,
    "comparator": pl.Boolean,
    "supersedes_id": pl.Int64,
    "reason": pl.String,
    "origin": pl.String,
    "note": pl.String,
    "level": pl.Int16,
}
WITHDRAWAL_SCHEMA: dict[str, Any] = {
    "id": pl.Int64,
    "observation_id": pl.Int64,
    "noticed": pl.Date,
    "reason": pl.String,
    "origin": pl.String,
    "level": pl.Int16,
}
ASSERTION_SCHEMA: dict[str, Any] = {
    "id": pl.Int64,
    "key": pl.String,
    "edition": pl.Int32,
    "series_id": pl.Int64,
    "indicator_id": pl.Int64,
    "source_id": pl.Int64,
    "document_id": pl.Int64,
    "kind": pl.String,
    "value": pl.String,
    "unit": pl.String,
    "qualifier": pl.String,
    "about": pl.String,
    "first_day": pl.Date,
    "last_day": pl.Date,
    "note": pl.String,
    "withdrawn": pl.Boolean,
    "origin": pl.String,
    "level": pl.Int16,
}
DECISION_SCHEMA: dict[str, Any] = {
    "id": pl.Int64,
    "series_id": pl.Int64,
    "day": pl.Date,
    "ruling": pl.String,
    "reason": pl.String,
    "by": pl.String,
    "edition": pl.Int32,
    "level": pl.Int16,
}
_TABLES: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("observations", Observation, OBSERVATION_SCHEMA),
    ("withdrawals", Withdrawal, WITHDRAWAL_SCHEMA),
    ("assertions", Assertion, ASSERTION_SCHEMA),
    ("decisions", CounterDecision, DECISION_SCHEMA),
)


class LinesDigest:
    """The SHA-256 of rows, one canonical line each, fed frame by frame in the order of their ids."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.count = 0

    def feed(self, frame: pl.DataFrame) -> None:
        """Add the rows of a frame whose columns are those of a schema above."""
        for part in frame.iter_slices(100_000):
            lines = part.select(canonical_lines(part)).to_series()
            self._hash.update(("\n".join(lines.to_list()) + "\n").encode("utf-8"))
            self.count += part.height

    def hexdigest(self) -> str:
        """The digest of all rows fed so far, 64 small hexadecimal digits."""
        return self._hash.hexdigest()


def canonical_lines(frame: pl.DataFrame) -> pl.Expr:
    """One line a row: cells in their order parted by U+001F, absent ones empty, texts led by ' and escaped."""
    cells = []
    for name, dtype in frame.schema.items():
        cell = pl.col(name)
        if dtype == pl.String:
            # The lead tells an empty text from an absent one; the escapes keep one row on one line.
            escaped = cell
            for char, code in (("\\", "\\\\"), ("\n", "\\n"), ("\x1f", "\\u")):
                escaped = escaped.str.replace_all(char, code, literal=True)
            cells.append(pl.lit("'") + escaped)
        elif dtype == pl.Date:
            cells.append(cell.dt.to_string("%Y-%m-%d"))
        elif dtype == pl.Boolean:
            cells.append(cell.cast(pl.Int8).cast(pl.String))
        else:
            cells.append(cell.cast(pl.String))
    return pl.concat_str([cell.fill_null("") for cell in cells], separator="\x1f").alias("line")


def batch_content(batch: int) -> dict[str, Any]:
    """What a batch wrote into this room, as the content its journal line commits to: a count and digest a table."""
    return {name: _of_batch(model, schema, batch) for name, model, schema in _TABLES}


def batch_contents(batches: Collection[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """`batch_content` of each of these batches, for `verify-journal` to compare with what was committed to."""
    for batch in batches:
        yield batch, batch_content(batch)


def rows_digest(batch: int) -> str:
    """The digest of the observations and then the withdrawals a batch wrote, as `record_observations` hands it out."""
    digest = LinesDigest()
    for _, model, schema in _TABLES[:2]:
        _feed(digest, model, schema, batch)
    return digest.hexdigest()


def _of_batch(model: Any, schema: dict[str, Any], batch: int) -> dict[str, Any]:
    digest = LinesDigest()
    _feed(digest, model, schema, batch)
    return {"count": digest.count, "sha256": digest.hexdigest()}


def _feed(digest: LinesDigest, model: Any, schema: dict[str, Any], batch: int) -> None:
    columns = ", ".join(readable(name, dtype) for name, dtype in schema.items())
    table = model._meta.db_table
    select = f"SELECT {columns} FROM {table} WHERE batch IN ({marks([batch])}) ORDER BY id"  # noqa: S608 - our own names
    for frame in read_rows(select, schema, [batch]):
        digest.feed(frame)
