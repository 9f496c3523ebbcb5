"""OpenTimestamps: pending until a block that we know confirms it, and never edited."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from evidence.sealing.conftest import Says
from evidence.sealing.services import BLOCK_TIME, HEIGHT, Calendar
from holdfast.evidence.actions.seal import seal_log, upgrade_stamps
from holdfast.evidence.engine.ots import parse_ots
from holdfast.evidence.errors import TimeProofUnfit
from holdfast.evidence.models import Stamp
from holdfast.evidence.queries.vault import verify_vault
from holdfast.evidence.sealing.ots import read_answer, read_proof, varuint, write_proof
from holdfast.evidence.types import StampState
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

Served = tuple[Calendar, str]
EXAMPLES = Path(__file__).parents[3].parent / "shared" / "data" / "evidence" / "ots"


def named(address: str, **more: object) -> dict[str, object]:
    return {"calendars": [{"name": "calendar", "url": address}], **more}


def test_it_works(
    says: Says, happen: Callable[..., range], alice: Viewer, adam: Viewer, calendar: Served
) -> None:
    made, address = calendar
    says(**named(address))
    happen("E-0001")
    sealed = seal_log(viewer=alice)
    (promise,) = sealed.checkpoint.stamps
    assert (promise.state, promise.stamped_at, sealed.short) == (StampState.PENDING, None, False)

    waiting = upgrade_stamps(viewer=alice)
    assert (waiting.anchored, waiting.grown, waiting.waiting, waiting.troubles) == ((), (), 1, ())
    assert Stamp.objects.count() == 1

    made.mine()
    (settings.DESK.folder / "blocks.txt").write_text(made.headers())
    says(**named(address, bitcoin_headers="blocks.txt"))
    done = upgrade_stamps(viewer=alice)
    (anchored,) = done.anchored
    assert (done.waiting, anchored.state) == (0, StampState.ANCHORED)
    assert anchored.stamped_at == datetime.fromtimestamp(BLOCK_TIME, UTC)
    first, second = Stamp.objects.order_by("id")
    assert (first.state, bytes(first.proof)) == (StampState.PENDING, promise.proof)  # as it was
    assert second.upgrades_id == first.pk
    assert [end.height for end in parse_ots(anchored.proof).attestations] == [HEIGHT]
    assert upgrade_stamps(viewer=alice).waiting == 0
    assert verify_vault(adam).problems == ()


def test_a_block_nobody_gave_us_anchors_nothing_until_its_header_comes(
    says: Says, alice: Viewer, calendar: Served
) -> None:
    made, address = calendar
    says(**named(address))
    seal_log(viewer=alice)
    made.mine()
    grown = upgrade_stamps(viewer=alice)
    assert (len(grown.grown), grown.anchored, grown.waiting) == (1, (), 1)
    asked = len(made.asked)
    assert upgrade_stamps(viewer=alice).grown == ()
    assert len(made.asked) == asked  # there is nothing more to ask the calendar for
    (settings.DESK.folder / "blocks.txt").write_text(made.headers())
    says(**named(address, bitcoin_headers="blocks.txt"))
    assert len(upgrade_stamps(viewer=alice).anchored) == 1


def test_a_calendar_that_lies_about_a_block_is_refused(says: Says, alice: Viewer, calendar: Served) -> None:
    made, address = calendar
    says(**named(address))
    seal_log(viewer=alice)
    made.mine()
    made.roots = dict.fromkeys(made.roots, b"\x11" * 32)
    (settings.DESK.folder / "blocks.txt").write_text(made.headers())
    says(**named(address, bitcoin_headers="blocks.txt"))
    done = upgrade_stamps(viewer=alice)
    assert (done.anchored, done.grown) == ((), ())
    assert "Merkle root" in done.troubles[0].what
    assert Stamp.objects.count() == 1


def test_a_calendar_that_is_gone_leaves_the_promise_as_it_was(
    says: Says, alice: Viewer, calendar: Served
) -> None:
    _, address = calendar
    says(**named(address))
    seal_log(viewer=alice)
    says()
    done = upgrade_stamps(viewer=alice)
    assert (done.waiting, [one.name for one in done.troubles]) == (1, ["calendar"])


def test_the_calendar_is_asked_where_the_settings_say_and_not_where_the_proof_says(
    says: Says, alice: Viewer, calendar: Served
) -> None:
    made, address = calendar
    says(**named(address))
    seal_log(viewer=alice)
    upgrade_stamps(viewer=alice)
    assert [path.split("/")[1] for path in made.asked] == [
        "digest",
        "timestamp",
    ]  # the proof names calendar.invalid


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the proofs of others are not beside this checkout")
@pytest.mark.parametrize("name", ["hello-world", "incomplete", "merkle1", "merkle2", "unknown-notary"])
def test_the_proofs_of_others_are_written_as_they_were_read(name: str) -> None:
    data = (EXAMPLES / f"{name}.txt.ots").read_bytes()
    assert write_proof(read_proof(data)) == data


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00",
        b"\xff",
        b"\x99",
        b"\xf0\x00\x08",
        b"\xf0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x08" * 300 + b"\x00" + bytes(8) + b"\x00",
        (b"\xf0" + varuint(2000) + b"x" * 2000) * 3 + b"\x00" + bytes(8) + b"\x00",
        b"\x00" + bytes.fromhex("83dfe30d2ef90c8e") + b"\x07\x06http:\x00",
        b"\x00" + bytes(8) + b"\x00" + b"more",
    ],
)
def test_an_answer_that_is_no_proof_is_refused(answer: bytes) -> None:
    with pytest.raises(TimeProofUnfit) as refused:
        read_answer(answer, bytes(32))
    assert str(refused.value).isprintable() and len(str(refused.value)) < 500


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        read = read_answer(data, bytes(32))
    except TimeProofUnfit:
        return
    assert read_proof(write_proof(read)) == read
