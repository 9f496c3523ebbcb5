"""What a rumour and a claim say otherwise: figures, dates, actors, places, sources, denial, roles; else the wording.

A difference is shown for a person to judge; its absence proves nothing. What stands in one text alone is shown with
nothing on the other side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Bound, Item, Kind
from holdfast.claims.engine.match.aliases import Aliases
from holdfast.claims.engine.match.anchors import months_in, numbers_in
from holdfast.claims.engine.match.negation import denials_in, denies
from holdfast.claims.engine.match.roles import turned_round
from holdfast.claims.engine.match.spans import Role, Span, names_in
from holdfast.claims.engine.match.wording import folded, language_of, words_of

Reader = Callable[[str], Sequence[Item]]

_SAME = re.compile(r"[^\W_]+|[%€$£¥₪]|(?<!\w)[-−](?=\d)|(?<=\d)[.,٫](?=\d)")
_MOST_WORDS = 8


class DifferenceKind(StrEnum):
    """What differs; `wording` only where nothing else was found and the words are not the same."""

    FIGURE = "figure"
    DATE = "date"
    ACTOR = "actor"
    PLACE = "place"
    SOURCE = "source"
    NEGATION = "negation"
    ROLES = "roles"
    LANGUAGE = "language"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what the rumour says and what the claim says; None where that text says nothing of it."""

    kind: DifferenceKind
    rumour: str | None
    claim: str | None

    def as_dict(self) -> dict[str, str | None]:
        """The difference as JSON carries it."""
        return {"kind": str(self.kind), "rumour": self.rumour, "claim": self.claim}


@lru_cache(maxsize=2048)
def read_items(text: str) -> tuple[Item, ...]:
    """The items of a text by the figure grammar; remembered, since a claim is met by many rumours."""
    return extract(text, lang=language_of(text))


def same_wording(rumour: str, claim: str) -> bool:
    """Whether the two are the same words in the same order; case, accents, blanks and commas aside, numbers exactly."""
    return _SAME.findall(folded(rumour)) == _SAME.findall(folded(claim))


def differences_between(
    rumour: str, claim: str, aliases: Aliases, read: Reader = read_items
) -> tuple[Difference, ...]:
    """All that was found to differ, the gravest kinds first; empty only for the same wording."""
    if same_wording(rumour, claim):
        return ()
    ours, theirs = names_in(rumour, aliases), names_in(claim, aliases)
    found = [*_figures(rumour, claim, read), *_dates(rumour, claim, read)]
    across = _across(rumour, claim)
    found += _names(ours, theirs, across, aliases)
    if denies(rumour) != denies(claim):
        found.append(
            Difference(
                DifferenceKind.NEGATION,
                ", ".join(dict.fromkeys(denials_in(rumour))) or None,
                ", ".join(dict.fromkeys(denials_in(claim))) or None,
            )
        )
    turned = None if across else turned_round(rumour, claim, ours, theirs)
    if turned is not None:
        found.append(Difference(DifferenceKind.ROLES, *turned))
    if across:
        found.append(Difference(DifferenceKind.LANGUAGE, language_of(rumour), language_of(claim)))
    return tuple(found) or (_worded(rumour, claim),)


def _across(rumour: str, claim: str) -> bool:
    one, other = language_of(rumour), language_of(claim)
    return one is not None and other is not None and one != other


def _figures(rumour: str, claim: str, read: Reader) -> Iterable[Difference]:
    yield from _paired(DifferenceKind.FIGURE, _stated(rumour, read), _stated(claim, read))


def _stated(text: str, read: Reader) -> dict[str, str]:
    """Every number by what it states: the grammar's figures with bound and unit, and digits that are no figure."""
    items = read(text)
    stated: dict[str, str] = {}
    covered: list[tuple[int, int]] = []
    for item in items:
        covered.append((item.start, item.end))
        if not item.kind.is_figure:
            continue
        low = item.value if item.value is not None else item.low
        value = "" if low is None else format(low.normalize(), "f") if low.adjusted() < 40 else str(low)
        high = "" if item.high is None or item.high == low else f"–{item.high.normalize():f}"
        share = "%" if item.kind is Kind.PERCENT else ""
        bound = "" if item.bound is Bound.EXACT else f"{item.bound} "
        shown = item.text if item.bound is Bound.EXACT else f"{item.text} ({item.bound.replace('_', ' ')})"
        stated.setdefault(f"{bound}{value}{high}{share}", shown)
    bare = {value for item in items for value, _, _ in numbers_in(item.text)}
    for value, _, _ in numbers_in(text):
        if value not in bare:
            stated.setdefault(value, value)
    return stated


def _dates(rumour: str, claim: str, read: Reader) -> Iterable[Difference]:
    yield from _paired(DifferenceKind.DATE, _dated(rumour, read), _dated(claim, read))


def _dated(text: str, read: Reader) -> dict[str, str]:
    """Dates the grammar found, and months that it did not."""
    dated: dict[str, str] = {}
    for item in read(text):
        if item.kind is Kind.DATE:
            key = next((when for when in (item.as_of, item.period_from, item.period_to) if when), None)
            dated.setdefault(key or " ".join(words_of(item.text)), item.text)
        else:
            for when in (item.as_of, item.period_from, item.period_to):
                if when:
                    dated.setdefault(when, when)
    if not dated:
        dated = {month: month.replace("month-", "month ") for month in months_in(text)}
    return dated


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
        yield from _paired(kind, a, b)
    yield from _sourced(ours, theirs)


def _met(key: str, keys: set[str], words: set[str]) -> bool:
    return key in keys or all(word in words for word in key.split())


def _sourced(ours: Sequence[Span], theirs: Sequence[Span]) -> Iterable[Difference]:
    """A name that is the source of one text and not of the other, though both hold it."""
    a = {span.key: span.text for span in ours if span.role is Role.SOURCE}
    b = {span.key: span.text for span in theirs if span.role is Role.SOURCE}
    held_ours, held_theirs = {span.key for span in ours}, {span.key for span in theirs}
    turned_ours = {key: text for key, text in a.items() if key in held_theirs and key not in b}
    turned_theirs = {key: text for key, text in b.items() if key in held_ours and key not in a}
    if turned_ours or turned_theirs:
        yield Difference(
            DifferenceKind.SOURCE, _listed(list(turned_ours.values())), _listed(list(turned_theirs.values()))
        )


def _worded(rumour: str, claim: str) -> Difference:
    """The words that only one of the two has: what is left where no kind of difference was found."""
    a, b = words_of(rumour), words_of(claim)
    only_a = [word for word in dict.fromkeys(a) if word not in b][:_MOST_WORDS]
    only_b = [word for word in dict.fromkeys(b) if word not in a][:_MOST_WORDS]
    return Difference(DifferenceKind.WORDING, " ".join(only_a) or None, " ".join(only_b) or None)
