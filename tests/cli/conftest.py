"""A desk of its own for each test, and the command as a person runs it: in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
Run = Callable[..., subprocess.CompletedProcess[str]]


def bare_environment() -> dict[str, str]:
    """The machine's environment without any desk, person or store named."""
    hidden = ("HOLDFAST", "DATABASE_URL", "DJANGO")
    return {name: value for name, value in os.environ.items() if not name.startswith(hidden)}


@pytest.fixture
def holdfast(tmp_path: Path) -> Run:
    """Run `holdfast WORDS`; the caller looks at the exit code, stdout and stderr."""

    def run(*words: object, desk: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        named = {"HOLDFAST_DESK": str(desk)} if desk else {}
        done = subprocess.run(
            [sys.executable, "-c", "from holdfast.cli.main import main; main()", *map(str, words)],
            cwd=tmp_path,
            env={**bare_environment(), **named, **environment},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


@pytest.fixture
def desk(holdfast: Run, tmp_path: Path) -> Path:
    """A new desk with one account, ada (admin)."""
    folder = tmp_path / "desk"
    done = holdfast("init", folder, "--admin", "ada", "--published-by", "The test coalition")
    assert done.returncode == 0, done.stderr
    return folder


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    """The JSON a command printed, which is all it printed on stdout."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
