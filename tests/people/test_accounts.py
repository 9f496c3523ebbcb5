"""Accounts are made and changed by somebody who may, each with its line in the journal."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from holdfast.journal.queries import head, lines, verify
from holdfast.people import actions, queries
from holdfast.people.errors import AccountExists, AccountInvalid, LastAdmin, NotAllowed, PersonUnknown
from holdfast.people.models import User
from holdfast.people.types import Level, Permission, Role, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
GOOD = "another long invented phrase"


def test_it_works(adam: Viewer) -> None:
    alice = actions.add_account(viewer=adam, username="alice", role=Role.EDITOR, name="Alice", password=GOOD)
    assert alice == queries.viewer_for("Alice ")
    assert alice.may(Permission.EDIT)
    assert not alice.may(Permission.PUBLISH)
    assert [(line.actor, line.verb, line.object_key) for line in lines()] == [
        ("adam", "add_account", "person:adam"),
        ("adam", "add_account", "person:alice"),
    ]
    assert verify().ok


def test_the_first_account_is_an_admin() -> None:
    with pytest.raises(AccountInvalid):
        actions.add_account(viewer=None, username="bob", role=Role.READER)
    assert not queries.accounts_exist()
    assert head().seq == 0


def test_a_second_account_takes_somebody_who_may(adam: Viewer) -> None:
    with pytest.raises(NotAllowed):
        actions.add_account(viewer=None, username="mallory", role=Role.ADMIN)
    assert not User.objects.filter(username="mallory").exists()


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR, Role.REVIEWER])
def test_only_an_admin_manages_people(person: Callable[..., Viewer], role: Role) -> None:
    viewer = person("someone", role)
    before = head()
    with pytest.raises(NotAllowed):
        actions.add_account(viewer=viewer, username="x", role=Role.READER)
    with pytest.raises(NotAllowed):
        actions.change_role(viewer=viewer, username="someone", role=Role.ADMIN)
    with pytest.raises(NotAllowed):
        actions.deactivate_account(viewer=viewer, username="adam")
    with pytest.raises(NotAllowed):
        actions.set_password(viewer=viewer, username="adam", password=GOOD)
    with pytest.raises(NotAllowed):
        queries.people_list(viewer)
    assert head() == before


def test_charlie_may_nothing(adam: Viewer, charlie: Viewer) -> None:
    before = head()
    with pytest.raises(NotAllowed):
        queries.people_list(charlie)
    with pytest.raises(NotAllowed):
        actions.add_account(viewer=charlie, username="x", role=Role.READER)
    with pytest.raises(NotAllowed):
        actions.set_password(viewer=charlie, username="adam", password=GOOD)
    assert not User.objects.filter(username="x").exists() and head() == before


def test_a_name_is_taken_once_whatever_its_case(adam: Viewer) -> None:
    with pytest.raises(AccountExists):
        actions.add_account(viewer=adam, username="ADAM", role=Role.READER)
    assert User.objects.get().username == "adam"


def test_an_address_is_taken_once_whatever_its_case(adam: Viewer) -> None:
    actions.add_account(viewer=adam, username="a", role=Role.READER, email="A@example.org")
    with pytest.raises(AccountExists):
        actions.add_account(viewer=adam, username="b", role=Role.READER, email="a@Example.org")
    actions.add_account(viewer=adam, username="c", role=Role.READER)
    actions.add_account(viewer=adam, username="d", role=Role.READER, email=" ")
    assert set(User.objects.values_list("username", flat=True)) == {"adam", "a", "c", "d"}


@pytest.mark.parametrize("username", ["", "-a", "a b", "a" * 51, "../x", "آدم", "a\n"])
def test_a_name_that_cannot_be_a_key_is_refused(adam: Viewer, username: str) -> None:
    before = head()
    if username == "a\n":  # surrounding space is nobody's intention
        assert actions.add_account(viewer=adam, username=username, role=Role.READER).key == "a"
        return
    with pytest.raises(AccountInvalid):
        actions.add_account(viewer=adam, username=username, role=Role.READER)
    assert head() == before


@pytest.mark.parametrize("password", ["short", "12345678901234", "password123456", "alice-alice-"])
def test_a_password_that_is_easily_guessed_is_refused(adam: Viewer, password: str) -> None:
    with pytest.raises(AccountInvalid):
        actions.add_account(viewer=adam, username="alice-alice", role=Role.READER, password=password)
    assert not User.objects.filter(username="alice-alice").exists()


def test_an_account_without_a_password_is_named_but_does_not_sign_in(adam: Viewer) -> None:
    actions.add_account(viewer=adam, username="alice", role=Role.EDITOR)
    assert queries.viewer_for("alice").role is Role.EDITOR
    assert not User.objects.get(username="alice").has_usable_password()


def test_a_role_and_a_clearance_change(adam: Viewer, alice: Viewer) -> None:
    actions.change_role(viewer=adam, username="alice", role=Role.REVIEWER, clearance=Level.RESTRICTED)
    now = queries.viewer_for("alice")
    assert (now.role, now.clearance) == (Role.REVIEWER, Level.RESTRICTED)
    before = head()
    actions.change_role(viewer=adam, username="alice", role=Role.REVIEWER)
    assert head() == before, "nothing changed, no line"


def test_the_last_admin_stays(adam: Viewer, alice: Viewer) -> None:
    with pytest.raises(LastAdmin):
        actions.change_role(viewer=adam, username="adam", role=Role.READER)
    with pytest.raises(LastAdmin):
        actions.deactivate_account(viewer=adam, username="adam")
    actions.change_role(viewer=adam, username="alice", role=Role.ADMIN)
    actions.deactivate_account(viewer=queries.viewer_for("alice"), username="adam")
    with pytest.raises(PersonUnknown):
        queries.viewer_for("adam")
    assert queries.viewer_for("alice").role is Role.ADMIN


def test_a_closed_account_is_anonymous_and_gets_no_password(adam: Viewer, alice: Viewer) -> None:
    actions.deactivate_account(viewer=adam, username="alice")
    assert queries.viewer_of(User.objects.get(username="alice")) == Viewer.anonymous()
    with pytest.raises(PersonUnknown):
        actions.set_password(viewer=adam, username="alice", password=GOOD)


def test_everybody_sets_their_own_password(alice: Viewer) -> None:
    actions.set_password(viewer=alice, username="alice", password=GOOD)
    assert User.objects.get(username="alice").check_password(GOOD)


def test_the_journal_holds_no_name_or_address(adam: Viewer) -> None:
    actions.add_account(viewer=adam, username="a", role=Role.READER, name="Anna", email="anna@example.org")
    assert "anna" not in str(lines()).lower()


def test_the_database_refuses_an_unknown_role(adam: Viewer) -> None:
    for change in ({"role": "god"}, {"clearance": 99}, {"username": ""}, {"email": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(username="adam").update(**change)
    assert queries.viewer_for("adam").role is Role.ADMIN


def test_people_are_listed_for_the_admin(adam: Viewer, alice: Viewer, bob: Viewer) -> None:
    assert [found.key for found in queries.people_list(adam)] == ["adam", "alice", "bob"]
    assert queries.active_people_count() == 2, "a reader neither edits nor publishes"
