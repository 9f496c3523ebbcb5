"""What was promised against what each series counted and each assertion stated, in the same size."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from holdfast.agreements.engine.exact import said as said_number
from holdfast.base.why import Why
from holdfast.figures.charts.layout import (
    BOLD,
    SMALL,
    across,
    frame,
    joined,
    listed,
    number,
    said,
    texts,
    word,
    wrap,
)
from holdfast.figures.charts.palette import COLOURS, TOKENS, state_colour
from holdfast.figures.charts.types import WIDTH, Beside, Specified, Stated

_BARS = WIDTH - 78  # what is left of the bars holds the longest number
_BAR = 12
_ABOVE = 5  # Arabic reaches further below its line
_NAME_LINE = 16
_NAME_LINES = 6  # readings of one text tell themselves apart at their end
_DETAIL_LINE = 15


def beside_chart(beside: Beside, lang: str) -> Specified:
    """The numbers side by side in the order given; counts as bars, assertions as open marks with the same text."""
    top = 30 if beside.promised is not None else 4
    numbers = [
        number
        for row in beside.rows
        for number in (row.value, row.high, row.as_stated, row.promised)
        if number is not None
    ]
    most = max([*numbers, Decimal(1)])
    drawing = _Drawing(most, lang, beside.places, each=beside.promised is None)
    y = top
    for row in beside.rows:
        y = drawing.add(row, y)
    height = y + 2
    layers = [
        _rects(drawing.bars, height, {}),
        _lines(drawing.ranges, height, "ink", 1.5),
        *_promise(beside, drawing, height, lang),
        _points(drawing.stated, height, "diamond", 60),
        _points(drawing.open_marks, height, "circle", 110),
        *_halo(drawing.values, height),
        texts(drawing.names, height, bold=True),
        texts(drawing.details, height, colour="muted", size=SMALL),
        *[
            texts(lines, height, colour=colour, size=SMALL, bold=colour != "muted")
            for colour, lines in sorted(drawing.states.items())
        ],
    ]
    layers = [layer for layer in layers if layer["data"]["values"]]
    if beside.promised is None:
        title = Why.of("chart-beside-title", unit=beside.per).render(lang)
    else:
        title = Why.of(
            "chart-beside-promised-title",
            unit=beside.per,
            promised=said_number(Fraction(beside.promised), beside.places),
        ).render(lang)
    alternative = (
        title
        + " "
        + Why.of("chart-beside-alternative", parts=listed(_parts(beside, lang), lang)).render(lang)
    )
    return Specified("beside", lang, title, frame(layers, height, alternative), alternative)


def _parts(beside: Beside, lang: str) -> list[str]:
    """Each number in words, an assertion named as one."""
    parts = []
    for row in beside.rows:
        text = f"{row.name}: {row.in_words or _shown(row, lang, beside.places)}"
        if row.as_stated is not None:
            text += f" ({word('figure.stated', lang)} {number(row.as_stated, lang, beside.places)})"
        if row.assertion:
            text += f" ({word(row.assertion, lang)})"
        elif row.state_word:
            text += f" ({row.state_word})"
        parts.append(text)
    return parts


def _shown(row: Stated, lang: str, places: int) -> str:
    value = number(row.value, lang, places)
    return f"{row.bound} {value}" if row.bound else value


class _Drawing:
    """The marks of all rows, gathered layer by layer."""

    def __init__(self, most: Decimal, lang: str, places: int, *, each: bool) -> None:
        self.most = most
        self.each = each  # each row says its own promise
        self.lang = lang
        self.places = places
        self.middles: list[float] = []
        self.bars: list[dict[str, Any]] = []
        self.ranges: list[dict[str, Any]] = []
        self.stated: list[dict[str, Any]] = []
        self.open_marks: list[dict[str, Any]] = []
        self.values: list[dict[str, Any]] = []
        self.names: list[dict[str, Any]] = []
        self.details: list[dict[str, Any]] = []
        self.states: dict[str, list[dict[str, Any]]] = {}

    def at(self, value: Decimal) -> float:
        """Where a value stands on the one scale that all rows share."""
        return round(float(max(value, Decimal(0)) / self.most) * _BARS, 2)

    def add(self, row: Stated, y: int) -> int:
        """Draw one row below y; the y below it."""
        for line in wrap(row.name, WIDTH, BOLD, most=_NAME_LINES):
            y += _NAME_LINE
            self.names.append({"x": 0, "y": y - 4, "text": said(line, self.lang)})
        detail = row.detail
        if self.each and row.promised is not None:
            detail = joined(
                [
                    detail,
                    f"{word('figure.promised', self.lang)}: {number(row.promised, self.lang, self.places)}",
                ],
                self.lang,
            )
        for line in wrap(detail, WIDTH, SMALL, most=3):
            y += _DETAIL_LINE
            self.details.append({"x": 0, "y": y - 4, "text": said(line, self.lang)})
        if row.state_word or row.assertion:
            y += _DETAIL_LINE
            colour = TOKENS[state_colour(row.state)]
            text = word(row.assertion, self.lang) if row.assertion else row.state_word
            self.states.setdefault("muted" if row.assertion else colour, []).append(
                {"x": 0, "y": y - 4, "text": said(text, self.lang)}
            )
        y += _ABOVE
        middle = y + _BAR / 2
        self.middles.append(middle)
        end = self.at(row.value)
        right = end
        if row.assertion:
            self.open_marks.append({"name": row.name, "value": float(row.value), "x": end, "y": middle})
            right = end + 7
        else:
            self.bars.append(
                {
                    "name": row.name,
                    "value": float(row.value),
                    "x": 0,
                    "y": y,
                    "x2": max(end, 1),
                    "y2": y + _BAR,
                }
            )
        if row.low is not None and row.high is not None and row.low != row.high:
            self.ranges.append({"x": self.at(row.low), "y": middle, "x2": self.at(row.high), "y2": middle})
            for bound in (row.low, row.high):
                x = self.at(bound)
                self.ranges.append({"x": x, "y": middle - 4, "x2": x, "y2": middle + 4})
            right = max(right, self.at(row.high))
        if row.as_stated is not None:
            x = self.at(row.as_stated)
            self.stated.append({"name": row.name, "value": float(row.as_stated), "x": x, "y": middle})
            right = max(right, x + 5)
        self.values.append(
            {"x": round(right + 5, 2), "y": middle + 4.5, "text": _shown(row, self.lang, self.places)}
        )
        return y + _BAR + 14


def _promise(beside: Beside, drawing: _Drawing, height: int, lang: str) -> list[dict[str, Any]]:
    """The promise at every bar that has one, never through a text; its words stand above the first."""
    lines = [
        {"x": drawing.at(row.promised), "y": middle - 11, "x2": drawing.at(row.promised), "y2": middle + 11}
        for row, middle in zip(beside.rows, drawing.middles, strict=True)
        if row.promised is not None
    ]
    dashed = {"type": "rule", "stroke": COLOURS["ink"], "strokeWidth": 1.5, "strokeDash": [4, 2]}
    if beside.promised is None:
        return [{**_lines(lines, height, "ink", 1.5), "mark": dashed}]
    x = drawing.at(beside.promised)
    lines.insert(0, {"x": x, "y": 17, "x2": x, "y2": 26})
    label = f"{word('figure.promised', lang)}: {number(beside.promised, lang, beside.places)} {beside.per}"
    align = "right" if x > WIDTH / 2 else "left"
    width = len(label) * SMALL * 0.56
    anchor = min(max(x, width), WIDTH) if align == "right" else x
    words = [{"x": round(anchor, 2), "y": 13, "text": said(label, lang)}]
    return [
        {**_lines(lines, height, "ink", 1.5), "mark": dashed},
        texts(words, height, size=SMALL, bold=True, align=align),
    ]


def _halo(values: list[dict[str, Any]], height: int) -> list[dict[str, Any]]:
    """The numbers, each over a rim of the ground, so that the line of the promise never runs through a digit."""
    ground = texts(values, height, bold=True)
    ground["mark"] = {**ground["mark"], "stroke": COLOURS["bg"], "strokeWidth": 5, "color": COLOURS["bg"]}
    return [ground, texts(values, height, bold=True)]


def _spans(values: list[dict[str, Any]], mark: dict[str, Any], height: int) -> dict[str, Any]:
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


def _rects(values: list[dict[str, Any]], height: int, more: dict[str, Any]) -> dict[str, Any]:
    return _spans(values, {"type": "rect", "fill": COLOURS["accent"], **more}, height)


def _lines(values: list[dict[str, Any]], height: int, token: str, width: float) -> dict[str, Any]:
    return _spans(values, {"type": "rule", "stroke": COLOURS[token], "strokeWidth": width}, height)


def _points(values: list[dict[str, Any]], height: int, shape: str, size: int) -> dict[str, Any]:
    return {
        "data": {"values": values},
        "mark": {
            "type": "point",
            "shape": shape,
            "size": size,
            "fill": COLOURS["bg"],
            "stroke": COLOURS["ink"],
            "strokeWidth": 1.8,
            "opacity": 1,
        },
        "encoding": {"x": across("x", height), "y": across("y", height, vertical=True)},
    }
