"""The captures in an export: each manifest is the one the log sealed, each file the one its manifest lists."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, cast

from holdfast.evidence.engine.custodylog import LogRead
from holdfast.evidence.engine.packages import Package
from holdfast.evidence.engine.results import (
    FAILED,
    Check,
    Unreadable,
    failed,
    named,
    passed,
    plain,
    stumbled,
)
from holdfast.evidence.engine.wacz import WACZ_DIGEST, check_wacz_files
from holdfast.evidence.engine.warc import WarcCounts, read_warc
from holdfast.evidence.engine.zipbytes import hidden_bytes
from holdfast.evidence.engine.zips import ZIP_DAMAGE, GuardedZip

CAPTURE_FOLDER = "data/captures/"
CAPTURE_FORMAT = "holdfast capture 1"
COLLECTING = ("collected", "uploaded")
MANIFEST, TOMBSTONE, PACKED = "manifest.json", "tombstone.json", "capture.wacz"
TOMBSTONE_FORMAT = "holdfast tombstone 1"
# A tombstone's words, and those of the entry of the log that they must be.
TOMBSTONE_SAYS = {
    "ground": "ground",
    "text": "text",
    "by": "by",
    "approvers": "approvers",
    "at": "at",
    "kept_redactions": "keep_redactions",
}


class CaptureFindings:
    """What the captures came to."""

    def __init__(self) -> None:
        self.unsealed: list[str] = []
        self.missing: list[str] = []
        self.forged: list[str] = []
        self.withheld: list[str] = []
        self.twofold: list[str] = []
        self.warcs = self.records = 0
        self.parts = self.packages = 0


def check_captures(
    package: Package, hashes: Mapping[str, str], captures: Mapping[str, Mapping[str, Any]], log: LogRead
) -> list[Check]:
    """The checks manifests, objects and wacz-files: the log sealed each manifest, each manifest its parts."""
    found = CaptureFindings()
    collecting: dict[str, list[str | None]] = {}
    ended: dict[str, list[Mapping[str, Any] | None]] = {}
    for entry, content in log.kept.values():
        if entry.verb in COLLECTING:
            collecting.setdefault(entry.object, []).append(
                None if content is None else str(content.get("manifest"))
            )
        elif entry.verb == "expunged":
            ended.setdefault(entry.object, []).append(content)
    given: dict[str, set[str]] = {}
    for name in package.sizes:
        if name.startswith(CAPTURE_FOLDER):
            key, _, rest = name[len(CAPTURE_FOLDER) :].partition("/")
            given.setdefault(key, set()).add(rest)
    for key, capture in captures.items():
        seals = collecting.get(key, [])
        if len(seals) > 1:
            found.unsealed.append(
                f"{plain(key)} was collected {len(seals)} times, says the log: it names one thing"
            )
        elif capture["state"] == "expunged" and not (seals and seals[0]):
            pass  # what sealed it was deleted with it
        elif seals != [capture["manifest"]]:
            found.unsealed.append(
                f"the log sealed another manifest of {plain(key)} than the export names, or none"
            )
        here = given.get(key, set())
        if capture["state"] == "expunged":
            found.missing += _strangers(key, here, {TOMBSTONE})
            problem = _tombstone_problem(package, key, ended.get(key, []))
            found.unsealed += [problem] if problem else []
        else:
            _check_files(package, hashes, capture, here, found)
    return _capture_checks(found, len(captures))


def _check_files(
    package: Package,
    hashes: Mapping[str, str],
    capture: Mapping[str, Any],
    here: set[str],
    found: CaptureFindings,
) -> None:
    """Hold what is given of one capture to its manifest; only of one that is given whole must all of it be there."""
    key, whole = capture["key"], capture["state"] == "whole"
    name = f"{CAPTURE_FOLDER}{key}/{MANIFEST}"
    if name not in package.sizes:
        if whole:
            found.unsealed.append(f"{plain(name)} is missing")
        else:
            found.missing += _strangers(key, here, set())
        return
    if hashes.get(name) != capture["manifest"]:
        found.unsealed.append(f"{plain(name)} was changed: it is not the one the log sealed")
        return
    try:
        listed = _parts(package.json(name), key)
    except Unreadable as problem:
        found.unsealed.append(str(problem))
        return
    left_out = set(capture.get("left_out", []))
    for part in listed:
        if part["name"] not in here and (part["name"] in left_out or not whole):
            found.withheld.append(f"{plain(key)}/{plain(part['name'])}")
            continue
        found.parts += 1
        wrong = _part_problem(package, hashes, key, part)
        found.missing += [wrong] if wrong else []
        if not wrong and part.get("role") == "warc":
            _read_collected_warc(package, f"{CAPTURE_FOLDER}{key}/{part['name']}", found)
    names = {part["name"] for part in listed}
    found.missing += _strangers(key, here, names | {MANIFEST, PACKED})
    packed = f"{CAPTURE_FOLDER}{key}/{PACKED}"
    if packed in package.sizes and PACKED not in names:
        found.packages += 1
        forgery = _packed_problem(package, packed, listed)
        found.forged += [f"{plain(packed)}: {forgery}"] if forgery else []


def _read_collected_warc(package: Package, name: str, found: CaptureFindings) -> None:
    """Look for records that say two things. Where it ends in the middle it was collected so, and says so to readers."""
    counts = WarcCounts(heads_only=True)
    try:
        with package.open(name) as file:
            bomb = read_warc(cast("BinaryIO", file), counts)
        unsound = [*counts.unsound(ours=True), *([bomb] if bomb else [])]
    except Exception as error:  # noqa: BLE001  what was found before stands
        unsound = [stumbled(error)]
    found.warcs, found.records = found.warcs + 1, found.records + counts.records
    found.twofold += [f"{plain(name)}: {one}" for one in unsound]


def _capture_checks(found: CaptureFindings, count: int) -> list[Check]:
    checks = [
        failed("manifests", named(found.unsealed, "like it"))
        if found.unsealed
        else passed("manifests", f"{count} captures are the ones the log sealed when they were collected"),
        failed("objects", named(found.missing, "like it"))
        if found.missing
        else passed(
            "objects",
            f"{found.parts} files are there, with the hashes their manifests give"
            + (
                f"; left out, and the export says so: {named(found.withheld, 'like it')}"
                if found.withheld
                else ""
            ),
        ),
    ]
    if found.twofold:
        checks.append(failed("warc-records", named(found.twofold, "like it")))
    elif found.warcs:
        checks.append(
            passed(
                "warc-records",
                f"{found.records} records of {found.warcs} WARCs, none of which says two things",
            )
        )
    if found.forged:
        checks.append(failed("wacz-files", named(found.forged, "like it")))
    elif found.packages:
        checks.append(
            passed(
                "wacz-files",
                f"{found.packages} packages hold the very WARCs that were collected, for viewers of WACZ",
            )
        )
    return checks


def _strangers(key: str, here: set[str], allowed: set[str]) -> list[str]:
    """Files that lie in a capture's folder as if they had been collected with it."""
    return [
        f"{plain(CAPTURE_FOLDER + key + '/' + name)} is there, and is no file of {plain(key)} that may be given"
        for name in sorted(here - allowed)
    ]


