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
        ("en", "The union estimates that 30 divers left; the government says 12 did.", ["union", "government"]),
        ("en", "Data from the central bank showed that 30 sheds were sold.", ["central bank"]),
        ("en", "Some 30 sheds fell, the mayor's office told readers.", ["mayor's office"]),
        ("ar", "وبحسب تقرير لمنظمة العفو الدولية، أغلقت 30 عيادة.", ["Amnesty International"]),
        ("fr", "Des responsables locaux affirment que 30 hangars ont brûlé.", ["responsables locaux"]),
        ("fr", "Le syndicat parle de 30 plongeurs.", ["syndicat"]),
        ("he", "30 מחסנים נשרפו, טוענים תושבים.", ["תושבים"]),
        ("he", "30 מחסנים נשרפו, כך עולה מנתוני הבנק המרכזי.", ["הבנק המרכזי"]),
        ("en", "Harbour workers say 30 sheds fell.", ["Harbour workers"]),
        ("ar", "سقط 30 سقفا، وفقا لمصادر محلية.", ["مصادر محلية"]),
        ("fr", "Il y a 30 bulletins nuls, a confirmé la commission électorale.", ["commission électorale"]),
        ("es", "Hubo 30 papeletas nulas, confirmó la comisión electoral.", ["comisión electoral"]),
        ("he", "30 פתקים נפסלו, אישרה ועדת הבחירות.", ["ועדת הבחירות"]),
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


def test_a_noun_that_begins_as_a_month_does_is_no_date() -> None:
    found = extract("أغلقت 4 آبار من أصل 11 بئرا.", lang="ar", published=date(2026, 3, 18))
    assert [(one.value, one.base) for one in found] == [(4, 11), (11, None)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The average rent in town was 912 euros."),
        ("fr", "Le loyer moyen s'élève à 912 euros."),
        ("es", "El precio medio fue de 912 euros."),
    ],
)
def test_a_mean_may_be_told_by_its_noun(lang: str, text: str) -> None:
    assert [one.bound for one in extract(text, lang=lang) if one.kind.is_figure] == ["average"]


def test_a_bound_keeps_its_article() -> None:
    found = extract("Más del 12 % se fue, menos del 3 % volvió y cerca del 40 % duda.", lang="es")
    assert [one.bound for one in found if one.kind.is_figure] == ["more_than", "fewer_than", "nearly"]
