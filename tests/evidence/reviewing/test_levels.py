"""Who may see a capture, changed after it was collected: fewer by one person, more by two, held by the store itself."""

import json
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from holdfast.base.clock import now
from holdfast.evidence.actions.review import answer_question, flag_graphic, hold_capture
from holdfast.evidence.actions.review_copies import request_redaction
from holdfast.evidence.actions.review_expunge import request_expunge
from holdfast.evidence.actions.review_level import (
    approve_opening,
    change_level,
    refuse_opening,
    request_opening,
    restrict_capture,
)
from holdfast.evidence.errors import AnotherPersonNeeded, CaptureUnknown, ReviewInvalid, WishUnknown
from holdfast.evidence.models import Capture, LevelChange, LevelRequest, Part
from holdfast.evidence.queries import captures
from holdfast.evidence.queries.journalled import evidence_contents
from holdfast.evidence.queries.log import log_entries
from holdfast.evidence.queries.opened import capture_item
from holdfast.evidence.queries.reviews import pending_reviews, review_state
from holdfast.evidence.queries.vault import verify_vault
from holdfast.evidence.types import Verb, WishState
from holdfast.journal.queries import batch_seqs, line_of_batch, seq_of_batch, verify
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Viewer

Captured = Callable[..., Capture]


def sees(viewer: Viewer, key: str = "E-0001") -> bool:
    try:
        captures.capture(viewer, key)
    except CaptureUnknown:
        return False
    return True


def test_it_works(captured: Captured, alice: Viewer, rania: Viewer, adam: Viewer, charlie: Viewer) -> None:
    captured()
    key = request_opening(viewer=alice, capture="E-0001", level=Level.PUBLIC, reason="It is a public page")
    assert key == "L-0001" and not sees(charlie)
    assert [one.key for one in pending_reviews(rania).levels] == [key]
    assert approve_opening(viewer=rania, key=key) == "E-0001"
    assert sees(charlie) and captures.capture(charlie, "E-0001").level == Level.PUBLIC
    assert captures.part_bytes(charlie, "E-0001", "text.txt")
    restrict_capture(viewer=adam, capture="E-0001", level=Level.RESTRICTED, reason="A face is in it")
    assert not sees(charlie) and not sees(alice) and sees(adam)
    changes = review_state(adam, "E-0001").level_changes
    assert [(one.was, one.level, one.by, one.approver) for one in changes] == [
        (Level.PUBLIC, Level.RESTRICTED, "adam", ""),
        (Level.DESK, Level.PUBLIC, "alice", "rania"),
    ]
    entered = [one for one in log_entries(adam, objects=["E-0001"]) if one.verb is Verb.LEVEL_CHANGED]
    assert [json.loads(one.content or "")["reason"] for one in entered] == [
        "It is a public page",
        "A face is in it",
    ]
    assert Verb.LEVEL_CHANGED not in {one.verb for one in log_entries(charlie)}


def test_one_person_restricts_and_never_opens(captured: Captured, alice: Viewer, rania: Viewer) -> None:
    captured(level=Level.PUBLIC)
    assert change_level(viewer=alice, capture="E-0001", level=Level.DESK, reason="A name") is None
    key = change_level(viewer=rania, capture="E-0001", level=Level.PUBLIC, reason="The name is public")
    assert key == "L-0001" and captures.capture(alice, "E-0001").level == Level.DESK
    with pytest.raises(AnotherPersonNeeded):
        approve_opening(viewer=rania, key=key)
    with pytest.raises(NotAllowed):
        approve_opening(viewer=alice, key=key)
    refuse_opening(viewer=rania, key=key, reason="Not yet")
    with pytest.raises(WishUnknown):
        approve_opening(viewer=rania, key=key)
    assert review_state(alice, "E-0001").level_requests[0].state is WishState.REFUSED


