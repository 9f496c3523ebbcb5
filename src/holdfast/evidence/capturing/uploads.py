"""Uploads: the file as it was given, untouched; what it says about itself in a part of its own, for fewer eyes."""

from __future__ import annotations

import mimetypes
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from holdfast.base.canonical import canonical_json
from holdfast.base.clock import now
from holdfast.base.errors import shown
from holdfast.base.why import Why
from holdfast.evidence.capturing.drafts import TOOL, Draft, DraftPart
from holdfast.evidence.capturing.file_facts import read_facts
from holdfast.evidence.capturing.http import TEXT_NAME
from holdfast.evidence.capturing.names import safe_name
from holdfast.evidence.capturing.saying import said
from holdfast.evidence.capturing.sniffing import LOOKED_AT, same_kind, sniffed
from holdfast.evidence.capturing.text import plain_text
from holdfast.evidence.errors import UploadRefused
from holdfast.evidence.types import Method, Outcome, Role
from holdfast.people.types import Level

LARGEST = 8 * 1024**3
METADATA_NAME = "metadata.json"
FORMAT = "holdfast metadata 1"

GIVEN_LIMIT = said(Why.of("capture-limit-given"))
METADATA_LIMIT = said(Why.of("capture-limit-metadata"))


def draft_upload(path: Path, name: str | None = None) -> Draft:
    """A draft of one file; its bytes are read, never written. Raises UploadRefused."""
    started = now()
    given = name or path.name
    size = _size(path)
    with path.open("rb") as file:
        looks_like = sniffed(file.read(LOOKED_AT))
    kept = safe_name(given)
    by_name = mimetypes.guess_type(kept, strict=False)[0] or ""
    facts, text = read_facts(path)
    limits = [GIVEN_LIMIT, METADATA_LIMIT]
    agrees = same_kind(by_name, looks_like)
    if not agrees:
        limits.append(said(Why.of("capture-limit-named", said=by_name, looks=looks_like)))
    mime = looks_like if looks_like and not (agrees and by_name) else by_name or "application/octet-stream"
    facts_said = {
        "format": FORMAT,
        "name_given": _shown(given),
        "name": kept,
        "size": size,
        "type_by_name": by_name or None,
        "type_by_bytes": looks_like or None,
        "agree": agrees,
        "facts": _plain(facts),
    }
    parts = [
        DraftPart(Role.UPLOAD, kept, path, mime),
        DraftPart(
            Role.METADATA,
            METADATA_NAME,
            canonical_json(facts_said),
            "application/json",
            kept,
            said(Why.of("capture-made-about-itself", tool=TOOL)),
            level=Level.RESTRICTED,
        ),
    ]
    words = plain_text(text)
    if words:
        made_by = said(Why.of("capture-made-pdf", tool=TOOL, by=str(facts.get("read_by", ""))))
        content = words.encode("utf-8", "replace")
        parts.append(DraftPart(Role.TEXT, TEXT_NAME, content, "text/plain; charset=utf-8", kept, made_by))
    return Draft(
        method=Method.UPLOAD,
        address="",
        final_address="",
        tool=f"{TOOL}, upload",
        started=started,
        ended=max(started, now()),
        status=None,
        mime=mime,
        outcome=Outcome.COMPLETE,
        why=Why.of("capture-uploaded"),
        parts=tuple(parts),
        limits=tuple(limits),
        looks_like=looks_like,
    )


def _size(path: Path) -> int:
    try:
        found = path.stat()
    except OSError as error:
        raise _refused(f"{shown(str(path))} cannot be read: {error.strerror}", "Look at the path") from None
    if not stat.S_ISREG(found.st_mode):
        raise _refused(f"{shown(str(path))} is not a file", "Give a file, not a folder or a device")
    if found.st_size > LARGEST:
        raise _refused(
            f"{shown(str(path))} has {found.st_size} bytes; at most {LARGEST} are taken", "Cut it in parts"
        )
    return found.st_size


def _refused(what: str, next_step: str) -> UploadRefused:
    return UploadRefused(what, untouched="Nothing was kept", next_step=next_step)


def _shown(text: str) -> str:
    return text[:1000].encode("unicode_escape").decode("ascii") if not text.isprintable() else text[:1000]


def _plain(value: Any) -> Any:
    """As canonical JSON carries it: what came back from another process holds no floats, and strings it can write."""
    if isinstance(value, Mapping):
        return {str(key)[:200].encode("utf-8", "replace").decode(): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return str(value)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
