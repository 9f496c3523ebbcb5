"""The folder an export grows in, beside the place it will have: whole there, or not there at all."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from holdfast.base.clock import file_age
from holdfast.evidence.errors import ExportPlaceUnfit, ObjectDamaged, ObjectMissing
from holdfast.evidence.store import ObjectStore

PIECE = 1024 * 1024
_ENDING = ".unfinished"
_STALE_AFTER = 10.0  # seconds; a younger one may not be locked yet
_UNTOUCHED = "No export was written"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same files make the same zip file


class Draft:
    """The files of an export to be, each flushed to the disk, with its SHA-256 and its size."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, tuple[str, int]] = {}

    def write(self, name: str, content: str | bytes | Iterable[bytes]) -> str:
        """Write a file; its SHA-256."""
        if isinstance(content, str):
            content = content.encode()
        running, size = hashlib.sha256(), 0
        with self.create(name) as file:
            for piece in [content] if isinstance(content, bytes) else content:
                running.update(piece)
                file.write(piece)
                size += len(piece)
        self.files[name] = running.hexdigest(), size
        return self.files[name][0]

    @contextmanager
    def create(self, name: str) -> Iterator[IO[bytes]]:
        """A new file under this name, flushed at the end; who writes it without `write` calls `note` after."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _new(path) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())

    def note(self, name: str) -> None:
        """Take up a file that was written by somebody else."""
        with (self.root / name).open("rb") as file:
            self.files[name] = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()

    def copy(self, name: str, store: ObjectStore, sha256: str, what: str) -> None:
        """Copy an object of the store, hashed on its way; raises ObjectMissing, ObjectDamaged, naming what it is."""
        try:
            source = store.open(sha256)
        except ObjectMissing as error:
            raise ObjectMissing(
                f"{what} is missing: the store holds no object {sha256}",
                untouched=_UNTOUCHED,
                next_step=error.next_step,
            ) from error
        with source:
            found = self.write(name, iter(lambda: source.read(PIECE), b""))
        if found != sha256:
            raise ObjectDamaged(
                f"{what} was changed: the object {sha256} holds other bytes than its name says",
                untouched=_UNTOUCHED,
                next_step="Keep it as it is, and compare it with a copy of the store",
            )

    def flush(self) -> None:
        """Every folder, from the innermost out."""
        for folder, _, _ in os.walk(self.root, topdown=False):
            flush_folder(Path(folder))


@contextmanager
def unfinished(to: Path) -> Iterator[Path]:
    """A folder beside the place, which is gone when the block ends; what a killed export left is cleared away first.

    Raises ExportPlaceUnfit where something lies at the place, or nothing can.
    """
    refuse_taken(to)
    if not to.parent.is_dir():
        raise ExportPlaceUnfit(
            f"There is no folder {to.parent}", untouched=_UNTOUCHED, next_step="Make it, and try again"
        )
    _sweep(to)
    folder = to.parent / f".{to.name}.{secrets.token_hex(4)}{_ENDING}"
    folder.mkdir(mode=0o700)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def put_in_place(made: Path, to: Path) -> None:
    """Give what was made its name, at once; raises ExportPlaceUnfit where somebody took it meanwhile."""
    refuse_taken(to)
    try:
        made.rename(to)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR, errno.EISDIR):
            raise
        raise _taken(to) from error
    flush_folder(to.parent)


def refuse_taken(to: Path) -> None:
    """Raises ExportPlaceUnfit where something lies there."""
    if to.exists() or to.is_symlink():
        raise _taken(to)


def zip_folder(folder: Path, target: Path, name: str) -> None:
    """One zip file of a folder, under the folder name given; the same files give the same bytes."""
    with _new(target) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
            for path in sorted(one for one in folder.rglob("*") if one.is_file()):
                entry = zip_entry(f"{name}/{path.relative_to(folder).as_posix()}", path.stat().st_size)
                with path.open("rb") as source, package.open(entry, "w") as out:
                    shutil.copyfileobj(source, out, PIECE)
        file.flush()
        os.fsync(file.fileno())


def zip_entry(name: str, size: int) -> zipfile.ZipInfo:
    """An entry that says nothing of the machine or the hour it was made at."""
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.external_attr = 0o600 << 16
    entry.create_system = 3
    entry.file_size = size
    return entry


def flush_folder(folder: Path) -> None:
    """Its list of names, to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _new(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb")


def _taken(to: Path) -> ExportPlaceUnfit:
    return ExportPlaceUnfit(
        f"Something lies at {to} already",
        untouched="It was left as it is, and no export was written",
        next_step="Give a name that is free",
    )


def _sweep(to: Path) -> None:
    """Remove what killed exports to this place left: nobody holds its lock any more."""
    for left in to.parent.glob(f".{glob_safe(to.name)}.*{_ENDING}"):
        try:
            handle = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if file_age(os.fstat(handle).st_mtime) >= _STALE_AFTER:
                shutil.rmtree(left, ignore_errors=True)
        except BlockingIOError:
            continue
        finally:
            os.close(handle)


def glob_safe(name: str) -> str:
    """The name as a pattern that matches itself alone."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)
