"""Recording the observations of a case in one go: what is new, changed, gone or back, found by comparing frames."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db import connection

from holdfast.base.errors import Problem, Problems, shown
from holdfast.journal.actions import Entry
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Viewer
from holdfast.record.errors import RowsUnresolved
from holdfast.record.mapping.frames import MAPPED
from holdfast.record.mapping.periods import period_problems
from holdfast.record.models import Series, Withdrawal
from holdfast.record.queries.digests import OBSERVATION_SCHEMA, WITHDRAWAL_SCHEMA, LinesDigest
from holdfast.record.reasons import CHANGED, RESTORED, VANISHED
from holdfast.record.store import OBSERVATION, allocate_ids, insert_rows, marks, read_rows, readable
from holdfast.record.types import Kind, Recorded, SeriesTerms, Several

_IDENTITY = ["series_id", "first_day", "last_day", "document_id", "filled"]
_CONTENT = ["about", "status", "value", "low", "high", "hours", "qualifier", "comparator", "note"]
_WITHDRAWAL = Withdrawal._meta.db_table
_PART = 200_000  # rows compared at a time


@dataclass(frozen=True, slots=True)
class _Diff:
    added: pl.DataFrame
    changed: pl.DataFrame  # with columns current (id) and current_edition, as restored
    restored: pl.DataFrame
    vanished: list[int]
    unchanged: int


def record_observations(
    viewer: Viewer,
    entry: Entry,
    *,
    rows: pl.DataFrame,
    case: str,
    series: Mapping[str, int],
    documents: Mapping[str, int],
    noticed: date,
    level: Level = Level.PUBLIC,
) -> Recorded:
    """Bring what this case's files say into the record, inside a load's journal entry; loading twice writes nothing.

    `rows` is a frame of `mapping.frames.MAPPED` with every row of the case; `series` and `documents` give the ids of
    their keys. A changed row becomes a new edition that supersedes, a row that stood in this case's files and is gone
    a withdrawal noticed on that day, a withdrawn row that is back a new edition. A person's correction or withdrawal
    stands until the file itself says something it did not say before; rows added by a person are never withdrawn.
    `level` can only narrow what the levels of series and document show. Raises Problems where periods collide, and
    RowsUnresolved. The digest covers the rows written here, as `queries.rows_digest` computes them again.
    """
    require(viewer, Permission.LOAD_CASE)
    diff = _compared(rows, series, documents, case)
    written = _insert(entry, diff, level)
    gone = _withdraw(entry, diff.vanished, case, noticed, level)
    digest = LinesDigest()
    digest.feed(written)
    digest.feed(gone)
    return Recorded(
        added=diff.added.height,
        changed=diff.changed.height,
        unchanged=diff.unchanged,
        withdrawn=len(diff.vanished),
        restored=diff.restored.height,
        digest=digest.hexdigest(),
    )


def _compared(
    rows: pl.DataFrame, series: Mapping[str, int], documents: Mapping[str, int], case: str
) -> _Diff:
    """What the rows change, found series by series so that the record is never held whole; raises Problems."""
    incoming = _resolved(rows, series, documents, case)
    diffs, problems = [], []
    for part in _parts(incoming, _owned_series(case)):
        stored = _stored(part)
        diff = _diff(incoming.filter(pl.col("series_id").is_in(part)), stored, case)
        named = {key: id_ for key, id_ in series.items() if id_ in set(part)}
        said = rows.filter(pl.col("series").is_in(list(named)))
        problems += _collisions(said, diff, stored, named, documents)
        diffs.append(diff)
    if problems:
        raise Problems(problems)
    return _Diff(
        added=pl.concat([diff.added for diff in diffs]) if diffs else incoming,
        changed=pl.concat([diff.changed for diff in diffs]) if diffs else _with_current(incoming),
        restored=pl.concat([diff.restored for diff in diffs]) if diffs else _with_current(incoming),
        vanished=sorted(id_ for diff in diffs for id_ in diff.vanished),
        unchanged=sum(diff.unchanged for diff in diffs),
    )


def _parts(incoming: pl.DataFrame, owned: set[int]) -> Iterator[list[int]]:
    """The series of the rows, and those that held rows of this case, in groups of about so many rows."""
    counts = dict(incoming.group_by("series_id").len().iter_rows())
    part: list[int] = []
    size = 0
    for id_ in sorted(set(counts) | owned):
        if part and (size + counts.get(id_, 0) > _PART or len(part) >= 500):
            yield part
            part, size = [], 0
        part.append(id_)
        size += counts.get(id_, 0)
    if part:
        yield part


def _with_current(frame: pl.DataFrame) -> pl.DataFrame:
    """No rows, in the columns of changed ones."""
    return frame.head(0).with_columns(current=pl.lit(None, pl.Int64), current_edition=pl.lit(None, pl.Int32))


def _resolved(
    rows: pl.DataFrame, series: Mapping[str, int], documents: Mapping[str, int], case: str
) -> pl.DataFrame:
    missing = [name for name in MAPPED if name not in rows.columns]
    if missing:
        raise RowsUnresolved(f"The frame of rows lacks the columns {', '.join(missing)}")
    for column, known in (("series", series), ("document", documents)):
        strange = sorted(set(rows[column].unique().to_list()) - set(known))
        if strange:
            raise RowsUnresolved(
                f"Rows name the {column} {shown(strange[0])}, which is not there",
                untouched="Nothing was written",
            )
    flat = rows.select(
        series_id=_ids("series", series),
        first_day=pl.col("first"),
        last_day=pl.col("last"),
        document_id=_ids("document", documents),
        filled=pl.col("filled"),
        **{name: pl.col(name) for name in _CONTENT},
        origin=pl.concat_str(
            pl.lit(f"{case}/"), pl.col("file"), pl.lit(":"), pl.col("line").cast(pl.String).fill_null("")
        ),
    )
    return flat.sort(_IDENTITY)


def _ids(column: str, known: Mapping[str, int]) -> pl.Expr:
    return pl.col(column).replace_strict(list(known), list(known.values()), return_dtype=pl.Int64)


def _owned_series(case: str) -> set[int]:
    """Series that hold rows of this case's files, also those the case no longer names."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT series_id FROM {OBSERVATION} WHERE substr(origin, 1, %s) = %s",  # noqa: S608 - our own names
            [len(case) + 1, f"{case}/"],
        )
        return {int(row[0]) for row in cursor.fetchall()}


