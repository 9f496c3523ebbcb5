"""One desk for all page tests: the Gaza example, a school nobody outside may see, and the cast with passwords."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from PIL import Image

from holdfast.cases.actions import load_case
from holdfast.evidence.actions.capture import upload_file
from holdfast.evidence.actions.seal import seal_log
from holdfast.figures.actions import publish_figures
from holdfast.figures.queries import figures_list
from holdfast.people.actions import add_account
from holdfast.people.types import Level, Role, Viewer
from holdfast.web import remembering
from stores import made_once
from web.claims_made import make_claims
from web.factory import write_case
from web.served import run

GAZA = Path(__file__).parents[2] / "examples" / "gaza-ceasefire-2025"
AGREEMENT = "gaza-ceasefire-2025"
PASSWORD = "a long enough invented phrase"
SECRET = "hidden-school"
ROLES = {
    "bob": Role.READER,
    "alice": Role.EDITOR,
    "rania": Role.REVIEWER,
    "adam": Role.ADMIN,
}


@dataclass(frozen=True)
class House:
    """The desk under test: who works there, and the keys of its figures by the case's own names."""

    people: dict[str, Viewer]
    figures: dict[str, str]

    def client(self, name: str = "charlie") -> Client:
        """A browser in the hands of one of the cast; Charlie is nobody."""
        client = Client()
        if name != "charlie":
            from holdfast.people.models import User

            client.force_login(User.objects.get(username=name))
        return client


@pytest.fixture(scope="session")
def demo_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `holdfast demo` makes; copied, never written."""
    return made_once(tmp_path_factory, "demo", lambda room: run(room / "desk", "demo", "--no-serve")) / "desk"


@pytest.fixture(scope="package")
def house(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The desk, loaded once and rolled back after the last page test."""
    with django_db_blocker.unblock(), transaction.atomic():
        adam = add_account(
            viewer=None,
            username="adam",
            name="Adam",
            role=Role.ADMIN,
            clearance=Level.RESTRICTED,
            password=PASSWORD,
        )
        people = {"adam": adam}
        for name, role in ROLES.items():
            if name != "adam":
                people[name] = add_account(
                    viewer=adam, username=name, name=name.title(), role=role, password=PASSWORD
                )
        load_case(people["alice"], GAZA)
        hidden = write_case(
            tmp_path_factory.mktemp("cases") / SECRET, key=SECRET, name="Hiddenville", level="desk"
        )
        load_case(people["alice"], hidden)
        keys = {line.slug: line.key for line in figures_list(people["rania"])}
        wanted = [
            keys[name] for name in keys if name.startswith(("aid-trucks", SECRET)) or name == next(iter(keys))
        ]
        publish_figures(people["rania"], keys=wanted, reason="For the tests")
        keep_files(people["alice"], tmp_path_factory.mktemp("files"))
        make_claims(people["alice"], people["rania"])
        seal_log(viewer=people["alice"])
        yield House(people, keys)
        transaction.set_rollback(True)


def keep_files(alice: Viewer, folder: Path) -> None:
    """E-0001, a picture open to everybody; E-0002, a text of the desk."""
    Image.new("RGB", (60, 40), "navy").save(folder / "open.png")
    (folder / "notes.txt").write_text("What the desk keeps to itself: six hundred loaves.", encoding="utf-8")
    upload_file(alice, path=folder / "open.png", level=Level.PUBLIC)
    upload_file(alice, path=folder / "notes.txt", document="ap-2025-12-10", level=Level.DESK)


@pytest.fixture
def client_of(house: House, db: None) -> Callable[[str], Client]:
    """`client_of("alice")`: a browser in her hands."""
    remembering._kept.clear()
    return house.client


@pytest.fixture
def charlie(house: House, db: None) -> Client:
    """A browser in the hands of a stranger."""
    remembering._kept.clear()
    return house.client()
