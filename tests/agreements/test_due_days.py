"""A quantity by a day: what had come by then, what came late, and what the readings do not say."""

from __future__ import annotations

from typing import Any

import pytest

from agreements.building import day, frame, reading, row, series, terms
from agreements.test_duties import LAST, counter, owed
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.types import Rule, State


def due_on_the_15th(*given: tuple[str, int], as_of: str = "2026-11-22", **more: Any) -> Any:
    """Six by 15 October 2025, by a counter with these readings."""
    rows = [row("2025-10-10", value, last, **more) for last, value in given]
    pact = terms(owed(6, reading(Rule.BY_DATE), due_day=day("2025-10-15")), counter())
    (found,) = assess(pact, frame(rows), as_of=day(as_of))
    return found


def test_readings_on_both_sides_of_the_due_day_do_not_say_whether_it_was_late() -> None:
    found = due_on_the_15th(("2025-10-12", 5), ("2025-10-20", 6))
    assert (found.state, found.why.code, found.value_at_due) == (State.NOT_KNOWN, "by-date-around-due", None)
    assert found.why.render("en") == (
        "Not known whether by the day it was due, 15 October 2025: at least 5 of 6 by 12 October 2025; "
        "6 by 20 October 2025 (kept, or kept late by at most 5 days)."
    )


def test_late_needs_a_reading_that_is_still_short_on_the_due_day_or_later() -> None:
    on_the_day = due_on_the_15th(("2025-10-15", 5), ("2025-10-20", 6))
    assert (on_the_day.state, on_the_day.why.code) == (State.KEPT_LATE, "by-date-kept-late")
    later = due_on_the_15th(("2025-10-12", 3), ("2025-10-17", 5), ("2025-10-20", 6))
    assert (later.state, later.why.code) == (State.KEPT_LATE, "by-date-kept-late-since")
    assert later.value_at_due is None
    assert "on the day it was due" not in later.why.render("en")
    open_end = due_on_the_15th(("2025-10-15", 5), ("2025-10-20", 6), bound=1)
    assert (open_end.state, open_end.why.code) == (State.NOT_KNOWN, "by-date-around-due")


@pytest.mark.parametrize("value", [0, 5])
def test_a_last_word_before_the_due_day_judges_nothing_after_it(value: int) -> None:
    found = due_on_the_15th(("2025-10-12", value))
    assert (found.state, found.why.code) == (State.NOT_KNOWN, "by-date-last-word-before-due")
    assert due_on_the_15th(("2025-10-12", value), as_of="2025-10-14").state is State.NOT_DUE
    assert due_on_the_15th(("2025-10-12", 6)).state is State.KEPT


def test_the_value_at_the_due_day_is_known_between_equal_readings() -> None:
    found = due_on_the_15th(("2025-10-12", 4), ("2025-10-17", 4))
    assert (found.state, found.value_at_due) == (State.PARTLY, 4)
    between = due_on_the_15th(("2025-10-12", 3), ("2025-10-17", 4))
    assert (between.state, between.value_at_due, between.why.code) == (
        State.PARTLY,
        None,
        "by-date-partly-since",
    )


def test_a_sum_of_reports_with_days_between_does_not_say_what_had_come_by_the_due_day() -> None:
    rows = [row("2025-10-11", 7), row("2025-10-13", 3), row("2025-10-20", 10)]
    (found,) = assess(terms(owed(20, reading(Rule.BY_DATE)), series()), frame(rows), as_of=LAST)
    assert (found.state, found.why.code, found.value_at_due) == (State.NOT_KNOWN, "by-date-around-due", None)
