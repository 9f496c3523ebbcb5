"""DOCX, PDF and addresses: what counts as text is read, what is left out is said, and nothing hostile gets through."""
# ruff: noqa: E501 - invented documents, each on the line that names it

import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from holdfast.claims.reading import DraftKind, read_draft
from holdfast.claims.reading.errors import (
    DraftBroken,
    DraftKindNotRead,
    DraftNotReached,
    DraftOfPictures,
    DraftTooLong,
)
from holdfast.egress.actions import Fetcher
from holdfast.egress.errors import AddressRefused

MAIN = "word/document.xml"
NAMESPACE = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def document(change: Callable[[bytes], bytes] = lambda xml: xml) -> bytes:
    made = docx.Document()
    made.add_heading("Crossing opens", 0)
    made.add_paragraph("4 March 2031")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Lorries", "412"
    made.add_paragraph("one", style="List Bullet")
    made.add_paragraph("After.")
    written, out = io.BytesIO(), io.BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for one in given.infolist():
            data = given.read(one)
            changed.writestr(one.filename, change(data) if one.filename == MAIN else data)
    return out.getvalue()


def pdf(*pages: str) -> bytes:
    """A PDF of one line a page; a page of no text draws a square."""
    parts = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    parts.append(f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode())
    parts.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for at, page in enumerate(pages):
        lines = " T* ".join(f"({line}) Tj" for line in page.split("\n"))
        drawn = f"BT /F 12 Tf 14 TL 40 700 Td {lines} ET".encode() if page else b"0 0 99 99 re f"
        parts.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {5 + 2 * at} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        parts.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    out = b"%PDF-1.4\n"
    for number, part in enumerate(parts, 1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    return out + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % (len(parts) + 1)


def test_a_document_gives_paragraphs_tables_and_lists() -> None:
    draft = read_draft(document())
    assert draft.text == "Crossing opens\n\n4 March 2031\n\nLorries\t412\n\none\n\nAfter."
    assert (draft.kind, draft.title, str(draft.published)) == (DraftKind.DOCX, "Crossing opens", "2031-03-04")
    assert draft.file_says is not None


def test_insertions_and_boxes_are_text_and_deletions_and_hidden_words_are_not() -> None:
    told = (
        b"<w:t>After.</w:t></w:r><w:del><w:r><w:delText>501</w:delText></w:r></w:del><w:ins><w:r><w:t> 77 came</w:t></w:r>"
        b"</w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>502</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>a box of 88</w:t>"
        b"</w:r></w:p></w:txbxContent></w:r><w:r>"
    )
    draft = read_draft(document(lambda xml: xml.replace(b"<w:t>After.</w:t></w:r>", told + b"</w:r>")))
    assert draft.text.endswith("After. 77 came\n\na box of 88")
    assert "501" not in draft.text and "502" not in draft.text
    assert "1 tracked deletions" in draft.notes[0] and "Hidden text is not read" in draft.notes


@pytest.mark.parametrize(
    ("xml", "error"),
    [
        (lambda: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', DraftBroken),
        (lambda: b"<a>" + b" " * 30_000_000 + b"</a>", DraftTooLong),
        (lambda: NAMESPACE + b"<w:p>" * 2000, DraftBroken),
        (lambda: b"\x00\x01", DraftBroken),
    ],
    ids=["entities", "blanks", "nested", "no XML"],
)
def test_hostile_documents_are_refused(xml: Callable[[], bytes], error: type[Exception]) -> None:
    with pytest.raises(error):
        read_draft(document(lambda _: xml()))


def test_archives_that_are_no_document_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "412")
    with pytest.raises(DraftKindNotRead):
        read_draft(out.getvalue())
    with pytest.raises(DraftBroken):
        read_draft(document()[:3000])


def test_a_pdf_gives_its_text_without_running_heads() -> None:
    pages = [
        f"The Example Post\nOn day {n} the office counted {n}12 lorries at the crossing.\n{n}"
        for n in range(1, 5)
    ]
    draft = read_draft(pdf(*pages))
    said = " ".join(draft.text[a:b] for a, b in draft.body)
    assert draft.kind is DraftKind.PDF
    assert all(f"{n}12 lorries" in said for n in range(1, 5))
    assert {reason for _, _, reason in draft.furniture} == {"running head", "page number"}
    assert "Example" not in said


def test_a_pdf_of_pictures_is_a_clear_answer() -> None:
    with pytest.raises(DraftOfPictures, match="the desk does not read pictures"):
        read_draft(pdf("", ""))


def test_a_broken_pdf_is_a_clear_answer() -> None:
    with pytest.raises(DraftBroken):
        read_draft(b"%PDF-1.7\nnothing more")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/a", "http://localhost:8000/", "http://169.254.169.254/x"]
)
def test_an_address_inside_is_refused(address: str) -> None:
    with Fetcher() as fetcher, pytest.raises((AddressRefused, DraftNotReached)):
        read_draft(address, fetcher=fetcher)
