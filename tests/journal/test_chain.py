"""The chain holds, and says where it does not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from holdfast.base.clock import frozen
from holdfast.journal import queries
from holdfast.journal.actions import recording
from holdfast.journal.errors import JournalMissing, LineIncomplete, NothingCommitted
from holdfast.journal.models import Head, Line, Salt
from holdfast.journal.triggers import drop_triggers

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


def write(content: object = "something", **names: str) -> int | None:
    said = {"actor": "alice", "verb": "add_thing", "object_key": "thing:1"} | names
    with recording(**said) as entry:
        entry.commit_to(content)
    return entry.seq


def test_it_works() -> None:
    assert queries.head().seq == 0
    assert [write(), write()] == [1, 2]
    first, second = queries.lines()
    assert (first.actor, first.verb, first.object_key, first.count) == ("alice", "add_thing", "thing:1", 1)
    assert second.prev == first.hash
    assert second.at > first.at
    assert queries.head().hash == second.hash
    assert queries.verify() == queries.Verified(ok=True, lines=2, problems=())


def test_an_empty_journal_verifies() -> None:
    assert queries.verify().ok


def test_the_content_is_committed_to_and_not_stored() -> None:
    write({"name": "a secret meeting place"})
    assert "secret" not in str(Line.objects.values())
    assert queries.verify(contents={1: {"name": "a secret meeting place"}}).ok
    wrong = queries.verify(contents={1: {"name": "another"}})
    assert wrong.problems == ("Line 1: the content is not what was committed to.",)


def test_the_same_content_is_committed_to_differently_each_time() -> None:
    write("yes")
    write("yes")
    assert len(set(Line.objects.values_list("commitment", flat=True))) == 2


def test_an_expunged_salt_leaves_the_chain_whole() -> None:
    write("x")
    Salt.objects.filter(line_seq=1).delete()
    assert queries.verify().ok
    assert not queries.verify(contents={1: "x"}).ok


def test_a_bulk_action_writes_one_line_with_its_count() -> None:
    with recording(actor="alice", verb="load_case", object_key="case:x") as entry:
        entry.commit_to(digest="ab" * 32, count=1_000_000)
    assert [(line.count, line.batch) for line in queries.lines()] == [(1_000_000, entry.batch)]


def test_a_crash_in_the_block_leaves_nothing() -> None:
    with (
        pytest.raises(ZeroDivisionError),
        recording(actor="alice", verb="add_thing", object_key="thing:1") as entry,
    ):
        entry.commit_to("x")
        raise ZeroDivisionError
    assert (queries.head().seq, Line.objects.count(), Salt.objects.count()) == (0, 0, 0)


def test_void_writes_no_line_and_undoes_the_block() -> None:
    with recording(actor="alice", verb="add_thing", object_key="thing:1") as entry:
        Salt.objects.create(line_seq=99, salt=b"x")
        entry.void()
    assert entry.seq is None
    assert (queries.head().seq, Salt.objects.count()) == (0, 0)


def test_an_action_that_commits_to_nothing_is_a_defect() -> None:
    with (
        pytest.raises(NothingCommitted),
        recording(actor="alice", verb="add_thing", object_key="thing:1"),
    ):
        Salt.objects.create(line_seq=99, salt=b"x")
    assert Salt.objects.count() == 0


@pytest.mark.parametrize("names", [{"actor": ""}, {"verb": "v" * 61}, {"object_key": "k" * 201}])
def test_a_line_that_says_too_little_or_too_much_is_refused(names: dict[str, str]) -> None:
    with pytest.raises(LineIncomplete):
        write(**names)
    assert queries.head().seq == 0


@pytest.mark.parametrize("digest", ["", "AB" * 32, "ab" * 31, "zz" * 32])
def test_a_malformed_digest_is_refused(digest: str) -> None:
    with (
        pytest.raises(LineIncomplete),
        recording(actor="alice", verb="add_thing", object_key="thing:1") as entry,
    ):
        entry.commit_to(digest=digest)
    assert queries.head().seq == 0


def test_time_goes_forward_where_the_clock_does_not() -> None:
    late, early = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    with frozen(late):
        write()
    with frozen(early):
        write()
    assert queries.head().at == late + timedelta(microseconds=1)
    assert queries.verify().ok


def test_a_sequence_number_is_asked_by_day_and_by_instant() -> None:
    for day in (1, 2, 4):
        with frozen(datetime(2026, 1, day, 22, 30, tzinfo=UTC)):
            write()
    noon = datetime(2026, 1, 3, 12, tzinfo=UTC)
    assert [
        queries.seq_at(when.date()) for when in (noon - timedelta(days=9), noon, noon + timedelta(days=1))
    ] == [
        0,
        2,
        3,
    ]
    assert queries.seq_at(noon - timedelta(days=1)) == 1
    # 22:30 UTC on the first is half past midnight on the second in Gaza.
    assert queries.seq_at(datetime(2026, 1, 1, tzinfo=UTC).date(), timezone="Asia/Gaza") == 0


def test_batches_are_known_by_their_line() -> None:
    write()
    write()
    one, two = queries.lines()
    assert queries.batches_upto(1) == {one.batch}
    assert queries.batch_seqs() == {one.batch: 1, two.batch: 2}
    assert queries.seq_of_batch(two.batch) == 2
    assert queries.seq_of_batch(5) is None
    assert queries.line_of_batch(one.batch) == one


TAMPERING = {
    "an edited line": "UPDATE journal_line SET actor = 'mallory' WHERE seq = 2",
    "a lowered count": "UPDATE journal_line SET count = 0 WHERE seq = 3",
    "a removed line": "DELETE FROM journal_line WHERE seq = 2",
    "a removed tail": "DELETE FROM journal_line WHERE seq = 3",
    "a moved head": "UPDATE journal_head SET seq = 2",
    "a removed head": "DELETE FROM journal_head",
    "a commitment of another": "UPDATE journal_line SET commitment = '" + "0" * 64 + "' WHERE seq = 1",
}


@pytest.mark.parametrize("sql", TAMPERING.values(), ids=TAMPERING.keys())
def test_tampering_past_the_triggers_is_found(sql: str) -> None:
    for _ in range(3):
        write()
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert not queries.verify().ok


def test_a_tail_cut_with_its_head_is_found_by_a_head_noted_before() -> None:
    for _ in range(3):
        write()
    noted = queries.head()
    drop_triggers(connection)
    Line.objects.filter(seq=3).delete()
    kept = queries.lines()[-1]
    Head.objects.update(seq=2, hash=kept.hash, at=kept.at)
    Salt.objects.filter(line_seq=3).delete()
    assert queries.verify().ok
    assert not queries.verify(anchor=noted).ok


def test_nobody_appends_to_a_journal_that_lost_its_head() -> None:
    write()
    Head.objects.all().delete()
    with pytest.raises(JournalMissing):
        write()
    assert Line.objects.count() == 1


class AnyHistory(TestCase):
    """Whatever is written, the chain verifies, and any one changed field of any line is found."""

    @settings(max_examples=25, deadline=None)
    @given(
        history=st.lists(st.tuples(words, words, words, st.integers(0, 2**40)), min_size=1, max_size=6),
        data=st.data(),
    )
    def test_chain(self, history: list[tuple[str, str, str, int]], data: st.DataObject) -> None:
        for actor, verb, key, count in history:
            with recording(actor=actor, verb=verb, object_key=key) as entry:
                entry.commit_to({"n": count}, count=count)
        assert queries.verify(contents={i: {"n": row[3]} for i, row in enumerate(history, 1)}).ok
        seq = data.draw(st.integers(1, len(history)))
        field = data.draw(
            st.sampled_from(["actor", "verb", "object_key", "count", "batch", "prev", "commitment"])
        )
        line = Line.objects.get(seq=seq)
        old = getattr(line, field)
        with transaction.atomic():
            drop_triggers(connection)
            Line.objects.filter(seq=seq).update(**{field: old + 1 if isinstance(old, int) else old[1:] + "~"})
            assert not queries.verify().ok
            transaction.set_rollback(True)
