"""Signing in, in both languages; nobody signs up."""

import pytest
from allauth.mfa.adapter import get_adapter
from django.test import Client

from conftest import PASSWORD
from holdfast.journal.queries import lines
from holdfast.people.actions import deactivate_account
from holdfast.people.models import User
from holdfast.people.types import Viewer

pytestmark = pytest.mark.django_db


def sign_in(client: Client, username: str, password: str = PASSWORD) -> bool:
    client.post("/accounts/login/", {"login": username, "password": password})
    return "_auth_user_id" in client.session


def test_it_works(client: Client, alice: Viewer) -> None:
    assert client.get("/accounts/login/").status_code == 200
    assert sign_in(client, "alice")


def test_the_name_is_the_same_in_capitals(client: Client, alice: Viewer) -> None:
    assert sign_in(client, "Alice")


def test_a_wrong_password_does_not_sign_in(client: Client, alice: Viewer) -> None:
    assert not sign_in(client, "alice", "a wrong but long phrase")


def test_a_closed_account_does_not_sign_in(client: Client, adam: Viewer, alice: Viewer) -> None:
    deactivate_account(viewer=adam, username="alice")
    assert not sign_in(client, "alice")


def test_nobody_signs_up(client: Client) -> None:
    client.post("/accounts/signup/", {"username": "mallory", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


def test_a_changed_password_is_a_line_in_the_journal(client: Client, alice: Viewer) -> None:
    sign_in(client, "alice")
    new = "quite another long phrase"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert User.objects.get(username="alice").check_password(new)
    assert (lines()[-1].actor, lines()[-1].verb) == ("alice", "set_password")


def test_an_easily_guessed_new_password_is_refused(client: Client, alice: Viewer) -> None:
    sign_in(client, "alice")
    client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    )
    assert User.objects.get(username="alice").check_password(PASSWORD)


def test_second_factors_are_stored_encrypted() -> None:
    kept = get_adapter().encrypt("SECRET")
    assert "SECRET" not in kept
    assert get_adapter().decrypt(kept) == "SECRET"


def test_when_a_person_last_signed_in_is_not_stored(client: Client, alice: Viewer) -> None:
    sign_in(client, "alice")
    assert "last_login" not in {field.name for field in User._meta.get_fields()}


@pytest.mark.parametrize(
    ("path", "language"), [("/accounts/login/", "en"), ("/ar/accounts/login/", "ar"), ("/nowhere/", "en")]
)
@pytest.mark.parametrize("wish", ["", "ar", "en", "fr;q=1, ar;q=0.9"])
def test_the_language_is_the_paths_alone(client: Client, path: str, language: str, wish: str) -> None:
    client.cookies["django_language"] = "ar"
    answer = client.get(path, headers={"accept-language": wish})
    assert answer.headers["Content-Language"] == language
    assert "accept-language" not in answer.headers.get("Vary", "").lower()
