"""Bringing together what case.toml and its table files say, each row read by its schema."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from holdfast.cases.folder import CASE_FILE, Folder
from holdfast.cases.report import Report, Spot
from holdfast.cases.rows import Finder, Row, read_table
from holdfast.cases.schema import APART, CASE_TOML, FETCH, LISTS, ONE_NAME
from holdfast.cases.source_text import read_table_file, read_toml


@dataclass(frozen=True, slots=True)
class Gathered:
    """A case as read: single tables, lists of rows in their order, and the mappings as they stand."""

    top: Row
    lists: Mapping[str, tuple[Row, ...]]
    data: tuple[tuple[int, dict[str, Any]], ...]
    find: Finder
    rows_by_file: Mapping[str, int] = field(default_factory=dict)
    fetches: tuple[tuple[str, Row], ...] = ()  # the file as its [[data]] names it, and where it comes from

    def table(self, name: str) -> Row:
        """A single table such as agreement; an empty row where it is not given."""
        found = self.top.get(name)
        return found if isinstance(found, Row) else Row({}, (name,), self.find, whole=False)


def gather(folder: Folder, report: Report) -> Gathered:
    """Read everything but the data files; every key given is declared in the report, once."""
    values, find = read_toml(folder, report)
    if not values:
        if not report.problems:
            report.add(Spot(CASE_FILE, 1), "the file is empty", expected="format = 1", code="missing-key")
        return Gathered(Row({}, (), find, whole=False), dict.fromkeys(LISTS, ()), (), find)
    top = read_table(CASE_TOML, values, (), find, report)
    lists = {name: list(top.rows(name)) for name in LISTS}
    counts = _table_files(folder, top, lists, report)
    _declare(lists, report)
    data, fetches = _without_fetches(_data(top, report), find, report)
    return Gathered(top, {name: tuple(rows) for name, rows in lists.items()}, data, find, counts, fetches)


def _table_files(folder: Folder, top: Row, lists: dict[str, list[Row]], report: Report) -> dict[str, int]:
    named = top.get("tables")
    counts: dict[str, int] = {}
    seen: dict[str, str] = {}
    for name in named or ():
        if name == "fetch":
            continue
        file, spot = named[name], named.spot(name)
        if file in seen:
            report.add(
                spot,
                f"{file!r} is named for {seen[file]} already",
                expected="a file of its own for each table",
                code="file-twice",
            )
            continue
        seen[file] = name
        before = len(report.problems)
        rows = list(read_table_file(folder, file, spot, LISTS[name], report))
        if len(report.problems) > before:
            report.unsure.add(ONE_NAME.get(name, "obligation"))
        for number, (values, find) in enumerate(rows):
            lists[name].append(read_table(LISTS[name], values, (name, number), find, report))
        counts[file] = len(rows)
    return counts


def _declare(lists: Mapping[str, list[Row]], report: Report) -> None:
    for name, kind in ONE_NAME.items():
        for row in lists[name]:
            if "key" in row:
                report.declare(kind, row["key"], row.spot("key"))
            else:
                report.unsure.add(kind)
    if report.unsure.intersection(("clause", "party")):
        report.unsure.add("obligation")


def _data(top: Row, report: Report) -> tuple[tuple[int, dict[str, Any]], ...]:
    data = top.get("data", [])
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        report.add(
            top.spot("data"),
            "data is not a list of tables",
            expected="[[data]]",
            found=data,
            code="wrong-type",
        )
        return ()
    return tuple(enumerate(data))


def _without_fetches(
    data: tuple[tuple[int, dict[str, Any]], ...], find: Finder, report: Report
) -> tuple[tuple[tuple[int, dict[str, Any]], ...], tuple[tuple[str, Row], ...]]:
    """The mappings as the record reads them, and apart from them where their files are fetched."""
    plain, fetches = [], []
    for number, table in data:
        if "fetch" in table:
            row = read_table(FETCH, table["fetch"], ("data", number, "fetch"), find, report)
            fetches.append((str(table.get("file", "")), row))
        plain.append((number, {key: value for key, value in table.items() if key != "fetch"}))
    return tuple(plain), tuple(fetches)


def apart(gathered: Gathered, name: str) -> dict[str, list[Row]]:
    """The rows of a table that stands apart from its owner, by the owner's key."""
    found: dict[str, list[Row]] = defaultdict(list)
    column = APART[name][1]
    for row in gathered.lists[name]:
        if column in row:
            found[row[column]].append(row)
    return found
