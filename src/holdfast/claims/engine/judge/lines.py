"""The lines of a text: which head, which lead in, which are of a list, a table or a quotation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]
Heading = tuple[int, int, int]

_ATX = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(?=\S)")
_SETEXT = re.compile(r"[ ]{0,3}(?:={3,}|-{3,})[ \t]*$")
_SIGN = re.compile("[^\\W\\d_]|[❌✗✘✖🚫⛔👎❎]")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*•–—▪●◦]|\d{1,2}[.)])[ \t]+")
_QUOTED = re.compile(r"[ \t]*>[> \t]*")
_OPENS_QUOTE = tuple('"“„«‘')
_LEADS = re.compile(r"[:：][\s*_\"”»)]*$")
_ENDS = re.compile(r"[.,;…۔،؛][\"'”’»)\]*_]*$")
_FULL_STOPS = (".", "۔")
_TAG = re.compile(r"<[^<>\n]{1,80}>")
BOLD = re.compile(r"(?P<mark>\*{1,3}|_{2,3})(?P<said>[^*_\n]{1,200})(?P=mark)(?P<after>[\s:.]*)")
MARKS = "#*_>| \t-–—•"
_MOST_CHARS, _MOST_WORDS = 140, 16
_NUMBERED = 8  # words of a heading that begins with its number
_FEW_WORDS = 3  # of a heading that ends with a full stop
_WRAPPED = 45  # characters from which a line without an end may go on in the next one
_BOLD_LEVEL, GUESSED_LEVEL, WEAK_LEVEL = 7, 8, 9  # the last: a few words with a full stop


@dataclass(slots=True)
class Line:
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


def any_within(numbers: Sequence[int], start: int, end: int) -> bool:
    at = bisect_right(numbers, start - 1)
    return at < len(numbers) and numbers[at] < end


def lines_of(
    text: str,
    counted: Sequence[int],
    body: Sequence[Span] | None,
    marked: Sequence[Heading],
) -> list[Line]:
    found: list[Line] = []
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
        elif line.level == GUESSED_LEVEL and not alone and not _may_head(found, line, blank):
            line.level = 0
        found.append(line)
        blank = False
    if found and found[0].level:
        first, others = found[0], found[1:]
        over_all = not any(one.level and one.level <= first.level for one in others)
        first.title = bool(others) and (first.level >= _BOLD_LEVEL or over_all)
    return found


def _marked_at(start: int, marked: Sequence[Heading]) -> Heading | None:
    """The heading of the file that begins there or goes on there."""
    at = bisect_right(marked, (start, 1 << 62, 0)) - 1
    return marked[at] if at >= 0 and start < marked[at][1] else None


def _may_head(found: Sequence[Line], line: Line, blank: bool) -> bool:
    """Whether a line that others follow at once may head them: one that would have been full, had it gone on."""
    if line.end - line.start >= _WRAPPED:
        return False
    return (
        blank or not found or bool(found[-1].level) or bool(_ENDS.search(found[-1].said)) or found[-1].leads
    )


def _line(written: str, start: int, end: int, *, alone: bool, counted: Sequence[int]) -> Line:
    said = written
    quote = _QUOTED.match(said)
    if quote:
        said = said[quote.end() :]
    line = Line(start, end, said.strip(), quoted=bool(quote))
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
    line.said = plain.strip(MARKS) or plain
    if atx:
        line.level = len(atx[1])
        return line
    line.leads = bool(_LEADS.search(plain))
    bold = BOLD.fullmatch(plain)
    few = len(plain.split()) <= _FEW_WORDS and plain.endswith(_FULL_STOPS)
    if any_within(counted, start, end):
        return line
    if item:
        if (
            alone
            and item["mark"][0].isdigit()
            and len(plain.split()) <= _NUMBERED
            and not _ENDS.search(plain)
        ):
            line.level, line.item = WEAK_LEVEL, -1
        return line
    if bold:
        line.level = _BOLD_LEVEL
    elif line.leads:
        line.level = 0
    else:
        short = len(plain) <= _MOST_CHARS and len(plain.split()) <= _MOST_WORDS and not _ENDS.search(plain)
        line.level = GUESSED_LEVEL if short else WEAK_LEVEL if alone and few else 0
    return line


def _within(start: int, end: int, body: Sequence[Span]) -> bool:
    at = bisect_right(body, (start, end + 1))
    return any(first < end and start < last for first, last in body[max(0, at - 1) : at + 1])
