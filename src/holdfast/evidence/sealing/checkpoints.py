"""Signed heads of the log: what is signed, and what is read back."""

import base64
import hashlib
from collections.abc import Sequence

from holdfast.evidence.engine.notes import (
    CheckpointBody,
    NoteUnfit,
    parse_checkpoint,
    parse_note,
    sign_note,
    verify_note,
)
from holdfast.evidence.models import Checkpoint, LogEntry, Stamp
from holdfast.evidence.sealing.keys import LogKey, log_private, signature_holds
from holdfast.evidence.types import CheckpointDef, CosignatureDef, StampDef, StampKind, StampState


def signed_head(key: LogKey, size: int, root: bytes) -> str:
    """The note of a head: its body, a blank line, the desk's signature."""
    body = CheckpointBody(key.name, size, root).text()
    return sign_note(body, key.note_key, log_private(key.note_key).sign).text()


def note_digest(note: str) -> bytes:
    """What authorities and calendars stamp: SHA-256 of the note with the desk's signature alone."""
    return hashlib.sha256(note.encode()).digest()


def note_problem(note: str, key: LogKey, size: int, root: str) -> str | None:
    """What is wrong with a stored head, in words; None when it is signed by this key and says this size and root."""
    try:
        read = parse_note(note)
        body = parse_checkpoint(read.body)
        if len(read.signatures) != 1 or not verify_note(read, (key.note_key,), signature_holds):
            return "it is not signed by the log's key"
    except NoteUnfit as error:
        return str(error)
    if (body.origin, body.size, base64.b64encode(body.root).decode()) != (key.name, size, root):
        return "the note says another origin, size or root than the row"
    return None


def leaf_hashes(size: int) -> list[bytes]:
    """The hashes of the first entries, in order."""
    rows = LogEntry.objects.filter(seq__lte=size).order_by("seq").values_list("hash", flat=True)
    return [bytes.fromhex(one) for one in rows.iterator(chunk_size=10_000)]


def checkpoint_defs(rows: Sequence[Checkpoint]) -> tuple[CheckpointDef, ...]:
    """Heads with stamps and cosignatures, both prefetched; a stamp that was upgraded is left out."""
    return tuple(
        CheckpointDef(
            size=row.size,
            root=row.root,
            note=row.note,
            at=row.at,
            stamps=tuple(
                stamp_def(stamp, row.size)
                for stamp in sorted(row.stamps.all(), key=lambda one: one.pk)
                if not any(other.upgrades_id == stamp.pk for other in row.stamps.all())
            ),
            cosignatures=tuple(
                CosignatureDef(one.witness, one.line, one.signed_at, row.size)
                for one in sorted(row.cosignatures.all(), key=lambda one: one.pk)
            ),
        )
        for row in rows
    )


def stamp_def(stamp: Stamp, size: int) -> StampDef:
    """A stamp as it is handed out."""
    return StampDef(
        StampKind(stamp.kind),
        stamp.authority,
        StampState(stamp.state),
        bytes(stamp.proof),
        stamp.stamped_at,
        stamp.at,
        size,
    )
