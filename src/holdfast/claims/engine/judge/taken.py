"""Names and phrases of a sentence that the rules took in for a number: who says so, who did it, where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from holdfast.claims.engine.concepts.lexicon import forms_of, words_in
from holdfast.claims.engine.concepts.meaning import DONE
from holdfast.claims.engine.concepts.sentence import Sentence
from holdfast.claims.engine.figures.fold import fold
from holdfast.claims.engine.figures.grammar import grammar
from holdfast.claims.engine.items import Item, Kind
from holdfast.claims.engine.judge.asked import speakers_named
from holdfast.claims.engine.judge.readings import Reading, Record
from holdfast.claims.engine.judge.sayers import OF_ITS_OWN, says_at, says_in_place, says_there
from holdfast.claims.engine.match.aliases import NameKind, shipped_aliases

Span = tuple[int, int]
_BODIES = {"israeli-army": "israel", "cogat": "israel"}
_OCCUPIER = "israel"  # whom the Arabic and Hebrew press means by "the occupation"
_JOINING = frozenset(  # words that make two of a name: "Israel and the office", "Israel announced the office"
    {"and", "et", "y", "e", "und", "said", "says", "announced", "announces", "reported", "stated", "added", "confirmed",
     "with", "avec", "con"}
)  # fmt: skip
_THE = frozenset({"المكتب", "الوزارة", "الجيش", "الحكومة", "حماس", "إسرائيل", "اسرائيل", "ישראל", "חמאס"})
_LEAST_RUN = 2  # words of a source's name that stand together before they count as that name


def said_by(sentence: Sentence, items: Sequence[Item], record: Record) -> list[Span]:
    """Where the sentence names those to whom its numbers are attributed."""
    found: list[Span] = []
    for name in dict.fromkeys(one.attribution for one in items if one.attribution):
        told = [] if _several(name, record) else _itself(sentence, name, record)
        told += _rewritten(sentence.text, sentence.start, name, items[0].lang)
        keys = frozenset(
            key for key in shipped_aliases().keys(name) if shipped_aliases().kinds[key] is not NameKind.PLACE
        )
        told += [(start, end) for named, start, end in sentence.names() if named.key in keys]
        found += _as_sayer(sentence, told)
        names = [text for one in speakers_named(name, record.speakers) for text in one.name.values()]
        found += _runs(sentence, frozenset(form for form in _forms(names)))
    counted = [sentence.what_span(one) for one in items if one.kind in (Kind.COUNT, Kind.RATE)]
    return [
        one for one in found
        if says_in_place(sentence, *one) and not any(low <= one[0] < high for low, high in counted)
    ]  # fmt: skip


def _as_sayer(sentence: Sentence, told: Sequence[Span]) -> list[Span]:
    """Of a name that stands more than once, where it says something: elsewhere it may be who did it."""
    apart: list[Span] = []
    for start, end in sorted(told):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    if len(apart) < 2:
        return apart
    first = sentence.start
    saying = [one for one in apart if says_at(sentence.text, one[0] - first, one[1] - first)]
    return saying or apart[:1]


def _several(name: str, record: Record) -> bool:
    """Whether the words name more than one: two names, or a word that joins that stands in no source's own name."""
    own = {
        word
        for one in speakers_named(name, record.speakers)
        for text in one.name.values()
        for word in _of_name(text)
    }
    words = [word.text for word in words_in(name)]
    if any(word in _JOINING and word not in own for word in words):
        return True
    return any(
        word.startswith(("و", "ו")) and word not in own and word[1:] in own | _THE for word in words[1:]
    )


def _itself(sentence: Sentence, name: str, record: Record) -> list[Span]:
    """Where the name stands, without the words in it that are none of the source's: "critics of the office"."""
    told = _written(sentence, name)
    speakers = speakers_named(name, record.speakers)
    if not speakers:
        return told
    names = [text.split("(")[0] for one in speakers for text in one.name.values()]
    known = frozenset(_forms(names)) | OF_ITS_OWN
    keys = frozenset(key for text in names for key in shipped_aliases().keys(text))
    kinds = {met.key.name for text in names for met in record.lexicon.met(words_in(text))}
    read = [
        (start, end)
        for named, start, end in sentence.names()
        if named.kind is not NameKind.PLACE or named.key in keys
    ]
    read += [(met.start, met.end) for met in sentence.met if met.key.name in kinds]
    found: list[Span] = []
    for start, end in told:
        run: list[Span] = []
        for word in [one for one in sentence.words if start <= one.start < end]:
            span = (word.start, word.end)
            if any(form in known for form in forms_of(word.text)) or any(
                low <= word.start and word.end <= high for low, high in read
            ):
                run.append(span)
                continue
            found += [(run[0][0], run[-1][1])] if run else []
            run = []
        found += [(run[0][0], run[-1][1])] if run else []
    return found


