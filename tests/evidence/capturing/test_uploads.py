"""An upload is kept untouched; what it says about itself stands apart, for fewer eyes."""

from __future__ import annotations

import hashlib
import io
import json
import os
import resource
import struct
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from holdfast.evidence.actions.capture import upload_file
from holdfast.evidence.capturing.file_facts import read_facts
from holdfast.evidence.capturing.names import LONGEST, OURS, safe_name
from holdfast.evidence.errors import UploadRefused
from holdfast.evidence.models import LogEntry
from holdfast.evidence.queries.captures import capture, manifest_bytes, part_bytes
from holdfast.evidence.types import Compared, Outcome, Role
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Viewer


def photo(path: Path) -> Path:
    exif = Image.Exif()
    exif[0x010F] = "A maker"
    exif[0x8825] = {1: "N", 2: (31.0, 30.0, 0.5), 3: "E", 4: (34.0, 28.0, 0.25)}
    Image.new("RGB", (30, 20), "red").save(path, exif=exif)
    return path


def pdf(path: Path) -> Path:
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font"
        b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj 4 0 obj<</Length 44>>stream\n"
        b"BT /F1 12 Tf 10 50 Td (Hello trucks) Tj ET   \nendstream endobj 5 0 obj<</Author(Mallory)>>endobj "
        b"trailer<</Root 1 0 R/Info 5 0 R>>"
    )
    return path


def sheet(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.properties.creator = "Eve"
    book.save(path)
    return path


def film(path: Path) -> Path:
    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(content), kind) + content

    # 2025-10-10 09:00:00 UTC, as seconds from 1904; 12.5 seconds in thousandths.
    head = struct.pack(">IIIII", 0, 1_760_086_800 + 2_082_844_800, 0, 1000, 12_500) + b"\x00" * 80
    place = struct.pack(">HH", 18, 0x15C7) + b"+31.5000+034.4667/"
    moov = box(b"moov", box(b"mvhd", head) + box(b"udta", box(b"\xa9xyz", place)))
    path.write_bytes(box(b"ftyp", b"isom\x00\x00\x00\x00isom") + box(b"mdat", b"\x00" * 1000) + moov)
    return path


