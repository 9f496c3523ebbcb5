"""Charts: drawn the same way every time, clean enough for the strictest page, and no gap filled in."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.figures.charts.beside import beside_chart
from holdfast.figures.charts.clean import ChartNotClean, clean_svg
from holdfast.figures.charts.course import course_chart
from holdfast.figures.charts.days import days_chart
from holdfast.figures.charts.drawing import ChartNotDrawn, draw
from holdfast.figures.charts.layout import wrap
from holdfast.figures.charts.types import Beside, Course, DayRun, Days, DayState, Point, Specified, Stated

FIRST = date(2025, 10, 10)
ALLOWED = {"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "title", "desc"}


def runs(states: list[DayState]) -> tuple[DayRun, ...]:
    """One run a day."""
    return tuple(
        DayRun(FIRST + timedelta(days=n), FIRST + timedelta(days=n), state) for n, state in enumerate(states)
    )


def all_charts(lang: str) -> list[Specified]:
    """One of each, with everything in it."""
    rows = (
        Stated(
            "A", "crossed", Decimal("450.9"), as_stated=Decimal(459), promised=Decimal(600), state="not kept"
        ),
        Stated('B <b>&"', "offloaded", Decimal(113), Decimal(100), Decimal(130), promised=Decimal(600)),
        Stated("C", "", Decimal(600), promised=Decimal(600), assertion="figure.assertion", bound=">"),
    )
    points = (
        Point(FIRST, Decimal(3)),
        Point(FIRST + timedelta(days=9), Decimal(9), Decimal(12), after_gap=True),
    )
    return [
        days_chart(Days("S", runs(list(DayState))), lang),
        beside_chart(Beside("trucks a day", rows), lang),
        course_chart(Course("S", "trucks", FIRST, FIRST + timedelta(days=20), points, promised_a_day=Decimal(1)), lang),
        course_chart(
            Course("S", "people", FIRST, FIRST + timedelta(days=20), points, promised_total=Decimal(28),
                   due=FIRST + timedelta(days=3), stated_totals=True), lang,
        ),
    ]  # fmt: skip


def test_it_works_and_is_the_same_every_time() -> None:
    """Two drawings of the same charts are the same bytes; every element and attribute is on the list."""
    charts = [chart for lang in ("en", "ar") for chart in all_charts(lang)]
    drawn = draw(charts, "c")
    assert [one.svg for one in drawn] == [one.svg for one in draw(charts, "c")]
    for one in drawn:
        assert one.alternative and one.title
        root = ElementTree.fromstring(one.svg)  # noqa: S314
        for element in root.iter():
            assert element.tag.rpartition("}")[2] in ALLOWED
            assert not {"style", "href", "onload"} & {name.rpartition("}")[2] for name in element.attrib}
        assert "url(" not in one.svg and "<script" not in one.svg and "<b>" not in one.svg
        assert root.get("viewBox", "").startswith("0 0 340 ") and root.get("role") == "img"
        assert root.find("{*}title") is not None and root.find("{*}desc") is not None


def test_every_colour_of_a_chart_is_a_token() -> None:
    """Axes, grid and text too: whatever is painted carries a class that a stylesheet can theme."""
    for one in draw(all_charts("en"), "c"):
        for element in ElementTree.fromstring(one.svg).iter():  # noqa: S314
            for paint in ("fill", "stroke"):
                value = element.get(paint, "none")
                assert value == "none" or f"-{paint}" in element.get("class", ""), (paint, value)


def test_each_absence_has_its_own_shape() -> None:
    """A missing day is two crossing strokes and nothing filled; zero is hollow; not monitored is one stroke."""
    layers = days_chart(Days("S", runs(list(DayState))), "en").spec["layer"]
    shapes: dict[str, list[tuple[str, bool]]] = {}
    for layer in layers:
        for cell in layer["data"]["values"]:
            if cell.get("day"):
                mark = layer["mark"]
                shapes.setdefault(cell["state"], []).append((mark["type"], bool(mark.get("fill"))))
    assert shapes["missing"] == [("rule", False), ("rule", False)]
    assert shapes["not monitored"] == [("rule", False)]
    assert shapes["zero reported"] == [("rect", False)]
    assert shapes["reported"] == [("rect", True)]
    assert len({tuple(shape) for state, shape in shapes.items() if state != "told by a later report"}) == 5


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(list(DayState)), min_size=1, max_size=1500))
def test_every_day_is_drawn_once_in_its_own_state(states: list[DayState]) -> None:
    """No day is lost, none is drawn in another's state, none outside the drawing."""
    chart = days_chart(Days("S", runs(states)), "en")
    seen: dict[str, str] = {}
    for layer in chart.spec["layer"]:
        for cell in layer["data"]["values"]:
            if cell.get("day"):
                assert seen.setdefault(cell["day"], cell["state"]) == cell["state"]
                assert 0 <= cell["x"] <= cell["x2"] <= 341 and min(cell["y"], cell["y2"]) >= 0
    assert seen == {(FIRST + timedelta(days=n)).isoformat(): state.value for n, state in enumerate(states)}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.decimals(0, 10**12, places=2), min_size=1, max_size=8),
    st.none() | st.decimals(1, 10**12, places=1),
)
def test_no_bar_leaves_the_drawing(values: list[Decimal], promised: Decimal | None) -> None:
    """Whatever the numbers, bars keep one scale and leave room for the number beside them."""
    chart = beside_chart(Beside("units", tuple(Stated("n", "d", v, promised=promised) for v in values)), "en")
    bars = [
        cell
        for layer in chart.spec["layer"]
        if layer["mark"]["type"] == "rect"
        for cell in layer["data"]["values"]
    ]
    assert len(bars) == len(values) and all(0 <= bar["x2"] <= 262 for bar in bars)
    order = sorted(range(len(values)), key=lambda place: values[place])
    assert [bars[place]["x2"] for place in order] == sorted(bar["x2"] for bar in bars)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=30), st.booleans())
