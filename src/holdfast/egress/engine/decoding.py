"""Content codings undone under a cap: gzip, deflate, brotli, and zstd where the machine has it."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Protocol

import brotli

MOST_CODINGS = 3
STEP = 64 * 1024


class NotDecoded(Exception):
    """A coding that is not known here, or more of them than anybody means."""


class BrokenCoding(Exception):
    """Bytes that are not in the coding they say they are in."""


class Decoder(Protocol):
    """One coding undone step by step; a step never gives more than `STEP` bytes or so at once."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What the data gives."""

    def finish(self) -> None:
        """Raise BrokenCoding if the end is missing."""


class _Zlib:
    """gzip with any number of members (RFC 1952), or deflate with and without its wrapper (RFC 9110, 8.4.1.2)."""

    def __init__(self, gzip: bool) -> None:
        self._gzip, self._first, self._held = gzip, True, b""
        self._inner = zlib.decompressobj(31 if gzip else 15)

    def feed(self, data: bytes) -> Iterator[bytes]:
        data, self._held = self._held + data, b""
        while data:
            if (self._first or self._inner.eof) and len(data) < 2:
                self._held = data  # two bytes tell a new member, or whether deflate came in its wrapper
                return
            if self._inner.eof:
                if not self._gzip or data[:2] != b"\x1f\x8b":
                    return  # padding after the last member
                self._inner = zlib.decompressobj(31)
            try:
                piece = self._inner.decompress(data, STEP)
            except zlib.error as error:
                if self._gzip or not self._first:
                    raise BrokenCoding(str(error)) from None
                self._inner, self._first = zlib.decompressobj(-15), False
                continue
            self._first = False
            data = self._inner.unused_data if self._inner.eof else self._inner.unconsumed_tail
            if piece:
                yield piece

    def finish(self) -> None:
        if not self._inner.eof and (self._held or not self._first):
            raise BrokenCoding("the compressed data ends too early")


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()
        self._fed = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._fed = True
        try:
            piece = self._inner.process(data, output_buffer_limit=STEP)
            while True:
                if piece:
                    yield piece
                if self._inner.is_finished() or self._inner.can_accept_more_data():
                    return
                piece = self._inner.process(b"", output_buffer_limit=STEP)
        except brotli.error as error:
            raise BrokenCoding(str(error)) from None

    def finish(self) -> None:
        if self._fed and not self._inner.is_finished():
            raise BrokenCoding("the compressed data ends too early")


class _Zstd:
    def __init__(self, module: Any) -> None:
        self._inner, self._error, self._fed = module.ZstdDecompressor(), module.ZstdError, False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._fed = True
        try:
            while not self._inner.eof:
                piece = self._inner.decompress(data, STEP)
                data = b""
                if piece:
                    yield piece
                if self._inner.needs_input:
                    return
        except self._error as error:
            raise BrokenCoding(str(error)) from None

    def finish(self) -> None:
        if self._fed and not self._inner.eof:
            raise BrokenCoding("the compressed data ends too early")


@cache
def _zstd() -> Any:
    """The zstd of Python 3.14 or of backports.zstd; None without either."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None


def accepted() -> str:
    """The Accept-Encoding header that asks for what can be undone here."""
    return "gzip, br, zstd" if _zstd() is not None else "gzip, br"


def codings(header: str) -> tuple[str, ...]:
    """The codings of a Content-Encoding header in the order they were applied, identity left out."""
    return tuple(name for part in header.split(",") if (name := part.strip().lower()) not in ("", "identity"))


def decoder(name: str) -> Decoder:
    """The decoder of one coding; raises NotDecoded."""
    if name in ("gzip", "x-gzip"):
        return _Zlib(gzip=True)
    if name == "deflate":
        return _Zlib(gzip=False)
    if name == "br" and hasattr(
        brotli.Decompressor, "can_accept_more_data"
    ):  # brotli 1.2: a cap on each step
        return _Brotli()
    if name == "zstd" and (module := _zstd()) is not None:
        return _Zstd(module)
    raise NotDecoded(name)


def decoded(chunks: Iterable[bytes], names: tuple[str, ...]) -> Iterator[bytes]:
    """The bytes with every coding undone, in small pieces; raises NotDecoded, BrokenCoding."""
    if len(names) > MOST_CODINGS:
        raise NotDecoded(", ".join(names[:MOST_CODINGS]) + ", …")
    stages = [decoder(name) for name in reversed(names)]
    for stage in stages:
        chunks = _through(stage, chunks)
    return iter(chunks)


def _through(stage: Decoder, chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        yield from stage.feed(chunk)
    stage.finish()
