"""An export of a desk, folder or zip: every check a stranger can make of it, without us."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from holdfast.evidence.engine.bags import check_bag
from holdfast.evidence.engine.custodylog import (
    LOG_HEAD,
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
from holdfast.evidence.engine.redacted import RedactionUnfit, read_redaction, redaction_problems
from holdfast.evidence.engine.results import FAILED, Check, Unreadable, failed, named, passed, plain
from holdfast.evidence.engine.signings import (
    check_cosignatures,
    check_export_signature,
    check_heads,
    check_keys,
)
from holdfast.evidence.engine.timeproofs import check_times, dates_problems
from holdfast.evidence.engine.wacz import WACZ_DIGEST, check_wacz_files
from holdfast.evidence.engine.zips import ZIP_DAMAGE, GuardedZip, name_unfit

EXPORT_FILE = "data/export.json"
EXPORT_FORMAT = "holdfast export 1"
CAPTURE_FORMAT = "holdfast capture 1"
CAPTURE_STATES = ("whole", "redacted", "expunged")
CAPTURE_FOLDER = "data/captures/"
REDACTION_FOLDER = "data/redactions/"
COLLECTING = ("collected", "uploaded")
PACKED = "capture.wacz"


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
    checks = [check_bag(package, hashes)]
    try:
        export = read_export(package)
    except Unreadable as problem:
        return [*checks, failed("complete", str(problem))]
    captures = {capture["key"]: capture for capture in export["captures"]}
    log: LogRead | None = None
    try:
        leaves = read_leaves(package)
        wanted = {seq for capture in captures.values() for seq in capture["entries"]}
        log = read_log(package, leaves, set(captures), wanted)
        checks += log.checks
        heads = read_heads(package)
        checks.append(check_tree(leaves, heads, export["log"].get("size"), export["log"].get("root")))
    except (Unreadable, OSError) as problem:
        checks.append(failed("tree", str(problem)))
        heads = []
    if log is None:
        checks.append(failed("entries", "without the log's hashes its entries cannot be held to anything"))
        log = no_log()
    if heads:
        checks += _signed(package, hashes, heads, export, log, anchors, headers, prover)
    else:
        checks.append(failed("checkpoint", f"{LOG_HEAD} or another head of the log is missing or damaged"))
    checks += check_captures(package, hashes, captures, log)
    checks.append(check_redactions(package, hashes, log))
    checks.append(check_complete(package, export, captures, log))
    return checks


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
    except Unreadable as problem:
        return [
            failed("keys", str(problem)),
            failed("export-signature", "without the desk's keys it means nothing"),
        ]
    times, proven = check_times(package, heads, keys, anchors, headers, prover)
    wrong = dates_problems(log.times, log.kept, proven)
    if wrong:
        times[0] = failed("timestamps", named(wrong, "like it"))
    return [
        check_export_signature(package, hashes, heads[0], keys, prover),
        check_heads(heads, keys, export.get("origin"), prover),
        check_keys(keys, log.kept, prover),
        check_cosignatures(heads, witnesses, prover),
        *times,
    ]


def read_export(package: Package) -> dict[str, Any]:
    """export.json, its shape checked; Unreadable when it is not what it should be."""
    export = package.json(EXPORT_FILE)
    if not isinstance(export, dict) or export.get("format") != EXPORT_FORMAT:
        raise Unreadable(f"{EXPORT_FILE} is not that of a {EXPORT_FORMAT}")
    captures, log = export.get("captures"), export.get("log")
    if not isinstance(captures, list) or not isinstance(log, dict):
        raise Unreadable(f"{EXPORT_FILE} lists no captures or no log")
    keys = set()
    for capture in captures:
        key = capture.get("key") if isinstance(capture, dict) else None
        if not isinstance(key, str) or name_unfit(key) or "/" in key or key in keys:
            raise Unreadable(f"{EXPORT_FILE} lists a capture without a name of its own")
        keys.add(key)
        entries = capture.get("entries")
        if not isinstance(entries, list) or not all(isinstance(seq, int) for seq in entries):
            raise Unreadable(f"{EXPORT_FILE} lists no entries of {plain(key)}")
        if capture.get("state") not in CAPTURE_STATES or not isinstance(capture.get("manifest"), str):
            raise Unreadable(f"{EXPORT_FILE} says no state or no manifest of {plain(key)}")
        left_out = capture.get("left_out", [])
        if not isinstance(left_out, list) or not all(isinstance(name, str) for name in left_out):
            raise Unreadable(f"{EXPORT_FILE} does not say which parts of {plain(key)} are left out")
    return export


def check_captures(
    package: Package, hashes: Mapping[str, str], captures: Mapping[str, Mapping[str, Any]], log: LogRead
) -> list[Check]:
    """The checks manifests, objects and wacz-files: the log sealed each manifest, each manifest its parts."""
    sealed: dict[str, str] = {}
    for entry, content in log.kept.values():
        if entry.verb in COLLECTING and content is not None:
            sealed[entry.object] = str(content.get("manifest"))
    unsealed: list[str] = []
    missing: list[str] = []
    forged: list[str] = []
    withheld: list[str] = []
    parts = packages = 0
    for key, capture in captures.items():
        allowed = {"manifest.json", "tombstone.json"}
        name = f"{CAPTURE_FOLDER}{key}/manifest.json"
        if capture["state"] != "expunged" and sealed.get(key) != capture["manifest"]:
            unsealed.append(f"the log sealed another manifest of {plain(key)} than the export names, or none")
        if name not in package.sizes:
            if capture["state"] == "whole":
                unsealed.append(f"{name} is missing")
            else:
                missing += _strangers(package, key, allowed)
            continue
        if hashes.get(name) != capture["manifest"]:
            unsealed.append(f"{plain(name)} was changed: it is not the one the log sealed")
            continue
        try:
            manifest = package.json(name)
            listed = _parts(manifest, key)
        except Unreadable as problem:
            unsealed.append(str(problem))
            continue
        left_out = set(capture.get("left_out", []))
        gone = [part for part in listed if part["name"] in left_out]
        gone = [part for part in gone if f"{CAPTURE_FOLDER}{key}/{part['name']}" not in package.sizes]
        withheld += [f"{plain(key)}/{plain(part['name'])}" for part in gone]
        if capture["state"] == "whole":
            here = [part for part in listed if part not in gone]
            parts += len(here)
            found = [_part_problem(package, hashes, key, part) for part in here]
            missing += [one for one in found if one]
        missing += _strangers(package, key, allowed | {part["name"] for part in listed} | {PACKED})
        packed = f"{CAPTURE_FOLDER}{key}/{PACKED}"
        if packed in package.sizes and all(part["name"] != PACKED for part in listed):
            packages += 1
            forgery = _packed_problem(package, packed, listed)
            forged += [f"{plain(packed)}: {forgery}"] if forgery else []
    checks = [
        failed("manifests", named(unsealed, "like it"))
        if unsealed
        else passed(
            "manifests", f"{len(captures)} captures are the ones the log sealed when they were collected"
        ),
        failed("objects", named(missing, "like it"))
        if missing
        else passed(
            "objects",
            f"{parts} files are there, with the hashes their manifests give"
            + (f"; left out, and the export says so: {named(withheld, 'like it')}" if withheld else ""),
        ),
    ]
    if forged:
        checks.append(failed("wacz-files", named(forged, "like it")))
    elif packages:
        checks.append(
            passed(
                "wacz-files",
                f"{packages} packages hold the very WARCs that were collected, for viewers of WACZ",
            )
        )
    return checks


def _strangers(package: Package, key: str, allowed: set[str]) -> list[str]:
    """Files that lie in a capture's folder as if they had been collected with it."""
    folder = f"{CAPTURE_FOLDER}{key}/"
    return [
        f"{plain(name)} is there, and was not collected with {plain(key)}"
        for name in package.sizes
        if name.startswith(folder) and name[len(folder) :] not in allowed
    ]


