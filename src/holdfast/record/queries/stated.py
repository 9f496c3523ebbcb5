"""Stated numbers, as the audit of a desk reads them: assertions, values and what passes them on, in one query."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from holdfast.base.numbers import unscale
from holdfast.people.types import Viewer
from holdfast.record.models import Assertion, Observation, Withdrawal
from holdfast.record.queries.definitions import visible_assertions
from holdfast.record.stated import StatedNumber, statement_of
from holdfast.record.types import Kind, RowRef
from holdfast.sources.queries import visible_relays

MOST_STATED = 20_000
_COUNTED = (Kind.FLOW, Kind.EVENTS, Kind.CUMULATIVE)
_ASSERTED, _PASSED_ON, _OBSERVED = 0, 1, 2


class _Row(NamedTuple):
    """What the three tables have in common. Of what passes a document on, `key` and `source` are the other's."""

    what: int
    id: int
    key: str
    edition: int
    withdrawn: bool
    document_id: int
    document_key: str
    document_source: str
    document_url: str
    said: date | None
    source: str
    counter: str
    series: str
    series_name: Any
    kind: str
    asserted: Decimal | None
    observed: int | None
    decimals: int | None
    first: date | None
    last: date | None
    counter_start: date | None
    unit: str
    per: str
    qualifier: str
    note: Any


def stated_numbers(viewer: Viewer, *, case: str | None = None) -> tuple[StatedNumber, ...]:
    """Every assertion that stands, and every value of several days in a document that states or passes one on.

    Of all that the viewer may see, or of what one case brought; one query, and at most MOST_STATED values.
    """
    said = visible_assertions(viewer)
    if case is not None:
        said = said.filter(origin=case)
    parts = (
        _columns(said, _ASSERTED, _of_assertion()),
        _columns(visible_relays(viewer), _PASSED_ON, _of_relay()),
        _columns(_values(viewer, case), _OBSERVED, _of_value()),
    )
    passed: dict[int, dict[str, str]] = defaultdict(dict)
    last: dict[str, _Row] = {}
    values: list[_Row] = []
    for row in sorted(map(_Row._make, parts[0].union(*parts[1:], all=True)), key=_place):
        if row.what == _PASSED_ON:
            passed[row.document_id][row.key] = row.source
        elif row.what == _ASSERTED:
            last[row.key] = row
        else:
            values.append(row)
    standing = [row for row in last.values() if not row.withdrawn]
    return (*(_asserted(row, passed) for row in standing), *(_observed(row, passed) for row in values))


def _place(row: _Row) -> tuple[object, ...]:
    """Assertions by key, the last edition of each last; what passes on and values as they were recorded."""
    return (row.what, row.key, row.edition) if row.what == _ASSERTED else (row.what, "", row.id)


def _columns(found: QuerySet[Any], what: int, given: dict[str, Any]) -> Any:
    """The rows with every field of `_Row`, in its order: of those not given, an empty one of the field's own type."""
    held: dict[str, Any] = {
        "what": Value(what),
        "edition": Value(0),
        "withdrawn": Value(False),
        "series_name": _none(models.JSONField()),
        "asserted": _none(models.DecimalField(max_digits=24, decimal_places=6)),
        "observed": _none(models.BigIntegerField()),
        "decimals": _none(models.IntegerField()),
        **{name: _none(models.DateField()) for name in ("said", "first", "last", "counter_start")},
        "note": _none(models.JSONField()),
        **given,
    }
    named = {f"its_{name}": held.get(name, Value("")) for name in _Row._fields}
    return found.order_by().annotate(**named).values_list(*named)


def _none(field: models.Field[Any, Any]) -> Cast:
    return Cast(Value(None), field)


def _of_document() -> dict[str, Any]:
    return {
        "id": F("id"),
        "document_id": F("document"),
        "document_key": F("document__key"),
        "document_source": F("document__source__key"),
        "document_url": F("document__url"),
        "said": F("document__said_last"),
    }


def _of_assertion() -> dict[str, Any]:
    return {
        **_of_document(),
        **{
            name: F(name)
            for name in ("key", "edition", "withdrawn", "kind", "unit", "per", "qualifier", "note")
        },
        "source": F("source__key"),
        "counter": Coalesce("series__source__key", "source__key"),
        "series": Coalesce("series__key", Value("")),
        "series_name": F("series__name"),
        "asserted": F("value"),
        "first": F("first_day"),
        "last": F("last_day"),
    }


def _of_relay() -> dict[str, Any]:
    return {**_of_document(), "key": F("original__key"), "source": F("original__source__key")}


def _of_value() -> dict[str, Any]:
    return {
        **_of_document(),
        "source": F("series__source__key"),
        "counter": F("series__source__key"),
        "series": F("series__key"),
        "series_name": F("series__name"),
        "kind": F("series__indicator__kind"),
        "observed": F("value"),
        "decimals": F("series__indicator__decimals"),
        "first": F("first_day"),
        "last": F("last_day"),
        "counter_start": F("series__counter_start"),
        "qualifier": F("qualifier"),
    }


def _values(viewer: Viewer, case: str | None) -> QuerySet[Observation]:
    level = viewer.clearance
    same = {name: OuterRef(name) for name in ("series", "first_day", "last_day", "document", "filled")}
    rows = Observation.objects.filter(
        Q(first_day__lt=F("last_day"))
        | Q(series__indicator__kind=Kind.CUMULATIVE, series__counter_start__isnull=False),
        ~Exists(Observation.objects.filter(level__lte=level, edition__gt=OuterRef("edition"), **same)),
        ~Exists(Withdrawal.objects.filter(observation=OuterRef("pk"), level__lte=level)),
        Q(document__in=Assertion.objects.filter(level__lte=level).values("document"))
        | Q(document__in=visible_relays(viewer).values("document")),
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
    first = rows.order_by("id").values("id")[:MOST_STATED]
    return Observation.objects.filter(id__in=first)


def _asserted(row: _Row, passed: dict[int, dict[str, str]]) -> StatedNumber:
    statement, relay = _statement(row, passed)
    value = row.asserted or Decimal(0)
    return StatedNumber(
        ref=row.key,
        statement=statement,
        relay=relay,
        said=row.said,
        counter=row.counter,
        speaker=row.source,
        series=row.series,
        series_name=row.series_name or {},
        kind=row.kind,
        value=value.normalize() if value != value.to_integral_value() else value.quantize(1),
        first=row.first,
        last=row.last,
        unit=row.unit,
        per=row.per,
        qualifier=row.qualifier,
        url=row.document_url,
        note=row.note,
    )


def _observed(row: _Row, passed: dict[int, dict[str, str]]) -> StatedNumber:
    statement, relay = _statement(row, passed)
    first = row.counter_start if row.first == row.last and row.counter_start else row.first
    return StatedNumber(
        ref=RowRef(row.id).key,
        statement=statement,
        relay=relay,
        said=row.said,
        counter=row.counter,
        speaker=row.source,
        series=row.series,
        series_name=row.series_name or {},
        kind="total",
        value=unscale(row.observed or 0, row.decimals or 0),
        first=first,
        last=row.last,
        qualifier=row.qualifier,
        url=row.document_url,
        cumulative=row.kind == Kind.CUMULATIVE,
    )


def _statement(row: _Row, passed: dict[int, dict[str, str]]) -> tuple[str, str]:
    return statement_of(row.document_key, row.document_source, row.counter, passed.get(row.document_id, {}))
