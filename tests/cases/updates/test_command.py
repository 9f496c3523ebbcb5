"""`holdfast update` and `holdfast work` as a person runs them, and what the board says of an address that is silent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from cases.folders import Folder
from cases.updates.publisher import FIRST, Publisher
from cli.conftest import Run, desk, holdfast, new_desk  # noqa: F401 - fixtures
from evidence.capturing.site import served
from holdfast.base.clock import frozen
from holdfast.cases.actions import load_case
from holdfast.cases.updates import update_cases
from holdfast.people.types import Viewer
from holdfast.web import remembering


@pytest.fixture
def alone() -> Iterator[Publisher]:
    """A publisher for commands in processes of their own."""
    with served(Publisher()) as running:
        assert isinstance(running, Publisher)
        yield running


@pytest.mark.slow
def test_a_person_keeps_watching(
    hillside: Folder,
    alone: Publisher,
    desk: Path,  # noqa: F811
    holdfast: Run,  # noqa: F811
) -> None:
    folder = alone.watch(hillside).root
    checked = holdfast("case", "check", folder)
    assert checked.returncode == 1
    assert "this address is not fetched" in checked.stderr
    with (desk / "desk.toml").open("a") as file:
        file.write(f'\n[egress]\ntest_hosts = ["{alone.host}"]\n')
    assert holdfast("case", "check", folder, desk=desk).returncode == 0
    assert "No case asks" in holdfast("update", desk=desk).stdout
    assert holdfast("load", folder, desk=desk).returncode == 0
    assert "not fetched yet" in holdfast("update", "--list", desk=desk).stdout

    alone.gives((*FIRST, ("2026-03-09", "93", "")))
    tried = holdfast("update", "hillside", "--dry-run", desk=desk)
    assert (tried.returncode, "Rows that are new: 1" in tried.stdout) == (0, True), tried
    done = json.loads(holdfast("update", "hillside", "--json", desk=desk).stdout)
    (one,) = done["updates"]
    assert (one["outcome"], one["new"], one["capture"], one["why_code"]) == (
        "loaded",
        1,
        "E-0002",
        "update-loaded",
    )

    alone.fails("404 Not Found")
    wrong = holdfast("update", "hillside", desk=desk)
    assert wrong.returncode == 1
    assert "error status (E-0003)" in wrong.stdout
    assert "updates-refused" in wrong.stderr
    assert "nothing new since" in holdfast("update", "--list", desk=desk).stdout
    alone.gives(FIRST[:3])
    wrong = holdfast("update", desk=desk)
    assert "--accept-vanished" in wrong.stderr
    assert holdfast("update", "--accept-vanished", desk=desk).returncode == 2
    assert holdfast("update", "nowhere", desk=desk).returncode == 1
    assert "Nothing is due." in holdfast("update", "--due", desk=desk).stdout
    alone.gives((*FIRST, ("2026-03-09", "93", ""), ("2026-03-10", "90", "")))
    later = {"HOLDFAST_NOW": "2099-01-01T00:00:00Z"}
    worked = holdfast("work", "--once", desk=desk, **later)
    assert (worked.returncode, "meals.csv: loaded" in worked.stdout) == (0, True), worked
    assert holdfast("verify-journal", desk=desk).returncode == 0
    assert holdfast("seal", "check", desk=desk).returncode == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.storage
def test_the_board_and_the_series_say_since_when(
    watched: Folder, publisher: Publisher, alice: Viewer
) -> None:
    with frozen("2026-11-12T09:00:00Z"):
        load_case(alice, watched.root)
        publisher.gives(FIRST)
        update_cases(alice)
    remembering._kept.clear()
    assert "nothing new came" not in Client().get("/").content.decode()
    with frozen("2026-11-14T09:00:00Z"):
        publisher.fails("404 Not Found")
        update_cases(alice)
    for path in ("/", "/series/meals-kitchen-book/"):
        page = Client().get(path).content.decode()
        assert 'Since <time datetime="2026-11-12">12 Nov 2026</time> nothing new came.' in page, path
        assert "The address answers 404." in page
    assert "منذ" in Client().get("/ar/").content.decode()
