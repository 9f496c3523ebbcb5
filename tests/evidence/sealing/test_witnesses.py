"""A witness cosigns what continues the head it signed last, and refuses everything else with the reason."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.sealing.conftest import Says
from evidence.sealing.services import past_the_triggers, served
from holdfast.base.clock import frozen
from holdfast.evidence.actions.seal import accept_cosignature, seal_log
from holdfast.evidence.actions.witness import answer_add_checkpoint, cosign_checkpoint, make_witness_key
from holdfast.evidence.engine.merkle import leaf_hash, root_of
from holdfast.evidence.engine.notes import (
    CheckpointBody,
    Note,
    NoteKey,
    cosign,
    parse_signature_line,
    parse_vkey,
    sign_note,
    verify_note,
)
from holdfast.evidence.errors import CosignatureUnfit, WitnessRefused, WitnessUnknown
from holdfast.evidence.models import Cosignature, LogEntry, Witnessed
from holdfast.evidence.queries import log
from holdfast.evidence.queries.vault import verify_vault
from holdfast.evidence.sealing.keys import signature_holds
from holdfast.evidence.sealing.witness import Refused, Seen, check_consistent, read_request, request_text
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

ORIGIN = "other.example.org/log"


class OtherLog:
    """A log of another desk, which can also be forked."""

    def __init__(self, name: str = ORIGIN) -> None:
        self.private = Ed25519PrivateKey.generate()
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key = NoteKey(name, raw)
        self.leaves: list[bytes] = []

    def grow(self, count: int, of: bytes = b"leaf") -> "OtherLog":
        self.leaves += [leaf_hash(of + b"%d" % (len(self.leaves) + n)) for n in range(count)]
        return self

    def note(self, size: int | None = None) -> str:
        leaves = self.leaves[:size]
        return sign_note(
            CheckpointBody(self.key.name, len(leaves), root_of(leaves)).text(), self.key, self.private.sign
        ).text()

    def request(self, old: int) -> bytes:
        return request_text(self.note(), old, self.leaves).encode()


@pytest.fixture
def other(says: Says) -> OtherLog:
    """A log this desk witnesses."""
    made = OtherLog()
    says(logs=[made.key.vkey()])
    return made


def body_of(text: bytes) -> str:
    return text.decode().partition("\n\n")[2].partition("\n\n")[0] + "\n"


def test_it_works(other: OtherLog, alice: Viewer, adam: Viewer) -> None:
    vkey, _ = make_witness_key(viewer=alice)
    request = other.grow(5).request(0)
    line = cosign_checkpoint(viewer=alice, body=request)
    note = Note(body_of(request), (parse_signature_line(line),))
    assert verify_note(note, (parse_vkey(vkey),), signature_holds)
    cosign_checkpoint(viewer=alice, body=other.grow(8).request(5))
    assert list(Witnessed.objects.values_list("size", flat=True)) == [5, 13]
    assert list(LogEntry.objects.values_list("verb", flat=True)) == ["cosigned", "cosigned"]
    assert verify_vault(adam).problems == ()


def test_a_fork_is_refused_and_what_was_signed_stays(other: OtherLog, alice: Viewer) -> None:
    cosign_checkpoint(viewer=alice, body=other.grow(5).request(0))
    fork = OtherLog()
    fork.private, fork.key = other.private, other.key
    fork.grow(4).grow(6, of=b"another")
    with pytest.raises(WitnessRefused, match="does not continue"):
        cosign_checkpoint(viewer=alice, body=fork.request(5))
    assert Witnessed.objects.count() == 1
    cosign_checkpoint(viewer=alice, body=other.grow(1).request(5))


def test_another_head_of_the_same_size_is_refused(other: OtherLog, alice: Viewer) -> None:
    cosign_checkpoint(viewer=alice, body=other.grow(5).request(0))
    fork = OtherLog()
    fork.private, fork.key = other.private, other.key
    with pytest.raises(WitnessRefused, match="forked"):
        cosign_checkpoint(viewer=alice, body=fork.grow(5, of=b"another").request(5))
    assert Witnessed.objects.count() == 1


def test_another_text_under_a_head_of_the_same_size_gets_a_signature_of_its_own(
    other: OtherLog, alice: Viewer
) -> None:
    vkey, _ = make_witness_key(viewer=alice)
    cosign_checkpoint(viewer=alice, body=other.grow(5).request(0))
    body = CheckpointBody(other.key.name, 5, root_of(other.leaves)).text() + "another line\n"
    note = sign_note(body, other.key, other.private.sign).text()
    line = cosign_checkpoint(viewer=alice, body=request_text(note, 5, other.leaves).encode())
    assert verify_note(Note(body, (parse_signature_line(line),)), (parse_vkey(vkey),), signature_holds)
    assert Witnessed.objects.count() == 2


def test_a_smaller_head_is_refused(other: OtherLog, alice: Viewer) -> None:
    cosign_checkpoint(viewer=alice, body=other.grow(5).request(0))
    other.leaves = other.leaves[:3]
    with pytest.raises(WitnessRefused, match="smaller"):
        cosign_checkpoint(viewer=alice, body=other.request(0))
    assert Witnessed.objects.get().size == 5


def test_the_same_head_gets_the_same_line_within_the_hour_and_a_new_one_after(
    other: OtherLog, alice: Viewer
) -> None:
    with frozen("2026-11-22T16:00:00Z"):
        first = cosign_checkpoint(viewer=alice, body=other.grow(5).request(0))
    with frozen("2026-11-22T16:30:00Z"):
        assert cosign_checkpoint(viewer=alice, body=other.request(5)) == first
    with frozen("2026-11-22T18:00:00Z"):
        assert cosign_checkpoint(viewer=alice, body=other.request(5)) != first


def test_a_reader_does_not_cosign(other: OtherLog, bob: Viewer) -> None:
    with pytest.raises(NotAllowed):
        cosign_checkpoint(viewer=bob, body=other.grow(5).request(0))
    assert not Witnessed.objects.exists()


def test_a_log_may_be_named_by_hand(says: Says, alice: Viewer) -> None:
    stranger = OtherLog("stranger.example.org").grow(3)
    with pytest.raises(WitnessRefused, match="not one this desk witnesses"):
        cosign_checkpoint(viewer=alice, body=stranger.request(0))
    assert cosign_checkpoint(viewer=alice, body=stranger.request(0), logs=[stranger.key])


def test_the_answers_over_http_have_the_status_of_the_protocol(other: OtherLog) -> None:
    status, headers, body = answer_add_checkpoint(other.grow(5).request(0))
    assert (status, body.count(b"\n"), headers["Content-Type"][:10]) == (200, 1, "text/plain")

    status, headers, body = answer_add_checkpoint(other.grow(1).request(0))
    assert (status, headers["Content-Type"], body) == (409, "text/x.tlog.size", b"5\n")

    forged = OtherLog()
    assert answer_add_checkpoint(forged.grow(7).request(5))[0] == 403
    assert answer_add_checkpoint(OtherLog("x.example").grow(7).request(0))[0] == 404
    bent = other.grow(2).request(5).replace(b"old 5\n", b"old 5\n" + base64.b64encode(bytes(32)) + b"\n", 1)
    assert answer_add_checkpoint(bent)[0] == 422
    assert answer_add_checkpoint(other.request(5))[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old\n\n",
        b"old 05\n\nx\n0\nAAAA\n\n",
        b"old -1\n\n",
        b"\xff\xfe",
        b"old 0\n" + b"AAAA\n" * 64 + b"\n",
        b"old 0\nnot base64\n\nx",
        b"old 0\n\nno signatures\n1\n",
        b"old 0\n" + b"a" * 2_000_000,
    ],
)
def test_what_is_no_request_is_a_bad_request(other: OtherLog, body: bytes) -> None:
    assert answer_add_checkpoint(body)[0] == 400


def test_an_old_size_above_the_head_is_a_bad_request(other: OtherLog) -> None:
    body = other.grow(3).request(0).replace(b"old 0", b"old 9")
    assert answer_add_checkpoint(body)[0] == 400


class Desk:
    """A witness desk of its own, reached over HTTP or by files, with its state in memory."""

    def __init__(self) -> None:
        self.private = Ed25519PrivateKey.generate()
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key = NoteKey("witness.example.org/w", raw, 4)
        self.seen = Seen()

    def sign(self, body: bytes) -> bytes:
        request = read_request(body)
        check_consistent(request, self.seen)
        self.seen = Seen(request.body.size, request.body.root)
        return cosign(request.note.body, self.key, 1_795_000_000, self.private.sign).line().encode()

    def answer(self, path: str, body: bytes) -> tuple[int, str, bytes]:
        assert path == "/add-checkpoint"
        try:
            return 200, "text/plain", self.sign(body)
        except Refused as refusal:
            said = f"{refusal.size}\n" if refusal.size is not None else refusal.why
            return refusal.status, "text/plain", said.encode()

    def table(self, url: str | None = None) -> dict[str, Any]:
        found = {"name": self.key.name, "public": base64.b64encode(self.key.public).decode()}
        return {"witnesses": [{**found, "url": url} if url else found]}


def test_our_head_is_cosigned_over_http(
    says: Says, happen: Callable[..., range], alice: Viewer, adam: Viewer
) -> None:
    desk = Desk()
    with served(desk.answer) as address:
        says(**desk.table(address))
        for _ in range(3):
            happen("E-0001", "E-0002", "E-0003")
            made = seal_log(viewer=alice)
            assert (made.short, made.troubles) == (False, ())
            (one,) = made.checkpoint.cosignatures
            assert (one.witness, one.signed_at.year) == (desk.key.name, 2026)
    assert verify_vault(adam).problems == ()


def test_a_witness_that_saw_a_later_head_is_proven_to_from_there(
    says: Says, happen: Callable[..., range], alice: Viewer
) -> None:
    desk = Desk()
    with served(desk.answer) as address:
        says(**desk.table(address))
        happen("E-0001")
        head = seal_log(viewer=alice).checkpoint
        with past_the_triggers():
            Cosignature.objects.all().delete()  # we forgot; the witness did not
        happen("E-0002")
        again = seal_log(viewer=alice)
    assert again.checkpoint.size > head.size
    assert not again.short


def test_a_witness_that_refuses_is_named_and_the_seal_is_incomplete(
    says: Says, happen: Callable[..., range], alice: Viewer
) -> None:
    desk = Desk()
    desk.seen = Seen(1, b"\x01" * 32)  # it saw another beginning of this log
    with served(desk.answer) as address:
        says(**desk.table(address))
        happen("E-0001", "E-0002")
        made = seal_log(viewer=alice)
    assert made.short
    assert "refuses to cosign" in made.troubles[0].what


def test_a_witness_without_a_network_gets_and_gives_files(
    says: Says, happen: Callable[..., range], alice: Viewer, adam: Viewer
) -> None:
    desk = Desk()
    says(**desk.table())
    with pytest.raises(WitnessUnknown):
        log.cosign_request(alice, "nobody")
    happen("E-0001")
    assert not seal_log(viewer=alice).short  # what cannot be asked over a network is not missing
    line = desk.sign(log.cosign_request(alice, desk.key.name).encode()).decode()
    found = accept_cosignature(viewer=alice, text=line)
    assert accept_cosignature(viewer=alice, text=line) == found
    (head,) = log.checkpoints(alice)
    assert [one.line for one in head.cosignatures] == [line]
    happen("E-0002")
    seal_log(viewer=alice)
    assert log.cosign_request(alice, desk.key.name).startswith(f"old {found.checkpoint}\n")
    assert verify_vault(adam).problems == ()


def test_a_signature_of_another_or_under_another_head_is_not_taken(
    says: Says, happen: Callable[..., range], alice: Viewer
) -> None:
    desk, stranger = Desk(), Desk()
    says(**desk.table())
    happen("E-0001")
    seal_log(viewer=alice)
    request = log.cosign_request(alice, desk.key.name).encode()
    for text in (
        stranger.sign(request).decode(),
        desk.sign(OtherLog("holdfast.invalid/test-desk").grow(2).request(0)).decode(),
        "",
        "— x y",
    ):
        with pytest.raises(CosignatureUnfit):
            accept_cosignature(viewer=alice, text=text)
    assert not Cosignature.objects.exists()


@settings(max_examples=60)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 39), st.booleans())
def test_exactly_what_continues_is_consistent(old: int, more: int, at: int, bend: bool) -> None:
    log_ = OtherLog().grow(old)
    seen = Seen(old, root_of(log_.leaves))
    bent = bend and at < old
    if bent:
        log_.leaves[at] = leaf_hash(b"bent")
    request = read_request(log_.grow(more).request(old)) if old + more else None
    if request is None:
        return
    if bent:
        with pytest.raises(Refused):
            check_consistent(request, seen)
    else:
        check_consistent(request, seen)
