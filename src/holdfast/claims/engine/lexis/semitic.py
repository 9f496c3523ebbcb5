"""Words of Arabic and Hebrew: marks taken off, attached prefixes taken off, and where what is left stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfast.claims.engine.lexis.spelling import GAP, Role, Word

HYPHEN = re.compile(r"[\s\u00a0\u202f\u200e\u200f]*[-־–\u0640]?[\s\u00a0\u202f\u200e\u200f]*")


@dataclass(frozen=True, slots=True)
class Script:
    """How a script is read: its letters, its marks, letters written in more than one way, its prefixes."""

    letters: re.Pattern[str]
    marks: frozenset[str]
    same: Mapping[int, str]
    prefixes: Sequence[str]  # longest first; the empty prefix is always tried before them
    link: str
    article: str


def bare(script: Script, word: str) -> tuple[str, list[int]]:
    """The letters of a word without marks, spelled one way, and where each stands in the word."""
    kept = [(letter, at) for at, letter in enumerate(word) if letter not in script.marks]
    return "".join(letter for letter, _ in kept).translate(dict(script.same)), [at for _, at in kept]


def words_of(text: str, script: Script, table: Mapping[str, tuple[Role, int]]) -> list[Word]:
    """The words of a text with what each says as a number; a lone link is folded into the word after it."""
    words: list[Word] = []
    end, link = 0, False
    for match in script.letters.finditer(text):
        letters, places = bare(script, match[0])
        gap = text[end : match.start()]
        end = match.end()
        near = GAP.fullmatch(gap) is not None or (gap != "" and HYPHEN.fullmatch(gap) is not None)
        if letters == script.link:
            link = near
            continue
        if not letters:
            continue
        prefix = "" if letters in table else _prefix(letters, script, table)
        role, value = table.get(letters[len(prefix) :], (None, 0))
        linked = link or (role is not None and prefix.startswith(script.link))
        words.append(
            Word(
                match.start() + places[len(prefix)],
                end,
                letters[len(prefix) :],
                role,
                value,
                linked=linked,
                prefix=prefix,
                near=near,
                definite=prefix.endswith(script.article),
            )
        )
        link = False
    return words


def _prefix(letters: str, script: Script, table: Mapping[str, tuple[Role, int]]) -> str:
    """The attached prefixes before a number word, or none where no number word is left."""
    for prefix in script.prefixes:
        if letters.startswith(prefix) and letters[len(prefix) :] in table:
            return prefix
    return ""
