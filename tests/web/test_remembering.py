"""What pages gathered is let go when the journal moves on: the memory of a server does not grow with its lines."""

from collections.abc import Callable

import pytest

from holdfast.claims.queries import readings
from holdfast.people.types import Role, Viewer
from holdfast.web import remembering

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    remembering._kept.clear()
    readings._kept.clear()


def test_it_is_built_once_for_each_clearance_and_again_after_a_new_line(
    person: Callable[..., Viewer], adam: Viewer
) -> None:
    bob, built = person("bob", Role.READER), []

    def build() -> int:
        built.append(len(built))
        return built[-1]

    told = [remembering.remembered(viewer, ("x",), build) for viewer in (adam, adam, bob, bob)]
    assert told == [0, 0, 1, 1]
    person("cleo", Role.READER)
    assert remembering.remembered(adam, ("x",), build) == 2


def test_nothing_of_an_earlier_state_of_the_journal_is_held(
    person: Callable[..., Viewer], adam: Viewer
) -> None:
    for number in range(5):
        for what in ("x", "y"):
            remembering.remembered(adam, (what,), lambda: object())
        readings.record_read(adam)
        assert (len(remembering._kept), len(readings._kept)) == (2, 1)
        person(f"reader{number}", Role.READER)
