"""Names in a text: those of the alias table, and in Latin scripts words with a capital; who does what to whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from holdfast.claims.engine.match.aliases import Aliases, Named, NameKind
from holdfast.claims.engine.match.wording import folded, word_set, words_of


class Role(StrEnum):
    """What a name does where it stands."""

    ACTOR = "actor"
    PLACE = "place"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Span:
    """A name as compared (`key`), as written, its role, and the place of its first word."""

    key: str
    text: str
    role: Role
    first: int


_TOKEN = re.compile(r"[^\W_]+(?:['’.-](?=[^\W_])[^\W_]+)*")
_PARTS = re.compile(r"[,،;:.!?؟()\n]")
# What stands for a currency beside a number: "US$5", "C$ 5", "US $5" (but not "gave the US $5"), "USD 5", "5m EUR".
_CODES = "USD|EUR|GBP|ILS|NIS|EGP|JOD|CHF|JPY|CAD|AUD"
_SIGNS = (*"$€£¥₪", *_CODES.split("|"))
_MONEY = re.compile(
    rf"(?<![^\W_])(?:(?:[A-Z]{{1,3}}|U\.S\.?)(?=[$€£¥₪]\s?\d)|"
    rf"(?<![Tt]he )(?:US|AU|CA|NZ|HK)(?= [$]\d)|(?:{_CODES})(?=\s?\d))"
    rf"|(?<=\d)\s?(?:[kmbKMB]n?|million|billion|thousand)?\s?(?:{_CODES})(?![^\W_])"
)
_COLON = re.compile(r"[\"”»')]?\s?:\s")
_JOIN = word_set("of de del la al el bin ibn van von du des da")
_IN = word_set(
    """in at near from to into inside across outside around dans en a au aux pres vers desde hacia cerca
    في من الى قرب داخل ליד מול בתוך"""
)
_SMALL = word_set("the a an to le la les l de du des d el los las del al by")
_JOINED = _IN | word_set("s the of de del la في של ה")  # between a body and the place in its name
_BEFORE_ONLY = word_set("according selon segun بحسب وفق وفقا حسب לפי")
_SAID = _BEFORE_ONLY | word_set(
    """say says said told tells report reports reported announce announced announces claim claims claimed states stated
    dit affirme affirment annonce declare dice dijo dicen afirma anuncio informo
    قال قالت اعلن اعلنت افاد افادت ذكر ذكرت אמר אמרה הודיע הודיעה מסר מסרה דיווח דיווחה"""
)
_SAID_AFTER = _SAID - _BEFORE_ONLY
# Words whose capital says nothing: they open sentences, or are dates.
_FIRST = word_set(
    """the a an in on at of for and but as by to from with this that these those there here it he she they we i you his
    her its their our my is are was were has have had did does do will would can could should what when where who why
    how which if after before since more most less fewer some all no not only about over under between during while
    every each many much few several nearly almost around least up rumor rumour video photo photograph photographs
    le la les un une des du de au aux et ou mais selon dans en sur par pour avec ce cette ces il elle ils elles on nous
    plus moins est sont ont el los las una unos y o pero segun por para con este esta estos que es son han hay mas menos
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday i'm i'll i've i'd it's he's she's that's there's we're they're you're don't"""
)


def names_in(text: str, aliases: Aliases) -> tuple[Span, ...]:
    """The names in the text in order, each with its role: source by a word of saying, place by kind and preposition."""
    tokens = list(_TOKEN.finditer(text))
    words: list[str] = []
    owner: list[int] = []
    for at, token in enumerate(tokens):
        for word in _words(token[0]):
            words.append(word)
            owner.append(at)

    def parted(one: int, other: int) -> bool:
        """Whether a comma or a full stop stands between two words."""
        return bool(_PARTS.search(text, tokens[owner[one]].end(), tokens[owner[other]].start()))

    met: list[_Met] = []
    taken = _money(text, tokens)
    for name in _whole_names(aliases.met(words), words, parted):
        places = range(owner[name.first], owner[name.last] + 1)
        if taken.issuperset(places):
            continue
        shown = text[tokens[places[0]].start() : tokens[places[-1]].end()]
        if shown.lower() == "un" and not shown.isupper():
            continue  # an article
        taken.update(places)
        acts = name.kind is not NameKind.PLACE
        if not acts and not _located(words, name.first):
            acts = name.first < len(words) // 3  # a state that opens a sentence does something
        met.append(_Met(name.key, shown, Role.ACTOR if acts else Role.PLACE, name.first, name.last))
    if "WHO" in text and any(c.islower() for c in text):  # in small letters it is a word
        for at, place in ((at, place) for at, place in enumerate(owner) if tokens[place][0] == "WHO"):
            if place not in taken:
                taken.add(place)
                met.append(_Met("world-health-organization", "WHO", Role.ACTOR, at, at))
    met += _capitals(text, tokens, words, owner, taken)
    ends = {one.last for one in met}

    def opens(one: _Met) -> bool:
        """Whether a body or person opens the text with a colon, as headlines name who says it: "Police: two held"."""
        kind = aliases.kinds.get(one.key)
        if kind is None or kind is NameKind.PLACE or not _SMALL.issuperset(words[: one.first]):
            return False
        return _COLON.match(text, tokens[owner[one.last]].end()) is not None

    spans = [
        Span(one.key, one.text, Role.SOURCE if opens(one) else _role(words, one, ends), one.first)
        for one in met
    ]
    return tuple(sorted(spans, key=lambda span: span.first))


