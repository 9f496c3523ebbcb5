"""WACZ 1.0 and 1.1: the hashes of the package, its signature (wacz-auth 0.1), the WARCs in it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, BinaryIO, cast

from holdfast.evidence.engine.der import (
    DER_SEQUENCE,
    Certificate,
    der_oid,
    der_parts,
    expect_der,
    read_certificates,
    tops_of,
)
from holdfast.evidence.engine.digests import parse_digest
from holdfast.evidence.engine.members import PIECE, Bomb
from holdfast.evidence.engine.provers import Prover
from holdfast.evidence.engine.results import (
    FAILED,
    PASSED,
    Check,
    Unreadable,
    failed,
    guarded,
    named,
    not_checkable,
    passed,
    plain,
    stumbled,
)
from holdfast.evidence.engine.stamps import judge_stamp
from holdfast.evidence.engine.warc import WarcCounts, read_warc, warc_checks
from holdfast.evidence.engine.zipbytes import hidden_bytes
from holdfast.evidence.engine.zips import ZIP_DAMAGE, GuardedZip

WACZ_PACKAGE = "datapackage.json"
WACZ_DIGEST = "datapackage-digest.json"
WACZ_CLOSE = timedelta(minutes=10)
WACZ_NOT_EVIDENCE = (
    "a valid WACZ is not evidence: whoever rewrites the package can recompute every hash in it,"
    " and it stays valid"
)
OID_OTHER_NAMES = "2.5.29.17"
SYSTEM_AUTHORITIES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
)


def check_wacz(path: Path, anchors: Sequence[Certificate], prover: Prover) -> list[Check]:
    """The checks wacz-files, wacz-signature, warc-records and warc-digests of a package."""
    try:
        with GuardedZip(path) as package:
            return [
                *guarded(("wacz-files",), lambda: [check_wacz_files(package)]),
                *guarded(("wacz-signature",), lambda: [check_wacz_signature(package, anchors, prover)]),
                *guarded(("warc-records", "warc-digests"), lambda: check_wacz_warcs(package)),
            ]
    except Bomb as bomb:
        return [not_checkable("wacz-files", str(bomb))]
    except Unreadable as problem:
        return [failed("wacz-files", str(problem))]


def check_wacz_files(package: GuardedZip) -> Check:
    """Every resource is there with its size and hash, and nothing is there that is not a resource.

    Bytes that belong to no file make it not checkable: programs of others write some, and no hash covers them. It fails
    where they are a file, or where a file's own header says another than the list of entries.
    """
    if WACZ_PACKAGE not in package.entries:
        return failed("wacz-files", f"there is no {WACZ_PACKAGE}: this zip file is no WACZ")
    data, description = package.read_json(WACZ_PACKAGE)
    resources = description.get("resources") if isinstance(description, dict) else None
    if not isinstance(resources, list) or not resources:
        return failed("wacz-files", f"{WACZ_PACKAGE} lists no files")
    wrong: list[str] = []
    listed = {WACZ_PACKAGE, WACZ_DIGEST}
    for resource in resources:
        name = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(name, str):
            wrong.append("a resource without a path")
            continue
        listed.add(name)
        if name not in package.entries:
            wrong.append(f"{plain(name)} is missing")
        else:
            problem = _resource_problem(package, name, resource)
            if problem:
                wrong.append(f"{plain(name)} {problem}")
    wrong += [f"{plain(name)} is not listed" for name in package.entries if name not in listed]
    if WACZ_DIGEST in package.entries:
        _, digest = package.read_json(WACZ_DIGEST)
        if not isinstance(digest, dict) or digest.get("hash") != f"sha256:{hashlib.sha256(data).hexdigest()}":
            wrong.append(f"{WACZ_PACKAGE} is not the one that {WACZ_DIGEST} gives the hash of")
    if wrong:
        return failed("wacz-files", named(wrong, "like it"))
    hidden = hidden_bytes(package)
    if hidden.said:
        return (failed if hidden.files else not_checkable)(
            "wacz-files",
            f"{len(resources)} files have the hashes the package gives, and {hidden.said}: no hash covers those bytes",
        )
    return passed(
        "wacz-files", f"{len(resources)} files have the hashes the package gives; {WACZ_NOT_EVIDENCE}"
    )


def _resource_problem(package: GuardedZip, name: str, resource: dict[str, Any]) -> str | None:
    inner = resource.get("stats")
    stats: dict[str, Any] = inner if isinstance(inner, dict) else resource
    text, size = stats.get("hash"), stats.get("bytes")
    if not isinstance(text, str):
        return "has no hash"
    if ":" not in text:
        text = f"{resource.get('hashing', 'sha256')}:{text}"
    try:
        algorithm, value = parse_digest(text)
    except Unreadable as unfit:
        return f"has a hash that cannot be used: {unfit}"
    running, length = hashlib.new(algorithm, usedforsecurity=False), 0
    for piece in package.pieces(name):
        running.update(piece)
        length += len(piece)
    if running.digest() != value:
        return "was changed: its hash is another"
    return "has another size" if isinstance(size, int) and size != length else None


def check_wacz_warcs(package: GuardedZip) -> list[Check]:
    """The checks warc-records and warc-digests over all WARCs of the package."""
    names = [name for name in package.entries if re.fullmatch(r"archive/.+\.warc(?:\.gz)?", name)]
    if not names:
        return [failed("warc-records", "there is no WARC in the package")]
    counts, bomb = WarcCounts(), None
    for name in names:
        with package.open(name) as file:
            try:
                bomb = read_warc(cast("BinaryIO", file), counts) or bomb
            except ZIP_DAMAGE as error:
                counts.broken.append(f"{plain(name)} is damaged: {type(error).__name__}")
            except Exception as error:  # noqa: BLE001  what was found before stands
                counts.broken.append(f"{plain(name)}: {stumbled(error)}")
    return warc_checks(counts, bomb)


def check_wacz_signature(package: GuardedZip, anchors: Sequence[Certificate], prover: Prover) -> Check:
    """The check wacz-signature: who signed the package, and whether that is more than a word."""
    check = "wacz-signature"
    if WACZ_PACKAGE not in package.entries:
        return not_checkable(check, "there is nothing that could be signed")
    if WACZ_DIGEST not in package.entries:
        return not_checkable(check, f"the package is not signed: {WACZ_NOT_EVIDENCE}")
    data, _ = package.read_json(WACZ_PACKAGE)
    _, digest = package.read_json(WACZ_DIGEST)
    signed = digest.get("signedData") if isinstance(digest, dict) else None
    if signed is None:
        return not_checkable(check, f"the package is not signed: {WACZ_NOT_EVIDENCE}")
    try:
        if not isinstance(signed, dict):
            raise Unreadable("the signature is not readable")
        if _said(signed, "hash") != f"sha256:{hashlib.sha256(data).hexdigest()}":
            return failed(check, f"what was signed is the hash of another {WACZ_PACKAGE}")
        if "domainCert" in signed:
            return _domain(check, signed, anchors, prover)
        key = _base64(signed, "publicKey")
        verdict = prover.signed(
            key, "sha256", _said(signed, "hash").encode(), _ecdsa(_base64(signed, "signature"))
        )
    except Unreadable as problem:
        return failed(check, str(problem))
    if verdict.holds is False:
        return failed(check, verdict.why)
    if verdict.holds is None:
        return not_checkable(check, verdict.why)
    return not_checkable(
        check,
        "the signature was made with the key that lies in the package itself (SHA-256"
        f" {hashlib.sha256(key).hexdigest()}): anybody can make such a key; {WACZ_NOT_EVIDENCE}",
    )


def _domain(check: str, signed: dict[str, Any], anchors: Sequence[Certificate], prover: Prover) -> Check:
    """A signature by the key of a domain's certificate, with a time-stamp over the signature."""
    domain, created = _said(signed, "domain"), _created(_said(signed, "created"))
    certificates = read_certificates(_said(signed, "domainCert").encode())
    leaf = certificates[0]
    if domain.lower() not in _names(leaf.der):
        return failed(check, f"the certificate is not that of {plain(domain)}")
    signature = _base64(signed, "signature")
    verdict = prover.signed(leaf.public_key, "sha256", _said(signed, "hash").encode(), _ecdsa(signature))
    if verdict.holds is not True:
        return (failed if verdict.holds is False else not_checkable)(check, verdict.why)

    def stamped(hash_name: str) -> bytes:
        return hashlib.new(hash_name, _said(signed, "signature").encode()).digest()

    beside = read_certificates(_said(signed, "timestampCert").encode())
    stamp = judge_stamp(_base64(signed, "timeSignature"), stamped, anchors, prover, beside)
    if stamp.result == FAILED:
        return failed(check, f"the time-stamp over the signature: {stamp.why}")
    if stamp.token_time is not None and abs(stamp.token_time - created) > WACZ_CLOSE:
        return failed(check, "the package says that it was made at another time than its time-stamp")
    at = stamp.token_time or created
    listed, whose = list(anchors), "the authorities given"
    if not listed:
        listed, whose = _system_authorities(), "the authorities this machine trusts"
    if not listed:
        return not_checkable(check, "no list of trusted authorities is here: give one with --trust")
    chain = prover.chain(leaf, certificates[1:], tops_of(listed), at)
    if chain.holds is not True:
        return (failed if chain.holds is False else not_checkable)(check, f"under {whose}: {chain.why}")
    said = f"signed with the certificate of {domain}, valid under {whose} on {at:%Y-%m-%d}"
    if stamp.result != PASSED:
        return not_checkable(check, f"{said}; {stamp.why}")
    return passed(
        check, f"{said}; {stamp.why}; it shows who had the package then, not that its content is right"
    )


