"""Series side by side: never averaged, a range only where they measure the same, bare assertions in the same size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from holdfast.agreements.engine.assessed import Assertion, Assessed
from holdfast.agreements.engine.disputes import disputes_nothing
from holdfast.agreements.engine.exact import apart
from holdfast.agreements.engine.tallies import Counter, Side, counters_of, tally_sides
from holdfast.agreements.engine.types import Terms, Texts
from holdfast.agreements.engine.wording import days_named, point_word, qualified, time_term
from holdfast.agreements.types import RATES, Rule
from holdfast.base.why import Why, Words
from holdfast.record.types import DAYS_OF

_STANDING = (Rule.BY_DATE, Rule.RATIO, Rule.STATE)  # values that stand on a day, however long they grew


@dataclass(frozen=True, slots=True)
class Band:
    """The range over series that measure the same thing, by different counters: a range of sources, not an interval."""

    measured_point: str
    unit: str
    kind: str
    low: Decimal
    high: Decimal
    series: tuple[str, ...]
    counters: tuple[str, ...]
    one_window: bool  # always: values about different days make no range
    why: Why

    def as_json(self) -> dict[str, Any]:
        """The range and over what it runs."""
        return {
            "measured_point": self.measured_point,
            "unit": self.unit,
            "kind": self.kind,
            "low": self.low,
            "high": self.high,
            "series": list(self.series),
            "counters": list(self.counters),
            "one_window": self.one_window,
            **self.why.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Asserted:
    """A stated number without a total and a window, and whether it says otherwise than the counts."""

    assertion: Assertion
    series: str | None
    relation: str | None
    party: str | None
    otherwise: bool
    no_dispute: Why | None = None  # of the bearer's own word: why it disputes nothing

    def as_json(self) -> dict[str, Any]:
        """The assertion with who says it."""
        return {
            **self.assertion.as_json(),
            "series": self.series,
            "relation": self.relation,
            "party": self.party,
            "otherwise": self.otherwise,
            "no_dispute": self.no_dispute.as_json() if self.no_dispute else None,
        }


@dataclass(frozen=True, slots=True)
class Holds:
    """What holds on every count that gives a total and a window, with the assertions beside it."""

    why: Why
    on_every_count: bool
    promised: Decimal
    below: tuple[str, ...]  # series
    reached: tuple[str, ...]
    not_told: tuple[str, ...]  # bounds on both sides of the promise
    exceptions: tuple[Asserted, ...]
    exceptions_why: Why | None

    def as_json(self) -> dict[str, Any]:
        """The statement, the series it is derived from, and what does not fit."""
        return {
            "on_every_count": self.on_every_count,
            "promised": self.promised,
            "below": list(self.below),
            "reached": list(self.reached),
            "not_told": list(self.not_told),
            **self.why.as_json(),
            "exceptions": [found.as_json() for found in self.exceptions],
            "exceptions_why": self.exceptions_why.as_json() if self.exceptions_why else None,
        }


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All that is said about one obligation under one reading."""

    agreement: str
    obligation: str
    bearer: str
    reading: str | None
    rows: tuple[Assessed, ...]
    asserted: tuple[Asserted, ...]
    bands: tuple[Band, ...]
    refused: tuple[Why, ...]  # why no range runs over all of them
    holds: Holds | None
    counters: tuple[Counter, ...]
    sides: tuple[Side, ...]

    def as_json(self) -> dict[str, Any]:
        """The structure without repeating the assessments: rows are named by their series."""
        return {
            "agreement": self.agreement,
            "obligation": self.obligation,
            "bearer": self.bearer,
            "reading": self.reading,
            "rows": [row.series for row in self.rows],
            "asserted": [found.as_json() for found in self.asserted],
            "bands": [band.as_json() for band in self.bands],
            "refused": [why.as_json() for why in self.refused],
            "holds": self.holds.as_json() if self.holds else None,
            "independent_counters": len(self.counters),
            "counters": [counter.as_json() for counter in self.counters],
            "sides": [side.as_json() for side in self.sides],
        }


def sides(found: Iterable[Assessed], terms: Terms | None = None) -> tuple[SideBySide, ...]:
    """One `SideBySide` for each obligation and reading, in their order."""
    groups: dict[tuple[str, str | None], list[Assessed]] = {}
    for row in found:
        groups.setdefault((row.obligation, row.reading), []).append(row)
    return tuple(side_by_side(rows, terms) for rows in groups.values())


def side_by_side(found: Sequence[Assessed], terms: Terms | None = None) -> SideBySide:
    """The assessments of one obligation under one reading beside each other; `terms` tells relays from statements."""
    head = found[0]
    counts = [row for row in found if row.is_count]
    asserted = tuple(_asserted(found, counts, terms))
    bands, refused = _bands(counts, terms)
    return SideBySide(
        agreement=head.agreement,
        obligation=head.obligation,
        bearer=head.bearer,
        reading=head.reading,
        rows=tuple(found),
        asserted=asserted,
        bands=bands,
        refused=refused,
        holds=_holds(counts, asserted),
        counters=counters_of([row for row in found if row.is_count or row.used]),
        sides=tally_sides(found, terms),
    )


def _asserted(
    found: Sequence[Assessed], counts: Sequence[Assessed], terms: Terms | None
) -> Iterable[Asserted]:
    owed = next((row for row in found if row.promised is not None), None)
    seen: set[str] = set()
    for row in found:
        for assertion in row.assertions:
            if assertion.key in seen:
                continue
            seen.add(assertion.key)
            otherwise = bool(counts) and owed is not None and _reaches(assertion, owed)
            no_dispute = disputes_nothing(terms, row.bearer, assertion) if otherwise and terms else None
            yield Asserted(assertion, row.series, row.relation, row.party, otherwise, no_dispute)


