"""A right number under a heading that makes it say something else goes to a person, and is told which heading."""

from pathlib import Path

import pytest

from holdfast.claims.engine.judge import Checked, Verdict
from holdfast.claims.queries.checking import draft_checked
from holdfast.claims.reading import read_draft
from holdfast.people.types import Viewer

SAID = "342 Palestinians had been killed as of 22 November 2025, the Gaza Government Media Office said."
INJURED = "The Gaza Government Media Office said 875 people had been injured as of 22 November 2025."

pytestmark = pytest.mark.django_db


def lines(viewer: Viewer, text: str) -> dict[str, Checked]:
    """The lines by the number as the text writes it."""
    return {one.item.text: one for one in draft_checked(viewer, text).lines}


def test_the_heading_is_named(viewer: Viewer) -> None:
    found = lines(viewer, f"# Report\n\n## False claims\n\n{SAID}")["342"]
    assert (found.rule, found.verdict) == ("words-not-read", Verdict.ATTRIBUTED_ONLY)
    assert found.why.code == "check-heading-not-read"
    assert dict(found.why.params)["words"] == ("“False claims”",)
    assert found.cited


def test_a_heading_holds_back_what_stands_below_it_and_no_more(viewer: Viewer) -> None:
    found = lines(viewer, f"# Report\n\n## Myths\n\n{SAID}\n\n## The injured\n\n{INJURED}")
    assert not found["342"].verdict.supports
    assert found["875"].verdict is Verdict.AS_ATTRIBUTED


def test_a_denial_is_of_the_sentence_before_it(viewer: Viewer) -> None:
    found = lines(viewer, f"{INJURED} {SAID} That is false.")
    assert not found["342"].verdict.supports
    assert found["875"].verdict is Verdict.AS_ATTRIBUTED


def test_a_denial_of_all_is_of_all(viewer: Viewer) -> None:
    found = lines(viewer, f"{INJURED} {SAID} None of these numbers is true.")
    assert not found["342"].verdict.supports and not found["875"].verdict.supports


def test_a_number_that_is_contradicted_stays_so_under_any_heading(viewer: Viewer) -> None:
    wrong = SAID.replace("342", "842")
    assert lines(viewer, f"Myths\n\n{wrong}")["842"].verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("heading", "holds"),
    [
        ("Rafah", False),
        ("Killed by Israel", True),
        ("Killed by Hamas", False),
        ("Palestinians killed", True),
        ("Israelis killed", False),
        ("Gaza", True),
        ("Lebanon", False),
        ("The count of the Government Media Office", True),
        ("The count of the Israeli army", False),
        ("Year 2025", True),
        ("Year 2014", False),
    ],
)
def test_a_heading_is_held_against_the_rows(viewer: Viewer, heading: str, holds: bool) -> None:
    text = f"The truce after six weeks\n\nThe truce is not kept.\n\n{heading}\n\n{SAID}"
    assert lines(viewer, text)["342"].verdict.supports is holds


def test_headings_of_a_page_are_those_that_it_marks(viewer: Viewer, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><article><h1>Gaza after six weeks</h1><p>The truce is broken day after day, all say.</p>"
        f"<h2>These claims are false.</h2><p>The first.</p><h3>Numbers</h3><p>{SAID}</p>"
        f"<h2>What happened</h2><p>{INJURED}</p></article></body></html>",
        encoding="utf-8",
    )
    draft = read_draft(page)
    checked = draft_checked(viewer, draft.text, spans=draft.body, headings=draft.headings).lines
    found = {one.item.text: one for one in checked}
    assert not found["342"].verdict.supports
    assert found["875"].verdict is Verdict.AS_ATTRIBUTED


@pytest.mark.parametrize(
    "before",
    [
        "Below are false statements.\n\n- ",
        "The list that follows was made up by a student.\n\n",
        "1. Rumours\n\n",
        "فيما يلي كلام ملفق.\n\n",
        "Voici une phrase inventée.\n\n",
    ],
)
def test_a_sentence_that_points_ahead_and_a_numbered_heading_count(viewer: Viewer, before: str) -> None:
    assert not lines(viewer, before + SAID)["342"].verdict.supports


def test_a_sentence_before_that_points_to_nothing_changes_nothing(viewer: Viewer) -> None:
    assert (
        lines(viewer, f"The office rejects false claims.\n\n{SAID}")["342"].verdict is Verdict.AS_ATTRIBUTED
    )
