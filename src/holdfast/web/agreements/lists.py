"""The list of agreements, and all assessments of one as a list."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.people.types import Viewer
from holdfast.web.board.gather import gathered
from holdfast.web.board.lines import stated_text
from holdfast.web.listing.views import Column, Listing, Rows
from holdfast.web.words import is_total, state_of, totals_text
from holdfast.web.writing import because, here, number_text, places_apart


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


def _tenth(name: str) -> Any:
    """The number to one decimal, or to as many as tell it from the promise; never the code of a state."""
    return lambda row: (
        ""
        if row.get("rule") == "state" or row.get(name) is None
        else number_text(row[name], places_apart(row.get("value"), row.get("promised")))
    )


def _days(name: str) -> Any:
    """Days by what covers them; a stated total covers its window and reports no single day."""

    def told(row: Any) -> str:
        if row["series"] is None or row["from"] is None:
            return ""
        if is_total(row):
            return totals_text(row["rows_used"]) if name == "reported" else ""
        return number_text(row["days"].get(name) or 0)

    return told


def _value(row: Any) -> str:
    if row.get("rule") == "state":
        observed = (row.get("why_params") or {}).get("observed") or {}
        return here(observed.get("words")) or str(row.get("observed_state") or "")
    if row.get("value") is None and row.get("stated") is not None:
        return stated_text(row)
    return str(_tenth("value")(row))


def _per(row: Any) -> str:
    return {"day": gettext("day"), "week": gettext("week")}.get(row.get("unit_per"), "")


AGREEMENTS = Listing(
    name="agreements",
    title=_("Agreements"),
    lede=_("The texts this desk keeps in view, with everybody they bind."),
    columns=(
        Column("title", _("Agreement"), lambda row: row.title, "said", lambda row: agreement_href(row.key)),
        Column("key", _("Id"), lambda row: row.key, "iso", under="bare"),
        Column("signed", _("Signed"), lambda row: row.signed, "iso"),
        Column("starts", _("In force since"), lambda row: row.starts_as_said, "iso"),
        Column("ends", _("Until"), lambda row: row.ends_as_said, "iso"),
        Column("timezone", _("Time zone"), lambda row: row.timezone, "iso", under="named"),
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
        Column("bearer", _("Owed by"), _of("bearer"), "iso", under="named"),
        Column("reading", _("Reading"), _of("reading"), "iso", under="named"),
        Column(
            "series",
            _("Series"),
            _of("series"),
            "iso",
            lambda row: reverse("series", args=[row["series"]]) if row["series"] else None,
        ),
        Column("source", _("Source"), _of("source"), "iso", under="named"),
        Column("relation", _("Relation"), _of("relation"), "relation", under="bare"),
        Column("measured_point", _("Measured where"), _of("measured_point"), "point", under="bare"),
        Column("from", _("From"), _of("from"), "day"),
        Column("to", _("To"), _of("to"), "day", under="named"),
        Column("value", _("Value"), _of("value"), "n", face=_value),
        Column("unit", _("Unit"), _of("unit"), under="bare"),
        Column("unit_per", _("Per"), _of("unit_per"), face=_per, under="named"),
        Column("total", _("Total"), _of("total"), "n", face=_tenth("total"), under="named"),
        Column("stated", _("Stated"), _of("stated"), "n", face=_tenth("stated"), under="named"),
        Column("low", _("Lowest"), _of("low"), "n", face=_tenth("low"), under="named"),
        Column("high", _("Highest"), _of("high"), "n", face=_tenth("high"), under="named"),
        Column("promised", _("Promised"), _of("promised"), "n", face=_tenth("promised"), under="named"),
        Column("days_in_window", _("Days"), _day("in_window"), "num"),
        Column(
            "days_reported", _("Days reported"), _day("reported"), "n", face=_days("reported"), under="named"
        ),
        Column(
            "days_zero_reported",
            _("Zero, reported or worked out"),
            _day("zero_reported"),
            "n",
            face=_days("zero_reported"),
            under="named",
        ),
        Column(
            "days_missing",
            _("No report in this record"),
            _day("missing"),
            "n",
            face=_days("missing"),
            under="named",
        ),
        Column("days_partial", _("In part"), _day("partial"), "n", face=_days("partial"), under="named"),
        Column(
            "days_not_monitored",
            _("Not monitored"),
            _day("not_monitored"),
            "n",
            face=_days("not_monitored"),
            under="named",
        ),
        Column("state", _("State"), lambda row: str(row["state"]), "state", face=state_of),
        Column("why", _("Why"), _of("why"), face=because, under="bare"),
        Column("why_code", _("Code"), _of("why_code"), under="bare"),
    ),
    rows=_assessments,
    empty=_("Nothing has been assessed yet."),
    beside=_about,
)
