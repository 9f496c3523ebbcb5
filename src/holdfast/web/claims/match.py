"""The page where a rumour is held against the known claims: the first three, what differs, and what may be said."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from holdfast.base.errors import HoldfastError
from holdfast.claims.engine.match.claims import MAX_TEXT
from holdfast.claims.engine.match.decision import SHOWN, Candidate, Decision, Matched
from holdfast.claims.queries.imported import imported_detail
from holdfast.claims.queries.seen import rumour_matched, threshold_of
from holdfast.claims.stored import ImportedView
from holdfast.people.types import Permission, Viewer
from holdfast.web.access import WRITES, page
from holdfast.web.claims.check import NO_STORE, UNPROCESSABLE
from holdfast.web.desk.forms import DeskForm
from holdfast.web.writing import tongue_of

DECISIONS = {
    Decision.NO_MATCH: _("No match: no known claim comes near enough."),
    Decision.CANDIDATES: _("Candidates: whether one of them is meant is for a person to say."),
    Decision.SAME_WORDING: _(
        "Same wording as a known claim; who says it, and of when, is for a person to compare."
    ),
}
MARKS = {Decision.NO_MATCH: "–", Decision.CANDIDATES: "?", Decision.SAME_WORDING: "="}


class RumourForm(DeskForm):
    """A rumour to match."""

    text = forms.CharField(
        label=_("Rumour"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("Its own words, in any language. They are not stored."),
    )


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """A claim that may be meant, with where it can be opened."""

    candidate: Candidate
    imported: ImportedView | None = None

    @property
    def score(self) -> str:
        """The score with its two decimals."""
        return f"{self.candidate.score:.2f}"

    @property
    def lang(self) -> str:
        """The language of the claim, as stated or by its letters."""
        return self.candidate.claim.lang or tongue_of(self.candidate.claim.claim)


def matched(viewer: Viewer, text: str) -> tuple[Matched, int]:
    """What is near to the text, with the threshold told, and among how many claims; nothing is linked or stored."""
    threshold_of(viewer)
    found = rumour_matched(viewer, text)
    return found, len(found.index.claims)


@page(Permission.READ, methods=WRITES)
def match(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """The form, and the first three claims with their differences."""
    if request.method != "POST":
        return render(request, "claims/match.html", {"form": RumourForm()})
    form = RumourForm(request.POST)
    context: dict[str, Any] = {"form": form, "signed_in": viewer.may(Permission.EDIT)}
    status = UNPROCESSABLE
    if form.is_valid():
        try:
            rumour = form.cleaned_data["text"]
            context |= {"rumour": rumour, "rumour_lang": tongue_of(rumour)}
            context |= _shown(viewer, rumour_matched(viewer, rumour))
            status = 200
        except HoldfastError as error:
            context["failure"] = error
    answer = render(request, "claims/match.html", context, status=status)
    answer.headers["Cache-Control"] = NO_STORE
    return answer


def _shown(viewer: Viewer, found: Matched) -> dict[str, Any]:
    return {
        "decision": DECISIONS[found.decision],
        "mark": MARKS[found.decision],
        "count": len(found.index.claims),
        "near": found.decision is not Decision.NO_MATCH,
        "candidates": [
            ShownCandidate(
                one, imported_detail(viewer, one.claim.id) if one.claim.id.startswith("I-") else None
            )
            for one in found.candidates[:SHOWN]
        ],
    }
