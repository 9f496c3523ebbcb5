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


Known = tuple[str, str, int, Role | None, int]  # letters, prefix, where the rest begins, what it says
_MOST_KNOWN = 40_000


class Table(dict[str, Known]):
    """The number words of a language, and each word of a text as it is read with them: read once, then remembered."""

    def __init__(self, script: Script, numbers: Mapping[str, tuple[Role, int]]) -> None:
        super().__init__()
        self._script, self._numbers = script, numbers
        self._same = dict(script.same)

    def __missing__(self, word: str) -> Known:
        letters, places = self._bare(word)
        prefix = "" if letters in self._numbers else self._prefix(letters)
        role, value = self._numbers.get(letters[len(prefix) :], (None, 0))
        if len(self) >= _MOST_KNOWN:
            self.clear()
        made = self[word] = (letters, prefix, places[len(prefix)] if letters else 0, role, value)
        return made

    def _bare(self, word: str) -> tuple[str, list[int]]:
        """The letters of a word without marks, spelled one way, and where each stands in the word."""
        kept = [(letter, at) for at, letter in enumerate(word) if letter not in self._script.marks]
        return "".join(letter for letter, _ in kept).translate(self._same), [at for _, at in kept]

    def _prefix(self, letters: str) -> str:
        """The attached prefixes before a number word, or none where no number word is left."""
        for prefix in self._script.prefixes:
            if letters.startswith(prefix) and letters[len(prefix) :] in self._numbers:
                return prefix
        return ""

    def words_of(self, text: str) -> list[Word]:
        """The words of a text with what each says as a number, none where none says one.

        A lone link is folded into the word after it.
        """
        script = self._script
        if not any(self[word][3] for word in script.letters.findall(text)):
            return []
        words: list[Word] = []
        end, link = 0, False
        for match in script.letters.finditer(text):
            letters, prefix, begins, role, value = self[match[0]]
            gap = text[end : match.start()]
            end = match.end()
            near = (
                gap == " "
                or GAP.fullmatch(gap) is not None
                or (gap != "" and HYPHEN.fullmatch(gap) is not None)
            )
            if letters == script.link:
                link = near
                continue
            if not letters:
                continue
            linked = link or (role is not None and prefix.startswith(script.link))
            words.append(
                Word(
                    match.start() + begins, end, letters[len(prefix) :], role, value, linked, prefix, near,
                    definite=prefix.endswith(script.article),
                )
            )  # fmt: skip
            link = False
        return words
