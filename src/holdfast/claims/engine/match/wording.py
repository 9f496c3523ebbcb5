"""The words of a text as they are compared: marks of the networks taken out, letters folded, the language guessed."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_ADDRESS = re.compile(r"(?i)(?:https?:/{1,2}|www\.|pic\.twitter\.com/|t\.co/)[^\s\"<>|]{0,2000}")
_GLUED = re.compile(r"(?i)(?=https?:/|pic\.twitter\.com/)")
_TAG = re.compile(r"[#@](\w{1,140})")
# How a copied post names who posted it and when: "— Name (@name) May 3, 2016"; not part of what it says.
_POSTED = re.compile(r"\s[—–-]{1,2}\s[^—–\n]{0,80}\(@\w{1,30}\)\s+[^\W\d_]{3,12}\.? \d{1,2}, \d{4}[\s\"”]*$")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])")
_WORD = re.compile(r"[^\W_]+")
# Letters that Unicode does not decompose and that Arabic writers use for one another; tatweel is no letter.
_LETTERS = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "ß": "ss", "’": "'", "ı": "i", "ø": "o", "ł": "l"})
_SCRIPTS = ((0x0590, 0x05FF, "he"), (0x0600, 0x06FF, "ar"), (0x0750, 0x077F, "ar"))
# The commonest words of each language that the other two do not have.
_COMMON = {
    "en": "the of and is are was were has have that this with for from by it not they his her will would who be says",
    "fr": "le les des et est dans une du au aux sur par pour avec ont qui ne pas ce cette sont été leur selon il elle",
    "es": "el los las del y es en una al con por para que ha han se su sus lo fue fueron según como más este esta",
}
_LANGUAGE = {
    lang: frozenset(
        "".join(c for c in unicodedata.normalize("NFKD", w) if not unicodedata.combining(c))
        for w in words.split()
    )
    for lang, words in _COMMON.items()
}


def folded(text: str) -> str:
    """The text in lower case, without accents, harakat and niqqud, its digits in ASCII."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).lower().translate(_LETTERS)
    kept = []
    for c in plain:
        if c.isascii():
            kept.append(c)
        elif not unicodedata.combining(c):
            kept.append(str(unicodedata.digit(c, 0)) if c.isdigit() else c)
    return "".join(kept)


def word_set(words: str) -> frozenset[str]:
    """The words of a list written with blanks between."""
    return frozenset(words.split())


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The folded words of the text in order."""
    return tuple(_WORD.findall(folded(text)))


def plain_text(text: str) -> str:
    """The text without addresses of pages and pictures, with #tags and @names split into their words."""
    text = _ADDRESS.sub(" ", _GLUED.sub(" ", html.unescape(text)))
    text = _TAG.sub(lambda tag: f" {_HUMP.sub(' ', tag[1].replace('_', ' '))} ", text)
    return " ".join(text.split())


def stated_text(text: str) -> str:
    """The plain text of what a post says: without the line that names who posted it and when."""
    cut = _POSTED.sub("", text)
    return plain_text(cut if any(c.isalnum() for c in cut) else text)


@lru_cache(maxsize=4096)
def language_of(text: str) -> str | None:
    """The language by script, or by its commonest words among en, fr and es; None where that does not tell."""
    counts: dict[str, int] = {}
    letters = 0
    for c in text[:2000]:
        if not c.isalpha():
            continue
        letters += 1
        if c > "\u058f":
            for low, high, lang in _SCRIPTS:
                if low <= ord(c) <= high:
                    counts[lang] = counts.get(lang, 0) + 1
    if counts:
        lang, most = max(counts.items(), key=lambda one: one[1])
        if most * 2 > letters:
            return lang
    found = set(words_of(text[:2000]))
    ranked = sorted(((len(found & common), lang) for lang, common in _LANGUAGE.items()), reverse=True)
    return ranked[0][1] if ranked[0][0] > ranked[1][0] else None
