"""Checking the desk's own log against itself, its keys and its signed heads, as somebody who distrusts the store."""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from holdfast.base.errors import HoldfastError
from holdfast.evidence.engine.entries import (
    NO_HASH,
    Entry,
    EntryUnfit,
    commitment_of,
    entry_bytes,
    entry_leaf,
)
from holdfast.evidence.engine.merkle import Frontier, leaf_hash
from holdfast.evidence.facts import checkpoint_facts, stamp_facts, witnessed_facts
from holdfast.evidence.models import Checkpoint, Cosignature, LogEntry, LogHead, Opening, Stamp, Witnessed
from holdfast.evidence.sealing.authorities import read_chain, token_time
from holdfast.evidence.sealing.calendars import anchored_at, known_blocks
from holdfast.evidence.sealing.checking_expunges import Gone
from holdfast.evidence.sealing.checking_lines import Runs
from holdfast.evidence.sealing.checkpoints import note_digest, note_problem, stamp_def
from holdfast.evidence.sealing.keys import (
    LogKey,
    key_at,
    key_object,
    key_statement,
    log_keys,
    signature_holds,
)
from holdfast.evidence.sealing.settings import SealingSettings, public_text
from holdfast.evidence.sealing.witness import read_cosignature, signed_time
from holdfast.evidence.types import StampKind, StampState, Verb

_CHUNK = 5_000
_FIELDS = ("seq", "at", "actor", "verb", "object_key", "commitment", "prev", "hash", "batch")
_OF_LOG = (Verb.KEY_ADDED, Verb.KEY_RETIRED, Verb.CHECKPOINT, Verb.STAMPED, Verb.COSIGNED)
_OF_REVIEW = (
    Verb.ANSWERED,
    Verb.CONFIRMED,
    Verb.FLAGGED,
    Verb.HELD,
    Verb.RELEASED,
    Verb.LEVEL_CHANGED,
    Verb.PUT_AWAY,
    Verb.REDACTED,
)


class Seen(NamedTuple):
    """What a walk through the log showed: how long it is, the roots at the sizes asked for, what it says of itself."""

    size: int
    roots: dict[int, bytes]
    collected: dict[str, int]  # capture -> its entry
    contents: dict[
        int, tuple[str, str, dict[str, Any] | None]
    ]  # of keys, heads, stamps, reviews: verb, object, content


def walk(sizes: Collection[int], gone: Mapping[str, Gone], problems: list[str]) -> Seen:
    """Follow the chain from its first entry, opening every commitment; what differs goes to `problems`.

    `gone` are the captures whose openings a sealed expunge deleted.
    """
    runs = Runs()
    wanted, roots = set(sizes), dict[int, bytes]()
    tree, prev, last, expected = Frontier(), NO_HASH, "", 0
    collected: dict[str, int] = {}
    contents: dict[int, tuple[str, str, dict[str, Any] | None]] = {}
    closed: Counter[str] = Counter()
    for rows, opened in _chunks():
        for *fields, stored, batch in rows:
            entry = Entry._make(fields)
            expected += 1
            if entry.seq != expected:
                problems.append(_missing(expected, entry.seq))
                expected = entry.seq
            problems += _entry_problems(entry, stored, prev, last)
            content = opened.get(entry.seq)
            problems += runs.took(entry, batch, _read(content))
            problems += _opening_problems(entry, content, gone)
            closed[entry.object] += content is None
            leaf = _leaf(entry)
            prev, last = leaf.hex(), entry.at
            tree = tree.append(leaf)
            if tree.size in wanted:
                roots[tree.size] = tree.root()
            if entry.verb in (Verb.COLLECTED, Verb.UPLOADED):
                collected[entry.object] = entry.seq
            if entry.verb in _OF_LOG or entry.verb in _OF_REVIEW:
                contents[entry.seq] = (entry.verb, entry.object, _read(content))
    problems += runs.ended()
    problems += _head_problems(tree, prev)
    for key, expunge in gone.items():
        if closed[key] != expunge.openings:
            problems.append(
                f"The expunge of {key} deleted what {expunge.openings} entries commit to, and {closed[key]} lack it."
            )
    stray = Opening.objects.exclude(seq__in=LogEntry.objects.values("seq")).count()
    if stray:
        problems.append(f"{stray} openings belong to no entry of the log.")
    return Seen(expected, roots, collected, contents)


