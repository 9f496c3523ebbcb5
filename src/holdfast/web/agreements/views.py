"""An agreement with its strip of months, its bearers and its clauses; an obligation with its readings."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.agreements.pages import agreement_page, obligation_page
from holdfast.web.remembering import remembered


@page(Permission.READ)
def agreement(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """One agreement: month by month, by bearer, clause by clause, and its texts."""
    return render(
        request,
        "agreements/agreement.html",
        dict(
            remembered(viewer, ("agreement", key, request.LANGUAGE_CODE), lambda: agreement_page(viewer, key))
        ),
    )


@page(Permission.READ)
def obligation(request: HttpRequest, viewer: Viewer, key: str, duty: str) -> HttpResponseBase:
    """One obligation: every reading and every series side by side, in one size."""
    names = ("obligation", key, duty, request.LANGUAGE_CODE)
    context = remembered(viewer, names, lambda: obligation_page(viewer, key, duty))
    return render(request, "agreements/obligation.html", dict(context))
