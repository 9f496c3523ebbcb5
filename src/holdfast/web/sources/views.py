"""A source and what it has said here; a document and what stands in it."""

from collections.abc import Iterator, Mapping
from itertools import chain

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from holdfast.people.types import Permission, Viewer
from holdfast.sources import queries
from holdfast.web.access import page
from holdfast.web.claims.audited import of_source
from holdfast.web.evidence.preservation import copies_of
from holdfast.web.listing.files import as_csv, as_json
from holdfast.web.listing.views import Rows, open_page, paged
from holdfast.web.record.values import state_names
from holdfast.web.remembering import remembered
from holdfast.web.sources.pages import all_rows_in, document_page, row_cells, rows_in, source_page


@page(Permission.READ)
def source(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """One source: what it is in each agreement, what it counts, what it stated, what it restated."""
    found, documents = remembered(
        viewer, ("one source", key), lambda: queries.source_with_documents(viewer, key)
    )
    return render(
        request,
        "sources/source.html",
        {
            "source": found,
            "state_names": state_names(viewer),
            "part": paged(request, Rows.of(documents)),
            "audited": of_source(viewer, key),
            **remembered(viewer, ("source", key), lambda: source_page(viewer, found)),
        },
    )


@page(Permission.READ)
def document(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """One document: where it stands, what it passes on, the rows and statements in it."""
    found = remembered(viewer, ("one document", key), lambda: queries.document_detail(viewer, key))
    part = open_page(
        request,
        lambda start, limit: remembered(
            viewer, ("rows in", key, str(start)), lambda: rows_in(viewer, key, start, limit)
        ),
    )
    beside = remembered(viewer, ("document", key), lambda: document_page(viewer, found))
    kept = remembered(viewer, ("captures of", key), lambda: copies_of(viewer, key))
    return render(
        request,
        "sources/document.html",
        {
            "document": found,
            "part": part,
            "state_names": state_names(viewer),
            "copies": kept,
            "edits": viewer.signed_in and viewer.may(Permission.EDIT),
            **beside,
        },
    )


@page(Permission.READ)
def document_csv(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """Every row that stands in a document, as a table."""
    rows = _rows(viewer, key)
    first = next(rows, None)
    header = list(first) if first else ["row"]
    whole = chain([first], rows) if first else iter(())
    return as_csv(f"{key}-rows", header, (list(row.values()) for row in whole))


@page(Permission.READ)
def document_json(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """Every row that stands in a document, with exact numbers."""
    return as_json(f"{key}-rows", _rows(viewer, key), {"document": key}, "rows")


def _rows(viewer: Viewer, key: str) -> Iterator[Mapping[str, object]]:
    found = queries.document_detail(viewer, key)
    return (row_cells(row) for row in all_rows_in(viewer, found.key))
