"""How number words are put together: words, then groups below a thousand, then scales, in every language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from holdfast.claims.engine.lexis.schema import NumberWord, Sort
from holdfast.claims.engine.literals import literals
from holdfast.claims.engine.signs import Signs


class Role(StrEnum):
    """What a number word does beside its neighbours."""

    UNIT = "unit"  # 1 to 9
    TEEN = "teen"  # 10 to 19
    TENS = "tens"  # 20 to 90
    HUNDREDS = "hundreds"  # 200, 300: closed by itself
    HUNDRED = "hundred"  # multiplies the unit before it
    SCALE = "scale"  # thousand and above: multiplies the group before it
    DUAL = "dual"  # two of a scale in one word
    LINK = "link"  # "and"


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number written in words: where it stands and what it is worth.

    `single` is true for a bare "one", which may also be an article or a pronoun: who reads it decides.
    """

    start: int
    end: int
    value: Decimal
    single: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its letters without marks and prefixes, and what it says as a number."""

    start: int  # where the word without its prefixes begins
    end: int
    letters: str
    role: Role | None = None
    value: int = 0
    linked: bool = False  # "and" is attached or stands before it
    prefix: str = ""  # attached prefixes, also one that means "about"
    near: bool = True  # nothing but space (or a hyphen) stands between it and the word before
    hyphen: bool = False  # a hyphen joins it to the word before
    definite: bool = False


Group = Callable[[Sequence[Word], int], tuple[int, int] | None]
GAP = re.compile(r"[\s\u00a0\u202f\u200e\u200f]*")


def follows(words: Sequence[Word], at: int, role: Role, *, linked: bool | None = False) -> bool:
    """Whether the word at this place has this role, stands near, and is linked as asked (None: either)."""
    if at >= len(words):
        return False
    word = words[at]
    return word.role is role and word.near and (linked is None or word.linked is linked)


def number_at(
    words: Sequence[Word], at: int, group: Group, *, linked: bool | None
) -> tuple[Decimal, int] | None:
    """The value of the longest number that begins here, and the place after it.

    `linked` says whether the parts after a scale need "and" (True), refuse it (False) or may have it (None).
    """
    total, last, place = 0, 0, at
    while place < len(words):
        later = place > at
        if later and not (words[place].near and (linked is None or words[place].linked is linked)):
            break
        if words[place].role is Role.DUAL:
            if later and words[place].value // 2 >= last:
                break
            total, last, place = total + words[place].value, words[place].value // 2, place + 1
            continue
        found = group(words, place)
        value, after = found if found else (1, place)
        scaled = (
            words[after].role is Role.SCALE and (found is None or follows(words, after, Role.SCALE))
            if after < len(words)
            else False
        )
        if not scaled:
            if found and (not later or value < last):
                total, place = total + value, after
            break
        scale = words[after].value
        if later and scale >= last:
            if found and value < last and not _outgrown(words, after):
                total, place = total + value, after
            if not found and scale > last and not words[place].linked:
                total, last, place = total * scale, scale, after + 1
                continue
            if found and scale > last and linked is False:
                total, last, place = (total + value) * scale, scale, after + 1
                continue
            break
        total, last, place = total + value * scale, scale, after + 1
    return (Decimal(total), place) if place > at else None


def _outgrown(words: Sequence[Word], after: int) -> bool:
    """Whether the scale after a group belongs to that group alone: "a thousand and twenty thousand" is two."""
    return follows(words, after, Role.SCALE)


def every_number(words: Sequence[Word], group: Group, *, linked: bool | None) -> tuple[Spelled, ...]:
    """All spelled numbers of a row of words, longest first from each place, without overlap."""
    found, at = [], 0
    while at < len(words):
        hit = number_at(words, at, group, linked=linked) if words[at].role not in (None, Role.LINK) else None
        if hit is None:
            at += 1
            continue
        value, after = hit
        single = after == at + 1 and words[at].role is Role.UNIT and words[at].value == 1
        found.append(Spelled(words[at].start, words[after - 1].end, value, single))
        at = after
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Named:
    """A word or phrase that is a number by itself: a half, dozens, twice, the third, two years in one word.

    The number stands in the group `w` of the pattern, or in the whole of it.
    """

    sort: Sort
    value: Decimal
    pattern: re.Pattern[str]
    unit: str = ""
    about: bool = False


def named(sort: Sort, value: str | int, pattern: str, unit: str = "", *, about: bool = False) -> Named:
    """A `Named` from plain values; the value may be written as a fraction, "2/3"."""
    top, _, bottom = str(value).partition("/")
    return Named(sort, Decimal(top) / Decimal(bottom or "1"), re.compile(pattern), unit, about)


class Reader:
    """All numbers in words of a language, put together from `spelled` and the phrases that are numbers by themselves.

    A single "one" is kept where `ones` matches around it; `half` is "and a half" after a scale or a unit of time, and
    adds half of what stands before it; a quarter where its group `q` took part.
    """

    def __init__(
        self,
        spelled: Callable[[str], Sequence[Spelled]],
        phrases: Sequence[Named],
        ones: re.Pattern[str],
        half: re.Pattern[str],
    ) -> None:
        self._spelled, self._ones, self._half = spelled, ones, half
        self._signs = Signs()
        self._phrases = [
            (
                self._signs.need(literals(one.pattern.pattern)[0]),
                "w" if "w" in one.pattern.groupindex else 0,
                one,
            )
            for one in phrases
        ]

    def __call__(self, text: str) -> tuple[NumberWord, ...]:
        """All numbers in words of a text, longest first where they overlap, in the order of the text."""
        signs = self._signs.bits(text)
        found: list[NumberWord] = []
        for need, group, phrase in self._phrases:
            if need & signs == need:
                found += [
                    NumberWord(*match.span(group), phrase.value, phrase.sort, phrase.unit, phrase.about)
                    for match in phrase.pattern.finditer(text)
                ]
        counted: list[tuple[int, int]] | None = None
        for number in self._spelled(text):
            if number.single:
                if counted is None:
                    counted = [match.span() for match in self._ones.finditer(text)]
                if not any(low <= number.start and number.end <= high for low, high in counted):
                    continue
            more = self._half.match(text, number.end)
            scale = _scale(number.value)
            if more and scale > 1:
                part = 4 if "q" in more.re.groupindex and more["q"] else 2
                found.append(NumberWord(number.start, more.end(), number.value + scale / part))
            else:
                found.append(NumberWord(number.start, number.end, number.value))
        return _longest(found)


def _longest(found: list[NumberWord]) -> tuple[NumberWord, ...]:
    if len(found) < 2:
        return tuple(found)
    kept: list[NumberWord] = []
    for number_word in sorted(found, key=lambda word: (word.start - word.end, word.start)):
        if all(number_word.end <= other.start or other.end <= number_word.start for other in kept):
            kept.append(number_word)
    return tuple(sorted(kept, key=lambda word: word.start))


def _scale(value: Decimal) -> Decimal:
    """The scale that a round number ends in: a million for three million, 1 for 1,203."""
    scales = (Decimal(10**power) for power in (12, 9, 6, 3))
    return next((scale for scale in scales if value and value % scale == 0), Decimal(1))
