"""What stands over a sentence: headings, lines that lead in, headings of its table, and what is said right after it.

Signs of Markdown are read; where a text has none, a line is a heading if it stands alone, is short and does not end as
a sentence does. A heading stands until the next one of its level; the first line, where it is one, over everything.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]

_ATX = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(?=\S)")
_SETEXT = re.compile(r"[ ]{0,3}(?:={3,}|-{3,})[ \t]*$")
_SIGN = re.compile("[^\\W\\d_]|[❌✗✘✖🚫⛔👎❎]")
_BOLD = re.compile(r"(?P<mark>\*{1,3}|_{2,3})(?P<said>[^*_\n]{1,200})(?P=mark)(?P<after>[\s:.]*)")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*•–—▪●◦]|\d{1,2}[.)])[ \t]+")
_QUOTED = re.compile(r"[ \t]*>[> \t]*")
_OPENS_QUOTE = tuple('"“„«‘')
_LEADS = re.compile(r"[:：][\s*_\"”»)]*$")
_ENDS = re.compile(r"[.,;…۔،؛][\"'”’»)\]*_]*$")
_STOP = re.compile(r"[.!?؟…۔][\"'”’»)\]*_]*(?=\s|$)")
_SENTENCE = re.compile(r"(?:[.!?؟…۔][\"'”’»)\]]*)\s+")
_FULL_STOPS = (".", "۔")
_TAG = re.compile(r"<[^<>\n]{1,80}>")
_MARKS = "#*_>| \t-–—•"
_MOST_CHARS, _MOST_WORDS = 140, 16
_FEW_WORDS = 3  # of a heading that ends with a full stop
_WRAPPED = 45  # characters from which a line without an end may go on in the next one
_OPENING_WORDS = 5
_MOST_OVER = 12
_MOST_BESIDE = 40  # cells of a row
_MOST_AFTER, _MOST_OPENING = 1500, 300  # characters
_BOLD_LEVEL, _GUESSED_LEVEL, _WEAK_LEVEL = 7, 8, 9  # the last: a few words with a full stop


class Place(StrEnum):
    """Where words stand to a sentence."""

    TITLE = "title"  # the first line of the text
    HEADING = "heading"
    LEAD = "lead"  # a line that ends with a colon, or the sentence before a quotation
    TABLE = "table"  # of its table: a cell beside it, the line over a part of it
    OPENING = "opening"  # a few words that open its paragraph
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


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    said: str  # without signs of a heading, a list or a quotation
    level: int = 0  # of a heading, else 0
    leads: bool = False
    item: int = -1  # the indent of a line of a list
    quoted: bool = False
    table: bool = False
    block: int = 0  # lines with nothing between them are of one block
    title: bool = False
    run: int = 0  # lines of one list, one table, one quotation, or one line of prose
    heads: tuple[int, ...] = ()  # the headings over it, the nearest last
    lead: int = -1  # the last line that leads in since the last heading
    above: tuple[
        int, ...
    ] = ()  # lines of its list that it stands under; in a table the row over a part of it


class Outline:
    """The lines of a text; answers what stands over an offset and what is said after it."""

    def __init__(
        self,
        text: str,
        counted: Sequence[int] = (),
        body: Sequence[Span] | None = None,
        marked: Sequence[tuple[int, int, int]] = (),
    ) -> None:
        """`counted` are where its counted numbers begin, `body` the parts that are its author's own, `marked` the
        headings that its file marks, each with its level."""
        self._text = text
        self._lines = _lines_of(text, sorted(counted), body, sorted(marked))
        self._starts = [one.start for one in self._lines]
        self._ends_of_run: dict[int, int] = {}
        self._read: dict[int, list[tuple[str, int, int]]] = {}
        self._first_of_run: dict[int, int] = {}
        self._arrange(sorted(counted))

    def _arrange(self, counted: Sequence[int]) -> None:
        """What stands over each line, in one pass."""
        heads: list[int] = []
        lead = -1
        above: list[int] = []
        before: _Line | None = None
        for at, one in enumerate(self._lines):
            if before is None or not _one_run(before, one):
                one.run = at
                above = []
            else:
                one.run = before.run
            self._first_of_run.setdefault(one.run, at)
            self._ends_of_run[one.run] = at
            follows = before is not None and before.level == one.level == _GUESSED_LEVEL
            if one.level and not follows:  # two guessed lines with nothing between are one heading
                while (
                    heads and one.level <= self._lines[heads[-1]].level and not self._lines[heads[-1]].title
                ):
                    heads.pop()
            if 0 < one.level < _WEAK_LEVEL:
                lead = -1
            one.heads, one.lead = tuple(heads), lead
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
                if not _any_within(counted, one.start, one.end):
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
        if own.lead >= 0 and self._leads_to(own.lead, at):
            one = self._lines[own.lead]
            near = self._lines[own.lead + 1].run == own.run
            found.append(Over(_last_sentence(one.said), one.start, one.end, Place.LEAD, near))
        for number in reversed(own.heads[-_MOST_OVER:]):
            one = self._lines[number]
            place = Place.TITLE if one.title else Place.HEADING
            marked = one.level < _GUESSED_LEVEL
            found.append(Over(one.said, one.start, one.end, place, number == at - 1, marked))
        return found

    def _leads_to(self, lead: int, at: int) -> bool:
        """Whether a lead-in still stands over the line: over its list, table or quotation, else up to a heading."""
        first, own = self._lines[lead + 1], self._lines[at]
        return first.run == own.run or not (first.item >= 0 or first.table or first.quoted)

    def _beside(self, line: _Line, start: int) -> list[Over]:
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

    def _cells(self, line: _Line) -> list[tuple[str, int, int]]:
        """The words of each cell of a line, and its offsets."""
        if line.start not in self._read:
            found, at = [], line.start
            for piece in re.split(r"[\t|]", self._text[line.start : line.end]):
                found.append((piece.strip(_MARKS), at, at + len(piece)))
                at += len(piece) + 1
            self._read[line.start] = found
        return self._read[line.start]

    def _opening(self, line: _Line, start: int) -> list[Over]:
        """What opens the paragraph in bold or in a few words, and the sentence before that points ahead is one too."""
        if line.table or line.level:
            return []
        before = self._text[line.start : min(start, line.start + _MOST_OPENING)]
        if not before.strip(_MARKS):
            return []
        bold = _BOLD.match(before.lstrip(" \t>-•"))
        if bold:
            return [Over(bold["said"].strip(), line.start, line.start + len(before), Place.OPENING)]
        sentences = [one.strip(_MARKS) for one in _SENTENCE.split(before)]
        sentences = [one for one in sentences if one]
        found = []
        if sentences and len(sentences[0].split()) <= _OPENING_WORDS:
            found.append(Over(sentences[0].strip(" .!"), line.start, start, Place.OPENING))
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
            follows = self._lines[last + 1]
            for first, end_of in _sentences(self._text[follows.start : follows.end])[:1]:
                begin, stop = follows.start + first, follows.start + end_of
                found.append(Over(self._text[begin:stop], begin, stop, place))
        return tuple(found)


def _one_run(one: _Line, other: _Line) -> bool:
    """Whether two lines that follow one another are of one list, one table, one quotation."""
    if one.level or other.level:
        return False
    if one.table or other.table:
        return one.table and other.table
    if other.item >= 0:
        return one.item >= 0 or (one.block == other.block and not one.leads)
    return (one.quoted and other.quoted) or (one.block == other.block and not one.leads)


def _any_within(numbers: Sequence[int], start: int, end: int) -> bool:
    at = bisect_right(numbers, start - 1)
    return at < len(numbers) and numbers[at] < end


def _lines_of(
    text: str,
    counted: Sequence[int],
    body: Sequence[Span] | None,
    marked: Sequence[tuple[int, int, int]],
) -> list[_Line]:
    found: list[_Line] = []
    block, blank, setext = 0, True, 0
    raw = [
        met.span() for met in re.finditer(r"[^\r\n\x0b\x0c\u2028\u2029]*", text) if met.end() > met.start()
    ]
    ends = -1
    for number, (start, end) in enumerate(raw):
        written = text[start:end]
        gap = text[ends:start] if ends >= 0 else "\n\n"
        ends = end
        if not written.strip():
            blank = True
            continue
        blank = blank or gap.count("\n") > 1 or "\u2029" in gap
        own = body is None or _within(start, end, body)
        given = _marked_at(start, marked) if own else None
        if not own and not (body and _LEADS.search(written) and body[0][0] < start < body[-1][1]):
            continue
        if given is not None and found and found[-1].start >= given[0]:  # a heading of more lines than one
            found[-1].said += " " + written.strip()
            continue
        if _SETEXT.fullmatch(written) and found and not blank and not found[-1].table:
            found[-1].level = 1 if "=" in written else 2
            setext += 1
            continue
        if not any(char.isalnum() for char in written) and not _SIGN.search(written):
            continue
        if blank:
            block += 1
        follows = raw[number + 1] if number + 1 < len(raw) else None
        alone = blank and (
            follows is None or text[end : follows[0]].count("\n") > 1 or not text[slice(*follows)].strip()
        )
        line = _line(written, start, end, alone=alone, counted=counted)
        line.block = block
        if given is not None:
            line.level, line.leads, line.table, line.item = given[2], False, False, -1
        elif line.level == _GUESSED_LEVEL and not alone and not _may_head(found, line, blank):
            line.level = 0
        found.append(line)
        blank = False
    if found and found[0].level:
        first, others = found[0], found[1:]
        over_all = not any(one.level and one.level <= first.level for one in others)
        first.title = bool(others) and (first.level >= _BOLD_LEVEL or over_all)
    return found


def _marked_at(start: int, marked: Sequence[tuple[int, int, int]]) -> tuple[int, int, int] | None:
    """The heading of the file that begins there or goes on there."""
    at = bisect_right(marked, (start, 1 << 62, 0)) - 1
    return marked[at] if at >= 0 and start < marked[at][1] else None


def _may_head(found: Sequence[_Line], line: _Line, blank: bool) -> bool:
    """Whether a line that others follow at once may head them: one that would have been full, had it gone on."""
    if line.end - line.start >= _WRAPPED:
        return False
    return (
        blank or not found or bool(found[-1].level) or bool(_ENDS.search(found[-1].said)) or found[-1].leads
    )


def _line(written: str, start: int, end: int, *, alone: bool, counted: Sequence[int]) -> _Line:
    said = written
    quote = _QUOTED.match(said)
    if quote:
        said = said[quote.end() :]
    line = _Line(start, end, said.strip(), quoted=bool(quote))
    if "\t" in said.strip() or said.count("|") >= 2:
        line.table = True
        return line
    atx = _ATX.match(said)
    item = None if atx else _ITEM.match(said)
    if item:
        line.item = len(item["indent"].expandtabs(4))
        said = said[item.end() :]
    elif not quote and said.lstrip().startswith(_OPENS_QUOTE):
        line.quoted = True
    plain = _TAG.sub("", said[atx.end() :].rstrip(" \t#") if atx else said).strip()
    line.said = plain.strip(_MARKS) or plain
    if atx:
        line.level = len(atx[1])
        return line
    line.leads = bool(_LEADS.search(plain))
    bold = _BOLD.fullmatch(plain)
    if item or _any_within(counted, start, end):
        return line
    if bold:
        line.level = _BOLD_LEVEL
    elif line.leads:
        line.level = 0
    else:
        few = len(plain.split()) <= _FEW_WORDS and plain.endswith(_FULL_STOPS)
        short = len(plain) <= _MOST_CHARS and len(plain.split()) <= _MOST_WORDS and not _ENDS.search(plain)
        line.level = _GUESSED_LEVEL if short else _WEAK_LEVEL if alone and few else 0
    return line


def _within(start: int, end: int, body: Sequence[Span]) -> bool:
    at = bisect_right(body, (start, end + 1))
    return any(first < end and start < last for first, last in body[max(0, at - 1) : at + 1])


def _only(row: str) -> str:
    """The words of a row that has them in one cell and nothing in the others, and no number."""
    cells = [one.strip(_MARKS) for one in re.split(r"[\t|]", row)]
    said = [one for one in cells if one]
    return said[0] if len(said) == 1 and not any(char.isdigit() for char in said[0]) else ""


def _last_sentence(said: str) -> str:
    said = said[-_MOST_AFTER:]
    pieces = [one for one in _SENTENCE.split(said) if one.strip()]
    return pieces[-1] if pieces else said


def _sentences(text: str) -> list[Span]:
    found, at = [], 0
    for met in [*_STOP.finditer(text), None]:
        end = met.end() if met else len(text)
        if text[at:end].strip(_MARKS + ".!?:\n\"'”’»)\r"):
            found.append((at, end))
        at = end
    return found
