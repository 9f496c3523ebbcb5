"""Who signed: the export, the heads of its log, the keys one after the other, and the witnesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from holdfast.evidence.engine.bags import (
    BAG_SIGNATURE,
    BAG_SIGNED,
    BAG_SIGNED_FORMAT,
    BAG_TAGS,
    signature_changed,
    signed_body,
)
from holdfast.evidence.engine.custodylog import (
    EntryTimes,
    Head,
    LogKeyHeld,
    key_of_size,
    key_statement_bytes,
)
from holdfast.evidence.engine.entries import Entry
from holdfast.evidence.engine.notes import (
    Note,
    NoteKey,
    NoteUnfit,
    cosignature_time,
    parse_note,
    signed_bytes,
    strict_base64,
)
from holdfast.evidence.engine.packages import Package
from holdfast.evidence.engine.provers import Prover, Verdict
from holdfast.evidence.engine.results import Check, Unreadable, failed, named, not_checkable, passed, plain
from holdfast.evidence.engine.timeproofs import at_text, cosigned_problems, moved

COSIGNED_LATER = timedelta(days=1)


def signed_by(note: Note, key: NoteKey, prover: Prover) -> Verdict:
    """Whether this key signed this note."""
    lines = [signature for signature in note.signatures if signature.is_of(key)]
    if not lines:
        return Verdict(False, f"it is not signed with the key of {plain(key.name)}")
    verdicts = []
    for line in lines:
        try:
            message, raw = signed_bytes(note.body, line, key.algorithm)
        except NoteUnfit as unfit:
            return Verdict(False, str(unfit))
        verdicts.append(prover.ed25519(key.public, message, raw))
    wrong = [verdict for verdict in verdicts if verdict.holds is not True]
    return wrong[0] if wrong else verdicts[0]


def _answer(check: str, verdict: Verdict, good: str) -> Check:
    if verdict.holds is True:
        return passed(check, good)
    return (failed if verdict.holds is False else not_checkable)(check, verdict.why)


def check_export_signature(
    package: Package, hashes: Mapping[str, str], head: Head, keys: Sequence[LogKeyHeld], prover: Prover
) -> Check:
    """The check export-signature: the desk signed exactly this list of files, at exactly this length of its log."""
    check = "export-signature"
    try:
        note = parse_note(package.read(BAG_SIGNATURE))
    except (NoteUnfit, Unreadable) as problem:
        return failed(check, f"{BAG_SIGNATURE}: {problem}")
    missing = [name for name in BAG_SIGNED if name not in package.sizes]
    if missing:
        return failed(check, f"{', '.join(missing)} is missing, and the desk signed it")
    expected = signed_body(hashes, head.body.size, head.body.text().split("\n")[2])
    key = key_of_size(keys, head.body.size)
    if note.body != expected:
        lines = note.body.split("\n")
        pairs = zip(BAG_SIGNED, lines[1:], expected.split("\n")[1:])
        others = [name for name, signed, here in pairs if signed != here]
        meant = signed_by(Note(expected, note.signatures), key, prover) if key else Verdict(None)
        if meant.holds or (meant.holds is None and signature_changed(package, hashes, others)):
            over = "the desk's signature in it is" if meant.holds else f"{BAG_TAGS} is"
            return failed(
                check,
                f"{BAG_SIGNATURE} was changed: {over} over the files that lie here, and its lines are not",
            )
        if lines[0] != BAG_SIGNED_FORMAT:
            return failed(check, f"{BAG_SIGNATURE} is not that of a {BAG_SIGNED_FORMAT}")
        what = f"another {', another '.join(others)}" if others else "another log"
        return failed(check, f"the desk signed {what} than the one that lies here")
    if key is None:
        return failed(check, "no key of the desk was in use at this length of its log")
    return _answer(check, signed_by(note, key, prover), f"{plain(key.name)} signed {', '.join(BAG_SIGNED)}")


def check_heads(heads: Sequence[Head], keys: Sequence[LogKeyHeld], origin: object, prover: Prover) -> Check:
    """The check checkpoint: the desk signed every head with the key that was in use."""
    check = "checkpoint"
    for head in heads:
        key = key_of_size(keys, head.body.size)
        if head.body.origin != origin or key is None or key.name != origin:
            return failed(check, f"{head.file} is not a head of the log of {plain(origin)}")
        verdict = signed_by(head.note, key, prover)
        if verdict.holds is not True:
            return (failed if verdict.holds is False else not_checkable)(check, f"{head.file}: {verdict.why}")
    return passed(check, f"{len(heads)} heads are signed by {plain(origin)}")


def check_keys(
    keys: Sequence[LogKeyHeld], kept: Mapping[int, tuple[Entry, Mapping[str, Any] | None]], prover: Prover
) -> Check:
    """The check keys: each key came in by an entry of the log, each but the first signed by the one before."""
    check = "keys"
    for number, held in enumerate(keys):
        name = f"key {held.key.key_id.hex()}"
        entry, content = kept.get(held.from_seq, (None, None))
        if entry is None or entry.verb != "key-added" or content is None:
            return failed(check, f"no entry {held.from_seq} of the log brings in {name}")
        try:
            same = strict_base64(str(content.get("public"))) == held.key.public
        except NoteUnfit:
            same = False
        if not same:
            return failed(check, f"entry {held.from_seq} of the log brings in another key than {name}")
        last = number == len(keys) - 1
        if held.to_seq != (None if last else keys[number + 1].from_seq - 1):
            return failed(check, f"the times of use of {name} and of the next do not meet")
        if number == 0:
            continue
        try:
            signature = strict_base64(held.signature_by_previous or "")
        except NoteUnfit:
            return failed(check, f"{name} is not signed by the key before it")
        verdict = prover.ed25519(keys[number - 1].key.public, key_statement_bytes(held.key), signature)
        if verdict.holds is not True:
            return (failed if verdict.holds is False else not_checkable)(check, f"{name}: {verdict.why}")
    added = {seq for seq, (entry, _) in kept.items() if entry.verb == "key-added"}
    if added != {held.from_seq for held in keys}:
        return failed(check, "the log brings in a key that keys.json does not give")
    return passed(
        check,
        f"{len(keys)} keys of the desk, each brought in by its log; the first is {keys[0].key.vkey()}: compare it with"
        " what the desk publishes elsewhere",
    )


def check_cosignatures(
    heads: Sequence[Head],
    witnesses: Sequence[NoteKey],
    prover: Prover,
    times: EntryTimes,
    kept: Mapping[int, tuple[Entry, Mapping[str, Any] | None]],
) -> tuple[Check, int]:
    """The check cosignatures: other desks that saw a head, and when; and the longest log that one of them saw.

    Their times are held to the dates of the entries, as those of stamps are. None is long after the newest entry given:
    that is the one of the export itself, and a head is cosigned before it can be given.
    """
    check, seen = "cosignatures", 0
    good: list[str] = []
    told: list[tuple[int, str, datetime]] = []
    newest = max(times.ats, default="")
    early: list[str] = []
    untold = ""
    for head in {head.body.size: head for head in reversed(heads)}.values():
        for witness in witnesses:
            if not any(signature.is_of(witness) for signature in head.note.signatures):
                continue
            verdict = signed_by(head.note, witness, prover)
            if verdict.holds is False:
                why = f"the cosignature of {plain(witness.name)} under {head.file}: {verdict.why}"
                return failed(check, why), 0
            if verdict.holds is None:
                untold = verdict.why
                continue
            said = [cosignature_time(one) for one in head.note.signatures if one.is_of(witness)]
            instants = [_instant(one) for one in said]
            who = f"the cosignature of {plain(witness.name)} under {head.file}"
            for seconds, instant in zip(said, instants):
                if instant is None:
                    return failed(check, f"{who} gives second {seconds} since 1970, which no clock shows"), 0
                told.append((head.body.size, witness.name, instant))
            latest = max(one for one in instants if one is not None)
            if newest and at_text(moved(latest, -COSIGNED_LATER)) > newest:
                early.append(
                    f"{who} is of {latest:%Y-%m-%dT%H:%M:%SZ}, long after the newest entry here ({newest})"
                )
                continue
            seen = max(seen, head.body.size)
            good.append(
                f"{plain(witness.name)} saw the log of {head.body.size} entries on"
                f" {min(one for one in instants if one is not None):%Y-%m-%dT%H:%M:%SZ}"
            )
    wrong = cosigned_problems(times, kept, told)
    if wrong:
        return failed(check, named(wrong, "like it")), 0
    if early:
        return not_checkable(check, named(early, "like it")), 0
    if good:
        why = f"{named(good, 'cosignatures')}; the witnesses' keys came with the export: compare them"
        return passed(check, why), seen
    return not_checkable(check, untold or "no witness whose key is given has signed a head of this log"), 0


def _instant(seconds: int) -> datetime | None:
    try:
        return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)
    except OverflowError:
        return None
