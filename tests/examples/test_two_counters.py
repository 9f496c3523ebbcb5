"""Two counters of the same crossings: side by side, a change of effort between them, and no trend across it."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from examples.conftest import GIVEN, Desk, needs_given, number, table

pytestmark = [needs_given, pytest.mark.django_db]

CASE = """
format = 1
[case]
key = "two-counters"
title.en = "Aid through the land crossings of Gaza by two counters"
sensitivity = "public"
[agreement]
key = "two-counters"
title.en = "No agreement: two counters of the same crossings"
timezone = "Asia/Gaza"
starts = "2023-10-21"
[[parties]]
key = "nobody"
name.en = "Nobody: no promise is assessed"
[[sources]]
key = "two-cogat"
name.en = "COGAT"
[[sources]]
key = "two-unrwa"
name.en = "UNRWA"
relation = "UN"
[[documents]]
key = "two-files"
source = "two-unrwa"
said = "2025-05-08"
[[indicators]]
key = "trucks-screened"
name.en = "Trucks screened"
kind = "flow"
unit = "truck"
measured_point = "screened"
[[indicators]]
key = "truck-lines-received"
name.en = "Truck lines received"
kind = "flow"
unit = "truck"
measured_point = "received"
[[series]]
key = "two-cogat-land"
name.en = "COGAT, land crossings"
indicator = "trucks-screened"
source = "two-cogat"
[[series]]
key = "two-unrwa-all"
name.en = "UNRWA, all rows"
indicator = "truck-lines-received"
source = "two-unrwa"
  [[series.coverage]]
  first = "2023-10-21"
  last = "2024-05-05"
  extent = "full"
  effort.en = "Monitors at the crossing."
  breaks_trend = false
  [[series.coverage]]
  first = "2024-05-06"
  extent = "partial"
  effort.en = "No access: monitoring is partial."
  breaks_trend = true
[[clauses]]
key = "1-count"
point = "1"
bearers = ["nobody"]
kind = "quantity per time"
text.en = "Counted, not promised."
  [[clauses.obligations]]
  key = "two-count"
READINGS
[[data]]
file = "daily.csv"
document = "two-files"
about = { day = "date" }
  [[data.values]]
  series = { column = "series" }
  value = "value"
"""

WINDOWS = {
    "day": ("2024-04-08", "2024-04-08"),
    "april": ("2024-04-01", "2024-04-30"),
    "across": ("2023-10-21", "2024-05-12"),
}


def reading(key: str, first: str, last: str) -> str:
    """A reading that only says over which days to count."""
    return f"""    [[clauses.obligations.readings]]
    key = "{key}"
    text.en = "From {first} to {last}."
    rule = "count"
    series = ["two-cogat-land", "two-unrwa-all"]
    window = {{ first = "{first}", last = "{last}" }}
"""


@pytest.fixture(scope="module")
def two(make_desk: Callable[..., Desk], tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Both counters, summed a day as their SOURCE.md defines it."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in table(GIVEN / "gaza-aid-two-sources" / "cogat_daily.csv"):
        if row["Route"] == "Land Crossings":
            sums["two-cogat-land", row["date"]] += int(row["consignments"])
    for row in table(GIVEN / "gaza-aid-two-sources" / "unrwa_daily.csv"):
        sums["two-unrwa-all", row["date"]] += int(row["lines"])
    folder: Path = tmp_path_factory.mktemp("two-counters")
    readings = "".join(reading(key, *window) for key, window in WINDOWS.items())
    (folder / "case.toml").write_text(CASE.replace("READINGS", readings), encoding="utf-8")
    lines = [f"{series},{day},{value}\n" for (series, day), value in sorted(sums.items())]
    (folder / "daily.csv").write_text("series,date,value\n" + "".join(lines), encoding="utf-8")
    return make_desk(folder)


@pytest.mark.parametrize(
    ("window", "cogat", "unrwa"), [("day", 423, 246), ("april", 6773, 5671), ("across", 28910, 25417)]
)
def test_each_counter_gives_its_own_sum(two: Desk, window: str, cogat: int, unrwa: int) -> None:
    for series, total in (("two-cogat-land", cogat), ("two-unrwa-all", unrwa)):
        found = two.one("two-counters", "two-count", window, series, "2024-05-31")
        assert number(found["total"]) == total


def test_the_change_of_effort_breaks_the_trend_and_says_so(two: Desk) -> None:
    across = two.one("two-counters", "two-count", "across", "two-unrwa-all", "2024-05-31")
    before = two.one("two-counters", "two-count", "april", "two-unrwa-all", "2024-05-31")
    assert any("2024-05-06" in str(note) for note in across["coverage_notes"])
    assert not any("2024-05-06" in str(note) for note in before["coverage_notes"])


def test_different_measured_points_stay_apart(two: Desk) -> None:
    points = {
        each["series"]: each["measured_point"]
        for each in two.all("two-counters", "2024-05-31")
        if each["series"]
    }
    assert points == {"two-cogat-land": "screened", "two-unrwa-all": "received"}
