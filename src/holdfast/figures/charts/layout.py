"""What all charts share: the frame of a specification, text marks, wrapping by estimated width."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel.dates import format_date as babel_date

from holdfast.agreements.engine.exact import said as rounded
from holdfast.base.language import direction, format_number
from holdfast.base.numbers import decimals_of
from holdfast.base.why import Term, Why, catalogue
from holdfast.figures.charts.palette import COLOURS
from holdfast.figures.charts.types import WIDTH

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = 13
BOLD = 14.5  # what FONT measures where it is bold
SMALL = 12
LETTER = 0.56  # mean advance of a letter of a system sans-serif, in ems; a little wide on purpose


def frame(layers: list[dict[str, Any]], height: int, description: str) -> dict[str, Any]:
    """A specification of the layers in a plain coordinate system of units, without axes of its own."""
    return {
        "$schema": SCHEMA,
        "description": description,
        "width": WIDTH,
        "height": height,
        "padding": 0,
        "autosize": "none",
        "background": None,
        "config": {
            "aria": False,
            "font": "system-ui, sans-serif",
            "view": {"stroke": None},
            "text": {"fontSize": FONT, "color": COLOURS["ink"], "baseline": "alphabetic"},
        },
        "layer": layers,
    }


def across(field: str, height: int, *, vertical: bool = False) -> dict[str, Any]:
    """An encoding that takes the field as units of the drawing: x from the left, y from the top."""
    size = height if vertical else WIDTH
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, size], "range": [0, size], "nice": False, "zero": False},
    }


def texts(
    values: list[dict[str, Any]],
    height: int,
    *,
    colour: str = "ink",
    size: int = FONT,
    bold: bool = False,
    align: str = "left",
) -> dict[str, Any]:
    """A layer of texts at x, y (baseline)."""
    return {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "align": align,
            "color": COLOURS[colour],
            "fontSize": size,
            "fontWeight": "bold" if bold else "normal",
        },
        "encoding": {
            "x": across("x", height),
            "y": across("y", height, vertical=True),
            "text": {"field": "text", "type": "nominal"},
        },
    }


_COUNTED = re.compile(r"(\d)\s+(?=[^\W\d])")


def said(text: str, lang: str) -> str:
    """The text as one left-to-right chart carries it: isolated, so that Arabic runs from right to left inside."""
    return text if direction(lang) == "ltr" else f"\u2067{text}\u2069"


def wrap(text: str, width: float, size: float, most: int = 2) -> list[str]:
    """The text in at most `most` lines of the estimated width; what does not fit ends in an ellipsis."""
    room = max(8, int(width / (size * LETTER)))
    lines: list[str] = []
    # A number stays with the word it counts: the break comes before it.
    words = [word for word in _COUNTED.sub("\\1\u00a0", text).split(" ") if word]
    while words:
        line = words.pop(0)
        while words and len(line) + 1 + len(words[0]) <= room:
            line += " " + words.pop(0)
        if len(line) > room:
            line = line[: room - 1] + "…"
        if len(lines) == most - 1 and words:
            lines.append(line[: room - 1].rstrip(" ,·") + "…")
            return lines
        lines.append(line)
    return lines or [""]


def number(value: Decimal, lang: str, places: int = 1) -> str:
    """A value as a chart prints it: whole, or with one decimal, or with so many that differing values differ."""
    found = rounded(Fraction(value), places)
    return format_number(found, lang, decimals_of(found))


def month(day: date, lang: str, *, year: bool = False) -> str:
    """The month's short name, with its year where asked."""
    return str(babel_date(day, "MMM y" if year else "MMM", locale=lang.replace("-", "_")))


def weekday(day: date, lang: str) -> str:
    """The weekday's short name, or its letter where the language has no short one."""
    pattern = "EEEEE" if direction(lang) == "rtl" else "EEE"
    return str(babel_date(day, pattern, locale=lang.replace("-", "_")))


def window(first: date, last: date, lang: str) -> str:
    """Both ends of a window in short words, the year once where it is one."""
    place = lang.replace("-", "_")
    opening = "d MMM" if first.year == last.year else "d MMM y"
    if first == last:
        return str(babel_date(first, "d MMM y", locale=place))
    return f"{babel_date(first, opening, locale=place)} – {babel_date(last, 'd MMM y', locale=place)}"


def word(key: str, lang: str) -> str:
    """A term of the catalogue."""
    return catalogue(lang).term(key)


def point(measured: str | None, lang: str) -> str:
    """A measured point in words where the catalogue has them, else as the case writes it."""
    if not measured:
        return ""
    return catalogue(lang).terms.get("point." + measured.lower().replace(" ", "-"), measured)


def sentence(why: Why, lang: str) -> str:
    """A sentence of the catalogue, without the isolates a page needs and a drawing does not."""
    return why.render(lang)


def joined(parts: Sequence[str], lang: str) -> str:
    """The parts that say something; marks keep foreign words from turning a right-to-left line round."""
    separator = "\u200f · \u200f" if direction(lang) == "rtl" else " · "
    return separator.join(part for part in parts if part)


def listed(parts: Sequence[str], lang: str) -> str:
    """Parts that hold commas of their own, as one text."""
    return ("؛ " if direction(lang) == "rtl" else "; ").join(parts)


__all__ = [
    "BOLD",
    "FONT",
    "SMALL",
    "WIDTH",
    "Term",
    "across",
    "frame",
    "joined",
    "listed",
    "month",
    "number",
    "point",
    "said",
    "sentence",
    "texts",
    "weekday",
    "window",
    "word",
    "wrap",
]
