"""What is fed to a redaction cannot hurt the process that asked: it is refused, soon, with no file left."""

import io
import resource
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from evidence.reviewing.test_pdfs import page_drawing, pdf
from holdfast.evidence.errors import RedactionInvalid
from holdfast.evidence.reviewing.redacting import Made, make_copy
from holdfast.evidence.reviewing.wanted import Kind
from waiting import no_hang

AREA = [{"x": 0, "y": 0, "width": 1, "height": 1}]
PAGE_AREA = [{"page": 1, **AREA[0]}]


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000)) + chunk(b"IEND", b"")
    )


def comment_bomb() -> bytes:
    text = b"zTXt" + b"Comment\0\0" + zlib.compress(b"a" * 300_000_000, 9)
    body = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    plain = io.BytesIO()
    Image.new("RGB", (4, 4)).save(plain, "PNG")
    data = plain.getvalue()
    return data[:33] + body + data[33:]


def picture_bomb_in_a_pdf() -> bytes:
    data = zlib.compress(b"\0" * 50_000_000, 9)
    drawing = b"q 100 0 0 100 0 0 cm BI /W 50000 /H 50000 /BPC 8 /CS /RGB /F /Fl ID " + data + b" EI Q"
    return pdf(drawing)


def copy_of(kind: Kind, data: bytes, removed: list[dict[str, Any]], folder: Path) -> Made:
    (folder / "in").write_bytes(data)
    return make_copy(kind, folder / "in", folder / "out", removed)


def test_it_works(tmp_path: Path) -> None:
    made = copy_of(Kind.TEXT, "Ahmad أحمد".encode(), [{"start": 6, "end": 10}], tmp_path)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "Ahmad █████"
    assert made.removed == ({"mark_at": 6},)
    assert made.tool.startswith("holdfast ")
    plain = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(plain, "PNG")
    assert copy_of(Kind.IMAGE, plain.getvalue(), AREA, tmp_path).mime == "image/png"
    assert copy_of(Kind.PDF, pdf(page_drawing("x")), PAGE_AREA, tmp_path).mime == "application/pdf"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Kind.IMAGE, png_that_claims(50_000, 50_000)),
        (Kind.IMAGE, png_that_claims(8_000, 8_000)),
        (Kind.IMAGE, png_that_claims(7_000, 7_000)),
        (Kind.IMAGE, comment_bomb()),
        (Kind.IMAGE, b"%PDF-1.4"),
        (Kind.IMAGE, b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        (Kind.PDF, b"\x89PNG\r\n\x1a\n"),
        (Kind.PDF, pdf(page_drawing("x"), box=(14400, 14400))),
        (Kind.PDF, pdf(*[page_drawing("x")] * 301)),
        (Kind.TEXT, b"\xff\xfe\x00a"),
        (Kind.TEXT, b""),
    ],
)
def test_a_hostile_file_is_refused_soon_and_leaves_nothing(kind: Kind, data: bytes, tmp_path: Path) -> None:
    removed = {Kind.IMAGE: AREA, Kind.PDF: PAGE_AREA, Kind.TEXT: [{"start": 0, "end": 1}]}[kind]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(RedactionInvalid), no_hang():
        copy_of(kind, data, removed, tmp_path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB
    assert not (tmp_path / "out").exists()


def test_a_bomb_inside_a_pdf_ends_soon(tmp_path: Path) -> None:
    try:
        with no_hang():
            made = copy_of(Kind.PDF, picture_bomb_in_a_pdf(), PAGE_AREA, tmp_path)
    except RedactionInvalid:
        assert not (tmp_path / "out").exists()
    else:
        assert made.mime == "application/pdf"


def test_a_reader_that_dies_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfast.evidence.reviewing.redacting.sys.executable", "/bin/false")
    with pytest.raises(RedactionInvalid, match="its reader gave up"):
        copy_of(Kind.TEXT, b"abc", [{"start": 0, "end": 1}], tmp_path)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("dpi", [0, 71, 301, 100_000])
def test_a_fineness_beyond_reason_is_refused(dpi: int, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(pdf(page_drawing("x")))
    with pytest.raises(RedactionInvalid, match="72 to 300"):
        make_copy(Kind.PDF, tmp_path / "in", tmp_path / "out", PAGE_AREA, dpi)
    assert not (tmp_path / "out").exists()
