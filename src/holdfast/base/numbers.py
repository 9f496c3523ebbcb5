"""Numbers as people write them: read strictly, kept exactly, compared with the rounding they were stated in."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction
from typing import Literal

from holdfast.base.errors import HoldfastError, shown

Rounding = Literal["exact", "half up", "cut off"]

MAX_STORED = 2**63 - 1
_LENGTH = 64
_DIGITS = 40
_EXACT = Context(prec=200)
_ARABIC = {
    **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
}
_THOUSANDS = (",", ".", "'", "’", " ", "\u00a0", "\u202f", "٬")
_SIGNS = "-−+"


class NumberNotUnderstood(HoldfastError):
    """A text that is not a number written in the declared way."""

    code = "number-not-understood"


class NumberOutsideUnit(HoldfastError):
    """A number with more decimals than its unit allows, or larger than can be stored."""

    code = "number-outside-unit"


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite() or (value and not -_DIGITS <= value.adjusted() < _DIGITS):
        raise NumberNotUnderstood(f"{shown(str(value))} is not a number of at most {_DIGITS} digits")
    return value


def _latin(text: str) -> str:
    """The text with Arabic-Indic digits and marks written in ASCII; raises where two ways of writing mix."""
    if text.isascii():
        return text
    digits = [c for c in text if c.isdigit()]
    kinds = {"a" if c < "\u0660" else "e" if c <= "\u0669" else "x" for c in digits}
    if len(kinds) > 1:
        raise NumberNotUnderstood(f"{shown(text)} mixes digits of two scripts")
    return "".join(_ARABIC.get(c, c) for c in text)


def parse_number(text: str, *, decimal_comma: bool = False, thousands: str | None = None) -> Decimal:
    """The Decimal that the text writes, with the decimals it writes; raises NumberNotUnderstood.

    Accepted: an optional sign (-, −, +), 1 to 40 digits, one decimal mark with digits on both sides. The decimal
    mark is a point, or a comma if `decimal_comma`; `٫` always is one. A thousands mark is read only if declared,
    and then must part groups of exactly three. Digits are Western, Arabic-Indic (٠-٩) or Eastern Arabic-Indic
    (۰-۹), of one kind in one number. Refused: blanks, exponents, NaN, fractions, percent and currency signs,
    formulas, and a mark that is neither declared nor decimal (1,234 with nothing declared could be two numbers).
    """
    if not isinstance(text, str):
        raise NumberNotUnderstood(f"{shown(text)} is not a text with a number in it")
    decimal_mark = "," if decimal_comma else "."
    if thousands is not None and (thousands not in _THOUSANDS or thousands == decimal_mark):
        raise NumberNotUnderstood(
            f"{shown(thousands)} cannot be the thousands mark beside the decimal mark {decimal_mark!r}",
            next_step="Declare one of , . ' ’ ٬ or a space, other than the decimal mark",
        )
    if not text or len(text) > _LENGTH:
        raise NumberNotUnderstood(f"{shown(text)} is not a number" if text else "There is no number here")
    if text[0] in "=@\t\r" or (text[0] in _SIGNS and any(c in "=|(!@" or c.isalpha() for c in text[1:])):
        raise NumberNotUnderstood(
            f"{shown(text)} is a formula, not a number", next_step="Store the value that the formula gives"
        )
    plain = _latin(text).replace("٫", decimal_mark)
    whole_pattern = r"[0-9]+"
    if thousands is not None:
        whole_pattern = rf"(?:[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+|[0-9]+)"
    match = re.fullmatch(
        rf"([{_SIGNS}]?)({whole_pattern})(?:{re.escape(decimal_mark)}([0-9]+))?", plain, re.ASCII
    )
    if match is None:
        raise NumberNotUnderstood(f"{shown(text)} is not a number", next_step=_advice(plain, thousands))
    sign, whole, fraction = match.groups()
    if thousands is not None:
        whole = whole.replace(thousands, "")
    if len(whole) + len(fraction or "") > _DIGITS:
        raise NumberNotUnderstood(f"{shown(text)} has more than {_DIGITS} digits")
    return Decimal(("-" if sign in ("-", "−") else "") + whole + (f".{fraction}" if fraction else ""))


def _advice(plain: str, thousands: str | None) -> str:
    if plain != plain.strip():
        return "Remove the blanks around it"
    if thousands is None and re.fullmatch(r"[-−+]?[0-9]{1,3}([,'’ .\u00a0\u202f٬][0-9]{3})+", plain):
        return "If the mark parts thousands, declare it; if it is a decimal comma, declare that"
    if re.fullmatch(r"[-−+]?[0-9.]+[eE][-+]?[0-9]+", plain):
        return "Write it without an exponent"
    return "Write digits, with a declared decimal mark and thousands mark, and nothing else"


def scaled_int(value: Decimal, decimals: int) -> int:
    """The value in units of 10**-decimals as an integer that fits 64 bits; raises NumberOutsideUnit.

    1.5 with 1 decimal is 15. Trailing zeros are not decimals: 1.50 fits a unit with one.
    """
    _check_decimals(decimals)
    if not value.is_finite():
        raise NumberOutsideUnit(f"{value} is not a number")
    if not value:
        return 0
    if value.adjusted() > 20:
        raise NumberOutsideUnit(f"{shown(str(value))} is larger than can be stored")
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or len(digits) > 200:
        raise NumberOutsideUnit(f"{shown(str(value))} has too many digits")
    number = int("".join(map(str, digits)))
    shift = exponent + decimals
    if shift < -len(digits):
        raise _too_precise(value, decimals)
    power: int = 10 ** abs(shift)
    scaled, rest = (number * power, 0) if shift >= 0 else divmod(number, power)
    if rest:
        raise _too_precise(value, decimals)
    if scaled > MAX_STORED:
        raise NumberOutsideUnit(f"{shown(str(value))} is larger than can be stored")
    return -scaled if sign else scaled


def _too_precise(value: Decimal, decimals: int) -> NumberOutsideUnit:
    return NumberOutsideUnit(
        f"{shown(str(value))} has more decimals than the {decimals} of its unit",
        next_step="Check the number, or declare a thousands mark, or give the unit more decimals",
    )


def _check_decimals(decimals: int) -> None:
    if not 0 <= decimals <= 18:
        raise NumberOutsideUnit(f"A unit has 0 to 18 decimals, not {shown(decimals)}")


def unscale(number: int, decimals: int) -> Decimal:
    """The Decimal that `scaled_int` stored, written with all decimals of the unit: unscale(150, 2) is 1.50."""
    _check_decimals(decimals)
    return Decimal(number).scaleb(-decimals, _EXACT)


def interval_of_rounded(value: Decimal, to: Decimal) -> tuple[Decimal, Decimal]:
    """The (low, high) within which the true value lies if `value` was rounded to the nearest multiple of `to`.

    Both ends are given; which one rounds to `value` is the speaker's custom, so neither is excluded. Raises
    NumberNotUnderstood if `to` is not positive or `value` is not a multiple of it.
    """
    _finite(value)
    if not _finite(to) > 0:
        raise NumberNotUnderstood(f"A number is rounded to a positive step, not to {shown(str(to))}")
    if Fraction(value) % Fraction(to):
        raise NumberNotUnderstood(f"{value} is not a multiple of {to}, so it was not rounded to it")
    half = _EXACT.divide(to, Decimal(2))
    return _EXACT.subtract(value, half), _EXACT.add(value, half)


def rounded(value: Fraction, decimals: int) -> tuple[Decimal, Decimal]:
    """The value at that many decimals, (half up, cut off); half up and cut off both by magnitude."""
    _check_decimals(decimals)
    scaled = abs(value) * 10**decimals
    cut = scaled.numerator // scaled.denominator
    half_up = cut + (1 if scaled - cut >= Fraction(1, 2) else 0)
    sign = -1 if value < 0 else 1
    return unscale(sign * half_up, decimals), unscale(sign * cut, decimals)


def how_rounded(exact: Fraction, stated: Decimal, decimals: int = 0) -> Rounding | None:
    """How `stated`, given with that many decimals, comes from `exact`; None if neither rounding gives it.

    A stated number stands if it is exact, rounded half up, or cut off: 10 for 10.45 and 145 for 145.6 stand, 226
    for 225.2 does not.
    """
    given = Fraction(_finite(stated))
    if given == exact:
        return "exact"
    half_up, cut_off = rounded(exact, decimals)
    if given == Fraction(half_up):
        return "half up"
    return "cut off" if given == Fraction(cut_off) else None


def average(total: Decimal | int, days: Decimal | int) -> Fraction:
    """total / days, exactly; raises NumberNotUnderstood unless days is positive."""
    divisor = Fraction(_finite(Decimal(days)))
    if divisor <= 0:
        raise NumberNotUnderstood(f"An average is taken over a positive number of days, not over {days}")
    return Fraction(_finite(Decimal(total))) / divisor


def stated_average_matches(
    total: Decimal | int, days: Decimal | int, stated: Decimal, decimals: int = 0
) -> Rounding | None:
    """How a stated average follows from its own total and days, at the decimals it was stated with; or None."""
    return how_rounded(average(total, days), stated, decimals)


def stated_share_matches(
    part: Decimal | int, whole: Decimal | int, stated: Decimal, decimals: int = 0
) -> Rounding | None:
    """How a stated percentage follows from its own part and whole, at the decimals it was stated with; or None."""
    return how_rounded(average(part, whole) * 100, stated, decimals)


def decimals_of(stated: Decimal) -> int:
    """How many decimals a stated number was written with: 0 for 226 and for 2E+2, 1 for 145.0."""
    exponent = _finite(stated).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def decimal_of(value: Fraction, decimals: int = 10) -> Decimal:
    """The fraction as a Decimal rounded half up at that many decimals, without trailing zeros."""
    half_up, _ = rounded(value, decimals)
    whole = half_up.normalize(_EXACT)
    exponent = whole.as_tuple().exponent
    return whole.quantize(Decimal(1), context=_EXACT) if isinstance(exponent, int) and exponent > 0 else whole
