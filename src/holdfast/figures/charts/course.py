"""A count since the start against what was promised by each day, or the course of a count of harm."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, log10
from typing import Any

from holdfast.agreements.engine.exact import apart, six
from holdfast.base.why import Why
from holdfast.figures.charts.layout import SMALL, across, frame, month, number, said, texts, window, word
from holdfast.figures.charts.palette import COLOURS
from holdfast.figures.charts.types import WIDTH, Course, Point, Specified

_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 8, 40, 24
_HEIGHT = 236
_SEEN = 4  # units of the drawing; a band lower than this lies under the line


def course_chart(course: Course, lang: str) -> Specified:
    """The course in one language; points are in order of days, the promise is a dashed line."""
    plane = _Plane(course)
    layers = [*_axes(plane, lang), *_due(plane, course, lang), *_promise(plane, course)]
    banded = _band_shows(plane, course.points)
    if banded:
        layers.append(_band(plane, course.points))
    if course.stated_totals:
        layers.append(_dots(plane, course.points))
    else:
        layers.append(_steps(plane, course.points))
    layers += _labels(plane, course, lang)
    last = course.points[-1]
    due = _promised_by(course, last.day)
    facts: dict[str, Any] = {"series": course.name, "unit": course.unit}
    facts |= {"first": course.first, "last": last.day, "value": last.value}
    if due is None:
        title = Why.of("chart-course-title", series=course.name, unit=course.unit).render(lang)
        if last.high is not None and last.high != last.value:
            text = Why.of(
                "chart-course-range-alternative" if banded else "chart-course-bound-alternative",
                high=last.high,
                **facts,
            )
        else:
            text = Why.of("chart-course-alternative", **facts)
    else:
        title = Why.of("chart-course-promised-title", series=course.name, unit=course.unit).render(lang)
        value, promised = apart(last.value, due)
        short = max(promised - value, Decimal(0))  # of the numbers as printed, so that a reader can check it
        text = Why.of(
            "chart-course-promised-alternative",
            **facts | {"value": value},
            promised=promised,
            shortfall=short,
        )
    alternative = text.render(lang)
    gaps = sum(point.after_gap for point in course.points)
    if gaps:
        alternative += " " + Why.of("chart-course-gaps", gaps=gaps).render(lang)
    return Specified("course", lang, title, frame(layers, _HEIGHT, alternative), alternative)


def _promised_by(course: Course, day: date) -> Decimal | None:
    if course.promised_a_day is not None:
        return six(Fraction(course.promised_a_day) * ((day - course.first).days + 1))
    return course.promised_total


class _Plane:
    """Days and values to units of the drawing."""

    def __init__(self, course: Course) -> None:
        self.first, self.last = course.first, course.last
        values = [point.high if point.high is not None else point.value for point in course.points]
        promised = _promised_by(course, course.last)
        self.most = max([*values, Decimal(1)] + ([promised] if promised is not None else []))
        self.step = _step(self.most)
        self.top = self.step * ceil(self.most / self.step)

    def x(self, day: date, *, end: bool = False) -> float:
        span = (self.last - self.first).days + 1
        return round(
            _LEFT + ((day - self.first).days + (1 if end else 0)) / span * (WIDTH - _LEFT - _RIGHT), 2
        )

    def y(self, value: Decimal) -> float:
        room = _HEIGHT - _TOP - _BOTTOM
        return round(_TOP + room - float(value / self.top) * room, 2)


def _step(most: Decimal) -> Decimal:
    """A round step that cuts the axis into two to five parts."""
    power = Decimal(10) ** floor(log10(float(most)))
    for factor in (Decimal("0.2"), Decimal("0.25"), Decimal("0.5"), Decimal(1), Decimal(2)):
        step = power * factor
        if most / step <= 5 and (step >= 1 or most < 2):
            return step
    return power * 2


def _span_layer(values: list[dict[str, Any]], mark: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {
            "x": across("x", _HEIGHT),
            "y": across("y", _HEIGHT, vertical=True),
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
        },
    }


def _axes(plane: _Plane, lang: str) -> list[dict[str, Any]]:
    rules, labels = [], []
    value = Decimal(0)
    while value <= plane.top:
        y = plane.y(value)
        rules.append({"x": _LEFT, "y": y, "x2": WIDTH - _RIGHT, "y2": y})
        labels.append({"x": _LEFT - 5, "y": y + 4, "text": number(value, lang)})
        value += plane.step
    ticks, names = _months(plane, lang)
    return [
        _span_layer(rules, {"type": "rule", "stroke": COLOURS["line"], "strokeWidth": 1}),
        _span_layer(ticks, {"type": "rule", "stroke": COLOURS["control"], "strokeWidth": 1}),
        texts(labels, _HEIGHT, colour="muted", size=SMALL, align="right"),
        texts(names, _HEIGHT, colour="muted", size=SMALL),
    ]


def _months(plane: _Plane, lang: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Ticks at months, named as often as there is room; the year stands with the first name and each January."""
    starts = []
    day = plane.first
    while day <= plane.last:
        starts.append(day)
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    base = _HEIGHT - _BOTTOM
    ticks = [{"x": plane.x(s), "y": base, "x2": plane.x(s), "y2": base + 4} for s in starts[:130]]
    names: list[dict[str, Any]] = []
    free = 0.0
    year = None
    for start in starts:
        x = plane.x(start)
        text = month(start, lang, year=start.year != year)
        width = len(text) * SMALL * 0.6
        if x >= free and x + width <= WIDTH:
            names.append({"x": x, "y": base + 17, "text": said(text, lang)})
            free = x + width + 10
            year = start.year
    return ticks, names


