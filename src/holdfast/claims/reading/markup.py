"""HTML read tag after tag into blocks of text, each character's place in the source kept; no tree is built.

Linear in the size of the page whatever its markup does: an open element costs one entry of a list, an end tag finds
its partner by name at once, and what is never closed hides nothing but scripts and comments. Follows the tokenizer of
the HTML standard (13.2.5) where pages depend on it; what it does otherwise, it does so that text is rather shown.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from io import StringIO

from holdfast.claims.reading.elements import BLOCKS, CLOSES_P, IMPLIED, RAW, SCOPES, UNREAD, VOID
from holdfast.claims.reading.errors import DraftTooLong
from holdfast.claims.reading.shown import is_hidden, is_struck, last_end, marks_of
from holdfast.claims.reading.types import STRUCK as LEFT_OUT
from holdfast.claims.reading.types import SourceMap

_TAG = re.compile(r"<(?:!--|[!?]|(/?)([a-zA-Z][^\s/>\x00]*+))")
_ATTRIBUTE = re.compile(
    r"[\s/]*+([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+)))?"
)
_SPACE = re.compile(r"[\s/=]*+")
_COMMENT_END = re.compile(r"--!?>")
_PIECE = re.compile(
    r"[^ \t\n\r\f&\x00\xad\u200b\ufeff]++(?: [^ \t\n\r\f&\x00\xad\u200b\ufeff]++)*+|[ \t\n\r\f]++"
    r"|&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[A-Za-z][A-Za-z0-9]{0,31}+;?)|."
)
_LITERAL = re.compile(
    r"[^&\x00\xad\r]++|&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[A-Za-z][A-Za-z0-9]{0,31}+;?)|.", re.DOTALL
)
_HUGE = re.compile(r"&#(?:0*[0-9]{8,}|[xX]0*[0-9a-fA-F]{7,});?")
_UNSHOWN = frozenset("\x00\xad\u200b\ufeff")

MOST_OPEN = 2000
MOST_TAGS, MOST_SHOWN = 400_000, 2_000_000  # of one page; a long book has a tenth of either
MOST_BLOCKS, MOST_REGIONS, _MOST_DATA, _MOST_META = 20_000, 20_000, 400_000, 400


@dataclass(slots=True)
class Block:
    """A run of text that the markup sets apart: its span, its tag, the share of it that is links, its region."""

    start: int
    end: int
    tag: str
    linked: int
    region: int


@dataclass(slots=True)
class Region:
    """A part of a page that may be furniture as a whole: an element that says what it is."""

    tag: str
    marks: str  # role, class, id and itemprop, in small letters
    parent: int
    characters: int = 0
    plain: int = 0  # characters of its text that are no links, in blocks of ten words or more
    headline: bool = False
    core: bool = False  # holds an article or main element


@dataclass(slots=True)
class Page:
    """What reading the markup gives."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    places: SourceMap = field(default_factory=SourceMap)
    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    times: list[tuple[str, str]] = field(default_factory=list)  # datetime and marks of time elements
    data: list[str] = field(default_factory=list)  # JSON-LD
    skipped: Counter[str] = field(default_factory=Counter)