def _money(text: str, tokens: Sequence[re.Match[str]]) -> set[int]:
    """The places of words that are part of a sum of money: "US" in "US$5", "USD"."""
    if not any(sign in text for sign in _SIGNS):
        return set()
    spans = [match.span() for match in _MONEY.finditer(text)]
    return {at for at, one in enumerate(tokens) if any(start <= one.start() < end for start, end in spans)}


def _words(token: str) -> tuple[str, ...]:
    return (token.lower(),) if token.isascii() and token.isalnum() else words_of(token)


@dataclass(frozen=True, slots=True)
class _Met:
    key: str
    text: str
    role: Role
    first: int
    last: int


def _whole_names(
    met: Sequence[Named], words: Sequence[str], parted: Callable[[int, int], bool]
) -> list[Named]:
    """The names, where a place that is part of a body's name ("Gaza's Media Office", "the … in Gaza") is taken into it.

    Such a place begins the body's key and stands beside it with small words between at most.
    """
    found = list(met)
    for body in met:
        if body.kind is NameKind.PLACE:
            continue
        for place in met:
            between = words[place.last + 1 : body.first] or words[body.last + 1 : place.first]
            beside = place.last < body.first <= place.last + 2 or body.last < place.first <= body.last + 3
            if (
                place.kind is NameKind.PLACE
                and body.key.startswith(f"{place.key}-")
                and beside
                and all(word in _JOINED for word in between)
                and not parted(min(place.last, body.last), max(place.first, body.first))
            ):
                first, last = min(place.first, body.first), max(place.last, body.last)
                found = [one for one in found if one not in (place, body)]
                found.append(Named(body.key, body.kind, first, last))
                break
    return sorted(found, key=lambda one: one.first)


def _located(words: Sequence[str], first: int) -> bool:
    return any(word in _IN for word in words[max(0, first - 2) : first])


def _role(words: Sequence[str], name: _Met, ends: set[int]) -> Role:
    """Source where a word of saying stands directly after the name, or before it and is no other name's verb."""
    if any(word in _SAID_AFTER for word in words[name.last + 1 : name.last + 2]):
        return Role.SOURCE
    at = name.first - 1
    while at >= 0 and words[at] in _SMALL:
        at -= 1
    if at < 0 or words[at] not in _SAID:
        return name.role
    return Role.SOURCE if words[at] in _BEFORE_ONLY or at - 1 not in ends else name.role


def _capitals(
    text: str, tokens: Sequence[re.Match[str]], words: Sequence[str], owner: Sequence[int], taken: set[int]
) -> list[_Met]:
    """Runs of words with a capital that no alias took; none in a headline in which most words have one."""
    letters = [
        token for token in tokens if token[0][0].isalpha() and token[0][0].isascii() | token[0][0].islower()
    ]
    raised = [token for token in tokens if token[0][0].isupper()]
    if len(letters) > 3 and len(raised) > 0.6 * len(tokens):
        return []
    first_word = {at: place for place, at in reversed(list(enumerate(owner)))}
    spans: list[_Met] = []
    at = 0
    while at < len(tokens):
        if at in taken or not tokens[at][0][0].isupper() or folded(tokens[at][0]) in _FIRST:
            at += 1
            continue
        end = at
        while end + 1 < len(tokens) and end + 1 not in taken and _goes_on(text, tokens, end):
            end += 1
        while end > at and not tokens[end][0][0].isupper():
            end -= 1
        opens = at == 0 or text[: tokens[at].start()].rstrip()[-1:] in (".", "!", "?", ":", "“", '"')
        # One capital at the beginning of a sentence may be any word; two in a row, or an abbreviation, are a name.
        if not opens or end > at or _abbreviated(tokens[at][0]):
            shown = text[tokens[at].start() : tokens[end].end()]
            key = " ".join(words_of(shown))
            place = first_word.get(at, 0)
            kind = Role.PLACE if _located(words, place) else Role.ACTOR
            spans.append(_Met(key, shown, kind, place, place + len(key.split()) - 1))
        at = end + 1
    return spans


def _abbreviated(word: str) -> bool:
    return word.isupper() and len(word) > 1


def _goes_on(text: str, tokens: Sequence[re.Match[str]], end: int) -> bool:
    between = text[tokens[end].end() : tokens[end + 1].start()]
    if between != " ":
        return False
    if tokens[end + 1][0][0].isupper():
        return True
    joins = folded(tokens[end + 1][0]) in _JOIN
    return joins and end + 2 < len(tokens) and tokens[end + 2][0][0].isupper()
