"""What the page of a capture says of its seal, its parts, its custody, and who can do what."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.test import Client

from holdfast.evidence.types import Method, PartDef, Role, SealState
from holdfast.web.evidence import item
from holdfast.web.templatetags.evidence import part_is
from holdfast.web.templatetags.holdfast import no_command
from web.conftest import House
from web.test_evidence_forms import letter, rosa, sent  # noqa: F401  fixture

pytestmark = pytest.mark.usefixtures("house")
Browser = Callable[[str], Client]
ANSWER = {"text": "As it was", "method": "I asked", "reasons": "They said so"}


def test_a_time_stamp_says_what_it_is_of_whom_and_when(client_of: Browser) -> None:
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    state = SealState("E-0001", 3, "alice", "t", at, 4, at, ("local",), (("local", at),), (), (("w", at),))
    original = item.log.seal_state
    try:
        item.log.seal_state = lambda viewer, keys: {"E-0001": state}  # type: ignore[assignment]
        page = client_of("alice").get("/evidence/E-0001/").content.decode()
    finally:
        item.log.seal_state = original
    text = re.sub(r"<[^>]+>", "", page)
    assert "time stamp of local: it existed before 1 November 2026" in text
    assert "witnessed by w, by their clock 1 November 2026" in text


def test_the_list_of_what_a_browser_loaded_is_called_that() -> None:
    part = PartDef(Role.METADATA, "parts.json", "0" * 64, 3, "application/json", None, None)
    assert part_is(part, Method.BROWSER).startswith("what the browser loaded")
    assert part_is(part, Method.UPLOAD) == "what the file says about itself"


def test_who_wrote_an_answer_is_not_offered_to_agree(client_of: Browser) -> None:
    alice, rania, adam = client_of("alice"), client_of("rania"), client_of("adam")
    key = letter(alice)
    sent(rania, f"/desk/evidence/{key}/answer/where/", ANSWER)
    mine, theirs, others = (who.get(f"/evidence/{key}/").content.decode() for who in (rania, alice, adam))
    assert "Your own answer: others agree" in mine and "You collected it: others agree" in theirs
    assert "/confirm/" not in mine + theirs
    found = re.search(r'href="(/desk/[^"]+/confirm/)"', others)
    assert found
    page = rania.get(found[1]).content.decode()
    assert "It is your own answer" in page and 'name="agrees"' not in page
    assert 'name="agrees"' in adam.get(found[1]).content.decode()


def test_a_held_capture_does_not_offer_to_expunge(client_of: Browser) -> None:
    alice = client_of("alice")
    key = letter(alice)
    path = f"/desk/evidence/{key}/expunge/"
    assert path in alice.get(f"/evidence/{key}/").content.decode()
    sent(alice, f"/desk/evidence/{key}/hold/", {"reason": "A court"})
    page = alice.get(f"/evidence/{key}/").content.decode()
    assert path not in page and "A legal hold stands" in page
    form = alice.get(path).content.decode()
    assert "A legal hold stands" in form and 'name="ground"' not in form
    given = {"ground": "risk-to-a-person", "text": "x", "answers": "", "keep_redactions": ""}
    refused = sent(alice, path, given, 422)
    assert "holdfast review" not in refused and "legal hold" in refused


def test_no_command_of_a_terminal_stands_on_a_page() -> None:
    assert no_command("Run: holdfast seal") == "" and no_command("Ask another reviewer") != ""
    page = Template("{% load holdfast %}{{ text|no_command }}").render(Context({"text": "holdfast seal"}))
    assert page == ""


def test_everybody_reads_in_the_custody_that_it_was_expunged(
    client_of: Browser,
    house: House,
    rosa: Client,  # noqa: F811
) -> None:
    alice, rania, charlie = client_of("alice"), client_of("rania"), client_of("charlie")
    key = letter(alice, level="0")
    alice.get(f"/evidence/{key}/")
    before = charlie.get(f"/evidence/{key}/").content.decode()
    assert "about it is not shown to you" in before or "about it are not shown to you" in before
    assert "not shown to you" not in alice.get(f"/evidence/{key}/").content.decode()
    given = {"ground": "risk-to-a-person", "text": "x", "answers": "", "keep_redactions": ""}
    found = re.search(r"(X-\d+) waits", sent(alice, f"/desk/evidence/{key}/expunge/", given))
    assert found
    for reviewer in (rania, rosa):
        sent(reviewer, f"/desk/evidence/expunges/{found[1]}/approve/", {})
    page = charlie.get(f"/evidence/{key}/").content.decode()
    custody = page[page.index('id="custody"') :]
    assert ">expunged<" in custody and "rosa" not in custody and "rania" not in custody
    assert "not shown to you" in custody
    told = charlie.get(f"/evidence/{key}.json").json()
    assert told["custody"][-1]["what"] == "expunged" and told["custody"][-1]["by"] is None
    assert told["custody_not_shown"] > 0
    assert "rosa" in alice.get(f"/evidence/{key}/").content.decode()
