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
REMEMBERED = 1000
TCP_TABLE = Path("/proc/net/tcp")


@dataclass(slots=True)
class Door:
    """A port of the proxy for one browser context, with what may still go through it and what went."""

    port: int
    allowance: Allowance
    connections: list[Connection]
    server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        """As a client is told."""
        return f"http://127.0.0.1:{self.port}"


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
        self._server: asyncio.Server | None = None
        self._doors: set[asyncio.Server] = set()
        self._tasks: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
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
            self._server = self._call(self._listen(None))
        except OSError as error:
            self.stop()
            raise ProxyNotRunning(
                f"The egress proxy cannot listen on 127.0.0.1: {error.strerror}",
                untouched="Nothing was fetched",
                next_step="Close some programs and try again",
            ) from error
        self.port = self._server.sockets[0].getsockname()[1]

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
            door.server = await self._listen(door)
            self._doors.add(door.server)
            door.port = door.server.sockets[0].getsockname()[1]
            return door

        return self._call(opened())

    def close_door(self, door: Door) -> None:
        """Listen there no more. What still runs ends with the browser context."""

        async def closed() -> None:
            if door.server is not None:
                door.server.close()
                self._doors.discard(door.server)

        if not self._loop.is_closed():
            self._call(closed())

    def _allowance(self, received: int, connections: int, seconds: float) -> Allowance:
        return Allowance(received, connections, self._loop.time() + seconds, seconds, received)

    def _call(self, work: Coroutine[Any, Any, Result]) -> Result:
        if self._loop.is_closed() or not self._thread.is_alive():
            work.close()
            raise ProxyNotRunning("The egress proxy was stopped", untouched="Nothing was fetched")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _listen(self, door: Door | None) -> asyncio.Server:
        # Not a coroutine: a task that is cancelled before its first step would leave its connection open.
        def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.ensure_future(self._serve(reader, writer, door))
            self._tasks[task] = writer
            task.add_done_callback(self._served)

        return await asyncio.start_server(met, "127.0.0.1", 0, limit=HEAD_BYTES, backlog=512)

    def _served(self, task: asyncio.Task[None]) -> None:
        writer = self._tasks.pop(task)
        close(writer)
        self._closing.add(writer.transport)
        if not task.cancelled() and (raised := task.exception()) and not isinstance(raised, OSError):
            raise raised  # into the loop's own handler; an OSError says that the client went away

    async def _shut(self) -> None:
        for server in (self._server, *self._doors):
            if server is not None:
                server.close()
        for _ in range(3):  # what was accepted just now comes to its task, which closes it
            await asyncio.sleep(0)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for other in others:
            other.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)  # those that ended are told to close
        for transport in list(self._closing):
            transport.abort()
        await asyncio.sleep(0)  # transports close in the next turn

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, door: Door | None
    ) -> None:
        if door is not None and not owned_by_us(writer.get_extra_info("peername"), door.port):
            return
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
