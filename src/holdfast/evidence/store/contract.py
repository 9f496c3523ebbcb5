"""What a store of objects promises: bytes under their SHA-256, written once, never changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from holdfast.base.errors import shown
from holdfast.evidence.errors import ObjectMissing

PIECE = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")

# What is put: bytes, or the path of a file that is read piece by piece.
Content = bytes | Path


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an object is found and how many bytes it has; `fresh` is false where it was there already."""

    sha256: str
    size: int
    fresh: bool = True


class ObjectStore(Protocol):
    """Objects by the SHA-256 of their bytes.

    What `put` returned is durable, was read back and had the digest it is stored under. An object is never
    overwritten. Raises StoreFailed where the store does not take it, ObjectDamaged where what is kept differs.
    """

    def put(self, content: Content) -> Stored:
        """Keep one object."""
        ...

    def put_all(self, contents: Sequence[Content]) -> tuple[Stored, ...]:
        """Keep several, in this order, at the cost of one."""
        ...

    def open(self, sha256: str) -> IO[bytes]:
        """The object to read from its start; raises ObjectMissing. The reader closes it."""
        ...

    def has(self, sha256: str) -> bool:
        """Whether there is an object under this digest."""
        ...

    def verify(self, sha256: str) -> bool:
        """Whether its bytes, read in full, have the digest they are stored under; raises ObjectMissing."""
        ...

    def remove(self, sha256: str) -> bool:
        """Take it away for good, as an expunge does; whether there was anything to take."""
        ...

    def sweep(self) -> int:
        """Clear away what killed writers left half-written; how many files."""
        ...

    def idle(self, seconds: float) -> Iterable[tuple[str, int]]:
        """The objects that nobody put for so long, with their sizes; none where the store cannot tell."""
        ...

    def remove_idle(self, sha256: str, seconds: float) -> bool:
        """Take it away if nobody put it for so long, also not at this moment; whether it went."""
        ...


def object_path(sha256: str) -> str:
    """`ab/cd/<sha256>`; raises ObjectMissing for what is no digest, so that nothing else is ever looked up."""
    if not isinstance(sha256, str) or not _DIGEST.fullmatch(sha256):
        raise ObjectMissing(f"{shown(sha256)} is not the SHA-256 of an object")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def pieces(content: Content) -> Iterator[bytes]:
    """The bytes of what is put, piece by piece."""
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def digest_and_size(content: Content) -> tuple[str, int]:
    """SHA-256 in hex, and the number of bytes."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest(), len(content)
    with content.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()


def read_whole(file: IO[bytes], limit: int | None = None) -> bytes:
    """All bytes of an opened object, or the first `limit`; closes it."""
    with file:
        return file.read() if limit is None else file.read(limit)
