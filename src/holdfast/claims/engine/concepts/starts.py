"""Since when each of several figures of one sentence counts: the start that its own clause names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from holdfast.claims.engine.concepts.sentence import Sentence
from holdfast.claims.engine.items import Item, Kind

_NEAR = 6  # words between "since" and what it names
_DAY = 24  # characters between "since" and its day
_STOP = re.compile(r"[,;:.()،؛–—]|\b(?:and|but|et|mais|y|e|pero)\b|(?<!\w)(?:[وו](?=\w)|لكن|אבל)", re.I)
_NO_START = frozenset(
    ["after", "under", "during", "après", "pendant", "tras", "durante", "خلال", "بعد", "במהלך"]
)


@dataclass(frozen=True, slots=True)
class Start:
    """A word such as "since" with what it names: an event the lexicon knows, a day, or both."""

    at: int
    end: int
    key: str
    day: str | None


def with_own_starts(items: Sequence[Item], sentence: Sentence) -> list[Item]:
    """The items of a sentence; where it names several starts, each figure has that of its own clause."""
    starts = _starts(items, sentence)
    if len({one.key or one.day for one in starts}) < 2:
        return list(items)
    figures = [one for one in items if one.kind.is_figure and one.kind not in (Kind.DURATION, Kind.RANK)]
    own = _owned(figures, starts, sentence)
    return [_counted_from(one, own[one.start], starts) if one.start in own else one for one in items]


def _starts(items: Sequence[Item], sentence: Sentence) -> list[Start]:
    days = [one for one in items if one.kind is Kind.DATE]
    cues = [
        one
        for one in sentence.of_group("cue")
        if one.key.name == "since"
        and sentence.text[one.start - sentence.start : one.end - sentence.start].casefold() not in _NO_START
    ]
    found = []
    for at, cue in enumerate(cues):
        stop = cues[at + 1].start if at + 1 < len(cues) else sentence.start + len(sentence.text)
        stop = min([stop, *(one.start for one in sentence.figures if one.start >= cue.end)])
        anchors = [
            one
            for one in sentence.of_group("since")
            if cue.end <= one.start < stop
            and sum(1 for word in sentence.words if cue.end <= word.start < one.start) <= _NEAR
        ]
        day = next((one for one in days if cue.end <= one.start < min(stop, cue.end + _DAY)), None)
        if anchors or day is not None:
            first = (day.as_of or day.period_from) if day is not None else None
            end = max([one.end for one in anchors[:1]] + ([day.end] if day else []))
            found.append(Start(cue.start, end, anchors[0].key.name if anchors else "", first))
    return found


def _owned(figures: Sequence[Item], starts: Sequence[Start], sentence: Sentence) -> dict[int, Start]:
    """Which start each figure has: the one that follows it in its clause, else one before it, else one of the next."""
    after: dict[int, Start] = {}
    for at, one in enumerate(figures):
        until = figures[at + 1].start if at + 1 < len(figures) else sentence.start + len(sentence.text)
        near = next((start for start in starts if one.end <= start.at < until), None)
        if near is not None and not _STOP.search(
            sentence.text[one.end - sentence.start : near.at - sentence.start]
        ):
            after[one.start] = near
    own = dict(after)
    for one in figures:
        before = [start for start in starts if start.end <= one.start]
        if one.start not in own and before and before[-1] not in after.values():
            own[one.start] = before[-1]
    for one in figures:
        if one.start in own:
            continue
        following = [start for start in starts if start.at >= one.end]
        free = [start for start in following if start not in own.values()]
        chosen = (free or following or list(starts[-1:]))[0]
        own[one.start] = chosen
    return own


def _counted_from(item: Item, start: Start, starts: Sequence[Start]) -> Item:
    if not item.concepts:
        return item
    others = {one.key for one in starts}
    facets = tuple(key for key in item.concepts[1:] if key not in others)
    first = item.period_from
    if start.day is not None:
        first = start.day
    elif first in {one.day for one in starts} or item.period_from != item.period_to:
        first = None
    return replace(
        item, concepts=(item.concepts[0], *facets, *((start.key,) if start.key else ())), period_from=first
    )
