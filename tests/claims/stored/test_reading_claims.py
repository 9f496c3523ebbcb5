"""What each viewer is shown of claims, reviews, reports and statistics, in how many queries."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.stored.conftest import WHY
from holdfast.base.clock import now
from holdfast.claims.actions.claims import add_claim, add_relay
from holdfast.claims.actions.reports import accept_report
from holdfast.claims.actions.reviews import publish_review, second_review, withdraw_review
from holdfast.claims.errors import ClaimReviewUnknown, ClaimUnknown, ReportUnknown
from holdfast.claims.queries.claims import (
    claim_detail,
    claim_of_review,
    claims_count,
    claims_list,
    hidden_claims,
    published_reviews,
    waiting_reviews,
)
from holdfast.claims.queries.collection import claims_collection
from holdfast.claims.queries.reports import report_detail, reports_list
from holdfast.claims.queries.statistics import sides_statistics
from holdfast.claims.stored import GivenLine, Side, SideCount, SideKind, Standing, Verdict
from holdfast.people.types import Level, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
ITEM = {"start": 0, "end": 3, "text": "600", "lang": "en", "kind": "count", "value": 600}


@pytest.fixture
def published(read_review: str, rania: Viewer) -> str:
    """The first review, published."""
    publish_review(viewer=rania, review=read_review)
    return read_review


def test_it_works(published: str, claim: str, alice: Viewer, charlie: Viewer) -> None:
    add_relay(viewer=alice, claim=claim, document="report", said="2026-03-05")
    for viewer in (alice, charlie):
        found = claim_detail(viewer, claim)
        assert (found.speaker, found.document.key, found.said) == ("town", "notice", "2026-03-01")
        assert found.asserts[0]["bound"] == "at_least"
        assert [one.document.key for one in found.relays] == ["report"]
        review = found.current
        assert review is not None and review.verdict is Verdict.PARTLY
        assert [one.key for one in review.evidence] == ["notice", "count"]
        assert review.evidence[0].address == "https://town.example/notice"
        assert (review.by, review.second, review.why["ar"]) == ("alice", "rania", WHY["ar"])


def test_what_is_not_published_is_the_desks(
    claim: str, read_review: str, alice: Viewer, charlie: Viewer
) -> None:
    with pytest.raises(ClaimUnknown):
        claim_detail(charlie, claim)
    with pytest.raises(ClaimReviewUnknown):
        claim_of_review(charlie, read_review)
    assert (claims_list(charlie), published_reviews(charlie, limit=5), waiting_reviews(charlie)) == (
        (),
        (),
        (),
    )
    assert claims_collection(charlie) == ()
    assert hidden_claims(charlie, [claim, read_review, "C-x"]) == {claim, read_review}
    assert claim_detail(alice, claim).reviews[0].standing is Standing.READ
    assert [one.key for _, one in waiting_reviews(alice)] == [read_review]
    assert claim_detail(alice, claim).current is None


def test_an_old_verdict_stays_visible(
    published: str, claim: str, review_of: Callable[..., str], rania: Viewer, charlie: Viewer
) -> None:
    later = review_of(claim, "outdated")
    assert [one.key for one in claim_detail(charlie, claim).reviews] == [published]
    assert (
        claim_detail(charlie, claim).reviews[0].superseded_by is None
    )  # of a review nobody outside may know of
    second_review(viewer=rania, review=later)
    publish_review(viewer=rania, review=later)
    found = claim_detail(charlie, claim)
    assert [(one.key, one.superseded_by) for one in found.reviews] == [(later, None), (published, later)]
    assert found.current is not None and found.current.verdict is Verdict.OUTDATED
    withdraw_review(viewer=rania, review=later, reason="The newer count was of another place")
    found = claim_detail(charlie, claim)
    assert (
        found.reviews[0].standing is Standing.WITHDRAWN and "another place" in found.reviews[0].withdrawn_why
    )
    assert found.current is not None and found.current.key == published


def test_opening_a_claim_does_not_open_a_review_published_to_the_desk(
    claim: str, review_of: Callable[..., str], rania: Viewer, charlie: Viewer
) -> None:
    inner = review_of(claim, "vague", evidence=["memo"], why={"en": "The memo says whom we asked."})
    second_review(viewer=rania, review=inner)
    publish_review(viewer=rania, review=inner, level=Level.DESK)
    outer = review_of(claim)
    second_review(viewer=rania, review=outer)
    publish_review(viewer=rania, review=outer)
    assert [one.key for one in claim_detail(charlie, claim).reviews] == [outer]
    withdraw_review(viewer=rania, review=outer, reason="Wrong")
    assert claims_list(charlie, verdict=Verdict.VAGUE) == ()
    assert claim_detail(charlie, claim).current is None


def test_the_list_filters_by_what_stands(published: str, claim: str, alice: Viewer, charlie: Viewer) -> None:
    ours = add_claim(
        viewer=alice, text="قدّمنا ٦٠٠ وجبة", language="ar", side=Side(desk=True), level=Level.PUBLIC
    )
    assert [one.key for one in claims_list(charlie)] == [ours, claim]
    for asked, expected in (
        ({"verdict": Verdict.PARTLY}, [claim]),
        ({"verdict": Verdict.VAGUE}, []),
        ({"source": "town"}, [claim]),
        ({"source": "nobody"}, []),
        ({"desk": True}, [ours]),
        ({"language": "ar"}, [ours]),
    ):
        assert [one.key for one in claims_list(charlie, **asked)] == expected
        assert claims_count(charlie, **asked) == len(expected)


def _many(alice: Viewer, rania: Viewer, review_of: Callable[..., str], count: int) -> None:
    for number in range(count):
        made = add_claim(
            viewer=alice, text=f"Claim {number}", language="en", side=Side("town"), document="notice"
        )
        add_relay(viewer=alice, claim=made, document="report")
        first = review_of(made)
        second_review(viewer=rania, review=first)
        publish_review(viewer=rania, review=first)
        review_of(made, "vague", evidence=["memo"])


def test_queries_do_not_grow_with_the_claims(
    sources: None, alice: Viewer, rania: Viewer, review_of: Callable[..., str]
) -> None:
    asked: dict[int, list[int]] = {}
    for more in (1, 4):
        _many(alice, rania, review_of, more)
        counts = []
        for read in (
            lambda: claims_list(alice),
            lambda: claim_detail(alice, claims_list(alice)[0].key),
            lambda: published_reviews(alice, limit=50),
            lambda: waiting_reviews(alice),
            lambda: claims_collection(alice),
            lambda: sides_statistics(alice),
        ):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert read()
            counts.append(len(queries))
        asked[more] = counts
    assert asked[1] == asked[4]
    assert asked[1][0] <= 3 and asked[1][5] <= 6, asked


def _accept(viewer: Viewer, side: Side, verdicts: list[str], **more: Any) -> str:
    return accept_report(
        viewer=viewer,
        title=more.pop("title", "A statement"),
        side=side,
        text=more.pop("text", "600 meals"),
        as_of=date(2026, 3, 7),
        seq=3,
        checked_at=now(),
        lines=[GivenLine(item=ITEM, proposed=one) for one in verdicts],
        **more,
    )


def _side(rows: tuple[SideCount, ...], key: str) -> SideCount:
    return next(one for one in rows if one.key == key)


def test_every_side_is_counted_alike(published: str, alice: Viewer, charlie: Viewer) -> None:
    _accept(alice, Side(desk=True), ["contradicted by", "supported", "supported"])
    _accept(alice, Side("paper"), ["vague"])
    for viewer in (alice, charlie):
        found = sides_statistics(viewer)
        assert found[0].key == "this desk"
        ours, town, paper = (_side(found, key) for key in ("this desk", "town", "paper"))
        assert (ours.claims, ours.lines, ours.reports, ours.checked) == (0, 3, 1, 3)
        assert (town.claims, town.lines, paper.lines) == (1, 0, 1)
        assert ours.verdicts["contradicted by"] == 1 and town.verdicts["partly supported"] == 1
        assert set(ours.verdicts) == set(town.verdicts) == {one.value for one in Verdict}
        assert sum(ours.verdicts.values()) == ours.checked


def test_the_counts_are_those_of_a_sheet_of_paper(
    sources: None,
    claim: str,
    review_of: Callable[..., str],
    alice: Viewer,
    rania: Viewer,
    adam: Viewer,
    charlie: Viewer,
) -> None:
    """Counted by hand. House: leaflet (1 outdated, 1 vague), speech checked twice (last: 1 supported), own claim
    (vague). Paper: one statement (2 unsupported). Others: the same speech by another hand (1 vague), a rumour."""
    _accept(alice, Side(desk=True), ["outdated", "vague"], text="Leaflet")
    _accept(alice, Side(desk=True), ["contradicted by", "contradicted by"], text="Speech")
    _accept(alice, Side(desk=True), ["supported"], text="Speech")
    _accept(alice, Side("paper"), ["unsupported", "unsupported"], text="Leaflet")
    _accept(alice, Side(name="A neighbour"), ["vague"], text="Speech")
    _accept(adam, Side(name="A neighbour"), ["outdated"], text="Kept back", level=Level.RESTRICTED)
    for side in (Side(desk=True), Side()):
        made = review_of(
            add_claim(viewer=alice, text="It rained", language="en", side=side),
            "vague",
            why={"en": "Which day?"},
        )
        second_review(viewer=rania, review=made)
        publish_review(viewer=rania, review=made)
    review_of(claim)  # nobody has read it: it counts nowhere
    counted = {
        one.key: (one.claims, one.reports, one.lines, {k: v for k, v in one.verdicts.items() if v})
        for one in sides_statistics(charlie)
        if one.kind is not SideKind.RELATION
    }
    assert counted == {
        "this desk": (1, 2, 3, {"outdated": 1, "vague": 2, "supported": 1}),
        "paper": (0, 1, 2, {"unsupported": 2}),
        "others": (1, 1, 1, {"vague": 2}),
    }


def test_the_house_stands_in_the_statistics_before_anything_was_checked(charlie: Viewer, db: None) -> None:
    (ours,) = sides_statistics(charlie)
    assert (ours.key, ours.checked) == ("this desk", 0)


def test_a_withdrawn_review_counts_no_more(published: str, rania: Viewer, charlie: Viewer) -> None:
    withdraw_review(viewer=rania, review=published, reason="Wrong")
    assert [one.key for one in sides_statistics(charlie)] == ["this desk"]


def test_a_report_is_the_desks_until_it_is_opened(sources: None, alice: Viewer, charlie: Viewer) -> None:
    key = _accept(alice, Side("town"), ["vague"])
    with pytest.raises(ReportUnknown):
        report_detail(charlie, key)
    assert reports_list(charlie) == ()
    found = report_detail(alice, key)
    assert found.lines[0].item["value"] == 600 and found.text == "" and found.lines[0].accepted_by == "alice"
