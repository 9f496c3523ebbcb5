"""One connection through the proxy: judged, pinned, counted, cut."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Coroutine, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from holdfast.base.clock import now
from holdfast.base.why import Why
from holdfast.egress.engine.addresses import is_address, judge
from holdfast.egress.engine.targets import PORTS, Target, read_authority, why_inside
from holdfast.egress.errors import AddressRefused
from holdfast.egress.types import Connection, Limits, Policy, Resolver

REFUSED_HEADER = "X-Holdfast-Refused"
IP_HEADER = "X-Holdfast-Address"
HEAD_BYTES = 64 * 1024
PIECE = 64 * 1024
_DROPPED = (b"connection", b"proxy-connection", b"keep-alive", b"proxy-authorization", b"upgrade", b"te")

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Stopped(Exception):
    """The connection ends here; the reason is what the client is told and the record keeps."""

    def __init__(self, status: int, why: Why) -> None:
        super().__init__(why.code)
        self.status, self.why = status, why


@dataclass(slots=True)
class Allowance:
    """What may still go through: shared by all connections of a browser context, or of one connection alone."""

    received: int
    connections: int
    until: float  # the loop's clock
    seconds: float
    limit: int
    sent: int = field(default=16 * 1024 * 1024)

    def take_connection(self) -> None:
        """Count one connection; raises Stopped."""
        self.connections -= 1
        if self.connections < 0:
            raise Stopped(429, Why.of("egress-connections-spent"))

    def take_received(self, size: int) -> None:
        """Count bytes towards the client; raises Stopped."""
        self.received -= size
        if self.received < 0:
            raise Stopped(502, Why.of("egress-cut-by-size", bytes=self.limit))

    def take_sent(self, size: int) -> None:
        """Count bytes towards the world; raises Stopped."""
        self.sent -= size
        if self.sent < 0:
            raise Stopped(502, Why.of("egress-cut-by-size", bytes=self.limit))


@dataclass(frozen=True, slots=True)
class Rules:
    """What every connection is held to."""

    policy: Policy
    limits: Limits
    resolver: Resolver
    executor: Executor


def system_resolver(host: str, port: int) -> Sequence[str]:
    """The addresses the machine's own resolver gives, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


async def connect(rules: Rules, record: Connection, opened: bool) -> Streams:
    """Resolve once, judge every address, connect to one that was judged; raises Stopped.

    `opened` says that the pair of host and port is a test host, whose addresses are not judged.
    """
    loop = asyncio.get_running_loop()
    seconds = rules.limits.connect_seconds
    try:
        async with asyncio.timeout(seconds):
            addresses: Sequence[str] = (record.host,)
            if not is_address(record.host):
                addresses = await loop.run_in_executor(
                    rules.executor, rules.resolver, record.host, record.port
                )
            if not addresses:
                raise Stopped(502, Why.of("egress-name-not-found", host=record.host))
            for address in addresses:
                refused = judge(address)
                if address in rules.policy.own:
                    raise Stopped(403, Why.of("egress-own-host", host=record.host))
                if refused is not None and not opened:
                    raise Stopped(
                        403,
                        why_inside(record.host, address[:80], refused.term),
                    )
            return await _first_that_answers(addresses, record)
    except TimeoutError:
        raise Stopped(504, Why.of("egress-connect-slow", host=record.host)) from None
    except (socket.gaierror, UnicodeError):
        raise Stopped(502, Why.of("egress-name-not-found", host=record.host)) from None


async def _first_that_answers(addresses: Sequence[str], record: Connection) -> Streams:
    for address in addresses:
        record.ip = address
        try:
            streams = await dial(address, record.port)
        except OSError:
            continue
        _without_delay(streams[1])
        return streams
    raise Stopped(502, Why.of("egress-not-connected", host=record.host))


async def dial(address: str, port: int) -> Streams:
    """The only line that leaves the machine. An address, never a name: nothing is resolved a second time."""
    return await asyncio.open_connection(
        address, port, limit=HEAD_BYTES, flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    )


def _without_delay(writer: asyncio.StreamWriter) -> None:
    sock = writer.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


