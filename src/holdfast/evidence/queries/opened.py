"""A capture's manifest, and whether the bytes kept for it are the bytes the custody log committed to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Subquery

from holdfast.base.errors import shown
from holdfast.evidence.engine.entries import commitment_of
from holdfast.evidence.errors import CaptureUnknown, ObjectMissing, StoreFailed
from holdfast.evidence.models import LogEntry, Opening, Part
from holdfast.evidence.queries.captures import capture_seen
from holdfast.evidence.queries.gathered import rows_beside, rows_from
from holdfast.evidence.queries.review_states import review_beside, with_review
from holdfast.evidence.queries.visible import parts_seen, visible
from holdfast.evidence.store import ObjectStore, open_store
from holdfast.evidence.types import CaptureDef, Marks, PartDef, ReviewState
from holdfast.people.types import Viewer

MOST_READ = 32_000_000  # bytes hashed for one page


@dataclass(frozen=True, slots=True)
class Held:
    """What was found when the kept bytes were hashed just now: `wrong` names what differs or is gone.

    `bound` says whether the entry of the custody log commits to this manifest; None where its opening is gone.
    """

    manifest: Mapping[str, Any] = field(default_factory=dict)
    parts: int = 0
    unread: int = 0  # not hashed here, for their size
    wrong: tuple[str, ...] = ()
    bound: bool | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """All that the page of one capture shows of it; `held` is None once its bytes are gone."""

    capture: CaptureDef
    review: ReviewState
    held: Held | None


def capture_item(viewer: Viewer, key: str, most: int = MOST_READ) -> Item:
    """A capture with its review, its manifest and parts hashed, up to `most` bytes of those this viewer may see.

    One query. Raises CaptureUnknown.
    """
    opening = Opening.objects.filter(seq=OuterRef("seq"))
    entry = LogEntry.objects.filter(seq=OuterRef("seq")).values("commitment")[:1]
    found: Any = (
        with_review(viewer, visible(viewer).filter(key=key))
        .annotate(
            part_rows=rows_beside(Part.objects.filter(parts_seen(viewer), capture=OuterRef("pk"))),
            salt=Subquery(opening.values("salt")[:1]),
            content=Subquery(opening.values("content")[:1]),
            commitment=Subquery(entry),
        )
        .first()
    )
    if found is None:
        raise CaptureUnknown(
            f"There is no capture {shown(key)}", next_step="Look at the list of captures for its key"
        )
    review, parts = review_beside(viewer, found), rows_from(Part, found.part_rows)
    marks = Marks(review.graphic, review.held, review.expunge is not None)
    about = capture_seen(viewer, found, parts, marks)
    return Item(about, review, None if review.expunge else _held(found, parts, most))


def read_part(part: PartDef, limit: int) -> bytes:
    """The first bytes of a part that was handed to this viewer; raises ObjectMissing, StoreFailed."""
    with open_store().open(part.sha256) as file:
        return file.read(limit)


def _held(about: Any, parts: Sequence[Part], most: int) -> Held:
    store, wrong = open_store(), []
    text = _read(store, about.manifest)
    if text is None:
        wrong.append("manifest.json")
    left = unread = 0
    for part in sorted(parts, key=lambda one: one.size):
        left += part.size
        if left > most:
            unread += 1
        elif _read(store, part.sha256) is None:
            wrong.append(part.name)
    return Held(
        manifest=_mapping(text), parts=len(parts), unread=unread, wrong=tuple(wrong), bound=_bound(about)
    )


def _read(store: ObjectStore, sha256: str) -> bytes | None:
    try:
        with store.open(sha256) as file:
            data = file.read()
    except (ObjectMissing, StoreFailed):
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def _mapping(text: bytes | None) -> Mapping[str, Any]:
    try:
        found = json.loads(text or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _bound(about: Any) -> bool | None:
    if about.content is None or about.salt is None:
        return None
    if commitment_of(bytes(about.salt), about.content) != about.commitment:
        return False
    return bool(_mapping(about.content.encode()).get("manifest") == about.manifest)
