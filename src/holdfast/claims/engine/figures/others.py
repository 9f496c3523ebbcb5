"""Ranks, bans, votes, rulings and dates of a sentence, as items of their own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from holdfast.claims.engine.figures.dates import When
from holdfast.claims.engine.figures.figure import Figure
from holdfast.claims.engine.figures.fold import Folded
from holdfast.claims.engine.figures.grammar import Grammar
from holdfast.claims.engine.figures.numbers import Number
from holdfast.claims.engine.items import Item, Kind, item
from holdfast.claims.engine.lexis.schema import Sort
from holdfast.claims.engine.signs import Held

_SUFFIX = re.compile("st|nd|rd|th")
_KINDS = {"bans": Kind.BAN, "votes": Kind.VOTE, "rulings": Kind.RULING}


def find_ranks(numbers: Sequence[Number], text: str, grammar: Grammar, signs: Held) -> list[Figure]:
    """The ordinals that claim an order: "the third city to"."""
    ranks = grammar.ranks.find(text, signs)
    if not ranks:
        return []
    starts = [number.start for number in numbers]
    found: list[Figure] = []
    for met in ranks:
        ordinal = met.span("o")  # a number that is one only as an ordinal: "was third in", not "was 21 in"
        span = met.span("n") or ordinal
        at = bisect_left(starts, span[0]) if span else len(numbers)
        if not span or at >= len(numbers) or numbers[at].start >= span[1]:
            continue
        number = numbers[at]
        if ordinal and number.sort is not Sort.ORDINAL and not _SUFFIX.match(text, number.end):
            continue
        found.append(
            Figure(span[0], span[1], number.start, number.end, number.value, number.sort, Kind.RANK, "rank")
        )
    return found


def find_others(
    text: str, signs: Held, folded: Folded, grammar: Grammar, lang: str, sentence: tuple[int, int]
) -> list[Item]:
    """Bans, votes and rulings; the span is the words that say it."""
    found = []
    for met in grammar.others.find(text, signs):
        start, end = folded.place(met.start, met.end)
        said = folded.raw[start - folded.start : end - folded.start]
        found.append(item(start, end, said, lang, _KINDS[grammar.other_of[met.which]], sentence=sentence))
    return found


def date_items(dates: Sequence[When], folded: Folded, lang: str, sentence: tuple[int, int]) -> list[Item]:
    """Each date the sentence gives, as `as_of`, or as a period where it has two ends."""
    found = []
    for when in dates:
        start, end = folded.place(when.start, when.end)
        said = folded.raw[start - folded.start : end - folded.start]
        as_of = first = last = ask = None
        if not when.known:
            ask = f"{said}: the text gives no date of its own to read this from"
        elif when.finish:
            first, last = when.begin.first(), when.finish.last()
        else:
            as_of = when.begin.edtf
        if when.known and not when.begin.year:
            ask = f"{said}: of which year?"
        found.append(
            item(start, end, said, lang, Kind.DATE, as_of=as_of, period_from=first, period_to=last, ask=ask,
                 sentence=sentence)
        )  # fmt: skip
    return found
