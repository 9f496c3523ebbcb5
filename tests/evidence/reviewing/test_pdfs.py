"""A redacted PDF holds pictures of its pages and nothing else: no text, no metadata, nothing of the regions."""

import io
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from holdfast.evidence.errors import RedactionInvalid
from holdfast.evidence.reviewing.pages_of_pdf import redact_pdf
from holdfast.evidence.reviewing.wanted import Region

SECRET = "Umm Ahmad"
WIDE, HIGH = 200, 100


def page_drawing(words: str, x: int = 20, y: int = 60) -> bytes:
    return f"BT /F 12 Tf {x} {y} Td ({words}) Tj ET 0.9 0.1 0.1 rg 150 10 30 30 re f".encode()


def pdf(*drawings: bytes, rotate: int = 0, box: tuple[int, int] = (WIDE, HIGH)) -> bytes:
    """A PDF of one text line a page, with metadata and an attachment of the same words."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(drawings)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >> >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(drawings)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Filespec /F (a) /Desc (" + SECRET.encode() + b") >>",
        b"<< /Title (" + SECRET.encode() + b") /Author (" + SECRET.encode() + b") >>",
    ]
    for number, drawing in enumerate(drawings):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {box[0]} {box[1]}] /Rotate {rotate} "
            f"/Contents {7 + 2 * number} 0 R /Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawing), drawing))
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(
        b"trailer << /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, start)
    )
    return out.getvalue()


def redacted(
    data: bytes, *regions: Region, folder: Path, dpi: int = 100
) -> tuple[bytes, list[dict[str, int]], list[int]]:
    (folder / "in").write_bytes(data)
    told: list[int] = []
    _, painted, _ = redact_pdf(folder / "in", folder / "out", regions, dpi, told.append)
    return (folder / "out").read_bytes(), painted, told


def pictures(data: bytes, dpi: int = 100) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [
            document[number].render(scale=dpi / 72).to_pil().convert("L") for number in range(len(document))
        ]
    finally:
        document.close()


def test_it_works(tmp_path: Path) -> None:
    source = pdf(page_drawing(SECRET), page_drawing("second page"))
    copy, painted, told = redacted(source, Region(15, 25, 90, 20, 1), folder=tmp_path)
    assert told == [2]
    assert painted == [{"page": 1, "x": 12, "y": 22, "width": 96, "height": 26}]
    first, second = pictures(copy)
    scale = 100 / 72
    area = tuple(round(value * scale) for value in (15, 25, 105, 45))
    assert max(first.crop(area).tobytes()) < 30, "the region is black"
    assert min(second.tobytes()) < 100 < 200 < max(second.tobytes()), "the other page is still there"
    assert first.getpixel((round(165 * scale), round(75 * scale))) < 150, "what was not named is still there"


def test_no_text_and_no_words_of_the_file_come_along(tmp_path: Path) -> None:
    copy, _, _ = redacted(pdf(page_drawing(SECRET)), Region(0, 0, 1, 1, 1), folder=tmp_path)
    assert SECRET.encode() not in copy
    document = pypdfium2.PdfDocument(copy)
    page = document[0]
    text = page.get_textpage()
    assert text.get_text_bounded() == ""
    assert document.get_metadata_dict(skip_empty=True) == {}
    assert document.count_attachments() == 0
    text.close()
    page.close()
    document.close()


@settings(max_examples=25)
@given(
    x=st.integers(20, 90), y=st.integers(20, 60), words=st.text("abcdefghijklmnop", min_size=1, max_size=6)
)
def test_originals_that_differ_inside_the_region_alone_give_the_same_copy(
    x: int, y: int, words: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("pdf")
    # 12 points of type stand from about 9 above to 3 under the line that PDF counts from the bottom.
    region = Region(x - 2, HIGH - y - 13, min(80, WIDE - x), 20, 1)
    copies = [
        redacted(pdf(page_drawing(text, x, y)), region, folder=folder)[0] for text in (words, "zzzzzz", "")
    ]
    assert copies[0] == copies[1] == copies[2]


def test_a_turned_page_is_meant_as_it_is_shown(tmp_path: Path) -> None:
    copy, _, _ = redacted(
        pdf(page_drawing(""), rotate=90), Region(HIGH - 5, WIDE - 5, 5, 5, 1), folder=tmp_path
    )
    (shown,) = pictures(copy)
    assert shown.height > shown.width
    assert shown.getpixel((shown.width - 2, shown.height - 2)) < 30


@pytest.mark.parametrize(
    ("region", "says"),
    [
        (Region(0, 0, 10, 10, 2), "There is no page 2: the PDF has 1"),
        (Region(195, 0, 10, 10, 1), "outside page 1, which is 200 by 100 points"),
        (Region(0, 99, 10, 10, 1), "outside page 1"),
    ],
)
def test_a_region_outside_its_page_is_refused(region: Region, says: str, tmp_path: Path) -> None:
    with pytest.raises(RedactionInvalid, match=says):
        redacted(pdf(page_drawing("x")), region, folder=tmp_path)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"GIF89a", pdf(page_drawing("x"))[:200], b"\0" * 5000])
def test_a_broken_pdf_is_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(RedactionInvalid, match="cannot be read as a PDF"):
        redacted(data, Region(0, 0, 1, 1, 1), folder=tmp_path)


def test_a_page_too_large_is_refused_before_it_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(RedactionInvalid, match="more than 25 million pixels"):
        redacted(pdf(page_drawing("x"), box=(14400, 14400)), Region(0, 0, 1, 1, 1), folder=tmp_path)


def test_a_region_without_a_page_is_of_the_only_one(tmp_path: Path) -> None:
    _, painted, _ = redacted(pdf(page_drawing(SECRET)), Region(10, 20, 30, 40), folder=tmp_path)
    assert painted[0]["page"] == 1
    with pytest.raises(RedactionInvalid, match="names no page, and the PDF has 2; pages count from 1"):
        redacted(pdf(page_drawing(SECRET), page_drawing("b")), Region(10, 20, 30, 40), folder=tmp_path)
