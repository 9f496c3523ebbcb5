"""Names that imply folders without end, and letters under a heap of marks, are refused, in little memory."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from evidence.engine.making import Export
from evidence.engine.test_zip_bytes import by_both
from holdfast.evidence.engine.packages import names_problems
from holdfast.evidence.engine.results import Unreadable
from holdfast.evidence.engine.zips import name_unfit
from holdfast.evidence.standalone import verify_py
from waiting import PATIENCE, no_hang

MEMORY = 200 << 20
# The program itself, and then the most memory it held: a child's own figure holds that of the process it came from.
MEASURED = """
import runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    print([line for line in open("/proc/self/status") if line.startswith("VmHWM")][0], file=sys.stderr)
"""
MARKS = "\u0301\u0327"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "verify.py"
    path.write_text(verify_py(), encoding="utf-8")
    return path


def zip_of(names: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "data/export.json", *names):
            package.writestr(name, b"{}")
    return out.getvalue()


ZIPS = {
    "deep": lambda: zip_of([f"{number}/" + "a/" * 495 + "x" for number in range(6000)]),
    "wide": lambda: zip_of([f"{number}/" + "abcdefghi/" * 29 + "x" for number in range(12000)]),
    "deep folders": lambda: zip_of(["/".join(["a"] * 400) + f"/{number}/" for number in range(6000)]),
    "marks": lambda: zip_of(["data/a" + MARKS * 240 + str(number) for number in range(6000)]),
}


@pytest.mark.parametrize("case", ZIPS)
def test_it_is_refused_in_little_memory(program: Path, tmp_path: Path, case: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(ZIPS[case]())
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", MEASURED, str(program), str(path), "--json"],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert int(done.stderr.split()[-2]) * 1024 < MEMORY
    said = json.loads(done.stdout)
    assert said["result"] == "failed"
    assert by_both(program, path)
    why = said["checks"][0]["why"]
    assert any(words in why for words in ("deeper in folders", "more folders", "holds what no name holds"))


def test_a_list_of_files_with_a_mountain_of_marks_is_refused(program: Path, tmp_path: Path) -> None:
    folder = Export(tmp_path / "export").write()
    with (folder / "manifest-sha256.txt").open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  data/a{MARKS * 400_000}\n")
    with no_hang():
        result, why = by_both(program, folder)["bag"]
    assert result == "failed"
    assert "gives a name that no file has" in why


def test_a_folder_that_is_too_deep_is_refused(program: Path, tmp_path: Path) -> None:
    folder = Export(tmp_path / "export").write()
    (folder / "data" / "/".join(["a"] * 40)).mkdir(parents=True)
    result, why = by_both(program, folder)["bag"]
    assert result == "failed"
    assert "lies deeper than any file of an export" in why


def test_names_of_every_script_stay_fit() -> None:
    for name in (
        "data/\u0627\u0644\u0645\u064e\u0651\u062f\u0650\u064a\u0646\u064e\u0629/a",
        "a" + "\u0301" * 30,
        "a/" * 31 + "x",
    ):
        assert name_unfit(name) is None
    assert name_unfit("a" + "\u0301" * 31)
    assert name_unfit("a/" * 32 + "x")


def test_folders_have_an_end_and_many_captures_are_within_it() -> None:
    assert names_problems([f"data/captures/E-{number:06}/a.txt" for number in range(200_000)], []) == []
    with pytest.raises(Unreadable, match="more folders"):
        names_problems([f"data/{'x' * 200}{number}/a/b/c/d" for number in range(20_000)], [])
