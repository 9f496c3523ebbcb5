"""A demo's desk is somebody's work as soon as it is there: it is kept, and made anew only when told to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import EXAMPLES, Run, bare_environment


@pytest.mark.slow
def test_a_demo_is_kept_and_opened(holdfast: Run, tmp_path: Path) -> None:
    desk = tmp_path / "demo"
    words = ("--desk", desk, "demo", "--no-serve", "--examples", EXAMPLES)
    first = holdfast(*words)
    assert first.returncode == 0, first.stderr
    assert f"--desk {desk} --as demo-editor account password demo-editor" in first.stderr
    added = holdfast("--desk", desk, "--as", "demo-editor", "account", "add", "guest")
    assert added.returncode == 0, added.stderr

    again = holdfast(*words)
    assert again.returncode == 0 and "is kept as it is" in again.stderr
    assert "holdfast demo --again" in again.stderr and "account password" in again.stderr
    assert "guest" in holdfast("--desk", desk, "account", "list").stdout

    (desk / "demo").write_text("begun", encoding="utf-8")
    refused = holdfast(*words)
    assert refused.returncode == 1 and "demo-not-whole" in refused.stderr
    assert "guest" in holdfast("--desk", desk, "account", "list").stdout

    waits = [sys.executable, "-c", "input()", "--desk", str(desk), "serve"]
    server = subprocess.Popen(waits, env=bare_environment(), stdin=subprocess.PIPE)
    try:
        served = holdfast(*words, "--again")
    finally:
        server.communicate(b"\n", timeout=10)
    if sys.platform == "linux":
        assert served.returncode == 1 and "demo-served" in served.stderr
        assert "guest" in holdfast("--desk", desk, "account", "list").stdout

    anew = holdfast(*words, "--again")
    assert anew.returncode == 0, anew.stderr
    assert "guest" not in holdfast("--desk", desk, "account", "list").stdout


def test_another_folder_is_left_alone(holdfast: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("dear", encoding="utf-8")
    for more in ((), ("--again",)):
        done = holdfast("--desk", tmp_path / "mine", "demo", "--no-serve", "--examples", EXAMPLES, *more)
        assert done.returncode == 1 and "not-a-demo" in done.stderr
    assert (tmp_path / "mine" / "letter").read_text(encoding="utf-8") == "dear"