def _stored(series: list[int]) -> pl.DataFrame:
    """Every edition of every row of these series, with the origin of its withdrawal (None if it stands)."""
    schema = {**OBSERVATION_SCHEMA, "withdrawn_by": pl.String}
    columns = ", ".join(readable(name, dtype, "o") for name, dtype in OBSERVATION_SCHEMA.items())
    frames = []
    for start in range(0, len(series), 500):
        part = series[start : start + 500]
        frames.extend(
            read_rows(
                f"SELECT {columns}, w.origin FROM {OBSERVATION} o "  # noqa: S608 - our own names
                f"LEFT JOIN {_WITHDRAWAL} w ON w.observation_id = o.id WHERE o.series_id IN ({marks(part)})",
                schema,
                part,
            )
        )
    return pl.concat(frames) if frames else pl.DataFrame(schema=schema)


def _diff(incoming: pl.DataFrame, stored: pl.DataFrame, case: str) -> _Diff:
    if not stored.height:
        none = _with_current(incoming)
        return _Diff(incoming, none, none, [], 0)
    own = pl.col("origin").str.starts_with(f"{case}/")
    editions = stored.sort("edition")
    current = editions.unique(_IDENTITY, keep="last", maintain_order=True)
    loaded = editions.filter(own).unique(_IDENTITY, keep="last", maintain_order=True)
    compared = incoming.join(
        current.select(
            *_IDENTITY,
            current=pl.col("id"),
            current_edition=pl.col("edition"),
            by=pl.col("withdrawn_by"),
            current_content=pl.struct(_CONTENT),
        ),
        on=_IDENTITY,
        how="left",
        maintain_order="left",
    ).join(
        loaded.select(*_IDENTITY, loaded=pl.col("id"), loaded_content=pl.struct(_CONTENT)),
        on=_IDENTITY,
        how="left",
        maintain_order="left",
    )
    says = pl.struct(_CONTENT)
    fresh = pl.col("current").is_null()
    same_as_current = says.eq_missing(pl.col("current_content")) & ~fresh
    same_as_loaded = says.eq_missing(pl.col("loaded_content")) & pl.col("loaded").is_not_null()
    gone = pl.col("by").is_not_null()
    by_person = gone & (pl.col("by") == "")
    restored = ~fresh & gone & (~by_person | pl.col("loaded").is_null())
    changed = ~fresh & ~restored & ~same_as_loaded & ~(same_as_current & ~gone)
    sorted_out = compared.with_columns(
        outcome=pl.when(fresh).then(0).when(restored).then(1).when(changed).then(2).otherwise(3)
    )
    keep = [*incoming.columns, "current", "current_edition"]
    parts = [sorted_out.filter(pl.col("outcome") == number).select(keep) for number in range(3)]
    left = (
        current.filter(own & pl.col("withdrawn_by").is_null())
        .join(incoming.select(_IDENTITY), on=_IDENTITY, how="anti")
        .sort("id")
    )
    return _Diff(
        added=parts[0].drop("current", "current_edition"),
        restored=parts[1],
        changed=parts[2],
        vanished=left["id"].to_list(),
        unchanged=incoming.height - sum(part.height for part in parts),
    )


