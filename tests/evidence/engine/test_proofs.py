"""A lone token or a lone proof: over which data, by whom, and what is missing to tell."""

import hashlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.engine.archives import record
from evidence.engine.authority import Authority
from holdfast.cli.main import main
from holdfast.evidence.engine.der import read_certificates
from holdfast.evidence.engine.dispatch import Trust, read_trust, verify
from holdfast.evidence.engine.ots import OTS_MAGIC, read_headers
from holdfast.evidence.engine.provers import find_prover
from holdfast.evidence.engine.results import Unreadable
from holdfast.evidence.engine.stamps import judge_stamp
from holdfast.evidence.engine.tokens import parse_token

DATA = b"the head of a log"
DIGEST = hashlib.sha256(DATA).digest()
BLOCK = bytes.fromhex("0588960d73d71901") + b"\x03\xc0\x84\x3d"  # height 1,000,000
PENDING = bytes.fromhex("83dfe30d2ef90c8e") + b"\x18\x17https://alice.invalid/x"
ROOT = hashlib.sha256(DIGEST + b"tail").digest()
OTS = OTS_MAGIC + b"\x01\x08" + DIGEST
WAYS = pytest.mark.parametrize("by", ["cryptography", "openssl"])


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "tsa", "Hill time")


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def judged(path: Path, trust: Trust, by: str = "any") -> tuple[str, str]:
    check = verify(path, trust, find_prover(by)).checks[0]
    return check.result, check.why


@WAYS
def test_a_token_over_this_data_by_a_trusted_authority_passes(
    tmp_path: Path, authority: Authority, by: str
) -> None:
    token = put(tmp_path / "a.tsr", authority.stamp(DATA))
    trust = [put(tmp_path / "root.pem", authority.pem)]
    data, other = put(tmp_path / "data", DATA), put(tmp_path / "other", b"other")
    assert judged(token, read_trust(trust, data=data), by)[0] == "passed"
    assert judged(token, read_trust(trust, data=authority.folder / "q"), by)[0] == "passed"
    assert judged(token, read_trust(trust, data=other), by) == (
        "failed",
        judged(token, read_trust(data=other), "none")[1],
    )
    assert "of which data it is, is not known" in judged(token, read_trust(trust), by)[1]
    assert "give its certificates with --trust" in judged(token, read_trust(data=data), by)[1]


@WAYS
def test_the_answer_of_another_request_is_named(tmp_path: Path, authority: Authority, by: str) -> None:
    token = put(tmp_path / "a.tsr", authority.stamp(DATA))
    authority.stamp(DATA)  # the same data asked again, with another nonce
    assert "its nonce is not the one" in judged(token, read_trust(data=authority.folder / "q"), by)[1]


@WAYS
def test_a_token_changed_anywhere_passes_only_for_what_it_said(
    tmp_path: Path, authority: Authority, by: str
) -> None:
    """A few bytes of the wrapping are not signed; whatever passes says the same time of the same data."""
    token, anchors, prover = authority.stamp(DATA), read_certificates(authority.pem), find_prover(by)
    said = parse_token(token)
    for place in range(0, len(token), 1 if by == "cryptography" else 60):
        changed = bytearray(token)
        changed[place] ^= 1
        found = judge_stamp(bytes(changed), lambda name: hashlib.new(name, DATA).digest(), anchors, prover)
        if found.result == "passed":
            assert parse_token(bytes(changed)) == said
        else:
            assert found.result == "failed" or "in a way that is not read here" in found.why, (place, found)


@WAYS
def test_a_signature_that_fails_fails_without_any_trust(
    tmp_path: Path, authority: Authority, by: str
) -> None:
    token = bytearray(authority.stamp(DATA))
    token[-1] ^= 1
    assert judged(put(tmp_path / "a.tsr", bytes(token)), Trust(), by)[0] == "failed"


@WAYS
def test_an_authority_is_judged_at_the_time_of_its_stamp(tmp_path: Path, by: str) -> None:
    now = datetime.now(UTC)
    early = Authority(tmp_path / "early", "Early time", now + timedelta(days=1), now + timedelta(days=9))
    token, data = put(tmp_path / "a.tsr", early.stamp(DATA)), put(tmp_path / "data", DATA)
    result, why = judged(token, read_trust([put(tmp_path / "root.pem", early.pem)], data=data), by)
    assert result == "failed"
    assert "had no valid certificate when it stamped" in why


