"""The days of a series: one square a day, gaps drawn as gaps, each way of holding nothing with a shape of its own."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from holdfast.base.days import each_day
from holdfast.base.language import direction
from holdfast.base.why import Why
from holdfast.figures.charts.layout import (
    SMALL,
    across,
    frame,
    listed,
    month,
    said,
    texts,
    weekday,
    word,
    wrap,
)
from holdfast.figures.charts.palette import COLOURS
from holdfast.figures.charts.types import WIDTH, Days, DayState, Specified

_LEFT = 40
_HEADING = 18
_LONG = 3 * 366  # a window over three years is drawn a year a block, in small squares
_MONDAY = date(2024, 1, 1)

_TERM = {
    DayState.REPORTED: "day.reported",
    DayState.ZERO: "day.zero-reported",
    DayState.LATER: "day.told-later",
    DayState.PARTIAL: "day.partial",
    DayState.MISSING: "day.missing",
    DayState.NOT_MONITORED: "day.not-monitored",
}


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where each day stands: blocks of half a year (or a year) below one another, weeks across, weekdays down."""

    first: date
    last: date

    @property
    def long(self) -> bool:
        return (self.last - self.first).days > _LONG

    @property
    def cell(self) -> float:
        return 5.6 if self.long else 11

    @property
    def block_height(self) -> float:
        return _HEADING + 7 * self.cell + 8

    def block_of(self, day: date) -> tuple[int, int]:
        return (day.year, 0 if self.long or day.month <= 6 else 1)

    @property
    def blocks(self) -> list[tuple[int, int]]:
        found = {self.block_of(day) for day in each_day(self.first, self.last)}
        return sorted(found)

    def opening(self, block: tuple[int, int]) -> date:
        """The Monday of the block's first drawn week."""
        start = max(date(block[0], 7 if block[1] else 1, 1), self.first)
        return start - timedelta(days=start.weekday())


def days_chart(days: Days, lang: str) -> Specified:
    """The strip of days of one series in one language; the runs must be in order and leave no day out."""
    grid = _Grid(days.runs[0].first, days.runs[-1].last)
    blocks = {block: number for number, block in enumerate(grid.blocks)}
    openings = {block: grid.opening(block) for block in blocks}
    cells = [
        _cell(grid, day, run.state, blocks, openings)
        for run in days.runs
        for day in each_day(run.first, run.last)
    ]
    drawn = Counter(DayState(cell["state"]) for cell in cells)
    used = [state for state in DayState if drawn[state]]
    body = round(len(blocks) * grid.block_height)
    legend, legend_texts, height = _legend(used, lang, body + 4)
    marks = _marks(cells + legend, height, grid.cell)
    labels = [
        texts(_months(grid, openings, blocks, lang), height, colour="muted", size=SMALL),
        texts(
            _weekdays(grid, len(blocks), lang), height, colour="muted", size=SMALL - (2 if grid.long else 0)
        ),
        texts(_years(grid, blocks), height, colour="ink", size=SMALL),
        texts(legend_texts, height, size=SMALL),
    ]
    title = Why.of("chart-days-title", series=days.name).render(lang)
    alternative = Why.of(
        "chart-days-alternative",
        series=days.name,
        first=grid.first,
        last=grid.last,
        days=len(cells),
        parts=listed(_parts(days.counts or drawn, lang), lang),
    ).render(lang)
    if days.counts and drawn[DayState.LATER]:
        alternative += " " + Why.of("chart-days-later", days=drawn[DayState.LATER]).render(lang)
    return Specified("days", lang, title, frame(marks + labels, height, alternative), alternative)


def _parts(counts: Mapping[DayState, int], lang: str) -> list[str]:
    """Each word with its number of days."""
    return [f"{word(_TERM[state], lang)}: {counts[state]}" for state in DayState if counts.get(state)]


def _cell(
    grid: _Grid,
    day: date,
    state: DayState,
    blocks: dict[tuple[int, int], int],
    openings: dict[tuple[int, int], date],
) -> dict[str, Any]:
    block = grid.block_of(day)
    week = (day - openings[block]).days // 7
    return {
        "day": day.isoformat(),
        "state": state.value,
        "x": round(_LEFT + week * grid.cell, 2),
        "y": round(blocks[block] * grid.block_height + _HEADING + day.weekday() * grid.cell, 2),
    }