@pytest.mark.parametrize("level", [Level.DESK, 7, -1, Level.RESTRICTED])
def test_what_is_no_change_or_above_is_refused(captured: Captured, alice: Viewer, level: int) -> None:
    captured()
    with pytest.raises(ReviewInvalid):
        change_level(viewer=alice, capture="E-0001", level=level, reason="Because")
    assert not LevelChange.objects.exists() and not LevelRequest.objects.exists()


def test_a_reader_changes_nothing_and_a_reason_is_needed(
    captured: Captured, bob: Viewer, alice: Viewer
) -> None:
    captured(level=Level.PUBLIC)
    for act in (change_level, restrict_capture, request_opening):
        with pytest.raises(NotAllowed):
            act(viewer=bob, capture="E-0001", level=Level.DESK, reason="Because")
        with pytest.raises(ReviewInvalid):
            act(viewer=alice, capture="E-0001", level=Level.DESK, reason="  ")
    assert not LevelChange.objects.exists() and not LevelRequest.objects.exists()


@pytest.mark.parametrize("changed", [{"by": "rania"}, {"reason": "For all"}, {"to_level": Level.DESK}])
def test_a_wish_to_open_that_was_changed_is_not_approved(
    captured: Captured, rania: Viewer, adam: Viewer, changed: dict[str, object]
) -> None:
    captured(level=Level.RESTRICTED)
    before = captures.capture(adam, "E-0001").level
    key = request_opening(viewer=adam, capture="E-0001", level=Level.PUBLIC, reason="It is a public page")
    LevelRequest.objects.update(**changed)
    with pytest.raises(ReviewInvalid, match="changed since"):
        approve_opening(viewer=Viewer("ruth", "Ruth", rania.role, Level.RESTRICTED, True), key=key)
    assert captures.capture(adam, "E-0001").level == before
    assert not LevelChange.objects.exists() and LevelRequest.objects.get().state == WishState.WAITING


def test_to_restrict_ends_a_wish_to_open(
    captured: Captured, alice: Viewer, rania: Viewer, adam: Viewer
) -> None:
    captured()
    key = request_opening(viewer=alice, capture="E-0001", level=Level.PUBLIC, reason="Open")
    with pytest.raises(ReviewInvalid):
        request_opening(viewer=rania, capture="E-0001", level=Level.PUBLIC, reason="Open, I say")
    restrict_capture(viewer=adam, capture="E-0001", level=Level.RESTRICTED, reason="No")
    with pytest.raises(WishUnknown):
        approve_opening(viewer=adam, key=key)
    assert captures.capture(adam, "E-0001").level == Level.RESTRICTED


def test_a_part_for_fewer_people_stays_theirs(
    captured: Captured, alice: Viewer, rania: Viewer, charlie: Viewer, adam: Viewer
) -> None:
    row = captured(level=Level.RESTRICTED)
    Part.objects.create(
        capture=row, role="metadata", name="metadata.json", sha256="0" * 64, size=1, level=Level.RESTRICTED, batch=1
    )  # fmt: skip
    key = request_opening(viewer=adam, capture="E-0001", level=Level.PUBLIC, reason="Blurred now")
    ruth = Viewer("ruth", "Ruth", rania.role, Level.RESTRICTED, True)
    approve_opening(viewer=ruth, key=key)
    for viewer, there in ((charlie, False), (adam, True)):
        names = {part.name for part in captures.capture(viewer, "E-0001").parts}
        assert "text.txt" in names and ("metadata.json" in names) is there
        assert {part.name for part in capture_item(viewer, "E-0001").capture.parts} == names


