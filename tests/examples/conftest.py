"""The two real cases, loaded once a module through the real path and rolled back after it."""

import csv
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from holdfast.agreements.queries import assessments
from holdfast.cases.actions import load_case
from holdfast.people.actions import add_account
from holdfast.people.types import Level, Role, Viewer

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
GAZA = EXAMPLES / "gaza-ceasefire-2025"
MINSK = EXAMPLES / "minsk-ceasefire-osce"
GIVEN = (
    ROOT.parent / "shared" / "data" / "agreements"
)  # what the cases were written from, where it is at hand

needs_given = pytest.mark.skipif(
    not GIVEN.is_dir(), reason="../shared/data/agreements is not here: nothing to compare the examples with"
)

Found = dict[str, Any]


@dataclass(frozen=True)
class Desk:
    """A store with cases in it, asked as the command line asks it."""

    viewer: Viewer

    def report(self, agreement: str, as_of: str, **asked: date) -> Found:
        """The whole answer about one agreement."""
        return assessments(self.viewer, agreement, as_of=date.fromisoformat(as_of), **asked).as_json()

    def all(self, agreement: str, as_of: str, **asked: date) -> list[Found]:
        """All assessments of one agreement."""
        return self.report(agreement, as_of, **asked)["assessments"]

    def one(
        self, agreement: str, obligation: str, reading: str, series: str, as_of: str, **asked: date
    ) -> Found:
        """The one assessment of an obligation, reading and series."""
        found = [
            each
            for each in self.all(agreement, as_of, **asked)
            if (each["obligation"], each["reading"], each["series"]) == (obligation, reading, series)
        ]
        assert len(found) == 1, (obligation, reading, series, len(found))
        return found[0]


def number(value: Any, places: int = 1) -> Decimal:
    """A value of the answer as a reader sees it."""
    return round(Decimal(str(value)), places)


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def case_toml(folder: Path) -> dict[str, Any]:
    """case.toml as it stands."""
    return tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def make_desk(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[..., Desk]]:
    """Load case folders into one store for this module: `make_desk(GAZA, MINSK)`."""
    with django_db_blocker.unblock(), transaction.atomic():
        viewer = add_account(
            viewer=None,
            username="edda",
            name="Edda",
            role=Role.ADMIN,
            clearance=Level.RESTRICTED,
            password="a long enough invented phrase",
        )

        def make(*folders: Path) -> Desk:
            for folder in folders:
                load_case(viewer, folder)
            return Desk(viewer)

        yield make
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """Both examples."""
    return make_desk(GAZA, MINSK)
