"""A proxy or a door that closes leaves no connection open and none untold."""

import contextlib
import errno
import socket
import threading

import pytest

from holdfast.egress import proxy as proxy_module
from holdfast.egress.proxy import running_proxy
from holdfast.egress.types import Limits, Policy
from waiting import PATIENCE

ASKED = b"CONNECT site.example.com:443 HTTP/1.1\r\nHost: site.example.com\r\n\r\n"
HALF = b"CONN"


class Callers:
    """Clients that go on connecting to a port until nobody listens there; each keeps what it opened."""

    def __init__(self, port: int, *, callers: int = 4, each: int = 40) -> None:
        self.port, self.each = port, each
        self.opened: list[socket.socket] = []
        self.begun = threading.Semaphore(0)
        self.threads = [threading.Thread(target=self.call, daemon=True) for _ in range(callers)]
        for thread in self.threads:
            thread.start()

    def call(self) -> None:
        for number in range(self.each):
            try:
                sock = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
            except OSError:
                break
            self.opened.append(sock)
            with contextlib.suppress(OSError):
                sock.sendall(HALF if number % 2 else ASKED)
            self.begun.release()

    def told_of_the_end(self) -> int:
        """How many connections the other side closed; one that it forgot raises TimeoutError."""
        for thread in self.threads:
            thread.join(PATIENCE)
        ended = 0
        for sock in self.opened:
            with sock, contextlib.suppress(ConnectionError):
                while sock.recv(4096):
                    pass
            ended += 1
        return ended


@pytest.mark.parametrize("before", [1, 5, 20, 60, 120])
@pytest.mark.parametrize("door_first", [True, False])
def test_what_is_taken_while_it_stops_is_closed(before: int, door_first: bool) -> None:
    with running_proxy(Policy(), Limits(), resolver=lambda host, port: ["10.0.0.1"]) as proxy:
        door = proxy.open_door()
        callers = Callers(door.port)
        for _ in range(before):
            assert callers.begun.acquire(timeout=PATIENCE)
        if door_first:
            proxy.close_door(door)
    assert callers.told_of_the_end() == len(callers.opened) >= before
    assert all(one.ended for one in door.connections)


def test_a_door_that_closes_lets_what_runs_be_decided() -> None:
    asked, go = threading.Event(), threading.Event()

    def slow(host: str, port: int) -> list[str]:
        asked.set()
        go.wait(PATIENCE)
        return ["10.0.0.1"]

    with running_proxy(Policy(), Limits(), resolver=slow) as proxy:
        door = proxy.open_door()
        with socket.create_connection(("127.0.0.1", door.port), timeout=PATIENCE) as sock:
            sock.sendall(ASKED)
            assert asked.wait(PATIENCE)
            threading.Timer(0.05, go.set).start()
            proxy.close_door(door)
            (connection,) = door.connections
            assert connection.ended and connection.why is not None
            assert connection.why.code == "egress-address-inside"
            assert sock.recv(4096).startswith(b"HTTP/1.1 403")


def test_a_door_that_closes_cuts_what_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy_module, "DOOR_SECONDS", 0.01)
    asked, go = threading.Event(), threading.Event()

    def never(host: str, port: int) -> list[str]:
        asked.set()
        go.wait(PATIENCE)
        return ["10.0.0.1"]

    with running_proxy(Policy(), Limits(), resolver=never) as proxy:
        door = proxy.open_door()
        with socket.create_connection(("127.0.0.1", door.port), timeout=PATIENCE) as sock:
            sock.sendall(ASKED)
            assert asked.wait(PATIENCE)
            proxy.close_door(door)
            (connection,) = door.connections
            assert connection.ended and connection.why is not None
            assert connection.why.code == "egress-ended-early"
            assert sock.recv(4096) == b""
        go.set()


def test_connections_are_taken_again_once_there_is_a_descriptor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy_module, "AGAIN_SECONDS", 0.01)
    real, refused = socket.socket.accept, []

    def accept(listening: socket.socket) -> tuple[socket.socket, object]:
        if not refused:
            refused.append(listening)
            raise OSError(errno.EMFILE, "Too many open files")
        return real(listening)

    monkeypatch.setattr(socket.socket, "accept", accept)
    with (
        running_proxy(Policy(), Limits(), resolver=lambda host, port: ["10.0.0.1"]) as proxy,
        socket.create_connection(("127.0.0.1", proxy.open_door().port), timeout=PATIENCE) as sock,
    ):
        sock.sendall(ASKED)
        assert sock.recv(4096).startswith(b"HTTP/1.1 403")
    assert len(refused) == 1
