"""Redacted copies alone, tombstones, restricted parts, what a viewer may not see: named in the export, never leaked."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.approving import approved
from evidence.capturing.site import Site, answer
from holdfast.evidence.actions.capture import capture_addresses, upload_file
from holdfast.evidence.actions.export import export_captures
from holdfast.evidence.actions.review import answer_question
from holdfast.evidence.actions.review_copies import request_redaction
from holdfast.evidence.actions.review_expunge import approve_expunge, request_expunge
from holdfast.evidence.actions.viewing import record_viewing
from holdfast.evidence.errors import CaptureUnknown, NothingToExport
from holdfast.evidence.models import Answer
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Role, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
SECRET = "Umm Ahmad saw it"


def stranger(folder: Path) -> dict[str, str]:
    """What verify.py of the export answers in a Python without any package."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    said = json.loads(done.stdout)
    return {"": said["result"]} | {one["name"]: one["result"] for one in said["checks"]}


def everything(folder: Path) -> bytes:
    return b"\n".join(
        path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "verify.py"
    )


@pytest.fixture
def redacted(site: Site, alice: Viewer, rania: Viewer) -> str:
    """The key of a redacted copy of E-0001's text, which has an answer that quotes what was taken out."""
    site.routes["/secret-path"] = answer(f"<p>{SECRET}. 600 trucks.</p>".encode())
    capture_addresses(alice, addresses=[site.url("/secret-path")])
    answer_question(
        viewer=rania, capture="E-0001", question="who", text=SECRET, method="read it", reasons="it says so"
    )
    key = request_redaction(
        viewer=alice,
        capture="E-0001",
        part="text.txt",
        removed=[{"start": 0, "end": len(SECRET)}],
        reason="It names a witness",
    )
    return approved(rania, key)


def test_redacted_copies_alone_are_checked_by_a_stranger(
    redacted: str, alice: Viewer, tmp_path: Path
) -> None:
    made = export_captures(alice, keys=["E-0001"], to=tmp_path / "out", redacted_only=True)
    assert (made.whole, made.redacted, made.result) == ((), ("E-0001",), "passed")
    found = stranger(made.path)
    assert (found[""], found["redactions"], found["manifests"]) == ("passed", "passed", "passed")
    assert b"600 trucks" in (made.path / f"data/redactions/{redacted}/{redacted}.txt").read_bytes()
    given = everything(made.path)
    for secret in (SECRET, "Umm Ahmad", "secret-path"):
        assert secret.encode() not in given
    assert not (made.path / "data/captures").exists()
    assert any("entries of the custody log about E-0001" in one.what for one in made.left_out)
    copy = made.path / f"data/redactions/{redacted}/{redacted}.txt"
    copy.write_bytes(copy.read_bytes() + b" ")
    assert stranger(made.path)["redactions"] == "failed"


def test_a_capture_without_a_redacted_copy_is_refused(
    captured: tuple[str, ...], alice: Viewer, tmp_path: Path
) -> None:
    with pytest.raises(NothingToExport, match="E-0001 has no redacted copy"):
        export_captures(alice, keys=captured, to=tmp_path / "out", redacted_only=True)
    assert not (tmp_path / "out").exists()


def test_a_whole_export_holds_the_redacted_copies_too(redacted: str, alice: Viewer, tmp_path: Path) -> None:
    made = export_captures(alice, keys=["E-0001"], to=tmp_path / "out")
    assert (made.path / f"data/redactions/{redacted}/record.json").exists()
    assert stranger(made.path)[""] == "passed"
    report = (made.path / "data/report.html").read_text()
    assert "It names a witness" in report and "Not confirmed by two people yet" in report


