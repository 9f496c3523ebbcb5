"""Cosigning the heads of other desks' logs."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta

from holdfast.base.clock import now
from holdfast.evidence.custody import enter_event, hold_head
from holdfast.evidence.engine.notes import (
    Note,
    NoteKey,
    NoteUnfit,
    cosign,
    parse_signature_line,
    verify_note,
)
from holdfast.evidence.errors import WitnessRefused
from holdfast.evidence.facts import witnessed_facts
from holdfast.evidence.models import Witnessed
from holdfast.evidence.sealing.keys import log_keys, signature_holds, witness_key
from holdfast.evidence.sealing.settings import public_text, sealing_settings
from holdfast.evidence.sealing.witness import (
    Refused,
    Request,
    Seen,
    check_consistent,
    check_origin,
    read_request,
)
from holdfast.evidence.types import Event, Verb
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer

_FRESH = timedelta(hours=1)  # asked again within it, the same signature is given
_BY_WIRE = "witness"  # who the log says did it where a log asked over HTTP
_PLAIN = "text/plain; charset=utf-8"


def cosign_checkpoint(*, viewer: Viewer, body: bytes, logs: Sequence[NoteKey] = ()) -> str:
    """Our signature line under another log's head, asked for as C2SP tlog-witness writes it.

    `logs` are keys to trust beside those of desk.toml. Raises WitnessRefused with the reason where the head is of
    no log we know, is not signed by it, is smaller than the last we signed, or does not continue it.
    """
    require(viewer, Permission.EDIT)
    try:
        return _cosigned(body, (*sealing_settings().logs, *logs), viewer.key)
    except Refused as refusal:
        raise WitnessRefused(
            f"This head is not cosigned: {refusal.why}",
            untouched="Nothing was signed",
            next_step="Ask the desk whose log it is how it came to this, and keep the request"
            if refusal.status in (409, 422)
            else "Ask the desk whose log it is for a new request, or for its log's key",
        ) from None


def answer_add_checkpoint(body: bytes) -> tuple[int, Mapping[str, str], bytes]:
    """The answer to a POST of C2SP tlog-witness's add-checkpoint: status, headers, body.

    Nobody is signed in there: the log's own signature is what admits a request.
    """
    try:
        line = _cosigned(body, sealing_settings().logs, _BY_WIRE)
    except Refused as refusal:
        if refusal.size is not None:
            return refusal.status, {"Content-Type": "text/x.tlog.size"}, f"{refusal.size}\n".encode()
        return refusal.status, {"Content-Type": _PLAIN}, f"{refusal.why}\n".encode()
    return 200, {"Content-Type": _PLAIN}, line.encode()


def make_witness_key(*, viewer: Viewer) -> tuple[str, str]:
    """The key this desk cosigns with, as NAME+ID+KEY and as base64; made when first asked for, in DESK/keys."""
    require(viewer, Permission.EDIT)
    key, _ = witness_key(sealing_settings(), log_keys())
    return key.vkey(), public_text(key.public)


def _cosigned(body: bytes, logs: Sequence[NoteKey], actor: str) -> str:
    request = read_request(body)
    check_origin(request, logs)
    origin = request.body.origin
    name = f"log:{hashlib.sha256(origin.encode()).hexdigest()[:32]}"
    with recording(actor=actor, verb="cosign_checkpoint", object_key=name) as entry:
        hold_head()  # one at a time: what was checked is what is signed
        last = Witnessed.objects.filter(origin=origin).order_by("-id").first()
        check_consistent(request, Seen() if last is None else Seen(last.size, base64.b64decode(last.root)))
        at = now()
        if last is not None and at - last.at < _FRESH and _is_over(last.line, request):
            entry.void()
            return last.line
        line = _line(request, int(at.timestamp()))
        root = base64.b64encode(request.body.root).decode()
        made = Witnessed.objects.create(
            origin=origin, size=request.body.size, root=root, line=line, at=at, batch=entry.batch
        )
        enter_event(entry, Event(Verb.COSIGNED, name, witnessed_facts(made)), actor=actor)
    return line


def _is_over(line: str, request: Request) -> bool:
    """Whether the line is our signature over this very body: a head of the same size can say more than another."""
    key, _ = witness_key(sealing_settings(), log_keys())
    try:
        signed = Note(request.note.body, (parse_signature_line(line.strip()),))
        return bool(verify_note(signed, (key,), signature_holds))
    except NoteUnfit:
        return False


def _line(request: Request, time: int) -> str:
    key, private = witness_key(sealing_settings(), log_keys())
    return cosign(request.note.body, key, time, private.sign).line()
