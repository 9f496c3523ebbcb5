"""A web site on this machine that answers each path with the very bytes it is told to."""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Play = Callable[[socket.socket, bytes], None]

PAGE = (
    "<!doctype html><html><head><title>600 trucks a day</title><script>var hidden = 1;</script></head>"
    "<body><h1>Trucks</h1><p>The plan says 600 &amp; more a day. عبرت الشاحنات.</p></body></html>"
).encode()


def answer(
    body: bytes = PAGE, status: str = "200 OK", *headers: str, mime: str = "text/html; charset=utf-8"
) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", f"Content-Type: {mime}", *headers]
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body


def redirect(to: str) -> bytes:
    return answer(b"", "302 Found", f"Location: {to}")


def zipped(body: bytes = PAGE) -> bytes:
    return answer(gzip.compress(body), "200 OK", "Content-Encoding: gzip")


def chunked(*chunks: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"


def truncated(conn: socket.socket, _: bytes) -> None:
    conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nContent-Type: text/html\r\n\r\n" + PAGE)
    conn.close()


def endless(conn: socket.socket, _: bytes) -> None:
    conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    with contextlib.suppress(OSError):
        while True:
            conn.sendall(b"<p>more</p>" * 4096)


def slow(conn: socket.socket, _: bytes) -> None:
    conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nContent-Type: text/html\r\n\r\n")
    with contextlib.suppress(OSError):
        while True:
            conn.sendall(b"<")
            time.sleep(0.05)


def slow_picture(conn: socket.socket, _: bytes) -> None:
    conn.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n"
    )
    with contextlib.suppress(OSError):
        while True:
            conn.sendall(b"\x00")
            time.sleep(0.05)


@dataclass
class Site:
    """Bytes, or a play, for each path; what was asked is kept."""

    routes: dict[str, bytes | Play] = field(default_factory=dict)
    requests: list[bytes] = field(default_factory=list)
    port: int = 0
    delay: float = 0.0
    tls: ssl.SSLContext | None = None

    @property
    def host(self) -> str:
        """As desk.toml opens it."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"{'https' if self.tls else 'http'}://{self.host}{path}"

    def serve(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                conn, _ = listening.accept()
                threading.Thread(target=self._converse, args=(conn,), daemon=True).start()

    def _converse(self, conn: socket.socket) -> None:
        conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        conn.settimeout(30)
        with contextlib.suppress(OSError), conn if not self.tls else self.tls.wrap_socket(conn, True) as conn:
            while True:
                head = b""
                while b"\r\n\r\n" not in head:
                    data = conn.recv(65536)
                    if not data:
                        return
                    head += data
                self.requests.append(head)
                path = head.split(b" ", 2)[1].decode("latin-1")
                said = self.routes.get(path) or answer(b"<title>404</title>no such page", "404 Not Found")
                if self.delay:
                    time.sleep(self.delay)
                if callable(said):
                    said(conn, head)
                    return
                conn.sendall(said)


@contextlib.contextmanager
def served(site: Site | None = None) -> Iterator[Site]:
    site = site or Site()
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listening:
        site.port = listening.getsockname()[1]
        threading.Thread(target=site.serve, args=(listening,), daemon=True).start()
        yield site
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
