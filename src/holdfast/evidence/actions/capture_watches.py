"""Watching addresses: captured again every so many hours, and held against what was kept before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from holdfast.base.clock import now
from holdfast.base.errors import HoldfastError, shown
from holdfast.evidence import custody
from holdfast.evidence.actions.capture import Captured, Progress, check_wish, narrowed
from holdfast.evidence.actions.capture_work import DESK_ITSELF, Worked
from holdfast.evidence.capturing.acknowledging import Ready, acknowledge
from holdfast.evidence.capturing.running import Got, run
from holdfast.evidence.errors import CaptureInvalid, WatchUnknown
from holdfast.evidence.models import Capture, Watch
from holdfast.evidence.queries.captures import capture_def
from holdfast.evidence.queries.watches import watch_detail
from holdfast.evidence.store import ObjectStore, open_store
from holdfast.evidence.types import Event, Method, Verb, WatchDef
from holdfast.journal.actions import Entry, recording
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer
from holdfast.sources.queries import document_detail, documents_by_id
from holdfast.sources.types import DocumentDef

CLAIM = timedelta(minutes=10)
_MOST_HOURS = 24 * 366
_AT_ONCE = 200


def watch_address(
    viewer: Viewer,
    *,
    address: str,
    every_hours: int,
    method: Method = Method.HTTP,
    document: str | None = None,
    level: int | None = None,
) -> WatchDef:
    """Capture an address now and every so many hours from now on; again for one watched already, it is changed.

    Raises NotAllowed, CaptureInvalid, DocumentUnknown.
    """
    require(viewer, Permission.EDIT)
    kept_level = check_wish(viewer, method, [address], level)
    if not 1 <= every_hours <= _MOST_HOURS:
        raise CaptureInvalid(
            f"{shown(every_hours)} hours is not an interval of 1 to {_MOST_HOURS}",
            untouched="Nothing was written",
            next_step="Give --every HOURS",
        )
    about = document_detail(viewer, document) if document else None
    with recording(actor=viewer.key, verb="watch_address", object_key="watches") as entry:
        row, _ = Watch.objects.update_or_create(
            address=address,
            method=method,
            defaults={
                "document_id": about.id if about else None,
                "every_hours": every_hours,
                "next_at": now(),
                "asked_by": viewer.key,
                "active": True,
                "level": narrowed(kept_level, about),
                "batch": entry.batch,
            },
        )
        entry.commit_to({"address": address, "every_hours": every_hours, "document": document})
    return watch_detail(viewer, row.pk)


def stop_watching(viewer: Viewer, *, address: str, method: Method = Method.HTTP) -> None:
    """Capture an address no more; what was captured stays. Raises NotAllowed, WatchUnknown."""
    require(viewer, Permission.EDIT)
    with recording(actor=viewer.key, verb="stop_watching", object_key="watches") as entry:
        changed = Watch.objects.filter(
            address=address, method=method, active=True, level__lte=viewer.clearance
        ).update(active=False, batch=entry.batch)
        if not changed:
            raise WatchUnknown(
                f"{shown(address)} is not watched over {method}",
                untouched="Nothing was written",
                next_step="List what is: holdfast watch",
            )
        entry.commit_to({"address": address, "method": method.value})


def run_due_watches(*, limit: int = _AT_ONCE, progress: Progress | None = None) -> Worked:
    """Capture what is due, for those who asked; "changed" and "removed" are entered in the log as they are found.

    A second run finds nothing due. A watch whose run was killed is due again ten minutes later.
    """
    due = _claim(limit)
    by_method: dict[Method, list[Watch]] = defaultdict(list)
    for row in due:
        by_method[Method(row.method)].append(row)
    documents = (
        documents_by_id(DESK_ITSELF, {row.document_id for row in due if row.document_id}) if due else {}
    )
    store = open_store()
    done: list[Captured] = []
    for method, rows in by_method.items():
        for got in run(method, [row.address for row in rows], store):
            for one in _settle(store, rows, got, documents):
                done.append(one)
                if progress:
                    progress(one, len(done))
    return Worked(sum(one.capture is not None for one in done), sum(one.capture is None for one in done))


def _claim(limit: int) -> list[Watch]:
    """Take what is due in hand: until it is settled, or ten minutes have passed, nobody else finds it due."""
    with transaction.atomic():
        due = list(
            Watch.objects.select_for_update()
            .filter(active=True, next_at__lte=now())
            .order_by("next_at", "id")[:limit]
        )
        Watch.objects.filter(id__in=[row.pk for row in due]).update(next_at=now() + CLAIM)
    return due


def _settle(
    store: ObjectStore, rows: Sequence[Watch], got: Sequence[Got], documents: dict[int, DocumentDef]
) -> list[Captured]:
    settled: list[Captured] = []
    kept: dict[str, list[tuple[Watch, Ready]]] = defaultdict(list)
    for one in got:
        row = rows[one.place]
        about = documents.get(row.document_id or 0)
        if one.kept is not None:
            kept[row.asked_by].append((row, Ready(one.kept, row.asked_by, narrowed(row.level, about), about)))
        elif one.trouble is not None:
            _tell_trouble(row, one.trouble)
            settled.append(Captured(row.address, None, one.trouble))
    for actor, pairs in kept.items():
        watched = [row for row, _ in pairs]

        def move_on(made: Sequence[Capture | None], entry: Entry, watched: Sequence[Watch] = watched) -> None:
            for row, capture in zip(watched, made, strict=True):
                if capture is not None:
                    _next(row, capture.started)

        made = acknowledge(store, [ready for _, ready in pairs], actor=actor, also=move_on)
        settled += [
            Captured(row.address, capture_def(capture, ready.kept.parts, ready.document))
            for (row, ready), capture in zip(pairs, made, strict=True)
            if capture is not None
        ]
    return settled


def _next(row: Watch, since: datetime) -> None:
    Watch.objects.filter(id=row.pk).update(next_at=since + timedelta(hours=row.every_hours))


def _tell_trouble(row: Watch, trouble: HoldfastError) -> None:
    """Enter that a watched address was not asked for at all, and why."""
    content = {"address": row.address, **trouble.as_dict()}
    with recording(actor=row.asked_by, verb="fail_watch", object_key=f"watch:{row.pk}") as entry:
        custody.append(
            [Event(Verb.FAILED, f"watch-{row.pk}", content)], actor=row.asked_by, batch=entry.batch
        )
        _next(row, now())
        entry.commit_to(content)
