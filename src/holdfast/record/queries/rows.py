"""Observations as frames for the engine: whole series, every edition, read in chunks."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import polars as pl
from django.db import connection

from holdfast.journal.queries import batches_after, batches_upto
from holdfast.people.types import Viewer
from holdfast.record.models import Assertion, CounterDecision, Observation, Series, Withdrawal
from holdfast.record.store import OBSERVATION, marks, read_numbers
from holdfast.record.types import AT_LEAST, AT_MOST, ROUGHLY
from holdfast.sources.queries import documents_said

SUPERSEDED = "superseded"
WITHDRAWN = "withdrawn"

ROW_SCHEMA: dict[str, Any] = {
    "id": pl.Int64,
    "series": pl.Int64,
    "first": pl.Date,
    "last": pl.Date,
    "filled": pl.Boolean,
    "document": pl.Int64,
    "said_first": pl.Date,
    "said_last": pl.Date,
    "edition": pl.Int32,
    "status": pl.Int8,
    "value": pl.Int64,
    "low": pl.Int64,
    "high": pl.Int64,
    "hours": pl.Int32,
    "bound": pl.Int8,  # 1: at least so much, -1: at most, 2: roughly, by the words beside the value
    "comparator": pl.Boolean,
    "dropped": pl.String,
}
_IDENTITY = ["series", "first", "last", "document", "filled"]
# Small columns travel packed into one number: a cell less is a tenth of the time.
_WORDS = "lower(trim(qualifier, ' \"'))"
_BOUND = (
    f"CASE WHEN qualifier = '' THEN 0 WHEN {_WORDS} IN ({', '.join(repr(words) for words in AT_LEAST)}) THEN 64 "
    f"WHEN {_WORDS} IN ({', '.join(repr(words) for words in AT_MOST)}) THEN 128 "
    f"WHEN {_WORDS} IN ({', '.join(repr(words) for words in ROUGHLY)}) THEN 192 ELSE 0 END"
)
_PACKED = (
    f"status + 16 * CAST(filled AS integer) + 32 * CAST(comparator AS integer) + {_BOUND} + 256 * edition",
    "packed",
    pl.Int64,
)
_READ = (
    ("id", "id", pl.Int64),
    ("series_id", "series", pl.Int64),
    ("first_day", "first", pl.Date),
    ("last_day", "last", pl.Date),
    ("document_id", "document", pl.Int64),
    _PACKED,
    ("value", "value", pl.Int64),
    ("low", "low", pl.Int64),
    ("high", "high", pl.Int64),
    ("hours", "hours", pl.Int32),
)
_BATCH = ("batch", "batch", pl.Int64)


def rows_frame(viewer: Viewer, *, series_ids: Collection[int], known_seq: int | None = None) -> pl.DataFrame:
    """Every edition of every row of these series as known at a journal line, in the columns of ROW_SCHEMA.

    Values are whole numbers of 10**-decimals units of the series' indicator. `dropped` says why a row no longer
    counts: it was superseded or withdrawn, by what was known then. Sorted by series, first, last, document, edition.
    """
    chunks = list(rows_in_chunks(viewer, series_ids=series_ids, known_seq=known_seq))
    return pl.concat(chunks) if chunks else pl.DataFrame(schema=ROW_SCHEMA)


def rows_in_chunks(
    viewer: Viewer,
    *,
    series_ids: Collection[int] | None = None,
    known_seq: int | None = None,
    rows: int = 200_000,
) -> Iterator[pl.DataFrame]:
    """As `rows_frame`, in frames of about `rows` rows that hold whole series; all series where none are named."""
    counts = _visible_counts(viewer, series_ids)
    if not counts:
        return
    said = _said(viewer)
    known = None if known_seq is None else batches_upto(known_seq)
    withdrawn = _withdrawn(viewer, known)
    for group in _grouped(counts, rows):
        frame = _chunk(viewer, group, said, known, withdrawn)
        if frame.height:
            yield frame


def row_counts(viewer: Viewer, series_ids: Collection[int] | None = None) -> dict[int, int]:
    """How many rows, all editions, each series has; series without rows are left out."""
    return dict(_visible_counts(viewer, series_ids))


def series_changed(viewer: Viewer, *, series_ids: Collection[int], since_seq: int) -> set[int]:
    """Which of these series had rows written, withdrawn or decided upon after a journal line."""
    return set(series_last_changed(viewer, series_ids=series_ids, since_seq=since_seq))


def series_last_changed(viewer: Viewer, *, series_ids: Collection[int], since_seq: int) -> dict[int, int]:
    """Those of these series that had rows written, withdrawn or decided upon after a journal line, with the last line
    that did so; two queries for each 500 lines."""
    later = batches_after(since_seq)
    batches, wanted = sorted(later), set(series_ids)
    last: dict[int, int] = {}
    for start in range(0, len(batches), 500):
        within = {"batch__in": batches[start : start + 500]}
        parts = (
            Observation.objects.filter(**within).values_list("series", "batch"),
            Withdrawal.objects.filter(**within).values_list("observation__series", "batch"),
            Series.objects.filter(**within).values_list("id", "batch"),
            CounterDecision.objects.filter(**within).values_list("series", "batch"),
            Assertion.objects.filter(**within, series__isnull=False).values_list("series", "batch"),
        )
        first, *others = (part.order_by().distinct() for part in parts)
        for series, batch in first.union(*others):
            if series in wanted:
                last[series] = max(later[batch], last.get(series, 0))
    return last


def _visible_counts(viewer: Viewer, series_ids: Collection[int] | None) -> list[tuple[int, int]]:
    visible = Series.objects.filter(
        level__lte=viewer.clearance,
        indicator__level__lte=viewer.clearance,
        source__level__lte=viewer.clearance,
    )
    allowed = set(visible.values_list("id", flat=True))
    wanted = sorted(allowed if series_ids is None else allowed.intersection(series_ids))
    found: list[tuple[int, int]] = []
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            cursor.execute(
                f"SELECT series_id, count(*) FROM {OBSERVATION} WHERE series_id IN ({marks(part)}) "  # noqa: S608 - ours
                "GROUP BY series_id ORDER BY series_id",
                part,
            )
            found.extend((int(series), int(count)) for series, count in cursor.fetchall())
    return found


def _grouped(counts: Sequence[tuple[int, int]], rows: int) -> Iterator[list[int]]:
    group: list[int] = []
    size = 0
    for series, count in counts:
        if group and (size + count > rows or len(group) >= 500):
            yield group
            group, size = [], 0
        group.append(series)
        size += count
    if group:
        yield group


def _said(viewer: Viewer) -> pl.DataFrame:
    return pl.DataFrame(
        [(document, first, last) for document, (first, last) in documents_said(viewer).items()],
        schema={"document": pl.Int64, "said_first": pl.Date, "said_last": pl.Date},
        orient="row",
    )


def _withdrawn(viewer: Viewer, known: frozenset[int] | None) -> pl.Series:
    found = Withdrawal.objects.filter(level__lte=viewer.clearance).values_list("observation_id", "batch")
    ids = [row for row, batch in found if known is None or batch in known]
    return pl.Series("withdrawn", ids, pl.Int64)


def _chunk(
    viewer: Viewer,
    group: Sequence[int],
    said: pl.DataFrame,
    known: frozenset[int] | None,
    withdrawn: pl.Series,
) -> pl.DataFrame:
    frame = read_numbers(
        _READ if known is None else (*_READ, _BATCH),
        f"FROM {OBSERVATION} WHERE series_id IN ({marks(group)}) AND level <= %s "
        "ORDER BY series_id, first_day, last_day, document_id, filled, edition",
        [*group, int(viewer.clearance)],
    ).with_columns(
        status=(pl.col("packed") & 15).cast(pl.Int8),
        filled=(pl.col("packed") & 16) > 0,
        comparator=(pl.col("packed") & 32) > 0,
        bound=(pl.col("packed") // 64 % 4).replace_strict({0: 0, 1: 1, 2: -1, 3: 2}, return_dtype=pl.Int8),
        edition=(pl.col("packed") // 256).cast(pl.Int32),
    )
    if known is not None:
        frame = frame.filter(pl.col("batch").is_in(pl.Series(sorted(known), dtype=pl.Int64).implode()))
    # An inner join: a row in a document above the viewer's clearance is not theirs to see.
    frame = frame.join(said, on="document", how="inner", maintain_order="left")
    return frame.with_columns(dropped=_dropped(frame, withdrawn)).select(list(ROW_SCHEMA))


def _dropped(frame: pl.DataFrame, withdrawn: pl.Series) -> pl.Expr:
    found: pl.Expr = pl.lit(None, pl.String)
    if len(withdrawn):
        gone = pl.col("id").is_in(withdrawn.implode())
        found = pl.when(gone).then(pl.lit(WITHDRAWN)).otherwise(found)
    if frame.height and frame["edition"].max() != 1:
        # Editions of one row stand next to each other, in their order.
        followed = pl.all_horizontal([pl.col(name) == pl.col(name).shift(-1) for name in _IDENTITY])
        found = pl.when(followed.fill_null(False)).then(pl.lit(SUPERSEDED)).otherwise(found)
    return found.alias("dropped")
