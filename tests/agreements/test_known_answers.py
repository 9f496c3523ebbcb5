"""The known answers of the published sources, computed from their files where they are at hand."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from agreements.building import asserted, covered, day, duty, frame, reading, row, series, terms
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.exact import one
from holdfast.agreements.engine.sides import side_by_side
from holdfast.agreements.engine.types import RelationDef
from holdfast.agreements.types import DutyKind, RelationKind, Rule, State
from holdfast.record.types import AssertionKind, Kind, Status

GIVEN = Path(__file__).parents[3] / "shared" / "data" / "agreements"
needs_given = pytest.mark.skipif(not GIVEN.is_dir(), reason="../shared/data/agreements is not here")
PARTS = ("killed_recovered", "killed_succumbed", "killed_committee")


def daily_rows() -> list[dict[str, Any]]:
    """gaza-daily: a report covers the hours it says; without the split field, the rest of the parts decides."""
    found = []
    for one_ in json.loads((GIVEN / "gaza-daily" / "casualties_daily.json").read_text()):
        if one_["report_date"] < "2025-01-11":
            continue
        last, hours = day(one_["report_date"]), one_["report_period"]
        if hours == 0:
            zero = 0 if one_.get("killed") == 0 else None
            found.append(row(last, None, low=zero, high=zero))
            continue
        first = last - timedelta(days=hours // 24 - 1)
        rest = one_.get("killed", 0) - sum(one_.get(part, 0) for part in PARTS)
        if "killed_truce_new" in one_:
            found.append(row(first, one_["killed_truce_new"], last, hours=hours))
        elif rest == 0:
            found.append(row(first, 0, last, hours=hours, status=Status.DERIVED))
        else:
            found.append(row(first, None, last, hours=hours, status=Status.PARTIAL, low=0, high=rest))
    return found


def killed(first: str, as_of: str) -> Assessed:
    """The count of newly killed from a first day to a cut-off."""
    pact = terms(
        duty(reading(Rule.COUNT), kind=DutyKind.ABSTAIN, quantity=None, first_day=day(first)),
        series(harm=True),
    )
    (found,) = assess(pact, frame(daily_rows()), as_of=day(as_of))
    return found


@needs_given
@pytest.mark.parametrize(
    ("first", "as_of", "value", "high"),
    [
        ("2025-10-10", "2025-11-22", 325, 325),
        ("2025-10-10", "2025-12-09", 375, 375),
        ("2025-10-10", "2025-12-22", 404, 404),
        ("2025-10-10", "2026-02-10", 599, 599),
        ("2025-10-10", "2026-08-13", 1150, 1168),
        ("2025-10-10", "2026-08-22", 1173, 1191),
        ("2025-10-11", "2025-11-22", 308, 308),
        ("2025-10-11", "2026-08-22", 1156, 1174),
        ("2025-10-12", "2025-11-22", 273, 273),
        ("2025-10-12", "2025-12-09", 323, 323),
        ("2025-10-12", "2026-08-22", 1121, 1139),
    ],
)
def test_newly_killed_by_start_and_cut_off(first: str, as_of: str, value: int, high: int) -> None:
    found = killed(first, as_of)
    assert (found.value, found.low, found.high) == (value, value, high)
    assert found.state is State.NOT_KNOWN
    assert found.why.code == "count-of-harm"


@needs_given
def test_days_without_a_report_are_fridays_and_never_days_without_deaths() -> None:
    days = killed("2025-10-10", "2026-08-22").days
    assert (days.in_window, days.missing, days.partial, days.not_monitored) == (317, 3, 2, 0)
    assert days.reported + days.zero_reported == 312
    assert days.without_own_report == 62
    assert days.own_report_missing_by_weekday is not None
    assert days.own_report_missing_by_weekday[4] == 40
    assert days.said_zero_without_report == 50
    assert (days.hours_reported, days.hours_in_window) == (7536, 7608)


@needs_given
def test_the_clustering_on_fridays_is_told_with_its_count() -> None:
    found = killed("2025-10-10", "2026-08-22")
    (cluster,) = [why for why in found.coverage_notes if why.code == "missing-days-cluster"]
    assert dict(cluster.params)["count"] == 40
    assert "Friday" in cluster.render("en")
    assert "الجمعة" in cluster.render("ar")


@needs_given
def test_the_field_killed_says_6225_and_its_parts_say_why() -> None:
    rows = json.loads((GIVEN / "gaza-daily" / "casualties_daily.json").read_text())
    rows = [one_ for one_ in rows if one_["report_date"] >= "2025-10-10"]
    reported = [row(one_["report_date"], one_["ext_killed"], status=Status.REPORTED) for one_ in rows]
    pact = terms(duty(reading(Rule.COUNT), quantity=None), series(harm=True))
    (found,) = assess(pact, frame(reported), as_of=day("2026-08-22"))
    assert found.value == 6225
    assert [sum(one_.get(part, 0) for one_ in rows) for part in PARTS] == [855, 69, 4110]


def claims(metric: str, statement: str) -> Decimal:
    """One stated number of gaza-ceasefire-claims."""
    with (GIVEN / "gaza-ceasefire-claims" / "claims.csv").open(encoding="utf-8", newline="") as lines:
        found = [
            one_
            for one_ in csv.DictReader(lines)
            if (one_["statement"], one_["metric"]) == (statement, metric)
        ]
    return Decimal(found[0]["value"])


FIVE = {
    # key: (statement, metric, first, last, measured point, relation, stated average, promised total, stated days)
    "gmo": (
        "GMO-2025-12-09",
        "trucks_entered_total",
        "2025-10-10",
        "2025-12-09",
        "entered",
        "226",
        "36000",
        "60",
    ),
    "ap": (
        "COGAT-2025-12-07",
        "trucks_entered_total",
        "2025-10-12",
        "2025-12-07",
        "crossed",
        "459",
        "33600",
        None,
    ),
    "un2720": (
        "UN2720-2025-12-07",
        "trucks_offloaded_total",
        "2025-10-10",
        "2025-12-07",
        "offloaded",
        "113",
        None,
        None,
    ),
    "hamas": (
        "HAMAS-2025-12-06",
        "trucks_entered_total",
        "2025-10-10",
        "2025-12-06",
        "entered",
        None,
        None,
        None,
    ),
}


def five_statements() -> tuple[Any, Any]:
    """The five statements on one promise: four counts and one bare assertion."""
    listed, rows = [], []
    for number, (key, (statement, metric, first, last, point, average, promised, days)) in enumerate(
        FIVE.items(), 1
    ):
        assertions = []
        if average:
            assertions.append(asserted(AssertionKind.AVERAGE, average, first, last))
        if promised:
            assertions.append(asserted(AssertionKind.PROMISED, promised, first, last))
        if days:
            assertions.append(asserted(AssertionKind.DAYS, days, first, last))
        listed.append(
            series(
                number,
                Kind.CUMULATIVE,
                key=key,
                source=key,
                counter_start=day(first),
                measured_point=point,
                assertions=tuple(assertions),
            )
        )
        rows.append(row(first, int(claims(metric, statement)), last, series=number))
    bare = asserted(AssertionKind.AVERAGE, "600", qualifier="above", key="cogat-above-600")
    listed.append(series(5, Kind.CUMULATIVE, key="cogat-rate", source="cogat", assertions=(bare,)))
    relations = {
        "gmo": RelationDef("gmo", RelationKind.BODY_OF_PARTY, "hamas"),
        "hamas": RelationDef("hamas", RelationKind.PARTY, "hamas"),
        "cogat": RelationDef("cogat", RelationKind.BODY_OF_PARTY, "israel"),
        "ap": RelationDef("ap", RelationKind.PRESS, None, "cogat"),
        "un2720": RelationDef("un2720", RelationKind.UN),
    }
    return terms(duty(reading(Rule.AVERAGE, (1, 2, 3, 4, 5))), listed, relations=relations), frame(rows)


@needs_given
def test_a_stated_average_stands_beside_the_one_its_own_window_gives() -> None:
    pact, rows = five_statements()
    found = {one_.series: one_ for one_ in assess(pact, rows, as_of=day("2026-11-22"))}
    shown = {key: one(found[key].value or Decimal(0)) for key in FIVE}
    assert shown == {
        "gmo": Decimal("221.5"),
        "ap": Decimal("450.9"),
        "un2720": Decimal("110.9"),
        "hamas": Decimal("126.4"),
    }
    gmo = found["gmo"].stated_checks[0]
    assert (gmo.stated, gmo.recomputed, gmo.recomputed_stated_days) == (
        226,
        Decimal("221.5"),
        Decimal("225.2"),
    )
    assert (gmo.days, gmo.stated_days, gmo.stands, gmo.days_that_give_it) == (61, 60, False, ())
    assert gmo.why.code == "stated-rounded-up-over-other-days"
    ap = found["ap"].stated_checks[0]
    assert (ap.days, ap.stated_days, ap.days_that_give_it) == (57, 56, (56,))
    assert ap.why.code == "stated-over-other-days"
    un = found["un2720"].stated_checks[0]
    assert (un.days, un.days_that_give_it, un.why.code) == (59, (58,), "stated-needs-other-days")
    assert all(found[key].state is State.NOT_KEPT for key in FIVE)


@needs_given
def test_every_count_below_600_is_derived_and_the_assertion_stands_beside_it() -> None:
    pact, rows = five_statements()
    beside = side_by_side(assess(pact, rows, as_of=day("2026-11-22")), pact)
    assert beside.holds is not None
    assert beside.holds.on_every_count
    assert beside.holds.why.code == "below-on-every-count"
    assert set(beside.holds.below) == set(FIVE)
    assert [one_.assertion.key for one_ in beside.holds.exceptions] == ["cogat-above-600"]
    assert beside.holds.exceptions[0].otherwise
    assert beside.holds.exceptions_why is not None
    assert beside.holds.exceptions_why.code == "asserted-otherwise"
    assert "range-refused-points" in [why.code for why in beside.refused]
    assert {counter.key for counter in beside.counters} == {"hamas", "cogat", "un2720"}


@needs_given
@pytest.mark.parametrize(
    ("metric", "value", "stands"),
    [("trucks_entered_total", "145.6", True), ("trucks_entered_aid", "116.5", None)],
)
def test_the_first_22_days(metric: str, value: str, stands: bool | None) -> None:
    total = int(claims(metric, "GMO-2025-11-01"))
    stated = (asserted(AssertionKind.AVERAGE, "145", "2025-10-10", "2025-10-31"),) if stands else ()
    pact = terms(
        duty(reading()), series(1, Kind.CUMULATIVE, counter_start=day("2025-10-10"), assertions=stated)
    )
    (found,) = assess(pact, frame([row("2025-10-10", total, "2025-10-31")]), as_of=day("2026-11-22"))
    assert (found.first, found.last, found.days.in_window) == (day("2025-10-10"), day("2025-10-31"), 22)
    assert found.own_window
    assert one(found.value or Decimal(0)) == Decimal(value)
    if stands:
        assert found.stated_checks[0].stands
        assert found.stated_checks[0].why.code == "stated-average-cut-off"


def two_counters(rows: dict[str, int], kind: str) -> list[dict[str, Any]]:
    """Daily totals of one counter."""
    return [row(when, count, status=Status.REPORTED) for when, count in sorted(rows.items())]


@needs_given
@pytest.mark.parametrize(
    ("first", "last", "cogat", "unrwa"),
    [
        ("2024-04-08", "2024-04-08", 423, 246),
        ("2024-04-01", "2024-04-30", 6773, 5671),
        ("2023-10-21", "2024-05-12", 28910, 25417),
    ],
)
def test_two_counters_at_the_same_crossings(first: str, last: str, cogat: int, unrwa: int) -> None:
    held: dict[str, Counter[str]] = {"cogat": Counter(), "unrwa": Counter()}
    folder = GIVEN / "gaza-aid-two-sources"
    with (folder / "cogat_daily.csv").open(encoding="utf-8", newline="") as lines:
        for one_ in csv.DictReader(lines):
            if one_["Route"] == "Land Crossings":
                held["cogat"][one_["date"]] += int(one_["consignments"])
    with (folder / "unrwa_daily.csv").open(encoding="utf-8", newline="") as lines:
        for one_ in csv.DictReader(lines):
            held["unrwa"][one_["date"]] += int(one_["lines"])
    rows = [one_ | {"series": 1} for one_ in two_counters(held["cogat"], "cogat")]
    rows += [one_ | {"series": 2} for one_ in two_counters(held["unrwa"], "unrwa")]
    pact = terms(
        duty(reading(Rule.COUNT, (1, 2)), quantity=None, first_day=day(first)),
        [
            series(1, key="cogat", source="cogat", measured_point="screened"),
            series(
                2, key="unrwa", source="unrwa", measured_point="received", coverage=(covered("2024-05-06"),)
            ),
        ],
    )
    one_, other = assess(pact, frame(rows), as_of=day(last))
    assert (one_.value, other.value) == (cogat, unrwa)
    refused = [dict(why.params)["day"] for why in other.coverage_notes if why.code == "trend-refused"]
    assert refused == ([day("2024-05-06")] if last >= "2024-05-06" else [])
    assert side_by_side((one_, other)).bands == ()


@needs_given
def test_april_2024_counts_only_days_with_rows() -> None:
    absent = [
        "2023-10-25",
        "2023-10-28",
        "2023-11-15",
        "2023-11-17",
        "2023-12-01",
        "2024-01-27",
        "2024-02-03",
    ]
    with (GIVEN / "gaza-aid-two-sources" / "unrwa_daily.csv").open(encoding="utf-8", newline="") as lines:
        held: Counter[str] = Counter()
        for one_ in csv.DictReader(lines):
            held[one_["date"]] += int(one_["lines"])
    pact = terms(
        duty(reading(Rule.COUNT), quantity=None, first_day=day("2023-10-21")),
        series(measured_point="received"),
    )
    (found,) = assess(pact, frame(two_counters(held, "unrwa")), as_of=day("2024-05-05"))
    assert found.days.missing == len(absent)
