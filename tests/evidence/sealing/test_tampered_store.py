"""Somebody who writes to the database past the triggers, or to the folder of objects, is found."""

import base64
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db.models import F

from evidence.sealing.conftest import Says
from evidence.sealing.services import Calendar, OpensslAuthority, past_the_triggers
from holdfast.base.canonical import canonical_json
from holdfast.base.clock import now
from holdfast.evidence.actions.seal import seal_log
from holdfast.evidence.actions.viewing import record_viewing
from holdfast.evidence.custody import append
from holdfast.evidence.engine.entries import NO_HASH, Entry, entry_hash
from holdfast.evidence.engine.merkle import Frontier
from holdfast.evidence.errors import CaptureUnknown
from holdfast.evidence.facts import collected_facts
from holdfast.evidence.models import (
    Capture,
    Checkpoint,
    LogEntry,
    LogHead,
    Opening,
    Part,
    Stamp,
)
from holdfast.evidence.queries import log
from holdfast.evidence.queries.vault import verify_vault
from holdfast.evidence.store import open_store
from holdfast.evidence.types import Compared, Event, Method, Outcome, Role, Verb
from holdfast.journal.actions import recording
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

Keep = Callable[..., str]


@pytest.fixture
def keep(says: Says) -> Keep:
    """Preserve a file: `keep("E-0001")`; its SHA-256."""

    def preserve(key: str, body: bytes = b"what was there", level: int = Level.DESK) -> str:
        store, at = open_store(), now()
        kept = store.put(body)
        part = {
            "role": "upload",
            "name": "letter.txt",
            "sha256": kept.sha256,
            "size": kept.size,
            "mime": "text/plain",
        }
        said = {
            "key": key,
            "method": Method.UPLOAD,
            "address": "",
            "collector": "alice",
            "tool": "holdfast test",
            "started": at,
            "ended": at,
            "status": None,
            "outcome": Outcome.COMPLETE,
            "compared": Compared.FIRST,
        }
        manifest = store.put(canonical_json({**said, "earlier": None, "parts": [part]})).sha256
        with recording(actor="alice", verb="capture", object_key="captures") as entry:
            entry.commit_to([{"key": key, "manifest": manifest}])
            (seq,) = append(
                [Event(Verb.UPLOADED, key, collected_facts(manifest, level, [level]))],
                actor="alice",
                batch=entry.batch,
            )
            row = Capture.objects.create(
                **said, manifest=manifest, seq=seq, collected_level=level, level=level, batch=entry.batch
            )
            Part.objects.create(capture=row, **{**part, "role": Role.UPLOAD}, level=level, batch=entry.batch)
        return kept.sha256

    return preserve


@pytest.fixture
def sealed(keep: Keep, happen: Callable[..., range], alice: Viewer) -> str:
    """Three captures, two other entries, a signed head, one entry after it; the second capture's object."""
    keep("E-0001", b"one")
    second = keep("E-0002", b"two")
    happen("E-0001", "E-0002")
    keep("E-0003", b"three")
    seal_log(viewer=alice)
    happen("E-0003")
    return second


def problems(adam: Viewer) -> str:
    return "\n".join(verify_vault(adam).problems)


def rebuild() -> None:
    """What a careful attacker does: every hash, the head and its tree are made to fit the rows again."""
    prev, leaves, last = NO_HASH, [], None
    for row in LogEntry.objects.order_by("seq"):
        fields = (row.seq, row.at, row.actor, row.verb, row.object_key, row.commitment, prev)
        own = entry_hash(Entry._make(fields))
        LogEntry.objects.filter(seq=row.seq).update(prev=prev, hash=own)
        prev, last = own, row
        leaves.append(bytes.fromhex(own))
    assert last is not None
    LogHead.objects.update(seq=last.seq, hash=prev, frontier=Frontier().extend(leaves).to_bytes())


def test_it_works(sealed: str, adam: Viewer) -> None:
    found = verify_vault(adam)
    assert (found.problems, found.notes) == ((), ())
    assert (found.captures, found.objects, found.checkpoints) == (3, 6, 1)
    assert verify_vault(adam, objects=False).ok


def test_who_does_not_see_everything_does_not_check(sealed: str, alice: Viewer) -> None:
    with pytest.raises(NotAllowed):
        verify_vault(alice)


