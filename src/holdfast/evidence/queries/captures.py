"""Captures as a viewer may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from itertools import islice
from typing import IO

from django.db.models import Q

from holdfast.base.errors import shown
from holdfast.evidence.capturing.http import MOST_DECODED, WARC_NAME
from holdfast.evidence.capturing.warcs import read_answer
from holdfast.evidence.errors import CaptureUnknown, PartUnknown
from holdfast.evidence.models import Capture, Part
from holdfast.evidence.queries.preserved import documents_preserved, filed_as
from holdfast.evidence.queries.reviews import capture_marks
from holdfast.evidence.queries.visible import compared_seen, earlier_seen, parts_seen, visible
from holdfast.evidence.store import open_store
from holdfast.evidence.types import (
    CaptureDef,
    Compared,
    Marks,
    Method,
    Outcome,
    PartDef,
    Role,
)
from holdfast.people.types import Viewer
from holdfast.sources.types import DocumentDef

__all__ = [
    "CapturedBody",
    "CapturesPage",
    "capture",
    "capture_body",
    "capture_difference",
    "captures_list",
    "captures_of_documents",
    "documents_preserved",
    "manifest_bytes",
    "open_part",
    "part_bytes",
    "visible",
]
_UNMARKED = Marks(False, False, False)


@dataclass(frozen=True, slots=True)
class CapturesPage:
    """Some of the captures asked for, the newest first, and how many there are in all."""

    captures: tuple[CaptureDef, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CapturedBody:
    """What the last answer of a capture over HTTP carried, unpacked: for a preview or for reading its data.

    `state` is "whole", or says what is missing as `egress.types.Body` does.
    """

    address: str
    status: int
    mime: str
    content: bytes
    state: str


def capture(viewer: Viewer, key: str) -> CaptureDef:
    """One capture with the parts this viewer may see; raises CaptureUnknown."""
    row = visible(viewer).filter(key=key).first()
    if row is None:
        raise CaptureUnknown(
            f"There is no capture {shown(key)}", next_step="Look at the list of captures for its key"
        )
    return capture_defs(viewer, [row])[0]


def capture_def(row: Capture, parts: tuple[PartDef, ...], document: DocumentDef | None) -> CaptureDef:
    """A capture just written, with all its parts, without asking the store for them."""
    return _def(row, parts, row.earlier.key if row.earlier else None, document)


def captures_list(
    viewer: Viewer,
    *,
    document: str | None = None,
    address: str | None = None,
    outcome: Outcome | None = None,
    method: Method | None = None,
    keys: Collection[str] | None = None,
    limit: int = 50,
    offset: int = 0,
) -> CapturesPage:
    """Captures, the newest first; `address` finds what holds it, asked or final."""
    found = visible(viewer)
    if document is not None:
        found = found.filter(document__key=document)
    if address is not None:
        found = found.filter(Q(address__contains=address) | Q(final_address__contains=address))
    if outcome is not None:
        found = found.filter(outcome=outcome)
    if method is not None:
        found = found.filter(method=method)
    if keys is not None:
        found = found.filter(key__in=keys)
    return CapturesPage(capture_defs(viewer, list(found[offset : offset + limit])), found.count())


def captures_of_documents(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[CaptureDef, ...]]:
    """For each document of these ids its captures, the newest first; in a fixed number of queries."""
    found: dict[int, list[CaptureDef]] = {id_: [] for id_ in ids}
    for one in capture_defs(viewer, list(visible(viewer).filter(document_id__in=ids))):
        found[one.document_id or 0].append(one)
    return {id_: tuple(captures) for id_, captures in found.items()}


def capture_defs(viewer: Viewer, rows: Sequence[Capture]) -> tuple[CaptureDef, ...]:
    """The rows as they are handed out: four queries more, for the parts and the marks of all."""
    if not rows:
        return ()
    marks = capture_marks([row.pk for row in rows])
    parts: dict[int, list[Part]] = defaultdict(list)
    for part in Part.objects.filter(parts_seen(viewer), capture__in=rows).order_by("id"):
        parts[part.capture_id].append(part)
    return tuple(capture_seen(viewer, row, parts[row.pk], marks[row.pk]) for row in rows)


def capture_seen(viewer: Viewer, row: Capture, parts: Iterable[Part], marks: Marks) -> CaptureDef:
    """A row as it is handed out, with those of its parts that this viewer sees."""
    made = _def(row, _part_defs(parts), earlier_seen(viewer, row), marks=marks)
    return replace(made, compared=compared_seen(viewer, row), filed=filed_as(row))


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


def _def(
    row: Capture,
    parts: tuple[PartDef, ...],
    earlier: str | None,
    document: DocumentDef | None = None,
    marks: Marks = _UNMARKED,
) -> CaptureDef:
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
        earlier=earlier,
        document=about.key if about else None,
        document_title=about.title if about else {},
        document_id=row.document_id,
        ip=row.ip,
        parts=parts,
        level=row.level,
        seq=row.seq,
        graphic=marks.graphic,
        held=marks.held,
        expunged=marks.expunged,
        id=row.pk,
    )


def open_part(viewer: Viewer, key: str, name: str) -> IO[bytes]:
    """A part of a capture to read from its start; raises CaptureUnknown, PartUnknown, ObjectMissing."""
    mine = visible(viewer).filter(key=key)
    part = Part.objects.filter(
        parts_seen(viewer), capture__in=mine.order_by().values("id"), name=name
    ).first()
    if part is None and not mine.exists():
        raise CaptureUnknown(f"There is no capture {shown(key)}")
    if part is None:
        raise PartUnknown(
            f"The capture {key} has no part {shown(name)}", next_step="Look at the capture for its parts"
        )
    return open_store().open(part.sha256)


def part_bytes(viewer: Viewer, key: str, name: str, limit: int | None = None) -> bytes:
    """The bytes of a part, the first `limit` of them; raises as `open_part`."""
    with open_part(viewer, key, name) as file:
        return file.read() if limit is None else file.read(limit)


def manifest_bytes(viewer: Viewer, key: str) -> bytes:
    """The manifest of a capture, as the log commits to it; raises CaptureUnknown, ObjectMissing.

    It lists every part, those above the viewer's clearance too, by name and digest.
    """
    found = visible(viewer).filter(key=key).first()
    if found is None:
        raise CaptureUnknown(f"There is no capture {shown(key)}")
    with open_store().open(found.manifest) as file:
        return file.read()


def capture_body(viewer: Viewer, key: str, limit: int = MOST_DECODED) -> CapturedBody | None:
    """The body of the last answer in a capture's WARC, up to `limit` bytes; None where it holds no answer.

    The body is no part of its own: the WARC holds it, once. Raises CaptureUnknown, PartUnknown, ObjectMissing.
    """
    with open_part(viewer, key, WARC_NAME) as file:
        return body_in(file, limit)


def body_in(warc: IO[bytes], limit: int = MOST_DECODED) -> CapturedBody | None:
    """The body of the last answer in a WARC of ours, up to `limit` bytes; None where it holds no answer."""
    answer = read_answer(warc, limit)
    if answer is None:
        return None
    try:
        return CapturedBody(
            answer.address, answer.status, answer.mime, answer.body.content.read(), answer.body.state
        )
    finally:
        answer.body.content.close()


def capture_difference(viewer: Viewer, key: str, lines: int = 400) -> tuple[str, ...]:
    """How the text of a capture differs from that of the one it was held against, as a unified difference.

    At most `lines` of it; empty where there is no text or no earlier capture. Raises CaptureUnknown.
    """
    after = capture(viewer, key)
    if after.earlier is None:
        return ()
    before = capture(viewer, after.earlier)
    texts = [_text_lines(viewer, one) for one in (before, after)]
    return tuple(islice(unified_diff(*texts, before.key, after.key, lineterm="", n=1), lines))


def _text_lines(viewer: Viewer, one: CaptureDef) -> list[str]:
    name = next((part.name for part in one.parts if part.role is Role.TEXT), None)
    if name is None:
        return []
    # difflib compares every line with every other where they differ: it is shown a page, not a book.
    return part_bytes(viewer, one.key, name, 200_000).decode("utf-8", "replace").splitlines()[:3000]
