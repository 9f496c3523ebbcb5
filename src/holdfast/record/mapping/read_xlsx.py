"""XLSX: one sheet as texts; the archive is measured before anything is unpacked from it."""

import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import fastexcel
import polars as pl

from holdfast.record.mapping.cells import LINE, UNSAVED
from holdfast.record.mapping.found import Found, listed, nearest
from holdfast.record.mapping.tables import (
    MAX_CELLS,
    MAX_COLUMNS,
    Table,
    check_header,
    check_rows,
    cleaned,
    refuse,
)

MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 5_000
_SMALL = 10 * 1024 * 1024
_CELL = re.compile(rb"""\br=["']([A-Z]{1,4})([0-9]{1,9})["']""")
_WHOLE_CELL = re.compile(rb"""<(?:\w+:)?c\b([^>]*)>(.*?)</(?:\w+:)?c>""", re.DOTALL)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_MIDNIGHT = r"[T ]00:00:00(\.0+)?$"


@dataclass(slots=True)
class _Extent:
    """Where the cells of one sheet lie, and those that hold an error or a formula without its value."""

    rows: int = 0
    first_column: int = 0
    last_column: int = 0
    spoilt: dict[tuple[int, int], str] = field(default_factory=dict)


def read_xlsx(path: Path, found: Found, wanted: Collection[str], *, sheet: str) -> Table:
    """The wanted columns of one sheet, the only one where none is named; its first row with cells is the header."""
    try:
        parts = _unpacked(path, found)
        reader = fastexcel.read_excel(path)
        names = list(reader.sheet_names)
        place = _sheet_place(names, sheet, found)
        extent = _extent(_sheet_part(parts, place), found)
        loaded = reader.load_sheet(place, header_row=None, skip_rows=0, dtypes="string")
        raw = loaded.to_polars()
    except (zipfile.BadZipFile, fastexcel.FastExcelError, pl.exceptions.PolarsError) as error:
        told = (str(error) or type(error).__name__).split("\n", 1)[0]
        raise refuse(found, f"this is not a whole XLSX file: {told[:200]}", code="xlsx-broken") from None
    except (OSError, ValueError, KeyError, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise refuse(
            found, f"this XLSX file cannot be read: {str(error)[:200]}", code="xlsx-broken"
        ) from None
    except pl.exceptions.PanicException:
        raise refuse(found, "this XLSX file cannot be read", code="xlsx-broken") from None
    return _table(raw, extent, found, wanted)


def _unpacked(path: Path, found: Found) -> dict[str, bytes]:
    """The parts that say where cells lie, after the whole archive was measured and found truthful."""
    kept: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        total = sum(member.file_size for member in members)
        packed = max(1, path.stat().st_size)
        if (
            len(members) > MAX_PARTS
            or total > MAX_UNPACKED
            or (total > _SMALL and total / packed > MAX_RATIO)
        ):
            raise refuse(
                found,
                "this archive unpacks to far more than a spreadsheet would",
                expected=f"at most {MAX_UNPACKED >> 20} MB and {MAX_RATIO} times its size",
                seen=f"{total >> 20} MB in {len(members)} parts from {packed >> 10} KB",
                code="archive-bomb",
            )
        if sum(member.compress_size for member in members) > packed:
            raise refuse(found, "the parts of this archive overlap", code="archive-bomb")
        for member in members:
            if member.flag_bits & 1:
                raise refuse(found, "this file is locked with a password", code="xlsx-locked")
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise refuse(found, "this archive is packed in a way no spreadsheet is", code="xlsx-broken")
            if member.filename.endswith((".xml", ".rels")) and not member.is_dir():
                data = archive.read(member)  # never more than it declares, and its checksum must hold
                if member.filename.startswith("xl/") and "sharedStrings" not in member.filename:
                    kept[member.filename] = data
    return kept


def _sheet_place(names: list[str], sheet: str, found: Found) -> int:
    if sheet in names:
        return names.index(sheet)
    if not sheet and len(names) == 1:
        return 0
    what = f"there is no sheet {sheet[:60]!r}{nearest(sheet, names)}" if sheet else "there are several sheets"
    raise refuse(found, what, expected=f"sheet = one of {listed(names)}", code="sheet-unknown")


def _attribute(tag: bytes, name: bytes) -> str:
    match = re.search(rb"(?:^|[\s:])" + name + rb"""=["']([^"']*)["']""", tag)
    return match[1].decode("utf-8", "replace") if match else ""


def _sheet_part(parts: dict[str, bytes], place: int) -> bytes:
    sheets = _SHEET.findall(parts.get("xl/workbook.xml", b""))
    relations = {
        _attribute(tag, b"Id"): _attribute(tag, b"Target")
        for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b""))
    }
    target = relations.get(_attribute(sheets[place], b"id"), "") if place < len(sheets) else ""
    name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts[name] if name in parts else b"".join(_worksheets(parts))


