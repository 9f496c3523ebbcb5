"""What lies at a path, and the checks for it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from holdfast.evidence.engine.arc import check_arc
from holdfast.evidence.engine.der import DER_SEQUENCE, PEM_CERTIFICATES_CAP, Certificate, read_certificates
from holdfast.evidence.engine.exports import check_export
from holdfast.evidence.engine.members import GZIP_MAGIC, Members
from holdfast.evidence.engine.ots import OTS_CAP, OTS_MAGIC, Header, judge_ots, read_headers
from holdfast.evidence.engine.packages import BAG_MARK, HASH_PIECE
from holdfast.evidence.engine.provers import Prover, find_prover
from holdfast.evidence.engine.results import Check, Unreadable, combined, failed, not_checkable, passed
from holdfast.evidence.engine.stamps import Judged, judge_stamp
from holdfast.evidence.engine.tokens import TOKEN_CAP, Request, parse_request
from holdfast.evidence.engine.wacz import check_wacz
from holdfast.evidence.engine.warc import check_warc
from holdfast.evidence.engine.zips import GuardedZip

TRUST_CAP = 64 << 20
HEAD_BYTES = 512
ZIP_LIST_END = 1 << 20


class UsageTrouble(ValueError):
    """What was asked cannot be done as it was asked: a path that is not there."""


class Trust(NamedTuple):
    """What the reader brings: certificates of authorities, Bitcoin headers, the data a lone proof is over."""

    anchors: Sequence[Certificate] = ()
    headers: Mapping[int, Header] = {}
    data: Path | None = None


class Verified(NamedTuple):
    """The result of the whole and every check behind it."""

    result: str
    checks: tuple[Check, ...]


def read_trust(trust: Sequence[Path] = (), headers: Path | None = None, data: Path | None = None) -> Trust:
    """Read what the reader brings; UsageTrouble when a file is missing or is not what it should be."""
    anchors: list[Certificate] = []
    try:
        for path in trust:
            anchors += read_certificates(_small(path))
            if len(anchors) > PEM_CERTIFICATES_CAP:
                raise Unreadable(f"there are more than {PEM_CERTIFICATES_CAP} certificates")
        blocks = read_headers(_small(headers).decode("utf-8", "replace")) if headers else {}
    except OSError as error:
        raise UsageTrouble(f"{error.filename}: {error.strerror}") from None
    except Unreadable as problem:
        raise UsageTrouble(f"What was given to trust is not readable: {problem}") from None
    if data is not None and not data.is_file():
        raise UsageTrouble(f"There is no file {data}")
    return Trust(tuple(anchors), blocks, data)


def _small(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(TRUST_CAP)


def verify(path: Path, trust: Trust | None = None, prover: Prover | None = None) -> Verified:
    """Check whatever lies at this path. It never raises for what a file holds; UsageTrouble where there is nothing."""
    if not path.exists():
        raise UsageTrouble(f"There is nothing at {path}")
    trust, prover = trust or Trust(), prover or find_prover()
    try:
        checks = _checks_of_path(path, trust, prover)
    except Unreadable as problem:
        checks = [failed("file", str(problem))]
    except OSError as error:
        checks = [not_checkable("file", f"it cannot be read: {error.strerror or type(error).__name__}")]
    except (MemoryError, RecursionError) as error:
        checks = [not_checkable("file", f"it asks for more than we give: {type(error).__name__}")]
    return Verified(combined(checks), tuple(checks))


def verify_at_last_door(path: Path, trust: Trust, prover: Prover) -> Verified:
    """As `verify`; a defect of our own becomes a check that nobody can take for an answer about the file."""
    try:
        return verify(path, trust, prover)
    except UsageTrouble:
        raise
    except Exception as error:  # noqa: BLE001  a stranger never sees a traceback
        stumbled = not_checkable(
            "file", f"the verifier has a defect and stopped: {type(error).__name__}: {error}"
        )
        return Verified(combined([stumbled]), (stumbled,))


def _checks_of_path(path: Path, trust: Trust, prover: Prover) -> list[Check]:
    if path.is_dir():
        if (
            (path / "data" / "export.json").exists()
            or (path / BAG_MARK).exists()
            or (path / "export.sig").exists()
        ):
            return check_export(path, trust.anchors, trust.headers, prover)
        return [
            not_checkable(
                "file", "this folder is no export of a desk: it holds no bagit.txt and no data/export.json"
            )
        ]
    if not path.is_file():
        return [not_checkable("file", "this is neither a file nor a folder")]
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    name = path.name.lower()
    if not head:
        return [failed("file", "the file is empty")]
    if head.startswith(OTS_MAGIC) or name.endswith(".ots"):
        return [_ots(path, trust)]
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06") or name.endswith((".wacz", ".zip")):
        return _zip(path, name, trust, prover)
    kind = _archive_kind(path, head)
    if kind == "warc" or (kind is None and re.search(r"\.warc(\.gz)?(\.|$)", name)):
        return check_warc(path)
    if kind == "arc" or (kind is None and re.search(r"\.arc(\.gz)?(\.|$)", name)):
        return check_arc(path)
    if name.endswith((".tsr", ".tst")) or _looks_signed(head):
        return [_token(path, trust, prover)]
    return [
        not_checkable(
            "file", "it is of no kind that is known here: export, WARC, ARC, WACZ, time-stamp token, .ots"
        )
    ]


def _archive_kind(path: Path, head: bytes) -> str | None:
    """What a plain or compressed file begins as."""
    if head[:2] == GZIP_MAGIC:
        try:
            with path.open("rb") as file:
                head = Members(file).read(HEAD_BYTES)
        except Unreadable:
            return None
    head = head.lstrip(b"\r\n")
    if head.startswith(b"WARC/"):
        return "warc"
    return "arc" if head.startswith(b"filedesc://") else None


def _looks_signed(head: bytes) -> bool:
    """A DER sequence that holds signed data: a token, with its answer around it or without."""
    return head[0] == DER_SEQUENCE and bytes.fromhex("06092a864886f70d010702") in head[:64]


def _zip(path: Path, name: str, trust: Trust, prover: Prover) -> list[Check]:
    if not name.endswith(".wacz"):
        try:
            guarded = GuardedZip(path)
        except Unreadable:
            if not _lists_a_bag(path):
                raise
            return check_export(path, trust.anchors, trust.headers, prover)
        with guarded as package:
            marks = [
                one for one in package.entries if one.rsplit("/", 1)[-1] == BAG_MARK and one.count("/") < 2
            ]
            is_wacz = "datapackage.json" in package.entries
        if marks:
            return check_export(path, trust.anchors, trust.headers, prover)
        if not is_wacz:
            return [not_checkable("file", "this zip file is neither an export of a desk nor a WACZ")]
    return check_wacz(path, trust.anchors, prover)


def _lists_a_bag(path: Path) -> bool:
    """Whether a zip file that cannot be opened was meant as an export: its list of entries names the mark of a bag."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - ZIP_LIST_END))
        return BAG_MARK.encode() in file.read(ZIP_LIST_END)


