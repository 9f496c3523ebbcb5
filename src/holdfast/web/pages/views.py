"""Pages of words: how this desk counts."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.writing import language


@page(Permission.READ)
def how_we_count(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """The rules, in the reader's language."""
    return render(request, "pages/how_we_count.html", {"prose": f"pages/how_we_count.{language()}.html"})