def read_markup(source: str) -> Page:
    """The blocks of a page in the order of its source, with the places of their characters; raises DraftTooLong."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source, self.page = source, Page(regions=[Region("", "", 0)])
        self.out = StringIO()
        self.delta: int | None = None  # of the run being written, where it follows the source
        self.size = 0
        self.open: list[tuple[str, str, int]] = []  # tag, "hidden", "struck" or "", the region before it
        self.where: dict[str, list[int]] = {}
        self.scopes: list[int] = []
        self.blocks_open: list[int] = []
        self.beyond = 0  # elements open deeper than is kept count of
        self.hidden = 0  # open elements that no reader sees
        self.struck = 0  # open elements whose text is struck or deleted
        self.ends: dict[str, int] = {}  # the last end tag of each struck element
        self.region = 0
        self.start: int | None = None  # of the block being written
        self.tag = "p"
        self.linked = 0
        self.space: int | None = None
        self.breaks: list[int] = []
        self.gap = ""
        self.gap_at = self.struck_at = 0

    def read(self) -> Page:
        source, at, tags = self.source, 0, 0
        while found := _TAG.search(source, at):
            tags += 1
            if tags > MOST_TAGS:
                raise _too_long(f"more than {MOST_TAGS:,} tags")
            if found.start() > at:
                self._text(at, found.start())
            at = self._tag(found)
        if at < len(source):
            self._text(at, len(source))
        self._end_block()
        self.page.text = self.out.getvalue()
        return self.page

    def _tag(self, found: re.Match[str]) -> int:
        """Take in a tag; returns where reading goes on."""
        source, start = self.source, found.start()
        if not found[2]:
            if found[0] == "<!--":
                if source.startswith((">", "->"), found.end()):
                    return source.index(">", found.end()) + 1
                end = _COMMENT_END.search(source, found.end())
                return end.end() if end else self._unclosed("comment")
            close = source.find(">", found.end())
            return close + 1 if close >= 0 else len(source)
        tag = found[2].lower()
        attributes, at = self._attributes(found.end(), tag, bool(found[1]))
        if found[1]:
            self._close(tag, start)
        else:
            at = self._open(tag, attributes, start, at)
        return at

    def _unclosed(self, what: str) -> int:
        self.page.skipped[f"unclosed {what}"] += 1
        return len(self.source)

    def _attributes(self, at: int, tag: str, closing: bool) -> tuple[dict[str, str], int]:
        source = self.source
        kept: dict[str, str] = {}
        while True:
            at = _SPACE.match(source, at).end()  # type: ignore[union-attr]
            if at >= len(source):
                return kept, at
            if source[at] == ">":
                return kept, at + 1
            found = _ATTRIBUTE.match(source, at)
            if found is None:
                at += 1
                continue
            if not closing and len(kept) < 40:
                value = next((found[part] for part in (2, 3, 4) if found[part] is not None), "")
                kept.setdefault(found[1].lower()[:40], value[:2000])
            at = found.end()

    def _open(self, tag: str, attributes: dict[str, str], start: int, at: int) -> int:
        if tag == "br":
            self._break(start)
            return at
        if tag == "meta" and len(self.page.meta) < _MOST_META:
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            self.page.meta.setdefault(key.lower(), unescape(attributes.get("content", "")))
        if tag == "img" and not self.hidden:
            self.page.skipped["picture"] += 1
        if tag in IMPLIED:
            for other in IMPLIED[tag]:
                self._close(other, start, implied=True)
        elif tag in CLOSES_P:
            self._close("p", start, implied=True)
        if tag in BLOCKS:
            self._end_block()
        elif tag in ("td", "th"):
            self._cell(start)
        if tag in VOID:
            return at
        if tag in RAW:
            return self._raw(tag, attributes, at)
        if tag == "time" and len(self.page.times) < 50:
            self.page.times.append((attributes.get("datetime", ""), marks_of(attributes)))
        how = "hidden" if tag in UNREAD or is_hidden(tag, attributes) else ""
        if not how and is_struck(tag, attributes):  # what is struck and never ends strikes nothing
            if tag not in self.ends:
                self.ends[tag] = last_end(self.source, tag)
            how, self.struck_at = ("struck", start) if at <= self.ends[tag] else ("", 0)
        self._push(tag, how, attributes)
        return at

    def _push(self, tag: str, how: str, attributes: dict[str, str]) -> None:
        at, before = len(self.open), self.region
        if at >= MOST_OPEN and not how:
            self.beyond += 1
            return
        self.where.setdefault(tag, []).append(at)
        if tag in SCOPES:
            self.scopes.append(at)
        if tag in BLOCKS:
            self.blocks_open.append(at)
            self.tag = tag
        self.hidden += how == "hidden"
        self.struck += how == "struck"
        marks = marks_of(attributes)
        if (tag in _REGIONS or (marks and tag in BLOCKS)) and len(self.page.regions) < MOST_REGIONS:
            self.page.regions.append(Region(tag, marks, before))
            self.region = len(self.page.regions) - 1
        self.open.append((tag, how, before))

    def _close(self, tag: str, start: int, *, implied: bool = False) -> None:
        if tag == "br":
            return self._break(start)
        if tag == "p" and not implied and not self.where.get("p"):
            return self._end_block()
        places = self.where.get(tag)
        if self.beyond and not implied:
            self.beyond -= 1
            return self._end_block() if tag in BLOCKS else None
        if not places:
            return None
        at = places[-1]
        if at < self._barrier(tag, implied):
            return None
        if tag in BLOCKS:
            self._end_block()
        while len(self.open) > at:
            self._pop()
        self.tag = self.open[self.blocks_open[-1]][0] if self.blocks_open else "p"
        return None

    def _barrier(self, tag: str, implied: bool) -> int:
        """The open element that an end tag of this name does not reach past."""
        if tag in SCOPES and not implied:
            if tag in _CORE:
                return -1
            return max((held[-1] for name in _CORE[:2] if (held := self.where.get(name))), default=-1)
        if implied and tag in ("td", "th", "tr"):
            return (self.where.get("table") or [-1])[-1]
        scope = self.scopes[-1] if self.scopes else -1
        if tag in BLOCKS or not self.blocks_open:
            return scope
        return max(scope, self.blocks_open[-1])

    def _pop(self) -> None:
        name, how, before = self.open.pop()
        self.where[name].pop()
        if name in SCOPES:
            self.scopes.pop()
        if name in BLOCKS:
            if self.start is not None:
                self._end_block()
            self.blocks_open.pop()
        self.hidden -= how == "hidden"
        if how == "struck":
            self.struck -= 1
            self._left_out()
        self.region = before

    def _raw(self, tag: str, attributes: dict[str, str], at: int) -> int:
        end = _RAW_ENDS[tag].search(self.source, at)
        stop = end.start() if end else len(self.source)
        if tag == "script" and "ld+json" in attributes.get("type", "") and len(self.page.data) < 20:
            self.page.data.append(self.source[at : min(stop, at + _MOST_DATA)])
        elif tag == "title" and not self.page.title:
            self.page.title = " ".join(
                unescape(_HUGE.sub("\ufffd", self.source[at : min(stop, at + 2000)])).split()
            )[:300]
        elif tag == "iframe":
            self.page.skipped["frame"] += 1
        elif tag in ("textarea", "xmp") and self.source[at:stop].strip():
            self.page.skipped["hidden element"] += 1
        if end is None:
            return self._unclosed(tag)
        close = self.source.find(">", end.end() - 1)
        return close + 1 if close >= 0 else len(self.source)

    def _break(self, start: int) -> None:
        if self.start is None:
            return
        if self.breaks:
            self._end_block()
        else:
            self.breaks.append(start)

    def _cell(self, start: int) -> None:
        if self.start is not None:
            self.gap, self.gap_at, self.space = "\t", start, None

    def _left_out(self) -> None:
        """Struck or deleted text was here: what stood on its two sides is not to join."""
        self.page.skipped["struck"] += 1
        if self.start is not None and not self.gap:
            self.gap, self.gap_at, self.space = f" {LEFT_OUT} ", self.struck_at, None

    def _end_block(self) -> None:
        if self.start is not None and self.size > self.start and len(self.page.blocks) < MOST_BLOCKS:
            self.page.blocks.append(Block(self.start, self.size, self.tag, self.linked, self.region))
            self.start = None
        elif self.start is not None:  # a page of too many blocks: the rest is read as one
            self.page.skipped["block"] += 1
            if self.page.blocks and self.page.skipped["block"] == 1:
                self.page.blocks.append(Block(self.start, self.size, "p", self.linked, self.region))
            self.page.blocks[-1].end = self.size
            self.start = None
        self.linked, self.space, self.gap = 0, None, ""
        self.breaks.clear()

    def _emit(self, said: str, place: int, *, follows: bool) -> None:
        delta = place - self.size if follows else None
        if delta is None or delta != self.delta:
            self.page.places.add(self.size, place, follows=follows)
        self.delta = delta
        self.out.write(said)
        self.size += len(said)
        if self.size > MOST_SHOWN:
            raise _too_long(f"more than {MOST_SHOWN:,} characters that a reader sees")

    def _begin(self, place: int) -> None:
        """Before a character that is shown: the space between it and what was shown before."""
        if self.start is None:
            if self.size:
                self._emit("\n\n", place, follows=False)
            self.start = self.size
        elif self.breaks:
            self._emit("\n", self.breaks[0], follows=False)
            self.breaks.clear()
        elif self.gap:
            self._emit(self.gap, self.gap_at, follows=False)
        elif self.space is not None:
            self._emit(" ", self.space, follows=True)
        self.space, self.gap = None, ""

    def _text(self, start: int, end: int) -> None:
        if self.hidden:
            if (
                self.open
                and len(self.page.skipped) < 50
                and not self.where.get("head")
                and not self.source[start : min(end, start + 200)].isspace()
            ):
                self.page.skipped["hidden text"] += 1
            return
        if self.struck:
            return
        literal = bool(self.where.get("pre"))
        pattern = _LITERAL if literal else _PIECE
        linked = bool(self.where.get("a"))
        for found in pattern.finditer(self.source, start, end):
            said, place = found[0], found.start()
            if said in _UNSHOWN or said == "\r":
                continue
            if not literal and said[0] in " \t\n\r\f":
                if self.start is not None and self.space is None and not self.breaks and not self.gap:
                    self.space = place
                continue
            if literal and self.start is None and said.isspace():
                continue
            follows = True
            if said[0] == "&" and len(said) > 1:
                shown = unescape("\ufffd" if _HUGE.match(said) else said)
                follows = shown == said
                said = shown.translate(_DROPPED)
                if not said:
                    continue
            self._begin(place)
            self._emit(said, place, follows=follows)
            if linked:
                self.linked += len(said)


def _too_long(what: str) -> DraftTooLong:
    return DraftTooLong(
        f"The page has {what}",
        untouched="It was not read to its end, and nothing was stored",
        next_step="Give the text of its article alone",
    )


_DROPPED = {ord(char): None for char in _UNSHOWN}
_REGIONS = frozenset(
    """
    article aside button dialog footer form header main menu nav search section select
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
_CORE = ("article", "main", "body")
_RAW_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW}
