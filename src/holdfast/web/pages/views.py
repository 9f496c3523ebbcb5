"""Pages of words: how this desk counts."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.pages.prose import prose
from holdfast.web.writing import language


@page(Permission.READ)
def how_we_count(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """The rules, in the reader's language."""
    context = {"words": f"pages/how_we_count.{language()}.html", "prose": prose("how_we_count", language())}
    return render(request, "pages/how_we_count.html", context)