@pytest.mark.parametrize("careful", [False, True])
def test_an_edited_entry_is_found(sealed: str, adam: Viewer, careful: bool) -> None:
    with past_the_triggers():
        LogEntry.objects.filter(seq=3).update(actor="mallory")
        if careful:
            rebuild()
    assert ("Entry 3 was changed" in problems(adam)) is not careful
    assert "has another root" in problems(adam)


@pytest.mark.parametrize("careful", [False, True])
def test_a_deleted_entry_is_found(sealed: str, adam: Viewer, careful: bool) -> None:
    with past_the_triggers():
        LogEntry.objects.filter(seq=3).delete()
        if careful:
            Opening.objects.filter(seq=3).delete()
            for row in LogEntry.objects.filter(seq__gt=3).order_by("seq"):
                LogEntry.objects.filter(seq=row.seq).update(seq=F("seq") - 1)
                Opening.objects.filter(seq=row.seq).update(seq=F("seq") - 1)
            rebuild()
    assert ("Entry 3 is missing" in problems(adam)) is not careful
    assert "has another root" in problems(adam) if careful else "does not follow" in problems(adam)


@pytest.mark.parametrize("careful", [False, True])
def test_the_end_of_the_log_cut_off_is_found(sealed: str, adam: Viewer, careful: bool) -> None:
    with past_the_triggers():
        LogEntry.objects.filter(seq__gte=5).delete()
        if careful:
            Opening.objects.filter(seq__gte=5).delete()
            rebuild()
    assert "entries are gone from its end" in problems(adam)
    assert ("The log's head says" in problems(adam)) is not careful


@pytest.mark.parametrize("careful", [False, True])
def test_two_swapped_entries_are_found(sealed: str, adam: Viewer, careful: bool) -> None:
    fields = (
        ("actor", "verb", "object_key", "commitment")
        if careful
        else ("verb", "object_key", "commitment", "hash")
    )
    one, two = LogEntry.objects.get(seq=3), LogEntry.objects.get(seq=4)
    with past_the_triggers():
        LogEntry.objects.filter(seq=3).update(**{name: getattr(two, name) for name in fields})
        LogEntry.objects.filter(seq=4).update(**{name: getattr(one, name) for name in fields})
        if careful:
            salts = {row.seq: (row.salt, row.content) for row in Opening.objects.filter(seq__in=(3, 4))}
            Opening.objects.filter(seq=3).update(salt=salts[4][0], content=salts[4][1])
            Opening.objects.filter(seq=4).update(salt=salts[3][0], content=salts[3][1])
            rebuild()
    assert ("Entry 3 was changed" in problems(adam)) is not careful
    assert "has another root" in problems(adam)


@pytest.mark.parametrize("careful", [False, True])
def test_a_backdated_entry_is_found(sealed: str, adam: Viewer, careful: bool) -> None:
    """The last entry is after the signed head: only the journal tells that it was not written then."""
    seq = LogEntry.objects.order_by("-seq").values_list("seq", flat=True)[0]
    early = (datetime.now(UTC) - timedelta(days=30)).isoformat(timespec="microseconds")[:26] + "Z"
    with past_the_triggers():
        LogEntry.objects.filter(seq=seq).update(at=early)
        if careful:
            rebuild()
    found = problems(adam)
    assert f"Entry {seq} is not later than the entry before it" in found
    assert "and the journal says it was written at" in found


def test_an_entry_slipped_in_is_found(sealed: str, adam: Viewer) -> None:
    last = LogEntry.objects.order_by("-seq")[0]
    with past_the_triggers():
        at = (datetime.now(UTC) + timedelta(seconds=1)).isoformat(timespec="microseconds")[:26] + "Z"
        LogEntry.objects.create(
            seq=last.seq + 1, at=at, actor="mallory", verb="confirmed", object_key="E-0001",
            commitment="0" * 64, prev=last.hash, hash="0" * 64, batch=12345,
        )  # fmt: skip
        rebuild()
    assert "was written by no action that the journal knows" in problems(adam)
    assert "is gone, and E-0001 was not expunged" in problems(adam)


