"""Single rows as a reader opens them: value in its unit, document, editions, why it was corrected or withdrawn."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import QuerySet

from holdfast.base.errors import shown
from holdfast.base.numbers import unscale
from holdfast.journal.queries import seqs_of
from holdfast.people.types import Viewer
from holdfast.record.errors import ObservationUnknown
from holdfast.record.models import Observation, Withdrawal
from holdfast.record.reasons import reason_text, reason_words
from holdfast.record.types import RowDetail, RowRef, Status
from holdfast.sources.queries import documents_by_id

_ORDER = ("first_day", "last_day", "document_id", "filled", "edition")
_PART = 500  # parameters of one statement, well under what SQLite takes


def row_details(viewer: Viewer, ids: Collection[int]) -> list[RowDetail]:
    """The rows of these ids that the viewer may see, by series, period and edition; a few queries for each 500."""
    wanted = sorted(set(ids))
    found: list[Observation] = []
    for start in range(0, len(wanted), _PART):
        found.extend(_visible(viewer).filter(id__in=wanted[start : start + _PART]))
    return _details(viewer, found)


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
    return _details(viewer, _visible(viewer).filter(**_identity(row)))


def rows_of_document(
    viewer: Viewer, document: str, *, limit: int | None = 200, start: int = 0
) -> list[RowDetail]:
    """The rows that stand in one document, by series and period."""
    found = _visible(viewer).filter(document__key=document)
    ordered = found.order_by("series", "first_day", "last_day", "edition")
    return _details(viewer, ordered[start : None if limit is None else start + limit])


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


def _details(viewer: Viewer, found: Sequence[Observation] | QuerySet[Observation]) -> list[RowDetail]:
    rows = list(found)
    documents = documents_by_id(viewer, {row.document_id for row in rows})
    seqs = seqs_of({row.batch for row in rows})
    later, gone = _superseded(viewer, rows), _withdrawals(viewer, rows)
    details = []
    for row in rows:
        withdrawal = gone.get(row.id)
        decimals = row.series.indicator.decimals
        value, low, high = (
            None if number is None else unscale(number, decimals) for number in (row.value, row.low, row.high)
        )
        details.append(
            RowDetail(
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
                document=documents[row.document_id],
                edition=row.edition,
                filled=row.filled,
                comparator=row.comparator,
                superseded=row.id in later,
                withdrawn=reason_text(withdrawal.reason) if withdrawal else None,
                withdrawn_on=withdrawal.noticed if withdrawal else None,
                origin=row.origin,
                note=row.note,
                reason=reason_text(row.reason),
                recorded_seq=seqs.get(row.batch),
                supersedes=None if row.supersedes_id is None else RowRef(row.supersedes_id).key,
                reason_words=reason_words(row.reason),
                withdrawn_words=reason_words(withdrawal.reason) if withdrawal else {},
            )
        )
    return sorted(details, key=lambda row: (row.series, row.first, row.last, row.document.key, row.edition))


def _superseded(viewer: Viewer, rows: Sequence[Observation]) -> set[int]:
    """Ids of rows that have a later edition; found through the identity of each, which is indexed."""
    if not rows:
        return set()
    last: dict[tuple[object, ...], int] = {}
    days = {row.first_day for row in rows}
    found = Observation.objects.filter(
        level__lte=viewer.clearance,
        edition__gt=1,
        series__in={row.series_id for row in rows},
        first_day__gte=min(days),
        first_day__lte=max(days),
    )
    for *identity, edition in found.values_list(
        "series_id", "first_day", "last_day", "document_id", "filled", "edition"
    ):
        last[tuple(identity)] = max(edition, last.get(tuple(identity), 0))
    return {row.id for row in rows if last.get(tuple(_identity(row).values()), 0) > row.edition}


def _withdrawals(viewer: Viewer, rows: Sequence[Observation]) -> dict[int, Withdrawal]:
    found: dict[int, Withdrawal] = {}
    ids = [row.id for row in rows]
    for start in range(0, len(ids), _PART):
        part = Withdrawal.objects.filter(
            observation__in=ids[start : start + _PART], level__lte=viewer.clearance
        )
        found.update((row.observation_id, row) for row in part)
    return found
