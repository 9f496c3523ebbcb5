"""What a case's [data.fetch], [tables.fetch] and [[feeds]] ask to be watched, checked against the rest of the case."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import polars as pl

from holdfast.base.errors import shown
from holdfast.cases.address_kinds import FORMATS, MOST_VANISH
from holdfast.cases.build import level_of
from holdfast.cases.gather import Gathered
from holdfast.cases.report import Report
from holdfast.cases.rows import Row
from holdfast.cases.watched_types import Watch, WatchedDef
from holdfast.people.types import Level


def check_watched(gathered: Gathered, report: Report) -> None:
    """Say what is wrong with the fetches and the feeds beyond the single keys."""
    seen: dict[str, Row] = {}
    for file, row in _fetches(gathered):
        if file in seen:
            before = seen[file].spot("address")
            report.add(
                row.spot("address"),
                f"the file {shown(file)} is fetched already, by line {before.line}",
                expected="one fetch for each file, in the first [[data]] that names it",
                code="fetch-twice",
            )
        seen[file] = row
        _check_format(file, row, report)
    for name in _named_tables(gathered):
        if name not in (gathered.top.get("tables") or {}):
            report.add(
                gathered.table("tables").spot("fetch"),
                f"there is no file of {name} that could be fetched",
                expected=f'{name} = "{name}.csv" in [tables]',
                code="missing-key",
            )
    for row in gathered.top.rows("feeds"):
        if "key" in row:
            report.declare("feed", row["key"], row.spot("key"))


def _check_format(file: str, row: Row, report: Report) -> None:
    ending = PurePosixPath(file).suffix.lower().removeprefix(".")
    said = row.get("format")
    if said is not None and said != ending:
        report.add(
            row.spot("format"),
            f"the file {shown(file)} ends in .{ending}",
            expected=f'format = "{ending}", or another name for the file',
            found=said,
            code="format-differs",
        )
    there = PurePosixPath(_path(row.get("address", ""))).suffix.lower().removeprefix(".")
    if said is None and there in FORMATS and there != ending:
        report.add(
            row.spot("address"),
            f"the address ends in .{there}, and the file {shown(file)} in .{ending}",
            expected=f'an address of a .{ending} file, or format = "{ending}" where that is what it gives',
            code="format-differs",
        )


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _named_tables(gathered: Gathered) -> tuple[str, ...]:
    fetched = gathered.table("tables").get("fetch")
    return tuple(fetched) if isinstance(fetched, Row) else ()


def _fetches(gathered: Gathered) -> Iterator[tuple[str, Row]]:
    yield from gathered.fetches
    for name in _named_tables(gathered):
        file = gathered.table("tables").get(name)
        row = gathered.table("tables")["fetch"][name]
        if isinstance(file, str) and isinstance(row, Row):
            yield file, row


def listed_documents(gathered: Gathered) -> tuple[str, ...]:
    """The keys of the documents that stand in the table file, where there is one."""
    file = gathered.table("tables").get("documents")
    rows = gathered.lists["documents"]
    return tuple(row["key"] for row in rows if "key" in row and row.spot().file == file)


def build_watched(
    gathered: Gathered,
    level: int,
    rows: pl.DataFrame,
    *,
    series: Mapping[str, int],
    documents: Mapping[str, int],
    sources: Mapping[str, int],
) -> tuple[WatchedDef, ...]:
    """All that a whole case watches; each as narrow as the narrowest thing it can hold. The maps give levels by key."""
    zone = gathered.table("agreement").get("timezone", "UTC")
    found = []
    for file, row in gathered.fetches:
        held = rows.filter(pl.col("file") == file)
        of = tuple(sorted(held["series"].unique().to_list()))
        stands_in = sorted(set(held["document"].unique().to_list()))
        narrow = max([level, *(series[key] for key in of), *(documents[key] for key in stands_in)])
        found.append(
            WatchedDef(
                name=file,
                what=Watch.DATA,
                address=row["address"],
                every_hours=row["every"],
                most_vanish=row.get("most_vanish", MOST_VANISH),
                series=of,
                document=stands_in[0] if len(stands_in) == 1 else "",
                timezone=zone,
                level=narrow,
                capture_level=_capture_level(row),
            )
        )
    for name in _named_tables(gathered):
        row = gathered.table("tables")["fetch"][name]
        found.append(
            WatchedDef(
                name=gathered.table("tables")[name],
                what=Watch.DOCUMENTS,
                address=row["address"],
                every_hours=row["every"],
                most_vanish=row.get("most_vanish", MOST_VANISH),
                timezone=zone,
                level=max([level, *(documents[key] for key in listed_documents(gathered))]),
                capture_level=_capture_level(row),
            )
        )
    for row in gathered.top.rows("feeds"):
        found.append(
            WatchedDef(
                name=row["key"],
                what=Watch.FEED,
                address=row["address"],
                every_hours=row["every"],
                source=row["source"],
                feed_kind=row.get("kind", ""),
                language=row.get("language", ""),
                timezone=zone,
                level=max(level_of(row, level), sources[row["source"]]),
                capture_level=_capture_level(row),
            )
        )
    return tuple(found)


def _capture_level(row: Row) -> int:
    """Who sees the captures: the desk, unless the case asks for another level."""
    return int(Level[str(row["level"]).upper()]) if "level" in row else int(Level.DESK)
