"""`holdfast export`: from a loaded case to a folder that a stranger checks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cases.folders import Folder
from cli.conftest import Run, answer


@pytest.fixture
def preserved(desk: Path, tmp_path: Path, holdfast: Run) -> Path:
    """A desk with the hillside case, of whose two documents the kitchen book is preserved."""
    assert holdfast("load", Folder(tmp_path).root, desk=desk).returncode == 0
    (tmp_path / "book.csv").write_text("day,meals\n2026-03-02,90\n")
    done = holdfast("capture", "--file", tmp_path / "book.csv", "--document", "kitchen-book", desk=desk)
    assert done.returncode == 0, done.stderr
    return desk


def test_a_case(preserved: Path, tmp_path: Path, holdfast: Run) -> None:
    done = holdfast("export", "case", "hillside", "--to", tmp_path / "out", desk=preserved)
    assert done.returncode == 0, done.stderr
    assert "1 capture in full" in done.stdout and "The verifier says: not checkable." in done.stdout
    assert "– not preserved: agreement-text; there is no capture of it." in done.stdout
    assert "– left out: the part metadata.json of E-0001" in done.stdout
    checked = holdfast("verify", tmp_path / "out")
    assert checked.returncode == 3 and "no authority stamped" in checked.stdout
    alone = subprocess.run(
        [sys.executable, "-I", "-S", str(tmp_path / "out/verify.py"), "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert alone.returncode == 3
    assert not [one for one in json.loads(alone.stdout)["checks"] if one["result"] == "failed"]
    assert "Hillside boarding school" in (tmp_path / "out/data/report.html").read_text()


def test_json_zip_and_what_stands_behind_a_figure(preserved: Path, tmp_path: Path, holdfast: Run) -> None:
    assert holdfast("publish", "--all", desk=preserved).returncode == 0
    words = ("--zip", "--json", "--to", tmp_path / "out.zip")
    said = answer(holdfast("export", "figure", "F-0001", *words, desk=preserved))
    assert (said["captures"], said["result"], said["complete"]) == (["E-0001"], "not checkable", True)
    assert said["left_out"][0]["what"] == "the part metadata.json of E-0001"
    assert {one["result"] for one in said["checks"]} == {"passed", "not checkable"}
    assert answer_of_verify(holdfast("verify", tmp_path / "out.zip", "--json")) == said["checks"]
    again = holdfast("export", "document", "kitchen-book", *words, desk=preserved)
    assert again.returncode == 1 and json.loads(again.stderr)["error"]["code"] == "export-place-unfit"


def answer_of_verify(done: subprocess.CompletedProcess[str]) -> object:
    return json.loads(done.stdout)["checks"]


def test_nothing_to_export(desk: Path, tmp_path: Path, holdfast: Run) -> None:
    assert holdfast("load", Folder(tmp_path).root, desk=desk).returncode == 0
    for words, code in (
        (("case", "hillside"), "nothing-to-export"),
        (("case", "valley"), "case-unknown"),
        (("capture", "E-0009"), "capture-unknown"),
        (("document", "no-such"), "document-unknown"),
    ):
        done = holdfast("export", *words, "--to", tmp_path / "out", desk=desk)
        assert done.returncode == 1 and code in done.stderr
    assert not (tmp_path / "out").exists()
