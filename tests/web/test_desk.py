"""What people do at the desk, through its forms: add, correct, publish, manage; and what they are told."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from holdfast.record.queries import row_history
from holdfast.web.access import at
from web.conftest import House

pytestmark = pytest.mark.usefixtures("house")
Browser = Callable[[str], Client]


def test_the_morning_page_opens_in_both_languages(client_of: Browser) -> None:
    for prefix in ("", "/ar"):
        assert client_of("alice").get(f"{prefix}/desk/").status_code == 200


def test_a_source_a_document_and_an_observation_are_added(client_of: Browser) -> None:
    alice = client_of("alice")
    said = alice.post(
        "/desk/sources/add/", {"key": "new-source", "name_en": "New source", "level": "0"}, follow=True
    )
    assert "The source was added." in said.content.decode()
    document = {
        "key": "new-doc",
        "source": "new-source",
        "title_en": "A report",
        "said": "2026-01-02",
        "level": "0",
    }
    assert alice.post("/desk/documents/add/", document, follow=True).status_code == 200
    row = {
        "series": "hidden-school-served",
        "document": "new-doc",
        "about": "2025-06-01",
        "status": "reported",
        "value": "91",
    }
    answer = alice.post("/desk/observations/add/", row, follow=True)
    assert "The observation was added as O-" in answer.content.decode()


def test_a_correction_keeps_both_editions(client_of: Browser, house: House) -> None:
    alice = client_of("alice")
    given = {"status": "reported", "value": "12345", "reason": "The page says so"}
    answer = alice.post("/desk/rows/O-1/correct/", given, follow=True)
    assert "O-1 was corrected by" in answer.content.decode()
    history = row_history(house.people["alice"], "O-1")
    assert [edition.edition for edition in history] == [1, 2] and history[1].reason == "The page says so"
    assert "This row was corrected" in alice.get("/rows/O-1/").content.decode()


def test_a_correction_without_a_reason_is_sent_back_with_a_summary(client_of: Browser) -> None:
    answer = client_of("alice").post("/desk/rows/O-1/correct/", {"status": "reported", "value": "1,5"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page and 'href="#id_reason"' in page and 'href="#id_value"' in page


def test_what_the_room_refuses_is_told_and_nothing_is_written(client_of: Browser) -> None:
    document = {"key": "lost", "source": "nobody-at-all", "title_en": "x", "said": "2026-01-02", "level": "0"}
    answer = client_of("alice").post("/desk/documents/add/", document)
    assert answer.status_code == 422 and "Nothing was written" in answer.content.decode()


def test_an_editor_does_not_publish_and_a_reviewer_does(client_of: Browser) -> None:
    given = {"reason": "Asked again", "as_of": "2026-08-01"}
    assert client_of("alice").post("/desk/figures/F-0003/publish/", given).status_code == 403
    answer = client_of("rania").post("/desk/figures/F-0003/publish/", given, follow=True)
    assert "was published" in answer.content.decode() or "There is a problem" in answer.content.decode()


def test_an_admin_makes_and_changes_accounts(client_of: Browser) -> None:
    adam = client_of("adam")
    given = {
        "username": "nour",
        "name": "Nour",
        "role": "editor",
        "clearance": "20",
        "password": "another long invented phrase",
    }
    assert "The account nour was made." in adam.post("/desk/people/add/", given, follow=True).content.decode()
    changed = adam.post("/desk/people/nour/role/", {"role": "reviewer", "clearance": "20"}, follow=True)
    assert "The role of nour was changed." in changed.content.decode()
    assert "closed" in adam.post("/desk/people/nour/close/", {}, follow=True).content.decode()
    assert adam.get("/desk/people/nobody/role/").status_code == 404


def test_signing_in_and_out(client_of: Browser) -> None:
    client = client_of("charlie")
    wrong = client.post("/accounts/login/", {"login": "alice", "password": "wrong"})
    assert "There is a problem" in wrong.content.decode()
    client.post("/accounts/login/", {"login": "alice", "password": "a long enough invented phrase"})
    assert client.get("/desk/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("path", ["/accounts/2fa/", "/accounts/password/change/", "/accounts/logout/"])
def test_account_pages_stand_in_our_design(client_of: Browser, path: str) -> None:
    answer = client_of("alice").get(path)
    assert answer.status_code == 200 and "The test coalition" in answer.content.decode()


def test_an_address_without_a_declared_permission_cannot_be_made() -> None:
    with pytest.raises(ImproperlyConfigured):
        at("x/", lambda request: None, "x")  # type: ignore[arg-type, return-value]
