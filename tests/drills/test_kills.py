"""A load is killed at moments nobody chose: the store is as it was before, or as it is after, and never between."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from drills.desks import LOAD, LONG, STORE, copied, run, standing, start, stop

KILLS = 200 if LONG else 3
CUTS = 60 if LONG else 3


@pytest.mark.slow
def test_killed_at_any_moment(empty_desk: Path, long_case: Path, tmp_path: Path) -> None:
    whole = copied(empty_desk, tmp_path / "whole")
    begun = time.monotonic()
    run(whole, LOAD, long_case)
    longest = time.monotonic() - begun
    before, rows = standing(empty_desk), standing(whole).count("hillside/meals.csv:")
    chance = random.Random(20_261_122)
    for number in range(KILLS):
        desk = copied(empty_desk, tmp_path / f"kill-{number}")
        loading = start(desk, LOAD, long_case)
        time.sleep(chance.uniform(0, longest))
        stop(loading)
        after = standing(desk)
        assert after == before or after.count("hillside/meals.csv:") == rows, number


@pytest.mark.slow
def test_the_power_is_cut_in_mid_write(empty_desk: Path, long_case: Path, tmp_path: Path) -> None:
    """The files as they stand at one moment open clean elsewhere, and the case loads there."""
    whole = copied(empty_desk, tmp_path / "whole")
    run(whole, LOAD, long_case)
    before, rows = standing(empty_desk), standing(whole).count("hillside/meals.csv:")
    desk = copied(empty_desk, tmp_path / "desk-that-loses-power")
    chance = random.Random(5)
    loading = start(desk, LOAD, long_case)
    snapshots = []
    try:
        for number in range(CUTS):
            time.sleep(chance.uniform(0.01, 0.3))
            os.kill(loading.pid, signal.SIGSTOP)
            room = copied(empty_desk, tmp_path / f"cut-{number}")
            for name in STORE:
                (room / name).unlink(missing_ok=True)
                if (desk / name).exists():
                    shutil.copyfile(desk / name, room / name)
            snapshots.append(room)
            os.kill(loading.pid, signal.SIGCONT)
            if loading.poll() is not None:
                break
    finally:
        stop(loading)
    for room in snapshots:
        after = standing(room)
        assert after == before or after.count("hillside/meals.csv:") == rows, room.name
    run(snapshots[0], LOAD, long_case)
    assert standing(snapshots[0]).count("hillside/meals.csv:") == rows
