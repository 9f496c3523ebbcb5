"""Number words of Arabic, Hebrew, French and Spanish, held against the spellings of another library."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from holdfast.claims.engine.lexis import numerals_ar, numerals_es, numerals_fr, numerals_he
from holdfast.claims.engine.lexis.schema import NumberWord, Sort

SPELLED = json.loads((Path(__file__).parent / "spelled.json").read_text("utf-8"))["spelled"]
LANGUAGES = {"fr": numerals_fr, "es": numerals_es, "ar": numerals_ar, "he": numerals_he}


@pytest.mark.parametrize("variety", SPELLED)
def test_every_spelling_of_the_reference_is_read_whole(variety: str) -> None:
    read = LANGUAGES[variety[:2]].spelled
    wrong = {}
    for spelling, number in SPELLED[variety].items():
        numbers = [(n.start, n.end, int(n.value)) for n in read(spelling)]
        if numbers != [(0, len(spelling), number)]:
            wrong[spelling] = numbers
    assert not wrong


def words(lang: str, text: str) -> list[tuple[str, Decimal]]:
    return [(text[n.start : n.end], n.value) for n in found(lang, text)]


def found(lang: str, text: str) -> list[NumberWord]:
    return [n for n in LANGUAGES[lang].numerals(text) if n.sort is not Sort.ORDINAL]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ar", "وثلاثة وعشرون شخصا", [("ثلاثة وعشرون", 23)]),
        ("ar", "بالثلاثة والعشرين", [("ثلاثة والعشرين", 23)]),
        ("ar", "خمسة وعشرة", [("خمسة", 5), ("عشرة", 10)]),
        ("ar", "مائة وخمسون ألفا", [("مائة وخمسون ألفا", 150_000)]),
        ("ar", "ألفا شاحنة", [("ألفا", 2000)]),
        ("ar", "ألفين ومئتي خيمة", [("ألفين ومئتي", 2200)]),
        ("ar", "مئات الآلاف من الناس", [("مئات الآلاف", 100_000)]),
        ("ar", "آلاف الأسر", [("آلاف", 1000)]),
        ("ar", "خمس سنوات وخمس السكان", [("خمس", 5), ("خمس", Decimal("0.2"))]),
        ("ar", "منذ شهرين", [("شهرين", 2)]),
        ("ar", "مليون ونصف المليون دولار", [("مليون ونصف المليون", 1_500_000)]),
        ("ar", "المادة الخامسة عشرة", []),
        ("ar", "القرن العشرين", []),
        ("ar", "أحد السكان وإحدى المدن", []),
        ("ar", "في الربع الأول من العام", []),
        ("he", "עשרים ושלושה הרוגים", [("עשרים ושלושה", 23)]),
        ("he", "כשלושים איש", [("שלושים", 30)]),
        ("he", "מאה ועשרים אלף", [("מאה ועשרים אלף", 120_000)]),
        ("he", "ביום שני נהרגו שני ילדים", [("שני", 2)]),
        ("he", "עשרות אלפי אנשים", [("עשרות אלפי", 10_000)]),
        ("he", "שני שלישים מהבתים", [("שני שלישים", Decimal(2) / 3)]),
        ("he", "חמישה ושישה", [("חמישה", 5), ("שישה", 6)]),
        ("he", "אחד מהם אמר", []),
        ("he", "לפני שנתיים וחצי", [("שנתיים וחצי", Decimal("2.5"))]),
        ("fr", "quatre-vingt-dix-sept morts", [("quatre-vingt-dix-sept", 97)]),
        ("fr", "Un homme et une femme", []),
        ("fr", "au moins un mort", [("un", 1)]),
        ("fr", "des centaines de milliers de gens", [("centaines de milliers", 100_000)]),
        ("fr", "une vingtaine de tentes", [("une vingtaine", 20)]),
        ("fr", "deux tiers et la moitié", [("deux tiers", Decimal(2) / 3), ("la moitié", Decimal("0.5"))]),
        ("fr", "un quart d'heure", []),
        ("fr", "deux millions et demi d'euros", [("deux millions et demi", 2_500_000)]),
        ("es", "treinta y una familias", [("treinta y una", 31)]),
        ("es", "veinte y treinta", [("veinte", 20), ("treinta", 30)]),
        ("es", "dos mil millones", [("dos mil millones", 2_000_000_000)]),
        ("es", "una casa", []),
        ("es", "decenas de miles", [("decenas de miles", 10_000)]),
        ("es", "tres cuartas partes", [("tres cuartas partes", Decimal("0.75"))]),
        ("es", "quinientas toneladas", [("quinientas", 500)]),
    ],
)
def test_number_words_stand_alone_in_a_sentence(
    lang: str, text: str, expected: list[tuple[str, Decimal | int]]
) -> None:
    assert words(lang, text) == expected


def test_marks_and_tatweel_do_not_hide_a_number() -> None:
    assert [int(n.value) for n in numerals_ar.spelled("ثَلاثَةٌ وعِشـرون")] == [23]


def test_a_dual_of_time_carries_its_unit() -> None:
    assert [(n.value, n.unit) for n in numerals_ar.numerals("بعد أسبوعين")] == [(2, "weeks")]
    assert [(n.value, n.unit) for n in numerals_he.numerals("במשך חודשיים")] == [(2, "months")]
