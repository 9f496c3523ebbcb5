"""What a post puts around its words harms neither the finding nor the comparison; what it says there is kept."""

import pytest

from holdfast.claims.engine.match.aliases import shipped_aliases
from holdfast.claims.engine.match.claims import Claim
from holdfast.claims.engine.match.decision import Decision, match_rumour
from holdfast.claims.engine.match.differences import differences_between
from holdfast.claims.engine.match.index import Index
from holdfast.claims.engine.match.same import same_wording, written_otherwise
from holdfast.claims.engine.match.spans import Role, names_in
from holdfast.claims.engine.match.wording import as_written, plain_text

LAMPS = "Port Calder lost 342 lamps in the storm"
LAMPS_AR = "خسر ميناء كالدر 342 مصباحا في العاصفة"
INDEX = Index([Claim("lamps", LAMPS), Claim("ar", LAMPS_AR), Claim("ferry", "The ferry to Marib sank")])


@pytest.mark.parametrize(
    "before",
    [
        "BREAKING: ",
        "Breaking news — ",
        "🚨🚨 BREAKING | ",
        "🔴 URGENT: ",
        "JUST IN: ",
        "RT @calder: ",
        "RT @calder ",
        "UPDATE 🚨 ",
        "URGENT : ",
        "ÚLTIMA HORA: ",
        "BREAKING ",
        "[BREAKING] ",
        "• ",
    ],
)
def test_what_stands_before_is_no_part_of_the_wording(before: str) -> None:
    matched = match_rumour(INDEX, before + LAMPS)
    assert matched.decision is Decision.SAME_WORDING
    assert matched.candidates[0].claim.id == "lamps" and matched.candidates[0].score == 1


@pytest.mark.parametrize("before", ["عاجل | ", "عاجل: ", "عاجل ", "🔴 خبر عاجل: ", "🚨"])
def test_what_stands_before_in_arabic_neither(before: str) -> None:
    assert match_rumour(INDEX, before + LAMPS_AR).decision is Decision.SAME_WORDING


@pytest.mark.parametrize(
    "after", [" https://t.co/a1", " 👇 https://t.co/a1 https://t.co/b2", " 🚨", "!", "."]
)
def test_what_stands_after_is_no_part_of_the_wording(after: str) -> None:
    assert match_rumour(INDEX, LAMPS + after).decision is Decision.SAME_WORDING


@pytest.mark.parametrize(
    "before", ["FALSE: ", "FAKE: ", "HOAX: ", "❌ ", "❓ ", "Update 5 says ", "Newport: "]
)
def test_what_says_something_is_kept(before: str) -> None:
    assert not same_wording(before + LAMPS, LAMPS)


@pytest.mark.parametrize("text", ["BREAKING:", "🚨", "عاجل", "RT @calder:", "https://t.co/a"])
def test_a_text_of_nothing_else_stays(text: str) -> None:
    assert as_written(text) == text
    assert match_rumour(INDEX, f"{text} x").decision is not Decision.SAME_WORDING


def test_a_claim_that_itself_begins_so_is_found_by_its_own_copy() -> None:
    for text in (
        "BREAKING: the pier burns",
        "The pier burns https://t.co/a",
        "#PierFire at @calder: it burns",
    ):
        matched = match_rumour(Index([Claim("x", "The pier is of wood"), Claim("own", text)]), text)
        assert (matched.decision, matched.candidates[0].claim.id) == (Decision.SAME_WORDING, "own")


@pytest.mark.parametrize(
    ("rumour", "claim", "shown"),
    [
        ("3\u200b42 lamps", "342 lamps", "U+200B"),
        ("le soldat tué", "le soldat tue", "tué"),
        ("He, she said, lied", "He she said lied", ","),
        ("\u202e342\u202c lamps", "342 lamps", "U+202E"),
    ],
)
def test_what_is_written_otherwise_is_shown(rumour: str, claim: str, shown: str) -> None:
    assert not same_wording(rumour, claim)
    assert shown in (written_otherwise(rumour, claim)[0] or "")


@pytest.mark.parametrize(
    ("rumour", "claim"),
    [
        ("“342 lamps were lost”", "342 lamps were lost."),
        ("the pier – of wood – burns", "The pier — of wood — burns"),
        ("خسر ٣٤٢ مصباحا", "خسر 342 مصباحا"),
        ("The pier\u00a0burns : all of it", "The pier  burns: all of it"),
        ("THE PIER OF CALDER BURNS", "The pier of Calder burns"),
        ("Pier Of Calder Burns", "Pier of Calder burns"),
        ("Was it “theirs”?", 'was it "theirs"?'),
    ],
)
def test_ways_of_writing_one_sign_are_one(rumour: str, claim: str) -> None:
    assert same_wording(rumour, claim) and same_wording(claim, rumour)
    assert differences_between(rumour, claim, shipped_aliases()) == ()


