"""Whoever captures is killed at moments nobody chose: what was acknowledged is there and verifies, nothing is twice."""

import json
import random
import time
from pathlib import Path

import pytest

from drills.desks import LONG, run, start, stop
from evidence.capturing.site import Site, answer, served

KILLS = 50 if LONG else 3
PAGES = 60 * KILLS

ASK = """
import sys
import django
django.setup()
from holdfast.evidence.actions.capture_requests import request_captures
from holdfast.evidence.types import CaptureWish
from holdfast.people.queries import viewer_for
wishes = [CaptureWish(f"{sys.argv[1]}/{number}") for number in range(int(sys.argv[2]))]
print(request_captures(viewer_for("alice"), wishes=wishes).lot)
"""
WORK = """
import sys
import django
django.setup()
from holdfast.evidence.actions.capture_work import work_lot
from holdfast.people.queries import viewer_for
print("begun", flush=True)
# Acknowledged is what the caller was told of.
work_lot(viewer_for("alice"), lot=sys.argv[1], progress=lambda one, done: print(one.capture.key, flush=True))
"""
LOOK = """
import json
import django
django.setup()
from holdfast.cli.who import operator
from holdfast.evidence.models import Capture, CaptureRequest, LogEntry, Part
from holdfast.evidence.queries.vault import verify_vault
from holdfast.evidence.store import open_store
store = open_store()
seen = verify_vault(operator())
print(json.dumps({
    "problems": list(seen.problems),
    "keys": list(Capture.objects.order_by("id").values_list("key", flat=True)),
    "addresses": list(Capture.objects.values_list("address", flat=True)),
    "entries": LogEntry.objects.count(),
    "done": CaptureRequest.objects.filter(state="done").count(),
    "broken": [part.sha256 for part in Part.objects.all() if not store.verify(part.sha256)],
}))
"""


@pytest.mark.slow
def test_killed_at_any_moment(desk: Path) -> None:
    chance = random.Random(20_261_122)
    told: set[str] = set()
    with served(
        Site({f"/{number}": answer(f"<p>page {number}".encode()) for number in range(PAGES)})
    ) as site:
        with (desk / "desk.toml").open("a", encoding="utf-8") as file:
            file.write(f'\n[egress]\ntest_hosts = ["{site.host}"]\n')
        lot = run(desk, ASK, f"http://{site.host}", PAGES).strip()
        for _ in range(KILLS):
            working = start(desk, WORK, lot)
            time.sleep(chance.uniform(0.05, 0.6))
            working.kill()
            assert working.stdout is not None
            told |= {line.strip() for line in working.stdout if line.endswith("\n")}
            stop(working)
            seen = json.loads(run(desk, LOOK))
            assert seen["problems"] == [] and seen["broken"] == []
            assert told <= set(seen["keys"])
        run(desk, WORK, lot)
        seen = json.loads(run(desk, LOOK))
    assert seen["problems"] == [] and seen["broken"] == []
    assert seen["keys"] == [f"E-{number:04d}" for number in range(1, PAGES + 1)]
    assert len(set(seen["addresses"])) == len(seen["addresses"]) == seen["done"] == PAGES
    assert seen["entries"] == PAGES
    assert not list((desk / "objects").rglob(".new-*")) or run(desk, SWEEP)
    cleared = json.loads(run(desk, CLEAR))
    assert cleared["left"] == cleared["found"] - cleared["removed"] == 0
    seen = json.loads(run(desk, LOOK))
    assert seen["problems"] == [] and seen["broken"] == []


SWEEP = """
import os, time
import django
django.setup()
from holdfast.evidence.store import open_store
store = open_store()
for path in store.root.rglob(".new-*"):
    os.utime(path, (time.time() - 3600,) * 2)
assert store.sweep() > 0 and not list(store.root.rglob(".new-*"))
print("swept")
"""
# What killed captures kept and never wrote down goes, a day later, and nothing else does.
CLEAR = """
import json, os, time
import django
django.setup()
from holdfast.evidence.actions.sweep import find_unnamed, sweep_unnamed
from holdfast.evidence.store import open_store
from holdfast.people.queries import viewer_for
for path in open_store().root.glob("??/??/*"):
    os.utime(path, (time.time() - 25 * 3600,) * 2)
swept = sweep_unnamed(viewer=viewer_for("alice"))
print(json.dumps({"found": swept.objects, "removed": swept.removed, "left": find_unnamed().objects}))
"""
