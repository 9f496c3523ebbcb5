"""The proofs of time in an export: tokens of authorities and proofs of calendars over heads of the log."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from holdfast.evidence.engine.custodylog import (
    EntryTimes,
    Head,
    LogKeyHeld,
    key_of_size,
    stamped_hash,
    stamped_text,
)
from holdfast.evidence.engine.der import Certificate, read_certificates
from holdfast.evidence.engine.entries import Entry
from holdfast.evidence.engine.ots import Header, judge_ots, read_headers
from holdfast.evidence.engine.packages import Package
from holdfast.evidence.engine.provers import Prover
from holdfast.evidence.engine.results import (
    FAILED,
    NOT_CHECKABLE,
    PASSED,
    Check,
    Unreadable,
    failed,
    named,
    not_checkable,
    passed,
    plain,
)
from holdfast.evidence.engine.stamps import Judged, fingerprint, judge_stamp

PROOF_FILE = re.compile(r"data/proofs/([1-9][0-9]{0,17})-([^/]+)\.(tsr|ots)")
TRUST_HEADERS = "data/trust/bitcoin-headers.txt"
CLOCKS_DIFFER = timedelta(minutes=5)
LATEST = 1 << 62


def check_times(
    package: Package,
    heads: Sequence[Head],
    keys: Sequence[LogKeyHeld],
    anchors: Sequence[Certificate],
    headers: Mapping[int, Header],
    prover: Prover,
    sealed: Mapping[str, int],
) -> tuple[list[Check], list[tuple[int, datetime]]]:
    """The checks timestamps and opentimestamps; and the length of the log that existed by each proven time.

    `sealed` is where the log seals each thing that the export gives: a proof over a shorter log says nothing of it.
    """
    by_size = {head.body.size: head for head in reversed(heads)}
    judged: dict[str, list[tuple[str, Judged]]] = {"tsr": [], "ots": []}
    proven: list[tuple[int, datetime]] = []
    covered = {"tsr": 0, "ots": 0}
    for name in sorted(package.sizes):
        found = PROOF_FILE.fullmatch(name)
        if not found:
            continue
        size, authority, kind = int(found[1]), found[2], found[3]
        try:
            answer = _judge_file(package, name, by_size.get(size), keys, authority, anchors, headers, prover)
        except Unreadable as problem:
            answer = Judged(FAILED, str(problem))
        judged[kind].append((name, answer))
        if answer.time is not None:
            proven.append((size, answer.time))
            covered[kind] = max(covered[kind], size)
    given = (
        "given"
        if anchors
        else "that came with the export: compare their fingerprints with the authority's own"
    )
    marks = sorted({fingerprint(one)[:16] for one in _roots(package)}) if not anchors else []
    trusted = f"under the authorities {given}{' (' + ', '.join(marks[:4]) + ')' if marks else ''}"
    pinned = "given" if headers else f"in {TRUST_HEADERS}: compare it with any copy of the Bitcoin chain"
    return [
        covering(
            _check_of_proofs("timestamps", judged["tsr"], "no authority stamped a head of this log", trusted),
            covered["tsr"],
            sealed,
        ),
        covering(
            _check_of_proofs(
                "opentimestamps",
                judged["ots"],
                "no calendar's proof is given",
                f"by the Bitcoin headers {pinned}",
            ),
            covered["ots"],
            sealed,
        ),
    ], proven


def _judge_file(
    package: Package,
    name: str,
    head: Head | None,
    keys: Sequence[LogKeyHeld],
    authority: str,
    anchors: Sequence[Certificate],
    headers: Mapping[int, Header],
    prover: Prover,
) -> Judged:
    key = key_of_size(keys, head.body.size) if head else None
    if head is None or key is None:
        return Judged(FAILED, "the head it is a proof for is not in the export")
    text = stamped_text(head, key)
    data = package.read(name)
    if name.endswith(".ots"):
        if not headers and TRUST_HEADERS in package.sizes:
            headers = read_headers(package.text(TRUST_HEADERS))
        return _of_entries(
            judge_ots(data, lambda hash_name: stamped_hash(text, hash_name), headers), head.body.size
        )
    trust = f"data/trust/{authority}.pem"
    brought = bool(anchors)
    if not anchors and trust in package.sizes:
        anchors = read_certificates(package.read(trust))
    judged = judge_stamp(data, lambda hash_name: stamped_hash(text, hash_name), anchors, prover)
    if brought and judged.result == FAILED and judged.stranger:
        # The reader may trust one of two authorities: of the other's token nothing is known to be wrong.
        judged = judged._replace(result=NOT_CHECKABLE)
    return _of_entries(judged, head.body.size)


def _of_entries(judged: Judged, size: int) -> Judged:
    """Say what the data is that a proof is over: all entries up to the head's, and none after."""
    return judged._replace(why=judged.why.replace("the data existed", f"entries 1 to {size} existed", 1))


def covering(check: Check, size: int, sealed: Mapping[str, int]) -> Check:
    """A check that passed, held to what it covers: a proof over an old head does not speak for what came after it."""
    above = sorted(thing for thing, seq in sealed.items() if seq > size)
    if check.result != PASSED or not above:
        return check
    return not_checkable(
        check.name,
        f"nothing here covers {named([f'{plain(one)} (entry {sealed[one]})' for one in above], 'like it')}: they came"
        f" after entry {size}, the last one covered; {check.why}",
    )


