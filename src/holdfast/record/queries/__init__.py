"""Reading the record: every query takes the viewer and leaves out what lies above their clearance."""

from holdfast.record.queries.corrections import corrections
from holdfast.record.queries.counters import counter_falls
from holdfast.record.queries.definitions import (
    assertion_defs,
    indicator_defs,
    series_defs,
    series_ids,
    series_keys,
    series_lines,
)
from holdfast.record.queries.details import row_detail, row_details, row_history, row_order, rows_of_document
from holdfast.record.queries.digests import batch_content, batch_contents, rows_digest
from holdfast.record.queries.news import new_rows
from holdfast.record.queries.rows import (
    ROW_SCHEMA,
    row_counts,
    rows_frame,
    rows_in_chunks,
    series_changed,
    series_last_changed,
)
from holdfast.record.queries.stated import stated_numbers

__all__ = [
    "ROW_SCHEMA",
    "assertion_defs",
    "batch_content",
    "batch_contents",
    "corrections",
    "counter_falls",
    "indicator_defs",
    "new_rows",
    "row_counts",
    "row_detail",
    "row_details",
    "row_history",
    "row_order",
    "rows_digest",
    "rows_frame",
    "rows_in_chunks",
    "rows_of_document",
    "series_changed",
    "series_defs",
    "series_ids",
    "series_keys",
    "series_last_changed",
    "series_lines",
    "stated_numbers",
]
