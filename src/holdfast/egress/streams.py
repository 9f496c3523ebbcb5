"""A connection through the proxy as httpcore wants it, which keeps every byte that goes either way."""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any

import httpcore

from holdfast.base.why import Why
from holdfast.egress.bodies import Wire
from holdfast.egress.engine.targets import Target
from holdfast.egress.proxy import EgressProxy
from holdfast.egress.relay import IP_HEADER, REFUSED_HEADER
from holdfast.egress.types import Outcome, Tls

_OUTCOMES = {
    "egress-name-not-found": Outcome.NAME_NOT_FOUND,
    "egress-not-connected": Outcome.NOT_CONNECTED,
    "egress-connect-slow": Outcome.CUT_BY_TIME,
}


class Cut(Exception):
    """A fetch ends here, with what came so far."""

    def __init__(self, outcome: Outcome, why: Why) -> None:
        super().__init__(why.code)
        self.outcome, self.why = outcome, why


class Exchange:
    """One request and its answer while they go: the bytes of both, and how much is left of bytes and time."""

    def __init__(self, limit: int, until: float, seconds: float) -> None:
        self.request = bytearray()
        self.response = Wire()
        self.limit, self.until, self.seconds = limit, until, seconds

    def left(self) -> float:
        """Seconds left; raises Cut at the end."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> Cut:
        """The cut by time."""
        return Cut(Outcome.CUT_BY_TIME, Why.of("egress-cut-by-time", seconds=round(self.seconds)))

    def keep(self, data: bytes) -> None:
        """Keep what came; raises Cut at the first byte over the limit."""
        room = self.limit - len(self.response)
        self.response.write(data[:room])
        if len(data) > room:
            raise Cut(Outcome.CUT_BY_SIZE, Why.of("egress-cut-by-size", bytes=self.limit))


class RecordedStream(httpcore.NetworkStream):
    """A socket through the proxy; `exchange` is the one that its bytes now belong to."""

    def __init__(self, sock: socket.socket, ip: str, exchange: Exchange) -> None:
        self.sock, self.ip, self.exchange = sock, ip, exchange
        self.tls: Tls | None = None
        self.opened = time.monotonic()
        self.carried = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes, kept; raises Cut, httpcore.ReadError."""
        self.sock.settimeout(self.exchange.left())
        try:
            data = self.sock.recv(max_bytes)
        except TimeoutError:
            raise self.exchange.too_slow() from None
        except OSError as error:
            raise httpcore.ReadError(str(error)) from None
        self.carried += len(data)
        self.exchange.keep(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send, and keep what was sent; raises Cut, httpcore.WriteError."""
        if not buffer:
            return
        self.sock.settimeout(self.exchange.left())
        try:
            self.sock.sendall(buffer)
        except TimeoutError:
            raise self.exchange.too_slow() from None
        except OSError as error:
            raise httpcore.WriteError(str(error)) from None
        self.exchange.request += buffer

    def close(self) -> None:
        """Close the socket."""
        self.sock.close()

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks to see whether an idle connection still stands."""
        if info == "is_readable":
            self.sock.settimeout(0)
            try:
                return (
                    self.sock.recv(1, 0 if isinstance(self.sock, ssl.SSLSocket) else socket.MSG_PEEK) or True
                )
            except (BlockingIOError, ssl.SSLWantReadError):
                return False
            except OSError:
                return True
        return self.sock if info == "socket" else None


def open_stream(
    proxy: EgressProxy, target: Target, exchange: Exchange, context: Callable[[], ssl.SSLContext]
) -> RecordedStream:
    """Connect through the proxy, and shake hands where the scheme asks; raises Cut.

    A certificate that fails ends here, before any request is sent; the Cut carries what the server showed.
    """
    try:
        sock = socket.create_connection(("127.0.0.1", proxy.port), timeout=exchange.left())
    except OSError:
        raise Cut(Outcome.NOT_CONNECTED, Why.of("egress-proxy-gone")) from None
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ip = _connect(sock, proxy, target, exchange)
        stream = RecordedStream(sock, ip, exchange)
        if target.scheme == "https":
            try:
                stream.sock, stream.tls = shake_hands(sock, target.host, context(), exchange)
            except CertificateFailed as failed:
                failed.ip = ip
                raise
        return stream
    except BaseException:
        sock.close()
        raise


def _connect(sock: socket.socket, proxy: EgressProxy, target: Target, exchange: Exchange) -> str:
    asked = f"CONNECT {target.authority} HTTP/1.1\r\nHost: {target.authority}\r\n"
    asked += f"Proxy-Authorization: Basic {proxy.credential}\r\n\r\n"
    head = b""
    try:
        sock.sendall(asked.encode("ascii"))
        while b"\r\n\r\n" not in head:
            sock.settimeout(exchange.left())
            # Nothing after the empty line may be taken: it belongs to the answer. The proxy's head comes in one piece.
            seen = sock.recv(16384, socket.MSG_PEEK)
            end = seen.find(b"\r\n\r\n")
            data = sock.recv(len(seen) if end < 0 else end + 4)
            if not data or len(head) > 65536:
                raise Cut(Outcome.NOT_CONNECTED, Why.of("egress-proxy-gone"))
            head += data
    except TimeoutError:
        raise exchange.too_slow() from None
    except OSError:
        raise Cut(Outcome.NOT_CONNECTED, Why.of("egress-proxy-gone")) from None
    lines = head.decode("ascii").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    if lines[0].split(" ")[1] == "200":
        return headers[IP_HEADER]
    told = json.loads(headers[REFUSED_HEADER])
    why = Why.from_json(told["code"], told["params"])
    raise Cut(_OUTCOMES.get(why.code, Outcome.REFUSED), why)


class CertificateFailed(Cut):
    """The certificate did not hold; `tls` is what the server showed."""

    def __init__(self, why: Why, tls: Tls, ip: str = "") -> None:
        super().__init__(Outcome.CERTIFICATE_FAILED, why)
        self.tls, self.ip = tls, ip


def shake_hands(
    sock: socket.socket, host: str, context: ssl.SSLContext, exchange: Exchange
) -> tuple[ssl.SSLSocket, Tls]:
    """TLS with the certificate checked against the host; raises Cut, CertificateFailed."""
    sock.settimeout(exchange.left())
    tls_sock = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
    try:
        tls_sock.do_handshake()
    except ssl.SSLCertVerificationError as error:
        said = error.verify_message
        shown = _facts(tls_sock, verified=False, said=said)
        tls_sock.close()
        raise CertificateFailed(Why.of("egress-certificate-failed", host=host, said=said), shown) from None
    except TimeoutError:
        tls_sock.close()
        raise exchange.too_slow() from None
    except OSError as error:
        tls_sock.close()
        said = getattr(error, "reason", None) or type(error).__name__
        raise Cut(Outcome.TLS_FAILED, Why.of("egress-tls-failed", host=host, said=str(said))) from None
    return tls_sock, _facts(tls_sock, verified=True)


def _facts(sock: ssl.SSLSocket, *, verified: bool, said: str = "") -> Tls:
    chain: tuple[bytes, ...] = ()
    whole = False
    inner = getattr(sock, "_sslobj", None)
    # Python 3.13 made get_unverified_chain public; 3.11 and 3.12 have it on the inner object only.
    asked = getattr(sock, "get_unverified_chain", None) or getattr(inner, "get_unverified_chain", None)
    try:
        if asked is not None:
            given = asked() or ()
            chain = tuple(one if isinstance(one, bytes) else one.public_bytes(2) for one in given)
            whole = bool(chain)
        if not chain and verified:
            leaf = sock.getpeercert(binary_form=True)
            chain = (leaf,) if leaf else ()
    except (ValueError, OSError):
        pass  # no certificate was read
    cipher = sock.cipher()
    return Tls(sock.version() or "", cipher[0] if cipher else "", chain, whole, verified, said)
