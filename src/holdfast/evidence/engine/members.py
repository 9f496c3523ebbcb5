"""The bytes of an archive, gzip member by gzip member, without ever holding more than a piece of them."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

from holdfast.evidence.engine.results import Unreadable

PIECE = 1 << 18
GZIP_MAGIC = b"\x1f\x8b"
GZIP_EXTRA, GZIP_NAME, GZIP_COMMENT = 4, 8, 16
# What programs that write archives put there: the lengths of the record, the name of the file.
GZIP_LENGTHS = re.compile(rb"sl(?:\x08\x00)?.{8}", re.S)
GZIP_OWN_NAME = re.compile(rb"[A-Za-z0-9._%+-]{0,200}\.w?arc[A-Za-z0-9._-]{0,20}")
GZIP_NAME_CAP = 300
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
        self.named = (
            0  # gzip members with the name of an archive or the lengths of their record in their headers
        )
        self.beside = 0  # gzip members with anything else there
        self._inflater = zlib.decompressobj(31) if self.is_gzip else None
        self._ended = False
        if self.is_gzip:
            self._look()

    def _take(self) -> bytes:
        piece = self.file.read(PIECE)
        self.taken += len(piece)
        return piece

    def _look(self) -> None:
        """Count a gzip member that carries more in its header than a record (RFC 1952, section 2.3)."""
        self._hold(4)
        flags = self._raw[3] if len(self._raw) > 3 else 0
        if not flags & (GZIP_EXTRA | GZIP_NAME | GZIP_COMMENT):
            return
        at, usual = 10, not flags & GZIP_COMMENT
        if flags & GZIP_EXTRA:
            self._hold(12)
            length = int.from_bytes(self._raw[10:12], "little")
            at = 12 + length
            self._hold(at)
            usual = usual and GZIP_LENGTHS.fullmatch(self._raw[12:at]) is not None
        if flags & GZIP_NAME:
            self._hold(at + GZIP_NAME_CAP)
            name = self._raw[at : at + GZIP_NAME_CAP].partition(b"\0")[0]
            usual = usual and GZIP_OWN_NAME.fullmatch(name) is not None
        self.named += usual
        self.beside += not usual

    def _hold(self, size: int) -> None:
        while len(self._raw) < size:
            piece = self._take()
            if not piece:
                return
            self._raw += piece

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
        self._look()
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
