"""A folder or a zip file of an export, read the same way; each file is hashed once, several at a time."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

from holdfast.evidence.engine.results import Unreadable, plain
from holdfast.evidence.engine.zipbytes import Hidden, hidden_bytes
from holdfast.evidence.engine.zips import NAME_DEPTH_CAP, ZIP_DAMAGE, GuardedZip, name_unfit, parse_json

HASH_PIECE = 1 << 20
PACKAGE_FILES_CAP = 1_000_000
PACKAGE_NAMES_CAP = 64 << 20  # letters of all names together
PACKAGE_FOLDERS_CAP = 16 << 20  # letters of the names of all folders that the names of files imply
PACKAGE_READ_CAP = 64 << 20
PACKAGE_JSON_CAP = 16 << 20
PACKAGE_LINE_CAP = 4 << 20
BAG_MARK = "bagit.txt"


class Package(ABC):
    """The files of an export by name, with their sizes; its folders; and names that no export may hold.

    `hidden` says what lies in a zip file that belongs to none of its files.
    """

    def __init__(self, sizes: dict[str, int], folders: Iterable[str]) -> None:
        self.sizes = sizes
        self.folders = set(folders)
        self.unfit_names = names_problems(sizes, self.folders)
        self.hidden = Hidden()

    @abstractmethod
    def open(self, name: str) -> IO[bytes]:
        """The file as a stream."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what is open."""

    def read(self, name: str, cap: int = PACKAGE_READ_CAP) -> bytes:
        """A small file whole; Unreadable when it is missing or not small."""
        if name not in self.sizes:
            raise Unreadable(f"{plain(name)} is missing")
        if self.sizes[name] > cap:
            raise Unreadable(f"{plain(name)} is longer than any we read")
        try:
            with self.open(name) as file:
                return file.read(cap)
        except ZIP_DAMAGE as error:
            raise Unreadable(f"{plain(name)} cannot be read: {type(error).__name__}") from None

    def text(self, name: str) -> str:
        """A small file as text."""
        try:
            return self.read(name).decode()
        except UnicodeDecodeError:
            raise Unreadable(f"{plain(name)} is not UTF-8") from None

    def json(self, name: str) -> Any:
        """A small file as JSON."""
        return parse_json(self.read(name, PACKAGE_JSON_CAP), name)

    def lines(self, name: str) -> Iterator[str]:
        """The lines of a long file, one at a time."""
        if name not in self.sizes:
            raise Unreadable(f"{plain(name)} is missing")
        try:
            with self.open(name) as file:
                for line in iter(lambda: file.readline(PACKAGE_LINE_CAP), b""):
                    if len(line) == PACKAGE_LINE_CAP:
                        raise Unreadable(f"{plain(name)} has a line that is longer than any we read")
                    yield line.decode()
        except UnicodeDecodeError:
            raise Unreadable(f"{plain(name)} is not UTF-8") from None
        except ZIP_DAMAGE as error:
            raise Unreadable(f"{plain(name)} cannot be read: {type(error).__name__}") from None

    def sha256(self, name: str) -> str:
        """The hash of one file in hex; empty when it cannot be read to its end."""
        running = hashlib.sha256()
        piece = bytearray(min(HASH_PIECE, max(self.sizes[name], 1)))
        view = memoryview(piece)
        try:
            with self.open(name) as file:
                read_into = getattr(file, "readinto")  # noqa: B009  typed on raw files alone
                while True:
                    count = read_into(piece)
                    if not count:
                        return running.hexdigest()
                    running.update(view[:count])
        except ZIP_DAMAGE:
            return ""

    def hashes(self, names: Iterable[str]) -> dict[str, str]:
        """The hash of each of these files, in threads: hashing leaves the interpreter free."""
        wanted = sorted(names, key=lambda name: -self.sizes[name])
        with ThreadPoolExecutor(max_workers=min(8, max(2, os.cpu_count() or 2))) as pool:
            return dict(zip(wanted, pool.map(self.sha256, wanted)))


