"""What the journal's lines about claims commit to is computed again: any column changed past the store is named."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import models

from claims.stored.test_importing import file_of, review
from evidence.sealing.services import past_the_triggers
from holdfast.claims import earlier
from holdfast.claims.actions.claims import add_claim, add_relay
from holdfast.claims.actions.imports import import_reviews, link_imported
from holdfast.claims.actions.reports import accept_report
from holdfast.claims.actions.reviews import publish_review, review_claim, second_review, withdraw_review
from holdfast.claims.models import (
    Claim,
    Evidence,
    ImportedLink,
    ImportedReview,
    Publication,
    Relay,
    Report,
    ReportLine,
    Review,
    SecondReading,
    Withdrawal,
)
from holdfast.claims.stored import GivenLine, Side
from holdfast.cli.doctor import verify_all
from holdfast.people.types import Level, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
OURS = (
    Claim, Relay, Review, Evidence, SecondReading, Publication, Withdrawal, Report, ReportLine, ImportedReview,
    ImportedLink,
)  # fmt: skip


@pytest.fixture
def written_earlier(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """The same, of a version that committed to fewer columns."""
    rooms = {
        "claims": ("claim", "relay"), "imports": ("imported", "link"), "reports": ("report",),
        "reviews": ("review", "second", "publication", "withdrawal"),
    }  # fmt: skip
    for room, names in rooms.items():
        for name in names:
            before = getattr(earlier, f"earlier_{name}")
            monkeypatch.setattr(f"holdfast.claims.actions.{room}.{name}_facts", before)
    return str(request.getfixturevalue("written"))


@pytest.fixture
def written(claim: str, read_review: str, alice: Viewer, rania: Viewer) -> str:
    """One of everything that the claims desk writes."""
    add_relay(viewer=alice, claim=claim, document="report", said="2026-03-05", where="On air")
    publish_review(viewer=rania, review=read_review)
    withdraw_review(viewer=rania, review=read_review, reason="The count was of another place")
    later = review_claim(viewer=rania, claim=claim, verdict="vague", why={"en": "It names no month."})
    second_review(viewer=alice, review=later, note="Read it")
    accept_report(
        viewer=alice,
        title="A leaflet",
        side=Side(name="The Kite Post"),
        text="12 kites and 13",
        language="en",
        keep_text=True,
        as_of=date(2026, 3, 7),
        seq=1,
        checked_at=datetime(2026, 3, 7, 9, tzinfo=UTC),
        lines=[
            GivenLine({"start": 0, "end": 2, "text": "12"}, "vague", why_code="check-vague"),
            GivenLine({"start": 13, "end": 15, "text": "13"}, "unsupported", "vague", reason="No month"),
        ],
    )
    (imported,) = import_reviews(viewer=alice, data=file_of(review())).keys
    link_imported(viewer=alice, imported=imported, claim=claim, reason="The same words")
    return claim


def test_what_was_written_is_as_it_was_written(written: str) -> None:
    verified, compared = verify_all()
    assert verified.problems == () and compared == 11


def test_what_an_earlier_version_wrote_is_held_to_what_it_committed_to(written_earlier: str) -> None:
    verified, compared = verify_all()
    assert verified.problems == () and compared == 11


@pytest.mark.parametrize(
    ("model", "changed"),
    [
        (Claim, {"text": "Other words"}),
        (Relay, {"where": "Elsewhere"}),
        (Review, {"verdict": "outdated"}),
        (SecondReading, {"note": "Not read"}),
        (Publication, {"level": Level.ALLIES}),
        (Withdrawal, {"reason": "Another"}),
        (Report, {"title": "Another"}),
        (ReportLine, {"reason": "Another"}),
        (ImportedReview, {"digest": "0" * 64}),
        (ImportedLink, {"reason": "Another"}),
    ],
)
def test_what_an_earlier_version_committed_to_is_named_where_it_was_changed(
    written_earlier: str, model: Any, changed: dict[str, Any]
) -> None:
    with past_the_triggers():
        assert model.objects.filter(id=model.objects.order_by("id").last().id).update(**changed) == 1
    assert any("not what was committed to" in one for one in verify_all()[0].problems)


def test_a_review_of_an_earlier_version_committed_to_these_words(written_earlier: str) -> None:
    row = Review.objects.order_by("id").last()
    assert row is not None
    assert earlier.earlier_review(row, []) == {
        "review": str(row), "verdict": "vague", "independent": None, "why": {"en": "It names no month."},
        "as_of": row.as_of, "evidence": [],
    }  # fmt: skip


def test_a_claim_that_a_publication_opened_is_known_by_the_level_it_was_added_at(written: str) -> None:
    assert Claim.objects.get().level == Level.PUBLIC
    with past_the_triggers():
        Claim.objects.update(level=Level.ALLIES)
    assert len(verify_all()[0].problems) == 1


# Where the store takes a column with others alone, or few values only.
OTHER: dict[str, dict[str, Any]] = {
    "desk": {"desk": True, "speaker": None},
    "level": {"level": Level.ALLIES},
    "verdict": {"verdict": "outdated"},
    "proposed": {"proposed": "outdated"},
    "independent": {"verdict": "supported", "independent": 2},
    "sha256": {"sha256": "0" * 64},
    "digest": {"digest": "0" * 64},
}


def other(field: Any, value: Any) -> dict[str, Any]:
    """Another value that the column takes."""
    if field.name in OTHER:
        changed = OTHER[field.name]
        return changed if field.model is not Report or field.name != "desk" else {"desk": True, "other": ""}
    if isinstance(field, models.DateTimeField):
        return {field.name: value + timedelta(seconds=1)}
    if isinstance(field, models.DateField):
        return {field.name: value + timedelta(days=-1 if field.name.endswith("first") else 1)}
    if isinstance(field, models.IntegerField):
        return {field.name: value + 100}
    return {field.name: f"{value} x"}


def told(model: Any) -> list[Any]:
    """The columns that hold what somebody said, not what a row is tied to."""
    return [one for one in model._meta.fields if not one.primary_key and not one.is_relation]


@pytest.mark.parametrize(
    ("model", "column"),
    [(model, one.name) for model in OURS for one in told(model) if one.name != "batch"],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_a_changed_column_is_named(written: str, model: Any, column: str) -> None:
    row = model.objects.order_by("id").last()
    changed = other(model._meta.get_field(column), getattr(row, column))
    with past_the_triggers():
        assert model.objects.filter(id=row.id).update(**changed) == 1
    assert any("not what was committed to" in one for one in verify_all()[0].problems)


@pytest.mark.parametrize("model", [one for one in OURS if one not in (Claim, Review, Report, ImportedReview)])
def test_a_row_that_was_taken_out_is_named(written: str, model: Any) -> None:
    with past_the_triggers():
        model.objects.filter(id=model.objects.order_by("id").first().id).delete()
    assert any("not what was committed to" in one for one in verify_all()[0].problems)


def test_a_row_that_was_put_in_is_named(written: str, claim: str) -> None:
    row, line = Relay.objects.get(), ReportLine.objects.order_by("id").last()
    with past_the_triggers():
        Relay.objects.create(claim=row.claim, where="Elsewhere", by="alice", batch=row.batch)
        Relay.objects.create(claim=row.claim, where="Elsewhere", by="alice", batch=987_654)
        line.pk, line.place = None, 3
        line.save(force_insert=True)
    found = verify_all()[0].problems
    assert sum("not what was committed to" in one for one in found) == 2
    assert "A row carries the batch 987654, which has no line." in found


def test_a_claim_nobody_published_keeps_its_level(sources: None, alice: Viewer) -> None:
    add_claim(viewer=alice, text="It rained", language="en")
    assert verify_all()[0].ok
    with past_the_triggers():
        Claim.objects.update(level=Level.PUBLIC)
    assert len(verify_all()[0].problems) == 1