def _worksheets(parts: dict[str, bytes]) -> Iterator[bytes]:
    # Where the way to the sheet is not understood, all of them are measured.
    return (data for name, data in parts.items() if name.startswith("xl/worksheets/"))


def _extent(data: bytes, found: Found) -> _Extent:
    extent = _Extent(first_column=MAX_CELLS)
    columns: set[bytes] = set()
    for match in _CELL.finditer(data):
        columns.add(match[1])
        extent.rows = max(extent.rows, int(match[2]))
    places = [_column_number(letters) for letters in columns] or [1]
    extent.first_column, extent.last_column = min(places), max(places)
    wide = extent.last_column - extent.first_column + 1
    # The reader makes room for every cell between the corners, filled or not.
    if extent.rows * wide > MAX_CELLS or wide > MAX_COLUMNS:
        raise refuse(
            found,
            "the cells of this sheet lie too far apart",
            expected=f"at most {MAX_COLUMNS} columns and {MAX_CELLS:,} cells between the corners",
            seen=f"{extent.rows} rows by {wide} columns",
            code="too-many-columns" if wide > MAX_COLUMNS else "too-many-rows",
        )
    if re.search(rb"""<(?:\w+:)?f\b|\bt=["']e["']""", data):
        _spoilt(data, extent)
    return extent


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _spoilt(data: bytes, extent: _Extent) -> None:
    for attributes, inside in _WHOLE_CELL.findall(data):
        is_error = re.search(rb"""\bt=["']e["']""", attributes) is not None
        has_value = re.search(rb"<(?:\w+:)?v\b[^>/]*>[^<]", inside) is not None
        has_formula = re.search(rb"<(?:\w+:)?f\b", inside) is not None
        place = _CELL.search(attributes)
        if place is not None and (is_error or (has_formula and not has_value)):
            value = re.search(rb"<(?:\w+:)?v\b[^>]*>([^<]*)", inside)
            told = (
                value[1].decode("utf-8", "replace")
                if is_error and value
                else f"{UNSAVED}{(place[1] + place[2]).decode()}"
            )
            extent.spoilt[int(place[2]), _column_number(place[1])] = told[:40]
            if len(extent.spoilt) >= 10_000:
                return


def _table(raw: pl.DataFrame, extent: _Extent, found: Found, wanted: Collection[str]) -> Table:
    rows = raw.with_row_index(LINE, offset=1).with_columns(pl.col(LINE).cast(pl.Int64))
    cells = [name for name in rows.columns if name != LINE]
    for (line, column), told in extent.spoilt.items():
        place = column - extent.first_column
        if line <= rows.height and place < len(cells):
            rows[line - 1, cells[place]] = told
    rows = (
        rows.filter(pl.any_horizontal(pl.col(cells).str.strip_chars().str.len_bytes() > 0)) if cells else rows
    )
    if not rows.height or not cells:
        raise refuse(
            found, "the sheet is empty", expected="a row with the names of the columns", code="file-empty"
        )
    names = [(cell or "").strip() for cell in rows.select(cells).row(0)]
    check_header(found, names, rows[LINE][0], wanted)
    body = rows.slice(1)
    check_rows(found, body.height, len(names))
    kept = body.select(
        LINE,
        *(
            pl.col(cell).str.replace(_MIDNIGHT, "").alias(name)
            for cell, name in zip(cells, names, strict=True)
            if name in wanted
        ),
    )
    return Table(cleaned(kept.with_columns(_as_shown(kept))), body.height)


def _as_shown(frame: pl.DataFrame) -> list[pl.Expr]:
    """Numbers with the 15 significant digits a spreadsheet shows: 5.300000000000001 is 5.3 there."""
    changes = []
    for name in frame.columns:
        if name == LINE:
            continue
        long = frame[name].drop_nulls()
        long = long.filter(long.str.contains(r"^-?[0-9]+\.[0-9]{10,}$")).unique()
        if len(long):
            shown = [format(float(text), ".15g") for text in long]
            plain = {old: new for old, new in zip(long, shown, strict=True) if "e" not in new}
            changes.append(pl.col(name).replace(plain))
    return changes
