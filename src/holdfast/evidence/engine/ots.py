"""OpenTimestamps proofs: read the operations, follow them, hold their ends to pinned Bitcoin headers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import NamedTuple

from holdfast.evidence.engine.results import FAILED, NOT_CHECKABLE, PASSED, Unreadable, named, plain
from holdfast.evidence.engine.stamps import Judged

OTS_MAGIC = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
OTS_CAP = 4 << 20
OTS_MESSAGE_CAP = 4096
OTS_PAYLOAD_CAP = 8192
OTS_ADDRESS_CAP = 1000
OTS_DEPTH_CAP = 256
OTS_STEPS_CAP = 100_000
OTS_HASHES = {0x02: ("sha1", 20), 0x03: ("ripemd160", 20), 0x08: ("sha256", 32), 0x67: ("keccak256", 32)}
OTS_APPEND, OTS_PREPEND, OTS_REVERSE, OTS_HEXLIFY = 0xF0, 0xF1, 0xF2, 0xF3
OTS_FORK, OTS_ATTESTATION = 0xFF, 0x00
OTS_PENDING = bytes.fromhex("83dfe30d2ef90c8e")
OTS_BITCOIN = bytes.fromhex("0588960d73d71901")
OTS_ADDRESS = re.compile(rb"[A-Za-z0-9._/:-]*")
HEADER_LINE = re.compile(
    r"(\d{1,9})\s+([0-9a-fA-F]{64})\s+([0-9a-fA-F]{64})\s+(\d{9,11}|\d{4}-[0-9T:.Z+-]{6,30})"
)
HEADERS_CAP = 1_000_000


class Attestation(NamedTuple):
    """An end of a proof: a promise of a calendar, a Bitcoin block, or something not known here."""

    kind: str
    message: bytes | None  # what the operations came to; None after one that cannot be done here
    height: int = 0
    text: str = ""


class OtsProof(NamedTuple):
    """A proof for one file: the hash it starts from, and where its branches end."""

    hash_name: str
    digest: bytes
    attestations: tuple[Attestation, ...]


class Header(NamedTuple):
    """What a trust file says of one Bitcoin block."""

    height: int
    block: str
    merkle_root: bytes
    time: datetime


class _Reader:
    """The bytes of a proof, from the first to the last."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        if self.at + count > len(self.data):
            raise Unreadable("the proof ends early")
        self.at += count
        return self.data[self.at - count : self.at]

    def byte(self) -> int:
        return self.take(1)[0]

    def number(self) -> int:
        value, shift = 0, 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if not byte & 0x80:
                return value
            shift += 7
            if shift > 63:
                raise Unreadable("a number without an end")

    def bytes(self, cap: int, least: int = 0) -> bytes:
        count = self.number()
        if not least <= count <= cap:
            raise Unreadable("a part that is longer or shorter than proofs have")
        return self.take(count)


def parse_ots(data: bytes) -> OtsProof:
    """Read a detached proof and follow every operation; Unreadable when it is none."""
    if len(data) > OTS_CAP:
        raise Unreadable("longer than any proof we read")
    reader = _Reader(data)
    if not data.startswith(OTS_MAGIC):
        raise Unreadable("it does not begin as a proof of OpenTimestamps")
    reader.at = len(OTS_MAGIC)
    version = reader.number()
    if version != 1:
        raise Unreadable(f"version {version} of the format is not known here")
    tag = reader.byte()
    if tag not in OTS_HASHES:
        raise Unreadable(f"the file's hash is of a kind (0x{tag:02x}) that is not known here")
    hash_name, size = OTS_HASHES[tag]
    digest = reader.take(size)
    attestations = _follow(reader, digest)
    if reader.at != len(data):
        raise Unreadable("there is something after the end of the proof")
    return OtsProof(hash_name, digest, tuple(attestations))


def _follow(reader: _Reader, digest: bytes) -> list[Attestation]:
    """Walk the tree of operations; each open branch is its message and its depth."""
    found: list[Attestation] = []
    branches: list[tuple[bytes | None, int]] = [(digest, 0)]
    steps = 0
    while branches:
        message, depth = branches.pop()
        tag = reader.byte()
        while tag == OTS_FORK:
            branches.append((message, depth))
            tag = reader.byte()
            if len(branches) > OTS_STEPS_CAP:
                raise Unreadable("more branches than any proof has")
        steps += 1
        if depth > OTS_DEPTH_CAP or steps > OTS_STEPS_CAP:
            raise Unreadable("the proof is deeper than any we follow")
        if tag == OTS_ATTESTATION:
            found.append(_attestation(reader, message))
        else:
            branches.append((_operation(reader, tag, message), depth + 1))
    return found