def _due(plane: _Plane, course: Course, lang: str) -> list[dict[str, Any]]:
    """The day on which it was due, as a thin line with its words at the foot, where no point stands."""
    if course.due is None or not course.first <= course.due <= course.last:
        return []
    x = plane.x(course.due, end=True)
    line = {"x": x, "y": _TOP, "x2": x, "y2": _HEIGHT - _BOTTOM}
    text = f"{word('figure.due', lang)} {window(course.due, course.due, lang)}"
    right = x > WIDTH * 0.6
    return [
        _span_layer([line], {"type": "rule", "stroke": COLOURS["control"], "strokeWidth": 1}),
        texts(
            [{"x": x - 4 if right else x + 4, "y": _HEIGHT - _BOTTOM - 5, "text": said(text, lang)}],
            _HEIGHT,
            colour="muted",
            size=SMALL,
            align="right" if right else "left",
        ),
    ]


def _promise(plane: _Plane, course: Course) -> list[dict[str, Any]]:
    if course.promised_a_day is not None:
        corners = [(course.first, Decimal(0), False), (course.last, plane_value(course), True)]
    elif course.promised_total is not None:
        corners = [(course.first, course.promised_total, False), (course.last, course.promised_total, True)]
    else:
        return []
    (first, start, _), (last, end, closing) = corners
    line = {"x": plane.x(first), "y": plane.y(start), "x2": plane.x(last, end=closing), "y2": plane.y(end)}
    layers = [
        _span_layer(
            [line],
            {"type": "rule", "stroke": COLOURS["ink"], "strokeWidth": 1.5, "strokeDash": [4, 3]},
        )
    ]
    reached = course.points[-1]
    promised = _promised_by(course, reached.day)
    if promised is not None and promised > reached.value:
        x = plane.x(reached.day, end=True)
        drop = {"x": x, "y": plane.y(promised), "x2": x, "y2": plane.y(reached.value)}
        layers.append(_span_layer([drop], {"type": "rule", "stroke": COLOURS["notkept"], "strokeWidth": 2}))
    return layers


def plane_value(course: Course) -> Decimal:
    """What was promised by the last day drawn."""
    promised = _promised_by(course, course.last)
    return promised if promised is not None else Decimal(0)


def _runs(points: tuple[Point, ...]) -> list[tuple[Point, ...]]:
    """The points between gaps."""
    runs: list[list[Point]] = []
    for point in points:
        if not runs or point.after_gap:
            runs.append([])
        runs[-1].append(point)
    return [tuple(run) for run in runs]


