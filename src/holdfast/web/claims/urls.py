"""Addresses of claims, their reviews, others' reviews and the statistics of every side."""

from holdfast.web import converters  # noqa: F401 - registers the parts of addresses
from holdfast.web.access import at
from holdfast.web.claims import acts, feed, views
from holdfast.web.claims.lists import CLAIMS, IMPORTED, STATISTICS
from holdfast.web.listing.views import list_at

urlpatterns = [
    *list_at("claims", CLAIMS, "claims"),
    *list_at("claims/statistics", STATISTICS, "claim_statistics"),
    *list_at("claims/imported", IMPORTED, "imported_reviews"),
    at("claims/imported/<imported:key>.json", views.imported_as_json, "imported_review_json"),
    at("claims/<claim:key>/", views.claim, "claim"),
    at("claims/<claim:key>.json", views.claim_as_json, "claim_json"),
    at("claims/<claimreview:key>/", views.review, "claim_review"),
    at("claims/<claimreview:key>.json", views.review_as_json, "claim_review_json"),
    at("claims/<claimreview:key>.jsonld", views.review_as_jsonld, "claim_review_jsonld"),
    at("feeds/reviews.atom", feed.reviews, "feed_reviews"),
    at("desk/claims/add/", acts.ADD.view(), "add_claim"),
    at("desk/claims/import/", acts.IMPORT.view(), "import_reviews"),
    at("desk/claims/imported/<imported:key>/link/", acts.LINK.view(), "link_imported"),
    at("desk/claims/<claim:key>/relay/", acts.RELAY.view(), "add_claim_relay"),
    at("desk/claims/<claim:key>/review/", acts.REVIEW.view(), "review_claim"),
    at("desk/claims/<claimreview:key>/second/", acts.SECOND.view(), "second_review"),
    at("desk/claims/<claimreview:key>/publish/", acts.PUBLISH.view(), "publish_review"),
    at("desk/claims/<claimreview:key>/withdraw/", acts.WITHDRAW.view(), "withdraw_review"),
]
