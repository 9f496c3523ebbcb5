"""One stated number beside one of the record: bounds first, then rounding; nothing else decides."""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

from holdfast.base.numbers import decimals_of, how_rounded, rounded
from holdfast.claims.engine.items import Bound, Item

_NEAR = Fraction(1, 100)  # "about": within one in a hundred, or by the digits stated
_NEARLY = Fraction(5, 100)
_SLIGHT = Fraction(3, 100)  # "just over": within a few in a hundred; at a tenth it is not so any more
_NARROW = Fraction(1, 10)  # a range as wide says what is held; one wider than what is held says nothing
_LOOSE = Fraction(1, 2)  # a lower bound under half of what is held says little


class Fit(IntEnum):
    """How a claim stands to a number, the best first."""

    HOLDS = 0
    LOOSE = 1  # true by its bound, and far from what is held
    ROUNDED = 2  # right to the digits stated, and the text does not say "about"
    DROPPED = 3  # the source says "at least" or the like, the text does not
    OPEN = 4  # cannot be told from what is held
    FAILS = 5


def rounds_to(held: Decimal, stated: Decimal) -> bool:
    """Whether `stated` is `held` rounded (half up or cut off) to the digits that `stated` shows: 65,000 for 64,964."""
    if stated == held:
        return True
    if not stated:
        return False
    exponent = stated.normalize().as_tuple().exponent
    if not isinstance(exponent, int):
        return False
    step = Fraction(10) ** exponent
    if abs(Fraction(stated) - Fraction(held)) > _NEARLY * abs(Fraction(held)):
        return False
    scaled = Fraction(held) / step
    half_up, cut = rounded(scaled, 0)
    return Fraction(stated) / step in (Fraction(half_up), Fraction(cut))


def compare(item: Item, held: Decimal, held_bound: Bound = Bound.EXACT) -> Fit:
    """How the item's number stands to a number of the record."""
    stated = item.value
    if stated is None:
        return Fit.OPEN
    high = item.high if item.high is not None else stated
    if high != stated:
        return _range(stated, high, held, held_bound)
    open_above = held_bound in (Bound.AT_LEAST, Bound.MORE_THAN)
    open_below = held_bound in (Bound.UP_TO, Bound.FEWER_THAN)
    if item.slightly:
        return _slightly(item.bound is Bound.MORE_THAN, stated, held, held_bound)
    match item.bound:
        case Bound.AT_LEAST | Bound.MORE_THAN:
            return _lower(item.bound, stated, held, open_above, open_below)
        case Bound.UP_TO | Bound.FEWER_THAN:
            return _upper(item.bound, stated, held, open_above, open_below)
        case Bound.ABOUT | Bound.ESTIMATED:
            return Fit.HOLDS if _near(stated, held, _NEAR) else Fit.FAILS
        case Bound.NEARLY:
            return Fit.HOLDS if held < stated and _near(stated, held, _NEARLY) else Fit.FAILS
        case Bound.VAGUE:
            return Fit.OPEN
    if stated == held:
        return Fit.DROPPED if open_above or open_below else Fit.HOLDS
    if (open_above and stated > held) or (open_below and stated < held):
        return Fit.OPEN
    return Fit.ROUNDED if rounds_to(held, stated) else Fit.FAILS


def compare_mean(item: Item, exact: Fraction) -> Fit:
    """How a stated mean stands to the mean that total and window give; rounding up is no rounding (226 for 225.2)."""
    if item.value is None or item.high not in (None, item.value):
        return Fit.OPEN
    if item.bound in (Bound.EXACT, Bound.AVERAGE):
        return Fit.HOLDS if how_rounded(exact, item.value, decimals_of(item.value)) else Fit.FAILS
    tenths, _ = rounded(exact, 3)
    return compare(item, tenths)


def _slightly(above: bool, stated: Decimal, held: Decimal, held_bound: Bound) -> Fit:
    """How "just over" or "just under" stands: on its side, and by a few in a hundred; of a rough number, not at all."""
    apart = Fraction(held) - Fraction(stated) if above else Fraction(stated) - Fraction(held)
    within = apart / abs(Fraction(held)) if held else Fraction(1)
    if held_bound is not Bound.EXACT:
        return Fit.OPEN if abs(within) <= _NARROW else Fit.FAILS
    if not 0 < within <= _NARROW:
        return Fit.FAILS
    return Fit.HOLDS if within <= _SLIGHT else Fit.OPEN


def between_slightly(item: Item, low: Decimal, high: Decimal | None) -> Fit:
    """How "just over" or "just under" stands to what two readings leave possible, which bears it out in no case."""
    stated = item.value
    if stated is None:
        return Fit.OPEN
    far = _NARROW * abs(Fraction(stated))
    if item.bound is Bound.MORE_THAN:
        return (
            Fit.FAILS if (high is not None and high <= stated) or low > Fraction(stated) + far else Fit.OPEN
        )
    return Fit.FAILS if low >= stated or (high is not None and high < Fraction(stated) - far) else Fit.OPEN


def _near(stated: Decimal, held: Decimal, within: Fraction) -> bool:
    return rounds_to(held, stated) or abs(Fraction(stated) - Fraction(held)) <= within * abs(Fraction(held))


def _lower(bound: Bound, stated: Decimal, held: Decimal, open_above: bool, open_below: bool) -> Fit:
    if open_below:
        return Fit.FAILS if stated > held else Fit.OPEN
    if held < stated:
        return Fit.OPEN if open_above else Fit.FAILS
    if held == stated:
        return Fit.HOLDS if bound is Bound.AT_LEAST or open_above else Fit.FAILS
    return Fit.HOLDS if Fraction(stated) >= _LOOSE * Fraction(held) else Fit.LOOSE


def _upper(bound: Bound, stated: Decimal, held: Decimal, open_above: bool, open_below: bool) -> Fit:
    if open_above:
        return Fit.FAILS if held > stated else Fit.OPEN
    if held > stated:
        return Fit.OPEN if open_below else Fit.FAILS
    if held == stated:
        return Fit.HOLDS if bound is Bound.UP_TO or open_below else Fit.FAILS
    return Fit.HOLDS if rounds_to(held, stated) else Fit.LOOSE


def _range(low: Decimal, high: Decimal, held: Decimal, bound: Bound) -> Fit:
    if bound in (Bound.AT_LEAST, Bound.MORE_THAN):
        return Fit.FAILS if held > high else Fit.OPEN
    if bound in (Bound.UP_TO, Bound.FEWER_THAN):
        return Fit.FAILS if held < low else Fit.OPEN
    if not low <= held <= high:
        return Fit.FAILS
    width = Fraction(high) - Fraction(low)
    if width <= _NARROW * abs(Fraction(held)):
        return Fit.HOLDS
    return Fit.LOOSE if width <= abs(Fraction(held)) else Fit.OPEN
