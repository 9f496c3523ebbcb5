"""Addresses of agreements and obligations."""

from holdfast.web.access import at
from holdfast.web.agreements.lists import AGREEMENTS, ASSESSMENTS
from holdfast.web.agreements.views import agreement, obligation
from holdfast.web.listing.views import list_at

urlpatterns = [
    *list_at("agreements", AGREEMENTS, "agreements"),
    *list_at("agreements/<slug:key>/assessments", ASSESSMENTS, "assessments"),
    at("agreements/<slug:key>/", agreement, "agreement"),
    at("agreements/<slug:key>/obligations/<slug:duty>/", obligation, "obligation"),
]
