"""Addresses of the feeds."""

from holdfast.web.access import at
from holdfast.web.feeds.views import corrections, revisions

urlpatterns = [
    at("feeds/revisions.atom", revisions, "feed_revisions"),
    at("feeds/corrections.atom", corrections, "feed_corrections"),
]
