"""The documentation says what the code does: links lead somewhere, commands and error codes are all there."""

import importlib
import pkgutil
import re
from pathlib import Path

import click
import pytest

import holdfast
from holdfast.base.errors import HoldfastError
from holdfast.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(#[^)\s]+)?\)")


def all_errors() -> set[type[HoldfastError]]:
    for module in pkgutil.walk_packages(holdfast.__path__, "holdfast."):
        if not any(part in module.name for part in (".migrations", ".wsgi", ".settings", ".urls")):
            importlib.import_module(module.name)
    found, waiting = set(), [HoldfastError]
    while waiting:
        for child in waiting.pop().__subclasses__():
            if child.__module__.startswith("holdfast."):
                found.add(child)
            waiting.append(child)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    broken = [
        target
        for target, _ in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_command_is_on_the_page_of_the_command_line() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    missing = [name for name in COMMANDS if f"`holdfast {name}" not in page]
    assert missing == []


def test_every_command_named_in_the_readme_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^holdfast ([a-z-]+)", text, re.MULTILINE))
    assert named
    assert named <= set(COMMANDS)


def test_every_make_target_named_in_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert all(re.search(rf"^{name}:", makefile, re.MULTILINE) for name in named)


def test_every_error_code_has_its_anchor() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    anchors = set(re.findall(r"^### ([a-z0-9-]+)$", page, re.MULTILINE))
    codes = {error.code for error in all_errors()}
    assert codes - anchors == set()
    assert anchors - codes == set(), "an anchor of an error that is gone"


def test_no_module_outgrows_its_walls() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in (ROOT / "src").rglob("*.py")
        if "migrations" not in path.parts and (lines := path.read_text(encoding="utf-8").count("\n")) > 450
    ]
    assert long == []


def flags_of(command: click.Command) -> set[str]:
    own = {
        flag for one in command.params for flag in (*one.opts, *one.secondary_opts) if flag.startswith("--")
    }
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if (found := command.get_command(context, name)) is not None:
                own |= flags_of(found)
    return own


def test_every_flag_on_the_page_of_the_command_line_is_one_of_its_command() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    wrong = []
    for line in page.splitlines():
        if not line.startswith("| `holdfast "):
            continue
        known = {"--json", "--help", "--desk", "--as"}
        for name in set(re.findall(r"`holdfast ([a-z-]+)", line)) & set(COMMANDS):
            module = importlib.import_module(f"holdfast.cli.{COMMANDS[name][0]}")
            known |= flags_of(getattr(module, f"{name.replace('-', '_')}_command"))
        wrong += [
            (line[:40], flag) for flag in re.findall(r"(?<![\w-])--[a-z][a-z-]*", line) if flag not in known
        ]
    assert wrong == []
