"""What a sentence holds, word by word: for each pattern, whether the letters it cannot do without are there.

A pass of a long alternation over a sentence costs more than a hundred searches for plain words, and a hundred searches
more than looking up each word once. So each pattern is asked first for the literals without which it cannot match (the
method of RE2's FilteredRE2, read off the parsed pattern); each set of them has a bit, each word of a text the bits of
the sets it satisfies, and a sentence those of its words. A word is examined once and then remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Words = tuple[str, ...]
_MOST_WORDS = 600  # literals in one set
_MOST_KNOWN = 60_000  # words remembered
_LONGEST = 40  # characters of a word that is remembered
_FEW = 16  # characters of a class that counts as literals


class Signs(dict[str, int]):
    """Each word known so far with its bits; `of` gives those of a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._sets: dict[Words, int] = {}
        self._one: dict[str, int] = {}  # literals of one character
        self._more: dict[str, list[tuple[str, int]]] = {}  # longer ones by their first two

    def need(self, sets: Iterable[Words]) -> int:
        """The bits that a sentence must have for a pattern with these sets of literals."""
        bits = 0
        for words in sets:
            bit = self._sets.get(words)
            if bit is None:
                bit = self._sets[words] = 1 << len(self._sets)
                for word in words:
                    if len(word) == 1:
                        self._one[word] = self._one.get(word, 0) | bit
                    else:
                        self._more.setdefault(word[:2], []).append((word, bit))
                self.clear()
            bits |= bit
        return bits

    def has(self, text: str) -> bool:
        """Whether the text has any of the bits."""
        return any(map(self.__getitem__, text.split()))

    def of(self, text: str) -> int:
        """The bits of a sentence. Linear in its length."""
        bits = 0
        for word in text.split():
            bits |= self[word]
        return bits

    def __missing__(self, word: str) -> int:
        bits = 0
        for char in set(word):
            bits |= self._one.get(char, 0)
        more = self._more
        for at in range(len(word) - 1):
            for literal, bit in more.get(word[at : at + 2], ()):
                if word.startswith(literal, at):
                    bits |= bit
        if len(word) <= _LONGEST:
            if len(self) >= _MOST_KNOWN:
                self.clear()
            self[word] = bits
        return bits


def needed_words(pattern: str) -> tuple[Words, ...]:
    """Sets of literals without blanks; a text in which one of the sets has no literal holds no match."""
    made: dict[Words, None] = {}
    for words in _sets(parser.parse(pattern)):
        parts = {max(word.split(), key=len, default="") for word in words}
        if len(parts) <= _MOST_WORDS and "" not in parts:
            made[tuple(sorted(parts))] = None
    return tuple(made)


def _sets(parsed: Any) -> list[set[str]]:
    """The sets that a sequence asks for: each run of letters, each branch, each group that must take part."""
    found: list[set[str]] = []
    run = ""
    for code, value in parsed:
        if code is codes.LITERAL:
            run += chr(value)
            continue
        if run:
            found.append({run})
            run = ""
        found += _inside(code, value)
    if run:
        found.append({run})
    return [words for words in found if words and "" not in words]


def _inside(code: Any, value: Any) -> list[set[str]]:
    if code is codes.SUBPATTERN:
        return _sets(value[3])
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return _sets(value[2]) if value[0] >= 1 else []
    if code is codes.ATOMIC_GROUP:
        return _sets(value)
    if code is codes.ASSERT:
        return _sets(value[1]) if value[0] > 0 else []
    if code is codes.IN:
        return _characters(value)
    if code is codes.BRANCH:
        union: set[str] = set()
        for branch in value[1]:
            best = _best(_sets(branch))
            if not best:
                return []
            union |= best
        return [union]
    return []


def _characters(value: Any) -> list[set[str]]:
    """A class of few characters, as literals."""
    chars: set[str] = set()
    for code, what in value:
        if code is codes.LITERAL:
            chars.add(chr(what))
        elif code is codes.RANGE and what[1] - what[0] < _FEW:
            chars.update(chr(number) for number in range(what[0], what[1] + 1))
        else:
            return []
    return [chars] if len(chars) <= _FEW else []


def _best(sets: list[set[str]]) -> set[str]:
    return max(sets, key=lambda words: (min(len(word.strip()) for word in words), -len(words)), default=set())
