"""A seal signs the head, gets it stamped, and says plainly what is missing."""

import hashlib
import stat
from collections.abc import Callable

import pytest
from django.conf import settings

from evidence.sealing.conftest import Says
from evidence.sealing.services import OpensslAuthority, past_the_triggers
from holdfast.evidence.actions.seal import rotate_key, seal_log
from holdfast.evidence.engine.merkle import verify_inclusion
from holdfast.evidence.engine.notes import parse_checkpoint, parse_note, verify_note
from holdfast.evidence.errors import DeskKeyMissing, LogForked, NothingSealed, SealingSettingsUnfit
from holdfast.evidence.models import Checkpoint, DeskKey, LogEntry, Stamp
from holdfast.evidence.queries import log
from holdfast.evidence.queries.vault import verify_vault
from holdfast.evidence.sealing.keys import signature_holds
from holdfast.evidence.types import StampKind, StampState, Verb
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

Happen = Callable[..., range]
Served = tuple[OpensslAuthority, str]


def verbs() -> list[str]:
    return list(LogEntry.objects.order_by("seq").values_list("verb", flat=True))


def test_it_works_with_nobody_named(says: Says, happen: Happen, alice: Viewer, adam: Viewer) -> None:
    happen("E-0001")
    made = seal_log(viewer=alice)
    assert (made.fresh, made.short, made.troubles, made.authorities) == (True, False, (), 0)
    assert verbs() == ["viewed", "key-added", "checkpoint"]
    note = parse_note(made.checkpoint.note)
    body = parse_checkpoint(note.body)
    (key,) = log.log_keys(alice)
    assert verify_note(note, (key.note_key,), signature_holds)
    assert (body.origin, body.size) == ("holdfast.invalid/test-desk", 2)
    found = verify_vault(adam)
    assert (found.problems, found.entries, found.checkpoints) == ((), 3, 1)


def test_the_private_key_is_in_a_file_of_its_own_and_nowhere_else(says: Says, alice: Viewer) -> None:
    seal_log(viewer=alice)
    folder = settings.DESK.folder / "keys"
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().startswith("-----BEGIN PRIVATE KEY-----")


def test_an_unchanged_log_is_not_signed_again(says: Says, happen: Happen, alice: Viewer) -> None:
    happen("E-0001")
    first = seal_log(viewer=alice)
    again = seal_log(viewer=alice)
    assert (again.fresh, again.checkpoint) == (False, first.checkpoint)
    happen("E-0001")
    third = seal_log(viewer=alice)
    assert third.fresh
    assert third.checkpoint.size == 4
    assert Checkpoint.objects.count() == 2


def test_every_entry_is_proven_to_be_in_the_head(says: Says, happen: Happen, alice: Viewer) -> None:
    happen(*(f"E-{n:04d}" for n in range(1, 12)))
    made = seal_log(viewer=alice)
    for seq in range(1, made.checkpoint.size + 1):
        found = log.inclusion(alice, seq=seq)
        assert (found.seq, found.size) == (seq, made.checkpoint.size)
        path = [bytes.fromhex(step) for step in found.path]
        verify_inclusion(bytes.fromhex(found.leaf), seq - 1, found.size, path, bytes.fromhex(found.root))
    with pytest.raises(NothingSealed):
        log.inclusion(alice, seq=made.checkpoint.size + 1)


def test_readers_and_strangers_do_not_seal(says: Says, bob: Viewer, charlie: Viewer) -> None:
    for viewer in (bob, charlie):
        with pytest.raises(NotAllowed):
            seal_log(viewer=viewer)
    assert verbs() == []


def test_an_authority_stamps_the_head(
    says: Says, happen: Happen, alice: Viewer, adam: Viewer, authority: Served
) -> None:
    tsa, address = authority
    says(authorities=[{"name": "local", "url": f"{address}/good", "chain": str(tsa.root)}])
    happen("E-0001")
    made = seal_log(viewer=alice)
    assert (made.stamped, made.needed, made.short) == (1, 1, False)
    (stamp,) = made.checkpoint.stamps
    assert (stamp.kind, stamp.authority, stamp.state) == (StampKind.RFC3161, "local", StampState.ANCHORED)
    assert stamp.stamped_at is not None
    assert hashlib.sha256(made.checkpoint.note.encode()).digest() in stamp.proof
    assert verify_vault(adam).problems == ()
    calls = tsa.calls
    assert not seal_log(viewer=alice).fresh
    assert tsa.calls == calls  # what is there is not asked for again


