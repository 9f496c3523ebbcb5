"""Every file of the conformance data gets the reference tool's answer, or a stricter one with its reason.

../shared/data/evidence is third-party data that does not come with the code; without it these tests are skipped.
"""

import csv
import hashlib
import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from holdfast.evidence.engine.dispatch import Trust, Verified, read_trust, verify
from holdfast.evidence.engine.provers import find_prover

DATA = Path(__file__).parents[3] / "shared" / "data" / "evidence"
needs_data = pytest.mark.skipif(
    not (DATA / "EXPECTED.tsv").is_file(), reason="../shared/data/evidence is not here"
)
pytestmark = needs_data

PASSED, FAILED, OPEN = "passed", "failed", "not checkable"
NO_HEAD = "has a digest of its payload alone: a change in the HTTP header before it would not be seen"
NO_DIGESTS = "no record holds a digest that could be checked"
# Where our answer is stricter than the reference tool's: ours, and the words of the reason.
STRICTER: dict[str, tuple[str, str]] = {
    # warcio check exits with 0 for files that hold no digest that it could check
    "pywb/example-url-agnostic-revisit.warc.gz": (OPEN, NO_DIGESTS),
    "iipc/20130729-heritrix-revisit-with-http-headers.warc.gz": (OPEN, NO_DIGESTS),
    "iipc/20141124-heritrix-server-not-modified.warc.gz": (OPEN, NO_DIGESTS),
    "iipc/20141129-heritrix-revisit-with-http-headers-and-new-warc-headers.warc.gz": (OPEN, NO_DIGESTS),
    "warcio/example.arc": (OPEN, "ARC files hold no digests"),
    "warcio/example.arc.gz": (OPEN, "ARC files hold no digests"),
    # ... or some records without one, of whatever type
    "pywb/dupes.warc.gz": (OPEN, "22 records that hold something have no digest"),
    "warcio/example-iana.org-chunked.warc": (OPEN, "1 records that hold something have no digest"),
    "warcio/example-resource.warc.gz": (OPEN, "2 records that hold something have no digest"),
    "warcio/example-space-in-target-uri.warc.gz": (OPEN, "1 records that hold something have no digest"),
    "warcio/example.warc": (OPEN, "4 records that hold something have no digest"),
    "warcio/example.warc.gz": (OPEN, "2 records that hold something have no digest"),
    "iipc/20130729-heritrix-original.warc.gz": (OPEN, NO_HEAD),
    "iipc/20141129-heritrix-original.warc.gz": (OPEN, NO_HEAD),
    # ... and it does not compare the names of records: this one gives two records the same
    "pywb/example-wget-1-14.warc.gz": (OPEN, "bears the name of another record"),
    # ... and it does not look at lengths
    "warcio/bad.arc": (FAILED, "it gives no length that can be followed"),
    "warcio/example-space-in-url.arc": (FAILED, "it ends 12 bytes before the 1591 it says"),
    # py-wacz validate does not look at signatures; wacz-signing rejects the second
    "wacz-signed/valid_signed_example_1.wacz": (OPEN, "whether that authority is to be trusted is not known"),
    "wacz-signed/invalid_signed_example_1.wacz": (
        FAILED,
        "was issued by none of the authorities that are trusted",
    ),
    # ots info says where a proof leads, not whether the block is known
    "ots/bad-stamp.txt.ots": (OPEN, "whose header is not given"),
    "ots/hello-world.txt.ots": (OPEN, "whose header is not given"),
    "ots/incomplete.txt.ots": (OPEN, "pending at https://alice.btc"),
    "ots/merkle1.txt.ots": (OPEN, "pending at https://alice.btc"),
    "ots/merkle2.txt.ots": (OPEN, "pending at https://alice.btc"),
    "ots/unknown-notary.txt.ots": (OPEN, "of a kind that is not known here"),
}
# Where the reference tool refuses a version or a format that we read.
READ_HERE: dict[str, tuple[str, str]] = {
    "pywb/valid_example_1.wacz": (
        OPEN,
        "the package is not signed",
    ),  # py-wacz 0.6.0 does not read WACZ 1.0.0
}


