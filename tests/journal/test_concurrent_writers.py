"""Writers in several processes leave one unbroken chain; one killed in the middle leaves nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from stores import desk_with

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]

SETUP = "import django; django.setup();"
WRITER = (
    SETUP
    + """
import sys
from holdfast.journal.actions import recording
for n in range(int(sys.argv[2])):
    with recording(actor=sys.argv[1], verb="add_thing", object_key=f"thing:{n}") as entry:
        entry.commit_to({"n": n})
"""
)
KILLED = (
    SETUP
    + """
import os, signal
from holdfast.journal.actions import recording
from holdfast.journal.models import Salt
with recording(actor="alice", verb="add_thing", object_key="thing:1") as entry:
    Salt.objects.create(line_seq=999, salt=b"x")
    entry.commit_to("x")
    os.kill(os.getpid(), signal.SIGKILL)
"""
)
VERIFY = (
    SETUP
    + """
from holdfast.journal.queries import lines, verify
found = verify()
assert found.ok, found.problems
print(found.lines, *sorted({line.actor for line in lines(limit=None)}))
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


def test_two_writers_leave_an_unbroken_chain(store: dict[str, str]) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, name, "25"], env=store, stderr=subprocess.PIPE, text=True
        )
        for name in ("alice", "bob", "carol")
    ]
    said = [writer.communicate(timeout=120)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0], said
    assert run(VERIFY, store) == "75 alice bob carol"


def test_a_writer_killed_in_the_middle_leaves_nothing(store: dict[str, str]) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED], env=store, timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert run(VERIFY, store) == "0"
    left = run(SETUP + "from holdfast.journal.models import Salt; print(Salt.objects.count())", store)
    assert left == "0"
