"""The list of captures, and of what was changed or gone after we captured it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from holdfast.cases.types import Came, UpdateDef
from holdfast.cases.update_queries import updates_of_captures
from holdfast.evidence.queries.preserved import CaptureLine, Standing, capture_lines, captures_count
from holdfast.evidence.queries.watches import changes_list
from holdfast.evidence.types import ChangeDef, Compared, Outcome
from holdfast.people.types import Viewer
from holdfast.web import words
from holdfast.web.evidence.words import (
    COMPARED,
    METHODS,
    OUTCOMES,
    came,
    harmless,
    refused_by_update,
    size_text,
    told_why,
)
from holdfast.web.listing.views import Column, Listing, Rows
from holdfast.web.sources.lists import document_href

STANDINGS = {
    Standing.CONFIRMED: _("confirmed"),
    Standing.CHANGED: _("changed, grown or gone since"),
    Standing.EXPUNGED: _("expunged"),
}
_MOST_CHANGES = 2000


def capture_href(key: str | None) -> str | None:
    """Where a capture's page stands."""
    return reverse("capture", args=[key]) if key else None


def _asked(request: HttpRequest) -> dict[str, Any]:
    outcome, document = request.GET.get("outcome", ""), request.GET.get("document", "")
    found: dict[str, Any] = {}
    if outcome in set(Outcome):
        found["outcome"] = Outcome(outcome)
    if document:
        found["document"] = document[:160]
    if (standing := request.GET.get("standing", "")) in set(Standing):
        found["standing"] = Standing(standing)
    return found


