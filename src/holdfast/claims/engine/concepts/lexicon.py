"""The concept lexicon: keys of quantities, populations, cargo and measured points by the words of five languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from holdfast.claims.engine.match.wording import folded

LANGUAGES = ("en", "ar", "fr", "es", "he")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05bd\u05c1\u05c2\u064b-\u0655\u0670\u0640])*")
_GLUED = {
    "ar": ("وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك"),
    "he": ("וה", "שה", "מה", "ול", "וב", "ומ", "ו", "ה", "ב", "ל", "מ", "ש", "כ"),
}
_LONGEST_FORM = 6


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the lexicon; `group` as told at the head of lexicon.toml."""

    name: str
    group: str
    general: bool = False  # a population: no more than "people"
    nation: bool = False  # a population: of which people only
    point: str = ""  # where it is taken to be measured unless something else is said


@dataclass(frozen=True, slots=True)
class Met:
    """A key met in a text, with the offsets of its words."""

    key: Key
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word of a text, with its offsets."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Lexicon:
    """Forms by their first word, longest first; `taught` adds to them."""

    keys: dict[str, Key] = field(default_factory=dict)
    _forms: dict[str, list[tuple[tuple[str, ...], Key]]] = field(default_factory=dict)

    def teach(self, key: Key, forms: Iterable[str]) -> None:
        """Add forms of a key; a key that is known keeps its group."""
        known = self.keys.setdefault(key.name, key)
        for form in forms:
            words = tuple(word.text for word in words_in(form))
            if words and len(words) <= _LONGEST_FORM:
                held = self._forms.setdefault(words[0], [])
                if (words, known) not in held:
                    held.append((words, known))
                    held.sort(key=lambda one: (-len(one[0]), one[0], one[1].name))

    def begins(self, word: str) -> bool:
        """Whether a form begins with the word as it is written, no letter taken for glued: "وقود" is no "and"."""
        return word in self._forms

    def met(self, words: Sequence[Word]) -> tuple[Met, ...]:
        """Every key met, in order; a word may be of several keys of different groups, the longest form first."""
        found: list[Met] = []
        covered: dict[str, int] = {}
        for at, word in enumerate(words):
            taken: set[str] = set()
            for first in forms_of(word.text):
                for form, key in self._forms.get(first, ()):
                    if key.group in taken or covered.get(key.group, -1) >= at:
                        continue
                    rest = words[at + 1 : at + len(form)]
                    if len(rest) == len(form) - 1 and all(
                        part in forms_of(other.text) for other, part in zip(rest, form[1:], strict=True)
                    ):
                        found.append(Met(key, word.start, (rest[-1] if rest else word).end))
                        taken.add(key.group)
                        covered[key.group] = at + len(form) - 1
        return tuple(found)


def words_in(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The folded words of a text with their offsets."""
    return tuple(Word(folded(m[0]), offset + m.start(), offset + m.end()) for m in _WORD.finditer(text))


@lru_cache(maxsize=16_384)
def forms_of(word: str) -> tuple[str, ...]:
    """The word, and what it is without the letters that Arabic and Hebrew glue before it; the latest are remembered."""
    if word.isascii():
        return (word,)
    lang = "ar" if "\u0600" <= word[0] <= "\u06ff" else "he" if "\u0590" <= word[0] <= "\u05ff" else ""
    return (
        word,
        *(
            word[len(glued) :]
            for glued in _GLUED.get(lang, ())
            if word.startswith(glued) and len(word) - len(glued) >= 2
        ),
    )


@cache
def _table() -> Mapping[str, Mapping[str, object]]:
    return tomllib.loads((files(__package__) / "lexicon.toml").read_text("utf-8"))


def known_keys() -> frozenset[str]:
    """The keys that a case may name without teaching their words: all but the cues."""
    return frozenset(key for key, entry in _table().items() if entry["group"] not in ("cue", "since"))


def name_of(key: str) -> Mapping[str, str]:
    """What a reader is told instead of the key, by language; a key that a case teaches, in its own words."""
    named = _table().get(key, {}).get("name")
    return named if isinstance(named, dict) else {"en": key.replace("-", " ")}


def make_lexicon(taught: Mapping[str, Sequence[str]] | None = None) -> Lexicon:
    """The lexicon, with the words that cases teach for keys of their own or of it; a new key is a thing."""
    lexicon = Lexicon()
    for name, entry in _table().items():
        key = Key(
            name,
            str(entry["group"]),
            bool(entry.get("general")),
            bool(entry.get("nation")),
            str(entry.get("point", "")),
        )
        for lang in LANGUAGES:
            forms = entry.get(lang, ())
            lexicon.teach(key, forms if isinstance(forms, list) else ())
    for name, taught_forms in (taught or {}).items():
        lexicon.teach(Key(name, "thing"), taught_forms)
    return lexicon
