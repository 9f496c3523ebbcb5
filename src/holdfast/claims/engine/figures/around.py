"""What stands around a figure: the phrase counted, the place, a negation, a promise."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from holdfast.claims.engine.figures.excepted import excepted
from holdfast.claims.engine.figures.figure import Figure
from holdfast.claims.engine.figures.fold import DATE, NUMBER, OTHER, Folded
from holdfast.claims.engine.figures.gazetteer import PlaceMet
from holdfast.claims.engine.figures.grammar import Grammar
from holdfast.claims.engine.figures.voice import Source
from holdfast.claims.engine.items import Kind
from holdfast.claims.engine.signs import Held

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_MOST_WORDS = 6
_BEFORE, _AFTER = 60, 40
_PREPOSITION = 28
_NEGATED = 30
_MARK = re.compile("[,;:()]")
_JOINING = "\u0648\u0641"  # Arabic "and", "then", written onto the next word
_PRIVATE = (NUMBER, DATE, OTHER)


def count_phrases(
    figures: Sequence[Figure], folded: Folded, text: str, grammar: Grammar, signs: Held
) -> None:
    """Give each figure the words it counts, as the text has them."""
    stops = grammar.lexis.stops
    for figure in figures:
        at = figure.end
        if text[at : at + 1] == ")" and text[figure.start - 1 : figure.start] == "(":
            at += 1  # "(14) people": the brackets hold the number alone
        bound = grammar.bounds_plain.at(text, at, signs)
        if bound:
            at = bound.end  # "411 or more Palestinians"
        part = grammar.partitive.match(text, at)
        if part:
            at = part.end()
        end = at
        for _ in range(_MOST_WORDS):
            word = _WORD.match(text, end + (text[end : end + 1] == " "))
            if not word or word[0] in stops or word[0] in grammar.lexis.prefixes or word[0][0] in _PRIVATE:
                break
            if word[0][0] in _JOINING and word[0][0] in grammar.lexis.prefixes and word[0][1:] in stops:
                break  # "(14) شخصا وأصيب (80)"
            end = word.end()
        if end > at:
            figure.what = folded.words(at, end) or None


def locate(
    figures: Sequence[Figure],
    folded: Folded,
    text: str,
    sources: Sequence[Source],
    grammar: Grammar,
    signs: Held,
) -> None:
    """Give each figure the place that its part of the sentence names after a word of place."""
    places: list[PlaceMet] = []
    if grammar.lexis.prefixes or grammar.in_place.likely(signs):
        places = [
            met
            for met in grammar.places.find(text, folded.cased, signs.places(grammar.place_lead))
            if _stands_in(met, text, grammar, signs)
        ]
    owned = next((source.place for source in sources if source.place), None) if sources else None
    if not places and owned is None:
        return
    if not places:
        for figure in figures:
            figure.place = None if figure.kind is Kind.DURATION else owned
        return
    named = [
        met for met in places if any(low <= met.start < high for low, high in (one.span for one in sources))
    ]
    places = [met for met in places if met not in named] or named  # what is only part of a name comes last
    cuts = [at for at, char in enumerate(text) if char == ";"] if ";" in text else []
    for figure in figures:
        if figure.kind is Kind.DURATION:
            continue
        part = sum(cut < figure.start for cut in cuts)
        near = [met for met in places if sum(cut < met.start for cut in cuts) == part] or places
        after = [met for met in near if met.start >= figure.end]
        before = [met for met in near if met.end <= figure.start]
        if after and (not before or not _between(figure, figures, after[0])):
            figure.place = after[0].name
        else:
            figure.place = (before[-1] if before else near[0]).name


def _between(figure: Figure, figures: Sequence[Figure], place: PlaceMet) -> bool:
    return any(figure.end <= other.start < place.start for other in figures)


def _stands_in(met: PlaceMet, text: str, grammar: Grammar, signs: Held) -> bool:
    if met.glued:
        return True
    begin = max(0, met.start - _PREPOSITION)
    words = text[begin : met.start]
    return any(begin + found.end == met.start for found in grammar.in_place.find(words, signs))


def weigh(figures: Sequence[Figure], text: str, grammar: Grammar, signs: Held) -> None:
    """Mark the figures that are negated, and those that are promised, planned or owed."""
    if not (grammar.targets.likely(signs) or grammar.negations.likely(signs)):
        return
    marks = [match.start() for match in _MARK.finditer(text)]
    for at, figure in enumerate(figures):
        begin = max(figures[at - 1].end if at else 0, figure.start - _BEFORE)
        stop = min(figures[at + 1].start if at + 1 < len(figures) else len(text), figure.end + _AFTER)
        cut = bisect_left(marks, figure.start) - 1
        if cut >= 0 and marks[cut] >= begin:
            begin = marks[cut] + 1
        cut = bisect_left(marks, figure.end)
        if cut < len(marks) and marks[cut] < stop:
            stop = marks[cut]
        came = figure.part_of is not None and figure.part_of.denominator  # what came, of what was promised
        if (not came and grammar.targets.within(text, begin, figure.start, signs)) or grammar.targets.within(
            text, figure.end, stop, signs
        ):
            figure.target = True
        until = figure.start if figure.bound_at is None else min(figure.start, figure.bound_at)
        if grammar.negations.within(text, max(begin, figure.start - _NEGATED), until, signs) and not excepted(
            text[begin:until]
        ):
            figure.negated = True
    for figure in figures:
        if figure.part_of and figure.part_of.target and not figure.part_of.denominator:
            figure.target = True
