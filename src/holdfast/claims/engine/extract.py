"""The door of the figure grammar: a text in, its checkable items out. A function of the text and nothing else."""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sentencex import get_sentence_boundaries

from holdfast.base.errors import HoldfastError, shown
from holdfast.claims.engine.figures.dates import Known
from holdfast.claims.engine.figures.read import Sentence, items_of, open_sentence
from holdfast.claims.engine.figures.voice import Memory, Unheard
from holdfast.claims.engine.items import Item
from holdfast.claims.engine.languages import Told, language_of, passing, plainly, ranked
from holdfast.claims.engine.lexis.packs import LANGUAGES

_LONGEST = (
    1200  # a sentence beyond this is read in pieces, so that the cost of a text is linear in its length
)
_BLOCK = re.compile(r"\n[ \t\r]*\n\s*|[\x0b\x0c\u2029]+")
_LINE_ENDS = re.compile(r"\n")
_LATIN = re.compile("[ -~\u00c0-\u024f‘’“”–—€£]+")
_SHORT_LINE = 45
_ENDS = tuple('.!?:;…؟。"”»)')
_BULLET = re.compile(r"\s*(?:[-•*–—▪●◦]|[0-9]{1,2}[.)])\s")
_SMALL = 40
_MOST_ASKED = 1000  # paragraphs of a text that py3langid is asked for


class LanguageNotRead(HoldfastError):
    """A language named for a text that the figure grammar has no pack for."""

    code = "language-not-read"


def extract(text: str, *, lang: str | None = None, published: date | None = None) -> tuple[Item, ...]:
    """Figures, dates, ranks, bans, votes and rulings of the text, sorted by where they begin.

    `lang` is the language of all of it where the caller knows it; else each paragraph is told by its script and then
    by py3langid, and where that is unsure each item says so in `ask`. `published` is the text's own date: dates
    without a year and relative dates are read against it: the last such day, after words of the future the next one.
    Without it a date takes the year written last before it in running text, else the next after it; where the text has
    none, it says nothing and the item asks, as relative dates do. Raises LanguageNotRead.
    """
    if lang is not None and lang not in LANGUAGES:
        raise LanguageNotRead(
            f"Texts in {shown(lang)} are not read here",
            next_step=f"Name one of {', '.join(LANGUAGES)}, or none",
        )
    if lang and _is_one(text):
        alone = open_sentence(text, 0, lang, lang, (0, len(text)), published, None)
        if published is not None or not alone.dates:
            return tuple(items_of(alone, published, (), Memory(alone=True)))
        sentences = [alone]
    else:
        sentences = list(_sentences(text, lang, published))
    known: list[Known] = []
    if published is None:
        for sentence in sentences:
            for when in sentence.dates:
                if when.stated and when.begin.year:
                    insort(known, (sentence.folded.start + when.start, when.begin.year, _runs(sentence)))
        known = [one for one in known if one[2]] or known  # running text before captions
    memory = Memory(alone=len(sentences) == 1)
    if memory.alone:
        return tuple(items_of(sentences[0], published, known, memory))
    items: list[Item] = []
    read: dict[tuple[str, str, str | None], tuple[list[Item], int, str | Unheard | None]] = {}
    for sentence in sentences:
        start = sentence.folded.start
        if published is None and sentence.dates:  # what its dates mean depends on where it stands
            items += items_of(sentence, published, known, memory)
            continue
        key = (sentence.folded.raw, sentence.read_as, sentence.ask)
        before = read.get(key)
        if before is None:  # the same words say the same, however often a text repeats them
            memory.asked, memory.effect = False, None
            found = items_of(sentence, published, known, memory)
            if not memory.asked:
                read[key] = (found, start, memory.effect)
            items += found
        else:
            items += [_moved(item, start - before[1], sentence.span) for item in before[0]]
            memory.leave(before[2])
    return tuple(items)


