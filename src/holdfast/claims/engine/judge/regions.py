"""A number over several regions: the sum of what one source counts in each, where the text names none or all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from holdfast.claims.engine.concepts.lexicon import words_in
from holdfast.claims.engine.items import Bound, Kind
from holdfast.claims.engine.judge.asked import Asked
from holdfast.claims.engine.judge.comparable import Difference, is_rate
from holdfast.claims.engine.judge.compare import Fit, compare
from holdfast.claims.engine.judge.readings import VALUE, Reading, Record
from holdfast.claims.engine.judge.source import REGIONS, Outcome
from holdfast.claims.engine.match.aliases import NameKind, shipped_aliases

# What stands between two regions that are named together: "Donetsk and Luhansk", "de Donetsk et de Louhansk".
_AND = re.compile(
    r"\W*(?:regions?|oblasts?|régions?|regiones|región)?\W*(?:and|et|y|e)\W+"
    r"(?:(?:the|in|in the|de|en|en la|dans|dans la|la|el)\W+)?|\W*و(?:في )?",
    re.I,
)
_GLUED_AND = ("و", "ו")


def of_all_regions(asked: Asked, text: str, record: Record) -> Asked:
    """The item without its region, where the sentence names with it all in which a source counts the same."""
    if not asked.place:
        return asked
    whole = {one.regions for one in record.of(asked.main) if asked.place in one.regions}
    if not whole:
        return asked
    start, end = asked.item.sentence
    said = text[start:end]
    words = words_in(said)
    named = [
        (one.key, words[one.first].start, words[one.last].end)
        for one in shipped_aliases().met([word.text for word in words])
        if one.kind is NameKind.PLACE
    ]
    run = [named[0]] if named else []
    runs = [run]
    for before, one in pairwise(named):
        glued = said[one[1]] in _GLUED_AND and not said[before[2] : one[1]].strip()
        if glued or _AND.fullmatch(said[before[2] : one[1]]):
            run.append(one)
        else:
            run = [one]
            runs.append(run)
    together = {frozenset(key for key, _, _ in found) for found in runs}
    return replace(asked, place=None) if together & whole else asked


def over_regions(asked: Asked, apart: Sequence[tuple[Difference, Reading]]) -> list[Outcome]:
    """What the sources' counts of the text's day come to over all their regions; it contradicts nothing."""
    if asked.place is not None or not asked.when.dated or is_rate(asked) or asked.item.kind is not Kind.COUNT:
        return []
    held: dict[tuple[object, ...], list[Reading]] = {}
    for diff, one in apart:
        alone = one.first == one.last or one.cumulative
        if diff.differs != ("place",) or one.kind != VALUE or one.last is None or not alone:
            continue
        if asked.when.takes(one.last):
            held.setdefault((one.source, one.indicator, one.since, one.last), []).append(one)
    found = []
    for rows in held.values():
        places = [one.measured.place for one in rows]
        if len(set(places)) != len(places) or set(places) != set(rows[0].regions):
            continue
        if any(one.bound is not Bound.EXACT for one in rows):
            continue
        total = sum((one.value for one in rows), Decimal(0))
        fit = compare(asked.item, total, Bound.EXACT)
        fit = Fit.OPEN if fit is Fit.FAILS else fit
        found.append(Outcome(rows[0].source, fit, REGIONS, tuple(rows), total))
    return found
