"""What a rumour and a claim say otherwise: figures, dates, actors, places, sources, denial, roles; else the wording.

A difference is shown for a person to judge; its absence proves nothing. What stands in one text alone is shown with
nothing on the other side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from holdfast.claims.engine.match.aliases import Aliases
from holdfast.claims.engine.match.roles import turned_round
from holdfast.claims.engine.match.said import Said, said
from holdfast.claims.engine.match.same import same_wording, written_otherwise
from holdfast.claims.engine.match.spans import Role, Span
from holdfast.claims.engine.match.wording import words_of

_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0640]+[^\W_]*)*")
_MOST_WORDS = 8
_NEAR = 0.6  # share of words in common from which on every word that only one has is told


class DifferenceKind(StrEnum):
    """What differs; `wording` where the texts are nearly the same or nothing else was found."""

    FIGURE = "figure"
    DATE = "date"
    ACTOR = "actor"
    PLACE = "place"
    SOURCE = "source"
    NEGATION = "negation"
    ROLES = "roles"
    QUESTION = "question"  # one asks what the other says
    HEDGE = "hedge"  # one says that it is not sure: "reportedly", "may have"
    QUOTATION = "quotation"  # words that one sets apart by quotation marks
    SPELLING = (
        "spelling"  # the same words written otherwise: accents, capitals, signs, look-alike or hidden letters
    )
    LANGUAGE = "language"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what the rumour says and what the claim says; None where that text says nothing of it.

    `rumour_as` and `claim_as` tell where that text has the other's source as something else: as an actor or a place.
    """

    kind: DifferenceKind
    rumour: str | None
    claim: str | None
    rumour_as: Role | None = None
    claim_as: Role | None = None

    def as_dict(self) -> dict[str, str | None]:
        """The difference as JSON carries it; `rumour_as` and `claim_as` stand there only where they tell something."""
        told = {"kind": str(self.kind), "rumour": self.rumour, "claim": self.claim}
        other = {"rumour_as": self.rumour_as, "claim_as": self.claim_as}
        return told | {side: str(role) for side, role in other.items() if role}


def differences_between(rumour: str, claim: str, aliases: Aliases) -> tuple[Difference, ...]:
    """All that was found to differ, the gravest kinds first; empty only for the same wording.

    Both texts as given: what posts put before and after what they say is left out here.
    """
    if same_wording(rumour, claim):
        return ()
    ours, theirs = said(rumour, aliases), said(claim, aliases)
    found = [
        *_paired(DifferenceKind.FIGURE, ours.numbers(theirs), theirs.numbers(ours)),
        *_paired(DifferenceKind.DATE, ours.dated(theirs), theirs.dated(ours)),
    ]
    across = ours.lang is not None and theirs.lang is not None and ours.lang != theirs.lang
    names = ours.names, theirs.names
    if not across:
        names = (*names[0], *_unnamed(ours, names[1])), (*names[1], *_unnamed(theirs, names[0]))
    found += _names(*names, across, aliases)
    if ours.denies != theirs.denies or (not across and len(ours.denials) != len(theirs.denials)):
        found.append(
            Difference(
                DifferenceKind.NEGATION,
                ", ".join(dict.fromkeys(ours.denials)) or None,
                ", ".join(dict.fromkeys(theirs.denials)) or None,
            )
        )
    turned = (
        _uncompared(ours, theirs, aliases)
        if across
        else turned_round(ours.words, theirs.words, ours.names, theirs.names)
    )
    if turned is not None:
        found.append(Difference(DifferenceKind.ROLES, *turned))
    if ours.asks != theirs.asks:
        asked = ("?" if ours.asks else None, "?" if theirs.asks else None)
        found.append(Difference(DifferenceKind.QUESTION, *asked))
    if across:
        if bool(ours.hedges) != bool(theirs.hedges):
            found += _paired(DifferenceKind.HEDGE, ours.hedges, theirs.hedges)
        found.append(Difference(DifferenceKind.LANGUAGE, ours.lang, theirs.lang))
        return tuple(found)
    found += _paired(DifferenceKind.HEDGE, ours.hedges, theirs.hedges)
    found += _paired(DifferenceKind.QUOTATION, ours.quoted, theirs.quoted)
    if ours.words == theirs.words:
        return tuple(found) or (Difference(DifferenceKind.SPELLING, *written_otherwise(rumour, claim)),)
    return (*found, *_worded(ours, theirs, found))


def _paired(kind: DifferenceKind, ours: Mapping[str, str], theirs: Mapping[str, str]) -> Iterable[Difference]:
    """What only one of two says, side by side where both say something the other does not."""
    only_ours = [shown for key, shown in ours.items() if key not in theirs]
    only_theirs = [shown for key, shown in theirs.items() if key not in ours]
    if only_ours or only_theirs:
        yield Difference(kind, _listed(only_ours), _listed(only_theirs))


def _listed(shown: Sequence[str]) -> str | None:
    return ", ".join(dict.fromkeys(shown[:_MOST_WORDS])) or None


