"""The page where a draft is checked: answer first, beside its text, nothing stored but what a person accepts."""

import html
import json
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from holdfast.claims.proposing import ModelFailed, ModelSettings, Proposed, Suggestion
from holdfast.claims.queries.reports import report_detail, reports_count
from holdfast.journal.queries import head
from holdfast.people.models import User
from holdfast.web.claims import check_run
from web.conftest import House

HERE = "/claims/check/"
DRAFT = (
    "The Media Office counted an average of 145 trucks a day.\n\n"
    "On 10 October 2025 the truce began; <b>tens of thousands</b> walked home & some 12,345 kites flew.\n\n"
    "في ٣١ أكتوبر 2025 دخلت ١٤٥ شاحنة يوميا.\n"
)
Clients = Callable[[str], Client]


def checked(client: Client, text: str = DRAFT, at: str = HERE, **more: Any) -> str:
    answer = client.post(at, {"text": text, "whose": "desk", **more})
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def accepting(page: str, **changes: str) -> dict[str, str]:
    sealed = re.search('name="checked" value="([^"]+)"', page)
    assert sealed
    lines = re.findall(r'name="(accept-(?:\d+|together))"', page)
    given = dict.fromkeys(lines, "yes")
    return {
        "do": "accept",
        "checked": html.unescape(sealed[1]),
        "title": "A draft",
        "level": "20",
        **given,
        **changes,
    }


def test_it_works(client_of: Clients) -> None:
    page = checked(client_of("alice"))
    heading = re.search("<h1[^>]*>(.*?)</h1>", page, re.S)
    assert heading and re.search(r"\d+ of \d+ line|\d+ lines? checked", heading[1])
    numbers = re.findall(r'<li id="f(\d+)"', page)
    assert numbers and all(f'href="#f{number}"' in page for number in numbers)
    assert "12,345" in page and "Rule <code>" in page


def test_each_item_has_mark_number_and_word(client_of: Clients) -> None:
    tags = re.findall(
        r'<bdi class="tag"><i aria-hidden="true">(.*?)</i> (\d+) <span>(.*?)</span></bdi>',
        checked(client_of("alice")),
    )
    assert tags and all(mark and number and word for mark, number, word in tags)


def test_the_text_is_shown_and_never_run(client_of: Clients) -> None:
    page = checked(client_of("alice"), DRAFT + '<script>alert(1)</script> 44 <img src=x onerror="x">')
    assert "<script>alert" not in page and "<img" not in page and "&lt;b&gt;" in page
    assert "walked home &amp; some" in page


def test_each_paragraph_finds_its_own_direction(client_of: Clients) -> None:
    draft = re.search(r'<div class="draft".*?</div>', checked(client_of("alice")), re.S)
    assert draft and draft[0].count('<p dir="auto">') >= 3 and "<bdi>١٤٥</bdi>" in draft[0]


