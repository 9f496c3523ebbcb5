"""What people do with evidence through forms: ask, keep, watch, answer, agree, redact, hold, expunge."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from holdfast.evidence.queries.captures import capture, part_bytes
from holdfast.evidence.queries.reviews import review_state
from holdfast.evidence.queries.watches import requests_list, watches_list
from holdfast.people.actions import add_account
from holdfast.people.types import Level, Role
from holdfast.web.evidence.forms import WatchForm
from web.conftest import PASSWORD, House

pytestmark = pytest.mark.usefixtures("house")
Browser = Callable[[str], Client]
LETTER = "To the baker, from Mira Example.\nThirty-eight loaves came. Mira Example counted them.\n"


@pytest.fixture
def rosa(house: House, client_of: Browser) -> Iterator[Client]:
    """Another reviewer's browser."""
    add_account(
        viewer=house.people["adam"], username="rosa", name="Rosa", role=Role.REVIEWER, password=PASSWORD
    )
    yield client_of("rosa")


def sent(client: Client, path: str, given: dict[str, object], status: int = 200) -> str:
    answered = client.post(path, given, follow=True)
    page = answered.content.decode()
    assert answered.status_code == status, (path, answered.status_code, page[:2000])
    return page


def letter(alice: Client, name: str = "letter.txt", level: str = "20") -> str:
    """The key of a letter kept through the form."""
    file = SimpleUploadedFile(name, LETTER.encode())
    page = sent(alice, "/desk/evidence/upload/", {"file": file, "document": "", "level": level})
    found = re.search(r"kept as (E-\d+)", page)
    assert found, page[:2000]
    return found[1]


def test_addresses_are_asked_for_and_the_page_says_how_far_they_are(client_of: Browser, house: House) -> None:
    alice = client_of("alice")
    given = {
        "addresses": "https://example.org/a\nhttps://example.org/b ap-2025-12-10\n",
        "method": "http",
        "level": "20",
    }
    page = sent(alice, "/desk/evidence/capture/", given)
    assert "2 addresses wait to be captured." in page and "0 captured, 2 waiting, 0 came to nothing" in page
    assert {one.document for one in requests_list(house.people["alice"])} == {None, "ap-2025-12-10"}
    assert "2 addresses wait to be captured." in alice.get("/desk/").content.decode()
    assert "https://example.org/a" not in client_of("charlie").get("/evidence/").content.decode()


def test_a_line_that_is_no_wish_is_sent_back(client_of: Browser) -> None:
    alice = client_of("alice")
    given = {"addresses": "https://a.example x y", "method": "http", "level": "20"}
    page = sent(alice, "/desk/evidence/capture/", given, 422)
    assert "Line 1: an address, and at most the id of one document after it." in page
    given["addresses"] = "https://a.example no-such-document"
    assert "There is no document" in sent(alice, "/desk/evidence/capture/", given, 422)
    assert 'value="ap-2025-12-10"' not in alice.get("/desk/evidence/capture/ap-2025-12-10/").content.decode()
    assert " ap-2025-12-10</textarea>" in alice.get("/desk/evidence/capture/ap-2025-12-10/").content.decode()


def test_a_file_is_kept_under_a_name_that_is_safe(client_of: Browser, house: House) -> None:
    key = letter(client_of("alice"), name="../../etc/pass wd\u202etxt")
    (part,) = capture(house.people["alice"], key).parts
    assert "/" not in part.name and "\u202e" not in part.name
    assert part_bytes(house.people["alice"], key, part.name) == LETTER.encode()


def test_an_address_is_watched_and_let_go(client_of: Browser, house: House) -> None:
    alice = client_of("alice")
    given = {
        "address": "https://example.org/",
        "every_hours": "6",
        "method": "http",
        "document": "",
        "level": "20",
    }
    assert "every 6 hours" in sent(alice, "/desk/evidence/watch/", given)
    (watch,) = watches_list(house.people["alice"])
    assert "watched no more" in sent(alice, f"/desk/evidence/watches/{watch.id}/stop/", {})
    assert watches_list(house.people["alice"]) == ()


