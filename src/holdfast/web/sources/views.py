"""A source and what it has said here; a document and what stands in it."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from holdfast.people.types import Permission, Viewer
from holdfast.sources import queries
from holdfast.web.access import page
from holdfast.web.listing.views import Rows, open_page, paged
from holdfast.web.record.values import state_names
from holdfast.web.remembering import remembered
from holdfast.web.sources.pages import document_page, rows_in, source_page


@page(Permission.READ)
def source(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """One source: what it is in each agreement, what it counts, what it stated, what it restated."""
    found = queries.source_detail(viewer, key)
    return render(
        request,
        "sources/source.html",
        {
            "source": found,
            "part": paged(request, Rows.of(queries.documents_of(viewer, key))),
            **remembered(viewer, ("source", key), lambda: source_page(viewer, found)),
        },
    )


@page(Permission.READ)
def document(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """One document: where it stands, what it passes on, the rows and statements in it."""
    found = queries.document_detail(viewer, key)
    part = open_page(
        request,
        lambda start, limit: remembered(
            viewer, ("rows in", key, str(start)), lambda: rows_in(viewer, key, start, limit)
        ),
    )
    beside = remembered(viewer, ("document", key), lambda: document_page(viewer, found))
    return render(
        request,
        "sources/document.html",
        {"document": found, "part": part, "state_names": state_names(viewer), **beside},
    )
