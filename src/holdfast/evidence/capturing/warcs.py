"""WARC 1.1 (ISO 28500:2017): SHA-256 digests in each record, a gzip member a record, bytes as they were given.

The payload digest is over everything after the header block as it came, chunks and codings included: what `warcio
check` computes. warcio itself writes the headers of a message anew, and SHA-1; here they stay byte for byte.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from uuid import uuid4

from warcio.archiveiterator import ArchiveIterator

from holdfast import __version__
from holdfast.base.canonical import instant_text
from holdfast.base.errors import one_line
from holdfast.egress.bodies import read_body
from holdfast.egress.types import Body, Hop, Outcome, Wire

SOFTWARE = f"Holdfast/{__version__}"
PIECE = 64 * 1024
_LEVEL = 6
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_TRUNCATED = {
    Outcome.CUT_BY_SIZE: "length",
    Outcome.CUT_BY_TIME: "time",
    Outcome.ENDED_EARLY: "disconnect",
}


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One request and its answer, each from its first line on; `response` is None where no byte of one came."""

    address: str
    started: datetime
    request: bytes
    response: Wire | None
    ip: str | None = None
    truncated: str = ""
    protocols: tuple[str, ...] = ()
    cipher: str = ""


def exchanged(hop: Hop) -> Exchanged:
    """A hop of the fetcher, as it went over the wire."""
    protocols = ("http/1.1",) if hop.request else ()
    if hop.tls is not None:
        protocols = (*protocols, hop.tls.protocol.lower().replace("tlsv", "tls/"))
    return Exchanged(
        address=hop.address,
        started=hop.started,
        request=hop.request,
        response=hop.response if len(hop.response) else None,
        ip=hop.ip,
        truncated=_TRUNCATED.get(hop.cut, "unspecified") if hop.cut is not None else "",
        protocols=protocols,
        cipher=hop.tls.cipher if hop.tls else "",
    )


def write_warc(
    out: IO[bytes],
    exchanges: Sequence[Exchanged],
    *,
    address: str,
    made: datetime,
    about: Mapping[str, str],
    facts: Iterable[tuple[str, str]],
) -> None:
    """Write a whole WARC: what made it, request and response of each exchange in order, and what was noted of them.

    `about` stands in the warcinfo record, `facts` in a metadata record about `address`.
    """
    info = {"software": SOFTWARE, "format": "WARC File Format 1.1", **about}
    info_id = _new_id()
    fields = [("WARC-Type", "warcinfo"), ("WARC-Record-ID", info_id), ("WARC-Date", instant_text(made))]
    _write(out, fields, "application/warc-fields", _fields(info.items()))
    for one in exchanges:
        _write_exchange(out, one, info_id)
    fields = [
        ("WARC-Type", "metadata"),
        ("WARC-Record-ID", _new_id()),
        ("WARC-Date", instant_text(made)),
        ("WARC-Warcinfo-ID", info_id),
        ("WARC-Target-URI", one_line(address, 8000)),
    ]
    _write(out, fields, "application/warc-fields", _fields(facts))


def _write_exchange(out: IO[bytes], one: Exchanged, info_id: str) -> None:
    request_id, response_id = _new_id(), _new_id()
    shared = [
        ("WARC-Target-URI", one_line(one.address, 8000)),
        ("WARC-Date", instant_text(one.started)),
        ("WARC-Warcinfo-ID", info_id),
        *([("WARC-IP-Address", one.ip)] if one.ip else []),
        *(("WARC-Protocol", protocol) for protocol in one.protocols),
        *([("WARC-Cipher-Suite", one.cipher)] if one.cipher else []),
    ]
    if one.response is not None:
        truncated = [("WARC-Truncated", one.truncated)] if one.truncated else []
        _write_response(out, one.response, [("WARC-Record-ID", response_id), *shared, *truncated])
    if one.request:
        belongs = [("WARC-Concurrent-To", response_id)] if one.response is not None else []
        fields = [("WARC-Type", "request"), ("WARC-Record-ID", request_id), *shared, *belongs]
        _write(out, fields, "application/http; msgtype=request", one.request)


