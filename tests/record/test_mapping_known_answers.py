"""The mapping gives the known answers of the daily file that the project watches (definitions in its SOURCE.md)."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from holdfast.record.mapping import Mapped, map_file, period_problems
from holdfast.record.types import Kind, SeriesTerms, Several, Status

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "agreements"
START, END = date(2025, 10, 10), date(2026, 8, 22)

KILLED = {
    "file": "casualties_daily.json",
    "document": "tfp",
    "about": {"day": "report_date", "hours": "report_period"},
    "values": [
        {
            "series": "killed-new",
            "value": "killed_truce_new",
            "rules": [
                {"when": {"report_period": 0}, "status": "missing", "note": "no report that day"},
                {"when": {"killed": 0, "killed_truce_new": ""}, "status": "zero reported", "value": 0},
            ],
            "residual": {
                "total": "killed",
                "parts": ["killed_recovered", "killed_succumbed", "killed_committee"],
            },
        },
        {"series": "killed-filled", "value": "ext_killed", "filled_in": True},
    ],
}


def mapped(folder: str, table: dict[str, Any], *, kind: Kind = Kind.FLOW, **terms: Any) -> Mapped:
    path = DATA / folder / table["file"]
    if not path.exists():
        pytest.skip(f"the data set {folder} is not beside this checkout")
    keys = {one["series"] for one in table["values"] if isinstance(one["series"], str)}
    return map_file(
        table,
        path=path,
        name=table["file"],
        series={key: SeriesTerms(key, kind, **terms) for key in keys},
        documents={"tfp", "doc"},
        find=lambda _path=(): SimpleNamespace(file="case.toml", line=1, column=None),
    )


@pytest.fixture(scope="module")
def killed() -> pl.DataFrame:
    table = KILLED | {"where": {}}
    done = mapped("gaza-daily", table)
    assert done.problems == ()
    assert done.count == 1051
    return done.rows.filter(pl.col("last").is_between(START, END))


def test_days_without_a_report_are_missing_and_not_zero(killed: pl.DataFrame) -> None:
    missing = killed.filter((pl.col("series") == "killed-new") & (pl.col("status") == Status.MISSING))
    assert missing.height == 62
    assert missing["value"].null_count() == 62
    assert missing.filter(pl.col("first").dt.weekday() == 5).height == 40
    assert set(missing["note"]) == {"no report that day"}


def test_the_sums_of_the_window(killed: pl.DataFrame) -> None:
    new = killed.filter(pl.col("series") == "killed-new")
    for cut_off, total in (
        (date(2025, 11, 22), 325),
        (date(2025, 12, 9), 375),
        (date(2026, 2, 10), 599),
        (date(2026, 8, 22), 1173),
    ):
        assert new.filter(pl.col("last") <= cut_off)["value"].sum() == total
    from_twelfth = new.filter(pl.col("last") >= date(2025, 10, 12))
    assert from_twelfth["value"].sum() == 1121


def test_what_the_other_parts_explain_is_a_derived_zero_and_the_rest_partial(killed: pl.DataFrame) -> None:
    new = killed.filter(pl.col("series") == "killed-new")
    derived = new.filter(pl.col("status") == Status.DERIVED)
    partial = new.filter(pl.col("status") == Status.PARTIAL)
    assert derived.height == 25
    assert derived["value"].to_list() == [0] * 25
    assert (partial.height, partial["value"].null_count(), partial["low"].sum(), partial["high"].sum()) == (
        2,
        2,
        0,
        18,
    )
    assert new["value"].sum() + partial["high"].sum() == 1191
    # The ten reports that say none were killed at all, and those whose own field says 0.
    assert new.filter(pl.col("status") == Status.ZERO_REPORTED, pl.col("note") == "").height >= 10


def test_a_report_of_48_hours_is_two_days(killed: pl.DataFrame) -> None:
    new = killed.filter((pl.col("series") == "killed-new") & (pl.col("status") != Status.MISSING))
    lengths = (new["last"] - new["first"]).dt.total_days() + 1
    assert (lengths * 24).to_list() == new["hours"].to_list()
    assert new.height == 255
    assert new["hours"].sum() == 7536


def test_filled_in_values_stand_beside_and_sum_to_their_own(killed: pl.DataFrame) -> None:
    filled = killed.filter(pl.col("series") == "killed-filled")
    assert filled["filled"].all()
    assert filled["value"].sum() == 6225


def test_the_whole_file_keeps_the_rules_about_periods(killed: pl.DataFrame) -> None:
    terms = {key: SeriesTerms(key, Kind.FLOW) for key in ("killed-new", "killed-filled")}
    new = killed.filter(pl.col("series") == "killed-new")
    assert period_problems(new, terms) == []


@pytest.mark.parametrize(
    ("file", "value", "where", "total", "day"),
    [
        ("cogat_daily.csv", "consignments", {"Route": "Land Crossings"}, 6773, 423),
        ("unrwa_daily.csv", "lines", {}, 5671, 246),
    ],
)
def test_two_counters_of_one_crossing(
    file: str, value: str, where: dict[str, str], total: int, day: int
) -> None:
    table = {
        "file": file,
        "document": "doc",
        "where": where,
        "about": {"day": "date"},
        "values": [{"series": "trucks", "value": value, "add_rows": True}],
    }
    done = mapped("gaza-aid-two-sources", table)
    assert done.problems == ()
    assert period_problems(done.rows, {"trucks": SeriesTerms("trucks", Kind.FLOW)}) == []
    april = done.rows.filter(pl.col("first").is_between(date(2024, 4, 1), date(2024, 4, 30)))
    assert april["value"].sum() == total
    assert april.filter(pl.col("first") == date(2024, 4, 8))["value"].sum() == day


def test_a_comparator_is_a_second_statement_about_the_day_before() -> None:
    path = DATA / "osce-smm-ukraine" / "daily_summary.csv"
    if not path.exists():
        pytest.skip("the data set osce-smm-ukraine is not beside this checkout")
    text = pl.read_csv(path)
    table = {
        "file": "daily_summary.csv",
        "document": "doc",
        "about": {"day": "issued"},
        "values": [
            {
                "series": {"column": "region", "map": {"Donetsk": "donetsk", "Luhansk": "luhansk"}},
                "value": "violations",
                "note": "note",
                "comparator": {"value": "comparator_violations", "covers": "previous period"},
            }
        ],
    }
    done = map_file(
        table,
        path=path,
        name="daily_summary.csv",
        series={
            key: SeriesTerms(key, Kind.EVENTS, several=Several.PRIMARY) for key in ("donetsk", "luhansk")
        },
        documents={"doc"},
        find=lambda _path=(): SimpleNamespace(file="case.toml", line=1, column=None),
    )
    assert done.problems == ()
    comparators = done.rows.filter("comparator")
    assert comparators.height == 18 == text.height
    assert done.rows.filter(~pl.col("comparator")).height == 18
    one = comparators.filter((pl.col("series") == "donetsk") & (pl.col("line") == 4))
    assert (one["value"].item(), one["last"].item()) == (117, date(2021, 8, 20))
