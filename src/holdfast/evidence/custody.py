"""Appending to the custody log: every action that touches evidence does so inside its own `recording` block."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from holdfast.base.canonical import instant_text
from holdfast.base.clock import now
from holdfast.base.errors import shown
from holdfast.evidence.engine.entries import (
    NO_HASH,
    SALT_BYTES,
    Entry,
    EntryUnfit,
    commitment_of,
    entry_leaf,
)
from holdfast.evidence.engine.merkle import Frontier
from holdfast.evidence.errors import CustodyHeadBroken, EventUnfit
from holdfast.evidence.models import LogEntry, LogHead, Opening
from holdfast.evidence.types import Event
from holdfast.journal.actions import Entry as Line

_UNTOUCHED = "Nothing was written"
_TICK = timedelta(microseconds=1)
_ACTOR, _OBJECT = 50, 100  # characters the columns hold
_COPY_FROM = 100  # rows from which PostgreSQL's COPY pays
_HEAD = LogHead._meta.db_table
_ENTRIES, _ENTRY_COLUMNS = LogEntry._meta.db_table, tuple(f.column for f in LogEntry._meta.concrete_fields)
_READ_HEAD = f'SELECT seq, hash, at, frontier FROM "{_HEAD}" WHERE id = 1'  # noqa: S608 - our own names
_OPENINGS, _OPENING_COLUMNS = Opening._meta.db_table, tuple(f.column for f in Opening._meta.concrete_fields)


class _Head(NamedTuple):
    seq: int
    hash: str
    at: datetime | None
    frontier: Frontier


def append(events: Sequence[Event], *, actor: str, batch: int) -> range:
    """Enter what was done in the custody log, in this order; the numbers the entries got.

    Call it inside `journal.actions.recording(...)`, as late as can be: it holds the log's one head until the
    transaction ends. The contents are committed to under fresh salts and kept word for word beside the log.
    Raises EventUnfit for what cannot stand in the log, CustodyHeadBroken where the log's head is lost.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the custody log is written inside a recording block")
    if not events:
        return range(0)
    texts = [_text(event) for event in events]
    if not actor or len(actor) > _ACTOR:
        raise EventUnfit(
            f"The actor {shown(actor)} is not a key of 1 to {_ACTOR} characters", untouched=_UNTOUCHED
        )
    with _cursor(connection) as cursor:
        return _enter(connection, cursor, events, texts, actor, batch)


def enter_event(line: Line, event: Event, *, actor: str) -> None:
    """Enter one event, and commit the action's line of the journal to the very same content; raises as `append`."""
    append([event], actor=actor, batch=line.batch)
    line.commit_to(event.content)


def _enter(
    connection: BaseDatabaseWrapper,
    cursor: Any,
    events: Sequence[Event],
    texts: list[str],
    actor: str,
    batch: int,
) -> range:
    head = _locked_head(connection, cursor)
    at = now() if head.at is None else max(now(), head.at + _TICK)
    salts = os.urandom(SALT_BYTES * len(events))
    seq, prev = head.seq, head.hash
    entries: list[tuple[Any, ...]] = []
    openings: list[tuple[int, bytes, str]] = []
    leaves: list[bytes] = []
    for number, (event, text) in enumerate(zip(events, texts, strict=True)):
        seq += 1
        salt = salts[SALT_BYTES * number : SALT_BYTES * (number + 1)]
        moment = (at + number * _TICK).isoformat(timespec="microseconds")[:26] + "Z"
        entry = Entry(seq, moment, actor, event.verb.value, event.object_key, commitment_of(salt, text), prev)
        try:
            leaf = entry_leaf(entry)
        except EntryUnfit as unfit:
            raise EventUnfit(f"The log cannot hold {unfit}", untouched=_UNTOUCHED) from None
        prev = leaf.hex()
        leaves.append(leaf)
        entries.append((*entry, prev, batch))
        openings.append((seq, salt, text))
    last = at + (len(events) - 1) * _TICK
    _write(connection, cursor, entries, openings, _Head(seq, prev, last, head.frontier.extend(leaves)))
    return range(head.seq + 1, seq + 1)


def hold_head() -> tuple[int, bytes]:
    """The size and the root of the log, which nobody else lengthens until this transaction ends."""
    connection = connections[DEFAULT_DB_ALIAS]
    with _cursor(connection) as cursor:
        head = _locked_head(connection, cursor)
    return head.seq, head.frontier.root()


