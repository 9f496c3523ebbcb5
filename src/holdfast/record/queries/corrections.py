"""What was corrected, withdrawn and decided, the latest first: the record's part of the page of corrections."""

from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, CharField, Q, QuerySet, Value
from django.db.models.functions import Cast

from holdfast.base.numbers import unscale
from holdfast.journal.queries import recorded
from holdfast.people.signing import name_shown
from holdfast.people.types import Viewer
from holdfast.record.models import CounterDecision, Observation, Withdrawal
from holdfast.record.reasons import RESTORED, reason_text, reason_words
from holdfast.record.types import Correction, RowRef

_NONE = Value(None, output_field=BigIntegerField())
_EMPTY = Value("", output_field=CharField())


def corrections(
    viewer: Viewer, *, limit: int | None = None, start: int = 0, source: str | None = None
) -> tuple[Correction, ...]:
    """Corrected and withdrawn rows and rulings on counters that the viewer may see, by the time they were recorded.

    With `source`, those in series it counts or in its documents. One query, which reads no row that stands.
    """
    most = None if limit is None else start + limit
    first, *others = (
        _last(part, most).values_list(*columns)
        for part, columns in (
            _corrected(viewer, source),
            _withdrawn(viewer, source),
            _decided(viewer, source),
        )
    )
    found = [_correction(viewer, *line) for line in first.union(*others, all=True) if line[0] is not None]
    found.sort(key=lambda one: (one.at, one.row, one.series), reverse=True)
    return tuple(found[start:most])


def _last(part: QuerySet[Any], most: int | None) -> QuerySet[Any]:
    """The last of them; SQLite takes a limit inside a union in no other way."""
    if most is None:
        return part.order_by()
    last = part.order_by("-batch", "-pk").values("pk")[:most]
    return part.model._default_manager.filter(pk__in=last).order_by()


def _corrected(viewer: Viewer, source: str | None) -> tuple[QuerySet[Observation], tuple[Any, ...]]:
    rows = Observation.objects.filter(
        # This finds them by their own small index.
        supersedes__isnull=False,
        supersedes__level__lte=viewer.clearance,
        level__lte=viewer.clearance,
        **_visible(viewer, ""),
    )
    if source is not None:
        rows = rows.filter(Q(series__source__key=source) | Q(document__source__key=source))
    return rows, (
        recorded("at"),
        Value("correction"),
        "supersedes_id",
        "series__key",
        "series__name",
        "about",
        "series__indicator__decimals",
        "supersedes__value",
        "value",
        "reason",
        recorded("actor"),
        _EMPTY,
    )


def _withdrawn(viewer: Viewer, source: str | None) -> tuple[QuerySet[Withdrawal], tuple[Any, ...]]:
    rows = Withdrawal.objects.filter(
        level__lte=viewer.clearance,
        observation__level__lte=viewer.clearance,
        **_visible(viewer, "observation__"),
    )
    if source is not None:
        counted = Q(observation__series__source__key=source)
        rows = rows.filter(counted | Q(observation__document__source__key=source))
    return rows, (
        recorded("at"),
        Value("withdrawal"),
        "observation_id",
        "observation__series__key",
        "observation__series__name",
        "observation__about",
        "observation__series__indicator__decimals",
        "observation__value",
        _NONE,
        "reason",
        recorded("actor"),
        _EMPTY,
    )


def _decided(viewer: Viewer, source: str | None) -> tuple[QuerySet[CounterDecision], tuple[Any, ...]]:
    rows = CounterDecision.objects.filter(
        level__lte=viewer.clearance,
        series__level__lte=viewer.clearance,
        series__indicator__level__lte=viewer.clearance,
        series__source__level__lte=viewer.clearance,
    )
    if source is not None:
        rows = rows.filter(series__source__key=source)
    return rows, (
        recorded("at"),
        Value("decision"),
        _NONE,
        "series__key",
        "series__name",
        Cast("day", CharField()),
        "series__indicator__decimals",
        _NONE,
        _NONE,
        "reason",
        "by",
        "ruling",
    )


def _correction(
    viewer: Viewer,
    at: Any,
    kind: str,
    row: int | None,
    series: str,
    name: Any,
    about: str,
    decimals: int,
    was: int | None,
    now: int | None,
    reason: str,
    by: str,
    ruling: str,
) -> Correction:
    decision = kind == "decision"
    if kind == "correction" and reason == RESTORED and was == now:
        kind = "back"
    return Correction(
        at=at,
        kind=kind,
        row="" if row is None else RowRef(row).key,
        series=series,
        series_name=name,
        about=about,
        was=_number(was, decimals),
        now=_number(now, decimals),
        reason=reason if decision else reason_text(reason),
        by=by if decision else name_shown(viewer, by),
        ruling=ruling,
        reason_words={} if decision else reason_words(reason),
    )


def _visible(viewer: Viewer, path: str) -> dict[str, int]:
    """A row is not shown whose series or document the viewer may not see."""
    parts = (
        "series__level",
        "series__indicator__level",
        "series__source__level",
        "document__level",
        "document__source__level",
    )
    return {f"{path}{part}__lte": int(viewer.clearance) for part in parts}


def _number(value: int | None, decimals: int) -> Decimal | None:
    return None if value is None else unscale(value, decimals)
