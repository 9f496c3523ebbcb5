"""Arabic statements set numbers in brackets: the number counts what stands after them, and takes its magnitude."""

from decimal import Decimal

import pytest

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Item, Kind


def figures(text: str, lang: str = "ar") -> list[Item]:
    return [one for one in extract(text, lang=lang) if one.kind.is_figure]


@pytest.mark.parametrize(
    ("text", "number", "value", "what"),
    [
        ("وغرق (14) قاربًا في الخليج.", "14", "14", "قاربا"),
        ("وصل أكثر من (2.4) مليون طائر.", "(2.4) مليون", "2400000", "طائر"),
        ("ولم تصل سوى (19,764) شاحنة.", "19,764", "19764", "شاحنة"),
        ("وغرق (١٤) قاربًا.", "١٤", "14", "قاربا"),
    ],
)
def test_it_counts_what_stands_after_them(text: str, number: str, value: str, what: str) -> None:
    (found,) = figures(text)
    assert (found.text, found.value, found.what) == (number, Decimal(value), what)
    assert text[found.start : found.end] == found.text


def test_a_time_in_brackets_is_a_duration() -> None:
    text = "وغرق (114) قاربًا خلال (80) يومًا."
    found = figures(text)
    assert [one.kind for one in found] == [Kind.RATE, Kind.DURATION] and found[0].per == "80 days"
    assert all(text[one.start : one.end] == one.text for one in found)


def test_what_stands_in_brackets_by_itself_stays_there() -> None:
    text = "وغرقت القوارب (14 قاربًا) في الخليج."
    (found,) = figures(text)
    assert text[found.start : found.end] == found.text == "14"
