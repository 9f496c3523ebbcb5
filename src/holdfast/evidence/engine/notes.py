"""Signed notes, checkpoints and cosignatures, as C2SP specifies them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from typing import NamedTuple

NOTE_DASH = "\u2014 "
NOTE_CAP = 1_000_000
NOTE_SIGNATURES_CAP = 100
ALG_ED25519 = 0x01
ALG_COSIGNATURE = 0x04
COSIGNATURE_TIME_CAP = 2**63


class NoteUnfit(ValueError):
    """Text that is not a signed note, a checkpoint or a key as C2SP writes them."""


class NoteKey(NamedTuple):
    """A key that may sign notes: its name, its kind of signature, its 32 public bytes."""

    name: str
    public: bytes
    algorithm: int = ALG_ED25519

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name || LF || algorithm || public)."""
        text = self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public
        return hashlib.sha256(text).digest()[:4]

    def vkey(self) -> str:
        """name+id+key, as verifiers are handed out."""
        material = base64.b64encode(bytes([self.algorithm]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"


class NoteSignature(NamedTuple):
    """One signature line of a note, not yet checked."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """The line as it stands in the note, with its line feed."""
        return f"{NOTE_DASH}{self.name} {base64.b64encode(self.key_id + self.signature).decode()}\n"

    def is_of(self, key: NoteKey) -> bool:
        """Whether the line says that this key made it."""
        return self.name == key.name and self.key_id == key.key_id


class Note(NamedTuple):
    """A text and the signatures under it."""

    body: str
    signatures: tuple[NoteSignature, ...]

    def text(self) -> str:
        """The whole note, as it is stored and sent."""
        return self.body + "\n" + "".join(signature.line() for signature in self.signatures)


class CheckpointBody(NamedTuple):
    """What a checkpoint says: whose log, how long, which root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The body of the note."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def strict_base64(text: str) -> bytes:
    """The bytes of standard base64 with its padding; NoteUnfit for any other spelling of them."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        raise NoteUnfit("not base64") from None
    if base64.b64encode(data).decode() != text:
        raise NoteUnfit("base64 that is not in its one spelling")
    return data


def key_name_fits(name: str) -> bool:
    """Whether a key may be called so: no spaces, no plus, no control characters, not empty."""
    return bool(name) and "+" not in name and name.isprintable() and not any(c.isspace() for c in name)


def parse_vkey(text: str) -> NoteKey:
    """The key of a verifier string name+id+key; NoteUnfit when its parts do not belong together."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not key_name_fits(parts[0]) or not re.fullmatch("[0-9a-f]{8}", parts[1]):
        raise NoteUnfit("not a verifier key")
    material = strict_base64(parts[2])
    if len(material) != 33 or material[0] not in (ALG_ED25519, ALG_COSIGNATURE):
        raise NoteUnfit("a verifier key of another algorithm or length")
    key = NoteKey(parts[0], material[1:], material[0])
    if key.key_id.hex() != parts[1]:
        raise NoteUnfit("the verifier key's id is that of another key")
    return key


def parse_note(text: str | bytes) -> Note:
    """The note in this text, signatures unchecked; NoteUnfit when it is none."""
    if len(text) > NOTE_CAP:
        raise NoteUnfit("longer than any note we read")
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError:
            raise NoteUnfit("a note is UTF-8") from None
    if any(c < " " and c != "\n" for c in text):
        raise NoteUnfit("a note holds no control characters")
    end = text.rfind("\n\n")
    if end < 0 or not text.endswith("\n"):
        raise NoteUnfit("no blank line before signatures")
    body, rest = text[: end + 1], text[end + 2 :]
    lines = rest.split("\n")[:-1]
    if not lines or len(lines) > NOTE_SIGNATURES_CAP:
        raise NoteUnfit("no signature, or too many")
    return Note(body, tuple(parse_signature_line(line) for line in lines))


def parse_signature_line(line: str) -> NoteSignature:
    """The signature on one line of a note, with or without its line feed."""
    line = line[:-1] if line.endswith("\n") else line
    if not line.startswith(NOTE_DASH):
        raise NoteUnfit("a line among the signatures is none")
    name, _, encoded = line[len(NOTE_DASH) :].partition(" ")
    if not key_name_fits(name):
        raise NoteUnfit("a signature without a fit name")
    data = strict_base64(encoded)
    if len(data) < 5:
        raise NoteUnfit("a signature that is too short")
    return NoteSignature(name, data[:4], data[4:])


def parse_checkpoint(body: str) -> CheckpointBody:
    """What the body of a checkpoint says; extension lines are allowed and not read."""
    lines = body.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise NoteUnfit("a checkpoint has three lines or more, none of them empty")
    if not re.fullmatch("0|[1-9][0-9]{0,18}", lines[1]):
        raise NoteUnfit("a checkpoint's size is a whole number")
    root = strict_base64(lines[2])
    if len(root) != 32:
        raise NoteUnfit("a checkpoint's root has 32 bytes")
    return CheckpointBody(lines[0], int(lines[1]), root)


def signed_bytes(note_body: str, signature: NoteSignature, algorithm: int) -> tuple[bytes, bytes]:
    """What a signature line covers, and the 64 bytes of Ed25519 in it; NoteUnfit when its length is wrong."""
    if algorithm == ALG_COSIGNATURE:
        if len(signature.signature) != 72:
            raise NoteUnfit("a cosignature holds 72 bytes")
        time = int.from_bytes(signature.signature[:8], "big")
        return cosigned_bytes(note_body, time), signature.signature[8:]
    if len(signature.signature) != 64:
        raise NoteUnfit("an Ed25519 signature holds 64 bytes")
    return note_body.encode(), signature.signature


def cosigned_bytes(body: str, time: int) -> bytes:
    """What a witness signs: cosignature/v1, the time in seconds since 1970, the body of the checkpoint."""
    if not 0 <= time < COSIGNATURE_TIME_CAP:
        raise NoteUnfit("a cosignature's time is out of range")
    return f"cosignature/v1\ntime {time}\n{body}".encode()


def cosignature_time(signature: NoteSignature) -> int:
    """When a witness says it signed, in seconds since 1970."""
    if len(signature.signature) != 72:
        raise NoteUnfit("a cosignature holds 72 bytes")
    return int.from_bytes(signature.signature[:8], "big")


def sign_note(body: str, key: NoteKey, sign: Callable[[bytes], bytes]) -> Note:
    """A note with one signature; `sign` is Ed25519 with the private half of `key`."""
    if not body.endswith("\n") or any(c < " " and c != "\n" for c in body) or not key_name_fits(key.name):
        raise NoteUnfit("this text or this key's name cannot be in a signed note")
    return Note(body, (NoteSignature(key.name, key.key_id, sign(body.encode())),))


def cosign(body: str, key: NoteKey, time: int, sign: Callable[[bytes], bytes]) -> NoteSignature:
    """A witness's signature under the body of a checkpoint at `time`; `key` is of the kind for cosignatures."""
    if key.algorithm != ALG_COSIGNATURE or not key_name_fits(key.name):
        raise NoteUnfit("a witness signs with a key for cosignatures")
    return NoteSignature(key.name, key.key_id, time.to_bytes(8, "big") + sign(cosigned_bytes(body, time)))


def verify_note(
    note: Note, keys: tuple[NoteKey, ...], check: Callable[[bytes, bytes, bytes], bool]
) -> tuple[NoteSignature, ...]:
    """The signatures that known keys made; NoteUnfit when a known key's signature is false.

    Lines of unknown keys are passed over, as C2SP asks. `check(public, message, signature)` is Ed25519.
    """
    good: list[NoteSignature] = []
    for signature in note.signatures:
        for key in keys:
            if signature.is_of(key):
                message, raw = signed_bytes(note.body, signature, key.algorithm)
                if not check(key.public, message, raw):
                    raise NoteUnfit(f"the signature of {key.name} does not belong to this text")
                if signature not in good:
                    good.append(signature)
    return tuple(good)
