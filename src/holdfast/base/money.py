"""An amount of one currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache

from babel.numbers import list_currencies

from holdfast.base.errors import HoldfastError, shown

_EXACT = Context(prec=100)


class MoneyMalformed(HoldfastError):
    """An amount that is not a finite Decimal, or a currency that is not an ISO 4217 code."""

    code = "money-malformed"


class CurrencyMismatch(HoldfastError):
    """Two amounts of different currencies that somebody tried to add."""

    code = "currency-mismatch"


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount of one currency, by its ISO 4217 code (also codes no longer in use); never converted."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if (
            not isinstance(self.amount, Decimal)
            or not self.amount.is_finite()
            or abs(self.amount.adjusted()) > 40
        ):
            raise MoneyMalformed(
                f"{shown(self.amount)} is not an amount of money", next_step="Give a Decimal"
            )
        if self.currency not in _currencies():
            raise MoneyMalformed(
                f"{shown(self.currency)} is not the code of a currency",
                next_step="Use the three letters of ISO 4217, such as 'USD' or 'ILS'",
            )

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(
                f"{self.currency} and {other.currency} cannot be added",
                next_step="Convert first, and say by which rate",
            )

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(_EXACT.add(self.amount, other.amount), self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(_EXACT.subtract(self.amount, other.amount), self.currency)

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"
