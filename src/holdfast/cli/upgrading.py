"""`holdfast upgrade`: bring an old store up to this software, with a copy kept."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from holdfast.base import clock
from holdfast.base.errors import HoldfastError
from holdfast.cli.desks import unknown_migrations
from holdfast.cli.doctor import checks
from holdfast.cli.printing import json_option, say, say_json, say_progress


class StoreIsNewer(HoldfastError):
    """The store was written by a newer version than this one."""

    code = "store-is-newer"


class NoCopyMade(HoldfastError):
    """The store could not be copied, so nothing was changed in it."""

    code = "no-copy-made"


@click.command("upgrade")
@json_option
def upgrade_command(as_json: bool) -> None:
    """Copy the store, migrate it, verify it; refuse a store that is newer than this software."""
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
