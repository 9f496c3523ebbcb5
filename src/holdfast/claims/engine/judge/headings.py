"""What stands over a sentence: headings, lines that lead in, headings of its table, and what is said right after it.

Signs of Markdown are read; where a text has none, a line is a heading if it stands alone, is short and does not end as
a sentence does. A heading stands until the next one of its level; the first line, where it is one, over everything.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from holdfast.claims.engine.judge.lines import (
    BOLD,
    GUESSED_LEVEL,
    MARKS,
    WEAK_LEVEL,
    Heading,
    Line,
    Span,
    any_within,
    lines_of,
)

_STOP = re.compile(r"[.!?؟…۔][\"'”’»)\]*_]*(?=\s|$)")
_SENTENCE = re.compile(r"(?:[.!?؟…۔][\"'”’»)\]]*)\s+")
_OPENING_WORDS = 5
_MOST_OVER = 12
_MOST_BESIDE = 40  # cells of a row
_MOST_AFTER, _MOST_OPENING = 1500, 300  # characters


class Place(StrEnum):
    """Where words stand to a sentence."""

    TITLE = "title"  # the first line of the text
    HEADING = "heading"
    LEAD = "lead"  # a line that ends with a colon, or the sentence before a quotation
    TABLE = "table"  # of its table: a cell beside it, the line over a part of it
    OPENING = "opening"  # a few words that open its paragraph
    AHEAD = "ahead"  # the sentence before, which counts where it points ahead
    AFTER = "after"  # the sentence right after it
    LATER = "later"  # a later sentence of its paragraph
    AFTER_ALL = "after all"  # the sentence after its paragraph, list or table


@dataclass(frozen=True, slots=True)
class Over:
    """Words that stand over a sentence or after it, with their offsets; `near` says that nothing is between."""

    text: str
    start: int
    end: int
    place: Place
    near: bool = True
    marked: bool = True  # the text marks it as a heading; else it is guessed


class Outline:
    """The lines of a text; answers what stands over an offset and what is said after it."""

    def __init__(
        self,
        text: str,
        counted: Sequence[int] = (),
        body: Sequence[Span] | None = None,
        marked: Sequence[Heading] = (),
    ) -> None:
        """`counted` are where its counted numbers begin, `body` the parts that are its author's own, `marked` the
        headings that its file marks, each with its level."""
        self._text = text
        self._lines = lines_of(text, sorted(counted), body, sorted(marked))
        self._starts = [one.start for one in self._lines]
        self._ends_of_run: dict[int, int] = {}
        self._read: dict[int, list[tuple[str, int, int]]] = {}
        self._first_of_run: dict[int, int] = {}
        self._openings: dict[int, tuple[str, int, int] | None] = {}
        self._arrange(sorted(counted))

    def _arrange(self, counted: Sequence[int]) -> None:
        """What stands over each line, in one pass."""
        heads: list[int] = []
        lead = -1
        above: list[int] = []
        before: Line | None = None
        for at, one in enumerate(self._lines):
            if before is None or not _one_run(before, one):
                one.run = at
                above = []
            else:
                one.run = before.run
            self._first_of_run.setdefault(one.run, at)
            self._ends_of_run[one.run] = at
            follows = before is not None and before.level == one.level == GUESSED_LEVEL
            if one.level and not follows:  # two guessed lines with nothing between are one heading
                while (
                    heads and one.level <= self._lines[heads[-1]].level and not self._lines[heads[-1]].title
                ):
                    heads.pop()
            if 0 < one.level < WEAK_LEVEL:
                lead = -1
            one.heads, one.lead = tuple(heads[-_MOST_OVER:]), lead
            if one.level:
                heads.append(at)
            elif one.leads:
                lead = at
            if one.table:
                one.above = tuple(above)
                if _only(self._text[one.start : one.end]):
                    above = [at]
            elif one.item >= 0:
                while above and self._lines[above[-1]].item >= one.item:
                    above.pop()
                one.above = tuple(above[-_MOST_OVER:])
                if not any_within(counted, one.start, one.end):
                    above.append(at)
            before = one

    def over(self, start: int, end: int) -> tuple[Over, ...]:
        """What stands over the sentence between two offsets, the nearest first."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return ()
        line = self._lines[at]
        return (*self._beside(line, start), *self._opening(line, start), *self._standing(at))

    def _standing(self, at: int) -> list[Over]:
        own = self._lines[at]
        found: list[Over] = []
        for number in reversed(own.above):
            one = self._lines[number]
            said = _only(self._text[one.start : one.end]) if own.table else one.said
            found.append(Over(said, one.start, one.end, Place.TABLE if own.table else Place.HEADING))
        first = self._first_of_run[own.run]
        if own.quoted and first and not self._lines[first - 1].level:
            one = self._lines[first - 1]
            found.append(Over(_last_sentence(one.said), one.start, one.end, Place.LEAD))
        elif first and not (self._lines[first - 1].level or self._lines[first - 1].leads):
            one = self._lines[first - 1]
            opens = (
                first == 1 or self._lines[first - 2].level > 0
            )  # nothing stands before it to which it could point
            over_table = own.table and not _STOP.search(one.said)
            place = Place.LEAD if over_table else Place.AHEAD
            found.append(Over(_last_sentence(one.said), one.start, one.end, place, opens or over_table))
        if own.lead >= 0 and self._leads_to(own.lead, at):
            one = self._lines[own.lead]
            near = self._lines[own.lead + 1].run == own.run
            found.append(Over(_last_sentence(one.said), one.start, one.end, Place.LEAD, near))
        for number in reversed(own.heads):
            one = self._lines[number]
            place = Place.TITLE if one.title else Place.HEADING
            marked = one.level < GUESSED_LEVEL
            found.append(Over(one.said, one.start, one.end, place, number == at - 1, marked))
        return found

    def _leads_to(self, lead: int, at: int) -> bool:
        """Whether a lead-in still stands over the line: over its list, table or quotation, else up to a heading."""
        first, own = self._lines[lead + 1], self._lines[at]
        return first.run == own.run or not (first.item >= 0 or first.table or first.quoted)

    def _beside(self, line: Line, start: int) -> list[Over]:
        """The other cells of its row that hold no number, with what stands over them, and the corner of the table."""
        if not line.table:
            return []
        top = self._lines[self._first_of_run[line.run]]
        heads = self._cells(top) if top is not line else []
        found: list[Over] = []
        for number, (said, first, last) in enumerate(self._cells(line)):
            if len(found) >= _MOST_BESIDE:
                break
            if first <= start < last or any(char.isdigit() for char in said):
                continue
            if said:
                found.append(Over(said, first, last, Place.TABLE))
            if number < len(heads) and heads[number][0] and said:
                found.append(Over(heads[number][0], *heads[number][1:], Place.TABLE))
        corner = next((one for one in heads if one[0]), None)
        if corner:
            found.append(Over(*corner, Place.TABLE))
        return found

    def _cells(self, line: Line) -> list[tuple[str, int, int]]:
        """The words of each cell of a line, and its offsets."""
        if line.start not in self._read:
            found, at = [], line.start
            for piece in re.split(r"[\t|]", self._text[line.start : line.end]):
                found.append((piece.strip(MARKS), at, at + len(piece)))
                at += len(piece) + 1
            self._read[line.start] = found
        return self._read[line.start]

    def _opening(self, line: Line, start: int) -> list[Over]:
        """What opens the paragraph in bold or in a few words, and the sentence before that points ahead is one too."""
        if line.table or line.level:
            return []
        top = self._lines[self._first_of_run[line.run]]
        first = line if line.item >= 0 or line.quoted or top.item >= 0 or top.table else top
        before = self._text[first.start : min(start, first.start + _MOST_OPENING)]
        if not before.strip(MARKS):
            return []
        bold = BOLD.match(before.lstrip(" \t>-•"))
        if bold:
            return [Over(bold["said"].strip(), first.start, first.start + len(before), Place.OPENING)]
        sentences = [one.strip(MARKS) for one in _SENTENCE.split(before)]
        sentences = [one for one in sentences if one]
        found = []
        if sentences and len(sentences[0].split()) <= _OPENING_WORDS:
            found.append(Over(sentences[0].strip(" .!"), first.start, start, Place.OPENING))
        elif sentences:
            found.append(Over(_last_sentence(sentences[-1]), first.start, start, Place.AHEAD, False))
        return found

    def after(self, start: int, end: int) -> tuple[Over, ...]:
        """The sentences after one: the next, those later in its paragraph, and the first after its block."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return ()
        line = self._lines[at]
        found: list[Over] = []
        if not line.table:
            prose = line.item < 0 and not line.level
            last = self._lines[self._ends_of_run[line.run]].end if prose else line.end
            rest = self._text[end : min(last, end + _MOST_AFTER)]
            for number, (first, stop) in enumerate(_sentences(rest)):
                place = Place.AFTER if number == 0 else Place.LATER
                found.append(Over(rest[first:stop], end + first, end + stop, place))
        last = self._ends_of_run[line.run]
        if last + 1 < len(self._lines):
            place = Place.AFTER if at == last and not found else Place.AFTER_ALL
            opens = self._first_sentence(last + 1)
            if opens is not None:
                of_the_next = 0 < self._lines[last + 1].level < WEAK_LEVEL and last + 2 < len(self._lines)
                found.append(Over(*opens, place, not of_the_next))
        return tuple(found)

    def _first_sentence(self, number: int) -> tuple[str, int, int] | None:
        """The first sentence of a line and its offsets; every number above asks for it."""
        if number not in self._openings:
            start, end = self._lines[number].start, self._lines[number].end
            first, stop = next(_sentences(self._text[start:end]), (0, 0))
            said = self._text[start + first : start + stop]
            self._openings[number] = (said, start + first, start + stop) if stop else None
        return self._openings[number]


def _one_run(one: Line, other: Line) -> bool:
    """Whether two lines that follow one another are of one list, one table, one quotation."""
    if one.level or other.level:
        return False
    if one.table or other.table:
        return one.table and other.table
    if other.item >= 0:
        return one.item >= 0 or (one.block == other.block and not one.leads)
    return (one.quoted and other.quoted) or (one.block == other.block and not one.leads)


def _only(row: str) -> str:
    """The words of a row that has them in one cell and nothing in the others, and no number."""
    cells = [one.strip(MARKS) for one in re.split(r"[\t|]", row)]
    said = [one for one in cells if one]
    return said[0] if len(said) == 1 and not any(char.isdigit() for char in said[0]) else ""


def _last_sentence(said: str) -> str:
    said = said[-_MOST_AFTER:]
    pieces = [one for one in _SENTENCE.split(said) if one.strip()]
    return pieces[-1] if pieces else said


def _sentences(text: str) -> Iterator[Span]:
    at = 0
    for met in chain(_STOP.finditer(text), [None]):
        end = met.end() if met else len(text)
        if text[at:end].strip(MARKS + ".!?:\n\"'”’»)\r"):
            yield at, end
        at = end
