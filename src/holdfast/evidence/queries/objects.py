"""Which objects that lines of the journal name a viewer may not know of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from django.db.models import QuerySet

from holdfast.evidence.models import (
    Answer,
    CaptureRequest,
    ExpungeRequest,
    LevelRequest,
    RedactionRequest,
    Removal,
    Watch,
)
from holdfast.evidence.queries.visible import visible
from holdfast.evidence.reviewing.wishes import wish_number
from holdfast.people.types import Viewer


def hidden_objects(viewer: Viewer, objects: Collection[str]) -> frozenset[str]:
    """Of these objects of journal lines those about captures, answers and requests above the viewer's clearance.

    Objects of other rooms are not judged; one query for each kind that is there.
    """
    kinds: dict[str, set[str]] = defaultdict(set)
    for one in objects:
        kind, _, name = one.partition(":")
        kinds[kind].add(name)
    return frozenset(
        f"{kind}:{name}"
        for kind, seen in _SEEN.items()
        if kind in kinds
        for name in kinds[kind] - seen(viewer, kinds[kind])
    )


def _captures(viewer: Viewer, names: Collection[str]) -> set[str]:
    return set(visible(viewer).filter(key__in=names).values_list("key", flat=True))


def _answers(viewer: Viewer, names: Collection[str]) -> set[str]:
    numbers = [int(name) for name in names if name.isascii() and name.isdecimal()]
    rows = Answer.objects.filter(pk__in=numbers, level__lte=viewer.clearance, capture__in=visible(viewer))
    return {str(number) for number in rows.values_list("pk", flat=True)}


def _wishes(letter: str, rows: QuerySet[RedactionRequest | ExpungeRequest | LevelRequest]) -> _Seen:
    def seen(viewer: Viewer, names: Collection[str]) -> set[str]:
        numbers = [wish_number(name, letter) for name in names]
        found = rows.filter(pk__in=numbers, level__lte=viewer.clearance, capture__in=visible(viewer))
        return {f"{letter}-{number:04d}" for number in found.values_list("pk", flat=True)}

    return seen


def _removals(viewer: Viewer, names: Collection[str]) -> set[str]:
    numbers = [int(name) for name in names if name.isascii() and name.isdecimal()]
    rows = Removal.objects.filter(pk__in=numbers, expunge__capture__in=visible(viewer))
    return {str(number) for number in rows.values_list("pk", flat=True)}


def _lots(viewer: Viewer, names: Collection[str]) -> set[str]:
    above = CaptureRequest.objects.filter(lot__in=names, level__gt=viewer.clearance)
    return set(names) - set(above.values_list("lot", flat=True))


def _watches(viewer: Viewer, names: Collection[str]) -> set[str]:
    numbers = [int(name) for name in names if name.isascii() and name.isdecimal()]
    rows = Watch.objects.filter(pk__in=numbers, level__lte=viewer.clearance)
    return {str(number) for number in rows.values_list("pk", flat=True)}


_Seen = Callable[[Viewer, Collection[str]], set[str]]  # of these names those the viewer may know of
_SEEN: Mapping[str, _Seen] = {
    "capture": _captures,
    "answer": _answers,
    "redaction": _wishes("R", RedactionRequest.objects.all()),
    "expunge": _wishes("X", ExpungeRequest.objects.all()),
    "opening": _wishes("L", LevelRequest.objects.all()),
    "removal": _removals,
    "lot": _lots,
    "watch": _watches,
}