@pytest.mark.parametrize("keep", [False, True])
def test_what_was_expunged_is_a_tombstone(
    redacted: str, person: Callable[..., Viewer], alice: Viewer, rania: Viewer, tmp_path: Path, keep: bool
) -> None:
    rosa = person("rosa", Role.REVIEWER)
    key = request_expunge(
        viewer=alice,
        capture="E-0001",
        ground="risk-to-a-person",
        text="A witness is named",
        answers=[Answer.objects.get().pk],
        keep_redactions=keep,
    )
    approve_expunge(viewer=rania, key=key)
    assert approve_expunge(viewer=rosa, key=key)
    made = export_captures(alice, keys=["E-0001"], to=tmp_path / "out")
    assert (made.expunged, made.result) == (("E-0001",), "passed")
    assert stranger(made.path)[""] == "passed"
    stone = json.loads((made.path / "data/captures/E-0001/tombstone.json").read_text())
    assert (stone["ground"], stone["approvers"]) == ("risk-to-a-person", ["rania", "rosa"])
    assert (made.path / f"data/redactions/{redacted}").exists() == keep
    assert SECRET.encode() not in everything(made.path)
    assert "Deleted on" in (made.path / "data/report.html").read_text()


def test_restricted_parts_are_left_out_and_listed(
    captured: tuple[str, ...], alice: Viewer, adam: Viewer, tmp_path: Path
) -> None:
    made = export_captures(alice, keys=["E-0002"], to=tmp_path / "out")
    assert [one.what for one in made.left_out] == ["the part metadata.json of E-0002"]
    assert not (made.path / "data/captures/E-0002/metadata.json").exists()
    assert "metadata.json of E-0002 is not given" in (made.path / "data/report.html").read_text()
    with pytest.raises(NotAllowed, match="does not see all parts of E-0002"):
        export_captures(alice, keys=["E-0002"], to=tmp_path / "more", with_restricted=True)
    full = export_captures(adam, keys=["E-0002"], to=tmp_path / "full", with_restricted=True)
    assert (full.path / "data/captures/E-0002/metadata.json").exists()
    # The earlier export is in the log of the later one; to whom else something went is not told.
    assert [one.what for one in full.left_out] == ["what 1 entry about earlier exports says"]
    assert stranger(full.path)[""] == "passed"
    (full.path / "data/captures/E-0002/metadata.json").unlink()
    assert stranger(full.path)["objects"] == "failed"


def test_nothing_above_the_viewers_clearance_comes_out(
    site: Site, adam: Viewer, alice: Viewer, tmp_path: Path
) -> None:
    site.routes["/hidden"] = answer(b"hidden words")
    capture_addresses(adam, addresses=[site.url("/hidden")], level=Level.RESTRICTED)
    file = tmp_path / "open.txt"
    file.write_text("open")
    upload_file(alice, path=file)
    record_viewing(viewer=adam, keys=["E-0001"])
    with pytest.raises(CaptureUnknown, match="E-0001"):
        export_captures(alice, keys=["E-0001", "E-0002"], to=tmp_path / "out")
    made = export_captures(alice, keys=["E-0002"], to=tmp_path / "out")
    given = everything(made.path)
    assert b"E-0001" not in given and b"/hidden" not in given


def test_bob_and_charlie_take_nothing_out(
    captured: tuple[str, ...], bob: Viewer, charlie: Viewer, tmp_path: Path
) -> None:
    for viewer in (bob, charlie):
        with pytest.raises(NotAllowed):
            export_captures(viewer, keys=captured, to=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_answer_for_fewer_people_stays_closed(
    captured: tuple[str, ...], alice: Viewer, adam: Viewer, tmp_path: Path
) -> None:
    words = {"text": SECRET, "method": "asked her", "reasons": "she says so"}
    answer_question(viewer=adam, capture="E-0001", question="who", level=Level.RESTRICTED, **words)
    made = export_captures(alice, keys=["E-0001"], to=tmp_path / "out")
    assert SECRET.encode() not in everything(made.path)
    assert [one.what for one in made.left_out] == ["what 1 entries about answers say"]
    assert stranger(made.path)[""] == "passed"
    made = export_captures(adam, keys=["E-0001"], to=tmp_path / "more")
    assert SECRET in (made.path / "data/report.html").read_text()
