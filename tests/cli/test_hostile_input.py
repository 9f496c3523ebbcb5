"""Devices, endless files, files of another kind and a full disk are told as what they are."""

import os
import resource
import sqlite3
import subprocess
from pathlib import Path

import pytest
from django.db import OperationalError

from cli.conftest import Run
from holdfast.cli.main import main, refused_by_machine


@pytest.mark.parametrize(
    "words", [("witness", "cosign"), ("seal", "accept"), ("capture", "--from")], ids=lambda words: words[0]
)
def test_a_device_is_not_read(holdfast: Run, desk: Path, words: tuple[str, ...], tmp_path: Path) -> None:
    done = holdfast(*words, "/dev/zero", desk=desk)
    assert done.returncode == 2 and "is not a file" in done.stderr
    large = tmp_path / "large"
    with large.open("wb") as file:
        os.truncate(file.fileno(), 3_000_000_000)
    done = holdfast(*words, large, desk=desk)
    assert done.returncode == 2 and "has more than the" in done.stderr


NAMED = [
    (("check",), "draft-not-found"),
    (("extract",), "draft-not-found"),
    (("audit",), "statements-unreadable"),
    (("match", "a rumour", "--claims"), "draft-not-found"),
    (("match", "--queries"), "draft-not-found"),
    (("--as", "ada", "claim", "import"), "draft-not-found"),
]


@pytest.mark.parametrize(("words", "code"), NAMED, ids=lambda one: one[-1] if isinstance(one, tuple) else one)
def test_what_a_command_of_claims_cannot_read_has_a_code_and_a_way_out(
    holdfast: Run, desk: Path, words: tuple[str, ...], code: str, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for named in (tmp_path / "none.csv", "/dev/zero", pipe):
        done = holdfast(*words, named, desk=desk)
        assert done.returncode == 1 and f"({code})" in done.stderr, done.stderr
        assert "Nothing was" in done.stderr and "Traceback" not in done.stderr
    folder = tmp_path / "folder"
    folder.mkdir()
    done = holdfast(*words, folder, desk=desk)
    expected = "case-unreadable" if words == ("audit",) else code
    assert done.returncode == 1 and f"({expected})" in done.stderr and "folder" in done.stderr


def test_what_is_written_into_a_pipe_is_read(holdfast: Run, desk: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = subprocess.Popen(["sh", "-c", 'sleep 1; printf "342 boats came" > "$1"', "sh", str(pipe)])
    done = holdfast("extract", pipe, "--json", desk=desk)
    writer.wait(30)
    assert done.returncode == 0 and '"value": 342' in done.stdout, done.stderr


def test_an_address_of_another_kind_and_a_case_that_is_not_there_are_told(holdfast: Run, desk: Path) -> None:
    done = holdfast("check", "ftp://one.example/a", desk=desk)
    assert done.returncode == 1 and "is no address that is read here" in done.stderr
    done = holdfast("audit", "nobody", desk=desk)
    assert done.returncode == 1 and "(statements-unreadable)" in done.stderr
    assert "no file, no folder and no loaded case 'nobody'" in done.stderr


def test_a_list_that_is_no_text_is_named(holdfast: Run, desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "doc.pdf"
    file.write_bytes(b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n")
    done = holdfast("capture", "--from", file, desk=desk)
    assert done.returncode == 2 and "is not a text in UTF-8" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("match", "\udcff\udcfe 342"),
        ("extract", "\udcff"),
        ("audit", "caf\udce9"),
        ("claim", "add", "\udcff 5 boats"),
    ],
    ids=lambda words: words[0],
)
def test_bytes_that_are_no_letters_are_told_before_any_command_reads_them(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    told = capsys.readouterr().err
    assert stopped.value.code == 1 and "argument-not-text" in told and "defect" not in told


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("disk I/O error"),
        OperationalError("database or disk is full"),
        OSError(28, "No space left on device", "/desk/objects/new"),
        OSError(27, "File too large"),
    ],
    ids=str,
)
def test_a_full_disk_is_no_defect(error: Exception) -> None:
    wrapped = RuntimeError("while closing")
    wrapped.__cause__ = error
    for one in (error, wrapped):
        found = refused_by_machine(one)
        assert found is not None and found.code == "file-trouble"


def test_other_trouble_is_not_the_disk() -> None:
    assert refused_by_machine(OperationalError("no such table: evidence_capture")) is None
    assert refused_by_machine(sqlite3.OperationalError('near "x": syntax error')) is None
    assert refused_by_machine(KeyError("x")) is None


def test_a_disk_that_ends_while_writing(holdfast: Run, desk: Path) -> None:
    """The desk's own files may not grow any more, as where a disk or a quota is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    store = (desk / "holdfast.sqlite3").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (min(store, 4096), before[1]))
    try:
        done = holdfast("account", "add", "zoe", "--role", "editor", desk=desk)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert done.returncode == 1
    assert "(file-trouble)" in done.stderr and "defect" not in done.stderr
