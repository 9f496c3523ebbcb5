"""Small agreements put together in memory: rows in the columns the record hands out, terms around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from holdfast.agreements.engine.types import ObligationDef, ReadingDef, RelationDef, Terms
from holdfast.agreements.types import DutyKind, RelationKind, Rule
from holdfast.record.types import (
    AssertionDef,
    AssertionKind,
    CoverageDef,
    IndicatorDef,
    Kind,
    SeriesDef,
    Several,
    Status,
)

SCHEMA: dict[str, Any] = {
    "id": pl.Int64,
    "series": pl.Int64,
    "first": pl.Date,
    "last": pl.Date,
    "filled": pl.Boolean,
    "document": pl.Int64,
    "said_first": pl.Date,
    "said_last": pl.Date,
    "edition": pl.Int32,
    "status": pl.Int8,
    "value": pl.Int64,
    "low": pl.Int64,
    "high": pl.Int64,
    "hours": pl.Int32,
    "bound": pl.Int8,
    "comparator": pl.Boolean,
    "dropped": pl.String,
}


def day(text: str) -> date:
    """2025-10-10 as a date."""
    return date.fromisoformat(text)


def row(first: date | str, value: int | None, last: date | str | None = None, **more: Any) -> dict[str, Any]:
    """One row of series 1; zero is a zero reported, no value without a status is a missing report."""
    begins = day(first) if isinstance(first, str) else first
    ends = begins if last is None else day(last) if isinstance(last, str) else last
    status = Status.MISSING if value is None else Status.ZERO_REPORTED if value == 0 else Status.REPORTED
    base = {
        "id": None,
        "series": 1,
        "first": begins,
        "last": ends,
        "filled": False,
        "document": 1,
        "said_first": ends,
        "said_last": ends,
        "edition": 1,
        "status": status.value,
        "value": value,
        "low": None,
        "high": None,
        "hours": None,
        "bound": 0,
        "comparator": False,
        "dropped": None,
    }
    return base | {key: getattr(item, "value", item) for key, item in more.items()}


def frame(rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """The rows as the record hands them out: numbered, sorted."""
    numbered = [one | ({"id": number} if one["id"] is None else {}) for number, one in enumerate(rows, 1)]
    return pl.DataFrame(numbered, schema=SCHEMA).sort("series", "first", "last", "document", "edition")


def series(number: int = 1, kind: Kind = Kind.FLOW, **more: Any) -> SeriesDef:
    """A series called s1 of source "counter"; indicator fields (harm, unit, measured_point, states) go through."""
    fields = ("unit", "measured_point", "states", "harm", "decimals")
    indicator = IndicatorDef(
        key=more.pop("indicator", f"i{number}"),
        name={"en": "things"},
        kind=kind,
        unit="thing",
        unit_name={"en": "things"},
        decimals=0,
        measured_point="entered",
        includes={},
        states={},
        harm=False,
    )
    indicator = replace(indicator, **{key: more.pop(key) for key in fields if key in more})
    base: dict[str, Any] = {
        "id": number,
        "key": f"s{number}",
        "name": {"en": f"series {number}"},
        "place": "",
        "attributes": False,
        "several": Several.REFUSE,
        "counter_start": None,
        "timezone": "",
        "day_boundary": None,
        "leaves_out": {},
        "note": {},
        "one_edition": False,
        "source": "counter",
        "indicator": indicator,
        "coverage": (),
        "decisions": (),
        "assertions": (),
        "first_known_seq": 1,
    }
    return SeriesDef(**(base | more))


def asserted(
    kind: AssertionKind, value: str, first: str | None = None, last: str | None = None, **more: Any
) -> AssertionDef:
    """A stated number of a window, or of none."""
    base: dict[str, Any] = {
        "key": f"{kind.value}-{value}",
        "kind": kind,
        "value": Decimal(value),
        "unit": "thing",
        "qualifier": "",
        "about": "",
        "first": day(first) if first else None,
        "last": day(last) if last else None,
        "document": "d1",
        "source": "counter",
        "said": last or "2025-12-10",
        "note": {},
    }
    return AssertionDef(**(base | more))


def covered(
    first: str, extent: str = "partial", *, breaks: bool = True, last: str | None = None
) -> CoverageDef:
    """A change of what a series can see."""
    return CoverageDef(day(first), day(last) if last else None, extent, {"en": "access"}, breaks, None)


def reading(rule: Rule = Rule.AVERAGE, numbers: Sequence[int] = (1,), **more: Any) -> ReadingDef:
    """The text's own reading, by these series."""
    base: dict[str, Any] = {"key": "r", "text": {"en": "as it says"}, "of_the_text": True}
    return ReadingDef(rule=rule, series=tuple(numbers), **(base | more))


def duty(*readings: ReadingDef, **more: Any) -> ObligationDef:
    """An obligation of "north", from 10 October 2025."""
    base: dict[str, Any] = {
        "key": "o",
        "clause": "1",
        "point": "1",
        "bearer": "north",
        "kind": DutyKind.PER_TIME,
        "title": {"en": "a duty"},
        "quantity": Decimal(600),
        "per": "day",
        "first_day": day("2025-10-10"),
    }
    return ObligationDef(readings=readings, **(base | more))


RELATIONS = {
    "counter": RelationDef("counter", RelationKind.MONITOR),
    "north-army": RelationDef("north-army", RelationKind.BODY_OF_PARTY, "north"),
    "south-office": RelationDef("south-office", RelationKind.BODY_OF_PARTY, "south", "south-ministry"),
    "south-ministry": RelationDef("south-ministry", RelationKind.BODY_OF_PARTY, "south"),
    "paper": RelationDef("paper", RelationKind.PRESS),
}


def terms(
    obligations: ObligationDef | Sequence[ObligationDef], listed: SeriesDef | Sequence[SeriesDef], **more: Any
) -> Terms:
    """An agreement between north and south in Asia/Gaza."""
    duties = (obligations,) if isinstance(obligations, ObligationDef) else tuple(obligations)
    found = (listed,) if isinstance(listed, SeriesDef) else tuple(listed)
    base: dict[str, Any] = {"agreement": "pact", "timezone": "Asia/Gaza", "relations": RELATIONS}
    return Terms(obligations=duties, series={one.id: one for one in found}, **(base | more))
