"""Witnesses, from both sides: asking another desk to cosign our head, and cosigning another desk's.

After C2SP tlog-witness and tlog-cosignature: a witness signs that this is the largest head it saw of a log, and that
every head it signed before is the beginning of this one.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from holdfast.base.errors import one_line
from holdfast.evidence.engine.merkle import EMPTY_ROOT, ProofBroken, consistency_proof, verify_consistency
from holdfast.evidence.engine.notes import (
    CheckpointBody,
    Note,
    NoteKey,
    NoteSignature,
    NoteUnfit,
    cosignature_time,
    parse_checkpoint,
    parse_note,
    parse_signature_line,
    strict_base64,
    verify_note,
)
from holdfast.evidence.errors import CosignatureUnfit, ServiceFailed, WitnessRefused
from holdfast.evidence.sealing.keys import signature_holds
from holdfast.evidence.sealing.services import call
from holdfast.evidence.sealing.settings import Witness

REQUEST_BYTES = 1_000_000
ANSWER_BYTES = 16 * 1024
PROOF_LINES = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A witness's signature under our head."""

    witness: str
    line: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Request:
    """An add-checkpoint request: the size the log believes we saw last, the proof, the head."""

    old_size: int
    proof: tuple[bytes, ...]
    note: Note
    body: CheckpointBody


@dataclass(frozen=True, slots=True)
class Seen:
    """The last head of a log that we cosigned; size 0 where there is none."""

    size: int = 0
    root: bytes = EMPTY_ROOT


class Refused(Exception):
    """A request a witness does not sign, with the status C2SP gives it and the reason in words."""

    def __init__(self, status: int, why: str, size: int | None = None) -> None:
        super().__init__(why)
        self.status, self.why, self.size = status, why, size


def request_text(note: str, old_size: int, leaves: Sequence[bytes]) -> str:
    """The body of an add-checkpoint request for a head over these leaf hashes."""
    proof = consistency_proof(leaves, old_size)
    lines = [f"old {old_size}", *(base64.b64encode(step).decode() for step in proof)]
    return "\n".join(lines) + "\n\n" + note


def read_request(body: bytes) -> Request:
    """An add-checkpoint request; raises Refused with status 400 for what is none."""
    if len(body) > REQUEST_BYTES:
        raise Refused(400, "the request is longer than any we read")
    try:
        head, _, rest = body.decode().partition("\n\n")
        first, *proof = head.split("\n")
        old = _OLD.fullmatch(first)
        if old is None or len(proof) > PROOF_LINES:
            raise NoteUnfit("no line 'old N' at its beginning, or too long a proof")
        steps = tuple(strict_base64(line) for line in proof)
        if any(len(step) != 32 for step in steps):
            raise NoteUnfit("a line of the proof is not a hash")
        note = parse_note(rest)
        request = Request(int(old[1]), steps, note, parse_checkpoint(note.body))
    except (UnicodeDecodeError, NoteUnfit) as error:
        raise Refused(400, f"the request is not one of C2SP tlog-witness: {error}") from None
    if request.old_size > request.body.size:
        raise Refused(400, "the old size is larger than the head's")
    return request


def check_origin(request: Request, logs: Sequence[NoteKey]) -> None:
    """The head is of a log we know and signed by its key; raises Refused with status 404 or 403."""
    keys = tuple(key for key in logs if key.name == request.body.origin)
    if not keys:
        raise Refused(404, f"the log {one_line(request.body.origin)} is not one this desk witnesses")
    try:
        signed = verify_note(request.note, keys, signature_holds)
    except NoteUnfit as error:
        raise Refused(403, str(error)) from None
    if not signed:
        raise Refused(403, f"no signature is of a key we trust for {one_line(request.body.origin)}")


def check_consistent(request: Request, seen: Seen) -> None:
    """The head continues what we cosigned last; raises Refused with status 409 or 422."""
    size = request.body.size
    if request.old_size != seen.size:
        smaller = " and the head is smaller" if size < seen.size else ""
        raise Refused(
            409, f"the head last cosigned has {seen.size} entries, not {request.old_size}{smaller}", seen.size
        )
    if size == seen.size and seen.size and request.body.root != seen.root:
        raise Refused(
            409, f"another head of {size} entries was cosigned before: the log was forked", seen.size
        )
    try:
        verify_consistency(seen.size, size, seen.root, request.body.root, request.proof)
    except ProofBroken as error:
        raise Refused(
            422,
            f"the head of {size} entries does not continue the one of {seen.size} cosigned before: {error}",
        ) from None


def ask_witness(witness: Witness, note: str, old_size: int, leaves: Sequence[bytes]) -> Cosigned:
    """The witness's signature under our head; raises ServiceFailed, WitnessRefused, CosignatureUnfit."""
    for again in (False, True):
        said = call(
            f"{witness.url}/add-checkpoint",
            content=request_text(note, old_size, leaves).encode(),
            headers={"Content-Type": "text/plain; charset=utf-8"},
            limit=ANSWER_BYTES,
        )
        if said.status != 409 or again:
            break
        # It saw another head last than we remember: prove from there, if that is a head of this log at all.
        text = said.body.decode("ascii", "replace").strip()
        if not text.isdecimal() or len(text) > 18 or int(text) in (old_size,) or int(text) > len(leaves):
            break
        old_size = int(text)
    if said.status == 200:
        return read_cosignature(said.body.decode("utf-8", "replace"), note, witness)
    reason = one_line(said.body.decode("utf-8", "replace").strip())
    if said.status in (409, 422):
        raise WitnessRefused(f"It refuses to cosign this head (status {said.status}): {reason}")
    raise ServiceFailed(f"It answered with status {said.status}: {reason}")


def signed_time(line: str) -> datetime | None:
    """The time that a cosignature's line carries; None where it carries none."""
    try:
        return datetime.fromtimestamp(cosignature_time(parse_signature_line(line.strip())), UTC)
    except (NoteUnfit, ValueError, OverflowError, OSError):
        return None


def read_cosignature(text: str, note: str, witness: Witness) -> Cosigned:
    """The line of this witness among those given; raises CosignatureUnfit where none of them is its signature."""
    body = parse_note(note).body
    found: list[NoteSignature] = []
    for line in text.splitlines():
        try:
            found.append(parse_signature_line(line))
        except NoteUnfit:
            continue
    try:
        good = verify_note(Note(body, tuple(found)), (witness.key,), signature_holds)
        if good:
            signed_at = datetime.fromtimestamp(cosignature_time(good[0]), UTC)
            return Cosigned(witness.name, good[0].line(), signed_at)
    except (NoteUnfit, ValueError, OverflowError, OSError) as error:
        raise CosignatureUnfit(
            f"The cosignature of {witness.name} does not hold: {error}", untouched="Nothing was written"
        ) from None
    raise CosignatureUnfit(
        f"There is no signature of {witness.name} under this head", untouched="Nothing was written"
    )
