"""What is promised or stated by the week is told by the week, and what differs from the promise never prints as it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from agreements.building import asserted, day, duty, frame, reading, row, series, terms
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.exact import apart
from holdfast.agreements.engine.sides import side_by_side
from holdfast.agreements.types import Rule, State
from holdfast.record.types import AssertionKind

START = day("2025-10-10")
LAST = START + timedelta(days=27)


def weekly(total: int, *asserted_of_it: Any, number: int = 1, decimals: int = 2) -> Any:
    """The assessment of 10 a week over four weeks in which the total came, in hundredths."""
    counts = series(number, assertions=asserted_of_it, decimals=decimals)
    pact = terms(duty(reading(numbers=(number,)), quantity=Decimal(10), per="week"), counts)
    (found,) = assess(pact, frame([row(START, total, LAST, series=number)]), as_of=LAST)
    return found


def test_it_works() -> None:
    found = weekly(4000)
    assert (found.state, found.value, found.promised, found.unit_per) == (State.KEPT, 10, 10, "week")
    assert found.why.render("en") == (
        "On average 10 a week from 10 October 2025 to 6 November 2025, against 10 promised."
    )
    assert "10 في الأسبوع" in found.why.render("ar")


def test_an_average_that_misses_the_promise_by_a_little_does_not_print_as_the_promise() -> None:
    assert weekly(3940).why.render("en").startswith("On average 9.9 a week")  # 9.85
    short = weekly(3999)
    assert (short.state, short.why.render("en").split(" from")[0]) == (
        State.NOT_KEPT,
        "On average 9.998 a week",
    )
    assert short.shortfall is not None and short.shortfall.units == Decimal("0.01")


def test_two_ends_that_differ_do_not_print_alike() -> None:
    kept, short = weekly(4000), weekly(3998, number=2)
    side = side_by_side([kept, short])
    assert side.holds is not None
    assert "run from 9.995 to 10." in side.holds.why.render("en") and "10 a week" in side.holds.why.render(
        "en"
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("10", "9.85"), ("10", "9.9")),
        (("1.4", "1.42"), ("1.4", "1.42")),
        (("10", "9.98"), ("10", "9.98")),
        (("10", "10"), ("10", "10")),
        (("600", "599.9999"), ("600", "599.9999")),
    ],
)
def test_as_many_digits_as_make_them_differ(values: tuple[str, ...], said: tuple[str, ...]) -> None:
    assert apart(*(Fraction(value) for value in values)) == tuple(Decimal(one) for one in said)


def stated(value: str, per: str, *, whole: bool = True) -> Any:
    """An average stated in that unit of time, of the whole window or of none."""
    window = (str(START), str(LAST)) if whole else ()
    return asserted(AssertionKind.AVERAGE, value, *window, per=per)


def test_an_average_stated_by_the_week_is_checked_by_the_week() -> None:
    (check,) = weekly(4350, stated("10.9", "week")).stated_checks  # 43.5 in four weeks: 10.875
    assert (check.stands, check.why.code) == (True, "stated-average-rounded")
    assert "10.88 a week" in check.why.render("en")
    (check,) = weekly(4350, stated("11", "week")).stated_checks
    assert check.stands and "a week" in check.why.render("en")
    (check,) = weekly(4350, stated("1.6", "day")).stated_checks
    assert check.stands and "a day" in check.why.render("en")


def test_a_stated_number_stands_beside_the_value_only_in_its_unit_of_time() -> None:
    found = weekly(4350, stated("1.6", "day"))
    assert (found.stated, found.value) == (None, Decimal("10.875"))
    assert weekly(4350, stated("10.9", "week")).stated == Decimal("10.9")


@pytest.mark.parametrize(
    ("value", "per", "otherwise"),
    [("11", "week", True), ("9", "week", False), ("1.5", "day", True), ("1.4", "day", False)],
)
def test_whether_a_bare_number_says_otherwise_is_asked_in_one_unit_of_time(
    value: str, per: str, otherwise: bool
) -> None:
    side = side_by_side([weekly(3000, stated(value, per, whole=False))])
    assert [one.otherwise for one in side.asserted] == [otherwise]


def test_a_total_is_not_held_against_a_rate() -> None:
    side = side_by_side([weekly(3000, asserted(AssertionKind.TOTAL, "5000"))])
    assert [one.otherwise for one in side.asserted] == [False]


def test_a_rule_of_single_days_stays_by_the_day() -> None:
    pact = terms(duty(reading(Rule.DAILY_FLOOR), quantity=Decimal(14), per="week"), series())
    (found,) = assess(pact, frame([row(START, 2)]), as_of=START)
    assert (found.unit_per, found.promised, found.state) == ("day", 2, State.KEPT)