def test_nothing_is_stored_and_nothing_is_cached(client_of: Clients, house: House) -> None:
    client = client_of("alice")
    before = head().seq, reports_count(house.people["alice"])
    answer = client.post(HERE, {"text": DRAFT, "whose": "desk"})
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert (head().seq, reports_count(house.people["alice"])) == before
    with CaptureQueriesContext(connection) as asked:
        client.post(HERE, {"text": DRAFT, "whose": "desk"})
    assert not [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_what_is_checked_stands_in_no_line_of_a_log(
    client_of: Clients, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level("DEBUG")
    alice, secret = client_of("alice"), "Some 12,345 kites flew over Hiddenhaven."
    checked(alice, secret)
    assert alice.post(HERE, {"text": secret, "whose": "source"}).status_code == 422
    alice.post("/api/v1/check", json.dumps({"text": secret}), content_type="application/json")

    def broken(*args: object, **more: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr("holdfast.web.claims.check.checked_state", broken)
    alice.raise_request_exception = False
    assert alice.post(HERE, {"text": secret, "whose": "desk"}).status_code == 500
    assert "a defect" in caplog.text
    assert "Hiddenhaven" not in caplog.text and "12,345" not in caplog.text


def test_a_stranger_is_asked_to_sign_in(charlie: Client) -> None:
    for answer in (charlie.get(HERE), charlie.post(HERE, {"text": DRAFT})):
        assert answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]


def test_a_reader_checks_and_does_not_accept(client_of: Clients, house: House) -> None:
    bob = client_of("bob")
    page = checked(bob)
    assert 'name="checked"' not in page and "address" not in bob.get(HERE).content.decode().split("<form")[1]
    given, before = accepting(checked(client_of("alice"))), reports_count(house.people["alice"])
    assert bob.post(HERE, given).status_code in (403, 422)
    assert reports_count(house.people["alice"]) == before


def test_a_form_from_elsewhere_is_refused(house: House, db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="alice"))
    assert client.post(HERE, {"text": DRAFT, "whose": "desk"}).status_code == 403


def test_a_person_accepts_each_line(client_of: Clients, house: House) -> None:
    alice = client_of("alice")
    page = checked(alice)
    given = accepting(page)
    first = next(name for name in given if name.startswith("accept-"))
    number = first.removeprefix("accept-")
    answer = alice.post(HERE, {name: value for name, value in given.items() if name != first})
    assert answer.status_code == 422 and f"Line {number}: accept it" in answer.content.decode()
    changed = {**given, f"verdict-{number}": "not checkable"}
    del changed[first]
    answer = alice.post(HERE, changed)
    assert answer.status_code == 422 and f"Line {number}: say why" in answer.content.decode()
    answer = alice.post(HERE, {**changed, f"reason-{number}": "We know better <here>"})
    assert answer.status_code == 302
    key = answer.headers["Location"].rstrip("/").rpartition("/")[2]
    found = report_detail(house.people["alice"], key)
    assert (found.desk, found.text, found.by) == (True, "", "alice") and len(found.sha256) == 64
    assert found.lines[0].verdict == "not checkable" and found.lines[0].reason == "We know better <here>"
    assert all(line.accepted_by == "alice" for line in found.lines)
    shown = alice.get(f"/claims/reports/{key}/").content.decode()
    assert "Decided otherwise by alice" in shown and "We know better &lt;here&gt;" in shown


def test_the_text_is_kept_where_somebody_asks_for_it(client_of: Clients, house: House) -> None:
    alice = client_of("alice")
    answer = alice.post(HERE, accepting(checked(alice), keep_text="on"))
    found = report_detail(house.people["alice"], answer.headers["Location"].rstrip("/").rpartition("/")[2])
    assert found.text == DRAFT and found.sha256 == sha256(DRAFT.encode()).hexdigest()


def test_what_is_accepted_is_what_was_shown(client_of: Clients) -> None:
    alice = client_of("alice")
    given = accepting(checked(alice))
    for sealed in ("", "x", given["checked"][:-2] + "xx"):
        answer = alice.post(HERE, {**given, "checked": sealed})
        assert answer.status_code == 422 and "Nothing was stored" in answer.content.decode()
    answer = client_of("rania").post(HERE, given)
    assert answer.status_code == 422 and "did not come from this page" in answer.content.decode()


def test_a_source_s_text_is_kept_as_the_source_s(client_of: Clients, house: House) -> None:
    alice = client_of("alice")
    answer = alice.post(HERE, accepting(checked(alice, whose="source", source="cogat")))
    found = report_detail(house.people["alice"], answer.headers["Location"].rstrip("/").rpartition("/")[2])
    assert (found.desk, found.source) == (False, "cogat")


def test_nobody_s_text_is_the_house_s_unless_a_person_says_so(client_of: Clients, house: House) -> None:
    alice = client_of("alice")
    form = alice.get(HERE).content.decode()
    assert form.count('name="whose"') == 3 and not re.search(r'name="whose"[^>]*checked', form)
    answer = alice.post(HERE, accepting(checked(alice, whose="other", name="The Kite Post")))
    found = report_detail(house.people["alice"], answer.headers["Location"].rstrip("/").rpartition("/")[2])
    assert (found.desk, found.source, found.other) == (False, None, "The Kite Post")
    assert "The Kite Post" in alice.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Paste a text, choose a file or give an address."),
        ({"text": "  \n "}, "There is a problem"),
        ({"text": "5 lorries", "address": "https://example.org/"}, "Give one of the three"),
        ({"text": "5 lorries", "whose": "source"}, "Say which source it is."),
        ({"text": "5 lorries", "whose": "other"}, "Say who wrote it."),
        ({"text": "5 lorries", "whose": ""}, "Whose text it is"),
        ({"text": "5 lorries", "published": "yesterday"}, "The text’s own date"),
        ({"text": "x" * 1_200_000}, "a page checks 500,000"),
        ({"text": "x" * 4_900_000}, "a page checks 500,000"),
        ({"text": "x" * 5_100_000}, "The text has more than 5 MB"),
    ],
)
def test_what_cannot_be_checked_is_answered(client_of: Clients, given: dict[str, str], said: str) -> None:
    answer = client_of("alice").post(HERE, {"whose": "desk", **given})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422 and said in page and "There is a problem" in page


