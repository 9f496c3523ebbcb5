"""Reading case.toml and the table files beside it into plain values with their places."""

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from holdfast.base.errors import shown
from holdfast.cases.folder import CASE_FILE, Folder
from holdfast.cases.report import Report, Spot
from holdfast.cases.rows import Finder
from holdfast.cases.schema import Field, Table
from holdfast.cases.toml_places import NotLocated, Path, Place, places

_POSITION = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,9})?")
_COLUMNS = 200
_ROWS = 200_000


def read_toml(folder: Folder, report: Report) -> tuple[dict[str, Any], Finder]:
    """The values of case.toml and a finder of their places; an empty table and problems where it cannot be read."""
    whole = Spot(CASE_FILE)
    empty: dict[str, Any] = {}
    file = folder.file(CASE_FILE, whole, endings=(".toml",))
    text = folder.text(file, whole) if file else None
    if text is None:
        return empty, lambda path: whole
    try:
        values = tomllib.loads(text, parse_float=_decimal)
        where = places(text)
    except tomllib.TOMLDecodeError as error:
        said = _POSITION.search(str(error))
        line = int(said[1]) if said else text.count("\n") + 1
        what = _POSITION.sub("", str(error)).strip()
        report.add(
            Spot(CASE_FILE, line, said and f"character {said[2]}"),
            f"this is not TOML: {what[:1].lower()}{what[1:]}",
            expected='a line such as key = "value", or a header such as [[parties]]',
            code="not-toml",
        )
        return empty, lambda path: whole
    except (RecursionError, NotLocated, ValueError, OverflowError, InvalidOperation):
        report.add(
            whole,
            "this TOML cannot be read: it is nested too deep or holds a value out of range",
            code="not-toml",
        )
        return empty, lambda path: whole
    return values, finder(where)


def finder(where: dict[Path, Place]) -> Finder:
    """The spot of a path in case.toml: of the path itself, or of the nearest thing around it."""

    def find(path: Path) -> Spot:
        known = path
        while known and known not in where:
            known = known[:-1]
        names = [part for part in path if isinstance(part, str)]
        line = where[known].line if known in where else 1
        return Spot(CASE_FILE, line, names[-1] if names else None)

    return find


def read_table_file(
    folder: Folder, name: str, spot: Spot, table: Table, report: Report
) -> Iterator[tuple[dict[str, Any], Finder]]:
    """Each row of a CSV file as the values of one table, with a finder of its cells; an empty cell is not given."""
    file = folder.file(name, spot, endings=(".csv",))
    text = folder.text(file, spot) if file else None
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        header = [column.strip() for column in next(reader, [])]
        if not _header_good(header, name, table, report):
            return
        for count, cells in enumerate(_numbered(reader), 1):
            line, row = cells
            if count > _ROWS:
                report.add(
                    Spot(name, line),
                    "the file has too many rows",
                    expected=f"at most {_ROWS}",
                    code="too-many",
                )
                return
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                report.add(
                    Spot(name, line),
                    "the row has another number of cells than the header",
                    expected=f"{len(header)} cells",
                    found=len(row),
                    code="ragged-row",
                )
                continue
            yield _values(header, row, table), _cell_finder(name, line)
    except csv.Error as error:
        report.add(
            Spot(name, line), f"this is not CSV: {error}", expected="cells between commas", code="not-csv"
        )


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    before = reader.line_num
    for row in reader:
        yield before + 1, row
        before = reader.line_num


def _header_good(header: list[str], name: str, table: Table, report: Report) -> bool:
    if len(header) > _COLUMNS or (len(header) == 1 and any(mark in header[0] for mark in ";\t|")):
        report.add(
            Spot(name, 1),
            "the header does not name the columns of a table",
            expected="column names between commas",
            found=header[0] if len(header) == 1 else f"{len(header)} columns",
            code="wrong-delimiter" if len(header) == 1 else "too-many",
        )
        return False
    good = True
    for number, column in enumerate(header, 1):
        top, _, rest = column.partition(".")
        field = table.get(top)
        fits = (
            field is not None and field.many is None and bool(rest) == (field.words or field.one is not None)
        )
        if not fits or column in header[: number - 1]:
            report.add(
                Spot(name, 1, column or f"column {number}"),
                f"the column {shown(column)} "
                + ("stands twice" if fits else f"is not known here{report.nearest(column, _columns(table))}"),
                expected=" | ".join(_columns(table)),
                code="unknown-key",
            )
            good = False
    return good


def _columns(table: Table) -> list[str]:
    found: list[str] = []
    for name, field in table.items():
        if field.words:
            found.append(f"{name}.en")
        elif field.one is not None:
            found.extend(f"{name}.{inner}" for inner in field.one)
        elif field.many is None:
            found.append(name)
    return found


def _values(header: list[str], row: list[str], table: Table) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, raw in zip(header, row, strict=True):
        cell = raw.strip()
        if not cell:
            continue
        top, _, rest = column.partition(".")
        if rest:
            values.setdefault(top, {})[rest] = cell
        else:
            values[top] = _cell(table[top], cell)
    return values


def _cell(field: Field, cell: str) -> Any:
    if field.listed:
        return [part.strip() for part in cell.split(";") if part.strip()]
    if field.cell == "boolean":
        return {"true": True, "false": False}.get(cell.lower(), cell)
    if field.cell == "number" and _NUMBER.fullmatch(cell):
        return Decimal(cell) if "." in cell else int(cell)
    return cell


def _cell_finder(name: str, line: int) -> Finder:
    def find(path: Path) -> Spot:
        names = [part for part in path[2:] if isinstance(part, str)]
        return Spot(name, line, ".".join(names) or None)

    return find


def _decimal(text: str) -> Any:
    if len(text) > 60:
        raise ValueError("a number is too long")
    return Decimal(text)
