"""A desk of its own for each test, and the command as a person runs it: in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stores import made_once

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
Run = Callable[..., subprocess.CompletedProcess[str]]


def bare_environment() -> dict[str, str]:
    """The machine's environment without any desk, person or store named."""
    hidden = ("HOLDFAST", "DATABASE_URL", "DJANGO")
    return {name: value for name, value in os.environ.items() if not name.startswith(hidden)}


def run_holdfast(
    *words: object, cwd: Path, desk: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `holdfast WORDS` in a process of its own, as a person does; a traceback is a failure of any test."""
    named = {"HOLDFAST_DESK": str(desk)} if desk else {}
    done = subprocess.run(
        [sys.executable, "-c", "from holdfast.cli.main import main; main()", *map(str, words)],
        cwd=cwd,
        env={**bare_environment(), **named, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def holdfast(tmp_path: Path) -> Run:
    """Run `holdfast WORDS`; the caller looks at the exit code, stdout and stderr."""

    def run(*words: object, desk: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return run_holdfast(*words, cwd=tmp_path, desk=desk, **environment)

    return run


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk just made, with one account, ada (admin); copied, never written."""

    def make(room: Path) -> None:
        done = run_holdfast(
            "init", room / "desk", "--admin", "ada", "--published-by", "The test coalition", cwd=room
        )
        assert done.returncode == 0, done.stderr

    return made_once(tmp_path_factory, "new-desk", make) / "desk"


@pytest.fixture(scope="session")
def full_desk(new_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with the example of the Minsk ceasefire loaded and its figures published; copied, never written."""

    def make(room: Path) -> None:
        shutil.copytree(new_desk, room / "desk")
        for words in (
            ["load", EXAMPLES / "minsk-ceasefire-osce"],
            ["publish", "--all", "--reason", "First publication"],
        ):
            done = run_holdfast(*words, cwd=room, desk=room / "desk")
            assert done.returncode == 0, done.stderr

    return made_once(tmp_path_factory, "full-desk", make) / "desk"


@pytest.fixture
def desk(new_desk: Path, tmp_path: Path) -> Path:
    """A new desk of the test's own."""
    shutil.copytree(new_desk, tmp_path / "desk")
    return tmp_path / "desk"


@pytest.fixture
def loaded(full_desk: Path, tmp_path: Path) -> Path:
    """A desk of the test's own with an example in it."""
    shutil.copytree(full_desk, tmp_path / "desk")
    return tmp_path / "desk"


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    """The JSON a command printed, which is all it printed on stdout."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