def test_the_store_itself_holds_it(captured: Captured, alice: Viewer) -> None:
    row = captured()

    def refused(act: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                act()
        except IntegrityError:
            return True
        return False

    rows = Capture.objects.filter(pk=row.pk)
    about = {"capture": row, "reason": "x", "by": "alice", "at": now(), "batch": 1}
    assert refused(lambda: rows.update(level=Level.PUBLIC))
    assert refused(lambda: rows.update(level=Level.RESTRICTED))
    assert refused(lambda: rows.update(collected_level=Level.PUBLIC))
    assert refused(lambda: rows.update(address="http://other.invalid/"))
    assert refused(lambda: rows.update(document_id=None, status=404))
    assert refused(lambda: Part.objects.all().delete() and rows.delete())
    assert refused(lambda: LevelChange.objects.create(was=20, level=0, **about))
    assert refused(lambda: LevelChange.objects.create(was=20, level=0, approver="alice", **about))
    assert refused(lambda: LevelChange.objects.create(was=30, level=0, approver="rania", **about))
    wish = LevelRequest.objects.create(to_level=0, level=20, **about)
    assert refused(lambda: LevelRequest.objects.filter(pk=wish.pk).update(state="done", decided_by="alice"))
    rows.update(level=row.level)  # what changes nothing is no change


def test_a_check_of_the_vault_finds_what_differs(
    captured: Captured, alice: Viewer, rania: Viewer, adam: Viewer
) -> None:
    captured()
    approve_opening(
        viewer=rania, key=request_opening(viewer=alice, capture="E-0001", level=Level.PUBLIC, reason="Open")
    )

    def found() -> str:
        return "\n".join(one for one in verify_vault(adam).problems if "level" in one)

    assert "last level change" not in found() and "is in no entry" not in found()
    LevelChange.objects.create(
        capture=Capture.objects.get(), was=0, level=30, reason="x", by="adam", at=now(), batch=1
    )
    assert "its level is not the one that its last level change says" in found()
    assert "is in no entry of the log" in found()


def test_the_journal_holds_it(captured: Captured, alice: Viewer, rania: Viewer) -> None:
    captured()
    key = request_opening(viewer=alice, capture="E-0001", level=Level.PUBLIC, reason="Open")
    approve_opening(viewer=rania, key=key)
    restrict_capture(viewer=alice, capture="E-0001", level=Level.DESK, reason="Close")
    lines = {batch: line_of_batch(batch) for batch in batch_seqs()}
    verbs = {batch: line.verb for batch, line in lines.items() if line}
    assert {"request_opening", "approve_opening", "restrict_capture"} <= set(verbs.values())
    contents = evidence_contents(verbs)
    mine = {
        batch: contents[batch]
        for batch, verb in verbs.items()
        if verb in ("approve_opening", "restrict_capture")
    }
    assert [one["level"] for one in mine.values()] == [Level.PUBLIC, Level.DESK]
    assert not verify(contents={seq_of_batch(batch) or 0: one for batch, one in mine.items()}).problems


def test_an_item_with_everything_said_of_it_is_one_query(
    captured: Captured, alice: Viewer, rania: Viewer
) -> None:
    captured()
    answer_question(
        viewer=alice, capture="E-0001", question="what", text="A list", method="Read", reasons="It says so"
    )
    flag_graphic(viewer=alice, capture="E-0001", graphic=True, reason="Blood")
    request_redaction(
        viewer=alice, capture="E-0001", part="text.txt", removed=[{"start": 0, "end": 5}], reason="A name"
    )
    request_opening(viewer=alice, capture="E-0001", level=Level.PUBLIC, reason="Open")
    request_expunge(viewer=alice, capture="E-0001", ground="court-order", text="An order")
    hold_capture(viewer=alice, capture="E-0001", ground="Counsel asks")
    with CaptureQueriesContext(connection) as asked:
        item = capture_item(rania, "E-0001")
    assert len(asked) == 1
    review = item.review
    assert item.capture.graphic and item.capture.held and review.held and not review.confirmed
    assert [one.text for one in review.answers["what"]] == ["A list"]  # type: ignore[index]
    assert review.redaction_requests[0].removed == ({"start": 0, "end": 5},)
    assert review.expunge_requests[0].text == "An order" and review.level_requests[0].to_level == 0
    assert review.holds[0].at.tzinfo is not None and now() >= review.holds[0].at
    assert item.held is not None and not item.held.wrong
