"""The whole of which a number is a part, where so many are owed: the 28 of "25 of the 28 deceased hostages"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from holdfast.base.why import Why
from holdfast.claims.engine.items import Item, Kind
from holdfast.claims.engine.judge.checked import Checked, Verdict
from holdfast.claims.engine.judge.readings import Reading

_OPEN = ("cannot-be-told", "source-not-held", "no-reading-then", "quantity-unknown", "not-comparable")
_COUNTED = (Kind.COUNT, Kind.RATE)


def hold_wholes(lines: Sequence[Checked]) -> tuple[Checked, ...]:
    """The lines; a whole that the record left open is borne out where its parts are, and the duty owes so many."""
    parts: dict[tuple[object, ...], list[Checked]] = {}
    for line in lines:
        if line.item.base is not None and line.item.kind in _COUNTED:
            parts.setdefault((line.item.sentence, line.item.base), []).append(line)
    return tuple(_held(line, parts.get((line.item.sentence, line.item.value), [])) for line in lines)


def _held(line: Checked, parts: Sequence[Checked]) -> Checked:
    item = line.item
    others = [one for one in parts if one.item.start != item.start]
    if not others or line.rule not in _OPEN or item.kind not in _COUNTED or item.ask is not None:
        return line
    if not all(one.verdict.supports and _counts_alike(item, one.item) for one in others):
        return line
    rows = tuple(dict.fromkeys(row for one in others for row in one.cited if _of_what_is_told(row, one)))
    if not rows or not all(item.value in row.owed for row in rows):
        return line
    return replace(
        line,
        verdict=Verdict.SUPPORTED,
        rule="owed",
        why=Why.of("check-owed", held=item.value, parts=tuple(one.item.text for one in others)),
        cited=rows,
        missing=(),
        would_change=None,
        independent=1,
    )


def _of_what_is_told(row: Reading, one: Checked) -> bool:
    """Whether the part rests on this row: it stands first, or gives the same number."""
    return row is one.cited[0] or row.value == one.item.value


def _counts_alike(whole: Item, part: Item) -> bool:
    return not whole.concepts or (whole.concepts == part.concepts and whole.population == part.population)
