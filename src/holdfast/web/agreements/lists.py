"""The list of agreements, and all assessments of one as a list."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from holdfast.people.types import Viewer
from holdfast.web.board.gather import gathered
from holdfast.web.listing.views import Column, Listing, Rows


def agreement_href(key: str) -> str:
    """Where an agreement's page stands."""
    return reverse("agreement", args=[key])


def obligation_href(agreement: str, key: str) -> str:
    """Where an obligation's page stands."""
    return reverse("obligation", args=[agreement, key])


def _agreements(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    return Rows.of(list(gathered(viewer).views.values()))


def _assessments(viewer: Viewer, request: HttpRequest, key: str) -> Rows:
    found = gathered(viewer)
    found.view(key)
    stored = found.stored.get(key)
    return Rows.of(stored.assessments if stored else ())


def _about(viewer: Viewer, request: HttpRequest, key: str) -> Mapping[str, Any]:
    return {"agreement": gathered(viewer).view(key)}


def _of(name: str) -> Any:
    return lambda row: row.get(name)


def _day(name: str) -> Any:
    return lambda row: row["days"].get(name)


AGREEMENTS = Listing(
    name="agreements",
    title=_("Agreements"),
    lede=_("The texts this desk keeps in view, with everybody they bind."),
    columns=(
        Column("title", _("Agreement"), lambda row: row.title, "said", lambda row: agreement_href(row.key)),
        Column("key", _("Id"), lambda row: row.key, "iso"),
        Column("signed", _("Signed"), lambda row: row.signed, "iso"),
        Column("starts", _("In force since"), lambda row: row.starts_as_said, "iso"),
        Column("ends", _("Until"), lambda row: row.ends_as_said, "iso"),
        Column("timezone", _("Time zone"), lambda row: row.timezone, "iso"),
        Column("parties", _("Parties"), lambda row: len(row.parties), "num"),
        Column("clauses", _("Clauses"), lambda row: len(row.clauses), "num"),
        Column("obligations", _("Obligations"), lambda row: len(row.obligations), "num"),
    ),
    rows=_agreements,
    empty=_("No agreement has been loaded yet."),
)

ASSESSMENTS = Listing(
    name="assessments",
    title=_("Every assessment"),
    lede=_("Each obligation under each reading by each series, with its bounds and its reason."),
    columns=(
        Column(
            "obligation",
            _("Obligation"),
            _of("obligation"),
            "iso",
            lambda row: obligation_href(row["agreement"], row["obligation"]),
        ),
        Column("bearer", _("Owed by"), _of("bearer"), "iso"),
        Column("reading", _("Reading"), _of("reading"), "iso"),
        Column(
            "series",
            _("Series"),
            _of("series"),
            "iso",
            lambda row: reverse("series", args=[row["series"]]) if row["series"] else None,
        ),
        Column("source", _("Source"), _of("source"), "iso"),
        Column("relation", _("Relation"), _of("relation"), "relation"),
        Column("measured_point", _("Measured where"), _of("measured_point"), "point"),
        Column("from", _("From"), _of("from"), "iso"),
        Column("to", _("To"), _of("to"), "iso"),
        Column("unit", _("Unit"), _of("unit")),
        Column("value", _("Value"), _of("value"), "num"),
        Column("total", _("Total"), _of("total"), "num"),
        Column("stated", _("Stated"), _of("stated"), "num"),
        Column("low", _("Lowest"), _of("low"), "num"),
        Column("high", _("Highest"), _of("high"), "num"),
        Column("promised", _("Promised"), _of("promised"), "num"),
        Column("days_in_window", _("Days"), _day("in_window"), "num"),
        Column("days_reported", _("Days reported"), _day("reported"), "num"),
        Column("days_zero_reported", _("Zero reported"), _day("zero_reported"), "num"),
        Column("days_missing", _("Missing"), _day("missing"), "num"),
        Column("days_partial", _("In part"), _day("partial"), "num"),
        Column("days_not_monitored", _("Not monitored"), _day("not_monitored"), "num"),
        Column("state", _("State"), lambda row: str(row["state"]), "state"),
        Column("why", _("Why"), _of("why")),
        Column("why_code", _("Code"), _of("why_code")),
    ),
    rows=_assessments,
    empty=_("Nothing has been assessed yet."),
    beside=_about,
)
