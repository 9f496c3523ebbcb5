"""One figure while it is read: what the steps of the grammar fill in, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from holdfast.claims.engine.figures.dates import When
from holdfast.claims.engine.items import Bound, Kind
from holdfast.claims.engine.lexis.schema import Sort


@dataclass(slots=True)
class Figure:
    """A figure of a folded sentence.

    `start` and `end` are its span as it is given out; `from_` and `to` the mask of its number, before which a bound
    word stands. The flags say what a step found out that a later one needs.
    """

    start: int
    end: int
    from_: int
    to: int
    value: Decimal
    sort: Sort = Sort.CARDINAL
    kind: Kind = Kind.COUNT
    unit: str = "count"
    low: Decimal | None = None
    high: Decimal | None = None
    scale: int = 1
    scales: tuple[int, ...] = ()
    digits: bool = False
    bound: Bound = Bound.EXACT
    per: str | None = None
    base: Decimal | None = None
    part_of: Figure | None = None
    denominator: bool = False  # another figure's base: takes no dates
    window: bool = False  # another figure's window: takes neither dates nor a source
    target: bool = False
    negated: bool = False
    bound_at: int | None = None  # where the words of its bound begin, where they stand before it
    unit_inside: bool = False
    as_of: str | None = None
    period_from: str | None = None
    period_to: str | None = None
    attribution: str | None = None
    place: str | None = None
    what: str | None = None
    quoted: bool = False
    ask: str | None = None
    segment: int = 0
    undated: tuple[When, ...] = ()  # its dates of which the year is not known
