"""Two values of one statement, whose counters they are, why a bare word disputes nothing, what a revision came from."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from holdfast.web.board.lines import counters_text
from holdfast.web.figures import page as pages
from web.conftest import AGREEMENT


def page(charlie: Client, address: str) -> str:
    return charlie.get(address).content.decode()


def test_two_values_of_one_statement_stand_as_two(charlie: Client) -> None:
    told = page(charlie, f"/agreements/{AGREEMENT}/obligations/halt-israel/")
    assert "38 or 43 <small>" in told
    assert "38 أو 43 <small>" in page(charlie, f"/ar/agreements/{AGREEMENT}/obligations/halt-israel/")


def test_a_bearers_bare_word_is_told_not_to_dispute_and_why(charlie: Client) -> None:
    for address in (f"/agreements/{AGREEMENT}/obligations/trucks/", "/figures/F-0012/"):
        assert "denies no particular day" in page(charlie, address), address


def test_the_note_of_a_clause_stands_on_the_page_of_its_duty(charlie: Client) -> None:
    assert "The plan itself names no number" in page(charlie, f"/agreements/{AGREEMENT}/obligations/trucks/")


@pytest.mark.parametrize(
    ("parties", "said"),
    [
        (("israel", "hamas"), "2 counters, each a party or a body of one"),
        ((None, None), "2 independent counters"),
        (("israel", None), "2 counters, 1 of them a party or a body of one"),
        ((None,), "1 independent counter"),
        (("israel",), "1 counter, a party or a body of one"),
    ],
)
def test_a_counter_that_is_a_party_is_not_called_independent(parties: tuple[Any, ...], said: str) -> None:
    with override("en"):
        assert counters_text([{"party": party} for party in parties]) == said


def test_a_revision_that_goes_from_no_number_to_one_says_so() -> None:
    class Line:
        number = 2
        changed = ({"kind": "value", "was": None, "is": 150},)

    class View:
        revision = 2
        revisions = (Line,)
        body: dict[str, Any] = {}

    with override("en"):
        assert pages._changed(View) == "was: no number"  # type: ignore[arg-type]
