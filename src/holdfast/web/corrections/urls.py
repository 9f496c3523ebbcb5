"""Addresses of corrections."""

from holdfast.web.corrections.lists import CORRECTIONS
from holdfast.web.listing.views import list_at

urlpatterns = [*list_at("corrections", CORRECTIONS, "corrections")]