def next_seq() -> int:
    """The number the next entry gets, if nobody appends before; inside a transaction that appended, it is sure."""
    return (LogHead.objects.filter(id=1).values_list("seq", flat=True).first() or 0) + 1


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a {type(value).__name__} is not JSON")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_plain
)


def _text(event: Event) -> str:
    """The content as it will be kept; UTF-8 can hold it."""
    if len(event.object_key) > _OBJECT:
        raise EventUnfit(
            f"The object {shown(event.object_key)} has more than {_OBJECT} characters", untouched=_UNTOUCHED
        )
    try:
        content = event.content
        text = _ENCODER.encode(content if isinstance(content, dict) else dict(content))
        text.encode()
    except (TypeError, ValueError) as error:
        raise EventUnfit(
            f"The content of an entry about {shown(event.object_key)} is not JSON: {error}",
            untouched=_UNTOUCHED,
        ) from None
    return text


def _locked_head(connection: BaseDatabaseWrapper, cursor: Any) -> _Head:
    reading = _READ_HEAD if connection.vendor == "sqlite" else f"{_READ_HEAD} FOR UPDATE"
    cursor.execute(reading)
    row = cursor.fetchone()
    if row is None and LogEntry.objects.exists():
        # Another writer may have entered the log's first entry between the two questions, and with it the head.
        cursor.execute(reading)
        row = cursor.fetchone()
        if row is None:
            raise _head_broken("The custody log has entries but no head")
    if row is None:
        # The first entry of a new store; where two writers meet here, one waits for the other.
        LogHead.objects.get_or_create(id=1, defaults={"seq": 0, "hash": NO_HASH, "at": None, "frontier": b""})
        return _locked_head(connection, cursor)
    seq, head, at, frontier = row
    try:
        tree = Frontier.from_bytes(seq, bytes(frontier))
    except ValueError as error:
        raise _head_broken(f"The head of the custody log does not hold together: {error}") from None
    if isinstance(at, str):  # SQLite keeps instants as text, in UTC
        at = datetime.fromisoformat(at)
    if at is not None and at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return _Head(seq, head, at and at.astimezone(UTC), tree)


def _head_broken(what: str) -> CustodyHeadBroken:
    return CustodyHeadBroken(
        what,
        untouched=_UNTOUCHED,
        next_step="Run: holdfast seal check, and restore the store from its last copy",
    )


def _write(
    connection: BaseDatabaseWrapper,
    cursor: Any,
    entries: Sequence[tuple[Any, ...]],
    openings: Sequence[tuple[Any, ...]],
    head: _Head,
) -> None:
    vendor = connection.vendor
    for table, columns, rows in (
        (_ENTRIES, _ENTRY_COLUMNS, entries),
        (_OPENINGS, _OPENING_COLUMNS, openings),
    ):
        if vendor == "postgresql" and len(rows) >= _COPY_FROM:
            with cursor.copy(f'COPY "{table}" ({_named(columns)}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(_insert(table, columns, vendor), rows)
    at = connection.ops.adapt_datetimefield_value(head.at)
    cursor.execute(_move(vendor), (head.seq, head.hash, at, head.frontier.to_bytes()))


@contextmanager
def _cursor(connection: BaseDatabaseWrapper) -> Iterator[Any]:
    """A cursor; on SQLite the driver's own, for Django's takes longer over each statement than SQLite does."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            yield cursor
        return
    with connection.wrap_database_errors, closing(connection.connection.cursor()) as cursor:
        yield cursor


def _mark(vendor: str) -> str:
    return "?" if vendor == "sqlite" else "%s"


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


@cache
def _insert(table: str, columns: tuple[str, ...], vendor: str) -> str:
    places = ", ".join([_mark(vendor)] * len(columns))
    return f'INSERT INTO "{table}" ({_named(columns)}) VALUES ({places})'  # noqa: S608 - our own names


@cache
def _move(vendor: str) -> str:
    mark = _mark(vendor)
    return f'UPDATE "{_HEAD}" SET seq = {mark}, hash = {mark}, at = {mark}, frontier = {mark} WHERE id = 1'  # noqa: S608 - ours