def _written(sentence: Sentence, name: str) -> list[Span]:
    low, sought = sentence.text.casefold(), name.casefold()
    if len(low) != len(sentence.text):
        return []
    found, at = [], low.find(sought)
    while at >= 0:
        found.append((sentence.start + at, sentence.start + at + len(sought)))
        at = low.find(sought, at + 1)
    return found


@lru_cache(maxsize=256)  # a sentence is asked once for each of its numbers
def _rewritten(text: str, start: int, name: str, lang: str) -> tuple[Span, ...]:
    """Where a sentence's text writes the name of a well-known body in its own language."""
    folded = fold(text, start)
    found = []
    for pattern, made in grammar(lang).owned:
        if "{" not in made and made != name:
            continue
        for met in _each(pattern, folded.cased):
            parts = met.groupdict()
            who = parts.get("who") or ""
            if made.format(who=who[:1].upper() + who[1:], place=parts.get("place")) == name:
                found.append(folded.place(*met.span()))
    return tuple(found)


def _each(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match. What may begin with any words of a line is met at its beginning or nowhere in it: it is tried there
    alone, and not from each of its characters."""
    if not pattern.pattern.startswith("(?P<who>.*"):
        yield from pattern.finditer(text)
        return
    at = 0
    while at >= 0:
        met = pattern.match(text, at)
        if met:
            yield met
        at = met.end() if met else text.find("\n", at) + 1 or -1


def _runs(sentence: Sentence, known: frozenset[str]) -> list[Span]:
    found: list[Span] = []
    run: list[Span] = []
    for word in (*sentence.words, None):
        if word is not None and any(form in known for form in forms_of(word.text)):
            run.append((word.start, word.end))
            continue
        if len(run) >= _LEAST_RUN:
            found.append((run[0][0], run[-1][1]))
        run = []
    return found


def _forms(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        yield from _of_name(text.split("(")[0])


@lru_cache(maxsize=4096)
def _of_name(text: str) -> tuple[str, ...]:
    return tuple(form for word in words_in(text) for form in forms_of(word.text))


def _own_soldiers(sentence: Sentence, item: Item, cited: Sequence[Reading], record: Record) -> list[Span]:
    """Whose soldiers they are, where the party that counts them counts its own: "two Israeli soldiers"."""
    parties = {record.speakers[one.source].party for one in cited if one.source in record.speakers}
    if "soldiers" not in (item.population or "").split() or len(parties) != 1:
        return []
    first, last = sentence.what_span(item)
    return [
        (start, end)
        for named, start, end in sentence.names()
        if first <= start < last and {_BODIES.get(named.key, named.key)} == parties
    ]


def done_by(sentence: Sentence, item: Item, cited: Sequence[Reading], record: Record) -> list[Span]:
    """Where the sentence names the body that did it, where the record has it as the doing of the same."""
    actors = {one.measured.actor for one in cited}
    counted = (0, 0) if item.concepts[:1] and item.concepts[0] in DONE else sentence.what_span(item)
    own = _own_soldiers(sentence, item, cited, record)
    if item.actor in (None, _OCCUPIER) and actors == {_OCCUPIER}:
        own += [
            (one.start, one.end)
            for one in sentence.met
            if one.key.name == "occupation" and not counted[0] <= one.start < counted[1]
        ]
    if not item.actor or actors != {item.actor}:
        return own
    found = [
        (start, end)
        for named, start, end in sentence.names()
        if _BODIES.get(named.key, named.key) == item.actor
        and not counted[0] <= start < counted[1]
        and not says_there(sentence, start, end)
    ]
    forces = [(one.start, one.end) for one in sentence.met if one.key.name == "forces"]
    return [*own, *found, *(one for one in forces if any(_beside(sentence, one, name) for name in found))]


def _beside(sentence: Sentence, one: Span, other: Span) -> bool:
    """Whether one follows the other with nothing between."""
    first, last = sorted((one, other))
    return not sentence.text[first[1] - sentence.start : last[0] - sentence.start].strip()


def placed_at(sentence: Sentence, cited: Sequence[Reading]) -> list[Span]:
    """Where the sentence names the place that is counted."""
    places = {one.measured.place for one in cited}
    told = [key for one in sentence.figures if one.place for key in shipped_aliases().keys(one.place)]
    regions = cited[0].regions if cited else frozenset()
    named_in = [one for one in sentence.names() if one[0].kind is NameKind.PLACE]
    whole = places == regions
    return [
        (start, end)
        for named, start, end in named_in
        if places == {named.key}
        or (
            named.key
            in regions  # of all of them, or of another number: "230 in the Donetsk and 95 in the Luhansk region"
            and (whole or sum(one[0].key == named.key for one in named_in) <= told.count(named.key))
        )
    ]
