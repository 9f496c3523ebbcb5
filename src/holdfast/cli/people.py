"""`holdfast account`: add people, list them, change their role, set a password, close an account."""

import click
from django.conf import settings

from holdfast.cli.printing import json_option, say, say_json, say_table
from holdfast.cli.who import reader, writer
from holdfast.people import actions, queries
from holdfast.people.types import ACCOUNT_ROLES, Level, Role

ROLES = click.Choice([role.value for role in ACCOUNT_ROLES])
LEVELS = click.Choice([level.name.lower() for level in Level])


@click.group("account")
def account_command() -> None:
    """Add people, list them, change their role, set a password, close an account."""


@account_command.command("add")
@click.argument("name")
@click.option("--role", type=ROLES, default=Role.READER.value, show_default=True)
@click.option("--called", help="What the desk calls this person; else NAME. Readers never see it.")
@click.option("--clearance", type=LEVELS, help="How far this person sees; else what the role sees.")
@click.option("--password-prompt/--no-password", default=False, help="Ask for a password for signing in.")
@json_option
def add(
    name: str, role: str, called: str | None, clearance: str | None, password_prompt: bool, as_json: bool
) -> None:
    """Add an account; the first one on a desk makes itself.

    Readers see NAME under what this person publishes, finds, decides or corrects, unless desk.toml says
    sign_as = "desk". Choose one that may be public; the journal keeps it, and it is never changed.
    """
    password = (
        click.prompt("Password", hide_input=True, confirmation_prompt=True) if password_prompt else None
    )
    person = actions.add_account(
        viewer=writer() if queries.accounts_exist() else None,
        username=name,
        name=called or name,
        role=Role(role),
        clearance=Level[clearance.upper()] if clearance else Level.DESK,
        password=password,
    )
    say_json({"account": person.key, "role": role}) if as_json else say(
        f"{person.key} added as {role}."
        + (
            ""
            if settings.DESK.signs_for_all
            else f" Readers see the name {person.key} under what this person publishes, decides or corrects; "
            'sign_as = "desk" in desk.toml shows them the desk\'s instead.'
        )
    )


@account_command.command("list")
@json_option
def list_people(as_json: bool) -> None:
    """List the accounts."""
    rows = [
        {"account": p.key, "name": p.name, "role": p.role.value, "active": "yes" if p.active else "no"}
        for p in queries.people_list(reader())
    ]
    say_json({"accounts": rows}) if as_json else say_table(rows, ["account", "name", "role", "active"])


@account_command.command("role")
@click.argument("name")
@click.argument("role", type=ROLES)
def role(name: str, role: str) -> None:
    """Give an account another role."""
    actions.change_role(viewer=writer(), username=name, role=Role(role))
    say(f"{name} is {role} now.")


@account_command.command("password")
@click.argument("name")
def password(name: str) -> None:
    """Set the password an account signs in with."""
    word = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    actions.set_password(viewer=writer(), username=name, password=word)
    say(f"The password of {name} is set.")


@account_command.command("close")
@click.argument("name")
def close(name: str) -> None:
    """Close an account; what it did stays in the journal."""
    actions.deactivate_account(viewer=writer(), username=name)
    say(f"{name} is closed.")
