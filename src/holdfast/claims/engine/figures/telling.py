"""Which days of a sentence say when somebody spoke, and not when what they told happened."""

from __future__ import annotations

import re

from holdfast.claims.engine.figures import numbers, times, voice
from holdfast.claims.engine.figures.fold import DATE, NUMBER, OTHER, masked
from holdfast.claims.engine.figures.grammar import grammar
from holdfast.claims.engine.figures.read import open_sentence
from holdfast.claims.engine.figures.voice import Memory

_UP_TO = re.compile("until|till|as of|as at|up to|by |jusqu|hasta|حتى|עד|נכון")


def days_of_telling(said: str, lang: str) -> frozenset[int]:
    """Where in the sentence the dates begin that say when it was said: "the office said on 1 November"."""
    sentence = open_sentence(said, 0, lang, lang, (0, len(said)), None, None)
    rules, folded, signs = grammar(lang), sentence.folded, sentence.held
    dated = [(when.start, when.end) for when in sentence.dates]
    text = masked(folded.low, dated, DATE)
    digits = numbers.has_digits(text)
    never = numbers.never_numbers(text, rules, signs) if digits else []
    text = masked(text, never, OTHER) if never else text
    counted = [(one.start, one.end) for one in numbers.find_numbers(text, rules, signs, digits)]
    text = masked(text, counted, NUMBER)
    signs = rules.signs.again(signs, text, sorted([*dated, *never, *counted]))
    heard = voice.hear(text, masked(folded.cased, dated, DATE), rules, signs, Memory(alone=True))
    phrases = times.read_phrases(sentence.dates, text, heard.speech, heard.relays, heard.told, rules, signs)
    return frozenset(
        folded.place(phrase.first.start, phrase.first.end)[0]
        for phrase in phrases
        if phrase.sort == "as_of"
        and not _UP_TO.search(text, phrase.start, phrase.first.start)
        and times.spoken(phrase.first, text, heard.speech, heard.relays, heard.told)
    )
