"""What pages gathered is let go when the journal moves on: the memory of a server does not grow with its lines."""

import pytest

from holdfast.claims.queries import readings
from holdfast.people.actions import add_account
from holdfast.people.types import Role, Viewer
from holdfast.web import remembering
from web.conftest import PASSWORD, House

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    remembering._kept.clear()
    readings._kept.clear()


def one_more(house: House, username: str) -> Viewer:
    """An account more on the desk of the page tests: a new line of its journal."""
    adam = house.people["adam"]
    return add_account(viewer=adam, username=username, name=username, role=Role.READER, password=PASSWORD)


def test_it_is_built_once_for_each_clearance_and_again_after_a_new_line(house: House) -> None:
    adam, bob, built = house.people["adam"], house.people["bob"], []

    def build() -> int:
        built.append(len(built))
        return built[-1]

    told = [remembering.remembered(viewer, ("x",), build) for viewer in (adam, adam, bob, bob)]
    assert told == [0, 0, 1, 1]
    one_more(house, "cleo")
    assert remembering.remembered(adam, ("x",), build) == 2


def test_nothing_of_an_earlier_state_of_the_journal_is_held(house: House) -> None:
    adam = house.people["adam"]
    for number in range(5):
        for what in ("x", "y"):
            remembering.remembered(adam, (what,), lambda: object())
        readings.record_read(adam)
        assert (len(remembering._kept), len(readings._kept)) == (2, 1)
        one_more(house, f"reader{number}")