def _names(
    ours: Sequence[Span], theirs: Sequence[Span], across: bool, aliases: Aliases
) -> Iterable[Difference]:
    """Names of one text that the other does not hold, by role; between languages only those of the alias table."""
    if across:
        ours = [span for span in ours if span.key in aliases.kinds]
        theirs = [span for span in theirs if span.key in aliases.kinds]
    held = {span.key for span in ours}, {span.key for span in theirs}
    whole = {w for span in ours for w in span.key.split()}, {w for span in theirs for w in span.key.split()}
    for role, kind in (
        (Role.ACTOR, DifferenceKind.ACTOR),
        (Role.PLACE, DifferenceKind.PLACE),
        (Role.SOURCE, DifferenceKind.SOURCE),
    ):
        a = {s.key: s.text for s in ours if s.role is role and not _met(s.key, held[1], whole[1])}
        b = {s.key: s.text for s in theirs if s.role is role and not _met(s.key, held[0], whole[0])}
        if role is Role.PLACE and across and not (a and b):
            # "the Gaza office … in Gaza" beside "the office in Gaza": the body's name holds the place
            a = {key: text for key, text in a.items() if not _within(key, held[1])}
            b = {key: text for key, text in b.items() if not _within(key, held[0])}
        yield from _paired(kind, a, b)
    yield from _sourced(ours, theirs)


def _met(key: str, keys: set[str], words: set[str]) -> bool:
    return key in keys or all(word in words for word in key.split())


def _within(place: str, keys: set[str]) -> bool:
    return any(key.startswith(f"{place}-") for key in keys)


def _uncompared(ours: Said, theirs: Said, aliases: Aliases) -> tuple[str, str] | None:
    """Two actors or more that both texts name, each in its order: who did it to whom is not read across languages."""
    named = [
        {
            span.key: span.text
            for span in text.names
            if span.role is not Role.PLACE and span.key in aliases.kinds
        }
        for text in (ours, theirs)
    ]
    shared = named[0].keys() & named[1].keys()
    if len(shared) < 2:
        return None
    one, other = (" … ".join(text for key, text in names.items() if key in shared) for names in named)
    return f"{one} (roles not compared)", f"{other} (roles not compared)"


def _unnamed(text: Said, others: Sequence[Span]) -> Iterable[Span]:
    """The other text's sources that this one holds too, where nothing shows them to be names: "Reuters" opening it."""
    held = {span.key for span in text.names}
    whole = {word for key in held for word in key.split()}
    for source in others:
        key = source.key.split()
        if source.role is not Role.SOURCE or _met(source.key, held, whole) or not set(key) <= set(text.words):
            continue
        length = len(key)
        for at in range(len(text.words) - length + 1):
            if text.words[at : at + length] == tuple(key):
                yield Span(source.key, " ".join(_spelled(key, text.text)), Role.ACTOR, at)
                break


def _sourced(ours: Sequence[Span], theirs: Sequence[Span]) -> Iterable[Difference]:
    """A name that is the source of one text and not of the other, though both hold it."""
    a = {span.key: span.text for span in ours if span.role is Role.SOURCE}
    b = {span.key: span.text for span in theirs if span.role is Role.SOURCE}
    held_ours, held_theirs = {span.key for span in ours}, {span.key for span in theirs}
    turned_ours = {key: text for key, text in a.items() if key in held_theirs and key not in b}
    turned_theirs = {key: text for key, text in b.items() if key in held_ours and key not in a}
    if turned_ours and turned_theirs:
        yield Difference(
            DifferenceKind.SOURCE, _listed(list(turned_ours.values())), _listed(list(turned_theirs.values()))
        )
        return
    for role in (Role.ACTOR, Role.PLACE):
        one, other = _paired_as(role, turned_ours, theirs)
        if one:
            yield Difference(DifferenceKind.SOURCE, one, other, claim_as=role)
        one, other = _paired_as(role, turned_theirs, ours)
        if one:
            yield Difference(DifferenceKind.SOURCE, other, one, rumour_as=role)


def _paired_as(
    role: Role, sources: Mapping[str, str], names: Sequence[Span]
) -> tuple[str | None, str | None]:
    """The sources that the other text has first in that role, and how it writes them."""
    first = {span.key: span for span in reversed(names)}
    keys = [key for key in sources if first[key].role is role]
    return _listed([sources[key] for key in keys]), _listed([first[key].text for key in keys])


def _worded(ours: Said, theirs: Said, found: Sequence[Difference]) -> Iterable[Difference]:
    """The words that only one of the two has: of near texts those no other difference shows, of others if none was."""
    a, b = Counter(ours.words), Counter(theirs.words)
    near = (a & b).total() >= _NEAR * max(a.total(), b.total())
    if found and not near:
        return
    told = {word for one in found for shown in (one.rumour, one.claim) if shown for word in words_of(shown)}
    only_a = _spelled([word for word in a if a[word] > b[word] and word not in told], ours.text)
    only_b = _spelled([word for word in b if b[word] > a[word] and word not in told], theirs.text)
    if only_a or only_b or not found:
        yield Difference(
            DifferenceKind.WORDING,
            " ".join(only_a[:_MOST_WORDS]) or None,
            " ".join(only_b[:_MOST_WORDS]) or None,
        )


def _spelled(words: Sequence[str], text: str) -> list[str]:
    """The words as the text writes them."""
    if not words:
        return []
    written: dict[str, str] = {}
    for token in _TOKEN.findall(text):
        for word in words_of(token):
            written.setdefault(word, token if len(words_of(token)) == 1 else word)
    return [written.get(word, word) for word in words]
