"""Arabic number words: both genders, every case, with and without hamza, vowel marks and attached prefixes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from holdfast.claims.engine.lexis.duals_ar import DUALS as NOUNS
from holdfast.claims.engine.lexis.phrases_ar import HALF, ONES, PHRASES
from holdfast.claims.engine.lexis.schema import NumberWord
from holdfast.claims.engine.lexis.semitic import Script, Table
from holdfast.claims.engine.lexis.spelling import Reader, Role, Spelled, Word, every_number, follows

ARTICLES = ("", "ال")
PREFIXES = sorted(
    {
        link + case
        for link in ("", "و", "ف")
        for case in ("", "ب", "ل", "ك", "ال", "بال", "كال", "لل", "لال")
        if link + case
    },
    key=len,
    reverse=True,
)
SCRIPT = Script(
    letters=re.compile("[\u0621-\u0652\u0670\u0671]+"),
    marks=frozenset("\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"),
    same={ord(letter): plain for letter, plain in zip("أإآٱىةئ", "اااايهي", strict=True)},
    prefixes=PREFIXES,
    link="و",
    article="ال",
)
UNITS: dict[str, int] = {
    **dict.fromkeys(("واحد", "واحده", "واحدا", "احد", "احدي"), 1),
    **dict.fromkeys(("اثنان", "اثنين", "اثنتان", "اثنتين", "اثنا", "اثني", "اثنتا", "اثنتي"), 2),
    **dict.fromkeys(("ثلاث", "ثلاثه", "ثلاثا"), 3),
    **dict.fromkeys(("اربع", "اربعه", "اربعا"), 4),
    **dict.fromkeys(("خمس", "خمسه", "خمسا"), 5),
    **dict.fromkeys(("ست", "سته", "ستا"), 6),
    **dict.fromkeys(("سبع", "سبعه", "سبعا"), 7),
    **dict.fromkeys(("ثمان", "ثمانيه", "ثماني", "ثمانيا"), 8),
    **dict.fromkeys(("تسع", "تسعه", "تسعا"), 9),
}
TENS = {"عشر": 20, "ثلاث": 30, "اربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90}
HUNDRED = ("ميه", "مايه", "ماءه")
HUNDREDS = {
    "ثلاث": 300,
    "اربع": 400,
    "خمس": 500,
    "ست": 600,
    "سبع": 700,
    "ثمان": 800,
    "ثماني": 800,
    "تسع": 900,
}
SCALES = {
    **dict.fromkeys(("الف", "الفا", "الاف", "الافا"), 10**3),
    **dict.fromkeys(("مليون", "مليونا", "ملايين"), 10**6),
    **dict.fromkeys(("مليار", "مليارا", "مليارات", "بليون", "بلايين"), 10**9),
    **dict.fromkeys(("تريليون", "تريليونا", "تريليونات"), 10**12),
}
PLURALS = ("الاف", "الافا", "ملايين", "مليارات", "بلايين", "تريليونات")
# "alfa", without a number before it, is "two thousand of"; after one it is "thousand" in the accusative.
CONSTRUCT = frozenset(("الفا", "مليونا", "مليارا", "تريليونا"))
DUALS = {
    **dict.fromkeys(("الفان", "الفين", "الفي"), 2 * 10**3),
    **dict.fromkeys(("مليونان", "مليونين", "مليوني"), 2 * 10**6),
    **dict.fromkeys(("ملياران", "مليارين", "ملياري"), 2 * 10**9),
    **dict.fromkeys(("تريليونان", "تريليونين"), 2 * 10**12),
}
WORDS: dict[str, tuple[Role, int]] = {
    "صفر": (Role.TEEN, 0),
    **{word: (Role.UNIT, value) for word, value in UNITS.items()},
    **dict.fromkeys(("عشر", "عشره", "عشرا"), (Role.TEEN, 10)),
    **{stem + end: (Role.TENS, value) for stem, value in TENS.items() for end in ("ون", "ين")},
    **dict.fromkeys(HUNDRED, (Role.HUNDRED, 100)),
    **dict.fromkeys(
        ("ميتان", "ميتين", "ميتا", "ميتي", "مايتان", "مايتين", "مايتا", "مايتي"), (Role.HUNDREDS, 200)
    ),
    **{stem + word: (Role.HUNDREDS, value) for stem, value in HUNDREDS.items() for word in ("ميه", "مايه")},
    **{word: (Role.SCALE, value) for word, value in SCALES.items()},
    **{word: (Role.DUAL, value) for word, value in DUALS.items()},
}
# Two of something in one word; a number before a scale it is not, and no ten is added to it.
TWO_OF = frozenset(noun.translate(SCRIPT.same) for noun in NOUNS)
WORDS |= dict.fromkeys(TWO_OF - WORDS.keys(), (Role.TEEN, 2))
_TABLE = Table(SCRIPT, WORDS)
ORDINALS = frozenset(
    form + end
    for form in ("اول", "حادي", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع")
    for end in ("", "ه")
)
# A bare "twentieth" after one of these nouns orders, it does not count.
ORDERED = frozenset(("القرن", "الذكري", "الدوره", "الجلسه", "الماده", "القمه", "الفقره"))


def group_at(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """A number below a thousand that begins here: its value and the place after it."""
    word = words[at]
    if word.role is Role.HUNDREDS or word.role is Role.HUNDRED:
        return _with_rest(words, word.value, at + 1)
    if word.role is Role.UNIT and word.value >= 3 and follows(words, at + 1, Role.HUNDRED):
        return _with_rest(words, word.value * 100, at + 2)
    return _below_hundred(words, at)


def _with_rest(words: Sequence[Word], hundreds: int, at: int) -> tuple[int, int]:
    """Hundreds, and what "and" adds to them: "a hundred and twenty-three"."""
    if at < len(words) and words[at].near and words[at].linked:
        rest = _below_hundred(words, at)
        if rest and not (rest[1] == at + 1 and _plural_scale(words, at + 1)):
            return hundreds + rest[0], rest[1]
    return hundreds, at


def _plural_scale(words: Sequence[Word], at: int) -> bool:
    """Whether "thousands" stands here: it takes three to ten, so the hundred before them is another number."""
    return follows(words, at, Role.SCALE) and words[at].letters in PLURALS


def _below_hundred(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    word = words[at]
    if word.role is Role.TEEN or word.role is Role.TENS:
        return word.value, at + 1
    if word.role is not Role.UNIT:
        return None
    if follows(words, at + 1, Role.TEEN) and words[at + 1].value == 10:
        return word.value + 10, at + 2
    if follows(words, at + 1, Role.TENS, linked=True):
        return word.value + words[at + 1].value, at + 2
    if word.letters in ("احد", "احدي"):  # "one of", unless a ten follows
        return None
    return word.value, at + 1


def spelled(text: str) -> tuple[Spelled, ...]:
    """Every number written in Arabic words, without ordinals and without bare plurals ("thousands of")."""
    words = _TABLE.words_of(text)
    if not words:
        return ()
    for place, word in enumerate(words):
        if word.role is Role.TEEN and word.value == 2 and _no_count(words, place):
            words[place] = word = _mute(word)
        if word.role in (Role.TEEN, Role.TENS) and place and word.near and _orders(words[place - 1], word):
            words[place] = _mute(word)
        if word.letters in PLURALS and not (
            place
            and word.near
            and not word.linked
            and not word.definite
            and words[place - 1].role in (Role.UNIT, Role.TEEN)
        ):
            words[place] = _mute(word)
        if word.letters in HUNDRED and word.definite:
            percent = place and word.near and words[place - 1].letters in ("في", "من")
            if percent or word.prefix.endswith("بال"):
                words[place] = _mute(word)
        after = words[place + 1] if place + 1 < len(words) else None
        if after and after.near and (after.linked or after.letters.startswith("و")):
            continue  # "a milliard and a half": no dual
        if word.letters in CONSTRUCT and not (
            place and word.near and not word.linked and words[place - 1].role
        ):
            words[place] = replace(word, role=Role.DUAL, value=word.value * 2)
    return every_number(words, group_at, linked=True)


def _no_count(words: Sequence[Word], place: int) -> bool:
    """Whether a dual says no number: "the two states", or an adjective of the dual before it."""
    before = words[place - 1] if place and words[place].near and not words[place].linked else None
    definite = words[place].definite or words[place].prefix.endswith("لل")
    return definite or (before is not None and before.letters in TWO_OF)


def _orders(before: Word, word: Word) -> bool:
    """Whether the word before makes an ordinal of this one: "the fifteenth", "the twenty-first", "20th century"."""
    letters = before.prefix + before.letters
    stem = letters.removeprefix("و").removeprefix("ب").removeprefix("ل").removeprefix("ال")
    if stem in ORDINALS:
        return word.role is Role.TEEN or word.linked
    return letters.lstrip("وبل") in ORDERED or letters in ORDERED


def _mute(word: Word) -> Word:
    return replace(word, role=None, value=0)


_READER = Reader(spelled, PHRASES, ONES, HALF)


def numerals(text: str) -> tuple[NumberWord, ...]:
    """Every number in words of a text: counts, fractions, magnitudes, multiples, ordinals and words with a unit."""
    return _READER(text)
