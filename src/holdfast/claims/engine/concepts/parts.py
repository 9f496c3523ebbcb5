"""Parts of the number before them: "3,203 trucks entered. Of these, 2,564 carried aid and 639 commercial goods"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from holdfast.claims.engine.concepts.sentence import Sentence
from holdfast.claims.engine.items import Item, Kind

# The first words of a sentence that speaks of parts of the number before it.
OF_THESE = re.compile(
    r"\s*(?:of (?:these|them|those)|among (?:them|these)|parmi (?:eux|elles|ceux-ci)"
    r"|sur ce total|de (?:ellos|ellas|estos)"
    r"|entre ellos|من بينها|ومن بينها|منها|ومنها|מתוכן|מתוכם|מהן|בהן)\s*,?",
    re.I,
)
# "Fuel accounted for 115 of the trucks": one cargo, and no other joined to it.
ACCOUNTED = re.compile(
    r"(?<!and )(?<!or )(?<!than )\b(?P<cargo>\w+) (?P<verb>accounted for|accounts for|made up)(?: (?:only|just))? $",
    re.I,
)
_OF_THE = re.compile(r"\s*(?:of|out of|among|sur|parmi|de)(?: the| les| los| las)?\s*", re.I)
# What stands between trucks and their cargo.
_OF_A_CARGO = re.compile(r"\s*(?:(?:of|with|carrying|de|d['’]|con|של)\s*)?", re.I)
_COUNTED = (Kind.COUNT, Kind.RATE)


def total_of(read: Sequence[Item]) -> Item | None:
    """The one number of a sentence that the next may speak of parts of; None where there are several, or none."""
    counted = [one for one in read if one.kind in _COUNTED and one.concepts and not one.target]
    whole = [one for one in counted if one.per is None]
    return whole[0] if len({one.concepts[0] for one in counted}) == 1 and len(whole) == 1 else None


def parts_of(total: Item | None, read: Sequence[Item], sentence: Sentence) -> list[Item]:
    """The items of a sentence that begins so, of the total before it: counted alike, of its days, by its source."""
    figures = [one for one in read if one.kind in _COUNTED]
    if figures and _OF_THE.fullmatch(sentence.text[: figures[0].start - sentence.start]):
        whole = figures[0]
        return [_part(whole, one, sentence) if one is not whole and whole.concepts else one for one in read]
    if total is None or not OF_THESE.match(sentence.text):
        return list(read)
    return [_part(total, one, sentence) for one in read]


def _part(total: Item, one: Item, sentence: Sentence) -> Item:
    own = one.concepts[:1]
    if one.kind is not Kind.COUNT or one.value is None or total.value is None or one.value > total.value:
        return one
    if own and own != total.concepts[:1]:
        return one
    cargo = _cargo_after(one, sentence) if total.concepts[0] == "trucks" and len(one.concepts) < 2 else ()
    facets = one.concepts[1:] or (*cargo, *(key for key in total.concepts[1:] if key.startswith("since-")))
    undated = one.as_of is None and one.period_to is None and one.period_from is None
    return replace(
        one,
        concepts=(total.concepts[0], *facets),
        population=one.population or total.population,
        point=one.point or total.point,
        actor=one.actor or total.actor,
        attribution=one.attribution or total.attribution,
        base=one.base if one.base is not None else total.value,
        as_of=total.as_of if undated else one.as_of,
        period_from=total.period_from if undated else one.period_from,
        period_to=total.period_to if undated else one.period_to,
    )


def _cargo_after(one: Item, sentence: Sentence) -> tuple[str, ...]:
    """The cargo that stands after the number, before the next one."""
    until = min((other.start for other in sentence.figures if other.start >= one.end), default=None)
    met = [
        other.key.name
        for other in sentence.of_group("cargo")
        if other.start >= one.end and (until is None or other.start < until)
    ]
    return tuple(dict.fromkeys(met[:1]))


def cargo_before(item: Item, sentence: Sentence) -> tuple[str, ...]:
    """The cargo beside the trucks that are named before their number: "fuel trucks averaged 145".

    Of a rate also where they are named again behind it, in one clause: "fuel trucks came to 145 trucks a day".
    """
    before = [one for one in sentence.of_group("thing") if one.end <= item.start]
    again = any(one.key.name == "trucks" for one in sentence.of_group("thing") if one.start >= item.end)
    trucks = sentence.nearest(item, before, lambda near: not near[0] and not (again and near[1]))
    if trucks is None or trucks.key.name != "trucks":
        return ()
    found = []
    for one in sentence.of_group("cargo"):
        first, last = sorted(((one.start, one.end), (trucks.start, trucks.end)))
        between = sentence.text[first[1] - sentence.start : max(last[0] - sentence.start, 0)]
        if _OF_A_CARGO.fullmatch(between):
            found.append(one.key.name)
    return ("all",) if {"aid", "commercial"} <= set(found) else tuple(dict.fromkeys(found))
