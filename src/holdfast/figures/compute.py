"""Asks the engine about one figure: its reading's series side by side, the headline first, and every other reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.sides import SideBySide, side_by_side
from holdfast.figures.errors import NothingToMeasure
from holdfast.figures.inputs import Inputs


@dataclass(frozen=True, slots=True)
class Computed:
    """What the engine says about one figure."""

    all: tuple[Assessed, ...]  # every reading of the obligation
    beside: tuple[Assessed, ...]  # the figure's own reading, headline first
    side: SideBySide

    @property
    def headline(self) -> Assessed:
        """The assessment the figure is about."""
        return self.beside[0]


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
    return Computed(found, tuple(beside), side_by_side(beside, inputs.terms))


def numbered(rows: Mapping[str, Any]) -> dict[str, Any]:
    """An assessment's JSON with the lists of its rows as numbers: the rows themselves stand in pages of their own."""
    told = dict(rows)
    told["rows_used"] = len(told["rows_used"])
    told["rows_rejected"] = len(told["rows_rejected"])
    return told
