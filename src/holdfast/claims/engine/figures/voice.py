"""Whose word a figure is: the source named for it in its sentence, and whether it stands in quotation marks."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from holdfast.claims.engine.figures import speakers
from holdfast.claims.engine.figures.figure import Figure
from holdfast.claims.engine.figures.fold import NUMBER
from holdfast.claims.engine.figures.grammar import Grammar, Span
from holdfast.claims.engine.items import Kind
from holdfast.claims.engine.signs import Held

_BACK = 40
_ARTICLE = 3  # letters an article has at most
_CLAUSE_END = re.compile("[,;.]")
_ASIDE = 80
_CAPITAL = re.compile("[A-Z]")
_SELF = re.compile(r"(?<![^\W_])(?:se |s')$")  # "se situó en", "s'établit": no saying
_LAMS, _LAM = "\u0644\u0644", "\u0627\u0644"  # "to the" writes the article without its first letter


Named = tuple[str, str | None, tuple[int, int]]  # a name written out, its place, where it stands


Unheard = tuple[str, str, Grammar, Held]  # a sentence without figures, as `hear` is given it


class Memory:
    """What earlier sentences of the same text leave to later ones: the source named last.

    A sentence without figures is only heard when a later one asks for it ("the office said").
    """

    __slots__ = ("_source", "_unheard", "alone", "asked", "effect")

    def __init__(self, *, alone: bool = False) -> None:
        self.alone = alone  # whether no sentence comes after
        self._source: str | None = None
        self._unheard: list[Unheard] = []
        self.asked = False  # whether the sentence that is read asked for the source
        self.effect: str | Unheard | None = None  # what it leaves

    @property
    def source(self) -> str | None:
        """The source named last."""
        self.asked = True
        if self._unheard:
            unheard, self._unheard, effect = self._unheard, [], self.effect
            for sentence in unheard:
                hear(*sentence, self)
            self.effect = effect
        return self._source

    def leave(self, effect: str | Unheard | None) -> None:
        """Take what a sentence leaves: a name, or itself, to be heard when somebody asks."""
        if isinstance(effect, str):
            self._source = effect
            self._unheard.clear()
        elif effect is not None:
            self._unheard.append(effect)
        self.effect = effect or self.effect


@dataclass(slots=True)
class Source:
    """A source named in a sentence; `at` is where its cue stands, `span` the words of its name."""

    at: int
    name: str
    place: str | None = None
    span: tuple[int, int] = (0, 0)
    segment: int = 0
    tally: bool = False  # of a verb of counting
    trails: bool = False  # what it says stands before it: "30 fell, the mayor said"


@dataclass(slots=True)
class Heard:
    """What the words of saying in a sentence give: sources, and where something is said."""

    sources: list[Source] = field(default_factory=list)
    speech: list[tuple[int, int]] = field(default_factory=list)
    relays: list[tuple[int, int]] = field(
        default_factory=list
    )  # "as the office said on Sunday": dates after it only
    told: list[tuple[int, int]] = field(default_factory=list)  # "according to the office"


def speaks(grammar: Grammar, signs: Held) -> bool:
    """Whether somebody may say something in a sentence that holds this: without, `hear` hears nothing."""
    return bool(
        grammar.said.likely(signs) or grammar.according.likely(signs) or grammar.said_first.likely(signs)
    )


def hear(text: str, cased: str, grammar: Grammar, signs: Held, memory: Memory) -> Heard:
    """The sources of a sentence, in order; pronouns and "the office" mean the source named before, if any."""
    heard = Heard()
    relayed: list[tuple[int, int]] = []
    own = speakers.rules(grammar.lexis.lang)
    for met in grammar.according.find(text, signs):
        relayed.append((met.start, met.end))
        named = _named_at(text, cased, met.end, grammar, signs, memory)
        if own:
            phrase = speakers.after(text, cased, met.end, own, cue=True)
            at = met.end + (text[met.end : met.end + 1] == " ")
            verb = phrase and grammar.said.at(text, phrase[0], signs)
            meant = named is None and grammar.anaphors.at(text, at, signs)
            if phrase and not verb and not (meant and not own.bodies.search(text, *phrase)):
                named = _fuller(named, phrase, text, cased, grammar, own)
            elif meant and not phrase:  # "according to it"
                named = _subject(text, cased, met.start, grammar, own, signs)
        heard.told.append((met.start, max(met.end, named[2][1]) if named else met.end))
        _add(heard, met.start, named, memory)
    said = list(grammar.said.find(text, signs))
    known: set[int] = set()  # verbs of which the subject is found
    first = list(grammar.said_first.find(text, signs))
    if said:
        names = _names(cased, said[-1].start, grammar, signs)
        for met in said:
            if any(low <= met.start < high for low, high in relayed):
                continue
            if own and (
                speakers.mute(text, met.start, own) or (own.inverts and _SELF.search(text, 0, met.start))
            ):
                continue
            if met.which < grammar.said_is_speech:
                heard.speech.append((met.start, met.end))
            named = _named_before(text, cased, met.start, names, grammar, signs, heard, memory)
            if own:
                weak = met.which == grammar.said_is_speech - 1
                phrase = speakers.of_verb(text, cased, met.start, met.end, own, weak=weak)
                if own.inverts and named and phrase and phrase[0] >= met.end:
                    named = None  # ", prévoit la banque": the name before the comma is not who says it
                named = _fuller(named, phrase, text, cased, grammar, own)
                if named is None and speakers.follows(text, met.start, grammar.lexis.lang):
                    named = _subject(text, cased, met.start, grammar, own, signs)
                if named and weak and not own.bodies.search(named[0].casefold()):
                    named = None  # a storm may raise a count as well as a ministry
                if named and grammar.lexis.lang == "he":
                    known.add(met.start)
            _add(heard, met.start, named, memory, tally=met.which >= grammar.said_is_speech)
    for met in first:
        if met.start in known:
            continue
        if any(low <= met.start < high for low, high in relayed):
            heard.relays.append((met.start, met.end))
            continue
        named = _named_at(text, cased, met.end, grammar, signs, memory)
        if own:
            named = _fuller(named, speakers.after(text, cased, met.end, own), text, cased, grammar, own)
        if met.which < grammar.said_first_is_speech:
            heard.speech.append((met.start, named[2][1] if named else met.end))
        _add(heard, met.start, named, memory, tally=met.which >= grammar.said_first_is_speech)
    heard.sources.sort(key=lambda source: source.at)
    if own and heard.sources:
        for phrase in speakers.elided(text, heard.sources[0].at, own):
            _add(heard, phrase[0], _fuller(None, phrase, text, cased, grammar, own), memory)
        heard.sources.sort(key=lambda source: source.at)
    if len(heard.sources) > 1:
        for source in heard.sources:
            source.trails = _trails(source, text)
    return heard


def _subject(
    text: str, cased: str, verb: int, grammar: Grammar, own: speakers.Rules, signs: Held
) -> Named | None:
    """Who opens the sentence or its part: "The Election Board met; it said", or stands before "who said"."""
    who = speakers.who(text, verb)
    if who is not None:
        phrase = speakers.before(text, who, own)
        return _fuller(None, phrase, text, cased, grammar, own)
    start = max(0, text.rfind(";", 0, verb), text.rfind(". ", 0, verb))
    for begin in (start + 1, 0) if start else (0,):
        while text[begin : begin + 1] == " ":
            begin += 1
        dated = speakers.DATED_START.match(text, begin)
        begin = dated.end() if dated else begin
        article = grammar.articles.match(cased, begin)
        at = article.end() if article else begin
        name = grammar.name.match(cased, at)
        phrase = speakers.opening(text, at, verb, own)
        if phrase and (name is None or name.end() < phrase[1]):
            return *_written_out(cased[phrase[0] : phrase[1]], grammar), phrase
        if name and name.end() < verb and own.bodies.search(text, *name.span()):
            return *_written_out(name[0], grammar), name.span()
    return None


def _trails(source: Source, text: str) -> bool:
    """Whether the source stands after what it says: behind a mark or a figure, and no figure follows in its clause."""
    start, end = min(source.at, source.span[0] or source.at), max(source.at, source.span[1])
    head = text[:start].rstrip(' "”»')
    article = head.rsplit(" ", 1)[-1]
    if head and head[-1] not in ",:" and len(article) <= _ARTICLE:
        head = head[: len(head) - len(article)].rstrip()
    rest = _CLAUSE_END.split(text[end:], maxsplit=1)[0]
    return bool(head) and NUMBER not in rest and (head[-1] == "," or NUMBER in head)


def _fuller(
    named: Named | None,
    phrase: tuple[int, int] | None,
    text: str,
    cased: str,
    grammar: Grammar,
    own: speakers.Rules,
) -> Named | None:
    """The noun phrase where no name is known there, or only a piece of it."""
    if named and own.arabic and own.never.match(text, named[2][0]):
        named = None  # what is left of "official figures"
    if phrase is None:
        return named
    start, end = phrase
    if named is not None:
        low, high = named[2]
        if low >= high or not speakers.better(text, low, high, phrase, own):
            return named
        if start <= low and _written_out(cased[low:high], grammar)[0] not in cased[low:high]:
            return named  # a body known by its English name
    name = grammar.name.match(cased, start) if named is None else None
    if name and name.end() > end and _written_out(name[0], grammar)[0] not in name[0]:
        start, end = name.span()  # a body known by its English name, with its place
    return *_written_out(
        speakers.article_of(cased, start, end, grammar.lexis.lang) + cased[start:end], grammar
    ), (
        start,
        end,
    )


def _names(cased: str, end: int, grammar: Grammar, signs: Held) -> list[Span]:
    """Where the names stand that begin before this place."""
    if not grammar.name_lead:
        spans = (match.span() for match in grammar.name.finditer(cased))
        return list(itertools.takewhile(lambda span: span[0] < end, spans))
    places = {met.start() for met in _CAPITAL.finditer(cased, 0, end)}
    places.update((signs.before or signs).places(grammar.name_lead))
    names: list[Span] = []
    done = 0
    for at in sorted(places):
        if done <= at < end and (match := grammar.name.match(cased, at)):
            done = match.end()
            names.append((at, done))
    return names


def _add(heard: Heard, at: int, named: Named | None, memory: Memory, *, tally: bool = False) -> None:
    if named and not any(source.name == named[0] for source in heard.sources):
        heard.sources.append(Source(at, *named, tally=tally))
        memory.leave(named[0])


def _named_at(text: str, cased: str, at: int, grammar: Grammar, signs: Held, memory: Memory) -> Named | None:
    """The name that begins here, after an article."""
    while text[at : at + 1] == " ":
        at += 1
    article = grammar.articles.match(cased, at)
    begin = article.end() if article else at
    name = grammar.name.match(cased, begin) or (grammar.name.match(cased, at) if article else None)
    earlier = grammar.anaphors.at(text, at, signs)
    if earlier and not memory.source:
        earlier = None
    if name and name[0].strip() and not (earlier and earlier.end >= name.end()):
        joined = _LAM if name.start() > 1 and cased.endswith(_LAMS, 0, name.start()) else ""
        return *_written_out(joined + name[0], grammar), name.span()
    return (memory.source, None, (at, at)) if earlier and memory.source else None


def _named_before(
    text: str,
    cased: str,
    verb: int,
    names: Sequence[tuple[int, int]],
    grammar: Grammar,
    signs: Held,
    heard: Heard,
    memory: Memory,
) -> Named | None:
    """The name that ends at the verb; before an aside ("OHCHR, the UN's office, said") the name it explains."""
    end = verb
    while end and text[end - 1] in " ,":
        end -= 1
    gap = grammar.said_gap.search(text, max(0, verb - _BACK), verb)
    if gap and gap.start() < end:
        end = gap.start()
    end = speakers.before_bracket(text, end)
    aside = end < verb and "," in text[end:verb]
    if aside:  # the aside ends here; the name stands before its first comma
        comma = text.rfind(",", max(0, end - _ASIDE), end)
        if comma > 0:
            end = comma
    at = bisect_right([name[1] for name in names], end) - 1
    named = names[at] if at >= 0 and names[at][1] == end else None
    begin = max(0, verb - _BACK)
    for met in grammar.anaphors.find(text[begin:verb].rstrip(), signs):
        start = begin + met.start
        if text[begin + met.end : verb].strip() or (named and named[0] < start):
            continue  # it does not end at the verb, or is the end of a longer name
        article = grammar.articles.match(cased, start)
        words = cased[article.end() : begin + met.end] if article and article[0] else ""
        earlier = _meant(words, text, cased, start, names, grammar)
        if earlier:
            return earlier
        bare = named is not None and heard.sources and not _shares(words, memory.source or "")
        if memory.source and not bare and not (heard.sources and _another(words, memory.source)):
            return memory.source, None, (verb, verb)
        if named is None and words:  # nobody was named before: "the ministry" is all that the text says
            return words, None, (start, begin + met.end)
    if named is None:
        return None
    article = grammar.articles.match(cased, named[0])
    return *_written_out(cased[article.end() if article else named[0] : end], grammar), (named[0], end)


def _meant(
    words: str, text: str, cased: str, before: int, names: Sequence[tuple[int, int]], grammar: Grammar
) -> Named | None:
    """The longer name earlier in the sentence that a common noun stands for: "the Relief Office … the office"."""
    if not words or " " in words:
        return None
    for start, end in reversed(names):
        if end < before and " " in cased[start:end] and _shares(words, cased[start:end]):
            return *_written_out(cased[start:end], grammar), (start, end)
    return None


def _shares(words: str, name: str) -> bool:
    """Whether a name holds one of the words."""
    return not set(words.casefold().split()).isdisjoint(name.casefold().split())


def _another(words: str, named: str) -> bool:
    """Whether "the water company" is somebody else than who was named in the same sentence."""
    own = words.casefold().split()
    return len(own) > 1 and not set(own) & set(named.casefold().split())


def _written_out(name: str, grammar: Grammar) -> tuple[str, str | None]:
    name = " ".join(name.split()).strip(" ,.;:'-")
    place = None
    for pattern, made in grammar.owned:
        match = pattern.fullmatch(name)
        if match:
            parts = match.groupdict()
            place, who = parts.get("place"), parts.get("who") or ""
            who = grammar.lexis.acronyms.get(who, who)
            name = made.format(who=who[:1].upper() + who[1:], place=place)
            break
    name = grammar.lexis.acronyms.get(name, name)
    return name.removesuffix("'s"), place


def attribute(figures: Sequence[Figure], heard: Heard, cased: str) -> None:
    """Give each figure the source of its own part of the sentence, else the one the sentence names."""
    sources = heard.sources
    if not sources:
        return
    for figure in figures:
        if figure.window or (figure.kind is Kind.DURATION and cased[figure.to : figure.to + 1] == "-"):
            continue
        own = [source for source in sources if source.segment == figure.segment]
        if figure.target and not own:
            continue  # what another part of the sentence says ought to be is not the source's own figure
        own = own or sources
        after = bisect_left([source.at for source in own], figure.start)
        before, behind = own[max(0, after - 1)], own[min(after, len(own) - 1)]
        last = sources[-1]
        if last.trails and not last.tally and before.tally and last.at > figures[-1].start:
            behind = last  # "hospitals recorded 30 cases, up from 12, the ministry said"
        told = behind.trails and (before.trails or (before.tally and not behind.tally))
        figure.attribution = (behind if told else before).name


def quoted_spans(low: str, grammar: Grammar) -> list[tuple[int, int]]:
    """What stands in quotation marks that are closed within the sentence."""
    spans: list[tuple[int, int]] = []
    for opening, closing in grammar.lexis.quotes:
        at = low.find(opening)
        while at >= 0:
            end = low.find(closing, at + 1)
            if end < 0:
                break
            spans.append((at, end))
            at = low.find(opening, end + 1)
    return sorted(spans)


def quote(figures: Sequence[Figure], spans: Sequence[tuple[int, int]]) -> None:
    """Mark the figures that stand in quotation marks."""
    for figure in figures:
        figure.quoted = any(start < figure.start < end for start, end in spans)
