"""Acknowledging captures: journal line, captures, parts, custody entries in one transaction, manifests flushed before.

Whatever was acknowledged is in the store, whole; whatever was not has no row, and at most left objects that nothing
names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from holdfast.base.canonical import instant_text
from holdfast.evidence import custody
from holdfast.evidence.capturing.comparing import Comparison, compare
from holdfast.evidence.capturing.drafts import Kept, Named, manifest_bytes
from holdfast.evidence.facts import collected_facts
from holdfast.evidence.models import Capture, CaptureRequest, Part
from holdfast.evidence.reviewing.sweeping import refuse_swept
from holdfast.evidence.store import ObjectStore
from holdfast.evidence.types import Compared, Event, Method, RequestState, Verb
from holdfast.journal.actions import Entry, recording
from holdfast.sources.types import DocumentDef

_NEWS = {Compared.GREW: Verb.GREW, Compared.CHANGED: Verb.CHANGED, Compared.REMOVED: Verb.REMOVED}


# Writes more into the transaction that acknowledges: given the rows, in the order of what was ready.
Also = Callable[[Sequence["Capture | None"], Entry], None]


@dataclass(frozen=True, slots=True)
class Ready:
    """A capture whose parts are kept, with whose it is, which document it preserves, who may see it."""

    kept: Kept
    collector: str
    level: int
    document: DocumentDef | None = None
    request: int | None = None


def acknowledge(
    store: ObjectStore, ready: Sequence[Ready], *, actor: str, also: Also | None = None
) -> list[Capture | None]:
    """Write the captures down, all or none; each with the next key, in this order.

    None stands for one whose request somebody else answered meanwhile. `also` writes what belongs to them into the
    same transaction.
    """
    compared = [compare(store, one.kept) for one in ready]
    rows: list[Capture | None] = [None] * len(ready)
    with recording(actor=actor, verb="capture", object_key="captures") as entry:
        # Writers wait here for each other until the transaction ends: a key is the last one and one more.
        custody.hold_head()
        places = _still_wanted(ready)
        if not places:
            entry.void()
            return rows
        refuse_swept(store, [part.sha256 for at in places for part in ready[at].kept.parts])
        written = _write(
            store, [ready[at] for at in places], [compared[at] for at in places], actor=actor, entry=entry
        )
        for at, row in zip(places, written, strict=True):
            rows[at] = row
        if also is not None:
            also(rows, entry)
    return rows


def _still_wanted(ready: Sequence[Ready]) -> list[int]:
    asked = [one.request for one in ready if one.request]
    waiting = set(
        CaptureRequest.objects.select_for_update()
        .filter(id__in=asked, state=RequestState.WAITING)
        .values_list("id", flat=True)
        if asked
        else ()
    )
    return [at for at, one in enumerate(ready) if not one.request or one.request in waiting]


def _write(
    store: ObjectStore, ready: Sequence[Ready], held: Sequence[Comparison], *, actor: str, entry: Entry
) -> list[Capture]:
    number = _last_number()
    named = [
        Named(
            f"E-{number + at:04d}",
            one.collector,
            _document_json(one.document),
            comparison.earlier.key if comparison.earlier else None,
            comparison.compared,
        )
        for at, (one, comparison) in enumerate(zip(ready, held, strict=True), 1)
    ]
    manifests = [manifest_bytes(one.kept, name) for one, name in zip(ready, named, strict=True)]
    hashes = [stored.sha256 for stored in store.put_all(manifests)]
    seqs = custody.append(
        [
            Event(_verb(one), name.key, collected_facts(digest, one.level, _levels(one)))
            for one, name, digest in zip(ready, named, hashes, strict=True)
        ],
        actor=actor,
        batch=entry.batch,
    )
    captures = [
        _row(one, name, comparison, digest, seq, entry.batch)
        for one, name, comparison, digest, seq in zip(ready, named, held, hashes, seqs, strict=True)
    ]
    Capture.objects.bulk_create(captures)
    Part.objects.bulk_create(
        [part for one, row in zip(ready, captures, strict=True) for part in _parts(one, row)]
    )
    _tell_news(captures, held, actor, entry)
    _close_requests(ready, captures)
    entry.commit_to([{"key": row.key, "manifest": row.manifest} for row in captures], count=len(captures))
    return captures


def _last_number() -> int:
    last = Capture.objects.order_by("-id").values_list("key", flat=True).first()
    return int(last.removeprefix("E-")) if last else 0


def _verb(one: Ready) -> Verb:
    return Verb.UPLOADED if one.kept.draft.method is Method.UPLOAD else Verb.COLLECTED


def _document_json(document: DocumentDef | None) -> Mapping[str, Any] | None:
    if document is None:
        return None
    return {"key": document.key, "title": dict(document.title), "address": document.url}


def _row(one: Ready, name: Named, held: Comparison, manifest: str, seq: int, batch: int) -> Capture:
    draft = one.kept.draft
    return Capture(
        key=name.key,
        method=draft.method,
        address=draft.address,
        final_address=draft.final_address[:2000],
        document_id=one.document.id if one.document else None,
        collector=name.collector,
        tool=draft.tool,
        started=draft.started,
        ended=draft.ended,
        status=draft.status,
        mime=draft.mime[:200],
        outcome=draft.outcome,
        why={"code": draft.why.code, "params": draft.why.params_json()},
        ip=draft.ip,
        manifest=manifest,
        earlier=held.earlier,
        compared=held.compared,
        seq=seq,
        collected_level=one.level,
        level=one.level,
        batch=batch,
    )


def _parts(one: Ready, row: Capture) -> list[Part]:
    return [
        Part(
            capture=row,
            role=part.role,
            name=part.name,
            sha256=part.sha256,
            size=part.size,
            mime=part.mime,
            parent=part.parent or "",
            made_by=part.made_by or "",
            level=level,
            batch=row.batch,
        )
        for part, level in zip(one.kept.parts, _levels(one), strict=True)
    ]


def _levels(one: Ready) -> list[int]:
    return [max(one.level, level or 0) for level in one.kept.levels]


def _tell_news(captures: Sequence[Capture], held: Sequence[Comparison], actor: str, entry: Entry) -> None:
    """Enter "grew", "changed" or "removed" under the earlier capture's name: what happened to it is a fact about it."""
    events = [
        Event(
            _NEWS[comparison.compared],
            comparison.earlier.key,
            {
                "address": row.address,
                "found": instant_text(row.ended),
                "found_by": row.key,
                "status": row.status,
            },
        )
        for row, comparison in zip(captures, held, strict=True)
        if comparison.news and comparison.earlier is not None
    ]
    custody.append(events, actor=actor, batch=entry.batch)


def _close_requests(ready: Sequence[Ready], captures: Sequence[Capture]) -> None:
    wanted = {one.request: row for one, row in zip(ready, captures, strict=True) if one.request}
    if not wanted:
        return
    rows = list(CaptureRequest.objects.filter(id__in=wanted))
    for row in rows:
        row.state, row.capture, row.claimed_until = RequestState.DONE, wanted[row.id], None
    CaptureRequest.objects.bulk_update(rows, ["state", "capture", "claimed_until"])
