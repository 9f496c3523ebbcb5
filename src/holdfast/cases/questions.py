"""The figures a case asks to have published, checked against the readings and series they name."""

from collections.abc import Mapping

from holdfast.base.errors import shown
from holdfast.cases.build import level_of
from holdfast.cases.duties import Duties, check_window
from holdfast.cases.gather import Gathered
from holdfast.cases.report import Report
from holdfast.cases.rows import Row
from holdfast.figures.types import FigureDef


def build_figures(gathered: Gathered, duties: Duties, level: int, report: Report) -> tuple[FigureDef, ...]:
    """All figures to publish; a figure's reading is one of its obligation's and its series belong to that reading."""
    measures = {row.get("key"): row.get("indicator") for row in gathered.lists["series"]}
    found = []
    for row in gathered.lists["figures"]:
        if row.said("obligation") == row.said("indicator"):
            report.add(
                row.spot(),
                "the figure is about an obligation or about an indicator, one of the two",
                expected='obligation = "…" or indicator = "…"',
                code="missing-key",
            )
        _check_figure(row, duties, measures, report)
        window = row.get("window")
        check_window(window, report)
        if row.whole:
            found.append(
                FigureDef(
                    key=row["key"],
                    question=row["question"],
                    series=row["series"],
                    caveats=row["caveats"],
                    obligation=row.get("obligation", ""),
                    indicator=row.get("indicator", ""),
                    reading=row.get("reading", ""),
                    first=window.get("first") if window is not None else None,
                    last=window.get("last") if window is not None else None,
                    level=level_of(row, level),
                )
            )
    return tuple(found)


def _check_figure(row: Row, duties: Duties, measures: Mapping[str, str], report: Report) -> None:
    readings = {one.key: one for one in duties.readings.get(row.get("obligation", ""), ())}
    reading = row.get("reading")
    if "obligation" in row and row["obligation"] in duties.readings:
        if reading is None and not row.said("reading"):
            report.add(
                row.spot("obligation"),
                "the figure does not say under which reading of the obligation",
                expected=f"reading = {' | '.join(readings) or 'a reading, which the obligation has to get first'}",
                code="missing-key",
            )
        elif reading is not None and reading not in readings:
            report.add(
                row.spot("reading"),
                f"the obligation has no reading {shown(reading)}{report.nearest(reading, readings)}",
                expected=" | ".join(readings) or "a reading of the obligation",
                code="unknown-reading",
            )
    elif reading is not None and "indicator" in row:
        report.add(
            row.spot("reading"),
            "a reading is of an obligation, and the figure names none",
            code="unknown-reading",
        )
    for key in row.get("series", ()):
        if reading in readings and key not in readings[reading].series and key in measures:
            report.add(
                row.spot("series"),
                f"the series {shown(key)} does not stand under the reading {shown(reading)}",
                expected=" | ".join(readings[reading].series) or "series in the reading",
                code="series-elsewhere",
            )
        if "indicator" in row and key in measures and measures[key] != row["indicator"]:
            report.add(
                row.spot("series"),
                f"the series {shown(key)} measures {shown(measures[key])}",
                expected=f"a series of {row['indicator']}",
                code="series-elsewhere",
            )
