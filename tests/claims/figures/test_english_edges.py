"""Forms of English that broke the grammar once: windows in words, chains of number words."""

from decimal import Decimal

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Kind


@pytest.mark.parametrize(
    "window",
    [
        "from 10 to 31 October 2025",
        "from 10 through 31 October 2025",
        "between 10 and 31 October 2025",
        "between October 10 and 31, 2025",
        "from October 10 to 31, 2025",
    ],
)
def test_a_window_within_one_month_is_no_figure(window: str) -> None:
    found = [one for one in extract(f"In all 512 lorries came {window}.") if one.kind is not Kind.DATE]
    assert [(one.value, one.period_from, one.period_to) for one in found] == [
        (Decimal(512), "2025-10-10", "2025-10-31")
    ]


def test_a_range_of_a_count_stays_one() -> None:
    found = [one for one in extract("Between 10 and 15 lorries came in May 2025.") if one.kind.is_figure]
    assert [(one.value, one.high) for one in found] == [(Decimal(10), Decimal(15))]


@pytest.mark.parametrize("times", [2, 6, 25, 400])
def test_number_words_said_over_and_over_stay_numbers(times: int) -> None:
    found = extract("one hundred and " * times + "two")
    assert found and found[0].value == 100


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two thousand and ten people", 2010),
        ("three hundred and forty-two people", 342),
        ("two million three hundred thousand people", 2_300_000),
    ],
)
def test_a_chain_is_one_number(words: str, value: int) -> None:
    assert [one.value for one in extract(words)] == [value]
