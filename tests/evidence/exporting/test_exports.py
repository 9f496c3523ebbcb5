"""An export is whole, passes the verifier, and holds what it says."""

from __future__ import annotations

import gzip
import json
import os
import re
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from evidence.capturing.site import Site
from evidence.sealing.services import past_the_triggers
from holdfast.evidence.actions.capture import capture_addresses
from holdfast.evidence.actions.export import export_captures
from holdfast.evidence.actions.review import answer_question
from holdfast.evidence.engine.dispatch import verify
from holdfast.evidence.errors import (
    ExportPlaceUnfit,
    ExportUnsound,
    NothingToExport,
    ObjectDamaged,
    ObjectMissing,
)
from holdfast.evidence.exporting.logfiles import heads_for
from holdfast.evidence.exporting.wacz import surt
from holdfast.evidence.models import LogEntry, Opening, Part
from holdfast.evidence.types import CheckpointDef, StampDef, StampKind, StampState
from holdfast.people.types import Viewer
from holdfast.sources.actions import add_document, add_source
from holdfast.sources.types import DocumentDef, SourceDef

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def a_document(viewer: Viewer) -> tuple[int, ...]:
    """A document nobody captured, by id."""
    add_source(viewer, source=SourceDef("office", name={"en": "The office"}))
    document = DocumentDef("doc-1", "office", title={"en": "A tally"}, url="https://example.org/tally")
    return (add_document(viewer, document=document),)


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


def test_an_export_of_nothing_is_refused(captured: tuple[str, ...], alice: Viewer, tmp_path: Path) -> None:
    with pytest.raises(NothingToExport, match="Nothing to export is named"):
        export_captures(alice, to=tmp_path / "out")
    documents = a_document(alice)
    with pytest.raises(NothingToExport, match="There is no capture to export"):
        export_captures(alice, documents=documents, to=tmp_path / "out")
    assert not LogEntry.objects.filter(verb="exported").exists()


def test_documents_without_a_capture_are_named(
    captured: tuple[str, ...], alice: Viewer, tmp_path: Path
) -> None:
    made = export_captures(alice, keys=["E-0001"], documents=a_document(alice), to=tmp_path / "out")
    assert made.not_preserved == ("doc-1",)
    assert json.loads((made.path / "data/export.json").read_text())["not_preserved"] == ["doc-1"]
    assert "The document doc-1 (A tally) is not preserved" in (made.path / "data/report.html").read_text()


@pytest.mark.parametrize("gone", [True, False])
def test_a_missing_or_changed_object_fails_it_by_name(
    captured: tuple[str, ...], alice: Viewer, tmp_path: Path, gone: bool
) -> None:
    part = Part.objects.get(name="tally.csv")
    path = tmp_path / "desk/objects" / part.sha256[:2] / part.sha256[2:4] / part.sha256
    path.unlink()
    if not gone:
        path.write_bytes(b"other")
    with pytest.raises(ObjectMissing if gone else ObjectDamaged, match=r"The part tally\.csv of E-0002 "):
        export_captures(alice, keys=captured, to=tmp_path / "out")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["desk", "tally.csv"]
    assert not LogEntry.objects.filter(verb="exported").exists()


def test_a_log_that_was_edited_gives_no_export(
    captured: tuple[str, ...], alice: Viewer, tmp_path: Path
) -> None:
    with past_the_triggers():
        Opening.objects.filter(seq=1).update(content='{"manifest": "x"}')
    with pytest.raises(ExportUnsound, match="commitments: entry 1 does not say what it was sealed with"):
        export_captures(alice, keys=captured, to=tmp_path / "out")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["desk", "tally.csv"]


