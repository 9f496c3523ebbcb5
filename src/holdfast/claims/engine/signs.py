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
EDGE = "\x1f"  # no letter stands here
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
        self._more: dict[str, dict[tuple[str, bool, bool], int]] = {}  # longer ones by their first two

    def need(self, sets: Iterable[Words]) -> int:
        """The bits that a sentence must have for a pattern with these sets of literals."""
        bits = 0
        for words in sets:
            bit = self._sets.get(words)
            if bit is None:
                bit = self._sets[words] = 1 << len(self._sets)
                for word in words:
                    self._learn(word, bit)
                self.clear()
            bits |= bit
        return bits

    def _learn(self, word: str, bit: int) -> None:
        left, right, plain = word.startswith(EDGE), word.endswith(EDGE), word.strip(EDGE)
        if len(plain) == 1 and not (left or right):
            self._one[plain] = self._one.get(plain, 0) | bit
            return
        known = self._more.setdefault(plain[:2], {})
        known[plain, left, right] = known.get((plain, left, right), 0) | bit

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
        more, last = self._more, len(word)
        for at in range(last):
            for length in (1, 2):
                known = more.get(word[at : at + length]) if at + length <= last else None
                if not known:
                    continue
                for (literal, left, right), bit in known.items():
                    end = at + len(literal)
                    if (
                        word.startswith(literal, at)
                        and not (left and at and word[at - 1].isalpha())
                        and not (right and end < last and word[end].isalpha())
                    ):
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
        if len(words) <= _MOST_WORDS:
            made[tuple(sorted(words))] = None
    return tuple(made)


def _sets(parsed: Any, left: bool = False, right: bool = False) -> list[set[str]]:
    """The sets that a sequence asks for: each run of letters, each branch, each group that must take part.

    `left` and `right` say that no letter stands before and after it.
    """
    found: list[set[str]] = []
    run, edge = {""}, left
    parts = list(parsed)
    for at, (code, value) in enumerate(parts):
        ends, begins = _edges(code, value)
        if ends or begins:
            _close(found, run, edge, ends)
            run, edge = {""}, begins
            continue
        strings = _strings([(code, value)])
        longer = strings and {one + other for one in run for other in strings}
        if longer and len(longer) <= _MOST_WORDS:
            run = longer
            continue
        first = run == {""}
        again = _repeated(code, value)
        if again and len(run) * len(again) <= _MOST_WORDS:
            _close(found, {one + other for one in run for other in again}, edge, False)
            run, edge = again, False  # the last of the repeats stands before what follows
            continue
        _close(found, run, edge, False)
        if strings:
            run, edge = strings, first and edge
            continue
        after = at + 1 < len(parts) and _edges(*parts[at + 1])[0]
        found += _inside(code, value, first and edge, after or (right and at + 1 == len(parts)))
        run, edge = {""}, False
    _close(found, run, edge, right)
    return found


def _close(found: list[set[str]], run: set[str], left: bool, right: bool) -> None:
    """Add the most telling word of each string, marked where no letter may stand beside it."""
    made: set[str] = set()
    for string in run:
        words = string.split(" ")
        best = ""
        for at, word in enumerate(words):
            if len(word) > len(best.strip(EDGE)):
                before = EDGE if (at or left) and word[0].isalnum() else ""
                after = EDGE if (at + 1 < len(words) or right) and word[-1].isalnum() else ""
                best = before + word + after
        if not best:
            return
        made.add(best)
    found.append(made)


def _edges(code: Any, value: Any) -> tuple[bool, bool]:
    """Whether no letter stands after what ends here, and none before what begins: a word's edge, or a look around."""
    if code is codes.AT and value is codes.AT_BOUNDARY:
        return True, True
    if code is codes.ASSERT_NOT and list(value[1]) in _LETTER:
        return bool(value[0] > 0), bool(value[0] < 0)
    return False, False


_LETTER = [list(parser.parse(one)) for one in (r"\w", r"[^\W_]", r"[^\W\d_]")]


def _strings(parsed: Any) -> set[str] | None:
    """All that a sequence can match, where that is a few strings."""
    made = {""}
    for code, value in parsed:
        one = _strings_of(code, value)
        if one is None or len(made) * len(one) > _MOST_WORDS:
            return None
        made = {before + after for before in made for after in one}
    return made


def _strings_of(code: Any, value: Any) -> set[str] | None:
    if code is codes.LITERAL:
        return {chr(value)}
    if code is codes.IN:
        return _characters(value)
    if code in (codes.AT, codes.ASSERT_NOT):
        return {""}
    if code is codes.SUBPATTERN:
        return _strings(value[3])
    if code is codes.ATOMIC_GROUP:
        return _strings(value)
    if code in _REPEATS and value[1] == 1:
        once = _strings(value[2])
        return once if once is None or value[0] else once | {""}
    if code is codes.BRANCH:
        union: set[str] = set()
        for branch in value[1]:
            some = _strings(branch)
            if some is None:
                return None
            union |= some
        return union
    return None


_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def _repeated(code: Any, value: Any) -> set[str] | None:
    """What is repeated, where it must take part and is a few strings."""
    return _strings(value[2]) if code in _REPEATS and value[0] >= 1 else None


def _inside(code: Any, value: Any, left: bool, right: bool) -> list[set[str]]:
    if code is codes.SUBPATTERN:
        return _sets(value[3], left, right)
    if code in _REPEATS:
        return _sets(value[2]) if value[0] >= 1 else []
    if code is codes.ATOMIC_GROUP:
        return _sets(value, left, right)
    if code is codes.ASSERT:
        return _sets(value[1]) if value[0] > 0 else []
    if code is codes.BRANCH:
        union: set[str] = set()
        for branch in value[1]:
            best = _best(_sets(branch, left, right))
            if not best:
                return []
            union |= best
        return [union]
    return []


def _characters(value: Any) -> set[str] | None:
    """A class of few characters, as literals."""
    chars: set[str] = set()
    for code, what in value:
        if code is codes.LITERAL:
            chars.add(chr(what))
        elif code is codes.RANGE and what[1] - what[0] < _FEW:
            chars.update(chr(number) for number in range(what[0], what[1] + 1))
        else:
            return None
    return chars if len(chars) <= _FEW else None


def _best(sets: list[set[str]]) -> set[str]:
    return max(sets, key=lambda words: (min(map(len, words)), -len(words)), default=set())
