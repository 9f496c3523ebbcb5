"""Somebody who writes to the store by SQL, or changes roles for a moment, gets nothing deleted or shown by it."""

import hashlib
import os
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from evidence.approving import approved
from evidence.reviewing.conftest import TEXT
from evidence.sealing.services import past_the_triggers
from holdfast.base.clock import now
from holdfast.cli.doctor import Check, _expunged, verify_all
from holdfast.evidence.actions.review import hold_capture
from holdfast.evidence.actions.review_copies import approve_redaction, request_redaction
from holdfast.evidence.actions.review_expunge import (
    approve_expunge,
    refuse_expunge,
    request_expunge,
    sweep_expunged,
)
from holdfast.evidence.errors import AnotherPersonNeeded, ReviewInvalid
from holdfast.evidence.models import (
    Capture,
    Expunge,
    ExpungeRequest,
    Hold,
    Part,
    Redaction,
    RedactionRequest,
    Release,
    Removal,
)
from holdfast.evidence.queries.vault import verify_vault
from holdfast.evidence.sealing.bound_expunges import removal_commitment
from holdfast.evidence.store import open_store
from holdfast.evidence.types import Swept
from holdfast.people.actions import change_role, deactivate_account
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Role, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def asked(viewer: Viewer, **more: object) -> str:
    given = {"capture": "E-0001", "ground": "risk-to-a-person", "text": "A risk", **more}
    return request_expunge(viewer=viewer, **given)  # type: ignore[arg-type]


def wanted(viewer: Viewer, end: int = 5) -> str:
    area = [{"start": 0, "end": end}]
    return request_redaction(
        viewer=viewer, capture="E-0001", part="text.txt", removed=area, reason="Ahmad’s name"
    )


def forged(capture: Capture) -> None:
    """Release, tombstone and removals, as SQL alone can write them; nothing in the log or the journal."""
    for hold in Hold.objects.filter(release=None):
        Release.objects.create(hold=hold, reason="x", by="rosa", at=now(), batch=1)
    row = Expunge.objects.create(
        capture=capture, ground="court-order", text="x", by="alice", first_approver="rania",
        second_approver="rosa", at=now(), batch=1,
    )  # fmt: skip
    for digest in (*Part.objects.values_list("sha256", flat=True), capture.manifest):
        salt = os.urandom(32)
        Removal.objects.create(
            expunge=row, sha256=digest, salt=salt, commitment=removal_commitment(salt, digest)
        )
    Part.objects.all().delete()


def test_a_forged_expunge_takes_nothing_from_the_store(
    capture: Capture, alice: Viewer, own_objects: Path
) -> None:
    hold_capture(viewer=alice, capture="E-0001", ground="A court")
    before = sorted(path for path in own_objects.rglob("*") if path.is_file())
    with past_the_triggers():
        forged(capture)
    (failed,) = sweep_expunged().failed
    assert "The log has 0 entries that E-0001 was expunged" in failed
    assert sorted(path for path in own_objects.rglob("*") if path.is_file()) == before
    assert Removal.objects.filter(done_at=None).count() == 4


def test_the_store_itself_refuses_each_of_them(capture: Capture, alice: Viewer) -> None:
    hold = Hold.objects.get(pk=hold_capture(viewer=alice, capture="E-0001", ground="A court"))
    with pytest.raises(DatabaseError, match="before its line"), transaction.atomic():
        Release.objects.create(hold=hold, reason="x", by="rosa", at=now(), batch=hold.batch)
    with pytest.raises(DatabaseError, match=r"asked for and approved|legal hold"), transaction.atomic():
        forged(capture)
    Release.objects.create(hold=hold, reason="x", by="rosa", at=now(), batch=1)
    with pytest.raises(DatabaseError, match="asked for and approved"), transaction.atomic():
        forged(capture)
    with pytest.raises(DatabaseError, match="by an expunge alone"), transaction.atomic():
        Part.objects.all().delete()
    assert Part.objects.count() == 3 and not Expunge.objects.exists()