def test_a_head_made_anew_without_the_key_is_found(sealed: str, adam: Viewer) -> None:
    with past_the_triggers():
        LogEntry.objects.filter(seq=3).update(actor="mallory")
        rebuild()
        head = Checkpoint.objects.get()
        leaves = [bytes.fromhex(one) for one in log.log_leaves(adam, size=head.size)]
        root = Frontier().extend(leaves).root()
        text = base64.b64encode(root).decode()
        Checkpoint.objects.update(root=text, note=head.note.replace(head.root, text))
    assert "it is not signed" in problems(adam) or "does not belong to this text" in problems(adam)


def test_a_backdated_head_is_found(sealed: str, adam: Viewer) -> None:
    with past_the_triggers():
        Checkpoint.objects.update(at=datetime(2019, 1, 1, tzinfo=UTC))
    assert "is not the one the log says was made: at." in problems(adam)


def test_a_deleted_head_is_found(sealed: str, adam: Viewer) -> None:
    with past_the_triggers():
        Checkpoint.objects.all().delete()
    assert "was signed, and it is no longer kept" in problems(adam)


def test_an_edited_opening_is_found(sealed: str, adam: Viewer) -> None:
    with past_the_triggers():
        Opening.objects.filter(seq=1).update(content='{"manifest":"' + "0" * 64 + '"}')
    assert "What is kept of entry 1 is not what it commits to" in problems(adam)
    assert "commits to another manifest" in problems(adam)


def test_a_deleted_opening_is_found(sealed: str, adam: Viewer) -> None:
    with past_the_triggers():
        Opening.objects.filter(seq=3).delete()
    assert "What entry 3 commits to is gone" in problems(adam)


def test_openings_of_nothing_are_found(sealed: str, adam: Viewer) -> None:
    Opening.objects.create(seq=9999, salt=bytes(32), content="{}")
    assert "1 openings belong to no entry" in problems(adam)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"collector": "mallory"}, "collector"),
        ({"tool": "another"}, "tool"),
        ({"address": "https://elsewhere.example"}, "address"),
        ({"started": datetime(2020, 1, 1, tzinfo=UTC)}, "started"),
        ({"status": 200}, "status"),
        ({"seq": 99}, "is not the capture that entry 99"),
        ({"key": "E-0009"}, "E-0002, which is no longer kept"),
        ({"manifest": "0" * 64}, "commits to another manifest"),
    ],
)
def test_an_edited_capture_is_found(sealed: str, adam: Viewer, change: dict[str, object], said: str) -> None:
    with past_the_triggers():
        Capture.objects.filter(key="E-0002").update(**change)
    assert said in problems(adam)


def test_an_edited_part_is_found(sealed: str, adam: Viewer) -> None:
    with past_the_triggers():
        Part.objects.filter(capture__key="E-0002").update(sha256="0" * 64)
    assert "E-0002: the part letter.txt is not as the manifest lists it" in problems(adam)


def test_a_deleted_capture_is_found(sealed: str, adam: Viewer) -> None:
    with past_the_triggers():
        Part.objects.filter(capture__key="E-0002").delete()
        Capture.objects.filter(key="E-0002").delete()
    assert "brought in E-0002, which is no longer kept" in problems(adam)


def test_a_changed_byte_and_a_missing_object_are_found(sealed: str, adam: Viewer) -> None:
    file = settings.DESK.folder / "objects" / sealed[:2] / sealed[2:4] / sealed
    file.chmod(0o600)
    file.write_bytes(b"twO")
    assert "E-0002: the bytes of letter.txt" in problems(adam)
    assert verify_vault(adam, objects=False).ok  # it does not read them, and says so
    file.unlink()
    assert "E-0002: the bytes of letter.txt" in problems(adam)
    assert not verify_vault(adam, objects=False).ok


