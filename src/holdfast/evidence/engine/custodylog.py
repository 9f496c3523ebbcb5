"""The custody log as an export carries it: entries, openings, chain, tree, heads, keys."""

from __future__ import annotations

import base64
import hashlib
import re
from array import array
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from holdfast.evidence.engine.entries import (
    NO_HASH,
    Entry,
    EntryUnfit,
    Opened,
    commitment_of,
    entry_leaf,
    read_entry_line,
)
from holdfast.evidence.engine.merkle import Frontier
from holdfast.evidence.engine.notes import (
    ALG_COSIGNATURE,
    ALG_ED25519,
    CheckpointBody,
    Note,
    NoteKey,
    NoteUnfit,
    key_name_fits,
    parse_checkpoint,
    parse_note,
    strict_base64,
)
from holdfast.evidence.engine.packages import Package
from holdfast.evidence.engine.results import Check, Unreadable, failed, named, not_checkable, passed, plain
from holdfast.evidence.engine.zips import parse_json

LOG_ENTRIES = "data/log/entries.jsonl"
LOG_LEAVES = "data/log/leaves.txt"
LOG_HEAD = "data/log/checkpoint.txt"
LOG_HEADS = re.compile(r"data/log/checkpoints/([1-9][0-9]{0,17})\.txt")
LOG_KEYS = "data/log/keys.json"
LOG_WITNESSES = "data/log/witnesses.json"
LOG_KEYS_CAP = 1000
LOG_LEAVES_CAP = 50_000_000
LEAF_LINE = 65
ENTRIES_CAP = 10**18
ALWAYS_KEPT = ("key-added", "stamped", "cosigned")
NEVER_CLOSED = frozenset({"key-added", "key-retired", "checkpoint", "stamped", "cosigned"})
PROBLEMS_CAP = 1000


class LogKeyHeld(NamedTuple):
    """A key of keys.json and the entries it signs heads over."""

    key: NoteKey
    from_seq: int
    to_seq: int | None
    signature_by_previous: str | None


class Head(NamedTuple):
    """A signed head of the log as it lies in the export."""

    file: str
    note: Note
    body: CheckpointBody


class EntryTimes(NamedTuple):
    """The number and the time of each entry given, side by side: a log can hold a million."""

    seqs: array[int]
    ats: list[str]


class LogRead(NamedTuple):
    """What the entries came to: the ones of interest, which of the wanted are there, and the checks over all."""

    kept: dict[int, tuple[Entry, dict[str, Any] | None]]
    found: set[int]
    checks: list[Check]
    times: EntryTimes


class LogFindings:
    """What is wrong with the entries, by the check it fails, and how many say nothing."""

    def __init__(self) -> None:
        self.changed: list[str] = []
        self.unheld: list[str] = []
        self.false: list[str] = []
        self.broken: list[str] = []
        self.closed: list[str] = []
        self.hidden = 0

    def checks(self, given: int, total: int, unlike: bool) -> list[Check]:
        """The checks entries, commitments and chain, of so many entries given of a log of `total`."""
        entries = passed("entries", f"{given} entries have the hashes that stand in the log of {total}")
        if self.changed:
            entries = failed("entries", named(self.changed, "like it"))
        elif unlike:
            entries = not_checkable(
                "entries",
                f"{LOG_LEAVES} is not as it was, so that the entries cannot be held to it: {len(self.unheld)} of them"
                " differ",
            )
        silent = f"; {self.hidden} entries are closed: what they say was expunged or is not given"
        commitments = passed(
            "commitments",
            f"{given - self.hidden} entries say what they were sealed with{silent if self.hidden else ''}",
        )
        if self.false:
            commitments = failed("commitments", named(self.false, "like it"))
        elif self.closed:
            commitments = not_checkable(
                "commitments",
                f"what {named(self.closed, 'like it')} says is not given: it is about the log itself, and no export"
                " closes it",
            )
        chain = passed(
            "chain", "each entry given follows from the one before it, and later in time than those before"
        )
        if self.broken:
            chain = failed("chain", named(self.broken, "like it"))
        return [entries, commitments, chain]


def no_log() -> LogRead:
    """What is known where no entry could be read."""
    return LogRead({}, set(), [], EntryTimes(array("q"), []))