@pytest.mark.parametrize("wrong", ["replay", "garbage", "empty", "big", "closed", "trailing"])
def test_a_token_that_does_not_hold_is_not_kept(
    says: Says, happen: Happen, alice: Viewer, authority: Served, wrong: str
) -> None:
    tsa, address = authority
    if tsa.calls == 0:
        says(authorities=[{"name": "first", "url": f"{address}/good", "chain": str(tsa.root)}])
        seal_log(viewer=alice)
        happen("E-0001")
    says(
        authorities=[
            {"name": "good", "url": f"{address}/good", "chain": str(tsa.root)},
            {"name": "bad", "url": f"{address}/{wrong}", "chain": str(tsa.root)},
        ],
        authorities_needed=2,
    )
    happen("E-0002")
    made = seal_log(viewer=alice)
    assert (made.stamped, made.needed, made.short) == (1, 2, True)
    assert [one.name for one in made.troubles] == ["bad"]
    assert Checkpoint.objects.filter(size=made.checkpoint.size).exists()  # the head stands
    assert not Stamp.objects.filter(authority="bad").exists()


def test_an_authority_nobody_trusts_is_refused(
    says: Says, alice: Viewer, authority: Served, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, address = authority
    other = OpensslAuthority(tmp_path_factory.mktemp("other"), "other")
    says(authorities=[{"name": "local", "url": f"{address}/good", "chain": str(other.root)}])
    made = seal_log(viewer=alice)
    assert made.short
    assert made.troubles[0].name == "local"


def test_an_authority_that_hangs_does_not_hold_the_seal_up(
    says: Says, alice: Viewer, authority: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    tsa, address = authority
    tsa.let_go.clear()
    monkeypatch.setattr("holdfast.evidence.sealing.services.STILL", 0.5)
    says(authorities=[{"name": "slow", "url": f"{address}/slow", "chain": str(tsa.root)}])
    try:
        made = seal_log(viewer=alice)
    finally:
        tsa.let_go.set()
    assert made.short
    assert "reached" in made.troubles[0].what


def test_what_was_missing_is_asked_for_the_next_time(
    says: Says, happen: Happen, alice: Viewer, authority: Served
) -> None:
    tsa, address = authority
    one = {"name": "local", "url": f"{address}/closed", "chain": str(tsa.root)}
    says(authorities=[one])
    happen("E-0001")
    assert seal_log(viewer=alice).short
    says(authorities=[{**one, "url": f"{address}/good"}])
    again = seal_log(viewer=alice)
    assert (again.fresh, again.short, again.stamped) == (False, False, 1)


def test_a_new_key_is_signed_by_the_one_before(
    says: Says, happen: Happen, alice: Viewer, adam: Viewer
) -> None:
    with pytest.raises(NothingSealed):
        rotate_key(viewer=adam)
    happen("E-0001")
    first = seal_log(viewer=alice)
    with pytest.raises(NotAllowed):
        rotate_key(viewer=alice)
    rotate_key(viewer=adam)
    second = seal_log(viewer=alice)
    old, new = log.log_keys(alice)
    assert old.to_seq == new.from_seq - 1
    assert verify_note(parse_note(first.checkpoint.note), (old.note_key,), signature_holds)
    assert verify_note(parse_note(second.checkpoint.note), (new.note_key,), signature_holds)
    assert verbs().count("key-added") == 2
    assert verbs().count("key-retired") == 1
    assert len(list((settings.DESK.folder / "keys").iterdir())) == 1  # the old private half is gone
    assert verify_vault(adam).problems == ()


def test_a_key_put_in_place_of_the_new_one_is_found(
    says: Says, happen: Happen, alice: Viewer, adam: Viewer
) -> None:
    seal_log(viewer=alice)
    rotate_key(viewer=adam)
    with past_the_triggers():
        last = DeskKey.objects.order_by("-from_seq").first()
        assert last is not None
        DeskKey.objects.filter(pk=last.pk).update(public="A" * 43 + "=")
    problems = " ".join(verify_vault(adam).problems)
    assert "is not the one that entry" in problems
    assert "is not signed by the key before it" in problems


def test_without_the_private_half_nothing_is_signed(says: Says, happen: Happen, alice: Viewer) -> None:
    seal_log(viewer=alice)
    happen("E-0001")
    for file in (settings.DESK.folder / "keys").iterdir():
        file.unlink()
    with pytest.raises(DeskKeyMissing):
        seal_log(viewer=alice)
    assert Checkpoint.objects.count() == 1


def test_a_log_that_contradicts_its_last_head_is_not_signed(
    says: Says, happen: Happen, alice: Viewer
) -> None:
    happen("E-0001", "E-0002")
    seal_log(viewer=alice)
    with past_the_triggers():
        LogEntry.objects.filter(seq=1).update(hash="ab" * 32)
    happen("E-0003")
    with pytest.raises(LogForked):
        seal_log(viewer=alice)
    assert Checkpoint.objects.count() == 1


def test_a_log_keeps_its_origin(says: Says, happen: Happen, alice: Viewer) -> None:
    says(origin="log.example.org/desk")
    made = seal_log(viewer=alice)
    assert made.checkpoint.note.startswith("log.example.org/desk\n")
    happen("E-0001")
    says(origin="another.example.org")
    with pytest.raises(SealingSettingsUnfit):
        seal_log(viewer=alice)
    says()
    assert seal_log(viewer=alice).checkpoint.note.startswith("log.example.org/desk\n")


@pytest.mark.parametrize(
    "table",
    [
        {"authorities": "one"},
        {"authorities": [{"name": "A B", "url": "https://x.example", "chain": "c"}]},
        {"authorities": [{"name": "a", "url": "gopher://x.example", "chain": "c"}]},
        {"authorities": [{"name": "a", "url": "https://x.example"}]},
        {"authorities": [{"name": "a", "url": "https://x.example", "chain": "nowhere.pem"}]},
        {"authorities_needed": 1},
        {"calendars": [{"name": "a", "url": "https://u:p@x.example"}]},
        {"calendars": [{"name": "a", "url": "https://x.example"}, {"name": "a", "url": "https://y.example"}]},
        {"witnesses": [{"name": "a", "public": "short"}]},
        {"logs": ["log.example.org+00000000+AAAA"]},
        {"origin": "two words"},
    ],
)
def test_settings_that_are_not_understood_are_said_to_be(
    says: Says, alice: Viewer, table: dict[str, object]
) -> None:
    says(**table)
    with pytest.raises(SealingSettingsUnfit):
        seal_log(viewer=alice)
    assert not Checkpoint.objects.exists()


def test_strangers_see_hashes_and_heads_and_no_entries_about_captures(
    says: Says, happen: Happen, alice: Viewer, charlie: Viewer
) -> None:
    happen("E-0001", verb=Verb.VIEWED)
    seal_log(viewer=alice)
    assert [one.verb for one in log.log_entries(charlie)] == ["key-added", "checkpoint"]
    assert [one.verb for one in log.log_entries(alice)] == ["viewed", "key-added", "checkpoint"]
    assert len(log.log_leaves(charlie)) == 3
    assert log.log_head(charlie).size == 3
    assert len(log.checkpoints(charlie)) == 1


def test_a_rotation_cut_off_before_its_end_is_ended_by_the_next_seal(
    says: Says, happen: Happen, alice: Viewer, adam: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old private half is to be gone: whoever finds it could sign heads of the log as it was."""
    happen("E-0001")
    seal_log(viewer=alice)
    folder = settings.DESK.folder / "keys"
    (old,) = folder.iterdir()

    class Killed(BaseException):
        pass

    def killed() -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("holdfast.evidence.actions.seal.destroy_retired", killed)
        with pytest.raises(Killed):
            rotate_key(viewer=adam)
    assert DeskKey.objects.count() == 2 and old.exists()
    assert seal_log(viewer=alice).fresh
    assert not old.exists()
    assert len(list(folder.iterdir())) == 1
    assert verify_vault(adam).problems == ()
