"""Days that a sentence gives beside the day of saying: "yesterday", "since Monday", and what was said too early.

Without a date of the text such a word says nothing of which day it is, but how long the window is, and where the
sentence says of which day it was told, the day too. The grammar reads it as it reads a text with that date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from holdfast.base.days import days_inclusive
from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.figures.telling import days_of_telling
from holdfast.claims.engine.items import Item, Kind
from holdfast.claims.engine.lexis.packs import LANGUAGES

_LONGEST = 1200  # characters of a sentence that is read again
_ANY_DAY = date(1702, 12, 31)  # a day of which no text speaks, the last of its week, its month and its year
_DAY = 10  # characters of a day in full


def with_days_said(text: str, items: Sequence[Item]) -> list[Item]:
    """The items, each with the window that such a word gives it; what was told before it could be asks a person."""
    sentences: dict[tuple[int, int], list[Item]] = {}
    for one in items:
        if one.kind is Kind.DATE:
            sentences.setdefault(one.sentence, []).append(one)
    made = list(items)
    if not sentences:
        return made
    figures: dict[tuple[int, int], list[int]] = {}
    for at, one in enumerate(made):
        if one.kind.is_figure and one.sentence in sentences and not one.ask and not one.target:
            figures.setdefault(one.sentence, []).append(at)
    for span, inside in figures.items():
        start, end = span
        if not 0 < end - start <= _LONGEST or made[inside[0]].lang not in LANGUAGES:
            continue
        dates = sentences[span]
        if any(_unresolved(one) for one in dates):
            _read_beside(text, made, inside)
        _not_before(text, made, inside, dates)
    return made


def _unresolved(one: Item) -> bool:
    """Whether it is a word that needs the day of saying, which the text does not give."""
    return (
        one.ask is not None
        and not (one.as_of or one.period_from or one.period_to)
        and one.text.isprintable()
        and (not any(sign.isdigit() for sign in one.text))
    )


def _read_beside(text: str, items: list[Item], inside: Sequence[int]) -> None:
    """Give the figures of a sentence the windows that its words give beside the day it was told, or beside any."""
    start, end = items[inside[0]].sentence
    days = {day for at in inside if (day := items[at].as_of) and len(day) == _DAY}
    told = date.fromisoformat(days.pop()) if len(days) == 1 else None
    again = {
        start + one.start: one
        for one in extract(text[start:end], lang=items[inside[0]].lang, published=told or _ANY_DAY)
        if one.kind.is_figure
    }
    for at in inside:
        one, other = items[at], again.get(items[at].start)
        if other is None or other.period_from is None or one.period_from is not None or one.per is not None:
            continue
        if told is not None and one.as_of is not None:
            items[at] = replace(
                one, as_of=other.as_of, period_from=other.period_from, period_to=other.period_to
            )
        else:
            last = date.fromisoformat(other.period_to) if other.period_to else _ANY_DAY
            long = max(days_inclusive(date.fromisoformat(other.period_from), last), 1)
            items[at] = replace(one, per=f"{long} days")


def _not_before(text: str, items: list[Item], inside: Sequence[int], dates: Sequence[Item]) -> None:
    """Let the figures ask that are of days which had not come when the sentence says they were told."""
    named = {day for one in dates for day in (one.as_of, one.period_to) if day}
    if not named:
        return
    told: list[Item] | None = None
    for at in inside:
        one = items[at]
        ends = [
            day
            for day in (one.period_from, one.period_to or one.as_of)
            if day in named or day == one.period_from
        ]
        latest = max((day for day in ends if day and len(day) == _DAY), default="")
        if not any(_earlier(day, latest) for day in named):
            continue
        if told is None:
            start, end = one.sentence
            places = days_of_telling(text[start:end], one.lang)
            told = [day for day in dates if day.start - start in places and day.as_of]
        said = [day for day in told if not _apart(text, day, one, [items[other] for other in inside])]
        if said and all(_earlier(day.as_of or "", latest) for day in said):
            items[at] = replace(
                one, ask=f"{said[-1].text}: before {latest}, so it cannot have been said of it then"
            )


def _earlier(day: str, latest: str) -> bool:
    """Whether a day, month or year is over before another day."""
    return day < latest[: len(day)]


def _apart(text: str, day: Item, one: Item, figures: Sequence[Item]) -> bool:
    """Whether the day is said of another part of the sentence: beyond a semicolon, or a number of another time."""
    first, last = sorted([(day.start, day.end), (one.start, one.end)])
    if ";" in text[first[1] : last[0]]:
        return True
    ends = one.period_to or one.as_of
    return any(
        first[1] <= other.start < last[0]
        and (other.period_to or other.as_of) not in (None, ends)
        and not ((other.period_to or other.as_of) == day.as_of and "," not in text[other.end : one.start])
        for other in figures
    )