def test_what_lies_there_is_left_alone(captured: tuple[str, ...], alice: Viewer, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(ExportPlaceUnfit, match="Something lies at"):
        export_captures(alice, keys=captured, to=tmp_path / "out")
    with pytest.raises(ExportPlaceUnfit, match="There is no folder"):
        export_captures(alice, keys=captured, to=tmp_path / "nowhere" / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_one_zip_file(captured: tuple[str, ...], alice: Viewer, tmp_path: Path) -> None:
    made = export_captures(alice, keys=captured, to=tmp_path / "out.zip", as_zip=True)
    assert verify(made.path).result == made.result == "passed"
    with zipfile.ZipFile(made.path) as package:
        assert all(name.startswith("out/") for name in package.namelist())
        package.extractall(tmp_path / "unpacked")
    assert verify(tmp_path / "unpacked" / "out").result == "passed"


def test_what_a_killed_export_left_is_cleared_away(
    captured: tuple[str, ...], alice: Viewer, tmp_path: Path
) -> None:
    for name, age in (
        (".out.0badcafe.unfinished", 100),
        (".out.1badcafe.unfinished", 0),
        (".other.2.unfinished", 100),
    ):
        (tmp_path / name / "export").mkdir(parents=True)
        at = time.time() - age
        os.utime(tmp_path / name, (at, at))
    export_captures(alice, keys=captured, to=tmp_path / "out")
    left = sorted(one.name for one in tmp_path.iterdir() if one.name.startswith("."))
    assert left == [".other.2.unfinished", ".out.1badcafe.unfinished"]


def test_without_an_authority_nobody_outside_vouches(
    captured: tuple[str, ...], alice: Viewer, tmp_path: Path, settings: Any
) -> None:
    tables = {**settings.DESK.tables, "evidence": {}}
    settings.DESK = replace(settings.DESK, tables=tables)
    made = export_captures(alice, keys=["E-0002"], to=tmp_path / "out")
    assert made.result == "not checkable" and not made.short
    report = (made.path / "data/report.html").read_text()
    assert "nobody outside the desk has stamped or witnessed it" in report


def test_an_authority_that_does_not_answer_is_said(
    captured: tuple[str, ...], alice: Viewer, tmp_path: Path, settings: Any
) -> None:
    evidence = dict(settings.DESK.tables["evidence"])
    (one,) = evidence["authorities"]
    evidence["authorities"] = [{**one, "url": one["url"].replace("/good", "/closed")}]
    settings.DESK = replace(settings.DESK, tables={**settings.DESK.tables, "evidence": evidence})
    made = export_captures(alice, keys=captured, to=tmp_path / "out")
    assert made.short and [name for name, _ in made.troubles] == ["hill"]
    # The earlier head over E-0001 was stamped, and its token comes along; it does not speak for what came later.
    assert made.result == "not checkable"


def test_the_report_escapes_whatever_a_page_calls_itself(
    site: Site, alice: Viewer, rania: Viewer, tmp_path: Path
) -> None:
    capture_addresses(alice, addresses=[site.url("/?a=<script>alert(1)</script>&b='\"")])
    answer_question(
        viewer=rania,
        capture="E-0001",
        question="what",
        text="</q><script>x</script>",
        method="<b>",
        reasons="<i>",
    )
    made = export_captures(alice, keys=["E-0001"], to=tmp_path / "out", title="<img src=x onerror=1>")
    report = (made.path / "data/report.html").read_text()
    tags = set(re.findall(r"<([a-z0-9]+)", report))
    assert not tags & {"script", "img", "iframe", "link", "object", "i"}
    assert "&lt;script&gt;" in report and not re.search(r"(?:src|href)=\"(?!#)", report)
    for word in ("authentic", "genuine"):
        assert word not in report.lower()


def test_the_wacz_is_one_that_others_read(captured: tuple[str, ...], alice: Viewer, tmp_path: Path) -> None:
    made = export_captures(alice, keys=["E-0001"], to=tmp_path / "out")
    again = export_captures(alice, keys=["E-0001"], to=tmp_path / "again")
    name = "data/captures/E-0001/capture.wacz"
    assert (made.path / name).read_bytes() == (again.path / name).read_bytes()
    assert {one.name: one.result for one in verify(made.path / name).checks} == {
        "wacz-files": "passed",
        "wacz-signature": "not checkable",
        "warc-records": "passed",
        "warc-digests": "passed",
    }
    with zipfile.ZipFile(made.path / name) as package:
        index = package.read("indexes/index.cdxj").decode().splitlines()
        warc = package.read("archive/capture.warc.gz")
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
    assert pages[0]["format"] == "json-pages-1.0" and pages[1]["url"].endswith("/page")
    (line,) = index
    fields = json.loads(line.split(" ", 2)[2])
    start = int(fields["offset"])
    record = gzip.decompress(warc[start : start + int(fields["length"])])
    assert b"WARC-Type: response" in record and b"600 trucks a day" in record
    assert fields["url"] == pages[1]["url"] and fields["status"] == "200"


def test_keys_of_an_index() -> None:
    assert surt("https://www.Example.org/A b?Q=1") == "org,example)/a%20b?q=1"
    assert surt("http://127.0.0.1:8080/x") == "1,0,0,127:8080)/x"
    assert surt("urn:x:y") == "urn:x:y"
    assert surt("http://[") == "http://["


def test_a_head_is_chosen_for_each_who_vouches() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)

    def head(size: int, *names: str) -> CheckpointDef:
        stamps = tuple(
            StampDef(StampKind.RFC3161, one, StampState.ANCHORED, b"", at, at, size) for one in names
        )
        return CheckpointDef(size, "", "", at, stamps)

    heads = [head(2), head(4, "a"), head(6, "a"), head(8, "a", "b"), head(10, "a", "b")]
    assert heads_for(heads, [1]) == {2, 4, 8}
    assert heads_for(heads, [5, 9]) == {6, 8, 10}
    assert heads_for(heads, [11]) == set()
