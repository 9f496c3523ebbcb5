"""Across languages it is said that roles are not compared, and two tildes are no "about"."""

from holdfast.claims.engine.match.aliases import Aliases
from holdfast.claims.engine.match.differences import Difference, DifferenceKind, differences_between

KNOWN = Aliases(
    {
        "hamas": {"kind": "organisation", "en": ["Hamas"], "he": ["חמאס"]},
        "red-cross": {"kind": "organisation", "en": ["Red Cross"], "he": ["הצלב האדום"]},
    }
)


def roles(rumour: str, claim: str) -> list[Difference]:
    return [one for one in differences_between(rumour, claim, KNOWN) if one.kind is DifferenceKind.ROLES]


def test_two_actors_of_texts_in_two_languages_are_listed_as_not_compared() -> None:
    (one,) = roles("הצלב האדום העביר 7 ארגזים לחמאס", "Hamas handed 7 crates to the Red Cross")
    assert one.rumour and one.rumour.startswith("הצלב האדום … ") and "not compared" in one.rumour
    assert one.claim == "Hamas … Red Cross (roles not compared)"


def test_one_actor_has_no_roles_to_compare() -> None:
    assert roles("חמאס העביר 7 ארגזים", "Hamas handed over 7 crates") == []


def test_two_tildes_are_no_about() -> None:
    for marked, kinds in (("~~7~~", []), ("~7", [DifferenceKind.FIGURE])):
        found = differences_between(f"Hamas handed {marked} crates over", "Hamas handed 7 crates over", KNOWN)
        assert [one.kind for one in found if one.kind is DifferenceKind.FIGURE] == kinds
