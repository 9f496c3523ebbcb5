"""Objects as read-only files: DESK/objects/ab/cd/<sha256>."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from holdfast.base.clock import file_age
from holdfast.evidence.errors import ObjectDamaged, ObjectMissing, StoreFailed
from holdfast.evidence.store.contract import Content, Stored, digest_and_size, object_path, pieces

MODE = 0o444
FOLDER_MODE = 0o700
_NEW = ".new-"  # what is being written; no digest begins with a dot
_DIGEST = re.compile(r"[0-9a-f]{64}")
_STALE_AFTER = 60.0  # seconds; a younger one may not be locked yet
_UNTOUCHED = "Nothing of it was kept"


@dataclass(slots=True)
class _Writing:
    """An object on its way: its digest, where it will stand, the file it is written to and that file's lock."""

    sha256: str
    size: int
    place: Path
    temporary: Path
    handle: int


class FileStore:
    """The objects in one folder of this machine.

    A writer makes a temporary file beside the place, flushes it to the disk, reads it back, links it to its place
    and flushes the folder: at any kill there is the whole object or none. Reading back right after a write is
    answered from the system's memory; what the disk itself lost is found by `verify` later.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, content: Content) -> Stored:
        """Keep one object."""
        return self.put_all([content])[0]

    def put_all(self, contents: Sequence[Content]) -> tuple[Stored, ...]:
        """Keep several: all are flushed first, then linked, then each folder is flushed once."""
        try:
            return self._put_all(contents)
        except OSError as error:
            raise StoreFailed(
                f"The folder of objects does not take what is to be kept: {error.strerror or error}",
                untouched=_UNTOUCHED,
                next_step=f"Look at the free space and the rights of {self.root}",
            ) from error

    def _put_all(self, contents: Sequence[Content]) -> tuple[Stored, ...]:
        stored: list[Stored] = []
        coming: dict[str, _Writing] = {}
        folders: dict[Path, None] = {}
        with ExitStack() as undo:
            for content in contents:
                sha256, size = digest_and_size(content)
                fresh = sha256 not in coming and not self._kept(sha256, size)
                if fresh:
                    writing = undo.enter_context(self._writing(sha256, size, folders))
                    _write(writing, content)
                    coming[sha256] = writing
                stored.append(Stored(sha256, size, fresh))
            for writing in coming.values():
                os.fsync(writing.handle)
                _read_back(writing)
            for writing in coming.values():
                self._link(writing)
        for folder in folders:
            _flush(folder)
        return tuple(stored)

    def open(self, sha256: str) -> IO[bytes]:
        """The object to read from its start."""
        try:
            return (self.root / object_path(sha256)).open("rb")
        except FileNotFoundError:
            raise _missing(sha256) from None

    def has(self, sha256: str) -> bool:
        """Whether there is an object under this digest."""
        return (self.root / object_path(sha256)).is_file()

    def verify(self, sha256: str) -> bool:
        """Whether its bytes have the digest they are stored under."""
        with self.open(sha256) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256

    def remove(self, sha256: str) -> bool:
        """Take it away for good."""
        place = self.root / object_path(sha256)
        try:
            place.unlink()
        except FileNotFoundError:
            return False
        _flush(place.parent)
        return True

    def sweep(self) -> int:
        """Clear away what killed writers left, everywhere; writers at work are left alone."""
        if not self.root.is_dir():
            return 0
        return sum(_sweep(folder) for folder in self.root.glob("??/??"))

    def idle(self, seconds: float) -> Iterator[tuple[str, int]]:
        """The objects that nobody put for so long, with their sizes, in the order of their digests."""
        for path in sorted(self.root.glob("??/??/*")):
            try:
                found = path.stat()
            except FileNotFoundError:
                continue
            named = (
                _DIGEST.fullmatch(path.name)
                and object_path(path.name) == path.relative_to(self.root).as_posix()
            )
            if named and file_age(found.st_mtime) >= seconds:
                yield path.name, found.st_size

    def remove_idle(self, sha256: str, seconds: float) -> bool:
        """Take it away if nobody put it for so long; one that is being put now is left alone."""
        place = self.root / object_path(sha256)
        try:
            handle = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if file_age(os.fstat(handle).st_mtime) < seconds:
                return False
            gone = self.remove(sha256)
        except BlockingIOError:
            return False
        finally:
            os.close(handle)
        return gone

    def _kept(self, sha256: str, size: int) -> bool:
        """Whether it is there, whole, and put now once more; raises ObjectDamaged where other bytes bear its name."""
        place = self.root / object_path(sha256)
        try:
            handle = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_SH)
            there = os.fstat(handle)
            if not there.st_nlink:
                return False  # it was removed before this lock was given
            return self._whole(place, handle, sha256, size, there.st_size)
        finally:
            os.close(handle)

    def _whole(self, place: Path, handle: int, sha256: str, size: int, there: int) -> bool:
        if there != size or not self.verify(sha256):
            raise ObjectDamaged(
                f"The object {sha256} is kept with other bytes than its name says",
                untouched="It was left as it is, and nothing was written over it",
                next_step="Look at the disk, and bring the object back from a copy of the desk",
            )
        # Whoever looks for what nobody names sees that somebody is about to name it.
        os.utime(handle)
        # Another writer may have linked it a moment ago, and not flushed the folder yet.
        _flush(place.parent)
        return True

    @contextmanager
    def _writing(self, sha256: str, size: int, folders: dict[Path, None]) -> Iterator[_Writing]:
        place = self.root / object_path(sha256)
        for made in self._make_folder(place.parent):
            folders[made] = None
        folders[place.parent] = None
        _sweep(place.parent)
        temporary = place.parent / f"{_NEW}{os.getpid()}-{secrets.token_hex(8)}"
        handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, MODE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            os.fchmod(handle, MODE)  # whatever the umask
            yield _Writing(sha256, size, place, temporary, handle)
        finally:
            temporary.unlink(missing_ok=True)
            os.close(handle)

    def _make_folder(self, folder: Path) -> list[Path]:
        """Make it and what is above it; the folders whose own list of names changed."""
        changed: list[Path] = []
        missing = [one for one in (folder, folder.parent, self.root) if not one.is_dir()]
        for one in reversed(missing):
            try:
                one.mkdir(mode=FOLDER_MODE)
            except FileExistsError:
                pass
            except FileNotFoundError:
                one.mkdir(mode=FOLDER_MODE, parents=True)
            changed.append(one.parent)
        return changed

    def _link(self, writing: _Writing) -> None:
        try:
            os.link(writing.temporary, writing.place)
        except FileExistsError:
            if not self._kept(writing.sha256, writing.size):  # and gone again
                self._link(writing)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK):
                raise
            raise StoreFailed(
                f"The file system of {self.root} makes no hard links, which is how an object is put in place whole",
                untouched=_UNTOUCHED,
                next_step="Keep the desk on a file system of Linux, or keep its objects in an S3 store",
            ) from error


def _write(writing: _Writing, content: Content) -> None:
    digest, size = hashlib.sha256(), 0
    for piece in pieces(content):
        digest.update(piece)
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(writing.handle, rest) :]
        size += len(piece)
    if digest.hexdigest() != writing.sha256 or size != writing.size:
        raise StoreFailed(
            "The file changed while it was being kept", untouched=_UNTOUCHED, next_step="Try again"
        )


def _read_back(writing: _Writing) -> None:
    with os.fdopen(os.dup(writing.handle), "rb") as file:
        file.seek(0)
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != writing.sha256:
        raise StoreFailed(
            f"The object {writing.sha256} was read back with other bytes than were written",
            untouched=_UNTOUCHED,
            next_step="Look at the disk before anything else is kept on it",
        )


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> int:
    """Remove the temporary files that nobody holds: a killed writer's lock went with it."""
    swept = 0
    for entry in os.scandir(folder):
        if not entry.name.startswith(_NEW):
            continue
        try:
            handle = os.open(entry.path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if file_age(os.fstat(handle).st_mtime) >= _STALE_AFTER:
                Path(entry.path).unlink(missing_ok=True)
                swept += 1
        except BlockingIOError:
            continue
        finally:
            os.close(handle)
    return swept


def _missing(sha256: str) -> ObjectMissing:
    return ObjectMissing(
        f"The object {sha256} is not in the store",
        next_step="Look whether the desk's folder of objects was moved, and bring it back from a copy",
    )
