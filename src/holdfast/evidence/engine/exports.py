"""An export of a desk, folder or zip: every check a stranger can make of it, without us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from holdfast.evidence.engine.bags import BAG_TRACE, check_bag, files_changed
from holdfast.evidence.engine.collected import CAPTURE_FOLDER, COLLECTING, check_captures
from holdfast.evidence.engine.copies import REDACTION_FOLDER, check_redactions
from holdfast.evidence.engine.custodylog import (
    ENTRIES_CAP,
    LOG_ENTRIES,
    LOG_HEAD,
    LOG_HEADS,
    LOG_KEYS,
    LOG_LEAVES,
    LOG_WITNESSES,
    LogRead,
    check_tree,
    no_log,
    read_heads,
    read_keys,
    read_leaves,
    read_log,
    read_witnesses,
)
from holdfast.evidence.engine.der import Certificate
from holdfast.evidence.engine.ots import Header
from holdfast.evidence.engine.packages import Package, open_package
from holdfast.evidence.engine.provers import Prover
from holdfast.evidence.engine.results import (
    PASSED,
    Check,
    Unreadable,
    failed,
    guarded,
    named,
    passed,
    plain,
    stumbled,
)
from holdfast.evidence.engine.signings import (
    check_cosignatures,
    check_export_signature,
    check_heads,
    check_keys,
)
from holdfast.evidence.engine.timeproofs import (
    PROOF_FILE,
    TRUST_HEADERS,
    check_times,
    covering,
    dates_problems,
    on_the_readers_word,
)
from holdfast.evidence.engine.zips import name_unfit

EXPORT_FILE = "data/export.json"
EXPORT_FORMAT = "holdfast export 2"
EXPORT_TEXTS = ("desk", "made", "by", "tool", "form")
EXPORT_PARTS = frozenset(
    {EXPORT_FILE, "data/report.html", LOG_ENTRIES, LOG_LEAVES, LOG_HEAD, LOG_KEYS, LOG_WITNESSES}
)
CAPTURE_STATES = ("whole", "redacted", "expunged")


def check_export(
    path: Path, anchors: Sequence[Certificate], headers: Mapping[int, Header], prover: Prover
) -> list[Check]:
    """All checks of an export; a part that cannot be read fails the check it belongs to, and the others go on."""
    try:
        package = open_package(path)
    except (Unreadable, OSError) as problem:
        return [failed("bag", f"the export cannot be read: {problem}")]
    try:
        return _checks_of_package(package, anchors, headers, prover)
    finally:
        package.close()


def _checks_of_package(
    package: Package, anchors: Sequence[Certificate], headers: Mapping[int, Header], prover: Prover
) -> list[Check]:
    hashes = package.hashes(package.sizes)
    try:
        export = read_export(package)
        changed = files_changed(package, hashes)
    except Exception as error:  # noqa: BLE001  what breaks one check must not hide another
        bag = guarded(("bag",), lambda: [check_bag(package, hashes)])
        return [*bag, failed("complete", stumbled(error))]
    checks: list[Check] = []
    unlike = LOG_LEAVES in changed & package.sizes.keys() and LOG_ENTRIES not in changed
    captures = {capture["key"]: capture for capture in export["captures"]}
    log: LogRead | None = None
    try:
        wanted = {seq for capture in captures.values() for seq in capture["entries"]}
        try:
            leaves = read_leaves(package)
        except Unreadable as problem:
            if not unlike:
                raise
            leaves = b""
            checks.append(failed("tree", str(problem)))
        log = read_log(package, leaves, set(captures), wanted, unlike=unlike)
        checks += log.checks
        heads = read_heads(package)
        if leaves or not unlike:
            listed = export["log"]
            checks.append(check_tree(leaves, heads, listed.get("size"), listed.get("root"), changed))
    except Exception as error:  # noqa: BLE001  what breaks one check must not hide another
        checks.append(failed("tree", stumbled(error)))
        heads = []
    if log is None:
        checks.append(failed("entries", "without the log's hashes its entries cannot be held to anything"))
        log = no_log()
    if heads:
        checks += _signed(package, hashes, heads, export, log, anchors, headers, prover)
    else:
        checks.append(failed("checkpoint", f"{LOG_HEAD} or another head of the log is missing or damaged"))
    read = log
    checks += guarded(("manifests", "objects"), lambda: check_captures(package, hashes, captures, read))
    checks += guarded(("redactions",), lambda: [check_redactions(package, hashes, export, captures, read)])
    checks += guarded(("complete",), lambda: [check_complete(package, export, captures, read)])
    signed = any(check.name == "export-signature" and check.result == PASSED for check in checks)
    return [*guarded(("bag",), lambda: [check_bag(package, hashes, signed)]), *checks]


def _signed(
    package: Package,
    hashes: Mapping[str, str],
    heads: Sequence[Any],
    export: Mapping[str, Any],
    log: LogRead,
    anchors: Sequence[Certificate],
    headers: Mapping[int, Header],
    prover: Prover,
) -> list[Check]:
    try:
        keys = read_keys(package)
        witnesses = read_witnesses(package)
        sealed = sealing_entries({capture["key"] for capture in export["captures"]}, log)
    except Exception as error:  # noqa: BLE001  what breaks one check must not hide another
        return [
            failed("keys", stumbled(error)),
            failed("export-signature", "without the desk's keys it means nothing"),
        ]

    def outside() -> list[Check]:
        times, proven = check_times(package, heads, keys, anchors, headers, prover, sealed)
        wrong = dates_problems(log.times, log.kept, proven)
        if wrong:
            times[0] = failed("timestamps", named(wrong, "like it"))
        cosigned, seen = check_cosignatures(heads, witnesses, prover, log.times, log.kept)
        cosigned = covering(cosigned, seen, sealed)
        return on_the_readers_word(times, cosigned, bool(anchors), bool(headers))

    return [
        *guarded(
            ("export-signature",),
            lambda: [check_export_signature(package, hashes, heads[0], keys, prover)],
        ),
        *guarded(("checkpoint",), lambda: [check_heads(heads, keys, export["origin"], prover)]),
        *guarded(("keys",), lambda: [check_keys(keys, log.kept, prover)]),
        *guarded(("cosignatures", "timestamps", "opentimestamps"), outside),
    ]


def sealing_entries(captures: set[str], log: LogRead) -> dict[str, int]:
    """Where the log seals each capture that is given, and each redacted copy of one."""
    found: dict[str, int] = {}
    for seq, (entry, content) in log.kept.items():
        if entry.object not in captures:
            continue
        if entry.verb in COLLECTING:
            found[entry.object] = max(seq, found.get(entry.object, 0))
        elif entry.verb == "redacted" and content is not None:
            found[str(content.get("redaction"))] = seq
    return found


def read_export(package: Package) -> dict[str, Any]:
    """export.json, its shape checked; Unreadable when it is not what it should be."""
    export = package.json(EXPORT_FILE)
    if not isinstance(export, dict) or export.get("format") != EXPORT_FORMAT:
        raise Unreadable(f"{EXPORT_FILE} is not that of a {EXPORT_FORMAT}")
    captures, log = export.get("captures"), export.get("log")
    if (
        not isinstance(captures, list)
        or not isinstance(log, dict)
        or type(log.get("size")) is not int
        or not isinstance(log.get("root"), str)
    ):
        raise Unreadable(f"{EXPORT_FILE} lists no captures or no log")
    keys = set()
    for capture in captures:
        key = capture.get("key") if isinstance(capture, dict) else None
        if not isinstance(key, str) or name_unfit(key) or "/" in key or key in keys:
            raise Unreadable(f"{EXPORT_FILE} lists a capture without a name of its own")
        keys.add(key)
        entries = capture.get("entries")
        if not isinstance(entries, list) or not all(
            type(seq) is int and 0 < seq < ENTRIES_CAP for seq in entries
        ):
            raise Unreadable(f"{EXPORT_FILE} lists no entries of {plain(key)}")
        if capture.get("state") not in CAPTURE_STATES or not isinstance(capture.get("manifest"), str):
            raise Unreadable(f"{EXPORT_FILE} says no state or no manifest of {plain(key)}")
        left_out = capture.get("left_out", [])
        if not isinstance(left_out, list) or not all(isinstance(name, str) for name in left_out):
            raise Unreadable(f"{EXPORT_FILE} does not say which parts of {plain(key)} are left out")
    left_out = export.get("left_out", [])
    if not isinstance(left_out, list) or not all(
        isinstance(one, dict) and all(isinstance(one.get(word), str) for word in ("what", "why"))
        for one in left_out
    ):
        raise Unreadable(f"{EXPORT_FILE} does not say what is left out")
    absent = export.get("not_preserved", [])
    if not isinstance(absent, list) or not all(isinstance(key, str) for key in absent):
        raise Unreadable(f"{EXPORT_FILE} does not say which documents have no capture")
    if not all(isinstance(export.get(name, ""), str) for name in EXPORT_TEXTS):
        raise Unreadable(f"{EXPORT_FILE} does not say in words who made it, when, and with what")
    if not isinstance(export.get("origin"), str):
        raise Unreadable(f"{EXPORT_FILE} does not name the log")
    return export


def check_complete(
    package: Package, export: Mapping[str, Any], captures: Mapping[str, Mapping[str, Any]], log: LogRead
) -> Check:
    """The check complete: nothing the export names is left out, and nothing lies in it that it does not name."""
    wrong: list[str] = []
    about: dict[str, set[str]] = {key: set() for key in captures}
    listed: dict[str, set[int]] = {key: set(capture["entries"]) for key, capture in captures.items()}
    for seq, (entry, _) in log.kept.items():
        if entry.object in about:
            about[entry.object].add(entry.verb)
            if seq not in listed[entry.object]:
                wrong.append(f"entry {seq} is about {entry.object}, and the export does not list it")
    for key, capture in captures.items():
        wrong += [
            f"entry {seq} about {plain(key)} is missing" for seq in sorted(listed[key] - log.found)[:10]
        ]
        if not about[key] & set(COLLECTING):
            wrong.append(f"no entry of the log says who collected {plain(key)}")
        for state, verb in (("redacted", "redacted"), ("expunged", "expunged")):
            if capture["state"] == state and verb not in about[key]:
                wrong.append(f"{plain(key)} is said to be {state}, and no entry of the log says so")
        if capture["state"] == "whole" and "expunged" in about[key]:
            wrong.append(f"{plain(key)} was expunged, and the export says that it is whole")
    folders = {
        name[len(CAPTURE_FOLDER) :].split("/", 1)[0]
        for name in package.sizes
        if name.startswith(CAPTURE_FOLDER)
    }
    wrong += [
        f"there are files of {plain(key)}, which the export does not list"
        for key in sorted(folders - set(captures))
    ]
    wrong += [f"{plain(name)} is there, and no part of the export is called so" for name in strays(package)]
    if not export["captures"]:
        wrong.append("the export lists no capture")
    if wrong:
        return failed("complete", named(wrong, "like it"))
    return passed("complete", f"{len(captures)} captures, with every entry the export says is about them")


def strays(package: Package) -> list[str]:
    """Files under data/ that are no part of an export, whatever lists them: what lies there was checked by nothing.

    Captures and redacted copies are held to their manifests and records elsewhere.
    """
    proofs = [found for found in (PROOF_FILE.fullmatch(name) for name in package.sizes) if found]
    trusted = {f"data/trust/{found[2]}.pem" for found in proofs if found[3] == "tsr"}
    known = EXPORT_PARTS | trusted | ({TRUST_HEADERS} if any(one[3] == "ots" for one in proofs) else set())
    return sorted(
        name
        for name in package.sizes
        if name.startswith("data/")
        and name not in known
        and not name.startswith((CAPTURE_FOLDER, REDACTION_FOLDER))
        and not LOG_HEADS.fullmatch(name)
        and not PROOF_FILE.fullmatch(name)
        and name.rsplit("/", 1)[-1] != BAG_TRACE
    )
