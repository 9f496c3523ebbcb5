"""The custody log as strangers may check it: signed heads, stamps, cosignatures, public keys; and our witness."""

from base64 import b64encode
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from holdfast.base.canonical import readable_json
from holdfast.base.errors import HoldfastError
from holdfast.evidence.actions.witness import answer_add_checkpoint
from holdfast.evidence.queries import log
from holdfast.evidence.types import CheckpointDef, StampKind
from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.evidence.views import to_save
from holdfast.web.failures import Missing
from holdfast.web.listing.files import jsonable

MOST_HEADS = 50
LARGEST = 65_536  # bytes of a request to cosign: a head and at most 63 hashes
PLAIN = "text/plain; charset=utf-8"
_SUFFIX = {StampKind.RFC3161: "tsr", StampKind.OPENTIMESTAMPS: "ots"}


def note_of(head: CheckpointDef) -> str:
    """The signed note with every cosignature under it."""
    return head.note + "".join(f"{one.line.strip()}\n" for one in head.cosignatures)


@page(Permission.READ)
def custody_log(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Where the log stands, its signed heads and who vouches for them."""
    return render(request, "evidence/log.html", _gathered(viewer))


@page(Permission.READ)
def custody_log_json(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """The same for machines."""
    found = _gathered(viewer)
    body = {
        "size": found["head"].size,
        "root": found["head"].root,
        "keys": [
            {"name": key.name, "public": public, "from_entry": key.from_seq, "to_entry": key.to_seq}
            for key, public in found["keys"]
        ],
        "witnesses": [{"name": name, "public": public} for name, public in found["witnesses"]],
        "checkpoints": [
            {
                "size": head.size,
                "root": head.root,
                "at": head.at,
                "note": note_of(head),
                "stamps": [
                    {"kind": one.kind, "authority": one.authority, "state": one.state, "at": one.stamped_at}
                    for one in head.stamps
                ],
                "cosignatures": [{"witness": one.witness, "at": one.signed_at} for one in head.cosignatures],
            }
            for head in found["heads"]
        ],
    }
    return HttpResponse(readable_json(jsonable(body)) + "\n", content_type="application/json")


def _gathered(viewer: Viewer) -> dict[str, Any]:
    try:
        known = log.witnesses(viewer)
    except HoldfastError:  # desk.toml is not understood: the doctor says so, the log stands
        known = ()
    return {
        "head": log.log_head(viewer),
        "heads": log.checkpoints(viewer, limit=MOST_HEADS),
        "keys": [(key, b64encode(key.public).decode("ascii")) for key in log.log_keys(viewer)],
        "witnesses": known,
        "most": MOST_HEADS,
    }


@page(Permission.READ)
def checkpoint(request: HttpRequest, viewer: Viewer, size: int | None = None) -> HttpResponseBase:
    """A signed head as C2SP tlog-checkpoint writes it, the last one at an address that stays."""
    return HttpResponse(note_of(_head(viewer, size)), content_type=PLAIN)


@page(Permission.READ)
def stamp(request: HttpRequest, viewer: Viewer, size: int, place: int) -> HttpResponseBase:
    """A time-stamp token or a calendar's proof over a head's note, to save."""
    stamps = _head(viewer, size).stamps
    if not 1 <= place <= len(stamps):
        raise Missing("No such stamp")
    one = stamps[place - 1]
    return to_save([one.proof], f"{size}-{one.authority}.{_SUFFIX[one.kind]}")


def _head(viewer: Viewer, size: int | None) -> CheckpointDef:
    heads = log.checkpoints(viewer, sizes=None if size is None else [size], limit=1)
    if not heads:
        raise Missing("There is no such signed head")
    return heads[0]


@csrf_exempt
@page(Permission.READ, methods=("POST",))
def add_checkpoint(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Cosign another log's head as a witness (C2SP tlog-witness); the log's own signature is what admits it."""
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return HttpResponse("The request is too large.\n", status=413, content_type=PLAIN)
    status, headers, content = answer_add_checkpoint(body)
    answer = HttpResponse(content, status=status)
    for name, value in headers.items():
        answer.headers[name] = value
    answer.headers["Cache-Control"] = "no-store"
    return answer