def _write_response(out: IO[bytes], response: Wire, fields: list[tuple[str, str]]) -> None:
    head = next(response.chunks(PIECE), b"")
    if not head.startswith(b"HTTP/"):  # whatever it is, a reader of WARC could not take it for an answer
        fields = [("WARC-Type", "resource"), *fields]
        _write(out, fields, "application/octet-stream", response)
        return
    start = head_size(response)
    payload = hashlib.sha256()
    for piece in _from(response, start):
        payload.update(piece)
    fields = [("WARC-Type", "response"), *fields, ("WARC-Payload-Digest", _labelled(payload.digest()))]
    _write(out, fields, "application/http; msgtype=response", response)


def head_size(response: Wire) -> int:
    """How many bytes the header block takes with the empty line that ends it; all of them where it never ends."""
    held, skipped = b"", 0
    for piece in response.chunks(PIECE):
        held += piece
        found = _HEAD_ENDS.search(held)
        if found:
            return skipped + found.end()
        skipped, held = skipped + len(held) - min(len(held), 3), held[-3:]
    return len(response)


def _from(response: Wire, start: int) -> Iterator[bytes]:
    at = 0
    for piece in response.chunks(PIECE):
        if at + len(piece) > start:
            yield piece[max(0, start - at) :]
        at += len(piece)


def _write(out: IO[bytes], fields: Sequence[tuple[str, str]], content_type: str, block: bytes | Wire) -> None:
    # The digest stands before the block it is of: a large one is read twice, and never held.
    digest = hashlib.sha256()
    for piece in _chunks(block):
        digest.update(piece)
    head = [
        *fields,
        ("WARC-Block-Digest", _labelled(digest.digest())),
        ("Content-Type", content_type),
        ("Content-Length", str(len(block))),
    ]
    lines = "".join(f"{name}: {value}\r\n" for name, value in head)
    member = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    out.write(member.compress(f"WARC/1.1\r\n{lines}\r\n".encode()))
    for piece in _chunks(block):
        out.write(member.compress(piece))
    out.write(member.compress(b"\r\n\r\n") + member.flush())


def _chunks(block: bytes | Wire) -> Iterable[bytes]:
    return (block,) if isinstance(block, bytes) else block.chunks(PIECE)


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer that a WARC of ours holds: its status, its type as the server said, its body decoded."""

    address: str
    status: int
    mime: str
    body: Body


def read_answer(file: IO[bytes], limit: int) -> Answer | None:
    """The last response of a WARC, its body decoded up to `limit` bytes; None where it holds none."""
    last: Answer | None = None
    for record in ArchiveIterator(file, no_record_parse=True):
        if record.rec_type != "response":
            continue
        if last is not None:
            last.body.content.close()
        wire = Wire()
        while piece := record.raw_stream.read(PIECE):
            wire.write(piece)
        status, headers = _head(wire)
        body = read_body(
            wire,
            method="GET",
            coding=", ".join(value for name, value in headers if name == "content-encoding"),
            cut=record.rec_headers.get_header("WARC-Truncated") is not None,
            limit=limit,
        )
        mime = next((value for name, value in headers if name == "content-type"), "")
        last = Answer(record.rec_headers.get_header("WARC-Target-URI"), status, mime, body)
        wire.close()
    return last


def _head(wire: Wire) -> tuple[int, list[tuple[str, str]]]:
    """The status of an answer and its headers, their names in small letters."""
    head = b"".join(_until(wire, head_size(wire))).decode("latin-1")
    first, *lines = re.split(r"\r?\n", head.rstrip("\r\n"))
    words = first.split(None, 2)
    status = int(words[1]) if len(words) > 1 and words[1].isascii() and words[1].isdigit() else 0
    split = (line.partition(":") for line in lines)
    return status, [(name.strip().lower(), value.strip()) for name, colon, value in split if colon]


def _until(wire: Wire, end: int) -> Iterator[bytes]:
    for piece in wire.chunks(PIECE):
        yield piece[:end]
        end -= len(piece)
        if end <= 0:
            return


def _labelled(digest: bytes) -> str:
    return "sha256:" + b32encode(digest).decode("ascii")


def _fields(pairs: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {one_line(str(value), 8000)}\r\n" for name, value in pairs).encode()


def _new_id() -> str:
    return f"<urn:uuid:{uuid4()}>"
