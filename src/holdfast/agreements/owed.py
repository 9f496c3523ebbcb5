"""Whose duty a series watches, and how many are owed under it: what a text that speaks of the series may name."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from holdfast.agreements.models import Watch
from holdfast.agreements.seen import duty_seen, readings_seen, seen
from holdfast.agreements.types import DutyKind
from holdfast.people.types import Viewer

# Duties by which a bearer gives something away: of these a series counts what the bearer gave.
_GIVEN = (DutyKind.BY_DATE, DutyKind.RATIO)


@dataclass(frozen=True, slots=True)
class OwedUnder:
    """Who gives what a series counts, as the duty names its bearer, and the whole numbers owed under its readings."""

    bearer: str
    quantities: frozenset[Decimal]


def series_owed(viewer: Viewer) -> Mapping[str, OwedUnder]:
    """By series: who gives what it counts; a series that watches duties of several bearers is left out."""
    rows = list(
        seen(viewer, Watch)
        .filter(duty_seen(viewer, "reading__obligation"))
        .filter(reading__level__lte=viewer.clearance, reading__obligation__kind__in=_GIVEN)
        .select_related("reading__obligation__bearer", "series")
    )
    known = {reading.pk for reading, _ in readings_seen(viewer, {row.reading for row in rows})}
    bearers: dict[str, set[str]] = defaultdict(set)
    owed: dict[str, set[Decimal]] = defaultdict(set)
    for row in rows:
        if row.reading_id not in known:
            continue
        duty = row.reading.obligation
        bearers[row.series.key].add(duty.bearer.key)
        for number in (duty.quantity, row.reading.promised):
            if number is not None and duty.kind == DutyKind.BY_DATE:
                owed[row.series.key].add(number)
    return {
        key: OwedUnder(next(iter(found)), frozenset(owed[key]))
        for key, found in bearers.items()
        if len(found) == 1
    }
