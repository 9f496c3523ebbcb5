"""A number in a table is read with its headings; a text whose numbers do not agree with one another is told so."""

import pytest

from holdfast.claims.engine.cells import cells_of
from holdfast.claims.engine.judge import Checked
from holdfast.claims.queries.checking import draft_checked
from holdfast.people.types import Viewer

OFFICE = "Gaza Government Media Office, 22 November 2025"
RULE = "|---|---|---|\n"

pytestmark = pytest.mark.django_db


def lines(viewer: Viewer, text: str) -> dict[str, Checked]:
    """The lines by the number as the text writes it."""
    return {one.item.text: one for one in draft_checked(viewer, text).lines}


def codes(viewer: Viewer, text: str, number: str) -> list[str]:
    """What is told of a number as not agreeing with others of the text."""
    return [why.code for why in lines(viewer, text)[number].warnings]


@pytest.mark.parametrize(
    "text",
    [
        f"| Source | Killed | Injured |\n{RULE}| {OFFICE} | 342 | 875 |\n",
        f"Source\tKilled\tInjured\n{OFFICE}\t342\t875\n",
        "According to the Gaza Government Media Office, as of 22 November 2025:\n- killed: 342\n- injured: 875",
    ],
)
def test_a_cell_is_read_with_its_headings(viewer: Viewer, text: str) -> None:
    found = lines(viewer, text)
    for number in ("342", "875"):
        assert found[number].verdict.supports, found[number]
        assert text[found[number].item.start : found[number].item.end] == number


@pytest.mark.parametrize(
    "text",
    [
        f"| Source | Injured | Killed |\n{RULE}| {OFFICE} | 342 | 875 |\n",
        f"| Source | Killed in Lebanon | Injured children |\n{RULE}| {OFFICE} | 342 | 875 |\n",
        f"| Source | Invented killed | Not injured |\n{RULE}| {OFFICE} | 342 | 875 |\n",
        f"| Source | Killed | Injured |\n{RULE}| Ministry of Health in Gaza, 22 November 2025 | 342 | 875 |\n",
        f"The office withdrew this:\n\n| Source | Killed | Injured |\n{RULE}| {OFFICE} | 342 | 875 |\n",
    ],
)
def test_a_heading_that_says_something_else_keeps_a_cell_from_being_supported(
    viewer: Viewer, text: str
) -> None:
    found = lines(viewer, text)
    assert not found["342"].verdict.supports and not found["875"].verdict.supports


def test_a_first_row_with_numbers_heads_nothing() -> None:
    text = "| killed | 342 |\n|---|---|\n| injured | 875 |\n"
    counted = [text.index("342"), text.index("875")]
    assert [(one.row_head, one.column_head) for one in cells_of(text, counted)] == [
        ("killed", ""),
        ("injured", ""),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("There were 40 boats, 30 cars and 20 carts, 100 vehicles in all.", "100"),
        ("The guard counted 142 boats, 21 rafts and 228 barges, a total of 397 craft.", "397"),
        ("142 boats plus 21 rafts plus 228 barges makes 397 craft.", "397"),
        ("In the harbour: 142 + 21 + 228 = 397.", "397"),
        ("Il y a eu 40 morts, 30 blessés et 20 disparus, soit un total de 100 victimes.", "100"),
        ("قتل 40 رجلا و30 امرأة و20 طفلا، بإجمالي 100.", "100"),
        ("| Town | Boats |\n|---|---|\n| Aba | 10 |\n| Beda | 5 |\n| Total | 16 |\n", "16"),
        ("| Town | Boats | Rafts | Total |\n|---|---|---|---|\n| Aba | 10 | 20 | 31 |\n", "31"),
    ],
)
def test_parts_that_do_not_add_up_are_told(viewer: Viewer, text: str, number: str) -> None:
    assert codes(viewer, text, number) == ["inside-parts"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("There were 40 boats, 30 cars and 20 carts, 90 vehicles in all.", "90"),
        ("142 boats plus 21 rafts plus 228 barges makes 391 craft.", "391"),
        ("| Town | Boats |\n|---|---|\n| Aba | 10 |\n| Beda | 5 |\n| Total | 15 |\n", "15"),
        ("| Town | Killed |\n|---|---|\n| Aba | 10 |\n| Beda | 5 |\n", "10"),
        ("500 people were killed in the town. 300 of them, or 60 percent, were children.", "60 percent"),
        ("40 Palestinians were killed on 3 May 2025. 2 Israelis were killed on 3 May 2025.", "40"),
    ],
)
def test_numbers_that_agree_are_not_told_of(viewer: Viewer, text: str, number: str) -> None:
    assert codes(viewer, text, number) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("500 people were killed in the town. 300 of them, or 40 percent, were children.", "40 percent"),
        ("3,203 trucks entered, 24 percent of the 600 promised.", "24 percent"),
    ],
)
def test_a_share_of_a_base_told_elsewhere_is_held_against_it(viewer: Viewer, text: str, number: str) -> None:
    assert codes(viewer, text, number) == ["inside-share"]


def test_one_quantity_in_other_words_is_still_one(viewer: Viewer) -> None:
    text = (
        "Israel killed 342 Palestinians between 10 October and 22 November 2025.\n\n"
        "In all, 360 people had been killed as of 22 November 2025."
    )
    assert codes(viewer, text, "360") == ["inside-two-numbers"]
    assert codes(viewer, text, "342") == ["inside-two-numbers"]
