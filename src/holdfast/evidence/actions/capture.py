"""Capturing addresses and files, at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from holdfast.base.errors import HoldfastError, shown
from holdfast.base.why import Why
from holdfast.egress.types import Limits
from holdfast.evidence.capturing.acknowledging import Ready, acknowledge
from holdfast.evidence.capturing.drafts import Kept, keep_parts
from holdfast.evidence.capturing.running import run
from holdfast.evidence.capturing.uploads import draft_upload
from holdfast.evidence.errors import CaptureInvalid
from holdfast.evidence.queries.captures import CapturedBody, body_in, capture_def
from holdfast.evidence.store import ObjectStore, open_store
from holdfast.evidence.types import CaptureDef, Method, Outcome, Role
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Viewer
from holdfast.sources.queries import document_detail
from holdfast.sources.types import DocumentDef

_UNTOUCHED = "Nothing was fetched"
LONGEST = 2000
_NAMED = re.compile(r"\s*[^/?#]*[/\\]{2,}[^/\\?#]*@")  # user information, as a browser would read it


@dataclass(frozen=True, slots=True)
class Captured:
    """What became of one address: the capture that is now kept, or the trouble that left none."""

    address: str
    capture: CaptureDef | None
    trouble: HoldfastError | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one address, before it is written down: how it ended, and the body of the last answer."""

    status: int | None
    outcome: Outcome
    why: Why
    body: CapturedBody | None


# Says why an answer is not what was asked for, or None where it is. It is asked before the capture is written down.
Judge = Callable[[Answered], Why | None]
# Called after each address is acknowledged or given up, with how many are done.
Progress = Callable[[Captured, int], None]


def capture_addresses(
    viewer: Viewer,
    *,
    addresses: Sequence[str],
    method: Method = Method.HTTP,
    document: str | None = None,
    level: int | None = None,
    progress: Progress | None = None,
    limits: Limits | None = None,
    judge: Judge | None = None,
) -> tuple[Captured, ...]:
    """Capture each address now; what each came to, in the order given.

    A capture is made of whatever came: an error page too, and it says so. `level` narrows who may see it (the desk by
    default; a document's own level where that is narrower). What `judge` gives a reason against is kept as failed,
    with that reason: nothing is ever compared with it. Raises NotAllowed, CaptureInvalid, DocumentUnknown, StoreFailed,
    BrowserMissing.
    """
    require(viewer, Permission.EDIT, untouched=_UNTOUCHED)
    kept_level = check_wish(viewer, method, addresses, level)
    about = document_detail(viewer, document) if document else None
    results: dict[int, Captured] = {}
    store = open_store()
    for got in run(method, addresses, store, limits=limits):
        ready = [
            (
                one.place,
                Ready(_judged(store, one.kept, judge), viewer.key, narrowed(kept_level, about), about),
            )
            for one in got
            if one.kept is not None
        ]
        rows = acknowledge(store, [one for _, one in ready], actor=viewer.key) if ready else []
        fresh = {
            place: capture_def(row, one.kept.parts, about)
            for (place, one), row in zip(ready, rows, strict=True)
            if row
        }
        for one in got:
            results[one.place] = Captured(addresses[one.place], fresh.get(one.place), one.trouble)
            if progress:
                progress(results[one.place], len(results))
    return tuple(results[place] for place in range(len(addresses)))


def _judged(store: ObjectStore, kept: Kept, judge: Judge | None) -> Kept:
    """The same, failed with the judge's reason where it is not what was asked for."""
    if judge is None:
        return kept
    draft = kept.draft
    warc = next((part for part in kept.parts if part.role is Role.WARC), None)
    body = None
    if warc is not None and draft.status is not None:
        with store.open(warc.sha256) as file:
            body = body_in(file)
    why = judge(Answered(draft.status, draft.outcome, draft.why, body))
    if why is None or draft.outcome in (Outcome.FAILED, Outcome.BLOCKED):
        return kept
    return replace(kept, draft=replace(draft, outcome=Outcome.FAILED, why=why))


def upload_file(
    viewer: Viewer,
    *,
    path: Path,
    name: str | None = None,
    document: str | None = None,
    level: int | None = None,
) -> CaptureDef:
    """Keep a file as it is, and what it says about itself in a part for those who see restricted records.

    `name` is what it was called where it came from. Raises NotAllowed, UploadRefused, CaptureInvalid,
    DocumentUnknown, StoreFailed.
    """
    require(viewer, Permission.EDIT, untouched="Nothing was kept")
    kept_level = check_level(viewer, level)
    about = document_detail(viewer, document) if document else None
    store = open_store()
    kept = keep_parts(store, draft_upload(path, name))
    ready = Ready(kept, viewer.key, narrowed(kept_level, about), about)
    (row,) = acknowledge(store, [ready], actor=viewer.key)
    assert row is not None  # noqa: S101 - no request could have been answered by another
    return capture_def(row, kept.parts, about)


def narrowed(level: int, document: DocumentDef | None) -> int:
    """The narrower of the level asked for and the document's own."""
    return max(level, int(document.level)) if document else level


def check_wish(viewer: Viewer, method: Method, addresses: Sequence[str], level: int | None) -> int:
    """The level a capture is to have; raises CaptureInvalid for a wish that cannot be carried out."""
    if method not in (Method.HTTP, Method.BROWSER):
        raise _invalid(f"{shown(method)} is not a way to capture an address", "Use http or browser")
    if not addresses:
        raise _invalid("No address is given", "Give at least one")
    for address in addresses:
        if not isinstance(address, str) or not address or len(address) > LONGEST or not address.isprintable():
            raise _invalid(
                f"{shown(address)} is not an address of 1 to {LONGEST} printable characters",
                "Write it in full, beginning with https://",
            )
        if _NAMED.match(address):
            raise _invalid(
                "An address holds a name or a password before its host, which would be kept for ever",
                "Write the address without what stands before the @",
            )
    return check_level(viewer, level)


def check_level(viewer: Viewer, level: int | None) -> int:
    """The level given, the desk's by default; raises CaptureInvalid for one that the viewer would not see."""
    wanted = Level.DESK if level is None else level
    if wanted not in list(Level) or not viewer.sees(wanted):
        named = Level(wanted).name.lower() if wanted in list(Level) else shown(wanted)
        raise _invalid(
            f"{viewer.key} cannot file a capture under the level {named}",
            "Choose a level within your clearance",
        )
    return int(wanted)


def _invalid(what: str, next_step: str) -> CaptureInvalid:
    return CaptureInvalid(what, untouched=_UNTOUCHED, next_step=next_step)
