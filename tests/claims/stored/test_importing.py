"""Others' ClaimReviews: in every wrapping, from whoever; all or nothing; linked by a named person alone."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from holdfast.claims.actions.imports import import_reviews, link_imported
from holdfast.claims.engine.claimreview import MOST_BYTES, ReviewsNotReadable, read_claim_reviews
from holdfast.claims.errors import ClaimInvalid, ClaimUnknown, ImportedUnknown, ImportRefused
from holdfast.claims.models import ImportedLink, ImportedReview
from holdfast.claims.queries.claims import claim_detail
from holdfast.claims.queries.collection import claims_collection
from holdfast.claims.queries.imported import imported_detail, imported_list, imported_raw
from holdfast.journal.models import Line
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Viewer
from waiting import no_hang

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def review(**more: Any) -> dict[str, Any]:
    """A ClaimReview in the shape that schema.org documents."""
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://checks.example/bread",
        "claimReviewed": "Bread is free in Hillside",
        "datePublished": "2026-03-02",
        "inLanguage": "en",
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": "Town of Hillside"},
            "datePublished": "2026-03-01",
        },
        "author": {"@type": "Organization", "name": "Checks Inc", "url": "https://checks.example/"},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": "Mostly wrong",
        },
    } | more


def file_of(value: Any) -> bytes:
    return json.dumps(value).encode()


def test_it_works(alice: Viewer) -> None:
    made = import_reviews(viewer=alice, data=file_of(review()))
    (key,) = made.keys
    found = imported_detail(alice, key)
    assert (found.url, found.publisher, found.rating) == (
        "https://checks.example/bread",
        "Checks Inc",
        "Mostly wrong",
    )
    assert (found.claim_text, found.claimant) == ("Bread is free in Hillside", "Town of Hillside")
    assert (found.language, found.said, found.by, found.claim) == ("en", "2026-03-02", "alice", None)
    assert json.loads(imported_raw(alice, key)) == review()


WRAPPINGS = {
    "a list": lambda one: file_of([one, {"@type": "WebSite"}]),
    "a graph": lambda one: file_of({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, one]}),
    "a feed": lambda one: file_of(
        {
            "@context": "http://schema.org",
            "@type": "DataFeed",
            "dataFeedElement": [
                {"@type": "DataFeedItem", "item": [one], "url": "https://checks.example/bread"},
                {"@type": "DataFeedItem", "item": []},
                {"@type": "DataFeedItem", "item": None},
            ],
        }
    ),
    "a page": lambda one: (
        b"<!doctype html><html><head><script type='application/ld+json'>"
        + file_of(one)
        + b"</script></head><body><script>var ClaimReview = {</script></body></html>"
    ),
    "a page in capitals": lambda one: (
        b'<HTML><SCRIPT ID=x TYPE="application/ld+json">\n<!--\n'
        + file_of({"@graph": [one]})
        + b"\n--></SCRIPT><script type=application/ld+json>{ broken }</script>"
    ),
    "a full address of its type": lambda one: file_of(one | {"@type": "http://schema.org/ClaimReview"}),
    "several types": lambda one: file_of(one | {"@type": ["Review", "ClaimReview"]}),
    "a byte order mark": lambda one: b"\xef\xbb\xbf" + file_of(one),
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_it_is_found_in(wrapping: str) -> None:
    (found,) = read_claim_reviews(WRAPPINGS[wrapping](review())).reviews
    assert found.claim_text == "Bread is free in Hillside"


def test_the_same_review_is_kept_once(alice: Viewer) -> None:
    import_reviews(viewer=alice, data=file_of([review(), review()]))
    lines = Line.objects.count()
    again = import_reviews(viewer=alice, data=file_of(review()))
    assert (again.keys, again.known) == ((), 1)
    assert (ImportedReview.objects.count(), Line.objects.count()) == (1, lines)
    import_reviews(viewer=alice, data=file_of(review(claimReviewed="Bread is cheap")))
    assert ImportedReview.objects.count() == 2  # what they changed stands beside what they said


@pytest.mark.parametrize(
    ("field", "given", "name", "expected"),
    [
        ("claimReviewed", "<script>alert(1)</script>Bread <b>is</b> free", "claim_text", "Bread is free"),
        ("claimReviewed", "&lt;img src=x onerror=alert(1)&gt;Bread", "claim_text", "Bread"),
        ("claimReviewed", "Bread\u202e eerf\x07 si\n\n it", "claim_text", "Bread eerf si it"),
        ("claimReviewed", "fewer < 5 & more > 3", "claim_text", "fewer < 5 & more > 3"),
        ("claimReviewed", {"@value": "خبز", "@language": "ar"}, "claim_text", "خبز"),
        ("claimReviewed", ["Bread", "Water"], "claim_text", "Bread"),
        ("author", "Checks", "publisher", "Checks"),
        ("author", [{"name": "A"}, {"name": "B"}], "publisher", "A"),
        ("author", 7, "publisher", ""),
        ("author", {"name": {"a": []}}, "publisher", ""),
        ("author", {"name": "x", "url": "javascript:alert(1)"}, "publisher_url", ""),
        ("reviewRating", {"ratingValue": 2, "bestRating": 5, "worstRating": 1}, "rating", "2 (1–5)"),
        ("reviewRating", {"alternateName": True, "ratingValue": "4"}, "rating", "4 (?–?)"),
        ("reviewRating", "Wrong", "rating", "Wrong"),
        ("reviewRating", [], "rating", ""),
        ("inLanguage", {"@type": "Language", "alternateName": "pt_BR"}, "language", "pt-br"),
        ("inLanguage", "<b>", "language", ""),
        ("datePublished", "2026-03-02T10:00:00.000Z", "said", "2026-03-02"),
        ("datePublished", "last week", "said", ""),
        ("datePublished", "2026-13-45", "said", ""),
        ("itemReviewed", "x", "claimant", ""),
        ("itemReviewed", [{"author": "Mayor"}], "claimant", "Mayor"),
    ],
)
def test_what_strangers_write_becomes_plain_text(field: str, given: Any, name: str, expected: str) -> None:
    (found,) = read_claim_reviews(file_of(review(**{field: given}))).reviews
    assert getattr(found, name) == expected


def _deep(levels: int, close: bool = True) -> bytes:
    return b"[" * levels + (b"]" * levels if close else b"")


HOSTILE = {
    "nothing": lambda: b"",
    "blanks": lambda: b" \n ",
    "no JSON": lambda: b"Dear Sir or Madam",
    "no review": lambda: b'{"@type": "WebSite"}',
    "a text": lambda: b'"ClaimReview"',
    "1,000 lists": lambda: _deep(1_000),
    "a million lists": lambda: _deep(1_000_000, close=False),
    "a review under 100 lists": lambda: _deep(100)[:100] + file_of(review()) + _deep(100)[100:],
    "a review that holds 100 lists": lambda: file_of(review(note=json.loads(_deep(100)))),
    "a number of 5,000 digits": lambda: b'{"@type":"ClaimReview","x":' + b"9" * 5_000 + b"}",
    "a number beyond all": lambda: b'{"@type":"ClaimReview","x":1e999999999}',
    "no number": lambda: b'{"@type":"ClaimReview","x":NaN}',
    "other bytes": lambda: b"\xff\xfe{\x00}\x00",
    "half a pair": lambda: b'{"@type":"ClaimReview","url":"https://x.example/","claimReviewed":"\\ud800"}',
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "too large": lambda: b" " * (MOST_BYTES + 1),
    "no claim": lambda: file_of(review(claimReviewed=None)),
    "no address": lambda: file_of(review(url="javascript:alert(1)")),
    "an address of another kind": lambda: file_of(review(url="ftp://x.example/")),
    "an address with a name in it": lambda: file_of(review(url="https://user:word@x.example/")),
    "a page with a broken review": lambda: (
        b'<html><script type="application/ld+json">{"@type":"ClaimReview",}</script>'
    ),
    "a page of unclosed tags": lambda: b"<html>" + b"<script " * 300_000,
    "a review of a megabyte": lambda: file_of(review(text="x" * 1_000_000)),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_with_a_reason_and_nothing_is_kept(alice: Viewer, what: str) -> None:
    lines = Line.objects.count()
    with no_hang(), pytest.raises((ReviewsNotReadable, ImportRefused)) as told:
        import_reviews(viewer=alice, data=HOSTILE[what]())
    assert told.value.untouched == "Nothing was kept."
    assert len(str(told.value)) < 700
    assert (ImportedReview.objects.count(), Line.objects.count()) == (0, lines)


def test_one_that_is_broken_holds_up_the_others_unless_asked(alice: Viewer) -> None:
    data = file_of([review(), review(claimReviewed=3.5, url=None), review(url="https://checks.example/2")])
    with pytest.raises(ImportRefused, match="Review 2"):
        import_reviews(viewer=alice, data=data)
    assert not ImportedReview.objects.exists()
    made = import_reviews(viewer=alice, data=data, skip_broken=True)
    assert (len(made.keys), len(made.passed_over)) == (2, 1)


def test_who_may_not_edit_imports_and_links_nothing(alice: Viewer, bob: Viewer, charlie: Viewer) -> None:
    (key,) = import_reviews(viewer=alice, data=file_of(review())).keys
    for viewer in (bob, charlie):
        with pytest.raises(NotAllowed):
            import_reviews(viewer=viewer, data=file_of(review()))
        with pytest.raises(NotAllowed):
            link_imported(viewer=viewer, imported=key, claim=None, reason="x")
    assert imported_list(charlie) == ()


def test_a_person_links_it_and_takes_it_back(claim: str, alice: Viewer, rania: Viewer) -> None:
    (key,) = import_reviews(viewer=alice, data=file_of(review())).keys
    link_imported(viewer=alice, imported=key, claim=claim, reason="Same sentence, same day")
    (found,) = claim_detail(alice, claim).imported
    assert (found.key, found.linked_by, found.linked_why) == (key, "alice", "Same sentence, same day")
    with pytest.raises(ClaimInvalid):
        link_imported(viewer=rania, imported=key, claim=claim, reason="Again")
    link_imported(viewer=rania, imported=key, claim=None, reason="Another year")
    assert claim_detail(alice, claim).imported == ()
    assert ImportedLink.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportedLink.objects.update(reason="x")
    for wrong in ({"imported": "I-9999"}, {"imported": "x"}):
        with pytest.raises(ImportedUnknown):
            link_imported(viewer=alice, claim=claim, reason="x", **wrong)
    with pytest.raises(ClaimUnknown):
        link_imported(viewer=alice, imported=key, claim="C-9999", reason="x")


def test_what_is_imported_is_matched_against_beside_our_claims(claim: str, alice: Viewer) -> None:
    (key,) = import_reviews(viewer=alice, data=file_of(review()), level=Level.PUBLIC).keys
    assert [(one.id, one.lang) for one in claims_collection(alice)] == [(claim, "en"), (key, "en")]


@pytest.mark.slow
def test_a_feed_of_20000_reviews_is_kept_many_at_once(
    alice: Viewer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    items = [
        {"@type": "DataFeedItem", "item": [review(url=f"https://checks.example/{n}")]} for n in range(20_000)
    ]
    data = file_of({"@type": "DataFeed", "dataFeedElement": items})
    with django_assert_max_num_queries(400):  # a query for each would be 20,000
        made = import_reviews(viewer=alice, data=data)
    assert len(made.keys) == 20_000
