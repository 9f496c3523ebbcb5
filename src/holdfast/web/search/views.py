"""One box that looks through everything."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.listing.views import Rows, paged
from holdfast.web.search.find import LONGEST, found


@page(Permission.READ)
def search(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """What holds all the words of the question."""
    wanted = request.GET.get("q", "").replace("\x00", " ").strip()[:LONGEST]
    part = paged(request, Rows.of(found(viewer, wanted)))
    return render(request, "search/search.html", {"wanted": wanted, "part": part})
