"""Bytes of a zip file that belong to none of its files are seen, wherever they lie, by both verifiers."""

import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.engine.archives import wacz, zipped
from evidence.engine.making import Export
from holdfast.evidence.engine.dispatch import read_trust, verify
from holdfast.evidence.engine.results import Unreadable
from holdfast.evidence.engine.zipbytes import hidden_bytes
from holdfast.evidence.engine.zips import GuardedZip
from holdfast.evidence.standalone import verify_py

HIDDEN = b"what nobody is to see"
COUNT = f"{len(HIDDEN)} bytes in it belong to none of its files, the first"
FILES = {"a.txt": b"six hundred trucks, " * 40, "b.txt": b"a day"}


def stored(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def spliced(data: bytes, at: int, more: bytes = HIDDEN, grows: int | None = None) -> bytes:
    """Bytes put in at a place, and every offset after it mended; `grows` is the entry that is said to hold them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        start, offsets = package.start_dir, [info.header_offset for info in package.infolist()]
    new = bytearray(data[:at] + more + data[at:])
    place = start + (len(more) if at <= start else 0)
    for number, offset in enumerate(offsets):
        if number == grows:
            (size,) = struct.unpack_from("<L", new, place + 20)
            struct.pack_into("<L", new, place + 20, size + len(more))
            struct.pack_into("<L", new, offset + 18, size + len(more))
        struct.pack_into("<L", new, place + 42, offset + (len(more) if offset >= at else 0))
        place += 46 + sum(struct.unpack_from("<HHH", new, place + 28))
    end = new.rindex(b"PK\x05\x06")
    struct.pack_into("<L", new, end + 16, start + (len(more) if at <= start else 0))
    return bytes(new)


def offsets(data: bytes) -> tuple[list[int], int]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [info.header_offset for info in package.infolist()], package.start_dir


def a_prefix(data: bytes) -> bytes:
    return HIDDEN + data


def a_prefix_with_offsets_mended(data: bytes) -> bytes:
    return spliced(data, 0)


def a_gap(data: bytes) -> bytes:
    return spliced(data, offsets(data)[0][1])


def before_the_list(data: bytes) -> bytes:
    return spliced(data, offsets(data)[1])


def a_suffix(data: bytes) -> bytes:
    return data + HIDDEN


def a_comment(data: bytes) -> bytes:
    return data[:-2] + struct.pack("<H", len(HIDDEN)) + HIDDEN


def behind_a_content(data: bytes) -> bytes:
    """The first entry is said to be longer than what is read of it."""
    return spliced(data, offsets(data)[0][1], grows=0)


def a_folder_with_content(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as package:
        package.writestr("empty/", HIDDEN)
    return out.getvalue()


PLACES: list[tuple[Callable[[bytes], bytes], str]] = [
    (a_prefix, "before its first file"),
    (a_prefix_with_offsets_mended, "before its first file"),
    (a_gap, "behind {first}"),
    (before_the_list, "behind {last}"),
    (a_suffix, "behind its end"),
    (a_comment, "in its comment"),
    (behind_a_content, "behind the content of {first}"),
    (a_folder_with_content, "in the folder empty/"),
]
everywhere = pytest.mark.parametrize(
    ("hide", "where"), PLACES, ids=lambda one: getattr(one, "__name__", "where")
)


def hidden(data: bytes, *, ours: bool = False) -> str:
    with GuardedZip(io.BytesIO(data)) as package:
        return hidden_bytes(package, ours).said


@pytest.mark.parametrize("make", [stored, zipped])
@everywhere
def test_it_is_counted_and_its_place_is_said(
    make: Callable[[dict[str, bytes]], bytes], hide: Callable[[bytes], bytes], where: str
) -> None:
    assert hidden(make(FILES)) == ""
    assert hidden(hide(make(FILES))) == f"{COUNT} {where.format(first='a.txt', last='b.txt')}"


class Pipe(io.RawIOBase):
    """A stream that cannot go back, as programs write to that do not know an entry's size before its end."""

    def __init__(self) -> None:
        self.kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.kept += data
        return len(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("marked", [True, False])
def test_descriptors_and_the_fields_of_large_files_hide_nothing(
    method: int, large: bool, marked: bool
) -> None:
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", method) as package:  # type: ignore[arg-type]
        for name, content in FILES.items():
            with package.open(zipfile.ZipInfo(name), "w", force_zip64=large) as file:
                file.write(content)
    data = bytes(pipe.kept)
    if not marked:  # the mark before a descriptor may be left out
        while b"PK\x07\x08" in data:
            at = data.index(b"PK\x07\x08")
            data = _without(data, at, 4)
    assert hidden(data) == ""
    assert hidden(a_gap(data)).startswith(f"{COUNT} behind a.txt")


def _without(data: bytes, at: int, count: int) -> bytes:
    places, start = offsets(data)
    new = bytearray(data[:at] + data[at + count :])
    place = start - count
    for offset in places:
        struct.pack_into("<L", new, place + 42, offset - (count if offset > at else 0))
        place += 46 + sum(struct.unpack_from("<HHH", new, place + 28))
    struct.pack_into("<L", new, new.rindex(b"PK\x05\x06") + 16, start - count)
    return bytes(new)


def test_a_list_of_entries_for_large_files_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 100)
    data = stored(FILES)
    assert b"PK\x06\x06" in data and b"PK\x06\x07" in data
    assert hidden(data) == hidden(data, ours=True) == ""
    end = data.index(b"PK\x06\x06")
    (size,) = struct.unpack_from("<Q", data, end + 4)
    # Room for the future in the record, which no program looks at.
    more = bytearray(data[: end + 56] + HIDDEN + data[end + 56 :])
    struct.pack_into("<Q", more, end + 4, size + len(HIDDEN))
    with pytest.raises(Unreadable):
        hidden(bytes(more))


def test_extra_fields_and_comments_of_entries_are_nowhere_in_a_package_of_ours() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        info = zipfile.ZipInfo("a.txt")
        info.extra, info.comment = struct.pack("<HH", 0x5455, 5) + b"\1time", b"seen"
        package.writestr(info, b"six hundred")
    assert hidden(out.getvalue()) == ""
    assert hidden(out.getvalue(), ours=True) == (
        "22 bytes in it belong to none of its files, the first in the header of a.txt"
    )


def test_entries_over_each_other_and_longer_than_said_are_refused() -> None:
    data = bytearray(zipped(FILES))
    start = offsets(bytes(data))[1]
    shorter = bytes(data[: start + 24]) + struct.pack("<L", 5) + bytes(data[start + 28 :])
    with pytest.raises(Unreadable, match=r"a\.txt expands to more than the zip file says"):
        hidden(shorter)
    struct.pack_into("<L", data, start + 20, 5000)
    with pytest.raises(Unreadable):
        hidden(bytes(data))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "verify.py"
    path.write_text(verify_py(), encoding="utf-8")
    return path


def by_both(program: Path, path: Path, *words: str) -> dict[str, tuple[str, str]]:
    """What the checks say, in both verifiers the same."""
    ours = verify(path, read_trust(headers=Path(words[-1])) if "--headers" in words else None)
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(program), str(path), "--json", *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert not done.stderr, done.stderr
    theirs = json.loads(done.stdout)
    assert theirs["result"] == ours.result
    said = {one["name"]: (one["result"], one["why"]) for one in theirs["checks"]}
    assert said == {one.name: (one.result, one.why) for one in ours.checks}
    return said


@everywhere
def test_a_wacz_of_others_is_not_checkable_as_far(
    program: Path, tmp_path: Path, hide: Callable[[bytes], bytes], where: str
) -> None:
    path = tmp_path / "a.wacz"
    path.write_bytes(wacz())
    assert by_both(program, path)["wacz-files"][0] == "passed"
    path.write_bytes(hide(wacz()))
    result, why = by_both(program, path)["wacz-files"]
    assert result == "not checkable"
    assert COUNT in why and "no hash covers those bytes" in why
    assert where.format(first="archive/data.warc.gz", last="datapackage-digest.json") in why


@everywhere
def test_a_wacz_of_ours_fails(
    program: Path, tmp_path: Path, hide: Callable[[bytes], bytes], where: str
) -> None:
    """Also where the desk itself made the list of files anew and signed it."""
    package = wacz({"pages/pages.jsonl": b"{}\n"})

    def made(name: str, data: bytes) -> Path:
        export = Export(tmp_path / name)
        return export.write(lambda one: one.files.update({"data/captures/E-0001/capture.wacz": data}))

    assert by_both(program, made("plain", package))["wacz-files"][0] == "passed"
    result, why = by_both(program, made("hidden", hide(package)))["wacz-files"]
    assert result == "failed"
    assert COUNT in why and "the package was forged" in why


@everywhere
def test_a_zip_file_of_an_export_is_not_passed(
    program: Path, tmp_path: Path, hide: Callable[[bytes], bytes], where: str
) -> None:
    folder = Export(tmp_path / "export").write()
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    path = tmp_path / "export.zip"
    path.write_bytes(stored(files))
    assert by_both(program, path)["bag"][0] == "passed"
    path.write_bytes(hide(stored(files)))
    result, why = by_both(program, path)["bag"]
    assert result == "failed"
    assert COUNT in why and "nobody vouches for that" in why


def local(name: str, content: bytes) -> bytes:
    """An entry as it lies before the list of entries: header and content."""
    head = (20, 0, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(name), 0)
    return struct.pack("<4sHHHHHLLLHH", b"PK\x03\x04", *head) + name.encode() + content


def as_a_stream(data: bytes) -> dict[str, bytes]:
    """What a program takes out of a zip file that reads it from its beginning, such as `jar x < file`."""
    at, found = data.index(b"PK\x03\x04"), {}
    while data[at : at + 4] == b"PK\x03\x04":
        size, _, names, extra = struct.unpack_from("<LLHH", data, at + 18)
        start = at + 30 + names + extra
        found[data[at + 30 : at + 30 + names].decode()] = data[start : start + size]
        at = start + size
    return found


FORGED = local("data/captures/E-0001/text.txt", b"999 TRUCKS FORGED")


def smuggled_before_the_list(data: bytes) -> bytes:
    return spliced(data, offsets(data)[1], FORGED)


def smuggled_between(data: bytes) -> bytes:
    return spliced(data, offsets(data)[0][1], FORGED)


def smuggled_in_front(data: bytes) -> bytes:
    return FORGED + data


@pytest.fixture(scope="module")
def zipped_export(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = Export(tmp_path_factory.mktemp("zipped") / "export").write()
    names = sorted(path for path in folder.rglob("*") if path.is_file())
    return stored({path.relative_to(folder).as_posix(): path.read_bytes() for path in names})


@pytest.mark.parametrize(
    "smuggle", [smuggled_before_the_list, smuggled_between, smuggled_in_front], ids=lambda one: one.__name__
)
def test_a_file_that_only_a_stream_shows_fails_everywhere(
    program: Path, tmp_path: Path, zipped_export: bytes, smuggle: Callable[[bytes], bytes]
) -> None:
    whole = smuggle(zipped_export)
    if smuggle is smuggled_before_the_list:
        assert as_a_stream(whole)["data/captures/E-0001/text.txt"] == b"999 TRUCKS FORGED"
    for name, data, check in (("a.zip", whole, "bag"), ("a.wacz", smuggle(wacz()), "wacz-files")):
        (tmp_path / name).write_bytes(data)
        result, why = by_both(program, tmp_path / name)[check]
        assert result == "failed"
        assert "lies another file, which programs that read it as a stream take out" in why


def set_in_header(data: bytes, number: int, at: int, form: str, value: int) -> bytes:
    """One field of an entry's own header set to something else; the list of entries stays."""
    new = bytearray(data)
    struct.pack_into(form, new, offsets(data)[0][number] + at, value)
    return bytes(new)


@pytest.mark.parametrize(
    ("at", "form", "value", "what"),
    [
        (6, "<H", 8, "way to unpack it"),
        (8, "<H", 8, "way to unpack it"),
        (14, "<L", 0, "checksum"),
        (18, "<L", 0, "size"),
        (18, "<L", 0xFFFFFFFF, "size"),
        (22, "<L", 1, "size"),
    ],
)
def test_a_header_that_says_another_than_the_list_fails(
    program: Path, tmp_path: Path, zipped_export: bytes, at: int, form: str, value: int, what: str
) -> None:
    for name, data, check in (("a.zip", zipped_export, "bag"), ("a.wacz", stored_wacz(), "wacz-files")):
        (tmp_path / name).write_bytes(set_in_header(data, 1, at, form, value))
        result, why = by_both(program, tmp_path / name)[check]
        assert result == "failed"
        assert f"says another {what} than the list of entries" in why


def stored_wacz() -> bytes:
    with zipfile.ZipFile(io.BytesIO(wacz())) as package:
        return stored({name: package.read(name) for name in package.namelist()})


def test_in_a_package_of_ours_a_header_says_the_same_hour_too() -> None:
    data = set_in_header(stored(FILES), 1, 10, "<H", 0)
    assert hidden(data) == ""
    assert "the header of b.txt says another time" in hidden(data, ours=True)


def test_a_second_name_for_streams_alone_fails() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        info = zipfile.ZipInfo("a.txt")
        info.extra = struct.pack("<HHBL", 0x7075, 10, 1, 0) + b"b.txt"
        package.writestr(info, b"six hundred")
    data = bytearray(out.getvalue())
    at = data.rindex(b"up", 0, len(data))
    data[at + 9 : at + 14] = b"a.txt"  # as the list of entries has it
    assert "says another name or kind" in hidden(bytes(data))
