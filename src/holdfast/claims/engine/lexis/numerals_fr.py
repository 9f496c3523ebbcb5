"""French number words, those of France, Belgium and Switzerland."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from holdfast.claims.engine.lexis.phrases_fr import HALF, ONES, PHRASES
from holdfast.claims.engine.lexis.schema import NumberWord
from holdfast.claims.engine.lexis.spelling import Reader, Role, Spelled, Word, every_number, follows

UNITS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
TEENS = ("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize")
TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
SCALES = {"mille": 10**3, "million": 10**6, "milliard": 10**9, "billion": 10**12}

WORDS: dict[str, tuple[Role, int]] = {
    "zéro": (Role.TEEN, 0),
    "une": (Role.UNIT, 1),
    "et": (Role.LINK, 0),
    "cent": (Role.HUNDRED, 100),
    "cents": (Role.HUNDRED, 100),
    "vingts": (Role.TENS, 20),
    **{word: (Role.UNIT, value) for value, word in enumerate(UNITS, 1)},
    **{word: (Role.TEEN, value) for value, word in enumerate(TEENS, 10)},
    **{word: (Role.TENS, value) for word, value in TENS.items()},
    **{word: (Role.SCALE, value) for word, value in SCALES.items()},
    **{word + "s": (Role.SCALE, value) for word, value in SCALES.items() if word != "mille"},
}
LETTERS = re.compile(r"[^\W\d_]+(?:[’'](?=[^\W\d_]))?")
JOIN = re.compile(r"[\s\u00a0\u202f]*[-‐‑\u00ad]?[\s\u00a0\u202f]*")
_SAID = frozenset(word for word, (role, _) in WORDS.items() if role is not Role.LINK)


def words_of(text: str) -> list[Word]:
    """The words of a French text, with what each says as a number; "et" is folded into the word after it."""
    words: list[Word] = []
    end, link = 0, False
    for match in LETTERS.finditer(text):
        letters = match[0].lower()
        gap = text[end : match.start()]
        near = JOIN.fullmatch(gap) is not None
        role, value = WORDS.get(letters, (None, 0))
        end = match.end()
        if role is Role.LINK:
            link = near
            continue
        if role is Role.HUNDRED and near and words and words[-1].letters == "pour":
            role = None  # "pour cent"
        word = Word(match.start(), end, letters, role, value, near=near, hyphen="-" in gap)
        words.append(replace(word, linked=True) if link else word)
        link = False
    return words


def group_at(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """A number below a thousand that begins here: its value and the place after it."""
    value, place = 0, at
    if words[at].role is Role.HUNDRED:
        value, place = 100, at + 1
    elif words[at].role is Role.UNIT and words[at].value > 1 and follows(words, at + 1, Role.HUNDRED):
        value, place = words[at].value * 100, at + 2
    if value and (place >= len(words) or not words[place].near or words[place].linked):
        return value, place
    rest = _below_hundred(words, place)
    if rest:
        return value + rest[0], rest[1]
    return (value, place) if value else None


def _below_hundred(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    if at >= len(words) or words[at].role not in (Role.UNIT, Role.TEEN, Role.TENS):
        return None
    value, place = words[at].value, at + 1
    if words[at].letters == "quatre" and place < len(words) and words[place].letters in ("vingt", "vingts"):
        if words[place].near and not words[place].linked:
            value, place = 80, place + 1
    elif words[at].role is Role.TEEN:
        if value == 10 and follows(words, place, Role.UNIT) and words[place].value >= 7:
            return 10 + words[place].value, place + 1
        return value, place
    elif words[at].role is Role.UNIT:
        return value, place
    if value < 20 or place >= len(words):
        return value, place
    word = words[place]
    one = (word.role is Role.UNIT and word.value == 1) or (value in (60, 80) and word.value == 11)
    if not word.near or (word.linked and not one):
        return value, place
    if word.role is Role.UNIT:
        return value + word.value, place + 1
    if value in (60, 80) and word.role is Role.TEEN and word.value >= 10:
        if word.value == 10 and follows(words, place + 1, Role.UNIT) and words[place + 1].value >= 7:
            return value + 10 + words[place + 1].value, place + 2
        return value + word.value, place + 1
    return value, place


def spelled(text: str) -> tuple[Spelled, ...]:
    """Every number written in French words; a bare "un" or "une" is marked as single."""
    if _SAID.isdisjoint(LETTERS.findall(text.lower())):
        return ()
    return every_number(words_of(text), group_at, linked=False)


_READER = Reader(spelled, PHRASES, ONES, HALF)


def numerals(text: str) -> tuple[NumberWord, ...]:
    """Every number in words of a text: counts, fractions, magnitudes, multiples, ordinals and words with a unit."""
    return _READER(text)
