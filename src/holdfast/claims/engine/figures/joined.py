"""Patterns of one kind as one: the leftmost match wins, then the first pattern; only those that can match are tried."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.claims.engine.signs import Signs, needed_words

Span = tuple[int, int]
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

    `signs` are those of the whole sentence, from the same `Signs`; a stretch of the sentence may be searched with them.
    """

    __slots__ = ("_bits", "_compiled", "_likely", "_needs", "_written", "empty")

    def __init__(self, signs: Signs, patterns: Iterable[str], before: str = "", after: str = "") -> None:
        self._written = [f"{before}(?:{pattern}){after}" for pattern in patterns]
        self._compiled: list[re.Pattern[str] | None] = [None] * len(self._written)
        self._needs = [signs.need(needed_words(written)) for written in self._written]
        self._bits = 0
        for need in self._needs:
            self._bits |= need
        self._likely: dict[int, tuple[int, ...]] = {}
        self.empty = not self._written

    def _pattern(self, which: int) -> re.Pattern[str]:
        """The pattern, compiled when it is first needed: most texts need few."""
        made = self._compiled[which]
        if made is None:
            made = self._compiled[which] = re.compile(self._written[which])
        return made

    def likely(self, signs: int) -> tuple[int, ...]:
        """The patterns that can match where a sentence has these signs."""
        held = signs & self._bits
        which = self._likely.get(held)
        if which is None:
            if len(self._likely) > _MOST_LIKELY:
                self._likely.clear()
            which = tuple(at for at, need in enumerate(self._needs) if need & held == need)
            self._likely[held] = which
        return which

    def find(self, text: str, signs: int) -> list[Met]:
        """Every match, from left to right, none overlapping."""
        likely = self._likely.get(signs & self._bits)
        if likely is None:
            likely = self.likely(signs)
        found: list[Met] = []
        for which in likely:
            for match in (self._compiled[which] or self._pattern(which)).finditer(text):
                found.append(Met(match, which, *match.span()))
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

    def at(self, text: str, start: int, signs: int, end: int | None = None) -> Met | None:
        """The match that begins exactly here."""
        last = len(text) if end is None else end
        for which in self.likely(signs):
            match = (self._compiled[which] or self._pattern(which)).match(text, start, last)
            if match:
                return Met(match, which, *match.span())
        return None

    def within(self, text: str, start: int, end: int, signs: int) -> Met | None:
        """The first match between the two offsets."""
        best: Met | None = None
        for which in self.likely(signs):
            match = (self._compiled[which] or self._pattern(which)).search(text, max(0, start), end)
            if match and (best is None or match.start() < best.start):
                best = Met(match, which, *match.span())
        return best


def _order(met: Met) -> tuple[int, int]:
    return met.start, met.which
