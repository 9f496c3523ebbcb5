"""A state of a window never stands without its days, and what differs never prints alike."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.template import Context, Template
from django.test import Client

from holdfast.web.board.standing import verdicts_of
from holdfast.web.writing import places_apart

FIRST, LAST = date(2026, 2, 2), date(2026, 2, 5)


def one(state: str = "kept", rule: str = "average", last: date = LAST) -> dict[str, Any]:
    return {"state": state, "rule": rule, "from": FIRST, "to": last}


def test_a_state_of_a_window_names_its_days() -> None:
    (found,) = verdicts_of([one(), one()])
    assert (found.first, found.last, found.own_days) == (FIRST, LAST, False)
    (each,) = verdicts_of([one(), one(last=FIRST)])
    assert (each.first, each.last, each.own_days) == (None, None, True)


def test_a_state_that_is_not_of_a_window_names_none() -> None:
    (found,) = verdicts_of([one(rule="by date")])
    assert (found.first, found.own_days) == (None, False)


def test_numbers_that_differ_are_printed_with_as_many_digits_as_tell_them_apart() -> None:
    said = Template("{% load holdfast %}{% numbers values %} {% between low high %}").render(
        Context(
            {"values": [Decimal("1.4286"), Decimal("1.4071")], "low": Decimal("9.98"), "high": Decimal(10)}
        )
    )
    assert said == '<bdi dir="ltr">1.43 · 1.41</bdi> <bdi dir="ltr">9.98–10</bdi>'
    assert (places_apart(Decimal("9.9999"), Decimal(10)), places_apart(None, Decimal(10))) == (4, 1)


def test_on_the_pages_the_days_stand_beside_the_state(charlie: Client) -> None:
    for address in ("/", "/agreements/gaza-ceasefire-2025/"):
        page = charlie.get(address).content.decode()
        assert "each over its own days" in page, address
