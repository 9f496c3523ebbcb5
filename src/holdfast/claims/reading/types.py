"""What reading a draft gives: its text, which of it is the body, which is furniture and why, and what was not read."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

Span = tuple[int, int]
Furniture = tuple[int, int, str]
Heading = tuple[int, int, int]
STRUCK = "\ufffc"  # stands for struck or deleted text, so that what stood around it never joins


class DraftKind(StrEnum):
    """What a draft is, told by its content."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


class SourceMap:
    """Where each character of a text stands in the source it was read out of: runs, in the order of the text.

    A run either follows the source character by character, or comes whole from one place (an entity, a line break
    that a tag made).
    """

    __slots__ = ("_follows", "_places", "_starts")

    def __init__(self) -> None:
        self._starts, self._places, self._follows = array("I"), array("I"), bytearray()

    def add(self, start: int, place: int, *, follows: bool) -> None:
        """A run that begins at `start` of the text and at `place` of the source."""
        self._starts.append(start)
        self._places.append(place)
        self._follows.append(follows)

    def place(self, position: int) -> int:
        """The place in the source of the character at `position`; past the end of the text, past its last one."""
        at = bisect_right(self._starts, position) - 1
        if at < 0:
            return 0
        return self._places[at] + (position - self._starts[at] if self._follows[at] else 0)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it will be checked; every offset counts characters of `text`.

    `body` and `furniture` are sorted and disjoint; what is in neither is space between blocks, code or link targets.
    `published` is the date that the document states about itself, with where it states it; `file_says` is a date
    that only the properties of the file hold, which is often that of a template. `notes` say what was not read.
    """

    text: str
    kind: DraftKind
    language: str | None
    body: tuple[Span, ...]
    furniture: tuple[Furniture, ...] = ()
    title: str = ""
    published: date | None = None
    published_from: str = ""
    file_says: date | None = None
    notes: tuple[str, ...] = ()
    name: str = ""
    headings: tuple[Heading, ...] = ()  # those that the file marks as such, by their offsets and level
    source_map: SourceMap | None = field(default=None, repr=False, compare=False)

    @property
    def plain(self) -> bool:
        """Whether it is a plain text or Markdown, where signs at the start of a line mean something."""
        return self.kind in (DraftKind.TEXT, DraftKind.MARKDOWN)

    def source_offset(self, position: int) -> int:
        """Where the character stands in the decoded source: of HTML by the map kept, else the position itself."""
        if not 0 <= position <= len(self.text):
            raise IndexError(f"{position} is not a position of a text of {len(self.text)} characters")
        if self.source_map is None:
            return position
        if position == len(self.text) and position:
            return self.source_map.place(position - 1) + 1
        return self.source_map.place(position)

    def in_body(self, start: int, end: int) -> bool:
        """Whether the whole span lies in one span of the body."""
        at = bisect_right(self.body, (start, len(self.text) + 1)) - 1
        return at >= 0 and self.body[at][0] <= start and end <= self.body[at][1]

    def reason(self, position: int) -> str:
        """Why the character is furniture; "" where it is none."""
        at = bisect_right(self.furniture, (position, len(self.text) + 1, "")) - 1
        return self.furniture[at][2] if at >= 0 and position < self.furniture[at][1] else ""

    def whole(self) -> Draft:
        """The same draft with its furniture counted as body, for who asks for the whole text."""
        spans = sorted([*self.body, *((start, end) for start, end, _ in self.furniture)])
        return replace(self, body=tuple(spans), furniture=())
