"""What the literals of a pattern tell: without which it cannot match, and with which its matches begin."""

from __future__ import annotations

from holdfast.claims.engine.figures.fold import NUMBER
from holdfast.claims.engine.literals import EDGE, literals
from holdfast.claims.engine.signs import Signs


def test_letters_right_behind_a_number_are_looked_for_with_the_number() -> None:
    needed, _ = literals(rf"(?P<a>{NUMBER}++)x\b")
    assert (NUMBER + "x" + EDGE,) in needed


def test_a_lone_letter_behind_a_number_and_a_blank_tells_more_than_the_number() -> None:
    needed, _ = literals(rf"(?P<x>{NUMBER}++) k\b")
    assert needed == ((NUMBER,), (EDGE + "k" + EDGE,))


def test_a_set_that_another_implies_is_left_out() -> None:
    needed, _ = literals(rf"(?P<x>{NUMBER}++)[ -]?[a-z]+ of")
    assert (NUMBER,) in needed
    assert not any(NUMBER in words and len(words) > 1 for words in needed)


def test_a_sign_of_letters_before_a_number_is_not_found_within_a_word() -> None:
    needed, _ = literals(r"(?<![^\W_](?=[^\W\d_]))(?:zar|r) ?$")
    signs = Signs()
    bit = signs.need(needed)
    assert signs.of("about r 500").bits & bit
    assert signs.of("some r500").bits & bit
    assert not signs.of("four metres").bits & bit


def test_a_run_of_digits_begins_behind_a_letter_or_a_mark_and_not_behind_a_digit() -> None:
    signs = Signs()
    lead = signs.lead(literals("(?<![0-9])[0-9]{4}")[1])
    assert signs.of("in 2024-25 m²3 b12").places(lead) == [3, 8, 13, 16]