def test_a_removal_turned_to_another_object_is_not_made(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_store().put(b"not of this capture").sha256
    key = asked(alice)
    approve_expunge(viewer=rania, key=key)
    with monkeypatch.context() as killed:
        killed.setattr("holdfast.evidence.actions.review_expunge.sweep_expunged", lambda **_: Swept())
        approve_expunge(viewer=rosa, key=key)
    with past_the_triggers():
        Removal.objects.filter(pk=Removal.objects.earliest("pk").pk).update(sha256=other)
    swept = sweep_expunged()
    assert swept.removed == 3 and "names another object" in swept.failed[0]
    assert open_store().has(other)


def test_a_hold_put_on_after_the_decision_stops_the_sweep(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = asked(alice)
    approve_expunge(viewer=rania, key=key)
    with monkeypatch.context() as killed:
        killed.setattr("holdfast.evidence.actions.review_expunge.sweep_expunged", lambda **_: Swept())
        approve_expunge(viewer=rosa, key=key)
    Hold.objects.create(capture=capture, ground="A court", by="alice", at=now(), batch=7)
    assert "A legal hold stands on E-0001" in sweep_expunged().failed[0]
    assert open_store().has(Removal.objects.earliest("pk").sha256)


def test_a_request_changed_after_the_preview_is_not_approved(
    capture: Capture, alice: Viewer, rania: Viewer
) -> None:
    key = wanted(alice)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        RedactionRequest.objects.update(removed=[{"start": 0, "end": 1}])
    with past_the_triggers():
        RedactionRequest.objects.update(removed=[{"start": 0, "end": 1}])
    with pytest.raises(ReviewInvalid, match="changed since"):
        approved(rania, key)
    assert any("not what was committed" in one for one in verify_all()[0].problems)


def test_who_asked_is_not_made_another_by_sql(capture: Capture, alice: Viewer, rania: Viewer) -> None:
    key = wanted(rania)
    with past_the_triggers():
        RedactionRequest.objects.update(by="alice")
    with pytest.raises(ReviewInvalid, match="changed since"):
        approved(rania, key)
    assert not Redaction.objects.exists()


def test_nobody_approves_what_they_did_not_look_at(capture: Capture, alice: Viewer, rania: Viewer) -> None:
    with pytest.raises(ReviewInvalid, match="Nobody looked"):
        approve_redaction(viewer=rania, key=wanted(alice), seen="")
    assert not Redaction.objects.exists()


def test_a_request_to_expunge_that_was_changed_is_not_approved(
    capture: Capture, alice: Viewer, rania: Viewer
) -> None:
    key = asked(alice)
    ExpungeRequest.objects.update(others=0, by="rania")
    with pytest.raises(ReviewInvalid, match="changed since"):
        approve_expunge(viewer=rania, key=key)
    assert not Expunge.objects.exists() and not ExpungeRequest.objects.exclude(first_approver="").exists()


def test_an_admin_does_not_demote_the_others_to_be_one_of_the_two(
    capture: Capture, adam: Viewer, rania: Viewer, rosa: Viewer
) -> None:
    key = asked(adam)
    for name in ("rania", "rosa"):
        change_role(viewer=adam, username=name, role=Role.READER)
    with pytest.raises(AnotherPersonNeeded, match="asked for"):
        approve_expunge(viewer=adam, key=key)
    refuse_expunge(viewer=adam, key=key, reason="Once more")
    again = asked(adam)  # nor by asking anew, now that nobody else is able
    with pytest.raises(AnotherPersonNeeded, match="asked for"):
        approve_expunge(viewer=adam, key=again)
    assert not Expunge.objects.exists() and not ExpungeRequest.objects.exclude(first_approver="").exists()


def test_the_exception_is_that_of_the_day_it_was_asked(
    capture: Capture, adam: Viewer, rania: Viewer, rosa: Viewer
) -> None:
    key = asked(rania)
    deactivate_account(viewer=adam, username="rosa")
    with pytest.raises(AnotherPersonNeeded, match="asked for"):
        approve_expunge(viewer=rania, key=key)
    assert not Expunge.objects.exists() and not ExpungeRequest.objects.exclude(first_approver="").exists()


def test_the_doctor_deletes_nothing_while_a_check_fails(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = asked(alice)
    approve_expunge(viewer=rania, key=key)
    with monkeypatch.context() as killed:
        killed.setattr("holdfast.evidence.actions.review_expunge.sweep_expunged", lambda **_: Swept())
        approve_expunge(viewer=rosa, key=key)
    ill = _expunged([Check("journal", False, "a line was changed")])
    assert not ill.ok and "4 objects wait to be removed, and nothing is while this fails: journal" in ill.what
    assert Removal.objects.filter(done_at=None).count() == 4
    assert _expunged([Check("journal", True, ""), Check("disk", False, "")]).what.startswith("4 objects left")


@pytest.mark.parametrize("how", ["demoted", "closed"])
def test_the_approval_of_somebody_who_is_no_longer_able_lapses(
    how: str, capture: Capture, alice: Viewer, adam: Viewer, rania: Viewer, rosa: Viewer, ruth: Viewer
) -> None:
    key = asked(alice)
    approve_expunge(viewer=rania, key=key)
    if how == "closed":
        deactivate_account(viewer=adam, username="rania")
    else:
        change_role(viewer=adam, username="rania", role=Role.READER)
    assert not approve_expunge(viewer=rosa, key=key), "it takes the place of the one that lapsed"
    assert approve_expunge(viewer=ruth, key=key)
    assert Expunge.objects.get().first_approver == "rosa"


def test_who_was_demoted_while_the_page_was_open_does_not_approve(
    capture: Capture, alice: Viewer, adam: Viewer, rania: Viewer
) -> None:
    key = asked(alice)
    change_role(viewer=adam, username="rania", role=Role.READER)
    with pytest.raises((AnotherPersonNeeded, NotAllowed)):
        approve_expunge(viewer=rania, key=key)
    assert not Expunge.objects.exists() and not ExpungeRequest.objects.exclude(first_approver="").exists()


@pytest.mark.parametrize("keep", [False, True])
def test_nothing_is_left_to_try_a_guess_on(
    keep: bool, capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer
) -> None:
    copy = approved(rania, wanted(alice))
    refused = wanted(alice, 7)
    kept = Redaction.objects.get(key=copy)
    digests = {*Part.objects.values_list("sha256", flat=True), capture.manifest}
    assert hashlib.sha256(TEXT.encode()).hexdigest() in digests
    key = asked(alice, keep_redactions=keep)
    for viewer in (rania, rosa):
        approve_expunge(viewer=viewer, key=key)
    said = _everything()
    hidden = {*digests, "text.txt", "screenshot.png"} | (
        set() if keep else {kept.sha256, kept.record, "Ahmad’s name"}
    )
    assert {one for one in hidden if one in said} == set()
    assert refused and verify_all()[0].ok
    assert not [one for one in verify_vault(_all(alice)).problems if "expunge" in one or "committed" in one]


def _all(viewer: Viewer) -> Viewer:
    return Viewer(viewer.key, viewer.name, Role.ADMIN, viewer.clearance.RESTRICTED, True)


def _everything() -> str:
    """Every cell of every table of evidence and the journal, as text."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("evidence_", "journal_")):
                cursor.execute(f'SELECT * FROM "{table}"')
                said += [repr(row) for row in cursor.fetchall()]
    return "\n".join(said)


def test_bytes_put_back_are_found_and_swept(
    capture: Capture, alice: Viewer, adam: Viewer, rania: Viewer, rosa: Viewer, own_objects: Path
) -> None:
    key = asked(alice)
    for viewer in (rania, rosa):
        approve_expunge(viewer=viewer, key=key)
    kept = open_store().put(TEXT.encode())
    (path,) = (one for one in own_objects.rglob(kept.sha256) if one.is_file())
    back = (now() - timedelta(hours=2)).timestamp()
    os.utime(path, (back, back))
    assert any("can have been put back" in one for one in verify_vault(_all(adam)).problems)


@pytest.mark.sqlite
def test_a_row_in_the_place_of_another_is_refused_on_every_connection(capture: Capture) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
        try:
            for table in ("evidence_part", "evidence_opening", "evidence_logentry", "evidence_capture"):
                refused = pytest.raises(
                    (DatabaseError, sqlite3.Error), match=r"append-only|before its line|begins"
                )
                with refused, transaction.atomic():
                    cursor.execute(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"')
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")
