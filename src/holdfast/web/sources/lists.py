"""The lists of sources and documents."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from holdfast.people.types import Viewer
from holdfast.sources import queries
from holdfast.web.listing.views import Column, Listing, Rows


def _sources(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    return Rows.of(queries.sources_list(viewer))


def _documents(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    return Rows.of(queries.documents_list(viewer))


def source_href(key: str) -> str:
    """Where a source's page stands."""
    return reverse("source", args=[key])


def document_href(key: str) -> str:
    """Where a document's page stands."""
    return reverse("document", args=[key])


SOURCES = Listing(
    name="sources",
    title=_("Sources"),
    lede=_(
        "Everybody this desk quotes, whoever they speak for. "
        "Whose side a source is on belongs to an agreement and stands on its page there."
    ),
    columns=(
        Column("name", _("Source"), lambda row: row.name, "said", lambda row: source_href(row.key)),
        Column("key", _("Id"), lambda row: row.key, "iso", under="bare"),
        Column("kind", _("What it is"), lambda row: row.kind, "foreign"),
        Column("documents", _("Documents here"), lambda row: row.documents, "num"),
        Column("url", _("Its own address"), lambda row: row.url, "long"),
    ),
    rows=_sources,
    empty=_("No source has been recorded yet."),
)

DOCUMENTS = Listing(
    name="documents",
    title=_("Documents"),
    lede=_(
        "Every published thing a number here stands in, the latest first. "
        "A report that passes on another document is not a second source."
    ),
    columns=(
        Column(
            "title",
            _("Document"),
            lambda row: row.title or row.key,
            "said",
            lambda row: document_href(row.key),
        ),
        Column("key", _("Id"), lambda row: row.key, "iso", under="bare"),
        Column("said", _("Said"), lambda row: row.said, "day"),
        Column(
            "source", _("Source"), lambda row: row.source_name, "said", lambda row: source_href(row.source)
        ),
        Column("source_key", _("Source id"), lambda row: row.source, "iso", under="bare"),
        Column("language", _("Language"), lambda row: row.language, "tongue"),
        Column("relays", _("Passes on"), lambda row: ", ".join(row.relays), "long"),
        Column("url", _("Address"), lambda row: row.url, "long"),
    ),
    rows=_documents,
    empty=_("No document has been recorded yet."),
)
