"""A time-stamp authority (openssl), an OpenTimestamps calendar and a block, all on this machine."""

import hashlib
import itertools
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.db import connection

from holdfast.evidence.sealing.ots import varuint
from holdfast.journal.triggers import without_triggers
from waiting import PATIENCE

Answer = tuple[int, str, bytes]
HEIGHT = 800_000
BLOCK_TIME = 1_795_000_000
TSA_CNF = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@contextmanager
def served(answer: Callable[[str, bytes], Answer]) -> Iterator[str]:
    """A server on the loopback that answers each request by (path, body); its address."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, mime, said = answer(self.path, body)
            with suppress(ConnectionError):  # of who hung up meanwhile
                self.send_response(status)
                self.send_header("Content-Type", mime)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

        do_GET = do_POST = answer  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class OpensslAuthority:
    """An authority whose root is in `root`; `days` before now is when its certificate ended, if it did."""

    def __init__(self, folder: Path, name: str = "authority", *, certs: bool = False) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.root = folder / "root.pem"
        more = f"certs = {folder}/root.pem\n" if certs else ""
        (folder / "tsa.cnf").write_text(TSA_CNF.format(folder=folder) + more)
        (folder / "serial").write_text("01\n")
        (folder / "ext.cnf").write_text(
            "extendedKeyUsage = critical,timeStamping\nkeyUsage = critical,digitalSignature\n"
        )
        self._openssl(
            "req",
            "-x509",
            *_new_key("root"),
            "-out",
            "root.pem",
            "-days",
            "3650",
            "-subj",
            f"/CN={name} root",
        )
        self._openssl("req", "-new", *_new_key("tsa"), "-out", "tsa.csr", "-subj", f"/CN={name}")
        self._openssl(
            *("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "7"),
            *("-days", "3650", "-extfile", "ext.cnf", "-out", "tsa.pem"),
        )
        self.calls = 0
        self.lock = threading.Lock()
        self.let_go = threading.Event()  # ends the waiting of /slow

    def stamp(self, query: bytes) -> bytes:
        """The response to a query."""
        with self.lock:
            return self._stamp(query)

    def _stamp(self, query: bytes) -> bytes:
        self.calls += 1
        asked, said = self.folder / f"q{self.calls}.tsq", self.folder / f"r{self.calls}.tsr"
        asked.write_bytes(query)
        self._openssl(
            *(
                "ts",
                "-reply",
                "-config",
                "tsa.cnf",
                "-section",
                "one",
                "-queryfile",
                asked.name,
                "-out",
                said.name,
            ),
            *("-signer", "tsa.pem", "-inkey", "tsa.key"),
        )
        return said.read_bytes()

    def answer(self, path: str, body: bytes) -> Answer:
        """As a service: /good stamps; the other paths each do one thing wrong."""
        kind = "application/timestamp-reply"
        if path == "/good":
            return 200, kind, self.stamp(body)
        if path == "/replay":
            return 200, kind, (self.folder / "r1.tsr").read_bytes()
        if path == "/trailing":
            return 200, kind, self.stamp(body) + b"more"
        if path == "/big":
            return 200, kind, b"x" * 200_000
        if path == "/slow":
            self.let_go.wait(PATIENCE)
            return 200, kind, self.stamp(body)
        if path == "/garbage":
            return 200, kind, b"this is no token"
        if path == "/empty":
            return 200, kind, b""
        return 503, "text/plain", b"closed"

    def _openssl(self, *words: str) -> None:
        done = subprocess.run(
            ["openssl", *words], cwd=self.folder, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr


class Calendar:
    """A calendar that promises, and keeps its promises once `mine` was called."""

    def __init__(self) -> None:
        self.promised: list[bytes] = []
        self.mined: dict[bytes, bytes] = {}
        self.roots: dict[int, bytes] = {}
        self.heights = itertools.count(HEIGHT)
        self.asked: list[str] = []

    def answer(self, path: str, body: bytes) -> Answer:
        self.asked.append(path)
        kind = "application/vnd.opentimestamps.v1"
        if path == "/digest":
            salt = b"\x01\x02\x03\x04\x05\x06\x07\x08"
            self.promised.append(hashlib.sha256(body + salt).digest())
            uri = b"https://calendar.invalid"
            payload = varuint(len(uri)) + uri
            pending = b"\x00" + bytes.fromhex("83dfe30d2ef90c8e") + varuint(len(payload)) + payload
            return 200, kind, b"\xf0" + varuint(len(salt)) + salt + b"\x08" + pending
        known = self.mined.get(bytes.fromhex(path.removeprefix("/timestamp/")))
        return (404, "text/plain", b"Pending confirmation") if known is None else (200, kind, known)

    def mine(self) -> None:
        """Put every promise into a block of its own."""
        for message in self.promised:
            height, before = next(self.heights), b"\xaa" * 32
            self.roots[height] = hashlib.sha256(hashlib.sha256(before + message).digest()).digest()
            payload = varuint(height)
            block = b"\x00" + bytes.fromhex("0588960d73d71901") + varuint(len(payload)) + payload
            self.mined[message] = b"\xf1" + varuint(len(before)) + before + b"\x08\x08" + block

    def headers(self) -> str:
        """The file of blocks, as explorers show them."""
        return "# height hash merkle-root time\n" + "".join(
            f"{height} {'00' * 32} {root[::-1].hex()} {BLOCK_TIME}\n" for height, root in self.roots.items()
        )


@contextmanager
def past_the_triggers() -> Iterator[None]:
    """As somebody who writes to the database itself."""
    connection.check_constraints()  # PostgreSQL drops no trigger while checks are put off
    with without_triggers(connection):
        yield
        connection.check_constraints()


def _new_key(name: str) -> tuple[str, ...]:
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    return (*curve, "-nodes", "-keyout", f"{name}.key")
