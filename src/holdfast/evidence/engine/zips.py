"""Opening a zip file that may be hostile: names that climb, bombs, too many entries, things that are no files."""

from __future__ import annotations

import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import IO, Any
from unicodedata import combining

from holdfast.evidence.engine.members import EXPANDS_AT_MOST, EXPANDS_FREELY, PIECE, Bomb
from holdfast.evidence.engine.results import Unreadable, plain

ZIP_ENTRIES_CAP = 100_000
ZIP_DIRECTORY_CAP = 32 << 20
ZIP_JSON_CAP = 16 << 20
NAME_CAP = 1000
NAME_DEPTH_CAP = 32
NAME_MARKS_CAP = (
    30  # on one letter, as in the stream-safe form of UAX 15: putting more in order takes quadratic time
)
JSON_VALUES_CAP = 600_000
ZIP_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def name_unfit(name: str) -> str | None:
    """Why a name from a package may not become a path, in words; None where it may."""
    parts = name.split("/")
    if not name or name.startswith("/") or "\\" in name or ":" in parts[0] or ".." in parts:
        return f"the name {plain(name)[:80]!r} leads out of the package"
    if len(name) > NAME_CAP or not name.isprintable() or too_marked(name):
        return f"the name {plain(name)[:80]!r} holds what no name holds"
    if len(parts) > NAME_DEPTH_CAP:
        return f"the name {plain(name)[:80]!r} lies deeper in folders than any file of a package"
    if any(not part or part[-1] in ". " for part in parts):
        return f"the name {plain(name)[:80]!r} is another one when it is unpacked"
    return None


def too_marked(name: str) -> bool:
    """Whether more marks stand on one letter than any script puts there."""
    marks = 0
    if not name.isascii():
        for letter in name:
            marks = marks + 1 if combining(letter) else 0
            if marks > NAME_MARKS_CAP:
                return True
    return False


def other_name(info: zipfile.ZipInfo) -> bool:
    """Whether the entry carries a second name, which some programs unpack it to (extra field 0x7075)."""
    extra, name = info.extra, info.filename.encode("utf-8", "replace")
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == 0x7075 and extra[9 : 4 + length] != name:
            return True
        extra = extra[4 + length :]
    return info.orig_filename != info.filename


class GuardedZip:
    """A zip file whose list of entries was checked; each entry is read in pieces, under a cap."""

    def __init__(self, source: Path | IO[bytes]) -> None:
        if isinstance(source, Path):
            with source.open("rb") as file:
                self.length = _guard_directory(file)
        else:
            self.length = _guard_directory(source)
        try:
            self.zip = zipfile.ZipFile(source)
        except ZIP_DAMAGE as error:
            raise Unreadable(f"the zip file is damaged: {type(error).__name__}") from None
        self.entries: dict[str, zipfile.ZipInfo] = {}
        self.folders: list[str] = []
        try:
            self._list()
        except Unreadable:
            self.zip.close()
            raise

    def _list(self) -> None:
        infos = self.zip.infolist()
        if len(infos) > ZIP_ENTRIES_CAP:
            raise Unreadable(f"the zip file has more than {ZIP_ENTRIES_CAP} entries")
        for info in infos:
            unfit = name_unfit(info.filename[:-1] if info.is_dir() else info.filename)
            if unfit:
                raise Unreadable(unfit)
            if other_name(info):
                raise Unreadable(f"{plain(info.filename)} has another name for other programs")
            kind = stat.S_IFMT(info.external_attr >> 16)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise Unreadable(f"{plain(info.filename)} is not a file but a link or a device")
            if info.is_dir():
                self.folders.append(info.filename[:-1])
                continue
            if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Unreadable(
                    f"{plain(info.filename)} is encrypted, or compressed in a way packages are not"
                )
            if info.filename in self.entries:
                raise Unreadable(f"the name {plain(info.filename)} stands twice in the package")
            if info.file_size > EXPANDS_FREELY and info.file_size > EXPANDS_AT_MOST * info.compress_size:
                raise Bomb(f"{plain(info.filename)} says that it expands beyond any archive; it was not read")
            self.entries[info.filename] = info
        whole = sum(info.file_size for info in self.entries.values())
        if whole > EXPANDS_FREELY and whole > EXPANDS_AT_MOST * self.length:
            raise Bomb("the package says that it expands beyond any archive; it was not read")

    def __enter__(self) -> GuardedZip:
        return self

    def __exit__(self, *error: object) -> None:
        self.zip.close()

    def open(self, name: str) -> IO[bytes]:
        """The entry as a stream; zipfile itself gives no byte more than the size that was checked."""
        try:
            return self.zip.open(self.entries[name])
        except ZIP_DAMAGE as error:
            raise Unreadable(f"{plain(name)} is damaged: {type(error).__name__}") from None

    def pieces(self, name: str) -> Iterator[bytes]:
        """The entry's bytes, piece by piece; Unreadable where it is damaged."""
        with self.open(name) as file:
            while True:
                try:
                    piece = file.read(PIECE)
                except ZIP_DAMAGE as error:
                    raise Unreadable(f"{plain(name)} is damaged: {type(error).__name__}") from None
                if not piece:
                    return
                yield piece

    def read_json(self, name: str) -> tuple[bytes, Any]:
        """A small entry as bytes and as JSON."""
        if self.entries[name].file_size > ZIP_JSON_CAP:
            raise Unreadable(f"{plain(name)} is longer than any we read")
        data = b"".join(self.pieces(name))
        return data, parse_json(data, name)


def parse_json(data: bytes, name: str) -> Any:
    """JSON in which no name stands twice and every number is one; Unreadable otherwise, and where it holds too much.

    They are counted before any is made: a short text can ask for a hundred times its size.
    """
    if sum(data.count(mark) for mark in (b",", b"[", b"{")) > JSON_VALUES_CAP:
        raise Unreadable(f"{plain(name)} holds more than any we read")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name stands twice")
        return found

    try:
        return json.loads(
            data.decode("utf-8"), object_pairs_hook=once, parse_float=_number, parse_constant=no_number
        )
    except (ValueError, RecursionError):
        raise Unreadable(f"{plain(name)} is not readable as JSON") from None


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError("a number without bounds")
    return number


def no_number(text: str) -> float:
    """Refuses NaN and Infinity, which Python reads and JSON does not have; raises ValueError."""
    raise ValueError(f"{text} is no number")


def _guard_directory(file: IO[bytes]) -> int:
    """Look at the size of the list of entries before zipfile reads all of it into memory; the size of the file."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557 - 20))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(tail):
        raise Unreadable("the zip file has no list of entries: it is cut, or none")
    entries, length = struct.unpack("<HL", tail[at + 10 : at + 16])
    if length == 0xFFFFFFFF or entries == 0xFFFF:
        locator = tail[at - 20 : at]
        if locator[:4] == b"PK\x06\x07":
            file.seek(min(size, struct.unpack("<Q", locator[8:16])[0]))
            record = file.read(56)
            if len(record) == 56 and record[:4] == b"PK\x06\x06":
                length = struct.unpack("<Q", record[40:48])[0]
    if length > ZIP_DIRECTORY_CAP:
        raise Unreadable("the zip file's list of entries is longer than any we read")
    return size
