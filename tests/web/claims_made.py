"""Claims for the page tests: one published, one that waits, one of the house; a review of others, a draft."""

import json
from datetime import date

from holdfast.base.clock import now
from holdfast.claims.actions.claims import add_claim, add_relay
from holdfast.claims.actions.imports import import_reviews
from holdfast.claims.actions.reports import accept_report
from holdfast.claims.actions.reviews import publish_review, review_claim, second_review
from holdfast.claims.stored import GivenLine, Side
from holdfast.people.types import Level, Viewer

HOSTILE = "Six hundred </script><script>alert(1)</script> & <b>more</b> trucks a day"
OTHERS = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/trucks",
    "claimReviewed": "All trucks <i>entered</i>",
    "author": {"@type": "Organization", "name": "Checks & Co"},
    "reviewRating": {"@type": "Rating", "alternateName": "Mixture"},
    "inLanguage": "en",
    "datePublished": "2025-12-20",
}


def make_claims(alice: Viewer, rania: Viewer) -> None:
    """C-0001 with C-0001.r1 published; C-0002 of the desk, read second; C-0003 of the house; I-0001; D-0001."""
    claim = add_claim(
        viewer=alice,
        text=HOSTILE,
        language="en",
        side=Side("cogat"),
        said="2025-12-09",
        where="Press briefing",
        document="ap-2025-12-10",
        place="Gaza",
        asserts=[{"kind": "count", "value": 600, "what": "trucks", "per": "day"}],
    )
    add_relay(viewer=alice, claim=claim, document="ap-2025-12-10", said="2025-12-10")
    review = review_claim(
        viewer=alice,
        claim=claim,
        verdict="contradicted by",
        why={"en": "The press counts fewer.", "ar": "الصحافة تعدّ أقل."},
        evidence=["ap-2025-12-10", "E-0001"],
    )
    second_review(viewer=rania, review=review)
    publish_review(viewer=rania, review=review)
    waiting = add_claim(viewer=alice, text="A rumour of the desk", language="en")
    second_review(
        viewer=rania,
        review=review_claim(
            viewer=alice, claim=waiting, verdict="not checkable", why={"en": "It names nothing."}
        ),
    )
    add_claim(viewer=alice, text="نحن نقول ذلك", language="ar", side=Side(desk=True), level=Level.PUBLIC)
    import_reviews(viewer=alice, data=json.dumps(OTHERS).encode(), level=Level.PUBLIC)
    item = {
        "start": 0,
        "end": 3,
        "text": "600",
        "lang": "en",
        "kind": "count",
        "value": 600,
        "bound": "exact",
    }
    accept_report(
        viewer=alice,
        title="A leaflet of ours",
        side=Side(desk=True),
        text="600 trucks",
        language="en",
        as_of=date(2025, 12, 10),
        seq=1,
        checked_at=now(),
        lines=[GivenLine(item, "contradicted by", "partly supported", reason="It says on some days")],
        level=Level.PUBLIC,
    )
