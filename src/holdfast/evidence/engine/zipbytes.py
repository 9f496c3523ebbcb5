"""Every byte of a zip file accounted for: those that belong to no file of it are counted, and where they lie.

Programs that unpack a zip file pass over them, and no hash in it covers them (APPNOTE 6.3.10, section 4.3).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from holdfast.evidence.engine.members import PIECE
from holdfast.evidence.engine.results import Unreadable, plain
from holdfast.evidence.engine.zips import GuardedZip

ZIP_LOCAL, ZIP_CENTRAL, ZIP_END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
ZIP_END_64, ZIP_LOCATOR_64, ZIP_DESCRIPTOR = b"PK\x06\x06", b"PK\x06\x07", b"PK\x07\x08"
ZIP_LARGE_FIELD, ZIP_LARGE_FIELD_CAP = 0x0001, 28


def hidden_bytes(package: GuardedZip, ours: bool = False) -> str:
    """How many bytes belong to no file of the zip file, and where the first of them lie; empty where none do.

    In a package of ours, which has them nowhere, extra fields and comments of entries count too. Raises Unreadable.
    """
    file = package.zip.fp
    if file is None:
        raise Unreadable("the zip file is closed")
    found = [(count, where) for count, where in _places(package, file, ours) if count]
    if not found:
        return ""
    return (
        f"{sum(count for count, _ in found)} bytes in it belong to none of its files, the first {found[0][1]}"
    )


def _places(package: GuardedZip, file: IO[bytes], ours: bool) -> Iterator[tuple[int, str]]:
    """How many bytes lie where, in the order of the file."""
    infos = sorted(package.zip.infolist(), key=lambda info: info.header_offset)
    at, after = 0, "before its first file"
    for info in infos:
        name = plain(info.filename)
        yield _gap(at, info.header_offset), after
        names, extra = struct.unpack("<HH", _taken(file, info.header_offset, 30, ZIP_LOCAL)[26:])
        file.seek(info.header_offset + 30 + names)
        own = file.read(extra)
        if ours:
            yield _beside(own) + _beside(info.extra) + len(info.comment), f"in the header of {name}"
        start = info.header_offset + 30 + names + extra
        if info.is_dir():
            yield info.compress_size, f"in the folder {name}"
        else:
            yield _behind(file, start, info), f"behind the content of {name}"
        at, after = start + info.compress_size, f"behind {name}"
        if info.flag_bits & 8:
            at += _descriptor(file, at, info)
    yield _gap(at, package.zip.start_dir), after
    at = package.zip.start_dir
    for _ in infos:
        at += 46 + sum(struct.unpack("<HHH", _taken(file, at, 46, ZIP_CENTRAL)[28:34]))
    yield from _end(package, file, at)


def _end(package: GuardedZip, file: IO[bytes], at: int) -> Iterator[tuple[int, str]]:
    """What lies from the end of the list of entries on."""
    file.seek(at)
    head = file.read(56)
    if head[:4] == ZIP_END_64 and len(head) == 56:
        at += 56
        yield _gap(44, struct.unpack("<Q", head[4:12])[0]), "in its list of entries"
        if _taken(file, at, 20, ZIP_LOCATOR_64):
            at += 20
    file.seek(at)
    if file.read(4) != ZIP_END:
        yield package.length - at, "behind its list of entries"
        return
    (comment,) = struct.unpack("<H", _taken(file, at, 22, ZIP_END)[20:])
    yield comment, "in its comment"
    yield _gap(at + 22 + comment, package.length), "behind its end"


def _gap(at: int, until: int) -> int:
    if until < at:
        raise Unreadable("two files of the zip file lie over each other")
    return until - at


def _taken(file: IO[bytes], at: int, size: int, mark: bytes) -> bytes:
    file.seek(at)
    data = file.read(size)
    if len(data) != size or data[:4] != mark:
        raise Unreadable("the zip file is damaged: what its list of entries names is not there")
    return data


def _beside(extra: bytes) -> int:
    """How many bytes of extra fields are there that a large file does not need."""
    count = 0
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind != ZIP_LARGE_FIELD or length > ZIP_LARGE_FIELD_CAP:
            count += 4 + length
        extra = extra[4 + length :]
    return count + len(extra)


def _behind(file: IO[bytes], start: int, info: zipfile.ZipInfo) -> int:
    """How many bytes are counted as an entry's, and are not read when it is unpacked."""
    if info.compress_type == zipfile.ZIP_STORED:
        return _gap(info.file_size, info.compress_size)
    inflater, left, given, held = zlib.decompressobj(-15), info.compress_size, 0, b""
    file.seek(start)
    while not inflater.eof:
        if not held and left:
            held = file.read(min(PIECE, left))
            left -= len(held)
        try:
            piece = inflater.decompress(held, PIECE)
        except zlib.error:
            raise Unreadable(f"{plain(info.filename)} is damaged: error") from None
        held, given = inflater.unconsumed_tail, given + len(piece)
        if given > info.file_size:
            raise Unreadable(f"{plain(info.filename)} expands to more than the zip file says")
        if not piece and not held:
            raise Unreadable(f"{plain(info.filename)} is cut short")
    return left + len(inflater.unused_data)


def _descriptor(file: IO[bytes], at: int, info: zipfile.ZipInfo) -> int:
    """How many bytes the descriptor behind an entry's content takes, which repeats its size; 0 where there is none."""
    file.seek(at)
    data = file.read(24)
    for form in ("<LLL", "<LQQ"):
        said = struct.pack(form, info.CRC, *_fitting(form, info))
        for mark in (ZIP_DESCRIPTOR, b""):
            if data.startswith(mark + said):
                return len(mark + said)
    return 0


def _fitting(form: str, info: zipfile.ZipInfo) -> tuple[int, int]:
    most = 0xFFFFFFFF if form == "<LLL" else (1 << 64) - 1
    return info.compress_size & most, info.file_size & most
