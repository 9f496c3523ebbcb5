"""Words beside a value open one of its ends; days and stated numbers are told as a person would."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from agreements.building import asserted, day, duty, frame, reading, row, series, terms
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.sides import side_by_side
from holdfast.agreements.engine.types import ConditionDef, RelationDef
from holdfast.agreements.types import DutyKind, RelationKind, Rule, State
from holdfast.record.types import AssertionKind, Kind, Several, Status, bound_of

COUNT = {"kind": DutyKind.ABSTAIN, "quantity": None}


def told(rows: list[dict[str, Any]], rule: Rule = Rule.COUNT, **more: Any) -> Assessed:
    """One assessment from 10 October 2025."""
    given = COUNT if rule is Rule.COUNT else {"quantity": Decimal(50)}
    (found,) = assess(
        terms(duty(reading(rule), **given), series(**more)), frame(rows), as_of=day("2025-12-31")
    )
    return found


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("at least", 1),
        ('"At least"', 1),
        ("above", 1),
        ("more than", 1),
        ("does not exceed", -1),
        ("up to", -1),
        ("just over", 0),
        ("about", 0),
        ("", 0),
    ],
)
def test_a_closed_list_of_words_opens_one_end(words: str, bound: int) -> None:
    assert bound_of(words) == bound


def test_at_least_has_no_upper_end_and_the_sentence_says_so() -> None:
    found = told([row("2025-10-19", 44, bound=1)], attributes=True, harm=True)
    assert (found.value, found.low, found.high) == (44, 44, None)
    assert ": at least 44 on 19 October 2025; whether" in found.why.render("en")
    assert "ما لا يقل عن 44" in found.why.render("ar")


def test_at_most_has_no_lower_end_but_zero() -> None:
    found = told([row("2025-10-19", 44, bound=-1)])
    assert (found.value, found.low, found.high) == (44, 0, 44)
    assert ": at most 44 on 19 October 2025; " in found.why.render("en")


def test_at_least_so_much_a_day_cannot_show_that_too_little_came() -> None:
    found = told([row("2025-10-10", 44, bound=1)], Rule.AVERAGE)
    assert (found.state, found.why.code) == (State.NOT_KNOWN, "average-without-upper-bound")
    assert told([row("2025-10-10", 60, bound=1)], Rule.AVERAGE).state is State.KEPT


def test_one_relay_with_at_least_opens_the_value_of_the_other() -> None:
    rows = [row("2025-10-19", 738, document=1), row("2025-10-19", 738, document=2, bound=1)]
    for several in (Several.REFUSE, Several.FIRST_SAID):
        found = told(rows, several=several)
        assert (found.value, found.low, found.high) == (738, 738, None)
        assert [group.why.code for group in found.rejected] == ["row-same-value-again"]


def test_a_counter_said_to_be_at_least_so_much_stays_open() -> None:
    found = told(
        [row("2025-10-10", 738, "2025-12-09", bound=1)],
        kind=Kind.CUMULATIVE,
        counter_start=day("2025-10-10"),
    )
    assert (found.value, found.high) == (738, None)
    assert "at least 738 from 10 October 2025 to 9 December 2025" in found.why.render("en")


def test_a_count_is_told_from_the_first_day_a_row_speaks_of() -> None:
    found = told([row("2025-10-19", 2)])
    assert (found.first, found.last, found.days.in_window) == (day("2025-10-19"), day("2025-10-19"), 1)
    named = duty(reading(Rule.COUNT, window_first=day("2025-10-12")), **COUNT)
    (other,) = assess(terms(named, series()), frame([row("2025-10-19", 2)]), as_of=day("2025-12-31"))
    assert (other.first, other.days.missing) == (day("2025-10-12"), 7)


def test_a_bare_stated_number_keeps_its_words() -> None:
    stated = (asserted(AssertionKind.AVERAGE, "600", qualifier="above"),)
    found = told([], Rule.AVERAGE, assertions=stated)
    assert (found.stated, found.stated_bound) == (600, "above")
    assert "above 600" in found.why.render("en")
    assert "أكثر من 600" in found.why.render("ar")
    assert found.as_json()["assertions"][0]["stated_bound"] == "above"


def test_a_number_that_was_inferred_cannot_show_that_so_many_for_each_came() -> None:
    remains = duty(
        reading(Rule.RATIO, per_series=2), kind=DutyKind.RATIO, quantity=Decimal(15), per="", unit="person"
    )
    listed = [series(1, Kind.CUMULATIVE), series(2, Kind.CUMULATIVE)]
    rows = [
        row("2025-10-10", 225, "2025-11-02"),
        row("2025-10-10", 330, "2025-11-25"),
        row("2025-10-10", 15, "2025-11-01", series=2),
        row("2025-10-10", 22, "2025-11-25", series=2, status=Status.DERIVED),
    ]
    (early,) = assess(terms(remains, listed), frame(rows), as_of=day("2025-11-02"))
    (late,) = assess(terms(remains, listed), frame(rows), as_of=day("2025-12-31"))
    assert (early.state, late.state) == (State.KEPT, State.NOT_KNOWN)
    assert late.per is not None
    assert (late.value, late.promised, late.per.each) == (330, 330, 15)
    assert "the last that was reported is 15 on 1 November 2025" in late.why.render("en")


def test_one_total_on_two_days_is_no_range_of_sources() -> None:
    by_date = duty(reading(Rule.BY_DATE, (1, 2)), kind=DutyKind.BY_DATE, quantity=Decimal(400), per="")
    listed = [
        series(1, Kind.CUMULATIVE, indicator="i"),
        series(2, Kind.CUMULATIVE, indicator="i", source="south-office"),
    ]
    rows = [row("2025-10-10", 315, "2025-11-13"), row("2025-10-10", 330, "2025-11-25", series=2)]
    pact = terms(by_date, listed)
    beside = side_by_side(assess(pact, frame(rows), as_of=day("2025-12-31")), pact)
    assert beside.bands == ()
    (why,) = beside.refused
    assert why.code == "range-refused-windows"
    assert "13 November 2025 and 25 November 2025" in why.render("en")


def test_what_is_reached_is_told_with_the_day_it_was_reached_and_totals_are_not_daily_reports() -> None:
    due = duty(
        reading(Rule.BY_DATE),
        kind=DutyKind.BY_DATE,
        quantity=Decimal(28),
        per="",
        due_day=day("2025-10-13"),
    )
    rows = [
        row("2025-10-10", 4, "2025-10-13"),
        row("2025-10-10", 27, "2025-12-03", status=Status.DERIVED),
        row("2025-10-10", 27, "2026-01-26"),
    ]
    (found,) = assess(terms(due, series(1, Kind.CUMULATIVE)), frame(rows), as_of=day("2026-08-22"))
    assert found.reached_on == day("2025-12-03")
    assert "27 by 3 December 2025" in found.why.render("en")
    codes = [why.code for why in found.coverage_notes]
    assert "days-by-totals" in codes
    assert "days-derived" not in codes


def test_zeros_that_were_worked_out_are_named() -> None:
    rows = [row("2025-10-10", 5), row("2025-10-11", 0, status=Status.DERIVED)]
    found = told(rows, harm=True)
    assert found.days.zero_reported == 1
    assert "worked out and not reported as zero" in " ".join(why.render("en") for why in found.coverage_notes)


def test_a_condition_that_names_no_duty_says_only_what_was_said() -> None:
    said = ConditionDef(None, "north-army", False, {"en": "The strikes answered an attack."})
    named = ConditionDef("o", "north-army", False, {"en": "Only after o."})
    pact = terms(duty(reading(Rule.COUNT), conditions=(said, named), **COUNT), series())
    (found,) = assess(pact, frame([row("2025-10-19", 2)]), as_of=day("2025-12-31"))
    alone, waits = (one.why for one in found.waits_on)
    assert alone.code == "said-of-the-duty"
    assert "waits" not in alone.render("en")
    assert (waits.code, found.waits_on[1].state) == ("waits-by-word", found.state)


def test_a_relay_of_a_party_counts_for_that_party() -> None:
    relations = {
        "south": RelationDef("south", RelationKind.PARTY, "south"),
        "paper": RelationDef("paper", RelationKind.PRESS, None, "south"),
    }
    pact = terms(duty(reading(Rule.COUNT), **COUNT), series(source="paper"), relations=relations)
    (found,) = assess(pact, frame([row("2025-10-19", 2)]), as_of=day("2025-12-31"))
    assert (found.relation, found.party, found.counter) == ("press", "south", "south")
    assert "counted-upstream-by-a-party" in [why.code for why in found.notes]


def test_a_state_that_nothing_promises_is_told_and_not_judged() -> None:
    keep = duty(reading(Rule.STATE), kind=DutyKind.STATE, quantity=None)
    gate = series(
        1,
        Kind.STATE,
        states={"0": {"en": "closed", "ar": "مغلق"}},
        measured_point="announced",
    )
    (found,) = assess(terms(keep, gate), frame([row("2025-10-18", 0)]), as_of=day("2025-12-31"))
    assert (found.state, found.why.code, found.observed_state) == (State.NOT_KNOWN, "state-told", "closed")
    assert "18 October 2025: closed" in found.why.render("en")
    assert found.notes[0].code == "announced-not-observed"