def on_the_readers_word(times: Sequence[Check], cosigned: Check, brought: bool, pinned: bool) -> list[Check]:
    """Where the reader brings authorities or headers and nothing holds under them, nothing that came along does."""
    stamps, anchored = times
    holds = any(own and one.result == PASSED for one, own in ((stamps, brought), (anchored, pinned)))
    if holds or not (brought or pinned):
        return [cosigned, *times]
    stand_in = (
        "; whom to trust was given, and nothing under it speaks for all of the export: this came with it"
    )
    return [
        not_checkable(one.name, one.why + stand_in) if one.result == PASSED and not own else one
        for one, own in ((cosigned, False), (stamps, brought), (anchored, pinned))
    ]


def _roots(package: Package) -> list[Certificate]:
    found: list[Certificate] = []
    for name in package.sizes:
        if name.startswith("data/trust/") and name.endswith(".pem"):
            try:
                found += [one for one in read_certificates(package.read(name)) if one.issuer == one.subject]
            except Unreadable:
                continue
    return found


def _check_of_proofs(name: str, judged: Sequence[tuple[str, Judged]], none: str, under: str) -> Check:
    wrong = [f"{plain(file)}: {one.why}" for file, one in judged if one.result == FAILED]
    good = [one.why for _, one in judged if one.result == PASSED]
    open_ends = [f"{plain(file)}: {one.why}" for file, one in judged if one.result not in (FAILED, PASSED)]
    if wrong:
        return failed(name, named(wrong, "like it"))
    if good:
        rest = f"; not checkable: {named(open_ends, 'like it')}" if open_ends else ""
        return passed(name, f"{named(good, 'proofs')}, {under}{rest}")
    return not_checkable(name, named(open_ends, "like it") or none)


def dates_problems(
    times: EntryTimes,
    kept: Mapping[int, tuple[Entry, Mapping[str, Any] | None]],
    proven: Sequence[tuple[int, datetime]],
) -> list[str]:
    """Entries whose dates the proofs contradict: later than a proof over them, or earlier than one before them."""
    wrong: list[str] = []
    proofs = sorted(proven, key=lambda one: one[1])
    for size, time in proofs:
        latest = at_text(time + CLOCKS_DIFFER)
        wrong += [
            f"entry {seq} is dated {at}, after {time:%Y-%m-%dT%H:%M:%SZ}, when it was proven to exist"
            for seq, at in zip(times.seqs, times.ats)
            if seq <= size and at > latest
        ]
    entered: dict[int, int] = {}
    for seq, (entry, content) in kept.items():
        if entry.verb == "stamped" and content and isinstance(content.get("checkpoint"), int):
            entered.setdefault(content["checkpoint"], seq)
    for size, time in proofs:
        seq_of_stamp = entered.get(size)
        if seq_of_stamp is None or (size, time) != min(one for one in proofs if one[0] == size):
            continue
        earliest = at_text(time - CLOCKS_DIFFER)
        wrong += [
            f"entry {seq} is dated {at}, before {time:%Y-%m-%dT%H:%M:%SZ}, and stands after the stamp of that time:"
            " backdated"
            for seq, at in zip(times.seqs, times.ats)
            if seq >= seq_of_stamp and at < earliest
        ]
    return wrong


def cosigned_problems(
    times: EntryTimes,
    kept: Mapping[int, tuple[Entry, Mapping[str, Any] | None]],
    seen: Sequence[tuple[int, str, datetime]],
) -> list[str]:
    """What the dates of the entries say against the times at which witnesses say they saw the log: length, who, when.

    No entry that a witness saw is of later, and none after the one that enters the cosignature is of earlier.
    """
    wrong: list[str] = []
    entered: dict[tuple[int, str], int] = {}
    for seq, (entry, content) in kept.items():
        if entry.verb == "cosigned" and content and type(content.get("checkpoint")) is int:
            entered.setdefault((content["checkpoint"], str(content.get("witness"))), seq)
    newest: list[str] = []  # the latest date up to each entry given
    for at in times.ats:
        newest.append(at if not newest or at > newest[-1] else newest[-1])
    for size, who, time in seen:
        upto = bisect_right(times.seqs, size)
        if upto and newest[upto - 1] > at_text(moved(time, CLOCKS_DIFFER)):
            wrong.append(
                f"{plain(who)} says that it saw the log of {size} entries on {time:%Y-%m-%dT%H:%M:%SZ}, and one of them"
                f" is dated {newest[upto - 1]}"
            )
        after = bisect_left(times.seqs, entered.get((size, who), LATEST))
        earliest = at_text(moved(time, -CLOCKS_DIFFER))
        if after < len(times.ats) and times.ats[after] < earliest:
            wrong.append(
                f"{plain(who)} says that it saw the log of {size} entries on {time:%Y-%m-%dT%H:%M:%SZ}, and entry"
                f" {times.seqs[after]}, which stands after that was entered, is dated {times.ats[after]}"
            )
    return wrong


def moved(time: datetime, by: timedelta) -> datetime:
    """A time earlier or later by so much, as far as there are years."""
    try:
        return time + by
    except OverflowError:
        return time


def at_text(time: datetime) -> str:
    """A time as entries write it, so that the order of the texts is that of the times."""
    return f"{time.year:04}{time:-%m-%dT%H:%M:%S.%fZ}"