def test_two_others_confirm_an_answer(client_of: Browser, house: House, rosa: Client) -> None:
    alice, rania, adam = client_of("alice"), client_of("rania"), client_of("adam")
    key = letter(alice)
    words = {"text": "As it was given", "method": "Read it", "reasons": "Nothing speaks against it"}
    path = f"/desk/evidence/{key}/answer"
    assert sent(rania, f"{path}/untampered/", {**words, "finding": ""}, 422)
    assert "Your answer was recorded." in sent(rania, f"{path}/untampered/", {**words, "finding": "yes"})
    assert "Your answer was recorded." in sent(rania, f"{path}/where/", words)
    state = review_state(house.people["rania"], key)
    number = next(one for answers in state.answers.values() for one in answers if one.finding).id
    confirm = f"/desk/evidence/{key}/answers/{number}/confirm/"
    assert "collected" in sent(alice, confirm, {"agrees": "yes", "reason": ""}, 422)
    assert "You agreed." in sent(rosa, confirm, {"agrees": "yes", "reason": ""})
    assert not review_state(house.people["rania"], key).confirmed
    page = sent(adam, confirm, {"agrees": "yes", "reason": ""})
    assert "Confirmed as untampered by" in page and review_state(house.people["rania"], key).confirmed
    assert "You disagreed." in sent(adam, confirm, {"agrees": "no", "reason": "On a second look no"})
    assert client_of("alice").get(f"/desk/evidence/{key}/answer/whence/").status_code == 404
    assert f'"{key}",' not in b"".join(alice.get("/evidence.csv?outcome=failed")).decode()


def test_a_redacted_copy_is_asked_for_by_one_and_approved_by_another(
    client_of: Browser, house: House
) -> None:
    alice, rania, charlie = client_of("alice"), client_of("rania"), client_of("charlie")
    key = letter(alice)
    path = f"/desk/evidence/{key}/redact/letter.txt/"
    given = {"places": "", "phrases": "Mira Example", "reason": "Her name", "level": "0"}
    assert "does not stand in the text" in sent(alice, path, {**given, "phrases": "Nobody"}, 422)
    assert "Name at least one place" in sent(alice, path, {**given, "phrases": ""}, 422)
    assert "is not a place" in sent(alice, path, {**given, "places": "somewhere"}, 422)
    found = re.search(r"(R-\d+) waits", sent(alice, path, given))
    assert found
    wish = found[1]
    assert f"{wish}</bdi> redacted copy of" in alice.get("/desk/").content.decode()
    approve = f"/desk/evidence/redactions/{wish}/approve/"
    assert alice.get(approve).status_code == 403
    looked_at = rania.get(approve).content.decode()
    assert "Mira" not in looked_at and "█████ counted them" in looked_at
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', looked_at)
    assert seen
    assert "not the one that was looked at" in sent(rania, approve, {"seen": "0" * 64}, 422)
    page = sent(rania, approve, {"seen": seen[1]})
    assert "was made" in page and "█████ counted them" in page
    public = charlie.get(f"/evidence/redactions/{wish}/").content.decode()
    assert "█████ counted them" in public and f'href="/evidence/{key}/"' not in public
    assert charlie.get(f"/evidence/{key}/").status_code == 404
    copy = charlie.get(f"/evidence/redactions/{wish}/copy")
    assert b"Mira" not in b"".join(copy) and "attachment" in copy.headers["Content-Disposition"]
    record = charlie.get(f"/evidence/redactions/{wish}/record")
    assert b"holdfast redaction 1" in b"".join(record)


