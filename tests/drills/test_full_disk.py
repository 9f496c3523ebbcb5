"""The disk is full for the command as a person runs it: an error in words, and a desk as it was."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from cases.folders import Folder
from cases.test_interrupted_loads import many_days
from drills.desks import LONG, environment, standing

# Room for nothing, for the first pages, for half of what a load of these rows writes.
ROOMS = (0, 40_000, 400_000, 1_000_000, 2_000_000) if LONG else (0, 400_000)


@pytest.fixture
def large_case(tmp_path: Path) -> Path:
    """The hillside case with 20,000 days: a load writes more than an empty store holds."""
    folder = Folder(tmp_path)
    many_days(folder, 20_000)
    return folder.root


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_for_a_load(desk: Path, large_case: Path, room: int) -> None:
    """The system refuses to let any file grow past its size now and so many bytes more."""
    before = standing(desk)
    size = max(path.stat().st_size for path in desk.glob("holdfast.sqlite3*"))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room or size, room or size))

    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from holdfast.cli.main import main; main()",
            "--as",
            "alice",
            "load",
            str(large_case),
        ],
        env=environment(desk),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=limit,
    )
    assert done.returncode != 0 and "Traceback" not in done.stderr, done.stderr
    assert "store-refused" in done.stderr, done.stderr
    assert standing(desk) == before
