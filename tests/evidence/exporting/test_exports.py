"""An export is whole, passes the verifier, and holds what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from holdfast.evidence.actions.export import export_captures
from holdfast.evidence.engine.dispatch import verify
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def test_it_works(captured: tuple[str, ...], alice: Viewer, tmp_path: Path) -> None:
    made = export_captures(alice, keys=captured, to=tmp_path / "out")
    assert (made.result, made.whole) == ("passed", captured), made.checks
    assert not made.short
    assert verify(made.path).result == "passed"
    names = {path.relative_to(made.path).as_posix() for path in made.path.rglob("*") if path.is_file()}
    assert names >= {
        "data/captures/E-0001/capture.wacz",
        "data/captures/E-0001/capture.warc.gz",
        "data/captures/E-0001/manifest.json",
        "data/captures/E-0002/tally.csv",
        "data/report.html",
        "data/trust/hill.pem",
        "verify.py",
        "export.sig",
    }
    # The log in it holds the very entries that say it was made, under a head that was signed after them.
    lines = [json.loads(line) for line in (made.path / "data/log/entries.jsonl").read_text().splitlines()]
    exported = [line["object"] for line in lines if line["verb"] == "exported"]
    assert exported == list(captured) and made.size >= max(line["seq"] for line in lines)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "out", "tally.csv"]
