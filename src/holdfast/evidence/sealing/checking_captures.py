"""Checking captures against the log, their manifests and the store of objects."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from holdfast.base.canonical import instant_text
from holdfast.base.errors import HoldfastError
from holdfast.evidence.models import Capture, Expunge, Opening, Part
from holdfast.evidence.sealing.checking import Seen
from holdfast.evidence.store import ObjectStore, read_whole

MANIFEST_BYTES = 16 * 1024 * 1024
# What a row and its manifest both say.
_TEXTS = ("key", "method", "address", "collector", "tool", "outcome", "compared")


def expunged_objects() -> frozenset[str]:
    """Captures, and the redacted copies of them, whose openings an expunge deleted."""
    rows = Expunge.objects.select_related("capture").prefetch_related("capture__redactions")
    return frozenset(
        name for row in rows for name in (row.capture.key, *(one.key for one in row.capture.redactions.all()))
    )


class _Objects:
    """The store, each object looked at once, however many captures share it."""

    def __init__(self, store: ObjectStore, *, read: bool) -> None:
        self.store, self.read = store, read
        self.found: dict[str, str | None] = {}

    def wrong(self, sha256: str, *, read: bool = False) -> str | None:
        """What is wrong with an object, in words."""
        if sha256 not in self.found:
            self.found[sha256] = self._look(sha256, read=read or self.read)
        return self.found[sha256]

    def _look(self, sha256: str, *, read: bool) -> str | None:
        try:
            if not read:
                return None if self.store.has(sha256) else "are not in the store"
            return None if self.store.verify(sha256) else "are not what they were: their hash differs"
        except HoldfastError as error:
            return f"cannot be read: {error.what_happened.rstrip('.')}"


def capture_problems(
    seen: Seen, store: ObjectStore, gone: frozenset[str], counted: list[str], *, read: bool
) -> Iterator[str]:
    """What is wrong with captures: rows, manifests, parts, bytes. Each object looked at goes to `counted`.

    Without `read`, the parts' bytes are looked for and not read; manifests always are.
    """
    entered = dict(seen.collected)
    checked = _Objects(store, read=read)
    parts: dict[int, list[Part]] = {}
    for part in Part.objects.order_by("capture_id", "name").iterator(chunk_size=2_000):
        parts.setdefault(part.capture_id, []).append(part)
    for row in Capture.objects.select_related("earlier").order_by("seq").iterator(chunk_size=500):
        if entered.pop(row.key, None) != row.seq:
            yield f"{row.key} is not the capture that entry {row.seq} brought in."
        if row.key in gone:
            continue
        yield from _capture(row, parts.get(row.pk, []), checked)
    for key, seq in entered.items():
        yield f"Entry {seq} brought in {key}, which is no longer kept."
    counted += sorted(checked.found)


def _capture(row: Capture, parts: list[Part], checked: _Objects) -> Iterator[str]:
    opening = Opening.objects.filter(seq=row.seq).values_list("content", flat=True).first()
    try:
        said = json.loads(opening or "{}").get("manifest")
    except (ValueError, AttributeError):
        said = None
    if said != row.manifest:
        yield f"{row.key}: entry {row.seq} commits to another manifest than the one the store names."
    if wrong := checked.wrong(row.manifest, read=True):
        yield f"{row.key}: its manifest {wrong}."
        return
    try:
        manifest = json.loads(read_whole(checked.store.open(row.manifest), MANIFEST_BYTES))
    except (ValueError, HoldfastError) as error:
        yield f"{row.key}: its manifest cannot be read: {error}"
        return
    yield from _row_problems(row, manifest)
    listed = {part["name"]: (part["role"], part["sha256"], part["size"]) for part in manifest["parts"]}
    kept = {part.name: (part.role, part.sha256, part.size) for part in parts}
    for name in sorted(listed.keys() | kept.keys()):
        if listed.get(name) != kept.get(name):
            yield f"{row.key}: the part {name} is not as the manifest lists it."
    for name, (_, sha256, _) in listed.items():
        if wrong := checked.wrong(sha256):
            yield f"{row.key}: the bytes of {name} {wrong}."


def _row_problems(row: Capture, manifest: Mapping[str, Any]) -> Iterator[str]:
    wrong = [name for name in _TEXTS if manifest.get(name) != getattr(row, name)]
    wrong += [
        name for name in ("started", "ended") if not _same_instant(manifest.get(name), getattr(row, name))
    ]
    if manifest.get("status") != row.status:
        wrong.append("status")
    if manifest.get("earlier") != (row.earlier.key if row.earlier else None):
        wrong.append("earlier")
    if wrong:
        yield f"{row.key}: the store and its manifest differ in: {', '.join(wrong)}."


def _same_instant(text: object, at: datetime) -> bool:
    return isinstance(text, str) and text == instant_text(at)
