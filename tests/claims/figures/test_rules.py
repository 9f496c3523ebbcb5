"""The labelling rules, one by one, on sentences invented for them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Item, Kind, Voice

PUBLISHED = date(2025, 11, 26)  # a Wednesday


def figures(text: str, published: date | None = PUBLISHED) -> list[Item]:
    return [item for item in extract(text, lang="en", published=published) if item.kind.is_figure]


def seen(text: str) -> list[tuple[str, float]]:
    return [(item.text, float(item.value or 0)) for item in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The port handled 12,400 crates.", [("12,400", 12400)]),
        ("Clinics saw ninety-three per cent of the children.", [("ninety-three per cent", 93)]),
        ("It raised $700m and €1.2bn.", [("$700m", 700e6), ("€1.2bn", 1.2e9)]),
        ("The club sold 5k shirts.", [("5k", 5000)]),
        ("A fifth of the wells failed.", [("A fifth", 0.2)]),
        ("Two-thirds of pupils passed.", [("Two-thirds", 2 / 3)]),
        ("One in five farmers left.", [("One in five", 0.2)]),
        ("The dam holds three times as much water.", [("three", 3)]),
        ("Half of the town burned.", [("Half", 0.5)]),
        ("Prices were 15-20 per cent higher.", [("15-20 per cent", 15)]),
        ("Between 15 and 20 boats sank.", [("15 and 20", 15)]),
        ("They ordered a dozen pumps.", [("a dozen", 12)]),
        ("Dozens of sheds and tens of thousands of trees burned.", [("Dozens", 12), ("tens of thousands", 10000)]),
        ("A 13-year drought ended.", [("13-year", 13)]),
        ("The pipe carries 130 million cubic metres.", [("130 million cubic metres", 130e6)]),
        ("None of the 8 wells works.", [("8", 8)]),
        ("It was the third city to sign.", [("third", 3)]),
        ("The toll was 1 250.", [("1 250", 1250)]),
        ("It may be 1/1024 of it, or 2/3.", [("1/1024", 1 / 1024), ("2/3", 2 / 3)]),
        ("They lose two sheep for every three they sell.", [("two sheep for every three", 2 / 3)]),
        ("It fell by 2.5 percentage points.", [("2.5 percentage points", 2.5)]),
    ],
)  # fmt: skip
def test_these_are_figures(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(words, pytest.approx(value)) for words, value in expected] == seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "It opened in 1998 and closed on 4 March 2012.",
        "From 2016 to 2020, and in 2021–22, nothing changed.",
        "The train leaves at 10:30 and at 5 pm.",
        "Resolution 2334 and Article 51 of Law 17 apply.",
        "Section 122 of the act was read out.",
        "They are ranked no. 1 in the field.",
        "People aged 15 to 65 may apply.",
        "A 14-year-old boy from Alder Bay won.",
        "Children under five eat free.",
        "COVID-19 and the G7 were discussed.",
        "This one is better than that one.",
        "One of the reasons is the wind.",
        "Call +44 20 7946 0958 or 555-010-4477.",
        "The home side won 3-2.",
        "See https://example.org/a/2024/77 for more.",
        "None of them came.",
        "One major factor is the wind.",
        "On May 17,2020 the plan for net zero was read.",
        "The price doubled.",
        "The first floor is closed.",
        "Since 9/11 the rules changed.",
    ],
)
def test_these_are_none(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("at least 40", "at_least"), ("no fewer than 40", "at_least"), ("more than 40", "more_than"),
        ("over 40", "more_than"), ("some 40", "about"), ("about 40", "about"), ("roughly 40", "about"),
        ("nearly 40", "nearly"), ("almost 40", "nearly"), ("close to 40", "nearly"), ("up to 40", "up_to"),
        ("at most 40", "up_to"), ("fewer than 40", "fewer_than"), ("less than 40", "fewer_than"),
        ("an average of 40", "average"), ("an estimated 40", "estimated"), ("only 40", "exact"),
        ("a total of 40", "exact"), ("no more than 40", "up_to"), ("40 or more", "at_least"),
    ],
)  # fmt: skip
def test_a_bound_word_binds_its_figure_and_stays_outside_its_span(words: str, bound: str) -> None:
    (item,) = figures(f"The storm damaged {words} barns.")
    assert (item.bound, item.text) == (bound, "40")


def test_a_bound_is_not_passed_on() -> None:
    first, second = figures("At least 12 sheep and 30 goats drowned.")
    assert (first.bound, second.bound) == ("at_least", "exact")


def test_a_range_has_both_ends() -> None:
    (item,) = figures("The repairs take from 15 to 20 per cent of the budget.")
    assert (item.value, item.low, item.high, item.unit) == (15, 15, 20, "percent")


def test_a_change_is_no_range() -> None:
    assert [item.value for item in figures("The share rose from 15 to 20 per cent.")] == [15, 20]


def test_coordinated_figures_share_their_dates_and_denominators_take_none() -> None:
    first, second = figures("Between 3 May 2024 and 7 June 2024, 40 barns burned and 60 flooded.")
    for item in (first, second):
        assert (item.period_from, item.period_to) == ("2024-05-03", "2024-06-07")
    part, whole = figures("In March 2024 seven out of the 18 mills worked.")
    assert (part.base, part.period_from, whole.period_from) == (18, "2024-03-01", None)


def test_an_open_start_keeps_its_grain() -> None:
    assert figures("Since 2018 the sea took 40 barns.")[0].period_from == "2018"
    assert figures("Since April 2025 the sea took 40 barns.")[0].period_from == "2025-04"


def test_relative_dates_are_read_against_the_texts_own_date_and_only_so() -> None:
    text = "The harbour office said on Monday that 40 boats had sunk."
    assert figures(text)[0].as_of == "2025-11-24"
    assert figures(text, None)[0].as_of is None


def test_a_date_without_a_year_takes_it_from_the_text_or_stays_unspecified() -> None:
    assert figures("Since 10 October 40 boats sank.")[0].period_from == "2025-10-10"
    assert (
        figures("In May 2021 all was well. Since 10 June 40 boats sank.", None)[0].period_from == "2021-06-10"
    )
    asked = figures("Since 10 June 40 boats sank.", None)[0]
    assert (asked.period_from, asked.ask) == (None, "10 June: of which year?")


def test_as_of_is_the_day_the_state_is_given_for() -> None:
    assert figures("As of 3 March 2024, 40 wells were dry.")[0].as_of == "2024-03-03"


def test_rates_windows_and_bases() -> None:
    (item,) = figures("On average 145 carts a day crossed.")
    assert (item.per, item.bound) == ("day", "average")
    counted, window = figures("The gate broke 497 times in 44 days.")
    assert (counted.per, window.value) == ("44 days", 44)
    total, part = figures("The flood took 287 sheep, 205 of them lambs.")
    assert (part.base, total.base) == (287, None)


def test_an_owner_may_stand_before_the_total() -> None:
    part, _ = figures("The flood drove 680 farmers out of the valley's 2,300 from their land.")
    assert part.base == 2300


def test_a_source_is_the_one_named_for_the_figure() -> None:
    assert figures("According to the Harbour Board, 40 boats sank.")[0].attribution == "Harbour Board"
    assert (
        figures("Kestrel's health ministry said 40 people fell ill.")[0].attribution
        == "Health ministry in Kestrel"
    )
    assert figures("It said 40 boats sank.")[0].attribution is None
    later = figures("The Harbour Board met. The Harbour Board said 40 boats sank. It said 9 were saved.")
    assert [item.attribution for item in later] == ["Harbour Board", "Harbour Board"]


def test_voice_tells_quoted_from_attributed_from_own() -> None:
    own, said = figures("40 boats sank.")[0], figures("40 boats sank, the Harbour Board said.")[0]
    assert (own.voice, said.voice) == (Voice.OWN, Voice.ATTRIBUTED)
    assert figures("He shouted “40 boats sank” twice a day.")[0].voice is Voice.QUOTED


def test_a_place_is_named_in_the_sentence() -> None:
    assert figures("In Kenya 40 wells were dry.")[0].place == "Kenya"
    assert figures("40 wells were dry.")[0].place is None


def test_promises_are_targets() -> None:
    assert figures("The council pledged 600 tents.")[0].target


def test_bans_votes_rulings_and_dates_are_items_and_no_figures() -> None:
    kinds = {item.kind for item in extract("On 3 May 2024 the court ruled that nets were banned.", lang="en")}
    assert kinds == {Kind.DATE, Kind.RULING, Kind.BAN}
    assert Kind.VOTE in {item.kind for item in extract("The assembly voted 52 to 48.", lang="en")}


def test_a_number_of_two_readings_is_asked_about_and_marks_follow_the_language() -> None:
    assert [item.value for item in extract("3.203 camiones entraron.", lang="es") if item.kind.is_figure] == [
        3203
    ]
    (item,) = figures("The tank held 3.203 litres.")
    assert item.value == Decimal("3.203")


def test_digits_of_every_script_are_read_and_invisible_marks_tolerated() -> None:
    for digits in ("٢٥٠", "۲۵۰", "२५०", "২৫০", "２５０", "2\u200f5\u200e0"):
        (item,) = figures(f"The storm damaged {digits} barns.")
        assert (item.value, item.text) == (250, digits)


def test_a_year_written_before_in_running_text_counts_and_a_caption_does_not() -> None:
    text = (
        "The council of the valley began to count its boats in May 2021.\n\n"
        "Harbour, spring 2016\n\n"
        "Since 10 June, the office of the valley says, 40 boats have sunk off the coast."
    )
    assert figures(text, None)[0].period_from == "2021-06-10"


def test_a_date_after_words_of_the_future_is_the_next_one() -> None:
    def day(text: str) -> str | None:
        return next(item.as_of for item in extract(text, lang="en", published=date(2026, 3, 18)))

    assert day("The bridge will open on 3 May.") == "2026-05-03"
    assert day("The fair is due on 3 January.") == "2027-01-03"
    assert day("The bridge was closed on 3 May.") == "2025-05-03"
    assert day("The mayor said he will resign, and on 3 May he left.") == "2025-05-03"


@pytest.mark.parametrize(
    ("lang", "text", "period"),
    [
        ("en", "In the first quarter of 2025 the port took 40 ships.", ("2025-01-01", "2025-03-31")),
        ("en", "The port took 40 ships in Q3 2024.", ("2024-07-01", "2024-09-30")),
        ("fr", "Au deuxième trimestre de 2025, le port a reçu 40 navires.", ("2025-04-01", "2025-06-30")),
        ("fr", "Au premier trimestre 2025, le port a reçu 40 navires.", ("2025-01-01", "2025-03-31")),
        ("es", "En el tercer trimestre de 2025 el puerto recibió 40 barcos.", ("2025-07-01", "2025-09-30")),
    ],
)
def test_a_quarter_of_a_year_is_a_period(lang: str, text: str, period: tuple[str, str]) -> None:
    (item,) = [item for item in extract(text, lang=lang) if item.kind.is_figure]
    assert (item.period_from, item.period_to) == period


@pytest.mark.parametrize(
    ("lang", "text", "value", "unit"),
    [
        ("fr", "Le pont a coûté 1,5 M€ à la ville.", 1_500_000, "EUR"),
        ("fr", "La ville a versé 20 M d'euros.", 20_000_000, "EUR"),
        ("es", "El puerto gastó 3.200 millones de euros.", 3_200_000_000, "EUR"),
        ("es", "El puerto gastó 1,5 M€ en obras.", 1_500_000, "EUR"),
    ],
)
def test_a_magnitude_before_a_currency_sign(lang: str, text: str, value: int, unit: str) -> None:
    (item,) = [item for item in extract(text, lang=lang) if item.kind.is_figure]
    assert (item.value, item.unit) == (value, unit)


def test_an_age_that_a_law_sets_is_no_figure() -> None:
    assert figures("Lawmakers lowered the age of consent to 12.") == []


def test_since_and_until_with_words_between_close_a_period() -> None:
    (item,) = figures("Since the truce of 3 May 2024, the office counted 40 breaches until 7 June 2024.")
    assert (item.period_from, item.period_to) == ("2024-05-03", "2024-06-07")
