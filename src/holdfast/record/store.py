"""Moving many rows between the store and Polars without a Python object for each cell.

SQLite writes the numeric columns of a query as CSV text in one cell, PostgreSQL by COPY; Polars reads that text. Text
columns come by an ordinary cursor. All SQL here is put together from column names of this package, never from input.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import Any

import polars as pl
from django.db import connection

from holdfast.journal.triggers import plain_inserts
from holdfast.record.models import Observation

OBSERVATION = Observation._meta.db_table
_MANY = 20_000  # rows from which a load is worth a change of triggers


def is_postgresql() -> bool:
    """Whether the store is PostgreSQL."""
    return connection.vendor == "postgresql"


def read_numbers(
    columns: Sequence[tuple[str, str, Any]], tail: str, params: Sequence[Any] = ()
) -> pl.DataFrame:
    """The rows of `SELECT columns FROM tail`, columns given as (SQL, name, Polars type) of integers, dates, booleans.

    `tail` is the SQL after SELECT's columns, begun with FROM; placeholders are %s.
    """
    schema = {name: dtype for _, name, dtype in columns}
    text = _as_csv([sql for sql, _, _ in columns], tail, params)
    if not text:
        return pl.DataFrame(schema=schema)
    raw = {name: pl.Int8 if dtype == pl.Boolean else dtype for name, dtype in schema.items()}
    frame = pl.read_csv(
        text, has_header=False, new_columns=list(raw), schema=raw, separator=",", quote_char=None
    )
    booleans = [name for name, dtype in schema.items() if dtype == pl.Boolean]
    return frame.with_columns(pl.col(booleans).cast(pl.Boolean)) if booleans else frame


def _as_csv(expressions: Sequence[str], tail: str, params: Sequence[Any]) -> bytes:
    if is_postgresql():
        # Booleans as 0 and 1, as SQLite stores them.
        return _copied(f"SELECT {', '.join(expressions)} {tail}", params)
    line = f"printf('{','.join(['%%s'] * len(expressions))}', {', '.join(expressions)})"
    with connection.cursor() as cursor:
        # SQLite concatenates in the order of the subquery; the names are our own.
        cursor.execute(f"SELECT group_concat(line, char(10)) FROM (SELECT {line} AS line {tail})", params)  # noqa: S608
        found = cursor.fetchone()
    return found[0].encode("ascii") if found and found[0] else b""


def _copied(select: str, params: Sequence[Any]) -> bytes:
    with connection.cursor() as cursor:
        raw = cursor.cursor
        with raw.copy(f"COPY ({select}) TO STDOUT (FORMAT csv)", list(params) or None) as copy:
            return b"".join(bytes(block) for block in copy)


def read_rows(
    select: str, schema: dict[str, Any], params: Sequence[Any] = (), *, rows: int = 50_000
) -> Iterator[pl.DataFrame]:
    """The rows of a SELECT with text columns, in frames of at most `rows`."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(select, params)
        while block := cursor.fetchmany(rows):
            yield frame_of(block, schema)


def frame_of(block: Sequence[Sequence[Any]], schema: dict[str, Any]) -> pl.DataFrame:
    """Rows of a cursor as a frame of the schema; dates may be dates or ISO texts, booleans 0 and 1."""
    columns = list(zip(*block, strict=True)) if block else [()] * len(schema)
    series = []
    for (name, dtype), values in zip(schema.items(), columns, strict=True):
        if dtype == pl.Date and any(isinstance(value, str) for value in values[:1]):
            series.append(pl.Series(name, values, pl.String).str.to_date("%Y-%m-%d"))
        elif dtype == pl.Boolean:
            series.append(pl.Series(name, values, strict=False).cast(pl.Boolean))
        else:
            series.append(pl.Series(name, values, dtype))
    return pl.DataFrame(series)


def insert_rows(table: str, frame: pl.DataFrame, *, rows: int = 50_000) -> None:
    """Write a frame, whose columns are the table's, in one go: executemany on SQLite, COPY on PostgreSQL."""
    if not frame.height:
        return
    names = ", ".join(f'"{name}"' for name in frame.columns)
    if is_postgresql():
        with (
            connection.cursor() as cursor,
            cursor.cursor.copy(f'COPY "{table}" ({names}) FROM STDIN (FORMAT csv)') as copy,
        ):
            for part in frame.iter_slices(rows):
                # An unquoted empty cell is NULL, a quoted one the empty text.
                copy.write(part.write_csv(include_header=False, quote_style="non_numeric"))
        return
    flat = frame.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"), pl.col(pl.Boolean).cast(pl.Int8))
    # What is the same number, nothing or the empty text in every row stands in the statement, not in each row's
    # parameters: most columns of a load are such.
    constant = {name: sql for name in flat.columns[1:] if (sql := _literal(flat[name])) is not None}
    varying = flat.select([name for name in flat.columns if name not in constant])
    places = ", ".join(constant.get(name, "?") for name in flat.columns)
    connection.ensure_connection()
    raw = connection.connection.cursor()
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608 - our own names
    spared = plain_inserts(connection, table) if frame.height >= _MANY else nullcontext()
    with spared, connection.wrap_database_errors:
        for part in varying.iter_slices(rows):
            raw.executemany(statement, zip(*(column.to_list() for column in part), strict=True))
    raw.close()


def _literal(column: pl.Series) -> str | None:
    """The SQL of the one integer, NULL or empty text that a column holds, or None if it holds anything else."""
    first = column[0]
    if first is None:
        return "NULL" if column.null_count() == len(column) else None
    if not (isinstance(first, int) or first == "") or column.null_count() or (column != first).any():
        return None
    return str(first) if isinstance(first, int) else "''"


def allocate_ids(table: str, count: int) -> int:
    """The first of `count` consecutive ids that are this transaction's own."""
    with connection.cursor() as cursor:
        if is_postgresql():
            # Readers go on; another writer of this table waits until this transaction ends.
            cursor.execute(f'LOCK TABLE "{table}" IN SHARE ROW EXCLUSIVE MODE')
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
            first = int(cursor.fetchone()[0])
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, first + count - 1])
            return first
        cursor.execute(f'SELECT coalesce(max(id), 0) + 1 FROM "{table}"')  # noqa: S608 - our own names
        return int(cursor.fetchone()[0])


def readable(name: str, dtype: Any, table: str = "") -> str:
    """The SQL of a column for `read_rows`: dates and texts as text, booleans as integers, alike in both stores."""
    column = f'{table}."{name}"' if table else f'"{name}"'
    if dtype in (pl.Date, pl.String):
        return f"CAST({column} AS text)"
    return f"CAST({column} AS integer)" if dtype == pl.Boolean else column


def marks(values: Sequence[Any]) -> str:
    """As many placeholders as values, parted by commas; NULL for none, so that IN () holds nothing."""
    return ", ".join(["%s"] * len(values)) or "NULL"
