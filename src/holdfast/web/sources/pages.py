"""What stands on the page of a source and of a document, gathered from the rooms that know it."""

from collections.abc import Mapping
from typing import Any

from holdfast.agreements.queries import relations
from holdfast.people.types import Viewer
from holdfast.record import queries as record
from holdfast.record.types import RowDetail
from holdfast.sources.types import DocumentDef, SourceDef


def source_page(viewer: Viewer, source: SourceDef) -> dict[str, Any]:
    """The series a source counts and the numbers it stated."""
    return {
        "series": record.series_lines(viewer, source=source.key),
        "assertions": record.assertion_defs(viewer, source=source.key),
        "relations": relations(viewer, source=source.key),
    }


def document_page(viewer: Viewer, document: DocumentDef) -> dict[str, Any]:
    """The stated numbers that stand in a document."""
    return {"assertions": record.assertion_defs(viewer, document=document.key)}


def rows_in(viewer: Viewer, document: str, start: int, limit: int) -> list[RowDetail]:
    """Some of the rows that stand in a document, by series and period."""
    return record.rows_of_document(viewer, document, start=start, limit=limit)


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
