"""Mapping a small file in a test."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from holdfast.record.mapping import Mapped, map_file
from holdfast.record.types import Kind, SeriesTerms

TABLE: dict[str, Any] = {
    "document": "doc",
    "about": {"day": "day"},
    "values": [{"series": "trucks", "value": "n"}],
}


def find(path: tuple[str | int, ...] = ()) -> SimpleNamespace:
    """The place of a key, as a case would give it."""
    return SimpleNamespace(file="case.toml", line=1, column=".".join(map(str, path)) or None)


def map_bytes(
    folder: Path,
    name: str,
    data: bytes,
    *,
    entry: dict[str, Any] | None = None,
    series: Any = None,
    **table: Any,
) -> Mapped:
    """Map a file of these bytes; `entry` changes the one entry, `table` the whole declaration."""
    path = folder / name
    path.write_bytes(data)
    given = TABLE | {"file": name} | table
    if entry is not None:
        given = given | {"values": [{"series": "trucks", "value": "n"} | entry]}
    return map_path(path, given, series)


def map_path(path: Path, table: dict[str, Any], series: Any = None) -> Mapped:
    """Map a file that is there, by this table."""
    terms = series or {
        "trucks": SeriesTerms("trucks", Kind.FLOW),
        "fuel": SeriesTerms("fuel", Kind.FLOW, decimals=2),
    }
    return map_file(table, path=path, name=path.name, series=terms, documents={"doc", "doc-b"}, find=find)


def told(done: Mapped) -> list[tuple[str, int | None, str | None]]:
    """Code, line and column of every problem."""
    return [(problem.code, problem.line, problem.column) for problem in done.problems]
