"""JSON: a list of objects, each a row; every number keeps its digits."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any, NoReturn

import polars as pl

from holdfast.base.errors import shown
from holdfast.record.mapping.cells import LINE
from holdfast.record.mapping.found import Found, listed, nearest
from holdfast.record.mapping.periods import SHOWN
from holdfast.record.mapping.tables import MAX_COLUMNS, Table, Unreadable, check_rows, cleaned, refuse

_BLANKS = " \t\r\n"


class _Refused(ValueError):
    pass


def read_json(path: Path, found: Found, wanted: Collection[str], *, records: str) -> Table:
    """The wanted keys of the objects under `records` (keys parted by points; empty: the whole file is the list)."""
    text = _text(path.read_bytes(), found)
    try:
        rows, lines = _listed_rows(text) if not records else _nested_rows(text, records, found)
    except json.JSONDecodeError as error:
        raise refuse(
            found,
            f"this is not JSON: {error.msg.lower()}",
            line=error.lineno,
            expected="JSON",
            code="json-broken",
        ) from None
    except RecursionError:
        raise refuse(found, "the JSON is nested too deep", code="json-broken") from None
    except _Refused as error:
        raise refuse(found, str(error), code="json-broken") from None
    check_rows(found, len(rows), max(1, len(wanted)))
    return Table(_frame(rows, lines, found, wanted), len(rows))


def _text(data: bytes, found: Found) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse(
            found, "the file is not UTF-8", line=line, expected="JSON in UTF-8", code="encoding"
        ) from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise refuse(found, "the file holds a NUL character", line=line, code="nul-byte")
    return text


def _constant(name: str) -> NoReturn:
    raise _Refused(f"{name} is not a number that JSON can carry")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Refused(f"the key {shown(key)} stands twice in one object")
            seen.add(key)
    return made


_DECODER = json.JSONDecoder(
    parse_int=str, parse_float=str, parse_constant=_constant, object_pairs_hook=_object
)


def _listed_rows(text: str) -> tuple[list[Any], list[int | None]]:
    """The members of the list that the text is, each with the line it begins on."""
    place = _skip(text, 0)
    if text[place : place + 1] != "[":
        _DECODER.decode(text)
        raise _Refused('the file is not a list of objects; name the list with records = "…"')
    rows: list[Any] = []
    lines: list[int | None] = []
    line, counted = 1, 0
    place = _skip(text, place + 1)
    if text[place : place + 1] == "]":
        place += 1
    else:
        while True:
            line += text.count("\n", counted, place)
            counted = place
            member, place = _DECODER.raw_decode(text, place)
            rows.append(member)
            lines.append(line)
            place = _skip(text, place)
            mark = text[place : place + 1]
            if mark == "]":
                place += 1
                break
            if mark != ",":
                raise json.JSONDecodeError("Expecting ',' or ']'", text, min(place, len(text)))
            place = _skip(text, place + 1)
    if _skip(text, place) != len(text):
        raise json.JSONDecodeError("Extra data", text, place)
    return rows, lines


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place] in _BLANKS:
        place += 1
    return place


def _nested_rows(text: str, records: str, found: Found) -> tuple[list[Any], list[int | None]]:
    held = _DECODER.decode(text)
    for key in records.split("."):
        if not isinstance(held, dict) or key not in held:
            names = list(held) if isinstance(held, dict) else []
            found.declared(
                ("records",),
                f"the file has no {shown(key)} on this path{nearest(key, names)}",
                expected=f"one of {listed(names)}" if names else "an object",
                code="records-missing",
            )
            raise Unreadable("records")
        held = held[key]
    if not isinstance(held, list):
        raise _Refused(f"{records} is not a list of objects")
    return held, [None] * len(held)


def _frame(rows: list[Any], lines: list[int | None], found: Found, wanted: Collection[str]) -> pl.DataFrame:
    named: set[str] = set()
    wrong = 0
    for number, (row, line) in enumerate(zip(rows, lines, strict=True), 1):
        if not isinstance(row, dict):
            wrong += 1
            if wrong <= SHOWN:
                found.at(
                    line, f"record {number}", "this record is not an object", found=row, code="json-broken"
                )
        elif len(row) > MAX_COLUMNS:
            raise refuse(
                found, "a record has too many keys", line=line, seen=len(row), code="too-many-columns"
            )
        else:
            named.update(row.keys())
    absent = [name for name in wanted if name not in named] if rows and not wrong else []
    for name in absent:
        found.at(
            None,
            name,
            f"no record has this key{nearest(name, named)}",
            expected=f"one of {listed(sorted(named))}",
            code="column-unknown",
        )
    if wrong or absent:
        raise Unreadable("records")
    columns = [pl.Series(LINE, lines, pl.Int64)]
    for name in wanted:
        columns.append(pl.Series(name, [_cell(row.get(name)) for row in rows], pl.String, strict=False))
        _refuse_nested(rows, lines, found, name)
    return cleaned(pl.DataFrame(columns))


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return _whole(value)
    return str(value).lower() if isinstance(value, bool) else None


def _whole(text: str | None) -> str | None:
    # Half of a surrogate pair is no text; the replacement character says so where it is read.
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8")


def _refuse_nested(rows: list[Any], lines: list[int | None], found: Found, name: str) -> None:
    wrong = 0
    for number, (row, line) in enumerate(zip(rows, lines, strict=True), 1):
        if isinstance(row.get(name), dict | list):
            wrong += 1
            if wrong <= SHOWN:
                found.at(line, name, f"record {number} holds a list or an object here", code="json-nested")
    if wrong:
        raise Unreadable("nested")
