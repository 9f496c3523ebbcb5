"""From a declaration and its file to observations, with everything that is wrong told at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl

from holdfast.base.errors import Problem, with_article
from holdfast.record.mapping import cells
from holdfast.record.mapping.adding import added_up
from holdfast.record.mapping.cells import LINE
from holdfast.record.mapping.declaration import Comparator, Declaration, Values, read_declaration
from holdfast.record.mapping.found import MOST, Finder, Found, nearest
from holdfast.record.mapping.frames import MAPPED, empty_rows
from holdfast.record.mapping.periods import SHOWN
from holdfast.record.mapping.read_csv import read_csv
from holdfast.record.mapping.read_json import read_json
from holdfast.record.mapping.read_parquet import read_parquet
from holdfast.record.mapping.read_xlsx import read_xlsx
from holdfast.record.mapping.tables import Table, Unreadable, refuse
from holdfast.record.mapping.values import HIGH, LOW, NOTE, QUALIFIER, STATUS, VALUE, Measure
from holdfast.record.types import SeriesTerms, Status

SERIES, DOCUMENT, ABOUT, FIRST, LAST, HOURS = (
    "\x00series",
    "\x00document",
    "\x00about",
    "\x00first",
    "\x00last",
    "\x00hours",
)
MAX_BYTES = 512 * 1024 * 1024
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mapped:
    """The rows of one data file as a frame of MAPPED, all that is wrong, and how many rows the file has."""

    rows: pl.DataFrame
    problems: tuple[Problem, ...]
    count: int


@dataclass(frozen=True, slots=True)
class _Known:
    series: Mapping[str, SeriesTerms]
    declared: Collection[str]  # also those whose own definition is wrong
    documents: Collection[str]


def map_file(
    table: Mapping[str, Any],
    *,
    path: Path,
    name: str,
    series: Mapping[str, SeriesTerms],
    documents: Collection[str],
    find: Finder,
    series_declared: Collection[str] | None = None,
) -> Mapped:
    """Read the data file that a [[data]] table maps, and make observations of its rows as the table says.

    `find` gives the place of a key of the table for problems in it. Every problem is a value, none is raised: a file
    that cannot be read, a cell that is no number, a series nobody declared. With problems there are no rows.
    """
    found = Found(name, find)
    known = _Known(series, series_declared if series_declared is not None else series, documents)
    count = 0
    parts = [empty_rows()]
    try:
        declaration = read_declaration(table, found)
        if not found.problems:
            read = _read(declaration, path, name, found)
            count = read.rows
            base = _framed(read.frame, declaration, known, found)
            for one in declaration.values:
                parts.extend(_entry(base, declaration, one, known, found))
    except Unreadable:
        pass
    problems = tuple(found.problems[:MOST])
    rows = empty_rows() if problems else pl.concat(parts).with_columns(file=pl.lit(name))
    return Mapped(rows, problems, count)


def _read(declaration: Declaration, path: Path, name: str, found: Found) -> Table:
    wanted = list(declaration.columns())
    try:
        if not path.is_file():
            raise refuse(
                found, "this is not a file", expected="a plain file in the case's folder", code="file-kind"
            )
        if path.stat().st_size > MAX_BYTES:
            raise refuse(
                found,
                "the file is too large",
                expected=f"at most {MAX_BYTES >> 20} MB",
                code="file-too-large",
            )
        match path.suffix.lower():
            case ".csv":
                return read_csv(
                    path, found, wanted, delimiter=declaration.delimiter, encoding=declaration.encoding
                )
            case ".json":
                return read_json(path, found, wanted, records=declaration.records)
            case ".xlsx":
                return read_xlsx(path, found, wanted, sheet=declaration.sheet)
            case ".parquet":
                return read_parquet(path, found, wanted)
        raise refuse(
            found,
            "files of this kind are not read",
            expected=".csv, .xlsx, .json or .parquet",
            code="file-kind",
        )
    except (OSError, MemoryError) as error:
        told = (error.strerror if isinstance(error, OSError) else None) or "there is not enough memory for it"
        raise refuse(found, f"the file cannot be read: {told.lower()}", code="file-unreadable") from None


def _framed(frame: pl.DataFrame, declaration: Declaration, known: _Known, found: Found) -> pl.DataFrame:
    """The rows that are meant, with their document and period."""
    rows = frame.filter(cells.holds(declaration.where)) if declaration.where else frame
    if frame.height and not rows.height:
        found.declared(("where",), "no row of the file is meant by this", code="where-matches-nothing")
    rows = rows.with_columns(_document(rows, declaration, known, found))
    about = declaration.about
    if about.hours is None:
        rows = rows.with_columns(pl.lit(None, pl.Int32).alias(HOURS))
    elif isinstance(about.hours, int):
        rows = rows.with_columns(pl.lit(about.hours, pl.Int32).alias(HOURS))
    else:
        hours = cells.numbers(rows, about.hours, found, 0)
        rows = rows.with_columns(hours.alias(HOURS))
        _tell(
            found,
            rows.filter(pl.col(HOURS) > 24 * 366),
            about.hours,
            "a report does not cover more than a year",
            "at most 8784 hours",
            "hours-out-of-reach",
        )
        rows = rows.with_columns(pl.col(HOURS).clip(0, 24 * 366).cast(pl.Int32))
    match about.way:
        case "edtf":
            first, last = cells.periods(rows, about.first, found)
            return rows.with_columns(first.alias(FIRST), last.alias(LAST), pl.col(about.first).alias(ABOUT))
        case "between":
            first = cells.days(rows, about.first, found, about.format)
            last = cells.days(rows, about.last, found, about.format)
            rows = rows.with_columns(first.alias(FIRST), last.alias(LAST))
            _tell(
                found,
                rows.filter(pl.col(FIRST) > pl.col(LAST)),
                about.last,
                "this period ends before it begins",
                "a last day that is not before the first",
                "period-reversed",
            )
        case _:
            day = cells.days(rows, about.first, found, about.format)
            rows = rows.with_columns(day.alias(LAST))
            rows = rows.with_columns(cells.back_by_hours(pl.col(LAST), pl.col(HOURS)).alias(FIRST))
    return rows.with_columns(_about_text().alias(ABOUT))


def _about_text() -> pl.Expr:
    first, last = (pl.col(name).dt.to_string("%Y-%m-%d") for name in (FIRST, LAST))
    return (
        pl.when(pl.col(FIRST) == pl.col(LAST)).then(last).otherwise(pl.concat_str(first, pl.lit("/"), last))
    )


def _document(rows: pl.DataFrame, declaration: Declaration, known: _Known, found: Found) -> pl.Expr:
    if declaration.document:
        if declaration.document not in known.documents:
            found.declared(
                ("document",),
                f"there is no document of this key{nearest(declaration.document, known.documents)}",
                found=declaration.document,
                code="unknown-document",
            )
        return pl.lit(declaration.document).alias(DOCUMENT)
    column = declaration.document_column
    _unknown(rows, column, known.documents, "document", found)
    _tell(
        found,
        rows.filter(pl.col(column).is_null()),
        column,
        "this row names no document",
        "a document's key",
        "unknown-document",
    )
    return pl.col(column).alias(DOCUMENT)


def _unknown(rows: pl.DataFrame, column: str, known: Collection[str], what: str, found: Found) -> None:
    named = rows[column].drop_nulls().unique()
    strange = named.filter(~named.is_in(pl.Series(list(known), dtype=pl.String).implode()))
    if not len(strange):
        return
    wrong = rows.filter(pl.col(column).is_in(strange.implode()))
    for line, text in wrong.select(LINE, column).head(SHOWN).iter_rows():
        found.at(
            line,
            column,
            f"there is no {what} of this key{nearest(text, known)}",
            expected=f"the key of {with_article(what)} of the case",
            found=text,
            code=f"unknown-{what}",
        )
    cells.count_rest(found, wrong, column, f"unknown-{what}")


def _tell(found: Found, wrong: pl.DataFrame, column: str, what: str, expected: str, code: str) -> None:
    for line, text in wrong.select(LINE, column).head(SHOWN).iter_rows():
        found.at(line, column, what, expected=expected, found=text, code=code)
    cells.count_rest(found, wrong, column, code)


def _entry(
    base: pl.DataFrame, declaration: Declaration, one: Values, known: _Known, found: Found
) -> list[pl.DataFrame]:
    """The observations of one [[data.values]] entry."""
    rows = base.filter(cells.holds(one.where)) if one.where else base
    rows = _with_series(rows, one, known, found)
    rows = rows.filter(pl.col(SERIES).is_in(pl.Series(list(known.series), dtype=pl.String).implode()))
    parts = []
    present = rows[SERIES].unique(maintain_order=True).to_list()
    for decimals in sorted({known.series[key].decimals for key in present}):
        terms = {key: known.series[key] for key in present if known.series[key].decimals == decimals}
        some = rows if len(terms) == len(present) else rows.filter(pl.col(SERIES).is_in(list(terms)))
        measure = Measure(declaration, one, terms, found)
        if one.value or one.sum_of or one.status_column:
            parts.append(_observations(measure.measured(some), declaration, one, terms, found))
        if one.comparator:
            parts.append(_comparators(some, measure, one.comparator, found))
    return parts


def _with_series(rows: pl.DataFrame, one: Values, known: _Known, found: Found) -> pl.DataFrame:
    at = ("values", one.number, "series")
    if one.series:
        if one.series not in known.declared:
            found.declared(
                at,
                f"there is no series of this key{nearest(one.series, known.declared)}",
                found=one.series,
                code="unknown-series",
            )
        return rows.with_columns(pl.lit(one.series).alias(SERIES))
    column = one.series_column
    if one.series_map is None:
        _unknown(rows, column, known.declared, "series", found)
        return rows.with_columns(pl.col(column).alias(SERIES))
    for text, key in one.series_map.items():
        if key not in known.declared:
            found.declared(
                at,
                f"there is no series of this key{nearest(key, known.declared)}",
                found=key,
                code="unknown-series",
            )
        if rows.height and not (rows[column] == text.strip()).any():
            found.declared(
                at,
                f"no row has {text[:60]!r} in the column {column!r}",
                found=text,
                code="map-matches-nothing",
            )
    texts = {text.strip(): key for text, key in one.series_map.items()}
    mapped = pl.col(column).replace_strict(texts, default=None, return_dtype=pl.String)
    return rows.with_columns(mapped.alias(SERIES)).filter(pl.col(SERIES).is_not_null())


def _observations(
    rows: pl.DataFrame, declaration: Declaration, one: Values, terms: Mapping[str, SeriesTerms], found: Found
) -> pl.DataFrame:
    if declaration.about.way == "as_of":
        rows = _since_start(rows, declaration.about.first, terms, found)
    _tell(
        found,
        rows.filter(pl.col(FIRST).is_null() & pl.col(declaration.about.first).is_null()),
        declaration.about.first,
        "this row has no date",
        "the day or period it is about",
        "date-missing",
    )
    if declaration.about.last:
        _tell(
            found,
            rows.filter(pl.col(LAST).is_null() & pl.col(declaration.about.last).is_null()),
            declaration.about.last,
            "this row has no last day",
            "the day its period ends on",
            "date-missing",
        )
    made = _selected(rows, filled=one.filled_in, comparator=False)
    return added_up(made) if one.add_rows else made


def _since_start(
    rows: pl.DataFrame, column: str, terms: Mapping[str, SeriesTerms], found: Found
) -> pl.DataFrame:
    """Totals since a start: the period runs from the series' first counted day to the row's day."""
    unset = [key for key, one in terms.items() if one.counter_start is None]
    for key in unset:
        found.declared(
            ("about",),
            f"the series {key} does not say when its counter starts",
            expected='counter_start = "2025-10-10" in the series',
            code="counter-start-missing",
        )
    if unset:
        raise Unreadable("counter_start")
    starts = pl.Series([one.counter_start for one in terms.values()], dtype=pl.Date)
    rows = rows.with_columns(
        pl.col(SERIES).replace_strict(list(terms), starts, return_dtype=pl.Date).alias(FIRST)
    )
    _tell(
        found,
        rows.filter(pl.col(LAST) < pl.col(FIRST)),
        column,
        "this total is of a day before its counter starts",
        "a day from the series' counter_start on",
        "before-counter-start",
    )
    return rows.with_columns(_about_text().alias(ABOUT))


def _comparators(rows: pl.DataFrame, measure: Measure, one: Comparator, found: Found) -> pl.DataFrame:
    """The speaker's figure for the period before: a second statement, about other days."""
    said = rows.with_columns(measure.number(rows, one.value).alias(VALUE)).filter(pl.col(VALUE).is_not_null())
    if one.covers == "":
        said = said.with_columns(
            cells.days(said, one.first, found, "").alias(FIRST),
            cells.days(said, one.last, found, "").alias(LAST),
        )
    else:
        before = pl.col(FIRST) - _DAY
        length = pl.lit(timedelta(0)) if one.covers == "previous day" else pl.col(LAST) - pl.col(FIRST)
        said = said.with_columns(before.alias(LAST), (before - length).alias(FIRST))
    _tell(
        found,
        said.filter(pl.col(FIRST).is_null()),
        one.value,
        "this comparator has no period",
        "a day of the row",
        "date-missing",
    )
    zero = Status.ZERO_REPORTED.value
    said = said.with_columns(
        _about_text().alias(ABOUT),
        pl.when(pl.col(VALUE) == 0).then(zero).otherwise(Status.REPORTED.value).cast(pl.Int8).alias(STATUS),
        pl.lit(None, pl.Int64).alias(LOW),
        pl.lit(None, pl.Int64).alias(HIGH),
        pl.lit(None, pl.Int32).alias(HOURS),
        pl.lit("").alias(NOTE),
        (pl.col(one.qualifier).fill_null("") if one.qualifier else pl.lit("")).alias(QUALIFIER),
    )
    return _selected(said, filled=False, comparator=True)


def _selected(rows: pl.DataFrame, *, filled: bool, comparator: bool) -> pl.DataFrame:
    made = {
        "series": pl.col(SERIES),
        "document": pl.col(DOCUMENT),
        "about": pl.col(ABOUT),
        "first": pl.col(FIRST),
        "last": pl.col(LAST),
        "filled": pl.lit(filled),
        "status": pl.col(STATUS),
        "value": pl.col(VALUE),
        "low": pl.col(LOW),
        "high": pl.col(HIGH),
        "hours": pl.col(HOURS),
        "qualifier": pl.col(QUALIFIER),
        "comparator": pl.lit(comparator),
        "note": pl.col(NOTE),
        "file": pl.lit(""),
        "line": pl.col(LINE),
    }
    return rows.select(made[name].cast(dtype).alias(name) for name, dtype in MAPPED.items())
