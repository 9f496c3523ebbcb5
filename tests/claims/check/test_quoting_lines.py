"""Lines of a plain text that begin with "> " quote; inside a sentence the sign before a number is "more than"."""

import pytest

from holdfast.claims.engine.items import Bound, Kind
from holdfast.claims.engine.judge import Checked, Verdict
from holdfast.claims.engine.quoted import without_quote_marks
from holdfast.claims.queries.checking import draft_checked
from holdfast.claims.reading import read_draft
from holdfast.people.types import Viewer

KILLED = (
    "342 Palestinians have been killed since the ceasefire, the Gaza media office said on 22 November 2025."
)


def checked(viewer: Viewer, text: str) -> Checked:
    """The one number of a draft, read as the command reads it."""
    draft = read_draft(text)
    lines = draft_checked(viewer, draft.text, spans=draft.body, plain=draft.plain).lines
    (found,) = (one for one in lines if one.item.kind is not Kind.DATE)
    assert text[found.item.start : found.item.end] == found.item.text
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("marks", ["> ", "> > ", ">> ", "  > ", "A note.\n\n> ", "A note.\r\n> "])
def test_a_line_that_quotes_is_read_without_its_signs(viewer: Viewer, marks: str) -> None:
    found = checked(viewer, marks + KILLED)
    assert (found.item.bound, found.verdict) == (Bound.EXACT, Verdict.AS_ATTRIBUTED)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "The Gaza media office said on 22 November 2025 that > 342 Palestinians have been killed since the ceasefire.",
        "The Gaza media office said on 22 November 2025 that\n> 342 Palestinians have been killed since the ceasefire.",
        "- > " + KILLED,
        ">" + KILLED,
        "> > The media office counts:\n> so far > " + KILLED,
    ],
)
def test_the_sign_before_a_number_is_more_than(viewer: Viewer, text: str) -> None:
    found = checked(viewer, text)
    assert (found.item.bound, found.verdict.supports) == (Bound.MORE_THAN, False)


@pytest.mark.django_db
def test_a_wrong_number_in_a_line_that_quotes_is_not_supported(viewer: Viewer) -> None:
    assert checked(viewer, "> " + KILLED.replace("342", "341")).verdict is Verdict.CONTRADICTED
    assert not checked(viewer, "These are false:\n\n> " + KILLED).verdict.supports


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("> a\n> > b", "  a\n    b"),
        (">a", ">a"),
        ("a > b", "a > b"),
        ("> a line of a quotation that is long enough to go on\n> in the next", None),
    ],
)
def test_offsets_stay(text: str, left: str | None) -> None:
    made = without_quote_marks(text)
    assert made == (text.replace(">", " ") if left is None else left)
    assert len(made) == len(text)


@pytest.mark.django_db
def test_a_cell_of_a_page_keeps_its_sign(viewer: Viewer) -> None:
    draft = read_draft(f"<html><body><p>&gt; {KILLED}</p></body></html>")
    (found,) = (
        one
        for one in draft_checked(viewer, draft.text, spans=draft.body, plain=draft.plain).lines
        if one.item.kind is not Kind.DATE
    )
    assert found.item.bound is Bound.MORE_THAN
