"""Single rows as a reader opens them: value in its unit, document, editions, why it was corrected or withdrawn."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from holdfast.base.errors import shown
from holdfast.base.numbers import unscale
from holdfast.journal.queries import recorded
from holdfast.people.types import Viewer
from holdfast.record.errors import ObservationUnknown
from holdfast.record.models import Observation, Withdrawal
from holdfast.record.reasons import reason_text, reason_words
from holdfast.record.types import RowDetail, RowRef, Status
from holdfast.sources.queries import document_def, documents_by_id
from holdfast.sources.types import DocumentDef

_ORDER = ("first_day", "last_day", "document_id", "filled", "edition")
_PART = 500  # parameters of one statement, well under what SQLite takes


def row_details(viewer: Viewer, ids: Collection[int], *, relays: bool = True) -> list[RowDetail]:
    """The rows of these ids that the viewer may see, by series, period and edition; a query for each 500 rows.

    Each with what its document passes on, in two queries more; without `relays` that is left out.
    """
    wanted = sorted(set(ids))
    seen = _opened(viewer, relays)
    found: list[Observation] = []
    for start in range(0, len(wanted), _PART):
        found.extend(seen.filter(id__in=wanted[start : start + _PART]))
    details = _details(viewer, found, relays)
    return sorted(details, key=lambda row: (row.series, row.first, row.last, row.document.key, row.edition))


def row_order(viewer: Viewer, series: int) -> list[int]:
    """The ids of all rows of a series that the viewer may see, in the order of `rows_frame`; one query."""
    found = _visible(viewer).filter(series=series).order_by(*_ORDER)
    return list(found.values_list("id", flat=True))


def row_detail(viewer: Viewer, key: str) -> RowDetail:
    """The row that O-<id> names; raises ObservationUnknown."""
    try:
        found = row_details(viewer, [RowRef.of_key(key).id])
    except ValueError:
        found = []
    if not found:
        raise _unknown(key)
    return found[0]


def row_history(viewer: Viewer, key: str) -> list[RowDetail]:
    """Every edition of the row that O-<id> names, the first one first; raises ObservationUnknown."""
    try:
        row = _visible(viewer).filter(id=RowRef.of_key(key).id).first()
    except ValueError:
        row = None
    if row is None:
        raise _unknown(key)
    return _details(viewer, list(_opened(viewer, True).filter(**_identity(row)).order_by("edition")), True)


def rows_of_document(
    viewer: Viewer, document: str, *, limit: int | None = 200, start: int = 0
) -> list[RowDetail]:
    """The rows that stand in one document as they were recorded, which is by series and period for those of one load.

    One query, which reads no others: to order them otherwise, all of them would be read for every page. What the
    document passes on is left out.
    """
    ordered = _opened(viewer, False).filter(document__key=document).order_by("id")
    return _details(viewer, list(ordered[start : None if limit is None else start + limit]), False)


def _unknown(key: str) -> ObservationUnknown:
    return ObservationUnknown(f"There is no row {shown(key)}", next_step="Write it like O-12")


def _identity(row: Observation) -> dict[str, int | bool | date]:
    return {
        "series_id": row.series_id,
        "first_day": row.first_day,
        "last_day": row.last_day,
        "document_id": row.document_id,
        "filled": row.filled,
    }


def _visible(viewer: Viewer) -> QuerySet[Observation]:
    return Observation.objects.filter(
        level__lte=viewer.clearance,
        series__level__lte=viewer.clearance,
        series__indicator__level__lte=viewer.clearance,
        series__source__level__lte=viewer.clearance,
        document__level__lte=viewer.clearance,
        document__source__level__lte=viewer.clearance,
    ).select_related("series__indicator")


def _opened(viewer: Viewer, relays: bool) -> QuerySet[Observation]:
    """The rows with all that a reader opens them for: later edition, withdrawal, journal line, without `relays` also
    the document."""
    same = {name: OuterRef(name) for name in ("series", "first_day", "last_day", "document", "filled")}
    later = Observation.objects.filter(level__lte=viewer.clearance, edition__gt=OuterRef("edition"), **same)
    gone = Withdrawal.objects.filter(observation=OuterRef("pk"), level__lte=viewer.clearance)
    found = _visible(viewer).annotate(
        later=Exists(later),
        gone=Subquery(gone.values("reason")),
        gone_on=Subquery(gone.values("noticed")),
        seq=recorded("seq"),
    )
    return found if relays else found.select_related("series__indicator", "document__source")


def _details(viewer: Viewer, rows: Sequence[Observation], relays: bool) -> list[RowDetail]:
    if relays:
        documents = documents_by_id(viewer, {row.document_id for row in rows})
    else:
        documents = {row.document_id: document_def(row.document) for row in rows}
    return [_detail(row, documents[row.document_id]) for row in rows]


def _detail(row: Any, document: DocumentDef) -> RowDetail:
    decimals = row.series.indicator.decimals
    value, low, high = (
        None if number is None else unscale(number, decimals) for number in (row.value, row.low, row.high)
    )
    return RowDetail(
        id=row.id,
        key=RowRef(row.id).key,
        series=row.series.key,
        about=row.about,
        first=row.first_day,
        last=row.last_day,
        status=Status(row.status).word,
        value=value,
        low=low,
        high=high,
        qualifier=row.qualifier,
        hours=row.hours,
        document=document,
        edition=row.edition,
        filled=row.filled,
        comparator=row.comparator,
        superseded=row.later,
        withdrawn=None if row.gone is None else reason_text(row.gone),
        withdrawn_on=row.gone_on,
        origin=row.origin,
        note=row.note,
        reason=reason_text(row.reason),
        recorded_seq=row.seq,
        supersedes=None if row.supersedes_id is None else RowRef(row.supersedes_id).key,
        reason_words=reason_words(row.reason),
        withdrawn_words={} if row.gone is None else reason_words(row.gone),
    )
