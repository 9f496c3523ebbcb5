"""Numbers: strict reading, exact storage, and the rounding they were stated in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.base.errors import HoldfastError, shown
from holdfast.base.money import CurrencyMismatch, Money, MoneyMalformed
from holdfast.base.numbers import (
    MAX_STORED,
    NumberNotUnderstood,
    NumberOutsideUnit,
    decimal_of,
    decimals_of,
    how_rounded,
    interval_of_rounded,
    parse_number,
    rounded,
    scaled_int,
    stated_average_matches,
    stated_share_matches,
    unscale,
)
from holdfast.base.stated import stated_average, stated_share
from waiting import no_hang


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", "0"), ("7", "7"), ("007", "7"), ("-5", "-5"), ("−5", "-5"), ("+5", "5"), ("1.234", "1.234"),
     ("1.50", "1.50"),     ("٣", "3"), ("١٢٣٫٥", "123.5"), ("۱۲۳", "123"), ("-٧", "-7")],
)  # fmt: skip
def test_numbers_as_written(text: str, value: str) -> None:
    assert str(parse_number(text)) == value


@pytest.mark.parametrize(
    ("text", "comma", "thousands", "value"),
    [
        ("1,234", False, ",", "1234"),
        ("1,234,567.8", False, ",", "1234567.8"),
        ("1234567.8", False, ",", "1234567.8"),
        ("1.234", True, ".", "1234"),
        ("1.234,5", True, ".", "1234.5"),
        ("1,5", True, None, "1.5"),
        ("13 511", False, " ", "13511"),
        ("13\u00a0511", False, "\u00a0", "13511"),
        ("١٣٬٥١١", False, "٬", "13511"),
        ("1'000", False, "'", "1000"),
    ],
)
def test_marks_are_read_as_declared(text: str, comma: bool, thousands: str | None, value: str) -> None:
    assert parse_number(text, decimal_comma=comma, thousands=thousands) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "NaN", "nan", "inf", "-Infinity", "1e999", "1E5", " 5", "5 ", "5\n", "1 234", "1,234", "1,5", "1.", ".5",
     "-", "--5", "1.2.3", "½", "²", "五", "٣4", "۳٣", "५", "0x10", "1_000", "5%", "$5", "1/2",
     "9" * 41, "9" * 10**6, "null",
     "\x005", "5\x00", "\u200f5"],
    ids=lambda value: shown(value, 30),
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(NumberNotUnderstood) as refused:
        parse_number(text)
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    "text", ["1,23", "12,34", "1234,567", ",123", "1,,234", "1,2345", "1,234,56", "0.1,234"]
)
def test_thousands_part_groups_of_exactly_three(text: str) -> None:
    with pytest.raises(NumberNotUnderstood) as refused:
        parse_number(text, thousands=",")
    assert repr(text) in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=SUM(A1:A9)",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1)",
        "\t=1",
        "-A1",
        "+A1*2",
    ],
)
def test_a_formula_is_named_as_one(text: str) -> None:
    with pytest.raises(NumberNotUnderstood, match="is a formula"):
        parse_number(text)


def test_an_undeclared_mark_is_explained() -> None:
    with pytest.raises(NumberNotUnderstood, match="declare it"):
        parse_number("13,511")


@pytest.mark.parametrize(
    ("comma", "thousands"), [(False, "."), (True, ","), (False, "x"), (False, ""), (False, "1")]
)
def test_marks_that_contradict_each_other_are_refused(comma: bool, thousands: str) -> None:
    with pytest.raises(NumberNotUnderstood):
        parse_number("1", decimal_comma=comma, thousands=thousands)


def test_a_million_characters_are_refused_at_once() -> None:
    for text in ("1," * 10**6, "=" * 10**6, "-" * 10**6, "1" * 10**6, "٣" * 10**6):
        with pytest.raises(NumberNotUnderstood) as refused, no_hang():
            parse_number(text, thousands=",")
        assert len(str(refused.value)) < 500


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from([*"0123456789-+.,' =@eE|٣٫٬۵", "NaN"]), max_size=12).map("".join),
    st.booleans(),
    st.sampled_from([None, ",", ".", " ", "٬", "xx"]),
)
def test_hostile_text_gives_a_finite_number_or_our_error(
    text: str, comma: bool, thousands: str | None
) -> None:
    try:
        assert parse_number(text, decimal_comma=comma, thousands=thousands).is_finite()
    except HoldfastError as error:
        assert error.code == "number-not-understood"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_a_number_written_plainly_or_in_groups_reads_back(value: Decimal) -> None:
    assert parse_number(f"{value:f}") == value
    assert parse_number(f"{value:,f}", thousands=",") == value


# Known answers: the stated averages of the public record this was built for, and the rule's own examples.
@pytest.mark.parametrize(
    ("total", "days", "stated", "how"),
    [
        (3203, 22, "145", "cut off"),
        (3203, 22, "146", "half up"),
        (13511, 60, "226", None),
        (13511, 60, "225", "half up"),
        (13511, 61, "226", None),
        (2564, 22, "116", "cut off"),
        (2564, 22, "117", "half up"),
        (1200, 2, "600", "exact"),
        (7333, 58, "126", "half up"),
        (-15, 10, "-1", "cut off"),
        (-15, 10, "-2", "half up"),
        (0, 7, "0", "exact"),
    ],
)
def test_stated_averages(total: int, days: int, stated: str, how: str | None) -> None:
    assert stated_average_matches(total, days, Decimal(stated)) == how


@pytest.mark.parametrize(
    ("exact", "stated", "how"),
    [("145.6", "145", "cut off"), ("28.54", "28", "cut off"), ("28.54", "29", "half up"), ("10.45", "10", "half up"),
     ("225.2", "226", None), ("0.5", "1", "half up"), ("0.5", "0", "cut off")],
)  # fmt: skip
def test_rounded_half_up_or_cut_off_stands_and_rounded_up_does_not(
    exact: str, stated: str, how: str | None
) -> None:
    assert how_rounded(Fraction(exact), Decimal(stated)) == how


def test_shares_are_compared_at_the_decimals_they_were_stated_with() -> None:
    assert stated_share_matches(1, 3, Decimal("33.3"), 1) == "half up"
    assert stated_share_matches(2, 3, Decimal("66.6"), 1) == "cut off"
    assert stated_share_matches(2, 3, Decimal("66.8"), 1) is None
    assert decimals_of(Decimal("66.60")) == 2
    assert decimals_of(Decimal("2E+2")) == 0


@pytest.mark.parametrize("days", [0, -1])
def test_an_average_over_no_days_is_refused(days: int) -> None:
    with pytest.raises(NumberNotUnderstood):
        stated_average_matches(5, days, Decimal(1))


@pytest.mark.parametrize("stated", ["NaN", "Infinity", "1E+999999999", "1E-999999999"])
def test_a_stated_number_out_of_all_bounds_is_refused_at_once(stated: str) -> None:
    with pytest.raises(NumberNotUnderstood) as refused:
        stated_average_matches(5, 2, Decimal(stated))
    assert len(str(refused.value)) < 500


def test_the_recomputed_average_comes_with_its_reason() -> None:
    recomputed, how, why = stated_average(13511, 60, Decimal(226))
    assert (recomputed, how, why.code) == (Decimal("225.2"), None, "stated-average-differs")
    assert why.render("en") == "13,511 over 60 days is 225.2 a day, not the stated 226."
    assert stated_average(3203, 22, Decimal(145))[2].code == "stated-average-cut-off"
    assert stated_average(3203, 22, Decimal(146))[2].code == "stated-average-rounded"
    assert stated_average(1200, 2, Decimal(600))[2].code == "stated-average-exact"
    assert stated_share(4, 28, Decimal(14))[2].code == "stated-share-holds"
    assert stated_share(4, 28, Decimal(15))[2].code == "stated-share-differs"


FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9)


@given(FRACTIONS, st.integers(0, 6))
def test_both_roundings_lie_within_one_unit_and_stand(exact: Fraction, decimals: int) -> None:
    half_up, cut_off = rounded(exact, decimals)
    unit = Fraction(1, 10**decimals)
    assert abs(Fraction(half_up) - exact) <= unit / 2
    assert abs(Fraction(cut_off) - exact) < unit
    assert abs(Fraction(cut_off)) <= abs(exact)
    assert how_rounded(exact, half_up, decimals) in ("exact", "half up")
    assert how_rounded(exact, cut_off, decimals) in ("exact", "half up", "cut off")
    assert how_rounded(exact, half_up + 2, decimals) is None


@given(FRACTIONS)
def test_a_fraction_shown_as_a_decimal_is_within_its_rounding(exact: Fraction) -> None:
    assert abs(Fraction(decimal_of(exact, 4)) - exact) <= Fraction(1, 20_000)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["1", "10", "100", "1000", "0.1", "0.5"]))
def test_the_interval_of_a_rounded_value_holds_what_rounds_to_it(number: int, to: str) -> None:
    step = Decimal(to)
    true = Decimal(number) / 100
    value = (true / step).to_integral_value(rounding="ROUND_HALF_UP") * step
    low, high = interval_of_rounded(value, step)
    assert low <= true <= high
    assert low <= value <= high
    assert high - low == step


def test_an_interval_needs_a_value_that_was_rounded_so() -> None:
    assert interval_of_rounded(Decimal(7300), Decimal(100)) == (Decimal(7250), Decimal(7350))
    for value, to in ((Decimal(7333), Decimal(100)), (Decimal(1), Decimal(0)), (Decimal("NaN"), Decimal(1))):
        with pytest.raises(NumberNotUnderstood):
            interval_of_rounded(value, to)


@given(st.integers(-MAX_STORED, MAX_STORED), st.integers(0, 18))
def test_storing_and_reading_a_number_are_inverse(number: int, decimals: int) -> None:
    assert scaled_int(unscale(number, decimals), decimals) == number


@pytest.mark.parametrize(
    ("value", "decimals", "stored"),
    [
        ("1.5", 1, 15),
        ("1.50", 1, 15),
        ("1E+3", 0, 1000),
        ("0.000", 0, 0),
        ("0E+99999", 2, 0),
        ("-2.25", 2, -225),
    ],
)
def test_trailing_zeros_are_not_decimals(value: str, decimals: int, stored: int) -> None:
    assert scaled_int(Decimal(value), decimals) == stored


@pytest.mark.parametrize(
    ("value", "decimals"),
    [("1.5", 0), ("0.001", 2), ("9223372036854775808", 0), ("-9223372036854775808", 0), ("1E+19", 0), ("NaN", 0),
     ("Infinity", 0), ("1E+999999999", 0), ("1E-999999999", 0), ("92233720368547758.08", 2), ("1", 19), ("1", -1)],
)  # fmt: skip
def test_what_does_not_fit_its_unit_is_refused(value: str, decimals: int) -> None:
    with pytest.raises(NumberOutsideUnit) as refused:
        scaled_int(Decimal(value), decimals)
    assert len(str(refused.value)) < 500


def test_unscale_keeps_the_units_decimals() -> None:
    assert str(unscale(150, 2)) == "1.50"


def test_money_of_one_currency_adds_exactly() -> None:
    assert Money(Decimal("0.10"), "USD") + Money(Decimal("0.20"), "USD") == Money(Decimal("0.30"), "USD")
    assert Money(Decimal(1), "ILS") - Money(Decimal(3), "ILS") == Money(Decimal(-2), "ILS")
    assert str(Money(Decimal("1E+3"), "USD")) == "1000 USD"


def test_money_of_two_currencies_does_not() -> None:
    with pytest.raises(CurrencyMismatch, match=r"USD.*ILS"):
        Money(Decimal(1), "USD") + Money(Decimal(1), "ILS")
    with pytest.raises(CurrencyMismatch, match=r"USD.*ILS"):
        Money(Decimal(1), "USD") - Money(Decimal(1), "ILS")


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        (Decimal(1), "usd"),
        (Decimal(1), "ZZZ"),
        (Decimal(1), ""),
        (Decimal("NaN"), "USD"),
        (1.5, "USD"),
        (Decimal(1), None),
    ],
)
def test_money_that_is_none_is_refused(amount: object, currency: object) -> None:
    with pytest.raises(MoneyMalformed) as refused:
        Money(amount, currency)  # type: ignore[arg-type]
    assert str(amount) in str(refused.value) or repr(currency) in str(refused.value)
