"""WARC, ARC and WACZ files of others: what holds, what does not, and what cannot be told."""

import base64
import gzip
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from warcio.checker import Checker

from evidence.engine.archives import HTTP, PAYLOAD, b32, hexed, members, record, wacz, zipped
from holdfast.evidence.engine.dispatch import Verified, verify
from holdfast.evidence.engine.provers import find_prover


def checked(tmp_path: Path, data: bytes, name: str = "a.warc", by: str = "any") -> Verified:
    path = tmp_path / name
    path.write_bytes(data)
    return verify(path, prover=find_prover(by))


def said(verified: Verified) -> str:
    return " | ".join(f"{check.name} {check.result}: {check.why}" for check in verified.checks)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n" + PAYLOAD + b"\r\n0\r\n\r\n"
WARCS: dict[str, tuple[bytes, str]] = {
    "1.1": (record(), "passed"),
    "1.0": (record(version="1.0"), "passed"),
    "0.18": (record(version="0.18"), "passed"),
    "several": (record() + record(kind="request") + record(), "passed"),
    "a request whose payload alone has a digest": (
        record() + record(kind="request", WARC_Block_Digest=None),
        "not checkable",
    ),
    "a response whose payload alone has a digest": (record(WARC_Block_Digest=None), "not checkable"),
    "metadata without digests": (
        record() + record(b"x: y", kind="metadata", WARC_Block_Digest=None, WARC_Payload_Digest=None),
        "not checkable",
    ),
    "a revisit whose header has no digest": (
        record(HTTP, kind="revisit", WARC_Block_Digest=None, WARC_Payload_Digest=b32("sha1", b"elsewhere")),
        "not checkable",
    ),
    "sha512 in hex": (record(WARC_Block_Digest=hexed("sha512", HTTP + PAYLOAD)), "passed"),
    "md5 in base64": (
        record(WARC_Block_Digest="md5:" + base64.b64encode(hashlib.md5(HTTP + PAYLOAD).digest()).decode()),  # noqa: S324
        "passed",
    ),
    "payload as stored, with its chunks": (record(CHUNKED), "passed"),
    "payload without its chunks": (record(CHUNKED, WARC_Payload_Digest=b32("sha1", PAYLOAD)), "failed"),
    "resource": (record(PAYLOAD, kind="resource"), "passed"),
    "an empty block": (record(b"", kind="metadata"), "passed"),
    "a block that is all header": (record(HTTP), "passed"),
    "revisit": (record(HTTP, kind="revisit", WARC_Payload_Digest=b32("sha1", b"elsewhere")), "passed"),
    "a changed byte": (record().replace(b"600", b"601"), "failed"),
    "a wrong block digest alone": (record(WARC_Payload_Digest=None).replace(b"600", b"601"), "failed"),
    "a digest of another length": (record(WARC_Block_Digest="sha256:ABCD"), "failed"),
    "a digest that is none": (record(WARC_Block_Digest="nonsense"), "failed"),
    "a second digest that is wrong": (
        record().replace(
            b"WARC-Type", b"WARC-Block-Digest: " + b32("sha1", b"x").encode() + b"\r\nWARC-Type"
        ),
        "failed",
    ),
    "a digest of an unknown kind": (record(WARC_Block_Digest="xxh3:00112233"), "not checkable"),
    "no digests": (record(WARC_Block_Digest=None, WARC_Payload_Digest=None), "not checkable"),
    "one response without digests": (
        record() + record(WARC_Block_Digest=None, WARC_Payload_Digest=None),
        "not checkable",
    ),
    "cut in the block": (record()[:-12], "failed"),
    "cut in the header": (record()[:60], "failed"),
    "a length too short": (record(Content_Length="5"), "failed"),
    "a length too long": (record(Content_Length="500000") + record(), "failed"),
    "a length that is none": (record(Content_Length="many"), "failed"),
    "no length": (record(Content_Length=None), "failed"),
    "no type": (record(WARC_Type=None), "failed"),
    "no id": (record(WARC_Record_ID=None), "failed"),
    "another version": (record(version="2.0"), "failed"),
    "something else": (b"<html>" * 100, "failed"),
}
COMPRESSED: dict[str, tuple[bytes, str]] = {
    "record by record": (members(record(), record()), "passed"),
    "all in one member": (gzip.compress(record() + record()), "failed"),
    "one record in two members": (gzip.compress(record()[:300]) + gzip.compress(record()[300:]), "failed"),
    "cut": (members(record(), record())[:-30], "failed"),
    "a damaged member": (members(record()) + members(record())[:60] + b"\0" * 40, "failed"),
    "something after the end": (members(record()) + b"tail", "failed"),
    "nothing but an empty member": (gzip.compress(b""), "failed"),
}


@pytest.mark.parametrize("name", WARCS)
def test_warc(tmp_path: Path, name: str) -> None:
    data, expected = WARCS[name]
    verified = checked(tmp_path, data)
    assert verified.result == expected, said(verified)


