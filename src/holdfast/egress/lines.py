"""Lines: recorded connections under httpcore, HTTP/1.1, one exchange at a time, idle ones kept a short while.

httpcore is what httpx stands on. httpx's own client stands aside: it parses every Location by itself, ends in an error
for one it does not like, keeps cookies, and writes each address into the log.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpcore

from holdfast.egress.engine.targets import Target
from holdfast.egress.proxy import EgressProxy
from holdfast.egress.streams import Exchange, RecordedStream, open_stream

MOST_IDLE = 16
IDLE_SECONDS = 15.0


@dataclass(slots=True)
class Line:
    """A connection and what httpcore knows of it."""

    target: Target
    stream: RecordedStream
    http: httpcore.HTTP11Connection
    reused: bool = False

    def ask(self, method: str, headers: Mapping[str, str]) -> httpcore.Response:
        """Send the request and read the head of the answer; raises Cut and httpcore's errors."""
        target = self.target
        return self.http.handle_request(
            httpcore.Request(
                method=method,
                url=httpcore.URL(
                    scheme=target.scheme,
                    host=target.host,
                    port=target.port,
                    target=target.path.encode("ascii"),
                ),
                headers=[(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()],
            )
        )

    def surplus(self) -> int:
        """Bytes that came after the end of the last answer."""
        state = getattr(self.http, "_h11_state", None)
        return len(state.trailing_data[0]) if state is not None else 0


class Lines:
    """Opens every connection through the proxy, and keeps the idle ones by origin."""

    def __init__(self, proxy: EgressProxy, context: Callable[[], ssl.SSLContext]) -> None:
        self._proxy, self._context = proxy, context
        self._idle: dict[tuple[str, str, int], list[tuple[float, Line]]] = {}
        self._lock = threading.Lock()

    def open(self, target: Target, exchange: Exchange, *, reuse: bool) -> Line:
        """An idle connection to the target, or a new one; raises Cut."""
        line = self._take(target) if reuse else None
        if line is None:
            stream = open_stream(self._proxy, target, exchange, self._context)
            return Line(target, stream, httpcore.HTTP11Connection(_origin(target), stream))
        line.target, line.stream.exchange, line.reused = target, exchange, True
        return line

    def _take(self, target: Target) -> Line | None:
        while True:
            with self._lock:
                waiting = self._idle.get(target.origin)
                if not waiting:
                    return None
                since, line = waiting.pop()
            if time.monotonic() - since < IDLE_SECONDS and not line.http.has_expired():
                return line
            line.http.close()

    def give_back(self, line: Line) -> None:
        """Keep the connection for the next fetch of the same origin, if it can bear one; close it otherwise."""
        limits, stream = self._proxy.limits, line.stream
        young = time.monotonic() - stream.opened < 2 * limits.seconds
        if line.http.is_idle() and young and stream.carried < limits.wire_bytes and not line.surplus():
            with self._lock:
                if sum(map(len, self._idle.values())) < MOST_IDLE:
                    self._idle.setdefault(line.target.origin, []).append((time.monotonic(), line))
                    return
        line.http.close()

    def close(self) -> None:
        """Close every idle connection."""
        with self._lock:
            lines = [line for waiting in self._idle.values() for _, line in waiting]
            self._idle.clear()
        for line in lines:
            line.http.close()


def _origin(target: Target) -> httpcore.Origin:
    return httpcore.Origin(target.scheme.encode("ascii"), target.host.encode("ascii"), target.port)
