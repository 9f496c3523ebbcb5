"""The custody log's entries: their bytes, their hashes, their chain; the one place that writes and reads them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from operator import itemgetter
from typing import Any, NamedTuple

from holdfast.evidence.engine.merkle import Frontier

ENTRY_HEADER = "holdfast custody 1"
NO_HASH = "0" * 64
SALT_BYTES = 32
ENTRY_VERBS = frozenset(
    {
        "collected",
        "uploaded",
        "grew",
        "changed",
        "removed",
        "failed",
        "viewed",
        "exported",
        "derived",
        "redacted",
        "expunged",
        "held",
        "released",
        "flagged",
        "answered",
        "confirmed",
        "level-changed",
        "put-away",
        "key-added",
        "key-retired",
        "checkpoint",
        "stamped",
        "cosigned",
    }
)
ENTRY_AT = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z", re.A
)
ENTRY_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
ENTRY_HEX = re.compile(r"[0-9a-f]{64}")
# All of an entry at once: what it matches is fit; what it does not is looked at field by field for the reason.
ENTRY_FIT = f"[^{ENTRY_UNFIT.pattern[1:-1]}]+"
ENTRY_LINES = (
    *(ENTRY_HEADER, "[1-9][0-9]*", ENTRY_AT.pattern, ENTRY_FIT, f"(?:{'|'.join(sorted(ENTRY_VERBS))})"),
    *(ENTRY_FIT, ENTRY_HEX.pattern, ENTRY_HEX.pattern, ""),
)
ENTRY_TEXT = re.compile("\n".join(ENTRY_LINES), re.A)
ENTRY_FIELDS = ("seq", "at", "actor", "verb", "object", "commitment", "prev")
READ_FIELDS = itemgetter(*ENTRY_FIELDS, "salt", "content")
ENTRY_NAMES = len(ENTRY_FIELDS) + 2
CHAIN_BATCH = 4096


class EntryUnfit(ValueError):
    """A field of an entry cannot stand in the log."""


def _entry_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The fields of an entry: as many as it has, so that none is unknown, and none stands twice."""
    fields = dict(pairs)
    if len(pairs) != ENTRY_NAMES or len(fields) != ENTRY_NAMES:
        raise EntryUnfit("a line of the log gives a field twice, or one that no entry has")
    return fields


def _no_number(text: str) -> float:
    raise EntryUnfit(f"a line of the log holds {text}, which is no number")


READ_JSON = json.JSONDecoder(object_pairs_hook=_entry_object, parse_constant=_no_number).raw_decode


