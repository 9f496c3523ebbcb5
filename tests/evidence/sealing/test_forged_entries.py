"""Entries put in by SQL, with every hash made to fit, are found by the line of the journal they claim."""

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from evidence.sealing.conftest import Says
from evidence.sealing.services import past_the_triggers
from holdfast.base.canonical import instant_text
from holdfast.evidence.actions.capture import upload_file
from holdfast.evidence.actions.review import answer_question, confirm_answer
from holdfast.evidence.actions.seal import seal_log
from holdfast.evidence.actions.viewing import record_viewing
from holdfast.evidence.engine.entries import Entry, commitment_of, entry_leaf
from holdfast.evidence.engine.merkle import Frontier
from holdfast.evidence.facts import answer_facts, confirmation_facts
from holdfast.evidence.models import Answer, AnswerWords, Capture, Confirmation, LogEntry, LogHead, Opening
from holdfast.evidence.queries.vault import verify_vault
from holdfast.journal import queries as journal
from holdfast.people.types import Role, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


@pytest.fixture
def rosa(person: Callable[..., Viewer]) -> Viewer:
    """Another reviewer."""
    return person("rosa", Role.REVIEWER)


@pytest.fixture
def answered(says: Says, alice: Viewer, rania: Viewer, rosa: Viewer, tmp_path: Path) -> int:
    """A sealed capture; above the head an answer, and one who agrees."""
    (tmp_path / "letter.txt").write_text("What was said of whom.\n")
    upload_file(alice, path=tmp_path / "letter.txt", name="letter.txt")
    seal_log(viewer=alice)
    number = answer_question(
        viewer=rania, capture="E-0001", question="untampered", text="Whole.", method="m", reasons="r", finding="yes"
    )  # fmt: skip
    confirm_answer(viewer=rosa, answer=number, agrees=True)
    return number


def forge(verb: str, key: str, actor: str, content: dict[str, Any], batch: int) -> None:
    """An entry as a careful attacker writes it: the chain, the tree and the head fit."""
    head = LogHead.objects.get(id=1)
    assert head.at is not None
    at = head.at + timedelta(milliseconds=1)
    salt, text = os.urandom(32), json.dumps(content, sort_keys=True, separators=(",", ":"))
    said = Entry(
        head.seq + 1,
        at.isoformat(timespec="microseconds")[:26] + "Z",
        actor,
        verb,
        key,
        commitment_of(salt, text),
        head.hash,
    )
    leaf = entry_leaf(said)
    LogEntry.objects.bulk_create(
        [
            LogEntry(
                seq=said.seq,
                at=said.at,
                actor=actor,
                verb=verb,
                object_key=key,
                commitment=said.commitment,
                prev=said.prev,
                hash=leaf.hex(),
                batch=batch,
            )
        ]
    )
    Opening.objects.create(seq=said.seq, salt=salt, content=text)
    tree = Frontier.from_bytes(head.seq, bytes(head.frontier)).extend([leaf])
    LogHead.objects.update(seq=said.seq, hash=leaf.hex(), at=at, frontier=tree.to_bytes())


def confirmed_by(name: str, number: int, batch: int) -> dict[str, Any]:
    answer = Answer.objects.get(pk=number)
    row = Confirmation.objects.create(
        answer=answer,
        by=name,
        collector=answer.capture.collector,
        author=answer.by,
        agrees=True,
        reason="",
        at=answer.at,
        batch=batch,
    )
    return confirmation_facts(row)


def batch_of(verb: str) -> int:
    return [line.batch for line in journal.lines(limit=None) if line.verb == verb][-1]


def problems(adam: Viewer) -> str:
    return "\n".join(verify_vault(adam).problems)


def test_it_works(answered: int, adam: Viewer) -> None:
    assert problems(adam) == ""


def test_a_confirmation_under_the_line_of_another_act_is_found(answered: int, adam: Viewer) -> None:
    batch = next(line.batch for line in journal.lines() if line.verb not in ("capture", "seal_log"))
    with past_the_triggers():
        forge("confirmed", "E-0001", "ruth", confirmed_by("ruth", answered, batch), batch)
    assert "stands under line" in problems(adam)


def test_a_confirmation_under_the_line_of_another_confirmation_is_found(answered: int, adam: Viewer) -> None:
    batch = batch_of("confirm_answer")
    with past_the_triggers():
        forge("confirmed", "E-0001", "rosa", confirmed_by("ruth", answered, batch), batch)
    assert "which does not write so many of confirmed" in problems(adam)


def test_an_answer_with_all_that_goes_with_it_is_found_under_every_line_there_is(
    answered: int, adam: Viewer, alice: Viewer
) -> None:
    record_viewing(viewer=alice, keys=["E-0001"])
    lines = {line.verb: line for line in journal.lines(limit=None)}
    about = Capture.objects.get()
    for line in lines.values():
        answer = Answer(
            capture=about, question="where", by=line.actor, at=line.at, level=about.level, batch=line.batch
        )
        with past_the_triggers():
            answer.save()
            words = AnswerWords.objects.create(answer=answer, text="Here", method="m", reasons="r")
            forge("answered", "E-0001", line.actor, answer_facts(answer, words), line.batch)
    found = problems(adam)
    for line in lines.values():
        assert f"under line {line.seq} of the journal" in found, instant_text(line.at)


def test_another_actor_or_object_than_the_line_names_is_found(answered: int, adam: Viewer) -> None:
    entry = LogEntry.objects.get(verb="answered")
    with past_the_triggers():
        LogEntry.objects.filter(pk=entry.pk).update(actor="mallory", object_key="E-0009")
    found = problems(adam)
    assert f"Entry {entry.seq} names mallory" in found
    assert f"Entry {entry.seq} is about E-0009 and stands under" in found


def test_what_an_entry_says_is_held_to_what_its_line_committed_to(answered: int, adam: Viewer) -> None:
    entry, confirmation = LogEntry.objects.get(verb="confirmed"), Confirmation.objects.get()
    with past_the_triggers():
        Confirmation.objects.filter(pk=confirmation.pk).update(agrees=False, reason="No")
        confirmation.refresh_from_db()
        salt = os.urandom(32)
        text = json.dumps(confirmation_facts(confirmation), sort_keys=True, separators=(",", ":"))
        Opening.objects.filter(seq=entry.seq).update(salt=salt, content=text)
        said = Entry(*(getattr(entry, name) for name in ("seq", "at", "actor", "verb", "object_key")),
                     commitment_of(salt, text), entry.prev)  # fmt: skip
        leaf = entry_leaf(said)
        LogEntry.objects.filter(pk=entry.pk).update(commitment=said.commitment, hash=leaf.hex())
        leaves = [
            bytes.fromhex(one) for one in LogEntry.objects.order_by("seq").values_list("hash", flat=True)
        ]
        LogHead.objects.update(hash=leaf.hex(), frontier=Frontier().extend(leaves).to_bytes())
    assert "the content is not what was committed to" in problems(adam)
