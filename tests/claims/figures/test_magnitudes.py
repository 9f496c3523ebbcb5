"""Parts of a magnitude, ends of a range that share one, and what a ratio is a part of, in every language."""

from decimal import Decimal

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Item


def figures(lang: str, text: str) -> list[Item]:
    return [item for item in extract(text, lang=lang) if item.kind.is_figure]


@pytest.mark.parametrize(
    ("lang", "text", "words", "value", "unit"),
    [
        ("en", "Half a million people left.", "Half a million", 500_000, "count"),
        ("en", "A quarter of a million pounds is lost.", "A quarter of a million pounds", 250_000, "GBP"),
        ("en", "Some three quarters of a million hens fell ill.", "three quarters of a million", 750_000, "count"),
        ("en", "The yard built a half-million carts.", "a half-million", 500_000, "count"),
        ("en", "A million and a half ewes were sold.", "A million and a half", 1_500_000, "count"),
        ("en", "It took two-and-a-half million bricks.", "two-and-a-half million", 2_500_000, "count"),
        ("en", "They waited half an hour.", "half an hour", Decimal("0.5"), "hours"),
        ("en", "They waited a year and a half.", "a year and a half", Decimal("1.5"), "years"),
        ("en", "It rose by half a percentage point.", "half a percentage point", Decimal("0.5"), "percentage point"),
        ("ar", "وصل مليون ونصف مليون زائر.", "مليون ونصف مليون", 1_500_000, "count"),
        ("ar", "وصل مليون ونصف زائر.", "مليون ونصف", 1_500_000, "count"),
        ("ar", "وصل مليون وربع زائر.", "مليون وربع", 1_250_000, "count"),
        ("ar", "وصل ثلاثة أرباع مليون زائر.", "ثلاثة أرباع مليون", 750_000, "count"),
        ("fr", "Un demi-million de brebis.", "Un demi-million", 500_000, "count"),
        ("fr", "Un million et demi d'euros.", "Un million et demi d'euros", 1_500_000, "EUR"),
        ("fr", "Trois quarts de million de brebis.", "Trois quarts de million", 750_000, "count"),
        ("es", "Medio millón de ovejas.", "Medio millón", 500_000, "count"),
        ("es", "Millón y medio de euros.", "Millón y medio de euros", 1_500_000, "EUR"),
        ("es", "Un cuarto de millón de ovejas.", "Un cuarto de millón", 250_000, "count"),
        ("he", "חצי מיליון כבשים נמכרו.", "חצי מיליון", 500_000, "count"),
        ("he", "מיליון וחצי שקלים נגבו.", "מיליון וחצי שקלים", 1_500_000, "ILS"),
        ("he", "שלושת רבעי מיליון כבשים נמכרו.", "שלושת רבעי מיליון", 750_000, "count"),
        ("he", "הבצורת נמשכה שלוש שנים.", "שלוש שנים", 3, "years"),
        ("he", "שנים עשר אלף כבשים נמכרו.", "שנים עשר אלף", 12_000, "count"),
    ],
)  # fmt: skip
def test_a_part_of_a_magnitude_is_one_figure(
    lang: str, text: str, words: str, value: int | Decimal, unit: str
) -> None:
    (item,) = figures(lang, text)
    assert (item.text, item.value, item.unit) == (words, value, unit)


