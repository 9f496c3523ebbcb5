"""Texts by language, and numbers, dates and lists as each language writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from holdfast.base.language import (
    LANGUAGES,
    LanguageUnknown,
    Text,
    TextMalformed,
    direction,
    format_date,
    format_instant,
    format_items,
    format_number,
    plural_categories,
    plural_category,
)


def test_directions() -> None:
    assert [direction(lang) for lang in (*LANGUAGES, "he", "fr")] == ["ltr", "rtl", "rtl", "ltr"]


@pytest.mark.parametrize("lang", ["", "xx", "english", "../en", "en_US.UTF-8", "EN", "e" * 1000])
def test_an_unknown_language_is_refused(lang: str) -> None:
    with pytest.raises(LanguageUnknown) as refused:
        direction(lang)
    assert len(str(refused.value)) < 500


# The CLDR's own examples for Arabic: 0; 1; 2; 3~10, 103~110; 11~26, 111; 100~102, 200~202, 1.5.
@pytest.mark.parametrize(
    ("numbers", "category"),
    [
        ((0,), "zero"),
        ((1,), "one"),
        ((2,), "two"),
        ((3, 4, 10, 103, 110, 1003), "few"),
        ((11, 26, 99, 111, 1011), "many"),
        ((100, 101, 102, 200, 202, 1000, 10**6, Decimal("1.5"), Decimal("10.1")), "other"),
    ],
)
def test_arabic_tells_six_plurals_apart(numbers: tuple[int | Decimal, ...], category: str) -> None:
    assert {plural_category(number, "ar") for number in numbers} == {category}


def test_english_tells_two_plurals_apart() -> None:
    assert [plural_category(number, "en") for number in (0, 1, 2, Decimal("1.0"), Decimal("1.5"))] == [
        "other",
        "one",
        "other",
        "other",
        "other",
    ]
    assert plural_categories("en") == {"one", "other"}
    assert len(plural_categories("ar")) == 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_have_western_digits_and_groups(lang: str) -> None:
    assert format_number(13511, lang) == "13,511"
    assert format_number(Decimal("225.1833"), lang) == "225.1833"
    assert format_number(Decimal("225.18"), lang, 1) == "225.2"
    assert format_number(Decimal("225.25"), lang, 1) == "225.3"
    assert format_number(Decimal("0.5"), lang, 0) == "1"
    assert format_number(Decimal(5), lang, 2) == "5.00"
    assert format_number(5, lang, 2) == "5.00"
    assert format_number(-5, lang).strip("\u200e\u200f\u061c") == "-5"
    assert format_number(10**25, lang) == f"{10**25:,}"


def test_dates() -> None:
    assert format_date(date(2025, 10, 10), "en") == "10 October 2025"
    assert format_date(date(2025, 10, 10), "ar") == "10 أكتوبر 2025"
    noon = datetime(2025, 10, 10, 9, tzinfo=UTC)
    assert format_instant(noon, "en", "Asia/Gaza") == "10 October 2025, 12:00 (Asia/Gaza)"
    assert format_instant(noon, "ar") == "10 أكتوبر 2025\u060c 09:00 (UTC)"


def test_lists() -> None:
    assert format_items(["a", "b", "c"], "en") == "a, b, and c"
    assert format_items(["أ", "ب"], "ar") == "أ وب"
    assert format_items([], "en") == ""


def test_a_text_falls_back_and_says_to_what() -> None:
    text = Text.of(ar="شاحنة", en="truck")
    assert text.get("ar") == "شاحنة"
    assert text.found("fr") == ("en", "truck")
    assert Text.of(ar="شاحنة").found("en") == ("ar", "شاحنة")
    assert text.as_mapping() == {"ar": "شاحنة", "en": "truck"}
    assert Text.from_mapping({"en": "truck"}) == Text.of(en="truck")


@pytest.mark.parametrize("mapping", [{}, {"en": ""}, {"en": "  "}, {"en": 5}, {5: "x"}, "truck", None])
def test_a_text_without_words_is_refused(mapping: object) -> None:
    with pytest.raises(TextMalformed) as refused:
        Text.from_mapping(mapping)  # type: ignore[arg-type]
    assert re.search(r"is not a (?:text by language|language tag)|The text in 'en' is ", str(refused.value))


def test_a_text_in_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageUnknown, match="klingon"):
        Text.from_mapping({"klingon": "x"})