def test_swapped_and_deleted_stamps_are_found(
    keep: Keep,
    says: Says,
    happen: Callable[..., range],
    alice: Viewer,
    adam: Viewer,
    authority: tuple[OpensslAuthority, str],
    calendar: tuple[Calendar, str],
) -> None:
    tsa, address = authority
    says(
        authorities=[{"name": "local", "url": f"{address}/good", "chain": str(tsa.root)}],
        calendars=[{"name": "calendar", "url": calendar[1]}],
    )
    keep("E-0001")
    seal_log(viewer=alice)
    keep("E-0002", b"another")
    seal_log(viewer=alice)
    assert verify_vault(adam).problems == ()
    first, second = Stamp.objects.filter(authority="local").order_by("id")
    with past_the_triggers():
        Stamp.objects.filter(pk=first.pk).update(proof=second.proof)
    assert "is not the one that was entered in the log" in problems(adam)
    assert "does not hold: The token does not hold" in problems(adam)
    with past_the_triggers():
        Stamp.objects.filter(pk=first.pk).update(
            proof=first.proof, stamped_at=first.stamped_at - timedelta(days=365)
        )
    assert "and the store says" in problems(adam)
    with past_the_triggers():
        Stamp.objects.filter(pk=first.pk).update(
            stamped_at=first.stamped_at, at=first.at - timedelta(days=365)
        )
    assert "is not as it was entered in the log: at." in problems(adam)
    says()  # nobody is named any more: what was entered is held all the same
    with past_the_triggers():
        Stamp.objects.filter(pk=first.pk).update(stamped_at=first.stamped_at - timedelta(days=1), at=first.at)
    assert "is not as it was entered in the log: stamped_at." in problems(adam)
    with past_the_triggers():
        Stamp.objects.filter(pk=first.pk).delete()
    assert "was stored, and it is no longer kept" in problems(adam)
    promised = Stamp.objects.filter(authority="calendar").order_by("id")
    with past_the_triggers():
        Stamp.objects.filter(pk=promised[0].pk).update(proof=promised[1].proof)
    assert "that of another file" in problems(adam)


def test_what_may_be_said_of_a_seal(
    keep: Keep,
    says: Says,
    alice: Viewer,
    charlie: Viewer,
    authority: tuple[OpensslAuthority, str],
    calendar: tuple[Calendar, str],
) -> None:
    tsa, address = authority
    keep("E-0001")
    (bare,) = log.seal_state(alice, ["E-0001", "E-0404"]).values()
    assert (bare.head, bare.since, bare.collector, bare.tool) == (None, None, "alice", "holdfast test")
    first = seal_log(viewer=alice)
    assert log.seal_state(alice, ["E-0001"])["E-0001"].head == first.checkpoint.size
    assert log.seal_state(alice, ["E-0001"])["E-0001"].since is None
    keep("E-0002", b"public", level=Level.PUBLIC)
    says(
        authorities=[{"name": "local", "url": f"{address}/good", "chain": str(tsa.root)}],
        calendars=[{"name": "calendar", "url": calendar[1]}],
    )
    second = seal_log(viewer=alice)
    states = log.seal_state(alice, ["E-0001", "E-0002"])
    at = next(one.stamped_at for one in second.checkpoint.stamps if one.authority == "local")
    assert [one.since for one in states.values()] == [at, at]  # a later head covers the earlier entry too
    assert (states["E-0001"].said_by, states["E-0001"].pending) == (("local",), ("calendar",))
    assert (states["E-0001"].head, states["E-0002"].head) == (first.checkpoint.size, second.checkpoint.size)
    assert set(log.seal_state(charlie, ["E-0001", "E-0002"])) == {"E-0002"}
    assert {one.object_key for one in log.log_entries(charlie, verbs=[Verb.UPLOADED])} == {"E-0002"}


def test_looking_is_entered_and_strangers_are_not_named(
    keep: Keep, alice: Viewer, charlie: Viewer, adam: Viewer
) -> None:
    keep("E-0001")
    keep("E-0002", b"hidden", level=Level.RESTRICTED)
    assert record_viewing(viewer=alice, keys=["E-0001"]) == range(3, 4)
    assert record_viewing(viewer=charlie, keys=["E-0001"]) == range(0)
    with pytest.raises(CaptureUnknown):
        record_viewing(viewer=alice, keys=["E-0002"])
    (seen,) = log.log_entries(alice, verbs=[Verb.VIEWED])
    assert (seen.actor, seen.object_key, seen.content) == ("alice", "E-0001", '{"capture":"E-0001"}')
    assert {one.object_key for one in log.log_entries(alice)} == {"E-0001"}
    assert {one.object_key for one in log.log_entries(adam)} == {"E-0001", "E-0002"}
    assert verify_vault(adam).ok


def test_a_commitment_opens_with_what_is_handed_out(keep: Keep, alice: Viewer) -> None:
    keep("E-0001")
    (entry,) = log.log_entries(alice)
    assert entry.salt is not None
    assert entry.content is not None
    inner = hashlib.sha256(entry.content.encode()).digest()
    assert hashlib.sha256(bytes.fromhex(entry.salt) + inner).hexdigest() == entry.commitment
