"""What a page says of a count, a rate, a state's code and a month nobody speaks of."""

import json
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest
from django.test import Client
from django.utils.translation import override

from holdfast.agreements.outline import ObligationLine
from holdfast.figures.types import Headline
from holdfast.web import words
from holdfast.web.board.gather import Gathered
from holdfast.web.board.lines import owed_text
from holdfast.web.figures.lists import FIGURES
from holdfast.web.figures.rules import _shown as shown_in_a_list
from holdfast.web.templatetags.holdfast import said
from holdfast.web.writing import said_text, unit_beside
from web.conftest import AGREEMENT, House


def test_a_count_is_counted_and_not_unknown(charlie: Client, house: House) -> None:
    key = house.figures["killed-from-10-october"]
    page = charlie.get(f"/figures/{key}/").content.decode()
    assert "counted, not judged" in page and "not known whether kept" not in page
    told = json.loads(charlie.get(f"/api/v1/figures/{key}").content)
    assert told["state"] == "not known"
    listed = charlie.get("/figures/").content.decode()
    assert "counted, not judged" in listed and "trucks a day" in listed


def test_another_reading_is_told_by_what_decides_it(charlie: Client) -> None:
    board = charlie.get("/").content.decode()
    duty = board[board.index("Let in 600 trucks a day") : board.index("Let in 50 trucks of fuel")]
    assert "Read another way" not in duty and "Each count with its days" in duty
    assert "Spoken for by Hamas" in board


def test_a_total_over_months_is_one_mark_and_a_silent_month_is_blank(charlie: Client) -> None:
    page = charlie.get(f"/agreements/{AGREEMENT}/").content.decode()
    strip = page[page.index('<div class="table strip"') : page.index("legend note")]
    trucks = strip[strip.index("Let in 600 trucks a day") :].partition("</tr>")[0]
    assert 'colspan="3"' in trucks and "not kept" in trucks and "not told by month" in trucks
    hostages = strip[strip.index("Return the 20 living hostages") :].partition("</tr>")[0]
    assert hostages.count("nothing said") == 3 and hostages.count("✓") == 1
    assert "January 2026, the last month anybody speaks of" in page


def test_the_code_of_a_state_is_no_number(charlie: Client) -> None:
    page = charlie.get("/series/pmo-rafah/").content.decode()
    assert "opening in limited capacity announced" in page
    listed = charlie.get(f"/agreements/{AGREEMENT}/assessments/").content.decode()
    assert "opening in limited capacity announced" in listed and "stated total" in listed


def test_the_rows_of_a_document_are_files(charlie: Client) -> None:
    csv = b"".join(charlie.get("/documents/ap-2025-12-10/rows.csv").streaming_content).decode()  # type: ignore[attr-defined]
    told = json.loads(b"".join(charlie.get("/documents/ap-2025-12-10/rows.json").streaming_content))  # type: ignore[attr-defined]
    assert csv.count("\n") == len(told["rows"]) + 1 > 1
    assert charlie.get("/documents/nope/rows.csv").status_code == 404


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2025-10-10T12:00", "10 October 2025, 12:00 (Asia/Gaza)"),
        ("72 hours", "72 hours"),
        ("2025-10-10", "10 Oct 2025"),
        ("when the first is done", "when the first is done"),
        ("T", "T"),
    ],
)
def test_an_instant_is_said_in_words(value: str, shown: str) -> None:
    assert said_text(value, "Asia/Gaza") == shown


def test_a_unit_beside_a_number_is_right_for_any_number_in_arabic() -> None:
    with override("ar"):
        assert unit_beside("شخصًا") == "(شخص)" and unit_beside("خرقًا معلنًا") == "(خرق معلن)"
        assert unit_beside("شاحنة") == "(شاحنة)" and unit_beside("") == ""
    assert unit_beside("people") == "people"


@pytest.mark.parametrize(
    ("state", "rule", "shown"),
    [
        ("not known", "count", "counted"),
        ("not known", "average", "not known"),
        ("disputed", "count", "disputed"),
    ],
)
def test_only_a_count_that_nothing_decides_is_told_as_one(state: str, rule: str, shown: str) -> None:
    assert words.shown_state(state, rule) == shown


@pytest.mark.parametrize(
    ("one", "said"),
    [
        ({"kind": "average", "from": None}, "no total, no window"),
        ({"kind": "average", "from": "2025-10-10"}, "a window, no total"),
        ({"kind": "total", "from": None}, "a total, no window"),
    ],
)
def test_an_assertion_says_which_it_lacks(one: dict[str, object], said: str) -> None:
    with override("en"):
        assert words.lacking(one) == said


def test_a_promise_by_the_week_is_said_by_the_week() -> None:
    found = cast(Gathered, SimpleNamespace(series={}))
    for per, words_of_it in (
        ("week", "4,200 trucks a week"),
        ("day", "4,200 trucks a day"),
        ("", "4,200 trucks"),
    ):
        line = SimpleNamespace(quantity=Decimal(4200), unit="trucks", per=per)
        with override("en"):
            assert owed_text(found, cast(ObligationLine, line), ()) == words_of_it


def test_a_rate_in_a_file_says_that_it_is_by_the_day(charlie: Client) -> None:
    file = charlie.get(f"/agreements/{AGREEMENT}/assessments.json")
    told = json.loads(b"".join(file.streaming_content))["assessments"]  # type: ignore[attr-defined]
    assert {one["unit_per"] for one in told if one["obligation"] == "trucks"} == {"day"}
    assert {one["unit_per"] for one in told if one["obligation"] == "living-hostages"} == {None}


def test_a_chart_says_counted_where_the_page_does(charlie: Client, house: House) -> None:
    for figure in house.figures.values():
        page = charlie.get(f"/figures/{figure}/").content.decode()
        for plate in page.split('<figure class="plate">')[1:]:
            drawn = plate.partition("</figure>")[0]
            assert "? not known<" not in drawn and "(? not known)" not in drawn


def test_a_list_stacks_cells_on_the_page_and_keeps_them_apart_in_files() -> None:
    shown = FIGURES.headings()
    assert [column.key for column in shown] == ["question", "state", "answer", "value", "as_of"]
    assert FIGURES.header()[1] == "key" and "unit" in FIGURES.header()


def test_an_open_number_says_at_least_in_a_list() -> None:
    open_number = Headline(value=Decimal(44), at_least=True, state="not known", rule="count")
    with override("en"):
        assert shown_in_a_list(SimpleNamespace(headline=open_number), open_number).value == "at least 44"


def test_a_text_in_one_language_is_marked_on_the_other_ones_page(charlie: Client) -> None:
    page = charlie.get("/ar/revisions/").content.decode()
    assert '<span lang="en" dir="ltr">' in page.partition("<tbody>")[2].partition("</tbody>")[0]
    with override("ar"):
        assert said("2025-10-10") == "2025-10-10" and 'lang="en"' in said("An English note")
