"""Words of a sentence that the rules do not read: where any stands around a number, nothing is called supported.

A number that the record holds bears out a sentence only if the desk knows every word that says something of it. "342
Palestinians survived being killed" holds the right number, and no table of words will ever know all that can be put
around one. So the test is turned round: what is not known to be neutral, or to have been read, is named to a person.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from babel.dates import get_day_names, get_month_names

from holdfast.base.why import Why
from holdfast.claims.engine.concepts.lexicon import LANGUAGES, Word, forms_of, words_in
from holdfast.claims.engine.concepts.sentence import Sentence
from holdfast.claims.engine.items import Bound, Item
from holdfast.claims.engine.judge.checked import Checked, Verdict
from holdfast.claims.engine.judge.readings import Reading, Record

_NEAR = 4  # words before a number in which a bound word is read with it
_SHOWN = 6
_MINUS = "-\u2212\u2013"
_ASKING = "?؟"
_NO_MONTHS = frozenset({"may", "march", "mar"})  # outside of a date they are other words
_NUMBERED = ("event", "thing", "population")


def hold_back(text: str, lines: Sequence[Checked], record: Record) -> tuple[Checked, ...]:
    """The lines, where what would be called supported is left to a person if words around its number are not read."""
    items = [line.item for line in lines]
    sentences: dict[tuple[int, int], Sentence] = {}
    found = []
    for line in lines:
        if not line.verdict.supports:
            found.append(line)
            continue
        where = line.item.sentence if line.item.sentence[1] else (line.item.start, line.item.end)
        if where not in sentences:
            inside = [one for one in items if where[0] <= one.start and one.end <= where[1]]
            sentences[where] = Sentence.of(text, *where, inside, record.lexicon)
        words = unread(text, line.item, items, sentences[where], [*line.cited], record)
        found.append(_held_back(line, words) if words else line)
    return tuple(found)


def _held_back(line: Checked, words: Sequence[str]) -> Checked:
    shown = tuple(dict.fromkeys(words))[:_SHOWN]
    return replace(
        line,
        verdict=Verdict.ATTRIBUTED_ONLY,
        rule="words-not-read",
        why=Why.of("check-words-not-read", words=shown),
        would_change=Why.of("change-leave-words"),
        independent=0,
    )


def unread(
    text: str, item: Item, items: Sequence[Item], sentence: Sentence, cited: Sequence[Reading], record: Record
) -> list[str]:
    """The words of the sentence that are neither neutral nor read, as the text writes them."""
    first, last = sentence.start, sentence.start + len(sentence.text)
    lang = item.lang if item.lang in LANGUAGES else "en"
    known = (
        _neutral(lang) | _named(record) | _words(name for one in cited for name in one.series_name.values())
    )
    inside = [one for one in items if first <= one.start and one.end <= last]
    spans = [(one.start, one.end) for one in inside]
    spans += [(one.start, one.end) for one in sentence.met if _is_read(one.key.name, one.key.group, inside)]
    spans += [(start, end) for _, start, end in sentence.names() if _all_known(text[start:end], known)]
    found = []
    if text[max(first, item.start - 1) : item.start] in tuple(_MINUS):
        found.append(text[item.start - 1 : item.start])
    bounding = {word for one in inside for word in _before(sentence.words, one) if _bounds(word, one, lang)}
    for word in sentence.words:
        if any(start <= word.start and word.end <= end for start, end in spans) or word.text.isdigit():
            continue
        if any(form in known for form in forms_of(word.text)):
            continue
        if word in bounding:
            continue
        found.append(text[word.start : word.end])
    if sentence.text.rstrip(" \"'”»)\n").endswith(tuple(_ASKING)):
        found.append(sentence.text.rstrip(" \"'”»)\n")[-1])
    return found


def _is_read(key: str, group: str, inside: Sequence[Item]) -> bool:
    """Whether the rules took it in: of what is counted, only what some number of the sentence counts."""
    if group not in _NUMBERED:
        return True
    if group == "population":
        return any(key in (one.population or "", *one.concepts) for one in inside)
    return any(key in one.concepts[:1] for one in inside)


def _before(words: Sequence[Word], item: Item) -> tuple[Word, ...]:
    return tuple(word for word in words if word.end <= item.start)[-_NEAR:]


def _bounds(word: Word, item: Item, lang: str) -> bool:
    if item.bound in (Bound.EXACT, Bound.VAGUE) or (item.bound is Bound.AVERAGE and not item.per):
        return False
    return any(form in _table("bounds", lang) for form in forms_of(word.text))


def _all_known(name: str, known: frozenset[str]) -> bool:
    return all(any(form in known for form in forms_of(word.text)) for word in words_in(name))


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(form for text in texts for word in words_in(text) for form in forms_of(word.text))


def _named(record: Record) -> frozenset[str]:
    """Words of the names of sources: who says it was read as the source of the number."""
    return _words(name for one in record.speakers.values() for name in one.name.values())


@cache
def _neutral(lang: str) -> frozenset[str]:
    days = (*get_month_names("wide", locale=lang).values(), *get_day_names("wide", locale=lang).values())
    short = get_month_names("abbreviated", locale=lang).values()
    return (_words((*days, *short)) - _NO_MONTHS) | _table("neutral", lang)


@cache
def _table(name: str, lang: str) -> frozenset[str]:
    tables: Mapping[str, Mapping[str, str]] = tomllib.loads(
        (files(__package__) / "unread.toml").read_text("utf-8")
    )
    return frozenset(word.text for word in words_in(tables[name][lang]))
