"""Who hands over and who receives, in a sentence on captives and bodies: "Hamas returned", "it had received"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfast.claims.engine.concepts.lexicon import LANGUAGES, Word, forms_of
from holdfast.claims.engine.concepts.sentence import Sentence
from holdfast.claims.engine.judge.readings import Reading, Record
from holdfast.claims.engine.judge.roles import table_of
from holdfast.claims.engine.match.aliases import NameKind, shipped_aliases

Span = tuple[int, int]
_GIVES, _RECEIVES = "gives", "receives"
_NOBODY = ""
_BETWEEN = 8  # words of tense and of time between who does it and the verb
_VERB_FIRST = ("ar", "he")


@dataclass(frozen=True, slots=True)
class Handed:
    """Names, pronouns and verbs that say who gave and who received: as the record has it, and against it."""

    read: tuple[Span, ...] = ()
    against: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Body:
    start: int
    end: int
    party: str


def handed(sentence: Sentence, cited: Sequence[Reading], record: Record, lang: str) -> Handed:
    """Who gives and who receives in the sentence, where the series are of what one party owes another."""
    givers = {one.giver for one in cited if one.source == cited[0].source} - {""}
    if len(givers) != 1:
        return Handed()
    giver = givers.pop()
    lang = lang if lang in LANGUAGES else "en"
    bodies = _bodies(sentence, record)
    read: list[Span] = []
    against: list[Span] = []
    for at, word in enumerate(sentence.words):
        role = _role(word, lang)
        if role is None:
            continue
        spans = _subject(sentence, at, bodies, lang)
        if spans is None:
            continue
        party, found = spans
        fits = party != _NOBODY and (party == giver) is (role == _GIVES)
        (read if fits else against).extend([*found, (word.start, word.end)])
    for one in bodies:
        role = _side(sentence, one, lang)
        if role is not None:
            (read if (one.party == giver) is (role == _GIVES) else against).append((one.start, one.end))
    return Handed(tuple(read), tuple(against))


def _role(word: Word, lang: str) -> str | None:
    for role in (_GIVES, _RECEIVES):
        known = table_of(role, lang)
        if word.text in known or (lang in _VERB_FIRST and any(form in known for form in forms_of(word.text))):
            return role
    return None


def _bodies(sentence: Sentence, record: Record) -> list[_Body]:
    """The bodies named that are, or speak for, a party."""
    parties = _parties(record)
    return [
        _Body(start, end, parties[named.key])
        for named, start, end in sentence.names()
        if named.key in parties
    ]


def _parties(record: Record) -> Mapping[str, str]:
    """The party of each well-known body that the record's sources are, or that is a party by its own name."""
    known: dict[str, set[str]] = {}
    for speaker in record.speakers.values():
        if not speaker.party:
            continue
        for text in speaker.name.values():
            for key in shipped_aliases().keys(text.split("(")[0]):
                if shipped_aliases().kinds[key] is not NameKind.PLACE:
                    known.setdefault(key, set()).add(speaker.party)
    own = {speaker.party: {speaker.party} for speaker in record.speakers.values() if speaker.party}
    return {key: next(iter(held)) for key, held in {**known, **own}.items() if len(held) == 1}


def _subject(
    sentence: Sentence, at: int, bodies: Sequence[_Body], lang: str
) -> tuple[str, list[Span]] | None:
    """The party that the verb there says it of, with the words that say so; None where it is passive, or of nobody."""
    words, filler = sentence.words, table_of("between", lang)
    back = at - 1
    told: list[Span] = []
    while back >= 0 and at - back <= _BETWEEN and (words[back].text in filler or words[back].text.isdigit()):
        if words[back].text in table_of("passive", lang):
            return None
        told.append((words[back].start, words[back].end))
        back -= 1
    if lang in (*_VERB_FIRST, "es") and at + 1 < len(words):
        after = next((one for one in bodies if one.start == words[at + 1].start), None)
        if after is not None:
            return after.party, [(after.start, after.end)]
    if back < 0:
        return None
    before = words[back]
    named = next((one for one in bodies if one.start <= before.start < one.end), None)
    if named is not None:
        return named.party, [(named.start, named.end)]
    pronoun = before.text in table_of("pronouns", lang)
    infinitive = told and any(word.text in table_of("having_done", lang) for word in words[back + 1 : at])
    unsaid = before.text in table_of("that", lang)  # "dijo que había entregado"
    if not pronoun and not infinitive and not unsaid:
        return None
    earlier = [one for one in bodies if one.end <= before.start]
    if len({one.party for one in earlier}) != 1:  # it may be either, or somebody else
        return (_NOBODY, []) if unsaid else None
    own = [(before.start, before.end)] if pronoun else []
    return earlier[-1].party, [*own, *(told if infinitive else [])]


def _side(sentence: Sentence, one: _Body, lang: str) -> str | None:
    """The side on which a body stands that a small word names as giver or receiver: "from Israel", "to Israel"."""
    before = [word for word in sentence.words if word.end <= one.start][-2:]
    own = next((word for word in sentence.words if word.start == one.start), None)
    if own is not None and lang in _VERB_FIRST:
        if own.text.startswith(("ل", "ל")) and own.text[1:2] not in ("ل", ""):
            return _RECEIVES
        if lang == "he" and own.text.startswith("מ") and len(own.text) > 4:
            return _GIVES
    articles = table_of("articles", lang)
    while before and before[-1].text in articles:
        before.pop()
    if not before:
        return None
    if before[-1].text in table_of("toward", lang):
        return _RECEIVES
    verbs = [role for word in sentence.words if word.end <= one.start and (role := _role(word, lang))]
    if before[-1].text in table_of("by", lang) and verbs:
        return verbs[-1]
    near = any(_role(word, lang) == _RECEIVES for word in sentence.words)
    if before[-1].text in table_of("from", lang) and near:
        return _GIVES
    return None
