"""Indicators, series, coverage and assertions in bulk, inside the journal entry of a load."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from holdfast.base.errors import shown
from holdfast.journal.actions import Entry
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Viewer
from holdfast.record.errors import IndicatorInUse, IndicatorUnknown, RowsUnresolved, SeriesUnknown
from holdfast.record.models import Assertion, Coverage, Indicator, Observation, Series
from holdfast.record.types import AssertionSpec, CoverageDef, IndicatorDef, SeriesSpec
from holdfast.sources.types import Kept

_MEANING = ("kind", "decimals", "unit")


def save_indicators(
    viewer: Viewer, entry: Entry, *, indicators: Sequence[IndicatorDef], level: Level
) -> Kept:
    """Make or update these indicators; raises IndicatorInUse where a change would alter what stored values mean."""
    require(viewer, Permission.LOAD_CASE)
    stored = {row.key: row for row in Indicator.objects.filter(key__in=[one.key for one in indicators])}
    fresh, written = [], 0
    for one in indicators:
        fields = asdict(one) | {"kind": one.kind.value, "level": int(level)}
        for name in ("name", "unit_name", "includes", "states"):
            fields[name] = dict(getattr(one, name))
        fields["concepts"] = list(one.concepts)
        fields["words"] = {lang: list(said) for lang, said in one.words.items()}
        row = stored.get(one.key)
        if row is None:
            fresh.append(Indicator(**fields, batch=entry.batch))
        elif changed := _changed(row, fields):
            _refuse_new_meaning(row, changed)
            _update(row, fields, entry)
            written += 1
    stored.update((row.key, row) for row in Indicator.objects.bulk_create(fresh))
    return Kept({key: row.id for key, row in stored.items()}, written + len(fresh))


def save_series(
    viewer: Viewer,
    entry: Entry,
    *,
    series: Sequence[SeriesSpec],
    sources: Mapping[str, int],
    documents: Mapping[str, int],
    level: Level,
) -> Kept:
    """Make or update these series with their coverage; `sources` and `documents` give the ids of the keys named."""
    require(viewer, Permission.LOAD_CASE)
    indicators = dict(
        Indicator.objects.filter(key__in={one.indicator for one in series}).values_list("key", "id")
    )
    stored = {row.key: row for row in Series.objects.filter(key__in=[one.key for one in series])}
    fresh, written = [], 0
    for one in series:
        if one.indicator not in indicators:
            raise IndicatorUnknown(
                f"The series {one.key} names the indicator {shown(one.indicator)}, unknown here"
            )
        if one.source not in sources:
            raise RowsUnresolved(f"The series {one.key} names the source {shown(one.source)}, unknown here")
        fields = _series_fields(one) | {
            "indicator_id": indicators[one.indicator],
            "source_id": sources[one.source],
            "level": int(level),
        }
        row = stored.get(one.key)
        if row is None:
            fresh.append(Series(**fields, first_batch=entry.batch, batch=entry.batch))
        elif changed := _changed(row, fields):
            if "indicator_id" in changed and Observation.objects.filter(series=row).exists():
                raise IndicatorInUse(
                    f"The series {row.key} has values, so its indicator cannot be changed",
                    untouched="Nothing was written",
                    next_step="Declare a new series with a key of its own",
                )
            _update(row, fields, entry)
            written += 1
    stored.update((row.key, row) for row in Series.objects.bulk_create(fresh))
    ids = {key: row.id for key, row in stored.items()}
    written += _save_coverage(entry, series, ids, documents, level)
    return Kept(ids, written + len(fresh))


def _series_fields(one: SeriesSpec) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": dict(one.name),
        "place": one.place,
        "attributes": one.attributes,
        "several": one.several.value,
        "counter_start": one.counter_start,
        "timezone": one.timezone,
        "day_boundary": one.day_boundary,
        "leaves_out": dict(one.leaves_out),
        "note": dict(one.note),
        "one_edition": one.one_edition,
    }


def _save_coverage(
    entry: Entry,
    series: Sequence[SeriesSpec],
    ids: Mapping[str, int],
    documents: Mapping[str, int],
    level: Level,
) -> int:
    """Make the stored coverage what is declared; coverage is a definition, so what is no longer declared goes."""
    stored = {
        (row.series_id, row.first_day): row
        for row in Coverage.objects.filter(series__in=[ids[one.key] for one in series])
    }
    fresh, written = [], 0
    for one in series:
        for part in one.coverage:
            fields = _coverage_fields(part, documents) | {"series_id": ids[one.key], "level": int(level)}
            row = stored.pop((ids[one.key], part.first), None)
            if row is None:
                fresh.append(Coverage(**fields, batch=entry.batch))
            elif _changed(row, fields):
                _update(row, fields, entry)
                written += 1
    Coverage.objects.bulk_create(fresh)
    gone = [row.id for row in stored.values()]
    Coverage.objects.filter(id__in=gone).delete()
    # A series whose coverage changed has changed: figures compare its batch.
    touched = {row.series_id for row in [*fresh, *stored.values()]}
    Series.objects.filter(id__in=touched).update(batch=entry.batch)
    return written + len(fresh) + len(gone)


def _coverage_fields(part: CoverageDef, documents: Mapping[str, int]) -> dict[str, Any]:
    if part.document is not None and part.document not in documents:
        raise RowsUnresolved(f"A coverage names the document {shown(part.document)}, unknown here")
    return {
        "first_day": part.first,
        "last_day": part.last,
        "extent": part.extent,
        "effort": dict(part.effort),
        "breaks_trend": part.breaks_trend,
        "document_id": None if part.document is None else documents[part.document],
    }


def save_assertions(
    viewer: Viewer,
    entry: Entry,
    *,
    case: str,
    assertions: Sequence[AssertionSpec],
    sources: Mapping[str, int],
    documents: Mapping[str, int],
    level: Level = Level.PUBLIC,
) -> Kept:
    """Keep what a case asserts: a changed assertion is a new edition, one the case no longer makes is withdrawn."""
    require(viewer, Permission.LOAD_CASE)
    series = dict(
        Series.objects.filter(key__in={one.series for one in assertions if one.series}).values_list(
            "key", "id"
        )
    )
    indicators = dict(
        Indicator.objects.filter(key__in={one.indicator for one in assertions if one.indicator}).values_list(
            "key", "id"
        )
    )
    keys = [one.key for one in assertions]
    last: dict[str, Assertion] = {}
    for row in [*Assertion.objects.filter(key__in=keys), *Assertion.objects.filter(origin=case)]:
        if row.key not in last or row.edition > last[row.key].edition:
            last[row.key] = row
    fresh = []
    for one in assertions:
        fields = _assertion_fields(one, series, indicators, sources, documents)
        row = last.pop(one.key, None)
        if row is None or row.withdrawn or _changed(row, fields):
            edition = 1 if row is None else row.edition + 1
            fresh.append(
                Assertion(**fields, edition=edition, origin=case, level=int(level), batch=entry.batch)
            )
    for row in last.values():
        if row.origin == case and not row.withdrawn:
            fields = {name: getattr(row, name) for name in _ASSERTED}
            fresh.append(
                Assertion(
                    **fields,
                    key=row.key,
                    edition=row.edition + 1,
                    withdrawn=True,
                    origin=case,
                    level=row.level,
                    batch=entry.batch,
                )
            )
    made = Assertion.objects.bulk_create(fresh)
    return Kept({row.key: row.id for row in made}, len(made))


_ASSERTED = (
    "series_id",
    "indicator_id",
    "source_id",
    "document_id",
    "kind",
    "value",
    "unit",
    "per",
    "qualifier",
    "about",
    "first_day",
    "last_day",
    "note",
)


def _assertion_fields(
    one: AssertionSpec,
    series: Mapping[str, int],
    indicators: Mapping[str, int],
    sources: Mapping[str, int],
    documents: Mapping[str, int],
) -> dict[str, Any]:
    if one.series is not None and one.series not in series:
        raise SeriesUnknown(f"The assertion {one.key} names the series {shown(one.series)}, unknown here")
    if one.indicator is not None and one.indicator not in indicators:
        raise IndicatorUnknown(
            f"The assertion {one.key} names the indicator {shown(one.indicator)}, unknown here"
        )
    if one.source not in sources or one.document not in documents:
        raise RowsUnresolved(
            f"The assertion {one.key} names {shown(one.source)} and {shown(one.document)}, one of them unknown here"
        )
    return {
        "key": one.key,
        "series_id": series[one.series] if one.series else None,
        "indicator_id": indicators[one.indicator] if one.indicator else None,
        "source_id": sources[one.source],
        "document_id": documents[one.document],
        "kind": one.kind.value,
        "value": one.value,
        "unit": one.unit,
        "per": one.per,
        "qualifier": one.qualifier,
        "about": one.about,
        "first_day": one.first,
        "last_day": one.last,
        "note": dict(one.note),
    }


def _changed(row: Any, fields: Mapping[str, Any]) -> set[str]:
    return {name for name, value in fields.items() if getattr(row, name) != value}


def _update(row: Any, fields: Mapping[str, Any], entry: Entry) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.batch = entry.batch
    row.save()


def _refuse_new_meaning(row: Indicator, changed: set[str]) -> None:
    meant = changed.intersection(_MEANING)
    if meant and Observation.objects.filter(series__indicator=row).exists():
        raise IndicatorInUse(
            f"The indicator {row.key} has values; its {', '.join(sorted(meant))} cannot be changed under them",
            untouched="Nothing was written",
            next_step="Declare a new indicator with a key of its own",
        )
