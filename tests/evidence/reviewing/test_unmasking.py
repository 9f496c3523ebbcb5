"""Two redacted copies of one part that show what the other hides: said when asked for and approved, not exported."""

import hashlib
import json
import random
from pathlib import Path
from typing import Any

import pytest

from evidence.approving import approved
from evidence.reviewing.conftest import TEXT
from evidence.reviewing.test_commands import Typed, typed  # noqa: F401  fixture
from holdfast.cli.main import main
from holdfast.evidence.actions.export import export_captures
from holdfast.evidence.actions.review_copies import request_redaction
from holdfast.evidence.errors import CopiesUnmask, RedactionUnknown
from holdfast.evidence.exporting.selection import select
from holdfast.evidence.models import Capture
from holdfast.evidence.queries.reviews import redaction_preview, redaction_unmasks
from holdfast.evidence.reviewing.unmasking import shows
from holdfast.people.types import Viewer

NAME, ADDRESS, BOTH = (
    [{"start": 0, "end": 5}],
    [{"start": 15, "end": 18}],
    [{"start": 0, "end": 5}, {"start": 15, "end": 18}],
)


def region(x: int, y: int, width: int, height: int, page: int | None = None) -> dict[str, int]:
    place = {"x": x, "y": y, "width": width, "height": height}
    return place if page is None else {"page": page, **place}


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        (NAME, ADDRESS, True),
        (NAME, BOTH, True),
        (BOTH, NAME, False),
        (NAME, NAME, False),
        ([{"start": 0, "end": 3}, {"start": 3, "end": 5}], NAME, False),
        ([{"start": 0, "end": 3}, {"start": 4, "end": 5}], NAME, True),
        ([region(0, 0, 10, 10)], [region(2, 2, 3, 3)], False),
        ([region(2, 2, 3, 3)], [region(0, 0, 10, 10)], True),
        ([region(0, 0, 5, 10), region(5, 0, 5, 10)], [region(2, 2, 6, 3)], False),
        ([region(0, 0, 5, 10), region(6, 0, 5, 10)], [region(2, 2, 6, 3)], True),
        ([region(0, 0, 10, 10, 1)], [region(0, 0, 10, 10, 2)], True),
        ([region(0, 0, 10, 10)], [region(0, 0, 10, 10, 1)], False),
        (NAME, [region(0, 0, 10, 10)], True),
    ],
)
def test_what_one_copy_shows_of_what_another_hides(one: Any, other: Any, shown: bool) -> None:
    assert shows(one, other) is shown


def test_it_agrees_with_counting_every_pixel() -> None:
    dice = random.Random(7)
    for _ in range(300):
        some, others = (
            [
                region(dice.randrange(6), dice.randrange(6), dice.randint(1, 5), dice.randint(1, 5))
                for _ in range(dice.randint(1, 6))
            ]
            for _ in range(2)
        )
        dark, wanted = (
            {
                (x, y)
                for one in places
                for x in range(one["x"], one["x"] + one["width"])
                for y in range(one["y"], one["y"] + one["height"])
            }
            for places in (some, others)
        )
        assert shows(some, others) is bool(wanted - dark)


def copy_of(part: str, removed: Any, alice: Viewer, rania: Viewer) -> str:
    key = request_redaction(viewer=alice, capture="E-0001", part=part, removed=removed, reason="x")
    return approved(rania, key)


PARTS = [
    ("text.txt", NAME, ADDRESS),
    ("screenshot.png", [region(0, 0, 4, 4)], [region(10, 4, 4, 4)]),
    ("report.pdf", [region(0, 0, 40, 40)], [region(100, 40, 40, 40, 1)]),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("part", "one", "other"), PARTS, ids=[part for part, _, _ in PARTS])
def test_it_is_said_of_texts_pictures_and_pdfs(
    capture: Capture, alice: Viewer, rania: Viewer, part: str, one: Any, other: Any
) -> None:
    first = copy_of(part, one, alice, rania)
    wish = request_redaction(viewer=alice, capture="E-0001", part=part, removed=other, reason="x")
    found = redaction_unmasks(rania, wish)
    assert {(pair.copy, pair.other) for pair in found} == {(first, wish), (wish, first)}
    assert found[0].said == f"{found[0].copy} shows what {found[0].other} hides of {part}"
    assert not redaction_unmasks(rania, copy_of(part, [*one, *other], alice, rania))[0].copy.endswith(wish)


@pytest.mark.django_db
def test_the_command_line_warns_who_asks_and_who_approves(
    capture: Capture,
    alice: Viewer,
    rania: Viewer,
    typed: Typed,  # noqa: F811
    tmp_path: Path,
) -> None:
    copy_of("text.txt", NAME, alice, rania)
    words = ("--as", "alice", "review", "redact", "E-0001", "text.txt", "--reason", "x", "--json")
    main([*words, "--span", "15:18"])
    said = typed.capsys.readouterr()
    assert json.loads(said.out)["unmasks"][0] == {"copy": "R-0001", "other": "R-0002", "part": "text.txt"}
    assert "! R-0001 shows what R-0002 hides of text.txt" in said.err
    main(["--as", "rania", "review", "preview", "R-0002", str(tmp_path / "seen")])
    assert "! R-0002 shows what R-0001 hides" in typed.capsys.readouterr().err
    sha256 = hashlib.sha256((tmp_path / "seen").read_bytes()).hexdigest()
    main(["--as", "rania", "review", "approve", "R-0002", "--seen", sha256])
    assert "! R-0002 shows what R-0001 hides" in typed.capsys.readouterr().err


def chosen(viewer: Viewer, **more: Any) -> Any:
    how = {"redacted_only": True, "with_restricted": False, **more}
    return select(viewer, keys=["E-0001"], documents={}, **how)


@pytest.mark.django_db
def test_an_export_refuses_them_unless_copies_are_chosen(
    capture: Capture, alice: Viewer, rania: Viewer, tmp_path: Path
) -> None:
    name, address = (copy_of("text.txt", places, alice, rania) for places in (NAME, ADDRESS))
    with pytest.raises(CopiesUnmask, match=f"{name} shows what {address} hides of text.txt") as refused:
        export_captures(alice, keys=["E-0001"], to=tmp_path / "out", redacted_only=True)
    assert "--redaction" in refused.value.next_step
    assert not (tmp_path / "out").exists()
    both = copy_of("text.txt", BOTH, alice, rania)
    one = chosen(alice, redactions=[both])
    assert [copy.key for copy in one.items[0].copies] == [both]
    assert {left.what for left in one.left_out} == {
        f"the redacted copy {name} of E-0001",
        f"the redacted copy {address} of E-0001",
    }
    assert len(chosen(alice, redactions=[name, address]).items[0].copies) == 2  # who names both wants both
    with pytest.raises(RedactionUnknown, match="R-0099"):
        chosen(alice, redactions=[both, "R-0099"])
    # With the original beside them there is nothing left to unmask, and it is said that it goes.
    whole = chosen(alice, redacted_only=False)
    assert (len(whole.items[0].copies), whole.originals) == (3, ("E-0001",))
    assert chosen(alice, redactions=[both]).originals == ()


@pytest.mark.django_db
def test_the_shipped_words_say_where_counting_begins(capture: Capture, alice: Viewer, rania: Viewer) -> None:
    key = request_redaction(
        viewer=alice, capture="E-0001", part="text.txt", removed=[{"start": 0, "end": 1}], reason="x"
    )
    assert redaction_preview(rania, key)[2].decode() == "█████" + TEXT[1:]
