"""A redacted copy before it is anybody's: made from the sealed original, with the record that binds the two."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from holdfast.base.canonical import canonical_json, instant_text
from holdfast.base.errors import shown
from holdfast.evidence.engine.redacted import REDACTION_FORMAT, REDACTION_SALT_BYTES, original_commitment
from holdfast.evidence.errors import ObjectDamaged, PartUnknown
from holdfast.evidence.models import Capture, Part
from holdfast.evidence.queries.visible import parts_seen
from holdfast.evidence.reviewing.redacting import Made, make_copy
from holdfast.evidence.reviewing.wanted import kind_of
from holdfast.evidence.reviewing.words import UNTOUCHED
from holdfast.evidence.store import open_store
from holdfast.people.types import Viewer

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf", "text/plain": "txt"}


@dataclass(frozen=True, slots=True)
class Copy:
    """The redacted copy as a file that goes when the block that made it ends."""

    path: Path
    sha256: str
    size: int
    made: Made


def part_for(viewer: Viewer, capture: Capture, name: str) -> Part:
    """The part of the capture, if this viewer may see it; raises PartUnknown."""
    part = Part.objects.filter(parts_seen(viewer), capture=capture, name=name).first()
    if part is None:
        names = [one.name for one in Part.objects.filter(parts_seen(viewer), capture=capture).order_by("id")]
        listed = f"; its parts are {', '.join(map(shown, names[:20]))}" if names else ""
        raise PartUnknown(
            f"{capture.key} has no part {shown(name)}{listed}",
            untouched=UNTOUCHED,
            next_step=f"Name one of its parts: holdfast evidence show {capture.key}",
        )
    return part


@contextmanager
def redacted_copy(part: Part, removed: Sequence[Mapping[str, Any]], dpi: int | None) -> Iterator[Copy]:
    """The copy, for as long as the block lasts; the same part and places give the same bytes each time.

    Raises RedactionInvalid, ObjectMissing, ObjectDamaged where the original is no longer what was sealed.
    """
    kind = kind_of(part.mime)
    with TemporaryDirectory(prefix="redacting-", dir=settings.DESK.folder) as folder:
        source, target = Path(folder) / "original", Path(folder) / "copy"
        with open_store().open(part.sha256) as original, source.open("wb") as file:
            shutil.copyfileobj(original, file)
        with source.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != part.sha256:
                raise ObjectDamaged(
                    f"The object {part.sha256} holds other bytes than its name says",
                    untouched="No copy was made",
                    next_step="Keep it as it is, and compare it with a copy of the store",
                )
        made = make_copy(kind, source, target, removed, dpi)
        source.unlink()
        with target.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield Copy(target, digest, target.stat().st_size, made)


@dataclass(frozen=True, slots=True)
class Bound:
    """The record of a redacted copy as bytes, and the salt that shows which original it names."""

    name: str
    record: bytes
    salt: bytes


def bind(
    copy: Copy, *, key: str, capture: str, part: Part, reason: str, by: str, approver: str, at: datetime
) -> Bound:
    """The record that names the copy by its hash and its original by a salted commitment alone."""
    salt = secrets.token_bytes(REDACTION_SALT_BYTES)
    name = f"{key}.{_ENDINGS[copy.made.mime]}"
    record = {
        "format": REDACTION_FORMAT,
        "key": key,
        "original": {
            "capture": capture,
            "role": part.role,
            "commitment": original_commitment(salt, part.sha256),
        },
        "redacted": {"name": name, "sha256": copy.sha256, "size": copy.size, "mime": copy.made.mime},
        "removed": list(copy.made.removed),
        "transform": {"tool": copy.made.tool, "notes": list(copy.made.notes)},
        "reason": reason,
        "by": by,
        "approver": approver,
        "at": instant_text(at),
    }
    return Bound(name, canonical_json(record), salt)