async def tunnel(
    client: Streams, authority: str, rules: Rules, allowance: Allowance, record: Connection
) -> None:
    """CONNECT: bytes both ways until either side ends or the allowance does; raises Stopped."""
    try:
        host, port, _ = read_authority(authority, test_hosts=rules.policy.opened, own_hosts=rules.policy.own)
    except AddressRefused as refused:
        raise Stopped(403, refused.why) from None
    record.host, record.port = host, port
    allowance.take_connection()
    server = await connect(rules, record, (host, port) in rules.policy.opened)
    try:
        client[1].write(f"HTTP/1.1 200 Connected\r\n{IP_HEADER}: {record.ip}\r\n\r\n".encode("ascii"))
        record.established = True
        await _both_ways(client, server, allowance, record)
    finally:
        server[1].transport.abort()


async def forward(
    client: Streams, target: Target, head: Head, rules: Rules, allowance: Allowance, record: Connection
) -> None:
    """A plain request in absolute form: one request, one answer, one connection; raises Stopped."""
    record.host, record.port, record.kind = target.host, target.port, "forward"
    allowance.take_connection()
    length = head.body_length()
    server = await connect(rules, record, (target.host, target.port) in rules.policy.opened)
    try:
        server[1].write(head.to_origin(target))
        async with asyncio.timeout_at(allowance.until):
            await _first_of(
                _upload(client[0], server[1], length, allowance, record),
                _answer(server[0], client[1], head.method, allowance, record),
            )
    except TimeoutError:
        raise Stopped(504, Why.of("egress-cut-by-time", seconds=int(allowance.seconds))) from None
    finally:
        server[1].transport.abort()


async def _upload(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    length: int,
    allowance: Allowance,
    record: Connection,
) -> None:
    while length > 0 and (data := await reader.read(min(length, PIECE))):
        length -= len(data)
        allowance.take_sent(len(data))
        record.sent += len(data)
        writer.write(data)
        await writer.drain()
    while data := await reader.read(PIECE):  # until the client hangs up; what it says meanwhile goes nowhere
        allowance.take_sent(len(data))


async def _answer(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    method: str,
    allowance: Allowance,
    record: Connection,
) -> None:
    """Pass the answer on, its connection closed after it: the next request may be for another host."""
    while True:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as ended:
            raise Stopped(502, Why.of("egress-ended-early", bytes=len(ended.partial))) from None
        except asyncio.LimitOverrunError:
            raise Stopped(502, Why.of("egress-malformed", said="the header is too long")) from None
        allowance.take_received(len(head))
        record.received += len(head)
        interim = head[9:10] == b"1"
        lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
        kept = [line for line in lines if line.partition(b":")[0].strip().lower() not in _DROPPED]
        writer.write(b"\r\n".join(kept if interim else [*kept, b"Connection: close"]) + b"\r\n\r\n")
        if not interim:
            break
    left = _announced(method, lines)
    while (left is None or left > 0) and (
        data := await reader.read(PIECE if left is None else min(left, PIECE))
    ):
        left = None if left is None else left - len(data)
        allowance.take_received(len(data))
        record.received += len(data)
        writer.write(data)
        await writer.drain()


def _announced(method: str, lines: list[bytes]) -> int | None:
    """The bytes of body that an answer announces; None where only the end of the connection can tell."""
    if method == "HEAD" or lines[0][9:12] in (b"204", b"304"):
        return 0
    headers = [
        (name.strip().lower(), value.strip())
        for name, _, value in (line.partition(b":") for line in lines[1:])
    ]
    lengths = {value for name, value in headers if name == b"content-length"}
    if any(name == b"transfer-encoding" for name, _ in headers) or len(lengths) != 1:
        return None
    (length,) = lengths
    return int(length) if length.isdigit() and len(length) < 16 else None


