"""A figure, opened down to its rows; as files; cited."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from holdfast.base.canonical import readable_json
from holdfast.figures import queries
from holdfast.figures.types import FigureView
from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.claims.audited import of_figure
from holdfast.web.evidence.preservation import Kept, kept_of, kept_words, share_of
from holdfast.web.figures.page import figure_page, page_of_rows, stored_page
from holdfast.web.listing.files import as_csv, as_json, begun, jsonable
from holdfast.web.record.values import state_code, state_names
from holdfast.web.writing import language

COLUMNS = (
    "row", "series", "about", "from", "to", "status", "value", "observed_state", "state_code", "low", "high",
    "qualifier", "hours", "used", "why",
    "filled", "comparator", "edition", "note", "reason", "origin", "recorded_seq",
)  # fmt: skip
OF_DOCUMENT = ("key", "source", "said", "url", "relays")


@page(Permission.READ)
def figure(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """The answer, the number, its band and state, what disagrees, the rows, how it was counted."""
    wanted = request.GET.get("page", "1")
    view = queries.figure_detail(viewer, key, page=stored_page(wanted), language=language())
    kept = _kept(viewer, view)
    context = {
        "figure": view,
        "kept": kept,
        "share": share_of(kept),
        "signed_in": viewer.signed_in,
        "part": page_of_rows(view, wanted),
        # A duty to do so much, or not to do it, is watched by series of numbers alone.
        "state_names": state_names(viewer) if _of_states(view) else {},
        "audited": of_figure(viewer, view.body),
        **figure_page(viewer, view),
    }
    return render(request, "figures/figure.html", context)


def _kept(viewer: Viewer, view: FigureView) -> Kept:
    return kept_of(viewer, view.revision_key, view.documents)


def _of_states(view: FigureView) -> bool:
    return not view.definition.get("obligation") or view.body.get("rule") == "state"


@page(Permission.READ)
def figure_csv(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """Every row behind a revision, used or not, with its document."""
    rows = begun(_coded(viewer, queries.revision_rows(viewer, key)))
    kept = _kept(viewer, queries.figure_detail(viewer, key, language=None))
    header = [*COLUMNS, *(f"document_{name}" for name in (*OF_DOCUMENT, *kept_words(None)))]
    return as_csv(key, header, (_cells(row, kept) for row in rows))


def _coded(viewer: Viewer, rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The rows as published; beside the name of a state its code."""
    names = state_names(viewer)
    for row in rows:
        observed = row.get("observed_state")
        yield {**row, "state_code": state_code(names, row["series"], observed)} if observed else row


def _cells(row: Mapping[str, Any], kept: Kept) -> list[object]:
    document = row["document"]
    of_document = (document.get(name) for name in OF_DOCUMENT)
    return [
        *(row.get(name) for name in COLUMNS),
        *of_document,
        *kept_words(kept.get(document["key"])).values(),
    ]


@page(Permission.READ)
def figure_json(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """The canonical JSON of a revision, the figure's revisions, then every row behind it."""
    view = queries.figure_detail(viewer, key, language=None)
    if not view.published:
        raise queries.not_published(view)
    rows = _coded(viewer, queries.revision_rows(viewer, key))
    head = {
        "figure": view.body,
        "digest": view.digest,
        "revisions": [line.as_dict() for line in view.revisions],
        "documents_preserved": share_of(_kept(viewer, view)).as_json(),
    }
    return as_json(view.revision_key, rows, head, "rows")


@page(Permission.READ)
def figure_chart(request: HttpRequest, viewer: Viewer, key: str, name: str) -> HttpResponseBase:
    """The Vega-Lite specification of a chart, to draw it again."""
    spec = queries.chart_spec(viewer, key, name, language())
    return HttpResponse(readable_json(jsonable(spec)), content_type="application/json")


@page(Permission.READ)
def figure_cite(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """How to cite a revision."""
    found = queries.citation(viewer, key, request.build_absolute_uri("/"))
    context = {"citation": found, "csl": readable_json(jsonable(found.csl)), "key": key}
    return render(request, "figures/cite.html", context)
