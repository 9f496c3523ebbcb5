"""The list of figures, and every revision the latest first."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.people.types import Viewer
from holdfast.web.figures.rules import figures_shown, revisions_shown
from holdfast.web.listing.views import Column, Listing, Rows


def figure_href(key: str) -> str:
    """Where a figure's page stands, or that of one revision."""
    return reverse("figure", args=[key])


def _figures(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    return Rows.of(figures_shown(viewer))


def _revisions(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    return Rows.of(revisions_shown(viewer))


def _headline(name: str) -> Any:
    return lambda row: getattr(row.line.headline, name)


def _line(name: str) -> Any:
    return lambda row: getattr(row.line, name)


# The page says a count as a count, a rate with its day, a state by its name; files keep the stored word and number.
STATE = Column("state", _("State"), _headline("state"), "state", face=lambda row: row.state)
VALUE = Column("value", _("Value"), lambda row: row.stored_value, "n", face=lambda row: row.value)
# "at least" beside the number on the page; in a file a column of its own, or 44 would stand there as an exact number.
BOUND = Column(
    "bound",
    _("As said"),
    lambda row: "at least" if row.line.headline.at_least else "",
    face=lambda row: "",
    under="bare",
)
UNIT = Column("unit", _("Unit"), lambda row: row.stored_unit, "said", face=lambda row: row.unit, under="bare")

FIGURES = Listing(
    name="figures",
    title=_("Figures"),
    lede=_(
        "Each a question with an answer, a band, a state, a reason and the rows behind it. "
        "Nothing published disappears."
    ),
    columns=(
        Column("question", _("Question"), _line("question"), "said", lambda row: figure_href(row.line.key)),
        Column("key", _("Id"), _line("revision_key"), "iso", under="bare"),
        STATE,
        Column("answer", _("Answer"), _headline("answer"), "said"),
        VALUE,
        BOUND,
        UNIT,
        Column("as_of", _("As of"), _line("as_of"), "day"),
        Column(
            "published",
            _("Published"),
            _line("published"),
            "day",
            face=lambda row: row.line.published or gettext("not published yet"),
            under="named",
        ),
    ),
    rows=_figures,
    empty=_("No figure has been asked yet."),
)

REVISIONS = Listing(
    name="revisions",
    title=_("Revisions"),
    lede=_("Every state a figure was ever published in, the latest first. Each keeps its address."),
    columns=(
        Column("key", _("Revision"), _line("key"), "iso", lambda row: figure_href(row.line.key)),
        Column("question", _("Question"), _line("question"), "said"),
        Column("published", _("Published"), _line("published"), "day"),
        STATE,
        VALUE,
        BOUND,
        UNIT,
        Column("reason", _("Why"), _line("reason"), "foreign"),
        Column("by", _("By"), _line("by"), "iso", under="named"),
        Column("as_of", _("As of"), _line("as_of"), "day", under="named"),
        Column("software", _("Software"), _line("software"), "iso", under="named"),
        Column("digest", _("SHA-256"), _line("digest"), "long", under="named"),
    ),
    rows=_revisions,
    empty=_("Nothing has been published yet."),
)
