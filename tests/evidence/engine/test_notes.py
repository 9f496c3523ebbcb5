"""Signed notes, checkpoints and cosignatures, against the examples of C2SP and the tests of golang.org/x/mod."""

import base64
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

import holdfast.evidence.engine as engine
from holdfast.evidence.engine.notes import (
    ALG_COSIGNATURE,
    CheckpointBody,
    Note,
    NoteKey,
    NoteUnfit,
    cosign,
    cosignature_time,
    parse_checkpoint,
    parse_note,
    parse_vkey,
    sign_note,
    verify_note,
)

# golang/mod sumdb/note/note_test.go (BSD-3-Clause)
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
PETERS_SEED = "gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM="
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"  # noqa: E501
ENOCH_LINE = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"  # noqa: E501
# C2SP tlog-cosignature (its example): a checkpoint with the log's line and a witness's
COSIGNED = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""  # noqa: E501


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def test_a_note_is_signed_as_go_signs_it() -> None:
    key = parse_vkey(PETER)
    seed = Ed25519PrivateKey.from_private_bytes(base64.b64decode(PETERS_SEED))
    assert sign_note(TEXT, key, seed.sign).text() == TEXT + "\n" + PETER_LINE
    assert key.vkey() == PETER


def test_known_keys_are_checked_and_unknown_ones_passed_over() -> None:
    note = parse_note(TEXT + "\n" + PETER_LINE + ENOCH_LINE)
    assert [good.name for good in verify_note(note, (parse_vkey(PETER),), ed25519)] == ["PeterNeumann"]
    assert len(verify_note(note, (parse_vkey(PETER), parse_vkey(ENOCH)), ed25519)) == 2
    assert verify_note(note, (), ed25519) == ()


def test_a_false_signature_of_a_known_key_refuses_the_note() -> None:
    note = parse_note(TEXT.replace("think", "thinks") + "\n" + PETER_LINE)
    with pytest.raises(NoteUnfit, match="does not belong"):
        verify_note(note, (parse_vkey(PETER),), ed25519)
    longer = parse_note(TEXT + "\n" + PETER_LINE[:60] + "ABCD" + PETER_LINE[60:])
    with pytest.raises(NoteUnfit, match="64 bytes"):
        verify_note(longer, (parse_vkey(PETER),), ed25519)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT + "\n",
        TEXT + "\n" + PETER_LINE[:-1],
        "\x01" + TEXT + "\n" + PETER_LINE,
        (TEXT + "\n" + PETER_LINE).encode().replace(b"If", b"\xff"),
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", "Bad Name"),
        TEXT + "\n" + PETER_LINE + "Unexpected line.\n",
        TEXT + "\n" + PETER_LINE * 101,
        TEXT + "\n— PeterNeumann AAAA\n",
        TEXT + "\n— a+b " + PETER_LINE.split(" ")[-1],
        "",
        "x" * 1_000_001,
    ],
)
def test_malformed_notes_are_refused(text: str | bytes) -> None:
    with pytest.raises(NoteUnfit) as refused:
        parse_note(text)
    assert str(refused.value).isprintable() and len(str(refused.value)) < 500


def test_no_part_and_no_mangling_of_a_verifier_key_is_one() -> None:
    for start in range(len(PETER)):
        for end in range(start + 1, len(PETER) + 1):
            if (start, end) != (0, len(PETER)):
                with pytest.raises(NoteUnfit):
                    parse_vkey(PETER[start:end])
    for at in range(len(PETER)):
        with pytest.raises(NoteUnfit):
            parse_vkey(PETER[:at] + chr(ord(PETER[at]) + 1) + PETER[at + 1 :])
    for text in (
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",  # another length
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",  # another algorithm
    ):
        with pytest.raises(NoteUnfit):
            parse_vkey(text)


def test_the_example_of_the_specification_reads_back() -> None:
    note = parse_note(COSIGNED)
    assert note.text() == COSIGNED
    body = parse_checkpoint(note.body)
    assert (body.origin, body.size, body.text()) == ("example.com/behind-the-sofa", 20852163, note.body)
    assert cosignature_time(note.signatures[1]) == 1679315147  # the time the specification prints for it


def test_a_witness_signs_the_body_and_the_time() -> None:
    seed = Ed25519PrivateKey.generate()
    key = NoteKey("witness.example/w1", seed.public_key().public_bytes_raw(), ALG_COSIGNATURE)
    body = CheckpointBody("example.com/log", 5, b"\1" * 32).text()
    line = cosign(body, key, 1679315147, seed.sign)
    message = f"cosignature/v1\ntime 1679315147\n{body}".encode()
    assert ed25519(key.public, message, line.signature[8:])
    assert verify_note(Note(body, (line,)), (parse_vkey(key.vkey()),), ed25519) == (line,)
    later = line._replace(signature=(1679315148).to_bytes(8, "big") + line.signature[8:])
    with pytest.raises(NoteUnfit):
        verify_note(Note(body, (later,)), (key,), ed25519)
    with pytest.raises(NoteUnfit):
        cosign(body, key._replace(algorithm=1), 1, seed.sign)


ROOT = "A" * 43 + "="


@pytest.mark.parametrize(
    "body",
    [
        "",
        "a\n",
        "a\n1\n",
        "a\n01\nAAAA\n",
        "a\n-1\n",
        "a\n1\nAAAA\n",
        f"\n1\n{ROOT}\n",
        f"a\n1\n{ROOT}",
        f"a\n1\n{ROOT}\n\n",
        f"a\n{'9' * 5000}\n{ROOT}\n",
    ],
)
def test_malformed_checkpoints_are_refused(body: str) -> None:
    with pytest.raises(NoteUnfit) as refused:
        parse_checkpoint(body)
    assert str(refused.value).isprintable() and len(str(refused.value)) < 500


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_anything_else_is_refused_in_words(text: str | bytes) -> None:
    with pytest.raises(NoteUnfit) as refused:
        parse_note(text)
    assert str(refused.value).isprintable() and len(str(refused.value)) < 500


def test_the_engine_imports_nothing_but_itself() -> None:
    for path in Path(engine.__file__).parent.glob("*.py"):
        for line in path.read_text().splitlines():
            assert not line.startswith(
                ("import holdfast", "from holdfast.base", "from django", "import django")
            ), path