def _tombstone_problem(package: Package, key: str, ended: Sequence[Mapping[str, Any] | None]) -> str | None:
    """What keeps a tombstone from being what the log's entry says of the deletion."""
    name = f"{CAPTURE_FOLDER}{key}/{TOMBSTONE}"
    if len(ended) != 1 or ended[0] is None:
        return f"no one opened entry of the log says that {plain(key)} was expunged"
    try:
        stone = package.json(name)
    except Unreadable as problem:
        return str(problem)
    if (
        not isinstance(stone, dict)
        or stone.get("format") != TOMBSTONE_FORMAT
        or stone.get("capture") != key
        or any(stone.get(said) != ended[0].get(word) for said, word in TOMBSTONE_SAYS.items())
    ):
        return (
            f"{plain(name)} says something else than the entry of the log about the deletion of {plain(key)}"
        )
    return None


def _packed_problem(package: Package, name: str, listed: Sequence[Mapping[str, Any]]) -> str | None:
    """What keeps a WACZ from being the collected WARCs in another wrapping."""
    sealed = {f"archive/{part['name']}": part["sha256"] for part in listed if part.get("role") == "warc"}
    try:
        with package.open(name) as file, GuardedZip(file) as packed:
            files = check_wacz_files(packed)
            if files.result == FAILED:
                return files.why
            hidden = hidden_bytes(packed, ours=True)
            if hidden.said:
                return f"{hidden.said}: the package was forged"
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
