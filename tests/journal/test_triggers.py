"""Append-only tables refuse changes in the database itself, also after a migration."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import Field

from holdfast.journal.actions import recording
from holdfast.journal.models import Line
from holdfast.journal.queries import head, verify
from holdfast.journal.triggers import (
    append_only_tables,
    drop_triggers,
    guards,
    install_triggers,
    plain_inserts,
    trigger_problems,
)

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


@pytest.fixture(autouse=True)
def one_line(db: None) -> None:
    with recording(actor="alice", verb="add_thing", object_key="thing:1") as entry:
        entry.commit_to("x")


def refuse(sql: str) -> str:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(refused.value)


def test_it_works() -> None:
    assert "journal_line" in append_only_tables()
    assert trigger_problems(connection) == ()


@pytest.mark.parametrize("sql", ["UPDATE journal_line SET actor = 'mallory'", "DELETE FROM journal_line"])
def test_a_change_is_refused(sql: str) -> None:
    assert "journal_line is append-only" in refuse(sql)
    assert Line.objects.get().actor == "alice"


def test_the_orm_is_refused_too() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Line.objects.update(actor="mallory")
    with pytest.raises(DatabaseError), transaction.atomic():
        Line.objects.all().delete()
    assert Line.objects.get().actor == "alice"


@pytest.mark.postgres
def test_truncate_is_refused() -> None:
    assert "TRUNCATE refused" in refuse("TRUNCATE journal_line CASCADE")


@pytest.mark.postgres
def test_a_session_that_calls_itself_a_replica_is_refused() -> None:
    assert "append-only" in refuse("SET LOCAL session_replication_role = replica; DELETE FROM journal_line")


def test_replacing_a_row_is_refused() -> None:
    if connection.vendor == "sqlite":
        assert "append-only" in refuse("INSERT OR REPLACE INTO journal_line SELECT * FROM journal_line")
    else:
        assert "append-only" in refuse(
            "INSERT INTO journal_line SELECT * FROM journal_line ON CONFLICT (seq) DO UPDATE SET actor = 'mallory'"
        )


@pytest.mark.sqlite
@pytest.mark.parametrize("columns", ["*", "rowid"])
def test_replacing_a_row_is_refused_on_a_connection_that_asked_for_nothing(columns: str) -> None:
    names = "seq, at, actor, verb, object_key, count, batch, commitment, prev, hash"
    taken = {
        "*": "SELECT * FROM journal_line",
        # Another number and other unique keys, and yet the same row of SQLite's own.
        "rowid": f"(rowid, {names}) SELECT rowid, 9, '2030-01-01', actor, verb, object_key, count, 9, "
        "commitment, prev, 'x' FROM journal_line",
    }
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
        try:
            assert "append-only" in refuse(f"INSERT OR REPLACE INTO journal_line {taken[columns]}")
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")
    assert Line.objects.get().actor == "alice"


@pytest.mark.sqlite
def test_a_load_is_spared_the_look_and_is_refused_a_replacement_all_the_same() -> None:
    with transaction.atomic(), plain_inserts(connection, "journal_line"):
        assert trigger_problems(connection) == ("The trigger journal_line_refuses_replace is missing.",)
        assert "append-only" in refuse("INSERT OR REPLACE INTO journal_line SELECT * FROM journal_line")
    assert trigger_problems(connection) == ()
    with pytest.raises(ValueError), transaction.atomic(), plain_inserts(connection, "journal_line"):
        raise ValueError
    assert trigger_problems(connection) == ()


@pytest.mark.sqlite
def test_every_guarded_table_refuses_a_row_in_the_place_of_another() -> None:
    kept = {guard.table for guard in guards() if guard.event != "INSERT"} | set(append_only_tables())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tbl_name FROM sqlite_master WHERE name LIKE '%\\_refuses\\_replace' ESCAPE '\\'"
        )
        assert {table for (table,) in cursor.fetchall()} == kept


def test_a_missing_trigger_is_named() -> None:
    drop_triggers(connection)
    assert trigger_problems(connection)
    install_triggers(connection)
    assert trigger_problems(connection) == ()


def test_a_trigger_that_does_nothing_is_named() -> None:
    drop_triggers(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            install_triggers(connection)
            cursor.execute('DROP TRIGGER "journal_line_refuses_update"')
            cursor.execute(
                'CREATE TRIGGER "journal_line_refuses_update" BEFORE UPDATE ON "journal_line" BEGIN SELECT 1; END'
            )
        else:
            install_triggers(connection)
            cursor.execute(
                "CREATE OR REPLACE FUNCTION holdfast_refuse() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN RETURN NULL; END $$"
            )
    assert any("was changed" in problem for problem in trigger_problems(connection))


@pytest.mark.postgres
def test_a_disabled_trigger_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_line DISABLE TRIGGER journal_line_append_only")
    assert trigger_problems(connection)


def altered(model: type[Line], before: Field, after: Field) -> None:
    """As a migration does it, for SQLite alters no table that triggers of other tables read."""
    with connection.cursor() as cursor:
        for guard in guards():
            if connection.vendor == "sqlite" and model._meta.db_table in guard.refused_when:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"')
    with connection.schema_editor() as editor:
        editor.alter_field(model, before, after)


@pytest.mark.django_db(transaction=True)
def test_triggers_survive_a_migration_that_alters_the_table() -> None:
    field = Line._meta.get_field("actor").clone()
    field.set_attributes_from_name("actor")
    field.max_length = 51
    altered(Line, Line._meta.get_field("actor"), field)
    if connection.vendor == "sqlite":
        lost = trigger_problems(connection)
        assert "The trigger journal_line_refuses_update is missing." in lost, (
            "SQLite drops them with the table"
        )
    call_command("migrate", verbosity=0)
    assert trigger_problems(connection) == ()
    assert "append-only" in refuse("DELETE FROM journal_line")
    assert verify().ok
    assert head().seq == 1
    altered(Line, field, Line._meta.get_field("actor"))
    install_triggers(connection)


@pytest.mark.django_db(transaction=True)
def test_a_plan_leaves_the_triggers_alone(capsys: pytest.CaptureFixture[str]) -> None:
    drop_triggers(connection)
    call_command("migrate", plan=True, verbosity=0)
    assert trigger_problems(connection)
    call_command("migrate", verbosity=0)
    assert trigger_problems(connection) == ()
