"""A mean whose rate stands before its number is a rate: "the average number of boats that moor daily is 14"."""

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Bound, Kind

BEFORE = [
    ("en", "The average number of boats that moor daily since May is no more than 14.", "14", Bound.UP_TO),
    ("en", "The average number of boats that moor here each week was 21 boats.", "21", Bound.AVERAGE),
    (
        "ar",
        "وقال المكتب إن متوسط عدد القوارب التي ترسو يومياً منذ الافتتاح لا يتجاوز 14 قاربا.",
        "14",
        Bound.UP_TO,
    ),
    ("ar", "بلغ متوسط عدد القوارب التي ترسو كل يوم 12 قاربا.", "12", Bound.AVERAGE),
    ("fr", "Le nombre moyen de bateaux qui accostent chaque jour est de 14.", "14", Bound.AVERAGE),
    ("es", "El promedio de barcos que atracan cada día es de 14.", "14", Bound.AVERAGE),
    ("he", "המספר הממוצע של סירות שעוגנות מדי יום הוא 14.", "14", Bound.AVERAGE),
]
NOT = [
    ("en", "The average sailor moors daily, and 14 boats sank."),
    ("en", "The number of boats that moor daily has fallen, and 14 boats sank."),
    ("en", "The average visitor comes daily; 14 boats sank."),
    ("ar", "يعمل البحارة يوميا، وغرق 14 قاربا."),
    ("ar", "متوسط العمر مرتفع، وغرق 14 قاربا."),
]


def figures(lang: str, text: str) -> dict[str, tuple[Kind, str | None, Bound]]:
    found = extract(text, lang=lang)
    return {one.text: (one.kind, one.per, one.bound) for one in found if one.kind.is_figure}


@pytest.mark.parametrize(("lang", "text", "number", "bound"), BEFORE)
def test_the_number_is_so_many_in_that_time(lang: str, text: str, number: str, bound: Bound) -> None:
    assert figures(lang, text)[number] == (Kind.RATE, "week" if "week" in text else "day", bound)


@pytest.mark.parametrize(("lang", "text"), NOT)
def test_a_number_of_another_clause_is_a_count(lang: str, text: str) -> None:
    assert figures(lang, text)["14"][:2] == (Kind.COUNT, None)