def _hash_of(path: Path) -> Callable[[str], bytes]:
    def hash_of(hash_name: str) -> bytes:
        running = hashlib.new(hash_name, usedforsecurity=False)
        with path.open("rb") as file:
            for piece in iter(lambda: file.read(HASH_PIECE), b""):
                running.update(piece)
        return running.digest()

    return hash_of


def _ots(path: Path, trust: Trust) -> Check:
    with path.open("rb") as file:
        proof = file.read(OTS_CAP + 1)
    data = trust.data or (path.with_suffix("") if path.suffix == ".ots" else None)
    beside = data is not None and data.is_file()
    judged = judge_ots(proof, _hash_of(data) if data is not None and beside else None, trust.headers)
    if not beside and judged.result != "failed":
        return not_checkable("ots", f"the file it is a proof for is not beside it: --data; {judged.why}")
    return _check_of_proof("ots", judged)


def _token(path: Path, trust: Trust, prover: Prover) -> Check:
    with path.open("rb") as file:
        token = file.read(TOKEN_CAP + 1)
    stamped: Callable[[str], bytes] | Request | None = None
    if trust.data is not None:
        stamped = _request(trust.data) or _hash_of(trust.data)
    return _check_of_proof("token", judge_stamp(token, stamped, trust.anchors, prover))


def _request(path: Path) -> Request | None:
    """The request in a file, where it is one."""
    with path.open("rb") as file:
        data = file.read(HASH_PIECE)
    try:
        return parse_request(data) if data[:1] == bytes([DER_SEQUENCE]) else None
    except Unreadable:
        return None


def _check_of_proof(name: str, judged: Judged) -> Check:
    return {"passed": passed, "failed": failed}.get(judged.result, not_checkable)(name, judged.why)
