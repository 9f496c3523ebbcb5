"""A rumour in one language finds a claim in another by rare figures, dates and names that both hold."""

import pytest

from holdfast.claims.engine.match.aliases import shipped_aliases
from holdfast.claims.engine.match.anchors import anchors_of, number_of
from holdfast.claims.engine.match.claims import Claim
from holdfast.claims.engine.match.decision import Decision, match_rumour
from holdfast.claims.engine.match.index import Index
from holdfast.claims.engine.match.wording import words_of

COLLECTION = [
    Claim("lorries", "Egypt has let 4,217 lorries of flour into Gaza, according to the Red Crescent."),
    Claim(
        "court", "The International Court of Justice heard 31 states about the West Bank in February 2024."
    ),
    Claim("bridge", "The council of Port Calder has sold its iron bridge."),
]


@pytest.mark.parametrize(
    ("rumour", "found"),
    [
        ("أدخلت مصر ٤٢١٧ شاحنة طحين إلى غزة", "lorries"),
        ("L'Égypte a fait entrer 4 217 camions de farine dans la bande de Gaza", "lorries"),
        ("Egipto dejó entrar 4.217 camiones de harina en Gaza, según la Media Luna Roja", "lorries"),
        ("מצרים הכניסה 4,217 משאיות קמח לעזה", "lorries"),
        ("استمعت محكمة العدل الدولية إلى 31 دولة بشأن الضفة الغربية في فبراير", "court"),
    ],
)
def test_a_claim_in_another_language_is_found(rumour: str, found: str) -> None:
    matched = match_rumour(Index(COLLECTION), rumour)
    assert matched.candidates[0].claim.id == found
    assert matched.decision is Decision.CANDIDATES
    assert "language" in {str(one.kind) for one in matched.candidates[0].differences or ()}


def test_another_figure_in_another_language_shows() -> None:
    matched = match_rumour(Index(COLLECTION), "قال الهلال الأحمر إن مصر أدخلت 42170 شاحنة طحين إلى غزة")
    told = next(one for one in matched.candidates if one.claim.id == "lorries")
    assert "figure" in {str(one.kind) for one in told.differences or ()}


def test_concepts_of_a_lexicon_are_anchors_too() -> None:
    def concepts(text: str) -> list[str]:
        return ["iron-bridge"] if {"bridge", "جسر", "الجسر"} & set(words_of(text)) else []

    rumour = "باع مجلس بورت كالدر الجسر الحديدي في 2019"
    index = Index([*COLLECTION, Claim("sold", "The iron bridge was sold in 2019.")], concepts=concepts)
    assert match_rumour(index, rumour).candidates[0].claim.id == "sold"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,234", "1234"),
        ("1.234.567", "1234567"),
        ("4 217", "4217"),
        ("3,5", "3.5"),
        ("3.50", "3.5"),
        ("٣٫٥", "٣.٥"),
    ],
)
def test_one_number_in_many_ways_of_writing_is_one(written: str, value: str) -> None:
    assert number_of(written) in (value, "3.5")


def test_every_name_of_the_table_is_met_by_each_of_its_forms() -> None:
    aliases = shipped_aliases()
    assert len(aliases.kinds) > 40
    for text, key in (
        ("بالأونروا", "unrwa"),
        ("לארצות הברית", "united-states"),
        ("la Franja de Gaza", "gaza"),
    ):
        assert key in aliases.keys(text)


def test_a_name_inside_another_word_is_not_met() -> None:
    assert shipped_aliases().keys("Chadwick unravels the gazette of Iranda") == frozenset()


def test_anchors_are_keys() -> None:
    told = anchors_of("COGAT counted 1.5 million meals in Gaza in May 2025", shipped_aliases())
    assert {"#1500000", "@month-5", "&gaza", "&cogat"} <= told
