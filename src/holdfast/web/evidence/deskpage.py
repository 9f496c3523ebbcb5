"""The vault's page at the desk: what waits, what failed, what was found changed, what needs another person."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from holdfast.evidence.queries import reviews, watches
from holdfast.evidence.types import RequestState
from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page

MOST = 20


def waiting(viewer: Viewer, most: int = MOST) -> dict[str, Any]:
    """What the morning page and the vault's own page tell of the vault."""
    pending = reviews.pending_reviews(viewer) if viewer.may(Permission.EDIT) else None
    return {
        "requests_waiting": watches.requests_list(viewer, state=RequestState.WAITING, limit=most),
        "requests_failed": watches.requests_list(viewer, state=RequestState.FAILED, limit=most),
        "changes": watches.changes_list(viewer, limit=most),
        "redactions_waiting": pending.redactions if pending else (),
        "expunges_waiting": pending.expunges if pending else (),
        "levels_waiting": pending.levels if pending else (),
    }


@page(Permission.READ, signed_in=True)
def evidence_desk(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Requests, watches, approvals."""
    context = {
        **waiting(viewer),
        "lots": watches.lots_list(viewer, limit=MOST),
        "watched": watches.watches_list(viewer),
        "may": {permission.value: viewer.may(permission) for permission in Permission},
        "viewer": viewer,
    }
    return render(request, "evidence/desk.html", context)


@page(Permission.READ, signed_in=True)
def lot(request: HttpRequest, viewer: Viewer, lot: str) -> HttpResponseBase:
    """How far the requests of one batch are."""
    found = watches.lot_detail(viewer, lot)
    context = {"lot": found, "requests": watches.requests_list(viewer, lot=lot, limit=1000)}
    return render(request, "evidence/lot.html", context)
