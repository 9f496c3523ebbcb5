"""Copies that unmask each other leave the desk by name alone; that originals go along is said."""

from pathlib import Path

import pytest

from evidence.exporting.test_partial_exports import SECRET, redacted, stranger  # noqa: F401  fixture
from holdfast.cli.export import _say_in_words
from holdfast.evidence.actions.export import export_captures
from holdfast.evidence.actions.review_copies import approve_redaction, request_redaction
from holdfast.evidence.errors import CopiesUnmask
from holdfast.evidence.queries.reviews import redaction_preview
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def test_it_works(
    redacted: str,  # noqa: F811
    alice: Viewer,
    rania: Viewer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    places = [{"start": len(SECRET) + 2, "end": len(SECRET) + 5}]
    key = request_redaction(viewer=alice, capture="E-0001", part="text.txt", removed=places, reason="More")
    approve_redaction(viewer=rania, key=key, seen=redaction_preview(rania, key)[1])
    with pytest.raises(CopiesUnmask):
        export_captures(alice, keys=["E-0001"], to=tmp_path / "out", redacted_only=True)
    made = export_captures(
        alice, keys=["E-0001"], to=tmp_path / "named", redacted_only=True, redactions=[redacted]
    )
    assert stranger(made.path)["redactions"] == "passed" and made.originals == ()
    assert not (made.path / f"data/redactions/{key}").exists()
    assert any(one.what == f"the redacted copy {key} of E-0001" for one in made.left_out)
    whole = export_captures(alice, keys=["E-0001"], to=tmp_path / "whole")
    assert (whole.originals, whole.result) == (("E-0001",), "passed")
    _say_in_words(whole)
    assert "E-0001 has redacted copies; the original goes too. --redacted-only" in capsys.readouterr().out