def rows() -> list[dict[str, str]]:
    if not (DATA / "EXPECTED.tsv").is_file():
        return []
    with (DATA / "EXPECTED.tsv").open(newline="") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["reference tool result"]]


def reference(said: str) -> str:
    """What the reference tool's words come to."""
    if "rc=1" in said or "VerificationError" in said:
        return FAILED
    return PASSED if "rc=0" in said or "verify=True" in said else OPEN


def asked(path: Path, tmp_path: Path) -> Trust:
    """What the reference tools were given: for a token its anchors and what was stamped."""
    if path.suffix != ".tsr":
        return Trust()
    data = path.parent / "request.der"
    if path.parent.name == "sigstage":
        data = tmp_path / "hello"
        data.write_bytes(b"hello")
    elif path.name == "other_response.tsr":
        data = path.parent / "other_request.der"
    return read_trust([path.parent / "ts_chain.pem"], data=data)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["path"])
@pytest.mark.parametrize("way", ["cryptography", "openssl"])
def test_every_row_gets_the_answer_of_its_tool_or_a_stricter_one(
    row: dict[str, str], way: str, tmp_path: Path
) -> None:
    path = DATA / row["path"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"]
    verified = verify(path, asked(path, tmp_path), find_prover(way))
    expected, words = reference(row["reference tool result"]), ""
    if row["path"] in STRICTER:
        expected, words = STRICTER[row["path"]]
        assert expected != PASSED
    elif row["path"] in READ_HERE:
        expected, words = READ_HERE[row["path"]]
    assert verified.result == expected, said(verified)
    assert words in said(verified)


def said(verified: Verified) -> str:
    return " | ".join(f"{check.name} {check.result}: {check.why}" for check in verified.checks)


def test_the_table_names_files_that_are_there() -> None:
    paths = {row["path"] for row in rows()}
    assert paths >= set(STRICTER) | set(READ_HERE)


def test_the_signed_package_passes_under_the_roots_its_tool_trusts(tmp_path: Path) -> None:
    """wacz-signing 0.4.2 trusts Let's Encrypt's root and FreeTSA's: the valid one passes, the staging one does not."""
    with ZipFile(DATA / "wacz-signed/valid_signed_example_1.wacz") as package:
        signed = json.loads(package.read("datapackage-digest.json"))["signedData"]
    certificates = re.compile("-----BEGIN.*?-----END CERTIFICATE-----\n", re.S)
    trusted = tmp_path / "trusted.pem"
    last = [certificates.findall(signed[chain])[-1] for chain in ("domainCert", "timestampCert")]
    trusted.write_text("".join(last))
    for way in ("cryptography", "openssl"):
        for name, expected in (("valid", PASSED), ("invalid", FAILED)):
            path = DATA / f"wacz-signed/{name}_signed_example_1.wacz"
            verified = verify(path, read_trust([trusted]), find_prover(way))
            assert {check.name: check.result for check in verified.checks}["wacz-signature"] == expected, (
                said(verified)
            )
            assert verified.result == expected


def test_a_pinned_block_tells_the_good_proof_from_the_bad_one(tmp_path: Path) -> None:
    headers = tmp_path / "headers.txt"
    root = "8a1b66ecb7cbd07d8139a7e7d7f2c41aab1f5009b8364aaf61d03ad245e47e00"  # of Bitcoin block 358391
    headers.write_text(f"358391 {'0' * 64} {root} 1432827678\n")
    assert verify(DATA / "ots/hello-world.txt.ots", read_trust(headers=headers)).result == PASSED
    bad = verify(DATA / "ots/bad-stamp.txt.ots", read_trust(headers=headers))
    assert "does not lead to the Merkle root" in said(bad)
    other = verify(
        DATA / "ots/hello-world.txt.ots", read_trust(headers=headers, data=DATA / "ots/merkle1.txt")
    )
    assert "the proof is that of another file" in said(other)


def test_an_injected_certificate_is_not_trusted(tmp_path: Path) -> None:
    token = DATA / "rfc3161/test_tsa/response-injected-certs.tsr"
    request = DATA / "rfc3161/test_tsa/request.der"
    assert verify(token, Trust(data=request)).result == OPEN
    chain = read_trust([DATA / "rfc3161/sigstage/ts_chain.pem"], data=request)
    assert verify(token, chain).result == FAILED
