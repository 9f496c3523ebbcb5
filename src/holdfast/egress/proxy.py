"""The egress proxy: on 127.0.0.1, in a thread of this process, for this process and its browser alone.

The fetcher proves itself with a credential made for the run. Chromium gets a door of its own for each context: a
port that takes connections of this user's processes only, so that its connections are known apart and no credential
can end in a page's hands. Nothing is logged.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import os
import secrets
import socket
import threading
from collections import deque
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakSet

from holdfast.base.clock import now
from holdfast.base.why import Why
from holdfast.egress.errors import AddressRefused, ProxyNotRunning
from holdfast.egress.relay import (
    HEAD_BYTES,
    Allowance,
    Head,
    Rules,
    Stopped,
    begin,
    close,
    forward,
    refusal,
    system_resolver,
    tunnel,
)
from holdfast.egress.types import Connection, Limits, Policy, Resolver

Result = TypeVar("Result")
HEAD_SECONDS = 10.0
DOOR_SECONDS = 5.0  # for the connections of a door that is closed to end by themselves
BACKLOG = 512
AGAIN_SECONDS = 1.0  # until connections are taken again where this process had no descriptor left
REMEMBERED = 1000
TCP_TABLE = Path("/proc/net/tcp")


@dataclass(slots=True)
class Door:
    """A port of the proxy for one browser context, with what may still go through it and what went."""

    port: int
    allowance: Allowance
    connections: list[Connection]
    listening: socket.socket | None = None

    @property
    def address(self) -> str:
        """As a client is told."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(slots=True)
class Taken:
    """A connection that was taken: by which door, its socket, and its streams once it has them."""

    door: Door | None
    sock: socket.socket
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None


