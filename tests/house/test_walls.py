"""The walls of the house stand: imports, foreign keys, migrations, no signals, files one can read."""

import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from holdfast.journal.triggers import append_only_tables, trigger_problems

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "holdfast"
ROOMS = [
    "base",
    "journal",
    "people",
    "egress",
    "sources",
    "evidence",
    "record",
    "agreements",
    "figures",
    "claims",
    "cases",
    "web",
    "cli",
]
WRITTEN = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_imports_go_down_the_list() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_every_room_with_models_protects_them() -> None:
    protected = {
        module
        for contract in PROJECT["tool"]["importlinter"]["contracts"]
        for module in contract.get("protected_modules", [])
    }
    assert protected == {
        f"holdfast.{room}.models"
        for room in ROOMS
        if (PACKAGE / room / "models.py").exists() or (PACKAGE / room / "models").is_dir()
    }


def test_foreign_keys_go_to_rooms_above() -> None:
    for model in apps.get_models():
        room = model._meta.app_label
        if room not in ROOMS:
            continue
        for field in model._meta.get_fields():
            if field.auto_created or not field.is_relation or not field.related_model:
                continue
            above = field.related_model._meta.app_label
            assert above in ROOMS, f"{model.__name__}.{field.name} points out of the house, to {above}"
            assert ROOMS.index(above) <= ROOMS.index(room), (
                f"{model.__name__}.{field.name} points down to {above}"
            )


def test_no_field_of_a_room_deletes_in_silence() -> None:
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            for field in model._meta.get_fields():
                if isinstance(field, models.ForeignKey) and model._meta.db_table in append_only_tables():
                    assert field.remote_field.on_delete is models.PROTECT, f"{model.__name__}.{field.name}"


@pytest.mark.django_db
def test_migrations_are_written() -> None:
    said = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert said.getvalue().strip() == "No changes detected"


@pytest.mark.django_db
@pytest.mark.storage
def test_append_only_tables_exist_and_bear_their_triggers() -> None:
    tables = {model._meta.db_table: model._meta.app_label for model in apps.get_models()}
    for config in apps.get_app_configs():
        for table in getattr(config, "append_only", ()):
            assert tables.get(table) == config.label, (
                f"{config.label} declares {table}, which is not its table"
            )
    assert trigger_problems(connection) == ()


FORBIDDEN = {
    "a signal": re.compile(
        r"django\.dispatch|models\.signals|\.signals import|\breceiver\(|post_save|post_migrate"
    ),
    "the admin": re.compile(r"contrib\.admin\b"),
    "another clock": re.compile(r"datetime\.now\(|date\.today\(|timezone\.now\(|utcnow\("),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_code_holds(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in WRITTEN
        if not (what == "another clock" and path == PACKAGE / "base" / "clock.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert found == []


def test_a_module_is_short_and_named_for_what_it_holds() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in WRITTEN
        if (count := len(path.read_text().splitlines())) > 400
    ]
    assert long == []
    vague = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [
        path for path in WRITTEN if path.stem in vague or vague & set(path.relative_to(PACKAGE).parts)
    ] == []


def test_locks_carry_hashes_and_no_host() -> None:
    for name in ("build", "core", "test"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        pinned = re.findall(r"^[a-z0-9][^\n]*==", text, re.M)
        assert pinned
        assert len(re.findall(r"^[^#\n]*==[^\n]*\\\n    --hash=sha256:", text, re.M)) == len(pinned)
        assert "://" not in text


def test_the_locks_are_made_from_what_the_package_asks_for() -> None:
    def asked(name: str) -> set[str]:
        lines = (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
        return {line.strip() for line in lines if line.strip() and not line.startswith(("#", "-r"))}

    assert asked("core") == set(PROJECT["project"]["dependencies"])
    for extra in PROJECT["project"]["optional-dependencies"].values():
        assert set(extra) <= asked("test")


def test_no_committed_file_names_a_machine() -> None:
    machine = re.compile(
        r"/root/|/work/|/home/[a-z]+/|/opt/(pypi|wheels)|pypi\.org|files\.pythonhosted", re.I
    )
    found = []
    for path in committed():
        if path.relative_to(ROOT).parts[0] == "examples" or path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {hit.group(0)}" for hit in machine.finditer(text)]
    assert found == []


def test_settings_never_debug_and_have_no_admin() -> None:
    code = (
        "import django; from django.conf import settings; django.setup();"
        "assert settings.DEBUG is False; assert not any('admin' in app for app in settings.INSTALLED_APPS)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"DJANGO_SETTINGS_MODULE": "desk_settings", "PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
