"""Reads one sentence: the steps of the grammar in their order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.claims.engine.figures import around, bounds, dates, numbers, others, shapes, times, voice
from holdfast.claims.engine.figures.figure import Figure
from holdfast.claims.engine.figures.fold import DATE, NUMBER, OTHER, Folded, fold, masked
from holdfast.claims.engine.figures.grammar import Grammar, grammar
from holdfast.claims.engine.figures.voice import Memory
from holdfast.claims.engine.items import Item, Kind, Voice, item
from holdfast.claims.engine.signs import Held

_AHEAD = 60
_CLAUSE = re.compile("[,;:]")
_UNHEARD = voice.Heard()  # of a sentence in which nobody says anything, or nobody asks who does


@dataclass(slots=True)
class Sentence:
    """A sentence folded, with its dates found; `lang` as it is given out, `read_as` the pack that reads it."""

    folded: Folded
    lang: str
    read_as: str
    span: tuple[int, int]
    dates: list[dates.When]
    held: Held
    digits: bool  # whether it has any
    ask: str | None = None


def open_sentence(
    raw: str,
    start: int,
    lang: str,
    read_as: str,
    span: tuple[int, int],
    published: date | None,
    ask: str | None,
) -> Sentence:
    """The first step: fold, and find the dates, which other sentences may need."""
    folded = fold(raw, start)
    rules = grammar(read_as)
    signs = rules.signs.of(folded.low)
    digits = signs.bits & rules.digit != 0
    found = dates.find_dates(folded, rules, published, signs, digits)
    return Sentence(folded, lang, read_as, span, found, signs, digits, ask)


def items_of(
    sentence: Sentence, published: date | None, known: Sequence[dates.Known], memory: Memory
) -> list[Item]:
    """Everything checkable in the sentence; `known` holds the dated places of the text, for dates without a year."""
    rules = grammar(sentence.read_as)
    folded = sentence.folded
    low = folded.low
    signs = sentence.held
    dated = [(when.start, when.end) for when in sentence.dates]
    hidden = dated
    digits = sentence.digits
    if dated:
        low = masked(low, dated, DATE)
        digits = digits and numbers.has_digits(low)
    never = numbers.never_numbers(low, rules, signs) if digits else []
    if never:
        low = masked(low, never, OTHER)
        hidden = hidden + never
    text = low
    found = numbers.find_numbers(low, rules, signs, digits)
    if found:
        counted = [(number.start, number.end) for number in found]
        text = masked(low, counted, NUMBER)
        hidden = hidden + counted
    more = True  # whether anything but a date can be found
    if len(hidden) == 1 and not found and memory.alone and published is None:
        more = rules.others.can(rules.signs.bits_again(signs, text, *hidden[0]))
    if hidden and more:
        signs = rules.signs.again(signs, text, sorted(hidden) if len(hidden) > 1 else hidden)
    figures: list[Figure] = []
    if found:
        ranks = others.find_ranks(found, text, rules, signs)
        figures = shapes.figures_of(found, low, text, rules, signs)
        if ranks:
            taken = {rank.start for rank in ranks}
            figures = [*ranks, *(figure for figure in figures if figure.start not in taken)]
            figures.sort(key=lambda one: one.start)
    heard = _UNHEARD
    if (figures or not memory.alone) and voice.speaks(rules, signs):
        cased = masked(folded.cased, dated, DATE)
        if figures:
            heard = voice.hear(text, cased, rules, signs, memory)
        else:
            memory.leave((text, cased, rules, signs))
    phrases: list[times.Phrase] = []
    made: list[Item] = []
    if sentence.dates:
        times.end_at(sentence.dates, text)
        if figures or len(sentence.dates) > 1:  # a date alone takes its year from no other
            phrases = times.read_phrases(
                sentence.dates, text, heard.speech, heard.relays, heard.told, rules, signs
            )
        dates.fill_years(sentence.dates, published, known, folded.start, _ahead(text, rules, signs))
        made = others.date_items(sentence.dates, folded, sentence.lang, sentence.span)
    if more:
        made += others.find_others(text, signs, folded, rules, sentence.lang, sentence.span)
    if figures:
        _complete(figures, phrases, heard, folded, low, text, rules, signs)
        made += [_item(figure, sentence) for figure in figures]
    if len(made) > 1:
        made.sort(key=lambda one: (one.start, one.end))
    return made


def _ahead(text: str, rules: Grammar, signs: Held) -> Callable[[dates.When], bool]:
    """Of which dates the text says that they are to come."""

    def ahead(when: dates.When) -> bool:
        met = rules.future.within(text, when.start - _AHEAD, when.start, signs)
        return met is not None and not _CLAUSE.search(text, met.end, when.start)

    return ahead


def _complete(
    figures: list[Figure],
    phrases: list[times.Phrase],
    heard: voice.Heard,
    folded: Folded,
    low: str,
    text: str,
    rules: Grammar,
    signs: Held,
) -> None:
    breaks = [met.start for met in rules.breaks.find(text, signs)]
    if breaks:  # else all is of the first segment
        for figure in figures:
            figure.segment = bisect_right(breaks, figure.start)
        for phrase in phrases:
            phrase.segment = bisect_right(breaks, phrase.start)
            phrase.contrast = phrase.segment > 0
        for source in heard.sources:
            source.segment = bisect_right(breaks, source.at)
    bounds.bind(figures, text, rules, signs)
    bounds.rate(figures, text, rules, signs)
    bounds.tie(figures, text, rules, signs)
    around.weigh(figures, text, rules, signs)
    times.assign(figures, phrases, folded)
    voice.attribute(figures, heard, folded.cased)
    if signs.bits & rules.quoted:
        voice.quote(figures, voice.quoted_spans(low, rules))
    around.count_phrases(figures, folded, text, rules, signs)
    around.locate(figures, folded, text, heard.sources, rules, signs)


def _item(figure: Figure, sentence: Sentence) -> Item:
    start, end = sentence.folded.place(figure.start, figure.end)
    words = sentence.folded.raw[start - sentence.folded.start : end - sentence.folded.start]
    own = Voice.ATTRIBUTED if figure.attribution else Voice.OWN
    kind = figure.kind
    if kind is Kind.COUNT and figure.per:
        kind = Kind.RATE
    return item(
        start,
        end,
        words,
        sentence.lang,
        kind,
        figure.value,
        figure.low,
        figure.high,
        figure.bound,
        figure.unit,
        figure.what,
        figure.per,
        figure.base,
        figure.as_of,
        figure.period_from,
        figure.period_to,
        figure.attribution,
        figure.place,
        Voice.QUOTED if figure.quoted else own,
        negated=figure.negated,
        target=figure.target,
        ask=figure.ask or sentence.ask,
        sentence=sentence.span,
    )
