"""Which of the five languages a text is in: by script, then by py3langid; unsure is said, never guessed in silence."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from py3langid.langid import LanguageIdentifier

from holdfast.claims.engine.lexis.packs import LANGUAGES

_MOST = 2000  # characters looked at
_SURE = 0.8
_FEW = 20  # letters, below which the whole text has to help
_SCRIPTS = (
    ("ar", re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("en", re.compile("[A-Za-zÀ-ɏ]")),
)
_NOT_ARABIC = re.compile("[پچژگٹڈڑںےکیۀېۆەڕڵێ]")
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


@cache
def _identifier(model: str = "") -> Any:
    from py3langid import langid  # the model is read when a first Latin text comes

    return LanguageIdentifier.from_model_file(model or langid.MODEL_FILE, norm_probs=True)


def language_of(text: str) -> tuple[str, str | None]:
    """(language, doubt): a code, `und` where none can be told; `doubt` says in words what a person should look at."""
    sample = text[:_MOST]
    letters = len(_LETTER.findall(sample))
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS}
    best = max(counts, key=lambda script: counts[script])
    if not letters:
        return "und", "there are no letters here to tell the language by"
    if counts[best] * 2 < letters:
        return "und", "the script is not one of those read here"
    if best == "ar":
        if len(_NOT_ARABIC.findall(sample)) * 50 > counts["ar"]:
            return "und", "Arabic script, but the language does not seem to be Arabic"
        return "ar", None
    if best == "he":
        return "he", None
    return _latin(sample)


def _latin(sample: str) -> tuple[str, str | None]:
    words = _WORDS.findall(sample.lower())
    hits = {lang: sum(word in hints for word in words) for lang, hints in _HINTS.items()}
    first, second = sorted(hits, key=lambda lang: -hits[lang])[:2]
    if hits[first] >= 3 and hits[first] >= 3 * hits[second] and hits[first] * 12 >= len(words):
        return first, None
    ranked: list[tuple[str, float]] = _identifier().rank(sample)
    lang, sure = ranked[0]
    if lang in LANGUAGES and lang in _LATIN and sure >= _SURE:
        return lang, None
    if lang not in LANGUAGES and sure >= _SURE and len(words) >= 6 and hits[first] == 0:
        return "und", f"the text seems to be in a language that is not read here ({lang})"
    among = {code: score for code, score in ranked if code in _LATIN}
    best = max(among, key=lambda code: (hits[code], among[code]))
    total = sum(among.values()) or 1.0
    if (
        hits[best] > max((hits[code] for code in among if code != best), default=0)
        or among[best] / total >= _SURE
    ):
        return best, None
    return best, f"read as {best}, which is not sure: name the language"
