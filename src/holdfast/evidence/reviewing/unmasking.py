"""Whether one redacted copy shows what another copy of the same part hides: side by side they hide too little."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import permutations
from typing import Any

from holdfast.evidence.models import RedactionRequest
from holdfast.evidence.reviewed import Unmasking
from holdfast.evidence.reviewing.wishes import wish_number
from holdfast.evidence.types import WishState

Places = Sequence[Mapping[str, Any]]
Box = tuple[int, int, int, int]
MOST_PIECES = 4000  # of one region, cut by those of another copy; beyond it counts as shown


def shows(one: Places, other: Places) -> bool:
    """Whether a copy without the places `one` shows something that a copy without the places `other` hides.

    Both are places of one part as requests hold them: spans of a text, regions of a picture or of a PDF's pages. A
    span and a region have nothing to compare, and then nothing is vouched for: it counts as shown.
    """
    if any(("start" in place) != ("start" in other[0]) for place in (*one, *other)):
        return True
    boxes: dict[int, list[Box]] = {}
    for place in one:
        boxes.setdefault(place.get("page", 1), []).append(_box(place))
    return any(not _covered(_box(place), boxes.get(place.get("page", 1), [])) for place in other)


def _box(place: Mapping[str, Any]) -> Box:
    """A region, or a span as a region one high: left, top, right, bottom."""
    if "start" in place:
        return place["start"], 0, place["end"], 1
    return place["x"], place["y"], place["x"] + place["width"], place["y"] + place["height"]


def _covered(box: Box, by: Sequence[Box]) -> bool:
    """Whether these boxes together hold all of this one."""
    left_over = [box]
    for cut in by:
        left_over = [piece for one in left_over for piece in _without(one, cut)]
        if not left_over:
            return True
        if len(left_over) > MOST_PIECES:
            return False
    return False


def _without(box: Box, cut: Box) -> list[Box]:
    """What is left of a box outside another, in at most four boxes."""
    left, top, right, bottom = box
    across, down = max(left, cut[0]), max(top, cut[1])
    until, under = min(right, cut[2]), min(bottom, cut[3])
    if across >= until or down >= under:
        return [box]
    pieces = [
        (left, top, right, down),
        (left, under, right, bottom),
        (left, down, across, under),
        (until, down, right, under),
    ]
    return [piece for piece in pieces if piece[0] < piece[2] and piece[1] < piece[3]]


def unmaskings(keys: Collection[str]) -> tuple[Unmasking, ...]:
    """Of the copies, made or asked for, with these keys: each one that shows what another of the same part hides."""
    numbers = [wish_number(key, "R") for key in keys]
    rows: dict[tuple[int, str], list[RedactionRequest]] = {}
    for row in (
        RedactionRequest.objects.filter(pk__in=numbers).exclude(state=WishState.REFUSED).order_by("id")
    ):
        rows.setdefault((row.capture_id, row.part), []).append(row)
    return tuple(
        Unmasking(str(one), str(other), part)
        for (_, part), some in rows.items()
        for one, other in permutations(some, 2)
        if shows(one.removed, other.removed)
    )
