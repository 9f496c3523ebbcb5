"""Reading columns of texts as days, numbers and words: by column where a column can, one text at a time where not."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from holdfast.base.edtf import parse_edtf
from holdfast.base.errors import HoldfastError, shown
from holdfast.base.numbers import parse_number, scaled_int
from holdfast.record.mapping.found import Found
from holdfast.record.mapping.periods import SHOWN
from holdfast.record.mapping.strict import Condition

LINE = "\x00line"  # no header can be this: a NUL byte is refused
_ROW = "\x00row"
_READ, _OTHER = "\x00read", "\x00other"  # no column of a file has such a name
_WIDE = 18  # decimal digits that always fit 64 bits
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2200, 12, 31)
UNSAVED = "=formula without its value in "  # what a cell is read as whose formula was never computed; then its place
SAVE_IT = (
    "a value: open the file in your spreadsheet and save it again, or put the number in place of the formula"
)


def holds(condition: Condition) -> pl.Expr:
    """Whether every column of the condition holds one of its values; texts and numbers compare as what they are."""
    held = pl.lit(True)
    for column, among in condition:
        one_of = pl.lit(False)
        for value in among:
            if value == "" and isinstance(value, str):
                same = pl.col(column).is_null()
            elif isinstance(value, bool):
                same = pl.col(column).str.to_lowercase() == str(value).lower()
            elif isinstance(value, int | Decimal):
                number = pl.col(column).cast(pl.Float64, strict=False)
                same = (pl.col(column) == str(value)) | (number == float(value))
            else:
                same = pl.col(column) == value.strip()
            one_of = one_of | same.fill_null(False)
        held = held & one_of
    return held


def each_text(
    frame: pl.DataFrame,
    column: str,
    found: Found,
    read: Callable[[str], Any],
    dtype: Any,
    *,
    expected: str,
    code: str,
) -> pl.Series:
    """The column read text by text, each distinct text once; texts that cannot be read are problems, and null."""
    texts = frame[column].drop_nulls().unique(maintain_order=True).to_list()
    values: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for text in texts:
        if text.startswith(UNSAVED):
            cell = shown(text.removeprefix(UNSAVED), 12).strip("'")
            reasons[text] = f"the formula in the cell {cell} has no saved value"
            continue
        try:
            values[text] = read(text)
        except (HoldfastError, ValueError, OverflowError) as error:
            told = (
                error.what_happened if isinstance(error, HoldfastError) else f"{shown(text)} does not exist"
            )
            reasons[text] = told.removesuffix(".")
    if reasons:
        _bad(frame, column, found, reasons, expected, code)
    if not values:
        return pl.Series(column, [None] * frame.height, dtype)
    return frame[column].replace_strict(
        list(values), pl.Series(list(values.values()), dtype=dtype), default=None, return_dtype=dtype
    )


def _bad(
    frame: pl.DataFrame, column: str, found: Found, reasons: Mapping[str, str], expected: str, code: str
) -> None:
    wrong = frame.filter(pl.col(column).is_in(pl.Series(list(reasons), dtype=pl.String).implode()))
    for line, text in wrong.select(LINE, column).head(SHOWN).iter_rows():
        if text.startswith(UNSAVED):
            found.at(line, column, reasons[text], expected=SAVE_IT, code=code)
        else:
            found.at(line, column, reasons[text], expected=expected, found=text, code=code)
    count_rest(found, wrong, column, code)


def count_rest(found: Found, wrong: pl.DataFrame, column: str | None, code: str) -> None:
    """One problem that counts those beyond the ones spelled out."""
    if wrong.height > SHOWN:
        found.at(wrong[LINE][SHOWN], column, f"{wrong.height - SHOWN} more like the ones above", code=code)


def days(frame: pl.DataFrame, column: str, found: Found, form: str) -> pl.Series:
    """The column as civil days, in the declared format or as 2025-10-31."""

    def read(text: str) -> date:
        day = datetime.strptime(text, form).date() if form else _iso(text)  # noqa: DTZ007 - a civil day
        return _in_reach(day, text)

    expected = f"a day written as {form}" if form else "a day that exists, written as 2025-10-31"
    return each_text(frame, column, found, read, pl.Date, expected=expected, code="date-not-understood")


def _iso(text: str) -> date:
    when = parse_edtf(text)
    if not when.is_one_day:
        raise ValueError(text)
    return when.first


def _in_reach(day: date, text: str) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        when = "later than 2200" if day > LAST_DAY else "earlier than 1000"
        raise OutOfReach(f"{shown(text)} is {when}, where no record is kept")
    return day


def periods(frame: pl.DataFrame, column: str, found: Found) -> tuple[pl.Series, pl.Series]:
    """The first and the last day of each EDTF date of the column."""
    sides: list[pl.Series] = []
    quiet = found
    for side in ("first", "last"):

        def read(text: str, side: str = side) -> date:
            when = parse_edtf(text)
            if when.open_start or when.open_end:
                raise ValueError(text)
            _in_reach(when.first, text)
            return _in_reach(when.last if side == "last" else when.first, text)

        sides.append(
            each_text(
                frame,
                column,
                quiet,
                read,
                pl.Date,
                expected="a date such as 2025-10-10, 2025-10 or 2025-10-10/2025-10-31",
                code="date-not-understood",
            )
        )
        quiet = Found(found.file, found.find)  # the second pass finds the same problems again
    return sides[0], sides[1]


def back_by_hours(last: pl.Expr, hours: pl.Expr) -> pl.Expr:
    """The first day of a report that covers so many hours before the end of a day: 24 are one day, 48 are two."""
    whole = ((hours + 23) // 24 - 1).clip(0).fill_null(0)
    return last - whole.cast(pl.Int64) * timedelta(days=1)


def numbers(
    frame: pl.DataFrame,
    column: str,
    found: Found,
    decimals: int,
    *,
    decimal_comma: bool = False,
    thousands: str | None = None,
) -> pl.Series:
    """The column as whole numbers of 10**-decimals units; what is no such number, or below zero, is a problem."""
    mark = "," if decimal_comma else "."
    cell = pl.col(column)
    wide = _WIDE - decimals
    plain = cell.str.contains(rf"^[0-9]{{1,{wide}}}$")
    # The fraction must fit once its trailing zeros are gone.
    pointed = (
        cell.str.contains(rf"^[0-9]{{1,{wide}}}[{mark}][0-9]{{0,{decimals}}}[0-9]*$")
        & cell.str.contains(rf"[{mark}][0-9]{{0,{decimals}}}0*$")
        & ~cell.str.ends_with(mark)
    )
    parts = cell.str.split_exact(mark, 1)
    fraction = parts.struct.field("field_1").str.slice(0, decimals).str.pad_end(decimals, "0")
    joined = pl.concat_str(parts.struct.field("field_0"), fraction).cast(pl.Int64, strict=False)
    read = frame.with_row_index(_ROW).select(
        _ROW,
        LINE,
        column,
        pl.when(plain)
        .then(cell.cast(pl.Int64, strict=False) * 10**decimals)
        .when(pointed)
        .then(joined)
        .alias(_READ),
    )
    left = read.filter(pl.col(_READ).is_null() & cell.is_not_null())
    if not left.height:
        return read[_READ]

    def one(text: str) -> int:
        number = scaled_int(parse_number(text, decimal_comma=decimal_comma, thousands=thousands), decimals)
        if number < 0:
            raise BelowZero(f"{shown(text)} is below zero")
        return number

    unit = f"a number of at most {decimals} decimals" if decimals else "a whole number"
    others = each_text(
        left, column, found, one, pl.Int64, expected=f"{unit}, zero or more", code="number-not-understood"
    )
    beside = left.select(_ROW, others.alias(_OTHER))
    return read.join(beside, on=_ROW, how="left", maintain_order="left").select(
        pl.coalesce(_READ, _OTHER).alias(_READ)
    )[_READ]


class OutOfReach(HoldfastError):
    """A day that exists and lies beyond the years a record is kept of."""

    code = "day-out-of-reach"


class BelowZero(HoldfastError):
    """A number below zero, where things are counted."""

    code = "below-zero"
