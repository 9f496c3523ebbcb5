"""Uncertain dates: every accepted form has known bounds, everything else is refused with a sentence."""

from __future__ import annotations

import contextlib
import io
import warnings
from datetime import date

import pytest
from edtf import parse_edtf as library_parse
from hypothesis import given
from hypothesis import strategies as st
from pyparsing import ParseException

from holdfast.base.edtf import DateNotUnderstood, Edtf, parse_edtf
from holdfast.base.errors import HoldfastError
from waiting import no_hang

BOUNDS = [
    ("2025-10-10", "2025-10-10", "2025-10-10", "day"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
    ("2025-10", "2025-10-01", "2025-10-31", "month"),
    ("2025-02", "2025-02-01", "2025-02-28", "month"),
    ("2025", "2025-01-01", "2025-12-31", "year"),
    ("202X", "2020-01-01", "2029-12-31", "decade"),
    ("20XX", "2000-01-01", "2099-12-31", "century"),
    ("2025-XX", "2025-01-01", "2025-12-31", "year"),
    ("2025-XX-XX", "2025-01-01", "2025-12-31", "year"),
    ("2025-0X", "2025-01-01", "2025-09-30", "month"),
    ("2025-1X", "2025-10-01", "2025-12-31", "month"),
    ("2025-10-XX", "2025-10-01", "2025-10-31", "month"),
    ("2025-10-0X", "2025-10-01", "2025-10-09", "day"),
    ("2025-10-1X", "2025-10-10", "2025-10-19", "day"),
    ("2025-02-2X", "2025-02-20", "2025-02-28", "day"),
    ("2024-02-2X", "2024-02-20", "2024-02-29", "day"),
    ("2025-10-3X", "2025-10-30", "2025-10-31", "day"),
    ("2025-11-3X", "2025-11-30", "2025-11-30", "day"),
    ("2025-21", "2025-03-01", "2025-05-31", "season"),
    ("2025-22", "2025-06-01", "2025-08-31", "season"),
    ("2025-23", "2025-09-01", "2025-11-30", "season"),
    ("2025-24", "2025-12-01", "2026-02-28", "season"),
    ("2025-10-10/2025-10-31", "2025-10-10", "2025-10-31", "interval"),
    ("2025-10~/2025-11-1X", "2025-10-01", "2025-11-19", "interval"),
    ("2025-10-10/..", "2025-10-10", "9999-12-31", "interval"),
    ("../2025-10-10", "0001-01-01", "2025-10-10", "interval"),
]

# The examples of the specification at loc.gov/standards/datetime, for the features that are read here.
LIBRARY_OF_CONGRESS = [
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04", "1985-04-01", "1985-04-30"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("1984?", "1984-01-01", "1984-12-31"),
    ("2004-06~", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "2004-06-11", "2004-06-11"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", "1985-04-12", "9999-12-31"),
    ("../1985-04", "0001-01-01", "1985-04-30"),
    ("1984~/2004-06", "1984-01-01", "2004-06-30"),
    ("1984?/2004%", "1984-01-01", "2004-12-31"),
]

BEYOND_THE_LIBRARY = ("2025-0X", "2025-1X", "2025-10~/2025-11-1X")

REFUSED = [
    "", "/", "../..", "..", "2025-10-10/", "/2025-10-10", "2025-02-30", "2025-02-29", "2025-02-3X", "2025-13",
    "2025-00",    "2025-10-00", "2025-25", "2025-21-01", "0000", "0000-01-01", "-0044",
    "Y17000000002", "[1667,1668]", "{1960..1962}",
    "2004-06-~11", "?2004-06", "1984-06?/2004-08?/2005", "156X-12-25", "2025-XX-10", "2025-1X-10", "2025-10-10 ",
    " 2025-10-10", "2025-10-10\n", "٢٠٢٥-١٠-١٠", "2025-10-10T12:00", "10/10/2025", "2025/10/10", "10-10-2025",
    "20251010", "2025-10-31/2025-10-01", "2025-10-31/2025-10", "NaN", "today", "2025–10–10", "9999-24",
    "2025-10-10\x00",
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last", "precision"), BOUNDS)
def test_each_accepted_form_has_its_bounds(text: str, first: str, last: str, precision: str) -> None:
    read = parse_edtf(text)
    assert (read.first.isoformat(), read.last.isoformat(), read.precision, read.text) == (
        first,
        last,
        precision,
        text,
    )


@pytest.mark.parametrize(("text", "first", "last"), LIBRARY_OF_CONGRESS)
def test_the_specifications_own_examples(text: str, first: str, last: str) -> None:
    read = parse_edtf(text)
    assert (read.first.isoformat(), read.last.isoformat()) == (first, last)


@pytest.mark.parametrize("text", [t for t, *_ in BOUNDS] + [t for t, *_ in LIBRARY_OF_CONGRESS])
def test_the_library_gives_the_same_bounds_where_it_gives_any(text: str) -> None:
    if text in BEYOND_THE_LIBRARY:
        with contextlib.redirect_stdout(io.StringIO()), pytest.raises((AttributeError, ParseException)):
            library_parse(text)
        return
    other = library_parse(text)
    ours = parse_edtf(text)
    for side, is_open, lean in ((ours.first, ours.open_start, "lower"), (ours.last, ours.open_end, "upper")):
        if is_open:
            continue
        if text[-1] == "X" and text[-2] in "0123" and text[-3] == "-":
            with pytest.raises((ValueError, AttributeError)):
                getattr(other, f"{lean}_strict")()
        elif text == "2025-24" and lean == "upper":
            assert other.upper_strict()[:3] == (2025, 12, 31)
        else:
            assert date(*getattr(other, f"{lean}_strict")()[:3]) == side


@pytest.mark.parametrize(
    ("text", "certain", "approximate"),
    [
        ("2025-10", True, False),
        ("2025-10?", False, False),
        ("2025-10~", True, True),
        ("2025-10%", False, True),
    ],
)
def test_marks_change_the_confidence_and_never_the_bounds(
    text: str, certain: bool, approximate: bool
) -> None:
    read = parse_edtf(text)
    assert (read.certain, read.approximate) == (certain, approximate)
    assert (read.first, read.last) == (date(2025, 10, 1), date(2025, 10, 31))


def test_an_interval_is_as_uncertain_as_its_weaker_side() -> None:
    assert parse_edtf("1984?/2004~").certain is False
    assert parse_edtf("1984?/2004~").approximate is True


def test_an_open_side_is_marked() -> None:
    assert parse_edtf("2025-10-10/..").open_end
    assert parse_edtf("../2025-10-10").open_start
    assert not parse_edtf("2025-10-10/2025-10-11").open_end


@pytest.mark.parametrize("text", REFUSED)
def test_everything_else_is_refused_with_a_next_step(text: str) -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        parse_edtf(text)
    assert refused.value.next_step
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("value", [None, 2025, date(2025, 10, 10), b"2025", 20.25, ["2025"]])
def test_what_is_not_a_text_is_refused(value: object) -> None:
    with pytest.raises(DateNotUnderstood, match="text"):
        parse_edtf(value)  # type: ignore[arg-type]


def test_a_date_that_does_not_exist_says_so() -> None:
    with pytest.raises(DateNotUnderstood, match="does not exist in the calendar"):
        parse_edtf("2025-02-30")


def test_a_million_characters_are_refused_at_once() -> None:
    for text in ("9" * 10**6, "2025-10-10/" * 10**5, "X" * 10**6, "[" * 10**6):
        with pytest.raises(DateNotUnderstood) as refused, no_hang():
            parse_edtf(text)
        assert len(str(refused.value)) < 400


def test_one_day_and_windows_can_be_made() -> None:
    assert parse_edtf("2025-10-10") == Edtf.of_day(date(2025, 10, 10))
    assert parse_edtf("2025-10-10/2025-10-31") == Edtf.of_window(date(2025, 10, 10), date(2025, 10, 31))
    assert parse_edtf("2025-10-10").is_one_day
    assert not parse_edtf("2025-10-10~").is_one_day
    assert not parse_edtf("2025-10").is_one_day


PIECES = st.sampled_from(
    [*"0123456789X-/.?~%T[]{}, ", "..", "2025", "-10", "-1X", "-XX", "20XX", "٣", "\x00", "\n"]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join)))
def test_hostile_text_gives_a_date_in_order_or_our_error(text: str) -> None:
    output = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stdout(output):
        warnings.simplefilter("error")
        try:
            read = parse_edtf(text)
        except HoldfastError as error:
            assert error.code == "date-not-understood"
        else:
            assert read.first <= read.last
            assert read.text == text
    assert output.getvalue() == ""


@given(st.dates())
def test_every_day_reads_back_as_itself_inside_its_month_and_year(day: date) -> None:
    read = parse_edtf(day.isoformat())
    assert read.first == read.last == day
    for wider in (
        day.isoformat()[:7],
        day.isoformat()[:4],
        day.isoformat()[:9] + "X",
        day.isoformat()[:8] + "XX",
    ):
        around = parse_edtf(wider)
        assert around.first <= day <= around.last


@given(st.dates(), st.dates())
def test_an_interval_runs_from_its_first_day_to_its_last(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    read = parse_edtf(f"{first}/{last}")
    assert (read.first, read.last) == (first, last)