def _packed_problem(package: Package, name: str, listed: Sequence[Mapping[str, Any]]) -> str | None:
    """What keeps a WACZ from being the collected WARCs in another wrapping."""
    sealed = {f"archive/{part['name']}": part["sha256"] for part in listed if part.get("role") == "warc"}
    try:
        with package.open(name) as file, GuardedZip(file) as packed:
            files = check_wacz_files(packed)
            if files.result == FAILED:
                return files.why
            if WACZ_DIGEST not in packed.entries:
                return f"its {WACZ_DIGEST} was dropped"
            archives = [one for one in packed.entries if one.startswith("archive/")]
            for one in archives:
                running = hashlib.sha256()
                for piece in packed.pieces(one):
                    running.update(piece)
                if sealed.get(one) != running.hexdigest():
                    return f"{plain(one)} is not the WARC that was collected: the package was forged"
    except (Unreadable, *ZIP_DAMAGE) as problem:
        return f"it cannot be read: {problem if isinstance(problem, Unreadable) else type(problem).__name__}"
    missing = sorted(set(sealed) - set(archives))
    return f"{plain(missing[0])} is missing from it" if missing else None


def _parts(manifest: Any, key: str) -> list[dict[str, Any]]:
    if (
        not isinstance(manifest, dict)
        or manifest.get("format") != CAPTURE_FORMAT
        or manifest.get("key") != key
    ):
        raise Unreadable(f"the manifest of {plain(key)} is not that of this capture")
    parts = manifest.get("parts")
    if not isinstance(parts, list) or not all(
        isinstance(part, dict) and isinstance(part.get("name"), str) and isinstance(part.get("sha256"), str)
        for part in parts
    ):
        raise Unreadable(f"the manifest of {plain(key)} lists no parts")
    return parts


