"""The claims of a desk are matched alike on both stores: by full text, with its sources' names, for who may see."""

import pytest

from holdfast.claims.actions.claims import add_claim
from holdfast.claims.engine.match.decision import Decision
from holdfast.claims.queries import seen
from holdfast.claims.queries.collection import names_known
from holdfast.claims.queries.seen import claims_index, rumour_matched
from holdfast.journal.actions import recording
from holdfast.people.types import Level, Role, Viewer
from holdfast.sources.actions import save_sources
from holdfast.sources.types import SourceDef

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
SAID = "The Harbour Council of Calder says 342 lamps were carried over the pier"
ARABIC = "خسر ميناء كالدر 342 مصباحا في العاصفة"
COUNCIL = SourceDef(
    "council", {"en": "Harbour Council of Calder (HCC)", "fr": "Conseil du port"}, level=Level.PUBLIC
)
STRANGER = Viewer(key="", name="", role=Role.ANONYMOUS, clearance=Level.PUBLIC, signed_in=False)


@pytest.fixture(autouse=True)
def known(alice: Viewer) -> None:
    seen._kept.clear()
    with recording(actor=alice.key, verb="load_case", object_key="case:x") as entry:
        save_sources(entry, [COUNCIL])
        entry.commit_to({})
    for text, language, level in (
        (SAID, "en", Level.PUBLIC),
        (ARABIC, "ar", Level.PUBLIC),
        ("A ferry to Marib sank in secret", "en", Level.DESK),
    ):
        add_claim(viewer=alice, text=text, language=language, level=level)


def test_it_works_in_both_scripts(alice: Viewer) -> None:
    for text in (SAID, ARABIC):
        matched = rumour_matched(alice, text)
        assert (matched.decision, matched.candidates[0].claim.claim) == (Decision.SAME_WORDING, text)


def test_full_text_finds_words_in_another_form(alice: Viewer) -> None:
    # "carry lamp pier" shares stems with the claim, and no whole word but one.
    assert claims_index(alice)._fulltext.search("carrying lamp", 3)[:1] == [0]
    matched = rumour_matched(alice, "Somebody carries a lamp over piers in Calder")
    assert matched.candidates[0].claim.claim == SAID


def test_the_names_of_its_sources_are_one_actor(alice: Viewer) -> None:
    matched = rumour_matched(alice, "BREAKING: HCC says 342 lamps were carried over the pier")
    kinds = {str(one.kind) for one in matched.candidates[0].differences or ()}
    assert matched.decision is Decision.CANDIDATES
    assert not kinds & {"actor", "source", "place"}, kinds
    assert names_known(alice) is names_known(alice)


def test_another_claim_is_found_once_it_is_added(alice: Viewer) -> None:
    assert rumour_matched(alice, "Seven swans came to Northgate").decision is Decision.NO_MATCH
    add_claim(viewer=alice, text="Seven swans came to Northgate", language="en")
    assert rumour_matched(alice, "Seven swans came to Northgate").decision is Decision.SAME_WORDING


def test_a_stranger_finds_open_claims_alone() -> None:
    matched = rumour_matched(STRANGER, "A ferry to Marib sank in secret")
    assert all("secret" not in one.claim.claim for one in matched.candidates)
