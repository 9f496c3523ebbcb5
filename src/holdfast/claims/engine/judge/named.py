"""What the words of a source's name are, without small words: whom they name by what it is and where."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from holdfast.claims.engine.concepts.lexicon import words_in
from holdfast.claims.engine.judge.readings import Record, Speaker
from holdfast.claims.engine.match.aliases import shipped_aliases

_STATES = frozenset(["israel", "palestine", "ukraine", "russia", "lebanon", "united-states"])
_LAND = "palestine"  # of which all of the places below are
_WITHIN = frozenset(["gaza", "rafah", "khan-younis"])
SMALL_WORDS = frozenset(
    [
        "the",
        "of",
        "in",
        "for",
        "and",
        "a",
        "an",
        "s",
        "al",
        "el",
        "la",
        "le",
        "les",
        "de",
        "du",
        "des",
        "d",
        "l",
        "en",
        "y",
        "et",
        "los",
        "las",
        "del",
        "ال",
        "في",
        "من",
        "של",
        "ה",
        "ב",
    ]
)
# What a source publishes its numbers in: "UN2720's database" is UN2720.
_PUBLISHED = re.compile(
    r"['’]s? (?:own |online |public |latest )?"
    r"(?:databases?|dashboards?|data|tracker|portal|website|figures|statistics)$",
    re.I,
)


def itself(name: str) -> str:
    """The name of a source without what it publishes in."""
    return _PUBLISHED.sub("", name)


def of_a_kind(whole: frozenset[str], record: Record) -> tuple[Speaker, ...]:
    """The source that is named in another language by what it is and where: "hôpitaux de Gaza"."""
    kinds = _kinds(whole, record)
    if not kinds:
        return ()
    named = tuple(
        one
        for one in record.speakers.values()
        if any(_kinds(content(name), record) == kinds for name in one.name.values())
    )
    return named if len(named) == 1 else ()


def only_one_so(name: str, record: Record) -> tuple[Speaker, ...]:
    """The source that alone is of the kind that the words name, without where it is: "hospitals said"."""
    kinds = _kinds(content(name), record)
    if not kinds or kinds & places():
        return ()
    named = tuple(
        one for one in record.speakers.values() if any(_kinds(content(text), record) - places() == kinds
                                                       for text in one.name.values())
    )  # fmt: skip
    return named if len(named) == 1 else ()


def _kinds(words: frozenset[str], record: Record) -> frozenset[str]:
    """The keys of all these words, of things and of places; none where a word has no key."""
    found = set()
    for word in words:
        keys = {met.key.name for met in record.lexicon.met(words_in(word)) if met.key.group == "thing"}
        keys |= shipped_aliases().keys(word) & places()
        if not keys:
            return frozenset()
        found |= keys
    return frozenset(found)


def of_another_land(keys: frozenset[str], speaker: Speaker) -> bool:
    """Whether these names place a body in lands of which the source, which is of some place itself, is not."""
    own = frozenset().union(*(shipped_aliases().keys(text) for text in speaker.name.values())) & places()
    said = (keys & places()) - {_LAND}
    return bool(own) and bool(said) and not said & own and not said <= _WITHIN


@cache
def places() -> frozenset[str]:
    return frozenset(key for key, kind in shipped_aliases().kinds.items() if kind == "place")


@lru_cache(maxsize=4096)
def content(name: str) -> frozenset[str]:
    found = set()
    for word in words_in(name.split("(")[0]):
        bare = word.text.removeprefix("ال") if len(word.text) > 4 else word.text
        states = [key for key in shipped_aliases().keys(word.text) if key in _STATES]
        bare = states[0] if states else bare  # "Israeli" is of Israel
        if bare not in SMALL_WORDS and word.text not in SMALL_WORDS:
            found.add(bare)
    return frozenset(found)
