"""Second statements: comparators stay what they are, and are compared only with the report right before them."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

from agreements.building import covered, day, duty, frame, reading, row, series, terms
from agreements.test_known_answers import GIVEN, needs_given
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.types import DocumentDef
from holdfast.agreements.types import DutyKind, Rule, State
from holdfast.record.types import Kind, Several


def place(number: int, name: str, **more: Any) -> Any:
    """A series of events counted in a place."""
    return series(number, Kind.EVENTS, place=name, key=name.lower(), several=Several.PRIMARY, **more)


def count(*numbers: int) -> Any:
    """A duty to abstain, told by counts."""
    return duty(
        reading(Rule.COUNT, numbers), kind=DutyKind.ABSTAIN, quantity=None, first_day=day("2020-08-01")
    )


@needs_given
def test_eighteen_comparators_stay_second_statements() -> None:
    rows, documents = [], {}
    with (GIVEN / "osce-smm-ukraine" / "daily_summary.csv").open(encoding="utf-8", newline="") as lines:
        listed = list(csv.DictReader(lines))
    for one in listed:
        last = day(one["as_of_1930"]) if one["as_of_1930"] else day(one["issued"]) - timedelta(days=1)
        number, year = (int(part) for part in one["report"].split("/"))
        document = year * 1000 + number
        documents[document] = DocumentDef(document, one["report"], "osce", number=(year, number))
        base = {"series": 1 if one["region"] == "Donetsk" else 2, "document": document}
        rows.append(row(last, int(one["violations"]), **base))
        before = last - timedelta(days=1)
        rows.append(row(before, int(one["comparator_violations"]), comparator=True, **base))
    pact = terms(count(1, 2), [place(1, "Donetsk"), place(2, "Luhansk")], documents=documents)
    found = assess(pact, frame(rows), as_of=day("2022-01-01"))
    assert [len(one.used) for one in found] == [9, 9]
    for one in found:
        second = [group for group in one.rejected if group.why.code == "row-second-statement"]
        assert [len(group.rows) for group in second] == [9]
        alone = [
            dict(why.params)["count"] for why in one.coverage_notes if why.code == "second-statements-alone"
        ]
        assert alone == [9]
        assert not [why for why in one.coverage_notes if why.code == "second-statement-agrees"]
        assert one.state is State.NOT_KNOWN
        assert one.why.code == "count-of-a-place"
        assert "reports-undercount-events" in [why.code for why in one.coverage_notes]
    assert found[0].value == 36 + 55 + 112 + 88 + 117 + 745 + 230 + 120 + 159


def pair(numbers: tuple[int, int], value: int, said_before: int) -> Any:
    """A report, and a second statement about the same day in another report."""
    rows = [
        row("2021-09-20", value, document=1, said_last=day("2021-09-21")),
        row("2021-09-20", said_before, document=2, said_last=day("2021-09-22"), comparator=True),
        row("2021-09-21", 9, document=2, said_last=day("2021-09-22")),
    ]
    documents = {n: DocumentDef(n, f"d{n}", "osce", number=(2021, numbers[n - 1])) for n in (1, 2)}
    pact = terms(count(1), place(1, "Donetsk"), documents=documents)
    (found,) = assess(pact, frame(rows), as_of=day("2021-12-31"))
    return found


def test_an_invented_pair_agrees() -> None:
    found = pair((221, 222), 117, 117)
    assert "second-statement-agrees" in [why.code for why in found.coverage_notes]
    assert found.value == 126


def test_an_invented_pair_differs() -> None:
    codes = [why.code for why in pair((221, 222), 117, 116).coverage_notes]
    assert "second-statement-differs" in codes


def test_a_report_between_them_breaks_the_chain_though_the_numbers_agree() -> None:
    codes = [why.code for why in pair((221, 223), 117, 117).coverage_notes]
    assert "second-statement-agrees" not in codes
    assert "second-statements-alone" in codes


def test_the_first_report_of_a_year_follows_the_last_of_the_year_before() -> None:
    documents = {
        1: DocumentDef(1, "a", "osce", number=(2020, 312)),
        2: DocumentDef(2, "b", "osce", number=(2021, 1)),
    }
    rows = [row("2020-12-31", 5, document=1), row("2020-12-31", 5, document=2, comparator=True)]
    (found,) = assess(
        terms(count(1), place(1, "D"), documents=documents), frame(rows), as_of=day("2021-01-05")
    )
    assert "second-statement-agrees" in [why.code for why in found.coverage_notes]


def test_a_report_over_two_days_counts_two_days() -> None:
    rows = [row("2021-09-18", 40, "2021-09-19"), row("2021-09-20", 10)]
    start = day("2020-08-01")
    named = duty(
        reading(Rule.COUNT, (1,), window_first=start), kind=DutyKind.ABSTAIN, quantity=None, first_day=start
    )
    (found,) = assess(terms(named, place(1, "Donetsk")), frame(rows), as_of=day("2021-09-20"))
    assert found.days.reported == 3
    assert found.days.missing == (day("2021-09-20") - start).days + 1 - 3


def test_no_trend_across_a_day_without_patrols() -> None:
    pact = terms(
        count(1),
        place(1, "D", coverage=(covered("2021-10-20", last="2021-10-20"), covered("2021-10-21", "full"))),
    )
    rows = [row(day("2021-10-13") + timedelta(days=n), 100) for n in range(12)]
    (found,) = assess(pact, frame(rows), as_of=day("2021-10-24"))
    assert found.value == 1200
    assert [why.code for why in found.coverage_notes].count("trend-refused") == 2
