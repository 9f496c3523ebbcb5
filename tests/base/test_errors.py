"""Errors say what happened, what was left untouched, and what to do next."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.base import canonical, clock, days, edtf, errors, ids, language, money, numbers, why
from holdfast.base.errors import HoldfastError, Problem, Problems, one_line, shown

MODULES = (canonical, clock, days, edtf, errors, ids, language, money, numbers, why)


class SealBroken(HoldfastError):
    code = "seal-broken"


def test_the_three_sentences_are_joined() -> None:
    error = SealBroken("The seal is broken", untouched="The capture was kept.", next_step="Capture it again")
    assert str(error) == "The seal is broken. The capture was kept. Capture it again."
    assert error.as_dict() == {
        "code": "seal-broken",
        "what_happened": "The seal is broken.",
        "untouched": "The capture was kept.",
        "next_step": "Capture it again.",
    }


def test_only_what_happened_is_needed() -> None:
    assert str(SealBroken("The seal is broken")) == "The seal is broken."


def test_a_code_that_is_not_kebab_case_is_refused_where_it_is_written() -> None:
    with pytest.raises(TypeError, match="kebab-case"):
        type("Bad", (HoldfastError,), {"code": "Not Kebab"})


def test_no_two_errors_here_share_a_code() -> None:
    classes = {
        value
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, HoldfastError)
    }
    codes = [value.code for value in classes]
    assert len(classes) >= 15
    assert len(codes) == len(set(codes))


def test_a_problem_is_one_line() -> None:
    problem = Problem.at(
        "cases/a.csv",
        3,
        "date",
        "a date that does not exist",
        expected="2025-10-10",
        found="2025-02-30",
        code="x",
    )
    assert str(problem) == (
        "cases/a.csv:3: date: a date that does not exist (expected 2025-10-10, found '2025-02-30')"
    )
    assert str(Problem("a.csv", None, None, "cannot be opened")) == "a.csv: cannot be opened"
    assert (
        str(Problem("a.csv", 2, None, "is short", expected="4 cells"))
        == "a.csv:2: is short (expected 4 cells)"
    )


def test_a_problem_from_an_error_keeps_its_code() -> None:
    problem = Problem.from_error(SealBroken("The seal is broken"), "a.csv", 2, "seal")
    assert (str(problem), problem.code) == ("a.csv:2: seal: The seal is broken", "seal-broken")


def test_problems_print_one_a_line_and_then_what_was_left_untouched() -> None:
    error = Problems([Problem("a.csv", 1, None, "one"), Problem("b.csv", 2, None, "two")])
    assert str(error).splitlines() == [
        "a.csv:1: one",
        "b.csv:2: two",
        "2 problems found. Nothing was written. Mend the lines above and try again.",
    ]
    listed = error.as_dict()["problems"]
    assert isinstance(listed, list)
    assert listed[1]["what"] == "two"
    assert "1 problem found." in str(Problems([Problem("a.csv", 1, None, "one")]))


def test_errors_survive_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(SealBroken("Broken", untouched="Kept", next_step="Mend")))  # noqa: S301
    assert str(error) == "Broken. Kept. Mend."
    many = pickle.loads(pickle.dumps(Problems([Problem("a.csv", 1, None, "one")], next_step="Go on")))  # noqa: S301
    assert many.problems == (Problem("a.csv", 1, None, "one"),)
    assert "Go on." in str(many)


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_a_hostile_file_cannot_draw_on_the_terminal(name: str, column: str, found: str) -> None:
    line = str(Problem.at(name, 1, column, "what", found=found))
    assert line.isprintable()


def test_values_are_shown_short_whatever_they_are() -> None:
    assert shown("a\x1b[31m") == "'a\\x1b[31m'"
    assert len(shown("x" * 10**7)) == 80
    assert len(shown(list(range(10**4)))) == 80
    assert shown(10**5000) == "<int>"
    assert one_line("a\nb\u202ec") == "a\\nb\\u202ec"
