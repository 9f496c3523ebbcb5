"""Addresses of sources and documents."""

from holdfast.web.access import at
from holdfast.web.listing.views import list_at
from holdfast.web.sources.lists import DOCUMENTS, SOURCES
from holdfast.web.sources.views import document, document_csv, document_json, source

urlpatterns = [
    *list_at("sources", SOURCES, "sources"),
    at("sources/<slug:key>/", source, "source"),
    *list_at("documents", DOCUMENTS, "documents"),
    at("documents/<slug:key>/", document, "document"),
    at("documents/<slug:key>/rows.csv", document_csv, "document_csv"),
    at("documents/<slug:key>/rows.json", document_json, "document_json"),
]
