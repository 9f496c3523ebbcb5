"""A data file as a frame of texts with the line of each row: what every kind of file is read into."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polars as pl

from holdfast.record.mapping.cells import LINE
from holdfast.record.mapping.found import Found, listed, nearest

MAX_ROWS = 5_000_000
MAX_COLUMNS = 2_000
MAX_CELLS = 40_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """The columns that were asked for, as texts without blanks around them (None for an empty cell), and LINE."""

    frame: pl.DataFrame
    rows: int


class Unreadable(Exception):
    """The file cannot be read on; what is wrong was noted."""


def refuse(
    found: Found, what: str, *, line: int | None = None, expected: str = "", seen: object = None, code: str
) -> Unreadable:
    """Note why the file cannot be read; to be raised."""
    found.at(line, None, what, expected=expected, found=seen, code=code)
    return Unreadable(what)


def check_header(found: Found, names: Sequence[str], line: int | None, wanted: Collection[str]) -> None:
    """The header is not too wide and holds every wanted column once; raises Unreadable."""
    if len(names) > MAX_COLUMNS:
        raise refuse(
            found,
            "there are too many columns",
            line=line,
            expected=f"at most {MAX_COLUMNS}",
            seen=len(names),
            code="too-many-columns",
        )
    doubled = sorted({name for name in wanted if names.count(name) > 1})
    for name in doubled:
        found.at(
            line,
            name,
            "two columns have this name",
            expected="a name of its own for each",
            code="column-twice",
        )
    absent = [name for name in wanted if name not in names]
    for name in absent:
        found.at(
            line,
            name,
            f"there is no such column{nearest(name, names)}",
            expected=f"one of {listed([one for one in names if one])}",
            code="column-unknown",
        )
    if doubled or absent:
        raise Unreadable("header")


def check_rows(found: Found, rows: int, columns: int = 1) -> None:
    """The table is not larger than what is read here; raises Unreadable."""
    if rows > MAX_ROWS or rows * columns > MAX_CELLS * 4:
        raise refuse(
            found, "there are too many rows", expected=f"at most {MAX_ROWS}", seen=rows, code="too-many-rows"
        )


def cleaned(frame: pl.DataFrame) -> pl.DataFrame:
    """Every text without the blanks around it; an empty one is absent."""
    texts = [name for name in frame.columns if name != LINE]
    if not texts:
        return frame
    stripped = frame.with_columns(pl.col(texts).str.strip_chars())
    return stripped.with_columns(
        pl.when(pl.col(name).str.len_bytes() > 0).then(pl.col(name)).alias(name) for name in texts
    )
