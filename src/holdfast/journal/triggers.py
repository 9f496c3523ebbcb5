"""Database triggers that refuse changes to append-only tables, and a comparison with what is installed.

A room names its tables in its AppConfig: `append_only = ("record_observation",)`. A rule over rows of several tables,
which no constraint can hold, is a `Guard` that the room names there too: `guards = (Guard(...),)`.

On SQLite INSERT OR REPLACE deletes the row in its way without a word to the triggers on DELETE, unless the connection
asked for recursive triggers, as ours does. So every table from which something keeps rows from going or changing also
refuses a row whose number or unique key is taken, whoever's connection it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import UniqueConstraint

_FUNCTION = "holdfast_refuse"
_BODY = (
    "BEGIN RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP "
    "USING ERRCODE = 'integrity_constraint_violation'; END"
)
_EVENTS = ("UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Guard:
    """A row of `table` is not written where `refused_when` holds, whoever writes it and by whatever way.

    `event` is INSERT, UPDATE or DELETE; the condition is SQL that SQLite and PostgreSQL read alike, over NEW or OLD.
    A condition that comes out NULL refuses nothing: ask with EXISTS. The name is unique in the store.
    """

    name: str
    table: str
    event: str
    refused_when: str
    message: str


def guards() -> tuple[Guard, ...]:
    """The guards every room declares, in the order of the rooms."""
    return tuple(guard for config in apps.get_app_configs() for guard in getattr(config, "guards", ()))


def append_only_tables() -> tuple[str, ...]:
    """The tables every room declares append-only, in the order of the rooms."""
    return tuple(table for config in apps.get_app_configs() for table in getattr(config, "append_only", ()))


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on every append-only table that exists, replacing what bears their names."""
    drop_triggers(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ {_BODY} $$"
            )
        for table in _present(connection):
            for statement in _install_sql(connection, table):
                cursor.execute(statement)
        for guard in _guards_present(connection):
            for statement in _guard_sql(connection, guard):
                cursor.execute(statement)
        for statement in _replacements(connection).values():
            cursor.execute(statement)


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take our triggers off, as a migration needs; `install_triggers` puts them back."""
    with connection.cursor() as cursor:
        for table in _present(connection):
            if connection.vendor == "postgresql":
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_append_only" ON "{table}"')
            else:
                for event in _EVENTS:
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_refuses_{event.lower()}"')
        for guard in _guards_present(connection):
            on = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"{on}')
        for name in _replacements(connection):
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')


@contextmanager
def without_triggers(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """The block may change append-only tables, as a migration or the emptying of a test store does."""
    drop_triggers(connection)
    try:
        yield
    finally:
        install_triggers(connection)


@contextmanager
def plain_inserts(connection: BaseDatabaseWrapper, table: str) -> Iterator[None]:
    """For a load: the block inserts and never replaces, and is spared the look at each row's keys.

    The trigger is away within this transaction alone, so no other connection ever misses it; and this one, which asked
    for recursive triggers, is refused a replacement without it. A trigger at all doubles what SQLite does for a row.
    """
    statement = _replacements(connection).get(f"{table}_refuses_replace")
    if statement is None or not connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        if cursor.fetchone() != (1,):
            statement = None
        else:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_refuses_replace"')
    yield  # an exception rolls the transaction back, and the trigger is there again
    if statement is not None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def trigger_problems(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """What differs between the triggers that should be installed and those that are, as sentences; empty when none."""
    present = set(_present(connection))
    problems = [f"The table {table} is not there." for table in append_only_tables() if table not in present]
    expected = _expected(connection, sorted(present))
    expected |= {guard.name: _guard_expected(connection, guard) for guard in _guards_present(connection)}
    expected |= _replacements(connection)
    installed = _installed(connection)
    for name, text in expected.items():
        if name not in installed:
            problems.append(f"The trigger {name} is missing.")
        elif installed[name] != text:
            problems.append(f"The trigger {name} was changed.")
    return tuple(problems)


def _present(connection: BaseDatabaseWrapper) -> list[str]:
    there = set(connection.introspection.table_names())
    return [table for table in append_only_tables() if table in there]


def _guards_present(connection: BaseDatabaseWrapper) -> list[Guard]:
    there = set(connection.introspection.table_names())
    return [guard for guard in guards() if guard.table in there]


def _replacements(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """By name the triggers against INSERT OR REPLACE; PostgreSQL needs none, for there a conflict is an update."""
    if connection.vendor == "postgresql":
        return {}
    kept = {guard.table for guard in _guards_present(connection) if guard.event in _EVENTS}
    return {
        f"{table}_refuses_replace": (
            f'CREATE TRIGGER "{table}_refuses_replace" BEFORE INSERT ON "{table}" WHEN {_taken(table)} '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: a row with this key is there'); END"
        )
        for table in dict.fromkeys([*_present(connection), *sorted(kept)])
    }


def _taken(table: str) -> str:
    """SQL over NEW: a row with its number or one of its unique keys is there; a key with a NULL in it never is."""
    (model,) = (one for one in apps.get_models(include_auto_created=True) if one._meta.db_table == table)
    said = model._meta
    keys = [("rowid",), *((field.column,) for field in said.concrete_fields if field.unique)]
    keys += [tuple(said.get_field(name).column for name in names) for names in said.unique_together]
    for constraint in said.constraints:
        if isinstance(constraint, UniqueConstraint):
            if constraint.condition is not None or constraint.expressions:
                raise ImproperlyConfigured(
                    f"{table} keeps its rows, and {constraint.name} is no plain unique key that a trigger can repeat"
                )
            keys.append(tuple(said.get_field(name).column for name in constraint.fields))
    return " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" o WHERE {_same(key)})'  # noqa: S608 - our own names
        for key in dict.fromkeys(key for key in keys if key != ("id",))  # "id" is the row's number itself
    )


def _same(columns: tuple[str, ...]) -> str:
    return " AND ".join(f'o."{column}" = NEW."{column}"' for column in columns)


def _guard_body(guard: Guard) -> str:
    row = "OLD" if guard.event == "DELETE" else "NEW"
    return (
        f"BEGIN IF ({guard.refused_when}) THEN RAISE EXCEPTION '{guard.message}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END"
    )


def _guard_sql(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    if connection.vendor != "postgresql":
        return [_guard_expected(connection, guard)]
    return [
        (
            f'CREATE OR REPLACE FUNCTION "{guard.name}"() RETURNS trigger LANGUAGE plpgsql '
            f"AS $$ {_guard_body(guard)} $$"
        ),
        (
            f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{guard.name}"()'
        ),
        f'ALTER TABLE "{guard.table}" ENABLE ALWAYS TRIGGER "{guard.name}"',
    ]


def _guard_expected(connection: BaseDatabaseWrapper, guard: Guard) -> str:
    """The guard as the store tells it once it is installed."""
    if connection.vendor != "postgresql":
        return (
            f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" '
            f"WHEN {guard.refused_when} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
        )
    return (
        f"A CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}() | {_guard_body(guard)}"
    )


def _sqlite_trigger(table: str, event: str) -> str:
    return (
        f'CREATE TRIGGER "{table}_refuses_{event.lower()}" BEFORE {event} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {event} refused'); END"
    )


def _install_sql(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if connection.vendor != "postgresql":
        return [_sqlite_trigger(table, event) for event in _EVENTS]
    return [
        (
            f'CREATE TRIGGER "{table}_append_only" BEFORE DELETE OR UPDATE OR TRUNCATE ON "{table}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
        ),
        # ALWAYS: also where a session calls itself a replica.
        f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{table}_append_only"',
    ]


def _expected(connection: BaseDatabaseWrapper, tables: list[str]) -> dict[str, str]:
    if connection.vendor != "postgresql":
        return {
            f"{table}_refuses_{event.lower()}": _sqlite_trigger(table, event)
            for table in tables
            for event in _EVENTS
        }
    return {
        f"{table}_append_only": (
            f"A CREATE TRIGGER {table}_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}() | {_BODY}"
        )
        for table in tables
    }


def _installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT t.tgname, t.tgenabled::text || ' ' || pg_get_triggerdef(t.oid, true) || ' | ' "
                "|| btrim(p.prosrc) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
                "JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
            )
        return dict(cursor.fetchall())
