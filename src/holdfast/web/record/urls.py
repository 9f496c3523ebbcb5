"""Addresses of series and rows."""

from holdfast.web.access import at
from holdfast.web.listing.views import list_at
from holdfast.web.record.lists import SERIES, SERIES_ROWS
from holdfast.web.record.views import row

urlpatterns = [
    *list_at("series", SERIES, "series_list"),
    *list_at("series/<slug:key>", SERIES_ROWS, "series"),
    at("rows/<str:key>/", row, "row"),
]
