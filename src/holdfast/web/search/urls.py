"""Address of the search."""

from holdfast.web.access import at
from holdfast.web.search.views import search

urlpatterns = [at("search/", search, "search")]
