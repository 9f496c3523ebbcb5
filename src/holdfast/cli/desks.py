"""`holdfast init`: make a desk; what the store of a desk knows of this software."""

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

import click
import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from holdfast.cli.printing import json_option, say, say_json
from holdfast.desk import make_desk


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="The desk's short name; else the folder's.")
@click.option("--published-by", help="Whose desk it is, as printed on every page.")
@click.option("--campaigns-for", help="What its publisher campaigns for, as printed on every page.")
@click.option(
    "--host", "hosts", multiple=True, help="A host name it answers for (repeat); else this machine."
)
@click.option("--admin", help="The first account; else your name on this machine.")
@click.option("--no-account", is_flag=True, help="Make no account.")
@json_option
def init_command(
    folder: Path,
    name: str | None,
    published_by: str | None,
    campaigns_for: str | None,
    hosts: tuple[str, ...],
    admin: str | None,
    no_account: bool,
    as_json: bool,
) -> None:
    """Make a desk's folder (mode 0700), its store, its secret key (0600) and its first account."""
    name = name or folder.expanduser().resolve().name or "desk"
    if sys.stdin.isatty() and not as_json:
        published_by = published_by or click.prompt("Published by (whose desk is it?)")
        campaigns_for = campaigns_for or click.prompt("Which campaigns for (printed on every page)")
    desk = make_desk(
        folder,
        name=name,
        published_by=published_by or name,
        campaigns_for=campaigns_for or "(not said yet: see desk.toml)",
        **({"hosts": hosts} if hosts else {}),
    )
    founding = open_new_store(desk.folder)
    account = None if no_account else founding.add_founder(admin)
    if as_json:
        say_json({"desk": str(desk.folder), "name": desk.name, "account": account})
        return
    say(
        f"Made the desk {desk.name} in {desk.folder}"
        + (f" with the account {account} (admin)." if account else ".")
    )
    say(f"Next: export HOLDFAST_DESK={desk.folder}; holdfast load CASE_FOLDER; holdfast serve")


def open_new_store(folder: Path) -> ModuleType:
    """Set Django up on a folder just made and make its tables; the module of what is first written there.

    That module is loaded here, as a command's is by the table of commands: it needs the desk to be known.
    """
    os.environ["HOLDFAST_DESK"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        (folder / "holdfast.sqlite3").chmod(0o600)
    return importlib.import_module("holdfast.cli.founding")


def lacking_migrations() -> list[str]:
    """Migrations of this software that the store has not applied."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    return sorted(
        f"{app}.{name}"
        for app, name in loader.disk_migrations
        if (app, name) not in loader.applied_migrations
    )


def unknown_migrations() -> list[str]:
    """Migrations the store has applied and this software does not hold."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    ours = {app for app, _ in loader.disk_migrations}
    return sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours and (app, name) not in loader.disk_migrations
    )
