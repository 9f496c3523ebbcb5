"""Numbers side by side stay two, days are no rates, and points are read as what they are."""

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Item


def figures(lang: str, text: str) -> list[Item]:
    found = [item for item in extract(text, lang=lang) if item.kind.is_figure]
    for item in found:
        assert text[item.start : item.end] == item.text
    return found


@pytest.mark.parametrize(
    ("lang", "text", "values"),
    [
        ("en", "In 2025 342 barns burned.", [342]),
        ("fr", "En 2025 342 granges ont brûlé.", [342]),
        ("ar", "احترق ١٢ 345 بيتا.", [12, 345]),
        ("ar", "احترق ١٢34 بيتا.", [12, 34]),
        ("ar", "احترق 12\u200f34 بيتا.", [12, 34]),
        ("en", "In all 12\u200e34 barns burned.", [12, 34]),
        ("fr", "Total 12\n345 granges ont brûlé.", [12, 345]),
        ("fr", "Total 12\t345 granges.", [12, 345]),
        ("fr", "Total 12\u202f345 granges.", [12_345]),
        ("en", "In all 12\u2060345 barns.", [12_345]),
        ("ar", "احترق ٣٬٢٠٣ بيتا.", [3203]),
    ],
)
def test_numbers_of_their_own_are_not_run_together(lang: str, text: str, values: list[int]) -> None:
    assert [item.value for item in figures(lang, text)] == values


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Wool cost 4.1% a month earlier."),
        ("en", "Wool cost 12 dollars a year ago."),
        ("es", "La lana subió 4,1 % al mes siguiente."),
        ("ar", "وصلت 45 قافلة لليوم الثالث على التوالي."),
        ("ar", "وصلت 45 قافلة في اليوم التالي."),
        ("he", "הגיעו 45 שיירות ביום שלמחרת."),
        ("he", "הגיעו 45 שיירות בשנה הקודמת."),
    ],
)
def test_a_time_beside_a_figure_is_no_rate(lang: str, text: str) -> None:
    assert [item.per for item in figures(lang, text)] == [None]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The gate saw 45 carts a day before the flood."),
        ("es", "Pasan 45 carros al día por el puente."),
        ("ar", "تمر 45 عربة في اليوم من الجسر."),
        ("ar", "تمر 45 عربة/يوم من الجسر."),
        ("ar", "تمر 45 عربة لكل يوم."),
        ("he", "עוברות 45 עגלות ביום בגשר."),
    ],
)
def test_a_rate_by_the_day_stays_one(lang: str, text: str) -> None:
    assert [item.per for item in figures(lang, text)] == ["day"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("ar", "غرق 12 يوم السبت."), ("ar", "وصلت العشرات يوم الثلاثاء."), ("he", "טבעו 12 יום שלישי.")],
)
def test_the_day_of_an_event_is_no_duration(lang: str, text: str) -> None:
    (item,) = figures(lang, text)
    assert (item.unit, item.what) == ("count", None)


@pytest.mark.parametrize(
    ("lang", "text", "words", "unit"),
    [
        ("fr", "La hausse est de 0,3 point.", "0,3 point", "percentage point"),
        ("fr", "La liste gagne 2 points, à 31 %.", "2 points", "percentage point"),
        ("fr", "L'indice a perdu 30 points.", "30", "count"),
        ("es", "La lista sube 0,3 puntos.", "0,3 puntos", "percentage point"),
        ("en", "The list fell 3 points to 41%.", "3 points", "percentage point"),
        ("en", "The index lost 30 points.", "30", "count"),
        ("en", "Rates fell by 25 basis points.", "25 basis points", "basis point"),
    ],
)
def test_points_are_of_a_percentage_only_beside_one_or_with_a_fraction(
    lang: str, text: str, words: str, unit: str
) -> None:
    first = figures(lang, text)[0]
    assert (first.text, first.unit) == (words, unit)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The fair closed on 3 November.", "3 November"),
        ("The fair closed on 3 May.", "3 May"),
        ("The fair closed on June 3 and July.", "June 3"),
        ("The fair of 3 Nov. closed early.", "3 Nov."),
        ("The fair of Sept. 2024 closed early.", "Sept. 2024"),
    ],
)
def test_a_date_takes_the_stop_of_a_short_name_and_not_that_of_the_sentence(text: str, words: str) -> None:
    assert extract(text, lang="en")[0].text == words


def test_a_byte_order_mark_in_a_text_is_counted_as_the_character_it_is() -> None:
    text = "\ufeffSome 40 barns burned."
    (item,) = figures("en", text)
    assert (item.start, item.end) == (6, 8)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("That day 745 ceasefire violations were recorded.", ["745"]),
        ("On day 45 of the strike 12 grain ships came in.", ["12"]),
    ],
)
def test_a_number_after_that_day_counts_and_one_after_day_names_it(text: str, words: list[str]) -> None:
    assert [item.text for item in figures("en", text)] == words
