"""The Atom feed of published reviews."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext

from holdfast.claims.queries.claims import published_reviews
from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.claims.words import standing_word, verdict_sentence
from holdfast.web.feeds.views import ENTRIES, feed_answer, new_feed
from holdfast.web.writing import here


@page(Permission.READ)
def reviews(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """The last published reviews, each with its verdict and reasons; a withdrawn one says so first."""
    feed = new_feed(request, gettext("Reviews of claims"), reverse("claims"))
    shown = published_reviews(viewer, limit=ENTRIES)
    times = []
    for claim, review in shown:
        address = request.build_absolute_uri(reverse("claim_review", args=[review.key]))
        gone = f"{standing_word(review.standing)}: {review.withdrawn_why} " if review.withdrawn else ""
        changed = review.withdrawn or review.published
        assert review.published is not None and changed is not None  # noqa: S101 - the query gives published ones
        times.append(changed)
        feed.add_item(
            title=f"{review.key}: {verdict_sentence(review)}",
            link=address,
            unique_id=address,
            description=f"{gone}“{claim.text}” – {verdict_sentence(review)}. {here(review.why)}",
            pubdate=review.published,
            updateddate=changed,
            author_name=review.by,
        )
    return feed_answer(feed, times)
