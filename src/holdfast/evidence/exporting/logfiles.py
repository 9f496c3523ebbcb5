"""The custody log in an export: entries, hashes of all entries, signed heads, keys, proofs, who is trusted by what."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from holdfast.base.canonical import readable_json
from holdfast.evidence.engine.entries import Entry, Opened, entry_line
from holdfast.evidence.errors import SealingSettingsUnfit
from holdfast.evidence.exported import LeftOut
from holdfast.evidence.exporting.folders import Draft
from holdfast.evidence.queries.log import checkpoints, log_entries, log_keys, log_leaves
from holdfast.evidence.sealing.ots import blocks, read_proof
from holdfast.evidence.sealing.settings import SealingSettings, public_text, sealing_settings
from holdfast.evidence.types import CheckpointDef, EntryDef, StampKind, StampState, Verb
from holdfast.people.types import Viewer

OF_THE_LOG = (Verb.KEY_ADDED, Verb.KEY_RETIRED, Verb.CHECKPOINT, Verb.STAMPED, Verb.COSIGNED)
# What a redacted copy rests on; the others of its capture can say what was taken out.
OF_A_COPY = (Verb.COLLECTED, Verb.UPLOADED, Verb.REDACTED, Verb.EXPUNGED, Verb.EXPORTED)
_MANY = 500
_ENDING = {StampKind.RFC3161: "tsr", StampKind.OPENTIMESTAMPS: "ots"}


@dataclass(frozen=True, slots=True)
class LogGiven:
    """What of the log an export gives: the entries by object, the head it ends at, the earlier heads beside it."""

    by_object: dict[str, tuple[EntryDef, ...]]
    head: CheckpointDef
    heads: tuple[CheckpointDef, ...]
    left_out: tuple[LeftOut, ...]


def read_log_for(
    viewer: Viewer,
    *,
    whole: Collection[str],
    partly: Collection[str],
    mine: Collection[int],
    answers: Collection[int],
    size: int,
) -> LogGiven:
    """The entries about these captures up to a signed size; of those given partly, what their copies rest on alone.

    Earlier `exported` entries are given closed: to whom else something was handed is not for the next to read.
    `mine` are the entries of this export itself. So are those about answers that the viewer may not see; `answers` are
    the numbers of those they do.
    """
    found: dict[str, list[EntryDef]] = defaultdict(list)
    skipped: dict[str, int] = defaultdict(int)
    closed = unseen = 0
    for entry in _about(viewer, [*whole, *partly], size):
        if entry.object_key in partly and entry.verb not in OF_A_COPY:
            skipped[entry.object_key] += 1
            continue
        if entry.verb is Verb.EXPORTED and entry.seq not in mine:
            entry, closed = replace(entry, salt=None, content=None), closed + 1
        if entry.verb in (Verb.ANSWERED, Verb.CONFIRMED) and _answer_of(entry) not in answers:
            told = entry.closed or entry.content is not None  # neither: an expunge took the words
            entry, unseen = replace(entry, salt=None, content=None), unseen + told
        found[entry.object_key].append(entry)
    left_out = [
        LeftOut(
            f"{count} entries of the custody log about {key}",
            "they can say what was taken out of its copies; their hashes are in leaves.txt",
        )
        for key, count in sorted(skipped.items())
    ]
    if closed:
        left_out.append(
            LeftOut(
                f"what {closed} entries about earlier exports say"
                if closed != 1
                else "what 1 entry about earlier exports says",
                "they were for others; who and when is given",
            )
        )
    if unseen:
        left_out.append(
            LeftOut(
                f"what {unseen} entries about answers say", "they are for fewer people than their capture"
            )
        )
    heads = [head for head in checkpoints(viewer) if head.size <= size]
    first = [min(entry.seq for entry in entries) for entries in found.values()]
    chosen = heads_for(heads[1:], first)
    return LogGiven(
        {key: tuple(entries) for key, entries in found.items()},
        heads[0],
        tuple(head for head in heads[1:] if head.size in chosen),
        tuple(left_out),
    )


def _answer_of(entry: EntryDef) -> int | None:
    """The number of the answer an entry is about."""
    try:
        value = json.loads(entry.content or "null")
    except ValueError:
        return None
    return value.get("answer") if isinstance(value, dict) else None


def _about(viewer: Viewer, keys: Sequence[str], size: int) -> Iterator[EntryDef]:
    for start in range(0, len(keys), _MANY):
        for entry in log_entries(viewer, objects=keys[start : start + _MANY], limit=None):
            if entry.seq <= size:
                yield entry


def heads_for(heads: Sequence[CheckpointDef], seqs: Collection[int]) -> set[int]:
    """For each entry the first head over it, and the first that each authority, calendar and witness vouches for."""
    rising = sorted(heads, key=lambda head: head.size)
    everyone = {mark for head in rising for mark in _vouching(head)}
    chosen: set[int] = set()
    for seq in set(seqs):
        waiting = everyone | {"head"}
        for head in rising:
            if head.size < seq or not waiting:
                continue
            gained = waiting & (_vouching(head) | {"head"})
            if gained:
                chosen.add(head.size)
                waiting -= gained
    return chosen


def _vouching(head: CheckpointDef) -> set[str]:
    stamps = {f"{one.kind} {one.authority}" for one in head.stamps if one.state is StampState.ANCHORED}
    return stamps | {f"witness {one.witness}" for one in head.cosignatures}


def write_log(draft: Draft, viewer: Viewer, given: LogGiven) -> tuple[LeftOut, ...]:
    """Write data/log, data/proofs and data/trust; what could not be given."""
    size = given.head.size
    of_log = [entry for entry in log_entries(viewer, verbs=OF_THE_LOG, limit=None) if entry.seq <= size]
    entries = [*of_log, *(entry for some in given.by_object.values() for entry in some)]
    draft.write("data/log/entries.jsonl", _lines(sorted(entries, key=lambda entry: entry.seq)))
    leaves = log_leaves(viewer, size=size)
    draft.write(
        "data/log/leaves.txt",
        ("".join(f"{leaf}\n" for leaf in leaves[at : at + 10_000]).encode() for at in range(0, size, 10_000)),
    )
    draft.write("data/log/checkpoint.txt", _note(given.head))
    for head in given.heads:
        draft.write(f"data/log/checkpoints/{head.size}.txt", _note(head))
    keys = [key for key in log_keys(viewer) if key.from_seq <= size]
    listed = [
        {
            "name": key.name,
            "public": public_text(key.public),
            "from_seq": key.from_seq,
            "to_seq": None if key is keys[-1] else key.to_seq,
            "signature_by_previous": key.signature_by_previous
            and base64.b64encode(key.signature_by_previous).decode(),
        }
        for key in keys
    ]
    draft.write("data/log/keys.json", readable_json({"keys": listed}) + "\n")
    said = sealing_settings()
    witnesses = [{"name": one.name, "public": public_text(one.key.public)} for one in said.witnesses]
    draft.write("data/log/witnesses.json", readable_json(witnesses) + "\n")
    return tuple(_write_proofs(draft, said, [given.head, *given.heads]))


def _lines(entries: Iterable[EntryDef]) -> Iterator[bytes]:
    for one in entries:
        at = one.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        entry = Entry(one.seq, at, one.actor, one.verb.value, one.object_key, one.commitment, one.prev)
        salt = None if one.salt is None else bytes.fromhex(one.salt)
        yield entry_line(Opened(entry, salt, one.content)).encode()


def _note(head: CheckpointDef) -> str:
    lines = [one.line if one.line.endswith("\n") else one.line + "\n" for one in head.cosignatures]
    return head.note + "".join(lines)


def _write_proofs(draft: Draft, said: SealingSettings, heads: Sequence[CheckpointDef]) -> Iterator[LeftOut]:
    authorities, heights = set[str](), set[int]()
    for head in heads:
        for stamp in head.stamps:
            draft.write(
                f"data/proofs/{head.size}-{stamp.authority}.{_ENDING[stamp.kind]}", bytes(stamp.proof)
            )
            if stamp.kind is StampKind.RFC3161:
                authorities.add(stamp.authority)
            else:
                heights |= {height for height, _ in blocks(read_proof(stamp.proof))}
    chains = {one.name: one.chain for one in said.authorities}
    for name in sorted(authorities):
        if name in chains:
            draft.write(f"data/trust/{name}.pem", _read(chains[name]))
        else:
            yield LeftOut(f"the certificates of {name}", "desk.toml no longer names this authority")
    witnesses = {one.witness for head in heads for one in head.cosignatures}
    for name in sorted(witnesses - {one.name for one in said.witnesses}):
        yield LeftOut(f"the key of the witness {name}", "desk.toml no longer names this witness")
    if heights and said.bitcoin_headers is not None:
        wanted = {str(height) for height in heights}
        lines = _read(said.bitcoin_headers).decode("ascii", "replace").splitlines()
        kept = [line for line in lines if line.split()[:1] and line.split()[0] in wanted]
        draft.write("data/trust/bitcoin-headers.txt", "".join(f"{line}\n" for line in kept))


def _read(path: Any) -> bytes:
    try:
        return bytes(path.read_bytes())
    except OSError as error:
        raise SealingSettingsUnfit(
            f"A file that desk.toml names cannot be read: {path}: {error.strerror}",
            untouched="No export was written",
            next_step="Put it back, or mend the table [evidence] of desk.toml",
        ) from error