def _reaches(assertion: Assertion, owed: Assessed) -> bool:
    """Whether a stated number reaches the promise: an average against a rate, in one unit of time, or a total."""
    if owed.promised is None or (assertion.per is None) != (owed.unit_per is None):
        return False
    time = Fraction(DAYS_OF[owed.unit_per or "day"], DAYS_OF[assertion.per or "day"])
    return Fraction(assertion.value) * time >= Fraction(owed.promised)


def _bands(counts: Sequence[Assessed], terms: Terms | None) -> tuple[tuple[Band, ...], tuple[Why, ...]]:
    if len(counts) < 2:
        return (), ()
    alike: dict[tuple[str | None, str, str | None, str | None], list[Assessed]] = {}
    names = terms.name_of if terms is not None else str
    for row in counts:
        alike.setdefault((row.measured_point, row.unit, row.kind, row.place), []).append(row)
    bands = []
    refused = []
    if len({row.unit for row in counts}) > 1:
        refused.append(Why.of("range-refused-units"))
    if len({row.measured_point for row in counts}) > 1:
        points = tuple(point_word(point) for point in sorted({row.measured_point or "?" for row in counts}))
        refused.append(Why.of("range-refused-points", points=points))
    elif len({row.kind for row in counts}) > 1:
        refused.append(Why.of("range-refused-kinds"))
    if len({row.place for row in counts}) > 1:
        refused.append(Why.of("range-refused-places"))
    for (point, unit, kind, _), rows in alike.items():
        counters = tuple(dict.fromkeys(row.counter or row.source or "" for row in rows))
        if len(rows) > 1 and len(counters) < 2:
            sources = tuple(dict.fromkeys(row.source or "" for row in rows))
            refused.append(
                Why.of(
                    "range-refused-one-counter",
                    sources=tuple(_param(names(source)) for source in sources),
                    counter=names(counters[0]),
                )
            )
        if point is None and len(rows) > 1:
            refused.append(Why.of("range-refused-point-unknown"))
        elif len(rows) > 1 and len(counters) > 1:
            if len({_days_of(row) for row in rows}) > 1:
                refused.append(Why.of("range-refused-windows", days=tuple(_ends(row) for row in rows)))
                rows = _of_the_same_days(rows)
                counters = tuple(dict.fromkeys(row.counter or row.source or "" for row in rows))
                if len(counters) < 2:
                    continue
            values = [row.value for row in rows if row.value is not None]
            low, high = min(values), max(values)
            least, most = apart(low, high)
            why = Why.of("range-of-sources", low=least, high=most, sources=len(counters))
            bands.append(
                Band(
                    point or "",
                    unit,
                    kind or "",
                    low,
                    high,
                    tuple(row.series or "" for row in rows),
                    counters,
                    True,
                    why,
                )
            )
    return tuple(bands), tuple(refused)


def _said(found: Assertion) -> Decimal | Words:
    return qualified(found.value, found.qualifier)


def _days_of(row: Assessed) -> tuple[date | None, date | None]:
    """The days a value is about: what stands on a day is about that day alone."""
    return (None if row.rule in _STANDING else row.first, row.last)


def _ends(row: Assessed) -> Words:
    if row.rule in _STANDING or row.first is None or row.last is None:
        return days_named(row.last or date.min, row.last or date.min)
    return days_named(row.first, row.last)


def _of_the_same_days(rows: Sequence[Assessed]) -> list[Assessed]:
    """The largest group of rows about the same days; of equal ones the first."""
    groups: dict[tuple[date | None, date | None], list[Assessed]] = {}
    for row in rows:
        groups.setdefault(_days_of(row), []).append(row)
    return max(groups.values(), key=len)


def _param(name: Texts | str) -> Words | str:
    return name if isinstance(name, str) else Words.of(name)


def _holds(counts: Sequence[Assessed], asserted: Sequence[Asserted]) -> Holds | None:
    rates = [row for row in counts if row.rule in RATES and row.promised is not None]
    if not rates:
        return None
    promised = rates[0].promised or Decimal(0)
    below = tuple(row.series or "" for row in rates if row.high is not None and row.high < promised)
    enough = tuple(row.series or "" for row in rates if row.low is not None and row.low >= promised)
    rest = tuple(row.series or "" for row in rates if row.series not in (*below, *enough))
    values = [row.value for row in rates if row.value is not None]
    owed, least, most = apart(promised, min(values), max(values))
    shown = {
        "promised": owed,
        "low": least,
        "high": most,
        "count": len(rates),
        "per": time_term(rates[0].unit_per or "day"),
    }
    if len(below) == len(rates):
        why = Why.of("below-on-every-count", **shown)
    elif len(enough) == len(rates):
        why = Why.of("reached-on-every-count", **shown)
    else:
        why = Why.of("counts-differ-on-promise", below=len(below), reached=len(enough), **shown)
    exceptions = tuple(asserted)
    bare = [found for found in asserted if found.assertion.first is None]
    other = [found for found in bare if found.otherwise]
    note = None
    if other and len(below) == len(rates):
        note = Why.of("asserted-otherwise", stated=tuple(_said(found.assertion) for found in other))
    elif bare:
        note = Why.of("asserted-beside", count=len(bare))
    elif exceptions:
        note = Why.of("asserted-of-other-days", count=len(exceptions))
    return Holds(
        why,
        len(below) == len(rates) or len(enough) == len(rates),
        promised,
        below,
        enough,
        rest,
        exceptions,
        note,
    )
