"""`holdfast doctor` and `holdfast verify-journal`: is the desk as it should be, and does its record still stand."""

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from holdfast.base.errors import HoldfastError
from holdfast.cli.desks import unknown_migrations
from holdfast.cli.printing import json_option, say, say_json
from holdfast.cli.who import operator
from holdfast.journal import queries as journal
from holdfast.journal.triggers import trigger_problems
from holdfast.people import queries as people
from holdfast.record import queries as record

LOW_SPACE = 500_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, whether it is as it should be, and what was seen."""

    name: str
    ok: bool
    what: str

    def as_dict(self) -> dict[str, object]:
        """As JSON carries it."""
        return {"check": self.name, "ok": self.ok, "what": self.what}


class DeskNotWell(HoldfastError):
    """At least one check of the doctor failed."""

    code = "desk-not-well"


class JournalBroken(HoldfastError):
    """The journal's chain, or rows it commits to, are not as they were written."""

    code = "journal-broken"


@click.command("doctor")
@json_option
def doctor_command(as_json: bool) -> None:
    """Check folder, key, store, triggers, journal, people, hosts, disk."""
    found = checks()
    if as_json:
        say_json({"ok": all(check.ok for check in found), "checks": [check.as_dict() for check in found]})
    else:
        for check in found:
            say(f"{'✓' if check.ok else '✕'} {check.name}: {check.what}")
    wrong = [check.name for check in found if not check.ok]
    if wrong:
        raise DeskNotWell(
            f"{len(wrong)} of {len(found)} checks failed: {', '.join(wrong)}",
            untouched="Nothing was changed",
            next_step="Each line above says what was seen",
        )


@click.command("verify-journal")
@json_option
def verify_journal_command(as_json: bool) -> None:
    """Recompute the chain of the journal, and the digest of every batch of observations it commits to."""
    chain, rows = journal.verify(), record.verify_rows(operator())
    problems = [*chain.problems, *rows.problems]
    if as_json:
        say_json({"ok": not problems, "lines": chain.lines, "batches": rows.batches, "problems": problems})
    elif not problems:
        say(
            f"The chain of {chain.lines} lines holds; the rows of {rows.batches} batches are as they were written."
        )
    if problems:
        raise JournalBroken(
            "; ".join(problems[:5]) + (f"; and {len(problems) - 5} more" if len(problems) > 5 else ""),
            untouched="Nothing was changed",
            next_step="Keep the store as it is, compare it with a copy, and tell the other people of the desk",
        )


def checks() -> list[Check]:
    """All checks of the doctor, each made even when another fails."""
    return [made for check in CHECKS for made in check()]


def _folder() -> Iterator[Check]:
    folder, key = settings.DESK.folder, settings.DESK.folder / "secret-key"
    mode, key_mode = stat.S_IMODE(folder.stat().st_mode), stat.S_IMODE(key.stat().st_mode)
    yield Check("folder", mode & 0o077 == 0, f"{folder}, mode {mode:04o} (0700 wanted)")
    yield Check("secret key", key_mode & 0o077 == 0, f"mode {key_mode:04o} (0600 wanted)")
    free = shutil.disk_usage(folder).free
    yield Check("disk", free > LOW_SPACE, f"{free // 1_000_000:,} MB free")


def _settings() -> Iterator[Check]:
    yield Check(
        "debug",
        not settings.DEBUG,
        "off" if not settings.DEBUG else "on: it shows readers the inside of the desk",
    )
    local = settings.DESK.is_local
    yield Check(
        "hosts",
        True,
        ", ".join(settings.ALLOWED_HOSTS) + (" (this machine only)" if local else " (HTTPS only)"),
    )


def _store() -> Iterator[Check]:
    newer = unknown_migrations()
    yield Check(
        "version",
        not newer,
        "the store is not newer than this software" if not newer else f"unknown: {newer[0]}",
    )
    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
        yield Check("migrations", True, "all applied")
    except SystemExit:
        yield Check("migrations", False, "some are not applied: run holdfast upgrade")
    if connection.vendor != "sqlite":
        yield Check("database", True, f"PostgreSQL {connection.pg_version}")
        return
    with connection.cursor() as cursor:
        answers = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()
            for name in ("integrity_check", "journal_mode", "synchronous", "foreign_keys")
        }
        orphans = cursor.execute("PRAGMA foreign_key_check").fetchall()
    yield Check("database", answers["integrity_check"] == ("ok",), f"SQLite, {answers['integrity_check'][0]}")
    safe = (answers["journal_mode"], answers["synchronous"], answers["foreign_keys"]) == (
        ("wal",),
        (2,),
        (1,),
    )
    yield Check("durability", safe, "WAL, synchronous=FULL, foreign keys on" if safe else str(answers))
    yield Check("foreign keys", not orphans, "none dangles" if not orphans else f"{len(orphans)} dangle")


def _journal() -> Iterator[Check]:
    wrong = trigger_problems(connection)
    yield Check(
        "triggers", not wrong, "in place, as this software installs them" if not wrong else "; ".join(wrong)
    )
    chain = journal.verify()
    yield Check("journal", chain.ok, f"{chain.lines} lines" if chain.ok else "; ".join(chain.problems[:3]))
    rows = record.verify_rows(operator())
    yield Check(
        "rows",
        not rows.problems,
        f"{rows.batches} batches as written" if not rows.problems else "; ".join(rows.problems[:3]),
    )


def _people() -> Iterator[Check]:
    active = [person for person in people.people_list(operator()) if person.active]
    alone = "; one person alone publishes what they edit" if len(active) == 1 else ""
    yield Check("people", bool(active), f"{len(active)} active{alone}")


CHECKS: tuple[Callable[[], Iterator[Check]], ...] = (_folder, _settings, _store, _journal, _people)
