"""Writers in several processes leave one custody log; one killed in the middle leaves nothing of its action."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from stores import desk_with

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]

SETUP = """
import os, signal, sys, django
django.setup()
from holdfast.evidence.custody import append
from holdfast.evidence.types import Event, Verb
from holdfast.journal.actions import recording

def enter(actor, count, killed=False):
    with recording(actor=actor, verb="view_captures", object_key=f"captures:{count}") as entry:
        entry.commit_to([f"E-{n}" for n in range(count)])
        events = [Event(Verb.VIEWED, f"E-{n}", {"capture": f"E-{n}"}) for n in range(count)]
        append(events, actor=actor, batch=entry.batch)
        if killed:
            os.kill(os.getpid(), signal.SIGKILL)
"""
WRITER = SETUP + "\nfor n in range(20): enter(sys.argv[1], 1 + n % 3)"
KILLED = SETUP + "\nenter('alice', 3, killed=True)"
CHECK = (
    SETUP
    + """
from holdfast.evidence.queries.vault import verify_vault
from holdfast.people.types import Level, Role, Viewer
found = verify_vault(Viewer(key="", name="", role=Role.ADMIN, clearance=Level.RESTRICTED, signed_in=False))
assert found.ok, found.problems
print(found.entries)
"""
)


@pytest.fixture
def store(tmp_path: Path, empty_store: Path | None) -> dict[str, str]:
    """The environment of a process at a desk of its own: a SQLite file, or the PostgreSQL of this run."""
    desk_with(empty_store, tmp_path / "desk")
    env = {"PATH": os.environ["PATH"], "HOLDFAST_DESK": str(tmp_path / "desk")}
    env["DJANGO_SETTINGS_MODULE"] = "holdfast.settings"
    if connection.vendor == "postgresql":
        given = connection.settings_dict
        env["DATABASE_URL"] = (
            f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
        )
    return env


def run(code: str, env: dict[str, str]) -> str:
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_three_writers_leave_one_log(store: dict[str, str]) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, name], env=store, stderr=subprocess.PIPE, text=True)
        for name in ("alice", "bob", "carol")
    ]
    said = [writer.communicate(timeout=120)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0], said
    assert run(CHECK, store) == str(3 * sum(1 + n % 3 for n in range(20)))


def test_a_writer_killed_in_the_middle_leaves_nothing(store: dict[str, str]) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED], env=store, timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert run(CHECK, store) == "0"
