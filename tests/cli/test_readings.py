"""No reader waits for the board: commands leave it computed, and beside the server a process keeps it so."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from cli.conftest import Run, bare_environment
from waiting import soon

STRANGERS = 0


def test_a_load_leaves_the_board_computed(loaded: Path) -> None:
    """For strangers, of today; publishing after it changed nothing that it rests on."""
    assert asked(loaded, "SELECT clearance, seq FROM figures_standing") == [(STRANGERS, 2)]
    assert asked(loaded, "SELECT clearance, seq FROM figures_counterreading") == [(STRANGERS, 2)]


def test_a_load_that_changed_nothing_computes_nothing(holdfast: Run, loaded: Path) -> None:
    changed(loaded, "DELETE FROM figures_standing")
    done = holdfast("load", Path(__file__).parents[2] / "examples" / "minsk-ceasefire-osce", desk=loaded)
    assert done.returncode == 0 and "Reading the record" not in done.stderr
    assert asked(loaded, "SELECT * FROM figures_standing") == []


def test_a_board_that_cannot_be_computed_fails_no_write(holdfast: Run, desk: Path) -> None:
    """The write is done; its command says so, and that the first reader will wait."""
    changed(desk, "DROP TABLE figures_counterreading")
    done = holdfast("load", Path(__file__).parents[2] / "examples" / "minsk-ceasefire-osce", desk=desk)
    assert done.returncode == 0 and "for the first reader instead" in done.stderr
    assert "52 observations" in done.stdout


def test_beside_the_server_it_is_kept_computed_and_ends_with_it(loaded: Path) -> None:
    """Nobody asks for a page: a standing that is gone comes back, as at midnight; the server is killed: all end."""
    changed(loaded, "DELETE FROM figures_standing")
    server = subprocess.Popen(
        [sys.executable, "-c", "from holdfast.cli.main import main; main()", "serve", "--port", "0"],
        env={**bare_environment(), "HOLDFAST_DESK": str(loaded)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert soon(lambda: bool(asked(loaded, "SELECT * FROM figures_standing")))
        server.kill()
        server.wait(10)
        assert soon(lambda: not anybody_in(server.pid))
    finally:
        if anybody_in(server.pid):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait(10)


def anybody_in(group: int) -> bool:
    """Whether a process of the group lives."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def asked(desk: Path, sql: str) -> list[tuple[object, ...]]:
    """Rows of the desk's store."""
    store = sqlite3.connect(desk / "holdfast.sqlite3", timeout=20)
    try:
        return store.execute(sql).fetchall()
    finally:
        store.close()


def changed(desk: Path, sql: str) -> None:
    """Change the desk's store."""
    store = sqlite3.connect(desk / "holdfast.sqlite3", timeout=20)
    with store:
        store.execute(sql)
    store.close()
