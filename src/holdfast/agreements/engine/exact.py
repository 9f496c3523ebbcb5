"""Exact numbers between a series' whole units and what is printed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from holdfast.base.numbers import decimal_of, unscale

PLACES = 6


def number(value: int, decimals: int) -> Decimal:
    """Whole units of 10**-decimals as the number they mean, without trailing zeros."""
    return trimmed(unscale(value, decimals))


def fraction(value: int, decimals: int) -> Fraction:
    """The same as a fraction."""
    return Fraction(value, 10**decimals)


def six(value: Fraction) -> Decimal:
    """The fraction rounded half to even at six places, without trailing zeros."""
    return trimmed(Decimal(round(value * 10**PLACES)).scaleb(-PLACES))


def one(value: Fraction | Decimal) -> Decimal:
    """As a sentence says it: one decimal, half up, none where it is whole."""
    return decimal_of(Fraction(value), 1)


def percent(part: int, whole: int) -> Decimal:
    """The share in per cent with one decimal; 0 of an empty whole."""
    return Decimal(0) if whole == 0 else decimal_of(Fraction(100 * part, whole), 1)


def trimmed(value: Decimal) -> Decimal:
    """The number without trailing zeros and without an exponent."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Decimal(text or "0")
