"""Asks the engine about one figure: its reading's series side by side, the headline first, and every other reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.sides import SideBySide, side_by_side
from holdfast.agreements.types import RATES, Rule
from holdfast.figures.errors import NothingToMeasure
from holdfast.figures.inputs import Inputs
from holdfast.record.types import Kind


@dataclass(frozen=True, slots=True)
class Computed:
    """What the engine says about one figure."""

    all: tuple[Assessed, ...]  # every reading of the obligation
    beside: tuple[Assessed, ...]  # the figure's own reading, headline first
    side: SideBySide
    asked: tuple[Assessed, ...]  # those of `beside` that the definition asks for by name
    asked_side: SideBySide

    @property
    def headline(self) -> Assessed:
        """The first that the definition asks for and that counts, else the first."""
        return next((one for one in self.asked if one.is_count), self.beside[0])

    @property
    def counts(self) -> tuple[Assessed, ...]:
        """The counts the definition asks for, the highest first."""
        found = [one for one in self.asked if one.is_count and not is_state(one)]
        return tuple(sorted(found, key=lambda one: shown_value(one) or Decimal(0), reverse=True))

    @property
    def several(self) -> bool:
        """Whether the definition asks for several counts: then no single one stands for the figure."""
        return len(self.counts) > 1

    @property
    def peers(self) -> tuple[Assessed, ...]:
        """Assessments of every reading that can be read as another answer to the same question.

        A count measures what its indicator measures: under another indicator it answers another question.
        """
        mine = {one.indicator for one in self.beside}
        plain = any(one.rule is Rule.COUNT for one in self.beside)
        own = self.beside[0].reading
        return tuple(
            one
            for one in self.all
            if one.reading == own or one.indicator in mine or not (plain or one.rule is Rule.COUNT)
        )


def is_state(one: Assessed) -> bool:
    """Whether its value is the code of a state, and no number."""
    return one.rule is Rule.STATE or one.kind == Kind.STATE


def is_rate(one: Assessed) -> bool:
    """Whether its value is so much a day."""
    return one.rule in RATES


def shown_value(one: Assessed) -> Decimal | None:
    """The number a reader is shown: a count by its total, anything else by its value, a state by none."""
    if is_state(one):
        return None
    if one.rule in (Rule.COUNT, Rule.NONE_AT_ALL) and one.total is not None:
        return one.total
    return one.value


def headline_value(one: Assessed) -> Decimal | None:
    """The number a figure answers with: an average over the days its source states, where it states them."""
    if one.averages and one.averages[0].basis == "stated":
        return one.averages[0].value
    return shown_value(one)


def only_asserted(one: Assessed) -> bool:
    """Whether the series holds no row and only an assertion, which stands beside the counts by itself."""
    return bool(one.assertions) and one.value is None and not one.used and not one.rejected


def computed(inputs: Inputs, rows: pl.DataFrame, *, as_of: date, said_by: date | None) -> Computed:
    """The figure's assessments from these rows; raises NothingToMeasure where the engine has nothing to say."""
    found = tuple(
        one
        for one in assess(inputs.terms, rows, as_of=as_of, said_by=said_by)
        if one.obligation == inputs.obligation
    )
    order = {inputs.terms.series[id_].key: place for place, id_ in enumerate(inputs.series_order())}
    beside = sorted(
        (one for one in found if one.reading == inputs.reading and one.series is not None),
        key=lambda one: order.get(one.series or "", len(order)),
    )
    if not beside:
        raise NothingToMeasure(
            f"Nothing was assessed for {inputs.obligation} under {inputs.reading}",
            untouched="Nothing was published",
            next_step="Add a series to the reading, or watch the obligation elsewhere",
        )
    named = inputs.asked.series
    asked = tuple(one for one in beside if not named or one.series in named)
    side = side_by_side(beside, inputs.terms)
    return Computed(
        found,
        tuple(beside),
        side,
        asked or (beside[0],),
        side_by_side(asked, inputs.terms) if 1 < len(asked) < len(beside) else side,
    )


def numbered(rows: Mapping[str, Any]) -> dict[str, Any]:
    """An assessment's JSON with the lists of its rows as numbers: the rows themselves stand in pages of their own."""
    told = dict(rows)
    told["rows_used"] = len(told["rows_used"])
    told["rows_rejected"] = len(told["rows_rejected"])
    return told