class ChainBroken(ValueError):
    """An entry does not follow from the one before it; `seq` says which."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(f"entry {seq}: {why}")
        self.seq = seq
        self.why = why


class Entry(NamedTuple):
    """One line of custody: who did what to which object, when, and the hash of the entry before."""

    seq: int
    at: str
    actor: str
    verb: str
    object: str
    commitment: str
    prev: str


class Opened(NamedTuple):
    """An entry with the salt and the content it commits to, where they were given and not expunged."""

    entry: Entry
    salt: bytes | None
    content: str | None


class ChainEnd(NamedTuple):
    """How far a chain was followed: the hash and the time of its last entry, and the tree over all of it."""

    head: str = NO_HASH
    at: str = ""
    tree: Frontier = Frontier()

    @property
    def size(self) -> int:
        """How many entries there are."""
        return self.tree.size


def commitment_of(salt: bytes, content: str) -> str:
    """SHA-256(salt || SHA-256(content)) in hex: it tells nothing about the content to whoever has no salt."""
    if len(salt) != SALT_BYTES:
        raise EntryUnfit(f"a salt holds {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(salt + hashlib.sha256(content.encode()).digest()).hexdigest()


def entry_unfit(entry: Entry) -> str | None:
    """What forbids an entry to stand in the log, in words; None when nothing does."""
    seq, at, actor, verb, thing, commitment, prev = entry
    if isinstance(seq, bool) or not isinstance(seq, int) or seq < 1:
        return "its number is not a whole number from 1"
    if not all(isinstance(field, str) for field in entry[1:]):
        return "a field is not text"
    if not ENTRY_AT.fullmatch(at):
        return "its time is not written as 2026-11-22T16:00:00.000000Z"
    if verb not in ENTRY_VERBS:
        return "its verb is not one of the log's"
    if not actor or not thing:
        return "it names no actor or no object"
    if ENTRY_UNFIT.search(actor) or ENTRY_UNFIT.search(thing):
        return "a field holds a control character"
    if not ENTRY_HEX.fullmatch(commitment) or not ENTRY_HEX.fullmatch(prev):
        return "a hash is not 64 hexadecimal digits"
    return None


def entry_bytes(entry: Entry) -> bytes:
    """The bytes an entry is hashed as; EntryUnfit when a field cannot stand in the log."""
    seq, at, actor, verb, thing, commitment, prev = entry
    if type(seq) is int and str is type(at) is type(actor) is type(verb) is type(thing) is type(commitment):
        text = f"{ENTRY_HEADER}\n{seq}\n{at}\n{actor}\n{verb}\n{thing}\n{commitment}\n{prev}\n"
        if type(prev) is str and ENTRY_TEXT.fullmatch(text):
            return text.encode()
    raise EntryUnfit(f"entry {seq}: {entry_unfit(entry) or 'its fields do not hold together'}")


def entry_leaf(entry: Entry) -> bytes:
    """The hash of an entry: the RFC 6962 leaf hash of its bytes, for the chain and the tree alike."""
    return hashlib.sha256(b"\x00" + entry_bytes(entry)).digest()


def parse_entry(data: bytes) -> Entry:
    """The entry these bytes are, and no other bytes are; EntryUnfit otherwise."""
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError:
        raise EntryUnfit("an entry is UTF-8") from None
    if (
        len(lines) != 9
        or lines[0] != ENTRY_HEADER
        or lines[8]
        or not re.fullmatch("[1-9][0-9]{0,18}", lines[1])
    ):
        raise EntryUnfit("these bytes are not an entry of the custody log")
    entry = Entry(int(lines[1]), *lines[2:8])
    if entry_bytes(entry) != data:
        raise EntryUnfit("these bytes are not an entry of the custody log")
    return entry


def entry_hash(entry: Entry) -> str:
    """The hash of an entry in hex, as the next entry carries it."""
    return entry_leaf(entry).hex()


def check_chain(entries: Iterable[tuple[Any, ...]], start: ChainEnd | None = None) -> ChainEnd:
    """Follow entries (seven fields each, in order) from a known end, or from nothing; ChainBroken where they part.

    Checked of each: its number is the next, its fields are fit, its time is later, its `prev` is the hash before.
    """
    head, last, tree = start or ChainEnd()
    seq = tree.size
    batch: list[bytes] = []
    for fields in entries:
        entry = Entry._make(fields)
        try:
            leaf = entry_leaf(entry)
        except EntryUnfit:
            number = entry.seq if isinstance(entry.seq, int) else seq + 1
            raise ChainBroken(number, entry_unfit(entry) or "its fields do not hold together") from None
        if entry.seq != seq + 1:
            raise ChainBroken(entry.seq, f"entry {seq + 1} is missing, or its order was changed")
        if entry.prev != head:
            raise ChainBroken(entry.seq, "it does not carry the hash of the entry before it")
        if entry.at <= last:
            raise ChainBroken(
                entry.seq, f"its time {entry.at} is not later than that of the entry before it ({last})"
            )
        batch.append(leaf)
        seq, head, last = entry.seq, leaf.hex(), entry.at
        if len(batch) == CHAIN_BATCH:
            tree = tree.extend(batch)
            batch.clear()
    return ChainEnd(head, last, tree.extend(batch))


def entry_line(opened: Opened) -> str:
    """One line of entries.jsonl, with its line feed."""
    entry, salt, content = opened
    fields: dict[str, Any] = dict(zip(ENTRY_FIELDS, entry))
    fields["salt"] = None if salt is None else salt.hex()
    fields["content"] = content
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_entry_line(line: str) -> Opened:
    """The entry on one line of entries.jsonl; EntryUnfit when the line is none."""
    try:
        fields, end = READ_JSON(line)
        if line[end:] not in ("\n", "", "\r\n"):
            raise EntryUnfit("a line of the log holds more than an entry")
        seq, at, actor, verb, thing, commitment, prev, salt, content = READ_FIELDS(fields)
        if content is not None and type(content) is not str:
            raise EntryUnfit("what an entry of the log says is not text")
        entry = Entry(seq, at, actor, verb, thing, commitment, prev)
        return Opened(entry, None if salt is None else bytes.fromhex(salt), content)
    except EntryUnfit:
        raise
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise EntryUnfit(f"a line of the log is not an entry: {type(error).__name__}") from None
