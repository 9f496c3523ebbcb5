"""Families of sentences with a right number: what turns one of them is never called supported, plain prose is.

families.tsv: `wrong` says something the record does not hold; `right` is prose as the press writes it; `not yet` is
right too and goes to a person, as the docs say: it is counted so that the share of right prose that comes out
supported is known.
"""

from csv import DictReader
from datetime import date
from pathlib import Path

import pytest

from holdfast.claims.engine.judge import Checked, Verdict
from holdfast.claims.queries.checking import draft_checked
from holdfast.people.types import Viewer

with (Path(__file__).parent / "families.tsv").open(encoding="utf-8") as table:
    ROWS = list(DictReader(table, delimiter="\t", quoting=3))
LEAST = 2 / 3  # of right prose comes out supported: a tool that never says so is of no use

pytestmark = pytest.mark.django_db


def borne_out(viewer: Viewer, row: dict[str, str]) -> list[Checked]:
    """The lines of the sentence that the record is said to bear out, wholly or in part."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    lines = draft_checked(viewer, row["text"].replace("\\n", "\n"), published=published).lines
    return [one for one in lines if one.verdict.supports or one.verdict is Verdict.PARTLY]


def families(side: str) -> list[str]:
    """The families of one side, in the order of the table."""
    return list(dict.fromkeys(row["family"] for row in ROWS if row["side"] == side))


@pytest.mark.parametrize("family", families("wrong"))
def test_nothing_is_called_supported_that_is_not(viewer: Viewer, family: str) -> None:
    rows = [row for row in ROWS if (row["side"], row["family"]) == ("wrong", family)]
    assert rows
    found = {
        row["text"]: [(one.item.text, one.verdict.value) for one in borne_out(viewer, row)] for row in rows
    }
    assert {text: lines for text, lines in found.items() if lines} == {}


@pytest.mark.parametrize("family", families("right"))
def test_plain_prose_is_supported(viewer: Viewer, family: str) -> None:
    rows = [row for row in ROWS if (row["side"], row["family"]) == ("right", family)]
    assert rows
    assert [
        row["text"] for row in rows if not any(one.verdict.supports for one in borne_out(viewer, row))
    ] == []


def test_most_right_prose_is_supported_and_the_rest_is_left_to_a_person(viewer: Viewer) -> None:
    waiting = [row for row in ROWS if row["side"] == "not yet"]
    right = [row for row in ROWS if row["side"] == "right"]
    assert len(right) >= LEAST * (len(right) + len(waiting))
    for row in waiting:
        lines = draft_checked(viewer, row["text"]).lines
        assert all(one.verdict is not Verdict.CONTRADICTED for one in lines), row["text"]


def test_the_docs_say_how_many_there_are() -> None:
    sides = [row["side"] for row in ROWS]
    wrong, right, waiting = (sides.count(side) for side in ("wrong", "right", "not yet"))
    page = (Path(__file__).parents[3] / "docs" / "checking.md").read_text(encoding="utf-8")
    assert f"a right number: {wrong} that say something else" in page
    assert f"and {right + waiting} of plain press prose" in page
    assert f"of which {right} come out supported and {waiting} go to a person" in page
