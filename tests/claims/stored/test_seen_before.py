"""A checked line names the known claims it comes near to, and links none of them."""

import json
from datetime import date
from typing import Any

import pytest

from holdfast.claims.actions.claims import add_claim
from holdfast.claims.queries import seen
from holdfast.claims.queries.checking import draft_checked
from holdfast.claims.queries.seen import claims_index, with_candidates
from holdfast.claims.types import CheckedDraft
from holdfast.people.types import Level, Role, Viewer

pytestmark = pytest.mark.django_db
KNOWN = "The ferry to Hillside carried 4,200 pilgrims over the flooded quay in one night"
NEAR = "It is said that the ferry to Hillside carried 9,700 pilgrims over the flooded quay in one night."
FAR = "The budget of the museum grew by 12 per cent."
STRANGER = Viewer(key="", name="", role=Role.READER, clearance=Level.PUBLIC, signed_in=False)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """No index of another test."""
    seen._kept.clear()


def checked(viewer: Viewer, text: str) -> CheckedDraft:
    """The text, checked and looked up."""
    return with_candidates(viewer, draft_checked(viewer, text, published=date(2026, 3, 7)))


def named(found: CheckedDraft) -> dict[str, list[str] | None]:
    """By the words of each line the claims named beside it."""
    return {
        one.item.text: None if (near := found.seen_before(one)) is None else [claim.claim for claim in near]
        for one in found.lines
    }


def test_a_line_near_a_known_claim_names_it_and_another_names_none(alice: Viewer) -> None:
    key = add_claim(viewer=alice, text=KNOWN, language="en")
    found = named(checked(alice, f"{NEAR} {FAR}"))
    assert [near for words, near in found.items() if "9,700" in words] == [[key]]
    assert [near for words, near in found.items() if "12" in words] == [[]]


def test_the_verdict_is_the_same_with_and_without_a_known_claim(alice: Viewer) -> None:
    before = checked(alice, NEAR)
    add_claim(viewer=alice, text=KNOWN, language="en")
    after = checked(alice, NEAR)
    assert [(one.verdict, one.rule) for one in before.lines] == [
        (one.verdict, one.rule) for one in after.lines
    ]
    assert named(before) != named(after)


def test_a_claim_above_the_clearance_is_not_named(alice: Viewer) -> None:
    add_claim(viewer=alice, text=KNOWN, language="en", level=Level.DESK)
    assert checked(alice, NEAR).candidates
    assert not any(named(checked(STRANGER, NEAR)).values())


def test_json_carries_candidates_beside_the_fixed_keys(alice: Viewer) -> None:
    key = add_claim(viewer=alice, text=KNOWN, language="en")
    told: list[dict[str, Any]] = json.loads(json.dumps(checked(alice, NEAR).as_json(), default=str))["items"]
    assert [one["claim"] for one in told[0]["candidates"]] == [key]
    assert told[0]["candidates"][0]["text"] == KNOWN


def test_sentences_past_the_most_are_told_as_not_looked_up(
    alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "MOST_ASKED", 1)
    found = checked(alice, f"{FAR} {NEAR}")
    told = [one["candidates"] for one in found.as_json()["items"]]
    assert told[0] == [] and told[-1] is None


def test_the_index_is_kept_until_the_claims_are_others(alice: Viewer) -> None:
    from holdfast.journal.actions import recording

    add_claim(viewer=alice, text=KNOWN, language="en")
    first = claims_index(alice)
    with recording(actor=alice.key, verb="load_case", object_key="case:x") as entry:
        entry.commit_to({})
    assert claims_index(alice) is first
    add_claim(viewer=alice, text=FAR, language="en")
    assert claims_index(alice) is not first
