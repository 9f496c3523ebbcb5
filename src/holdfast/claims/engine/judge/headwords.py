"""The words of headings.toml as they are looked for: lists of words, patterns over folded words, by language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from holdfast.claims.engine.concepts.lexicon import Word, forms_of, words_in
from holdfast.claims.engine.match.wording import folded

_GLUED = {"ar": "(?:[وفبلك]|ال|وال|بال|لل)?", "he": "(?:[והבלמשכ]{1,2})?"}
_LATIN = ("en", "fr", "es")


def joined(words: Sequence[Word]) -> str:
    """The folded words, one blank between them."""
    return " ".join(word.text for word in words)


def languages_of(lang: str, said: str) -> tuple[str, ...]:
    """The languages whose words are looked for: by the script, that of the number's sentence first."""
    if any("\u0600" <= char <= "\u06ff" for char in said):
        return ("ar",)
    if any("\u0590" <= char <= "\u05ff" for char in said):
        return ("he",)
    return (lang, *(one for one in _LATIN if one != lang)) if lang in _LATIN else _LATIN


def holds(table: str, word: Word, lang: str) -> bool:
    """Whether a list has the word, with or without the letters glued before it."""
    known = listed(table, lang)
    return any(form in known for form in forms_of(word.text))


@cache
def listed(table: str, lang: str) -> frozenset[str]:
    """The folded words of a list."""
    return frozenset(word.text for form in _tables()[table].get(lang, []) for word in words_in(form))


@cache
def pattern(table: str, lang: str) -> re.Pattern[str]:
    """All patterns of a table as one."""
    either = "|".join(folded(one) for one in _tables()[table].get(lang, []))
    return re.compile(rf"(?<!\w){_GLUED.get(lang, '')}(?:{either})(?!\w)")


@lru_cache(maxsize=8192)
def met(table: str, lang: str, said: str) -> bool:
    """Whether a pattern of the table is met in folded words."""
    return pattern(table, lang).search(said) is not None


@cache
def pointing(lang: str) -> re.Pattern[str]:
    """What a sentence points back with."""
    return re.compile(rf"(?:{folded(str(_tables()['pointing'][lang]))})(?!\w)")


@lru_cache(maxsize=4096)
def truce_months(lang: str, said: str) -> frozenset[int]:
    """The months by which folded words tell a truce: "the January truce"."""
    return frozenset(at for at, one in enumerate(_truces(lang), 1) if one.search(said))


@cache
def _truces(lang: str) -> tuple[re.Pattern[str], ...]:
    either = "|".join(folded(one) for one in _tables()["truce"].get(lang, []))
    months = [folded(one) for one in _tables()["months"].get(lang, [])]
    return tuple(
        re.compile(rf"(?<!\w){_GLUED.get(lang, '')}(?:{either.replace('@', month)})(?!\w)")
        for month in months
    )


@cache
def _tables() -> Mapping[str, Mapping[str, str | list[str]]]:
    return tomllib.loads((files(__package__) / "headings.toml").read_text("utf-8"))
