"""The page where a draft is checked: a form, the draft beside its findings, and each line accepted by a person.

Nothing is stored but what a person accepts; until then the checked draft travels, signed, with the page itself.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from holdfast.base.canonical import canonical_json, canonical_loads
from holdfast.base.errors import HoldfastError
from holdfast.claims.actions.reports import accept_report
from holdfast.claims.proposing import ModelFailed, TextStaysHere, model_settings, propose
from holdfast.claims.stored import Side, Verdict
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Permission, Viewer
from holdfast.web.access import WRITES, page
from holdfast.web.claims.check_form import (
    ACCEPT_TOGETHER,
    HOUSE,
    OTHER,
    SOURCE,
    AcceptForm,
    CheckForm,
    default_title,
    lines_given,
    verdict_choices,
)
from holdfast.web.claims.check_run import checked_state, draft_given, from_state
from holdfast.web.claims.check_shown import MOST_SHOWN, TOGETHER, is_date_alone, laid_out
from holdfast.web.claims.sentences import failure_said

NO_STORE = "private, no-store"
UNPROCESSABLE = 422
KEPT_HOURS = 12  # how long a checked draft may wait for who accepts it
MOST_ACCEPTED = 300_000  # characters of a text whose check can be accepted on the page
_SALT = "holdfast.claims.check"


class CheckGone(HoldfastError):
    """The checked draft that came with the page is too old, of somebody else, or not as this desk made it."""

    code = "check-gone"


@page(Permission.READ, signed_in=True, methods=WRITES)
def check(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """The form; the draft beside its findings; the accepted report."""
    if request.method == "POST" and request.POST.get("do") == "accept":
        answer = _accepted(request, viewer)
    elif request.method == "POST":
        answer = _checked(request, viewer)
    else:
        answer = _show(request, _form(viewer))
    answer.headers["Cache-Control"] = NO_STORE
    return answer


def _form(viewer: Viewer, *given: Any) -> CheckForm:
    form = CheckForm(*given)
    form.offer(viewer, model_settings())
    return form


def _checked(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    form = _form(viewer, request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, status=UNPROCESSABLE)
    given = form.cleaned_data
    try:
        draft = draft_given(given)
        source = given["source"] if given["whose"] == SOURCE else ""
        state = checked_state(viewer, draft, given["published"], source)
    except NotAllowed:
        raise
    except HoldfastError as error:
        return _show(request, form, failure=error, status=UNPROCESSABLE)
    name = given["name"] if given["whose"] == OTHER else ""
    state |= {"desk": given["whose"] == HOUSE, "source": source or None, "name": name}
    if given.get("model"):
        state |= _proposed(state["text"], restricted=bool(given.get("restricted")))
    return _show_result(request, viewer, state)


def _proposed(text: str, *, restricted: bool) -> dict[str, Any]:
    """What the model points at, or why it was not asked."""
    try:
        found = propose(text, ticked=True, level=Level.RESTRICTED if restricted else Level.DESK)
    except (ModelFailed, TextStaysHere) as error:
        return {"model_failure": failure_said(error)}
    return {"proposed": found}


def _accepted(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    try:
        state = _unsealed(viewer, request.POST.get("checked", ""))
    except CheckGone as error:
        return _show(request, _form(viewer), failure=error, status=UNPROCESSABLE)
    form = AcceptForm(request.POST)
    form.offer_to(viewer)
    lines, left = lines_given(request.POST, state["items"], state["text"])
    if not form.is_valid() or left:
        return _show_result(request, viewer, state, accept=form, left=left, status=UNPROCESSABLE)
    said = form.cleaned_data
    try:
        key = accept_report(
            viewer=viewer,
            title=said["title"],
            side=Side(source=state["source"], desk=state["desk"], name=state.get("name") or ""),
            text=state["text"],
            language=state.get("language") or "",
            keep_text=said["keep_text"],
            level=said["level"],
            lines=lines,
            **from_state(state),
        )
    except NotAllowed:
        raise
    except HoldfastError as error:
        return _show_result(request, viewer, state, accept=form, failure=error, status=UNPROCESSABLE)
    messages.success(request, gettext("The report {key} was stored.").format(key=key))
    return HttpResponseRedirect(reverse("claim_report", args=[key]))


def _show(
    request: HttpRequest, form: CheckForm, failure: HoldfastError | None = None, status: int = 200
) -> HttpResponseBase:
    context = {"form": form, "failure": failure, "model": model_settings()}
    return render(request, "claims/check.html", context, status=status)


def _show_result(
    request: HttpRequest,
    viewer: Viewer,
    state: dict[str, Any],
    *,
    accept: AcceptForm | None = None,
    left: list[tuple[int, str]] | None = None,
    failure: HoldfastError | None = None,
    status: int = 200,
) -> HttpResponseBase:
    too_many = len(state["items"]) > MOST_SHOWN
    may = viewer.may(Permission.EDIT) and not too_many
    may = may and any(not is_date_alone(one) for one in state["items"])
    may = may and len(state["text"]) <= MOST_ACCEPTED
    if may and accept is None:
        accept = AcceptForm(initial={"title": default_title(state)})
        accept.offer_to(viewer)
    shown = {**state, "items": state["items"][:MOST_SHOWN]} if too_many else state
    laid = laid_out(shown)
    context = {
        "state": state,
        "laid": laid,
        "answer": laid.answer(state["lines"]),
        "too_many": MOST_SHOWN if too_many else 0,
        "form": accept if may else None,
        "sealed": _sealed(viewer, state) if may else "",
        "left": left or [],
        "failure": failure,
        "verdicts": verdict_choices(),
        "together": sum(
            Verdict(one["verdict"]) in TOGETHER for one in state["items"] if not is_date_alone(one)
        ),
        "ticked_together": request.POST.get(ACCEPT_TOGETHER) == "yes",
    }
    return render(request, "claims/check_result.html", context, status=status)


def _sealed(viewer: Viewer, state: Mapping[str, Any]) -> str:
    """The checked draft, signed for this person: what is accepted is what was shown."""
    plain = {name: value for name, value in state.items() if name not in ("proposed", "model_failure")}
    plain["items"] = [{k: v for k, v in one.items() if k != "decided"} for one in state["items"]]
    return signing.dumps(
        {"for": viewer.key, "state": canonical_json(plain).decode("utf-8")}, salt=_SALT, compress=True
    )


def _unsealed(viewer: Viewer, sealed: str) -> dict[str, Any]:
    try:
        held = signing.loads(sealed, salt=_SALT, max_age=KEPT_HOURS * 3600)
    except signing.BadSignature:
        held = {}
    if held.get("for") != viewer.key:
        raise CheckGone(
            "The checked draft is too old or did not come from this page",
            untouched="Nothing was stored",
            next_step="Check the text once more",
        )
    found: dict[str, Any] = canonical_loads(held["state"])
    return found
