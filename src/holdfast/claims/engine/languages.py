"""Which of the five languages a text is in: by script, then by py3langid; unsure is said, never guessed in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from holdfast.claims.engine.lexis.packs import LANGUAGES

_MOST = 2000  # characters looked at
_SURE = 0.8
_SCRIPTS = {
    "ar": re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]"),
    "he": re.compile("[\u05d0-\u05ea]"),
    "en": re.compile("[A-Za-zÀ-ɏ]"),
}
_NOT_ARABIC = frozenset("پچژگٹڈڑںےکیۀېۆەڕڵێ")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = ("en", "fr", "es")
_HINTS = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "was",
            "were",
            "is",
            "are",
            "that",
            "for",
            "have",
            "has",
            "with",
            "by",
            "said",
            "from",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "du",
            "et",
            "est",
            "une",
            "dans",
            "pour",
            "qui",
            "que",
            "au",
            "aux",
            "par",
            "sur",
            "ont",
            "selon",
            "été",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "los",
            "las",
            "del",
            "y",
            "en",
            "una",
            "para",
            "por",
            "con",
            "que",
            "según",
            "han",
            "fue",
            "su",
            "se",
            "al",
            "más",
        ]
    ),
}
_WORDS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_HINTED = {
    word: tuple(lang for lang in _LATIN if word in _HINTS[lang])
    for hints in _HINTS.values()
    for word in hints
}


@lru_cache(maxsize=20_000)
def _script(char: str) -> tuple[bool, str]:
    """(whether it is a letter, the script it is of)."""
    found = next((name for name, pattern in _SCRIPTS.items() if pattern.match(char)), "")
    return _LETTER.match(char) is not None, found


@cache
def _identifier(model: str = "") -> Any:
    from py3langid import langid  # it brings numpy, and its model is read when a first Latin text comes

    return langid.LanguageIdentifier.from_model_file(model or langid.MODEL_FILE, norm_probs=True)


MIXED = "it is in several scripts that are read here, and none of them is most of it"

Told = tuple[str, str | None]  # a code, `und` where none can be told; in words what a person should look at


def language_of(text: str) -> Told:
    """(language, doubt) of a text: by its script and its small words, else by py3langid."""
    return plainly(text) or ranked(text)


def unread(text: str, read: Iterable[str]) -> str | None:
    """What to say of a text of which nothing, or only digits, could be read since its language is not one of ours.

    `read` are the languages that its items were read in.
    """
    if not _LETTER.search(text) or any(lang != "und" for lang in read):
        return None
    told, doubt = language_of(text)
    if told != "und":
        return None
    if doubt == MIXED:
        return f"No one language of the text can be told, so only digits and signs were looked for ({doubt})"
    return f"The language is not one of {', '.join(LANGUAGES)}, so only digits and signs were looked for ({doubt})"


def plainly(text: str) -> Told | None:
    """What script and small words say, at little cost; None where they do not decide."""
    sample = text[:_MOST]
    letters = 0
    counts = dict.fromkeys(_SCRIPTS, 0)
    often = Counter(sample)
    for char, times in often.items():
        is_letter, script = _script(char)
        if is_letter:
            letters += times
        if script:
            counts[script] += times
    best = max(counts, key=lambda script: counts[script])
    if not letters:
        return "und", "there are no letters here to tell the language by"
    if counts[best] * 2 < letters:
        if sum(counts.values()) * 2 > letters:
            return "und", MIXED
        return "und", "the script is not one of those read here"
    if best == "ar":
        if sum(often[char] for char in _NOT_ARABIC) * 50 > counts["ar"]:
            return "und", "Arabic script, but the language does not seem to be Arabic"
        return "ar", None
    if best == "he":
        return "he", None
    words, hits = _hits(sample)
    first, second = sorted(hits, key=lambda lang: -hits[lang])[:2]
    if hits[first] >= 3 and hits[first] >= 3 * hits[second] and hits[first] * 12 >= len(words):
        return first, None
    return None


def passing(block: str, spoken: str) -> bool:
    """Whether a short line in Latin letters may be read as the text around it, which is plainly in that language.

    It may where no small word of it is of another language alone, and it has two of this one or, without a figure in
    it that is written otherwise in another language, is so short that py3langid could only guess.
    """
    sample = block[:_MOST]
    words, hits = _hits(sample)
    own = hits.get(spoken, 0)
    if any(count for lang, count in hits.items() if lang != spoken):
        return False
    few = len(words) < 12 if own else len(words) < 6
    return own >= 2 or (few and not _DIGIT.search(sample) and all(word.isascii() for word in words))


def _hits(sample: str) -> tuple[list[str], dict[str, int]]:
    """The words of a sample in Latin letters, and how many small words it has of each language."""
    words = _WORDS.findall(sample.lower())
    hits = dict.fromkeys(_HINTS, 0)
    for word in words:
        for lang in _HINTED.get(word, ()):
            hits[lang] += 1
    if hits["es"] and "il" in words:
        hits["es"] -= words.count("y")  # the French "il y a"
    return words, hits


def ranked(text: str) -> Told:
    """What py3langid says of a text in Latin letters."""
    return _ranked(text[:_MOST])


@lru_cache(maxsize=256)  # a short text is asked for as a paragraph and as a whole
def _ranked(sample: str) -> Told:
    words, hits = _hits(sample)
    first = max(hits, key=lambda lang: hits[lang])
    scores: list[tuple[str, float]] = _identifier().rank(sample)
    lang, sure = scores[0]
    if lang in LANGUAGES and lang in _LATIN and sure >= _SURE:
        return lang, None
    if lang not in LANGUAGES and sure >= _SURE and len(words) >= 6 and hits[first] == 0:
        return "und", f"the text seems to be in a language that is not read here ({lang})"
    among = {code: score for code, score in scores if code in _LATIN}
    best = max(among, key=lambda code: (hits[code], among[code]))
    total = sum(among.values()) or 1.0
    if (
        hits[best] > max((hits[code] for code in among if code != best), default=0)
        or among[best] / total >= _SURE
    ):
        return best, None
    return best, f"read as {best}, which is not sure: name the language"
