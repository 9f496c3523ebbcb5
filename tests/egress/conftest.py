"""A web that is all on this machine: names that resolve as told, a site that answers as told, a silent listener."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from holdfast.egress import relay
from holdfast.egress.actions import Fetcher
from holdfast.egress.engine.addresses import judge
from holdfast.egress.types import Limits, Policy

OUTSIDE = "93.184.215.14"  # stands for the open Internet; dialling it reaches the site below
OUTSIDE_V6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
QUICK = Limits(wire_bytes=2_000_000, decoded_bytes=4_000_000, seconds=2.0, connect_seconds=1.0)

Answer = Callable[[socket.socket, bytes], None]


def plain(body: bytes = b"hello", status: str = "200 OK", *headers: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body


def redirect(to: str) -> bytes:
    return plain(b"", "302 Found", f"Location: {to}")


@dataclass
class Site:
    """A server that sends, for each path, the bytes it was given or what a function does to the socket."""

    routes: dict[str, bytes | Answer] = field(default_factory=dict)
    requests: list[bytes] = field(default_factory=list)
    port: int = 0
    wrap: Callable[[socket.socket], socket.socket] | None = None

    def serve(self, listening: socket.socket) -> None:
        while True:
            try:
                conn, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(conn,), daemon=True).start()

    def answer(self, conn: socket.socket) -> None:
        conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        conn.settimeout(20)
        with contextlib.ExitStack() as stack, contextlib.suppress(OSError):
            stack.callback(conn.close)
            if self.wrap is not None:
                conn = self.wrap(conn)
                stack.callback(conn.close)
            while True:
                head = b""
                while b"\r\n\r\n" not in head:
                    data = conn.recv(65536)
                    if not data:
                        return
                    head += data
                self.requests.append(head)
                path = head.split(b" ", 2)[1].decode("latin-1").partition("?")[0]
                answer = self.routes.get(path, plain(b"no such page", "404 Not Found"))
                if callable(answer):
                    answer(conn, head)
                    return
                conn.sendall(answer)


@contextlib.contextmanager
def served(site: Site) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listening:
        site.port = listening.getsockname()[1]
        thread = threading.Thread(target=site.serve, args=(listening,), daemon=True)
        thread.start()
        yield site
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(5)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that answers 404 until it is told otherwise."""
    with served(Site({"/": plain()})) as running:
        yield running


@dataclass
class Names:
    """The resolver: what is not told is the site's outside address; `asked` counts."""

    known: dict[str, list[Sequence[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self.known.get(host)
        if answers is None:
            return [OUTSIDE]
        return answers.pop(0) if len(answers) > 1 else answers[0]


@dataclass
class Outside:
    """What the proxy dialled; the open Internet's part of it is led to the site."""

    site: Site
    dialled: list[tuple[str, int]] = field(default_factory=list)

    @property
    def inside(self) -> list[tuple[str, int]]:
        return [one for one in self.dialled if judge(one[0]) is not None]


@pytest.fixture
def outside(site: Site, monkeypatch: pytest.MonkeyPatch) -> Outside:
    """The Internet: every dial is noted; a global address leads to the site, everything else where it says."""
    world = Outside(site)
    real = relay.dial

    async def dial(address: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        world.dialled.append((address, port))
        if judge(address) is None:
            return await real("127.0.0.1", site.port)
        return await real(address, port)

    monkeypatch.setattr(relay, "dial", dial)
    return world


@pytest.fixture
def names() -> Names:
    return Names()


@pytest.fixture
def fetcher(outside: Outside, names: Names) -> Iterator[Fetcher]:
    """A fetcher with the policy of a desk in use: nothing is opened."""
    with Fetcher(
        limits=QUICK, resolver=names, policy=Policy(own_hosts=frozenset({"desk.example.org"}))
    ) as made:
        yield made


@dataclass
class Listener:
    """Sockets on loopback that nobody may connect to, on the web's ports where the machine lets us, and on another."""

    ports: tuple[int, ...]
    accepted: list[int] = field(default_factory=list)
    datagrams: list[bytes] = field(default_factory=list)


@pytest.fixture
def silent() -> Iterator[Listener]:
    """The listener; the test ends with an error if anything came."""
    with contextlib.ExitStack() as stack:
        sockets: list[socket.socket] = []
        other = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=50))
        sockets.append(other)
        for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
            for port in (80, 443, other.getsockname()[1]):
                with contextlib.suppress(OSError):
                    sockets.append(stack.enter_context(socket.create_server((host, port), family=family)))
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", other.getsockname()[1]))
        listener = Listener(tuple(sorted({one.getsockname()[1] for one in sockets})))
        stop = threading.Event()
        for one in sockets:
            one.settimeout(0.05)

        def count(one: socket.socket) -> None:
            while not stop.is_set():
                with contextlib.suppress(OSError):
                    conn, _ = one.accept()
                    listener.accepted.append(one.getsockname()[1])
                    conn.close()

        def heard() -> None:
            udp.settimeout(0.05)
            while not stop.is_set():
                with contextlib.suppress(OSError):
                    listener.datagrams.append(udp.recv(2048))

        threads = [threading.Thread(target=count, args=(one,), daemon=True) for one in sockets]
        threads.append(threading.Thread(target=heard, daemon=True))
        for thread in threads:
            thread.start()
        yield listener
        stop.wait(0.1)  # what is on its way arrives
        stop.set()
        for thread in threads:
            thread.join(5)
        assert listener.accepted == []
        assert listener.datagrams == []