def _part_problem(
    package: Package, hashes: Mapping[str, str], key: str, part: Mapping[str, Any]
) -> str | None:
    name = f"{CAPTURE_FOLDER}{key}/{part['name']}"
    if name not in package.sizes:
        return f"{plain(name)} is missing"
    if hashes.get(name) != part["sha256"]:
        return f"{plain(name)} was changed: it is not the file that was collected"
    return f"{plain(name)} has another size" if part.get("size") != package.sizes[name] else None


def check_redactions(package: Package, hashes: Mapping[str, str], log: LogRead) -> Check:
    """The check redactions: each redacted copy is the one its record names, each record one the log sealed."""
    contents = [content for entry, content in log.kept.values() if entry.verb == "redacted" and content]
    wrong: list[str] = []
    named_files: set[str] = set()
    count = 0
    for name in sorted(package.sizes):
        if not name.startswith(REDACTION_FOLDER) or not name.endswith(".json"):
            continue
        data = package.read(name)
        try:
            record = read_redaction(data)
        except RedactionUnfit as unfit:
            wrong.append(f"{plain(name)}: the record cannot be read: {unfit}")
            continue
        count += 1
        copy = f"{name.rsplit('/', 1)[0]}/{record['redacted']['name']}"
        named_files |= {name, copy}
        if copy not in package.sizes:
            wrong.append(f"{plain(copy)} is missing, and {plain(name)} names it")
            continue
        digest = hashlib.sha256(data).hexdigest()
        content = next(
            (one for one in contents if one.get("record") == digest), contents[0] if contents else None
        )
        wrong += [
            f"{plain(name)}: {problem}" for problem in redaction_problems(data, hashes.get(copy, ""), content)
        ]
    wrong += [
        f"{plain(name)} is a redacted copy without a record"
        for name in package.sizes
        if name.startswith(REDACTION_FOLDER) and name not in named_files and not name.endswith(".json")
    ]
    if wrong:
        return failed("redactions", named(wrong, "like it"))
    if not count:
        return passed("redactions", "there are no redacted copies")
    return passed(
        "redactions", f"{count} redacted copies are bound to sealed originals by records the log sealed"
    )


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
    if not export["captures"]:
        wrong.append("the export lists no capture")
    if wrong:
        return failed("complete", named(wrong, "like it"))
    return passed("complete", f"{len(captures)} captures, with every entry the export says is about them")
