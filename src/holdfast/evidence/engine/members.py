"""The bytes of an archive, gzip member by gzip member, without ever holding more than a piece of them."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from holdfast.evidence.engine.results import Unreadable

PIECE = 1 << 18
GZIP_MAGIC = b"\x1f\x8b"
# A bomb: more than this many bytes, and more than so many times what was read.
EXPANDS_FREELY = 64 << 20
EXPANDS_AT_MOST = 150


class CutShort(Unreadable):
    """The file ends in the middle of something."""


class Bomb(Unreadable):
    """A compressed file expands beyond what any archive does."""


class Members:
    """Reads a plain file as one member, a gzip file member by member; `read` and `readline` end with the member."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.taken = 0  # bytes of the file
        self.given = 0  # bytes after decompression
        self._buffer = b""
        self._at = 0
        self._raw = self._take()
        self.is_gzip = self._raw[:2] == GZIP_MAGIC
        self._inflater = zlib.decompressobj(31) if self.is_gzip else None
        self._ended = False

    def _take(self) -> bytes:
        piece = self.file.read(PIECE)
        self.taken += len(piece)
        return piece

    def _fill(self) -> bool:
        """Put the next piece of this member into the buffer; False at its end."""
        self._buffer, self._at = b"", 0
        while not self._buffer:
            if self._ended:
                return False
            if self._inflater is None:
                self._buffer, self._raw = self._raw, b""
                if not self._buffer:
                    self._buffer = self._take()
                self._ended = not self._buffer
            else:
                self._inflate(self._inflater)
            self.given += len(self._buffer)
        return True

    def _inflate(self, inflater: zlib._Decompress) -> None:
        if not self._raw:
            self._raw = self._take()
            if not self._raw:
                self._ended = True
                raise CutShort("the file ends in the middle of compressed data")
        try:
            self._buffer = inflater.decompress(self._raw, PIECE)
        except zlib.error:
            self._ended = True
            raise Unreadable("the compressed data is damaged") from None
        if inflater.eof:
            self._raw = inflater.unused_data
            self._ended = True
        else:
            self._raw = inflater.unconsumed_tail
        if self.given > EXPANDS_FREELY and self.given > EXPANDS_AT_MOST * self.taken:
            self._ended = True
            raise Bomb("the compressed data expands beyond any archive; it was not read further")

    def next_member(self) -> bool:
        """Go to the next gzip member; False where the file ends."""
        if self._inflater is None or not self._ended:
            return False
        if not self._raw:
            self._raw = self._take()
        if not self._raw:
            return False
        if len(self._raw) < 2:
            self._raw += self._take()
        if self._raw[:2] != GZIP_MAGIC:
            raise Unreadable("after the compressed records there is something else")
        self._inflater = zlib.decompressobj(31)
        self._ended = False
        self._buffer, self._at = b"", 0
        return True

    def read(self, size: int) -> bytes:
        """Up to `size` bytes of this member; none at its end."""
        if self._at >= len(self._buffer) and not self._fill():
            return b""
        piece = (
            self._buffer[self._at : self._at + size] if self._at or size < len(self._buffer) else self._buffer
        )
        self._at += len(piece)
        return piece

    def readline(self, cap: int) -> bytes:
        """A line of this member with its end, or its first `cap` bytes, or what is left of the member."""
        parts: list[bytes] = []
        length = 0
        while length < cap:
            if self._at >= len(self._buffer) and not self._fill():
                break
            end = self._buffer.find(b"\n", self._at, self._at + cap - length)
            stop = end + 1 if end >= 0 else min(len(self._buffer), self._at + cap - length)
            parts.append(self._buffer[self._at : stop])
            length += stop - self._at
            self._at = stop
            if end >= 0:
                break
        return b"".join(parts)
