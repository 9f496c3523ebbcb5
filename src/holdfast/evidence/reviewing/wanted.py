"""What is to be taken out of a part: regions of a picture, regions of a PDF's pages, spans of a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from holdfast.base.errors import shown
from holdfast.evidence.errors import RedactionInvalid

MOST = 1000  # regions or spans of one copy
FURTHEST = 1_000_000  # pixels, points, pages
MARK = "█████"  # for every span, so that its length tells nothing
DPI = (72, 300)
USUAL_DPI = 150
_REFUSED = "Nothing was written"
_JOINER = "\u200d"
_MODIFIERS = range(0x1F3FB, 0x1F400)  # skin tones
_TAGS = range(0xE0020, 0xE0080)
_REGIONAL = range(0x1F1E6, 0x1F200)


class Kind(StrEnum):
    """What sort of file something is taken out of."""

    IMAGE = "image"
    PDF = "pdf"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle from the top left of a picture as shown (pixels), or of a PDF's page (points, pages from 1).

    Of a PDF no page stands for its only one.
    """

    x: int
    y: int
    width: int
    height: int
    page: int | None = None

    def as_dict(self) -> dict[str, int]:
        """As requests and records carry it."""
        place = {"x": self.x, "y": self.y, "width": self.width, "height": self.height}
        return place if self.page is None else {"page": self.page, **place}


@dataclass(frozen=True, slots=True)
class Span:
    """Characters (code points) from `start` up to and without `end`."""

    start: int
    end: int

    def as_dict(self) -> dict[str, int]:
        """As requests carry it; a record never does."""
        return {"start": self.start, "end": self.end}


def kind_of(mime: str) -> Kind:
    """How a part of this type is redacted; raises RedactionInvalid for one that cannot be."""
    base = mime.partition(";")[0].strip().lower()
    if base in {"image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/tiff"}:
        return Kind.IMAGE
    if base == "application/pdf":
        return Kind.PDF
    if base in {"text/plain", "text/csv", "text/tab-separated-values", "text/markdown"}:
        return Kind.TEXT
    raise _invalid(
        f"A part of the type {shown(mime)} cannot be redacted",
        "Copies are made of pictures, PDFs and plain texts: where the capture has such a part too, redact that one",
    )


def read_wanted(kind: Kind, items: Iterable[Mapping[str, Any]]) -> tuple[Region, ...] | tuple[Span, ...]:
    """The regions or spans that were asked for; raises RedactionInvalid for what cannot be meant."""
    given = list(items)
    if not given or len(given) > MOST:
        raise _invalid(f"{len(given)} places to take out were given; it takes 1 to {MOST}")
    if kind is Kind.TEXT:
        return tuple(_span(item) for item in given)
    return tuple(_region(item, paged=kind is Kind.PDF) for item in given)


def _numbers(item: Mapping[str, Any], names: tuple[str, ...]) -> list[int]:
    if set(item) != set(names):
        raise _invalid(f"A place to take out is {shown(dict(item))}", f"Give {', '.join(names)}")
    for name in names:
        value = item[name]
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= FURTHEST * 1000:
            raise _invalid(f"{name} is {shown(value)}, not a whole number from 0")
    return [item[name] for name in names]


def _span(item: Mapping[str, Any]) -> Span:
    start, end = _numbers(item, ("start", "end"))
    if end <= start:
        raise _invalid(f"The span {start} to {end} is empty")
    return Span(start, end)


def _region(item: Mapping[str, Any], *, paged: bool) -> Region:
    names = ("x", "y", "width", "height")
    x, y, width, height = _numbers({n: v for n, v in item.items() if n != "page" or not paged}, names)
    page = _numbers({"page": item["page"]}, ("page",))[0] if paged and "page" in item else None
    if not width or not height or max(x, y, width, height) > FURTHEST:
        raise _invalid(f"The region {x},{y} of {width} by {height} is empty, or beyond any picture")
    if page == 0:
        raise _invalid("There is no page 0: pages count from 1")
    return Region(x, y, width, height, page)


def taken_out(text: str, spans: Iterable[Span]) -> tuple[str, tuple[int, ...]]:
    """The text with a mark of one length for each span, and where the marks stand in it.

    Spans that touch or overlap are one. A span grows to whole characters as people see them: what combines with a
    letter that goes, or joins an emoji that goes, goes with it. Raises RedactionInvalid for a span outside the text.
    """
    grown = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if span.end > len(text):
            raise _invalid(
                f"The span {span.start} to {span.end} ends after the text's {len(text)} characters"
            )
        start, end = span.start, span.end
        while start > 0 and not parts_here(text, start):
            start -= 1
        while end < len(text) and not parts_here(text, end):
            end += 1
        if grown and start <= grown[-1].end:
            grown[-1] = Span(grown[-1].start, max(end, grown[-1].end))
        else:
            grown.append(Span(start, end))
    pieces, marks, at, length = [], [], 0, 0
    for span in grown:
        pieces += [text[at : span.start], MARK]
        length += span.start - at
        marks.append(length)
        length += len(MARK)
        at = span.end
    return "".join([*pieces, text[at:]]), tuple(marks)


def parts_here(text: str, at: int) -> bool:
    """Whether a character as people see it may end before `at`: the rules of UAX 29 that letters and emoji need."""
    before, after = text[at - 1], text[at]
    if after == _JOINER or before == _JOINER or unicodedata.category(after) in {"Mn", "Mc", "Me"}:
        return False
    if ord(after) in _MODIFIERS or ord(after) in _TAGS or (before, after) == ("\r", "\n"):
        return False
    if ord(before) in _REGIONAL and ord(after) in _REGIONAL:
        flags = 0
        while at - 1 - flags >= 0 and ord(text[at - 1 - flags]) in _REGIONAL:
            flags += 1
        return flags % 2 == 0
    return True


def _invalid(what: str, next_step: str = "") -> RedactionInvalid:
    return RedactionInvalid(what, untouched=_REFUSED, next_step=next_step)
