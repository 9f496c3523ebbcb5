"""Everything one assessment rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from holdfast.agreements.engine.spans import Measured
from holdfast.agreements.engine.types import ObligationDef, ReadingDef, Terms, Texts
from holdfast.agreements.types import Rule
from holdfast.base.edtf import parse_edtf
from holdfast.base.errors import HoldfastError
from holdfast.record.types import DAYS_OF, AssertionDef, SeriesDef


@dataclass(frozen=True, slots=True)
class Case:
    """Everything one assessment rests on."""

    terms: Terms
    obligation: ObligationDef
    reading: ReadingDef
    series: SeriesDef
    measured: Measured
    per: Measured | None
    as_of: date
    said_by: date | None
    known_on: date | None
    told: frozenset[tuple[date, date]] = frozenset()  # the days of which the series holds a value of its own

    @property
    def scale(self) -> int:
        """Whole units of the series to its unit."""
        return int(10**self.series.indicator.decimals)

    @property
    def promised(self) -> Fraction | None:
        """What the reading promises, as it stands."""
        stated = self.reading.promised if self.reading.promised is not None else self.obligation.quantity
        return None if stated is None else Fraction(stated)

    @property
    def unit_per(self) -> str:
        """The unit of time in which the promise and what came are told: the text's own, for an average."""
        return "week" if self.obligation.per == "week" and self.reading.rule is Rule.AVERAGE else "day"

    @property
    def time(self) -> int:
        """The days of that unit of time."""
        return DAYS_OF[self.unit_per]

    @property
    def assertions(self) -> tuple[AssertionDef, ...]:
        """The series' stated numbers that had been said by then."""
        return tuple(found for found in self.series.assertions if _said(found, self.said_by))

    @property
    def speaker(self) -> Texts | str:
        """The name of the source by language, else its key."""
        return self.terms.name_of(self.series.source)

    @property
    def counter(self) -> Texts | str:
        """The name of the one who counts upstream."""
        return self.terms.name_of(self.terms.counter_of(self.series.source))


def _said(found: AssertionDef, said_by: date | None) -> bool:
    if said_by is None:
        return True
    try:
        return bool(found.said) and parse_edtf(found.said).last <= said_by
    except HoldfastError:
        return False
