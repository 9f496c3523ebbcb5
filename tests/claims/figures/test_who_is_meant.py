"""Sources that stand elsewhere than before their verb: behind a pronoun, a bracket, a passive, a prefix."""

from datetime import date

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Item


def figures(lang: str, text: str) -> list[Item]:
    return [one for one in extract(text, lang=lang, published=date(2026, 3, 18)) if one.kind.is_figure]


def sources(lang: str, text: str) -> list[str | None]:
    return [one.attribution for one in figures(lang, text)]


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("en", "The harbour board met at noon; it said 30 sheds leak.", ["harbour board"]),
        ("en", "In May 2025 the airline lost money, it said, and 30 boats.", ["airline"]),
        ("en", "The harbour board met and said 30 sheds leak.", ["harbour board"]),
        ("en", "The hulls were seen by the coroner, Dr. Ada Voss, who said 14 leak.", ["Dr. Ada Voss"]),
        ("en", "The Office of Roofs and Sheds (ORS) said 30 sheds leak.", ["Office of Roofs and Sheds"]),
        ("en", "By the harbour board's own count, 30 sheds leak.", ["harbour board"]),
        ("en", "The ferry crew put the number of leaks at 30.", ["ferry crew"]),
        ("en", "The aid group Roofs for All said 30 sheds leak.", ["Roofs for All"]),
        ("en", "Ferries counted 30 leaks in June 2025, up from 12 before, the harbour board said.",
         ["harbour board", "harbour board"]),
        ("fr", "La commission électorale a clos le vote ; elle annonce 30 bulletins nuls.", ["commission électorale"]),
        ("fr", "De source portuaire, 30 hangars fuient.", ["source portuaire"]),
        ("fr", "Trente hangars fuient, s'inquiète le club des plongeurs.", ["club des plongeurs"]),
        ("fr", "Quarante fuites ont été signalées par les riverains.", ["riverains"]),
        ("fr", "La mairie parle de 30 fuites ; l'armée, de 40.", ["mairie", "armée"]),
        ("fr", "La mairie compte 30 hangars, contre 40 pour le syndicat.", ["mairie", "syndicat"]),
        ("es", "El ayuntamiento eleva a 30 las casetas caídas.", ["ayuntamiento"]),
        ("es", "Cayeron 30 casetas, relató a la prensa el alcalde de Peñafría.", ["alcalde de Peñafría"]),
        ("es", "Para el economista Raúl Soto, caerán 30 casetas.", ["economista Raúl Soto"]),
        ("es", "El último balance de los bomberos es de 30 casetas.", ["bomberos"]),
        ("he", "בעיריית עכו מסרו כי 30 מחסנים דולפים.", ["עיריית עכו"]),
        ("he", "30 מחסנים דולפים, אומרים באיגוד.", ["האיגוד"]),
        ("he", "ועדת הנמל סגרה את השער; לדבריה 30 מחסנים דולפים.", ["ועדת הנמל"]),
        ("he", "הנתון של 30 מחסנים, שמסרה עיריית עכו, לא אומת.", ["עיריית עכו"]),
        ("ar", "وجاء في بيان للجيش أن 30 سقفا سقط.", ["الجيش"]),
        ("ar", "ووفقا لأرقام جمعها اتحاد الصيادين، سقط 30 سقفا.", ["اتحاد الصيادين"]),
        ("ar", "نقلت صحيفة الميناء عن مسؤول بلدي قوله إن 30 سقفا سقط.", ["مسؤول بلدي"]),
        ("ar", "وقدرت البلدية الخسائر بنحو 30 مليون دولار.", ["البلدية"]),
    ],
)  # fmt: skip
def test_who_is_meant_is_found(lang: str, text: str, said: list[str]) -> None:
    assert sources(lang, text) == said


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It said 30 sheds leak."),
        ("en", "The storm raised the death toll from the flood to 30."),
        ("es", "El temporal eleva a 30 las casetas caídas."),
        ("es", "La inflación se situó en el 6 %."),
        ("es", "Se manifestaron 30 buzos."),
        ("fr", "Le taux s'établit à 6 %."),
        ("ar", "وبحسب بيانات رسمية سقط 30 سقفا."),
    ],
)
def test_who_only_causes_it_or_nobody_says_nothing(lang: str, text: str) -> None:
    assert sources(lang, text) == [None]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("وصلت شاحنتان إلى الميناء.", [2]),
        ("أصيب جريحان في قريتين.", [2, 2]),
        ("قتل جنديان لبنانيان.", [2]),
        ("دخلت شاحنتا وقود.", [2]),
        ("أصيب 47 قتيلا من الفلسطينيين.", [47]),
        ("وصلت الشاحنتان إلى الميناء.", []),
        ("التقى صحفيين فلسطينيين.", []),
        ("سافر إلى فلسطين وباكستان.", []),
    ],
)
def test_an_arabic_dual_is_two_where_it_can_be_nothing_else(text: str, values: list[int]) -> None:
    assert [one.value for one in figures("ar", text)] == values


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("The board gave $53 billion over 10 years.", ["exact", "exact"]),
        ("The crew of 8 was at sea for over 10 days.", ["exact", "more_than"]),
        ("Ferries ran over 10 years ago.", ["more_than"]),
    ],
)
def test_over_some_years_is_a_window_behind_what_is_counted(text: str, bounds: list[str]) -> None:
    assert [one.bound for one in figures("en", text)] == bounds


def times(lang: str, text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(one.as_of, one.period_from, one.period_to) for one in figures(lang, text)]


def test_a_day_by_which_something_is_wanted_is_no_day_of_another_clause() -> None:
    assert times("en", "The board wants 500 sheds by 2030; it has built 41.")[1] == (None, None, None)
    assert times("en", "As of 3 May 2025, 12 sheds leaked; 40 were mended.")[1][0] == "2025-05-03"


def test_down_belongs_to_its_verb_before_since() -> None:
    assert times("en", "Some 54 sheds had burned down since Saturday.") == [(None, "2026-03-14", None)]
    assert times("en", "Leaks were at 54, down since 2024.")[0] == (None, None, None)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Since the start of the year 30 sheds fell."),
        ("fr", "Depuis le début de l'année, 30 hangars sont tombés."),
        ("es", "En lo que va de año cayeron 30 casetas."),
        ("ar", "منذ مطلع العام سقط 30 سقفا."),
    ],
)
def test_the_start_of_the_year_is_that_of_the_text(lang: str, text: str) -> None:
    assert times(lang, text) == [(None, "2026-01-01", None)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le taux est de 6 %, son plus bas niveau depuis 2008."),
        ("es", "La tasa es del 6 %, su nivel más bajo desde 2008."),
        ("ar", "بلغ المعدل 6% وهو أدنى مستوى منذ 2008."),
    ],
)
def test_the_lowest_since_a_year_is_only_compared_with_it(lang: str, text: str) -> None:
    assert times(lang, text) == [(None, None, None)]


def test_the_day_of_a_deed_is_not_that_of_the_word_after_it() -> None:
    day = "2026-03-17"
    assert times("en", "Rescuers pulled out 14 divers on Tuesday and said all were well.") == [
        (None, day, day)
    ]


def test_a_number_of_a_total_does_not_run_into_the_date_after_it() -> None:
    found = figures("ar", "أصيب 34 عاملا من أصل 50 حتى 30 أبريل 2025.")
    assert [(one.value, one.as_of) for one in found] == [(34, "2025-04-30"), (50, None)]
