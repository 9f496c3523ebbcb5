"""An export is killed at moments nobody chose: under its name lies all of it, or nothing; the vault is whole."""

import json
import random
import shutil
import time
from pathlib import Path

import pytest

from drills.desks import LONG, copied, run, start, stop
from holdfast.evidence.engine.dispatch import verify

KILLS = 50 if LONG else 3
FILL = """
import sys
from pathlib import Path
import django
django.setup()
from holdfast.evidence.actions.capture import upload_file
from holdfast.people.queries import viewer_for
for path in sorted(Path(sys.argv[1]).iterdir()):
    upload_file(viewer_for("alice"), path=path)
"""
EXPORT = """
import sys
from pathlib import Path
import django
django.setup()
from holdfast.evidence.actions.export import export_captures
from holdfast.people.queries import viewer_for
keys = [f"E-{number:04d}" for number in range(1, 9)]
print("begun", flush=True)
export_captures(viewer_for("alice"), keys=keys, to=Path(sys.argv[1]), as_zip=sys.argv[1].endswith(".zip"))
print("done", flush=True)
"""
CHECK = """
import json
import django
django.setup()
from holdfast.cli.who import operator
from holdfast.evidence.queries.vault import verify_vault
found = verify_vault(operator())
print(json.dumps({"ok": found.ok, "problems": found.problems, "captures": found.captures}))
"""
OUTSIDE = {"timestamps", "opentimestamps", "cosignatures"}


@pytest.fixture(scope="module")
def filled(empty_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with eight uploads of four megabytes."""
    room = tmp_path_factory.mktemp("uploads")
    desk = copied(empty_desk, room / "desk")
    (room / "files").mkdir()
    chance = random.Random(8)
    for number in range(8):
        (room / f"files/film-{number}.bin").write_bytes(chance.randbytes(4_000_000))
    run(desk, FILL, room / "files")
    return desk


def sound(made: Path) -> bool:
    """Whether the verifier finds nothing wrong, and nothing open but whom nobody asked to vouch."""
    verified = verify(made)
    open_ends = {check.name for check in verified.checks if check.result == "not checkable"}
    return verified.result != "failed" and open_ends <= OUTSIDE


@pytest.mark.slow
@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_killed_at_any_moment(filled: Path, tmp_path: Path, name: str) -> None:
    desk = copied(filled, tmp_path / "desk")
    exporting = start(desk, EXPORT, tmp_path / f"first-{name}")
    begun = time.monotonic()
    exporting.wait(120)
    longest = time.monotonic() - begun
    stop(exporting)
    assert sound(tmp_path / f"first-{name}")
    chance = random.Random(20_261_122)
    whole = number = 0
    while number < KILLS or (whole == number and number < KILLS + 10):
        room = tmp_path / f"kill-{number}"
        room.mkdir()
        exporting = start(desk, EXPORT, room / name)
        time.sleep(longest * (number % KILLS + chance.random()) / KILLS)  # spread over the whole of it
        stop(exporting)
        if (room / name).exists():
            whole += 1
            if whole == number + 1:
                longest /= 2  # no kill has come in time yet: the machine got faster since the first run
            assert sound(room / name), number
        else:
            assert all(path.name.startswith(f".{name}.") for path in room.iterdir())
        shutil.rmtree(room)
        number += 1
    said = json.loads(run(desk, CHECK))
    assert said == {"ok": True, "problems": [], "captures": 8}
    run(desk, EXPORT, tmp_path / name)
    assert sound(tmp_path / name)
    assert whole < number, "no kill came in time"