async def _first_of(*work: Coroutine[Any, Any, None]) -> None:
    """Run side by side until the first ends, and end the others; raises what the first raised."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for one in done:
            one.result()
    finally:
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _both_ways(client: Streams, server: Streams, allowance: Allowance, record: Connection) -> None:
    async def up() -> None:
        while data := await client[0].read(PIECE):
            allowance.take_sent(len(data))
            record.sent += len(data)
            server[1].write(data)
            await server[1].drain()

    async def down() -> None:
        while data := await server[0].read(PIECE):
            allowance.take_received(len(data))
            record.received += len(data)
            client[1].write(data)
            await client[1].drain()

    try:
        async with asyncio.timeout_at(allowance.until):
            await _first_of(up(), down())
    except TimeoutError:
        raise Stopped(504, Why.of("egress-cut-by-time", seconds=int(allowance.seconds))) from None


@dataclass(frozen=True, slots=True)
class Head:
    """A request's head as a client of the proxy sends it."""

    method: str
    asked: str
    headers: tuple[tuple[bytes, bytes], ...]

    @classmethod
    def read(cls, raw: bytes) -> Head:
        """From the bytes up to the empty line; raises Stopped."""
        first, *lines = raw.removesuffix(b"\r\n\r\n").split(b"\r\n")
        try:
            method, asked, version = first.decode("ascii").split(" ")
        except ValueError:
            raise Stopped(400, Why.of("egress-address-malformed")) from None
        headers = []
        for line in lines:
            name, colon, value = line.partition(b":")
            if not colon or not name or name != name.strip() or b"\n" in line or b"\r" in line:
                raise Stopped(400, Why.of("egress-address-malformed"))
            headers.append((name, value.strip()))
        if version not in ("HTTP/1.1", "HTTP/1.0"):
            raise Stopped(400, Why.of("egress-address-malformed"))
        return cls(method, asked, tuple(headers))

    @property
    def asked_host(self) -> tuple[str, int]:
        """Host and port as asked, for the record of what was refused; never connected to."""
        try:
            parts = urlsplit(f"//{self.asked}" if self.method == "CONNECT" else self.asked)
            return (parts.hostname or "")[:253], parts.port or PORTS.get(parts.scheme, 0)
        except ValueError:
            return "", 0

    def value(self, name: bytes) -> bytes:
        """The first value of a header, empty without one."""
        return next((value for known, value in self.headers if known.lower() == name), b"")

    def body_length(self) -> int:
        """The bytes of body that follow; raises Stopped where that cannot be told."""
        lengths = {value for name, value in self.headers if name.lower() == b"content-length"}
        if self.value(b"transfer-encoding") or len(lengths) > 1:
            raise Stopped(411, Why.of("egress-address-malformed"))
        if not lengths:
            return 0
        text = lengths.pop()
        if not text.isdigit() or len(text) > 12:
            raise Stopped(400, Why.of("egress-address-malformed"))
        return int(text)

    def to_origin(self, target: Target) -> bytes:
        """The request in origin form, with the host that was judged, closing after the answer."""
        dropped = (*_DROPPED, b"host")
        lines = [f"{self.method} {target.path} HTTP/1.1".encode("ascii")]
        lines.append(b"Host: " + target.host_header.encode("ascii"))
        lines += [name + b": " + value for name, value in self.headers if name.lower() not in dropped]
        lines.append(b"Connection: close")
        return b"\r\n".join(lines) + b"\r\n\r\n"


def refusal(status: int, why: Why, *, challenge: bool = False) -> bytes:
    """The proxy's own answer: the status, the reason as JSON in a header, the English sentence as the body."""
    told = json.dumps({"code": why.code, "params": why.params_json()}, ensure_ascii=True)
    body = why.render("en").encode("utf-8")
    lines = [
        f"HTTP/1.1 {status} Refused",
        f"{REFUSED_HEADER}: {told}",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "Connection: close",
    ]
    if challenge:
        lines.append('Proxy-Authenticate: Basic realm="holdfast"')
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + body


def close(writer: asyncio.StreamWriter) -> None:
    """Close without waiting for the other side to agree."""
    if not writer.is_closing():
        writer.close()


def begin(kind: str) -> Connection:
    """An empty record of a connection that starts now."""
    return Connection(host="", port=0, kind=kind, started=now())
