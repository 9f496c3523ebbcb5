"""Those who vouch for a drill's log: each remembers what it was shown, and one may strike meanwhile."""

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from rfc3161_client import decode_timestamp_response

from evidence.sealing.services import Answer, Calendar, OpensslAuthority, served
from holdfast.base.clock import now
from holdfast.evidence.engine.notes import ALG_COSIGNATURE, NoteKey, cosign
from holdfast.evidence.sealing.witness import Refused, Seen, check_consistent, read_request

MOMENTS = (
    "token asked",
    "token given",
    "calendar asked",
    "calendar answered",
    "witness asked",
    "witness cosigned",
)
NAME = "other.example.org/witness"


class Outsiders:
    """An authority, a calendar and a witness that refuses every head which does not continue the last it signed.

    `strike` is called, once, at the moment named in `strike_at`.
    """

    def __init__(self, folder: Path) -> None:
        self.authority = OpensslAuthority(folder)
        self.calendar = Calendar()
        self.private = Ed25519PrivateKey.generate()
        self.public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key = NoteKey(NAME, self.public, ALG_COSIGNATURE)
        self.seen = Seen()
        self.cosigned: dict[int, str] = {}  # size -> body of the head that was signed
        self.refusals: list[str] = []
        self.digests: set[bytes] = set()  # of the heads that the authority and the calendar were shown
        self.strike: Callable[[], None] = lambda: None
        self.strike_at = ""
        self.lock = threading.Lock()

    def at(self, moment: str) -> None:
        """Strike if this is the moment."""
        with self.lock:
            due, self.strike_at = moment == self.strike_at, "" if moment == self.strike_at else self.strike_at
        if due:
            self.strike()

    def stamp(self, path: str, body: bytes) -> Answer:
        """As the authority."""
        self.at("token asked")
        status, kind, said = self.authority.answer("/good", body)
        self.digests.add(decode_timestamp_response(said).tst_info.message_imprint.message)
        self.at("token given")
        return status, kind, said

    def promise(self, path: str, body: bytes) -> Answer:
        """As the calendar."""
        self.at("calendar asked")
        self.digests.add(body)
        said = self.calendar.answer(path, body)
        self.at("calendar answered")
        return said

    def witness(self, path: str, body: bytes) -> Answer:
        """As the witness, by C2SP tlog-witness."""
        self.at("witness asked")
        try:
            request = read_request(body)
            with self.lock:
                check_consistent(request, self.seen)
                self.seen = Seen(request.body.size, request.body.root)
                self.cosigned[request.body.size] = request.note.body
        except Refused as refusal:
            # That we saw a later head than the log remembers is told to it, and no refusal: it asks again from there.
            if refusal.status != 409 or "forked" in refusal.why:
                self.refusals.append(refusal.why)
            if refusal.size is not None:
                return refusal.status, "text/x.tlog.size", f"{refusal.size}\n".encode()
            return refusal.status, "text/plain", refusal.why.encode()
        line = cosign(request.note.body, self.key, int(now().timestamp()), self.private.sign).line()
        self.at("witness cosigned")
        return 200, "text/plain", line.encode()

    @contextmanager
    def table(self) -> Iterator[str]:
        """What desk.toml says of them, while they can be reached."""
        with ExitStack() as open_doors:
            tsa, calendar, witness = (
                open_doors.enter_context(served(one)) for one in (self.stamp, self.promise, self.witness)
            )
            public = base64.b64encode(self.public).decode()
            yield (
                f'\n[evidence]\nauthorities = [{{name = "local", url = "{tsa}", chain = "{self.authority.root}"}}]\n'
                f'calendars = [{{name = "near", url = "{calendar}"}}]\n'
                f'witnesses = [{{name = "{NAME}", public = "{public}", url = "{witness}"}}]\n'
            )
