"""One row, with every edition of it."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from holdfast.people.types import Permission, Viewer
from holdfast.record import queries
from holdfast.record.types import RowRef
from holdfast.web.access import page
from holdfast.web.record.values import state_names
from holdfast.web.remembering import remembered


@page(Permission.READ)
def row(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """One observation: its value, its document, what it was before and why it was corrected."""
    history = remembered(viewer, ("row", key), lambda: queries.row_history(viewer, key))
    # A key may be written with noughts before its number.
    shown = next(edition for edition in history if edition.id == RowRef.of_key(key).id)
    context = {
        "row": shown,
        "history": history,
        "may_edit": viewer.may(Permission.EDIT),
        "state_names": state_names(viewer),
    }
    return render(request, "record/row.html", context)
