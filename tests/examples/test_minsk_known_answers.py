"""The OSCE case: a place is not a party, gaps stay gaps, second statements stay second."""

from collections.abc import Callable
from pathlib import Path

import pytest

from examples.conftest import Desk, Found, number

pytestmark = pytest.mark.django_db

MINSK = "minsk-ceasefire-osce"
LAST = "2021-12-31"


def violations(desk: Desk, region: str, bearer: str = "ukraine") -> Found:
    """What was recorded in one region."""
    return desk.one(MINSK, f"ceasefire-{bearer}", "recorded-violations", f"smm-{region}", LAST)


@pytest.mark.parametrize(("region", "total"), [("donetsk", 1662), ("luhansk", 1145)])
def test_nine_days_are_counted_and_the_others_stay_gaps(desk: Desk, region: str, total: int) -> None:
    found = violations(desk, region)
    assert number(found["total"]) == total
    assert len(found["rows_used"]) == 9
    assert found["days"]["reported"] == 9
    assert found["days"]["missing"] == found["days"]["in_window"] - 9


def test_eighteen_comparators_stay_second_statements(desk: Desk) -> None:
    second = [
        rejected
        for region in ("donetsk", "luhansk")
        for rejected in violations(desk, region)["rows_rejected"]
        if rejected["why_code"] == "row-second-statement"
    ]
    assert len(second) == 18


def test_no_comparator_is_matched_to_a_report(desk: Desk) -> None:
    for region in ("donetsk", "luhansk"):
        codes = {note["why_code"] for note in violations(desk, region)["coverage_notes"]}
        assert not {code for code in codes if code.startswith("second-statements-agree")}


@pytest.mark.parametrize("region", ["donetsk", "luhansk"])
def test_a_place_is_not_a_party(desk: Desk, region: str) -> None:
    both = [violations(desk, region, bearer) for bearer in ("armed-formations", "ukraine")]
    assert [found["state"] for found in both] == ["not known", "not known"]
    assert both[0]["why_code"] == both[1]["why_code"]
    assert both[0]["relation"] == "verification mechanism"


INVENTED = """
format = 1
[case]
key = "invented-pair"
title.en = "An invented pair of reports"
sensitivity = "public"
[agreement]
key = "invented-pair"
title.en = "An invented ceasefire"
timezone = "Europe/Kyiv"
starts = "2030-01-01"
[[parties]]
key = "somebody"
name.en = "Somebody"
[[sources]]
key = "invented-mission"
name.en = "An invented mission"
relation = "verification mechanism"
[[documents]]
key = "report-1-2030"
source = "invented-mission"
said = "2030-01-07"
[[documents]]
key = "report-2-2030"
source = "invented-mission"
said = "2030-01-08"
[[indicators]]
key = "invented-violations"
name.en = "Violations"
kind = "event count"
unit = "violation"
[[series]]
key = "invented-violations"
name.en = "Violations in an invented region"
indicator = "invented-violations"
source = "invented-mission"
place = "A region"
several = "primary over comparator"
[[clauses]]
key = "1-ceasefire"
point = "1"
bearers = ["somebody"]
kind = "abstain"
text.en = "Do not fire."
  [[clauses.obligations]]
  key = "invented-ceasefire"
    [[clauses.obligations.readings]]
    key = "recorded"
    text.en = "No violation at all."
    rule = "none at all"
    series = ["invented-violations"]
[[data]]
file = "reports.csv"
document_column = "document"
about = { day = "day", hours = "hours" }
  [[data.values]]
  series = "invented-violations"
  value = "violations"
  comparator = { value = "before", covers = { first = "before_first", last = "before_last" } }
"""

REPORTS = """document,day,hours,violations,before,before_first,before_last
report-1-2030,2030-01-06,48,30,,,
report-2-2030,2030-01-07,24,4,30,2030-01-05,2030-01-06
"""


def test_a_report_of_two_days_and_a_comparator_that_agrees_with_it(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    (tmp_path / "case.toml").write_text(INVENTED, encoding="utf-8")
    (tmp_path / "reports.csv").write_text(REPORTS, encoding="utf-8")
    found = make_desk(tmp_path).one(
        "invented-pair", "invented-ceasefire", "recorded", "invented-violations", "2030-01-31"
    )
    assert number(found["total"]) == 34
    assert found["days"]["reported"] == 3
    assert [each["why_code"] for each in found["rows_rejected"]] == ["row-second-statement"]