def _collisions(
    rows: pl.DataFrame,
    diff: _Diff,
    stored: pl.DataFrame,
    series: Mapping[str, int],
    documents: Mapping[str, int],
) -> list[Problem]:
    """Where the rows as they will stand, those of other hands among them, break the rules about periods."""
    standing = rows.select(list(MAPPED))
    if stored.height:
        series_of = {id_: key for key, id_ in series.items()}
        last = stored.sort("edition").unique(_IDENTITY, keep="last", maintain_order=True)
        others = last.filter(
            pl.col("withdrawn_by").is_null()
            & ~pl.col("id").is_in(diff.vanished)
            & pl.col("series_id").is_in(list(series_of))
        )
        document_of = {id_: key for key, id_ in documents.items()}
        beside = others.select(
            series=pl.col("series_id").replace_strict(series_of, return_dtype=pl.String, default=None),
            document=pl.col("document_id").replace_strict(
                document_of, return_dtype=pl.String, default=pl.format("document {}", "document_id")
            ),
            about=pl.col("about"),
            first=pl.col("first_day"),
            last=pl.col("last_day"),
            filled=pl.col("filled"),
            **{name: pl.col(name) for name in ("status", "value", "low", "high", "hours", "qualifier")},
            comparator=pl.col("comparator"),
            note=pl.col("note"),
            file=pl.lit("the record"),
            line=pl.col("id"),
        ).select(list(MAPPED))
        identity = ["series", "first", "last", "document", "filled"]
        standing = pl.concat([beside.join(standing, on=identity, how="anti"), standing])
    terms = {
        key: SeriesTerms(key, Kind(kind), several=Several(several))
        for key, kind, several in Series.objects.filter(
            key__in=standing["series"].unique().to_list()
        ).values_list("key", "indicator__kind", "several")
    }
    return list(period_problems(standing, terms))


def _insert(entry: Entry, diff: _Diff, level: Level) -> pl.DataFrame:
    parts = [
        diff.added.with_columns(
            edition=pl.lit(1, pl.Int32), supersedes_id=pl.lit(None, pl.Int64), reason=pl.lit("")
        )
    ]
    for frame, reason in ((diff.restored, RESTORED), (diff.changed, CHANGED)):
        parts.append(
            frame.with_columns(
                edition=pl.col("current_edition") + 1, supersedes_id=pl.col("current"), reason=pl.lit(reason)
            ).drop("current", "current_edition")
        )
    fresh = (
        pl.concat([part.select(parts[0].columns) for part in parts])
        if any(part.height for part in parts[1:])
        else parts[0]
    )
    if not fresh.height:
        return pl.DataFrame(schema=OBSERVATION_SCHEMA)
    first = allocate_ids(OBSERVATION, fresh.height)
    written = fresh.with_columns(
        id=pl.int_range(first, first + fresh.height, dtype=pl.Int64), level=pl.lit(int(level), pl.Int16)
    ).select(pl.col(name).cast(dtype) for name, dtype in OBSERVATION_SCHEMA.items())
    insert_rows(OBSERVATION, written.with_columns(batch=pl.lit(entry.batch, pl.Int64)))
    return written


def _withdraw(entry: Entry, ids: list[int], case: str, noticed: date, level: Level) -> pl.DataFrame:
    if not ids:
        return pl.DataFrame(schema=WITHDRAWAL_SCHEMA)
    first = allocate_ids(_WITHDRAWAL, len(ids))
    written = pl.DataFrame({"observation_id": pl.Series(ids, dtype=pl.Int64)}).select(
        id=pl.int_range(first, first + len(ids), dtype=pl.Int64),
        observation_id=pl.col("observation_id"),
        noticed=pl.lit(noticed, pl.Date),
        reason=pl.lit(VANISHED),
        origin=pl.lit(case),
        level=pl.lit(int(level), pl.Int16),
    )
    insert_rows(_WITHDRAWAL, written.with_columns(batch=pl.lit(entry.batch, pl.Int64)))
    return written
