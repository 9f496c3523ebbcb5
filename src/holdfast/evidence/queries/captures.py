"""Captures as a viewer may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import IO

from django.db.models import Q, QuerySet

from holdfast.base.errors import shown
from holdfast.evidence.errors import CaptureUnknown, PartUnknown
from holdfast.evidence.models import Capture, Part
from holdfast.evidence.store import open_store
from holdfast.evidence.types import CaptureDef, Compared, Method, Outcome, PartDef, Role
from holdfast.people.types import Viewer
from holdfast.sources.types import DocumentDef


def capture(viewer: Viewer, key: str) -> CaptureDef:
    """One capture with the parts this viewer may see; raises CaptureUnknown."""
    row = visible(viewer).filter(key=key).first()
    if row is None:
        raise CaptureUnknown(
            f"There is no capture {shown(key)}", next_step="Look at the list of captures for its key"
        )
    return capture_defs(viewer, [row])[0]


def visible(viewer: Viewer) -> QuerySet[Capture]:
    """The rows at or under the viewer's clearance; a document they may not see takes its captures with it."""
    return (
        Capture.objects.filter(
            Q(document__isnull=True)
            | Q(document__level__lte=viewer.clearance, document__source__level__lte=viewer.clearance),
            level__lte=viewer.clearance,
        )
        .select_related("document", "earlier")
        .order_by("-started", "-id")
    )


def capture_def(row: Capture, document: DocumentDef | None) -> CaptureDef:
    """A capture just written, with all its parts."""
    return _def(row, _part_defs(Part.objects.filter(capture=row).order_by("id")), document)


def capture_defs(viewer: Viewer, rows: Sequence[Capture]) -> tuple[CaptureDef, ...]:
    """The rows as they are handed out: one query more for the parts of all."""
    parts: dict[int, list[Part]] = defaultdict(list)
    for part in Part.objects.filter(capture__in=rows, level__lte=viewer.clearance).order_by("id"):
        parts[part.capture_id].append(part)
    return tuple(_def(row, _part_defs(parts[row.pk])) for row in rows)


def _part_defs(rows: Iterable[Part]) -> tuple[PartDef, ...]:
    return tuple(
        PartDef(
            Role(row.role),
            row.name,
            row.sha256,
            row.size,
            row.mime,
            row.parent or None,
            row.made_by or None,
        )
        for row in rows
    )


def _def(row: Capture, parts: tuple[PartDef, ...], document: DocumentDef | None = None) -> CaptureDef:
    about = document or row.document
    return CaptureDef(
        key=row.key,
        method=Method(row.method),
        address=row.address,
        final_address=row.final_address,
        collector=row.collector,
        tool=row.tool,
        started=row.started,
        ended=row.ended,
        status=row.status,
        mime=row.mime,
        outcome=Outcome(row.outcome),
        why=row.why,
        manifest=row.manifest,
        compared=Compared(row.compared),
        earlier=row.earlier.key if row.earlier else None,
        document=about.key if about else None,
        document_title=about.title if about else {},
        document_id=row.document_id,
        ip=row.ip,
        parts=parts,
        level=row.level,
        seq=row.seq,
        id=row.pk,
    )


def open_part(viewer: Viewer, key: str, name: str) -> IO[bytes]:
    """A part of a capture to read from its start; raises CaptureUnknown, PartUnknown, ObjectMissing."""
    found = visible(viewer).filter(key=key).first()
    if found is None:
        raise CaptureUnknown(f"There is no capture {shown(key)}")
    part = Part.objects.filter(capture=found, name=name, level__lte=viewer.clearance).first()
    if part is None:
        raise PartUnknown(
            f"The capture {key} has no part {shown(name)}", next_step="Look at the capture for its parts"
        )
    return open_store().open(part.sha256)


def part_bytes(viewer: Viewer, key: str, name: str, limit: int | None = None) -> bytes:
    """The bytes of a part, the first `limit` of them; raises as `open_part`."""
    with open_part(viewer, key, name) as file:
        return file.read() if limit is None else file.read(limit)