def _months(
    grid: _Grid, openings: dict[tuple[int, int], date], blocks: dict[tuple[int, int], int], lang: str
) -> list[dict[str, Any]]:
    """A name above the first week of each month; none where it would run into the next or out of the drawing."""
    found: list[dict[str, Any]] = []
    day = grid.first
    starts = []
    while day <= grid.last:
        starts.append(day)
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    room = 34 if grid.long or direction(lang) == "rtl" else 30
    free: dict[tuple[int, int], float] = {}
    for start in starts:
        block = grid.block_of(start)
        x = _LEFT + ((start - openings[block]).days // 7) * grid.cell
        if x < free.get(block, 0) or x > WIDTH - room or (grid.long and start.month % 3 != 1):
            continue
        free[block] = x + room
        found.append(
            {
                "x": round(x, 2),
                "y": round(blocks[block] * grid.block_height + _HEADING - 5, 2),
                "text": said(month(start, lang), lang),
            }
        )
    return found


def _weekdays(grid: _Grid, blocks: int, lang: str) -> list[dict[str, Any]]:
    rows = (0, 4) if grid.long else (0, 2, 4, 6)
    return [
        {
            "x": 0,
            "y": round(
                number * grid.block_height + _HEADING + (row + 1) * grid.cell - (0 if grid.long else 1), 2
            ),
            "text": said(weekday(_MONDAY + timedelta(days=row), lang)[:7], lang),
        }
        for number in range(blocks)
        for row in rows
    ]


def _years(grid: _Grid, blocks: dict[tuple[int, int], int]) -> list[dict[str, Any]]:
    return [
        {"x": 0, "y": round(number * grid.block_height + _HEADING - 5, 2), "text": str(block[0])}
        for block, number in blocks.items()
    ]


def _legend(
    used: list[DayState], lang: str, top: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    cells, lines = [], []
    y = top
    for state in used:
        cells.append({"day": "", "state": state.value, "x": 0, "y": y + 3})
        for line in wrap(word(_TERM[state], lang), WIDTH - 20, SMALL):
            lines.append({"x": 18, "y": y + 13, "text": said(line, lang)})
            y += 17
    return cells, lines, y + 4


def _marks(cells: list[dict[str, Any]], height: int, cell: float) -> list[dict[str, Any]]:
    """One layer a state; squares one unit smaller than their cell, so that days stay apart."""
    side = cell - (1.2 if cell > 8 else 0.8)
    accent, ink = COLOURS["accent"], COLOURS["ink"]
    thin = 1.2 if cell > 8 else 0.8
    # left, top, width, height of the shape in its cell, and how it is painted
    shapes: dict[DayState, list[tuple[float, float, float, float, dict[str, Any]]]] = {
        DayState.REPORTED: [(0, 0, side, side, {"fill": accent})],
        DayState.ZERO: [
            (
                thin / 2,
                thin / 2,
                side - thin,
                side - thin,
                {"stroke": accent, "strokeWidth": thin, "fill": None},
            )
        ],
        DayState.LATER: [(side * 0.3, side * 0.3, side * 0.4, side * 0.4, {"fill": accent})],
        DayState.PARTIAL: [
            (
                thin / 2,
                thin / 2,
                side - thin,
                side - thin,
                {"stroke": accent, "strokeWidth": thin, "fill": None},
            ),
            (0, side / 2, side, side / 2, {"fill": accent}),
        ],
    }
    present = {entry["state"] for entry in cells}
    layers: list[dict[str, Any]] = []
    for state, drawn in shapes.items():
        for left, top, wide, high, paint in drawn:
            if state.value in present:
                layers.append(_rects(cells, state, height, (left, top, wide, high), paint))
    strokes: dict[DayState, list[tuple[float, float, float, float]]] = {
        DayState.MISSING: [(0.2, 0.2, 0.8, 0.8), (0.2, 0.8, 0.8, 0.2)],
        DayState.NOT_MONITORED: [(0, 1, 1, 0)],
    }
    for state, lines in strokes.items():
        for x, y, x2, y2 in lines:
            if state.value in present:
                part = (x * side, y * side, x2 * side, y2 * side)
                layers.append(_strokes(cells, state, height, part, ink, thin))
    return layers


def _shifted(
    cells: list[dict[str, Any]], state: DayState, x: float, y: float, x2: float, y2: float
) -> list[dict[str, Any]]:
    return [
        {
            "day": cell["day"],
            "state": cell["state"],
            "x": round(cell["x"] + x, 2),
            "y": round(cell["y"] + y, 2),
            "x2": round(cell["x"] + x2, 2),
            "y2": round(cell["y"] + y2, 2),
        }
        for cell in cells
        if cell["state"] == state.value
    ]


def _between(values: list[dict[str, Any]], mark: dict[str, Any], height: int) -> dict[str, Any]:
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {
            "x": across("x", height),
            "y": across("y", height, vertical=True),
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
        },
    }


def _rects(
    cells: list[dict[str, Any]],
    state: DayState,
    height: int,
    part: tuple[float, float, float, float],
    paint: dict[str, Any],
) -> dict[str, Any]:
    left, top, wide, high = part
    values = _shifted(cells, state, left, top, left + wide, top + high)
    return _between(values, {"type": "rect", **paint}, height)


def _strokes(
    cells: list[dict[str, Any]],
    state: DayState,
    height: int,
    part: tuple[float, float, float, float],
    colour: str,
    thin: float,
) -> dict[str, Any]:
    values = _shifted(cells, state, *part)
    return _between(values, {"type": "rule", "stroke": colour, "strokeWidth": thin}, height)
