"""A claim, its reviews, the second reader, publication and withdrawal: by named people, in order, and kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from claims.stored.conftest import WHY
from holdfast.base.clock import now
from holdfast.base.errors import HoldfastError
from holdfast.claims.actions.claims import add_claim, add_relay
from holdfast.claims.actions.reviews import publish_review, review_claim, second_review, withdraw_review
from holdfast.claims.errors import (
    ClaimInvalid,
    ClaimReviewUnknown,
    ClaimUnknown,
    NotOpenToReaders,
    SecondReaderNeeded,
)
from holdfast.claims.models import Claim, Evidence, Publication, Relay, Review, SecondReading, Withdrawal
from holdfast.claims.stored import Side, Verdict
from holdfast.journal.models import Line
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def test_it_works(claim: str, read_review: str, rania: Viewer) -> None:
    assert read_review == f"{claim}.r1"
    publish_review(viewer=rania, review=read_review)
    assert Claim.objects.get().level == Level.PUBLIC
    assert Evidence.objects.count() == 2
    verbs = [
        one for one in Line.objects.order_by("seq").values_list("verb", flat=True) if one != "add_account"
    ][-4:]
    assert verbs == ["add_claim", "review_claim", "second_review", "publish_review"]


def test_each_write_asks_for_a_role(
    claim: str, read_review: str, bob: Viewer, charlie: Viewer, alice: Viewer
) -> None:
    for viewer in (bob, charlie):
        for write in (
            lambda who: add_claim(viewer=who, text="x", language="en"),
            lambda who: add_relay(viewer=who, claim=claim, source="paper"),
            lambda who: review_claim(viewer=who, claim=claim, verdict="vague", why=WHY),
            lambda who: second_review(viewer=who, review=read_review),
            lambda who: publish_review(viewer=who, review=read_review),
            lambda who: withdraw_review(viewer=who, review=read_review, reason="x"),
        ):
            lines = Line.objects.count()
            with pytest.raises(NotAllowed):
                write(viewer)
            assert Line.objects.count() == lines
    with pytest.raises(NotAllowed):
        publish_review(viewer=alice, review=read_review)  # an editor does not publish


def test_the_author_is_no_second_reader(
    claim: str, review_of: Callable[..., str], alice: Viewer, rania: Viewer
) -> None:
    made = review_of(claim)
    with pytest.raises(SecondReaderNeeded):
        second_review(viewer=alice, review=made)
    with pytest.raises(SecondReaderNeeded):
        publish_review(viewer=rania, review=made)
    assert not Publication.objects.exists()


def test_the_store_itself_wants_another_person(
    claim: str, review_of: Callable[..., str], alice: Viewer
) -> None:
    row = Review.objects.get(claim_id=Claim.objects.get().id, number=int(review_of(claim)[-1]))
    at = now()
    for fields in (
        {"reviewer": "alice", "by": "alice"},  # the author reads it
        {"reviewer": "somebody", "by": "alice"},  # who pretends that another wrote it
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SecondReading.objects.create(review=row, at=at, batch=1, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(review=row, by="rania", at=at, level=0, batch=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(review=row, reason="x", by="rania", at=at, batch=1)


def test_nothing_written_is_changed_or_deleted(claim: str, read_review: str, rania: Viewer) -> None:
    publish_review(viewer=rania, review=read_review)
    withdraw_review(viewer=rania, review=read_review, reason="A row was wrong")
    add_relay(viewer=rania, claim=claim, document="report", said="2026-03-05")
    for model in (Review, Evidence, SecondReading, Publication, Withdrawal, Relay):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(batch=1)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    for change in ({"text": "x"}, {"language": "ar"}, {"speaker": None}, {"level": Level.RESTRICTED}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM claims_claim")


def test_a_claim_opens_only_when_a_review_is_published(claim: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.update(level=Level.PUBLIC)


def test_evidence_is_not_put_under_a_review_that_stands(read_review: str) -> None:
    row = Review.objects.get()
    for batch in (row.batch, 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.create(
                review=row, place=9, document_id=Evidence.objects.first().document_id, batch=batch
            )


def test_a_verdict_outside_the_list_is_refused(claim: str, review_of: Callable[..., str]) -> None:
    for word in ("true", "false", "supported ", "", "pants on fire", "SUPPORTED"):
        with pytest.raises(ClaimInvalid):
            review_of(claim, word)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            claim=Claim.objects.get(),
            number=1,
            verdict="true",
            why='{"en":"x"}',
            as_of=now().date(),
            seq=1,
            by="alice",
            at=now(),
            batch=1,
        )
    assert "true" not in " ".join(one.value for one in Verdict)


def test_supported_says_by_how_many_and_relays_do_not_count(
    claim: str, review_of: Callable[..., str]
) -> None:
    for evidence, independent in (
        (["notice", "report"], 2),
        (["notice"], 2),
        (["notice"], None),
        (["notice"], 0),
    ):
        with pytest.raises(ClaimInvalid):
            review_of(claim, "supported", evidence=evidence, independent=independent)
    made = review_of(claim, "supported", evidence=["notice", "report", "count"], independent=2)
    assert Review.objects.get().independent == 2, made
    with pytest.raises(ClaimInvalid):
        review_of(claim, "vague", evidence=[], independent=1)


def test_a_verdict_that_rests_on_evidence_shows_it(claim: str, review_of: Callable[..., str]) -> None:
    for word in Verdict:
        if word.rests_on_evidence:
            with pytest.raises(ClaimInvalid):
                review_of(claim, word, evidence=[])
        else:
            review_of(claim, word, evidence=[])


def test_evidence_that_is_not_there_is_refused(claim: str, review_of: Callable[..., str]) -> None:
    for key in (
        "O-999999",
        "E-9999",
        "no-such-document",
        "O-1; DROP TABLE claims_claim",
        "O-" + "9" * 400,
        "E-\x00",
        "\x00",
    ):
        with pytest.raises(ClaimInvalid):
            review_of(claim, evidence=["notice", key])
    assert not Review.objects.exists()


def test_a_later_review_supersedes_and_the_old_one_stays(
    claim: str, read_review: str, review_of: Callable[..., str], rania: Viewer
) -> None:
    publish_review(viewer=rania, review=read_review)
    second = review_of(claim, "outdated")
    assert second.endswith(".r2")
    assert Review.objects.get(number=2).supersedes == Review.objects.get(number=1)
    with pytest.raises(ClaimInvalid):
        publish_review(viewer=rania, review=read_review)  # once is enough
    third = review_of(claim, "vague")
    with pytest.raises(ClaimInvalid):
        second_review(viewer=rania, review=second)  # superseded meanwhile
    second_review(viewer=rania, review=third)
    publish_review(viewer=rania, review=third)
    assert Publication.objects.count() == 2


def test_the_store_keeps_reviews_in_order(claim: str, review_of: Callable[..., str]) -> None:
    review_of(claim)
    fields = {
        "claim": Claim.objects.get(),
        "verdict": "vague",
        "why": '{"en":"x"}',
        "as_of": now().date(),
        "seq": 1,
    }
    fields |= {"by": "alice", "at": now(), "batch": 1}
    for number, before in ((3, Review.objects.get()), (2, None), (1, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.create(number=number, supersedes=before, **fields)


def test_what_readers_may_not_see_is_not_published(
    claim: str, review_of: Callable[..., str], rania: Viewer, alice: Viewer
) -> None:
    made = review_of(claim, evidence=["notice", "memo"])
    second_review(viewer=rania, review=made)
    with pytest.raises(NotOpenToReaders, match="memo"):
        publish_review(viewer=rania, review=made)
    whose = add_claim(viewer=alice, text="A word in confidence", language="en", side=Side("closed"))
    other = review_of(whose, "vague", evidence=[])
    second_review(viewer=rania, review=other)
    with pytest.raises(NotOpenToReaders, match="closed"):
        publish_review(viewer=rania, review=other)
    publish_review(viewer=rania, review=other, level=Level.DESK)
    assert Claim.objects.get(text__startswith="A word").level == Level.DESK


def test_a_withdrawal_needs_a_reason_and_a_publication(read_review: str, rania: Viewer) -> None:
    with pytest.raises(ClaimInvalid):
        withdraw_review(viewer=rania, review=read_review, reason="Not out yet")
    publish_review(viewer=rania, review=read_review)
    with pytest.raises(ClaimInvalid):
        withdraw_review(viewer=rania, review=read_review, reason="  ")
    withdraw_review(viewer=rania, review=read_review, reason="The count was wrong")
    with pytest.raises(ClaimInvalid):
        withdraw_review(viewer=rania, review=read_review, reason="Again")


def test_a_claim_above_ones_clearance_is_not_there(
    sources: None, person: Callable[..., Viewer], alice: Viewer, adam: Viewer
) -> None:
    made = add_claim(viewer=adam, text="Between us", language="en", level=Level.RESTRICTED)
    for write in (
        lambda: add_relay(viewer=alice, claim=made, source="paper"),
        lambda: review_claim(viewer=alice, claim=made, verdict="vague", why=WHY),
    ):
        with pytest.raises(ClaimUnknown):
            write()
    with pytest.raises(ClaimInvalid):
        add_claim(viewer=alice, text="x", language="en", level=Level.RESTRICTED)
    other = review_claim(viewer=adam, claim=made, verdict="vague", why=WHY)
    with pytest.raises(ClaimReviewUnknown):
        second_review(viewer=alice, review=other)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "  \n"},
        {"text": "a\x00b"},
        {"text": "x" * 20_001},
        {"language": ""},
        {"language": "<b>"},
        {"said": "yesterday"},
        {"side": Side("nobody")},
        {"side": Side("a\x00b")},
        {"document": "a\x00b"},
        {"side": Side("town", desk=True)},
        {"document": "nothing"},
        {"level": 17},
        {"asserts": [{"colour": "red"}]},
        {"asserts": [{"kind": "feeling"}]},
        {"asserts": [{"value": 1.5}]},
        {"asserts": [{"value": "600"}]},
        {"asserts": [{"as_of": "soon"}]},
        {"asserts": [{"what": {"a": 1}}]},
        {"asserts": ["600"]},
        {"asserts": [{"value": 10**200}]},
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_written(
    sources: None, alice: Viewer, wrong: dict
) -> None:
    lines = Line.objects.count()
    with pytest.raises(HoldfastError) as told:
        add_claim(
            **({"viewer": alice, "text": "Six hundred", "language": "en", "side": Side("town")} | wrong)
        )
    assert told.value.untouched
    assert (Claim.objects.count(), Line.objects.count()) == (0, lines)


def test_a_relay_names_somebody(claim: str, alice: Viewer) -> None:
    with pytest.raises(ClaimInvalid):
        add_relay(viewer=alice, claim=claim)
    add_relay(viewer=alice, claim=claim, where="A radio programme", said="2026-03")
    assert Relay.objects.get().said_last.isoformat() == "2026-03-31"


def test_a_review_as_of_a_day_that_has_not_come_is_refused(claim: str, review_of: Callable[..., str]) -> None:
    with pytest.raises(ClaimInvalid):
        review_of(claim, as_of=now().date() + timedelta(days=2))
    for word in ({}, {"ar": "نعم"}, {"en": " "}):
        with pytest.raises(ClaimInvalid):
            review_of(claim, why=word)
