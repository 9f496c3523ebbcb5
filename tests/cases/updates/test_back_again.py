"""Rows that vanish and come back: with the same value they are back, with another they were corrected."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from cases.folders import Folder
from cases.updates.publisher import FIRST, Publisher
from holdfast.cases.actions import load_case
from holdfast.cases.types import Came
from holdfast.cases.updates import update_cases
from holdfast.figures.queries import corrections_list
from holdfast.people.types import Viewer
from holdfast.record.models import Observation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]


def gone_and_back(watched: Folder, publisher: Publisher, alice: Viewer, meals: str) -> list[str]:
    load_case(alice, watched.root)
    publisher.gives((*FIRST[:5], FIRST[6]))
    update_cases(alice)
    publisher.gives((*FIRST[:5], ("2026-03-07", meals, ""), FIRST[6]))
    (found,) = update_cases(alice)
    assert (found.outcome, found.restored) == (Came.LOADED, 1)
    return [line.text["en"] for line in corrections_list(alice)]


def test_the_same_value_is_no_correction(
    watched: Folder, publisher: Publisher, alice: Viewer, client: Client
) -> None:
    said = gone_and_back(watched, publisher, alice, "95")
    assert any("95 is back, with the same value." in text for text in said)
    assert not any("corrected" in text for text in said)
    assert "was corrected to" not in client.get("/").content.decode()
    first = Observation.objects.filter(first_day="2026-03-07").order_by("edition").first()
    assert first is not None
    row = client.get(f"/rows/O-{first.pk:06d}/")
    page = row.content.decode()
    assert "It came back since" in page and "withdrawn, and back since" in page
    assert "This row was corrected" not in page


def test_another_value_is_one(watched: Folder, publisher: Publisher, alice: Viewer) -> None:
    said = gone_and_back(watched, publisher, alice, "96")
    assert any("95 was corrected to 96." in text for text in said)


def test_the_desk_says_what_a_person_decides(
    watched: Folder, publisher: Publisher, alice: Viewer, client: Client
) -> None:
    load_case(alice, watched.root)
    publisher.gives(FIRST[:2])
    update_cases(alice)
    client.force_login(get_user_model().objects.get(username="alice"))
    page = client.get("/desk/").content.decode()
    assert "holdfast update hillside --accept-vanished" in page and 'id="decide-hillside"' in page
    board = client.get("/").content.decode()
    assert "/desk/#decide-hillside" in board
    client.logout()
    assert "#decide-hillside" not in client.get("/").content.decode()

    publisher.fails("503 Service Unavailable")
    client.force_login(get_user_model().objects.get(username="alice"))
    update_cases(alice)
    assert "--accept-vanished" in client.get("/desk/").content.decode()


def test_the_desk_says_which_fetches_fail(
    watched: Folder, publisher: Publisher, alice: Viewer, client: Client
) -> None:
    load_case(alice, watched.root)
    publisher.fails("503 Service Unavailable")
    update_cases(alice)
    client.force_login(get_user_model().objects.get(username="alice"))
    page = client.get("/desk/").content.decode()
    assert "Fetches that fail" in page and "The address answers 503." in page
