"""A total of 60 days as the source says, of 61 as transcribed: both averages stand, each with whose days they are."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from agreements.building import asserted, day, duty, frame, reading, row, series, terms
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.types import State
from holdfast.record.types import AssertionKind

START, LAST = day("2025-10-10"), day("2025-12-09")


def told(total: int, *said: Any, last: Any = LAST) -> Any:
    """The assessment of one stated total against 600 a day."""
    pact = terms(duty(reading()), series(assertions=said))
    (found,) = assess(pact, frame([row(START, total, last)]), as_of=day("2026-01-31"))
    return found


def said(kind: AssertionKind, value: str, last: Any = LAST) -> Any:
    return asserted(kind, value, str(START), str(last))


def test_it_works() -> None:
    found = told(13511, said(AssertionKind.AVERAGE, "226"), said(AssertionKind.DAYS, "60"))
    assert [(round(one.value, 1), one.days, one.basis) for one in found.averages] == [
        (Decimal("225.2"), 60, "stated"),
        (Decimal("221.5"), 61, "transcribed"),
    ]
    assert [one.why.render("en") for one in found.averages] == [
        "60 days, as the source says",
        "61 days from 10 October 2025 to 9 December 2025, both ends counted, as transcribed",
    ]
    assert (found.state, round(found.value, 1)) == (State.NOT_KEPT, Decimal("221.5"))


def test_days_that_follow_from_the_promised_total_or_from_the_stated_average_are_named_as_such() -> None:
    found = told(25700, said(AssertionKind.PROMISED, "36000"))
    assert found.averages[0].why.render("en") == "60 days, as the total promised with it has it"
    last = START + timedelta(days=58)
    found = told(6545, said(AssertionKind.AVERAGE, "113", last), last=last)
    assert found.averages[0].why.render("en") == "58 days, the length that gives the stated 113"


def test_where_the_days_agree_there_is_one_average() -> None:
    assert told(13511, said(AssertionKind.DAYS, "61")).averages == ()
    assert told(13511).averages == ()


def test_a_state_holds_over_both_lengths_or_is_not_known() -> None:
    found = told(36300, said(AssertionKind.DAYS, "60"))  # 605 over 60 days, 595.1 over 61
    assert (found.state, found.why.code) == (State.NOT_KNOWN, "average-turns-on-its-days")
    assert "605 a day over the days stated (60), 595.1 over the window" in found.why.render("en")
