"""The verifier's readings beside those of the projects that wrote the formats' own tools."""

import hashlib
from pathlib import Path

import pytest
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st
from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation, UnknownAttestation
from opentimestamps.core.op import OpAppend, OpHexlify, OpPrepend, OpReverse, OpSHA1, OpSHA256
from opentimestamps.core.serialize import (
    BytesDeserializationContext,
    BytesSerializationContext,
    DeserializationError,
)
from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

from evidence.engine.authority import Authority
from holdfast.evidence.engine.der import read_certificates
from holdfast.evidence.engine.ots import parse_ots
from holdfast.evidence.engine.provers import find_prover
from holdfast.evidence.engine.results import Unreadable
from holdfast.evidence.engine.stamps import judge_stamp
from holdfast.evidence.engine.tokens import parse_token

pytestmark = pytest.mark.filterwarnings("ignore:OpReverse:PendingDeprecationWarning")

OPS = [OpSHA1(), OpSHA256(), OpReverse(), OpAppend(b"a"), OpPrepend(b"bc" * 40), OpHexlify()]
ENDS = [
    BitcoinBlockHeaderAttestation(700_000),
    PendingAttestation("https://alice.invalid"),
    UnknownAttestation(b"x" * 8, b"y"),
]


def written(stamp: Timestamp) -> bytes:
    context = BytesSerializationContext()
    DetachedTimestampFile(OpSHA256(), stamp).serialize(context)
    return context.getbytes()


def theirs(data: bytes) -> list[tuple[str, bytes]] | None:
    """What the reference reader makes of a proof: each end with the message it vouches for; None where it refuses."""
    try:
        proof = DetachedTimestampFile.deserialize(BytesDeserializationContext(data))
    except (DeserializationError, ValueError, AssertionError, RecursionError):
        return None
    return sorted((type(end).__name__, message) for message, end in proof.timestamp.all_attestations())


NAMES = {
    "bitcoin": "BitcoinBlockHeaderAttestation",
    "pending": "PendingAttestation",
    "unknown": "UnknownAttestation",
}


def ours(data: bytes) -> list[tuple[str, bytes]] | None:
    try:
        return sorted((NAMES[end.kind], end.message or b"") for end in parse_ots(data).attestations)
    except Unreadable:
        return None


@given(
    st.recursive(
        st.sampled_from([0, 1, 2]), lambda deeper: st.dictionaries(st.integers(0, 5), deeper, min_size=1)
    )
)
@settings(deadline=None, max_examples=150)
def test_proofs_read_as_opentimestamps_reads_them(tree: object) -> None:
    def grow(stamp: Timestamp, shape: object) -> None:
        if isinstance(shape, int):
            stamp.attestations.add(ENDS[shape])
            return
        for at, below in shape.items():  # type: ignore[attr-defined]
            grow(stamp.ops.add(OPS[at]), below)

    stamp = Timestamp(hashlib.sha256(b"data").digest())
    grow(stamp, tree)
    data = written(stamp)
    assert theirs(data) is not None
    assert ours(data) == theirs(data)


@given(st.lists(st.tuples(st.integers(32, 200), st.integers(0, 255)), max_size=4), st.integers(0, 3))
@settings(deadline=None, max_examples=300)
def test_what_opentimestamps_refuses_is_refused(changes: list[tuple[int, int]], tail: int) -> None:
    stamp = Timestamp(hashlib.sha256(b"data").digest())
    stamp.ops.add(OPS[3]).ops.add(OPS[1]).attestations.add(ENDS[0])
    stamp.ops.add(OPS[4]).attestations.add(ENDS[1])
    data = bytearray(written(stamp))
    for at, value in changes:
        data[at % len(data)] = value
    changed = bytes(data) + bytes(tail)
    if theirs(changed) is None:
        assert ours(changed) is None


@pytest.mark.parametrize("with_certificate", [True, False])
def test_tokens_are_judged_as_rfc3161_client_judges_them(tmp_path: Path, with_certificate: bool) -> None:
    good, other = Authority(tmp_path / "good", "Good time"), Authority(tmp_path / "other", "Other time")
    data = b"the head of a log"
    token = good.stamp(data, with_certificate=with_certificate)
    signer = read_certificates((good.folder / "signer.pem").read_bytes())
    for authority in (good, other):
        for text in (data, b"something else"):
            anchors = read_certificates(authority.pem)
            verdicts = {
                judge_stamp(token, _hash(text), anchors, find_prover(by), signer).result
                for by in ("cryptography", "openssl")
            }
            assert verdicts == {"passed" if _accepted(token, authority, good, text) else "failed"}


def _hash(text: bytes):  # type: ignore[no-untyped-def]
    return lambda name: hashlib.new(name, text).digest()


def _accepted(token: bytes, authority: Authority, signer: Authority, text: bytes) -> bool:
    builder = VerifierBuilder().tsa_certificate(signer.signer).add_root_certificate(authority.root)
    try:
        return builder.build().verify_message(decode_timestamp_response(token), text)
    except VerificationError:
        return False


def test_the_fields_of_a_token_are_those_rfc3161_client_reads(tmp_path: Path) -> None:
    token = Authority(tmp_path / "tsa", "Good time").stamp(b"x")
    mine, other = parse_token(token), decode_timestamp_response(token)
    info = other.tst_info
    assert (mine.imprint, mine.time, mine.nonce) == (info.message_imprint.message, info.gen_time, info.nonce)
    certificate = mine.certificates[0]
    library = x509.load_der_x509_certificate(certificate.der)
    assert (certificate.serial, certificate.not_before) == (
        library.serial_number,
        library.not_valid_before_utc,
    )