def _captures(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    asked = _asked(request)

    def part(start: int, stop: int) -> Sequence[CaptureLine]:
        return capture_lines(viewer, start=start, limit=stop - start, **asked)

    return Rows.in_parts(captures_count(viewer, **asked), part)


def _beside(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Mapping[str, Any]:
    asked = {name: str(value) for name, value in _asked(request).items()}
    return {
        "outcomes": OUTCOMES,
        "standings": STANDINGS,
        "asked": asked,
        "more": f"&{urlencode(asked)}" if asked else "",
        "filter": f"?{urlencode(asked)}" if asked else "",
        "signed_in": viewer.signed_in,
    }


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and what an update took in from the later of its two captures."""

    change: ChangeDef
    update: UpdateDef | None


def _changes(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    changes = changes_list(viewer, away=_away(request), limit=_MOST_CHANGES)
    made = updates_of_captures(viewer, [one.later for one in changes])
    return Rows.of([Found(one, made.get(one.later)) for one in changes])


def _away(request: HttpRequest) -> bool:
    return request.GET.get("away") == "yes"


def _changes_beside(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Mapping[str, Any]:
    away = _away(request)
    return {"away": away, "more": "&away=yes" if away else "", "filter": "?away=yes" if away else ""}


def _marks(row: CaptureLine) -> str:
    found = [gettext("sealed") if row.sealed else gettext("not sealed yet")]
    if row.confirmed:
        found.append(gettext("confirmed"))
    if row.expunged:
        found.append(gettext("expunged"))
    if row.held:
        found.append(gettext("legal hold"))
    if row.graphic:
        found.append(gettext("graphic content"))
    return gettext(", ").join(found)


def _came(row: CaptureLine) -> str:
    said = came(row.outcome, row.why)
    if not refused_by_update(row.why):
        return said
    return f"{said}: {told_why(row.why)}"


def _codes(row: CaptureLine) -> str:
    names = ("sealed", "confirmed", "expunged", "held", "graphic")
    return " ".join(name for name in names if getattr(row, name))


CAPTURES = Listing(
    name="captures",
    title=pgettext_lazy("list", "Evidence"),
    lede=_(
        "What this desk has preserved, the latest first: what stood at an address when we asked, or a file as it was "
        "given. Whoever is not of the desk sees what is open to everybody."
    ),
    columns=(
        Column("key", _("Capture"), lambda row: row.key, "iso", lambda row: capture_href(row.key)),
        Column("started", _("When"), lambda row: row.started, "instant"),
        Column("address", _("Address"), lambda row: harmless(row.address or row.file), "long"),
        Column(
            "document",
            _("Document"),
            lambda row: row.document,
            "said",
            lambda row: document_href(row.document) if row.document else None,
            face=lambda row: row.document_title or row.document or "",
            under="named",
        ),
        Column(
            "outcome",
            _("What came"),
            lambda row: row.outcome.value,
            face=_came,
        ),
        Column("status", _("Status"), lambda row: row.status, "iso", under="named"),
        Column("mime", _("Type"), lambda row: harmless(row.mime), "iso", under="bare"),
        Column(
            "method",
            _("How"),
            lambda row: row.method.value,
            face=lambda row: words.word(METHODS, row.method),
            under="bare",
        ),
        Column(
            "compared",
            _("Held against the one before"),
            lambda row: row.compared.value,
            face=lambda row: words.word(COMPARED, row.compared),
        ),
        Column(
            "earlier",
            _("The one before"),
            lambda row: row.earlier,
            "iso",
            lambda row: capture_href(row.earlier),
            under="bare",
        ),
        Column("collector", _("Collected by"), lambda row: row.collector, "iso"),
        Column("marks", _("State"), _codes, face=_marks),
        Column(
            "watched_every_hours",
            _("Watched every (hours)"),
            lambda row: row.watched or None,
            "num",
            under="named",
        ),
        Column("level", _("Who may see it"), lambda row: row.level, "level", under="named"),
    ),
    rows=_captures,
    empty=_("Nothing that you may see has been captured yet."),
    template="evidence/captures.html",
    beside=_beside,
)


def _finding(row: Found) -> str:
    return str(words.word(COMPARED, row.change.compared))


def _difference(row: Found) -> str:
    """From what to what: the size of the text, and the rows that an update took in from it."""
    one, said = row.change, []
    if one.compared is Compared.REMOVED:
        return gettext("nothing is there any more")
    if one.size_before is not None and one.size_after is not None:
        said.append(
            gettext("text: {before} → {after}").format(
                before=size_text(one.size_before), after=size_text(one.size_after)
            )
        )
    if row.update is not None and row.update.outcome is Came.LOADED:
        said.append(told_why(row.update.why))
    return gettext("; ").join(said) or gettext("see the difference")


def _difference_href(row: Found) -> str | None:
    return (
        None
        if row.change.compared is Compared.REMOVED
        else reverse("capture_difference", args=[row.change.later])
    )


CHANGES = Listing(
    name="changes",
    title=_("Changed, grown or gone after our capture"),
    lede=_(
        "Dated facts: at the later of two instants the address read otherwise, held more, or held nothing, after what "
        "we had captured at the earlier. Who changed it and why, this does not say."
    ),
    columns=(
        Column("found_at", _("Found"), lambda row: row.change.found_at, "instant"),
        Column("compared", _("What"), lambda row: row.change.compared.value, face=_finding),
        Column("address", _("Address"), lambda row: harmless(row.change.address), "long", under="bare"),
        Column(
            "document",
            _("Document"),
            lambda row: row.change.document,
            "said",
            lambda row: document_href(row.change.document) if row.change.document else None,
            face=lambda row: row.change.document_title or row.change.document or gettext("filed under none"),
        ),
        Column(
            "earlier",
            _("Before"),
            lambda row: row.change.earlier,
            "iso",
            lambda row: capture_href(row.change.earlier),
        ),
        Column("earlier_at", _("Captured"), lambda row: row.change.earlier_at, "instant", under="bare"),
        Column(
            "later",
            _("After"),
            lambda row: row.change.later,
            "iso",
            lambda row: capture_href(row.change.later),
        ),
        Column(
            "difference",
            _("From what to what"),
            _difference_href,
            link=_difference_href,
            face=_difference,
            under="bare",
        ),
        Column(
            "text_bytes_before",
            _("Bytes of its text before"),
            lambda row: row.change.size_before,
            face=lambda row: "",
            under="bare",
        ),
        Column(
            "text_bytes_after",
            _("Bytes of its text after"),
            lambda row: row.change.size_after,
            face=lambda row: "",
            under="bare",
        ),
        Column(
            "put_away",
            _("Put away"),
            lambda row: row.change.away.reason if row.change.away else "",
            face=lambda row: (
                harmless(f"{row.change.away.by}: {row.change.away.reason}") if row.change.away else ""
            ),
            under="named",
        ),
    ),
    rows=_changes,
    empty=_("No such finding stands here."),
    template="evidence/changes.html",
    beside=_changes_beside,
)
