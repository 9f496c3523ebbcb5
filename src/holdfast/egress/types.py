"""What the room hands out: limits, policy, and what happened on the way to an address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from ssl import DER_cert_to_PEM_cert

from holdfast.base.why import Why
from holdfast.egress.bodies import Body, Wire, read_body
from holdfast.egress.engine.targets import Target, read_target, read_test_host

# Name and port to the addresses it has. The proxy asks once a connection, and connects to what it was told.
Resolver = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one fetch, or one browser context, may take."""

    wire_bytes: int = 64 * 1024 * 1024  # of one answer as it came; of all answers together in a browser
    decoded_bytes: int = 256 * 1024 * 1024
    seconds: float = 60.0  # for a fetch with its redirects; for a browser context from its opening
    connect_seconds: float = 10.0  # resolving and connecting
    redirects: int = 5
    connections: int = 256  # that one browser context may make in all

    def within(self, other: Limits) -> Limits:
        """The tighter of the two, limit by limit."""
        return Limits(
            **{one.name: min(getattr(self, one.name), getattr(other, one.name)) for one in fields(self)}
        )


@dataclass(frozen=True)
class Policy:
    """Which hosts are special: test hosts are opened for development only, own hosts are never fetched.

    `test_hosts` are written with their port (`localhost:8000`, `[::1]:8000`); `own_hosts` are names or addresses.
    Raises TestHostNotUnderstood.
    """

    test_hosts: frozenset[str] = frozenset()
    own_hosts: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "test_hosts", frozenset(self.test_hosts))
        object.__setattr__(self, "own_hosts", frozenset(self.own_hosts))
        _ = self.opened

    @cached_property
    def opened(self) -> frozenset[tuple[str, int]]:
        """The test hosts as (host, port)."""
        return frozenset(read_test_host(text) for text in self.test_hosts)

    @cached_property
    def own(self) -> frozenset[str]:
        """The own hosts, lower-case, without brackets, wildcards or a trailing dot."""
        return frozenset(host.strip("[]").lower().removesuffix(".") for host in self.own_hosts)

    def target(self, address: str) -> Target:
        """What the address would connect to; raises AddressRefused."""
        return read_target(address, test_hosts=self.opened, own_hosts=self.own)


class Outcome(StrEnum):
    """How a fetch ended, as a fact; "complete" says that the whole answer came, not that it was a good one."""

    COMPLETE = "complete"
    CUT_BY_SIZE = "cut by size"
    CUT_BY_TIME = "cut by time"
    ENDED_EARLY = "ended early"
    REFUSED = "refused"
    NAME_NOT_FOUND = "name not found"
    NOT_CONNECTED = "not connected"
    CERTIFICATE_FAILED = "certificate failed"
    TLS_FAILED = "TLS failed"
    MALFORMED = "malformed answer"
    TOO_MANY_REDIRECTS = "too many redirects"


@dataclass(frozen=True, slots=True)
class Tls:
    """What the connection itself said: the chain is the one the server sent on it, leaf first, in DER.

    `whole_chain` is false where this Python could tell the leaf only. `verified` is true only after the chain and
    the name were checked; a connection that failed the check carried no request.
    """

    protocol: str
    cipher: str
    chain: tuple[bytes, ...]
    whole_chain: bool
    verified: bool
    said: str = ""  # what was wrong with the certificate

    @property
    def pem(self) -> str:
        """The chain in PEM."""
        return "".join(DER_cert_to_PEM_cert(one) for one in self.chain)


@dataclass(frozen=True, slots=True)
class Hop:
    """One request and what came of it, with the bytes of both as they went over the wire (inside TLS).

    `response` holds everything from the status line on, before chunks are joined and codings undone. `cut` is None
    where the whole answer came.
    """

    address: str
    ip: str | None
    port: int
    method: str
    request: bytes
    response: Wire
    status: int | None
    reason: str
    headers: tuple[tuple[str, str], ...]
    tls: Tls | None
    started: datetime
    ended: datetime
    cut: Outcome | None
    surplus: int = 0  # bytes the server sent after the end of its answer
    reused: bool = False  # the connection of an earlier hop or fetch

    def header(self, name: str) -> str:
        """The values of a header, joined with a comma; the empty text without one."""
        return ", ".join(value for known, value in self.headers if known.lower() == name.lower())


@dataclass(frozen=True, slots=True)
class Fetched:
    """One fetch: every hop in order, where it ended and how, and why in words."""

    asked: str
    address: str  # of the last hop, or the one that was refused
    hops: tuple[Hop, ...]
    outcome: Outcome
    why: Why
    limits: Limits = field(default_factory=Limits)

    @property
    def status(self) -> int | None:
        """The status of the last hop, if an answer began there."""
        return self.hops[-1].status if self.hops and self.hops[-1].address == self.address else None

    def body(self, limit: int | None = None) -> Body:
        """The last answer's body, de-chunked and decoded up to `limit` bytes (the limits' own by default)."""
        most = self.limits.decoded_bytes if limit is None else limit
        if not self.hops:
            return Body(Wire(), "cut short", ())
        hop = self.hops[-1]
        return read_body(
            hop.response,
            method=hop.method,
            coding=hop.header("content-encoding"),
            cut=hop.cut is not None,
            limit=most,
        )

    def close(self) -> None:
        """Let go of every hop's bytes."""
        for hop in self.hops:
            hop.response.close()

    def __enter__(self) -> Fetched:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()


@dataclass(slots=True)
class Connection:
    """One connection asked of the proxy: where to, which address was used, how much went, what stopped it."""

    host: str
    port: int
    kind: str  # "tunnel" or "forward"
    ip: str | None = None
    started: datetime | None = None
    ended: datetime | None = None
    sent: int = 0
    received: int = 0
    established: bool = False  # a tunnel was opened
    why: Why | None = None  # refused, failed or cut; None where it ran its course
