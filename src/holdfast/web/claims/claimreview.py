"""A published review as schema.org ClaimReview in JSON-LD: one a page, its author named as the party it is.

The properties are those of https://schema.org/ClaimReview and of Google's fact-check markup. There is no number in the
rating: a verdict of this desk is a word, and no word of it is "true".
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from holdfast.base.canonical import readable_json
from holdfast.claims.stored import ClaimView, ReviewView
from holdfast.people.types import Viewer
from holdfast.sources.queries import sources_list
from holdfast.sources.types import DocumentRef
from holdfast.web.claims.words import verdict_sentence
from holdfast.web.listing.files import jsonable
from holdfast.web.writing import here, language

# What would end the element or begin another inside it; JSON reads the escapes as the same letters.
_ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def claim_review(
    request: HttpRequest, viewer: Viewer, claim: ClaimView, review: ReviewView
) -> dict[str, Any] | None:
    """The review as ClaimReview; None for one that does not stand: unpublished, withdrawn, or superseded."""
    if claim.current is None or claim.current.key != review.key or review.published is None:
        return None
    address = request.build_absolute_uri(reverse("claim_review", args=[review.key]))
    why = here(review.why)
    body = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": address,
        "url": address,
        "inLanguage": language(),
        "datePublished": review.published.date(),
        "author": _publisher(request),
        "claimReviewed": claim.text,
        "reviewBody": why,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": verdict_sentence(review),
            "ratingExplanation": why,
        },
        "itemReviewed": _claim(request, viewer, claim),
        "citation": list(dict.fromkeys(one.address for one in review.evidence if one.address)),
    }
    return {name: value for name, value in body.items() if value not in ("", [])}


def script_text(body: dict[str, Any]) -> SafeString:
    """The JSON for a script element of the type application/ld+json: data that no browser runs and no policy blocks."""
    return mark_safe(readable_json(jsonable(body)).translate(_ESCAPES))  # noqa: S308 - what ends an element is escaped


def _publisher(request: HttpRequest) -> dict[str, Any]:
    publisher, aim = settings.DESK.said_in(language())
    said = gettext("Published by {publisher}, which campaigns for {aim}.")
    return {
        "@type": "Organization",
        "name": publisher,
        "url": request.build_absolute_uri(reverse("board")),
        "description": said.format(publisher=publisher, aim=aim),
    }


def _claim(request: HttpRequest, viewer: Viewer, claim: ClaimView) -> dict[str, Any]:
    shown = [claim.document, *(one.document for one in claim.relays)]
    works = [_work(one) for one in _once(shown) if one.url]
    dated = [one for one in works if "datePublished" in one]
    body = {
        "@type": "Claim",
        "name": claim.text,
        "inLanguage": claim.language,
        "author": _author(request, viewer, claim),
        "datePublished": _iso(claim.said),
        "appearance": works,
        "firstAppearance": min(dated, key=lambda one: str(one["datePublished"]))
        if dated
        else (works or [None])[0],
    }
    return {name: value for name, value in body.items() if value}


def _author(request: HttpRequest, viewer: Viewer, claim: ClaimView) -> dict[str, Any] | None:
    if claim.desk:
        return _publisher(request)
    if claim.speaker is None:
        return None
    (source, *_), found = (sources_list(viewer, [claim.speaker]) or (None,)), {"@type": "Organization"}
    found["name"] = here(claim.speaker_name)
    if source is not None and source.url:
        found["sameAs"] = source.url
    return found


def _work(document: DocumentRef) -> dict[str, Any]:
    body = {
        "@type": "CreativeWork",
        "url": document.url,
        "name": here(document.title),
        "datePublished": _iso(document.said),
        "publisher": {"@type": "Organization", "name": here(document.source_name)},
    }
    return {name: value for name, value in body.items() if value}


def _once(documents: Iterable[DocumentRef | None]) -> list[DocumentRef]:
    return list({one.key: one for one in documents if one is not None}.values())


def _iso(said: str) -> str:
    """The date as schema.org reads it: a whole day, a month or a year; nothing where EDTF says more than that."""
    return said if said.replace("-", "").isdigit() and len(said) in (4, 7, 10) else ""