@WAYS
def test_a_certificate_for_anything_else_stamps_nothing(
    tmp_path: Path, authority: Authority, by: str
) -> None:
    """The root is a certificate of the authority too, and not one for stamps: openssl itself refuses to use it."""
    data = put(tmp_path / "data", DATA)
    token = put(tmp_path / "a.tsr", authority.stamp(DATA, with_certificate=False))
    without = judged(token, read_trust([put(tmp_path / "root.pem", authority.pem)], data=data), by)
    assert without[0] == "failed"
    assert "whose certificate is not among those given" in without[1]
    both = authority.pem + (authority.folder / "signer.pem").read_bytes()
    assert judged(token, read_trust([put(tmp_path / "both.pem", both)], data=data), by)[0] == "passed"


def test_a_refusal_is_no_token(tmp_path: Path) -> None:
    refused = put(tmp_path / "a.tsr", bytes.fromhex("30053003020102"))
    assert "its answer is refused" in judged(refused, Trust())[1]


def ots(tmp_path: Path, proof: bytes, data: bytes | None = DATA) -> Path:
    if data is not None:
        put(tmp_path / "head.txt", data)
    return put(tmp_path / "head.txt.ots", proof)


def headers(tmp_path: Path, root: bytes = ROOT[::-1]) -> Trust:
    line = f"# pinned\n1000000 {'0' * 64} {root.hex()} 2030-01-01T00:00:00Z\n"
    return read_trust(headers=put(tmp_path / "headers.txt", line.encode()))


@pytest.mark.parametrize(
    ("proof", "result", "words"),
    [
        (OTS + b"\xf0\x04tail\x08\x00" + BLOCK, "passed", "before Bitcoin block 1000000 of 2030-01-01"),
        (OTS + b"\xf0\x04tali\x08\x00" + BLOCK, "failed", "does not lead to the Merkle root"),
        (OTS + b"\xff\x00" + PENDING + b"\xf0\x04tail\x08\x00" + BLOCK, "passed", "1000000"),
        (OTS + b"\x00" + PENDING, "not checkable", "pending at https://alice.invalid/x"),
        (OTS + b"\x03\x67\x00" + BLOCK, "not checkable", "a hash that is not to be had here"),
        (OTS + b"\x00" + b"\x09" * 8 + b"\x01z", "not checkable", "of a kind that is not known"),
        (OTS + b"\xf0\x04tail\x08\x00" + BLOCK + b"x", "failed", "something after the end"),
        (OTS[:-1], "failed", "the proof ends early"),
    ],
)
def test_a_proof_is_followed_to_its_ends(tmp_path: Path, proof: bytes, result: str, words: str) -> None:
    answer = judged(ots(tmp_path, proof), headers(tmp_path))
    assert answer[0] == result
    assert words in answer[1]


def test_a_proof_is_held_to_the_file_beside_it(tmp_path: Path) -> None:
    proof = OTS + b"\xf0\x04tail\x08\x00" + BLOCK
    assert "that of another file" in judged(ots(tmp_path, proof, b"other"), headers(tmp_path))[1]
    (tmp_path / "head.txt").unlink()
    alone = judged(ots(tmp_path, proof, None), headers(tmp_path))
    assert alone[0] == "not checkable"
    assert "--data" in alone[1]
    assert "whose header is not given" in judged(ots(tmp_path, proof), Trust())[1]


@pytest.mark.parametrize(
    "line", ["x", "1 2 3 4", f"1 {'0' * 64} {'0' * 64} never", f"1 {'0' * 63} {'0' * 64} 1700000000"]
)
def test_a_line_that_is_no_header_is_refused(line: str) -> None:
    with pytest.raises(Unreadable, match="line 1"):
        read_headers(line)


def test_two_blocks_of_one_height_are_refused() -> None:
    with pytest.raises(Unreadable, match="two blocks"):
        read_headers("".join(f"1 {'0' * 64} {digit * 64} 1700000000\n" for digit in "12"))


def test_the_command_needs_no_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOLDFAST_DESK", raising=False)
    for name, data, code in (("a.warc", record(), 0), ("b.warc", record()[:-30], 1), ("c", b"noise", 3)):
        put(tmp_path / name, data)
        with pytest.raises(SystemExit) as ended:
            main(["verify", str(tmp_path / name), "--json"])
        assert ended.value.code == code
    with pytest.raises(SystemExit) as ended:
        main(["verify", str(tmp_path / "nowhere")])
    assert ended.value.code == 2


def test_the_engine_loads_without_anything_of_ours() -> None:
    words = (
        "import sys, holdfast.evidence.engine.report; print(*sorted(n for n in sys.modules if 'django' in n))"
    )
    done = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == ""
