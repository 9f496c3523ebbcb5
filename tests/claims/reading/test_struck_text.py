"""Struck and deleted text is left out, and what stood around it never joins; broken DOCX files are told in words."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.reading import DraftKind, markup, read_draft
from holdfast.claims.reading.errors import DraftBroken
from holdfast.claims.reading.shown import last_end

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def values(text: str, kind: DraftKind) -> list[int]:
    draft = read_draft(text, kind=kind)
    found = extract(draft.text, lang="en")
    return [int(item.value) for item in found if item.value is not None]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("<p><s>342</s> 100 trucks crossed the bridge.</p>", [100]),
        ("<p>On the bridge 12<del>3</del>4 trucks stood.</p>", [12, 4]),
        ("<p>They saw 1 <strike>999</strike> 342 trucks.</p>", [1, 342]),
        ("<p>They saw <b style='text-decoration: line-through'>7</b> 8 trucks.</p>", [8]),
        ("<del><p>They saw 5 trucks.</p></del><p>They saw 6 trucks.</p>", [6]),
        ("<p><s>They saw 5 trucks.</p><p>They saw 6 trucks.</p>", [5, 6]),
    ],
)
def test_struck_text_of_a_page_is_left_out_and_joins_nothing(source: str, read: list[int]) -> None:
    assert values(source, DraftKind.HTML) == read


def test_a_deleted_not_denies_nothing() -> None:
    for source, kind in (
        ("<p>The town did <del>not</del> count 342 trucks.</p>", DraftKind.HTML),
        ("The town did ~~not~~ count 342 trucks.", DraftKind.MARKDOWN),
    ):
        (item,) = extract(read_draft(source, kind=kind).text, lang="en")
        assert item.value == 342 and not item.negated


def test_markdown_strikes_keep_the_length_of_the_text_and_code_keeps_its_signs() -> None:
    text = "They saw ~~342~~ 100 trucks, `~~5~~` of them red, and ~9 boats ~~ at sea ~~ there."
    draft = read_draft(text, kind=DraftKind.MARKDOWN)
    assert len(draft.text) == len(text) and "342" not in draft.text and "~~5~~" in draft.text
    assert any("struck" in note for note in draft.notes)
    assert values("They saw 1 ~~2~~ 342 trucks.", DraftKind.MARKDOWN) == [1, 342]


def test_struck_runs_of_a_word_document_are_left_out() -> None:
    runs = (
        "<w:r><w:t xml:space='preserve'>They saw 1 </w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>99</w:t></w:r>"
        "<w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t xml:space='preserve'> 342 trucks.</w:t></w:r>"
    )
    draft = read_draft(_docx(f"<w:document {_WORD}><w:body><w:p>{runs}</w:p></w:body></w:document>"))
    assert [item.value for item in extract(draft.text, lang="en")] == [1, 342]


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (f'<!DOCTYPE x [<!ENTITY y "z">]><w:document {_WORD}/>', "document type (DTD)"),
        ("<!DOCTYPE x><x/>", "document type (DTD)"),
        (f"<w:document {_WORD}><w:body><w:p", "cut off"),
        ("<x><y></x>", "cut off"),
    ],
)
def test_a_broken_word_document_is_told_in_plain_words(xml: str, said: str) -> None:
    with pytest.raises(DraftBroken) as told:
        read_draft(_docx(xml))
    assert said in str(told.value)
    assert "Forbidden" not in str(told.value) and "unknown" not in str(told.value)


def _docx(xml: str) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return held.getvalue()


def test_the_end_of_struck_elements_is_looked_for_once_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(source: str, tag: str) -> int:
        asked.append(tag)
        return last_end(source, tag)

    monkeypatch.setattr(markup, "last_end", counted)
    assert (
        values("<p>" + "<del>7</del> 8 trucks. <s>3</s> 9 boats. " * 50 + "</p>", DraftKind.HTML)
        == [8, 9] * 50
    )
    assert sorted(asked) == ["del", "s"]


@pytest.mark.parametrize(
    ("style", "is_struck"),
    [
        ("text-decoration: underline line-through", True),
        ("color: red; TEXT-DECORATION-LINE :\nLine-Through", True),
        ("text-decoration: none; mask: line-through", False),
        ("line-through: text-decoration:", False),
        ("text-decoration:" * 3 + "line-through", True),
    ],
)
def test_a_style_strikes_where_its_own_declaration_says_so(style: str, is_struck: bool) -> None:
    said = f'<p>They saw <b style="{style}">7</b> 8 trucks.</p>'
    assert values(said, DraftKind.HTML) == ([8] if is_struck else [7, 8])
