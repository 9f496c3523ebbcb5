"""What was corrected, withdrawn and decided, the latest first: the record's part of the page of corrections."""

from collections.abc import Mapping
from decimal import Decimal

from holdfast.base.numbers import unscale
from holdfast.journal.queries import line_of_batch
from holdfast.journal.types import JournalLine
from holdfast.people.types import Viewer
from holdfast.record.models import CounterDecision, Observation, Withdrawal
from holdfast.record.reasons import reason_text, reason_words
from holdfast.record.types import Correction, RowRef


def corrections(viewer: Viewer, *, limit: int | None = None, start: int = 0) -> tuple[Correction, ...]:
    """Corrected and withdrawn rows and rulings on counters that the viewer may see, by the time they were recorded."""
    most = None if limit is None else start + limit
    seen = {"level__lte": viewer.clearance}
    lines: dict[int, JournalLine | None] = {}
    found = [
        *_corrected(viewer, seen, most, lines),
        *_withdrawn(viewer, seen, most, lines),
        *_decided(viewer, seen, most, lines),
    ]
    found.sort(key=lambda one: (one.at, one.row, one.series), reverse=True)
    return tuple(found[start:most])


def _corrected(
    viewer: Viewer, seen: Mapping[str, int], most: int | None, lines: dict[int, JournalLine | None]
) -> list[Correction]:
    rows = Observation.objects.filter(
        edition__gt=1,
        supersedes__isnull=False,
        supersedes__level__lte=viewer.clearance,
        **_visible(viewer, ""),
        **seen,
    ).select_related("series__indicator", "supersedes")
    found = []
    for row in rows.order_by("-batch", "-id")[:most]:
        line = _line(row.batch, lines)
        if line is not None:
            decimals = row.series.indicator.decimals
            found.append(
                Correction(
                    at=line.at,
                    kind="correction",
                    row=RowRef(row.supersedes_id).key,
                    series=row.series.key,
                    series_name=row.series.name,
                    about=row.about,
                    was=_number(row.supersedes.value, decimals),
                    now=_number(row.value, decimals),
                    reason=reason_text(row.reason),
                    by=line.actor,
                    reason_words=reason_words(row.reason),
                )
            )
    return found


def _withdrawn(
    viewer: Viewer, seen: Mapping[str, int], most: int | None, lines: dict[int, JournalLine | None]
) -> list[Correction]:
    rows = Withdrawal.objects.filter(
        observation__level__lte=viewer.clearance, **_visible(viewer, "observation__"), **seen
    ).select_related("observation__series__indicator")
    found = []
    for row in rows.order_by("-batch", "-id")[:most]:
        line = _line(row.batch, lines)
        if line is not None:
            about = row.observation
            found.append(
                Correction(
                    at=line.at,
                    kind="withdrawal",
                    row=RowRef(about.id).key,
                    series=about.series.key,
                    series_name=about.series.name,
                    about=about.about,
                    was=_number(about.value, about.series.indicator.decimals),
                    now=None,
                    reason=reason_text(row.reason),
                    by=line.actor,
                    reason_words=reason_words(row.reason),
                )
            )
    return found


def _decided(
    viewer: Viewer, seen: Mapping[str, int], most: int | None, lines: dict[int, JournalLine | None]
) -> list[Correction]:
    rows = CounterDecision.objects.filter(
        series__level__lte=viewer.clearance,
        series__indicator__level__lte=viewer.clearance,
        series__source__level__lte=viewer.clearance,
        **seen,
    ).select_related("series")
    found = []
    for row in rows.order_by("-batch", "-id")[:most]:
        line = _line(row.batch, lines)
        if line is not None:
            found.append(
                Correction(
                    at=line.at,
                    kind="decision",
                    row="",
                    series=row.series.key,
                    series_name=row.series.name,
                    about=row.day.isoformat(),
                    was=None,
                    now=None,
                    reason=row.reason,
                    by=row.by,
                    ruling=row.ruling,
                )
            )
    return found


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


def _line(batch: int, lines: dict[int, JournalLine | None]) -> JournalLine | None:
    if batch not in lines:
        lines[batch] = line_of_batch(batch)
    return lines[batch]
