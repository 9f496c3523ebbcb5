"""An update killed at any of its steps leaves the case as it was or as it will be, and the next one goes on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cases.folders import Folder
from cases.updates.publisher import FIRST, Publisher
from evidence.capturing.site import served

sqlite_only = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="speaks of SQLite's own file")

UPDATER = """
import os, signal, sys
import django
django.setup()
from holdfast.cases import actions, looking, updates
from holdfast.cases.updates import update_cases
from holdfast.people.queries import viewer_for
stage = sys.argv[1]
def dies(module, name, after=False):
    did = getattr(module, name)
    def die(*args, **more):
        made = did(*args, **more) if after else None
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(module, name, die)
if stage == "judged":
    dies(looking.Look, "judge_file", after=True)
elif stage == "captured":
    dies(updates, "capture_addresses", after=True)
elif stage == "kept":
    dies(actions, "keep_case", after=True)
elif stage == "loaded":
    dies(updates, "load_case", after=True)
elif stage == "told":
    dies(updates, "_move_on", after=True)
print([(one.outcome.value, one.new) for one in update_cases(viewer_for("alice"))])
"""

LOAD = """
import sys
import django
django.setup()
from holdfast.cases.actions import load_case
from holdfast.people.queries import viewer_for
load_case(viewer_for("alice"), sys.argv[1])
"""

HELD = """
import django
django.setup()
from django.apps import apps
from django.db import connection
from holdfast.evidence.queries.vault import verify_vault
from holdfast.people.queries import viewer_for
from holdfast.people.types import Level
from holdfast.journal.queries import verify
from dataclasses import replace
assert verify().ok
checked = verify_vault(replace(viewer_for("alice"), clearance=Level.RESTRICTED))
assert not checked.problems, checked.problems
with connection.cursor() as cursor:
    for room in ("sources", "record", "agreements", "figures", "cases"):
        for model in apps.get_app_config(room).get_models():
            if model.__name__ != "Watched":
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
                print(model._meta.db_table, sorted(cursor.fetchall(), key=repr))
"""


@sqlite_only
@pytest.mark.slow
@pytest.mark.parametrize("stage", ["judged", "captured", "kept", "loaded", "told"])
def test_kill_9_leaves_nothing_half(
    hillside: Folder, tmp_path: Path, desk_of_alice: Path, stage: str
) -> None:
    desk = tmp_path / "desk"
    shutil.copytree(desk_of_alice, desk)
    hidden = ("DATABASE_URL", "HOLDFAST_DESK")
    environment = {
        **{name: value for name, value in os.environ.items() if name not in hidden},
        "HOLDFAST_DESK": str(desk),
        "DJANGO_SETTINGS_MODULE": "holdfast.settings",
    }

    def run(program: str, *words: str, dies: bool = False) -> str:
        done = subprocess.run(
            [sys.executable, "-c", program, *words],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == (-signal.SIGKILL if dies else 0), done.stderr
        return done.stdout

    with served(Publisher()) as publisher:
        assert isinstance(publisher, Publisher)
        with (desk / "desk.toml").open("a") as file:
            file.write(f'\n[egress]\ntest_hosts = ["{publisher.host}"]\n')
        before = run(LOAD + HELD, str(publisher.watch(hillside).root))
        publisher.gives((*FIRST, ("2026-03-09", "93", "")))
        run(UPDATER, stage, dies=True)
        assert run(HELD) == before
        assert run(UPDATER, "none") == "[('loaded', 1)]\n"
        assert run(UPDATER, "none") == "[('same', 0)]\n"
