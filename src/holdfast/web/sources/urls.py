"""Addresses of sources and documents."""

from holdfast.web.access import at
from holdfast.web.listing.views import list_at
from holdfast.web.sources.lists import DOCUMENTS, SOURCES
from holdfast.web.sources.views import document, source

urlpatterns = [
    *list_at("sources", SOURCES, "sources"),
    at("sources/<slug:key>/", source, "source"),
    *list_at("documents", DOCUMENTS, "documents"),
    at("documents/<slug:key>/", document, "document"),
]
