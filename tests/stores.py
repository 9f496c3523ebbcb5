"""Stores and desks that are made once and copied by many tests: a copy takes milliseconds, the migrations seconds."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.desk import make_desk

STORE = "holdfast.sqlite3"


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, filled by the first worker that asks; all copy it, none writes in it."""
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent  # that of the whole run
    whole, begun = root / f"once-{name}", root / f"begun-{name}"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            make(begun)
            begun.rename(whole)
    return whole


def desk_with(store: Path | None, folder: Path) -> Path:
    """A desk just made, with this empty store where it has one of its own."""
    desk = make_desk(folder, name="T", published_by="P", campaigns_for="C").folder
    if store is not None:
        shutil.copyfile(store, desk / STORE)
        (desk / STORE).chmod(0o600)
    return desk
