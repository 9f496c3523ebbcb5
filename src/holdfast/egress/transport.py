"""httpx over recorded connections: HTTP/1.1, one exchange at a time, idle connections kept a short while."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpcore
import httpx

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

    def surplus(self) -> int:
        """Bytes that came after the end of the last answer."""
        state = getattr(self.http, "_h11_state", None)
        return len(state.trailing_data[0]) if state is not None else 0


class GuardedTransport(httpx.BaseTransport):
    """Opens every connection through the proxy, and hands the caller the line an exchange went over."""

    def __init__(self, proxy: EgressProxy, context: Callable[[], ssl.SSLContext]) -> None:
        self._proxy, self._context = proxy, context
        self._idle: dict[tuple[str, str, int], list[tuple[float, Line]]] = {}
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send over an idle connection or a new one; raises Cut and httpcore's errors.

        The extension `exchange` is an Exchange, `target` the Target that was judged; `line` is filled in.
        """
        target: Target = request.extensions["target"]
        exchange: Exchange = request.extensions["exchange"]
        line = self._take(target) if request.extensions["reuse"] else None
        if line is None:
            stream = open_stream(self._proxy, target, exchange, self._context)
            line = Line(target, stream, httpcore.HTTP11Connection(_origin(target), stream))
        else:
            line.stream.exchange, line.reused = exchange, True
        request.extensions["lines"].append(line)
        answer = line.http.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=target.scheme.encode("ascii"),
                    host=target.host.encode("ascii"),
                    port=target.port,
                    target=target.path.encode("ascii"),
                ),
                headers=request.headers.raw,
                content=request.stream,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Stream(answer),
            extensions=answer.extensions,
        )

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


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
