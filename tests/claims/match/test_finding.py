"""A rumour finds the claims that share its rare words and letters, in a stable order; far ones are no match."""

from hypothesis import given
from hypothesis import strategies as st

from claims.match.twins import claims
from holdfast.claims.engine.match.claims import MAX_TEXT, Claim
from holdfast.claims.engine.match.decision import Decision, match_rumour
from holdfast.claims.engine.match.fulltext import Fts5
from holdfast.claims.engine.match.fusion import fused
from holdfast.claims.engine.match.grams import Grams
from holdfast.claims.engine.match.index import CEILING, FLOOR, UNTOLD, Index
from holdfast.claims.engine.match.wording import folded, language_of, plain_text, words_of

HARBOUR = [
    Claim("bridge", "The council sold the iron bridge to a bank in 2019.", "Was the bridge sold?"),
    Claim("ferry", "The ferry to Port Calder carries no passengers on Sundays."),
    Claim("lamp", "Street lamps in Marib were paid for by fishermen."),
]
INDEX = Index(HARBOUR)
FORTY = Index(claims())


def test_it_works() -> None:
    matched = match_rumour(
        INDEX, "BREAKING: council SOLD our iron bridge!! https://t.co/abc #IronBridge @CalderNews"
    )
    assert matched.decision is Decision.CANDIDATES
    assert matched.candidates[0].claim.id == "bridge"


def test_a_rumour_about_something_else_has_no_match_and_its_candidates_are_given_all_the_same() -> None:
    matched = match_rumour(
        INDEX, "Nobody has seen the council since the wedding of the duke's eldest daughter"
    )
    assert matched.decision is Decision.NO_MATCH
    assert matched.candidates


def test_a_rumour_without_any_shared_letter_finds_nothing() -> None:
    matched = match_rumour(INDEX, "ツバメ")
    assert matched.decision is Decision.NO_MATCH
    assert matched.candidates == ()


def test_the_title_word_for_word_is_the_same_wording() -> None:
    assert match_rumour(INDEX, "was the bridge sold?").decision is Decision.SAME_WORDING
    assert match_rumour(INDEX, "was the bridge sold").decision is not Decision.SAME_WORDING


def test_a_word_in_another_form_or_misspelt_is_found_by_its_letters() -> None:
    assert Grams([one.claim for one in HARBOUR]).search("fishermans lamppost", 3)[0] == 2


def test_full_text_stems_words_it_has_not_seen() -> None:
    assert Fts5([one.claim for one in HARBOUR]).search("carrying passenger", 3) == [1]


def test_words_of_the_query_language_of_full_text_are_only_words() -> None:
    assert Fts5([one.claim for one in HARBOUR]).search('NEAR("bridge" OR) AND NOT * ^ bank:', 3) == [0]


def test_fusion_adds_ranks_with_k_of_ten() -> None:
    assert fused([[7, 8], [8]]) == [(8, 1 / 12 + 1 / 11), (7, 1 / 11)]


def test_ties_stand_in_the_order_of_the_collection() -> None:
    index = Index([Claim(str(at), "The same words about a lighthouse") for at in range(9)])
    found = index.find("a lighthouse", 9)
    assert [one.claim.id for one in found] == [str(at) for at in range(9)]


def test_a_small_collection_takes_the_stated_threshold() -> None:
    assert INDEX.threshold == UNTOLD


def test_a_collection_of_variants_of_one_another_does_not_push_its_threshold_out_of_reach() -> None:
    many = [Claim(f"{at}-{one.id}", f"{one.claim} Note {at}.") for at in range(6) for one in claims()]
    assert Index(many).threshold == Index(many).threshold == CEILING


def test_a_larger_collection_tells_its_own_threshold() -> None:
    far = [Claim(str(at), f"{chr(97 + at % 26) * 5}{at} {at}x{at}y said {at * 7}") for at in range(250)]
    assert Index(far).threshold == FLOOR


def test_marks_of_the_networks_are_taken_out_and_tags_are_split() -> None:
    told = plain_text(
        "Look https://t.co/aBc12pic.twitter.com/Zz9 #SaveTheBridge by @CalderHarbour2 🔥 a_b &amp; c"
    )
    assert words_of(told) == ("look", "save", "the", "bridge", "by", "calder", "harbour", "2", "a", "b", "c")


