"""What may be said of a seal costs the same under three heads and under three hundred, and says the same."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evidence.sealing.test_tampered_store import Keep, keep  # noqa: F401 - a fixture
from holdfast.evidence.models import Checkpoint, Cosignature, Stamp
from holdfast.evidence.queries.seals import seal_state
from holdfast.evidence.types import SealState
from holdfast.people.types import Viewer

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def heads(first: int, last: int) -> None:
    """Signed heads of these sizes; an authority stamps each, a calendar waits, one witness signs each tenth."""
    for size in range(first, last + 1):
        at = BEGAN + timedelta(hours=size)
        head = Checkpoint.objects.create(size=size, root="r", note="n", at=at, batch=1)
        about = {"checkpoint": head, "at": at, "batch": 1}
        Stamp.objects.create(
            kind="rfc3161", authority="clock", state="anchored", proof=b"x" * 5000, stamped_at=at, **about
        )
        Stamp.objects.create(
            kind="opentimestamps", authority="calendar", state="pending", proof=b"y", **about
        )
        Cosignature.objects.create(checkpoint=head, witness="ally", line=f"{size}", signed_at=at, batch=1)
        if size % 10 == 0:
            Cosignature.objects.create(
                checkpoint=head, witness="slow", line=f"slow {size}", signed_at=at, batch=1
            )


def steps_of(viewer: Viewer) -> tuple[SealState, int, int]:
    """What is said, the queries, and the steps of SQLite's machine, which grow with every row it reads."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    connection.ensure_connection()
    machine = connection.connection
    if connection.vendor == "sqlite":
        machine.set_progress_handler(step, 10)
    try:
        with CaptureQueriesContext(connection) as asked:
            (state,) = seal_state(viewer, ["E-0001"]).values()
    finally:
        if connection.vendor == "sqlite":
            machine.set_progress_handler(None, 10)
    return state, len(asked), count


@pytest.mark.django_db
def test_three_heads_and_three_hundred(keep: Keep, alice: Viewer) -> None:  # noqa: F811 - the fixture
    keep("E-0001")
    heads(1, 12)
    few, asked_few, steps_few = steps_of(alice)
    heads(13, 312)
    many, asked_many, steps_many = steps_of(alice)
    assert few == many and asked_few == asked_many == 2
    assert steps_many <= steps_few * 1.5 + 5
    first = BEGAN + timedelta(hours=1)
    assert (many.head, many.since, many.said_by) == (1, first, ("clock",))
    assert many.pending == ("calendar",)
    assert many.witnessed == (("ally", first), ("slow", BEGAN + timedelta(hours=10)))


@pytest.mark.django_db
def test_a_proof_that_came_later_settles_what_was_pending(keep: Keep, alice: Viewer) -> None:  # noqa: F811
    keep("E-0001")
    heads(1, 3)
    (waiting,) = Stamp.objects.filter(authority="calendar", checkpoint__size=2)
    Stamp.objects.create(
        checkpoint=waiting.checkpoint, kind="opentimestamps", authority="calendar", state="anchored",
        proof=b"z", stamped_at=BEGAN, at=BEGAN, upgrades=waiting, batch=1,
    )  # fmt: skip
    (state,) = seal_state(alice, ["E-0001"]).values()
    assert (state.pending, state.said_by, state.since) == ((), ("calendar", "clock"), BEGAN)