@pytest.mark.parametrize("name", COMPRESSED)
def test_warc_gz(tmp_path: Path, name: str) -> None:
    data, expected = COMPRESSED[name]
    verified = checked(tmp_path, data, "a.warc.gz")
    assert verified.result == expected, said(verified)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", [*WARCS, *COMPRESSED])
def test_nothing_passes_that_warcio_refuses(tmp_path: Path, name: str) -> None:
    data, expected = (WARCS | COMPRESSED)[name]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    checker = Checker(type("Cmd", (), {"inputs": [str(path)], "verbose": False})())
    try:
        refused = bool(checker.process_all())
    except Exception:  # noqa: BLE001  it stumbles over what is none
        refused = True
    if refused:
        assert expected != "passed"


def test_the_reason_names_the_record(tmp_path: Path) -> None:
    verified = checked(tmp_path, record() + record().replace(b"600", b"601"))
    assert "WARC-Block-Digest of record 2 (response <urn:uuid:" in said(verified)


ARC = (
    b"filedesc://a.arc 127.0.0.1 20261122160000 text/plain 73\n1 0 Test\nURL IP-address Archive-date Content-type"
    b" Archive-length\n\n\n\n\n\nhttps://example.org/ 127.0.0.1 20261122160000 text/html 60\n"
    + HTTP
    + PAYLOAD[:15]
    + b"\n"
)


def test_arc_holds_no_digests_and_is_never_more_than_not_checkable(tmp_path: Path) -> None:
    assert checked(tmp_path, ARC, "a.arc").result == "not checkable"
    cut = checked(tmp_path, ARC[:-20], "b.arc")
    assert (cut.result, "it ends 20 bytes before" in said(cut) or "before the 60" in said(cut)) == (
        "failed",
        True,
    )
    assert checked(tmp_path, gzip.compress(ARC), "a.arc.gz").result == "not checkable"


def test_a_wacz_without_a_signature_is_not_evidence(tmp_path: Path) -> None:
    verified = checked(tmp_path, wacz(), "a.wacz")
    assert verified.result == "not checkable"
    assert [check.result for check in verified.checks] == ["passed", "not checkable", "passed", "passed"]
    assert "a valid WACZ is not evidence" in said(verified)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pages/pages.jsonl": b"{} \n"}, "pages/pages.jsonl was changed"),
        ({"archive/more.warc": record()}, "archive/more.warc is not listed"),
        ({"datapackage.json": b"{}"}, "lists no files"),
        ({"datapackage.json": b"[" * 100_000}, "not readable as JSON"),
        ({"datapackage.json": b'{"resources": [], "resources": []}'}, "not readable as JSON"),
        (
            {"datapackage-digest.json": b'{"hash": "sha256:00"}'},
            "is not the one that datapackage-digest.json",
        ),
    ],
)
def test_a_changed_wacz_is_named(tmp_path: Path, change: dict[str, bytes], words: str) -> None:
    with zipfile.ZipFile(io.BytesIO(wacz())) as package:
        files = {name: package.read(name) for name in package.namelist()}
    verified = checked(tmp_path, zipped(files | change), "a.wacz")
    assert verified.result == "failed"
    assert words in said(verified)


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1()])
@pytest.mark.parametrize("raw", [False, True])
@pytest.mark.parametrize("by", ["cryptography", "openssl"])
def test_an_anonymous_signature_proves_nobody(
    tmp_path: Path, curve: ec.EllipticCurve, raw: bool, by: str
) -> None:
    key = ec.generate_private_key(curve)
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    def signed(text: str, of: str | None = None) -> dict[str, str]:
        signature = key.sign((of or text).encode(), ec.ECDSA(hashes.SHA256()))
        if raw:
            r, s = decode_dss_signature(signature)
            size = curve.key_size // 8
            signature = r.to_bytes(size, "big") + s.to_bytes(size, "big")
        return {
            "hash": text,
            "signature": base64.b64encode(signature).decode(),
            "publicKey": base64.b64encode(public).decode(),
        }

    verified = checked(tmp_path, wacz(signed=signed), "a.wacz", by)
    assert verified.result == "not checkable"
    assert "anybody can make such a key" in said(verified)
    wrong = checked(tmp_path, wacz(signed=lambda text: signed(text, "sha256:00")), "b.wacz", by)
    assert (wrong.result, wrong.checks[1].name, wrong.checks[1].result) == (
        "failed",
        "wacz-signature",
        "failed",
    )


@pytest.mark.parametrize("signed", ["x", [], {}, {"hash": 5}, {"hash": "sha256:00"}, {"domainCert": "x"}])
def test_a_damaged_signature_fails(tmp_path: Path, signed: object) -> None:
    verified = checked(tmp_path, wacz(signed=lambda _: signed), "a.wacz")
    assert verified.checks[1].result == "failed", said(verified)
    assert verified.result == "failed"
