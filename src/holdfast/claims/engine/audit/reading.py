"""A file of stated numbers, CSV or XLSX, read strictly into rows: what cannot be read is said with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from holdfast.base.edtf import parse_edtf
from holdfast.base.errors import HoldfastError, shown
from holdfast.base.numbers import parse_number
from holdfast.claims.engine.audit.errors import StatementsBroken, StatementsTooMany, StatementsUnreadable
from holdfast.claims.engine.audit.rows import StatedRow
from holdfast.record.mapping.cells import FIRST_DAY, LAST_DAY, LINE, UNSAVED
from holdfast.record.mapping.declaration import DELIMITERS, ENCODINGS
from holdfast.record.mapping.found import Found, Spot
from holdfast.record.mapping.read_csv import read_csv
from holdfast.record.mapping.read_xlsx import read_xlsx
from holdfast.record.mapping.tables import Table, Unreadable

COLUMNS = (
    "statement",
    "source",
    "relayed_by",
    "published",
    "period_start",
    "period_end",
    "metric",
    "value",
    "unit",
    "scope",
    "url",
)
MOST_BYTES = 24 * 1024 * 1024
MOST_ROWS = 50_000  # so that the worst of them are answered within ten seconds
_MOST_PROBLEMS = 50
_LONGEST_NAME = 300
_UNTOUCHED = "Nothing was audited"
_ZIP = b"PK\x03\x04"
_MARKS = (",", ".", "'", "’", " ", "\u00a0", "\u202f", "٬")
_INSTANT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}.*", re.ASCII)
_SERIAL = re.compile(r"([2-9][0-9]{4})(?:\.0*)?", re.ASCII)
_EXCEL_DAY_0 = date(1899, 12, 30)
_POINT = re.compile(r"[-−+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]+")
_COMMA = re.compile(r"[-−+]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]+")
_GROUPED = re.compile(r"[-−+]?[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Statements:
    """The rows of a file, and how many of them state no number."""

    rows: tuple[StatedRow, ...]
    without_value: int


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    line: int | None = None
    column: str | None = None


@dataclass(slots=True)
class _Reading:
    found: Found
    told: dict[str, int] = field(default_factory=dict)

    def wrong(self, line: int, column: str, what: str, expected: str, text: str | None, code: str) -> None:
        self.told[column] = self.told.get(column, 0) + 1
        if self.told[column] <= _MOST_PROBLEMS:
            self.found.at(line, column, what, expected=expected, found=text, code=code)
        elif self.told[column] == _MOST_PROBLEMS + 1:
            self.found.at(line, column, "more like the ones above", code=code)


def read_statements(path: Path, *, encoding: str = "utf-8", sheet: str = "") -> Statements:
    """Every stated number of the file; raises StatementsUnreadable, StatementsTooMany, or StatementsBroken with
    all that is wrong.

    CSV with any of four separators, in UTF-8 (with or without its mark), UTF-16 with its mark, or the encoding named;
    or one sheet of an XLSX file. A row without a value states no number and is counted.
    """
    head = _head(path)
    found = Found(path.name, lambda *_: _spot(path.name))
    try:
        if head.startswith(_ZIP):
            table = read_xlsx(path, found, COLUMNS, sheet=sheet)
        else:
            name = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else encoding
            _see_headings(path.name, head, name)
            table = read_csv(path, found, COLUMNS, delimiter=_delimiter(head, name), encoding=name)
    except Unreadable:
        _refuse(found, "Save the file as UTF-8, or name its encoding: --encoding windows-1256")
    return _read(table, found)


def _spot(file: str) -> Spot:
    return _Place(file)


def _refuse(found: Found, about_encoding: str = "") -> NoReturn:
    is_encoding = any(one.code in ("encoding", "nul-byte") for one in found.problems)
    raise StatementsBroken(
        found.problems,
        untouched=_UNTOUCHED,
        next_step=about_encoding if is_encoding and about_encoding else "Mend the lines above and try again",
    )


def _head(path: Path) -> bytes:
    try:
        if not path.is_file():
            there = path.exists()
            raise StatementsUnreadable(
                f"{shown(str(path))} is a pipe, a folder or a device, not a file"
                if there
                else f"There is no file {shown(str(path))}",
                untouched=_UNTOUCHED,
                next_step="Save what it holds as a CSV or XLSX file, and name that"
                if there
                else "Name a CSV or XLSX file, a case folder, or the key of a loaded case",
            )
        if path.stat().st_size > MOST_BYTES:
            raise StatementsUnreadable(
                f"{shown(path.name)} is larger than {MOST_BYTES >> 20} MB",
                untouched=_UNTOUCHED,
                next_step="Part it by statement or by source",
            )
        with path.open("rb") as file:
            return file.read(64 * 1024)
    except OSError as error:
        raise StatementsUnreadable(
            f"{shown(path.name)} cannot be read: {error.strerror}",
            untouched=_UNTOUCHED,
            next_step="Look at its name and at who may read it",
        ) from None


def _see_headings(file: str, head: bytes, encoding: str) -> None:
    """That the first line has one of the columns, at least: else it is another kind of file, and said so at once."""
    line = _first_line(head, encoding)
    if not line or "\x00" in line or any(name in line for name in COLUMNS):
        return
    raise StatementsUnreadable(
        f"{shown(file)} is no file of stated numbers: its first line, {shown(line, 60)}, has none of the columns",
        untouched=_UNTOUCHED,
        next_step=f"Give CSV or XLSX whose first row names the columns {', '.join(COLUMNS)}",
    )


def _first_line(head: bytes, encoding: str) -> str:
    """The first line with anything in it."""
    text = head.decode(ENCODINGS.get(encoding, "utf-8"), "ignore").lstrip("\ufeff")
    return next((one for one in text.splitlines() if one.strip()), "")


def _delimiter(head: bytes, encoding: str) -> str:
    """The separator that parts most of the known columns in the first line with anything in it."""
    line = _first_line(head, encoding)

    def known(mark: str) -> int:
        return sum(cell.strip().strip('"') in COLUMNS for cell in line.split(mark))

    return max(DELIMITERS, key=lambda mark: (known(mark), mark == ","))


def _read(table: Table, found: Found) -> Statements:
    reading = _Reading(found)
    if table.frame.height > MOST_ROWS:
        raise StatementsTooMany(
            f"The file has {table.frame.height:,} rows; at most {MOST_ROWS:,} are held against each other",
            untouched=_UNTOUCHED,
            next_step="Part it by statement or by source",
        )
    records = table.frame.select(LINE, *COLUMNS).rows()
    values = [str(record[8]) for record in records if record[8] is not None]
    number = _number_reader(values)
    rows: list[StatedRow] = []
    without = 0
    for record in records:
        line = int(record[0])
        cells: dict[str, str] = {
            name: "" if cell is None else str(cell) for name, cell in zip(COLUMNS, record[1:], strict=True)
        }
        if sum(cells[name].strip().lower() == name for name in COLUMNS) > 2:
            reading.wrong(
                line,
                "statement",
                "this row is a second row of headings",
                "one row of headings",
                None,
                "two-headers",
            )
            continue
        row, stated = _row(cells, line, number, reading)
        without += not stated
        if row is not None:
            rows.append(row)
    if not records:
        found.at(
            None,
            None,
            "there is no row below the headings",
            expected="one row a stated number",
            code="file-empty",
        )
    if found.problems:
        _refuse(found)
    return Statements(tuple(rows), without)


def _row(
    cells: Mapping[str, str], line: int, number: Callable[[str, str], Decimal], reading: _Reading
) -> tuple[StatedRow | None, bool]:
    """The row as read, and whether it states a number; None with what is wrong noted."""
    before = len(reading.told), sum(reading.told.values())
    days: dict[str, date | None] = {}
    for name, end in (("published", True), ("period_start", False), ("period_end", True)):
        try:
            days[name] = _day(cells[name], end=end)
        except (HoldfastError, ValueError, OverflowError):
            reading.wrong(
                line,
                name,
                "this is not a day",
                "a day written as 2025-10-31, or with a clock time after it",
                cells[name],
                "date-not-understood",
            )
    for name in ("statement", "metric"):
        if not cells[name]:
            reading.wrong(line, name, f"this row names no {name}", "a name", None, "missing-key")
        elif len(cells[name]) > _LONGEST_NAME:
            reading.wrong(
                line,
                name,
                "this name is too long",
                f"at most {_LONGEST_NAME} characters",
                cells[name],
                "too-long",
            )
    stated = bool(cells["value"])
    value = Decimal(0)
    if stated:
        try:
            value = number(cells["value"], cells["unit"])
        except HoldfastError as error:
            told = (
                "the formula in this cell has no saved value"
                if cells["value"].startswith(UNSAVED)
                else error.what_happened.removesuffix(".")
            )
            reading.wrong(
                line, "value", told, "a number such as 13511, 13,511 or 37.5", None, "number-not-understood"
            )
    if (len(reading.told), sum(reading.told.values())) != before or not stated:
        return None, stated
    return (
        StatedRow(
            line,
            cells["statement"],
            cells["source"],
            cells["relayed_by"],
            days["published"],
            days["period_start"],
            days["period_end"],
            cells["metric"],
            value,
            cells["unit"],
            cells["scope"],
            cells["url"],
        ),
        True,
    )


@lru_cache(maxsize=4096)
def _day(text: str, *, end: bool) -> date | None:
    """The day a cell names: ISO, with a clock time (its own date counts), as a spreadsheet's number, or by EDTF.

    Of a month or a longer time it is the first day, or with `end` the last.
    """
    if not text:
        return None
    if found := _INSTANT.fullmatch(text):
        day = date.fromisoformat(found[1])
    elif found := _SERIAL.fullmatch(text):
        day = _EXCEL_DAY_0 + timedelta(days=int(found[1]))
    else:
        when = parse_edtf(text)
        if when.open_start or when.open_end:
            raise ValueError(text)
        day = when.last if end else when.first
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(text)
    return day


class NumberTwoWays(HoldfastError):
    """A number that is one with a decimal point and another with a mark for thousands; the file does not tell which."""

    code = "number-two-ways"


def _number_reader(values: list[str]) -> Callable[[str, str], Decimal]:
    """How this file writes its numbers, as far as it tells: one decimal mark for all of them."""
    point = any(_POINT.fullmatch(text) and not _GROUPED.fullmatch(text) for text in values)
    comma = any(_COMMA.fullmatch(text) and not _GROUPED.fullmatch(text) for text in values)
    decimal_comma = comma and not point

    def read(text: str, unit: str) -> Decimal:
        bare = text
        if text[-1:] in "%٪":
            bare = text[:-1].rstrip()
        if _GROUPED.fullmatch(bare) and "." in bare and not point and not decimal_comma:
            whole = bare.replace(".", "")
            raise NumberTwoWays(f"{shown(text)} could be {whole} or {bare}0: the file does not tell which")
        first: HoldfastError | None = None
        for mark in (None, *_MARKS):
            if mark == ("," if decimal_comma else "."):
                continue
            try:
                return parse_number(bare, decimal_comma=decimal_comma, thousands=mark)
            except HoldfastError as error:
                first = first or error
        raise first or NumberTwoWays(f"{shown(text)} is not a number")

    return read
