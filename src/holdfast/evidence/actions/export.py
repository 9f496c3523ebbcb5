"""Exports: entered in the custody log and sealed first, then written whole, checked by the verifier, and named."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from holdfast import __version__
from holdfast.base.canonical import canonical_loads, instant_text, readable_json
from holdfast.base.clock import now
from holdfast.evidence.actions.seal import seal_log
from holdfast.evidence.custody import append
from holdfast.evidence.engine.collected import CAPTURE_FOLDER, PACKED, TOMBSTONE, TOMBSTONE_FORMAT
from holdfast.evidence.engine.copies import left_out_copy
from holdfast.evidence.engine.dispatch import Verified, verify
from holdfast.evidence.engine.exports import EXPORT_FILE, EXPORT_FORMAT
from holdfast.evidence.engine.results import FAILED
from holdfast.evidence.errors import CaptureExpunged, ExportUnsound, NothingToExport
from holdfast.evidence.exported import Exported, LeftOut
from holdfast.evidence.exporting.bag import write_bag
from holdfast.evidence.exporting.folders import Draft, put_in_place, refuse_taken, unfinished, zip_folder
from holdfast.evidence.exporting.logfiles import LogGiven, read_log_for, write_log
from holdfast.evidence.exporting.report import Told, report_html
from holdfast.evidence.exporting.selection import (
    EXPUNGED,
    REDACTED,
    UNTOUCHED,
    WHOLE,
    Item,
    Selection,
    select,
)
from holdfast.evidence.exporting.wacz import write_wacz
from holdfast.evidence.models import Expunge
from holdfast.evidence.queries.log import log_keys, seal_state
from holdfast.evidence.sealing.keys import key_at, log_private
from holdfast.evidence.store import ObjectStore, open_store
from holdfast.evidence.types import Event, Role, Sealed, Verb
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer
from holdfast.sources.queries import document_detail, documents_by_id

_THROWN = "The export was thrown away; that it was begun stays in the custody log"


def export_captures(
    viewer: Viewer,
    *,
    to: Path,
    keys: Collection[str] = (),
    document: str | None = None,
    documents: Collection[int] = (),
    redacted_only: bool = False,
    with_restricted: bool = False,
    redactions: Collection[str] = (),
    as_zip: bool = False,
    title: str = "",
) -> Exported:
    """Write captures as a folder (or one zip file) that a stranger can check; what the viewer sees, and no more.

    The captures are those of `keys`, of the `document` of this key and of `documents` by id; documents without a
    capture are named in it. Of the captures that `redactions` are copies of, these copies alone are given. Every
    object is hashed as it is copied, the export is entered in the custody log, the log is sealed, and the verifier
    checks the whole before it gets its name: at any moment there is all of it at `to`, or nothing. Raises NotAllowed,
    CaptureUnknown, DocumentUnknown, NothingToExport, ExportPlaceUnfit, ObjectMissing and ObjectDamaged naming the
    part, CaptureExpunged, CopiesUnmask, RedactionUnknown, ExportUnsound, and what `seal_log` raises.
    """
    require(viewer, Permission.EDIT, untouched=UNTOUCHED)
    to = to.absolute()
    refuse_taken(to)
    wanted = documents_by_id(viewer, documents) if documents else {}
    if document is not None:
        found = document_detail(viewer, document)
        wanted[found.id] = found
    if not keys and not wanted:
        raise NothingToExport(
            "Nothing to export is named", untouched=UNTOUCHED, next_step="Name captures, a document or a case"
        )
    chosen = select(
        viewer,
        keys=keys,
        documents=wanted,
        redacted_only=redacted_only,
        with_restricted=with_restricted,
        redactions=redactions,
    )
    with unfinished(to) as room:
        folder = room / "export"
        folder.mkdir(mode=0o700)
        draft, store = Draft(folder), open_store()
        manifests = {item.capture.key: _copy(draft, store, item) for item in chosen.items}
        made = now()
        mine = _enter(viewer, chosen)
        sealed = seal_log(viewer=viewer)
        given = read_log_for(
            viewer,
            whole=[*chosen.keys(WHOLE), *chosen.keys(EXPUNGED)],
            partly=chosen.keys(REDACTED),
            mine=mine,
            answers={
                answer.id for item in chosen.items for some in item.review.answers.values() for answer in some
            },
            size=sealed.checkpoint.size,
        )
        left_out = (*chosen.left_out, *given.left_out, *write_log(draft, viewer, given))
        left_out = (*left_out, *_copies_unseen(chosen, given, left_out))
        _describe(draft, viewer, chosen, given, left_out, manifests, made, title)
        _bag(draft, viewer, chosen, given, made)
        draft.flush()
        ready = folder
        if as_zip:
            ready = room / "export.zip"
            zip_folder(folder, ready, to.stem)
        verified = verify(ready)
        _refuse_unsound(verified)
        _refuse_expunged_since(chosen)
        put_in_place(ready, to)
    return _exported(to, chosen, given, left_out, draft, verified, sealed)


def _copy(draft: Draft, store: ObjectStore, item: Item) -> dict[str, Any]:
    """Copy what is given of a capture, each object hashed on its way; its manifest where it is given."""
    key = item.capture.key
    manifest: dict[str, Any] = {}
    for copy in item.copies:
        at = f"data/redactions/{copy.key}"
        draft.copy(f"{at}/{copy.name}", store, copy.sha256, f"The redacted copy {copy.key} of {key}")
        draft.copy(
            f"{at}/record.json", store, copy.record, f"The record of the redacted copy {copy.key} of {key}"
        )
    if item.state == WHOLE:
        name = f"{CAPTURE_FOLDER}{key}/manifest.json"
        draft.copy(name, store, item.capture.manifest, f"The manifest of {key}")
        manifest = canonical_loads((draft.root / name).read_bytes())
        for part in item.parts:
            draft.copy(
                f"{CAPTURE_FOLDER}{key}/{part.name}", store, part.sha256, f"The part {part.name} of {key}"
            )
        warcs = {
            part.name: draft.root / f"{CAPTURE_FOLDER}{key}/{part.name}"
            for part in item.parts
            if part.role == Role.WARC
        }
        if warcs:
            address = item.capture.final_address or item.capture.address
            write_wacz(
                draft,
                f"{CAPTURE_FOLDER}{key}/{PACKED}",
                warcs,
                address=address,
                started=item.capture.started,
                title=f"{key} {address}"[:300],
            )
    elif item.state == EXPUNGED and item.review.expunge is not None:
        end = item.review.expunge
        stone = {
            "format": TOMBSTONE_FORMAT,
            "capture": key,
            "ground": end.ground,
            "text": end.text,
            "by": end.by,
            "approvers": list(end.approvers),
            "at": end.at,
            "kept_redactions": end.kept_redactions,
        }
        draft.write(f"{CAPTURE_FOLDER}{key}/{TOMBSTONE}", readable_json(stone) + "\n")
    return manifest


def _copies_unseen(chosen: Selection, given: LogGiven, left_out: Collection[LeftOut]) -> list[LeftOut]:
    """The redacted copies that entries of the export tell of, and that it neither gives nor names yet."""
    here = {copy.key for item in chosen.items for copy in item.copies}
    named = {one.what for one in left_out}
    found = []
    for capture, entries in given.by_object.items():
        for entry in entries:
            if entry.verb is Verb.REDACTED and entry.content is not None:
                copy = str(canonical_loads(entry.content.encode())["redaction"])
                what = left_out_copy(copy, capture)
                if copy not in here and what not in named:
                    found.append(LeftOut(what, "it is for fewer people than its capture"))
    return found


def _enter(viewer: Viewer, chosen: Selection) -> range:
    """The entries that say each capture was given out; they come before the export, which is to hold them."""
    number = secrets.token_hex(8)
    events = [
        Event(
            Verb.EXPORTED,
            item.capture.key,
            {
                "export": number,
                "form": item.state,
                "parts_left_out": len(item.withheld),
                "copies": [copy.key for copy in item.copies],
            },
        )
        for item in chosen.items
    ]
    with recording(actor=viewer.key, verb="export_captures", object_key=f"export:{number}") as entry:
        entry.commit_to([event.content for event in events], count=len(events))
        seqs = append(events, actor=viewer.key, batch=entry.batch)
        # Nobody expunges now: that takes the log's head too, which this transaction holds.
        _refuse_expunged_since(chosen)
    return seqs


def _refuse_expunged_since(chosen: Selection) -> None:
    keys = [*chosen.keys(WHOLE), *chosen.keys(REDACTED)]
    for start in range(0, len(keys), 500):
        gone = (
            Expunge.objects.filter(capture__key__in=keys[start : start + 500])
            .select_related("capture")
            .first()
        )
        if gone is not None:
            raise CaptureExpunged(
                f"{gone.capture.key} was expunged while it was being exported",
                untouched="No export was written",
                next_step="Export again: it will hold the record of the deletion",
            )


def _describe(
    draft: Draft,
    viewer: Viewer,
    chosen: Selection,
    given: LogGiven,
    left_out: Collection[LeftOut],
    manifests: dict[str, dict[str, Any]],
    made: datetime,
    title: str,
) -> None:
    """Write export.json and the report."""
    desk = settings.DESK
    captures = [
        {
            "key": item.capture.key,
            "manifest": item.capture.manifest,
            "entries": [entry.seq for entry in given.by_object.get(item.capture.key, ())],
            "state": item.state,
            "left_out": [part.name for part in item.withheld],
        }
        for item in chosen.items
    ]
    export = {
        "format": EXPORT_FORMAT,
        "desk": desk.name,
        "origin": given.head.note.split("\n", 1)[0],
        "made": instant_text(made),
        "by": viewer.key,
        "tool": f"Holdfast {__version__}",
        "form": "redacted copies alone" if chosen.redacted_only else "whole",
        "captures": captures,
        "log": {"size": given.head.size, "root": given.head.root},
        "left_out": [{"what": one.what, "why": one.why} for one in left_out],
        "not_preserved": [one.key for one in chosen.not_preserved],
    }
    draft.write(EXPORT_FILE, readable_json(export) + "\n")
    told = Told(
        desk=desk.name,
        published_by=desk.published_by,
        made=made,
        by=viewer.key,
        title=title,
        items=chosen.items,
        manifests=manifests,
        seals=seal_state(viewer, [item.capture.key for item in chosen.items]),
        entries=given.by_object,
        head=given.head,
        left_out=tuple(left_out),
        not_preserved=chosen.not_preserved,
    )
    draft.write("data/report.html", report_html(told))


def _bag(draft: Draft, viewer: Viewer, chosen: Selection, given: LogGiven, made: datetime) -> None:
    key = key_at(log_keys(viewer), given.head.size)
    assert key is not None  # noqa: S101 - the head was signed with it
    info = {
        "Source-Organization": settings.DESK.published_by,
        "Bagging-Date": f"{made:%Y-%m-%d}",
        "External-Description": f"{len(chosen.items)} captures of the desk {settings.DESK.name}",
        "Bag-Software-Agent": f"Holdfast {__version__}",
    }
    write_bag(
        draft,
        info,
        size=given.head.size,
        root=base64.b64decode(given.head.root),
        key=key.note_key,
        sign=log_private(key.note_key).sign,
    )


def _refuse_unsound(verified: Verified) -> None:
    if verified.result != FAILED:
        return
    wrong = [f"{check.name}: {check.why}" for check in verified.checks if check.result == FAILED]
    raise ExportUnsound(
        f"The export did not pass its own check: {'; '.join(wrong)}",
        untouched=_THROWN,
        next_step="Run: holdfast seal check, which says what in the vault is not as it was",
    )


def _exported(
    to: Path,
    chosen: Selection,
    given: LogGiven,
    left_out: tuple[LeftOut, ...],
    draft: Draft,
    verified: Verified,
    sealed: Sealed,
) -> Exported:
    return Exported(
        path=to,
        whole=chosen.keys(WHOLE),
        redacted=chosen.keys(REDACTED),
        expunged=chosen.keys(EXPUNGED),
        left_out=left_out,
        not_preserved=tuple(one.key for one in chosen.not_preserved),
        originals=chosen.originals,
        size=given.head.size,
        root=given.head.root,
        files=len(draft.files),
        bytes=sum(size for _, size in draft.files.values()),
        result=verified.result,
        checks=tuple((check.name, check.result, check.why) for check in verified.checks),
        short=sealed.short,
        troubles=tuple((one.name, one.what) for one in sealed.troubles),
    )
