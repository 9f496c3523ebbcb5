"""What a sentence holds, word by word: which patterns can match it, and where their matches can begin.

A pass of a long alternation over a sentence costs more than a hundred searches for plain words, and a hundred searches
more than looking up each word once. So each pattern is asked first for the literals without which it cannot match (the
method of RE2's FilteredRE2, read off the parsed pattern); each set of them has a bit, each word of a text the bits of
the sets it satisfies, and a sentence those of its words. It is asked as well for the literals of which one stands where
a match begins, so that it is tried at these places alone. A word is examined once and then remembered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfast.claims.engine.literals import EDGE, FIRST, NO_DIGIT, Words

Spot = tuple[int, int]  # a place, and the bits of what begins there
Known = tuple[int, int, tuple[Spot, ...]]  # the length of a word with its blank, its bits, and its spots
_MOST_KNOWN = 60_000  # words remembered
_LONGEST = 40  # characters of a word that is remembered


@dataclass(slots=True)
class Held:
    """What a sentence holds: the bits of its words, and the places where matches can begin, from left to right."""

    bits: int
    spots: list[Spot]
    before: Held | None = None  # what it held before stretches of it were masked

    def places(self, lead: int) -> list[int]:
        """Where the literals of a lead stand, from left to right."""
        return [at for at, leads in self.spots if leads & lead]


Bits = tuple[int, int]  # of the sets a literal is in, and of those that tell where a match begins
_NONE: Bits = (0, 0)
ALWAYS = 1  # the bit of the empty set: every sentence has it


class Signs:
    """Each word known so far with its bits and spots; `of` gives those of a sentence."""

    __slots__ = ("_bare", "_known", "_more", "_one", "_sets", "_shared")

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._bare: set[str] = set()  # of these words those with nothing
        self._shared: dict[Known, Known] = {}  # one object for all words that say the same
        self._sets: tuple[dict[Words, int], dict[Words, int]] = ({(): ALWAYS}, {})  # needed, leading
        self._one: dict[str, Bits] = {}  # literals of one character
        self._more: dict[str, dict[tuple[str, str, bool], Bits]] = {}  # the others by their first two

    def need(self, sets: Iterable[Words]) -> int:
        """The bits that a sentence must have for a pattern with these sets of literals."""
        bits = 0
        for words in sets:
            bits |= self._bit(words, 0)
        return bits

    def lead(self, words: Words | None) -> int:
        """The bit of the spots where one of these literals stands; 0 for None."""
        return self._bit(words, 1) if words else 0

    def _bit(self, words: Words, leads: int) -> int:
        sets = self._sets[leads]
        bit = sets.get(words)
        if bit is None:
            bit = sets[words] = 1 << len(sets)
            for word in words:
                self._learn(word, (0, bit) if leads else (bit, 0))
            self._forget()
        return bit

    def _forget(self) -> None:
        self._known.clear()
        self._bare.clear()
        self._shared.clear()

    def _learn(self, word: str, bits: Bits) -> None:
        left = word[0] if word[0] in _LEFT else ""
        right, plain = word.endswith(EDGE), word.strip(_LEFT)
        if len(plain) == 1 and not (left or right):
            needed, leading = self._one.get(plain, _NONE)
            self._one[plain] = needed | bits[0], leading | bits[1]
            return
        known = self._more.setdefault(plain[:2], {})
        needed, leading = known.get((plain, left, right), _NONE)
        known[plain, left, right] = needed | bits[0], leading | bits[1]

    def bits(self, text: str) -> int:
        """The bits of a sentence alone."""
        bits = ALWAYS
        known = self._known
        for word in text.split():
            try:
                bits |= known[word][1]
            except KeyError:
                bits |= self._read(word)[1]
        return bits

    def bits_again(self, held: Held, text: str, start: int, end: int) -> int:
        """The bits alone of what `again` gives for one stretch."""
        stop = text.find(" ", end)
        words = text[text.rfind(" ", 0, start) + 1 : stop if stop >= 0 else len(text)]
        return held.bits | self.bits(words)

    def of(self, text: str) -> Held:
        """What a sentence holds whose blanks are spaces. Linear in its length."""
        words = text.split(" ")
        if self._bare.issuperset(words):
            return Held(ALWAYS, [])
        at, bits = 0, ALWAYS
        spots: list[Spot] = []
        known = self._known
        for word in words:
            try:
                long, its, inside = known[word]
            except KeyError:
                long, its, inside = self._read(word)
            bits |= its
            if inside:
                for offset, leads in inside:
                    spots.append((at + offset, leads))
            at += long
        return Held(bits, spots)

    def again(self, held: Held, text: str, spans: Sequence[tuple[int, int]]) -> Held:
        """What a sentence holds after these stretches of it, from left to right, were masked: its words there anew.

        What it held before it holds still, so that a pattern for the unmasked text is tried as well.
        """
        bits = held.bits
        old, known = held.spots, self._known
        spots: list[Spot] = []
        kept = done = 0  # spots looked through, characters read
        for start, end in spans:
            if start < done:
                continue  # in the word read last
            begin = text.rfind(" ", done, start) + 1 or done
            stop = text.find(" ", end)
            done = stop = len(text) if stop < 0 else stop
            upto = bisect_left(old, (begin,), kept)
            spots += old[kept:upto]
            kept = bisect_left(old, (stop,), upto)
            at = begin
            for word in text[begin:stop].split(" "):
                long, its, inside = known.get(word) or self._read(word)
                bits |= its
                for offset, leads in inside:
                    spots.append((at + offset, leads))
                at += long
        return Held(bits, spots + old[kept:], held)

    def _read(self, word: str) -> Known:
        bits, last = 0, len(word)
        spots: list[Spot] = []
        one, more = self._one, self._more
        for at, char in enumerate(word):
            needed, leading = one.get(char, _NONE)
            for begins in (char, word[at : at + 2]):
                for (literal, left, right), (its_need, its_lead) in more.get(begins, _NO_LITERALS).items():
                    end = at + len(literal)
                    if (
                        word.startswith(literal, at)
                        and not (left and at and _follows(word, at, left))
                        and not (right and end < last and word[end].isalpha())
                    ):
                        needed, leading = needed | its_need, leading | its_lead
                if at + 1 == last:
                    break
            bits |= needed
            if leading:
                spots.append((at, leading))
        made = (last + 1, bits, tuple(spots))
        if last <= _LONGEST:
            if len(self._known) >= _MOST_KNOWN:
                self._forget()
            self._known[word] = made = self._shared.setdefault(made, made)
            if not (bits or spots):
                self._bare.add(word)
        return made


_LEFT = EDGE + FIRST + NO_DIGIT
_NO_LITERALS: dict[tuple[str, str, bool], Bits] = {}


def _follows(word: str, at: int, left: str) -> bool:
    """Whether what stands before this place of a word is what may not stand there."""
    before = word[at - 1]
    if left == EDGE:
        return before.isalpha()
    if left == NO_DIGIT:
        return before.isdecimal()
    return before == word[at] and (at < 2 or not word[at - 2].isalnum())
