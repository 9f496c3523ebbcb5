"""Whether something only grew: all that stood there still stands there, unaltered and in its order, and more."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

MOST_HELD = 16 * 1024 * 1024  # bytes of a file that are held against its earlier edition
_TABLES = {"text/csv", "application/csv", "text/tab-separated-values", ".csv", ".tsv"}
_JSON = {"application/json", "text/json", "application/geo+json", ".json", ".geojson"}

Grew = Callable[[bytes, bytes], bool]


def reader_for(mime: str, address: str) -> Grew | None:
    """How two editions of a file of this type are held against each other; None for a page or a text."""
    ending = PurePosixPath(urlsplit(address).path).suffix.lower()
    if mime in ("text/html", "application/xhtml+xml"):
        return None
    if mime in _TABLES or ending in _TABLES:
        return table_grew
    return json_grew if mime in _JSON or ending in _JSON else None


def text_grew(before: str, after: str) -> bool:
    """Whole lines were added at the end, and nothing else: a line put in between can turn what a text says."""
    stood = before.rstrip()
    added = after[len(stood) :]
    return (
        bool(stood)
        and after.startswith(stood)
        and added.lstrip(" \t\r").startswith("\n")
        and bool(added.strip())
    )


def table_grew(before: bytes, after: bytes) -> bool:
    """Rows were added, wherever: the same header, and every row there was in its order, cell for cell."""
    try:
        old, new = _rows(before), _rows(after)
    except (csv.Error, UnicodeDecodeError):
        return False
    return len(old) > 1 and len(new) > len(old) and old[0] == new[0] and _in_order(old[1:], new[1:])


def json_grew(before: bytes, after: bytes) -> bool:
    """Items were added to lists or keys to objects; every value there was is the same, in its order."""
    try:
        old, new = json.loads(before), json.loads(after)
        return bool(old) and old != new and _holds(old, new)
    except (ValueError, RecursionError):
        return False


def _rows(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    first = text.split("\n", 1)[0]
    mark = max("\t;,", key=first.count)
    return [row for row in csv.reader(text.splitlines(keepends=True), delimiter=mark, strict=True) if row]


def _in_order(old: Iterable[Any], new: Iterable[Any]) -> bool:
    left = iter(new)
    return all(any(one == other for other in left) for one in old)


def _holds(old: Any, new: Any) -> bool:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return all(key in new and _holds(value, new[key]) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return _in_order(map(_text, old), map(_text, new))
    return bool(old == new) and type(old) is type(new)


def _text(value: Any) -> str:
    """A value by its text, so that 1, 1.0 and true are three."""
    return json.dumps(value, sort_keys=True)
