"""What may be said of the seals of captures: for each thing that is said one head is looked up, of however many."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Subquery

from holdfast.evidence.models import Capture, Checkpoint, Cosignature, Stamp
from holdfast.evidence.types import SealState, StampKind, StampState
from holdfast.people.types import Viewer

_SOME = 500
_KINDS = (StampKind.RFC3161, StampKind.OPENTIMESTAMPS)
# Each name once, by one look into an index for each: who vouched does not have to be counted over all heads.
_NAMES = """
WITH RECURSIVE
  stamped(name) AS (
    SELECT MIN(authority) FROM evidence_stamp
    UNION ALL
    SELECT (SELECT MIN(authority) FROM evidence_stamp WHERE authority > stamped.name)
    FROM stamped WHERE stamped.name IS NOT NULL),
  cosigned(name) AS (
    SELECT MIN(witness) FROM evidence_cosignature
    UNION ALL
    SELECT (SELECT MIN(witness) FROM evidence_cosignature WHERE witness > cosigned.name)
    FROM cosigned WHERE cosigned.name IS NOT NULL)
SELECT 0, name FROM stamped WHERE name IS NOT NULL
UNION ALL
SELECT 1, name FROM cosigned WHERE name IS NOT NULL
"""


def seal_state(viewer: Viewer, keys: Collection[str]) -> Mapping[str, SealState]:
    """What may be said of the seal of each of these captures that the viewer may see; two queries for up to 500.

    Of the heads that cover a capture the first is named, and of each authority, calendar and witness the first that it
    stamped or cosigned: what it takes does not grow with the heads that come after.
    """
    wanted = list(keys)
    if not wanted:
        return {}
    authorities, witnesses = _names()
    told = _told(authorities, witnesses)
    found: dict[str, SealState] = {}
    for start in range(0, len(wanted), _SOME):
        rows = (
            Capture.objects.filter(key__in=wanted[start : start + _SOME], level__lte=viewer.clearance)
            .annotate(head=_head("size"), head_id=_head("id"))
            .annotate(**told)
        )
        for row in rows.order_by("id").values("key", "seq", "collector", "tool", "ended", "head", *told):
            found[row["key"]] = _state(row, authorities, witnesses)
    return found


def _names() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(_NAMES)
        rows = cursor.fetchall()
    return [name for of, name in rows if of == 0], [name for of, name in rows if of == 1]


def _head(field: str) -> Subquery:
    """Of the first head that covers the capture."""
    return Subquery(Checkpoint.objects.filter(size__gte=OuterRef("seq")).order_by("size").values(field)[:1])


def _told(authorities: list[str], witnesses: list[str]) -> dict[str, Any]:
    """For each who vouches, when the first head from that one on was stamped or cosigned, or is waiting for it.

    Heads are written in the order of their sizes, so that their ids stand for it.
    """
    found: dict[str, Any] = {}
    for place, name in enumerate(authorities):
        for kind in _KINDS:
            stamps = Stamp.objects.filter(
                authority=name, kind=kind, checkpoint_id__gte=OuterRef("head_id")
            ).order_by("checkpoint_id", "id")
            anchored = stamps.filter(state=StampState.ANCHORED, stamped_at__isnull=False)
            pending = stamps.filter(state=StampState.PENDING, upgraded_by=None)
            found[f"anchored_{kind.value}_{place}"] = Subquery(anchored.values("stamped_at")[:1])
            found[f"pending_{kind.value}_{place}"] = Subquery(pending.values("id")[:1])
    for place, name in enumerate(witnesses):
        signed = Cosignature.objects.filter(witness=name, checkpoint_id__gte=OuterRef("head_id"))
        found[f"witness_{place}"] = Subquery(signed.order_by("checkpoint_id", "id").values("signed_at")[:1])
    return found


def _state(row: Mapping[str, Any], authorities: list[str], witnesses: list[str]) -> SealState:
    bare = SealState(row["key"], row["seq"], row["collector"], row["tool"], row["ended"])
    if row["head"] is None:
        return bare
    vouching = [
        (name, row[f"anchored_{kind.value}_{place}"], row[f"pending_{kind.value}_{place}"])
        for place, name in enumerate(authorities)
        for kind in _KINDS
    ]
    return replace(
        bare,
        head=row["head"],
        since=min((at for _, at, _ in vouching if at), default=None),
        said_by=tuple(sorted({name for name, at, _ in vouching if at})),
        stamped=tuple(sorted((name, at) for name, at, _ in vouching if at)),
        pending=tuple(sorted({name for name, at, waits in vouching if waits and not at})),
        witnessed=tuple(
            (name, row[f"witness_{place}"])
            for place, name in sorted(enumerate(witnesses), key=lambda one: one[1])
            if row[f"witness_{place}"]
        ),
    )
