"""What `holdfast update` and its list advise after a file did not come as it should."""

from __future__ import annotations

import pytest

from cases.folders import Folder
from cases.updates.publisher import FIRST, Publisher
from holdfast.cases.actions import load_case
from holdfast.cases.update_queries import watched_list
from holdfast.cases.updates import update_cases
from holdfast.cli.updating import _next_step, watched_json, watched_line
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]


def test_the_list_tells_what_a_person_owes_and_the_last_attempt(
    watched: Folder, publisher: Publisher, alice: Viewer
) -> None:
    load_case(alice, watched.root)
    publisher.gives(FIRST[:3])
    update_cases(alice)
    assert "At the last attempt" not in watched_line(watched_list(alice)[0])
    publisher.fails("404 Not Found")
    update_cases(alice)
    (one,) = watched_list(alice)
    assert "4 of 7. A person decides" in watched_line(one)
    assert "At the last attempt: The address answers 404." in watched_line(one)
    assert watched_json(one)["owed"]


def test_what_does_not_fit_is_mended_in_the_case(
    watched: Folder, publisher: Publisher, alice: Viewer
) -> None:
    load_case(alice, watched.root)
    publisher.gives(FIRST, ("date", "meals", "remark"))
    columns = update_cases(alice)
    publisher.gives((*FIRST, ("2026-03-09", "ninety", "")))
    unreadable = update_cases(alice)
    for found in (columns, unreadable):
        assert "mend the mapping in the case and load it again" in _next_step(found)
    publisher.gives(FIRST[:3])
    both = _next_step((*columns, *update_cases(alice)))
    assert "holdfast update hillside --accept-vanished" in both
    assert "mend the mapping" in both
    publisher.fails("404 Not Found")
    assert "mend" not in _next_step(update_cases(alice))
