"""Signs of a sentence that no rule reads: pictures, struck letters, marks of mathematics, quotation marks of scorn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import category

from holdfast.claims.engine.concepts.lexicon import words_in
from holdfast.claims.engine.concepts.sentence import Sentence
from holdfast.claims.engine.items import Bound, Item, Kind

_PLAIN = frozenset(".,;:()'’‘\"“”„«»-–—‐‑|?؟،؛٬٫״׳־·•…%")
_BOUNDING = frozenset("≤≥<>~≈±+")  # read with a number that has a bound
_BEGINS_A_LINE = frozenset("#*•·>-+|")
_STRUCK = frozenset("\u0334\u0335\u0336\u0337\u0338")
_SCARE = re.compile(r"[\"“„‘'«](?P<said>[^\"“”„‘'«»\n]{2,40})[\"”“’'»]")
_SCARE_WORDS = 3  # so few words in quotation marks are held at arm's length
_NOTE = 4  # characters to either side of a bracket of "[12]"
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_DOTS = re.compile(r"…|\.\.\.")
_BEYOND = 12  # characters past the sentence in which a picture is still about it


def signs(text: str, item: Item, inside: Sequence[Item], sentence: Sentence) -> list[tuple[int, int]]:
    """Where characters stand that are no letters, digits, plain marks or signs read with a number."""
    first, last = sentence.start, sentence.start + len(sentence.text)
    read = [(one.start, one.end) for one in inside if one.kind is not Kind.DATE]
    dates = [(one.start, one.end) for one in inside if one.kind is Kind.DATE]
    found = []
    for at in (*_before(text, first), *range(first, last), *_after(text, last)):
        char = text[at]
        if char.isalnum() or char.isspace() or char in _PLAIN:
            if char == "%" and not text[max(0, at - 2) : at].strip()[-1:].isdigit():
                found.append((at, at + 1))
            continue
        if char in _STRUCK or not _is_mark(char):
            if char in _BEGINS_A_LINE and not text[text.rfind("\n", 0, at) + 1 : at].strip("#*•·>-+| \t"):
                continue
            if any(start <= at < end for start, end in dates):
                continue
            if char in _BOUNDING and _bounds_one(at, inside) and not _adds(text, at):
                continue
            if any(start <= at < end for start, end in read) and char not in _STRUCK and not _adds(text, at):
                continue
            if char == "/" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
                continue
            if char in "[]" and _FOOTNOTE.search(text[max(0, at - _NOTE) : at + _NOTE]):
                continue
            found.append((at, at + 1))
    found += [(first + met.start(), first + met.end()) for met in _DOTS.finditer(sentence.text)]
    for met in _SCARE.finditer(sentence.text):
        said = words_in(met["said"])
        if 0 < len(said) <= _SCARE_WORDS and not any(
            first + met.start() <= one.start < first + met.end() for one in inside
        ):
            found.append((first + met.start(), first + met.end()))
    return found


def _is_mark(char: str) -> bool:
    """Accents, vowel signs and marks that are not seen."""
    return category(char) in ("Mn", "Cf", "Lm") and not "\u20d0" <= char <= "\u20ff"


def _bounds_one(at: int, inside: Sequence[Item]) -> bool:
    return any(
        one.bound is not Bound.EXACT and (one.start - 2 <= at < one.end + 1) and one.kind is not Kind.DATE
        for one in inside
    )


def _adds(text: str, at: int) -> bool:
    """Whether a plus stands between two numbers."""
    return (
        text[at] == "+" and text[at + 1 : at + 3].strip()[:1].isdigit() and at > 0 and text[at - 1].isalnum()
    )


def _before(text: str, first: int) -> list[int]:
    """The signs that stand right before a sentence, as far as no word comes."""
    found = []
    for at in range(first - 1, max(-1, first - _BEYOND), -1):
        if text[at].isalnum():
            break
        if category(text[at]) == "So":
            found.append(at)
    return found


def _after(text: str, last: int) -> list[int]:
    found: list[int] = []
    for at in range(last, min(len(text), last + _BEYOND)):
        if text[at].isalnum() and text[at - 1] != "/":
            break
        if text[at] == "\n" and not found:
            rest = text[at : at + 3].strip()
            if not rest or category(rest[0]) != "So":
                break
        if category(text[at]) == "So" or text[at] in "/!~":
            found.append(at)
    return found
