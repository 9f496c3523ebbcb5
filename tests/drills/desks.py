"""A desk of a drill's own: made once, copied for each, filled and killed in processes of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from cases.test_interrupted_loads import DUMP

LONG = (
    os.environ.get("HOLDFAST_DRILLS") == "long"
)  # `make drills`; else the short forms that belong to `make test`
STORE = ("holdfast.sqlite3", "holdfast.sqlite3-wal")
LOAD = """
import sys
import django
django.setup()
from holdfast.cases.actions import load_case
from holdfast.people.queries import viewer_for
print("begun", flush=True)
load_case(viewer_for("alice"), sys.argv[1])
print("done", flush=True)
"""


def environment(desk: Path) -> dict[str, str]:
    """The machine's environment with this desk, and no other store, named."""
    hidden = ("DATABASE_URL", "HOLDFAST", "DJANGO")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    return {**kept, "HOLDFAST_DESK": str(desk), "DJANGO_SETTINGS_MODULE": "holdfast.settings"}


def run(desk: Path, program: str, *words: object) -> str:
    """What a program prints that runs to its end on this desk."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, *map(str, words)],
        env=environment(desk),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def start(desk: Path, program: str, *words: object) -> subprocess.Popen[str]:
    """A program that is still running on this desk, after its first line."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", program, *map(str, words)],
        env=environment(desk),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


def stop(process: subprocess.Popen[str]) -> None:
    """End a process of ours at once, as a power cut does."""
    process.kill()
    process.wait(30)
    if process.stdout is not None:
        process.stdout.close()


def copied(desk: Path, to: Path) -> Path:
    """The desk as its files stand now, in another folder; the index of the log is left behind, as after a crash."""
    shutil.copytree(desk, to, ignore=shutil.ignore_patterns("*-shm"))
    return to


def standing(desk: Path) -> str:
    """Every row of the store; fails where the journal or the file is not whole."""
    return run(desk, DUMP)
