"""An expunge takes a ground and two approvers, stops at a legal hold, and leaves a log that still verifies."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from evidence.approving import approved
from evidence.reviewing.conftest import white_picture
from holdfast.base.clock import now
from holdfast.evidence.actions.review import answer_question, hold_capture, release_hold
from holdfast.evidence.actions.review_copies import request_redaction
from holdfast.evidence.actions.review_expunge import (
    approve_expunge,
    refuse_expunge,
    request_expunge,
    sweep_expunged,
)
from holdfast.evidence.engine.entries import check_chain
from holdfast.evidence.errors import (
    AnotherPersonNeeded,
    AnswerUnknown,
    CaptureExpunged,
    HeldByLaw,
    ReviewInvalid,
    WishUnknown,
)
from holdfast.evidence.models import (
    AnswerWords,
    Capture,
    Expunge,
    LogEntry,
    LogHead,
    Opening,
    Part,
    RedactionSalt,
    Removal,
)
from holdfast.evidence.queries.reviews import (
    capture_marks,
    open_redaction,
    pending_reviews,
    redaction,
    redaction_record,
    review_state,
)
from holdfast.evidence.types import Ground, Swept, WishState
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Role, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
AREA = [{"x": 2, "y": 2, "width": 3, "height": 3}]


def asked(viewer: Viewer, **more: object) -> str:
    given = {"capture": "E-0001", "ground": "court-order", "text": "Order 12/26", **more}
    return request_expunge(viewer=viewer, **given)  # type: ignore[arg-type]


def objects(folder: Path) -> set[str]:
    return {path.name for path in (folder / "objects").rglob("*") if path.is_file() and len(path.name) == 64}


def chain_holds() -> bool:
    fields = ("seq", "at", "actor", "verb", "object_key", "commitment", "prev")
    end = check_chain(LogEntry.objects.order_by("seq").values_list(*fields))
    head = LogHead.objects.get()
    return (end.size, end.head) == (head.seq, head.hash) and end.tree.to_bytes() == bytes(head.frontier)


def test_it_works(capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer, own_objects: Path) -> None:
    digests = set(Part.objects.values_list("sha256", flat=True)) | {capture.manifest}
    assert objects(own_objects) == digests
    key = asked(alice)
    assert not approve_expunge(viewer=rania, key=key)
    assert objects(own_objects) == digests
    assert approve_expunge(viewer=rosa, key=key)
    assert objects(own_objects) == set()
    assert not Part.objects.exists()
    assert Opening.objects.count() == 1, "only the tombstone's own entry is still opened"
    state = review_state(alice, "E-0001")
    assert state.expunge is not None
    assert (state.expunge.ground, state.expunge.by, state.expunge.approvers, state.expunge.waiting) == (
        Ground.COURT_ORDER,
        "alice",
        ("rania", "rosa"),
        0,
    )
    assert capture_marks([capture.pk])[capture.pk].expunged
    assert list(LogEntry.objects.order_by("seq").values_list("verb", flat=True)) == ["collected", "expunged"]
    assert chain_holds()
    assert sweep_expunged() == Swept()


def test_nothing_of_the_content_is_left_in_the_store_of_rows(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer
) -> None:
    number = answer_question(
        viewer=alice,
        capture="E-0001",
        question="what",
        text="It quotes 600 trucks",
        method="reading",
        reasons="it says so",
    )
    kept = answer_question(
        viewer=rania,
        capture="E-0001",
        question="where",
        text="Rafah",
        method="reading",
        reasons="it says so",
    )
    key = asked(alice, answers=[number])
    for viewer in (rania, rosa):
        approve_expunge(viewer=viewer, key=key)
    assert [row.answer_id for row in AnswerWords.objects.all()] == [kept]
    (what,) = review_state(alice, "E-0001").answers["what"]  # type: ignore[index]
    assert (what.by, what.text) == ("alice", None)
    assert not any("600 trucks" in row.content for row in Opening.objects.all())
    assert chain_holds()


def test_a_legal_hold_stops_it_at_every_step(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer, own_objects: Path
) -> None:
    before = objects(own_objects)
    hold_capture(viewer=alice, capture="E-0001", ground="Letter of the prosecutor")
    with pytest.raises(HeldByLaw, match="Letter of the prosecutor"):
        asked(alice)
    release_hold(viewer=rania, capture="E-0001", reason="closed")
    key = asked(alice)
    approve_expunge(viewer=rania, key=key)
    hold_capture(viewer=alice, capture="E-0001", ground="A second letter")
    with pytest.raises(HeldByLaw):
        approve_expunge(viewer=rosa, key=key)
    with pytest.raises(DatabaseError), transaction.atomic():  # and round the actions
        tombstone(capture).save(force_insert=True)
    assert objects(own_objects) == before
    assert Part.objects.count() == 3
    release_hold(viewer=rania, capture="E-0001", reason="closed too")
    assert approve_expunge(viewer=rosa, key=key)


def tombstone(capture: Capture, **more: str) -> Expunge:
    values = {
        "ground": "court-order",
        "text": "x",
        "by": "alice",
        "first_approver": "rania",
        "second_approver": "rosa",
        **more,
    }
    return Expunge(capture=capture, at=now(), batch=1, **values)


@pytest.mark.parametrize(
    "wrong",
    [
        {"second_approver": "rania"},
        {"first_approver": ""},
        {"second_approver": ""},
        {"ground": "because"},
        {"text": ""},
        {"by": ""},
    ],
)
def test_the_store_wants_a_ground_and_two_people(wrong: dict[str, str], capture: Capture) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        tombstone(capture, **wrong).save(force_insert=True)
    assert not Expunge.objects.exists()


def test_one_person_does_not_approve_twice(capture: Capture, alice: Viewer, rania: Viewer) -> None:
    key = asked(alice)
    approve_expunge(viewer=rania, key=key)
    with pytest.raises(AnotherPersonNeeded, match="approved"):
        approve_expunge(viewer=rania, key=key)
    assert not Expunge.objects.exists()


def test_who_asks_does_not_approve_where_two_others_can(
    capture: Capture, rania: Viewer, rosa: Viewer, ruth: Viewer
) -> None:
    key = asked(rania)
    with pytest.raises(AnotherPersonNeeded, match="asked for"):
        approve_expunge(viewer=rania, key=key)
    assert not Expunge.objects.exists()


def test_at_a_desk_of_two_who_asks_is_one_of_the_two(capture: Capture, adam: Viewer, rania: Viewer) -> None:
    key = asked(rania)
    assert not approve_expunge(viewer=rania, key=key)
    with pytest.raises(AnotherPersonNeeded):
        approve_expunge(viewer=rania, key=key)
    assert approve_expunge(viewer=adam, key=key)


def test_who_does_not_see_the_capture_is_not_counted_and_does_not_approve(
    captured: Callable[..., Capture], adam: Viewer, rania: Viewer, rosa: Viewer, person: Callable[..., Viewer]
) -> None:
    captured(by=adam, level=Level.RESTRICTED)
    sara = person("sara", Role.REVIEWER, clearance=Level.RESTRICTED)
    key = asked(adam)
    with pytest.raises(WishUnknown):
        approve_expunge(viewer=rania, key=key)
    approve_expunge(viewer=adam, key=key)  # only Sara else sees it
    assert approve_expunge(viewer=sara, key=key)


def test_an_editor_or_reader_does_not_approve(
    capture: Capture, alice: Viewer, bob: Viewer, charlie: Viewer
) -> None:
    key = asked(alice)
    for viewer in (alice, bob, charlie):
        with pytest.raises(NotAllowed):
            approve_expunge(viewer=viewer, key=key)
    for viewer in (bob, charlie):
        with pytest.raises(NotAllowed):
            asked(viewer)
    assert not Expunge.objects.exists()


def test_a_refusal_ends_it(capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer) -> None:
    key = asked(alice)
    approve_expunge(viewer=rania, key=key)
    refuse_expunge(viewer=rosa, key=key, reason="The order was lifted")
    with pytest.raises(WishUnknown):
        approve_expunge(viewer=rosa, key=key)
    assert Part.objects.count() == 3
    assert review_state(alice, "E-0001").expunge_requests[0].state is WishState.REFUSED
    asked(alice)  # it can be asked again


def test_it_is_asked_once_at_a_time(capture: Capture, alice: Viewer, rania: Viewer) -> None:
    asked(alice)
    with pytest.raises(ReviewInvalid, match="already"):
        asked(rania)
    assert [one.by for one in pending_reviews(rania).expunges] == ["alice"]


@pytest.mark.parametrize("wrong", [{"ground": "because"}, {"text": " "}, {"ground": ""}])
def test_a_ground_is_of_the_list(wrong: dict[str, str], capture: Capture, alice: Viewer) -> None:
    with pytest.raises(ReviewInvalid):
        asked(alice, **wrong)
    assert review_state(alice, "E-0001").expunge is None


def test_an_answer_that_is_not_there_is_named(capture: Capture, alice: Viewer) -> None:
    with pytest.raises(AnswerUnknown, match="no answer 77"):
        asked(alice, answers=[77])
    assert review_state(alice, "E-0001").expunge is None


def test_bytes_that_another_capture_holds_stay(
    captured: Callable[..., Capture], alice: Viewer, rania: Viewer, rosa: Viewer, own_objects: Path
) -> None:
    captured("E-0001", picture=white_picture("own"))
    second = captured("E-0002")
    key = asked(alice)
    for viewer in (rania, rosa):
        approve_expunge(viewer=viewer, key=key)
    shared = set(Part.objects.filter(capture=second).values_list("sha256", flat=True)) | {second.manifest}
    assert objects(own_objects) == shared
    assert Removal.objects.filter(kept=True).count() == 2  # the text and the PDF
    # And go with the last that names them.
    key = asked(alice, capture="E-0002")
    for viewer in (rania, rosa):
        approve_expunge(viewer=viewer, key=key)
    assert objects(own_objects) == set()
    assert chain_holds()


@pytest.mark.parametrize("keep", [False, True])
def test_redacted_copies_go_unless_they_are_kept(
    keep: bool, capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer, own_objects: Path
) -> None:
    copy = request_redaction(
        viewer=alice, capture="E-0001", part="screenshot.png", removed=AREA, reason="a face"
    )
    approved(rania, copy)
    waiting = request_redaction(
        viewer=alice, capture="E-0001", part="screenshot.png", removed=AREA, reason="again"
    )
    found = redaction(alice, copy)
    key = asked(alice, keep_redactions=keep)
    for viewer in (rania, rosa):
        approve_expunge(viewer=viewer, key=key)
    assert objects(own_objects) == ({found.sha256, found.record} if keep else set())
    assert Opening.objects.filter(seq=found.seq).exists() == keep
    assert not RedactionSalt.objects.exists(), "nobody can guess the original any more"
    assert redaction(alice, copy).gone != keep
    if keep:
        assert redaction_record(alice, copy)
        open_redaction(alice, copy).close()
    with pytest.raises(WishUnknown):
        approved(rania, waiting)
    assert pending_reviews(alice).redactions == ()
    assert chain_holds()


def test_after_it_nothing_more_is_done_to_the_capture(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer
) -> None:
    key = asked(alice)
    for viewer in (rania, rosa):
        approve_expunge(viewer=viewer, key=key)
    for act in (
        lambda: asked(alice),
        lambda: hold_capture(viewer=alice, capture="E-0001", ground="late"),
        lambda: request_redaction(viewer=alice, capture="E-0001", part="text.txt", removed=AREA, reason="x"),
    ):
        with pytest.raises(CaptureExpunged):
            act()
    with pytest.raises(DatabaseError), transaction.atomic():
        Expunge.objects.all().delete()
    assert Expunge.objects.count() == 1
