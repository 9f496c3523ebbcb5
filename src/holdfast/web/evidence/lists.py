"""The list of captures, and of what was changed or gone after we captured it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from holdfast.evidence.queries.preserved import CaptureLine, capture_lines, captures_count
from holdfast.evidence.queries.watches import changes_list
from holdfast.evidence.types import ChangeDef, Outcome
from holdfast.people.types import Viewer
from holdfast.web import words
from holdfast.web.evidence.words import COMPARED, METHODS, OUTCOMES, harmless
from holdfast.web.listing.views import Column, Listing, Rows
from holdfast.web.sources.lists import document_href

_CHUNK = 500
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
    return found


def _captures(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    asked = _asked(request)

    def part(start: int, stop: int) -> Sequence[CaptureLine]:
        return capture_lines(viewer, start=start, limit=stop - start, **asked)

    def whole() -> Iterator[CaptureLine]:
        start = 0
        while rows := part(start, start + _CHUNK):
            yield from rows
            start += _CHUNK

    return Rows(captures_count(viewer, **asked), part, whole)


def _beside(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Mapping[str, Any]:
    asked = {name: str(value) for name, value in _asked(request).items()}
    return {
        "outcomes": OUTCOMES,
        "asked": asked,
        "more": f"&{urlencode(asked)}" if asked else "",
        "filter": f"?{urlencode(asked)}" if asked else "",
        "signed_in": viewer.signed_in,
    }


def _changes(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    return Rows.of(changes_list(viewer, away=_away(request), limit=_MOST_CHANGES))


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
        Column("address", _("Address"), lambda row: harmless(row.address), "long"),
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
            face=lambda row: words.word(OUTCOMES, row.outcome),
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


def _finding(row: ChangeDef) -> str:
    return str(words.word(COMPARED, row.compared))


CHANGES = Listing(
    name="changes",
    title=_("Changed, grown or gone after our capture"),
    lede=_(
        "Dated facts: at the later of two instants the address read otherwise, held more, or held nothing, after what "
        "we had captured at the earlier. Who changed it and why, this does not say."
    ),
    columns=(
        Column("found_at", _("Found"), lambda row: row.found_at, "instant"),
        Column("compared", _("What"), lambda row: row.compared.value, face=_finding),
        Column("address", _("Address"), lambda row: harmless(row.address), "long"),
        Column(
            "document",
            _("Document"),
            lambda row: row.document,
            "iso",
            lambda row: document_href(row.document) if row.document else None,
            face=lambda row: row.document or "",
            under="named",
        ),
        Column("earlier", _("Before"), lambda row: row.earlier, "iso", lambda row: capture_href(row.earlier)),
        Column("earlier_at", _("Captured"), lambda row: row.earlier_at, "instant", under="bare"),
        Column("later", _("After"), lambda row: row.later, "iso", lambda row: capture_href(row.later)),
        Column(
            "put_away",
            _("Put away"),
            lambda row: row.away.reason if row.away else "",
            face=lambda row: harmless(f"{row.away.by}: {row.away.reason}") if row.away else "",
            under="named",
        ),
    ),
    rows=_changes,
    empty=_("No such finding stands here."),
    template="evidence/changes.html",
    beside=_changes_beside,
)
