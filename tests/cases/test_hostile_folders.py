"""Nothing outside the folder is read, and nothing in it can hang or break the reader."""

import os
from pathlib import Path

import pytest

from cases.folders import Folder
from holdfast.base.errors import Problems
from holdfast.cases import folder as folder_module
from holdfast.cases.check import check_case


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../meals.csv", "file-outside"),
        ("/etc/passwd.csv", "file-outside"),
        ("a/../../meals.csv", "file-outside"),
        ("C:meals.csv", "file-outside"),
        ("a\\\\..\\\\meals.csv", "file-name"),
        ("nowhere.csv", "file-missing"),
        ("meals.exe", "file-kind"),
        ("case.toml", "file-kind"),
        ("meals.csv/../meals.csv", "file-outside"),
        ("a" * 300 + ".csv", "file-name"),
    ],
)
def test_a_name_that_leads_elsewhere(hillside: Folder, name: str, code: str) -> None:
    line = hillside.line('file = "meals.csv"')
    found = hillside.change('file = "meals.csv"', f'file = "{name}"').only()
    assert (found.file, found.line, found.column, found.code) == ("case.toml", line, "file", code)


def test_a_link_that_leads_outside_is_not_followed(hillside: Folder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("day,meals,remark\n2026-03-02,1,the secret\n", encoding="utf-8")
    (hillside.root / "meals.csv").unlink()
    (hillside.root / "meals.csv").symlink_to(secret)
    found = hillside.only()
    assert found.code == "file-outside"
    assert "the secret" not in str(found)


def test_a_folder_that_is_a_link_is_not_followed(hillside: Folder, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (hillside.root / "meals.csv").rename(tmp_path / "other" / "meals.csv")
    (hillside.root / "inner").symlink_to(tmp_path / "other")
    assert hillside.change('"meals.csv"', '"inner/meals.csv"').only().code == "file-outside"


def test_a_link_within_the_folder_is_a_file_of_it(hillside: Folder) -> None:
    (hillside.root / "meals.csv").rename(hillside.root / "real.csv")
    (hillside.root / "meals.csv").symlink_to("real.csv")
    assert check_case(hillside.root).observations.height == 7


def test_a_link_in_a_circle(hillside: Folder) -> None:
    (hillside.root / "meals.csv").unlink()
    (hillside.root / "meals.csv").symlink_to("meals.csv")
    assert hillside.only().code in ("file-unreadable", "file-missing")


def test_the_case_file_itself_is_no_link_out(hillside: Folder, tmp_path: Path) -> None:
    (hillside.root / "case.toml").rename(tmp_path / "case.toml")
    (hillside.root / "case.toml").symlink_to(tmp_path / "case.toml")
    assert hillside.only().code == "file-outside"


def test_a_folder_in_place_of_a_file(hillside: Folder) -> None:
    (hillside.root / "meals.csv").unlink()
    (hillside.root / "meals.csv").mkdir()
    assert hillside.only().code == "file-kind"


def test_a_pipe_does_not_hang(hillside: Folder) -> None:
    (hillside.root / "meals.csv").unlink()
    os.mkfifo(hillside.root / "meals.csv")
    assert hillside.only().code == "file-kind"


def test_a_file_that_is_too_large(hillside: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(folder_module.LIMITS, ".csv", 100)
    found = hillside.only()
    assert (found.code, found.column) == ("file-too-large", "file")


def test_a_file_that_may_not_be_read(hillside: Folder) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    (hillside.root / "meals.csv").chmod(0)
    assert hillside.only().code == "file-unreadable"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00",
        b"\xff\xfe\x00",
        b"a = " + b"[" * 5000 + b"]" * 5000,
        b"a = " + b"{ a = " * 500 + b"1" + b" }" * 500,
        b"a." * 5000 + b"a = 1",
        b"format = 1\n" + b"x = 1e" + b"9" * 70,
        b"format = " + b"9" * 5000,
        b'format = """',
        b"[[[",
        b"format = 1\ndata = 3\nparties = [1, 2]\nsources = {}\n",
        b"format = 1\n[case.key.x]\n[agreement]\nkey = []\n",
        b'format = 1\n[case]\nkey = "\\u202e"\n',
        b"\x1b[2J = 1",
    ],
)
def test_a_case_file_full_of_nonsense(hillside: Folder, content: bytes) -> None:
    hillside.write("case.toml", content)
    for problem in hillside.problems():
        assert str(problem).isprintable()


def test_a_million_problems_are_not_listed_one_by_one(hillside: Folder) -> None:
    hillside.add("\n" + "".join(f"[[sauces{n}]]\n" for n in range(3000)))
    found = hillside.problems()
    assert len(found) == 1001
    assert found[-1].code == "more" or any(problem.code == "more" for problem in found)


def test_problems_are_of_the_one_root(hillside: Folder) -> None:
    with pytest.raises(Problems, match="Nothing was written"):
        check_case(hillside.write("case.toml", "x = ").root)
