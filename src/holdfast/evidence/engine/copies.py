"""The redacted copies in an export: each is the one its record names, each record one the log sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast.evidence.engine.custodylog import LogRead
from holdfast.evidence.engine.packages import Package
from holdfast.evidence.engine.redacted import RedactionUnfit, read_redaction, redaction_problems
from holdfast.evidence.engine.results import Check, failed, named, not_checkable, passed, plain

REDACTION_FOLDER = "data/redactions/"
REDACTION_RECORD = "record.json"


def left_out_copy(copy: str, capture: str) -> str:
    """How export.json names a redacted copy that it does not give."""
    return f"the redacted copy {copy} of {capture}"


def check_redactions(
    package: Package,
    hashes: Mapping[str, str],
    export: Mapping[str, Any],
    captures: Mapping[str, Mapping[str, Any]],
    log: LogRead,
) -> Check:
    """The check redactions: no copy but those the log sealed, each in its folder, and none of them dropped."""
    sealed: dict[str, tuple[str, Mapping[str, Any]]] = {}
    wrong: list[str] = []
    closed: list[str] = []
    for seq, (entry, content) in log.kept.items():
        if entry.verb == "redacted" and content is None:
            if captures.get(entry.object, {}).get("state") != "expunged":
                closed.append(f"entry {seq} about {plain(entry.object)}")
            continue
        if entry.verb == "redacted" and content is not None:
            key = str(content.get("redaction"))
            if sealed.setdefault(key, (entry.object, content)) != (entry.object, content):
                wrong.append(f"the log seals the redacted copy {plain(key)} twice")
    given: dict[str, set[str]] = {}
    for name in package.sizes:
        if name.startswith(REDACTION_FOLDER):
            folder, _, rest = name[len(REDACTION_FOLDER) :].partition("/")
            given.setdefault(folder, set()).add(rest)
    for folder, names in sorted(given.items()):
        wrong += _folder_problems(package, hashes, folder, names, captures, sealed.get(folder))
    said = {one.get("what") for one in export.get("left_out", []) if isinstance(one, dict)}
    absent = sorted((key, capture) for key, (capture, _) in sealed.items() if key not in given)
    left_out = [plain(key) for key, capture in absent if left_out_copy(key, capture) in said]
    wrong += [
        f"the redacted copy {plain(key)} of {plain(capture)} is missing: the log sealed it, and the export does not say"
        " that it is left out"
        for key, capture in absent
        if left_out_copy(key, capture) not in said
    ]
    if wrong:
        return failed("redactions", named(wrong, "like it"))
    if closed:
        return not_checkable(
            "redactions",
            f"which redacted copy was sealed is closed in {named(closed, 'like it')}: an export gives what such an"
            " entry says unless its capture was expunged, so a copy may be missing, and nobody says so",
        )
    rest = f"; left out, and the export says so: {named(left_out, 'like it')}" if left_out else ""
    if not given:
        return passed("redactions", f"there are no redacted copies{rest}")
    return passed(
        "redactions",
        f"{len(given)} redacted copies are bound to sealed originals by records the log sealed{rest}",
    )


def _folder_problems(
    package: Package,
    hashes: Mapping[str, str],
    folder: str,
    names: set[str],
    captures: Mapping[str, Mapping[str, Any]],
    sealed: tuple[str, Mapping[str, Any]] | None,
) -> list[str]:
    """What is wrong with one redacted copy: its folder bears its key and holds its record and the copy alone."""
    at = f"{REDACTION_FOLDER}{folder}/"
    if REDACTION_RECORD not in names:
        return [f"{plain(at)} holds a redacted copy without a record"]
    data = package.read(at + REDACTION_RECORD)
    try:
        record = read_redaction(data)
    except RedactionUnfit as unfit:
        return [f"{plain(at)}{REDACTION_RECORD}: the record cannot be read: {unfit}"]
    copy, capture = record["redacted"]["name"], record["original"]["capture"]
    wrong = [
        f"{plain(at + name)} is there, and no record names it"
        for name in sorted(names - {REDACTION_RECORD, copy})
    ]
    if copy not in names:
        wrong.append(f"{plain(at + copy)} is missing, and {plain(at)}{REDACTION_RECORD} names it")
    if record["key"] != folder:
        wrong.append(f"{plain(at)} holds the record of {plain(record['key'])}")
    if capture not in captures or (sealed is not None and sealed[0] != capture):
        wrong.append(
            f"{plain(at)}{REDACTION_RECORD} is of a copy of {plain(capture)}, and the log or the export is not"
        )
    found = redaction_problems(data, hashes.get(at + copy, ""), sealed[1] if sealed else None)
    return wrong + [f"{plain(at)}{REDACTION_RECORD}: {problem}" for problem in found]
