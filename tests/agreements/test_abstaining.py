"""A duty to abstain: who can show that it was not kept, and whose silence is as far as they see."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agreements.building import day, duty, frame, reading, row, series, terms
from agreements.test_duties import ATTACK, LAST, denial
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.types import DutyKind, Rule, State
from holdfast.record.types import Kind


def abstained(source: str, *values: int, bearer: str = "north", as_of: date = LAST, **more: Any) -> Any:
    """Not one from 10 October 2025, by the daily count of that source."""
    rows = [row(f"2025-10-{10 + place}", value) for place, value in enumerate(values)]
    owes = duty(reading(Rule.NONE_AT_ALL), kind=DutyKind.ABSTAIN, quantity=None, bearer=bearer)
    counts = series(1, Kind.EVENTS, source=source, **({"attributes": True} | more))
    (found,) = assess(terms(owes, counts), frame(rows), as_of=as_of)
    return found


@pytest.mark.parametrize(
    ("source", "bearer", "state", "code"),
    [
        ("north-army", "north", State.NOT_KEPT, "abstain-admitted"),
        ("south-office", "south", State.NOT_KEPT, "abstain-admitted"),
        ("counter", "north", State.NOT_KEPT, "abstain-found"),
        ("north-army", "south", State.NOT_KNOWN, "count-speakers-category"),
        ("south-office", "north", State.NOT_KNOWN, "count-speakers-category"),
        ("paper", "north", State.NOT_KNOWN, "count-speakers-category"),
    ],
)
def test_who_can_show_that_a_duty_to_abstain_was_not_kept(
    source: str, bearer: str, state: State, code: str
) -> None:
    found = abstained(source, 0, 1, bearer=bearer)
    assert (found.state, found.why.code) == (state, code)
    without = abstained(source, 0, 1, bearer=bearer, attributes=False)
    assert (without.state, without.why.code) == (State.NOT_KNOWN, "count-without-attribution")


def test_none_on_every_day_is_kept_as_far_as_the_series_sees() -> None:
    found = abstained("counter", 0, 0, 0, as_of=day("2025-10-12"))
    assert (found.state, found.why.code) == (State.KEPT, "abstain-none-seen")
    until = abstained("counter", 0, 0, 0)
    assert (until.state, until.why.code) == (State.NOT_KNOWN, "abstain-none-seen-until")
    assert "as far as that series sees" in found.why.render("en")
    assert abstained("north-army", 0, 0, 0).state is State.NOT_KNOWN
    later = [row("2025-10-12", 0)]
    owes = duty(reading(Rule.NONE_AT_ALL), quantity=None)
    (gap,) = assess(terms(owes, series(attributes=True)), frame(later), as_of=LAST)
    assert gap.state is State.NOT_KNOWN


def test_the_bearers_denial_disputes_what_a_monitor_found() -> None:
    owes = duty(reading(Rule.NONE_AT_ALL), quantity=None, denials=(denial("north-army"),))
    (found,) = assess(terms(owes, series(attributes=True)), frame(ATTACK), as_of=LAST)
    assert (found.state, found.notes[0].code) == (State.DISPUTED, "abstain-found")
