"""What a viewer may see of an agreement: each part of it is as strict as the strictest of all that it rests on.

A sentence is as secret as who said it and as where it stands. A part whose source or document lies above the viewer's
clearance is left out whole: with its speaker taken away, its words would be read as somebody else's.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from holdfast.agreements.models import (
    AgreementText,
    Clause,
    Condition,
    Denial,
    Discharge,
    Event,
    Obligation,
    Reading,
    Relation,
    Watch,
)
from holdfast.people.types import Viewer
from holdfast.sources.queries import source_ids

M = TypeVar("M", bound=Model)

_DOCUMENT = ("document", "document__source")
_OF_DUTY = ("bearer", "clause", *(f"clause__{path}" for path in _DOCUMENT))
_SERIES = ("series", "series__indicator", "series__source")
# By model: what a row points at, beyond the agreement itself, that its reader must be allowed to see.
_RESTS_ON: dict[type[Model], tuple[str, ...]] = {
    AgreementText: _DOCUMENT,
    Clause: _DOCUMENT,
    Condition: (
        "said_by",
        *_DOCUMENT,
        "waits_on",
        *(f"waits_on__{path}" for path in _OF_DUTY),
    ),
    Denial: ("source", *_DOCUMENT, *_SERIES),
    Discharge: _DOCUMENT,
    Event: ("said_by", *_DOCUMENT),
    Obligation: _OF_DUTY,
    Relation: ("source", "party"),
    Watch: _SERIES,
}


def seen(viewer: Viewer, model: type[M]) -> QuerySet[M]:
    """The rows of a model of this room that the viewer may see, with all that they rest on."""
    found = model._default_manager.filter(level__lte=viewer.clearance)
    return found.filter(_paths_seen(viewer, _RESTS_ON.get(model, ())))


def duty_seen(viewer: Viewer, prefix: str) -> Q:
    """The condition that the obligation a row points at, by the field `prefix`, may be seen; for rooms below."""
    return _paths_seen(viewer, (prefix, *(f"{prefix}__{path}" for path in _OF_DUTY)))


def readings_seen(viewer: Viewer, rows: Iterable[Reading]) -> list[tuple[Reading, tuple[str, ...]]]:
    """The readings with those of their holders that the viewer may see.

    A reading that only hidden sources hold is their word and is left out; one of the text's own words is not theirs.
    """
    listed = list(rows)
    named = {key for row in listed for key in row.held_by}
    known = set(source_ids(viewer, named)) if named else set()
    found = []
    for row in listed:
        held_by = tuple(key for key in row.held_by if key in known)
        if held_by or row.of_the_text or not row.held_by:
            found.append((row, held_by))
    return found


def _paths_seen(viewer: Viewer, paths: Iterable[str]) -> Q:
    condition = Q()
    for path in paths:
        within: dict[str, Any] = {f"{path}__level__lte": viewer.clearance}
        condition &= Q(**{f"{path}__isnull": True}) | Q(**within)
    return condition
