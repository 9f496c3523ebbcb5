"""The desk's keys: Ed25519, each in a file of DESK/keys, never in the database.

The log's keys follow one another: a new one is brought in by an entry of the log and signed by the one before it,
over the text `key_statement` gives. The witness's key is another, as C2SP asks.
"""

import base64
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from holdfast.evidence.engine.notes import ALG_COSIGNATURE, ALG_ED25519, NoteKey
from holdfast.evidence.errors import DeskKeyMissing, SealingSettingsUnfit
from holdfast.evidence.models import DeskKey
from holdfast.evidence.sealing.settings import SealingSettings, public_text

_UNTOUCHED = "Nothing was written"
KEY_HEADER = "holdfast key 1"


@dataclass(frozen=True, slots=True)
class LogKey:
    """A public key of the log, and the entries it signs heads over: from the one that brought it in on."""

    name: str
    public: bytes
    from_seq: int
    to_seq: int | None  # the last entry before the next key; None for the one in use
    signature_by_previous: bytes | None

    @property
    def note_key(self) -> NoteKey:
        """As a signer of notes."""
        return NoteKey(self.name, self.public, ALG_ED25519)

    @property
    def entry_object(self) -> str:
        """What entries about it are about."""
        return key_object(self.note_key)


def key_object(key: NoteKey) -> str:
    """The object of an entry about a key."""
    return f"key:{key.key_id.hex()}"


def key_statement(name: str, public: bytes) -> bytes:
    """What the key before signs to bring this one in."""
    return f"{KEY_HEADER}\n{name}\n{public_text(public)}\n".encode()


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether Ed25519 holds."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def log_keys() -> tuple[LogKey, ...]:
    """All keys the log ever had, in their order."""
    rows = list(DeskKey.objects.order_by("from_seq"))
    ends = [*(row.from_seq - 1 for row in rows[1:]), None] if rows else []
    return tuple(
        LogKey(
            row.name,
            base64.b64decode(row.public),
            row.from_seq,
            end,
            base64.b64decode(row.signature_by_previous) if row.signature_by_previous else None,
        )
        for row, end in zip(rows, ends, strict=True)
    )


def key_at(keys: tuple[LogKey, ...], size: int) -> LogKey | None:
    """The key that signs a head of this size."""
    return next((key for key in reversed(keys) if key.from_seq <= size), None)


def held_origin(said: SealingSettings, keys: tuple[LogKey, ...]) -> str:
    """The origin of this desk's log, which stays what it was; raises SealingSettingsUnfit where desk.toml differs."""
    if not keys:
        return said.origin
    held = keys[-1].name
    if said.origin_said and said.origin != held:
        raise SealingSettingsUnfit(
            f"desk.toml says the origin {said.origin}, and this log was begun as {held}",
            untouched=_UNTOUCHED,
            next_step=f'A log keeps its origin: write origin = "{held}"',
        )
    return held


def new_log_key(name: str) -> tuple[NoteKey, Ed25519PrivateKey]:
    """A new key for the log, its private half in its file already."""
    private = Ed25519PrivateKey.generate()
    key = NoteKey(name, _public(private), ALG_ED25519)
    _write(_log_file(key), private)
    return key, private


def log_private(key: NoteKey) -> Ed25519PrivateKey:
    """The private half of a key of the log; raises DeskKeyMissing."""
    return _read(_log_file(key), key)


def destroy_log_private(key: NoteKey) -> None:
    """Take away the private half of a key that signs no more."""
    _log_file(key).unlink(missing_ok=True)


def destroy_retired() -> None:
    """Take away what is left of keys that sign no more, should their rotation have been cut off before its end."""
    for key in log_keys()[:-1]:
        destroy_log_private(key.note_key)


def witness_key(said: SealingSettings, keys: tuple[LogKey, ...]) -> tuple[NoteKey, Ed25519PrivateKey]:
    """The key this desk cosigns other logs with, made when it is first asked for."""
    path = _folder() / "witness.pem"
    if path.exists():
        private = _read(path, None)
    else:
        private = Ed25519PrivateKey.generate()
        try:
            _write(path, private)
        except FileExistsError:  # another made it meanwhile
            private = _read(path, None)
    return NoteKey(f"{held_origin(said, keys)}/witness", _public(private), ALG_COSIGNATURE), private


def key_file_problems() -> tuple[str, ...]:
    """What is wrong with the folder of keys and its files, as sentences."""
    folder = settings.DESK.folder / "keys"
    found = []
    if folder.is_dir():
        if stat.S_IMODE(folder.stat().st_mode) & 0o077:
            found.append(f"{folder} can be entered by others: chmod 700 {folder}")
        found += [
            f"{path} can be read by others: chmod 600 {path}"
            for path in sorted(folder.glob("*.pem"))
            if stat.S_IMODE(path.stat().st_mode) & 0o077
        ]
    keys = log_keys()
    if keys and not _log_file(keys[-1].note_key, make=False).is_file():
        found.append(f"The private half of the log's key is not in {folder}")
    return tuple(found)


def _public(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _folder(*, make: bool = True) -> Path:
    folder: Path = settings.DESK.folder / "keys"
    if make:
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _log_file(key: NoteKey, *, make: bool = True) -> Path:
    return _folder(make=make) / f"log-{key.key_id.hex()}.pem"


def _write(path: Path, private: Ed25519PrivateKey) -> None:
    text = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # Whole or not at all: a key cut short by a crash would stop the log for good.
    draft = path.with_suffix(f".{os.getpid()}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, path)
    finally:
        draft.unlink()
    above = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(above)
    finally:
        os.close(above)


def _read(path: Path, key: NoteKey | None) -> Ed25519PrivateKey:
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise _missing(path, f"it cannot be read: {error}") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise _missing(path, "it holds a key of another kind")
    if key is not None and _public(private) != key.public:
        raise _missing(path, "it holds another key")
    return private


def _missing(path: Path, what: str) -> DeskKeyMissing:
    return DeskKeyMissing(
        f"The desk's key should be in {path}, and {what}",
        untouched=_UNTOUCHED,
        next_step="Put the file back from the desk's last copy; nothing else can sign for this log",
    )
