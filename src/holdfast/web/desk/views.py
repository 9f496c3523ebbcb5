"""The morning page: what changed, what waits for a decision, who has gone silent."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.desk.morning import morning


@page(Permission.READ, signed_in=True)
def desk(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Everything one person goes through in a quarter of an hour."""
    return render(
        request, "desk/desk.html", {"viewer": viewer, **morning(viewer, request.GET.get("days", ""))}
    )
