"""Checking a case folder: everything that is wrong with it, at once, without touching the store."""

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from holdfast.base.errors import shown
from holdfast.cases.build import (
    build_agreement,
    build_assertions,
    build_documents,
    build_indicators,
    build_series,
    build_sources,
    level_of,
)
from holdfast.cases.errors import CaseBroken
from holdfast.cases.folder import LIMITS, Folder
from holdfast.cases.gather import Gathered, gather
from holdfast.cases.questions import build_figures
from holdfast.cases.report import Report, Spot
from holdfast.cases.silence import check_units, note_hidden, note_silences
from holdfast.cases.types import CheckedCase
from holdfast.cases.watching import build_watched, check_watched, listed_documents
from holdfast.people.types import Level
from holdfast.record.mapping import empty_rows, map_file, period_problems
from holdfast.record.types import IndicatorDef, SeriesSpec, SeriesTerms

DATA_ENDINGS = tuple(ending for ending in LIMITS if ending != ".toml")


def check_case(folder: str | Path, *, instead: Mapping[str, Path] | None = None) -> CheckedCase:
    """Read a case folder whole; raises CaseUnreadable where there is none, CaseBroken with all that is wrong.

    Files named in `instead` are read from the paths given there.
    """
    report = Report()
    files = Folder(folder, report, instead)
    gathered = gather(files, report)
    case = gathered.table("case")
    level = level_of(case, Level.DESK)
    agreement, duties = build_agreement(gathered, report)
    sources = build_sources(gathered, level)
    documents = build_documents(gathered, level, report)
    indicators = build_indicators(gathered, report)
    series = build_series(gathered, report)
    assertions = build_assertions(gathered, report)
    figures = build_figures(gathered, duties, level, report)
    check_units(agreement, duties, indicators, series, report)
    check_watched(gathered, report)
    report.settle()
    rows, counts = _observations(gathered, files, indicators, series, report)
    files.verify()
    problems = report.in_order()
    if problems:
        raise CaseBroken(problems)
    note_silences(
        gathered,
        agreement,
        duties,
        series=series,
        assertions=assertions,
        figures=figures,
        rows=rows,
        report=report,
    )
    levels = {
        "source": {one.key: one.level for one in sources},
        "document": {one.key: one.level for one in documents},
    }
    note_hidden(gathered, level, levels, report)
    series_levels = {row["key"]: level_of(row, level) for row in gathered.lists["series"]}
    read = tuple(files.read[name] for name in sorted(files.read))
    return CheckedCase(
        key=case["key"],
        title=case["title"],
        licence=case.get("licence", ""),
        attribution=case.get("attribution", {}),
        level=level,
        agreement=agreement,
        sources=sources,
        documents=documents,
        indicators=indicators,
        series=series,
        series_levels=series_levels,
        assertions=assertions,
        figures=figures,
        observations=rows,
        files=read,
        rows_by_file={**gathered.rows_by_file, **counts},
        digest=hashlib.sha256(
            "".join(f"{file.name}\0{file.size}\0{file.digest}\n" for file in read).encode()
        ).hexdigest(),
        notes=report.notes_in_order(),
        watched=build_watched(
            gathered,
            level,
            rows,
            series=series_levels,
            documents=levels["document"],
            sources=levels["source"],
        ),
        listed=listed_documents(gathered),
    )


def _observations(
    gathered: Gathered,
    files: Folder,
    indicators: tuple[IndicatorDef, ...],
    series: tuple[SeriesSpec, ...],
    report: Report,
) -> tuple[pl.DataFrame, dict[str, int]]:
    """The rows of all data files; a mapping whose series or documents are broken is still read as far as it goes."""
    measures = {one.key: one for one in indicators}
    terms = {
        one.key: SeriesTerms(
            key=one.key,
            kind=measures[one.indicator].kind,
            decimals=measures[one.indicator].decimals,
            counter_start=one.counter_start,
            several=one.several,
            states=measures[one.indicator].states,
        )
        for one in series
        if one.indicator in measures
    }
    documents = frozenset(report.declared("document"))
    frames = [empty_rows()]
    counts: dict[str, int] = {}
    for number, table in gathered.data:
        frame, count = _one_file(number, table, gathered, files, terms, documents, report)
        if frame is not None:
            frames.append(frame)
            counts[table["file"]] = counts.get(table["file"], 0) + count
    rows = pl.concat(frames)
    if not report.problems:
        for problem in period_problems(rows, terms):
            report.take(problem)
    return rows, counts


def _one_file(
    number: int,
    table: dict[str, Any],
    gathered: Gathered,
    files: Folder,
    terms: Mapping[str, SeriesTerms],
    documents: Collection[str],
    report: Report,
) -> tuple[pl.DataFrame | None, int]:
    def find(path: tuple[str | int, ...] = ()) -> Spot:
        return gathered.find(("data", number, *path))

    name = table.get("file")
    if not isinstance(name, str) or not name:
        report.add(
            find(("file",)) if "file" in table else find(),
            "the key 'file' is missing" if name is None else f"{shown(name)} is not the name of a file",
            expected='file = "…", a file beside case.toml',
            code="missing-key",
        )
        return None, 0
    file = files.file(name, find(("file",)), endings=DATA_ENDINGS)
    if file is None:
        return None, 0
    mapped = map_file(
        table,
        path=file.path,
        name=name,
        series=terms,
        documents=documents,
        find=find,
        series_declared=frozenset(report.declared("series")),
    )
    for problem in mapped.problems:
        if problem.code.removeprefix("unknown-") not in report.unsure:
            report.take(problem)
    return mapped.rows, mapped.count
