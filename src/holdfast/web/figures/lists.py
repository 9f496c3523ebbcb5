"""The list of figures, and every revision the latest first."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from holdfast.figures import queries
from holdfast.people.types import Viewer
from holdfast.web.listing.views import Column, Listing, Rows


def figure_href(key: str) -> str:
    """Where a figure's page stands, or that of one revision."""
    return reverse("figure", args=[key])


def _figures(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    return Rows.of(queries.figures_list(viewer))


def _revisions(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    return Rows.of(queries.revisions_list(viewer))


FIGURES = Listing(
    name="figures",
    title=_("Figures"),
    lede=_(
        "Each a question with an answer, a band, a state, a reason and the rows behind it. "
        "Nothing published disappears."
    ),
    columns=(
        Column("question", _("Question"), lambda row: row.question, "said", lambda row: figure_href(row.key)),
        Column("key", _("Id"), lambda row: row.revision_key, "iso"),
        Column("state", _("State"), lambda row: row.state, "state"),
        Column("answer", _("Answer"), lambda row: row.headline.answer, "said"),
        Column("value", _("Value"), lambda row: row.headline.value, "tenth"),
        Column("unit", _("Unit"), lambda row: row.headline.unit, "said"),
        Column("as_of", _("As of"), lambda row: row.as_of, "iso"),
        Column("published", _("Published"), lambda row: row.published, "day"),
    ),
    rows=_figures,
    empty=_("No figure has been asked yet."),
)

REVISIONS = Listing(
    name="revisions",
    title=_("Revisions"),
    lede=_("Every state a figure was ever published in, the latest first. Each keeps its address."),
    columns=(
        Column("key", _("Revision"), lambda row: row.key, "iso", lambda row: figure_href(row.key)),
        Column("question", _("Question"), lambda row: row.question, "said"),
        Column("published", _("Published"), lambda row: row.published, "day"),
        Column("state", _("State"), lambda row: row.headline.state, "state"),
        Column("value", _("Value"), lambda row: row.headline.value, "tenth"),
        Column("reason", _("Why"), lambda row: row.reason),
        Column("by", _("By"), lambda row: row.by, "iso"),
        Column("as_of", _("As of"), lambda row: row.as_of, "iso"),
        Column("software", _("Software"), lambda row: row.software, "iso"),
        Column("digest", _("SHA-256"), lambda row: row.digest, "iso"),
    ),
    rows=_revisions,
    empty=_("Nothing has been published yet."),
)
