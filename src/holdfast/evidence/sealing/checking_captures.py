"""Checking captures against the log, their manifests and the store of objects."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from holdfast.base.canonical import instant_text
from holdfast.base.errors import HoldfastError
from holdfast.evidence.models import Capture, LevelChange, Opening, Part
from holdfast.evidence.sealing.checking import Seen
from holdfast.evidence.store import ObjectStore, read_whole

MANIFEST_BYTES = 16 * 1024 * 1024
# What a row and its manifest both say.
_TEXTS = ("key", "method", "address", "collector", "tool", "outcome", "compared")
_OF_PART = ("role", "sha256", "size", "mime")
_LONGEST_ADDRESS, _LONGEST_MIME = 2000, 200  # characters the columns hold; the manifest has the whole


class Objects:
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


def capture_problems(seen: Seen, checked: Objects, gone: Collection[str]) -> Iterator[str]:
    """What is wrong with captures: rows, levels, manifests, parts, bytes; `gone` are those that were expunged."""
    entered = dict(seen.collected)
    parts: dict[int, list[Part]] = {}
    for part in Part.objects.order_by("capture_id", "name").iterator(chunk_size=2_000):
        parts.setdefault(part.capture_id, []).append(part)
    last = LevelChange.objects.filter(capture=OuterRef("pk")).order_by("-id").values("level")[:1]
    rows = Capture.objects.select_related("earlier", "document").annotate(changed_to=Subquery(last))
    rows = rows.order_by("seq")
    for row in rows.iterator(chunk_size=500):
        if entered.pop(row.key, None) != row.seq:
            yield f"{row.key} is not the capture that entry {row.seq} brought in."
        if row.key not in gone:
            yield from _capture(row, parts.get(row.pk, []), checked)
        elif row.pk in parts:
            yield f"{row.key} was expunged, and the store lists {len(parts[row.pk])} parts of it."
    for key, seq in entered.items():
        yield f"Entry {seq} brought in {key}, which is no longer kept."


def _capture(row: Any, parts: list[Part], checked: Objects) -> Iterator[str]:
    opening = Opening.objects.filter(seq=row.seq).values_list("content", flat=True).first()
    entry = _mapping(opening or "{}")
    if entry.get("manifest") != row.manifest:
        yield f"{row.key}: entry {row.seq} commits to another manifest than the one the store names."
    if entry.get("level") != row.collected_level:
        yield f"{row.key}: entry {row.seq} commits to another level than the one the store says."
    if (row.changed_to is None and row.level != row.collected_level) or row.changed_to not in (
        None,
        row.level,
    ):
        yield f"{row.key}: its level is not the one that its last level change says."
    if wrong := checked.wrong(row.manifest, read=True):
        yield f"{row.key}: its manifest {wrong}."
        return
    try:
        manifest = _mapping(read_whole(checked.store.open(row.manifest), MANIFEST_BYTES))
        listed = {part["name"]: part for part in manifest["parts"]}
    except (ValueError, KeyError, TypeError, HoldfastError) as error:
        yield f"{row.key}: its manifest cannot be read: {error}"
        return
    yield from _row_problems(row, manifest)
    yield from _part_problems(row, listed, {part.name: part for part in parts}, entry.get("levels"))
    for name, part in listed.items():
        if wrong := checked.wrong(str(part.get("sha256"))):
            yield f"{row.key}: the bytes of {name} {wrong}."


def _part_problems(
    row: Capture, listed: Mapping[str, Mapping[str, Any]], kept: Mapping[str, Part], levels: object
) -> Iterator[str]:
    for name in sorted(listed.keys() | kept.keys()):
        said, part = listed.get(name), kept.get(name)
        if said is None or part is None:
            differ = ["one has it alone"]
        else:
            differ = [field for field in _OF_PART if said.get(field) != getattr(part, field)]
            differ += ["from"] if (said.get("from") or "") != part.parent else []
            differ += ["made_by"] if (said.get("made_by") or "") != part.made_by else []
        if differ:
            yield f"{row.key}: the part {name} is not as the manifest lists it: {', '.join(differ)}."
    if [kept[name].level for name in listed if name in kept] != levels:
        yield f"{row.key}: entry {row.seq} commits to other levels of its parts than the store says."


def _row_problems(row: Capture, manifest: Mapping[str, Any]) -> Iterator[str]:
    wrong = [name for name in _TEXTS if manifest.get(name) != getattr(row, name)]
    wrong += [
        name for name in ("started", "ended") if not _same_instant(manifest.get(name), getattr(row, name))
    ]
    wrong += [
        name
        for name, most in (("final_address", _LONGEST_ADDRESS), ("mime", _LONGEST_MIME))
        if str(manifest.get(name, ""))[:most] != getattr(row, name)
    ]
    why, document, server = (_object(manifest.get(name)) for name in ("why", "document", "server"))
    if {name: why.get(name) for name in row.why} != row.why or bool(why) != bool(row.why):
        wrong.append("why")
    if document.get("key") != (row.document.key if row.document else None):
        wrong.append("document")
    if (server.get("ip") or "") != row.ip:
        wrong.append("ip")
    if manifest.get("status") != row.status:
        wrong.append("status")
    if manifest.get("earlier") != (row.earlier.key if row.earlier else None):
        wrong.append("earlier")
    if wrong:
        yield f"{row.key}: the store and its manifest differ in: {', '.join(wrong)}."


def _mapping(text: str | bytes) -> Mapping[str, Any]:
    try:
        return _object(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _same_instant(text: object, at: datetime) -> bool:
    return isinstance(text, str) and text == instant_text(at)
