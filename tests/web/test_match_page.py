"""A rumour beside the known claims: the first three with what differs, a decision in words, no link made."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import escape

from holdfast.claims.queries import seen
from holdfast.journal.queries import head
from holdfast.people.types import Level
from web.conftest import House

Clients = Callable[[str], Client]
HERE = "/claims/match/"
CLAIM = "Harbour authority says 412 lorries crossed at Northgate in April 2025"


@pytest.fixture
def known(house: House, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two claims that anybody may see, one of the desk."""
    from holdfast.claims.engine.match.claims import Claim
    from holdfast.people.types import Viewer

    def collection(viewer: Viewer) -> tuple[Claim, ...]:
        shown = (
            Claim("C-0001", CLAIM, "", "", "en"),
            Claim("I-0001", "The bakery in Southport gave away nine hundred <loaves>", "", "", "en"),
        )
        ours = (Claim("C-0002", "A secret warehouse burned at Eastwick", "", "", "en"),)
        return shown + (ours if viewer.sees(Level.DESK) else ())

    seen._kept.clear()
    monkeypatch.setattr("holdfast.claims.queries.seen.claims_collection", collection)


def test_it_works(known: None, charlie: Client) -> None:
    before = head().seq
    answer = charlie.post(HERE, {"text": CLAIM.replace("412", "4,120")})
    page = answer.content.decode()
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "private, no-store"
    assert "Candidates: whether one of them is meant" in page and CLAIM in page
    assert "figure" in page and "4,120" in page and "What differs" in page
    assert head().seq == before


def test_the_same_words_are_not_called_the_same_claim(known: None, charlie: Client) -> None:
    page = charlie.post(HERE, {"text": CLAIM}).content.decode()
    assert "Same wording as a known claim" in page and "same claim" not in page


def test_a_source_that_the_claim_has_as_an_actor_is_shown_as_one(known: None, charlie: Client) -> None:
    words = CLAIM.replace("Harbour authority says ", "") + ", Northgate said"
    page = charlie.post(HERE, {"text": words}).content.decode()
    assert "<bdi>Northgate</bdi></td>" in page and "<bdi>Northgate</bdi> (place)" in page
    assert "<bdi>Northgate</bdi> (مكان)" in charlie.post("/ar" + HERE, {"text": words}).content.decode()


def test_nothing_near_is_said_so(known: None, charlie: Client) -> None:
    assert "No match" in charlie.post(HERE, {"text": "Zebras elected a mayor"}).content.decode()


def test_a_stranger_is_matched_against_open_claims_alone(
    known: None, charlie: Client, client_of: Clients
) -> None:
    words = {"text": "A secret warehouse burned at Eastwick"}
    assert "C-0002" not in charlie.post(HERE, words).content.decode()
    seen._kept.clear()
    assert "C-0002" in client_of("bob").post(HERE, words).content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001])
def test_what_cannot_be_matched_is_answered(known: None, charlie: Client, text: str) -> None:
    answer = charlie.post(HERE, {"text": text})
    assert answer.status_code == 422 and "There is a problem" in answer.content.decode()


def test_a_claim_of_others_is_text(known: None, charlie: Client) -> None:
    words = "The bakery in Southport gave away nine hundred <loaves>"
    page = charlie.post(HERE, {"text": words}).content.decode()
    assert escape(words) in page and "<loaves>" not in page


def test_it_is_said_in_arabic(known: None, charlie: Client) -> None:
    page = charlie.post("/ar" + HERE, {"text": CLAIM}).content.decode()
    assert "صياغة ادعاء معروف" in page and "What differs" not in page


def test_the_api_gives_the_fixed_json(known: None, charlie: Client) -> None:
    answer = charlie.get("/api/v1/match", {"text": CLAIM.replace("April", "May")})
    found = answer.json()
    assert answer.status_code == 200 and found["decision"] == "candidates" and found["claims"] == 2
    assert found["candidates"][0]["claim"] == "C-0001"
    assert "date" in {one["kind"] for one in found["candidates"][0]["differences"]}
    assert charlie.get("/api/v1/match", {"text": "x" * 2001}).status_code == 400
    assert charlie.get("/api/v1/match").json()["candidates"] == []
