"""Sentence vectors by numpy give the published cosines, and order candidates without deciding anything."""

import pytest

from holdfast.claims.engine.match import vectors
from holdfast.claims.engine.match.claims import Claim
from holdfast.claims.engine.match.decision import Decision, match_rumour
from holdfast.claims.engine.match.index import Index
from holdfast.claims.engine.match.vectors import Vectors, VectorsMissing, vectors_installed

needs_weights = pytest.mark.skipif(not vectors_installed(), reason="the extra `semantic` is not installed")


@pytest.fixture(scope="module")
def network() -> Vectors:
    return Vectors()


@needs_weights
def test_the_cosines_are_those_of_the_sentence_transformers_documentation(network: Vectors) -> None:
    # https://sbert.net/docs/sentence_transformer/usage/usage.html, all-MiniLM-L6-v2
    rows = network.encode(
        ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    )
    assert rows.shape == (3, 384)
    cosines = rows @ rows.T
    assert cosines[0, 1] == pytest.approx(0.6660, abs=1e-4)
    assert cosines[0, 2] == pytest.approx(0.1046, abs=1e-4)
    assert cosines[1, 2] == pytest.approx(0.1411, abs=1e-4)


@needs_weights
def test_a_sentence_has_one_vector_alone_and_among_longer_ones(network: Vectors) -> None:
    alone = network.encode(["A short one"])[0]
    among = network.encode(
        ["A short one", "A much longer sentence that tells of harbours, bridges and lamps " * 4]
    )[0]
    assert among == pytest.approx(alone, abs=1e-5)


@needs_weights
def test_ten_times_the_figure_is_nearly_the_same_vector_and_never_the_same_claim(network: Vectors) -> None:
    claim, rumour = "Egypt let 600 trucks into Gaza a day.", "Egypt let 6,000 trucks into Gaza a day."
    one, other = network.encode([claim, rumour])
    assert one @ other > 0.9
    matched = match_rumour(Index([Claim("1", claim)], reorder=network.order), rumour)
    assert matched.decision is Decision.CANDIDATES
    assert "figure" in {str(told.kind) for told in matched.candidates[0].differences or ()}


@needs_weights
def test_vectors_order_what_words_have_found(network: Vectors) -> None:
    assert network.order("a ship", ["a spreadsheet", "a boat"]) == [1, 0]


@needs_weights
def test_vectors_weigh_in_the_score_and_say_nothing_of_the_wording(network: Vectors) -> None:
    claims = [Claim("1", "A ship sank off the coast"), Claim("2", "The bank sold its bridge")]
    plain, weighed = Index(claims), Index(claims, reorder=network.order, near=network.near)
    rumour = "Off the coast a boat went down"
    assert weighed.find(rumour)[0].score > plain.find(rumour)[0].score
    assert weighed.find(claims[0].claim)[0].score == 1


def test_without_the_extra_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "find_spec", lambda name: None)
    with pytest.raises(VectorsMissing, match="semantic"):
        Vectors()