def test_digits_of_every_script_and_accents_are_folded() -> None:
    assert folded("ÉTÉ ١٢٣ ۴۵ שָׁלוֹם إلى") == "ete 123 45 שלום الي"


def test_the_language_is_told_by_script_and_by_common_words() -> None:
    assert language_of("دخلت الشاحنات إلى غزة") == "ar"
    assert language_of("המשאיות נכנסו לעזה") == "he"
    assert language_of("les camions sont entrés dans la ville") == "fr"
    assert language_of("los camiones entraron en la ciudad") == "es"
    assert language_of("the trucks have come to the city") == "en"
    assert language_of("12 000") is None


@given(st.text(max_size=400))
def test_any_text_is_answered_or_refused_in_words(text: str) -> None:
    if not any(c.isalnum() for c in text) or any(c < " " and c not in "\t\n\r\x0b\x0c" for c in text):
        return
    matched = match_rumour(FORTY, text)
    scores = [one.score for one in matched.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert match_rumour(FORTY, text) == matched


@given(
    st.lists(st.sampled_from(claims()[0].claim.split() + claims()[7].claim.split()), min_size=1, max_size=30)
)
def test_the_order_of_candidates_is_that_of_their_scores(words: list[str]) -> None:
    found = FORTY.find(" ".join(words), 10)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert found == FORTY.find(" ".join(words), 10)


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_a_claim_of_any_characters_can_be_indexed(text: str) -> None:
    index = Index([Claim("any", text), HARBOUR[0]])
    assert index.find("the iron bridge")[0].claim.id in ("any", "bridge")


def test_a_rumour_at_the_limit_is_answered() -> None:
    text = ("the iron bridge " * (MAX_TEXT // 16 + 1))[:MAX_TEXT]
    assert match_rumour(INDEX, text).candidates[0].claim.id == "bridge"


MIXED = [
    Claim("fr", "Le CICR compte 4 217 tentes à Rafah et à Gaza en mars 2024, selon l'ONU", lang="fr"),
    Claim("en", "The Red Cross counts 4,217 tents in Rafah and Gaza in March 2024, says the United Nations"),
    Claim("ar", "الصليب الأحمر يحصي 4217 خيمة في رفح وغزة في مارس 2024 حسب الأمم المتحدة"),
]


def test_an_exact_copy_stands_first_before_every_claim_of_another_language() -> None:
    for collection in (MIXED, MIXED[::-1], [MIXED[1], MIXED[2], MIXED[0]]):
        index = Index(collection)
        for claim in collection:
            found = index.find(claim.claim)
            assert (found[0].claim, found[0].score) == (claim, 1.0)


def test_a_nearly_exact_copy_stands_first_too() -> None:
    rumour = MIXED[1].claim.replace("4,217", "4,218")
    for collection in (MIXED, MIXED[::-1]):
        matched = match_rumour(Index(collection), rumour)
        assert matched.candidates[0].claim.id == "en"
        assert matched.decision is Decision.CANDIDATES


def test_a_copy_behind_the_depth_of_every_list_is_found_all_the_same() -> None:
    many = [Claim(str(at), f"The council the council sold {at}") for at in range(400)]
    own = Claim("own", "the council")
    assert Index([*many, own]).find("the council")[0].claim == own


def test_what_stands_out_has_a_higher_score_than_one_of_many_alike() -> None:
    alone = Index([*HARBOUR, *(Claim(str(at), f"Note {at} of the tide") for at in range(8))])
    among = Index([*HARBOUR, *(Claim(str(at), f"{HARBOUR[0].claim} Note {at}") for at in range(8))])
    rumour = "They sold the iron bridge to some bank"
    assert alone.find(rumour)[0].score > among.find(rumour)[0].score > 0


def test_claims_taken_as_not_there_are_not_found() -> None:
    rumour = "The council sold the iron bridge to a bank in 2019"
    assert INDEX.find(rumour)[0].claim.id == "bridge"
    assert all(one.claim.id != "bridge" for one in INDEX.find(rumour, without={0}))
