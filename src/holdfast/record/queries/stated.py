"""Stated numbers, as the audit of a desk reads them."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from holdfast.base.numbers import unscale
from holdfast.people.types import Viewer
from holdfast.record.models import Assertion, Observation, Withdrawal
from holdfast.record.queries.definitions import standing_assertions
from holdfast.record.stated import StatedNumber, statement_of
from holdfast.record.types import Kind, RowRef
from holdfast.sources.queries import relays_list

MOST_STATED = 20_000
_MOST_RELAYS = 30_000  # parameters of one statement
_COUNTED = (Kind.FLOW, Kind.EVENTS, Kind.CUMULATIVE)


def stated_numbers(viewer: Viewer, *, case: str | None = None) -> tuple[StatedNumber, ...]:
    """Every assertion that stands, and every value of several days in a document that states or passes one on.

    Of all that the viewer may see, or of what one case brought; three queries, and at most MOST_STATED values.
    """
    passed: dict[int, dict[str, str]] = defaultdict(dict)
    for relay, document, source in relays_list(viewer):
        passed[relay][document] = source
    found = [_asserted(row, passed) for row in standing_assertions(viewer, case=case)]
    return (*found, *(_observed(row, passed) for row in _values(viewer, sorted(passed), case)))


def _values(viewer: Viewer, relaying: list[int], case: str | None) -> Any:
    level = viewer.clearance
    same = {name: OuterRef(name) for name in ("series", "first_day", "last_day", "document", "filled")}
    rows = Observation.objects.filter(
        Q(first_day__lt=F("last_day"))
        | Q(series__indicator__kind=Kind.CUMULATIVE, series__counter_start__isnull=False),
        ~Exists(Observation.objects.filter(level__lte=level, edition__gt=OuterRef("edition"), **same)),
        ~Exists(Withdrawal.objects.filter(observation=OuterRef("pk"), level__lte=level)),
        Q(Exists(Assertion.objects.filter(document=OuterRef("document"), level__lte=level)))
        | Q(document__in=relaying[:_MOST_RELAYS]),
        value__isnull=False,
        filled=False,
        comparator=False,
        level__lte=level,
        series__level__lte=level,
        series__indicator__level__lte=level,
        series__source__level__lte=level,
        document__level__lte=level,
        document__source__level__lte=level,
        series__indicator__kind__in=_COUNTED,
    )
    if case is not None:
        rows = rows.filter(origin__startswith=f"{case}/")
    return rows.select_related("series__indicator", "series__source", "document__source").order_by("id")[
        :MOST_STATED
    ]


def _asserted(row: Any, passed: dict[int, dict[str, str]]) -> StatedNumber:
    counter = row.series.source.key if row.series_id else row.source.key
    statement, relay = statement_of(
        row.document.key, row.document.source.key, counter, passed.get(row.document_id, {})
    )
    return StatedNumber(
        ref=row.key,
        statement=statement,
        relay=relay,
        said=row.document.said_last,
        counter=counter,
        speaker=row.source.key,
        series=row.series.key if row.series_id else "",
        series_name=row.series.name if row.series_id else {},
        kind=row.kind,
        value=row.value.normalize() if row.value != row.value.to_integral_value() else row.value.quantize(1),
        first=row.first_day,
        last=row.last_day,
        unit=row.unit,
        per=row.per,
        qualifier=row.qualifier,
        url=row.document.url,
        note=row.note,
    )


def _observed(row: Any, passed: dict[int, dict[str, str]]) -> StatedNumber:
    series = row.series
    statement, relay = statement_of(
        row.document.key, row.document.source.key, series.source.key, passed.get(row.document_id, {})
    )
    value = unscale(row.value, series.indicator.decimals)
    first: date = row.first_day
    if first == row.last_day and series.counter_start:
        first = series.counter_start
    return StatedNumber(
        ref=RowRef(row.id).key,
        statement=statement,
        relay=relay,
        said=row.document.said_last,
        counter=series.source.key,
        speaker=series.source.key,
        series=series.key,
        series_name=series.name,
        kind="total",
        value=value,
        first=first,
        last=row.last_day,
        qualifier=row.qualifier,
        url=row.document.url,
        cumulative=series.indicator.kind == Kind.CUMULATIVE,
    )
