"""Hebrew number words: both genders, construct forms, and attached prefixes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from holdfast.claims.engine.lexis.phrases_he import HALF, ONES, PHRASES
from holdfast.claims.engine.lexis.schema import NumberWord
from holdfast.claims.engine.lexis.semitic import Script, Table
from holdfast.claims.engine.lexis.spelling import Reader, Role, Spelled, Word, every_number, follows

PREFIXES = sorted(
    {
        link + head + case
        for link in ("", "ו")
        for head in ("", "ש", "כש", "מ")
        for case in ("", "ב", "ל", "כ", "מ", "ה", "בכ", "לכ", "מה")
        if link + head + case
    },
    key=len,
    reverse=True,
)
SCRIPT = Script(
    letters=re.compile("[\u0591-\u05bd\u05bf-\u05c7\u05d0-\u05ea\u05f3\u05f4]+"),
    marks=frozenset(map(chr, range(0x0591, 0x05C8))) - {"\u05be"},
    same={},
    prefixes=PREFIXES,
    link="ו",
    article="ה",
)
UNITS: dict[str, int] = {
    **dict.fromkeys(("אחד", "אחת"), 1),
    **dict.fromkeys(("שניים", "שנים", "שתיים", "שתים", "שני", "שתי"), 2),
    **dict.fromkeys(("שלושה", "שלוש", "שלושת", "שלשה", "שלש"), 3),
    **dict.fromkeys(("ארבעה", "ארבע", "ארבעת"), 4),
    **dict.fromkeys(("חמישה", "חמש", "חמשת", "חמשה", "חמישת"), 5),
    **dict.fromkeys(("שישה", "שש", "ששת", "ששה", "שישת"), 6),
    **dict.fromkeys(("שבעה", "שבע", "שבעת"), 7),
    **dict.fromkeys(("שמונה", "שמונת"), 8),
    **dict.fromkeys(("תשעה", "תשע", "תשעת"), 9),
}
TENS = {
    "עשרים": 20,
    "שלושים": 30,
    "שלשים": 30,
    "ארבעים": 40,
    "חמישים": 50,
    "חמשים": 50,
    "שישים": 60,
    "ששים": 60,
    "שבעים": 70,
    "שמונים": 80,
    "תשעים": 90,
}
SCALES = {
    **dict.fromkeys(("אלף", "אלפים"), 10**3),
    **dict.fromkeys(("מיליון", "מליון"), 10**6),
    **dict.fromkeys(("מיליארד", "מליארד"), 10**9),
    **dict.fromkeys(("טריליון",), 10**12),
}
WORDS: dict[str, tuple[Role, int]] = {
    "אפס": (Role.TEEN, 0),
    **{word: (Role.UNIT, value) for word, value in UNITS.items()},
    **dict.fromkeys(("עשר", "עשרה", "עשרת"), (Role.TEEN, 10)),
    **{word: (Role.TENS, value) for word, value in TENS.items()},
    "מאה": (Role.HUNDRED, 100),
    "מאות": (Role.HUNDRED, 100),
    "מאתיים": (Role.HUNDREDS, 200),
    "מאתים": (Role.HUNDREDS, 200),
    "אלפיים": (Role.DUAL, 2000),
    **{word: (Role.SCALE, value) for word, value in SCALES.items()},
}
_TABLE = Table(SCRIPT, WORDS)
# After these words "two" is the name of a day.
ORDERED = frozenset(("יום", "ביום", "מיום", "ליום", "ויום", "שביום", "בימי"))


def group_at(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """A number below a thousand that begins here: its value and the place after it."""
    word = words[at]
    if word.role is Role.HUNDREDS or (word.role is Role.HUNDRED and word.letters == "מאה"):
        return _with_rest(words, word.value, at + 1)
    several = word.role is Role.UNIT and word.value >= 3 and follows(words, at + 1, Role.HUNDRED)
    if several and words[at + 1].letters == "מאות":
        return _with_rest(words, word.value * 100, at + 2)
    return _below_hundred(words, at)


def _with_rest(words: Sequence[Word], hundreds: int, at: int) -> tuple[int, int]:
    """Hundreds, and the tens and units after them; "and" stands before the last of them, or nowhere."""
    if at < len(words) and words[at].near:
        rest = _below_hundred(words, at)
        last = words[at].linked or (rest is not None and rest[1] > at + 1) or words[at].role is not Role.UNIT
        if rest and last:
            return hundreds + rest[0], rest[1]
    return hundreds, at


def _below_hundred(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    word = words[at]
    if word.role is Role.TEEN:
        return word.value, at + 1
    if word.role is Role.UNIT:
        if (
            follows(words, at + 1, Role.TEEN)
            and words[at + 1].value == 10
            and words[at + 1].letters != "עשרת"
        ):
            return word.value + 10, at + 2
        return word.value, at + 1
    if word.role is not Role.TENS:
        return None
    if follows(words, at + 1, Role.UNIT, linked=True):
        return word.value + words[at + 1].value, at + 2
    return word.value, at + 1


def spelled(text: str) -> tuple[Spelled, ...]:
    """Every number written in Hebrew words, without ordinals, week days and bare plurals ("thousands of")."""
    words = _TABLE.words_of(text)
    if not words:
        return ()
    for place, word in enumerate(words):
        before = words[place - 1] if place and word.near else None
        counts = before and not word.linked and not word.prefix and before.role in (Role.UNIT, Role.TEEN)
        after = words[place + 1] if place + 1 < len(words) else None
        if word.letters == "שנים" and not (after and after.near and after.letters in ("עשר", "עשרה")):
            words[place] = _mute(word)  # years: as "two" it stands before ten alone
            continue
        second = word.letters == "שני" and (word.definite or _named_day(before))
        if second or (word.letters in ("אלפים", "מאות") and not counts):
            words[place] = _mute(word)
    return every_number(words, group_at, linked=None)


def _named_day(before: Word | None) -> bool:
    return before is not None and before.prefix + before.letters in ORDERED


def _mute(word: Word) -> Word:
    return replace(word, role=None, value=0)


_READER = Reader(spelled, PHRASES, ONES, HALF)


def numerals(text: str) -> tuple[NumberWord, ...]:
    """Every number in words of a text: counts, fractions, magnitudes, multiples, ordinals and words with a unit."""
    return _READER(text)