def _steps(plane: _Plane, points: tuple[Point, ...]) -> dict[str, Any]:
    """A line that steps up at the end of each day it was reported for, and stops where nothing was reported."""
    values = [
        {
            "run": number_of_run,
            "day": point.day.isoformat(),
            "count": float(point.value),
            "x": plane.x(point.day, end=True),
            "y": plane.y(point.value),
        }
        for number_of_run, run in enumerate(_runs(points))
        for point in run
    ]
    return {
        "data": {"values": values},
        "mark": {
            "type": "line",
            "interpolate": "step-after",
            "stroke": COLOURS["accent"],
            "strokeWidth": 2.5,
            "strokeCap": "round",
        },
        "encoding": {
            "x": across("x", _HEIGHT),
            "y": across("y", _HEIGHT, vertical=True),
            "detail": {"field": "run", "type": "nominal"},
            "order": {"field": "x", "type": "quantitative"},
        },
    }


def _band_shows(plane: _Plane, points: tuple[Point, ...]) -> bool:
    """Whether the highest case stands far enough above the line to be seen; what cannot be seen is not drawn."""
    heights = (plane.y(point.value) - plane.y(point.high) for point in points if point.high is not None)
    return max(heights, default=0.0) >= _SEEN


def _band(plane: _Plane, points: tuple[Point, ...]) -> dict[str, Any]:
    """What may have happened beside what was counted: from the lowest to the highest case of the days reported."""
    values = [
        {
            "run": number_of_run,
            "x": plane.x(point.day, end=True),
            "y": plane.y(point.value),
            "y2": plane.y(point.high if point.high is not None else point.value),
        }
        for number_of_run, run in enumerate(_runs(points))
        for point in run
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "area", "interpolate": "step-after", "fill": COLOURS["accent"], "fillOpacity": 0.35},
        "encoding": {
            "x": across("x", _HEIGHT),
            "y": across("y", _HEIGHT, vertical=True),
            "y2": {"field": "y2"},
            "detail": {"field": "run", "type": "nominal"},
        },
    }


def _dots(plane: _Plane, points: tuple[Point, ...]) -> dict[str, Any]:
    """Stated totals: each stands alone, for nothing is known of the days between."""
    values = [
        {
            "day": point.day.isoformat(),
            "count": float(point.value),
            "x": plane.x(point.day, end=True),
            "y": plane.y(point.value),
        }
        for point in points
    ]
    return {
        "data": {"values": values},
        "mark": {
            "type": "point",
            "shape": "circle",
            "size": 70,
            "fill": COLOURS["accent"],
            "stroke": COLOURS["bg"],
            "strokeWidth": 1.5,
            "opacity": 1,
        },
        "encoding": {"x": across("x", _HEIGHT), "y": across("y", _HEIGHT, vertical=True)},
    }


def _labels(plane: _Plane, course: Course, lang: str) -> list[dict[str, Any]]:
    """Above the plane, so that no line crosses them: the last count, and what was promised by its day."""
    last = course.points[-1]
    value = number(last.value, lang)
    if last.high is not None and last.high != last.value:
        value += f"–{number(last.high, lang)}"
    lines = [{"x": 18, "y": 12, "text": said(f"{word('figure.counted', lang)}: {value} {course.unit}", lang)}]
    key = [{"x": 0, "y": 8, "x2": 13, "y2": 8}]
    layers = [
        texts(lines, _HEIGHT, size=SMALL, bold=True),
        _span_layer(key, {"type": "rule", "stroke": COLOURS["accent"], "strokeWidth": 3}),
    ]
    promised = _promised_by(course, last.day)
    if promised is not None:
        text = f"{word('figure.promised', lang)}: {number(promised, lang)} {course.unit}"
        layers.append(texts([{"x": 18, "y": 28, "text": said(text, lang)}], _HEIGHT, size=SMALL, bold=True))
        layers.append(
            _span_layer(
                [{"x": 0, "y": 24, "x2": 13, "y2": 24}],
                {"type": "rule", "stroke": COLOURS["ink"], "strokeWidth": 1.5, "strokeDash": [4, 3]},
            )
        )
    return layers
