"""Sources under common nouns, behind prefixes, after their verbs, and named again by a part of their name."""

from datetime import date

import pytest

from holdfast.claims.engine.extract import extract


def sources(lang: str, text: str) -> list[str | None]:
    found = extract(text, lang=lang, published=date(2026, 3, 18))
    return [one.attribution for one in found if one.kind.is_figure]


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("en", "Police said 12 boats were burned.", ["Police"]),
        ("en", "Some 30 sheds fell, officials said.", ["officials"]),
        ("en", "Half of the roofs leak, according to engineers at the port office.", ["engineers at the port office"]),
        ("en", "The tide took 30 sheds, state radio reported.", ["state radio"]),
        ("en", "Divers said they had raised two hulls, while the army put the number at nine.", ["Divers", "army"]),
        ("en", "The Harbour Commission met on Monday; the commission said 30 sheds fell.", ["Harbour Commission"]),
        ("en", "The Harbour Commission met. The Harbour Commission said 3 sheds fell. The commission said 9 stand.",
         ["Harbour Commission", "Harbour Commission"]),
        ("en", "The ministry of health in Gaza said 30 clinics closed.", ["Ministry of health in Gaza"]),
        ("ar", "أغلقت 30 عيادة وفقا للمكتب الإعلامي الحكومي في غزة.", ["Gaza Government Media Office"]),
        ("ar", "أغلقت 30 عيادة وفقا للشرطة.", ["الشرطة"]),
        ("ar", "أغلقت 30 عيادة وفق لجنة الصيد.", ["لجنة الصيد"]),
        ("ar", "أغلقت 30 عيادة وفقا للجنة الصيد.", ["لجنة الصيد"]),
        ("fr", "Au moins 30 hangars ont brûlé, a indiqué le Bureau des médias du gouvernement de Gaza.",
         ["Gaza Government Media Office"]),
        ("fr", "Trente hangars ont brûlé, ont déclaré des pompiers.", ["pompiers"]),
        ("fr", "Un hangar sur cinq a brûlé, a-t-on appris auprès de la mairie.", ["mairie"]),
        ("fr", "La mairie compte 30 hangars, tandis que l'opposition en compte 40.", ["mairie", "opposition"]),
        ("es", "Ardieron 30 casetas, advierte el Programa Mundial de Alimentos.", ["World Food Programme"]),
        ("es", "Ardieron 30 casetas, dijeron testigos del lugar.", ["testigos"]),
        ("es", "El alcalde afirmó que ardieron 30 casetas; la oposición habla de 40.", ["alcalde", "oposición"]),
        ("he", "30 מחסנים נשרפו, כך לפי תוכנית המזון העולמית.", ["World Food Programme"]),
        ("he", "גורמים רשמיים אמרו כי 30 מחסנים נשרפו.", ["גורמים רשמיים"]),
        ("he", "30 מחסנים נשרפו, אמרו תושבים במקום.", ["תושבים"]),
    ],
)  # fmt: skip
def test_a_source_is_named_as_the_sentence_names_it(lang: str, text: str, said: list[str]) -> None:
    assert sources(lang, text) == said


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The police station has 30 rooms."),
        ("en", "Officials closed 30 sheds."),
        ("ar", "دخلت 30 شاحنة وفقا للاتفاق."),
        ("ar", "دخلت 30 شاحنة وفق قرار المحكمة."),
        ("he", "30 משאיות נכנסו לפי תוכנית הממשלה."),
        ("fr", "Selon l'accord, 30 camions entrent."),
        ("es", "Un informe cuenta 30 páginas."),
    ],
)
def test_who_only_acts_and_what_only_binds_is_no_source(lang: str, text: str) -> None:
    assert sources(lang, text) == [None]
