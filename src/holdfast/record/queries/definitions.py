"""What is measured and by whom: indicators and series with all that is said about them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from holdfast.journal.queries import batches_upto, recorded
from holdfast.people.types import Viewer
from holdfast.record.models import Assertion, CounterDecision, Coverage, Indicator, Series
from holdfast.record.types import (
    AssertionDef,
    AssertionKind,
    CounterRuling,
    CoverageDef,
    DecisionDef,
    IndicatorDef,
    Kind,
    SeriesDef,
    SeriesLine,
    Several,
)


def series_defs(
    viewer: Viewer, keys: Collection[str] | None = None, *, known_seq: int | None = None
) -> dict[str, SeriesDef]:
    """Series by key, all or those of these keys, in four queries whatever their number.

    With `known_seq`, decisions and assertions are those known at that journal line; the definitions themselves are
    as they stand now.
    """
    found = visible_series(viewer)
    if keys is not None:
        found = found.filter(key__in=keys)
    rows = list(found.annotate(first_seq=recorded("seq", "first_batch")).order_by("key"))
    ids = [row.id for row in rows]
    known = None if known_seq is None else batches_upto(known_seq)
    coverage = _coverage(viewer, ids)
    decisions = _decisions(viewer, ids, known)
    assertions = _by_series(viewer, rows, known)
    return {
        row.key: SeriesDef(
            id=row.id,
            key=row.key,
            name=row.name,
            place=row.place,
            attributes=row.attributes,
            several=Several(row.several),
            counter_start=row.counter_start,
            timezone=row.timezone,
            day_boundary=row.day_boundary,
            leaves_out=row.leaves_out,
            note=row.note,
            one_edition=row.one_edition,
            source=row.source.key,
            indicator=indicator_def(row.indicator),
            coverage=tuple(coverage[row.id]),
            decisions=tuple(decisions[row.id]),
            assertions=tuple(assertions[row.id]),
            first_known_seq=row.first_seq,
        )
        for row in rows
    }


def series_lines(viewer: Viewer) -> tuple[SeriesLine, ...]:
    """All series by key, in one query."""
    return tuple(
        SeriesLine(
            key=row.key,
            name=row.name,
            place=row.place,
            source=row.source.key,
            indicator=indicator_def(row.indicator),
            leaves_out=row.leaves_out,
            source_name=row.source.name,
        )
        for row in visible_series(viewer).order_by("key")
    )


def series_ids(viewer: Viewer, keys: Collection[str] | None = None) -> dict[str, int]:
    """Key to id of all series, or of those of these keys."""
    found = visible_series(viewer)
    if keys is not None:
        found = found.filter(key__in=keys)
    return dict(found.values_list("key", "id"))


def series_keys(viewer: Viewer, ids: Collection[int] | None = None) -> dict[int, str]:
    """Id to key of all series, or of those of these ids."""
    found = visible_series(viewer)
    if ids is not None:
        found = found.filter(id__in=ids)
    return dict(found.values_list("id", "key"))


def indicator_defs(viewer: Viewer, keys: Collection[str] | None = None) -> dict[str, IndicatorDef]:
    """Indicators by key, all or those of these keys."""
    found = Indicator.objects.filter(level__lte=viewer.clearance)
    if keys is not None:
        found = found.filter(key__in=keys)
    return {row.key: indicator_def(row) for row in found.order_by("key")}


def assertion_defs(
    viewer: Viewer, *, document: str | None = None, source: str | None = None, known_seq: int | None = None
) -> tuple[AssertionDef, ...]:
    """Every assertion that stands, in one document or by one source where it is named, by key."""
    found = visible_assertions(viewer)
    if document is not None:
        found = found.filter(document__key=document)
    if source is not None:
        found = found.filter(source__key=source)
    known = None if known_seq is None else batches_upto(known_seq)
    return tuple(assertion_def(row) for row in _standing(found, known))


def visible_series(viewer: Viewer) -> QuerySet[Series]:
    """Series whose indicator and source the viewer may see too, for their names stand on every page of them."""
    return Series.objects.filter(
        level__lte=viewer.clearance,
        indicator__level__lte=viewer.clearance,
        source__level__lte=viewer.clearance,
    ).select_related("indicator", "source")


def indicator_def(row: Indicator) -> IndicatorDef:
    """The stored indicator as the room hands it out."""
    return IndicatorDef(
        key=row.key,
        name=row.name,
        kind=Kind(row.kind),
        unit=row.unit,
        unit_name=row.unit_name,
        decimals=row.decimals,
        measured_point=row.measured_point,
        includes=row.includes,
        states=row.states,
        harm=row.harm,
        concepts=tuple(row.concepts),
        words={lang: tuple(said) for lang, said in row.words.items()},
    )


def assertion_def(row: Assertion) -> AssertionDef:
    """The stored assertion as the room hands it out; its value without trailing zeros."""
    value = row.value.normalize()
    exponent = value.as_tuple().exponent
    return AssertionDef(
        key=row.key,
        kind=AssertionKind(row.kind),
        value=value.quantize(1) if isinstance(exponent, int) and exponent > 0 else value,
        unit=row.unit,
        qualifier=row.qualifier,
        about=row.about,
        first=row.first_day,
        last=row.last_day,
        document=row.document.key,
        source=row.source.key,
        said=row.document.said,
        note=row.note,
        per=row.per,
    )


def _coverage(viewer: Viewer, ids: Collection[int]) -> dict[int, list[CoverageDef]]:
    found = Coverage.objects.filter(series__in=ids, level__lte=viewer.clearance)
    grouped: dict[int, list[CoverageDef]] = defaultdict(list)
    for row in found.select_related("document__source").order_by("series", "first_day"):
        # How much a series could see bounds its numbers for everybody; the words are as secret as their document.
        hidden = row.document is not None and not (
            viewer.sees(row.document.level) and viewer.sees(row.document.source.level)
        )
        grouped[row.series_id].append(
            CoverageDef(
                first=row.first_day,
                last=row.last_day,
                extent=row.extent,
                effort={} if hidden else row.effort,
                breaks_trend=row.breaks_trend,
                document=None if row.document is None or hidden else row.document.key,
            )
        )
    return grouped


def _decisions(
    viewer: Viewer, ids: Collection[int], known: frozenset[int] | None
) -> dict[int, list[DecisionDef]]:
    found = CounterDecision.objects.filter(series__in=ids, level__lte=viewer.clearance)
    last: dict[tuple[int, Any], Any] = {}
    for row in found.annotate(seq=recorded("seq")).order_by("series", "day", "edition"):
        if known is None or row.batch in known:
            last[row.series_id, row.day] = row
    grouped: dict[int, list[DecisionDef]] = defaultdict(list)
    for (series, _), row in last.items():
        grouped[series].append(DecisionDef(row.day, CounterRuling(row.ruling), row.reason, row.by, row.seq))
    return grouped


def visible_assertions(viewer: Viewer) -> QuerySet[Assertion]:
    """Every edition of the assertions whose series, document and source the viewer may see too."""
    return Assertion.objects.filter(
        Q(series=None) | Q(series__level__lte=viewer.clearance),
        Q(indicator=None) | Q(indicator__level__lte=viewer.clearance),
        level__lte=viewer.clearance,
        document__level__lte=viewer.clearance,
        document__source__level__lte=viewer.clearance,
        source__level__lte=viewer.clearance,
    ).select_related("document", "source")


def _standing(found: Iterable[Assertion], known: frozenset[int] | None) -> list[Assertion]:
    """The last edition of each assertion, unless that edition withdraws it."""
    last: dict[str, Assertion] = {}
    for row in sorted(found, key=lambda row: (row.key, row.edition)):
        if known is None or row.batch in known:
            last[row.key] = row
    return [row for row in last.values() if not row.withdrawn]


def _by_series(
    viewer: Viewer, rows: Collection[Series], known: frozenset[int] | None
) -> dict[int, list[AssertionDef]]:
    """Assertions of each series, and those of its indicator that name no series of their own but its source."""
    found = visible_assertions(viewer).filter(
        Q(series__in=[row.id for row in rows])
        | Q(series=None, indicator__in={row.indicator_id for row in rows})
    )
    grouped: dict[int, list[AssertionDef]] = defaultdict(list)
    for assertion in _standing(found, known):
        for row in rows:
            of_indicator = assertion.series_id is None and (
                assertion.indicator_id == row.indicator_id and assertion.source_id == row.source_id
            )
            if assertion.series_id == row.id or of_indicator:
                grouped[row.id].append(assertion_def(assertion))
    return grouped
