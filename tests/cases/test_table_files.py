"""A list of a case may stand in a spreadsheet beside it, with the same columns as keys."""

import pytest

from cases.folders import Folder
from holdfast.cases.check import check_case


@pytest.fixture
def apart(hillside: Folder) -> Folder:
    """The documents of the example in a file of their own."""
    text = hillside.text()
    start, end = text.index("[[documents]]"), text.index("[[indicators]]")
    hillside.write("case.toml", text[:start] + '[tables]\ndocuments = "documents.csv"\n\n' + text[end:])
    return hillside.write(
        "documents.csv",
        "key,source,title.en,title.ar,url,said,relays\n"
        "agreement-text,parents-association,Signed text,,,2026-02-20,\n"
        '"kitchen-book",parents-association,"Kitchen book, March\n2026",دفتر المطبخ,,'
        "2026-03-09,agreement-text; leaflet\n"
        "\n"
        "leaflet,parents-association,A leaflet,,,2026-03,\n",
    )


def test_a_file_says_the_same_as_tables(apart: Folder) -> None:
    agreement, book, leaflet = check_case(apart.root).documents
    assert agreement.title == {"en": "Signed text"}
    assert book.title == {"en": "Kitchen book, March\n2026", "ar": "دفتر المطبخ"}
    assert book.relays == ("agreement-text", "leaflet")
    assert leaflet.said == "2026-03"


def test_a_byte_order_mark_is_no_part_of_the_first_column(apart: Folder) -> None:
    apart.write("documents.csv", b"\xef\xbb\xbf" + apart.text("documents.csv").encode())
    assert len(check_case(apart.root).documents) == 3


def test_a_wrong_cell_is_told_with_the_line_of_its_row(apart: Folder) -> None:
    found = apart.change("2026-03,\n", "2026-14,\n", "documents.csv").only()
    assert (found.file, found.line, found.column) == ("documents.csv", 6, "said")


def test_an_unknown_reference_in_a_cell(apart: Folder) -> None:
    found = apart.change("; leaflet", "; leeflet", "documents.csv").only()
    assert (found.file, found.line, found.column) == ("documents.csv", 3, "relays")
    assert "did you mean leaflet?" in found.what


def test_an_unknown_column_is_named_with_the_one_that_was_meant(apart: Folder) -> None:
    found = apart.change("title.en,title.ar", "titel.en,title.ar", "documents.csv").only()
    assert (found.file, found.line, found.column, found.code) == (
        "documents.csv",
        1,
        "titel.en",
        "unknown-key",
    )
    assert "did you mean title.en?" in found.what


def test_a_column_twice(apart: Folder) -> None:
    apart.change("title.en,title.ar", "title.en,title.en", "documents.csv")
    assert apart.only().what.endswith("stands twice")


def test_a_text_without_its_language(apart: Folder) -> None:
    found = apart.change("title.en,title.ar", "title,title.ar", "documents.csv").only()
    assert (found.line, found.column, found.code) == (1, "title", "unknown-key")


def test_a_ragged_row(apart: Folder) -> None:
    found = apart.change("A leaflet,,,2026-03,", "A leaflet,,,2026-03,,,", "documents.csv").only()
    assert (found.file, found.line, found.code) == ("documents.csv", 6, "ragged-row")


def test_the_wrong_delimiter(apart: Folder) -> None:
    apart.write("documents.csv", apart.text("documents.csv").replace(",", ";"))
    assert "wrong-delimiter" in {problem.code for problem in apart.problems()}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"key,source\nx\x00,y\n", "nul-byte"),
        (b"key,source\n\xff\xfe,y\n", "not-utf-8"),
        (b'key,source\n"x,y\n', "not-csv"),
        (b"," * 100_000 + b"\n", "too-many"),
    ],
)
def test_a_file_that_is_no_table(apart: Folder, content: bytes, code: str) -> None:
    apart.write("documents.csv", content)
    found = [problem for problem in apart.problems() if problem.file == "documents.csv"]
    assert [problem.code for problem in found] == [code]


def test_mixed_encodings_are_told_with_their_line(apart: Folder) -> None:
    data = (
        apart.text("documents.csv").encode().replace("دفتر المطبخ".encode(), "دفتر المطبخ".encode("cp1256"))
    )
    apart.write("documents.csv", data)
    found = [problem for problem in apart.problems() if problem.code == "not-utf-8"]
    assert [(problem.file, problem.line) for problem in found] == [("documents.csv", 4)]


def test_numbers_and_truths_in_cells(hillside: Folder) -> None:
    text = hillside.text()
    start, end = text.index("[[clauses]]"), text.index("[[data]]")
    hillside.write(
        "case.toml",
        f'{text[:start]}[tables]\nclauses = "clauses.csv"\nobligations = "duties.csv"\n'
        f'readings = "readings.csv"\n\n{text[end:]}',
    )
    hillside.write(
        "clauses.csv",
        "key,point,bearers,kind,text.en,quantity,per,due\n"
        "meals,2,town,quantity per time,Meals.,90,day,\n"
        "accounts,3,town;parents,procedure,Accounts.,,,72 hours\n",
    )
    hillside.write("duties.csv", "clause,key,unit\nmeals,hot-meals-a-day,meals\n")
    hillside.write(
        "readings.csv",
        "obligation,key,text.en,rule,of_the_text,series,promised,window.first\n"
        "hot-meals-a-day,average,On average.,average,false,meals-kitchen-book,88.5,2026-03-03\n"
        "hot-meals-a-day,each-day,Each day.,daily floor,TRUE,meals-kitchen-book,,\n",
    )
    meals, accounts = check_case(hillside.root).agreement.clauses
    (duty,) = meals.obligations
    assert (duty.quantity, duty.per, duty.unit, duty.bearer) == (90, "day", "meals", "town")
    assert [(one.of_the_text, str(one.promised)) for one in duty.readings] == [
        (False, "88.5"),
        (True, "None"),
    ]
    assert duty.readings[0].window_first is not None
    assert [one.due.said for one in accounts.obligations] == ["72 hours", "72 hours"]
    hillside.change("88.5", "many", "readings.csv")
    found = hillside.only()
    assert (found.file, found.line, found.column, found.code) == ("readings.csv", 2, "promised", "wrong-type")


def test_a_file_named_twice(apart: Folder) -> None:
    apart.change('documents = "documents.csv"', 'documents = "documents.csv"\nsources = "documents.csv"')
    assert "file-twice" in {problem.code for problem in apart.problems()}
