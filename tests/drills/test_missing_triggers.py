"""A store whose triggers are gone, as SQLite leaves it when a table is altered by hand: named, and put back."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

from drills.desks import environment


def command(desk: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it."""
    return subprocess.run(
        [sys.executable, "-c", "from holdfast.cli.main import main; main()", *words],
        env=environment(desk),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def triggers(desk: Path) -> list[str]:
    """The names of the store's triggers."""
    with sqlite3.connect(desk / "holdfast.sqlite3") as store:
        found = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    store.close()
    return sorted(found)


def test_the_doctor_names_them_and_an_upgrade_puts_them_back(desk: Path) -> None:
    were = triggers(desk)
    with sqlite3.connect(desk / "holdfast.sqlite3") as store:
        for name in were[::2]:
            store.execute(f'DROP TRIGGER "{name}"')
    store.close()
    assert len(triggers(desk)) < len(were)
    seen = command(desk, "doctor", "--json")
    assert seen.returncode != 0
    wrong = [check for check in json.loads(seen.stdout)["checks"] if not check["ok"]]
    assert "triggers" in [check["check"] for check in wrong], wrong
    done = command(desk, "upgrade")
    assert done.returncode == 0, done.stderr
    assert triggers(desk) == were
    assert command(desk, "doctor").returncode == 0
