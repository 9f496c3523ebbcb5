"""What would pass in silence and accuse somebody falsely, or say nothing at all, is told when a case is checked."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cases.folders import Folder
from holdfast.agreements.queries import assessments
from holdfast.cases.actions import load_case
from holdfast.cases.check import check_case
from holdfast.cases.errors import CaseBroken
from holdfast.cases.queries import check_case_at_desk
from holdfast.people.types import Viewer

WEEKLY = '  quantity = 90\n  per = "week"\n  unit = "meals"'
DAILY = '  quantity = 90\n  per = "day"\n  unit = "meals"'


def told(folder: Folder) -> list[tuple[str, int | None]]:
    return [(note.code, note.line) for note in check_case(folder.root).notes]


def test_a_promise_in_time_says_in_how_long(hillside: Folder) -> None:
    found = hillside.change('  per = "day"\n', "").only()
    assert (found.code, found.line) == ("per-missing", hillside.line('key = "hot-meals-a-day"') - 1)
    assert 'per = "day"' in found.expected
    assert 'per = "week"' in found.expected


def test_a_reading_with_a_number_of_its_own_needs_it_as_well(hillside: Folder) -> None:
    hillside.change(DAILY, '  unit = "meals"').change(
        'rule = "average"', 'rule = "average"\n    promised = 80'
    )
    hillside.change('rule = "daily floor"', 'rule = "daily floor"\n    promised = 90')
    assert hillside.only().code == "per-missing"


def test_what_is_only_counted_needs_none(hillside: Folder) -> None:
    hillside.change(DAILY, '  unit = "meals"').change('rule = "average"', 'rule = "count"')
    hillside.change('rule = "daily floor"', 'rule = "count"')
    assert check_case(hillside.root).counts["obligations"] == 3


def test_what_the_clause_says_holds_for_its_duties(hillside: Folder) -> None:
    hillside.change('  per = "day"\n', "").change('point = "2"\n', 'point = "2"\nper = "day"\n')
    assert check_case(hillside.root).agreement.clauses[0].obligations[0].per == "day"


def test_a_week_is_taken_for_an_average_and_for_nothing_that_looks_at_days(hillside: Folder) -> None:
    hillside.change(DAILY, WEEKLY)
    found = hillside.only()
    assert (found.code, found.line) == ("rule-lacks", hillside.line('rule = "daily floor"'))
    hillside.change('rule = "daily floor"', 'rule = "carry-over"')
    assert hillside.only().code == "rule-lacks"
    hillside.change('rule = "carry-over"', 'rule = "average"', times=1)
    assert check_case(hillside.root).agreement.clauses[0].obligations[0].per == "week"


@pytest.mark.parametrize("per", ["month", "quarter", "year"])
def test_a_month_is_refused_with_the_way_to_enter_it(hillside: Folder, per: str) -> None:
    found = hillside.change('per = "day"', f'per = "{per}"').only()
    assert (found.code, found.column) == ("per-uneven", "per")
    assert "quantity by date" in found.expected


def test_a_count_in_another_unit_is_not_held_against_the_promise(hillside: Folder) -> None:
    found = hillside.change('  unit = "meals"', '  unit = "tonnes"').problems()
    assert {(one.code, one.column) for one in found} == {("unit-differs", "series")}
    assert "'meal'" in found[0].what
    assert "'meals'" in found[0].expected


def test_a_unit_by_its_printed_name_is_the_same(hillside: Folder) -> None:
    assert told(hillside.change('  unit = "meals"', '  unit = "Meal"')) == []


def test_a_deadline_before_the_start_is_wrong(hillside: Folder) -> None:
    hillside.change('kind = "quantity per time"', 'kind = "quantity by date"')
    hillside.change('  per = "day"\n', '  due = "2026-02-01"\n')
    hillside.change('rule = "average"', 'rule = "by date"').change('rule = "daily floor"', 'rule = "by date"')
    assert hillside.only().code == "reversed"


def test_a_window_without_rows_is_noted(hillside: Folder) -> None:
    hillside.change('rule = "daily floor"', 'rule = "daily floor"\n    window = { first = "2027-01-01" }')
    assert told(hillside) == [("window-without-rows", hillside.line("2027-01-01"))]


def test_data_from_before_the_agreement_are_noted(hillside: Folder) -> None:
    hillside.change('starts = "2026-03-02"', 'starts = "2026-04-01"')
    assert {code for code, _ in told(hillside)} == {"window-without-rows"}


def test_a_figure_over_a_window_without_rows_is_noted(hillside: Folder) -> None:
    hillside.add('window = { first = "2025-01-01", last = "2025-12-31" }\n')
    assert told(hillside) == [("window-without-rows", hillside.line("2025-12-31"))]


SPARE = """
[[series]]
key = "meals-told"
name.en = "Meals told"
indicator = "hot-meals"
source = "parents-association"
"""


def test_a_series_nobody_asks_about_is_noted(hillside: Folder) -> None:
    assert told(hillside.add(SPARE)) == [("series-unused", hillside.line('key = "meals-told"'))]


def test_a_series_without_rows_is_noted(hillside: Folder) -> None:
    hillside.add(SPARE).change(
        'rule = "average"\n    series = ["meals-kitchen-book"]',
        'rule = "average"\n    series = ["meals-kitchen-book", "meals-told"]',
    )
    assert told(hillside) == [("series-empty", hillside.line('key = "meals-told"'))]


AVERAGE = """
[[assertions]]
key = "told-average"
series = "meals-kitchen-book"
source = "parents-association"
document = "kitchen-book"
kind = "average"
value = 91
first = "2026-0{}-01"
last = "2026-0{}-31"
"""


def test_a_stated_average_without_its_total_is_noted(hillside: Folder) -> None:
    hillside.add(AVERAGE.format(5, 5))
    assert told(hillside) == [("average-without-total", hillside.line('kind = "average"'))]


def test_a_stated_average_with_rows_in_its_window_is_not(hillside: Folder) -> None:
    assert told(hillside.add(AVERAGE.format(3, 3))) == []


def test_notes_hinder_nothing_and_stand_in_sentence_and_json(hillside: Folder) -> None:
    checked = check_case(hillside.add(SPARE).root)
    assert "1 note, and none of them hinders loading:" in checked.sentence()
    assert [note["code"] for note in checked.as_dict()["notes"]] == ["series-unused"]
    assert checked.as_dict()["problems"] == []


def test_a_check_without_a_desk_says_that_it_saw_the_folder_alone(hillside: Folder) -> None:
    assert "checked by itself" in check_case(hillside.root).sentence()
    assert check_case(hillside.root).as_dict()["beside_desk"] is False


@pytest.mark.django_db(transaction=True)
def test_a_check_at_a_desk_finds_what_another_case_holds(hillside: Folder, alice: Viewer) -> None:
    load_case(alice, hillside.root)
    assert check_case_at_desk(hillside.root).beside_desk
    hillside.change('key = "hillside"\n', 'key = "hilltop"\n')
    assert check_case(hillside.root).key == "hilltop"
    with pytest.raises(CaseBroken) as caught:
        check_case_at_desk(hillside.root)
    found = {problem.found.strip("'") for problem in caught.value.problems}
    assert found == {"hillside-2026", "meals-kitchen-book", "meals-average"}
    assert '[case] key = "hillside"' in caught.value.problems[0].expected


def test_a_folder_is_checked_without_any_desk(hillside: Folder, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from holdfast.cli.main import main; main()", "case", "check", hillside.root],
        cwd=tmp_path,
        env={
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("HOLDFAST", "DATABASE", "DJANGO"))
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "checked by itself" in done.stdout


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("last", "state"), [(91, "not kept"), (92, "kept"), (93, "kept")])
def test_so_many_a_week_is_judged_exactly(hillside: Folder, alice: Viewer, last: int, state: str) -> None:
    """457 a week is 65.285714… a day: 456 in seven days are fewer, 457 are enough, and no decimal says so."""
    hillside.change(DAILY, '  quantity = 457\n  per = "week"\n  unit = "meals"').change(
        'rule = "daily floor"', 'rule = "average"'
    )
    days = "".join(f"2026-03-0{day},{value},\n" for day, value in enumerate([92, 88, 90, 0, 0, 95, last], 2))
    load_case(alice, hillside.write("meals.csv", "day,meals,remark\n" + days).root)
    found = assessments(alice, as_of=date(2026, 3, 31)).as_json()["assessments"]
    assert {one["state"] for one in found if one["reading"] == "average"} == {state}
