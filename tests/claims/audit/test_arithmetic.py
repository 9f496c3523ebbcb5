"""Statements built to agree have no finding; one number altered has exactly that finding."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.claims.engine.audit import AuditKind, StatedRow, audit

START = date(2031, 3, 1)


def row(metric: str, value: str | int | Decimal, *, days: int | None = 30, **more: object) -> StatedRow:
    end = None if days is None else START + timedelta(days=days - 1)
    plain: dict[str, object] = {
        "ref": metric,
        "statement": "S-1",
        "source": "Office",
        "relayed_by": "Paper",
        "published": START + timedelta(days=400),
        "period_start": None if days is None else START,
        "period_end": end,
    }
    return StatedRow(metric=metric, value=Decimal(value), **{**plain, **more})  # type: ignore[arg-type]


def kinds(rows: list[StatedRow]) -> list[AuditKind]:
    return [one.kind for one in audit(rows)]


@st.composite
def consistent(draw: st.DrawFn) -> list[StatedRow]:
    """A statement with kinds and total, promise, average and rate, all of them computed from each other."""
    days = draw(st.integers(2, 300))
    parts = draw(st.lists(st.integers(1, 9_999), min_size=2, max_size=6))
    total, rate = sum(parts), draw(st.integers(1, 900))
    places = draw(st.integers(0, 2))
    step = Decimal(1).scaleb(-places)
    average = (Decimal(total) / days).quantize(
        step, rounding=draw(st.sampled_from(["ROUND_HALF_UP", "ROUND_DOWN"]))
    )
    share = (Decimal(total * 100) / (rate * days)).quantize(step, rounding="ROUND_HALF_UP")
    return [
        *(row(f"meals:kind {at}", part, days=days, unit="meals") for at, part in enumerate(parts)),
        row("meals_total", total, days=days, unit="meals"),
        row("meals_avg_per_day", average, days=days, unit="meals"),
        row("meals_promised_per_day", rate, days=days, unit="meals"),
        row("meals_promised_total", rate * days, days=days, unit="meals"),
        row("meals_compliance_rate", share, days=days, unit="percent"),
        row("days", days, days=days, unit="days"),
    ]


@given(consistent())
def test_a_statement_that_agrees_has_no_finding(rows: list[StatedRow]) -> None:
    assert audit(rows) == ()


@given(consistent(), st.integers(2, 50), st.sampled_from(["average", "rate", "promise", "window"]))
def test_one_altered_number_is_the_one_finding(rows: list[StatedRow], by: int, which: str) -> None:
    metric = {
        "average": "meals_avg_per_day",
        "rate": "meals_compliance_rate",
        "promise": "meals_promised_per_day",
        "window": "days",
    }[which]
    if which == "promise":  # a rate that nothing else rests on, so that its total is all that changes
        rows = [one for one in rows if one.metric != "meals_compliance_rate"]
    altered = [replace(one, value=one.value + by) if one.metric == metric else one for one in rows]
    found = audit(altered)
    own = [one for one in found if one.kind.value == which]
    assert len(own) == 1
    # another length of the statement leaves the others standing over the stored window
    assert [one.kind.value for one in found] == [which]


@given(consistent(), st.integers(1, 500))
def test_a_part_that_is_altered_breaks_the_sum_alone(rows: list[StatedRow], by: int) -> None:
    altered = [replace(rows[0], value=rows[0].value + by), *rows[1:]]
    found = [one for one in audit(altered) if one.kind is AuditKind.PARTS]
    total = next(one.value for one in rows if one.metric == "meals_total")
    assert [(one.stated, one.expected) for one in found] == [(total, total + by)]


def test_half_up_and_cut_off_stand_and_rounded_up_does_not() -> None:
    for total, days, stated in ((3203, 22, 145), (3203, 22, 146), (1045, 100, 10)):
        assert (
            kinds([row("loads_total", total, days=days), row("loads_avg_per_day", stated, days=days)]) == []
        )
    assert kinds([row("loads_total", 13511, days=60), row("loads_avg_per_day", 226, days=60)]) == [
        AuditKind.AVERAGE
    ]


@pytest.mark.parametrize(
    ("stated", "scope", "stands"),
    [
        (90, '"at least"', True),
        (100, '"at least"', True),
        (101, '"at least"', False),
        (99, '"more than"', True),
        (100, '"more than"', False),
        (100, "au moins", True),
        (101, "au moins", False),
        (100, "لا يتجاوز", True),
        (99, "لا يتجاوز", False),
        (100, '"does not exceed"', True),
        (99, '"does not exceed"', False),
        (101, "roughly", True),
        (103, '"about"', False),
        (99, "children under 18", False),
    ],
)
def test_words_beside_a_number_are_bounds_and_rough_is_one_per_cent(
    stated: int, scope: str, stands: bool
) -> None:
    rows = [row("loads_total", 1000, days=10), row("loads_avg_per_day", stated, days=10, scope=scope)]
    assert kinds(rows) == ([] if stands else [AuditKind.AVERAGE])


def test_an_average_may_be_of_a_week() -> None:
    rows = [
        row("killed_total", 280, days=28, unit="people"),
        row("rate_per_week", 70, days=28, unit="people"),
    ]
    assert kinds(rows) == []
    assert kinds([rows[0], replace(rows[1], value=Decimal(72))]) == [AuditKind.AVERAGE]


def test_a_part_is_never_more_than_its_whole() -> None:
    whole = row("killed_total", 386, unit="people")
    assert kinds([whole, row("children_killed", 386, unit="people")]) == []
    assert kinds([whole, row("children_killed", 387, unit="people")]) == [AuditKind.PART_ABOVE_WHOLE]


def test_a_share_is_part_of_whole_and_never_above_a_hundred() -> None:
    rows = [row("killed_total", 400, unit="people"), row("children_killed", 100, unit="people")]
    assert kinds([*rows, row("children_share", 25, unit="percent")]) == []
    assert kinds([*rows, row("children_share", 27, unit="percent")]) == [AuditKind.SHARE]
    assert kinds([row("food_share", 104, unit="percent")]) == [AuditKind.PERCENT]


def test_a_selection_does_not_claim_to_be_all() -> None:
    total = row("violations_total", 500)
    some = [row("violations:raids", 100, scope="among them"), row("violations:fires", 90)]
    assert kinds([total, *some]) == []
    assert kinds([total, row("violations:raids", 300), row("violations:fires", 201)]) == [AuditKind.PARTS]
    assert kinds([row("killed_total", 90), row("killed:children", 30), row("killed:women", 20)]) == []


def test_commercial_and_aid_make_the_total_that_says_both() -> None:
    parts = [row("trucks_entered_commercial", 639), row("trucks_entered_aid", 2564)]
    assert kinds([row("trucks_entered_total", 3203, scope="commercial and aid"), *parts]) == []
    assert kinds([row("trucks_entered_total", 3210, scope="commercial and aid"), *parts]) == [AuditKind.PARTS]
    assert kinds([row("trucks_entered_total", 9000), *parts]) == []


def test_a_count_that_falls_is_found_between_statements() -> None:
    first, second = row("injured_total", 900, days=30), row("injured_total", 880, days=40, statement="S-2")
    assert kinds([first, second]) == [AuditKind.FALLS]
    assert kinds([first, replace(second, value=Decimal(900))]) == []
    assert kinds([first, replace(second, scope="about")]) == [AuditKind.FALLS]


def test_a_number_told_again_otherwise_is_restated() -> None:
    again = row("injured_total", 901, statement="S-2", published=START + timedelta(days=401))
    assert kinds([row("injured_total", 900), again]) == [AuditKind.RESTATED]
    assert kinds([row("injured_total", 901), again]) == []


def test_the_same_row_twice_is_a_duplicate_and_two_values_are_not() -> None:
    one = row("injured_total", 900)
    assert kinds([one, one]) == [AuditKind.DUPLICATE]
    assert kinds([one, replace(one, value=Decimal(901))]) == [AuditKind.TWO_VALUES]
    assert kinds([one, replace(one, value=Decimal(901), relayed_by="Radio")]) == [AuditKind.RELAYS]


def test_what_cannot_be_is_found() -> None:
    early = row("injured_total", 5, published=START)
    assert kinds([early]) == [AuditKind.PUBLISHED]
    assert kinds([row("injured_total", -5)]) == [AuditKind.NEGATIVE]
    assert kinds([replace(row("injured_total", 5), period_end=date(2030, 1, 1))]) == [AuditKind.PERIOD]


def test_a_promised_total_names_the_days_it_needs() -> None:
    rate, total = row("promised_per_day", 600, days=22), row("trucks_promised_total", 13_100, days=22)
    (found,) = audit([rate, total])
    assert (found.kind, found.stated, found.expected) == (AuditKind.PROMISE, 13_100, 13_200)


def test_a_qualified_thing_is_not_held_to_the_plain_promise() -> None:
    rows = [
        row("promised_per_day", 600, days=22, unit="trucks"),
        row("trucks_entered_total", 3203, days=22, unit="trucks"),
        row("fuel_trucks_entered_total", 115, days=22, unit="trucks"),
        row("fuel_trucks_promised_total", 1100, days=22, unit="trucks"),
        row("compliance_rate", 24, days=22, unit="percent"),
        row("fuel_compliance_rate", 10, days=22, unit="percent"),
    ]
    assert kinds(rows) == []


def test_a_promise_of_nothing_and_the_end_of_the_calendar_stop_no_audit() -> None:
    assert kinds([row("promised_per_day", 0), row("loads_promised_total", 5)]) == []
    last = {"period_start": date(9999, 12, 30), "period_end": date(9999, 12, 31), "published": None}
    assert kinds([row("days", 1000, unit="days", **last)]) == [AuditKind.WINDOW]