def test_look_alike_and_hidden_letters_do_not_hide_a_text_from_being_found() -> None:
    hidden = "Pоrt Cal\u200bder lost 3\u200b42 lаmps in the stоrm"
    matched = match_rumour(INDEX, hidden)
    assert matched.candidates[0].claim.id == "lamps"
    assert matched.decision is Decision.CANDIDATES and matched.candidates[0].differences
    assert plain_text("Pоrt Cal\u200bder") == "Port Calder"


@pytest.mark.parametrize(
    "text",
    [
        "342 were killed, according to the Gaza media office",
        "BREAKING: Gaza's Government Media Office says 342 were killed",
        "342 were killed, said the Government Media Office in Gaza.",
        "قال المكتب الإعلامي الحكومي في غزة إن 342 قتلوا",
        "Selon le bureau des médias de Gaza, 342 personnes ont été tuées",
    ],
)
def test_a_place_in_the_name_of_a_body_is_part_of_the_name(text: str) -> None:
    assert [(one.key, one.role) for one in names_in(plain_text(text), shipped_aliases())] == [
        ("gaza-media-office", Role.SOURCE)
    ]


def test_a_place_beside_a_body_is_none() -> None:
    told = names_in("Israel attacked Gaza, the Media Office said", shipped_aliases())
    assert [one.key for one in told] == ["israel", "gaza", "gaza-media-office"]


def test_names_of_a_desks_sources_are_one_actor() -> None:
    names = {
        "hcc": ["Harbour Council of Calder (HCC)", "Conseil du port de Calder"],
        "gmo": ["Gaza Government Media Office (GMO)", "مكتب الإعلام"],
        "il": ["Israel"],
    }
    aliases = shipped_aliases().with_sources(names)
    long, short = "342 lamps were lost, says the {}", "342 lamps were lost, says {}"
    for one, other in (("Harbour Council of Calder", "HCC"), ("Government Media Office", "GMO")):
        kinds = {
            str(told.kind) for told in differences_between(long.format(one), short.format(other), aliases)
        }
        assert not kinds & {"source", "actor", "place"}, kinds
    assert aliases.keys("مكتب الإعلام") == {"gaza-media-office"}
    assert aliases.keys("le conseil du port de Calder") == {"source-hcc"}
    assert str(aliases.kinds["israel"]) == "place"


@pytest.mark.parametrize(
    "text",
    [
        "The ministry paid US$5 for lamps",
        "The ministry paid U.S.$5m for lamps",
        "They sent US $5 million",
        "They sent 5 million USD for lamps",
        "Lamps for EUR 20 were sold",
    ],
)
def test_a_currency_is_no_name(text: str) -> None:
    assert names_in(text, shipped_aliases()) == ()


def test_a_state_beside_a_sum_is_a_name() -> None:
    for text, name in (
        ("They gave the US $5 million", "US"),
        ("They gave US the pier", "US"),
        ("At UK £5", "UK"),
    ):
        assert [one.text for one in names_in(text, shipped_aliases())] == [name]


@pytest.mark.parametrize(
    ("sourced", "other", "told"),
    [
        ("UNRWA says 40 lorries crossed", "40 lorries of UNRWA crossed", ("UNRWA", "UNRWA", "actor")),
        (
            "40 lorries crossed, according to Reuters",
            "Reuters counted 40 lorries",
            ("Reuters", "Reuters", "actor"),
        ),
        (
            "According to Israel, 40 lorries left",
            "40 lorries left from Israel",
            ("Israel", "Israel", "place"),
        ),
        ("UNRWA says 40 lorries crossed", "40 lorries crossed", ("UNRWA", None, None)),
    ],
)
def test_a_source_is_shown_as_what_the_other_text_has_it(
    sourced: str, other: str, told: tuple[str, str | None, str | None]
) -> None:
    aliases = shipped_aliases()
    one = [it.as_dict() for it in differences_between(sourced, other, aliases) if it.kind == "source"]
    turned = [it.as_dict() for it in differences_between(other, sourced, aliases) if it.kind == "source"]
    told_as = ({"claim_as": told[2]}, {"rumour_as": told[2]}) if told[2] else ({}, {})
    assert one == [{"kind": "source", "rumour": told[0], "claim": told[1]} | told_as[0]]
    assert turned == [{"kind": "source", "rumour": told[1], "claim": told[0]} | told_as[1]]


def test_a_source_within_a_longer_name_is_not_an_actor_there() -> None:
    short, long = "40 lamps fell, according to Brandt", "40 lamps fell, according to Kees Brandt"
    for one, other in ((short, long), (long, short)):
        told = differences_between(one, other, shipped_aliases())
        assert [(it.rumour_as, it.claim_as) for it in told if it.kind == "source"] == [(None, None)]
