"""The subject of a verb of saying is the source where no known name stands there; who only acts is none."""

from datetime import date

import pytest

from holdfast.claims.engine.extract import extract


def sources(lang: str, text: str) -> list[str | None]:
    found = extract(text, lang=lang, published=date(2026, 3, 18))
    return [one.attribution for one in found if one.kind.is_figure]


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("en", "The food safety watchdog warned that 30 sheds leak.", ["food safety watchdog"]),
        ("en", "Some 30 sheds leak, the ferry crew lamented.", ["ferry crew"]),
        ("en", "Divers' club figures show that 30 sheds leak.", ["Divers' club"]),
        ("en", "Divers put the toll at 17; the pilots at 11.", ["Divers", "pilots"]),
        ("en", "Some 30 sheds leak, divers said, and 12 fell, according to pilots.", ["divers", "pilots"]),
        ("fr", "Trente-deux hangars fuient, déplore le club des plongeurs.", ["club des plongeurs"]),
        ("fr", "Le maire sortant assure que 30 hangars fuient.", ["maire sortant"]),
        ("es", "El gremio de buzos calcula que cayeron 30 casetas.", ["gremio de buzos"]),
        ("es", "Cayeron 30 casetas, alertaron los regantes.", ["regantes"]),
        ("he", "מועדון הצוללנים צופה כי 30 מחסנים ייפלו.", ["מועדון הצוללנים"]),
        ("ar", "وأظهر استطلاع أجرته جامعة الميناء تأييد 54 بالمئة للقانون.", ["جامعة الميناء"]),
    ],
)
def test_the_subject_of_a_verb_of_saying_is_the_source(lang: str, text: str, said: list[str]) -> None:
    assert sources(lang, text) == said


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The storm claimed 30 lives."),
        ("en", "Hospitals admitted 30 divers."),
        ("en", "The guide told readers to expect 30 sheds."),
        ("en", "The watchdog recalled 30 boats."),
        ("fr", "Les douanes ont saisi 30 barques."),
        ("es", "Las aduanas incautaron 30 barcas."),
        ("he", "המכס תפס 30 סירות."),
        ("ar", "ضبطت الجمارك 30 قاربا."),
    ],
)
def test_who_only_acts_says_nothing(lang: str, text: str) -> None:
    assert sources(lang, text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "The terrible storm calculated to be as strong as 8 trains went on.",
        "The damage reckoned to have cost 8 lives was mended.",
        "The great flood acknowledged as one of 8 in a century went on.",
    ],
)
def test_what_is_only_reckoned_to_be_something_says_nothing(text: str) -> None:
    assert {item.attribution for item in extract(text, lang="en")} == {None}
