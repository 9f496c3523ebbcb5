"""A list as a file: CSV that no spreadsheet runs, JSON that keeps its numbers; streamed, whole."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import translation

from holdfast.base.canonical import canonical_json
from holdfast.web.writing import language, plain_text

# A spreadsheet runs a cell that begins with one of these; the apostrophe makes it a text (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def guarded(value: object) -> str:
    """The value as a cell of a CSV file that a spreadsheet does not run; numbers of ours stay numbers."""
    text = plain_text(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return text
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180), every cell guarded."""
    writer = csv.writer(_Echo())
    yield writer.writerow([guarded(name) for name in header])
    for row in rows:
        yield writer.writerow([guarded(cell) for cell in row])


def json_parts(
    name: str, rows: Iterable[object], head: Mapping[str, object] | None = None
) -> Iterator[bytes]:
    """A JSON object with what is said of the list first, then its rows under `name`, one a line."""
    before = canonical_json(dict(head or {}))[1:-1]
    yield b"{" + before + (b"," if before else b"") + canonical_json(name) + b":["
    first = True
    for row in rows:
        yield (b"\n" if first else b",\n") + canonical_json(jsonable(row))
        first = False
    yield b"\n]}\n"


def jsonable(value: Any) -> Any:
    """What canonical JSON takes, of dataclasses, sets and floats as well; ids of the store stay inside."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: jsonable(getattr(value, f.name)) for f in fields(value) if f.name not in ("id", "level")
        }
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, float):
        return Decimal(str(value))
    if value is None or isinstance(value, str | int | Decimal | date | datetime):
        return value
    if isinstance(value, Iterable):
        return [jsonable(item) for item in value]
    return str(value)


def begun(rows: Iterable[Any]) -> Iterator[Any]:
    """The same rows, with the first one asked for now: what is not there is told before an answer begins."""
    found = iter(rows)
    first = list(islice(found, 1))
    return chain(first, found)


def as_csv(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """A CSV file to keep."""
    return _file(csv_lines(header, rows), "text/csv; charset=utf-8", f"{name}.csv")


def as_json(
    name: str, rows: Iterable[object], head: Mapping[str, object] | None = None, key: str = "items"
) -> StreamingHttpResponse:
    """A JSON file to keep."""
    return _file(json_parts(key, rows, head), "application/json", f"{name}.json")


def _file(parts: Iterable[Any], kind: str, name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(_spoken(parts, language()), content_type=kind)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _spoken(parts: Iterable[Any], wanted: str) -> Iterator[Any]:
    """The parts of a file in the language of its address: they are made when the request is long answered."""
    made = iter(parts)
    while True:
        with translation.override(wanted):
            part = next(made, None)
        if part is None:
            return
        yield part
