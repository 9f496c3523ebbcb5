"""OpenTimestamps proofs, read and written: a tree of operations from a digest to those who vouch for it.

Written after the format of the OpenTimestamps project (python-opentimestamps, core/timestamp.py). `engine.ots`
follows a proof and judges it; this keeps its tree, so that what a calendar adds later can be put in its place. Only
what a calendar's answer may hold is read; anything else is refused, so that what is stored can be checked later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from holdfast.evidence.engine.ots import (
    OTS_ADDRESS,
    OTS_ADDRESS_CAP,
    OTS_APPEND,
    OTS_ATTESTATION,
    OTS_BITCOIN,
    OTS_DEPTH_CAP,
    OTS_FORK,
    OTS_MAGIC,
    OTS_MESSAGE_CAP,
    OTS_PAYLOAD_CAP,
    OTS_PENDING,
    OTS_PREPEND,
)
from holdfast.evidence.errors import TimeProofUnfit

VERSION = 1
SHA256_TAG = 0x08
PROOF_BYTES = 100_000

_UNARY: dict[int, Callable[[bytes], bytes]] = {
    0x02: lambda data: hashlib.sha1(data, usedforsecurity=False).digest(),
    0x03: lambda data: hashlib.new("ripemd160", data).digest(),
    SHA256_TAG: lambda data: hashlib.sha256(data).digest(),
}
_BINARY: dict[int, Callable[[bytes, bytes], bytes]] = {
    OTS_APPEND: lambda data, given: data + given,
    OTS_PREPEND: lambda data, given: given + data,
}


@dataclass(slots=True)
class Attestation:
    """Somebody who vouches for the message it hangs on; `tag` says who."""

    tag: bytes
    payload: bytes

    @property
    def calendar(self) -> str | None:
        """Where a pending proof is to be asked for again."""
        if self.tag != OTS_PENDING:
            return None
        return _Reader(self.payload).varbytes(OTS_ADDRESS_CAP).decode("ascii")

    @property
    def height(self) -> int | None:
        """The Bitcoin block whose Merkle root the message is."""
        return _Reader(self.payload).varuint() if self.tag == OTS_BITCOIN else None


@dataclass(slots=True)
class Branch:
    """A message, those who vouch for it, and what is computed from it."""

    message: bytes
    attestations: list[Attestation] = field(default_factory=list)
    steps: list[tuple[bytes, Branch]] = field(
        default_factory=list
    )  # the operation as written, and where it leads

    def walk(self) -> Iterator[Branch]:
        """This branch and all above it."""
        waiting = [self]
        while waiting:
            branch = waiting.pop()
            yield branch
            waiting += [onward for _, onward in branch.steps]


def read_proof(data: bytes) -> Branch:
    """The tree of a proof file over a SHA-256 digest; raises TimeProofUnfit."""
    reader = _Reader(data)
    if reader.take(len(OTS_MAGIC)) != OTS_MAGIC or reader.byte() != VERSION or reader.byte() != SHA256_TAG:
        raise TimeProofUnfit("These bytes are not an OpenTimestamps proof over a SHA-256 digest")
    return _whole(reader, reader.take(32))


def read_answer(data: bytes, message: bytes) -> Branch:
    """The tree a calendar answered for a message; raises TimeProofUnfit."""
    return _whole(_Reader(data), message)


def write_proof(root: Branch) -> bytes:
    """The proof file of a tree over a SHA-256 digest."""
    return OTS_MAGIC + bytes([VERSION, SHA256_TAG]) + root.message + _written(root)


def pending(root: Branch) -> list[tuple[Branch, Attestation]]:
    """What still waits for its calendar."""
    return [(branch, one) for branch in root.walk() for one in branch.attestations if one.tag == OTS_PENDING]


def blocks(root: Branch) -> list[tuple[int, bytes]]:
    """The Bitcoin blocks the proof leads to: height, and the Merkle root it must have (as hashed)."""
    found = []
    for branch in root.walk():
        for one in branch.attestations:
            if (height := one.height) is not None:
                found.append((height, branch.message))
    return found


def replace(branch: Branch, old: Attestation, onward: Branch) -> None:
    """Put what the calendar answered where it had only promised."""
    if onward.message != branch.message:
        raise TimeProofUnfit("The calendar answered for another message")
    branch.attestations.remove(old)
    branch.attestations += [one for one in onward.attestations if one not in branch.attestations]
    branch.steps += onward.steps


class _Reader:
    def __init__(self, data: bytes) -> None:
        if len(data) > PROOF_BYTES:
            raise TimeProofUnfit(f"A proof of {len(data)} bytes is longer than any we read")
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        piece = self.data[self.at : self.at + count]
        if len(piece) != count:
            raise TimeProofUnfit("The proof ends too early")
        self.at += count
        return piece

    def byte(self) -> int:
        return self.take(1)[0]

    def varuint(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if not byte & 0x80:
                return value
            shift += 7
            if shift > 56:
                raise TimeProofUnfit("A number in the proof is too large")

    def varbytes(self, limit: int, least: int = 0) -> bytes:
        count = self.varuint()
        if not least <= count <= limit:
            raise TimeProofUnfit("A part of the proof is longer than the format allows, or empty")
        return self.take(count)


def _whole(reader: _Reader, message: bytes) -> Branch:
    root = _branch(reader, message, OTS_DEPTH_CAP)
    if reader.at != len(reader.data):
        raise TimeProofUnfit("The proof goes on after its end")
    return root


def _branch(reader: _Reader, message: bytes, depth: int) -> Branch:
    if not depth:
        raise TimeProofUnfit("The proof is deeper than the format allows")
    branch = Branch(message)
    while True:
        tag = reader.byte()
        last = tag != OTS_FORK
        if not last:
            tag = reader.byte()
        if tag == OTS_ATTESTATION:
            branch.attestations.append(_attestation(reader))
        else:
            began = reader.at - 1
            result = _operate(reader, tag, message)
            branch.steps.append((reader.data[began : reader.at], _branch(reader, result, depth - 1)))
        if last:
            return branch


def _operate(reader: _Reader, tag: int, message: bytes) -> bytes:
    if tag in _UNARY:
        try:
            return _UNARY[tag](message)
        except ValueError:  # RIPEMD-160 is not in every OpenSSL
            raise TimeProofUnfit("This machine cannot compute an operation of the proof") from None
    if tag not in _BINARY:
        raise TimeProofUnfit(f"The proof holds an operation we do not know: {tag:#04x}")
    result = _BINARY[tag](message, reader.varbytes(OTS_MESSAGE_CAP, least=1))
    if len(result) > OTS_MESSAGE_CAP:
        raise TimeProofUnfit("A message in the proof grows longer than the format allows")
    return result


def _attestation(reader: _Reader) -> Attestation:
    found = Attestation(reader.take(8), reader.varbytes(OTS_PAYLOAD_CAP))
    if found.tag == OTS_PENDING:
        inner = _Reader(found.payload)
        uri = inner.varbytes(OTS_ADDRESS_CAP)
        if inner.at != len(found.payload) or not OTS_ADDRESS.fullmatch(uri):
            raise TimeProofUnfit("The proof names a calendar by an address we do not read")
    elif found.tag == OTS_BITCOIN:
        inner = _Reader(found.payload)
        inner.varuint()
        if inner.at != len(found.payload):
            raise TimeProofUnfit("The proof names a block by a number we do not read")
    return found


def _written(branch: Branch) -> bytes:
    items = [bytes([OTS_ATTESTATION]) + one.tag + _varbytes(one.payload) for one in branch.attestations]
    items += [operation + _written(onward) for operation, onward in branch.steps]
    if not items:
        raise TimeProofUnfit("A proof to which nobody put a name cannot be written")
    return b"".join(bytes([OTS_FORK]) + item for item in items[:-1]) + items[-1]


def varuint(value: int) -> bytes:
    """A number as the format writes it: seven bits a byte, the smallest first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _varbytes(data: bytes) -> bytes:
    return varuint(len(data)) + data
