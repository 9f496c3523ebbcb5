"""Exact numbers between a series' whole units and what is printed."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from holdfast.base.numbers import unscale

PLACES = 6
_MILLION = 10**PLACES
_EXACT = Context(prec=200)


def number(value: int, decimals: int) -> Decimal:
    """Whole units of 10**-decimals as the number they mean, without trailing zeros."""
    return Decimal(value) if decimals == 0 else trimmed(unscale(value, decimals))


def six(value: Fraction) -> Decimal:
    """The fraction rounded half to even at six places, without trailing zeros."""
    above, below = value.numerator * _MILLION, value.denominator
    whole, rest = divmod(above, below)
    if 2 * rest > below or (2 * rest == below and whole % 2):
        whole += 1
    if whole % _MILLION == 0:
        return Decimal(whole // _MILLION)
    places = PLACES
    while whole % 10 == 0:
        whole, places = whole // 10, places - 1
    return Decimal(whole).scaleb(-places, _EXACT)


def one(value: Fraction | Decimal) -> Decimal:
    """As a sentence says it: one decimal, half up by magnitude, none where it is whole."""
    exact = value if isinstance(value, Fraction) else Fraction(value)
    above, below = abs(exact.numerator), exact.denominator
    return _tenths((20 * above + below) // (2 * below), negative=exact.numerator < 0)


def apart(*values: Fraction | Decimal, places: int = 1) -> tuple[Decimal, ...]:
    """As `one` would say them, with as many decimals more as make those that differ print apart."""
    exact = [value if isinstance(value, Fraction) else Fraction(value) for value in values]
    different = len(set(exact))
    while len({said(value, places) for value in exact}) < different:
        places += 1
    return tuple(said(value, places) for value in exact)


def said(value: Fraction, places: int) -> Decimal:
    """Rounded half up by magnitude at that many decimals, without trailing zeros."""
    above, below = abs(value.numerator) * 10**places, value.denominator
    whole = (2 * above + below) // (2 * below)
    found = trimmed(Decimal(whole).scaleb(-places, _EXACT))
    return -found if value.numerator < 0 and found else found


def percent(part: int, whole: int) -> Decimal:
    """The share in per cent with one decimal, half up; 0 of an empty whole."""
    return Decimal(0) if whole == 0 else _tenths((2000 * part + whole) // (2 * whole), negative=False)


def _tenths(value: int, *, negative: bool) -> Decimal:
    whole, rest = divmod(value, 10)
    found = Decimal(whole) if rest == 0 else Decimal(value).scaleb(-1)
    return -found if negative and found else found


def trimmed(value: Decimal) -> Decimal:
    """The number without trailing zeros and without an exponent."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Decimal(text or "0")
