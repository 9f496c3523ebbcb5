"""Spanish number words, in every gender and with or without written accents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from holdfast.claims.engine.lexis.phrases_es import HALF, ONES, PHRASES
from holdfast.claims.engine.lexis.schema import NumberWord
from holdfast.claims.engine.lexis.spelling import GAP, Reader, Role, Spelled, Word, every_number

ACCENTS = str.maketrans("áéíóúü", "aeiouu")
UNITS = ("uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
TEENS = (
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
)
TENS = ("veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
HUNDREDS = {
    "doscient": 200,
    "trescient": 300,
    "cuatrocient": 400,
    "quinient": 500,
    "seiscient": 600,
    "setecient": 700,
    "ochocient": 800,
    "novecient": 900,
}
SCALES = {"mil": 10**3, "millon": 10**6, "millones": 10**6, "millardo": 10**9, "millardos": 10**9}
SCALES |= {"billon": 10**12, "billones": 10**12}

WORDS: dict[str, tuple[Role, int]] = {
    "cero": (Role.TEEN, 0),
    "un": (Role.UNIT, 1),
    "una": (Role.UNIT, 1),
    "y": (Role.LINK, 0),
    "cien": (Role.HUNDREDS, 100),
    "ciento": (Role.HUNDREDS, 100),
    **{word: (Role.UNIT, value) for value, word in enumerate(UNITS, 1)},
    **{word: (Role.TEEN, value) for value, word in enumerate(TEENS, 10)},
    # "veintiuno" closes its place as a teen does: nothing follows it below a hundred
    **{"veinti" + word: (Role.TEEN, 20 + value) for value, word in enumerate(UNITS, 1)},
    "veintiun": (Role.TEEN, 21),
    "veintiuna": (Role.TEEN, 21),
    **{word: (Role.TENS, value * 10) for value, word in enumerate(TENS, 2)},
    **{stem + end: (Role.HUNDREDS, value) for stem, value in HUNDREDS.items() for end in ("os", "as")},
    **{word: (Role.SCALE, value) for word, value in SCALES.items()},
}
LETTERS = re.compile(r"[^\W\d_]+")
_SAID = frozenset(word for word, (role, _) in WORDS.items() if role is not Role.LINK)


def words_of(text: str) -> list[Word]:
    """The words of a Spanish text, with what each says as a number; "y" is folded into the word after it."""
    words: list[Word] = []
    end, link = 0, False
    for match in LETTERS.finditer(text):
        letters = match[0].lower().translate(ACCENTS)
        near = GAP.fullmatch(text[end : match.start()]) is not None
        role, value = WORDS.get(letters, (None, 0))
        end = match.end()
        if role is Role.LINK:
            link = near
            continue
        if letters in ("ciento", "cien") and near and words and words[-1].letters == "por":
            role = None  # "por ciento"
        word = Word(match.start(), end, letters, role, value, near=near)
        words.append(replace(word, linked=True) if link else word)
        link = False
    return words


def group_at(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """A number below a thousand that begins here: its value and the place after it."""
    value, place = 0, at
    if words[at].role is Role.HUNDREDS:
        value, place = words[at].value, at + 1
        if words[at].letters == "cien" or place >= len(words):
            return value, place
        if not words[place].near or words[place].linked:
            return value, place
    rest = _below_hundred(words, place)
    if rest:
        return value + rest[0], rest[1]
    return (value, place) if value else None


def _below_hundred(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    if at >= len(words) or words[at].role not in (Role.UNIT, Role.TEEN, Role.TENS):
        return None
    value, place = words[at].value, at + 1
    if words[at].role is Role.TENS and place < len(words):
        word = words[place]
        if word.near and word.linked and word.role is Role.UNIT:
            return value + word.value, place + 1
    return value, place


def spelled(text: str) -> tuple[Spelled, ...]:
    """Every number written in Spanish words; a bare "un", "una" or "uno" is marked as single."""
    if _SAID.isdisjoint(LETTERS.findall(text.lower().translate(ACCENTS))):
        return ()
    return every_number(words_of(text), group_at, linked=False)


_READER = Reader(spelled, PHRASES, ONES, HALF)


def numerals(text: str) -> tuple[NumberWord, ...]:
    """Every number in words of a text: counts, fractions, magnitudes, multiples, ordinals and words with a unit."""
    return _READER(text)
