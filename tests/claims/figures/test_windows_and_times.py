"""How often, how long and until when: a count of times, a window before its number, two ends that words join."""

from datetime import date
from decimal import Decimal

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Bound, Item, Kind


def figures(text: str, lang: str) -> list[Item]:
    """Its figures but how long it took."""
    found = extract(text, lang=lang, published=date(2025, 12, 15))
    return [one for one in found if one.kind.is_figure and one.kind is not Kind.DURATION]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Ferries broke down 37 times as of 22 November."),
        ("en", "Ferries broke down 37 times as reported by the port."),
        ("en", "Ferries broke down 37 times over the winter."),
        ("ar", "تعطلت العبارة 37 مرة من 10 أكتوبر 2025."),
    ],
)
def test_how_often_it_happened_is_a_count(lang: str, text: str) -> None:
    (found,) = figures(text, lang)
    assert (found.kind, found.value) == (Kind.COUNT, 37)


@pytest.mark.parametrize(
    "text",
    [
        "Tickets cost three times as much as in 2019.",
        "The new ferry is three times as heavy as the old one.",
        "Ticket prices rose three times over.",
        "Ferries are three times more likely to sink.",
    ],
)
def test_how_many_times_as_much_is_a_ratio(text: str) -> None:
    assert figures(text, "en")[0].kind is Kind.RATIO


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The number drowned since 7 October 2023 stands at 812, according to Port Watch on 3 December 2025."),
        ("en", "Drowned since 7 October 2023: 812, according to Port Watch in its report of 3 December 2025."),
        ("fr", "Le nombre de noyés depuis le 7 octobre 2023 s'élève à 812, selon le ministère le 3 décembre 2025."),
    ],
)  # fmt: skip
def test_the_day_it_was_told_is_no_window(lang: str, text: str) -> None:
    (found,) = figures(text, lang)
    assert (found.period_from, found.as_of, found.period_to) == ("2023-10-07", "2025-12-03", None)


def test_a_day_after_a_comma_is_when_it_happened() -> None:
    (found,) = figures("Some 812 people drowned, according to Port Watch, on 3 December 2025.", "en")
    assert (found.period_from, found.period_to) == ("2025-12-03", "2025-12-03")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "غرق 37 قاربا منذ 10 أكتوبر 2025 حتى 8 ديسمبر 2025."),
        ("ar", "منذ 10 أكتوبر 2025 وحتى 8 ديسمبر 2025 غرق 37 قاربا."),
        ("en", "Since 10 October 2025 until 8 December 2025, 37 boats sank."),
        ("fr", "Depuis le 10 octobre 2025 jusqu'au 8 décembre 2025, 37 bateaux ont coulé."),
        ("es", "Desde el 10 de octubre de 2025 hasta el 8 de diciembre de 2025 naufragaron 37 barcos."),
        ("he", "מאז 10 באוקטובר 2025 עד 8 בדצמבר 2025 טבעו 37 סירות."),
    ],
)
def test_two_ends_that_words_join_are_both_kept(lang: str, text: str) -> None:
    (found,) = figures(text, lang)
    assert (found.period_from, found.period_to) == ("2025-10-10", "2025-12-08")


def test_a_counter_that_began_within_a_range_is_open() -> None:
    (found,) = figures("Since the storm of 24 October-1 November 2025, 37 boats sank.", "en")
    assert (found.period_from, found.period_to) == ("2025-10-24", None)


@pytest.mark.parametrize(
    "text",
    [
        "In the 120 days to 8 December 2025, 37 boats sank.",
        "The 120 days to 8 December 2025 saw 37 shipwrecks.",
        "Some watched as 37 boats sank in the 120 days to 8 December 2025.",
    ],
)
def test_a_window_is_read_before_and_behind_its_number(text: str) -> None:
    found = next(one for one in figures(text, "en") if one.value == 37)
    assert (found.per, found.period_from, found.period_to) == ("120 days", None, "2025-12-08")


@pytest.mark.parametrize(
    ("lang", "text", "what"),
    [
        ("en", "There were 411 or more boats.", "boats"),
        ("fr", "On a vu 411 ou plus bateaux.", "bateaux"),
        ("ar", "وصل 411 أو أكثر من القوارب.", "القوارب"),
    ],
)
def test_a_bound_behind_the_number_keeps_its_noun(lang: str, text: str, what: str) -> None:
    (found,) = figures(text, lang)
    assert (found.value, found.bound, found.what) == (Decimal(411), Bound.AT_LEAST, what)


def test_two_numbers_in_brackets_are_two_counts() -> None:
    found = figures("غرق (14) قاربا وأصيب (80) آخرون.", "ar")
    assert [(one.value, one.what) for one in found] == [(14, "قاربا"), (80, "آخرون")]
    found = figures("The storm sank (14) boats and damaged (80) others.", "en")
    assert [(one.value, one.what) for one in found] == [(14, "boats"), (80, "others")]


@pytest.mark.parametrize("when", ["in October", "on 3 October", "for the season", "overall"])
def test_how_many_there_were_is_no_rank(when: str) -> None:
    (found,) = figures(f"The number of boats was 21 {when}.", "en")
    assert (found.kind, found.value) == (Kind.COUNT, 21)


@pytest.mark.parametrize("text", ["The port was 3rd in the league.", "The port was third in the league.",
                                  "The port ranked 3 in the league."])  # fmt: skip
def test_an_ordinal_is_a_rank(text: str) -> None:
    assert [one.kind for one in figures(text, "en")] == [Kind.RANK]


def test_a_number_that_names_is_no_figure() -> None:
    assert not figures("Ferry No. 3 was towed away.", "en")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The office counted 411 boats since 7 October 2023, on 5 November 2025."),
        ("fr", "Le bureau a porté à 411 les bateaux depuis le 7 octobre 2023, le 5 novembre 2025."),
        ("es", "La oficina elevó a 411 los barcos desde el 7 de octubre de 2023, el 5 de noviembre de 2025."),
        ("ar", "بلغ عدد القوارب 411 منذ 7 أكتوبر 2023، في 5 نوفمبر 2025."),
        ("he", "411 סירות מאז 7 באוקטובר 2023, ב-5 בנובמבר 2025."),
    ],
)
def test_the_day_right_after_a_start_is_the_day_of_the_count(lang: str, text: str) -> None:
    (found,) = figures(text, lang)
    assert (found.period_from, found.period_to, found.as_of) == ("2023-10-07", None, "2025-11-05")


@pytest.mark.parametrize(
    "unmatched", ["in the first storm", "in the deadliest storm", "in its worst storm", ", the most"]
)
def test_the_day_after_what_was_first_since_another_is_its_own(unmatched: str) -> None:
    found = figures(f"It sank 411 boats {unmatched} since 7 October 2023, on 5 November 2025.", "en")[0]
    assert (found.period_from, found.period_to) == ("2025-11-05", "2025-11-05")