def test_a_course_stays_in_its_plane(steps: list[int], totals: bool) -> None:
    """A count that grows is drawn inside the axes, from left to right."""
    points, total = [], 0
    for day, step in enumerate(steps):
        total += step
        points.append(Point(FIRST + timedelta(days=3 * day), Decimal(total), after_gap=day == 2))
    course = Course("S", "u", FIRST, points[-1].day, tuple(points), stated_totals=totals)
    for layer in course_chart(course, "en").spec["layer"]:
        for cell in layer["data"]["values"]:
            assert 0 <= cell["x"] <= 340 and 0 <= cell["y"] <= 236


def test_a_gap_breaks_the_line() -> None:
    """Two stretches are two lines, and the text says where nothing was reported."""
    points = tuple(Point(FIRST + timedelta(days=n), Decimal(n + 1), after_gap=n == 3) for n in range(6))
    chart = course_chart(Course("S", "u", FIRST, points[-1].day, points), "en")
    line = next(layer for layer in chart.spec["layer"] if layer["mark"]["type"] == "line")
    assert {cell["run"] for cell in line["data"]["values"]} == {0, 1}
    assert "broken in 1 place" in chart.alternative


@pytest.mark.parametrize(("high", "seen"), [(Decimal(110), True), (Decimal("100.5"), False)])
def test_a_band_is_seen_or_not_spoken_of(high: Decimal, seen: bool) -> None:
    """A band that would lie under the line is neither drawn nor named; the highest case is told all the same."""
    points = tuple(Point(FIRST + timedelta(days=n), Decimal(100), high) for n in range(6))
    chart = course_chart(Course("S", "u", FIRST, points[-1].day, points), "en")
    assert any(layer["mark"]["type"] == "area" for layer in chart.spec["layer"]) is seen
    assert ("shaded" in chart.alternative) is seen and "10" in chart.alternative.split("most")[-1]


def test_the_strip_counts_days_as_the_table_does() -> None:
    """A day told by a later report is a reported one; the legend of the drawing carries no second count."""
    states = [DayState.LATER, DayState.REPORTED, DayState.MISSING]
    counts = {DayState.REPORTED: 2, DayState.MISSING: 1}
    chart = days_chart(Days("S", runs(states), counts), "en")
    assert "reported: 2; no report in this record: 1." in chart.alternative
    assert "1 of these days is covered by the report of a later day." in chart.alternative
    words = [
        cell["text"] for layer in chart.spec["layer"] for cell in layer["data"]["values"] if "text" in cell
    ]
    assert "no report in this record" in words and not any(": " in text for text in words)


@pytest.mark.parametrize(
    "bad",
    [
        '<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>',
        '<svg viewBox="0 0 1 1"><image href="https://example.org/x.png"/></svg>',
        '<svg viewBox="0 0 1 1"><path d="M0,0" fill="url(#x)"/></svg>',
        '<svg viewBox="0 0 1 1"><path d="javascript:1"/></svg>',
        '<svg viewBox="0 0 1 1"><text font-size="1;x">a</text></svg>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"/>',
        '<svg viewBox="x"/>',
    ],
)
def test_what_is_not_on_the_list_is_refused(bad: str) -> None:
    """A drawing with anything else in it is not stored."""
    with pytest.raises(ChartNotClean):
        clean_svg(bad, title="t", description="d", prefix="p", lang="en")


def test_what_is_dropped_is_dropped() -> None:
    """Attributes off the list vanish; texts are escaped."""
    kept = clean_svg(
        '<svg viewBox="0 0 1 1"><g style="x" onclick="y"><text fill="#1b1f24">&lt;i&gt;</text></g></svg>',
        title='"t"', description="<d>", prefix="p", lang="ar",
    )  # fmt: skip
    assert (
        "onclick" not in kept and "style" not in kept and "&lt;i&gt;" in kept and 'class="c-ink-fill"' in kept
    )


def test_a_chart_that_cannot_be_drawn_says_so() -> None:
    """The renderer's refusal is an error with its words, and no traceback of its own."""
    with pytest.raises(ChartNotDrawn) as refused:
        draw([Specified("x", "en", "t", {"mark": 3}, "a")], "c")
    assert "refused a chart: " in str(refused.value) and "Traceback" not in str(refused.value)


@given(st.text(max_size=200), st.integers(20, 400))
def test_wrapped_lines_are_few_and_short(text: str, width: int) -> None:
    """Never more lines than asked for."""
    assert 1 <= len(wrap(text, width, 12)) <= 2


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_chart_without_a_promise_says_its_unit_once(lang: str) -> None:
    """In its title, which stands above it."""
    chart = beside_chart(Beside("trucks", (Stated("A", "", Decimal(4)), Stated("B", "", Decimal(5)))), lang)
    assert "trucks" in chart.title
    assert "trucks" not in str([layer["data"] for layer in chart.spec["layer"]])


@pytest.mark.parametrize(
    ("value", "said"),
    [("39.95", "39.95 u from"), ("39.99996", "of 40 promised by then: 0.00004 short"), ("40.2", ": 0 short")],
)
def test_what_is_short_is_told_in_the_numbers_beside_it(value: str, said: str) -> None:
    course = Course("S", "u", FIRST, FIRST + timedelta(27), (Point(FIRST + timedelta(27), Decimal(value)),))
    told = course_chart(replace(course, promised_a_day=Fraction(10, 7)), "en").alternative
    assert said in told
    if value == "39.95":
        assert "0.05 short" in told
