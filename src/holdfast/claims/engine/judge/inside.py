"""A text against itself: sums, shares of stated bases, one quantity with two numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from holdfast.base.numbers import decimals_of, how_rounded, rounded
from holdfast.base.why import Why
from holdfast.claims.engine.items import Bound, Item, Kind

_PLAIN = (Bound.EXACT, Bound.AT_LEAST)
_PARTS = re.compile(
    r"^\s*(?:[\w\s’'-]{0,60})(?:[:(–—]|,? (?:including|made up of|of which|of whom|comprising)\b)", re.I
)
_INCLUDING = re.compile(
    r"\b(?:including|among them|of which|of whom|dont|incluid[oa]s?|entre ellos)\b|بينهم|منهم|بينها|בהם|מהם",
    re.I,
)
_PARTS_TOTAL = 3
_MOST_TIMES = 60  # of one quantity in one text; the cost grows with its square


def warnings_inside(text: str, items: Sequence[Item]) -> Mapping[int, tuple[Why, ...]]:
    """What does not agree inside the text, by the offset of the item it is said of."""
    found: dict[int, list[Why]] = defaultdict(list)
    figures = [one for one in items if one.kind.is_figure and one.value is not None and not one.negated]
    _shares(figures, found)
    _parts(text, figures, found)
    _repeated(figures, found)
    return {at: tuple(dict.fromkeys(held)) for at, held in found.items()}


def _shares(figures: Sequence[Item], found: dict[int, list[Why]]) -> None:
    """A percentage and its part and base in one sentence: 3,203 of 13,200 is 24 percent."""
    by_sentence: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for one in figures:
        by_sentence[one.sentence].append(one)
    for held in by_sentence.values():
        for part in held:
            if part.base is None or not part.base or part.value is None or part.kind is not Kind.COUNT:
                continue
            if part.value > part.base:
                found[part.start].append(Why.of("inside-part-above-base", part=part.value, base=part.base))
            share = Fraction(part.value) / Fraction(part.base) * 100
            for one in held:
                if one.kind is not Kind.PERCENT or one.value is None or one.bound not in _PLAIN:
                    continue
                if not how_rounded(share, one.value, decimals_of(one.value)):
                    exact, _ = rounded(share, decimals_of(one.value) + 1)
                    said = Why.of(
                        "inside-share", part=part.value, base=part.base, stated=one.value, exact=exact
                    )
                    found[one.start].append(said)


def _parts(text: str, figures: Sequence[Item], found: dict[int, list[Why]]) -> None:
    """A total and the parts that follow it in its sentence, announced by a colon or in brackets."""
    by_sentence: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for one in figures:
        if one.kind is Kind.COUNT and one.bound is Bound.EXACT and not one.target:
            by_sentence[one.sentence].append(one)
    for (_, end), held in by_sentence.items():
        if len(held) < _PARTS_TOTAL:
            continue
        total, *parts = sorted(held, key=lambda one: one.start)
        if total.value is None or not _PARTS.match(text[total.end : min(end, parts[0].start + 1)]):
            continue
        if _INCLUDING.search(text[total.end : end]):
            continue
        parts = [one for one in parts if _same(one, total)]
        added = sum((one.value for one in parts if one.value is not None), start=0 * total.value)
        if len(parts) >= 2 and added != total.value:
            found[total.start].append(
                Why.of("inside-parts", total=total.value, added=added, count=len(parts))
            )


def _same(part: Item, total: Item) -> bool:
    return part.concepts[:1] == total.concepts[:1] or not part.concepts


def _repeated(figures: Sequence[Item], found: dict[int, list[Why]]) -> None:
    """One quantity of one time, told twice with numbers that cannot both hold."""
    groups: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for one in figures:
        if one.concepts and not one.target and one.kind in (Kind.COUNT, Kind.RATE, Kind.PERCENT):
            groups[
                (one.concepts, one.population or "", one.point, one.per, one.place, one.kind, one.actor)
            ].append(one)
    for held in groups.values():
        for at, later in enumerate(held[:_MOST_TIMES]):
            for earlier in held[:at]:
                if earlier.sentence == later.sentence or not _same_time(earlier, later):
                    continue
                if _clash(earlier, later):
                    code = (
                        Why.of("inside-two-numbers", first=earlier.text, second=later.text)
                        if earlier.as_of or earlier.period_to
                        else Why.of("inside-repeated", first=earlier.text, second=later.text)
                    )
                    found[later.start].append(code)
                    found[earlier.start].append(code)


def _same_time(one: Item, other: Item) -> bool:
    return (one.as_of, one.period_from, one.period_to) == (other.as_of, other.period_from, other.period_to)


def _clash(one: Item, other: Item) -> bool:
    if one.value is None or other.value is None or one.bound not in _PLAIN or other.bound not in _PLAIN:
        return False
    if one.attribution and other.attribution and one.attribution != other.attribution:
        return False
    return one.value != other.value
