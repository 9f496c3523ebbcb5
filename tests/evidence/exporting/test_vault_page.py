"""docs/vault.md says what the verifier prints, and its steps by hand work on an export."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from holdfast.evidence.actions.export import export_captures
from holdfast.evidence.sealing.settings import sealing_settings
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
PAGE = (Path(__file__).parents[3] / "docs" / "vault.md").read_text(encoding="utf-8")
FOREIGN = {"warc-records", "warc-digests", "wacz-signature", "token", "ots", "file"}


def block(kind: str) -> str:
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.M | re.S)
    return str(found)


def by_hand(folder: Path) -> list[subprocess.CompletedProcess[str]]:
    how = {"cwd": folder, "capture_output": True, "text": True, "timeout": 60, "check": False}
    shell = subprocess.run(["sh", "-e", "-c", block("sh")], **how)  # type: ignore[call-overload]
    alone = subprocess.run([sys.executable, "-I", "-S", "-c", block("python")], **how)  # type: ignore[call-overload]
    return [shell, alone]


def test_every_check_is_explained(captured: tuple[str, ...], alice: Viewer, tmp_path: Path) -> None:
    made = export_captures(alice, keys=captured, to=tmp_path / "out")
    table = PAGE.split("## What each check means")[1].split("## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    explained = {name for row in rows for name in re.findall(r"`([a-z-]+)`", row)}
    assert explained == {name for name, _, _ in made.checks} | FOREIGN


def test_the_steps_by_hand(captured: tuple[str, ...], alice: Viewer, tmp_path: Path) -> None:
    made = export_captures(alice, keys=captured, to=tmp_path / "out")
    shell, alone = by_hand(made.path)
    assert shell.returncode == alone.returncode == 0, (shell, alone)
    assert "Verification: OK" in shell.stdout
    part = made.path / "data/captures/E-0002/tally.csv"
    part.write_bytes(part.read_bytes().replace(b"412", b"413"))
    shell, alone = by_hand(made.path)
    assert shell.returncode and "data/captures/E-0002/tally.csv: FAILED" in shell.stdout
    assert alone.returncode and "AssertionError: tally.csv" in alone.stderr


def test_the_steps_by_hand_say_what_no_stamp_covers(
    captured: tuple[str, ...], alice: Viewer, tmp_path: Path
) -> None:
    made = export_captures(alice, keys=captured, to=tmp_path / "out")
    tokens = sorted((made.path / "data/proofs").glob("*.tsr"), key=lambda one: int(one.name.split("-")[0]))
    assert len(tokens) == 2
    tokens[-1].unlink()
    size = tokens[0].name.split("-")[0]
    manifest = made.path / "manifest-sha256.txt"
    manifest.write_text(
        "".join(line + "\n" for line in manifest.read_text().splitlines() if tokens[-1].name not in line)
    )
    (made.path / "tagmanifest-sha256.txt").write_text("")
    shell, alone = by_hand(made.path)
    assert "no properly formatted" in shell.stderr and shell.returncode  # the list of tag files is empty
    steps = block("sh").split("# 3. ")[1]
    how = {"cwd": made.path, "capture_output": True, "text": True, "timeout": 60, "check": False}
    names = "known=$(mktemp) here=$(mktemp) head=$(mktemp)\n# "
    shell = subprocess.run(["sh", "-e", "-c", names + steps], **how)  # type: ignore[call-overload]
    assert shell.returncode == 0 and "Verification: OK" in shell.stdout, shell
    assert f"entries 1 to {size} are stamped" in shell.stdout
    assert alone.returncode == 0 and f"came after entry {size}" in alone.stdout, alone


def test_the_steps_by_hand_find_what_no_list_names(
    captured: tuple[str, ...], alice: Viewer, tmp_path: Path
) -> None:
    made = export_captures(alice, keys=captured, to=tmp_path / "out")
    (made.path / "README.txt").write_text("x")
    shell, _ = by_hand(made.path)
    assert shell.returncode and "README.txt" in shell.stdout
    (made.path / "README.txt").unlink()
    info, tags = made.path / "bag-info.txt", made.path / "tagmanifest-sha256.txt"
    before = hashlib.sha256(info.read_bytes()).hexdigest()
    info.write_text(info.read_text() + "External-Description: another\n")
    tags.write_text(tags.read_text().replace(before, hashlib.sha256(info.read_bytes()).hexdigest()))
    shell, _ = by_hand(made.path)
    assert shell.returncode and before in shell.stdout  # what the desk signed


def test_the_table_of_desk_toml_is_understood(settings: Any, tmp_path: Path) -> None:
    said = tomllib.loads(block("toml").replace("base64 of 32 bytes", "A" * 43 + "="))
    settings.DESK = replace(settings.DESK, tables=said)
    found = sealing_settings()
    assert (found.origin, found.authorities_needed) == ("log.example.org/desk", 1)
    assert [one.name for one in found.authorities] == ["example"]
    assert found.witnesses[0].url == "https://other.example/witness"
