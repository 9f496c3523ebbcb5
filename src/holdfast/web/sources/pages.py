"""What stands on the page of a source and of a document, gathered from the rooms that know it."""

from collections.abc import Iterator, Mapping
from typing import Any

from holdfast.agreements.queries import relations
from holdfast.figures.queries import falls_of
from holdfast.people.types import Viewer
from holdfast.record import queries as record
from holdfast.record.types import Kind, RowDetail
from holdfast.sources.types import DocumentDef, SourceDef
from holdfast.web.record.values import known_series

MOST_CORRECTIONS = 500  # the latest ones
_CHUNK = 500


def source_page(viewer: Viewer, source: SourceDef) -> dict[str, Any]:
    """The series a source counts, the numbers it stated, what it restated, and its counters that fell."""
    series = [one for one in known_series(viewer).values() if one.source == source.key]
    counters = {one.key for one in series if one.indicator.kind == Kind.CUMULATIVE}
    corrections = record.corrections(viewer, source=source.key, limit=MOST_CORRECTIONS)
    return {
        "series": series,
        "restated": [one for one in corrections if one.row],
        "falls": falls_of(viewer, counters),
        "assertions": record.assertion_defs(viewer, source=source.key),
        "relations": relations(viewer, source=source.key),
    }


def document_page(viewer: Viewer, document: DocumentDef) -> dict[str, Any]:
    """The stated numbers that stand in a document."""
    return {"assertions": record.assertion_defs(viewer, document=document.key)}


def rows_in(viewer: Viewer, document: str, start: int, limit: int) -> list[RowDetail]:
    """Some of the rows that stand in a document, by series and period."""
    return record.rows_of_document(viewer, document, start=start, limit=limit)


def all_rows_in(viewer: Viewer, document: str) -> Iterator[RowDetail]:
    """Every row that stands in a document, in parts."""
    start = 0
    while part := rows_in(viewer, document, start, _CHUNK):
        yield from part
        start += _CHUNK


def row_cells(row: RowDetail) -> Mapping[str, object]:
    """One row as a file shows it."""
    return {
        "row": row.key,
        "series": row.series,
        "about": row.about,
        "from": row.first,
        "to": row.last,
        "status": row.status,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "qualifier": row.qualifier,
        "hours": row.hours,
        "document": row.document.key,
        "said": row.document.said,
        "edition": row.edition,
        "filled_in_by_publisher": row.filled,
        "comparator": row.comparator,
        "superseded": row.superseded,
        "withdrawn": row.withdrawn,
        "reason": row.reason,
        "origin": row.origin,
        "note": row.note,
        "recorded_seq": row.recorded_seq,
    }