@pytest.mark.parametrize(
    ("lang", "text", "low", "high"),
    [
        ("en", "Between two and three million hens fell ill.", 2_000_000, 3_000_000),
        ("en", "The yard builds ten to twelve thousand carts.", 10_000, 12_000),
        ("en", "Some 10-12 million hens fell ill.", 10_000_000, 12_000_000),
        ("en", "Between 900 thousand and two million hens.", 900_000, 2_000_000),
        ("ar", "من عشرة إلى اثني عشر ألفا من الزوار.", 10_000, 12_000),
        ("ar", "ما بين مليونين وثلاثة ملايين زائر.", 2_000_000, 3_000_000),
        ("fr", "De dix à douze mille brebis.", 10_000, 12_000),
        ("fr", "Entre deux et trois millions de brebis.", 2_000_000, 3_000_000),
        ("es", "De diez a doce mil ovejas.", 10_000, 12_000),
        ("es", "Entre uno y dos mil millones de ovejas.", 10**9, 2 * 10**9),
        ("he", "בין שניים לשלושה מיליון כבשים.", 2_000_000, 3_000_000),
        ("he", "עשרה עד שנים עשר אלף כבשים.", 10_000, 12_000),
    ],
)
def test_the_lower_end_of_a_range_has_the_magnitude_of_the_upper(
    lang: str, text: str, low: int, high: int
) -> None:
    (item,) = figures(lang, text)
    assert (item.value, item.low, item.high) == (low, low, high)


def test_both_ends_of_a_change_share_a_magnitude_too() -> None:
    assert [item.value for item in figures("en", "Sales rose from two to three million.")] == [
        2_000_000,
        3_000_000,
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "One in five of the 2,300 barns burned."),
        ("en", "Of the 2,300 barns, one in five of them burned."),
        ("ar", "واحد من كل خمسة من المنازل الـ2300 دمر."),
        ("fr", "Un sur cinq des 2 300 moulins a brûlé."),
        ("es", "Una de cada cinco de las 2.300 granjas ardió."),
        ("he", "אחד מכל חמישה מ-2,300 האסמים נשרף."),
    ],
)
def test_a_ratio_has_the_total_that_it_is_of(lang: str, text: str) -> None:
    ratio = next(item for item in figures(lang, text) if item.unit == "ratio")
    assert (ratio.value, ratio.base) == (Decimal("0.2"), 2300)
    assert [item.value for item in figures(lang, text) if item.unit != "ratio"] == [2300]


def test_a_total_after_the_lead_is_no_part_of_it() -> None:
    text = "Two thirds of the 900 wells were dry, and half of the 40 pumps."
    assert [(item.value, item.base) for item in figures("en", text)][1:] == [
        (900, None),
        (Decimal("0.5"), 40),
        (40, None),
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Hubo 70 votos y una abstención."),
        ("fr", "Il y a eu 70 voix et une abstention."),
        ("en", "There were 70 votes and one abstention."),
    ],
)
def test_one_abstention_counts(lang: str, text: str) -> None:
    assert [item.value for item in figures(lang, text)] == [70, 1]


def test_hundreds_are_shared_as_thousands_are() -> None:
    (item,) = figures("fr", "Deux à trois cents brebis.")
    assert (item.low, item.high) == (200, 300)


def test_a_quarter_earlier_is_a_time_and_no_part() -> None:
    assert [item.value for item in figures("en", "Growth fell to 1% from 2% a quarter earlier.")] == [1, 2]


def test_a_bound_holds_a_half_with_its_article() -> None:
    assert [item.bound for item in figures("ar", "وصل أقل من النصف.")] == ["fewer_than"]


def test_hundreds_before_a_range_of_thousands_are_of_thousands() -> None:
    (item,) = figures("en", "Two hundred to three hundred thousand ewes.")
    assert (item.low, item.high) == (200_000, 300_000)
    (item,) = figures("en", "Between 900 and one thousand ewes.")
    assert (item.low, item.high) == (900, 1000)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "ارتفعت الحصة نصف نقطة مئوية."),
        ("fr", "La part gagne un demi-point."),
        ("es", "La cuota sube medio punto porcentual."),
        ("he", "השיעור עלה בחצי נקודת אחוז."),
    ],
)
def test_half_a_point_is_a_part_of_a_percentage_point(lang: str, text: str) -> None:
    (item,) = figures(lang, text)
    assert (item.value, item.unit) == (Decimal("0.5"), "percentage point")
