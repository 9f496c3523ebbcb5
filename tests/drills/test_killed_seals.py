"""Whoever seals is killed at moments nobody chose, and at each step: a head stands whole or not at all, and once."""

import hashlib
import itertools
import json
import random
import shutil
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from drills.desks import LONG, run, start, stop
from drills.outsiders import MOMENTS, Outsiders
from holdfast.evidence.engine.dispatch import verify

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="no openssl: a local authority cannot be made"
)

KILLS = 50 if LONG else 5
# The program ends itself as it comes back from these, or goes into them: (module, name, before or after).
KEYS = {
    "key made": ("actions.seal", "new_log_key", "after"),
    "key entered": ("actions.seal", "_store_key", "after"),
}
STEPS = {
    "head signed": ("actions.seal", "signed_head", "after"),
    "head written": ("actions.seal", "checkpoint_facts", "before"),
    "head entered": ("actions.seal", "_head", "after"),
    "nobody asked": ("actions.seal", "ask_all", "before"),
    "all answered": ("actions.seal", "ask_all", "after"),
    "token written": ("actions.seal", "_store_stamp", "after"),
    "cosignature written": ("actions.seal", "_stamped", "before"),
    "all kept": ("actions.seal", "_keep", "after"),
    "before it is said": ("actions.seal", "_checkpoint", "before"),
}
SEAL = """
import importlib, os, signal, sys
import django
django.setup()
from holdfast.cli.main import main
if len(sys.argv) > 1:
    module, name, when = sys.argv[1:]
    module = importlib.import_module("holdfast.evidence." + module)
    step = getattr(module, name)
    def struck(*words, **more):
        given = step(*words, **more) if when == "after" else None
        os.kill(os.getpid(), signal.SIGKILL)
        return given
    setattr(module, name, struck)
print("begun", flush=True)
main(["seal", "--json"])
"""
LOOK = """
import base64, hashlib, json, sys
from pathlib import Path
import django
django.setup()
from holdfast.cli.who import operator
from holdfast.evidence.actions.capture import upload_file
from holdfast.evidence.actions.export import export_captures
from holdfast.evidence.actions.seal import seal_log
from holdfast.evidence.models import Capture, Checkpoint, Cosignature, Stamp
from holdfast.evidence.queries.vault import verify_vault
from holdfast.journal.queries import verify
from holdfast.people.queries import viewer_for
for word in sys.argv[1:]:
    if word == "seal":
        made = seal_log(viewer=viewer_for("alice"))
        assert not made.short and not made.troubles, made
    elif word.startswith("export:"):
        keys = list(Capture.objects.order_by("id").values_list("key", flat=True))
        export_captures(viewer_for("alice"), keys=keys, to=Path(word.partition(":")[2]))
    else:
        Path(word).write_text(word)
        upload_file(viewer_for("alice"), path=Path(word))
seen = verify_vault(operator())
print(json.dumps({
    "problems": [*seen.problems, *([] if verify().ok else ["the journal is broken"])],
    "notes": seen.notes,
    "heads": list(Checkpoint.objects.order_by("id").values_list("size", "root", "note")),
    "stamps": sorted([one.checkpoint.size, one.authority, bytes(one.proof).hex()]
                     for one in Stamp.objects.select_related("checkpoint")),
    "lines": sorted(map(list, Cosignature.objects.values_list("checkpoint__size", "line"))),
}))
"""


class Desk:
    """A desk, what it has acknowledged so far, and who outside saw what of it."""

    def __init__(self, folder: Path, outside: Outsiders) -> None:
        self.folder, self.outside = folder, outside
        self.heads: dict[int, str] = {}
        self.given: set[tuple[Any, ...]] = set()

    def look(self, *words: object) -> None:
        """Do what the words say, then: whole, verified, once, and nothing gone that was there."""
        seen = json.loads(run(self.folder, LOOK, *words))
        assert seen["problems"] == [] and seen["notes"] == []
        sizes = [size for size, _, _ in seen["heads"]]
        assert len(set(sizes)) == len(sizes)
        heads = {size: note for size, _, note in seen["heads"]}
        given = {tuple(one) for one in [*seen["stamps"], *seen["lines"]]}
        assert self.heads.items() <= heads.items() and self.given <= given
        # What was shown outside is a head of this log: nobody holds another of that size.
        assert self.outside.refusals == []
        assert self.outside.digests <= {hashlib.sha256(note.encode()).digest() for note in heads.values()}
        for size, body in self.outside.cosigned.items():
            assert heads[size].startswith(body + "\n")
        self.heads, self.given = heads, given

    def told(self, printed: str) -> None:
        """Remember what a killed process still printed, if it came to that."""
        try:
            said = json.loads(printed)["checkpoint"]
        except ValueError:
            return
        self.heads[said["size"]] = said["note"]


def struck(desk: Desk, moment: str, longest: float, chance: random.Random) -> bool:
    """Seal, killed at that moment; whether the kill came in time."""
    sealing = start(desk.folder, SEAL, *{**KEYS, **STEPS}.get(moment, ()))
    desk.outside.strike, desk.outside.strike_at = sealing.kill, moment
    killing = threading.Timer(chance.uniform(0, longest), sealing.kill) if moment == "whenever" else None
    if killing:
        killing.start()
    assert sealing.stdout is not None
    desk.told(sealing.stdout.read())
    code = sealing.wait(60)
    if killing:
        killing.cancel()
        killing.join()
    stop(sealing)
    desk.outside.strike_at = ""
    assert code in (0, -9)
    return code == -9


@pytest.mark.slow
def test_killed_at_any_moment(desk: Path, tmp_path: Path) -> None:
    chance = random.Random(20_261_122)
    outside = Outsiders(tmp_path / "outside")
    files = (tmp_path / f"file-{number}.txt" for number in itertools.count())
    moments = [*STEPS, *MOMENTS]
    chance.shuffle(moments)
    struck_at: Counter[str] = Counter()
    with outside.table() as table:
        with (desk / "desk.toml").open("a", encoding="utf-8") as file:
            file.write(table)
        one = Desk(desk, outside)
        one.look(next(files))
        for moment in KEYS:
            assert struck(one, moment, 0, chance)
        one.look("seal", next(files))
        sealing = start(desk, SEAL)
        begun = time.monotonic()
        sealing.wait(60)
        longest = time.monotonic() - begun
        stop(sealing)
        one.look(next(files))
        for number in range(2 * KILLS):
            if struck_at.total() == KILLS:
                break
            # Every other kill is at a step of its own choosing, of a log that grew: so that the step is taken.
            moment = moments[number // 2 % len(moments)] if number % 2 else "whenever"
            in_time = struck(one, moment, longest, chance)
            struck_at[moment] += in_time
            longest *= 1 if in_time else 0.9
            one.look()
            grows = [] if number % 2 else [next(files)]
            if number % 6 not in (2, 3):  # else the seal that takes up what this one left is killed as well
                one.look("seal", *grows)
            elif grows:
                one.look(*grows)
        one.look("seal")
        one.look(f"export:{tmp_path / 'out'}")
    assert verify(tmp_path / "out").result == "passed"
    assert struck_at.total() == KILLS and struck_at["whenever"] > KILLS / 4, "too few kills came in time"
    assert all(struck_at[moment] for moment in moments[: KILLS // 4]), struck_at
