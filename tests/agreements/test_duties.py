"""Quantities by a date, ratios, states: both parties' duties by the same rules."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from agreements.building import RELATIONS, asserted, day, duty, frame, reading, row, series, terms
from agreements.test_known_answers import GIVEN, needs_given
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.exact import one
from holdfast.agreements.engine.sides import side_by_side
from holdfast.agreements.engine.tallies import tally_sides
from holdfast.agreements.engine.types import (
    ConditionDef,
    DenialDef,
    DischargeDef,
    DocumentDef,
)
from holdfast.agreements.types import DutyKind, Rule, State
from holdfast.record.types import AssertionKind, Kind, Several, Status

LAST = day("2026-11-22")
DISCHARGE = DischargeDef(day("2026-01-26"), Decimal(1), {"en": "recovered by the other party itself"})


def exchanged(duty_name: str, number: int = 1) -> list[dict[str, Any]]:
    """The rows of one duty in gaza-ceasefire-exchanges."""
    with (GIVEN / "gaza-ceasefire-exchanges" / "exchanges.csv").open(encoding="utf-8", newline="") as lines:
        listed = [one_ for one_ in csv.DictReader(lines) if one_["duty"] == duty_name]
    return [
        row("2025-10-10", int(one_["value_cumulative"]), one_["as_of"], series=number, document=place)
        for place, one_ in enumerate(listed, 1)
    ]


def owed(quantity: int, *readings: Any, **more: Any) -> Any:
    """A quantity by 13 October 2025, owed by "north"."""
    more.setdefault("due_day", day("2025-10-13"))
    return duty(*readings, kind=DutyKind.BY_DATE, quantity=Decimal(quantity), per="", **more)


def counter(number: int = 1, **more: Any) -> Any:
    """A count since 10 October 2025."""
    return series(number, Kind.CUMULATIVE, counter_start=day("2025-10-10"), **more)


@needs_given
def test_living_hostages_were_released_on_the_day() -> None:
    rows = exchanged("release living hostages")
    (found,) = assess(terms(owed(20, reading(Rule.BY_DATE)), counter()), frame(rows), as_of=LAST)
    assert (found.state, found.value, found.value_at_due) == (State.KEPT, 20, 20)
    assert [group.why.code for group in found.rejected] == ["row-same-value-again"]


@needs_given
def test_the_28th_was_not_returned() -> None:
    rows = exchanged("return remains of deceased hostages")
    text = reading(Rule.BY_DATE)
    other = reading(Rule.BY_DATE, key="any-hand", of_the_text=False, counts_discharge=True)
    found = assess(terms(owed(28, text, other, discharges=(DISCHARGE,)), counter()), frame(rows), as_of=LAST)
    assert [one_.state for one_ in found] == [State.PARTLY, State.DISCHARGED]
    for one_ in found:
        assert (one_.value_at_due, one_.value, one_.discharged, one_.promised) == (4, 27, 1, 28)
        assert dict(one_.why.params)["late"] == 105
        for language in ("en", "ar"):
            assert "28 returned" not in one_.why.render(language)


@needs_given
@pytest.mark.parametrize(
    ("quantity", "name"), [(250, "serving life sentences"), (1700, "detainees from Gaza")]
)
def test_prisoners_were_released(quantity: int, name: str) -> None:
    full = "release prisoners serving life sentences" if quantity == 250 else f"release {name}"
    pact = terms(owed(quantity, reading(Rule.BY_DATE), due_day=None), counter())
    (found,) = assess(pact, frame(exchanged(full)), as_of=LAST)
    assert found.state is State.KEPT


@needs_given
@pytest.mark.parametrize(
    ("when", "remains", "israelis", "everybody"),
    [
        ("2025-11-02", 225, 15, 17),
        ("2025-11-04", 270, 18, 20),
        ("2025-11-13", 315, 21, 24),
        ("2025-11-25", 330, 22, 25),
    ],
)
def test_remains_are_fifteen_for_each_israeli_hostage(
    when: str, remains: int, israelis: int, everybody: int
) -> None:
    rows = exchanged("return remains of Palestinians")
    rows += exchanged("return remains of deceased hostages", 2)
    by_multiples = {"2025-11-02": 15, "2025-11-04": 18, "2025-11-13": 21, "2025-11-25": 22}
    rows += [row("2025-10-10", value, last, series=3) for last, value in by_multiples.items()]
    text = reading(Rule.RATIO, key="each-israeli-hostage", per_series=3, promised=Decimal(15))
    wide = reading(Rule.RATIO, key="every-hostage", per_series=2, promised=Decimal(15), of_the_text=False)
    pact = terms(
        duty(text, wide, kind=DutyKind.RATIO, quantity=Decimal(15), per=""),
        [counter(1), counter(2), counter(3)],
    )
    first, second = assess(pact, frame(rows), as_of=day(when))
    assert (first.value, first.promised, first.state) == (remains, 15 * israelis, State.KEPT)
    assert first.per is not None
    assert first.per.each == 15
    assert (second.value, second.promised, second.state) == (remains, 15 * everybody, State.PARTLY)
    if when == "2025-11-25":
        assert second.per is not None
        assert (second.promised, one(second.per.each or Decimal(0))) == (375, Decimal("13.2"))


def test_late_is_told_with_its_days() -> None:
    rows = [row("2025-10-10", 4, "2025-10-13"), row("2025-10-10", 20, "2025-10-20")]
    (found,) = assess(terms(owed(20, reading(Rule.BY_DATE)), counter()), frame(rows), as_of=LAST)
    assert (found.state, found.reached_on) == (State.KEPT_LATE, day("2025-10-20"))
    assert dict(found.why.params)["late"] == 7


def test_before_the_deadline_nothing_is_late() -> None:
    rows = [row("2025-10-10", 4, "2025-10-11")]
    (found,) = assess(terms(owed(20, reading(Rule.BY_DATE)), counter()), frame(rows), as_of=day("2025-10-12"))
    assert found.state is State.NOT_DUE


def test_before_the_start_nothing_is_due() -> None:
    (found,) = assess(terms(owed(20, reading(Rule.BY_DATE)), counter()), frame([]), as_of=day("2025-10-01"))
    assert (found.state, found.why.code) == (State.NOT_DUE, "not-due-yet")


def test_none_is_not_kept() -> None:
    rows = [row("2025-10-10", 0, "2025-10-14")]
    (found,) = assess(terms(owed(20, reading(Rule.BY_DATE)), counter()), frame(rows), as_of=LAST)
    assert found.state is State.NOT_KEPT


def test_all_of_it_first_seen_after_the_day_is_not_called_late() -> None:
    rows = [row("2025-10-10", 20, "2025-10-20")]
    (found,) = assess(terms(owed(20, reading(Rule.BY_DATE)), counter()), frame(rows), as_of=LAST)
    assert (found.state, found.why.code) == (State.NOT_KNOWN, "by-date-when-not-known")


def test_a_flow_adds_up_to_the_quantity() -> None:
    rows = [row("2025-10-11", 7), row("2025-10-13", 13)]
    (found,) = assess(terms(owed(20, reading(Rule.BY_DATE)), series()), frame(rows), as_of=LAST)
    assert (found.state, found.value) == (State.KEPT, 20)


CROSSING = {"0": {"en": "closed"}, "1": {"en": "limited"}, "2": {"en": "open both ways"}}


def crossing(**more: Any) -> Any:
    """A duty to keep a crossing open."""
    return duty(
        reading(Rule.STATE, promised_state="2"), kind=DutyKind.STATE, quantity=None, bearer="north", **more
    )


def test_a_state_is_told_on_its_day_and_its_code_is_no_count() -> None:
    rows = [row("2025-10-18", 0), row("2026-01-25", 1)]
    (found,) = assess(terms(crossing(), series(1, Kind.STATE, states=CROSSING)), frame(rows), as_of=LAST)
    assert (found.state, found.observed_state) == (State.NOT_KEPT, "limited")
    assert (found.first, found.last) == (day("2025-10-10"), day("2026-01-25"))
    assert found.days.zero_reported == 0


def test_a_condition_is_told_with_where_it_stands_and_excuses_nothing() -> None:
    waits = ConditionDef("remains", "north-army", False, {"en": "until the remains are back"})
    owed_first = owed(28, reading(Rule.BY_DATE, (2,)), key="remains", bearer="south")
    pact = terms(
        [crossing(conditions=(waits,)), owed_first], [series(1, Kind.STATE, states=CROSSING), counter(2)]
    )
    rows = [row("2025-10-18", 0), row("2025-10-10", 4, "2025-10-13", series=2)]
    found, _ = assess(pact, frame(rows), as_of=LAST)
    assert found.state is State.NOT_KEPT
    assert [(one_.obligation, one_.said_by, one_.state) for one_ in found.waits_on] == [
        ("remains", "north-army", State.PARTLY)
    ]


ATTACK = [row("2025-10-19", 2)]


def attack(*denials: DenialDef, bearer: str = "south") -> Any:
    """A duty to abstain, an attack that the other side names, and denials of it."""
    abstain = duty(
        reading(Rule.NONE_AT_ALL), kind=DutyKind.ABSTAIN, quantity=None, bearer=bearer, denials=tuple(denials)
    )
    (found,) = assess(
        terms(abstain, series(source="north-army", attributes=True)), frame(ATTACK), as_of=day("2025-10-31")
    )
    return found


def denial(source: str, first: str = "2025-10-19", last: str = "2025-10-19") -> DenialDef:
    """A denial of the attribution."""
    return DenialDef(source, "attribution", day(first), day(last), {"en": "denies"})


@pytest.mark.parametrize(("bearer", "source"), [("south", "south-office"), ("north", "north-army")])
def test_the_bearers_own_denial_disputes_on_either_side(bearer: str, source: str) -> None:
    found = attack(denial(source), bearer=bearer)
    assert (found.state, found.why.code) == (State.DISPUTED, "denied-by-bearer")
    assert [one_.disputes for one_ in found.denied] == [True]


@pytest.mark.parametrize(
    ("bearer", "source"), [("south", "north-army"), ("south", "paper"), ("north", "south-office")]
)
def test_nobody_elses_denial_disputes(bearer: str, source: str) -> None:
    found = attack(denial(source), bearer=bearer)
    state = (
        State.NOT_KEPT if bearer == "north" else State.NOT_KNOWN
    )  # north's army counts: an admission by north
    assert (found.state, found.denied[0].why.code) == (state, "denied-by-another")


def test_a_denial_of_other_days_does_not_dispute() -> None:
    assert attack(denial("south-office", "2025-12-01", "2025-12-02")).state is State.NOT_KNOWN


def test_one_denied_day_does_not_dispute_a_whole_average() -> None:
    owes = duty(reading(), denials=(denial("north-army", "2025-10-10", "2025-10-10"),))
    rows = [row("2025-10-10", 1), row("2025-10-11", 1)]
    (found,) = assess(terms(owes, series()), frame(rows), as_of=day("2025-10-11"))
    assert (found.state, found.denied[0].why.code) == (State.NOT_KEPT, "denied-in-part")
    whole = duty(reading(), denials=(denial("north-army", "2025-10-10", "2025-10-11"),))
    (found,) = assess(terms(whole, series()), frame(rows), as_of=day("2025-10-11"))
    assert found.state is State.DISPUTED


def test_harm_without_attribution_assesses_nobody() -> None:
    abstain = duty(reading(Rule.NONE_AT_ALL), quantity=None)
    (found,) = assess(terms(abstain, series(harm=True)), frame(ATTACK), as_of=day("2025-10-31"))
    assert (found.state, found.why.code) == (State.NOT_KNOWN, "count-of-harm")


def test_a_stated_violation_is_the_speakers_category() -> None:
    found = attack()
    assert (found.state, found.why.code) == (State.NOT_KNOWN, "count-speakers-category")


def test_a_duty_without_series_is_not_watched() -> None:
    found = assess(terms([duty(), duty(reading(numbers=()), key="p")], ()), frame([]), as_of=LAST)
    assert [one_.state for one_ in found] == [State.NOT_WATCHED] * 2


def test_a_series_of_one_edition_says_that_no_earlier_one_is_preserved() -> None:
    for single, code in ((True, "no-earlier-edition"), (False, "nothing-recorded-by-then")):
        pact = terms(duty(reading()), series(one_edition=single, first_known_seq=9), known_seq=4)
        (found,) = assess(pact, frame([]), as_of=LAST, known_on=day("2026-01-01"))
        assert (found.state, found.why.code) == (State.NOT_KNOWN, code)
        assert "preserved" in found.why.render("en") or not single


def test_a_relay_of_another_value_is_used_or_not_by_the_rule_of_the_series() -> None:
    rows = [
        row("2025-10-10", 986, "2025-10-20", document=1, said_last=day("2025-10-21")),
        row("2025-10-10", 980, "2025-10-20", document=2, said_last=day("2025-10-22")),
    ]
    values = {}
    for policy in (Several.FIRST_SAID, Several.LAST_SAID, Several.REFUSE):
        pact = terms(duty(reading(Rule.COUNT), quantity=None), counter(several=policy))
        (found,) = assess(pact, frame(rows), as_of=LAST)
        values[policy] = (found.low, found.high, found.rejected[0].why.code)
    assert values == {
        Several.FIRST_SAID: (986, 986, "row-other-value-used"),
        Several.LAST_SAID: (980, 980, "row-other-value-used"),
        Several.REFUSE: (980, 986, "row-values-undecided"),
    }


@pytest.mark.parametrize("policy", list(Several))
@pytest.mark.parametrize("order", [(38, 43), (43, 38)])
def test_two_relays_of_one_statement_that_differ_are_both_shown(
    policy: Several, order: tuple[int, int]
) -> None:
    """Said on one day of the same days: neither the rule of the series nor the order of a file decides."""
    rows = [
        row("2025-10-10", 35, "2025-11-22", document=3),
        *(row("2025-10-10", value, "2025-12-09", document=place) for place, value in enumerate(order, 1)),
    ]
    pact = terms(duty(reading(Rule.COUNT), quantity=None), counter(several=policy))
    (found,) = assess(pact, frame(rows), as_of=LAST)
    assert (found.low_total, found.high_total, found.either) == (38, 43, True)
    assert "38 or 43" in found.why.render("en") and "38 أو 43" in found.why.render("ar")
    assert "values-undecided" in [why.code for why in found.notes]
    assert (found.days.reported, found.days.partial) == (61, 0)


def stated_by(source: str, bearer: str) -> Any:
    """What a bare "above 600" by that source is called beside a count of 100 a day."""
    said = asserted(AssertionKind.AVERAGE, "600", source=source, qualifier="above")
    pact = terms(duty(reading(numbers=(1, 2)), bearer=bearer), [series(), series(2, assertions=(said,))])
    found = assess(pact, frame([row("2025-10-10", 100)]), as_of=day("2025-10-10"))
    (one_,) = side_by_side(found, pact).asserted
    assert {row_.state for row_ in found} == {State.NOT_KEPT, State.NOT_KNOWN}
    return one_


@pytest.mark.parametrize(
    ("source", "bearer", "told"),
    [
        ("north-army", "north", True),
        ("south-office", "south", True),
        ("north-army", "south", False),
        ("south-office", "north", False),
        ("paper", "north", False),
    ],
)
def test_a_bearers_number_without_total_and_window_disputes_nothing_whoever_the_bearer_is(
    source: str, bearer: str, told: bool
) -> None:
    found = stated_by(source, bearer)
    assert found.otherwise and (found.no_dispute is not None) is told
    if found.no_dispute is not None:
        assert "gives no total and no window and denies no particular day" in found.no_dispute.render("en")


def test_a_denial_disputes_alike_whoever_the_bearer_is() -> None:
    for source, bearer in (("north-army", "north"), ("south-office", "south")):
        owes = duty(reading(), bearer=bearer, denials=(denial(source, "2025-10-10", "2025-10-10"),))
        (found,) = assess(terms(owes, series()), frame([row("2025-10-10", 1)]), as_of=day("2025-10-10"))
        assert found.state is State.DISPUTED


def test_a_counter_that_fell_and_waits_for_a_decision_speaks_all_the_same() -> None:
    rows = [row("2025-10-10", value, f"2025-10-{place}") for place, value in enumerate((10, 30, 5), 10)]
    pact = terms(duty(reading(Rule.COUNT), quantity=None), counter())
    found = assess(pact, frame(rows), as_of=LAST)
    assert found[0].why.code == "decision-needed"
    assert [one_.key for one_ in side_by_side(found, pact).counters] == ["counter"]


def test_a_counter_says_whether_it_is_a_party() -> None:
    pact = terms(
        duty(reading(numbers=(1, 2))),
        [series(source="north-army"), series(2)],
    )
    rows = [row("2025-10-10", 1), row("2025-10-10", 2, series=2)]
    found = side_by_side(assess(pact, frame(rows), as_of=LAST), pact)
    assert {one_.key: one_.party for one_ in found.counters} == {"north-army": "north", "counter": None}


def test_sides_count_a_relay_as_a_document_and_not_as_a_statement() -> None:
    documents = {
        1: DocumentDef(1, "original", "south-office"),
        2: DocumentDef(2, "relay-a", "paper", relays=(1,)),
        3: DocumentDef(3, "relay-b", "paper", relays=(1,)),
    }
    rows = [row("2025-10-10", 5, document=2), row("2025-10-10", 5, document=3)]
    pact = terms(duty(reading(Rule.COUNT), quantity=None), series(source="south-office"), documents=documents)
    (side,) = tally_sides(assess(pact, frame(rows), as_of=LAST), pact)
    assert (side.party, side.statements, side.documents) == ("south", 1, 2)


def test_relations_are_the_same_rule_for_both_sides() -> None:
    assert RELATIONS["north-army"].speaks_for("north")
    assert not RELATIONS["north-army"].speaks_for("south")
    assert not replace(RELATIONS["paper"], party="north").speaks_for("north")


def test_an_interval_that_holds_the_promise_is_not_known() -> None:
    rows = [row("2025-10-10", 20, "2025-10-13", low=18, high=22, status=Status.ESTIMATED)]
    (found,) = assess(terms(owed(20, reading(Rule.BY_DATE)), counter()), frame(rows), as_of=LAST)
    assert (found.state, found.why.code) == (State.NOT_KNOWN, "by-date-within-bounds")


def test_a_value_said_to_be_rough_is_noted_and_keeps_its_ends() -> None:
    rows = [row("2025-10-10", 600, bound=2), row("2025-10-11", 600)]
    (found,) = assess(terms(duty(reading()), series()), frame(rows), as_of=day("2025-10-11"))
    assert (found.state, found.low, found.high) == (State.KEPT, 600, 600)
    assert [(why.code, dict(why.params)["count"]) for why in found.notes] == [("values-said-roughly", 1)]
