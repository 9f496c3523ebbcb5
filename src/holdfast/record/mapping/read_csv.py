"""CSV by its strict form (RFC 4180): every row as long as the header, every line counted."""

import csv
from collections.abc import Collection, Iterator
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from holdfast.record.mapping.cells import LINE
from holdfast.record.mapping.declaration import DELIMITERS, ENCODINGS
from holdfast.record.mapping.found import Found
from holdfast.record.mapping.periods import SHOWN
from holdfast.record.mapping.tables import (
    MAX_COLUMNS,
    Table,
    Unreadable,
    check_header,
    check_rows,
    cleaned,
    refuse,
)

_PART = 100_000
_LONGEST_CELL = 100_000
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_csv(path: Path, found: Found, wanted: Collection[str], *, delimiter: str, encoding: str) -> Table:
    """The wanted columns of a CSV file; raises Unreadable when what is wrong has been noted."""
    text = _text(path.read_bytes(), found, encoding)
    if '"' in text:
        return _quoted(text, found, wanted, delimiter)
    return _plain(text, found, wanted, delimiter)


def _text(data: bytes, found: Found, encoding: str) -> str:
    bom = _BOMS.get(data[:2])
    if bom and encoding != bom:
        raise refuse(
            found,
            f"the file is {bom}, not {encoding}",
            line=1,
            expected=f'encoding = "{bom}"',
            code="encoding",
        )
    if encoding != "utf-16" and b"\x00" in data:
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise refuse(found, "the file holds a NUL byte", line=line, expected="plain text", code="nul-byte")
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else ENCODINGS[encoding])
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse(
            found,
            f"the file is not {encoding}",
            line=line,
            expected='one encoding throughout; declare it with encoding = "…"',
            seen=data[error.start : error.start + 4],
            code="encoding",
        ) from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise refuse(found, "the file holds a NUL character", line=line, code="nul-byte")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _plain(text: str, found: Found, wanted: Collection[str], delimiter: str) -> Table:
    """A file without quote marks, where a line is a row."""
    lines = pl.DataFrame({"raw": pl.Series([text]).str.split("\n").explode()}).with_row_index(LINE, offset=1)
    del text
    lines = lines.with_columns(pl.col(LINE).cast(pl.Int64)).filter(pl.col("raw").str.contains(r"[^\s,;|]"))
    if not lines.height:
        raise refuse(
            found, "the file is empty", expected="a line with the names of the columns", code="file-empty"
        )
    head = lines["raw"][0]
    names = _names(head.split(delimiter, MAX_COLUMNS + 1))
    _header(found, names, lines[LINE][0], wanted, head, delimiter)
    body = lines.slice(1)
    check_rows(found, body.height, len(names))
    ragged = body.filter(pl.col("raw").str.count_matches(delimiter, literal=True) != len(names) - 1)
    if ragged.height:
        for line, raw in ragged.head(SHOWN).iter_rows():
            _ragged(found, line, len(names), raw.count(delimiter) + 1)
        if ragged.height > SHOWN:
            found.at(
                ragged[LINE][SHOWN], None, f"{ragged.height - SHOWN} more rows like these", code="row-ragged"
            )
        raise Unreadable("ragged")
    cells = pl.col("raw").str.split_exact(delimiter, len(names) - 1)
    parts = []
    for part in body.iter_slices(_PART):
        split = part.select(LINE, cells=cells)
        parts.append(
            cleaned(
                split.select(
                    LINE,
                    *(
                        pl.col("cells").struct.field(f"field_{place}").alias(name)
                        for place, name in enumerate(names)
                        if name in wanted
                    ),
                )
            )
        )
    empty = {LINE: pl.Int64} | {name: pl.String for name in names if name in wanted}
    return Table(pl.concat(parts) if parts else pl.DataFrame(schema=empty), body.height)


def _quoted(text: str, found: Found, wanted: Collection[str], delimiter: str) -> Table:
    """A file with quote marks, where a row may hold line ends: read by Python's own strict reader."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    numbered = _numbered(reader)
    try:
        line, head = next(numbered, (None, []))
        names = _names(head)
        if not names:
            raise refuse(
                found, "the file is empty", expected="a line with the names of the columns", code="file-empty"
            )
        _header(found, names, line, wanted, text[:1000].split("\n", 1)[0], delimiter)
        places = {name: names.index(name) for name in wanted}
        parts = [pl.DataFrame(schema={LINE: pl.Int64, **dict.fromkeys(places, pl.String)})]
        rows = ragged = 0
        while block := list(islice(numbered, _PART)):
            whole = [(line, cells) for line, cells in block if len(cells) == len(names)]
            if len(whole) < len(block):
                for line, cells in block:
                    if len(cells) != len(names):
                        ragged += 1
                        if ragged <= SHOWN:
                            _ragged(found, line, len(names), len(cells))
            rows += len(block)
            check_rows(found, rows, len(names))
            columns = [pl.Series(LINE, [line for line, _ in whole], pl.Int64)]
            columns.extend(
                pl.Series(name, [cells[place] for _, cells in whole], pl.String)
                for name, place in places.items()
            )
            parts.append(cleaned(pl.DataFrame(columns)))
    except csv.Error as error:
        raise refuse(
            found,
            f"the CSV is broken: {error}",
            line=reader.line_num,
            expected="cells with quote marks in them stand in quote marks, doubled inside",
            code="csv-broken",
        ) from None
    if ragged:
        if ragged > SHOWN:
            found.at(None, None, f"{ragged - SHOWN} more rows like these", code="row-ragged")
        raise Unreadable("ragged")
    return Table(pl.concat(parts), rows)


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line it begins on."""
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _names(cells: list[str]) -> list[str]:
    return [cell.strip() for cell in cells]


def _header(
    found: Found, names: list[str], line: int | None, wanted: Collection[str], raw: str, delimiter: str
) -> None:
    if len(names) == 1:
        other = next((mark for mark in DELIMITERS if mark != delimiter and raw.count(mark) > 0), None)
        if other is not None and names[0] not in wanted:
            raise refuse(
                found,
                f"the columns are not parted by {delimiter!r}",
                line=line,
                expected=f"delimiter = {other!r} in the declaration, it seems",
                seen=raw,
                code="delimiter",
            )
    check_header(found, names, line, wanted)


def _ragged(found: Found, line: int, expected: int, seen: int) -> None:
    found.at(
        line,
        None,
        "this row has more cells than the header"
        if seen > expected
        else "this row has fewer cells than the header",
        expected=f"{expected} cells",
        found=seen,
        code="row-ragged",
    )
