"""`holdfast init` and `holdfast upgrade`: make a desk; bring an old one up to this software, with a copy kept."""

import getpass
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from holdfast.base import clock
from holdfast.base.errors import HoldfastError
from holdfast.cli.printing import json_option, say, say_json, say_progress
from holdfast.desk import make_desk


class StoreIsNewer(HoldfastError):
    """The store was written by a newer version than this one."""

    code = "store-is-newer"


class NoCopyMade(HoldfastError):
    """The store could not be copied, so nothing was changed in it."""

    code = "no-copy-made"


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
    open_new_store(desk.folder)
    account = None if no_account else add_founder(admin)
    if as_json:
        say_json({"desk": str(desk.folder), "name": desk.name, "account": account})
        return
    say(
        f"Made the desk {desk.name} in {desk.folder}"
        + (f" with the account {account} (admin)." if account else ".")
    )
    say(f"Next: export HOLDFAST_DESK={desk.folder}; holdfast load CASE_FOLDER; holdfast serve")


def open_new_store(folder: Path) -> None:
    """Set Django up on a folder just made, and make its tables."""
    os.environ["HOLDFAST_DESK"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        (folder / "holdfast.sqlite3").chmod(0o600)


def add_founder(name: str | None) -> str:
    """Make the first account, an admin without a password, and return its name."""
    from holdfast.people import actions
    from holdfast.people.types import Level, Role

    key = name or re.sub(r"[^a-z0-9-]+", "-", getpass.getuser().lower()).strip("-") or "founder"
    return actions.add_account(
        viewer=None, username=key, name=key, role=Role.ADMIN, clearance=Level.RESTRICTED
    ).key


@click.command("upgrade")
@json_option
def upgrade_command(as_json: bool) -> None:
    """Copy the store, migrate it, verify it; refuse a store that is newer than this software."""
    from django.conf import settings

    newer = unknown_migrations()
    if newer:
        raise StoreIsNewer(
            f"The store was written by a newer version: this one does not know {', '.join(newer[:3])}",
            untouched="Nothing was changed",
            next_step="Install that version or a later one",
        )
    copy = copy_store(settings.DESK.folder)
    say_progress(f"Copied the store to {copy}.")
    call_command("migrate", interactive=False, verbosity=0)
    from holdfast.cli.doctor import checks

    found = checks()
    wrong = [check for check in found if not check.ok]
    if wrong:
        raise HoldfastError(
            "After the upgrade, " + "; ".join(f"{check.name}: {check.what}" for check in wrong),
            untouched=f"The copy made before it is {copy}",
            next_step="Put the copy back, or mend what is named and run: holdfast doctor",
        )
    if as_json:
        say_json({"copy": str(copy), "checks": [check.as_dict() for check in found]})
    else:
        say(f"Upgraded and verified ({len(found)} checks). The copy from before is {copy}.")


def unknown_migrations() -> list[str]:
    """Migrations the store has applied and this software does not hold."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    ours = {app for app, _ in loader.disk_migrations}
    return sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours and (app, name) not in loader.disk_migrations
    )


def copy_store(folder: Path) -> Path:
    """A copy of the store made while nobody writes; raises NoCopyMade."""
    room = folder / "copies"
    room.mkdir(mode=0o700, exist_ok=True)
    stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
    if connection.vendor == "sqlite":
        target = room / f"holdfast-{stamp}.sqlite3"
        with sqlite3.connect(connection.settings_dict["NAME"]) as source, sqlite3.connect(target) as copy:
            source.backup(copy)
        copy.close()
        source.close()
        target.chmod(0o600)
        return target
    return dump_postgres(room / f"holdfast-{stamp}.dump")


def dump_postgres(target: Path) -> Path:
    """A pg_dump of the store in its custom format; raises NoCopyMade."""
    said = connection.settings_dict
    program = shutil.which("pg_dump")
    if program is None:
        raise NoCopyMade(
            "The store is PostgreSQL and pg_dump is not on this machine",
            untouched="Nothing was changed",
            next_step="Install PostgreSQL's client programs, or run upgrade where they are",
        )
    environment = {**os.environ, "PGPASSWORD": said["PASSWORD"]}
    words = [program, "--format=custom", f"--file={target}", f"--dbname={said['NAME']}"]
    words += [
        f"--{key}={said[name]}"
        for key, name in (("host", "HOST"), ("port", "PORT"), ("username", "USER"))
        if said[name]
    ]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoCopyMade(
            f"pg_dump failed: {done.stderr.strip()[:300]}",
            untouched="Nothing was changed",
            next_step="Mend what it names and run upgrade again",
        )
    target.chmod(0o600)
    return target
