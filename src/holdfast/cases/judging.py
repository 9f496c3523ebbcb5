"""What came of one fetch: the file, whole, or the word and the reason for which it is not taken for it."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from holdfast.base.errors import HoldfastError, Problem, one_line
from holdfast.base.why import Why
from holdfast.cases.types import Came, CheckedCase, UpdateDef, Watch
from holdfast.evidence.actions.capture import Answered
from holdfast.evidence.types import Outcome
from holdfast.record.types import Status

_MARKUP = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|script|meta|table|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_BYTES = {".xlsx": b"PK", ".parquet": b"PAR1"}
_IDENTITY = ["series", "first", "last", "document", "filled"]
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Judged:
    """The word, its reason, and plain facts beside it."""

    outcome: Came
    why: Why
    notes: dict[str, Any] = field(default_factory=dict)


def judge_trouble(trouble: HoldfastError | None) -> Judged:
    """Nothing was captured at all."""
    what = trouble.what_happened if trouble else "nothing came"
    return Judged(Came.FAILED, Why.of("update-not-reached", what=one_line(what).rstrip(".")))


def judge_capture(made: Answered, ending: str) -> Judged | None:
    """What an answer says against taking its body for the file (`ending` as in .csv, or .xml); None where nothing.

    A page is known by its bytes: what the server calls it decides nothing, and neither do words in a file of data.
    """
    body = made.body
    if made.status is None:
        return Judged(Came.FAILED, made.why)
    if not 200 <= made.status < 300 or made.status in (204, 205):
        if made.status == 204 or made.status == 205:
            return Judged(Came.EMPTY, Why.of("update-empty"))
        return Judged(Came.ERROR_STATUS, Why.of("update-error-status", status=str(made.status)))
    if body is None:
        return Judged(Came.FAILED, made.why)
    if made.outcome is Outcome.CUT or body.state in ("cut by size", "cut short"):
        return Judged(Came.CUT, Why.of("update-cut", bytes=len(body.content)))
    if body.state != "whole":
        return Judged(Came.CUT, Why.of("update-not-unpacked"))
    bare = body.content.removeprefix(b"\xef\xbb\xbf")
    if not bare.strip():
        return Judged(Came.EMPTY, Why.of("update-empty"))
    first = _FIRST_BYTES.get(ending)
    if _MARKUP.match(bare[:8192]):
        return Judged(Came.PAGE, Why.of("update-page"))
    if first is not None and not bare.startswith(first):
        return Judged(Came.UNREADABLE, Why.of("update-not-a-file", ending=ending))
    return None


def judge_problems(problems: tuple[Problem, ...], name: str) -> Judged:
    """What came does not fit what the case says of it: which columns are not there, or the first thing wrong."""
    gone = [one.column or "" for one in problems if one.file == name and one.code == "column-unknown"]
    if gone:
        expected = next(one.expected for one in problems if one.code == "column-unknown")
        return Judged(
            Came.COLUMNS,
            Why.of("update-columns", columns=tuple(one_line(column, 80) for column in gone[:_SHOWN])),
            {"columns_gone": gone[:_SHOWN], "columns_there": expected.removeprefix("one of ")[:1000]},
        )
    if any(one.file == name and one.code == "file-empty" for one in problems):
        return Judged(Came.EMPTY, Why.of("update-empty"))
    return Judged(
        Came.UNREADABLE,
        Why.of("update-unreadable", problem=one_line(str(problems[0]), 300), count=len(problems)),
        {"problems": [one_line(str(one), 300) for one in problems[:_SHOWN]]},
    )


def judge_rows(
    before: CheckedCase, after: CheckedCase, name: str, most: Any, *, what: Watch, day: date
) -> Judged | None:
    """Whether rows or values are gone that a person should know of first, or rows of days after `day`.

    None where it may be loaded.
    """
    if not after.rows_by_file.get(name):
        return Judged(Came.EMPTY, Why.of("update-no-rows"))
    if what is Watch.DOCUMENTS:
        return _vanished(len(set(before.listed) - set(after.listed)), len(before.listed), most)
    was = before.observations.filter(pl.col("file") == name)
    now = after.observations.filter(pl.col("file") == name)
    if was.height and not now.height:
        return Judged(Came.EMPTY, Why.of("update-no-rows"))
    ahead = now.filter(pl.col("first") > day).join(was.select(_IDENTITY), on=_IDENTITY, how="anti")
    if ahead.height:
        return _ahead(ahead.sort("first", "line"), day)
    gone = was.join(now.select(_IDENTITY), on=_IDENTITY, how="anti").height
    return (
        _vanished(gone, was.height, most)
        or _blanked(was, now, gone, most)
        or (_shrank(was, now) if gone else None)
    )


def _ahead(rows: pl.DataFrame, day: date) -> Judged:
    """Nobody has counted what has not been: mostly a day and a month that were read for one another."""
    first, line = rows.select("first", "line").row(0)
    return Judged(
        Came.UNREADABLE,
        Why.of("update-ahead", count=rows.height, first=first, line=str(line), today=day),
        {"ahead": rows.height, "first": str(first), "line": line, "today": str(day)},
    )


def _blanked(was: pl.DataFrame, now: pl.DataFrame, gone: int, most: Any) -> Judged | None:
    """Rows that are there and lost their value count like rows that are gone, and by themselves among the values."""
    absent = pl.col("status").is_in([one.value for one in Status if one.is_absence])
    held = was.filter(~absent)
    blank = held.join(now.filter(absent).select(_IDENTITY), on=_IDENTITY, how="semi").height
    if not blank or (blank <= held.height * most and gone + blank <= was.height * most):
        return None
    return Judged(
        Came.VANISHED,
        Why.of("update-blanked", blank=blank, values=held.height, gone=gone, rows=was.height),
        {"blank": blank, "values": held.height, "gone": gone, "rows": was.height},
    )


def _vanished(gone: int, rows: int, most: Any) -> Judged | None:
    if not gone or gone <= rows * most:
        return None
    return Judged(
        Came.VANISHED, Why.of("update-vanished", gone=gone, rows=rows), {"gone": gone, "rows": rows}
    )


def _shrank(was: pl.DataFrame, now: pl.DataFrame) -> Judged | None:
    days = [pl.col("first").min(), pl.col("last").max()]
    spans = (
        was.group_by("series").agg(days).join(now.group_by("series").agg(days), on="series", how="left")
    ).sort("series")
    for series, first, last, first_now, last_now in spans.iter_rows():
        if first_now is None or last_now is None:
            return Judged(
                Came.SHRANK,
                Why.of("update-series-gone", series=series, first=first, last=last),
                {"series": series, "covered": [str(first), str(last)], "covers": None},
            )
        if first_now > first or last_now < last:
            return Judged(
                Came.SHRANK,
                Why.of(
                    "update-shrank",
                    series=series,
                    first=first,
                    last=last,
                    first_now=first_now,
                    last_now=last_now,
                ),
                {
                    "series": series,
                    "covered": [str(first), str(last)],
                    "covers": [str(first_now), str(last_now)],
                },
            )
    return None


def counted(found: UpdateDef) -> Why:
    """The reason of what was loaded: what it changed."""
    return Why.of(
        "update-loaded",
        new=found.new,
        restated=found.restated,
        withdrawn=found.withdrawn,
        restored=found.restored,
    )
