"""One table of a case as read: its values, and the place of each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from holdfast.cases.kinds import BAD
from holdfast.cases.report import Report, Spot
from holdfast.cases.schema import Field, Table
from holdfast.cases.toml_places import Path

Finder = Callable[[Path], Spot]
_MOST = 200_000


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one table by key; a value that was refused is absent, and `whole` is false."""

    values: Mapping[str, Any]
    path: Path
    find: Finder
    whole: bool = True
    refused: frozenset[str] = frozenset()  # keys that were given and could not be read

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def said(self, key: str) -> bool:
        """Whether the key is given, be it well or badly."""
        return key in self.values or key in self.refused

    def get(self, key: str, default: Any = None) -> Any:
        """The value, or `default` where it is not given."""
        return self.values.get(key, default)

    def rows(self, key: str) -> tuple["Row", ...]:
        """The tables listed under a key."""
        return self.values.get(key, ())

    def spot(self, key: str | None = None) -> Spot:
        """Where a key stands, or the table itself."""
        return self.find((*self.path, key) if key else self.path)

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)


def read_table(table: Table, found: Any, path: Path, find: Finder, report: Report) -> Row:
    """Read one table by its schema; every key that is unknown, missing or of another kind becomes a problem."""
    if not isinstance(found, dict):
        name = str(path[-1]) if path else "the file"
        report.add(find(path), f"{name} is not a table", expected="a table", found=found, code="wrong-type")
        return Row({}, path, find, whole=False)
    values: dict[str, Any] = {}
    refused: set[str] = set()
    before = len(report.problems) + report.dropped
    for name, value in found.items():
        field = table.get(name)
        if field is None:
            report.add(
                find((*path, name)),
                f"the key {name[:80]!r} is not known here{report.nearest(name, table)}",
                expected=" | ".join(table),
                code="unknown-key",
            )
            continue
        kept = _read(field, value, (*path, name), find, report)
        if kept is BAD:
            refused.add(name)
        else:
            values[name] = kept
    for name, field in table.items():
        if field.required and not _given(found.get(name)):
            report.add(
                find(path),
                f"the key {name!r} is missing",
                expected=f'{name}.en = "…"' if field.words else f"{name} = …",
                code="missing-key",
            )
    whole = len(report.problems) + report.dropped == before
    return Row(values, path, find, whole, frozenset(refused))


def _given(value: Any) -> bool:
    return value is not None and value != "" and value != [] and value != {}


def _read(field: Field, value: Any, path: Path, find: Finder, report: Report) -> Any:
    spot = find(path)
    if field.whole:
        return value
    if field.one is not None:
        return read_table(field.one, value, path, find, report)
    if field.many is not None:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            report.add(
                spot,
                f"{path[-1]} is not a list of tables",
                expected=f"[[{'.'.join(str(part) for part in path if isinstance(part, str))}]]",
                found=value,
                code="wrong-type",
            )
            return BAD
        if len(value) > _MOST:
            report.add(spot, "there are too many tables", expected=f"at most {_MOST}", code="too-many")
            return BAD
        return tuple(
            read_table(field.many, item, (*path, number), find, report) for number, item in enumerate(value)
        )
    assert field.read is not None  # noqa: S101 - every field has one of the four
    return field.read(value, spot, report)