def key_problems(seen: Seen) -> Iterator[str]:
    """What is wrong with the keys the log's heads are signed with."""
    keys = log_keys()
    brought = {seq: found for seq, found in seen.contents.items() if found[0] == Verb.KEY_ADDED}
    before: LogKey | None = None
    for key in keys:
        which = f"The log's key {key.note_key.key_id.hex()}"
        verb, thing, content = brought.pop(key.from_seq, ("", "", None))
        if not verb:
            yield f"{which} is said to come in with entry {key.from_seq}, which brings in none."
        elif thing != key_object(key.note_key) or (content or {}).get("public") != public_text(key.public):
            yield f"{which} is not the one that entry {key.from_seq} brought in."
        if before is None and key.signature_by_previous is not None:
            yield f"{which} is the first, and says that one before it signed for it."
        if before is not None and not signature_holds(
            before.public, key_statement(key.name, key.public), key.signature_by_previous or b""
        ):
            yield f"{which} is not signed by the key before it."
        if before is not None and before.name != key.name:
            yield f"{which} is of another log than the key before it."
        before = key
    for seq in brought:
        yield f"Entry {seq} brought in a key that is no longer kept."


def head_problems(seen: Seen) -> Iterator[str]:
    """What is wrong with the signed heads: signatures, roots, and heads that are gone."""
    keys = log_keys()
    entered = {
        content["size"]: content
        for verb, _, content in seen.contents.values()
        if verb == Verb.CHECKPOINT and content and "size" in content
    }
    for row in Checkpoint.objects.order_by("size"):
        which = f"The signed head of {row.size} entries"
        key = key_at(keys, row.size)
        wrong = note_problem(row.note, key, row.size, row.root) if key else "no key is known for it"
        if wrong:
            yield f"{which} does not hold: {wrong}."
        if row.size > seen.size:
            yield f"{which} was signed, and the log ends at {seen.size}: entries are gone from its end."
        elif row.size in seen.roots and base64.b64encode(seen.roots[row.size]).decode() != row.root:
            yield f"{which} has another root than the log now: an entry up to {row.size} was changed since."
        content = entered.pop(row.size, None)
        if content is None:
            yield f"{which} is not in the log as made."
        elif differ := _differing(content, checkpoint_facts(row)):
            yield f"{which} is not the one the log says was made: {differ}."
    for size in entered:
        yield f"The log says that a head of {size} entries was signed, and it is no longer kept."


def outside_problems(seen: Seen, said: SealingSettings, notes: list[str]) -> Iterator[str]:
    """What is wrong with stamps and cosignatures; what cannot be checked here goes to `notes`."""
    stamps = {
        (content.get("checkpoint"), content.get("proof")): content
        for verb, _, content in seen.contents.values()
        if verb == Verb.STAMPED and content
    }
    chains = {one.name: one.chain for one in said.authorities}
    known = known_blocks(said.bitcoin_headers)
    for row in Stamp.objects.select_related("checkpoint").order_by("id"):
        which = f"The stamp of {row.authority} on the head of {row.checkpoint.size} entries"
        proof, note = bytes(row.proof), row.checkpoint.note
        pair = (row.checkpoint.size, hashlib.sha256(proof).hexdigest())
        entered = stamps.pop(pair, None)
        if entered is None:
            yield f"{which} is not the one that was entered in the log."
        elif differ := _differing(entered, stamp_facts(stamp_def(row, row.checkpoint.size))):
            yield f"{which} is not as it was entered in the log: {differ}."
        try:
            if row.kind == StampKind.OPENTIMESTAMPS:
                at = anchored_at(proof, note_digest(note), known)
            elif row.authority in chains:
                at = token_time(proof, note, read_chain(chains[row.authority]))
            else:
                notes.append(f"{which} is not checked: desk.toml no longer names this authority.")
                continue
        except HoldfastError as error:
            yield f"{which} does not hold: {error.what_happened}"
            continue
        if row.state == StampState.ANCHORED and at is None:
            notes.append(f"{which} is not checked: the file of Bitcoin blocks no longer holds its block.")
        elif row.state == StampState.ANCHORED and at != row.stamped_at:
            yield f"{which} says {at}, and the store says {row.stamped_at}."
    for size, _ in stamps:
        yield f"The log says that a stamp on the head of {size} entries was stored, and it is no longer kept."
    yield from _cosignature_problems(seen, said, notes)


