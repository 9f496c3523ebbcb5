"""People who decide at the same moment: one of them decides, and a hold that came first stops the rest.

On PostgreSQL, where writers overlap; SQLite lets one transaction in at a time, from its first statement on.
"""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from evidence.approving import approved
from holdfast.base.errors import HoldfastError
from holdfast.evidence.actions.review import answer_question, confirm_answer, hold_capture
from holdfast.evidence.actions.review_copies import refuse_redaction, request_redaction
from holdfast.evidence.actions.review_expunge import approve_expunge, request_expunge, sweep_expunged
from holdfast.evidence.engine.entries import check_chain
from holdfast.evidence.models import (
    Answer,
    Capture,
    Confirmation,
    Expunge,
    Hold,
    LogEntry,
    Part,
    Redaction,
    RedactionRequest,
    Removal,
)
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
AREA = [{"x": 2, "y": 2, "width": 3, "height": 3}]
ROUNDS = 3


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of them got, or the error a person would see; any other error fails the test."""
    gate = threading.Barrier(len(acts))
    got: list[object] = [None] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            gate.wait()
            got[number] = act()
        except HoldfastError as error:
            got[number] = error
        except Exception as error:  # noqa: BLE001 - told below
            got[number] = AssertionError(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not [one for one in got if isinstance(one, AssertionError)], got
    return got


def chain_holds() -> None:
    fields = ("seq", "at", "actor", "verb", "object_key", "commitment", "prev")
    check_chain(LogEntry.objects.order_by("seq").values_list(*fields))


def test_two_who_approve_a_redaction_make_one(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer
) -> None:
    for _ in range(ROUNDS):
        key = request_redaction(
            viewer=alice, capture="E-0001", part="screenshot.png", removed=AREA, reason="a face"
        )
        got = at_once(
            lambda key=key: approved(rania, key),
            lambda key=key: approved(rosa, key),
            lambda key=key: refuse_redaction(viewer=rosa, key=key, reason="no"),
        )
        won = [one for one in got if not isinstance(one, HoldfastError)]
        assert len(won) == 1
        wish = RedactionRequest.objects.get(pk=int(key[2:]))
        assert Redaction.objects.filter(key=key).exists() == (wish.state == "done")
    chain_holds()


def test_one_who_approves_an_expunge_twice_at_once_counts_once(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer, own_objects: Path
) -> None:
    key = request_expunge(viewer=alice, capture="E-0001", ground="court-order", text="x")
    at_once(*[lambda: approve_expunge(viewer=rania, key=key)] * 3)
    assert not Expunge.objects.exists()
    assert Part.objects.count() == 3
    at_once(*[lambda: approve_expunge(viewer=rosa, key=key)] * 3)
    assert Expunge.objects.count() == 1
    chain_holds()


def test_a_hold_and_an_expunge_at_once_do_not_both_happen(
    captured: Callable[..., Capture], alice: Viewer, rania: Viewer, rosa: Viewer
) -> None:
    for number in range(1, ROUNDS + 1):
        name = f"E-000{number}"
        capture = captured(name)
        key = request_expunge(viewer=alice, capture=name, ground="court-order", text="x")
        approve_expunge(viewer=rania, key=key)
        at_once(
            lambda key=key: approve_expunge(viewer=rosa, key=key),
            lambda name=name: hold_capture(viewer=alice, capture=name, ground="a letter"),
        )
        held = Hold.objects.filter(capture=capture).exists()
        gone = Expunge.objects.filter(capture=capture).exists()
        assert held != gone
        assert Part.objects.filter(capture=capture).exists() == held
    chain_holds()


def test_sweeps_at_once_remove_each_object_once(
    capture: Capture,
    alice: Viewer,
    rania: Viewer,
    rosa: Viewer,
    own_objects: Path,
) -> None:
    key = request_expunge(viewer=alice, capture="E-0001", ground="court-order", text="x")
    approve_expunge(viewer=rania, key=key)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("holdfast.evidence.actions.review_expunge.sweep_expunged", lambda **more: None)
        approve_expunge(viewer=rosa, key=key)
    got = at_once(sweep_expunged, sweep_expunged, sweep_expunged)
    assert sum(one.removed for one in got) == Removal.objects.count() == 4  # type: ignore[attr-defined]
    assert not any(path.is_file() for path in (own_objects / "objects").rglob("*"))


def test_an_answer_replaced_while_it_is_confirmed_is_one_or_the_other(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer
) -> None:
    words = {"text": "x", "method": "y", "reasons": "z"}
    first = answer_question(viewer=alice, capture="E-0001", question="where", **words)
    at_once(
        lambda: confirm_answer(viewer=rania, answer=first, agrees=True),
        lambda: confirm_answer(viewer=rania, answer=first, agrees=True),
        lambda: confirm_answer(viewer=rosa, answer=first, agrees=True),
        lambda: answer_question(viewer=alice, capture="E-0001", question="where", **words),
        lambda: answer_question(viewer=alice, capture="E-0001", question="where", **words),
    )
    assert Answer.objects.filter(replaced_by=None).count() == 1
    assert Confirmation.objects.filter(by="rania").count() <= 1
    chain_holds()