def _operation(reader: _Reader, tag: int, message: bytes | None) -> bytes | None:
    """What one operation makes of the message; None for a hash that is not here."""
    if tag in OTS_HASHES:
        name = OTS_HASHES[tag][0]
        if message is None or name == "keccak256":
            return None
        try:
            return hashlib.new(name, message, usedforsecurity=False).digest()
        except ValueError:
            return None
    argument = b""
    if tag in (OTS_APPEND, OTS_PREPEND):
        argument = reader.bytes(OTS_MESSAGE_CAP, 1)
    elif tag not in (OTS_REVERSE, OTS_HEXLIFY):
        raise Unreadable(f"an operation (0x{tag:02x}) that is not known here")
    if message is None:
        return None
    if tag == OTS_APPEND:
        message += argument
    elif tag == OTS_PREPEND:
        message = argument + message
    elif tag == OTS_REVERSE:
        message = message[::-1]
    else:
        message = message.hex().encode()
    if len(message) > OTS_MESSAGE_CAP:
        raise Unreadable("an operation makes more than any proof holds")
    return message


def _attestation(reader: _Reader, message: bytes | None) -> Attestation:
    tag = reader.take(8)
    payload = _Reader(reader.bytes(OTS_PAYLOAD_CAP))
    if tag == OTS_PENDING:
        address = payload.bytes(OTS_ADDRESS_CAP)
        if not OTS_ADDRESS.fullmatch(address) or payload.at != len(payload.data):
            raise Unreadable("a calendar's address that is none")
        return Attestation("pending", message, text=address.decode("ascii"))
    if tag == OTS_BITCOIN:
        height = payload.number()
        if payload.at != len(payload.data):
            raise Unreadable("a Bitcoin attestation that is none")
        return Attestation("bitcoin", message, height=height)
    return Attestation("unknown", message, text=tag.hex())


def read_headers(text: str) -> dict[int, Header]:
    """The blocks of a trust file by height: `height hash merkle-root time` a line; Unreadable for another line."""
    found: dict[int, Header] = {}
    for number, line in enumerate(text.splitlines()[:HEADERS_CAP], 1):
        bare = line.partition("#")[0].strip()
        if not bare:
            continue
        parts = HEADER_LINE.fullmatch(bare)
        if not parts:
            raise Unreadable(f"line {number} of the Bitcoin headers is not: height hash merkle-root time")
        try:
            if parts[4].isdigit():
                time = datetime.fromtimestamp(int(parts[4]), timezone.utc)
            else:
                time = datetime.fromisoformat(parts[4].replace("Z", "+00:00"))
        except (ValueError, OverflowError, OSError):
            raise Unreadable(f"line {number} of the Bitcoin headers gives no time") from None
        if time.tzinfo is None:
            time = time.replace(tzinfo=timezone.utc)
        header = Header(int(parts[1]), parts[2].lower(), bytes.fromhex(parts[3]), time)
        if found.setdefault(header.height, header) != header:
            raise Unreadable(f"the Bitcoin headers give two blocks of height {header.height}")
    return found


def judge_ots(data: bytes, hash_of: Callable[[str], bytes] | None, headers: Mapping[int, Header]) -> Judged:
    """Judge a proof over a file (its hash by name) under these headers."""
    try:
        proof = parse_ots(data)
    except Unreadable as unreadable:
        return Judged(FAILED, f"the proof is not readable: {unreadable}")
    if hash_of is not None:
        try:
            digest = hash_of(proof.hash_name)
        except ValueError:
            return Judged(
                NOT_CHECKABLE, f"the proof starts from a hash ({proof.hash_name}) that is not to be had here"
            )
        if digest != proof.digest:
            return Judged(FAILED, "the proof is that of another file: its hash is not this file's")
    blocks, open_ends = [], []
    for end in proof.attestations:
        if end.kind == "pending":
            open_ends.append(f"pending at {plain(end.text)}: the calendar promises to anchor it")
        elif end.kind == "unknown":
            open_ends.append(f"an attestation of a kind that is not known here ({end.text})")
        elif end.message is None:
            open_ends.append(f"the way to Bitcoin block {end.height} uses a hash that is not to be had here")
        elif end.height not in headers:
            open_ends.append(f"it leads to Bitcoin block {end.height}, whose header is not given: --headers")
        elif end.message not in (headers[end.height].merkle_root, headers[end.height].merkle_root[::-1]):
            return Judged(FAILED, f"it does not lead to the Merkle root of Bitcoin block {end.height}")
        else:
            blocks.append(headers[end.height])
    if not blocks:
        return Judged(NOT_CHECKABLE, named(open_ends, "ends") or "the proof ends nowhere")
    if hash_of is None:
        return Judged(
            NOT_CHECKABLE, f"the proof leads to Bitcoin block {blocks[0].height}; of which file is not known"
        )
    first = min(blocks, key=lambda header: header.time)
    when = f"{first.time:%Y-%m-%dT%H:%M:%SZ}"
    return Judged(PASSED, f"the data existed before Bitcoin block {first.height} of {when}", first.time)
