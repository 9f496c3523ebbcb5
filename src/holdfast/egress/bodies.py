"""Bytes as they came, and a body read out of them under a cap."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import h11

from holdfast.egress.engine.decoding import BrokenCoding, NotDecoded, codings, decoded

IN_MEMORY = 1024 * 1024
PIECE = 64 * 1024


class Wire:
    """Bytes as they came, in memory up to 1 MB and in an unnamed temporary file above."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed below
        self._size = 0
        self._closer = weakref.finalize(self, self._file.close)

    def write(self, data: bytes) -> None:
        """Append."""
        self._file.write(data)
        self._size += len(data)

    def __len__(self) -> int:
        return self._size

    def chunks(self, size: int = PIECE) -> Iterator[bytes]:
        """The bytes from the start, piece by piece."""
        at = 0
        while at < self._size:
            self._file.seek(at)
            piece = self._file.read(size)
            at += len(piece)
            yield piece
        self._file.seek(0, 2)

    def read(self) -> bytes:
        """All of it at once."""
        return b"".join(self.chunks(IN_MEMORY))

    def copy_to(self, out: IO[bytes]) -> int:
        """Write all of it into an open file; returns the number of bytes."""
        return sum(out.write(piece) for piece in self.chunks(IN_MEMORY))

    def close(self) -> None:
        """Let go of the bytes."""
        self._closer()


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its codings undone, as far as the cap allowed.

    `state` is "whole", "cut by size", "cut short" (the answer itself was cut), "broken" (not in the coding it claims)
    or "not decoded" (a coding unknown here: the bytes are as they came).
    """

    content: Wire
    state: str
    codings: tuple[str, ...]


def read_body(wire: Wire, *, method: str, coding: str, cut: bool, limit: int) -> Body:
    """De-chunk and decode; what cannot be decoded is given as it came, and said so."""
    content, names = Wire(), codings(coding)
    state = "whole"
    try:
        fits = _fill(content, decoded(framed_body(wire, method), names), limit)
    except NotDecoded:
        fits, state = _fill(content, framed_body(wire, method), limit), "not decoded"
    except BrokenCoding:
        fits, state = True, "broken"
    if not fits:
        state = "cut by size"
    elif cut:
        state = "cut short"
    return Body(content, state, names)


def _fill(content: Wire, pieces: Iterator[bytes], limit: int) -> bool:
    """Write until the limit; whether everything fitted."""
    for piece in pieces:
        room = limit - len(content)
        content.write(piece[:room])
        if len(piece) > room:
            return False
    return True


def framed_body(wire: Wire, method: str) -> Iterator[bytes]:
    """The body as the message framing carries it: chunks joined, codings still on. Ends where the bytes end."""
    ours = h11.Connection(our_role=h11.CLIENT)
    ours.send(h11.Request(method=method, target="/", headers=[("Host", "unused")]))
    ours.send(h11.EndOfMessage())
    try:
        for chunk in wire.chunks():
            ours.receive_data(chunk)
            while (event := ours.next_event()) is not h11.NEED_DATA:
                if isinstance(event, h11.Data):
                    yield bytes(event.data)
                elif isinstance(event, h11.EndOfMessage) or event is h11.PAUSED:
                    return
    except h11.RemoteProtocolError:
        return  # the hop says how its answer was cut
