"""Atom feeds of revisions and of corrections."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from holdfast.base import clock
from holdfast.figures import queries
from holdfast.people.types import Permission, Viewer
from holdfast.web import words
from holdfast.web.access import page
from holdfast.web.corrections.lists import object_href
from holdfast.web.figures.rules import revisions_shown
from holdfast.web.writing import here, language

ENTRIES = 50


class PlainFeed(Atom1Feed):
    """An Atom feed whose summaries are text (RFC 4287, 3.1.1): what a source wrote is never read as markup."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """As Django writes an entry, but for its summary, which it would call HTML."""
        summary = item["description"]
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("summary", summary, {"type": "text"})


def new_feed(request: HttpRequest, title: str, link: str) -> Atom1Feed:
    """A feed of this desk, named as the party it is."""
    publisher, aim = settings.DESK.said_in(language())
    return PlainFeed(
        title=f"{settings.DESK.name}: {title}",
        link=request.build_absolute_uri(link),
        description="",
        language=language(),
        feed_url=request.build_absolute_uri(),
        author_name=publisher,
        subtitle=gettext("Published by {publisher}, which campaigns for {aim}.").format(
            publisher=publisher, aim=aim
        ),
    )


def feed_answer(feed: Atom1Feed, times: Iterable[datetime]) -> HttpResponseBase:
    """The feed as it is sent."""
    # An empty feed still says when it was made; a full one when its last entry was.
    feed.latest_post_date = lambda: max(times, default=clock.now())  # type: ignore[method-assign]
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@page(Permission.READ)
def revisions(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """The last revisions, each with its answer and what changed."""
    feed = new_feed(request, gettext("Revisions"), reverse("figures"))
    shown = revisions_shown(viewer, limit=ENTRIES)
    for one in shown:
        line = one.line
        address = request.build_absolute_uri(reverse("figure", args=[line.key]))
        feed.add_item(
            title=f"{line.key}: {here(line.question)}",
            link=address,
            unique_id=address,
            description=f"{words.state_word(one.state)}. {here(line.headline.answer)} {line.reason}",
            pubdate=line.published,
            updateddate=line.published,
            author_name=line.by,
        )
    return feed_answer(feed, [one.line.published for one in shown])


@page(Permission.READ)
def corrections(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """The last corrections, withdrawals and decisions, each with its reason."""
    feed = new_feed(request, gettext("Corrections"), reverse("corrections"))
    lines = queries.corrections_list(viewer, limit=ENTRIES)
    for line in lines:
        address = request.build_absolute_uri(object_href(line) or reverse("corrections"))
        feed.add_item(
            title=f"{line.object_key}: {words.word(words.CORRECTIONS, line.kind)}",
            link=address,
            unique_id=f"{address}#{line.at:%Y%m%dT%H%M%S%f}",
            description=f"{here(line.text)} {here(line.reason_words or line.reason)}",
            pubdate=line.at,
            updateddate=line.at,
            author_name=line.by,
        )
    return feed_answer(feed, [line.at for line in lines])
