"""Names of places in a sentence: the territories of the CLDR in five languages, and the few a pack adds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from holdfast.claims.engine.literals import EDGE

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_PLAIN = re.compile(r"[^\W\d_]+")
_BEGINS = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]['-])")  # no word reaches here
_LETTERS = re.compile(r"[A-Z]{2}|001")
_COMMON = ("world", "Gaza Strip")  # named by a common noun, in small letters: "le monde", "l'enclave"
_GLUED = 3  # letters that may stand before a name: ובעזה has two


@dataclass(frozen=True, slots=True)
class PlaceMet:
    """A place named in a sentence; offsets into the folded sentence."""

    start: int
    end: int
    name: str
    glued: int  # letters before it that are no part of the name


class Gazetteer:
    """Finds names word by word; the cost does not grow with the number of names."""

    __slots__ = ("_by_first", "_prefixes", "beginnings")

    def __init__(self, names: dict[str, str], prefixes: str) -> None:
        self._prefixes = frozenset(prefixes)
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for words in sorted(names, key=len, reverse=True):
            first = _WORD.match(words)
            if first:
                self._by_first.setdefault(first[0], []).append((words, names[words]))
        plain = {part for first in self._by_first for part in _PLAIN.findall(first)[:1]}
        # The whole words with which a name begins, as literals; None where letters may stand before them.
        self.beginnings = None if prefixes else tuple(f"{EDGE}{word}{EDGE}" for word in sorted(plain))

    def find(self, low: str, cased: str, starts: Sequence[int]) -> Iterator[PlaceMet]:
        """The places of a folded sentence, from left to right, the longest name at each place.

        `starts` is where the literals of `beginnings` stand.
        """
        done = 0
        for word in _WORD.finditer(low) if self._prefixes else _words_at(low, starts):
            letters = word[0]
            start = word.start()
            if start < done:
                continue
            for cut in range(min(_GLUED, len(letters) - 1) + 1 if self._prefixes else 1):
                if cut and letters[cut - 1] not in self._prefixes:
                    break
                met = self._at(low, start + cut, word)
                if met and (
                    not cased[start : met[0]].islower() or not cased[start].isascii() or met[1] in _COMMON
                ):
                    yield PlaceMet(start + cut, met[0], met[1], cut)
                    done = met[0]
                    break

    def _at(self, low: str, start: int, word: re.Match[str]) -> tuple[int, str] | None:
        first = word[0][start - word.start() :]
        named = self._by_first.get(first)
        if not named and first.endswith("'s"):
            named = self._by_first.get(first[:-2])
        for words, name in named or ():
            end = start + len(words)
            if low.startswith(words, start) and not low[end : end + 1].isalnum():
                return end, name
        return None


def _words_at(low: str, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    for at in starts:
        word = _WORD.match(low, at) if _BEGINS.match(low, at) else None
        if word:
            yield word


@cache
def gazetteer(lang: str, added: tuple[tuple[str, str], ...], prefixes: str) -> Gazetteer:
    """The places of a language, each with the name to print: English where the CLDR has one."""
    names: dict[str, str] = {}
    if lang != "und":
        english = Locale.parse("en").territories
        for code, words in Locale.parse(lang).territories.items():
            if _LETTERS.fullmatch(code) and code not in ("ZZ", "QO", "XA", "XB"):
                name = english.get(code, words)
                names[words.lower().replace("’", "'")] = name
    names.update(added)
    return Gazetteer(names, prefixes)
