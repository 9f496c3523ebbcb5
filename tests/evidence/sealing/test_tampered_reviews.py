"""Somebody who writes past the triggers to what was said of a capture, or to its level or its tombstone, is found."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db.models import QuerySet

from evidence.approving import approved
from evidence.sealing.conftest import Says
from evidence.sealing.services import past_the_triggers
from holdfast.base.clock import now
from holdfast.cli.doctor import verify_all
from holdfast.evidence.actions.capture import upload_file
from holdfast.evidence.actions.review import (
    answer_question,
    confirm_answer,
    flag_graphic,
    hold_capture,
    release_hold,
)
from holdfast.evidence.actions.review_copies import request_redaction
from holdfast.evidence.actions.review_expunge import approve_expunge, request_expunge
from holdfast.evidence.actions.seal import rotate_key, seal_log
from holdfast.evidence.actions.viewing import record_viewing
from holdfast.evidence.models import (
    Answer,
    AnswerWords,
    Capture,
    Confirmation,
    Expunge,
    Flag,
    Hold,
    LogEntry,
    Opening,
    Part,
    Redaction,
    RedactionSalt,
    Release,
    Removal,
)
from holdfast.evidence.queries.vault import verify_vault
from holdfast.evidence.store import open_store
from holdfast.people.types import Role, Viewer
from holdfast.sources.actions import add_document, add_source
from holdfast.sources.types import DocumentDef, SourceDef

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

EARLY = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def rosa(person: Callable[..., Viewer]) -> Viewer:
    """Another reviewer."""
    return person("rosa", Role.REVIEWER)


@pytest.fixture
def reviewed(says: Says, alice: Viewer, rania: Viewer, rosa: Viewer, tmp_path: Path) -> str:
    """A capture with an answer, two who agree, a flag, two holds of which one was released, two redacted copies."""
    file = tmp_path / "letter.txt"
    file.write_text("What was said of whom.\n")
    for name in ("letter.txt", "other.txt"):
        upload_file(alice, path=file, name=name)
    number = answer_question(
        viewer=rania, capture="E-0001", question="untampered", text="It is whole.", method="reading",
        reasons="The seal holds.", finding="yes",
    )  # fmt: skip
    answer_question(
        viewer=alice, capture="E-0001", question="where", text="Rafah", method="maps", reasons="The tower.",
    )  # fmt: skip
    confirm_answer(viewer=rosa, answer=number, agrees=True)
    flag_graphic(viewer=alice, capture="E-0001", graphic=True, reason="A face")
    hold_capture(viewer=alice, capture="E-0001", ground="A court")
    release_hold(viewer=rania, capture="E-0001", reason="It ended")
    hold_capture(viewer=alice, capture="E-0001", ground="Another court")
    for start in (0, 9):
        area = [{"start": start, "end": start + 4}]
        key = request_redaction(
            viewer=alice, capture="E-0001", part="letter.txt", removed=area, reason="A name"
        )
        approved(rania, key)
    seal_log(viewer=alice)
    return "E-0001"


def problems(adam: Viewer) -> str:
    return "\n".join(verify_vault(adam).problems)


def test_it_works(reviewed: str, adam: Viewer) -> None:
    found = verify_vault(adam)
    assert (found.problems, found.notes) == ((), ())


def _copy(row: Answer | Confirmation | Flag | Hold, **change: object) -> None:
    row.pk = row.id = None
    for name, value in change.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def _first() -> QuerySet[Redaction]:
    # Their keys count on where a test before left the store's sequence.
    return Redaction.objects.filter(pk=Redaction.objects.earliest("pk").pk)


CHANGES: dict[str, tuple[Callable[[], object], str]] = {
    "finding": (lambda: Answer.objects.filter(by="rania").update(finding="no"), "finding"),
    "author": (lambda: Answer.objects.filter(by="alice").update(by="mallory"), "says: by"),
    "backdated": (lambda: Answer.objects.filter(by="alice").update(at=EARLY), "says: at"),
    "answer's level": (lambda: Answer.objects.filter(by="alice").update(level=0), "says: level"),
    "words": (lambda: AnswerWords.objects.update(text="Otherwise", reasons="x"), "says: reasons, text"),
    "no words": (lambda: AnswerWords.objects.all().delete(), "says: method, reasons, text"),
    "an answer less": (
        lambda: (
            AnswerWords.objects.filter(answer__by="alice").delete(),
            Answer.objects.filter(by="alice").delete(),
        ),
        "which is no longer kept",
    ),
    "an answer more": (
        lambda: _copy(Answer.objects.get(by="alice"), by="cy"), "is in no entry of the log",
    ),
    "disagreement": (
        lambda: Confirmation.objects.update(agrees=False, reason="no"),
        "says: agrees, reason",
    ),
    "another confirms": (lambda: Confirmation.objects.update(by="eve"), "says: by"),
    "a confirmation less": (lambda: Confirmation.objects.all().delete(), "about the confirmation"),
    "a confirmation more": (
        lambda: _copy(Confirmation.objects.get(), by="eve"), "is in no entry of the log",
    ),
    "a flag less": (lambda: Flag.objects.all().delete(), "about the flag"),
    "a flag more": (lambda: _copy(Flag.objects.get(), graphic=False), "is in no entry of the log"),
    "a hold less": (lambda: Hold.objects.filter(release=None).delete(), "about the hold"),
    "another ground": (lambda: Hold.objects.filter(release=None).update(ground="x"), "says: ground"),
    "a hold moved": (
        lambda: Hold.objects.update(capture=Capture.objects.get(key="E-0002")), "says: capture",
    ),
    "a release more": (
        lambda: Release.objects.create(
            hold=Hold.objects.get(release=None), reason="x", by="cy", at=now(), batch=1
        ),
        "is in no entry of the log",
    ),
    "a release less": (lambda: Release.objects.all().delete(), "about the release"),
    "the copy's reason": (
        lambda: _first().update(reason="other", approver="rosa"),
        "its record differ in: reason, approver",
    ),
    "the copy swapped": (
        lambda: _first().update(
            sha256=Redaction.objects.latest("pk").sha256
        ),
        "its record differ in: sha256",
    ),
    "the record swapped": (
        lambda: _first().update(
            record=Redaction.objects.latest("pk").record
        ),
        "says: record",
    ),
    "the copy's level": (lambda: Redaction.objects.update(level=0), "says: level"),
    "a copy less": (
        lambda: (RedactionSalt.objects.all().delete(), Redaction.objects.all().delete()),
        "about the redacted copy R-",
    ),
    "the salt": (lambda: RedactionSalt.objects.update(salt=bytes(32)), ": the salt that is kept does not show"),
    "the original": (
        lambda: _first().update(part="metadata.json"), "the salt that is kept",
    ),
    "the capture's level": (
        lambda: Capture.objects.filter(key="E-0001").update(level=0), "not the one that its last level change says",
    ),
    "the level it was collected under": (
        lambda: Capture.objects.filter(key="E-0001").update(collected_level=0, level=0), "commits to another level",
    ),
    "a part's level": (
        lambda: Part.objects.filter(role="metadata").update(level=0), "commits to other levels of its parts",
    ),
    "a part's mime": (lambda: Part.objects.filter(name="letter.txt").update(mime="text/html"), "lists it: mime"),
    "a part's making": (
        lambda: Part.objects.filter(role="metadata").update(made_by="x", parent="y"), "lists it: from, made_by",
    ),
    "the address it ended at": (lambda: Capture.objects.update(final_address="http://x"), "final_address"),
    "the capture's ip": (lambda: Capture.objects.update(ip="192.0.2.1"), "differ in: ip"),
    "the capture's mime": (lambda: Capture.objects.update(mime="text/x"), "differ in: mime"),
    "the capture's why": (lambda: Capture.objects.update(why={"code": "x", "params": {}}), "differ in: why"),
    "no why": (lambda: Capture.objects.update(why={}), "differ in: why"),
}  # fmt: skip


@pytest.mark.parametrize("which", CHANGES)
def test_a_changed_row_is_found(reviewed: str, adam: Viewer, which: str) -> None:
    change, said = CHANGES[which]
    with past_the_triggers():
        change()
    assert said in problems(adam)


def test_a_capture_put_under_another_document_is_found(reviewed: str, adam: Viewer) -> None:
    add_source(adam, source=SourceDef("un", {"en": "UN"}))
    number = add_document(adam, document=DocumentDef("letter", "un", {"en": "Letter"}))
    with past_the_triggers():
        Capture.objects.filter(key="E-0002").update(document_id=number)
    assert "E-0002: the store and its manifest differ in: document" in problems(adam)


def _expunged(rania: Viewer, rosa: Viewer, alice: Viewer, *, keep: bool = False) -> None:
    release_hold(viewer=rania, capture="E-0001", reason="It ended too")
    key = request_expunge(
        viewer=alice, capture="E-0001", ground="court-order", text="Order 1", keep_redactions=keep
    )
    for viewer in (rania, rosa):
        approve_expunge(viewer=viewer, key=key)


@pytest.mark.parametrize("keep", [False, True])
def test_an_expunge_passes(
    reviewed: str, adam: Viewer, rania: Viewer, rosa: Viewer, alice: Viewer, keep: bool
) -> None:
    _expunged(rania, rosa, alice, keep=keep)
    assert verify_vault(adam).problems == ()


EXPUNGED: dict[str, tuple[Callable[[], object], str]] = {
    "ground": (lambda: Expunge.objects.update(ground="retention-ended", by="cy"), "differ in: ground, by"),
    "words": (lambda: Expunge.objects.update(text="forged"), "differ in: text"),
    "no tombstone": (
        lambda: (Removal.objects.all().delete(), Expunge.objects.all().delete()), "its tombstone is not kept",
    ),
    "removals": (lambda: Removal.objects.all().delete(), "took other objects"),
    "what is left": (lambda: Answer.objects.filter(by="alice").update(at=EARLY), "was changed since"),
    "the capture": (lambda: Capture.objects.filter(key="E-0001").update(address="x"), "was changed since"),
    "a hold": (lambda: Release.objects.filter(reason="It ended too").delete(), "was changed since"),
    "its own opening": (
        lambda: Opening.objects.filter(
            seq__in=LogEntry.objects.filter(verb="expunged").values("seq")
        ).delete(),
        "and E-0001 was not expunged",
    ),
    "what is left open": (
        lambda: Opening.objects.filter(
            seq__in=LogEntry.objects.filter(verb="redacted").values("seq")
        ).delete(),
        "the expunge of E-0001 left it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", EXPUNGED)
def test_a_changed_tombstone_is_found(
    reviewed: str, adam: Viewer, rania: Viewer, rosa: Viewer, alice: Viewer, which: str
) -> None:
    _expunged(rania, rosa, alice, keep=True)
    change, said = EXPUNGED[which]
    with past_the_triggers():
        change()
    assert said in problems(adam)


def test_an_expunge_that_nobody_sealed_is_found(reviewed: str, adam: Viewer) -> None:
    about = Capture.objects.get(key="E-0002")
    with past_the_triggers():
        Expunge.objects.create(
            capture=about, ground="court-order", text="x", by="cy", first_approver="a", second_approver="b",
            at=now(), batch=1,
        )  # fmt: skip
        Opening.objects.filter(seq=about.seq).delete()
        Part.objects.filter(capture=about).delete()
        open_store().remove(about.manifest)
    found = problems(adam)
    assert "The tombstone of E-0002 is in no entry of the log." in found
    assert f"What entry {about.seq} commits to is gone, and E-0002 was not expunged." in found
    assert "E-0002: its manifest" in found


def test_the_journal_is_computed_again_from_evidence(
    reviewed: str, adam: Viewer, rania: Viewer, rosa: Viewer, alice: Viewer
) -> None:
    record_viewing(viewer=alice, keys=["E-0001", "E-0002"])
    rotate_key(viewer=adam)
    before, compared = verify_all()
    assert before.problems == ()
    # Two captures, two answers, an agreement, a flag, two holds, a release, two copies and the requests for them, a
    # head, a viewing, a key.
    assert compared == 16
    with past_the_triggers():
        Capture.objects.filter(key="E-0002").update(manifest="0" * 64)
    (wrong,) = verify_all()[0].problems
    assert "the content is not what was committed to" in wrong
    with past_the_triggers():
        Opening.objects.filter(seq=LogEntry.objects.get(verb="confirmed").seq).update(content="{}")
    assert len(verify_all()[0].problems) == 2
    _expunged(rania, rosa, alice)
    assert len(verify_all()[0].problems) == 1, "what an expunge closed is no longer held to the journal"