def _is_one(text: str) -> bool:
    """Whether a text is surely one sentence, without a blank at its ends: no mark in it can end another."""
    last = len(text) - 1
    return (
        0 <= last < _LONGEST
        and text.find(".", 0, last) < 0
        and text.find("?", 0, last) < 0
        and text.find("!", 0, last) < 0
        and text[0] > " " < text[last]
        and ((text.isascii() and text.isprintable()) or _LATIN.fullmatch(text) is not None)
    )


def _runs(sentence: Sentence) -> bool:
    """Whether it is a sentence of running text and no caption, heading or dateline."""
    raw = sentence.folded.raw
    return len(raw) >= _SHORT_LINE and raw.endswith(_ENDS)


def _moved(item: Item, by: int, span: tuple[int, int]) -> Item:
    return replace(item, start=item.start + by, end=item.end + by, sentence=span)


def _sentences(text: str, lang: str | None, published: date | None) -> Iterator[Sentence]:
    whole: Told | None = None
    tongue = None if lang else _Tongue(plainly(text))
    opened: dict[tuple[str, str, str | None], Sentence] = {}
    for start, end in _blocks(text):
        block = text[start:end]
        if tongue is None:
            spoken, ask = lang or "und", None
        else:
            spoken, ask = tongue.of(block)
            if ask and len(block) < len(text):
                whole = whole or language_of(text)
                if whole[1] is None and (len(block) < _SMALL or spoken in ("und", "en", "fr", "es")):
                    spoken, ask = (whole[0], None) if _same_script(spoken, whole[0]) else (spoken, ask)
        for first, last in _bounds(block, spoken):
            span = (start + first, start + last)
            for piece, stop in _pieces(text, *span):
                raw = text[piece:stop]
                before = opened.get((raw, spoken, ask))
                if before is None:
                    before = open_sentence(raw, piece, spoken, spoken, span, published, ask)
                    if published is not None or not before.dates:
                        opened[raw, spoken, ask] = before
                    yield before
                else:
                    yield replace(before, folded=replace(before.folded, start=piece), span=span)


class _Tongue:
    """The language of each paragraph; py3langid, which is slow, is asked for so many of a text and no more."""

    def __init__(self, whole: Told | None) -> None:
        self._whole = whole[0] if whole and whole[1] is None and whole[0] in ("en", "fr", "es") else None
        self._asked = 0
        self._latin: Counter[str] = Counter()

    def of(self, block: str) -> Told:
        """By script and small words, else by py3langid; later what most paragraphs in Latin letters were."""
        told = plainly(block)
        if told is None and self._whole and passing(block, self._whole):
            return self._whole, None
        if told is None and self._asked >= _MOST_ASKED and self._latin:
            return self._latin.most_common(1)[0][0], None
        if told is None:
            self._asked += 1
            told = ranked(block)
        if told[1] is None and told[0] in ("en", "fr", "es"):
            self._latin[told[0]] += 1
        return told


def _same_script(told: str, whole: str) -> bool:
    return (told in ("en", "fr", "es") and whole in ("en", "fr", "es")) or told == "und"


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, and lines that stand for themselves: headings, lists."""
    if text.isprintable():  # one line
        if text.strip():
            yield 0, len(text)
        return
    at = 0
    for match in [*_BLOCK.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[at:end].strip():
            yield from _lines(text, at, end)
        at = match.end() if match else end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = last = start
    for match in _LINE_ENDS.finditer(text, start, end):
        line = text[last : match.start()].rstrip()
        ends = (
            len(line) < _SHORT_LINE
            or line.endswith(_ENDS)
            or _BULLET.match(text, match.end(), end) is not None
        )
        if ends and line:
            yield begin, match.start()
            begin = match.end()
        last = match.end()
    if text[begin:end].strip():
        yield begin, end


def _bounds(block: str, lang: str) -> Iterator[tuple[int, int]]:
    for boundary in get_sentence_boundaries(lang if lang in LANGUAGES else "en", block):
        first, last = boundary["start_index"], boundary["end_index"]
        words = block[first:last]
        inner = words.strip()
        if inner:
            begin = first + len(words) - len(words.lstrip())
            yield begin, begin + len(inner)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end
