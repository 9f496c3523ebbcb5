"""One sentence with what the lexicon meets in it, and how near a met key stands to a figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unicodedata import combining

from holdfast.claims.engine.concepts.lexicon import Lexicon, Met, Word, words_in
from holdfast.claims.engine.figures.fold import Folded, fold
from holdfast.claims.engine.items import Item, Kind
from holdfast.claims.engine.match.aliases import Named, shipped_aliases

_STOP = re.compile(
    r"[,;:.!?()،؛؟–—\n]|\b(?:and|or|but|while|whereas|including|et|mais|ou|dont|tandis|y|e|pero|o|mientras|incluidos?)\b"
    r"|(?<!\w)(?:لكن|بينما|بينهم|منهم|أو)(?!\w)|(?<!\w)(?:אבל|או|בהם|מתוכם)(?!\w)",
    re.I,
)
_GLUED_AND = ("و", "ו")
_FAR = 500  # characters: what stands further off says nothing of a figure
_FIGURES = (Kind.DURATION, Kind.RANK)


@dataclass(slots=True)
class Sentence:
    """The words of a sentence, keys met among them, and its figures in order."""

    text: str
    start: int
    lang: str
    words: tuple[Word, ...]
    met: tuple[Met, ...]
    figures: tuple[Item, ...]
    starts: tuple[int, ...] = ()  # where its words begin
    numbers: tuple[int, ...] = ()  # where its figures begin
    whole: frozenset[str] = frozenset()  # words that begin with the letter of "and" and are none
    _named: tuple[tuple[Named, int, int], ...] | None = None
    _folded: Folded | None = None

    @classmethod
    def of(cls, text: str, start: int, end: int, items: Sequence[Item], lexicon: Lexicon) -> Sentence:
        """The sentence of the whole text between two offsets."""
        words = words_in(text[start:end], start)
        figures = tuple(item for item in items if item.kind.is_figure and item.kind not in _FIGURES)
        return cls(
            text[start:end],
            start,
            items[0].lang if items else "",
            words,
            lexicon.met(words),
            figures,
            tuple(word.start for word in words),
            tuple(item.start for item in figures),
            frozenset(
                one.text for one in words if one.text.startswith(_GLUED_AND) and lexicon.begins(one.text)
            ),
        )

    def names(self) -> tuple[tuple[Named, int, int], ...]:
        """Names of bodies, persons and places, with offsets."""
        if self._named is None:
            self._named = self._met_names()
        return self._named

    def _met_names(self) -> tuple[tuple[Named, int, int], ...]:
        return tuple(
            (one, self.words[one.first].start, self.words[one.last].end)
            for one in shipped_aliases().met([word.text for word in self.words])
        )

    def of_group(self, *groups: str) -> list[Met]:
        """What was met of these groups, in order."""
        return [one for one in self.met if one.key.group in groups]

    def what_span(self, item: Item) -> tuple[int, int]:
        """Where the phrase counted stands: offsets, or an empty span at the figure's end."""
        if item.what:
            at = self.text.find(item.what, item.end - self.start)
            if at < 0:
                at = self.text.rfind(item.what, 0, max(item.start - self.start, 0))
            if at >= 0:
                last = at + len(item.what)
                while last < len(self.text) and combining(self.text[last]):
                    last += 1
                return self.start + at, self._cut(self.start + at, self.start + last)
            return self._folded_span(item, item.what)
        return item.end, item.end

    def begins_another(self, item: Item) -> bool:
        """Whether the phrase after a number begins with "and" written onto an event or a thing."""
        first, last = self.what_span(item)
        word = next((one for one in self.words if one.start == first and first < last), None)
        if word is None or first < item.end or not self._has_and(word):
            return False
        return any(one.start == first and one.key.group in ("event", "thing") for one in self.met)

    def _folded_span(self, item: Item, what: str) -> tuple[int, int]:
        """The phrase where the text has marks, tatweel or blanks that the grammar left out of it."""
        if self._folded is None:
            self._folded = fold(self.text, self.start)
        folded = self._folded
        phrase = re.compile(r"\s+".join(re.escape(word) for word in what.split()))
        before = None
        for met in phrase.finditer(folded.cased):
            first, last = folded.place(*met.span())
            if first >= item.end:
                return first, self._cut(first, last)
            if last <= item.start:
                before = first, last
        return (before[0], self._cut(*before)) if before else (item.end, item.end)

    def _cut(self, first: int, last: int) -> int:
        """The end of the phrase, before a word that Arabic or Hebrew joins to it with a glued "and"."""
        if self.lang in ("ar", "he"):
            for word in self.words:
                if first < word.start < last and self._has_and(word) and len(word.text) > 3:
                    return word.start
        return last

    def near(self, item: Item, one: Met) -> tuple[bool, bool, int]:
        """(another figure stands between, a stop stands between, words between); smaller is nearer."""
        if one.start >= item.end:
            low, high = item.end, one.start
        elif one.end <= item.start:
            low, high = one.end, item.start
        else:
            return False, False, 0
        inside = self.figures[bisect_left(self.numbers, low) : bisect_left(self.numbers, high)]
        crossed = any(other is not item for other in inside)
        between = self.text[low - self.start : high - self.start]
        glued = one.start >= item.end and self._glued_and(one)
        stops = glued or _STOP.search(between) is not None or self._and_between(low, high)
        return crossed, stops, bisect_left(self.starts, high) - bisect_left(self.starts, low)

    def nearest(
        self, item: Item, found: Sequence[Met], fits: Callable[[tuple[bool, bool, int]], bool] | None = None
    ) -> Met | None:
        """The one of these that stands nearest to the figure; before it rather than after it where both are as near."""
        ranked = [
            (self.near(item, one), one.start > item.start, one)
            for one in found
            if item.start - _FAR <= one.start <= item.end + _FAR
        ]
        if fits is not None:
            ranked = [line for line in ranked if fits(line[0])]
        return min(ranked, key=lambda line: (line[0], line[1]))[2] if ranked else None

    def _has_and(self, word: Word) -> bool:
        return word.text.startswith(_GLUED_AND) and word.text not in self.whole

    def _glued_and(self, one: Met) -> bool:
        at = bisect_left(self.starts, one.start)
        return self.starts[at : at + 1] == (one.start,) and self._has_and(self.words[at])

    def _and_between(self, low: int, high: int) -> bool:
        return self.lang in ("ar", "he") and any(
            self._has_and(word) and len(word.text) > 3
            for word in self.words[bisect_left(self.starts, low) : bisect_left(self.starts, high)]
        )
