"""Patterns of one kind as one: the leftmost match wins, then the first pattern; only those that can match are tried.

A pass of a long alternation over a sentence costs more than a hundred searches for plain words. So each pattern is
asked first for the literals without which it cannot match (the method of RE2's FilteredRE2, read off the parsed
pattern), and it runs only where they all occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Span = tuple[int, int]
_NAME = re.compile(r"\(\?P<[a-z]+[0-9]?>")
_MOST_SETS = 3
_MOST_WORDS = 90


@dataclass(slots=True)
class Met:
    """One match: which pattern of the joined ones it was, and its groups."""

    match: re.Match[str]
    which: int
    start: int
    end: int

    def group(self, name: str) -> str | None:
        """The words of a group, None where it is not in the pattern or did not take part."""
        return self.match[name] if name in self.match.re.groupindex else None

    def span(self, name: str) -> Span | None:
        """The span of a group, None where it did not take part."""
        if name not in self.match.re.groupindex:
            return None
        span = self.match.span(name)
        return span if span[0] >= 0 else None


class Joined:
    """Patterns of one kind, each with what stands before and after all of them."""

    __slots__ = ("_all", "_compiled", "_needs", "_sets", "_written", "empty")

    def __init__(self, patterns: Iterable[str], before: str = "", after: str = "") -> None:
        self._written = [f"{before}(?:{pattern}){after}" for pattern in patterns]
        self._compiled: list[re.Pattern[str] | None] = [None] * len(self._written)
        self._all: re.Pattern[str] | None = None
        needs = [_needs(written) for written in self._written]
        self._sets = list(dict.fromkeys(words for sets in needs for words in sets))
        self._needs = [tuple(self._sets.index(words) for words in sets) for sets in needs]
        self.empty = not self._written

    def _pattern(self, which: int) -> re.Pattern[str]:
        """The pattern, compiled when it is first needed: most texts need few."""
        made = self._compiled[which]
        if made is None:
            made = self._compiled[which] = re.compile(self._written[which])
        return made

    def _any(self) -> re.Pattern[str]:
        if self._all is None:
            self._all = re.compile("|".join(_NAME.sub("(?:", one) for one in self._written) or "(?!)")
        return self._all

    def find(self, text: str) -> list[Met]:
        """Every match, from left to right, none overlapping."""
        found: list[Met] = []
        known: dict[int, bool] = {}
        for which, needs in enumerate(self._needs):
            for need in needs:
                there = known.get(need)
                if there is None:
                    there = known[need] = _any_in(self._sets[need], text)
                if not there:
                    break
            else:
                found += [Met(match, which, *match.span()) for match in self._pattern(which).finditer(text)]
        if len(found) < 2:
            return found
        found.sort(key=_order)
        kept: list[Met] = []
        end = -1
        for met in found:
            if met.start >= end:
                kept.append(met)
                end = met.end
        return kept

    def at(self, text: str, start: int, end: int | None = None) -> Met | None:
        """The match that begins exactly here."""
        last = len(text) if end is None else end
        if not self._any().match(text, start, last):
            return None
        for which in range(len(self._written)):
            match = self._pattern(which).match(text, start, last)
            if match:
                return Met(match, which, *match.span())
        return None

    def within(self, text: str, start: int, end: int) -> Met | None:
        """The first match between the two offsets."""
        best: Met | None = None
        if not self._any().search(text, max(0, start), end):
            return None
        for which in range(len(self._written)):
            match = self._pattern(which).search(text, max(0, start), end)
            if match and (best is None or match.start() < best.start):
                best = Met(match, which, *match.span())
        return best


def _order(met: Met) -> tuple[int, int]:
    return met.start, met.which


def _any_in(words: tuple[str, ...], text: str) -> bool:
    for word in words:  # noqa: SIM110 - a loop is faster than any() here, and this is the hottest line of the grammar
        if word in text:
            return True
    return False


def _needs(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Sets of words; a text in which one of the sets has no word holds no match. The most telling set comes first."""
    sets = [
        tuple(sorted(words, key=len)) for words in _sets(parser.parse(pattern)) if len(words) <= _MOST_WORDS
    ]
    sets.sort(key=lambda words: (len(words) > 2, -min(map(len, words)), len(words)))
    return tuple(dict.fromkeys(sets))[:_MOST_SETS]


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
    if code is codes.BRANCH:
        union: set[str] = set()
        for branch in value[1]:
            best = _best(_sets(branch))
            if not best:
                return []
            union |= best
        return [union]
    return []


def _best(sets: list[set[str]]) -> set[str]:
    return max(sets, key=lambda words: (min(map(len, words)), -len(words)), default=set())
