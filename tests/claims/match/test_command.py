"""`holdfast match` answers from a file of claims without a desk, and says plainly what it cannot read."""

import json
from pathlib import Path

import pytest

from holdfast.cli.main import main

ROWS = "1\tThe council sold the iron bridge in 2019.\tBridge\n2\tEgypt let 600 trucks into Gaza.\tTrucks\n"


@pytest.fixture(autouse=True)
def _no_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOLDFAST_DESK", raising=False)


@pytest.fixture
def known(tmp_path: Path) -> Path:
    path = tmp_path / "claims.tsv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def run(*words: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    try:
        main([str(word) for word in words])
        code = 0
    except SystemExit as stop:
        code = int(stop.code or 0)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_it_works(known: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("match", "Egypt let 6000 trucks into Gaza", "--claims", known, "--json", capsys=capsys)
    found = json.loads(out)
    assert code == 0
    assert found["decision"] == "candidates"
    first = found["candidates"][0]
    assert first["claim"] == "2"
    assert first["text"].startswith("Egypt")
    assert {"kind": "figure", "rumour": "6000", "claim": "600"} in first["differences"]


def test_text_for_people_shows_three_with_their_differences(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run("match", "The council never sold the iron bridge", "--claims", known, capsys=capsys)
    assert code == 0
    assert out.startswith("Candidates")
    assert "negation: rumour never | claim (nothing)" in out


def test_many_rumours_at_once_give_five_candidates_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = tmp_path / "claims.tsv"
    claims.write_text(
        "".join(f"c{at}\tThe iron bridge number 4{at} was sold\t\n" for at in range(9)), encoding="utf-8"
    )
    asked = tmp_path / "rumours.tsv"
    asked.write_text('q1\tthe "iron bridge 44 was sold\nq2\tsomething else\n', encoding="utf-8")
    code, out, _ = run("match", "--queries", asked, "--claims", claims, "--json", capsys=capsys)
    found = json.loads(out)["queries"]
    assert code == 0
    assert list(found) == ["q1", "q2"]
    assert len(found["q1"]["candidates"]) == 5
    assert found["q1"]["candidates"][0]["claim"] == "c4"
    assert set(found["q2"]) >= {"candidates", "decision"}


@pytest.mark.parametrize(
    "written",
    [
        "\ufeffid\tclaim\ttitle\n" + ROWS,
        "title\tid\tclaim\tmore\nT\t1\tThe council sold the iron bridge in 2019.\tx\n",
        "ID\tClaim\n1\tThe council sold the iron bridge in 2019.\r\n\r\n",
        '1\tThe council sold the "iron bridge in 2019.\tBridge\tsub\tand\tmore\n2\t"x\ty\n',
    ],
)
def test_headers_marks_quotes_and_more_columns_are_taken(
    written: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "claims.tsv"
    path.write_bytes(written.encode())
    code, out, _ = run("match", "the iron bridge was sold in 2019", "--claims", path, "--json", capsys=capsys)
    assert code == 0
    assert json.loads(out)["candidates"][0]["claim"] == "1"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "holds no claim"),
        (b"id\ttitle\n1\tx\n", "no column claim"),
        (b"1\n2\n", "Line 1 has no claim"),
        (b"\x00\x01\x02PK", "not a text"),
        (b"1\t\xff\xfe\n", "UTF-8"),
        (b"1\ta claim\n1\tanother\n", "second time"),
        (b"1\t" + b"word " * 1_000_000 + b"\n", "characters"),
    ],
)
def test_claims_that_cannot_be_read_are_refused_in_words(
    data: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "claims.tsv"
    path.write_bytes(data)
    code, out, err = run("match", "a rumour", "--claims", path, "--json", capsys=capsys)
    assert (code, out) == (1, "")
    told = json.loads(err)["error"]
    assert told["code"] == "claims-not-readable"
    assert says in told["what_happened"]


@pytest.mark.parametrize("rumour", ["", "   ", "!!! …", "a\x00b", "word " * 1_000_000])
def test_a_rumour_that_cannot_be_read_is_refused_in_words(
    rumour: str, known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run("match", rumour, "--claims", known, "--json", capsys=capsys)
    assert (code, out) == (1, "")
    assert json.loads(err)["error"]["code"] == "rumour-not-readable"


def test_nothing_to_look_for_and_nothing_to_look_through_are_usage_errors(
    known: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("match", "--claims", known, capsys=capsys)[0] == 2
    code, _, err = run("match", "a rumour", capsys=capsys)
    assert code == 2
    assert "--claims" in err