def read_leaves(package: Package) -> bytes:
    """The hashes of all entries, 32 bytes each; Unreadable when the file is not what it should be."""
    if LOG_LEAVES not in package.sizes:
        raise Unreadable(f"{LOG_LEAVES} is missing")
    size = package.sizes[LOG_LEAVES]
    if size % LEAF_LINE or size > LOG_LEAVES_CAP * LEAF_LINE:
        raise Unreadable(f"{LOG_LEAVES} is not one hash a line")
    with package.open(LOG_LEAVES) as file:
        data = file.read(size + 1)
    if (
        len(data) != size
        or data[LEAF_LINE - 1 :: LEAF_LINE] != b"\n" * (size // LEAF_LINE)
        or data.count(b"\n") * LEAF_LINE != size
    ):
        raise Unreadable(f"{LOG_LEAVES} is not one hash a line")
    try:
        leaves = bytes.fromhex(data.decode("ascii"))
    except ValueError:
        raise Unreadable(f"{LOG_LEAVES} is not one hash a line") from None
    if len(leaves) * LEAF_LINE != size * 32:
        raise Unreadable(f"{LOG_LEAVES} is not one hash a line")
    return leaves


def read_log(
    package: Package, leaves: bytes, captures: set[str], wanted: set[int], *, unlike: bool = False
) -> LogRead:
    """Read every entry once, keep those about these captures; the checks entries, commitments and chain.

    `unlike` where the leaves are known to be what was changed: entries that part from them are then not blamed.
    """
    wrong = LogFindings()
    changed, false, broken = wrong.changed, wrong.false, wrong.broken
    parted = wrong.unheld if unlike else changed
    kept: dict[int, tuple[Entry, dict[str, Any] | None]] = {}
    found: set[int] = set()
    times = EntryTimes(array("q"), [])
    last_seq, last_at, last_leaf = 0, "", NO_HASH
    total = len(leaves) // 32
    try:
        for number, line in enumerate(package.lines(LOG_ENTRIES), 1):
            try:
                opening = read_entry_line(line)
                entry, _, content = opening
                leaf = entry_leaf(entry)
            except EntryUnfit as unfit:
                changed.append(f"line {number}: {unfit}")
                continue
            seq = entry.seq
            if seq > total:
                parted.append(f"entry {seq} is none of the {total} entries of the log")
                if not unlike:
                    continue
            elif leaf != leaves[32 * seq - 32 : 32 * seq]:
                parted.append(
                    f"entry {seq} ({entry.verb} {entry.object}) was edited: its hash is not the log's"
                )
            before = leaves[32 * seq - 64 : 32 * seq - 32].hex() if seq > 1 else NO_HASH
            if unlike:
                before = last_leaf if seq == last_seq + 1 else entry.prev
            last_leaf = leaf.hex()
            if entry.prev != before:
                broken.append(f"entry {seq} does not follow from entry {seq - 1}")
            if seq <= last_seq:
                broken.append(f"entry {seq} stands after entry {last_seq}: rows were swapped or repeated")
            elif entry.at <= last_at:
                broken.append(
                    f"entry {seq} is dated {entry.at}, not later than entry {last_seq} before it ({last_at}): backdated"
                )
            if seq > last_seq:
                last_seq = seq
            if entry.at > last_at:
                last_at = entry.at
            problem = _opening_problem(opening)
            if problem:
                false.append(f"entry {seq} {problem}")
            if content is None:
                wrong.hidden += 1
                if entry.verb in NEVER_CLOSED:
                    wrong.closed.append(f"entry {seq} ({entry.verb})")
            if seq in wanted:
                found.add(seq)
            times.seqs.append(seq)
            times.ats.append(entry.at)
            if entry.object in captures or entry.verb in ALWAYS_KEPT:
                kept[seq] = (entry, _content(content))
            if len(changed) + len(broken) + len(false) > PROBLEMS_CAP:
                break
    except Unreadable as problem:
        changed.append(str(problem))
    checks = wrong.checks(len(times.seqs), total, unlike)
    return LogRead(kept, found, checks, times)


def _opening_problem(opened: Opened) -> str | None:
    """What is false about an entry's salt and content."""
    salt, content = opened.salt, opened.content
    if salt is None and content is None:
        return None
    if salt is None or not isinstance(content, str):
        return "gives a salt without its content, or the other way round"
    try:
        held = commitment_of(salt, content) == opened.entry.commitment
    except (EntryUnfit, UnicodeEncodeError) as unfit:
        return f"cannot be held to its commitment: {type(unfit).__name__}"
    return None if held else "does not say what it was sealed with: its content was edited"


def _content(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        value = parse_json(text.encode("utf-8", "replace"), "an entry's content")
    except Unreadable:
        return None
    return value if isinstance(value, dict) else None


def read_heads(package: Package) -> list[Head]:
    """The signed heads in the export, the newest (checkpoint.txt) first; Unreadable when one is none."""
    names = [LOG_HEAD, *sorted(name for name in package.sizes if LOG_HEADS.fullmatch(name))]
    heads = []
    for name in names:
        try:
            note = parse_note(package.read(name))
            body = parse_checkpoint(note.body)
        except NoteUnfit as unfit:
            raise Unreadable(f"{name} is not a signed head of a log: {unfit}") from None
        found = LOG_HEADS.fullmatch(name)
        if found and int(found[1]) != body.size:
            raise Unreadable(f"{name} is the head of a log of {body.size} entries")
        heads.append(Head(name, note, body))
    return heads


def check_tree(
    leaves: bytes, heads: Sequence[Head], size: object, root: object, changed: Collection[str] = ()
) -> Check:
    """The check tree: every signed head is a beginning of one and the same log; `changed` files are to blame first."""
    total = len(leaves) // 32
    wrong = []
    newest = heads[0].body
    if size != total or newest.size != total:
        wrong.append(f"the export says {size} entries, the newest head {newest.size}, and there are {total}")
    frontier, roots = Frontier(), {}
    for wanted in sorted({head.body.size for head in heads if head.body.size <= total} | {total}):
        frontier = frontier.extend(leaves[at : at + 32] for at in range(32 * frontier.size, 32 * wanted, 32))
        roots[wanted] = frontier.root()
    if root not in (roots[total].hex(), base64.b64encode(roots[total]).decode()):
        wrong.append("the root the export gives is not that of the entries")
    for head in heads:
        if head.body.size > total:
            wrong.append(f"{head.file} is of a longer log than this")
        elif head.body.root != roots[head.body.size]:
            why = "" if LOG_LEAVES in changed else ": the log was forked"
            why += " unless this head alone was changed" if why and head.file in changed else ""
            wrong.append(f"{head.file} was signed over another log of {head.body.size} entries{why}")
        if head.body.origin != newest.origin:
            wrong.append(f"{head.file} is of another log: {plain(head.body.origin)}")
    blamed = [name for name in (LOG_LEAVES, *(head.file for head in heads)) if name in changed]
    if wrong:
        why = f"{', '.join(blamed)} was changed, says the list of files: " if blamed else ""
        return failed("tree", f"{why}{named(wrong, 'like it')}")
    return passed("tree", f"{len(heads)} signed heads are beginnings of this one log of {total} entries")


def read_keys(package: Package) -> list[LogKeyHeld]:
    """The keys of keys.json in their order; Unreadable when it is not what it should be."""
    listed = package.json(LOG_KEYS)
    listed = listed.get("keys") if isinstance(listed, dict) else None
    if not isinstance(listed, list) or not 0 < len(listed) <= LOG_KEYS_CAP:
        raise Unreadable(f"{LOG_KEYS} gives no keys, or more than any desk has")
    keys = []
    for one in listed:
        try:
            key = _key(one, ALG_ED25519)
            held = LogKeyHeld(key, one["from_seq"], one["to_seq"], one["signature_by_previous"])
        except (KeyError, TypeError, NoteUnfit):
            raise Unreadable(f"{LOG_KEYS} gives a key that is none") from None
        numbers = [held.from_seq, *([] if held.to_seq is None else [held.to_seq])]
        fits = all(type(number) is int and 0 < number < ENTRIES_CAP for number in numbers)
        if not fits or not (held.signature_by_previous is None or type(held.signature_by_previous) is str):
            raise Unreadable(f"{LOG_KEYS} gives a key that is none")
        keys.append(held)
    return keys


def read_witnesses(package: Package) -> list[NoteKey]:
    """The witnesses' keys of witnesses.json; none where there is no such file."""
    if LOG_WITNESSES not in package.sizes:
        return []
    listed = package.json(LOG_WITNESSES)
    listed = listed.get("witnesses", listed.get("keys")) if isinstance(listed, dict) else listed
    if not isinstance(listed, list) or len(listed) > LOG_KEYS_CAP:
        raise Unreadable(f"{LOG_WITNESSES} gives no witnesses, or more than any desk has")
    try:
        return [_key(one, ALG_COSIGNATURE) for one in listed]
    except (KeyError, TypeError, NoteUnfit):
        raise Unreadable(f"{LOG_WITNESSES} gives a key that is none") from None


def _key(given: Any, algorithm: int) -> NoteKey:
    """A key as JSON gives it; raises KeyError, TypeError, NoteUnfit."""
    name, public = given["name"], given["public"]
    if type(name) is not str or type(public) is not str or not key_name_fits(name):
        raise NoteUnfit("a key without a fit name")
    key = NoteKey(name, strict_base64(public), algorithm)
    if len(key.public) != 32:
        raise NoteUnfit("a key of another length")
    return key


def key_of_size(keys: Sequence[LogKeyHeld], size: int) -> NoteKey | None:
    """The key that signs a head over so many entries."""
    for held in keys:
        if held.from_seq <= size and (held.to_seq is None or size <= held.to_seq):
            return held.key
    return None


def key_statement_bytes(key: NoteKey) -> bytes:
    """What the key before signs to bring this one in."""
    return f"holdfast key 1\n{key.name}\n{base64.b64encode(key.public).decode()}\n".encode()


def stamped_text(head: Head, key: NoteKey) -> bytes:
    """The note with the desk's signature alone, as authorities and calendars stamp it."""
    own = tuple(signature for signature in head.note.signatures if signature.is_of(key))
    return Note(head.note.body, own).text().encode()


def stamped_hash(text: bytes, hash_name: str) -> bytes:
    """The hash of a text by name."""
    return hashlib.new(hash_name, text, usedforsecurity=False).digest()