def test_what_is_pasted_is_never_fetched(client_of: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(*args: object) -> None:
        raise AssertionError("fetched")

    monkeypatch.setattr("holdfast.claims.reading.drafts.read_address", fetch)
    assert "Nothing in this text can be checked" in checked(client_of("bob"), "https://inside.example.org/")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.txt", b"Some 12,345 kites flew over the bay."),
        ("a.md", b"# Kites\n\nSome **12,345** kites flew over the bay.\n"),
        (
            "a.html",
            b"<html><body><p>Some 12,345 kites flew over the bay.</p><script>6</script></body></html>",
        ),
    ],
)
def test_a_file_is_read_by_what_it_is(client_of: Clients, name: str, body: bytes) -> None:
    answer = client_of("alice").post(HERE, {"file": SimpleUploadedFile(name, body), "whose": "desk"})
    assert answer.status_code == 200 and "12,345" in answer.content.decode()


@pytest.mark.parametrize(
    "body", [b"", b"%PDF-1.7 broken", b"PK\x03\x04 no zip", b"\x89PNG\r\n\x1a\n" + b"0" * 99]
)
def test_a_file_that_is_no_draft_is_answered(client_of: Clients, body: bytes) -> None:
    answer = client_of("alice").post(HERE, {"file": SimpleUploadedFile("a.pdf", body), "whose": "desk"})
    assert answer.status_code == 422 and "There is a problem" in answer.content.decode()


def test_furniture_stands_greyed_with_its_reason(client_of: Clients) -> None:
    long = (
        "The office said on Monday that the crossing stayed shut for the whole of the week, as it had before. "
        * 4
    )
    page = checked(
        client_of("alice"),
        f"{long}\n\n{long} Some 12,345 kites flew.\n\nShare on Facebook\n\nAll rights reserved © 2025\n",
    )
    assert 'class="furniture"' in page and "not checked: " in page


def test_it_is_said_in_arabic(client_of: Clients) -> None:
    page = checked(client_of("alice"), at="/ar" + HERE)
    assert ('dir="rtl"' in page and "يُردّ على" in page) or "ولا يناقض" in page
    assert "Findings" not in page and "I accept" not in page


def test_check_stands_in_the_navigation_of_who_is_signed_in(client_of: Clients, charlie: Client) -> None:
    link = f'href="{HERE}"'
    assert link in client_of("bob").get("/how-we-count/").content.decode()
    assert link not in charlie.get("/how-we-count/").content.decode()


def test_a_desk_without_a_model_does_not_speak_of_one(client_of: Clients) -> None:
    assert "language model" not in client_of("alice").get(HERE).content.decode()


