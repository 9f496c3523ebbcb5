"""What a case would leave unsaid: units that differ, windows without rows, series nobody asks about."""

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from holdfast.agreements.drafts import AgreementDraft, Moment, ObligationDraft, ReadingDraft
from holdfast.agreements.types import RATES, Rule
from holdfast.base.clock import zone
from holdfast.base.errors import shown
from holdfast.cases.duties import Duties
from holdfast.cases.gather import Gathered
from holdfast.cases.report import Report, Spot
from holdfast.cases.rows import Row
from holdfast.figures.types import FigureDef
from holdfast.people.types import Level
from holdfast.record.types import AssertionKind, AssertionSpec, IndicatorDef, SeriesSpec

Spans = Mapping[str, tuple[date, date]]  # by series: the first and the last day of which a row speaks
_COMPARED = (*RATES, Rule.BY_DATE)


def check_units(
    agreement: AgreementDraft,
    duties: Duties,
    indicators: Iterable[IndicatorDef],
    series: Iterable[SeriesSpec],
    report: Report,
) -> None:
    """A promise in one unit is not held against a count in another: that would be a false accusation."""
    measures = {one.key: one for one in indicators}
    counted = {one.key: measures[one.indicator] for one in series if one.indicator in measures}
    for duty, reading in _readings(agreement):
        if not duty.unit or reading.rule not in _COMPARED:
            continue
        for key in reading.series:
            if key not in counted:
                continue
            words = list(dict.fromkeys([counted[key].unit, *counted[key].unit_name.values()]))
            if duty.unit.casefold() not in {word.casefold() for word in words}:
                named = " | ".join(shown(word) for word in words)
                report.add(
                    duties.reading_rows[duty.key, reading.key].spot("series"),
                    f"the duty {shown(duty.key)} is in {shown(duty.unit)}, and the series {shown(key)} counts in "
                    f"{shown(words[0])}; nothing is converted",
                    expected=f"a series in the duty's unit, or, where both are one, unit = {named} in the duty",
                    code="unit-differs",
                )


def note_silences(
    gathered: Gathered,
    agreement: AgreementDraft,
    duties: Duties,
    *,
    series: tuple[SeriesSpec, ...],
    assertions: tuple[AssertionSpec, ...],
    figures: tuple[FigureDef, ...],
    rows: pl.DataFrame,
    report: Report,
) -> None:
    """Notes on a case in which nothing is wrong; none of them hinders loading."""
    spans = _spans(rows)
    stated = {one.series for one in assertions}
    asked = {key for figure in figures for key in figure.series}
    for duty, reading in _readings(agreement):
        asked.update((*reading.series, reading.per_series))
        row = duties.reading_rows[duty.key, reading.key]
        first = reading.window_first or _day(duty.starts, agreement.timezone)
        last = reading.window_last or _day(duty.ends, agreement.timezone)
        spot = row.spot("window") if "window" in row else row.spot("series")
        _note_window(spot, f"the reading {shown(reading.key)}", reading.series, (first, last), spans, report)
    for row, figure in zip(gathered.lists["figures"], figures, strict=True):
        if figure.first or figure.last:
            window = (figure.first, figure.last)
            _note_window(
                row.spot("window"), f"the figure {shown(figure.key)}", figure.series, window, spans, report
            )
    for row, one in zip(gathered.lists["series"], series, strict=True):
        if one.key not in asked:
            report.note(
                row.spot("key"),
                f"no reading and no figure names the series {shown(one.key)}; its rows are kept, and nothing is "
                "assessed by them",
                expected="its key in the series of a reading, where it speaks to a duty",
                code="series-unused",
            )
        elif one.key not in spans and one.key not in stated:
            report.note(
                row.spot("key"),
                f"no file gives the series {shown(one.key)} a row, and no number is stated of it",
                expected="[[data]] with its rows",
                code="series-empty",
            )
    for row, said in zip(gathered.lists["assertions"], assertions, strict=True):
        _note_average(row.spot("kind"), said, rows, report)


def note_hidden(
    gathered: Gathered, level: int, levels: Mapping[str, Mapping[str, int]], report: Report
) -> None:
    """Notes on words that fewer may read than the case, for whose words they are or where they stand.

    `levels` are those of the sources and of the documents, each by key; nothing hinders loading.
    """
    for clause in gathered.lists["clauses"]:
        _note_hidden("clause", clause, level, levels, report)
    owners = (*gathered.lists["clauses"], *gathered.lists["obligations"])
    duties = [duty for owner in owners for duty in (owner, *owner.rows("obligations"))]
    for duty in duties:
        for name in ("conditions", "denials", "discharges", "events"):
            for part in duty.rows(name):
                _note_hidden(name.removesuffix("s"), part, level, levels, report)


def _note_hidden(
    what: str, row: Row, level: int, levels: Mapping[str, Mapping[str, int]], report: Report
) -> None:
    for column, kind in (("said_by", "source"), ("source", "source"), ("document", "document")):
        key = row.get(column, "")
        own = levels[kind].get(key, level)
        if own > level:
            report.note(
                row.spot(column),
                f"the {kind} {shown(key)} is {Level(own).name.lower()}, and so is this {what}: whoever may not see "
                "the one is not told the other",
                expected=f"the sensitivity of the case in the {kind}, where all who read the case may read this",
                code="hidden-with-its-source",
            )


def _readings(agreement: AgreementDraft) -> Iterable[tuple[ObligationDraft, ReadingDraft]]:
    for clause in agreement.clauses:
        for duty in clause.obligations:
            for reading in duty.readings:
                yield duty, reading


def _spans(rows: pl.DataFrame) -> Spans:
    found = rows.group_by("series").agg(pl.col("first").min(), pl.col("last").max())
    return {key: (first, last) for key, first, last in found.iter_rows()}


def _day(moment: Moment, timezone: str) -> date | None:
    return moment.at.astimezone(zone(timezone)).date() if moment.at else None


def _note_window(
    spot: Spot,
    what: str,
    series: Iterable[str],
    window: tuple[date | None, date | None],
    spans: Spans,
    report: Report,
) -> None:
    first, last = window
    for key in series:
        if key in spans:
            begins, ends = spans[key]
            if (first is not None and ends < first) or (last is not None and begins > last):
                report.note(
                    spot,
                    f"{what} looks at {_told(first, last)}, and the rows of the series {shown(key)} are about "
                    f"{begins} to {ends}; it can say nothing",
                    expected="a window in which there are rows",
                    code="window-without-rows",
                )


def _told(first: date | None, last: date | None) -> str:
    if first is not None and last is not None:
        return f"{first} to {last}"
    return f"{first} and later" if first is not None else f"{last} and earlier"


def _note_average(spot: Spot, said: AssertionSpec, rows: pl.DataFrame, report: Report) -> None:
    """A stated average is recomputed only where the total of its window is there as well."""
    if said.kind != AssertionKind.AVERAGE or said.series is None or said.first is None:
        return
    within = (pl.col("first") >= said.first) & (pl.col("last") <= said.last)
    if not rows.filter((pl.col("series") == said.series) & within).height:
        report.note(
            spot,
            f"the average is stated for {said.first} to {said.last}, and the series {shown(said.series)} has no row "
            "in that window; it is shown as stated and not recomputed",
            expected="[[data]] with the total that was stated with it, if there was one",
            code="average-without-total",
        )
