"""A capture's manifest, and whether the bytes kept for it are the bytes the custody log committed to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from holdfast.base.errors import shown
from holdfast.evidence.engine.entries import commitment_of
from holdfast.evidence.errors import CaptureUnknown, ObjectMissing, StoreFailed
from holdfast.evidence.models import LogEntry, Opening, Part
from holdfast.evidence.queries.visible import visible
from holdfast.evidence.store import ObjectStore, open_store
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


def capture_held(viewer: Viewer, key: str, most: int = MOST_READ) -> Held:
    """Hash the manifest and the parts this viewer may see, up to `most` bytes of them; raises CaptureUnknown."""
    about = visible(viewer).filter(key=key).first()
    if about is None:
        raise CaptureUnknown(f"There is no capture {shown(key)}")
    store, wrong = open_store(), []
    text = _read(store, about.manifest)
    if text is None:
        wrong.append("manifest.json")
    parts = list(Part.objects.filter(capture=about, level__lte=viewer.clearance).order_by("size"))
    left = unread = 0
    for part in parts:
        left += part.size
        if left > most:
            unread += 1
        elif _read(store, part.sha256) is None:
            wrong.append(part.name)
    return Held(
        manifest=_mapping(text),
        parts=len(parts),
        unread=unread,
        wrong=tuple(wrong),
        bound=_bound(about.seq, about.manifest),
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


def _bound(seq: int, manifest: str) -> bool | None:
    opening = Opening.objects.filter(seq=seq).first()
    if opening is None:
        return None
    committed = LogEntry.objects.filter(seq=seq).values_list("commitment", flat=True).first()
    if commitment_of(bytes(opening.salt), opening.content) != committed:
        return False
    return bool(_mapping(opening.content.encode()).get("manifest") == manifest)