def _said(signed: dict[str, Any], name: str) -> str:
    value = signed.get(name)
    if not isinstance(value, str) or not value.isascii():
        raise Unreadable(f"the signature gives no {name}")
    return value


def _base64(signed: dict[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(_said(signed, name), validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable(f"the signature's {name} is not readable") from None


def _created(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise Unreadable("the signature says no time") from None
    return time if time.tzinfo else time.replace(tzinfo=timezone.utc)


def _ecdsa(signature: bytes) -> bytes:
    """Browsers write an ECDSA signature as two numbers of equal length; others as DER: DER of either."""
    if len(signature) not in (64, 96, 132):
        return signature
    if signature[0] == DER_SEQUENCE and signature[1] == len(signature) - 2:
        return signature
    numbers = b""
    for half in (signature[: len(signature) // 2], signature[len(signature) // 2 :]):
        number = half.lstrip(b"\0") or b"\0"
        number = b"\0" + number if number[0] & 0x80 else number
        numbers += bytes([2, len(number)]) + number
    return bytes([DER_SEQUENCE]) + (b"\x81" if len(numbers) > 127 else b"") + bytes([len(numbers)]) + numbers


def _names(der: bytes) -> set[str]:
    """The DNS names a certificate is for."""
    fields = list(der_parts(next(der_parts(expect_der(der, DER_SEQUENCE, "certificate").content)).content))
    for field in fields:
        if field.tag == 0xA3:
            for extension in der_parts(expect_der(field.content, DER_SEQUENCE, "extensions").content):
                parts = list(der_parts(extension.content))
                if der_oid(parts[0]) == OID_OTHER_NAMES:
                    names = expect_der(parts[-1].content, DER_SEQUENCE, "names")
                    return {
                        one.content.decode("ascii", "replace").lower()
                        for one in der_parts(names.content)
                        if one.tag == 0x82
                    }
    return set()


def _system_authorities() -> list[Certificate]:
    for place in SYSTEM_AUTHORITIES:
        try:
            with Path(place).open("rb") as file:
                return read_certificates(file.read(PIECE * 64))
        except (OSError, Unreadable):
            continue
    return []
