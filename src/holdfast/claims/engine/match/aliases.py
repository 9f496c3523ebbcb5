"""Names as five languages write them: a table of written forms, met as whole words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from holdfast.claims.engine.match.wording import words_of

_GLUED_AR = ("وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_GLUED_HE = ("וה", "שה", "מה", "ול", "וב", "ומ", "ו", "ה", "ב", "ל", "מ", "ש", "כ")
_BRACKETS = re.compile(r"(.{2,200}?)\s*\(([^()]{2,40})\)")
_LANGUAGES = ("en", "ar", "fr", "es", "he")


class NameKind(StrEnum):
    """What a name names."""

    ORGANISATION = "organisation"
    PERSON = "person"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Named:
    """A name met in a text: its key, what it names, and the words it takes, by their places in the list of words."""

    key: str
    kind: NameKind
    first: int
    last: int  # the place of its last word


class Aliases:
    """Written forms by their first word, longest first."""

    def __init__(self, table: Mapping[str, Mapping[str, object]]) -> None:
        self._forms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.kinds: dict[str, NameKind] = {}
        self._table = table
        for key, entry in table.items():
            self.kinds[key] = NameKind(str(entry["kind"]))
            for lang in _LANGUAGES:
                written = entry.get(lang, ())
                for form in written if isinstance(written, list) else ():
                    words = words_of(str(form))
                    if words:
                        self._forms.setdefault(words[0], []).append((words, key))
        for forms in self._forms.values():
            forms.sort(key=lambda one: (-len(one[0]), one))

    def met(self, words: Sequence[str]) -> tuple[Named, ...]:
        """The names among folded words, longest form first, none overlapping, in order."""
        found = []
        at = 0
        forms = self._forms
        while at < len(words):
            word = words[at]
            if word not in forms and (len(word) < 4 or word.isascii()):
                at += 1
                continue
            taken = self._at(words, at)
            if taken is None:
                at += 1
                continue
            length, key = taken
            found.append(Named(key, self.kinds[key], at, at + length - 1))
            at += length
        return tuple(found)

    def with_sources(self, names: Mapping[str, Sequence[str]]) -> Aliases:
        """These and the names of a desk's sources, by the source's key, each as an organisation.

        A source that the table has under one of its names lends its other names to that entry. A part in brackets at
        the end of a name, such as an abbreviation, is a name too.
        """
        table: dict[str, dict[str, object]] = {key: dict(entry) for key, entry in self._table.items()}
        for source, written in names.items():
            forms = [form for name in written for form in _forms_of(name)]
            known = next((key for form in forms if (key := self._exactly(form))), None)
            entry = table.setdefault(known or f"source-{source}", {"kind": NameKind.ORGANISATION})
            if entry["kind"] != NameKind.PLACE:
                before = entry.get("en", ())
                entry["en"] = [*(before if isinstance(before, list) else ()), *forms]
        return Aliases(table)

    def _exactly(self, form: str) -> str | None:
        """The key of the body that the whole form names, be it with the place that begins the key."""
        words = words_of(form)
        met = self.met(words)
        bodies = {one.key for one in met if one.kind is not NameKind.PLACE}
        places = {one.key for one in met if one.kind is NameKind.PLACE}
        if len(bodies) != 1 or sum(one.last - one.first + 1 for one in met) != len(words):
            return None
        (key,) = bodies
        return key if all(key.startswith(f"{place}-") for place in places) else None

    def keys(self, text: str) -> frozenset[str]:
        """The keys of the names that the text holds."""
        return frozenset(one.key for one in self.met(words_of(text)))

    def _at(self, words: Sequence[str], at: int) -> tuple[int, str] | None:
        for first in (words[at], *_bare(words[at])):
            for form, key in self._forms.get(first, ()):
                rest = words[at + 1 : at + len(form)]
                if len(rest) == len(form) - 1 and all(
                    word == part or part in _bare(word) for word, part in zip(rest, form[1:], strict=True)
                ):
                    return len(form), key
        return None


def _forms_of(name: str) -> tuple[str, ...]:
    """The name, and the two that a name with brackets at its end gives."""
    found = _BRACKETS.fullmatch(name.strip())
    forms = (name,) if found is None else (found[1], found[2])
    # A short word in small letters ("press") would be met everywhere.
    return tuple(form for form in forms if len(form) > 3 or form.isupper())


def _bare(word: str) -> Iterable[str]:
    """The word without the letters that Arabic and Hebrew glue before it."""
    if word.isascii() or len(word) < 4:
        return ()
    glued = _GLUED_AR if "\u0600" <= word[0] <= "\u06ff" else _GLUED_HE
    return [
        word[len(prefix) :] for prefix in glued if word.startswith(prefix) and len(word) > len(prefix) + 2
    ]


@lru_cache(maxsize=4096)
def shipped_keys(text: str) -> frozenset[str]:
    """The keys of the names in the text, by the table that comes with Holdfast."""
    return shipped_aliases().keys(text)


@cache
def shipped_aliases() -> Aliases:
    """The table that comes with Holdfast."""
    text = files("holdfast.claims.engine.match").joinpath("aliases.toml").read_text(encoding="utf-8")
    return Aliases(tomllib.loads(text))
