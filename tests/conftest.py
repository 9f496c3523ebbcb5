"""What every test stands on: no network, real triggers, one cast, and no silent skips where CI is strict.

Alice edits, Rania reviews, Adam manages people, Bob reads, and Charlie is not signed in and may see nothing of
the desk.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from holdfast.claims.queries import seen
from holdfast.journal.triggers import without_triggers
from holdfast.people.actions import add_account
from holdfast.people.types import Level, Role, Viewer
from stores import desk_with, made_once

# No test is timed: a slow machine is not a defect.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

STRICT = os.environ.get("HOLDFAST_CI_STRICT") == "1"
ON_POSTGRES = bool(os.environ.get("DATABASE_URL"))
POSTGRES_COMES = bool(os.environ.get("HOLDFAST_TEST_DATABASE_URL"))
NEVER_SKIPPED = ("postgres", "chromium", "storage")
PASSWORD = "a long enough invented phrase"
EMPTY = "empty.sqlite3"
MIGRATE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
ALICE = f"""
import django
django.setup()
from holdfast.people.actions import add_account
from holdfast.people.types import Role
add_account(viewer=None, username="alice", name="Alice", role=Role.ADMIN, password="{PASSWORD}")
"""
LOOPBACK = ("127.0.0.1", "::1", "localhost", "")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """PostgreSQL tests wait for the run on PostgreSQL; without one, and without Chromium, they are skipped aloud.

    What holds of SQLite alone is not among the tests of the run on PostgreSQL.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    kept, elsewhere = [], []
    for item in items:
        if item.get_closest_marker("sqlite") and ON_POSTGRES:
            elsewhere.append(item)
            continue
        if item.get_closest_marker("postgres") and not ON_POSTGRES:
            if POSTGRES_COMES:
                elsewhere.append(item)
                continue
            item.add_marker(pytest.mark.skip(reason="no PostgreSQL: set HOLDFAST_TEST_DATABASE_URL"))
        if item.get_closest_marker("chromium") and not chromium:
            item.add_marker(pytest.mark.skip(reason="no Chromium: install Debian's chromium"))
        kept.append(item)
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Any:
    """Under HOLDFAST_CI_STRICT=1 a skipped test that CI promises to run is a failed one."""
    report = yield
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        promised = [name for name in NEVER_SKIPPED if item.get_closest_marker(name)]
        if promised:
            report.outcome = "failed"
            report.longrepr = (
                f"{item.nodeid} is marked {', '.join(promised)} and was skipped under HOLDFAST_CI_STRICT"
            )
    return report


class NetworkUsed(AssertionError):
    """A test reached for an address that is not this machine."""


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Loopback and Unix sockets connect; every other address is refused."""
    allowed = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise NetworkUsed(f"a test tried to reach {address}")
        allowed(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The store of the tests as pytest-django makes it where any test asks for it, and a copy while it is empty."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            if "people_user" in connection.introspection.table_names(cursor):
                cursor.execute("VACUUM INTO %s", [str(tmp_path_factory.getbasetemp() / EMPTY)])


@pytest.fixture(scope="session")
def empty_store(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """The tables with nothing in them, as a file of SQLite to be copied; None on PostgreSQL, where all share one."""
    if connection.vendor != "sqlite":
        return None
    copy = tmp_path_factory.getbasetemp() / EMPTY
    if copy.exists():
        return copy
    return made_once(tmp_path_factory, "empty", lambda room: _at(desk_with(None, room / "desk"), MIGRATE)) / (
        "desk/holdfast.sqlite3"
    )


@pytest.fixture(scope="session")
def desk_of_alice(empty_store: Path | None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk just made, with one account, alice (admin), for processes of their own; copied, never written."""
    return (
        made_once(tmp_path_factory, "alice", lambda room: _at(desk_with(empty_store, room / "desk"), ALICE))
        / "desk"
    )


def _at(desk: Path, program: str) -> None:
    """Run the program at that desk."""
    hidden = ("DATABASE_URL", "HOLDFAST", "DJANGO")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    subprocess.run(
        [sys.executable, "-c", program],
        env={**kept, "HOLDFAST_DESK": str(desk), "DJANGO_SETTINGS_MODULE": "holdfast.settings"},
        timeout=120,
        check=True,
    )


@pytest.fixture(autouse=True)
def _no_index_of_claims() -> None:
    """Each test meets its own claims: its journal may end where that of another test, rolled back since, ended."""
    seen._kept.clear()


@pytest.fixture(autouse=True, scope="session")
def _flush_past_triggers() -> Iterator[None]:
    """Emptying the store after a transactional test steps round the triggers, and puts them back at once.

    The triggers stand during every test: only Django's flush between tests works without them.
    """
    flush = TransactionTestCase._fixture_teardown  # django.test.TestCase rolls back instead, and overrides it

    def teardown(self: TransactionTestCase) -> None:
        with without_triggers(connection):
            flush(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture
def adam(db: None) -> Viewer:
    """The admin, and the desk's first account."""
    return add_account(
        viewer=None,
        username="adam",
        name="Adam",
        role=Role.ADMIN,
        clearance=Level.RESTRICTED,
        password=PASSWORD,
    )


@pytest.fixture
def person(adam: Viewer) -> Callable[..., Viewer]:
    """Make an account by Adam's hand: `person("alice", Role.EDITOR)`."""

    def make(username: str, role: Role, **more: Any) -> Viewer:
        more.setdefault("password", PASSWORD)
        return add_account(viewer=adam, username=username, name=username.title(), role=role, **more)

    return make


@pytest.fixture
def alice(person: Callable[..., Viewer]) -> Viewer:
    """An editor."""
    return person("alice", Role.EDITOR)


@pytest.fixture
def rania(person: Callable[..., Viewer]) -> Viewer:
    """A reviewer."""
    return person("rania", Role.REVIEWER)


@pytest.fixture
def bob(person: Callable[..., Viewer]) -> Viewer:
    """A reader."""
    return person("bob", Role.READER)


@pytest.fixture
def charlie() -> Viewer:
    """Nobody: not signed in."""
    return Viewer.anonymous()
