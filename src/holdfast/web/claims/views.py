"""A claim: the verdict first, who said it, what the verdict rests on, the verdicts before it; one review by itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from holdfast.base.canonical import readable_json
from holdfast.claims.queries.claims import claim_detail, claim_of_review
from holdfast.claims.queries.imported import imported_detail, imported_raw
from holdfast.claims.shapes import claim_json, review_json
from holdfast.claims.stored import ClaimView, ReviewView
from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.claims.claimreview import claim_review, script_text
from holdfast.web.evidence.preservation import kept_of
from holdfast.web.failures import Missing
from holdfast.web.listing.files import jsonable

JSON = "application/json"


@page(Permission.READ)
def claim(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """One claim with the review that stands, and those before it."""
    found = claim_detail(viewer, key)
    return _shown(request, viewer, found, found.current)


@page(Permission.READ)
def review(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """One review at its permanent address, also when it was superseded or withdrawn."""
    found, one = claim_of_review(viewer, key)
    return _shown(request, viewer, found, one, alone=True)


@page(Permission.READ)
def claim_as_json(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """One claim with everything, as JSON."""
    return _json(claim_json(claim_detail(viewer, key)))


@page(Permission.READ)
def review_as_json(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """One review with its claim, as JSON."""
    found, one = claim_of_review(viewer, key)
    return _json(claim_json(found, whole=False) | {"review": review_json(one)})


@page(Permission.READ)
def review_as_jsonld(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """The ClaimReview of a review that stands, by itself."""
    found, one = claim_of_review(viewer, key)
    body = claim_review(request, viewer, found, one)
    if body is None:
        raise Missing(f"{key} does not stand: it is withdrawn, superseded or not published")
    return HttpResponse(readable_json(jsonable(body)) + "\n", content_type="application/ld+json")


@page(Permission.READ, signed_in=True)
def imported_as_json(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """What an imported review came as, to save: a stranger's JSON, never shown as a page."""
    imported_detail(viewer, key)
    answer = HttpResponse(imported_raw(viewer, key) + "\n", content_type=JSON)
    answer.headers["Content-Disposition"] = f'attachment; filename="{key}.json"'
    return answer


def _shown(
    request: HttpRequest, viewer: Viewer, found: ClaimView, one: ReviewView | None, *, alone: bool = False
) -> HttpResponseBase:
    documents = _documents(found)
    markup = claim_review(request, viewer, found, one) if one else None
    context = {
        "claim": found,
        "review": one,
        "alone": alone,
        "others": [other for other in found.reviews if one is None or other.key != one.key],
        "kept": kept_of(viewer, f"claim {found.key}", documents),
        "markup": script_text(markup) if markup else None,
        "waiting": next(
            (other for other in ([one] if alone else found.reviews) if _waits(viewer, other)), None
        ),
        "edits": viewer.signed_in and viewer.may(Permission.EDIT),
        "publishes": viewer.signed_in and viewer.may(Permission.PUBLISH),
        "viewer": viewer,
    }
    return render(request, "claims/claim.html", context)


def _waits(viewer: Viewer, review: ReviewView | None) -> bool:
    """Whether this viewer, who did not write it, may be its second reader: the latest of a claim, not yet read."""
    return (
        review is not None
        and review.second is None
        and review.superseded_by is None
        and viewer.key is not None
        and review.by != viewer.key
    )


def _documents(found: ClaimView) -> list[str]:
    named = [found.document, *(one.document for one in found.relays)]
    named += [one.document for review in found.reviews for one in review.evidence]
    return sorted({one.key for one in named if one is not None})


def _json(body: dict[str, Any]) -> HttpResponse:
    return HttpResponse(readable_json(jsonable(body)) + "\n", content_type=JSON)
