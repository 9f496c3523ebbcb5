"""The lists of sources and documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.people.types import Viewer
from holdfast.sources import queries
from holdfast.sources.types import DocumentDef
from holdfast.web.evidence.preservation import kept_of, kept_words
from holdfast.web.listing.views import Column, Listing, Rows


def _sources(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    return Rows.of(queries.sources_list(viewer))


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with how it is preserved."""

    document: DocumentDef
    kept: Mapping[str, object]


def _documents(viewer: Viewer, request: HttpRequest, **kwargs: Any) -> Rows:
    found = queries.documents_list(viewer)
    kept = kept_of(viewer, "all documents", [one.key for one in found])
    return Rows.of([DocumentRow(one, kept_words(kept.get(one.key))) for one in found])


def _of(name: str) -> Callable[[DocumentRow], Any]:
    return lambda row: getattr(row.document, name)


def _kept_face(row: DocumentRow) -> str:
    if not row.kept["preserved"]:
        return gettext("not preserved yet")
    return gettext("preserved and confirmed") if row.kept["confirmed"] else gettext("preserved")


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
            lambda row: row.document.title or row.document.key,
            "said",
            lambda row: document_href(row.document.key),
        ),
        Column("key", _("Id"), _of("key"), "iso", under="bare"),
        Column("said", _("Said"), _of("said"), "day"),
        Column(
            "source",
            _("Source"),
            _of("source_name"),
            "said",
            lambda row: source_href(row.document.source),
        ),
        Column("source_key", _("Source id"), _of("source"), "iso", under="bare"),
        Column("language", _("Language"), _of("language"), "tongue"),
        Column("relays", _("Passes on"), lambda row: ", ".join(row.document.relays), "long"),
        Column("preserved", _("Preserved"), lambda row: row.kept["preserved"], face=_kept_face),
        Column(
            "confirmed", _("Confirmed"), lambda row: row.kept["confirmed"], face=lambda row: "", under="bare"
        ),
        Column(
            "capture",
            _("Capture"),
            lambda row: row.kept["capture"],
            "iso",
            lambda row: reverse("capture", args=[row.kept["capture"]]) if row.kept["capture"] else None,
            under="bare",
        ),
        Column("url", _("Address"), _of("url"), "long"),
    ),
    rows=_documents,
    empty=_("No document has been recorded yet."),
)
