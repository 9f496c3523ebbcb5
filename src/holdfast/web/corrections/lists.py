"""Everything that was corrected, withdrawn, decided or published anew, the latest first."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from holdfast.figures import queries
from holdfast.figures.types import CorrectionLine
from holdfast.people.types import Viewer
from holdfast.web import words
from holdfast.web.listing.views import Column, Listing, Rows


def object_href(line: CorrectionLine) -> str | None:
    """Where the corrected thing stands."""
    key = line.object_key
    if line.kind == "revision" or key.startswith("F-"):
        return reverse("figure", args=[key])
    if key.startswith("O-"):
        return reverse("row", args=[key])
    return reverse("series", args=[line.series]) if line.series else None


def _rows(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    return Rows.of(queries.corrections_list(viewer))


CORRECTIONS = Listing(
    name="corrections",
    title=_("Corrections"),
    lede=_(
        "What we or our sources got wrong, and what was done about it. "
        "Nothing published disappears: each old value keeps its address."
    ),
    columns=(
        Column("at", _("Day"), lambda row: row.at.date(), "day"),
        Column("object", _("What"), lambda row: row.object_key, "iso", object_href),
        Column("kind", _("Kind"), lambda row: words.word(words.CORRECTIONS, row.kind)),
        Column("text", _("What happened"), lambda row: row.text, "said"),
        Column("reason", _("Reason"), lambda row: row.reason_words or row.reason, "said"),
        Column("by", _("By"), lambda row: row.by, "iso"),
        Column(
            "figure",
            _("Figure"),
            lambda row: row.figure,
            "iso",
            lambda row: reverse("figure", args=[row.figure]) if row.figure else None,
        ),
    ),
    rows=_rows,
    empty=_("Nothing has been corrected yet."),
)
