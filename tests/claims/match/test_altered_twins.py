"""Twins that say something else in nearly the same words are never called the same, and each shows what it changed."""

import json
from pathlib import Path

import pytest

from claims.match.families import PAIRS
from claims.match.twins import claims, twins
from holdfast.claims.engine.match.claims import Claim
from holdfast.claims.engine.match.decision import Decision, match_rumour
from holdfast.claims.engine.match.differences import DifferenceKind, differences_between
from holdfast.claims.engine.match.index import Index

QUOTED = Path(__file__).parents[4] / "shared" / "data" / "claims" / "figures_dev.json"


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(claims())


def test_none_of_the_twins_is_called_the_same_and_each_shows_its_difference(index: Index) -> None:
    made = list(twins())
    assert len(made) >= 200
    for of, kind, text in made:
        matched = match_rumour(index, text)
        assert matched.decision is not Decision.SAME_WORDING, text
        told = next(one.differences for one in matched.candidates if one.claim.id == of)
        assert told, text
        assert kind in {str(one.kind) for one in told}, (kind, text, told)


def test_a_twin_comes_near_to_the_claim_it_was_made_of(index: Index) -> None:
    near = sum(match_rumour(index, text).candidates[0].claim.id == of for of, _, text in twins())
    assert near > 200


def test_the_claim_itself_has_the_same_wording_and_no_more_is_said(index: Index) -> None:
    for claim in claims():
        matched = match_rumour(index, claim.claim)
        assert matched.decision is Decision.SAME_WORDING
        assert matched.candidates[0].claim == claim
        assert matched.candidates[0].differences == ()


@pytest.mark.parametrize(
    ("claim", "rumour", "kind"),
    [
        ("إسرائيل هاجمت حماس في غزة في مارس 2024", "حماس هاجمت إسرائيل في غزة في مارس 2024", "roles"),
        ("أدخلت مصر 120 شاحنة إلى غزة", "أدخلت مصر 1200 شاحنة إلى غزة", "figure"),
        ("أدخلت مصر ١٢٠ شاحنة إلى غزة", "لم تدخل مصر ١٢٠ شاحنة إلى غزة", "negation"),
        (
            "L'Égypte a livré 120 tentes à Rafah en mars 2024",
            "L'Égypte n'a pas livré 120 tentes à Rafah en mars 2024",
            "negation",
        ),
        ("L'Égypte a livré 120 tentes à Rafah", "La Turquie a livré 120 tentes à Rafah", "actor"),
        (
            "Egipto entregó 120 tiendas en Rafah en marzo de 2024",
            "Egipto entregó 120 tiendas en Rafah en abril de 2024",
            "date",
        ),
        ("Egipto entregó 120 tiendas, según la ONU", "Egipto entregó 120 tiendas, según UNICEF", "source"),
        ("מצרים הכניסה 120 משאיות לעזה", "מצרים לא הכניסה 120 משאיות לעזה", "negation"),
        ("מצרים הכניסה 120 משאיות לעזה", "טורקיה הכניסה 120 משאיות לעזה", "actor"),
        ("The mayor was attacked by the driver", "The driver was attacked by the mayor", "roles"),
        ("Israel attacked Hamas near Rafah", "Israel was attacked by Hamas near Rafah", "roles"),
        ("At least 40 tents came to Marib", "40 tents came to Marib", "figure"),
        ("40 % of the tents came to Marib", "40 of the tents came to Marib", "figure"),
        ("The tents came to Marib", "The tents came to Port Calder", "place"),
    ],
)
def test_a_twin_in_each_language_shows_its_difference(claim: str, rumour: str, kind: str) -> None:
    matched = match_rumour(Index([Claim("1", claim)]), rumour)
    assert matched.decision is not Decision.SAME_WORDING
    (candidate,) = matched.candidates
    assert candidate.differences
    found = {str(one.kind) for one in candidate.differences}
    assert kind in found or (kind == "actor" and "place" in found), candidate.differences


@pytest.mark.skipif(not QUOTED.is_file(), reason="../shared/data/claims/figures_dev.json is not here")
def test_sentences_of_the_labelled_set_with_ten_times_a_figure_show_it() -> None:
    told = json.loads(QUOTED.read_text(encoding="utf-8"))
    sentences = [one["sentence"] for one in told["items"]]
    digits = [text for text in sentences if any(word.strip(".,%").isdigit() for word in text.split())]
    assert digits
    index = Index([Claim(str(at), text) for at, text in enumerate(sentences)])
    for text in digits:
        figure = next(word for word in text.split() if word.strip(".,%").isdigit())
        matched = match_rumour(
            index, text.replace(figure, figure.replace(figure.strip(".,%"), f"{figure.strip('.,%')}0"), 1)
        )
        assert matched.decision is not Decision.SAME_WORDING
        told_kinds = {one.kind for one in matched.candidates[0].differences or ()}
        assert told_kinds & {DifferenceKind.FIGURE, DifferenceKind.DATE}, text


def test_none_of_the_families_is_called_the_same_and_each_shows_what_it_changed() -> None:
    missed = []
    for pairs in (PAIRS, [(kinds, twin, claim) for kinds, claim, twin in PAIRS]):
        index = Index([Claim(text, text) for text in dict.fromkeys(claim for _, claim, _ in pairs)])
        for kinds, claim, twin in pairs:
            if match_rumour(index, twin).decision is Decision.SAME_WORDING:
                missed.append(f"{twin}: same wording")
            told = {str(one.kind) for one in differences_between(twin, claim, index.aliases)}
            if not told or (kinds and not told & set(kinds.split())):
                missed.append(f"{twin} | {claim}: {kinds}, not {told}")
    assert not missed
    assert len(PAIRS) > 300
