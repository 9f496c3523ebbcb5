"""Everything to take away: each list as files, each agreement's assessments, feeds, API."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from holdfast.cases.queries import cases_list
from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page

LISTS = ("agreements", "figures", "revisions", "series_list", "sources", "documents", "corrections")


@page(Permission.READ)
def data(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """What can be taken away, under which licence."""
    lists = [{"name": name, "csv": f"{name}_csv", "json": f"{name}_json"} for name in LISTS]
    return render(request, "data/data.html", {"lists": lists, "cases": cases_list(viewer)})
