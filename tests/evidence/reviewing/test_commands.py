"""`holdfast review` and `holdfast evidence sweep`, as a person types them."""

import json
from pathlib import Path
from typing import Any

import pytest

from evidence.reviewing.conftest import TEXT
from holdfast.cli.main import main
from holdfast.evidence.models import Capture, Part
from holdfast.people.types import Viewer

pytestmark = pytest.mark.django_db


class Typed:
    """A command line that says what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str, who: str = "alice") -> str:
        main(["--as", who, *words])
        return self.capsys.readouterr().out

    def json(self, *words: str, who: str = "alice") -> Any:
        return json.loads(self(*words, "--json", who=who))

    def fails(self, *words: str, who: str = "alice", code: int = 1) -> str:
        with pytest.raises(SystemExit) as stopped:
            main(["--as", who, *words])
        assert stopped.value.code == code
        return self.capsys.readouterr().err


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Typed:
    return Typed(capsys)


ANSWER = ("review", "answer", "E-0001", "untampered", "--text", "As published", "--method", "compared")
ANSWER += ("--reasons", "every block is the same", "--finding", "yes")


def test_it_works(capture: Capture, rania: Viewer, rosa: Viewer, typed: Typed) -> None:
    number = str(typed.json(*ANSWER)["answer"])
    assert "not confirmed" in typed("review", "show", "E-0001")
    for who in ("rania", "rosa"):
        assert f"agrees with answer {number}" in typed("review", "confirm", number, who=who)
    shown = typed("review", "show", "E-0001")
    assert shown.startswith("E-0001, collected by alice: confirmed\n")
    assert "who: nobody has answered" in shown
    assert "(rania agrees; rosa agrees)" in shown
    state = typed.json("review", "show", "E-0001")
    assert state["confirmed"] is True
    assert state["answers"]["untampered"][0]["confirmations"][0]["by"] == "rania"


def test_the_collector_is_told_why_not(capture: Capture, rania: Viewer, typed: Typed) -> None:
    number = str(typed.json(*ANSWER, who="rania")["answer"])
    assert "(another-person-needed)" in typed.fails("review", "confirm", number)


def test_a_redaction_from_asking_to_the_copy(
    capture: Capture, rania: Viewer, typed: Typed, tmp_path: Path
) -> None:
    wish = typed.json("review", "redact", "E-0001", "text.txt", "--find", "600", "--reason", "a number")[
        "request"
    ]
    assert wish in typed("review", "pending")
    assert typed.json("review", "pending")["redactions"][0]["removed"] == [
        {"start": TEXT.index("600"), "end": TEXT.index("600") + 3}
    ]
    seen = typed.json("review", "preview", wish, str(tmp_path / "seen.txt"), who="rania")
    assert "saw █████ trucks" in (tmp_path / "seen.txt").read_text(encoding="utf-8")
    assert "holdfast: File exists" in typed.fails(
        "review", "preview", wish, str(tmp_path / "seen.txt"), who="rania"
    )
    assert "(not-allowed)" in typed.fails("review", "approve", wish, "--seen", seen["sha256"])
    copy = typed.json("review", "approve", wish, "--seen", seen["sha256"], who="rania")["redaction"]
    assert (copy["key"], copy["sha256"], copy["approver"]) == (wish, seen["sha256"], "rania")
    assert f"{wish} of text.txt, by alice, approved by rania: a number" in typed("review", "show", "E-0001")


def test_regions_and_spans_as_they_are_written(capture: Capture, rania: Viewer, typed: Typed) -> None:
    typed("review", "redact", "E-0001", "screenshot.png", "--region", "1,2,3,4", "--reason", "x")
    typed("review", "redact", "E-0001", "report.pdf", "--region", "1:1,2,3,4", "--dpi", "96", "--reason", "x")
    typed("review", "redact", "E-0001", "text.txt", "--span", "0:5", "--span", "3:9", "--reason", "x")
    for wrong in (["--region", "1,2,3"], ["--span", "5"], ["--region", "١,2,3,4"], ["--find", "nobody"], []):
        assert "Error" in typed.fails(
            "review", "redact", "E-0001", "text.txt", "--reason", "x", *wrong, code=2
        )


def test_a_refusal(capture: Capture, rania: Viewer, typed: Typed) -> None:
    wish = typed.json("review", "redact", "E-0001", "text.txt", "--span", "0:5", "--reason", "x")["request"]
    assert typed.json("review", "refuse", wish, "--reason", "public", who="rania")["refused"] is True
    assert f"{wish}, asked by alice: refused by rania: public" in typed("review", "show", "E-0001")
    assert "Nothing waits" in typed("review", "pending")


def test_holding_and_expunging(capture: Capture, rania: Viewer, rosa: Viewer, typed: Typed) -> None:
    typed("review", "flag", "E-0001", "--reason", "an injured person")
    assert "graphic: an injured person" in typed("review", "show", "E-0001")
    typed("review", "hold", "E-0001", "--ground", "a letter")
    asking = ("review", "expunge", "E-0001", "--ground", "court-order", "--text", "Order 12/26")
    assert "(held-by-law)" in typed.fails(*asking)
    typed("review", "release", "E-0001", "--reason", "closed", who="rania")
    wish = typed.json(*asking)["request"]
    assert "A second person" in typed("review", "approve", wish, who="rania")
    assert "approved by rania)" in typed("review", "pending")
    assert typed.json("review", "approve", wish, who="rosa")["done"] is True
    assert not Part.objects.exists()
    assert "EXPUNGED" in typed("review", "show", "E-0001")
    assert typed.json("review", "show", "E-0001")["expunged"]["approvers"] == ["rania", "rosa"]
    swept = typed.json("evidence", "sweep")
    assert (swept["removed"], swept["kept"], swept["failed"]) == (0, 0, [])


@pytest.mark.parametrize("words", [["show", "E-9999"], ["hold", "E-9999", "--ground", "x"]])
def test_a_capture_that_is_not_there(words: list[str], capture: Capture, typed: Typed) -> None:
    assert "(capture-unknown)" in typed.fails("review", *words)


def test_a_capture_is_shown_with_its_parts(alice: Viewer, typed: Typed, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes(636))
    assert "648 bytes" in typed(
        "capture", "--file", str(film)
    )  # the file's own, not those of what is said of it
    shown = typed("evidence", "show", "E-0001")
    assert "Collected by alice" in shown and "film.mp4" in shown
    parts = typed.json("evidence", "show", "E-0001")["parts"]
    assert "film.mp4" in [one["name"] for one in parts]
    assert f"parts: {', '.join(one['name'] for one in parts)}" in typed("review", "show", "E-0001")
    assert typed.json("review", "show", "E-0001")["parts"] == [one["name"] for one in parts]


def test_a_wrong_part_is_answered_with_those_there_are(capture: Capture, typed: Typed) -> None:
    said = typed.fails("review", "redact", "E-0001", "text", "--span", "0:5", "--reason", "x")
    assert "its parts are 'screenshot.png', 'text.txt', 'report.pdf'" in said
    assert "holdfast evidence show E-0001" in said
