"""Several processes that capture at once: every key once, one chain, every request answered once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from evidence.capturing.site import Site, answer, served
from stores import desk_with

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage, pytest.mark.slow]

SETUP = "import sys, django; django.setup()\n"
MAKE = (
    SETUP
    + """
from holdfast.evidence.actions.capture_requests import request_captures
from holdfast.evidence.types import CaptureWish
from holdfast.people.actions import add_account
from holdfast.people.types import Level, Role
adam = add_account(viewer=None, username="adam", name="Adam", role=Role.ADMIN, clearance=Level.RESTRICTED,
    password="a long enough invented phrase")
wishes = [CaptureWish(f"{sys.argv[1]}/{number}") for number in range(40)]
print(request_captures(adam, wishes=wishes).lot)
"""
)
WORK = (
    SETUP
    + """
from holdfast.evidence.actions.capture_work import work_lot
from holdfast.people.queries import viewer_for
work_lot(viewer_for("adam"), lot=sys.argv[1])
"""
)
CAPTURE = (
    SETUP
    + """
from holdfast.evidence.actions.capture import capture_addresses
from holdfast.people.queries import viewer_for
for number in range(10):
    capture_addresses(viewer_for("adam"), addresses=[f"{sys.argv[1]}/{number}"])
"""
)
LOOK = (
    SETUP
    + """
from holdfast.evidence.models import Capture, CaptureRequest
from holdfast.cli.who import operator
from holdfast.evidence.queries.vault import verify_vault
seen = verify_vault(operator())
assert seen.ok, seen.problems
keys = list(Capture.objects.order_by("id").values_list("key", flat=True))
assert keys == [f"E-{number:04d}" for number in range(1, len(keys) + 1)], keys
answered = set(CaptureRequest.objects.filter(state="done").values_list("capture__key", flat=True))
print(len(keys), len(answered))
"""
)


def test_two_workers_and_two_people_at_once(tmp_path: Path, empty_store: Path | None) -> None:
    with served(Site({f"/{number}": answer(f"<p>page {number}".encode()) for number in range(40)})) as site:
        desk = desk_with(empty_store, tmp_path / "desk")
        with (desk / "desk.toml").open("a", encoding="utf-8") as file:
            file.write(f'\n[egress]\ntest_hosts = ["{site.host}"]\n')
        env = {
            "PATH": os.environ["PATH"],
            "HOLDFAST_DESK": str(desk),
            "DJANGO_SETTINGS_MODULE": "holdfast.settings",
        }
        if connection.vendor == "postgresql":
            given = connection.settings_dict
            who = f"{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
            env["DATABASE_URL"] = f"postgresql://{who}/{given['NAME']}"
        base = f"http://{site.host}"
        lot = ended(started(MAKE, env, base)).strip()
        racing = [started(WORK, env, lot), started(WORK, env, lot)]
        racing += [started(CAPTURE, env, base), started(CAPTURE, env, base)]
        for process in racing:
            ended(process)
        # Forty of the lot, each answered once whoever was at it; ten of each person.
        assert ended(started(LOOK, env)).split() == ["60", "40"]


def started(code: str, env: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out
