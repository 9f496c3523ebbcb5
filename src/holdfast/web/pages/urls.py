"""Addresses of the pages of words."""

from holdfast.web.access import at
from holdfast.web.pages.views import how_we_count

urlpatterns = [at("how-we-count/", how_we_count, "how_we_count")]
