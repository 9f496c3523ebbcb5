"""Which headings, lead-ins and cells stand over a sentence, and which sentences come after it, by the lines alone."""

import pytest

from holdfast.claims.engine.judge.headings import Outline, Place

NUMBER = "40 boats"


def over(text: str, body: list[tuple[int, int]] | None = None) -> list[str]:
    """What stands over the sentence that begins with the number, the nearest first."""
    at = text.index(NUMBER)
    found = Outline(text, [at], body).over(at, at + len(NUMBER))
    return [one.text for one in found if one.place is not Place.AHEAD]


def after(text: str) -> list[tuple[str, Place]]:
    at = text.index(NUMBER)
    end = text.index(".", at) + 1 if "." in text[at:] else len(text)
    return [(one.text.strip(), one.place) for one in Outline(text, [at]).after(at, end)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Port\n\n## Old\n\nText.\n\n## New\n\n40 boats came.", ["New", "Port"]),
        ("# Port\n\n## New\n\n### Boats\n\n40 boats came.", ["Boats", "New", "Port"]),
        ("# Old\n\nText.\n\n# New\n\n40 boats came.", ["New"]),
        ("Port\n====\n\nSome text.\n\nBoats\n-----\n\n40 boats came.", ["Boats", "Port"]),
        ("The port in winter\n\nText.\n\nOld\n\nText.\n\nNew\n\n40 boats came.", ["New", "The port in winter"]),
        ("The port in winter\n\n**Boats**\n\n40 boats came.", ["Boats", "The port in winter"]),
        ("Boats\n40 boats came.", ["Boats"]),
        ("A text that comes to its end.\n\n40 boats came.", []),
        ("Myths\n\nRead with care.\n\n40 boats came.", ["Read with care.", "Myths"]),
        ("Myths\n\nOf the week\n\n40 boats came.", ["Of the week", "Myths"]),
        ("A long line of running text that was cut off at the edge of\nits column and goes on.\n\n40 boats came.", []),
        ("> # Myths\n>\n> 40 boats came.", ["Myths"]),
        ("مزاعم\n\n40 boats came.", ["مزاعم"]),
    ],
)  # fmt: skip
def test_a_heading_stands_until_the_next_of_its_level(text: str, expected: list[str]) -> None:
    assert sorted(over(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said this:\n\n- a\n- 40 boats came.", ["He said this:"]),
        ("He said this:\n\n- a\n\n40 boats came.", []),
        ("He said this:\n\nThe first came at night.\n\n40 boats came.", ["He said this:"]),
        ("He said this:\n\nThe first came at night.\n\nBoats\n\n40 boats came.", ["Boats"]),
        ("He spoke. This is a joke:\n\n- 40 boats came.", ["This is a joke:"]),
        ("He spoke. This is a joke.\n\n> 40 boats came.", ["This is a joke."]),
        ("- Myths\n  - 40 boats came.\n- Facts", ["Myths"]),
        ("- Myths\n- 40 boats came.", []),
        ("**Myths.** 40 boats came.", ["Myths."]),
        ("Myths. 40 boats came.", ["Myths"]),
        (
            "| who | came | true |\n|---|---|---|\n| port | 40 boats | no |",
            ["port", "who", "no", "true", "who"],
        ),
        ("| who | came |\n|---|---|\n| Old | |\n| port | 40 boats |", ["port", "who", "who", "Old"]),
    ],
)
def test_lead_ins_lists_and_cells_stand_over_what_is_theirs(text: str, expected: list[str]) -> None:
    assert over(text) == expected


def test_the_sentence_before_is_told_apart_from_headings() -> None:
    text = "The port was full.\n\nBelow is a tale of the sea.\n\n40 boats came. 3 cars came."
    at = text.index(NUMBER)
    found = Outline(text, [at]).over(at, at + len(NUMBER))
    assert [(one.text, one.place) for one in found] == [("Below is a tale of the sea.", Place.AHEAD)]


def test_a_heading_that_the_file_marks_needs_no_other_sign() -> None:
    text = "The port\n\nThese are old.\n\n40 boats came."
    at = text.index(NUMBER)
    marked = [(0, 8, 1), (10, 24, 2)]
    found = Outline(text, [at], None, marked).over(at, at + 8)
    assert [one.text for one in found] == ["These are old.", "The port"]


def test_what_is_not_the_authors_own_heads_nothing() -> None:
    text = "Myths\n\nThe port was full of life that day.\n\n40 boats came."
    first = text.index("The port")
    assert over(text, [(first, len(text))]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40 boats came. That is false. No more.",
         [("That is false.", Place.AFTER), ("No more.", Place.LATER)]),
        ("40 boats came.\n\nThat is false. No more.", [("That is false.", Place.AFTER)]),
        ("- 40 boats came.\n- 3 cars came.\n\nAll of it is false.", [("All of it is false.", Place.AFTER_ALL)]),
        ("40 boats came.\nThat is, as all of them have known from the start,\nfalse.",
         [("That is, as all of them have known from the start,\nfalse.", Place.AFTER)]),
        ("40 boats came.", []),
    ],
)  # fmt: skip
def test_the_sentences_after_one(text: str, expected: list[tuple[str, Place]]) -> None:
    assert after(text) == expected


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("40 boats came.\n\nDenials\n\nThe port is closed.", False),
        ("40 boats came.\n\n## Denials\n\nThe port is closed.", False),
        ("40 boats came.\n\nFalse", True),
        ("40 boats came.\n\nThat is false.\n\nThe port is closed.", True),
    ],
)
def test_a_heading_of_what_comes_next_does_not_stand_right_after(text: str, near: bool) -> None:
    at = text.index(NUMBER)
    found = Outline(text, [at]).after(at, text.index(".", at) + 1)
    assert [one.near for one in found] == [near]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("None of this is so.\n\n40 boats came.", True),
        ("Port\n\nNone of this is so.\n\n40 boats came.", True),
        ("The port is open to all who come.\n\nNone of this is so.\n\n40 boats came.", False),
    ],
)
def test_a_sentence_over_all_has_nothing_before_it_to_point_to(text: str, expected: bool) -> None:
    at = text.index(NUMBER)
    ahead = [one for one in Outline(text, [at]).over(at, at + len(NUMBER)) if one.place is Place.AHEAD]
    assert [one.near for one in ahead] == [expected]


def test_a_few_words_in_a_line_of_their_own_open_the_paragraph() -> None:
    assert over("None of this is so.\n40 boats came.") == ["None of this is so"]


def test_a_line_without_full_stop_right_over_a_table_leads_it_in() -> None:
    text = "Boats of the north\nDay\tBoats\nMonday\t40 boats"
    at = text.index(NUMBER)
    found = {one.text: one.place for one in Outline(text, [at]).over(at, at + len(NUMBER))}
    assert found["Boats of the north"] in (Place.LEAD, Place.TITLE)
