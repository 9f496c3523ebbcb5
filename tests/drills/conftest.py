"""One new desk for all drills, which each copies, and a case long enough to be cut off."""

import os
from pathlib import Path

import pytest

from cases.folders import Folder
from cases.test_interrupted_loads import many_days
from drills.desks import LONG, copied

ROWS = 20_000 if LONG else 6_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Drills pull SQLite's own files about; those of PostgreSQL say so."""
    for item in items:
        if (
            "drills" in item.path.parts
            and os.environ.get("DATABASE_URL")
            and not item.get_closest_marker("postgres")
        ):
            item.add_marker(pytest.mark.skip(reason="speaks of SQLite's own file"))


@pytest.fixture(scope="package")
def empty_desk(desk_of_alice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk just made, which these drills also look into; copied, never written."""
    return copied(desk_of_alice, tmp_path_factory.mktemp("drills") / "desk")


@pytest.fixture
def desk(empty_desk: Path, tmp_path: Path) -> Path:
    """A desk of the drill's own."""
    return copied(empty_desk, tmp_path / "desk")


@pytest.fixture
def long_case(tmp_path: Path) -> Path:
    """The hillside case with 20,000 days, 6,000 in the short form."""
    folder = Folder(tmp_path)
    many_days(folder, ROWS)
    return folder.root