def test_with_a_model_the_page_says_where_the_text_goes(
    client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = ModelSettings("https://models.example.org/v1", "small-one")
    asked: list[dict[str, object]] = []

    def propose(text: str, **given: object) -> Proposed:
        asked.append(given)
        if len(asked) > 1:
            raise ModelFailed("The language model was asked in vain")
        one = Suggestion(0, 3, "The", "Words <of> it", "small-one", "ab" * 32)
        return Proposed((one,), 2, "small-one", named.host)

    monkeypatch.setattr("holdfast.web.claims.check.model_settings", lambda: named)
    monkeypatch.setattr("holdfast.web.claims.check.propose", propose)
    alice = client_of("alice")
    assert "models.example.org" in alice.get(HERE).content.decode()
    assert "Pointed at" not in checked(alice) and asked == []
    page = checked(alice, model="on", restricted="on")
    assert "Words &lt;of&gt; it" in page and "abababababab" in page and "small-one" in page
    assert asked[0]["level"] == 30
    assert "asked in vain" in checked(alice, model="on")


def test_the_api_checks_for_who_is_signed_in(client_of: Clients, charlie: Client) -> None:
    body = json.dumps({"text": DRAFT})
    at = "/api/v1/check"
    assert charlie.post(at, body, content_type="application/json").status_code == 401
    answer = client_of("bob").post(at, body, content_type="application/json")
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "private, no-store"
    for item in answer.json()["items"]:
        assert DRAFT[item["start"] : item["end"]] == item["text"]


def test_a_long_text_takes_the_queries_of_a_short_one(client_of: Clients) -> None:
    said = "The office counted 145 trucks a day and 342 people since 10 October 2025. "
    words = (
        said + "Nobody at the crossing would say what that meant for who waited there all week. " * 5
    ) * 18
    alice, asked = client_of("alice"), []
    for text in (words, words[:200], words):  # the first reads the record
        with CaptureQueriesContext(connection) as queries:
            checked(alice, text)
        asked.append(len(queries))
    assert asked[2] == asked[1]


def test_one_entry_of_the_navigation_is_where_one_is(client_of: Clients) -> None:
    page = client_of("bob").get(HERE).content.decode()
    assert page.count('aria-current="page"') == 1


def test_a_text_of_a_thousand_figures_is_counted_whole_and_shown_in_part(client_of: Clients) -> None:
    page = checked(client_of("alice"), "The office counted 145 trucks. " * 1000)
    assert "1000 lines" in page.replace(",", "") and "The first 250 lines are shown" in page
    assert 'name="checked"' not in page and 'id="f251"' not in page


def test_a_page_checks_no_more_than_it_says() -> None:
    assert check_run.MOST_CHARS == 500_000


def test_what_the_record_holds_nothing_of_is_accepted_with_one_tick(client_of: Clients, house: House) -> None:
    alice = client_of("alice")
    page = checked(alice, "It takes 12 kites, 13 kites, 14 kites, 15 kites and 16 kites to see the bay.")
    given = accepting(page)
    assert [name for name in given if name.startswith("accept-")] == ["accept-together"]
    bare = {name: value for name, value in given.items() if name != "accept-together"}
    answer = alice.post(HERE, bare)
    told = answer.content.decode()
    assert (
        answer.status_code == 422 and "5 lines are not decided yet" in told and "Line 2: accept" not in told
    )
    answer = alice.post(HERE, {**given, "keep_context": "on"})
    key = answer.headers["Location"].rstrip("/").rpartition("/")[2]
    found = report_detail(house.people["alice"], key)
    assert found.text == "" and len(found.lines) == 5
    assert all(0 < len("".join(line.item["context"])) <= 80 for line in found.lines)
    assert "to see the bay" in alice.get(answer.headers["Location"]).content.decode()
    answer = alice.post(HERE, given)
    key = answer.headers["Location"].rstrip("/").rpartition("/")[2]
    assert not any("context" in line.item for line in report_detail(house.people["alice"], key).lines)