def test_a_region_of_a_picture_is_chosen_on_a_grid_and_refused(client_of: Browser) -> None:
    alice, rania = client_of("alice"), client_of("rania")
    path = "/desk/evidence/E-0001/redact/open.png/"
    assert "?show=yes&amp;rule=yes" in alice.get(path).content.decode()
    assert alice.get("/evidence/E-0001/picture/open.png?show=yes&rule=yes").status_code == 200
    given = {"places": "0, 0, 10, 10", "phrases": "", "reason": "A face", "level": "0"}
    found = re.search(r"(R-\d+) waits", sent(alice, path, given))
    assert found
    picture = rania.get(f"/desk/evidence/redactions/{found[1]}/picture")
    assert picture.status_code == 200 and "sandbox" in picture.headers["Content-Security-Policy"]
    assert "was refused." in sent(
        rania, f"/desk/evidence/redactions/{found[1]}/refuse/", {"reason": "Not it"}
    )
    assert "outside the picture" in sent(alice, path, {**given, "places": "0 0 999 999"}, 422)


def test_a_hold_stops_an_expunge_and_a_tombstone_is_all_that_stays(
    client_of: Browser, house: House, rosa: Client
) -> None:
    alice, rania = client_of("alice"), client_of("rania")
    key = letter(alice, level="0")
    base = f"/desk/evidence/{key}"
    assert "under a legal hold" in sent(alice, f"{base}/hold/", {"reason": "A court asked"})
    given = {
        "ground": "risk-to-a-person",
        "text": "It names who wrote it",
        "answers": "",
        "keep_redactions": "",
    }
    assert "legal hold is on" in sent(alice, f"{base}/expunge/", given, 422)
    assert "was released" in sent(rania, f"{base}/release/", {"reason": "The court is done"})
    found = re.search(r"(X-\d+) waits", sent(alice, f"{base}/expunge/", given))
    assert found
    approve = f"/desk/evidence/expunges/{found[1]}/approve/"
    assert "one more person" in sent(rania, approve, {})
    assert "Mira Example" in client_of("charlie").get(f"/evidence/{key}/").content.decode()
    assert "was expunged; its tombstone stands." in sent(rosa, approve, {})
    for who in ("charlie", "alice"):
        client = client_of(who)
        page = client.get(f"/evidence/{key}/").content.decode()
        assert "Mira" not in page and "letter.txt" not in page and "risk to a person" in page
        assert "Deleted since: it was collected by" in page and "/redact/" not in page
        assert client.get(f"/evidence/{key}.json").json()["parts"] == []
        assert client.get(f"/evidence/{key}/picture/letter.txt").status_code == 404
    assert alice.get(f"/evidence/{key}/parts/letter.txt").status_code == 404
    assert alice.get(f"/evidence/{key}/manifest").status_code == 404
    assert "expunged" in sent(alice, f"{base}/flag/", {"reason": "Too late"}, 422)


