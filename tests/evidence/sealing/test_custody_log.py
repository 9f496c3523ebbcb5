"""The custody log takes events in order, chained, and holds nothing of an action that failed."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from holdfast.base.clock import frozen
from holdfast.evidence.custody import append, next_seq
from holdfast.evidence.engine.entries import NO_HASH, Entry, check_chain, commitment_of, entry_hash
from holdfast.evidence.engine.merkle import root_of
from holdfast.evidence.errors import CustodyHeadBroken, EventUnfit
from holdfast.evidence.models import LogEntry, LogHead, Opening
from holdfast.evidence.types import Event, Verb
from holdfast.journal.actions import recording

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def enter(*events: Event, actor: str = "alice") -> range:
    with recording(actor=actor, verb="try_custody", object_key="log") as entry:
        entry.commit_to(len(events))
        return append(events, actor=actor, batch=entry.batch)


def event(key: str = "E-0001", **content: Any) -> Event:
    return Event(Verb.COLLECTED, key, content or {"manifest": "0" * 64})


def stored() -> list[Entry]:
    names = ("seq", "at", "actor", "verb", "object_key", "commitment", "prev")
    return [Entry._make(row) for row in LogEntry.objects.order_by("seq").values_list(*names)]


def holds() -> bool:
    entries = stored()
    end = check_chain(entries)
    head = LogHead.objects.get()
    hashes = list(LogEntry.objects.order_by("seq").values_list("hash", flat=True))
    openings = {row.seq: row for row in Opening.objects.all()}
    return (
        hashes == [entry_hash(entry) for entry in entries]
        and (head.seq, head.hash) == (end.size, end.head)
        and end.tree.root() == root_of([bytes.fromhex(one) for one in hashes])
        and bytes(head.frontier) == end.tree.to_bytes()
        and all(
            commitment_of(bytes(openings[e.seq].salt), openings[e.seq].content) == e.commitment
            for e in entries
        )
    )


def test_it_works() -> None:
    assert next_seq() == 1
    assert enter(event()) == range(1, 2)
    assert enter(event("E-0002"), event("E-0003"), actor="bob") == range(2, 4)
    assert next_seq() == 4
    assert holds()
    first, second, _ = stored()
    assert (first.prev, first.actor, second.actor) == (NO_HASH, "alice", "bob")


def test_no_events_are_no_entries() -> None:
    assert enter() == range(0)
    assert next_seq() == 1


def test_times_rise_even_when_the_clock_stands_or_goes_back() -> None:
    with frozen("2026-11-22T16:00:00Z"):
        enter(event(), event())
    with frozen("2026-11-22T15:00:00Z"):
        enter(event())
    assert [entry.at for entry in stored()] == [f"2026-11-22T16:00:00.00000{n}Z" for n in range(3)]
    assert LogHead.objects.get().at == datetime(2026, 11, 22, 16, 0, 0, 2, UTC)


def test_the_commitment_follows_the_stated_rule() -> None:
    enter(event(manifest="ab" * 32))
    opening = Opening.objects.get()
    assert opening.content == '{"manifest":"' + "ab" * 32 + '"}'
    inner = hashlib.sha256(opening.content.encode()).digest()
    assert stored()[0].commitment == hashlib.sha256(bytes(opening.salt) + inner).hexdigest()


def test_equal_contents_are_committed_to_differently() -> None:
    enter(event(), event())
    assert len({entry.commitment for entry in stored()}) == 2


def test_many_at_once_are_chained_as_few() -> None:
    enter(*(event(f"E-{n}", n=n) for n in range(1000)))
    enter(event())
    assert holds()


def test_an_action_that_fails_leaves_no_entry() -> None:
    enter(event())
    with pytest.raises(ZeroDivisionError), recording(actor="alice", verb="fail", object_key="x") as entry:
        append([event()], actor="alice", batch=entry.batch)
        raise ZeroDivisionError
    assert next_seq() == 2
    enter(event())
    assert holds()


@pytest.mark.parametrize(
    "unfit",
    [
        Event(Verb.VIEWED, "two\nlines", {}),
        Event(Verb.VIEWED, "", {}),
        Event(Verb.VIEWED, "x" * 101, {}),
        Event(Verb.VIEWED, "E-1", {"half": "\ud800"}),
        Event(Verb.VIEWED, "E-1", {"number": float("nan")}),
        Event(Verb.VIEWED, "E-1", {"object": object()}),
    ],
)
def test_what_the_log_cannot_hold_is_refused(unfit: Event) -> None:
    with pytest.raises(EventUnfit):
        enter(event(), unfit)
    assert next_seq() == 1


def test_an_actor_without_a_key_is_refused() -> None:
    with pytest.raises(EventUnfit), transaction.atomic():
        append([event()], actor="", batch=1)
    assert next_seq() == 1


def test_a_log_without_its_head_takes_nothing_more() -> None:
    enter(event())
    LogHead.objects.all().delete()
    with pytest.raises(CustodyHeadBroken):
        enter(event())
    assert LogEntry.objects.count() == 1


def test_a_head_that_does_not_hold_together_takes_nothing_more() -> None:
    enter(event(), event())
    LogHead.objects.update(seq=3)
    with pytest.raises(CustodyHeadBroken):
        enter(event())
    assert LogEntry.objects.count() == 2


def test_a_head_set_back_cannot_overwrite_entries() -> None:
    enter(event(), event(), event())
    first = LogEntry.objects.get(seq=1)
    LogHead.objects.update(seq=1, hash=first.hash, frontier=bytes.fromhex(first.hash))
    with pytest.raises(IntegrityError), transaction.atomic():
        enter(event())
    assert LogEntry.objects.count() == 3


class Contents(TestCase):
    """Whatever JSON can hold comes back word for word and opens its commitment."""

    @settings(max_examples=40)
    @given(
        st.lists(
            st.dictionaries(
                st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
                st.recursive(
                    st.none()
                    | st.booleans()
                    | st.integers()
                    | st.text(st.characters(exclude_categories=["Cs"])),
                    lambda inner: st.lists(inner, max_size=3),
                    max_leaves=4,
                ),
                max_size=3,
            ),
            min_size=1,
            max_size=6,
        )
    )
    def test_any_content(self, contents: list[dict[str, Any]]) -> None:
        enter(*(Event(Verb.ANSWERED, "E-1", content) for content in contents))
        assert holds()