class EgressProxy:
    """One running proxy; made by `running_proxy`."""

    def __init__(self, policy: Policy, limits: Limits, resolver: Resolver | None = None) -> None:
        self.policy, self.limits = policy, limits
        self.credential = base64.b64encode(b"holdfast:" + secrets.token_urlsafe(24).encode()).decode("ascii")
        self.connections: deque[Connection] = deque(maxlen=REMEMBERED)
        self._executor = ThreadPoolExecutor(max_workers=8, thread_name_prefix="holdfast-resolver")
        self._rules = Rules(policy, limits, resolver or system_resolver, self._executor)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="holdfast-egress")
        self._listening: set[socket.socket] = set()
        self._taken: dict[asyncio.Task[None], Taken] = {}
        self._closing: WeakSet[asyncio.WriteTransport] = WeakSet()  # those that still send their last bytes
        self.port = 0

    @property
    def address(self) -> str:
        """The proxy with its credential, as any other client of this process is told (httpx.Client(proxy=...))."""
        return f"http://{base64.b64decode(self.credential).decode('ascii')}@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen; raises ProxyNotRunning."""
        self._thread.start()
        try:
            listening = self._call(self._listen(None))
        except OSError as error:
            self.stop()
            raise ProxyNotRunning(
                f"The egress proxy cannot listen on 127.0.0.1: {error.strerror}",
                untouched="Nothing was fetched",
                next_step="Close some programs and try again",
            ) from error
        self.port = listening.getsockname()[1]

    def stop(self) -> None:
        """Cut every connection and end the thread."""
        if self._loop.is_closed():
            return
        if self._thread.is_alive():
            self._call(self._shut())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)
        self._loop.close()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def open_door(self, limits: Limits | None = None) -> Door:
        """A port of its own for one browser context; raises ProxyNotRunning."""
        held = limits or self.limits

        async def opened() -> Door:
            allowance = self._allowance(held.wire_bytes, held.connections, held.seconds)
            door = Door(0, allowance, [])
            door.listening = await self._listen(door)
            door.port = door.listening.getsockname()[1]
            return door

        return self._call(opened())

    def close_door(self, door: Door) -> None:
        """Listen there no more. What still runs has a moment to end and is cut then: the door's list is whole."""

        async def closed() -> None:
            if door.listening is not None:
                self._listen_no_more(door.listening)
            if running := [task for task, taken in self._taken.items() if taken.door is door]:
                _, late = await asyncio.wait(running, timeout=DOOR_SECONDS)
                for task in late:
                    task.cancel()
                await asyncio.gather(*late, return_exceptions=True)

        if not self._loop.is_closed():
            self._call(closed())

    def _allowance(self, received: int, connections: int, seconds: float) -> Allowance:
        return Allowance(received, connections, self._loop.time() + seconds, seconds, received)

    def _call(self, work: Coroutine[Any, Any, Result]) -> Result:
        if self._loop.is_closed() or not self._thread.is_alive():
            work.close()
            raise ProxyNotRunning("The egress proxy was stopped", untouched="Nothing was fetched")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _listen(self, door: Door | None) -> socket.socket:
        listening = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
        listening.setblocking(False)
        self._listening.add(listening)
        self._loop.add_reader(listening, self._meet, listening, door)
        return listening

    def _listen_no_more(self, listening: socket.socket) -> None:
        if listening in self._listening:
            self._listening.discard(listening)
            self._loop.remove_reader(listening)
            listening.close()

    def _meet(self, listening: socket.socket, door: Door | None) -> None:
        # Not asyncio's own server: in Python 3.11 that loses a connection which it took as it was closed, or whose
        # task is cancelled before its first step. Here each has a task that closes it, however the task ends.
        for _ in range(BACKLOG):
            try:
                sock, _peer = listening.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError:  # no descriptor left
                self._loop.remove_reader(listening)
                self._loop.call_later(AGAIN_SECONDS, self._listen_again, listening, door)
                return
            sock.setblocking(False)
            taken = Taken(door, sock)
            task = self._loop.create_task(self._serve(taken))
            self._taken[task] = taken
            task.add_done_callback(self._served)

    def _listen_again(self, listening: socket.socket, door: Door | None) -> None:
        if listening in self._listening:
            self._loop.add_reader(listening, self._meet, listening, door)

    def _served(self, task: asyncio.Task[None]) -> None:
        taken = self._taken.pop(task)
        if taken.streams is None:
            taken.sock.close()
        else:
            close(taken.streams[1])
            self._closing.add(taken.streams[1].transport)
        if not task.cancelled() and (raised := task.exception()) and not isinstance(raised, OSError):
            raise raised  # into the loop's own handler; an OSError says that the client went away

    async def _shut(self) -> None:
        for listening in list(self._listening):
            self._listen_no_more(listening)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for other in others:
            other.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)  # those that ended are told to close
        for transport in list(self._closing):
            transport.abort()
        await asyncio.sleep(0)  # transports close in the next turn

    async def _streams(self, sock: socket.socket) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader = asyncio.StreamReader(limit=HEAD_BYTES, loop=self._loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=self._loop)
        transport, _ = await self._loop.connect_accepted_socket(lambda: protocol, sock)
        return reader, asyncio.StreamWriter(transport, protocol, reader, self._loop)

    async def _serve(self, taken: Taken) -> None:
        door = taken.door
        if door is not None and not owned_by_us(taken.sock.getpeername(), door.port):
            return
        taken.streams = reader, writer = await self._streams(taken.sock)
        record = begin("tunnel")
        challenge = False
        try:
            async with asyncio.timeout(HEAD_SECONDS):
                raw = await reader.readuntil(b"\r\n\r\n")
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return
        try:
            head = Head.read(raw)
            if door is None and not self._is_ours(head):
                challenge = True
                raise Stopped(407, Why.of("egress-not-ours"))
            record.host, record.port = head.asked_host
            record.kind = "tunnel" if head.method == "CONNECT" else "forward"
            (self.connections if door is None else door.connections).append(record)
            # A fetcher's connection may serve several fetches; the fetcher counts each by itself.
            allowance = (
                self._allowance(2 * self.limits.wire_bytes + HEAD_BYTES, 1, 4 * self.limits.seconds)
                if door is None
                else door.allowance
            )
            if head.method == "CONNECT":
                await tunnel((reader, writer), head.asked, self._rules, allowance, record)
            else:
                target = self.policy.target(head.asked)
                if target.scheme != "http":
                    raise Stopped(400, Why.of("egress-scheme-refused", scheme=target.scheme))
                await forward((reader, writer), target, head, self._rules, allowance, record)
        except AddressRefused as refused:
            record.why = refused.why
            writer.write(refusal(403, refused.why))
        except Stopped as stopped:
            record.why = stopped.why
            if record.received == 0 and not record.established:
                writer.write(refusal(stopped.status, stopped.why, challenge=challenge))
        except asyncio.CancelledError:
            record.why = Why.of("egress-ended-early", bytes=record.received)
            raise
        finally:
            record.ended = now()

    def _is_ours(self, head: Head) -> bool:
        given = head.value(b"proxy-authorization")
        return hmac.compare_digest(given, b"Basic " + self.credential.encode("ascii"))


def owned_by_us(peer: Any, door_port: int) -> bool:
    """Whether the connecting socket belongs to a process of this user, as Linux tells; elsewhere nobody can say: true.

    A socket that the table does not hold is not let in.
    """
    if not TCP_TABLE.exists():
        return True
    ends = f"0100007F:{int(peer[1]):04X} 0100007F:{door_port:04X} "
    for line in TCP_TABLE.read_text("ascii").splitlines():
        found = line.find(ends)
        if found >= 0:
            return line.split()[7] == str(os.getuid())
    return False


@contextmanager
def running_proxy(
    policy: Policy | None = None, limits: Limits | None = None, *, resolver: Resolver | None = None
) -> Iterator[EgressProxy]:
    """A proxy that runs within the block; raises ProxyNotRunning."""
    proxy = EgressProxy(policy or Policy(), limits or Limits(), resolver)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()
