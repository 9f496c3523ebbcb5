"""An average stated by the week is never read as one a day: the case says in how long, or is refused."""

from datetime import date

import pytest

from cases.folders import Folder
from holdfast.agreements.queries import assessments
from holdfast.cases.actions import load_case
from holdfast.cases.check import check_case
from holdfast.people.types import Viewer

STATED = """
[[assertions]]
key = "stated"
series = "meals-kitchen-book"
source = "parents-association"
document = "kitchen-book"
kind = "average"
value = 640
unit = "meals a week"
"""


def test_a_unit_that_names_a_week_asks_for_it(hillside: Folder) -> None:
    found = hillside.add(STATED).only()
    assert (found.code, found.column) == ("per-differs", "unit")
    assert "'meals a week' says a week, and the average would be read as so many a day" in found.what
    assert found.expected == 'per = "week" beside it'
    hillside.change('unit = "meals a week"', 'unit = "meals a week"\nper = "week"')
    assert check_case(hillside.root).counts["assertions"] == 1


@pytest.mark.parametrize(
    ("unit", "named"),
    [
        ("hours/week", "week"),
        ("tonnes per month", "month"),
        ("loaves an hour", "hour"),
        ("weekly meals", "week"),
        ("وجبات في الأسبوع", "week"),
        ("وجبات شهريًا", "month"),
    ],
)
def test_every_way_of_naming_a_time_is_seen(hillside: Folder, unit: str, named: str) -> None:
    found = hillside.add(STATED.replace("meals a week", unit)).only()
    assert found.code == "per-differs" and f"says a {named}" in found.what


@pytest.mark.parametrize("unit", ["meals", "meals a day", "daily meals", ""])
def test_a_day_and_no_time_at_all_are_a_day(hillside: Folder, unit: str) -> None:
    hillside.add(STATED.replace("meals a week", unit))
    assert check_case(hillside.root).counts["assertions"] == 1


def test_another_length_and_a_length_of_a_total_are_refused(hillside: Folder) -> None:
    hillside.add(STATED.replace('unit = "meals a week"', 'per = "month"'))
    assert hillside.only().code == "per-uneven"
    hillside.change('kind = "average"', 'kind = "total"').change('per = "month"', 'per = "week"')
    assert hillside.only().code == "per-without-average"


@pytest.mark.django_db(transaction=True)
def test_it_is_kept_and_told_by_the_week(hillside: Folder, alice: Viewer) -> None:
    hillside.add(STATED.replace('"meals a week"', '"meals"\nper = "week"'))
    hillside.change('  per = "day"', '  per = "week"').change('rule = "daily floor"', 'rule = "average"')
    load_case(alice, hillside.root)
    found = assessments(alice, as_of=date(2026, 3, 31)).as_json()["assessments"]
    (one,) = [one for one in found if one["reading"] == "average"]
    assert one["unit_per"] == "week"
    assert [(said["value"], said["per"]) for said in one["assertions"]] == [(640, "week")]
