"""Accounts, for who manages people."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.people import actions, queries
from holdfast.people.errors import PersonUnknown
from holdfast.people.types import Level, Permission, Role, Viewer
from holdfast.web.access import page
from holdfast.web.desk.formpage import FormPage
from holdfast.web.desk.forms import AccountForm, ConfirmForm, PasswordForm, RoleForm
from holdfast.web.failures import Missing


@page(Permission.MANAGE_PEOPLE, signed_in=True)
def people(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Every account of the desk."""
    return render(request, "desk/people.html", {"people": queries.people_list(viewer)})


def _person(viewer: Viewer, username: str) -> dict[str, Any]:
    found = next((one for one in queries.people_list(viewer) if one.key == username), None)
    if found is None:
        raise PersonUnknown("There is no such account")
    return {"role": found.role.value, "clearance": int(found.clearance)}


def _beside(viewer: Viewer, username: str) -> dict[str, Any]:
    try:
        return {"person": username, **_person(viewer, username)}
    except PersonUnknown as error:
        raise Missing(str(error)) from error


def _add(viewer: Viewer, given: dict[str, Any]) -> tuple[str, str]:
    made = actions.add_account(
        viewer=viewer,
        username=given["username"],
        role=Role(given["role"]),
        name=given["name"],
        clearance=Level(given["clearance"]),
        password=given["password"],
    )
    return gettext("The account {name} was made.").format(name=made.key), reverse("people")


def _change(viewer: Viewer, given: dict[str, Any], username: str) -> tuple[str, str]:
    actions.change_role(
        viewer=viewer, username=username, role=Role(given["role"]), clearance=Level(given["clearance"])
    )
    return gettext("The role of {name} was changed.").format(name=username), reverse("people")


def _password(viewer: Viewer, given: dict[str, Any], username: str) -> tuple[str, str]:
    actions.set_password(viewer=viewer, username=username, password=given["password"])
    return gettext("The password of {name} was changed.").format(name=username), reverse("people")


def _close(viewer: Viewer, given: dict[str, Any], username: str) -> tuple[str, str]:
    actions.deactivate_account(viewer=viewer, username=username)
    return gettext("The account {name} was closed.").format(name=username), reverse("people")


ADD = FormPage(
    form=AccountForm,
    title=_("Add an account"),
    lede=_("Every write names a person, so everybody has an account of their own."),
    button=_("Make the account"),
    permission=Permission.MANAGE_PEOPLE,
    act=_add,
)
CHANGE = FormPage(
    form=RoleForm,
    title=_("Change a role"),
    lede="",
    button=_("Change the role"),
    permission=Permission.MANAGE_PEOPLE,
    act=_change,
    initial=_person,
    beside=_beside,
)
PASSWORD = FormPage(
    form=PasswordForm,
    title=_("Set a password"),
    lede=_("Whoever it belongs to is signed out everywhere."),
    button=_("Set the password"),
    permission=Permission.MANAGE_PEOPLE,
    act=_password,
    beside=_beside,
)
CLOSE = FormPage(
    form=ConfirmForm,
    title=_("Close an account"),
    lede=_("It can sign in no longer. What it did stays, with its name."),
    button=_("Close the account"),
    permission=Permission.MANAGE_PEOPLE,
    act=_close,
    beside=_beside,
)
