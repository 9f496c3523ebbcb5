"""A load that is cut off, by a full disk or by kill -9, leaves the store and its journal as they were."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from cases.folders import Folder
from cases.store import stored
from holdfast.cases import actions
from holdfast.cases.actions import load_case
from holdfast.cases.errors import StoreRefused
from holdfast.journal.queries import verify
from holdfast.people.types import Viewer

pytestmark = pytest.mark.django_db(transaction=True)

sqlite_only = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="speaks of SQLite's own file")

ROWS = 20_000 if os.environ.get("HOLDFAST_DRILLS") == "long" else 6_000


def many_days(folder: Folder, rows: int) -> None:
    """A spreadsheet of so many days, backwards from 2026."""
    lines = [f"{2026 - n // 336:04d}-{n % 336 // 28 + 1:02d}-{n % 28 + 1:02d},{n},\n" for n in range(rows)]
    folder.write("meals.csv", "day,meals,remark\n" + "".join(lines))


@sqlite_only
@pytest.mark.parametrize("room", [0, 3, 20, 80])
def test_a_full_disk_leaves_everything_as_it_was(hillside: Folder, alice: Viewer, room: int) -> None:
    many_days(hillside, 3_000)
    before = stored()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # so that no free page is left inside the file
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + room}")
    try:
        with pytest.raises(StoreRefused, match="full") as caught:
            load_case(alice, hillside.root)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 4294967294")
    assert "as they were before" in str(caught.value)
    assert stored() == before
    assert verify().ok
    assert load_case(alice, hillside.root).added == 3_000


def test_an_error_at_the_very_end_leaves_everything_as_it_was(
    hillside: Folder, alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored()

    def cut_off(self: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(actions._Loading, "content", cut_off)
    with pytest.raises(KeyboardInterrupt):
        load_case(alice, hillside.root)
    assert stored() == before
    monkeypatch.undo()
    assert load_case(alice, hillside.root).wrote


LOADER = """
import sys, time
import django
django.setup()
from holdfast.cases import actions
from holdfast.people.queries import viewer_for
stage = sys.argv[2]
written = actions._Loading._case
def slow(self, agreement):
    written(self, agreement)
    if stage == "before the line":
        print("now", flush=True); time.sleep(600)
actions._Loading._case = slow
content = actions._Loading.content
def slow_content(self):
    if stage == "at the line":
        print("now", flush=True); time.sleep(600)
    return content(self)
actions._Loading.content = slow_content
def tell(what):
    if what == stage:
        print("now", flush=True); time.sleep(600)
actions.load_case(viewer_for("alice"), sys.argv[1], progress=tell)
"""


@sqlite_only
@pytest.mark.slow
@pytest.mark.parametrize("stage", ["agreement", "before the line", "at the line"])
def test_kill_9_leaves_everything_as_it_was(
    hillside: Folder, tmp_path: Path, desk_of_alice: Path, stage: str
) -> None:
    desk = tmp_path / "desk"
    shutil.copytree(desk_of_alice, desk)
    environment = {
        **{
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "HOLDFAST_DESK")
        },
        "HOLDFAST_DESK": str(desk),
        "DJANGO_SETTINGS_MODULE": "holdfast.settings",
    }

    def run(program: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    before = run(DUMP)
    many_days(hillside, ROWS)
    loading = subprocess.Popen(
        [sys.executable, "-c", LOADER, str(hillside.root), stage],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert loading.stdout is not None
        assert loading.stdout.readline() == "now\n"
        os.kill(loading.pid, signal.SIGKILL)
        assert loading.wait(30) == -signal.SIGKILL
    finally:
        loading.kill()
        loading.wait(30)
        if loading.stdout is not None:
            loading.stdout.close()
    assert run(DUMP) == before
    assert f"{ROWS} loaded" in run(
        LOADER.replace("stage = sys.argv[2]", "stage = ''") + f"\nprint('{ROWS} loaded')", str(hillside.root)
    )


DUMP = """
import django
django.setup()
from django.apps import apps
from django.db import connection
from holdfast.journal.queries import verify
assert verify().ok
with connection.cursor() as cursor:
    cursor.execute("PRAGMA integrity_check")
    assert cursor.fetchone()[0] == "ok"
    for room in ("journal", "people", "sources", "record", "agreements", "figures", "cases"):
        for model in apps.get_app_config(room).get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            print(model._meta.db_table, sorted(cursor.fetchall(), key=repr))
"""