def test_after_an_expunge_the_words_about_it_are_the_desks_alone(
    client_of: Browser, house: House, rosa: Client
) -> None:
    alice, rania, charlie = client_of("alice"), client_of("rania"), client_of("charlie")
    key = letter(alice, name="words.txt", level="0")
    base = f"/desk/evidence/{key}"
    copy = {"places": "", "phrases": "Mira Example", "reason": "It names Jane Copied", "level": "0"}
    found = re.search(r"(R-\d+) waits", sent(alice, f"{base}/redact/words.txt/", copy))
    assert found
    approve = f"/desk/evidence/redactions/{found[1]}/approve/"
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', rania.get(approve).content.decode())
    assert seen
    sent(rania, approve, {"seen": seen[1]})
    sent(alice, f"{base}/flag/", {"reason": "Jane Flagged"})
    sent(alice, f"{base}/hold/", {"reason": "Jane Held"})
    sent(rania, f"{base}/release/", {"reason": "Jane Released"})
    said = {"text": "Jane Answered", "method": "Jane Asked", "reasons": "Jane Weighed"}
    sent(alice, f"{base}/answer/what/", said)
    given = {"ground": "risk-to-a-person", "text": "Jane Deleted", "answers": "", "keep_redactions": "on"}
    wish = re.search(r"(X-\d+) waits", sent(alice, f"{base}/expunge/", given))
    assert wish
    before = charlie.get(f"/evidence/{key}/").content.decode()
    assert "Jane Flagged" in before and "What came" in before
    for reviewer in (rania, rosa):
        sent(reviewer, f"/desk/evidence/expunges/{wish[1]}/approve/", {})
    (kept,) = review_state(house.people["alice"], key).redactions
    for path in (f"{key}/", f"{key}.json", f"redactions/{kept.key}/"):
        page = charlie.get(f"/evidence/{path}").content.decode()
        assert "Jane" not in page and "What came" not in page and key in page, path
    assert "risk to a person" in charlie.get(f"/evidence/{key}/").content.decode()
    assert charlie.get(f"/ar/evidence/{key}/").status_code == 200
    page = alice.get(f"/evidence/{key}/").content.decode()
    words = ("Copied", "Flagged", "Held", "Released", "Answered", "Deleted")
    assert all(f"Jane {word}" in page for word in words)
    assert "Jane Copied" in alice.get(f"/evidence/redactions/{kept.key}/").content.decode()


def test_a_flag_is_set_and_lifted(client_of: Browser, house: House) -> None:
    alice = client_of("alice")
    key = letter(alice)
    assert "veiled until somebody asks" in sent(alice, f"/desk/evidence/{key}/flag/", {"reason": "Blood"})
    assert capture(house.people["alice"], key).graphic
    assert "The flag was lifted." in sent(alice, f"/desk/evidence/{key}/flag/", {"reason": "Only paint"})


def test_a_level_beyond_ones_own_is_refused(client_of: Browser) -> None:
    file = SimpleUploadedFile("a.txt", b"a")
    given = {"file": file, "document": "", "level": "30"}
    page = sent(client_of("alice"), "/desk/evidence/upload/", given, 422)
    assert "The level “restricted” is above your clearance." in page and 'value="30"' not in page
    given["level"] = "7"
    assert "Error:" in sent(client_of("alice"), "/desk/evidence/upload/", given, 422)
    offered = client_of("adam").get("/desk/evidence/watch/").content.decode()
    assert 'value="30"' in offered and re.search(r'value="20"\s+selected', offered)
    assert "Error:" in sent(client_of("alice"), "/desk/evidence/upload/", {"level": "20"}, 422)


def test_who_sees_less_than_the_desk_files_at_their_own_level(house: House) -> None:
    form = WatchForm()
    form.offer_to(replace(house.people["alice"], clearance=Level.ALLIES))
    assert form["level"].initial == 10 and 'value="20"' not in str(form["level"])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("javascript:alert(1)", "not javascript"),
        ("ftp://example.org/a", "not ftp"),
        ("https://mira:secret@example.org/", "password"),
        ("http://127.0.0.1:8000/", "127.0.0.1 is "),
        ("http://169.254.169.254/latest", "169.254.169.254 is "),
        ("http://[::1]/", "::1 is "),
    ],
)
def test_an_address_that_would_never_be_fetched_is_never_stored(
    client_of: Browser, house: House, address: str, said: str
) -> None:
    alice = client_of("alice")
    waiting = len(requests_list(house.people["alice"]))
    given = {"addresses": f"https://example.org/a\n{address}", "method": "http", "level": "20"}
    page = sent(alice, "/desk/evidence/capture/", given, 422)
    assert "Line 2:" in page and said in page
    watched = {"address": address, "every_hours": "6", "method": "http", "document": "", "level": "20"}
    assert said in sent(alice, "/desk/evidence/watch/", watched, 422)
    assert len(requests_list(house.people["alice"])) == waiting
    assert not [one for one in watches_list(house.people["alice"]) if one.address == address]
