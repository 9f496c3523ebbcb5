"""`holdfast doctor` and `holdfast verify-journal`: is the desk as it should be, and does its record still stand."""

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import click
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from holdfast.base.errors import HoldfastError
from holdfast.cases import queries as cases
from holdfast.claims.proposing import model_service
from holdfast.claims.queries.journalled import claim_contents
from holdfast.cli.desks import unknown_migrations
from holdfast.cli.printing import json_option, say, say_json
from holdfast.cli.who import operator
from holdfast.evidence.actions.review_expunge import removals_waiting, sweep_expunged
from holdfast.evidence.queries import log
from holdfast.evidence.queries.journalled import evidence_contents
from holdfast.evidence.queries.vault import verify_vault
from holdfast.figures import queries as figures
from holdfast.journal import queries as journal
from holdfast.journal.triggers import trigger_problems
from holdfast.journal.types import JournalHead, Verified
from holdfast.people import queries as people
from holdfast.record import queries as record

LOW_SPACE = 500_000_000  # bytes
HASH_LENGTH = 64
RECORD_VERBS = frozenset({"add_observation", "correct_observation", "withdraw_observation", "decide_counter"})


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
    """Check folder, key, store, triggers, journal, people, hosts, disk; finish an expunge that was cut off."""
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
@click.option("--anchor", help="A head noted down before, SEQ:HASH: the chain has to hold it still.")
@json_option
def verify_journal_command(anchor: str | None, as_json: bool) -> None:
    """Recompute the chain of the journal, and what its lines commit to as far as the store holds it."""
    verified, compared = verify_all(noted(anchor))
    head = journal.head()
    if as_json:
        say_json(
            {
                "ok": verified.ok,
                "lines": verified.lines,
                "commitments": compared,
                "head": {"seq": head.seq, "hash": head.hash},
                "problems": list(verified.problems),
            }
        )
    elif verified.ok:
        say(f"The chain of {verified.lines} lines holds.")
        say(f"What {compared} of them commit to was computed again from the store and is as it was written.")
        if rest := verified.lines - compared:
            say(
                f"{rest} were held to the chain alone: what they commit to cannot be computed from the store."
            )
        say(f"Note its head elsewhere: {head.seq}:{head.hash}")
    if not verified.ok:
        more = len(verified.problems) - 5
        raise JournalBroken(
            "; ".join(text.rstrip(".") for text in verified.problems[:5])
            + (f"; and {more} more" if more > 0 else ""),
            untouched="Nothing was changed",
            next_step="Keep the store as it is, compare it with a copy, and tell the other people of the desk",
        )


def noted(anchor: str | None) -> JournalHead | None:
    """The head that was noted down as SEQ:HASH; a usage error where it is not one."""
    if anchor is None:
        return None
    seq, _, value = anchor.partition(":")
    if not seq.isdecimal() or len(value) != HASH_LENGTH:
        raise click.UsageError("--anchor is SEQ:HASH as verify-journal prints it, such as 12:ab…")
    return JournalHead(seq=int(seq), hash=value, at=None)


def verify_all(anchor: JournalHead | None = None) -> tuple[Verified, int]:
    """The journal verified with all contents the store can compute again, and how many lines those are."""
    seqs, contents, problems = journal.batch_seqs(), dict[int, Any](), list[str]()
    for batch, content in cases.load_contents().items():
        if content["observations"] != record.rows_digest(batch):
            problems.append(
                f"Line {seqs.get(batch, '?')}: rows that the load wrote are not as it wrote them."
            )
        contents[batch] = content
    contents.update(figures.revision_contents())
    verbs = {line.batch: line.verb for line in journal.lines(limit=None)}
    for batch, verb in verbs.items():
        if verb in RECORD_VERBS:
            contents[batch] = record.batch_content(batch)
    contents.update(evidence_contents(verbs))
    contents.update(claim_contents(verbs))
    problems += [
        f"A row carries the batch {batch}, which has no line." for batch in contents if batch not in seqs
    ]
    by_line = {seqs[batch]: content for batch, content in contents.items() if batch in seqs}
    chain = journal.verify(contents=by_line, anchor=anchor)
    problems = [*chain.problems, *problems]
    return Verified(ok=not problems, lines=chain.lines, problems=tuple(problems)), len(by_line)


def checks() -> list[Check]:
    """All checks of the doctor, each made even when another fails."""
    found = [made for check in CHECKS for made in check()]
    return [*found, _expunged(found)]


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
    verified, compared = verify_all()
    what = f"{verified.lines} lines, {compared} compared with the store"
    yield Check("journal", verified.ok, what if verified.ok else "; ".join(verified.problems[:3]))


def _people() -> Iterator[Check]:
    active = [person for person in people.people_list(operator()) if person.active]
    alone = "; one person alone publishes what they edit" if len(active) == 1 else ""
    yield Check("people", bool(active), f"{len(active)} active{alone}")


def _vault() -> Iterator[Check]:
    try:
        found = verify_vault(operator(), objects=False)
        called = (*log.services(operator()), *model_service())
    except HoldfastError as error:
        yield Check("vault", False, str(error))
        return
    what = f"{found.entries} entries, {found.checkpoints} signed heads, {found.captures} captures"
    yield Check(
        "vault",
        found.ok,
        f"{what}; holdfast seal check also reads the objects" if found.ok else "; ".join(found.problems[:3]),
    )
    yield Check(
        "services",
        True,
        "; ".join(f"{kind} {name} at {url}" for kind, name, url in called)
        or "desk.toml names no authority, calendar or witness",
    )


def _expunged(found: list[Check]) -> Check:
    # What an expunge decided is finished here, should something have stopped it half-way; else nothing changes, and
    # nothing at all where the record that says what was decided is not as it should be.
    doubted = [one.name for one in found if one.name in _BEFORE_DELETING and not one.ok]
    try:
        if doubted:
            left = removals_waiting()
            what = f"{left} objects wait to be removed, and nothing is while this fails: {', '.join(doubted)}"
            return Check("expunged", not left, what if left else "nothing waits to be removed")
        swept = sweep_expunged()
    except DatabaseError as error:  # a store that waits for its upgrade
        return Check("expunged", False, str(error))
    gone = (
        f"{swept.removed} objects left by an expunge were removed"
        if swept.removed
        else "nothing waits to be removed"
    )
    return Check("expunged", not swept.failed, "; ".join(swept.failed[:3]) or gone)


_BEFORE_DELETING = frozenset({"version", "migrations", "database", "triggers", "journal", "vault"})
CHECKS: tuple[Callable[[], Iterator[Check]], ...] = (
    _folder,
    _settings,
    _store,
    _journal,
    _vault,
    _people,
)
