"""The bytes of a custody entry, and the chain over them."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.evidence.engine.entries import (
    NO_HASH,
    ChainBroken,
    ChainEnd,
    Entry,
    EntryUnfit,
    Opened,
    check_chain,
    commitment_of,
    entry_bytes,
    entry_hash,
    entry_line,
    parse_entry,
    read_entry_line,
)
from holdfast.evidence.engine.merkle import root_of

AT = "2026-11-22T16:00:00.{:06}Z"


def log_of(size: int) -> list[Entry]:
    """A log of `size` entries, each about another capture."""
    entries: list[Entry] = []
    prev = NO_HASH
    for seq in range(1, size + 1):
        entry = Entry(
            seq,
            AT.format(seq),
            "alice",
            "collected",
            f"E-{seq:04}",
            commitment_of(b"\7" * 32, str(seq)),
            prev,
        )
        entries.append(entry)
        prev = entry_hash(entry)
    return entries


def test_an_entry_is_the_bytes_the_contract_says() -> None:
    entry = Entry(7, AT.format(1), "alice", "collected", "E-0001", "a" * 64, "b" * 64)
    lines = ["holdfast custody 1", "7", "2026-11-22T16:00:00.000001Z", "alice", "collected", "E-0001"]
    data = "".join(f"{line}\n" for line in [*lines, "a" * 64, "b" * 64]).encode()
    assert entry_bytes(entry) == data
    assert entry_hash(entry) == hashlib.sha256(b"\0" + data).hexdigest()
    assert parse_entry(data) == entry


def test_a_commitment_is_salt_and_hash_of_content() -> None:
    content = '{"manifest": "ä"}'
    assert (
        commitment_of(b"s" * 32, content)
        == hashlib.sha256(b"s" * 32 + hashlib.sha256(content.encode()).digest()).hexdigest()
    )
    with pytest.raises(EntryUnfit):
        commitment_of(b"short", content)


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 0}, {"seq": True}, {"at": "2026-11-22T16:00:00Z"}, {"at": "2026-13-22T16:00:00.000000Z"},
        {"actor": ""}, {"actor": "a\nb"}, {"actor": "a\u2028b"}, {"actor": "a\ud800"}, {"object": "x\0"},
        {"object": ""}, {"verb": "sold"},
        {"commitment": "A" * 64}, {"commitment": "a" * 63}, {"prev": None}, {"object": "x\x85"},
    ],
)  # fmt: skip
def test_what_cannot_stand_in_the_log_has_no_bytes(change: dict[str, object]) -> None:
    entry = Entry(1, AT.format(1), "alice", "collected", "E-0001", "a" * 64, NO_HASH)._replace(**change)
    with pytest.raises(EntryUnfit):
        entry_bytes(entry)
    with pytest.raises(ChainBroken):
        check_chain([entry])


def test_a_chain_and_its_tree_share_one_hash() -> None:
    entries = log_of(5000)
    end = check_chain(entries)
    assert (end.size, end.head, end.at) == (5000, entry_hash(entries[-1]), entries[-1].at)
    assert end.tree.root() == root_of([bytes.fromhex(entry_hash(entry)) for entry in entries])
    half = check_chain(entries[:1234])
    assert check_chain(entries[1234:], half) == end
    assert check_chain([]) == ChainEnd()


@pytest.mark.parametrize(
    ("tamper", "seq", "why"),
    [
        (lambda log: [*log[:4], *log[5:]], 6, "entry 5 is missing"),
        (lambda log: [*log[:4], log[5], log[4], *log[6:]], 6, "order was changed"),
        (lambda log: [*log[:4], log[4]._replace(actor="mallory"), *log[5:]], 6, "hash of the entry before"),
        (lambda log: [*log[:4], log[4]._replace(at=AT.format(2)), *log[5:]], 5, "not later"),
        (lambda log: [*log[:4], log[4]._replace(prev="c" * 64), *log[5:]], 5, "hash of the entry before"),
    ],
)
def test_a_chain_names_the_entry_where_it_breaks(tamper, seq: int, why: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ChainBroken, match=why) as broken:
        check_chain(tamper(log_of(10)))
    assert broken.value.seq == seq


def test_a_line_of_the_log_reads_back() -> None:
    opened = Opened(log_of(1)[0], b"\1" * 32, '{"a": "ق\\n"}')
    assert read_entry_line(entry_line(opened)) == opened
    hidden = opened._replace(salt=None, content=None)
    assert read_entry_line(entry_line(hidden)) == hidden
    for line in (
        "",
        "[]",
        "{}",
        "null",
        '{"seq": 1}',
        "[" * 100_000,
        entry_line(opened).replace('"salt":"01', '"salt":"zz'),
    ):
        with pytest.raises(EntryUnfit):
            read_entry_line(line)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_bytes_that_are_no_entry_are_refused(data: bytes) -> None:
    with pytest.raises(EntryUnfit) as refused:
        parse_entry(data)
    assert str(refused.value).isprintable() and len(str(refused.value)) < 500
