"""Every byte of a zip file accounted for: those that belong to no file of it are counted, and where they lie.

Programs that unpack a zip file by its list of entries pass over them, and no hash in it covers them. Programs that read
it from its beginning, as a stream, never see that list: they go from header to header, and take out of it what those
say (APPNOTE 6.3.10, section 4.3). So each header must say what the list says, and none may lie where none is listed.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple

from holdfast.evidence.engine.members import PIECE
from holdfast.evidence.engine.results import Unreadable, plain
from holdfast.evidence.engine.zips import GuardedZip

ZIP_LOCAL, ZIP_CENTRAL, ZIP_END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
ZIP_END_64, ZIP_LOCATOR_64, ZIP_DESCRIPTOR = b"PK\x06\x06", b"PK\x06\x07", b"PK\x07\x08"
ZIP_LARGE_FIELD, ZIP_LARGE_FIELD_CAP = 0x0001, 28
ZIP_OTHER_NAME, ZIP_OTHER_KIND = (
    0x7075,
    0x6C78,
)  # a second name; that it is a link, for programs that read a stream
ZIP_LARGE = 0xFFFFFFFF


class Hidden(NamedTuple):
    """What a zip file holds beside its files, in words, empty where it holds nothing; whether that is files."""

    said: str = ""
    files: bool = False


def hidden_bytes(package: GuardedZip, ours: bool = False) -> Hidden:
    """How many bytes belong to no file of the zip file, where the first of them lie, and whether files hide in it.

    In a package of ours, which has them nowhere, extra fields and comments of entries count too. Raises Unreadable.
    """
    file = package.zip.fp
    if file is None:
        raise Unreadable("the zip file is closed")
    unlike: list[str] = []
    found = [(at, count, where) for at, count, where in _places(package, file, ours, unlike) if count]
    if unlike:
        return Hidden(f"{unlike[0]}: programs that read it as a stream take other files out of it", True)
    if not found:
        return Hidden()
    said = f"{sum(count for _, count, _ in found)} bytes in it belong to none of its files, the first {found[0][2]}"
    for at, count, where in found:
        if at is not None and _holds_entry(file, at, count):
            return Hidden(
                f"{said}, and {where} lies another file, which programs that read it as a stream take out",
                True,
            )
    return Hidden(said)


def _places(
    package: GuardedZip, file: IO[bytes], ours: bool, unlike: list[str]
) -> Iterator[tuple[int | None, int, str]]:
    """From where on how many bytes lie, in the order of the file; headers that are not as listed go to `unlike`."""
    listed, list_end = _listed(package, file)
    at, after = 0, "before its first file"
    for info, raw in sorted(listed, key=lambda one: one[0].header_offset):
        name = plain(info.filename)
        yield at, _gap(at, info.header_offset), after
        start, own, wrong = _header(file, info, raw, ours)
        if wrong:
            unlike.append(f"the header of {name} says another {wrong} than the list of entries")
        if ours:
            yield None, _beside(own) + _beside(info.extra) + len(info.comment), f"in the header of {name}"
        if info.is_dir():
            yield start, info.compress_size, f"in the folder {name}"
        else:
            count = _behind(file, start, info)
            yield start + info.compress_size - count, count, f"behind the content of {name}"
        at, after = start + info.compress_size, f"behind {name}"
        if info.flag_bits & 8:
            at += _descriptor(file, at, info)
    yield at, _gap(at, package.zip.start_dir), after
    yield from _end(package, file, list_end)


def _listed(package: GuardedZip, file: IO[bytes]) -> tuple[list[tuple[zipfile.ZipInfo, bytes]], int]:
    """The entries with the bytes of their names, and where the list of them ends."""
    at, found = package.zip.start_dir, []
    for info in package.zip.infolist():
        lengths = struct.unpack("<HHH", _taken(file, at, 46, ZIP_CENTRAL)[28:34])
        found.append((info, file.read(lengths[0])))
        at += 46 + sum(lengths)
    return found, at


def _header(file: IO[bytes], info: zipfile.ZipInfo, raw: bytes, ours: bool) -> tuple[int, bytes, str]:
    """Where the content of an entry begins, its header's extra fields, and what in the header is not as listed."""
    head = _taken(file, info.header_offset, 30, ZIP_LOCAL)
    _, flags, method, time, day, crc, packed, size, names, extra = struct.unpack("<4xHHHHHLLLHH", head)
    name, own = file.read(names), file.read(extra)
    start = info.header_offset + 30 + names + extra
    later = bool(flags & 8)  # its sizes come behind its content
    true = [info.file_size, info.compress_size]
    large = None
    for kind, field in _fields_beside(own):
        if kind == ZIP_LARGE_FIELD:
            large = list(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))[:2]
        elif kind == ZIP_OTHER_KIND or (kind == ZIP_OTHER_NAME and field[5:] != raw):
            return start, own, "name or kind"
    if name != raw:
        return start, own, "name"
    if method != info.compress_type or (flags ^ info.flag_bits) & (0xFFFF if ours else 9):
        return start, own, "way to unpack it"
    said = [value == is_ or (later and value == 0) for value, is_ in zip((size, packed), true)]
    if large is not None:
        said = [fit or value == ZIP_LARGE for fit, value in zip(said, (size, packed))]
        said += [value == is_ or (later and value == 0) for value, is_ in zip(large, true)]
        said.append(len(large) == 2 or ZIP_LARGE not in (size, packed))
    if not all(said):
        return start, own, "size"
    if crc != info.CRC and not (later and crc == 0):
        return start, own, "checksum"
    year, month, date, hour, minute, second = info.date_time
    listed_at = (hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | date)
    return start, own, "time" if ours and (time, day) != listed_at else ""


def _fields_beside(extra: bytes) -> Iterator[tuple[int, bytes]]:
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        yield kind, extra[4 : 4 + length]
        extra = extra[4 + length :]


def _holds_entry(file: IO[bytes], at: int, count: int) -> bool:
    """Whether the mark of an entry's header lies in these bytes."""
    file.seek(at)
    held = b""
    while count > 0:
        piece = file.read(min(PIECE, count))
        if not piece:
            return False
        if ZIP_LOCAL in held + piece:
            return True
        held, count = piece[-3:], count - len(piece)
    return False


def _end(package: GuardedZip, file: IO[bytes], at: int) -> Iterator[tuple[int | None, int, str]]:
    """What lies from the end of the list of entries on."""
    file.seek(at)
    head = file.read(56)
    if head[:4] == ZIP_END_64 and len(head) == 56:
        at += 56
        yield None, _gap(44, struct.unpack("<Q", head[4:12])[0]), "in its list of entries"
        if _taken(file, at, 20, ZIP_LOCATOR_64):
            at += 20
    file.seek(at)
    if file.read(4) != ZIP_END:
        yield at, package.length - at, "behind its list of entries"
        return
    (comment,) = struct.unpack("<H", _taken(file, at, 22, ZIP_END)[20:])
    yield at + 22, comment, "in its comment"
    yield at + 22 + comment, _gap(at + 22 + comment, package.length), "behind its end"


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