def _cosignature_problems(seen: Seen, said: SealingSettings, notes: list[str]) -> Iterator[str]:
    lines = {
        content.get("line"): content
        for verb, _, content in seen.contents.values()
        if verb == Verb.COSIGNED and content
    }
    witnesses = {one.name: one for one in said.witnesses}
    for row in Cosignature.objects.select_related("checkpoint").order_by("id"):
        which = f"The cosignature of {row.witness} under the head of {row.checkpoint.size} entries"
        entered = lines.pop(row.line, None)
        if entered is None or (entered.get("checkpoint"), entered.get("witness")) != (
            row.checkpoint.size,
            row.witness,
        ):
            yield f"{which} is not the one that was entered in the log."
        if signed_time(row.line) != row.signed_at:
            yield f"{which} says {signed_time(row.line)}, and the store says {row.signed_at}."
        if row.witness not in witnesses:
            notes.append(f"{which} is not checked: desk.toml no longer names this witness.")
            continue
        try:
            read_cosignature(row.line, row.checkpoint.note, witnesses[row.witness])
        except HoldfastError as error:
            yield f"{which} does not hold: {error.what_happened}"
    for witnessed in Witnessed.objects.all():
        entered = lines.pop(witnessed.line, None)
        if entered is None or _differing(entered, witnessed_facts(witnessed)):
            yield f"A head of {witnessed.origin} that this desk cosigned is not the one entered in the log."
    if lines:
        yield f"{len(lines)} cosignatures that the log says were given or got are no longer kept."


def _differing(entered: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    """The names of what an entry and its row say differently."""
    return ", ".join(
        name
        for name in sorted(entered.keys() | facts.keys())
        if name not in entered or name not in facts or entered[name] != facts[name]
    )


def _chunks() -> Iterator[tuple[list[tuple[Any, ...]], dict[int, tuple[bytes, str]]]]:
    after = -(2**62)  # an entry numbered 0 or less is seen too
    while True:
        rows = list(LogEntry.objects.filter(seq__gt=after).order_by("seq").values_list(*_FIELDS)[:_CHUNK])
        if not rows:
            return
        found = Opening.objects.filter(seq__gt=after, seq__lte=rows[-1][0])
        yield (
            rows,
            {seq: (bytes(salt), text) for seq, salt, text in found.values_list("seq", "salt", "content")},
        )
        after = rows[-1][0]


def _missing(expected: int, seq: int) -> str:
    if seq < expected:
        return f"Entry {seq} stands where entry {expected} is expected."
    if seq == expected + 1:
        return f"Entry {expected} is missing."
    return f"Entries {expected} to {seq - 1} are missing."


def _leaf(entry: Entry) -> bytes:
    try:
        return entry_leaf(entry)
    except EntryUnfit:
        return leaf_hash(repr(entry).encode())


def _entry_problems(entry: Entry, stored: str, prev: str, last: str) -> Iterator[str]:
    try:
        entry_bytes(entry)
    except EntryUnfit as unfit:
        yield f"The log holds what cannot stand in it: {unfit}."
        return
    if _leaf(entry).hex() != stored:
        yield f"Entry {entry.seq} was changed: its hash does not match what it says."
    if entry.prev != prev:
        yield f"Entry {entry.seq} does not follow the entry before it."
    if entry.at <= last:
        yield f"Entry {entry.seq} is not later than the entry before it."


def _opening_problems(
    entry: Entry, content: tuple[bytes, str] | None, gone: Mapping[str, Gone]
) -> Iterator[str]:
    if content is None:
        expunge = gone.get(entry.object)
        if expunge is None:
            yield f"What entry {entry.seq} commits to is gone, and {entry.object} was not expunged."
        elif entry.seq >= expunge.seq or entry.seq in expunge.kept:
            yield f"What entry {entry.seq} commits to is gone, and the expunge of {entry.object} left it."
        return
    try:
        held = commitment_of(*content) == entry.commitment
    except (EntryUnfit, UnicodeEncodeError):
        held = False
    if not held:
        yield f"What is kept of entry {entry.seq} is not what it commits to."


def _read(content: tuple[bytes, str] | None) -> dict[str, Any] | None:
    try:
        found = json.loads(content[1]) if content else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _head_problems(tree: Frontier, prev: str) -> Iterator[str]:
    row = LogHead.objects.filter(id=1).first()
    if row is None:
        if tree.size:
            yield "The log's head is gone."
        return
    if (row.seq, row.hash) != (tree.size, prev if tree.size else NO_HASH):
        yield f"The log's head says entry {row.seq}, and the entries end at {tree.size} with another hash."
    elif bytes(row.frontier) != tree.to_bytes():
        yield "The log's head keeps another tree than the entries make."
