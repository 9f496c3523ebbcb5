"""Patterns of one kind as one: the leftmost match wins, then the first pattern.

Only the patterns that can match are tried, and where the letters are known with which one begins, only there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfast.claims.engine.literals import Words, literals
from holdfast.claims.engine.signs import Held, Signs

Span = tuple[int, int]
_Likely = tuple[
    int, re.Pattern[str], int
]  # which it is, the bit of the spots where it begins, 0 where it may anywhere
_Some = tuple[tuple[int, re.Pattern[str]], ...]
# The patterns, the bits of the spots where one of them begins, those of each such spot, those that begin anywhere.
_Chosen = tuple[tuple[_Likely, ...], int, dict[int, _Some], _Some]
_MOST_LIKELY = 4000  # sets of signs remembered by one kind


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
    """Patterns of one kind, each with what stands before and after all of them.

    `held` is what the whole sentence holds, from the same `Signs`; a stretch of the sentence may be searched with it.
    With `anywhere` all places are tried: for patterns whose place is known, and for texts that `held` is not quite of.
    """

    __slots__ = ("_bits", "_compiled", "_leads", "_likely", "_needs", "_telling", "_written", "empty")

    def __init__(
        self,
        signs: Signs,
        patterns: Iterable[str],
        before: str = "",
        after: str = "",
        *,
        anywhere: bool = False,
    ) -> None:
        self._written = [f"{before}(?:{pattern}){after}" for pattern in patterns]
        self._compiled: list[re.Pattern[str] | None] = [None] * len(self._written)
        read = [literals(written) for written in self._written]
        self._needs = [signs.need((*needed, leading) if leading else needed) for needed, leading in read]
        self._leads = [0 if anywhere else signs.lead(leading) for _, leading in read]
        self._bits = 0
        for need in self._needs:
            self._bits |= need
        self._telling = 0  # of each pattern its most telling set: with none of these bits none can match
        for needed, leading in read:
            sets = (*needed, leading) if leading else needed
            self._telling |= signs.need([max(sets, key=_tells, default=())])
        self._likely: dict[int, _Chosen] = {}
        self.empty = not self._written

    def _pattern(self, which: int) -> re.Pattern[str]:
        made = self._compiled[which]
        if made is None:
            made = self._compiled[which] = re.compile(self._written[which])
        return made

    def can(self, bits: int) -> bool:
        """Whether the most telling letters of one of them are there: without these none matches."""
        return bits & self._telling != 0

    def likely(self, held: Held) -> tuple[_Likely, ...]:
        """The patterns that can match where a sentence holds this; each compiled when a text first needs it."""
        if not held.bits & self._telling:
            return ()
        return (self._likely.get(held.bits & self._bits) or self._choose(held.bits))[0]

    def _choose(self, held: int) -> _Chosen:
        """As `likely`, for bits not met before."""
        bits = held & self._bits
        if len(self._likely) > _MOST_LIKELY:
            self._likely.clear()
        likely = tuple(
            (which, self._pattern(which), self._leads[which])
            for which, need in enumerate(self._needs)
            if need & bits == need
        )
        begins = 0
        for _, _, lead in likely:
            begins |= lead
        anywhere = tuple((which, pattern) for which, pattern, lead in likely if not lead)
        made = self._likely[bits] = (likely, begins, {}, anywhere)
        return made

    def find(self, text: str, held: Held) -> Sequence[Met]:
        """Every match, from left to right, none overlapping; `held` is what this very text holds."""
        if not held.bits & self._telling:
            return ()
        likely, begins, by_lead, anywhere = self._likely.get(held.bits & self._bits) or self._choose(
            held.bits
        )
        if not likely:
            return ()
        found: list[Met] = []
        if begins:
            done: dict[int, int] = {}  # where the last match of each pattern that has one ends
            for at, leads in held.spots:
                if here := leads & begins:
                    for which, pattern in by_lead.get(here) or _begin(by_lead, here, likely):
                        if (match := pattern.match(text, at)) and at >= done.get(which, 0):
                            done[which] = end = match.end()
                            found.append(Met(match, which, at, end))
        for which, pattern in anywhere:
            found += [Met(match, which, match.start(), match.end()) for match in pattern.finditer(text)]
        return _leftmost(found) if len(found) > 1 else found

    def at(self, text: str, start: int, held: Held, end: int | None = None) -> Met | None:
        """The match that begins exactly here."""
        if not held.bits & self._telling:
            return None
        likely = (self._likely.get(held.bits & self._bits) or self._choose(held.bits))[0]
        last = len(text) if end is None else end
        for which, pattern, _ in likely:
            match = pattern.match(text, start, last)
            if match:
                return Met(match, which, start, match.end())
        return None

    def within(self, text: str, start: int, end: int, held: Held) -> Met | None:
        """The first match between the two offsets; `held` is what this very text holds."""
        if not held.bits & self._telling:
            return None
        likely, begins, by_lead, anywhere = self._likely.get(held.bits & self._bits) or self._choose(
            held.bits
        )
        best: Met | None = None
        if begins:
            spots = held.spots
            for at, leads in spots[bisect_left(spots, (start,)) :]:
                if at >= end or best is not None:
                    break
                if here := leads & begins:
                    for which, pattern in by_lead.get(here) or _begin(by_lead, here, likely):
                        if match := pattern.match(text, at, end):
                            best = Met(match, which, at, match.end())
                            break
        for which, pattern in anywhere:
            match = pattern.search(text, max(0, start), end)
            if match and (best is None or (match.start(), which) < (best.start, best.which)):
                best = Met(match, which, *match.span())
        return best


def _begin(by_lead: dict[int, _Some], here: int, likely: tuple[_Likely, ...]) -> _Some:
    """The patterns that can begin at a spot with these bits, kept for the next."""
    made = by_lead[here] = tuple((which, pattern) for which, pattern, lead in likely if lead & here)
    return made


def _leftmost(found: list[Met]) -> list[Met]:
    """Of overlapping matches the first, and of those that begin together that of the first pattern."""
    found.sort(key=_order)
    kept: list[Met] = []
    end = -1
    for met in found:
        if met.start >= end:
            kept.append(met)
            end = met.end
    return kept


def _tells(words: Words) -> tuple[int, int]:
    """How much it tells that a text holds one of these: long ones, and few."""
    return min(map(len, words)), -len(words)


def _order(met: Met) -> tuple[int, int]:
    return met.start, met.which
