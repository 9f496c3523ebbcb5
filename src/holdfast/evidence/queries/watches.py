"""What is asked for and watched, and what was found changed or removed since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from holdfast.base.errors import shown
from holdfast.evidence.errors import LotUnknown, WatchUnknown
from holdfast.evidence.models import Capture, CaptureRequest, Part, PutAway, Watch
from holdfast.evidence.queries.visible import compared_seen, earlier_is_seen, parts_seen, visible
from holdfast.evidence.types import (
    FOUND,
    ChangeDef,
    Compared,
    LotDef,
    Method,
    PutAwayDef,
    RequestDef,
    RequestState,
    Role,
    WatchDef,
)
from holdfast.people.types import Viewer


def requests_list(
    viewer: Viewer,
    *,
    lot: str | None = None,
    state: RequestState | None = None,
    limit: int = 100,
    offset: int = 0,
) -> tuple[RequestDef, ...]:
    """Wishes to capture, the newest first."""
    found = _seen(CaptureRequest.objects.all(), viewer).select_related("document", "capture").order_by("-id")
    if lot is not None:
        found = found.filter(lot=lot)
    if state is not None:
        found = found.filter(state=state)
    return tuple(
        RequestDef(
            id=row.pk,
            lot=row.lot,
            address=row.address,
            method=Method(row.method),
            document=row.document.key if row.document else None,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            state=RequestState(row.state),
            tries=row.tries,
            capture=row.capture.key if row.capture and viewer.sees(row.capture.level) else None,
            trouble=row.trouble,
            level=row.level,
        )
        for row in found[offset : offset + limit]
    )


def lots_list(viewer: Viewer, *, limit: int = 20) -> tuple[LotDef, ...]:
    """The batches that requests came in, the newest first, with how far each is."""
    counts = {
        state.value: Count("id", filter=Q(state=state))
        for state in (RequestState.WAITING, RequestState.DONE, RequestState.FAILED)
    }
    rows = (
        _seen(CaptureRequest.objects.all(), viewer)
        .values("lot", "asked_by")
        .annotate(at=Min("asked_at"), **counts)
        .order_by("-at")[:limit]
    )
    return tuple(
        LotDef(row["lot"], row["asked_by"], row["at"], row["waiting"], row["done"], row["failed"])
        for row in rows
    )


def lot_detail(viewer: Viewer, lot: str) -> LotDef:
    """One batch; raises LotUnknown."""
    rows = list(
        _seen(CaptureRequest.objects.filter(lot=lot), viewer).values_list("asked_by", "asked_at", "state")
    )
    if not rows:
        raise LotUnknown(f"There is no lot {shown(lot)}")
    states = [state for _, _, state in rows]
    counted = [states.count(one) for one in (RequestState.WAITING, RequestState.DONE, RequestState.FAILED)]
    return LotDef(lot, rows[0][0], rows[0][1], *counted)


def watches_list(
    viewer: Viewer, *, documents: Collection[int] | None = None, active: bool | None = True
) -> tuple[WatchDef, ...]:
    """What is watched, what is due next first; `active` None lists those that were stopped too."""
    found = _watches(viewer).order_by("next_at", "id")
    if documents is not None:
        found = found.filter(document_id__in=documents)
    if active is not None:
        found = found.filter(active=active)
    return _watch_defs(viewer, list(found))


def watch_detail(viewer: Viewer, id_: int) -> WatchDef:
    """One watch; raises WatchUnknown."""
    rows = list(_watches(viewer).filter(id=id_))
    if not rows:
        raise WatchUnknown("There is no such watch")
    return _watch_defs(viewer, rows)[0]


def changes_list(
    viewer: Viewer,
    *,
    documents: Collection[int] | None = None,
    away: bool = False,
    limit: int = 100,
) -> tuple[ChangeDef, ...]:
    """Dated facts "changed", "grew" and "removed after our capture", the newest first.

    Of a document that is gone, the first finding that the viewer may see alone: every later capture finds the same.
    With `away` those that somebody put away, else those that nobody did.
    """
    seen = earlier_is_seen(viewer)
    mine = visible(viewer).filter(seen, compared__in=FOUND).order_by("id")
    first = mine.filter(earlier=OuterRef("earlier"), compared=OuterRef("compared")).values("id")[:1]
    found = (
        visible(viewer)
        .filter(seen, compared__in=FOUND, id=Subquery(first))
        .annotate(
            put=Coalesce(Subquery(_said("away")), False),
            put_by=Subquery(_said("by")),
            put_at=Subquery(_said("at")),
            put_why=Subquery(_said("reason")),
            size_before=Subquery(_text_size(viewer, "earlier")),
            size_after=Subquery(_text_size(viewer, "pk")),
        )
        .filter(put=away)
    )
    if documents is not None:
        found = found.filter(document_id__in=documents)
    return tuple(
        ChangeDef(
            earlier=row.earlier.key,
            earlier_at=row.earlier.started,
            later=row.key,
            found_at=row.started,
            compared=Compared(row.compared),
            address=row.address,
            document=row.document.key if row.document else None,
            away=PutAwayDef(row.put_by, row.put_at, row.put_why) if away else None,
            document_title=row.document.title if row.document else {},
            size_before=row.size_before,
            size_after=row.size_after,
        )
        for row in found[:limit]
    )


def _text_size(viewer: Viewer, of: str) -> QuerySet[Part, Any]:
    return Part.objects.filter(parts_seen(viewer), capture=OuterRef(of), role=Role.TEXT).values("size")[:1]


def finding_is_away(row: Capture) -> bool:
    """Whether the finding of a capture is put away, by itself or by another capture that found the same."""
    said = PutAway.objects.filter(capture__earlier=row.earlier_id, capture__compared=row.compared)
    return bool(said.order_by("-id").values_list("away", flat=True).first())


def _said(field: str) -> QuerySet[PutAway, Any]:
    """What was last said of a finding: of a capture, and of all that found the same of the same earlier one."""
    said = PutAway.objects.filter(
        capture__earlier=OuterRef("earlier"), capture__compared=OuterRef("compared")
    )
    return said.order_by("-id").values(field)[:1]


def _seen(rows: QuerySet[CaptureRequest], viewer: Viewer) -> QuerySet[CaptureRequest]:
    return rows.filter(level__lte=viewer.clearance)


def _watches(viewer: Viewer) -> QuerySet[Watch]:
    last = Capture.objects.filter(
        address=OuterRef("address"), method=OuterRef("method"), level__lte=viewer.clearance
    ).order_by("-id")
    return (
        Watch.objects.filter(level__lte=viewer.clearance)
        .select_related("document")
        .annotate(last=Subquery(last.values("id")[:1]))
    )


def _watch_defs(viewer: Viewer, rows: Sequence[Watch]) -> tuple[WatchDef, ...]:
    ids = [row.last for row in rows if row.last]
    last = {row.pk: row for row in visible(viewer).filter(id__in=ids)}
    return tuple(_watch_def(viewer, row, last.get(row.last)) for row in rows)


def _watch_def(viewer: Viewer, row: Watch, last: Capture | None) -> WatchDef:
    return WatchDef(
        id=row.pk,
        address=row.address,
        method=Method(row.method),
        document=row.document.key if row.document else None,
        every_hours=row.every_hours,
        next_at=row.next_at,
        asked_by=row.asked_by,
        active=row.active,
        level=row.level,
        last=last.key if last else None,
        last_at=last.started if last else None,
        last_compared=compared_seen(viewer, last) if last else None,
    )
