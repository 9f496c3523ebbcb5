"""What the prose of news puts round its figures: by how much, from what to what, a piece, a mean before its number."""

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Item, Kind


def figures(lang: str, text: str) -> list[Item]:
    return [item for item in extract(text, lang=lang) if item.kind.is_figure]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The ferry cut its fares by 25 to 30 percent."),
        ("en", "Fares rose by 25 to 30 percent."),
        ("en", "Fares rose 25 to 30 percent."),
        ("fr", "Le bac réduit ses tarifs de 25 à 30 %."),
        ("es", "El barco baja sus tarifas de un 25 a un 30 %."),
        ("es", "El barco lleva de 25 a 30 pasajeros."),
        ("fr", "Le montant va de 25 à 30 euros."),
    ],
)
def test_how_much_it_changed_by_is_a_range(lang: str, text: str) -> None:
    (item,) = extract(text, lang=lang)
    assert (item.low, item.high) == (25, 30)


@pytest.mark.parametrize(
    ("lang", "text", "values"),
    [
        ("en", "Fares fell from 30 to 25 dollars.", [30, 25]),
        ("en", "Fares rose from 25 to 30 dollars.", [25, 30]),
        ("fr", "Le tarif est passé de 25 à 30 euros.", [25, 30]),
        ("es", "El billete subió de 25 a 30 euros.", [25, 30]),
    ],
)
def test_from_what_to_what_it_changed_is_none(lang: str, text: str, values: list[int]) -> None:
    assert [item.value for item in figures(lang, text)] == values


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Il y a trois écoles, en moyenne 310 élèves."),
        ("he", "יש שלוש שכונות, בממוצע 310 תושבים."),
        ("es", "Hay tres barrios, de media 310 vecinos."),
    ],
)
def test_a_mean_stands_before_its_own_number(lang: str, text: str) -> None:
    assert [item.bound for item in figures(lang, text)] == ["exact", "average"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Wool costs $312 a tonne."),
        ("ar", "يبلغ سعر الصوف 312 دولارا للطن."),
        ("fr", "La laine coûte 312 euros la tonne."),
        ("es", "La lana cuesta 312 euros por tonelada."),
        ("he", "הצמר עולה 312 דולר לטונה."),
    ],
)
def test_a_price_has_the_measure_it_is_paid_for(lang: str, text: str) -> None:
    assert [item.per for item in figures(lang, text)] == ["tonne"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They moved 40 tonnes of wool."),
        ("ar", "نقلوا 40 طنا من الصوف."),
        ("fr", "Ils ont porté 40 tonnes de laine."),
        ("es", "Llevaron 40 toneladas de lana."),
        ("he", "הם העבירו 40 טונות של צמר."),
    ],
)
def test_a_measure_has_one_name_in_every_language_and_is_no_rate(lang: str, text: str) -> None:
    assert [(item.kind, item.unit) for item in figures(lang, text)] == [(Kind.COUNT, "tonnes")]


def test_what_was_reached_is_no_limit() -> None:
    assert [item.bound for item in figures("es", "La lana subió hasta los 312 euros.")] == ["exact"]
    assert [item.bound for item in figures("es", "Caben hasta 312 ovejas.")] == ["up_to"]


def test_a_word_that_begins_like_an_hour_is_none() -> None:
    assert [item.value for item in figures("es", "Solo 31 ambulancias circulan.")] == [31]
    assert figures("es", "Abre a las 9 a. m. y cierra.") == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The rate is 12 foals per 100,000 mares."),
        ("ar", "بلغ العدد 12 مهرا لكل 100 ألف فرس."),
        ("fr", "On compte 12 poulains pour 100 000 habitants."),
        ("es", "Hay 12 potros por cada 100.000 yeguas."),
        ("he", "נרשמו 12 מקרים ל-100,000 תושבים."),
    ],
)
def test_a_rate_per_so_many_is_one_figure(lang: str, text: str) -> None:
    (item,) = figures(lang, text)
    assert (item.value, item.per, item.kind) == (12, "100,000", Kind.RATE)


@pytest.mark.parametrize(
    ("lang", "text", "unit"),
    [
        ("fr", "Des peines de quatre à onze ans.", "years"),
        ("es", "Penas de entre cuatro y once años.", "years"),
        ("fr", "La panne a duré plus de 36 heures.", "hours"),
    ],
)
def test_terms_are_no_ages_and_no_hours_of_the_day(lang: str, text: str, unit: str) -> None:
    assert [item.unit for item in figures(lang, text)] == [unit]
    assert figures("fr", "Des enfants de 6 à 11 ans dansent.") == []
    assert figures("es", "Niños de entre 6 y 11 años bailan.") == []


def test_between_is_a_range_after_a_change_too() -> None:
    (item,) = figures("es", "Los precios subieron entre un 8 y un 10 %.")
    assert (item.low, item.high, item.unit) == (8, 10, "percent")
    (item,) = figures("en", "Prices rose between 8 and 10 percent.")
    assert (item.low, item.high) == (8, 10)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Herders estimated the number at 45,000."),
        ("fr", "Il y a 340 poulains selon les estimations."),
        ("he", "הרועים העריכו את מספרם ב-45,000."),
    ],
)
def test_an_estimate_is_said_in_many_ways(lang: str, text: str) -> None:
    assert [item.bound for item in figures(lang, text)] == ["estimated"]


def test_a_base_of_one_part_leads_no_other() -> None:
    text = "Not one of the 26 barns was open by Friday, and two-thirds of the hands were hired."
    assert [item.base for item in figures("en", text)][-1] is None


def test_what_amounts_to_so_much_is_no_age() -> None:
    assert [item.value for item in figures("ar", "ثمن المبنى البالغ 15 مليون دولار مرتفع.")] == [15_000_000]
    assert figures("ar", "وصل الفتى البالغ 15 عاما إلى القرية.") == []


def test_two_litres_in_one_word_open_a_range() -> None:
    (item,) = figures("ar", "يشرب المهر لترين إلى ثلاثة لترات.")
    assert (item.low, item.high, item.unit) == (2, 3, "litres")
