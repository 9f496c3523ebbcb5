"""A redacted copy takes two people, is bound to its sealed original, and is checked by a stranger without it."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from PIL import Image

from evidence.approving import approved
from evidence.reviewing.conftest import TEXT, white_picture
from holdfast.evidence.actions.review_copies import approve_redaction, refuse_redaction, request_redaction
from holdfast.evidence.custody import append
from holdfast.evidence.engine.entries import Entry, commitment_of, entry_hash
from holdfast.evidence.engine.redacted import (
    RedactionUnfit,
    original_matches,
    read_redaction,
    redaction_problems,
)
from holdfast.evidence.errors import (
    AnotherPersonNeeded,
    CaptureUnknown,
    ObjectDamaged,
    PartUnknown,
    RedactionInvalid,
    RedactionUnknown,
    ReviewInvalid,
    WishUnknown,
)
from holdfast.evidence.models import (
    Capture,
    LogEntry,
    Opening,
    Part,
    Redaction,
    RedactionRequest,
    RedactionSalt,
)
from holdfast.evidence.queries.reviews import (
    open_redaction,
    pending_reviews,
    redaction,
    redaction_preview,
    redaction_record,
    redaction_salt,
    review_state,
)
from holdfast.evidence.types import WishState
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Role, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
AREA = [{"x": 2, "y": 2, "width": 3, "height": 3}]
WHY = "It shows a face"


def asked(viewer: Viewer, part: str = "screenshot.png", removed: object = None, **more: object) -> str:
    given = {"capture": "E-0001", "part": part, "removed": removed or AREA, "reason": WHY, **more}
    return request_redaction(viewer=viewer, **given)  # type: ignore[arg-type]


def objects(folder: Path) -> set[str]:
    return {path.name for path in (folder / "objects").rglob("*") if path.is_file() and len(path.name) == 64}


def test_it_works(capture: Capture, alice: Viewer, rania: Viewer) -> None:
    key = asked(alice)
    assert key == f"R-{RedactionRequest.objects.get().pk:04d}"
    assert [one.key for one in pending_reviews(rania).redactions] == [key]
    assert not Redaction.objects.exists()
    assert approved(rania, key) == key
    found = redaction(alice, key)
    with open_redaction(alice, key) as file:
        data = file.read()
    assert hashlib.sha256(data).hexdigest() == found.sha256
    copy = Image.open(io.BytesIO(data))
    assert copy.getpixel((3, 3)) == (0, 0, 0)
    assert copy.getpixel((1, 1)) == (255, 255, 255)
    record = json.loads(redaction_record(alice, key))
    assert record["redacted"]["name"] == f"{key}.png"
    assert record["removed"] == AREA
    assert (record["by"], record["approver"], record["reason"]) == ("alice", "rania", WHY)
    state = review_state(alice, "E-0001")
    assert state.redactions == (found,)
    assert state.redaction_requests[0].state is WishState.DONE
    assert pending_reviews(rania).redactions == ()


def test_a_stranger_checks_the_copy_without_the_original(
    capture: Capture, alice: Viewer, rania: Viewer
) -> None:
    key = asked(alice)
    approved(rania, key)
    record, found = redaction_record(alice, key), redaction(alice, key)
    row, opening = LogEntry.objects.get(seq=found.seq), Opening.objects.get(seq=found.seq)
    # What the stranger gets: the entry, its opening, the record, the copy.
    entry = Entry(row.seq, row.at, row.actor, row.verb, row.object_key, row.commitment, row.prev)
    assert entry_hash(entry) == row.hash
    assert commitment_of(bytes(opening.salt), opening.content) == row.commitment
    assert (row.verb, row.object_key) == ("redacted", "E-0001")
    content = json.loads(opening.content)
    assert redaction_problems(record, found.sha256, content) == ()
    assert redaction_problems(record, "0" * 64, content) == ("the copy is not the one its record names",)
    forged = record.replace(b"It shows a face", b"It shows nothing")
    assert redaction_problems(forged, found.sha256, content) == (
        "the record is not the one the custody log committed to",
    )
    assert redaction_problems(record, found.sha256, None)
    assert redaction_problems(b"{", found.sha256, content)
    alone = record.replace(b'"approver":"rania"', b'"approver":"alice"')
    assert "two people" in redaction_problems(alone, found.sha256, content)[0]
    # Nothing in the record lets the original be guessed: neither its hash nor its name stands there.
    original = Part.objects.get(name="screenshot.png").sha256
    assert original.encode() not in record
    assert b"screenshot.png" not in record
    # Whoever holds the original and the salt shows that they fit.
    salt = redaction_salt(alice, key)
    assert original_matches(record, salt, original)
    assert not original_matches(record, salt, hashlib.sha256(white_picture("x")).hexdigest())
    assert not original_matches(record, bytes(32), original)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"\xff", b"{}", b'{"format": "holdfast redaction 2"}', b"[" * 9999]
)
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(RedactionUnfit) as refused:
        read_redaction(data)
    assert str(refused.value).isprintable() and len(str(refused.value)) < 500


def test_a_text_loses_its_spans_and_their_length(capture: Capture, alice: Viewer, rania: Viewer) -> None:
    start = TEXT.index("أ")
    key = asked(alice, "text.txt", [{"start": 0, "end": 5}, {"start": start, "end": TEXT.index(" saw")}])
    approved(rania, key)
    with open_redaction(alice, key) as file:
        assert file.read().decode() == "█████ █████ saw 600 trucks 👨‍👩‍👧."
    record = json.loads(redaction_record(alice, key))
    assert record["removed"] == [{"mark_at": 0}, {"mark_at": 6}]


def test_a_pdf_becomes_pictures(capture: Capture, alice: Viewer, rania: Viewer) -> None:
    key = asked(alice, "report.pdf", [{"page": 1, "x": 0, "y": 0, "width": 60, "height": 60}], dpi=96)
    approved(rania, key)
    found = redaction(alice, key)
    assert found.mime == "application/pdf"
    with open_redaction(alice, key) as file:
        assert b"Umm Ahmad" not in file.read()
    assert "no text to select" in json.loads(redaction_record(alice, key))["transform"]["notes"][0]


def test_who_asks_does_not_approve(capture: Capture, rania: Viewer, own_objects: Path) -> None:
    key, before = asked(rania), objects(own_objects)
    with pytest.raises(AnotherPersonNeeded):
        approved(rania, key)
    assert objects(own_objects) == before


def test_an_editor_does_not_approve(
    capture: Capture, alice: Viewer, bob: Viewer, charlie: Viewer, rania: Viewer
) -> None:
    key = asked(rania)
    for viewer in (alice, bob, charlie):
        with pytest.raises(NotAllowed):
            approved(viewer, key)
    for viewer in (bob, charlie):
        with pytest.raises(NotAllowed):
            asked(viewer)
        with pytest.raises(NotAllowed):
            pending_reviews(viewer)
        with pytest.raises(NotAllowed):
            redaction_preview(viewer, key)
    assert not Redaction.objects.exists()


def test_two_people_in_the_store_too(capture: Capture, alice: Viewer, rania: Viewer) -> None:
    key = asked(alice)
    with pytest.raises(DatabaseError), transaction.atomic():
        RedactionRequest.objects.update(state="done", decided_by="alice")
    approved(rania, key)
    row = Redaction.objects.get()
    row.pk, row.key, row.seq, row.approver = None, "R-9999", 9999, row.by
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)
    assert Redaction.objects.count() == 1


def test_a_refusal_leaves_nothing_half_made(
    capture: Capture, alice: Viewer, rania: Viewer, own_objects: Path
) -> None:
    key, before = asked(alice), objects(own_objects)
    entries = LogEntry.objects.count()
    refuse_redaction(viewer=rania, key=key, reason="It is public already")
    assert objects(own_objects) == before
    assert LogEntry.objects.count() == entries
    assert not Redaction.objects.exists()
    assert [one.refusal for one in review_state(alice, "E-0001").redaction_requests] == [
        "It is public already"
    ]
    for act in (
        lambda: approved(rania, key),
        lambda: refuse_redaction(viewer=rania, key=key, reason="again"),
    ):
        with pytest.raises(WishUnknown):
            act()
    assert not list(own_objects.glob("redacting-*"))


def test_who_asked_takes_it_back_and_another_editor_does_not(
    capture: Capture, alice: Viewer, person: Callable[..., Viewer]
) -> None:
    key = asked(alice)
    with pytest.raises(NotAllowed):
        refuse_redaction(viewer=person("erin", Role.EDITOR), key=key, reason="no")
    refuse_redaction(viewer=alice, key=key, reason="The wrong part")
    row = RedactionRequest.objects.get()
    assert (row.state, row.decided_by, row.refusal) == (WishState.REFUSED, "alice", "The wrong part")


def test_it_is_made_once(capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer) -> None:
    key = asked(alice)
    approved(rania, key)
    with pytest.raises(WishUnknown):
        approved(rosa, key)
    assert Redaction.objects.count() == 1


def test_a_failure_while_it_is_written_down_leaves_no_copy(
    capture: Capture, alice: Viewer, rania: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = asked(alice)

    def broken(*args: object, **more: object) -> range:
        append(*args, **more)  # type: ignore[arg-type]
        raise RuntimeError("the power went")

    monkeypatch.setattr("holdfast.evidence.actions.review_copies.append", broken)
    entries = LogEntry.objects.count()
    with pytest.raises(RuntimeError):
        approved(rania, key)
    assert (Redaction.objects.count(), RedactionSalt.objects.count(), LogEntry.objects.count()) == (
        0,
        0,
        entries,
    )
    monkeypatch.undo()
    assert RedactionRequest.objects.get().state == WishState.WAITING


def test_what_was_looked_at_is_what_is_approved(capture: Capture, alice: Viewer, rania: Viewer) -> None:
    key = asked(alice)
    mime, seen, data = redaction_preview(rania, key)
    assert (mime, hashlib.sha256(data).hexdigest()) == ("image/png", seen)
    with pytest.raises(ReviewInvalid, match="not the one that was looked at"):
        approve_redaction(viewer=rania, key=key, seen="0" * 64)
    approve_redaction(viewer=rania, key=key, seen=seen)
    assert redaction(rania, key).sha256 == seen


@pytest.mark.parametrize(
    ("part", "removed"),
    [
        ("screenshot.png", [{"x": 19, "y": 0, "width": 2, "height": 1}]),
        ("screenshot.png", [{"start": 0, "end": 1}]),
        ("screenshot.png", [AREA[0]] * 1001),
        ("text.txt", [{"start": 0, "end": 10_000}]),
        ("report.pdf", [{"page": 2, "x": 0, "y": 0, "width": 1, "height": 1}]),
    ],
)
def test_what_cannot_be_taken_out_is_refused_to_who_asks(
    part: str, removed: list[dict[str, int]], capture: Capture, alice: Viewer
) -> None:
    with pytest.raises(RedactionInvalid):
        asked(alice, part, removed)
    assert not RedactionRequest.objects.exists()


def test_a_part_that_is_not_there_is_refused(capture: Capture, alice: Viewer) -> None:
    with pytest.raises(PartUnknown):
        asked(alice, "../../secret-key")
    assert not RedactionRequest.objects.exists()


@pytest.mark.parametrize("key", ["", "R-", "R-0", "R-00001", "X-0001", "R-١٢٣٤", "R-" + "9" * 30, "r-0001"])
def test_a_key_that_is_none_is_unknown(key: str, capture: Capture, alice: Viewer, rania: Viewer) -> None:
    asked(alice)
    with pytest.raises(WishUnknown):
        approved(rania, key)
    assert not Redaction.objects.exists()


def test_an_original_that_was_changed_is_not_redacted(
    capture: Capture, alice: Viewer, rania: Viewer, own_objects: Path
) -> None:
    key = asked(alice)
    digest = Part.objects.get(name="screenshot.png").sha256
    path = own_objects / "objects" / digest[:2] / digest[2:4] / digest
    path.chmod(0o644)
    path.write_bytes(white_picture("changed"))
    with pytest.raises(ObjectDamaged):
        approved(rania, key)
    assert not Redaction.objects.exists()


def test_a_copy_may_be_public_where_its_original_is_not(
    captured: Callable[..., Capture],
    adam: Viewer,
    person: Callable[..., Viewer],
    charlie: Viewer,
    rania: Viewer,
) -> None:
    captured(by=adam, level=Level.RESTRICTED)
    second = person("sara", Role.REVIEWER, clearance=Level.RESTRICTED)
    key = asked(adam, level=Level.PUBLIC)
    with pytest.raises(WishUnknown):
        approved(rania, key)  # who does not see the original does not approve
    approved(second, key)
    assert redaction(charlie, key).key == key
    with open_redaction(charlie, key) as file:
        assert file.read()
    with pytest.raises(NotAllowed):
        redaction_salt(charlie, key)
    with pytest.raises(RedactionUnknown):
        redaction_salt(rania, key)
    with pytest.raises(CaptureUnknown):
        review_state(rania, "E-0001")


def test_a_copy_is_as_narrow_as_its_part_unless_said(
    captured: Callable[..., Capture], adam: Viewer, person: Callable[..., Viewer], rania: Viewer
) -> None:
    captured(by=adam, level=Level.RESTRICTED)
    key = asked(adam)
    approved(person("sara", Role.REVIEWER, clearance=Level.RESTRICTED), key)
    with pytest.raises(RedactionUnknown):
        redaction(rania, key)
    assert redaction(adam, key).level == Level.RESTRICTED