def names_problems(files: Iterable[str], folders: Iterable[str]) -> list[str]:
    """Names that become one on a system that folds case or accents, and names that some system changes.

    What was checked must be what lies there for whoever unpacks it, on every system. Raises Unreadable where the names
    imply more folders than any export has.
    """
    wrong: list[str] = []
    room = PACKAGE_FOLDERS_CAP
    seen: dict[str, str] = {}
    kinds = dict.fromkeys(folders, True)
    for name in files:
        if kinds.setdefault(name, False):
            wrong.append(f"{plain(name)} is a file and a folder")
        above = name.rpartition("/")[0]
        while above and kinds.setdefault(above, True) is True and folded(above) not in seen:
            seen[folded(above)] = above
            room -= len(above)
            if room < 0:
                raise Unreadable("its files lie in more folders than those of any export")
            above = above.rpartition("/")[0]
    for name, is_folder in kinds.items():
        unfit = name_unfit(name)
        if unfit:
            wrong.append(unfit)
        other = seen.setdefault(folded(name), name)
        if other != name:
            wrong.append(f"{plain(other)} and {plain(name)} are one name on some systems")
        above = name.rpartition("/")[0]
        if not is_folder and kinds.get(above) is False:
            wrong.append(f"{plain(above)} is a file and a folder")
    return wrong


def folded(name: str) -> str:
    """A name as systems hold it that fold case and the ways to write accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class FolderPackage(Package):
    """An export as a folder; links are refused."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths: dict[str, str] = {}
        super().__init__(*self._walk())

    def _walk(self) -> tuple[dict[str, int], list[str]]:
        sizes: dict[str, int] = {}
        folders: list[str] = []
        waiting, room = [(str(self.folder), "")], PACKAGE_NAMES_CAP
        while waiting:
            place, above = waiting.pop()
            with os.scandir(place) as entries:
                for entry in entries:
                    name = above + entry.name
                    room -= len(name)
                    if entry.is_symlink():
                        raise Unreadable(f"{plain(name)} is a link: an export holds files alone")
                    if entry.is_dir():
                        waiting.append((entry.path, name + "/"))
                        folders.append(name)
                    elif entry.is_file():
                        sizes[name] = entry.stat().st_size
                        self.paths[name] = entry.path
                    else:
                        raise Unreadable(f"{plain(name)} is not a file")
                    if name.count("/") >= NAME_DEPTH_CAP or room < 0:
                        raise Unreadable(f"{plain(name)[:80]} lies deeper than any file of an export")
                    if len(sizes) + len(folders) > PACKAGE_FILES_CAP:
                        raise Unreadable("there are more files than any export holds")
        # Some file systems decompose the names they are given: such a file goes by the name that was listed.
        for name in [name for name in sizes if name != unicodedata.normalize("NFC", name)]:
            listed = unicodedata.normalize("NFC", name)
            if listed not in sizes:
                sizes[listed], self.paths[listed] = sizes.pop(name), self.paths.pop(name)
        return sizes, [unicodedata.normalize("NFC", name) for name in folders]

    def open(self, name: str) -> IO[bytes]:
        """As Package says."""
        return open(self.paths[name], "rb", buffering=HASH_PIECE)  # noqa: PTH123  closed by who opened

    def close(self) -> None:
        """As Package says: a folder stays open for nobody."""


class ZipPackage(Package):
    """An export in a zip file, at its top or in one folder of it."""

    def __init__(self, path: Path) -> None:
        self.guarded = GuardedZip(path)
        marks = [
            name
            for name in self.guarded.entries
            if name.rsplit("/", 1)[-1] == BAG_MARK and name.count("/") < 2
        ]
        self.prefix = min(marks, key=len)[: -len(BAG_MARK)] if marks else ""
        sizes = {}
        for name, info in self.guarded.entries.items():
            if not name.startswith(self.prefix):
                raise Unreadable(f"{plain(name)} lies outside the export's folder")
            sizes[name[len(self.prefix) :]] = info.file_size
        folders = [name for name in self.guarded.folders if name + "/" != self.prefix]
        for name in folders:
            if not name.startswith(self.prefix):
                raise Unreadable(f"{plain(name)} lies outside the export's folder")
        super().__init__(sizes, [name[len(self.prefix) :] for name in folders])
        try:
            self.hidden = hidden_bytes(self.guarded)
        except ZIP_DAMAGE as error:
            raise Unreadable(f"the zip file is damaged: {type(error).__name__}") from None

    def open(self, name: str) -> IO[bytes]:
        """As Package says."""
        return self.guarded.open(self.prefix + name)

    def close(self) -> None:
        """As Package says."""
        self.guarded.zip.close()


def open_package(path: Path) -> Package:
    """The export at this path; Unreadable when it cannot be read."""
    return FolderPackage(path) if path.is_dir() else ZipPackage(path)
