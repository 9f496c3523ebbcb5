"""What holds for any rows: coverage adds up, bounds hold the value, order and splitting change nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.building import day, duty, frame, reading, row, series, terms
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.clustering import at_least, weekdays_of
from holdfast.agreements.engine.exact import one as shown
from holdfast.agreements.engine.exact import percent, six
from holdfast.agreements.engine.statedcheck import lengths_that_give
from holdfast.agreements.types import Rule, State
from holdfast.base.numbers import decimal_of, how_rounded
from holdfast.record.types import CounterRuling, DecisionDef, Kind, Several, Status

START = day("2025-10-10")
REPORTS = st.lists(
    st.tuples(
        st.integers(0, 3),  # days without a row before it
        st.integers(1, 3),  # days it covers
        st.integers(0, 40),  # its value
        st.sampled_from(["plain", "partial", "open", "range", "missing", "shut"]),
    ),
    min_size=1,
    max_size=25,
)
RATES = (Rule.AVERAGE, Rule.DAILY_FLOOR, Rule.CARRY_OVER)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rows_of(reports: list[tuple[int, int, int, str]]) -> list[dict[str, Any]]:
    """Reports one after the other, never overlapping."""
    found, at = [], START
    for gap, days, value, sort in reports:
        first = at + timedelta(days=gap)
        last = first + timedelta(days=days - 1)
        at = last + timedelta(days=1)
        more: dict[str, Any] = {}
        if sort == "partial":
            more = {"status": Status.PARTIAL, "low": 0, "high": value}
        elif sort == "open":
            more = {"status": Status.PARTIAL}
        elif sort == "range":
            more = {"status": Status.ESTIMATED, "low": max(0, value - 2), "high": value + 3}
        elif sort in ("missing", "shut"):
            more = {"status": Status.MISSING if sort == "missing" else Status.NOT_MONITORED}
        given = None if sort in ("partial", "missing", "shut") else value
        found.append(row(first, given, last, **more))
    return found


def told(
    rows: list[dict[str, Any]] | pl.DataFrame, rule: Rule = Rule.AVERAGE, promised: int = 10, **more: Any
) -> Assessed:
    """One assessment of a promise a day from 10 October."""
    held = rows if isinstance(rows, pl.DataFrame) else frame(rows)
    pact = terms(duty(reading(rule), quantity=Decimal(promised)), series(**more))
    (found,) = assess(pact, held, as_of=day("2027-01-01"))
    return found


@quick
@given(REPORTS, st.sampled_from([*RATES, Rule.COUNT]))
def test_the_five_words_add_up_to_the_window(reports: list[Any], rule: Rule) -> None:
    days = told(rows_of(reports), rule).days
    five = (days.reported, days.zero_reported, days.missing, days.partial, days.not_monitored)
    assert sum(five) == days.in_window
    assert min(five) >= 0


@quick
@given(REPORTS, st.sampled_from([*RATES, Rule.COUNT]))
def test_low_value_high_stand_in_order_and_the_missing_case_lies_around_them(
    reports: list[Any], rule: Rule
) -> None:
    found = told(rows_of(reports), rule)
    if found.value is None or found.low is None:
        return
    assert found.low <= found.value
    assert found.high is None or found.value <= found.high
    if found.missing_case is not None:
        assert found.missing_case.high is None or found.missing_case.low <= found.missing_case.high
        if rule is Rule.COUNT:
            assert found.missing_case.low == found.low
            assert found.missing_case.high is None or found.missing_case.high >= (found.high or 0)
        else:
            assert found.missing_case.low <= found.low


@quick
@given(REPORTS, st.sampled_from([*RATES, Rule.COUNT]), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(reports: list[Any], rule: Rule, random: Any) -> None:
    held = frame(rows_of(reports))
    order = list(range(held.height))
    random.shuffle(order)
    assert told(held[order], rule) == told(held, rule)


@quick
@given(REPORTS)
def test_chunks_of_whole_series_change_nothing(reports: list[Any]) -> None:
    rows = rows_of(reports)
    held = frame([*rows, *[one | {"series": 2} for one in rows]])
    pact = terms(duty(reading(numbers=(1, 2))), [series(1), series(2)])
    whole = assess(pact, held, as_of=day("2027-01-01"))
    parts = [held.filter(pl.col("series") == number) for number in (2, 1)]
    assert assess(pact, iter(parts), as_of=day("2027-01-01")) == whole
    assert whole[0].value == whole[1].value


@quick
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=12))
def test_a_48_hour_report_counts_as_its_two_halves(pairs: list[tuple[int, int]]) -> None:
    whole, halves = [], []
    for number, (a, b) in enumerate(pairs):
        first = START + timedelta(days=2 * number)
        second = first + timedelta(days=1)
        whole.append(row(first, a + b, second, status=Status.REPORTED, hours=48))
        halves += [row(first, a, hours=24), row(second, b, hours=24)]
    one, two = told(whole), told(halves)
    assert (one.value, one.total, one.low, one.high) == (two.value, two.total, two.low, two.high)
    assert one.days.covered == two.days.covered == one.days.in_window
    assert one.days.hours_reported == two.days.hours_reported or len(pairs) == 1
    assert one.state is two.state


@quick
@given(st.lists(st.integers(0, 25) | st.none(), min_size=1, max_size=40))
def test_carry_over_is_never_stricter_than_the_floor_nor_the_average_than_carry_over(
    values: list[int | None],
) -> None:
    rows = [row(START + timedelta(days=n), value) for n, value in enumerate(values) if value is not None]
    if not rows:
        return
    floor, carried, average = (told(rows, rule) for rule in (Rule.DAILY_FLOOR, Rule.CARRY_OVER, Rule.AVERAGE))
    if floor.state is State.KEPT:
        assert carried.state is State.KEPT
    if carried.state is State.KEPT:
        assert average.state is State.KEPT
    if floor.days_kept is not None and carried.why.code == "carry-over-some-days":
        assert dict(carried.why.params)["kept"] >= floor.days_kept.kept  # type: ignore[operator]


@quick
@given(st.lists(st.integers(0, 25) | st.none(), min_size=1, max_size=40), st.data())
def test_a_state_that_is_told_survives_any_filling_of_the_missing_days(
    values: list[int | None], data: st.DataObject
) -> None:
    rows = [row(START + timedelta(days=n), value) for n, value in enumerate(values) if value is not None]
    if not rows:
        return
    rule = data.draw(st.sampled_from((Rule.AVERAGE, Rule.CARRY_OVER)))
    before = told(rows, rule)
    firm = (State.KEPT,) if rule is Rule.CARRY_OVER else (State.KEPT, State.NOT_KEPT)
    if before.state not in firm or before.last is None:
        return
    most = max(10, max(one["value"] for one in rows))
    window = range((before.last - START).days + 1)
    spoken = {one["first"] for one in rows}
    filled = [
        row(START + timedelta(days=n), data.draw(st.integers(0, most)))
        for n in window
        if START + timedelta(days=n) not in spoken
    ]
    assert told([*rows, *filled], rule).state is before.state


@quick
@given(st.lists(st.integers(0, 25) | st.none(), min_size=1, max_size=40))
def test_breaches_are_found_as_by_looking_at_each_day(values: list[int | None]) -> None:
    rows = [row(START + timedelta(days=n), value) for n, value in enumerate(values) if value is not None]
    if not rows:
        return
    found = told(rows, Rule.DAILY_FLOOR)
    last = max(n for n, value in enumerate(values) if value is not None)
    below = [n for n, value in enumerate(values) if value is not None and value < 10]
    kept = [n for n, value in enumerate(values) if value is not None and value >= 10]
    assert found.days_kept is not None
    assert (found.days_kept.below, found.days_kept.kept) == (len(below), len(kept))
    longest = most = run = stretch = 0
    holds = False
    for n in range(last + 1):
        run = run + 1 if n in below else 0
        stretch, holds = (0, False) if n in kept else (stretch + 1, holds or n in below)
        longest, most = max(longest, run), max(most, stretch if holds else 0)
    if not below:
        assert found.days_kept.breach is None
        return
    assert found.days_kept.breach is not None
    assert found.days_kept.breach.first == START + timedelta(days=below[0])
    assert found.days_kept.breach.longest_days == longest
    assert found.days_kept.breach.longest_with_gaps == most


@quick
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 30)), min_size=1, max_size=30))
def test_a_counter_and_the_flow_it_counts_say_the_same(steps: list[tuple[int, int]]) -> None:
    flows, levels, at, total = [], [], START, 0
    for days, value in steps:
        last = at + timedelta(days=days - 1)
        total += value
        flows.append(row(at, value, last))
        levels.append(row(last, total, status=Status.REPORTED))
        at = last + timedelta(days=1)
    for rule in (Rule.AVERAGE, Rule.DAILY_FLOOR, Rule.COUNT, Rule.CARRY_OVER):
        flow, level = told(flows, rule), told(levels, rule, kind=Kind.CUMULATIVE, counter_start=START)
        assert (flow.value, flow.total, flow.low, flow.high) == (
            level.value,
            level.total,
            level.low,
            level.high,
        )
        assert (flow.state, flow.why, flow.days_kept, flow.first, flow.last) == (
            level.state,
            level.why,
            level.days_kept,
            level.first,
            level.last,
        )


@quick
@given(
    st.lists(st.integers(0, 20), min_size=1, max_size=10),
    st.lists(st.integers(0, 20), min_size=1, max_size=10),
)
def test_a_restart_is_the_sum_of_both_counters(before: list[int], after: list[int]) -> None:
    rows, total = [], 0
    for n, value in enumerate([*before, 1]):
        total += value
        rows.append(row(START + timedelta(days=n), total, status=Status.REPORTED))
    reached, restart, total = total, START + timedelta(days=len(rows)), 0
    for n, value in enumerate([0, *after]):
        total += value
        rows.append(row(restart + timedelta(days=n), total, status=Status.REPORTED))
    ruling = DecisionDef(restart, CounterRuling.RESTART, "it restarted", "rania", 1)
    more: dict[str, Any] = {"kind": Kind.CUMULATIVE, "counter_start": START}
    assert told(rows, Rule.COUNT, **more).why.code == "decision-needed"
    found = told(rows, Rule.COUNT, decisions=(ruling,), **more)
    assert (found.total, found.high) == (reached + total, None)


@quick
@given(REPORTS, st.sampled_from(list(Several)))
def test_saying_it_again_changes_nothing_but_the_documents(reports: list[Any], several: Several) -> None:
    rows = rows_of(reports)
    again = [one | {"document": 2} for one in rows if one["status"] not in (3, 4)]
    once, twice = told(rows, several=several), told([*rows, *again], several=several)
    assert (once.value, once.low, once.high, once.state) == (twice.value, twice.low, twice.high, twice.state)
    assert replace(once.days) == twice.days
    assert len(twice.used) + sum(len(group.rows) for group in twice.rejected) == len(rows) + len(again)


@quick
@given(REPORTS, st.integers(1, 60))
def test_a_later_day_never_takes_rows_away(reports: list[Any], days: int) -> None:
    pact = terms(duty(reading(Rule.COUNT), quantity=None), series())
    held = frame(rows_of(reports))
    (early,) = assess(pact, held, as_of=START + timedelta(days=days))
    (late,) = assess(pact, held, as_of=START + timedelta(days=days + 30))
    assert set(early.used) <= set(late.used)
    assert (early.total or 0) <= (late.total or 0)


@given(st.integers(1, 10**6), st.integers(1, 400))
def test_a_length_that_gives_a_stated_average_really_gives_it(total: int, days: int) -> None:
    stated = Decimal(int(Fraction(total, days)) or 1)
    for length in lengths_that_give(Fraction(total), stated, days):
        assert how_rounded(Fraction(total, length), stated, 0) is not None
    if stated == int(Fraction(total, days)) and total >= days:
        assert days in lengths_that_give(Fraction(total), stated, days)


@given(st.fractions(min_value=-(10**9), max_value=10**9))
def test_numbers_are_shown_as_the_base_rounds_them(value: Fraction) -> None:
    assert shown(value) == decimal_of(value, 1)
    assert abs(Fraction(six(value)) - value) * 2 <= Fraction(1, 10**6)


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_is_shown_as_the_base_rounds_it(part: int, whole: int) -> None:
    assert percent(part, whole) == decimal_of(Fraction(100 * part, whole), 1)


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 800))
def test_weekdays_of_a_window_are_those_counted_one_by_one(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    counted = [0] * 7
    for n in range(more + 1):
        counted[(first + timedelta(days=n)).weekday()] += 1
    assert weekdays_of(first, last) == tuple(counted)


def test_the_exact_tail_is_the_one_of_the_lady_tasting_tea() -> None:
    assert at_least(4, drawn=4, marked=4, of=8) == Fraction(1, 70)
    assert at_least(3, drawn=4, marked=4, of=8) == Fraction(17, 70)
    assert at_least(0, drawn=4, marked=4, of=8) == 1
