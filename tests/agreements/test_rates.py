"""A quantity per time: averages, floors, carry-over, and what missing days may change."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from agreements.building import asserted, covered, day, duty, frame, reading, row, series, terms
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.sides import side_by_side
from holdfast.agreements.types import Rule, State
from holdfast.record.types import AssertionKind, CounterRuling, DecisionDef, Kind, Status

START = day("2025-10-10")


def daily(*values: int | None) -> list[dict[str, Any]]:
    """Values of the days from 10 October; None is a day without any row."""
    return [row(START + timedelta(days=n), value) for n, value in enumerate(values) if value is not None]


def one(rule: Rule, rows: list[dict[str, Any]], last: int = 9, promised: int = 10, **more: Any) -> Any:
    """The assessment of a promise of 10 a day over ten days unless said otherwise."""
    pact = terms(duty(reading(rule), quantity=Decimal(promised)), series(**more))
    (found,) = assess(pact, frame(rows), as_of=START + timedelta(days=last))
    return found


def test_it_works() -> None:
    found = one(Rule.AVERAGE, daily(12, 8, 10, 10), last=3)
    assert (found.value, found.total, found.state, found.shortfall) == (10, 40, State.KEPT, None)


def test_a_shortfall_is_told_in_units_and_in_days_of_the_promise() -> None:
    found = one(Rule.AVERAGE, daily(5, 5, 0, 5), last=3)
    assert (found.state, found.shortfall.units, found.shortfall.days_of_promise) == (
        State.NOT_KEPT,
        25,
        Decimal("2.5"),
    )
    assert (found.days.reported, found.days.zero_reported) == (3, 1)


def test_missing_days_that_could_turn_it_leave_it_not_known() -> None:
    found = one(Rule.AVERAGE, daily(12, None, None, 12), last=3)
    assert (found.state, found.why.code) == (State.NOT_KNOWN, "average-turns-on-missing-days")
    assert (found.value, found.per_day_in_window) == (12, 6)
    assert (found.missing_case.low, found.missing_case.high) == (6, 12)


def test_missing_days_that_cannot_turn_it_do_not_hide_it() -> None:
    found = one(Rule.AVERAGE, daily(1, 1, None, 1), last=3)
    assert (found.state, found.why.code) == (State.NOT_KEPT, "average-below-in-any-case")
    assert "both-divisors" in [why.code for why in found.coverage_notes]


def test_a_day_without_a_report_at_the_end_is_outside_what_the_series_speaks_of() -> None:
    found = one(Rule.AVERAGE, daily(10, 10), last=9)
    assert (found.last, found.days.in_window) == (START + timedelta(days=1), 2)


def test_a_missing_report_at_the_end_is_part_of_the_window() -> None:
    found = one(Rule.AVERAGE, [*daily(10, 10), row(START + timedelta(days=2), None)], last=9)
    assert (found.days.in_window, found.days.missing) == (3, 1)


def test_not_monitored_is_not_missing_and_partial_is_neither() -> None:
    rows = [
        *daily(10),
        row(START + timedelta(days=1), None, status=Status.NOT_MONITORED),
        row(START + timedelta(days=2), None, status=Status.PARTIAL, low=3, high=12),
        row(START + timedelta(days=4), 0),
    ]
    days = one(Rule.AVERAGE, rows).days
    assert (
        days.in_window,
        days.reported,
        days.zero_reported,
        days.missing,
        days.partial,
        days.not_monitored,
    ) == (
        5,
        1,
        1,
        1,
        1,
        1,
    )


def test_a_partial_row_without_an_upper_end_leaves_none() -> None:
    found = one(Rule.AVERAGE, [row(START, 3, status=Status.PARTIAL)])
    assert (found.low, found.high, found.state) == (3, None, State.NOT_KNOWN)


def test_a_series_that_could_not_see_everything_cannot_show_a_breach() -> None:
    found = one(Rule.AVERAGE, daily(1, 1), coverage=(covered("2025-10-01"),))
    assert (found.state, found.why.code) == (State.NOT_KNOWN, "average-undercount")
    assert one(Rule.AVERAGE, daily(11, 11), coverage=(covered("2025-10-01"),)).state is State.KEPT


@pytest.mark.parametrize(
    ("values", "state", "code"),
    [
        ((10, 11), State.KEPT, "floor-every-day"),
        ((10, 9), State.PARTLY, "floor-some-days"),
        ((9, 9), State.NOT_KEPT, "floor-no-day"),
        ((10, None, 10), State.NOT_KNOWN, "floor-rest-unknown"),
    ],
)
def test_a_daily_floor_looks_at_each_day(values: tuple[int | None, ...], state: State, code: str) -> None:
    found = one(Rule.DAILY_FLOOR, daily(*values), last=len(values) - 1)
    assert (found.state, found.why.code) == (state, code)


def test_a_daily_floor_is_not_kept_for_ever_by_its_last_good_day() -> None:
    found = one(Rule.DAILY_FLOOR, daily(10), last=290)
    assert (found.state, found.why.code) == (State.NOT_KNOWN, "floor-nothing-since")
    assert found.why.render("en").startswith(
        "10 or more on the 1 day reported, nothing reported since 10 October 2025"
    )


def test_a_daily_floor_is_asked_up_to_the_end_of_the_duty_or_of_the_reading() -> None:
    ended = duty(reading(Rule.DAILY_FLOOR), quantity=Decimal(10), last_day=START + timedelta(days=1))
    (found,) = assess(terms(ended, series()), frame(daily(10, 10)), as_of=day("2026-11-22"))
    assert found.state is State.KEPT
    windowed = reading(Rule.DAILY_FLOOR, window_last=START + timedelta(days=1))
    pact = terms(duty(windowed, quantity=Decimal(10)), series())
    (found,) = assess(pact, frame(daily(10, 10)), as_of=day("2026-11-22"))
    assert found.state is State.KEPT


@pytest.mark.parametrize(("came", "state"), [(90, State.NOT_KNOWN), (100, State.KEPT), (9, State.NOT_KEPT)])
def test_what_was_left_over_keeps_as_many_days_after_the_last_report_as_it_reaches(
    came: int, state: State
) -> None:
    found = one(Rule.CARRY_OVER, daily(came), last=9)
    assert found.state is state


def test_a_total_below_the_floor_proves_one_day_without_naming_it() -> None:
    found = one(Rule.DAILY_FLOOR, [row(START, 50, START + timedelta(days=9))])
    assert (found.state, found.why.code, found.days_kept) == (State.NOT_KEPT, "floor-total-below", None)
    found = one(Rule.DAILY_FLOOR, [row(START, 200, START + timedelta(days=9))])
    assert found.state is State.NOT_KNOWN


def test_breaches_are_told_first_and_longest_and_gaps_are_named() -> None:
    found = one(Rule.DAILY_FLOOR, daily(10, 1, 10, 1, 1, None, 1, 10, None, 1))
    kept = found.days_kept
    assert (kept.kept, kept.below, kept.unknown) == (3, 5, 2)
    assert kept.share == Decimal("37.5")
    assert (kept.share_low, kept.share_high) == (30, 50)
    assert kept.breach.first == START + timedelta(days=1)
    assert (kept.breach.longest_first, kept.breach.longest_days) == (START + timedelta(days=3), 2)
    assert kept.breach.longest_with_gaps == 4
    assert "breach-touches-gaps" in [why.code for why in found.coverage_notes]


def test_what_is_left_over_counts_for_later_days_and_not_for_earlier_ones() -> None:
    found = one(Rule.CARRY_OVER, daily(15, 5, 10), last=2)
    assert found.state is State.KEPT
    found = one(Rule.CARRY_OVER, daily(5, 15, 10), last=2)
    assert (found.state, dict(found.why.params)["kept"]) == (State.PARTLY, 2)
    assert found.balance == 5


def test_a_report_over_two_days_is_two_days() -> None:
    found = one(Rule.AVERAGE, [row(START, 20, START + timedelta(days=1), hours=48), *daily(None, None, 10)])
    assert (found.days.reported, found.days.missing, found.value) == (3, 0, 10)
    assert found.days.hours_reported == 72
    assert found.days.without_own_report == 1


def test_a_report_across_the_edge_of_the_window_is_not_split() -> None:
    before = START - timedelta(days=1)
    found = one(Rule.AVERAGE, [row(before, 20, START), *daily(None, 10)])
    assert [group.why.code for group in found.rejected] == ["row-across-window-edge"]
    assert (found.days.reported, found.days.missing) == (1, 1)


def test_filled_in_values_stand_beside_and_never_count() -> None:
    found = one(Rule.AVERAGE, [row(START, None), row(START, 0, filled=True, document=2), *daily(None, 10)])
    assert found.days.said_zero_without_report == 1
    assert (found.days.missing, found.total) == (1, 10)
    assert {group.why.code for group in found.rejected} == {"row-filled-in", "row-no-report"}


def test_every_row_is_used_or_has_its_reason() -> None:
    rows = [
        row(START, 5, dropped="superseded"),
        row(START, 6, edition=2),
        row(START + timedelta(days=1), 7, dropped="withdrawn"),
        row(START - timedelta(days=5), 1),
        row(START + timedelta(days=50), 1),
    ]
    found = one(Rule.AVERAGE, rows)
    assert found.used == (2,)
    assert {group.why.code: group.rows for group in found.rejected} == {
        "row-superseded": (1,),
        "row-withdrawn": (3,),
        "row-before-window": (4,),
        "row-after-window": (5,),
    }


def test_what_was_said_later_does_not_count_nor_what_nobody_dated() -> None:
    rows = daily(10, 10, 10)
    rows[1]["said_last"] = day("2025-12-01")
    rows[2]["said_first"] = rows[2]["said_last"] = None
    pact = terms(duty(reading()), series())
    (found,) = assess(pact, frame(rows), as_of=day("2025-12-31"), said_by=day("2025-11-30"))
    assert found.used == (1,)
    assert {group.why.code for group in found.rejected} == {"row-said-later", "row-said-unknown"}


def ruled(ruling: CounterRuling, seq: int = 5) -> tuple[DecisionDef, ...]:
    """A ruling on the fall of 12 October."""
    return (DecisionDef(day("2025-10-12"), ruling, "it says so", "rania", seq),)


FELL = [row(START + timedelta(days=n), value) for n, value in enumerate((10, 30, 5, 25))]


def counting(rows: list[dict[str, Any]], known_seq: int | None = None, **more: Any) -> Any:
    """A counter since 10 October, told as a total."""
    more.setdefault("counter_start", START)
    pact = terms(
        duty(reading(Rule.COUNT), quantity=None), series(1, Kind.CUMULATIVE, **more), known_seq=known_seq
    )
    (found,) = assess(pact, frame(rows), as_of=day("2025-12-31"))
    return found


def test_a_counter_that_fell_waits_for_a_decision() -> None:
    found = counting(FELL)
    assert (found.state, found.why.code, found.value) == (State.NOT_KNOWN, "decision-needed", None)
    assert dict(found.why.params)["before"] == 30


def test_a_restart_adds_what_the_counter_had_reached() -> None:
    found = counting(FELL, decisions=ruled(CounterRuling.RESTART))
    assert (found.value, found.low, found.high) == (55, 55, None)


def test_a_correction_lowers_what_came_before() -> None:
    found = counting(FELL, decisions=ruled(CounterRuling.CORRECTION))
    assert (found.value, found.low, found.high) == (25, 25, 25)
    assert {group.why.code: group.rows for group in found.rejected}["row-counter-corrected"] == (1, 2) or {
        group.why.code: set(group.rows) for group in found.rejected
    }["row-counter-corrected"] == {1, 2}


def test_a_decision_recorded_later_is_not_known_before() -> None:
    found = counting(FELL, known_seq=4, decisions=ruled(CounterRuling.RESTART, seq=5))
    assert found.why.code == "decision-needed"
    assert counting(FELL, known_seq=5, decisions=ruled(CounterRuling.RESTART, seq=5)).value == 55


def test_a_counter_from_before_the_window_is_taken_from_the_day_before() -> None:
    rows = [row("2025-10-09", 1000), *[row(START + timedelta(days=n), 1000 + 10 * (n + 1)) for n in range(4)]]
    found = counting(rows, counter_start=day("2023-10-07"))
    assert (found.value, found.first, found.last) == (40, START, START + timedelta(days=3))


def test_a_counter_with_one_value_and_no_base_is_not_known() -> None:
    found = counting([row("2023-10-07", 1000, "2025-10-20")], counter_start=day("2023-10-07"))
    assert (found.state, found.why.code) == (State.NOT_KNOWN, "counter-without-base")


def test_a_fall_before_the_window_does_not_matter_to_it() -> None:
    rows = [row("2025-10-01", 2000), row("2025-10-09", 1000), row("2025-10-12", 1030)]
    assert counting(rows, counter_start=day("2023-10-07")).value == 30


def test_daily_counters_are_judged_day_by_day() -> None:
    rows = [row(START + timedelta(days=n), value) for n, value in enumerate((10, 15, 25))]
    found = one(Rule.DAILY_FLOOR, rows, last=2, kind=Kind.CUMULATIVE, counter_start=START)
    assert (found.days_kept.kept, found.days_kept.below, found.total) == (2, 1, 25)


@pytest.mark.parametrize(
    ("stated", "qualifier", "code", "stands"),
    [
        ("145", "", "stated-average-cut-off", True),
        ("146", "", "stated-average-rounded", True),
        ("145.6", "", "stated-average-rounded", True),
        ("147", "roughly", "stated-average-roughly", True),
        ("147", "", "stated-does-not-follow", False),
        ("160", "", "stated-needs-other-days", False),
    ],
)
def test_a_stated_average_stands_if_exact_rounded_or_cut_off(
    stated: str, qualifier: str, code: str, stands: bool
) -> None:
    last = "2025-10-31"
    assertion = asserted(AssertionKind.AVERAGE, stated, "2025-10-10", last, qualifier=qualifier)
    found = one(Rule.AVERAGE, [row(START, 3203, last)], last=30, promised=600, assertions=(assertion,))
    (check,) = found.stated_checks
    assert (check.why.code, check.stands) == (code, stands)


def test_a_range_needs_one_measured_point_and_two_counters() -> None:
    def beside(**second: Any) -> Any:
        listed = [series(1, source="counter"), series(2, **({"source": "paper"} | second))]
        rows = [*daily(5, 5), *[one_ | {"series": 2} for one_ in daily(7, 7)]]
        found = assess(
            terms(duty(reading(numbers=(1, 2))), listed), frame(rows), as_of=START + timedelta(days=1)
        )
        return side_by_side(found)

    (band,) = beside().bands
    assert (band.low, band.high, band.why.code, band.one_window) == (5, 7, "range-of-sources", True)
    assert beside(measured_point="offloaded").bands == ()
    assert beside(source="counter").bands == ()
    assert [why.code for why in beside(source="counter").refused] == ["range-refused-one-counter"]
    assert [why.code for why in beside(unit="ton").refused] == ["range-refused-units"]
    assert [why.code for why in beside(place="north").refused] == ["range-refused-places"]


def test_counts_on_both_sides_of_the_promise_are_told_apart() -> None:
    rows = [*daily(5, 5), *[one_ | {"series": 2} for one_ in daily(20, 20)]]
    pact = terms(duty(reading(numbers=(1, 2)), quantity=Decimal(10)), [series(1), series(2, source="paper")])
    holds = side_by_side(assess(pact, frame(rows), as_of=START + timedelta(days=1))).holds
    assert holds is not None
    assert (holds.on_every_count, holds.why.code) == (False, "counts-differ-on-promise")


def test_two_counters_with_one_upstream_are_one() -> None:
    rows = [*daily(5), *[one_ | {"series": 2} for one_ in daily(5)]]
    listed = [series(1, source="south-office"), series(2, source="south-ministry")]
    found = side_by_side(assess(terms(duty(reading(numbers=(1, 2))), listed), frame(rows), as_of=START))
    assert [counter.key for counter in found.counters] == ["south-ministry"]


def test_the_report_that_proves_a_day_below_is_cited_and_counts_in_the_share() -> None:
    rows = [
        row("2025-10-10", 125),
        row("2025-10-11", 236, "2025-10-12"),
        row("2025-10-13", 130),
        row("2025-10-14", 130),
    ]
    pact = terms(duty(reading(Rule.DAILY_FLOOR), quantity=Decimal(120)), series())
    (found,) = assess(pact, frame(rows), as_of=day("2025-10-14"))
    assert (found.state, found.why.code, found.value) == (State.PARTLY, "floor-total-below", Decimal("124.2"))
    assert found.why.render("en").startswith(
        "236 from 11 October 2025 to 12 October 2025, 118 a day, is less than 120 for each of these days"
    )
    assert found.days_kept is not None
    assert (found.days_kept.share_low, found.days_kept.share_high) == (60, 80)
    assert found.days_kept.below_inside == 1


def test_a_report_of_exactly_a_weeks_promise_proves_no_day_below() -> None:
    rows = [row("2025-10-10", 10, "2025-10-16")]
    owed = duty(reading(Rule.DAILY_FLOOR), quantity=Decimal(10), per="week")
    (found,) = assess(terms(owed, series()), frame(rows), as_of=day("2025-10-16"))
    assert (found.state, found.why.code) == (State.NOT_KNOWN, "floor-no-daily-values")


def test_what_the_highest_case_assumes_is_said() -> None:
    rows = [row("2025-10-10", 1), row("2025-10-11", 2), row("2025-10-13", 2)]
    pact = terms(duty(reading(), quantity=Decimal(10)), series())
    (found,) = assess(pact, frame(rows), as_of=day("2025-10-13"))
    assert (found.state, found.why.code) == (State.NOT_KEPT, "average-below-in-any-case")
    assert dict(found.why.params) | {"best": 10, "high": Decimal("3.8")} == dict(found.why.params)
    assert "no way" not in found.why.render("en")
