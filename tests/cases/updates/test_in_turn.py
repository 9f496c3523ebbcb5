"""One address over some weeks: what comes is loaded, what does not come whole changes nothing and is told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cases.folders import Folder
from cases.updates.publisher import FIRST, Publisher
from holdfast.base.clock import frozen
from holdfast.cases.actions import load_case
from holdfast.cases.queries import case_detail
from holdfast.cases.types import Came
from holdfast.cases.update_queries import series_silent_since, updates_list, watched_list
from holdfast.cases.updates import update_cases, update_due
from holdfast.evidence.models import Capture, LogEntry
from holdfast.figures.actions import publish_figures
from holdfast.figures.queries import figures_list
from holdfast.journal.queries import verify
from holdfast.people.types import Viewer
from holdfast.record.models import Observation, Withdrawal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]


def standing() -> dict[str, tuple[int, int | None]]:
    """What the record holds now: by day the status and the value of the last edition, withdrawn ones left out."""
    gone = set(Withdrawal.objects.values_list("observation_id", flat=True))
    last: dict[str, tuple[int, int, int, int | None]] = {}
    for row in Observation.objects.order_by("edition"):
        last[row.first_day.isoformat()] = (row.pk, row.edition, row.status, row.value)
    return {day: (status, value) for day, (pk, _, status, value) in sorted(last.items()) if pk not in gone}


def expected(rows: tuple[tuple[str, str, str], ...]) -> dict[str, tuple[int, int | None]]:
    """The same, from what was published."""
    return {
        day: (3, None) if not meals else (2, 0) if meals == "0" else (1, int(meals)) for day, meals, _ in rows
    }


@pytest.mark.parametrize("form", ["csv", "json"])
def test_everything_in_turn(
    hillside: Folder, publisher: Publisher, alice: Viewer, rania: Viewer, form: str
) -> None:
    watched = publisher.watch(hillside, form)
    name = f"meals.{form}"
    with frozen("2026-11-01T09:00:00Z"):
        load_case(alice, watched.root)
        (figure,) = figures_list(rania)
        publish_figures(rania, keys=[figure.key], reason="First")
    day = iter(range(2, 30))

    def update(**more: bool) -> tuple[Came, str]:
        with frozen(datetime(2026, 11, next(day), 9, tzinfo=UTC)):
            (found,) = update_cases(alice, case="hillside", **more)
        said.append(found)
        return found.outcome, found.reason.render("en")

    said = []
    publisher.gives(FIRST)
    assert update()[0] is Came.SAME

    grown = (*FIRST, ("2026-03-09", "93", ""), ("2026-03-10", "94", ""))
    publisher.gives(grown)
    assert update()[0] is Came.LOADED
    assert (said[-1].new, said[-1].restated, said[-1].withdrawn) == (2, 0, 0)
    assert said[-1].stale == (figure.key,)
    assert standing() == expected(grown)

    restated = tuple(("2026-03-03", "80", "") if row[0] == "2026-03-03" else row for row in grown)
    publisher.gives(restated)
    assert update()[0] is Came.LOADED
    assert (said[-1].new, said[-1].restated, said[-1].withdrawn) == (0, 1, 0)
    assert standing() == expected(restated)
    assert Observation.objects.filter(first_day="2026-03-03").count() == 2

    held = standing()
    for wrong, outcome, words in (
        (lambda: publisher.fails("500 Internal Server Error"), Came.ERROR_STATUS, "answers 500"),
        (lambda: publisher.fails("404 Not Found"), Came.ERROR_STATUS, "answers 404"),
        (publisher.shows_a_page, Came.PAGE, "web page came in place"),
        (publisher.says_nothing, Came.EMPTY, "empty"),
        (publisher.breaks_off, Came.CUT, "cut off"),
        (lambda: publisher.breaks_its_gzip(restated), Came.CUT, "cannot be unpacked"),
        (lambda: publisher.gives(()), Came.EMPTY, "no row"),
        (
            lambda: publisher.gives(restated, ("date", "meals", "remark")),
            Came.COLUMNS,
            "not there any more: day",
        ),
        (lambda: publisher.gives(restated[:1] + restated[5:]), Came.VANISHED, "4 of 9"),
        (lambda: publisher.gives(restated[:-1]), Came.SHRANK, "9 March 2026"),
    ):
        wrong()
        came, why = update()
        assert came is outcome, (why, said[-1].notes)
        assert words in why
        assert standing() == held, outcome
        (one,) = watched_list(alice)
        assert one.whole is not None and one.whole.at.day == 4
        assert one.wrong is not None and one.wrong.at.day == 5
        (silent,) = series_silent_since(alice)
        assert (silent.series, silent.since.day, silent.outcome) == ("meals-kitchen-book", 4, outcome)

    few = tuple(row for row in restated if row[0] != "2026-03-04")
    publisher.gives(few)
    assert update()[0] is Came.LOADED
    assert (said[-1].new, said[-1].restated, said[-1].withdrawn) == (0, 0, 1)
    assert standing() == expected(few)
    (gone,) = Withdrawal.objects.all()
    assert gone.noticed == date(2026, 11, 15)
    assert series_silent_since(alice) == ()

    publisher.gives(restated)
    assert update()[0] is Came.LOADED
    assert (said[-1].new, said[-1].restored) == (0, 1)
    assert standing() == expected(restated)
    assert update()[0] is Came.SAME

    page = updates_list(alice, case="hillside", name=name)
    assert page.total == len(said) == 16
    assert [one.outcome for one in reversed(page.updates)] == [one.outcome for one in said]
    assert Capture.objects.count() == len(said)
    assert all(one.capture for one in said)
    assert LogEntry.objects.filter(verb="collected").count() == len(said)
    assert verify().ok


def test_a_person_accepts_that_rows_are_gone(watched: Folder, publisher: Publisher, alice: Viewer) -> None:
    load_case(alice, watched.root)
    publisher.gives(FIRST[:3])
    (found,) = update_cases(alice, case="hillside")
    assert found.outcome is Came.VANISHED
    assert len(standing()) == 7
    (found,) = update_cases(alice, case="hillside", accept_vanished=True)
    assert (found.outcome, found.withdrawn, found.by) == (Came.LOADED, 4, "alice")
    assert found.notes["accepted"] == "rows vanished"
    assert standing() == expected(FIRST[:3])
    assert Observation.objects.count() == 7


def test_a_dry_run_captures_and_loads_nothing(watched: Folder, publisher: Publisher, alice: Viewer) -> None:
    load_case(alice, watched.root)
    before = (standing(), case_detail(alice, "hillside"))
    publisher.gives((*FIRST, ("2026-03-09", "93", "")))
    (found,) = update_cases(alice, dry=True)
    assert (found.outcome, found.new, found.seq) == (Came.LOADED, 1, None)
    assert (standing(), case_detail(alice, "hillside")) == before
    assert updates_list(alice).total == 0
    assert Capture.objects.count() == 1


def test_what_is_due_is_fetched_once(watched: Folder, publisher: Publisher, alice: Viewer) -> None:
    publisher.gives(FIRST)
    with frozen("2026-11-01T09:00:00Z"):
        load_case(alice, watched.root)
        assert [one.outcome for one in update_due()] == [Came.SAME]
        assert update_due() == ()
        assert update_cases(alice, due=True) == ()
    with frozen("2026-11-02T08:59:00Z"):
        assert update_due() == ()
    with frozen("2026-11-02T09:01:00Z"):
        assert [one.by for one in update_due()] == ["alice"]


def test_the_folder_does_not_take_back_what_was_fetched(
    watched: Folder, publisher: Publisher, alice: Viewer
) -> None:
    load_case(alice, watched.root)
    grown = (*FIRST, ("2026-03-09", "93", ""))
    publisher.gives(grown)
    update_cases(alice)
    again = load_case(alice, watched.root)
    assert (again.wrote, again.newer) == (False, ("meals.csv",))
    assert "the later one stands" in again.sentence()
    loaded = load_case(alice, watched.change("Hillside school agreement, signed text", "Signed text").root)
    assert (loaded.withdrawn, loaded.definitions, loaded.newer) == (0, 1, ("meals.csv",))
    assert standing() == expected(grown)
    watched.add("2026-03-10,90,\n", "meals.csv")  # a version the desk has never seen is the person's own word
    loaded = load_case(alice, watched.root)
    assert (loaded.added, loaded.withdrawn, loaded.newer) == (1, 1, ())
