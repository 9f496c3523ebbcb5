"""Making, checking, serving and upgrading a desk."""

import json
import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from cli.conftest import Run, answer, bare_environment
from waiting import PATIENCE, answers, soon


def test_it_works(holdfast: Run, desk: Path) -> None:
    found = answer(holdfast("doctor", "--json", desk=desk))
    assert found["ok"] is True
    assert {"triggers", "journal", "people", "durability"} <= {check["check"] for check in found["checks"]}


def test_a_new_desk_is_readable_by_its_owner_alone(desk: Path) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in desk.iterdir()}
    assert stat.S_IMODE(desk.stat().st_mode) == 0o700
    assert modes["secret-key"] == 0o600
    assert modes["holdfast.sqlite3"] == 0o600


def test_init_never_writes_over_a_desk(holdfast: Run, desk: Path) -> None:
    key = (desk / "secret-key").read_text()
    done = holdfast("init", desk)
    assert done.returncode == 1
    assert "holds a desk already" in done.stderr
    assert (desk / "secret-key").read_text() == key


def test_a_command_without_a_desk_says_how_to_name_one(holdfast: Run) -> None:
    done = holdfast("assess")
    assert done.returncode == 1
    assert "HOLDFAST_DESK" in done.stderr


def test_help_needs_no_desk(holdfast: Run) -> None:
    done = holdfast("publish", "--help")
    assert done.returncode == 0
    assert "--reason" in done.stdout


@pytest.mark.parametrize("words", [["frobnicate"], ["assess", "--as-of", "2025-02-30"], ["account", "add"]])
def test_an_unknown_word_is_a_usage_error(holdfast: Run, desk: Path, words: list[str]) -> None:
    assert holdfast(*words, desk=desk).returncode == 2
    done = holdfast(*words, "--json", desk=desk)
    error = json.loads(done.stderr)["error"]
    assert (done.returncode, done.stdout, error["code"]) == (2, "", "word-unknown")
    assert error["what_happened"] and "--help" in error["next_step"]


def test_errors_are_json_where_json_was_asked(holdfast: Run, desk: Path) -> None:
    done = holdfast("figure", "F-0099", "--json", desk=desk)
    assert done.returncode == 1
    assert done.stdout == ""
    assert set(json.loads(done.stderr)["error"]) >= {"code", "what_happened", "untouched", "next_step"}


def test_a_write_names_a_person_where_there_are_several(holdfast: Run, desk: Path) -> None:
    assert holdfast("account", "add", "eve", "--role", "editor", desk=desk).returncode == 0
    nobody = holdfast("account", "add", "finn", desk=desk)
    assert nobody.returncode == 1
    assert "nobody is named" in nobody.stderr
    assert holdfast("--as", "eve", "account", "add", "finn", desk=desk).returncode == 1, "an editor may not"
    assert holdfast("--as", "ada", "account", "add", "finn", desk=desk).returncode == 0
    listed = answer(holdfast("account", "list", "--json", desk=desk))
    assert [row["account"] for row in listed["accounts"]] == ["ada", "eve", "finn"]


def test_doctor_sees_a_trigger_that_was_taken_away(holdfast: Run, desk: Path) -> None:
    with sqlite3.connect(desk / "holdfast.sqlite3") as store:
        store.execute("DROP TRIGGER record_observation_refuses_update")
    store.close()
    done = holdfast("doctor", desk=desk)
    assert done.returncode == 1
    assert "record_observation_refuses_update is missing" in done.stdout


def test_verify_journal_sees_a_line_that_was_changed(holdfast: Run, desk: Path) -> None:
    assert answer(holdfast("verify-journal", "--json", desk=desk))["ok"] is True
    with sqlite3.connect(desk / "holdfast.sqlite3") as store:
        store.execute("DROP TRIGGER journal_line_refuses_update")
        store.execute("UPDATE journal_line SET actor = 'mallory' WHERE seq = 1")
    store.close()
    done = holdfast("verify-journal", "--json", desk=desk)
    assert done.returncode == 1
    assert json.loads(done.stdout)["problems"]


def test_upgrade_keeps_a_copy(holdfast: Run, desk: Path) -> None:
    done = answer(holdfast("upgrade", "--json", desk=desk))
    copy = Path(done["copy"])
    assert copy.parent == desk / "copies"
    with sqlite3.connect(copy) as store:
        assert store.execute("SELECT username FROM people_user").fetchall() == [("ada",)]
    store.close()


def test_upgrade_refuses_a_store_from_a_newer_version(holdfast: Run, desk: Path) -> None:
    with sqlite3.connect(desk / "holdfast.sqlite3") as store:
        store.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('record', '9999_later', '2030-01-01')"
        )
    store.close()
    done = holdfast("upgrade", desk=desk)
    assert done.returncode == 1
    assert "record.9999_later" in done.stderr
    assert not (desk / "copies").exists()


def test_serve_answers_with_the_board(desk: Path) -> None:
    server = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from holdfast.cli.main import main; main()",
            "--desk",
            str(desk),
            "serve",
            "--port",
            "0",
        ],
        env={**bare_environment(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        assert soon(lambda: answers(address))
        with urllib.request.urlopen(address, timeout=PATIENCE) as page:  # noqa: S310 - our own address
            assert page.status == 200
            assert "The test coalition" in page.read().decode()
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        errors = server.communicate(timeout=30)[1]
    assert "127.0.0.1 -" not in errors, "no line of an access log"


def test_the_desk_may_be_named_before_or_after_the_command(holdfast: Run, desk: Path) -> None:
    assert holdfast("--desk", desk, "account", "list").returncode == 0
    assert holdfast("account", "list", "--desk", desk).returncode == 0
    assert holdfast("account", "list", f"--desk={desk}").returncode == 0