def big_picture(path: Path) -> Path:
    """A PNG of 50,000 by 50,000 pixels in 300 KB."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    packer, row = zlib.compressobj(9), b"\x00" * 6251
    data = b"".join(packer.compress(row * 100) for _ in range(500)) + packer.flush()
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    path.write_bytes(png)
    return path


def nested_archive(path: Path) -> Path:
    inner = b"\x00" * 10_000_000
    for _ in range(5):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{number}.zip", inner)
        inner = held.getvalue()
    path.write_bytes(inner)
    return path


pytestmark = pytest.mark.usefixtures("desk_of_its_own")
stored = pytest.mark.django_db


def said(viewer: Viewer, key: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(part_bytes(viewer, key, "metadata.json"))
    return found


@stored
@pytest.mark.storage
def test_it_works(adam: Viewer, bob: Viewer, charlie: Viewer, tmp_path: Path) -> None:
    given = photo(tmp_path / "photo.jpg")
    before = (given.read_bytes(), given.stat().st_mtime_ns)
    made = upload_file(adam, path=given)
    assert (given.read_bytes(), given.stat().st_mtime_ns) == before
    assert part_bytes(adam, made.key, "photo.jpg") == before[0]
    assert (made.method, made.outcome, made.compared, made.address) == (
        "upload",
        Outcome.COMPLETE,
        Compared.FIRST,
        "",
    )
    assert LogEntry.objects.get(seq=made.seq).verb == "uploaded"
    facts = said(adam, made.key)["facts"]
    assert facts["exif"]["Make"] == "A maker"
    assert facts["gps"] == {
        "GPSLatitudeRef": "N",
        "GPSLatitude": ["31.0", "30.0", "0.5"],
        "GPSLongitudeRef": "E",
        "GPSLongitude": ["34.0", "28.0", "0.25"],
    }
    # Where it was taken is for those who see restricted records; the picture itself is the desk's.
    assert [part.role for part in capture(bob, made.key).parts] == [Role.UPLOAD]
    assert {part.role for part in capture(adam, made.key).parts} == {Role.UPLOAD, Role.METADATA}
    for viewer in (bob, charlie):
        with pytest.raises(NotAllowed):
            upload_file(viewer, path=given)


@stored
def test_each_kind_of_file_says_what_it_knows(adam: Viewer, tmp_path: Path) -> None:
    document = upload_file(adam, path=pdf(tmp_path / "paper.pdf"))
    assert said(adam, document.key)["facts"]["info"] == {"Author": "Mallory"}
    assert part_bytes(adam, document.key, "text.txt") == b"Hello trucks\n"
    table = upload_file(adam, path=sheet(tmp_path / "table.xlsx"))
    assert said(adam, table.key)["facts"]["docProps/core.xml"]["creator"] == "Eve"
    assert table.mime == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    moving = upload_file(adam, path=film(tmp_path / "film.mp4"))
    facts = said(adam, moving.key)["facts"]
    assert (facts["created"], facts["seconds"]) == (1_760_086_800, 12)
    assert facts["gps"]["place"].startswith("+31.5000+034.4667/")


@stored
def test_a_name_that_lies_is_kept_and_told(adam: Viewer, tmp_path: Path) -> None:
    given = pdf(tmp_path / "paper.jpg")
    made = upload_file(adam, path=given)
    facts = said(adam, made.key)
    assert (facts["type_by_name"], facts["type_by_bytes"], facts["agree"]) == (
        "image/jpeg",
        "application/pdf",
        False,
    )
    assert made.mime == "application/pdf"
    limits = json.loads(manifest_bytes(adam, made.key))["limits"]
    assert "Its name says image/jpeg; its first bytes look like application/pdf." in limits


@stored
@pytest.mark.parametrize("make", [big_picture, nested_archive])
def test_a_bomb_is_kept_and_described_never_unpacked(make, adam: Viewer, tmp_path: Path) -> None:
    given = make(tmp_path / "bomb.bin")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    made = upload_file(adam, path=given)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # KB
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - children < 200_000
    facts = said(adam, made.key)["facts"]
    assert (facts.get("width"), facts.get("height")) == (50_000, 50_000) or facts["nested"] == 10
    assert part_bytes(adam, made.key, "bomb.bin") == given.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.4\n" + b"[" * 200_000,
        b"\xff\xd8\xff\xe1\xff\xffExif\x00\x00" + os.urandom(5000),
        b"PK\x03\x04" + os.urandom(5000),
        b"\x89PNG\r\n\x1a\n" + os.urandom(100),
        b"\x00\x00\x00\x18ftypisom" + b"\x00\x00\x00\x08free" * 50_000,
        b"GIF89a" + b"\xff" * 50,
    ],
)
def test_a_broken_file_is_described_as_far_as_it_can_be(content: bytes, tmp_path: Path) -> None:
    given = tmp_path / "broken"
    given.write_bytes(content)
    facts, _ = read_facts(given)
    assert "was stopped" not in facts.get("not_read", "")  # by its limits of time and memory


@stored
def test_what_is_not_a_file_is_refused(adam: Viewer, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "absent", Path("/dev/zero")):
        with pytest.raises(UploadRefused):
            upload_file(adam, path=path)
    assert not LogEntry.objects.exists()


@stored
def test_the_same_file_twice_is_two_captures_and_one_object(adam: Viewer, tmp_path: Path) -> None:
    given = photo(tmp_path / "photo.jpg")
    first, second = upload_file(adam, path=given), upload_file(adam, path=given, name="again.jpg")
    assert first.parts[0].sha256 == second.parts[0].sha256 == hashlib.sha256(given.read_bytes()).hexdigest()
    assert (second.compared, second.earlier) == (Compared.FIRST, None)


NAMES = [
    ("../../etc/passwd", "passwd"),
    ("..\\..\\windows\\system.ini", "system.ini"),
    ("/", "upload"),
    ("", "upload"),
    ("..", "upload"),
    (".hidden", "hidden"),
    ("a\x00b\nc.txt", "abc.txt"),
    ("photo\u202egpj.exe", "photogpj.exe"),
    ("CON.txt", "upload-CON.txt"),
    ("metadata.json", "upload-metadata.json"),
    ("Text.TXT", "upload-Text.TXT"),
    ("what? a <name>.pdf", "what_ a _name_.pdf"),
    ("صورة من المعبر.jpg", "صورة من المعبر.jpg"),
    ("trailing. . .", "trailing"),
]


@pytest.mark.parametrize(("given", "kept"), NAMES)
def test_names_are_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@pytest.mark.parametrize(
    "given", ["x" * 5000 + ".jpeg", "ص" * 400 + ".pdf", "." * 300, "a" * 200, "\ud800.png"]
)
def test_long_names_are_cut_and_keep_what_they_are(given: str) -> None:
    name = safe_name(given)
    assert 0 < len(name.encode()) <= LONGEST + len("upload-")
    assert name.lower() not in OURS and "/" not in name
    if "." in given.strip("."):
        assert name.endswith(given[given.rindex(".") :])


@stored
def test_a_level_narrows_the_upload_and_its_metadata_never_widens(
    adam: Viewer, bob: Viewer, tmp_path: Path
) -> None:
    made = upload_file(adam, path=photo(tmp_path / "p.jpg"), level=Level.PUBLIC)
    assert made.level == Level.PUBLIC
    assert [part.name for part in capture(bob, made.key).parts] == ["p.jpg"]
