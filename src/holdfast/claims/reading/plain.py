"""Plain text and Markdown: the text stays as it is; what is not the article is marked beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from holdfast.claims.reading.furniture import LAST, Paragraph, judge_ends
from holdfast.claims.reading.types import STRUCK, Furniture, Span

_BREAK = re.compile(r"(?:\r\n|\n|\r)[ \t\xa0]*(?:\r\n|\n|\r)\s*|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+\s*")
_LINE = re.compile(r"[\r\n]+")
_MOST_SPANS = 50_000
_FRONT = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n(?:.*\r?\n)*?\1[ \t]*(?:\r?\n|\Z)")
_FRONT_MOST = 20_000
_FENCE = re.compile(r"^[ ]{0,3}(`{3,}|~{3,})[^\r\n]*$|<!--", re.MULTILINE)
_STRUCK = re.compile(r"(?<!~)~~(?![~\s])[^~]{1,5000}?(?<!\s)~~(?!~)")
_SEEN = re.compile(r"[^\n\r]")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]|.{1,200}\r?\n[ ]{0,3}(?:={3,}|-{3,})[ \t]*$")
_PARTS = re.compile(
    r"(?P<target>\]\([^()\r\n]{0,2000}(?:\([^()\r\n]{0,500}\)[^()\r\n]{0,500})?\))"
    r"|(?P<defined>^[ ]{0,3}\[[^\]\r\n]{1,200}\]:[^\r\n]{1,2000})"
    r"|(?P<code>(?<!`)(?P<ticks>`{1,3})(?!`)[^`\r\n]{1,500}(?P=ticks)(?!`))"
    r"|(?P<address><?\bhttps?://[^\s<>]{1,2000}>?)"
    r"|(?P<rule>^[ ]{0,3}\|?[ \t]*+:?-{3,}+:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$)",
    re.MULTILINE,
)


NOT_READ = "Text that is struck or deleted is not read"


def without_struck(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with what Markdown strikes (~~so~~) put out of it, at the same length, and the note that says so."""
    left_out = _marked(text, 0)
    code = next(left_out, None)
    pieces, at = [], 0
    for found in _STRUCK.finditer(text):
        while code and code[1] <= found.start():
            code = next(left_out, None)
        if code and code[0] < found.end():
            continue  # signs of code or of an address
        pieces += [text[at : found.start()], STRUCK + _SEEN.sub(" ", found[0][1:])]
        at = found.end()
    return ("".join([*pieces, text[at:]]), (NOT_READ,)) if pieces else (text, ())


def read_plain(
    text: str, *, markdown: bool
) -> tuple[tuple[Span, ...], tuple[Furniture, ...], tuple[str, ...]]:
    """The spans of the body, the furniture, and notes on what was left out of both."""
    start = 0
    notes: list[str] = []
    if markdown:
        front = _FRONT.match(text[:_FRONT_MOST])
        if front:
            start = front.end()
            notes.append("The front matter of the Markdown file is not checked")
    furniture = _ends(text, start)
    body = _without(start, len(text), [(begin, end) for begin, end, _ in furniture])
    if markdown:
        left_out = list(islice(_marked(text, start), _MOST_SPANS))
        if len(left_out) == _MOST_SPANS:
            notes.append(f"Only the first {_MOST_SPANS} code spans and link targets are left out")
        if any(end - begin > 200 or "\n" in text[begin:end] for begin, end in left_out[:200]):
            notes.append("Blocks of code are not checked")
        body = [piece for begin, end in body for piece in _without(begin, end, left_out)]
    return tuple(_trimmed(text, body)), tuple(furniture), tuple(notes)


def paragraphs_of(text: str, start: int, end: int) -> Iterator[Paragraph]:
    """Blocks between blank lines; in a text that has none, its lines."""
    pattern = _BREAK if _BREAK.search(text, start, end) else _LINE
    at = start
    for found in [*pattern.finditer(text, start, end), None]:
        stop = found.start() if found else end
        if one := _paragraph(text, at, stop):
            yield one
        at = found.end() if found else end


def _paragraph(text: str, start: int, end: int) -> Paragraph | None:
    words = text[start:end] if end - start < 4000 else text[start : start + 2000]
    if not words.strip():
        return None
    lead = len(words) - len(words.lstrip())
    stop = end
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Paragraph(start + lead, stop, bool(_HEADING.match(words, lead)))


def _ends(text: str, start: int) -> list[Furniture]:
    near, far = text.find("\n", min(len(text), start + 60_000)), max(start, len(text) - 120_000)
    first = list(paragraphs_of(text, start, near if near > 0 else len(text)))
    last = first
    if near > 0:
        line = text.find("\n", far)
        last = list(_last(text, line if line > 0 else far, len(text)))
    found = judge_ends(text, first, last)
    by_start = {one.start: one for one in [*first, *last]}
    return [
        (one.start, one.end, found[one.start]) for _, one in sorted(by_start.items()) if one.start in found
    ]


def _last(text: str, start: int, end: int) -> list[Paragraph]:
    """The last paragraphs, found from the end backwards so that a huge text costs no more than its end."""
    breaks = list(_BREAK.finditer(text, start, end))
    pattern = _BREAK if breaks else _LINE
    cuts = breaks or list(pattern.finditer(text, start, end))
    cuts = cuts[-LAST:]
    at = cuts[0].end() if cuts else start
    ends = [*(cut.start() for cut in cuts[1:]), end]
    begins = [at, *(cut.end() for cut in cuts[1:])]
    return [one for begin, stop in zip(begins, ends, strict=True) if (one := _paragraph(text, begin, stop))]


def _marked(text: str, start: int) -> Iterator[Span]:
    """Code, comments, link targets, addresses and rules of Markdown, in the order of the text, disjoint."""
    at = start
    for begin, end in [*_fenced(text, start), (len(text), len(text))]:
        for found in _PARTS.finditer(text, at, begin):
            yield (found.start() + 1 if found["target"] else found.start()), found.end()
        if end > begin:
            yield begin, end
        at = end


def _fenced(text: str, start: int) -> list[Span]:
    spans: list[Span] = []
    opened: re.Match[str] | None = None
    may_end = True  # whether a comment may still find its end
    for fence in _FENCE.finditer(text, start):
        if fence[0].startswith("<!--"):
            end = text.find("-->", fence.end()) if opened is None and may_end else -1
            may_end = end >= 0 or opened is not None
            if end >= 0 and (not spans or fence.start() >= spans[-1][1]):
                spans.append((fence.start(), end + 3))
        elif spans and fence.start() < spans[-1][1]:
            continue
        elif opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]):
            spans.append((opened.start(), fence.end()))
            opened = None
        if len(spans) >= _MOST_SPANS:
            break
    return spans  # an may_end fence hides nothing: what follows may be the article


def _without(start: int, end: int, spans: list[Span]) -> list[Span]:
    """What is left of start to end without the spans, which are sorted and disjoint."""
    left: list[Span] = []
    at = start
    for begin, stop in spans:
        if stop <= start:
            continue
        if begin >= end:
            break
        if begin > at:
            left.append((at, begin))
        at = max(at, stop)
    if at < end:
        left.append((at, end))
    return left


def _trimmed(text: str, spans: list[Span]) -> Iterator[Span]:
    for start, end in spans:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            yield start, end
