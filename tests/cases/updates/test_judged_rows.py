"""Files that come whole and say what nobody should take unasked: values gone blank, days that have not been."""

from __future__ import annotations

import pytest

from cases.folders import Folder
from cases.updates.publisher import FIRST, Publisher, Row
from cases.updates.test_in_turn import expected, standing
from holdfast.base.clock import frozen
from holdfast.cases.actions import load_case
from holdfast.cases.types import Came
from holdfast.cases.update_queries import series_silent_since, watched_list
from holdfast.cases.updates import update_cases
from holdfast.people.types import Viewer
from holdfast.record.models import Observation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]


def blanked(*days: int) -> tuple[Row, ...]:
    return tuple((day, "" if int(day[-2:]) in days else meals, why) for day, meals, why in FIRST)


def test_values_that_went_blank_are_a_persons_to_decide(
    watched: Folder, publisher: Publisher, alice: Viewer
) -> None:
    load_case(alice, watched.root)
    publisher.gives(blanked(2, 3, 4, 6, 7))
    (found,) = update_cases(alice, case="hillside")
    assert (found.outcome, found.restated) == (Came.VANISHED, 0)
    assert "empty now: 5 of 6; rows that are not there any more: 0 of 7" in found.reason.render("en")
    assert found.reason.render("ar")
    assert standing() == expected(FIRST)
    (found,) = update_cases(alice, case="hillside", accept_vanished=True)
    assert (found.outcome, found.restated, found.by) == (Came.LOADED, 5, "alice")
    assert standing() == expected(blanked(2, 3, 4, 6, 7))
    assert Observation.objects.count() == 12


def test_blank_values_and_rows_that_are_gone_are_counted_together(
    watched: Folder, publisher: Publisher, alice: Viewer
) -> None:
    load_case(alice, watched.root)
    publisher.gives(tuple(row for row in blanked(3) if not row[0].endswith("-04")))
    (found,) = update_cases(alice)
    assert found.outcome is Came.VANISHED
    assert found.notes == {"blank": 1, "values": 6, "gone": 1, "rows": 7}
    assert standing() == expected(FIRST)


def test_days_that_were_always_empty_do_not_hide_values_that_went(
    watched: Folder, publisher: Publisher, alice: Viewer
) -> None:
    watched.write(
        "meals.csv", "day,meals,remark\n" + "".join(f"{day},{n},{r}\n" for day, n, r in blanked(2, 3, 4, 7))
    )
    load_case(alice, watched.root)
    publisher.gives(blanked(2, 3, 4, 7, 8))
    (found,) = update_cases(alice)
    assert (found.outcome, found.notes["blank"], found.notes["values"]) == (Came.VANISHED, 1, 2)


def test_one_value_that_went_blank_is_taken(watched: Folder, publisher: Publisher, alice: Viewer) -> None:
    load_case(alice, watched.root)
    publisher.gives(blanked(4))
    (found,) = update_cases(alice)
    assert (found.outcome, found.restated) == (Came.LOADED, 1)


def test_a_row_of_a_day_to_come_is_told_and_nothing_is_loaded(
    watched: Folder, publisher: Publisher, alice: Viewer
) -> None:
    publisher.gives((*FIRST, ("2026-03-09", "93", ""), ("2026-03-10", "94", "")))
    with frozen("2026-03-09T12:00:00Z"):
        load_case(alice, watched.root)
        for way in ({}, {"accept_vanished": True}):
            (found,) = update_cases(alice, case="hillside", **way)
            assert (found.outcome, found.new) == (Came.UNREADABLE, 0)
            assert (
                "still to come: 1; the first is of 10 March 2026, in line 10, and it is 9 March 2026"
                in found.reason.render("en")
            )
            assert found.reason.render("ar")
    assert standing() == expected(FIRST)
    with frozen("2026-03-10T12:00:00Z"):
        (found,) = update_cases(alice)
        assert (found.outcome, found.new) == (Came.LOADED, 2)


def test_today_is_that_of_the_agreements_zone(watched: Folder, publisher: Publisher, alice: Viewer) -> None:
    watched.change('timezone = "Europe/Belgrade"', 'timezone = "Pacific/Kiritimati"')
    publisher.gives((*FIRST, ("2026-03-09", "93", "")))
    with frozen("2026-03-08T09:30:00Z"):
        load_case(alice, watched.root)
        assert [one.outcome for one in update_cases(alice)] == [Came.UNREADABLE]
    with frozen("2026-03-08T10:30:00Z"):
        assert [one.outcome for one in update_cases(alice)] == [Came.LOADED]


def test_days_to_come_that_a_person_loaded_do_not_stop_the_file(
    watched: Folder, publisher: Publisher, alice: Viewer
) -> None:
    publisher.gives((("2026-03-01", "70", ""), *FIRST))
    with frozen("2026-03-05T12:00:00Z"):
        load_case(alice, watched.root)
        assert [one.outcome for one in update_cases(alice)] == [Came.LOADED]


def test_what_a_person_owes_is_told_until_the_file_comes_whole(
    watched: Folder, publisher: Publisher, alice: Viewer
) -> None:
    load_case(alice, watched.root)
    publisher.fails("500 Oops")
    update_cases(alice)
    assert watched_list(alice)[0].owed is None
    publisher.gives(FIRST[:3])
    update_cases(alice)
    for later in (
        lambda: publisher.fails("404 Not Found"),
        lambda: publisher.gives(FIRST, ("date", "meals", "remark")),
    ):
        later()
        (last,) = update_cases(alice)
        (one,) = watched_list(alice)
        assert one.owed is not None and one.last is not None
        assert (one.owed.outcome, one.last.outcome) == (Came.VANISHED, last.outcome)
        (silent,) = series_silent_since(alice)
        assert (silent.outcome, silent.reason.code) == (Came.VANISHED, "update-vanished")
    publisher.gives(FIRST)
    update_cases(alice)
    assert series_silent_since(alice) == ()
    publisher.fails("404 Not Found")
    update_cases(alice)
    assert watched_list(alice)[0].owed is None
    assert series_silent_since(alice)[0].outcome is Came.ERROR_STATUS
