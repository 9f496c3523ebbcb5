"""Measure spans: coverage, totals and bounds of flows, in bulk over all series of a frame.

A report over several days covers each of them. Nothing here turns a day without a report into a zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from holdfast.agreements.engine.select import CODE, CODES, ROUGHLY, UNDECIDED, coded, settle
from holdfast.agreements.engine.spans import ABSENT, LONG, Measured, Pair, Point, Span, span_table
from holdfast.record.types import Several, Status

Numbered = Sequence[tuple[int, Span]]

_TALLIED = (
    "rows",
    "total",
    "low",
    "reported",
    "zero",
    "partial",
    "estimated",
    "derived",
    "derived_zero",
    "hours",
)

# Rows that say something about the window, whether or not it is their value that is used.
STANDING = (
    "",
    "row-same-value-again",
    "row-other-value-used",
    "row-values-undecided",
    "row-second-statement",
)


def measure_flows(
    rows: pl.DataFrame,
    spans: Numbered,
    *,
    several: Mapping[int, Several],
    said_by: date | None,
    points: frozenset[int] = frozenset(),
) -> dict[int, Measured]:
    """Each span measured, by its number; `several` is by series, `points` says whose single values are wanted."""
    found = {number: Measured(span) for number, span in spans}
    frame = coded(rows, span_table(spans), said_by=said_by, level=False)
    frame = settle(frame, {number: several[span.series] for number, span in spans}, level=False)
    _compare_second_statements(frame, found)
    counted = frame.filter(pl.col("code") == 0)
    absent = counted.filter(pl.col("status").is_in(list(ABSENT)))
    values = counted.filter(~pl.col("status").is_in(list(ABSENT)))
    frame_window(values, absent, found)
    tally(values, found)
    _not_monitored(values, absent, found)
    _absences(frame, absent, found)
    note_rows(frame, found)
    note_points(values, found, points)
    return found


def frame_window(values: pl.DataFrame, absent: pl.DataFrame, found: Mapping[int, Measured]) -> None:
    """Set each span's window: from its first day to the last day the series speaks of, or a stated total's own."""
    both = pl.concat([values.select("span", "first", "last"), absent.select("span", "first", "last")])
    spoken = both.group_by("span").agg(pl.col("first").min(), pl.col("last").max())
    for number, first, last in spoken.iter_rows():
        measured = found[number]
        measured.first, measured.last, measured.spoken = measured.span.first or first, last, first
    longest = values.group_by("span").agg(
        pl.col("first").min(),
        pl.col("last").max(),
        ((pl.col("last") - pl.col("first")).dt.total_days() + 1).max().alias("days"),
    )
    for number, first, last, days in longest.iter_rows():
        measured = found[number]
        measured.longest_row = days
        if days > LONG:
            measured.first, measured.last = first, last
            measured.own_window = (first, last) != (measured.span.first, measured.span.cap)


def tally(values: pl.DataFrame, found: Mapping[int, Measured]) -> None:
    """Add up the values of each span, and judge each day against the promise a day where there is one."""
    number_of_days = ((pl.col("last") - pl.col("first")).dt.total_days() + 1).cast(pl.Int64)
    promise = pl.DataFrame(
        {"span": list(found), "promise": [one.span.promise for one in found.values()]},
        schema={"span": pl.Int32, "promise": pl.Int64},
    )
    values = values.drop("promise", strict=False).join(promise, on="span", how="left", maintain_order="left")
    values = values.with_columns(number_of_days.alias("n"))
    is_partial = pl.col("status") == Status.PARTIAL.value
    is_zero = ~is_partial & (pl.col("mid") == 0) & (pl.col("high") == 0)
    weekday = pl.col("last").dt.weekday()
    sums = values.group_by("span").agg(
        pl.len().alias("rows"),
        pl.col("mid").sum().alias("total"),
        pl.col("low").sum(),
        pl.col("high").sum(),
        pl.col("high").null_count().alias("unbounded"),
        pl.col("n").filter(~is_partial & ~is_zero).sum().alias("reported"),
        pl.col("n").filter(is_zero).sum().alias("zero"),
        pl.col("n").filter(is_partial).sum().alias("partial"),
        pl.col("n").filter(pl.col("status") == Status.ESTIMATED.value).sum().alias("estimated"),
        pl.col("n").filter(pl.col("status") == Status.DERIVED.value).sum().alias("derived"),
        pl.col("n").filter(is_zero & (pl.col("status") == Status.DERIVED.value)).sum().alias("derived_zero"),
        pl.coalesce(pl.col("hours").cast(pl.Int64), pl.col("n") * 24).sum().alias("hours"),
        (-((-pl.coalesce("high", "mid")) // pl.col("n"))).max().alias("highest_day"),
        *((weekday == day).sum().alias(f"w{day}") for day in range(1, 8)),
    )
    for row in sums.iter_rows(named=True):
        measured = found[row["span"]]
        for name in _TALLIED:
            setattr(measured, name, int(row[name]))
        measured.high = None if row["unbounded"] else int(row["high"])
        measured.highest_day = int(row["highest_day"])
        measured.ends_by_weekday = tuple(int(row[f"w{day}"]) for day in range(1, 8))
    judge_days(values.filter(pl.col("promise").is_not_null()), found)


def judge_days(values: pl.DataFrame, found: Mapping[int, Measured]) -> None:
    """Day by day against the promise: kept, below, or not to be told; the first breach and the longest run.

    A report over several days that is below the promise for all of them proves one day below, not which one.
    """
    if values.is_empty():
        return
    alone = pl.col("n") == 1
    days = values.select(
        "span",
        "first",
        (alone & (pl.col("low") >= pl.col("promise"))).alias("kept"),
        (alone & (pl.col("high") < pl.col("promise")).fill_null(False)).alias("below"),
    )
    counts = days.group_by("span").agg(
        pl.col("kept").sum(),
        pl.col("below").sum(),
        pl.col("first").filter(pl.col("below")).min().alias("first_breach"),
    )
    for number, kept, below, first_breach in counts.iter_rows():
        measured = found[number]
        measured.kept, measured.below = int(kept), int(below)
        measured.first_breach = first_breach
    _judge_longer(values.filter(~alone & (pl.col("high") < pl.col("promise") * pl.col("n"))), found)
    same_span = pl.col("span") == pl.col("span").shift(1)
    follows = same_span & (pl.col("first") == pl.col("first").shift(1).dt.offset_by("1d"))
    runs = (
        days.filter(pl.col("below"))
        .with_columns((~follows).fill_null(True).cum_sum().alias("run"))
        .group_by("span", "run")
        .agg(pl.col("first").min(), pl.len().alias("length"))
        .sort(["span", "length", "first"], descending=[False, True, False])
        .group_by("span", maintain_order=True)
        .first()
    )
    for number, _, first, length in runs.select("span", "run", "first", "length").iter_rows():
        found[number].run_first, found[number].run_days = first, int(length)
    _runs_over_gaps(days, found)


def _judge_longer(values: pl.DataFrame, found: Mapping[int, Measured]) -> None:
    """Reports over several days: each below the promise for all of them, exactly as promised, proves one day below."""
    for number, first, last, high in values.select("span", "first", "last", "high").iter_rows():
        measured = found[number]
        days = (last - first).days + 1
        if measured.span.exact is None or high >= measured.span.exact * days:
            continue
        measured.below_inside += 1
        if measured.inside is not None:
            begin, end, least = measured.inside
            if high * ((end - begin).days + 1) >= least * days:
                continue
        measured.inside = (first, last, int(high))


def _runs_over_gaps(days: pl.DataFrame, found: Mapping[int, Measured]) -> None:
    """The longest stretch between two kept days that holds a breach: the run if every gap in it were below too."""
    opens = pl.col("kept") | (pl.col("span") != pl.col("span").shift(1)).fill_null(True)
    before = pl.col("below").cum_sum() - pl.col("below").cast(pl.UInt32)
    every = int(days["below"].sum())
    same = pl.col("span") == pl.col("span").shift(-1)
    edges = days.select("span", "first", "kept", before.alias("before"), opens.alias("opens"))
    stretches = (
        edges.filter(pl.col("opens"))
        .select(
            "span",
            pl.when(pl.col("kept")).then(pl.col("first")).alias("opened"),
            pl.when(same).then(pl.col("first").shift(-1)).alias("closed"),
            (pl.col("before").shift(-1).fill_null(every) > pl.col("before")).alias("below"),
        )
        .filter(pl.col("below"))
    )
    for number, opened, closed in stretches.select("span", "opened", "closed").iter_rows():
        measured = found[number]
        if measured.first is None or measured.last is None:
            continue
        begin = measured.first.toordinal() - 1 if opened is None else opened.toordinal()
        end = measured.last.toordinal() + 1 if closed is None else closed.toordinal()
        measured.run_with_gaps = max(measured.run_with_gaps, end - begin - 1)


def _not_monitored(values: pl.DataFrame, absent: pl.DataFrame, found: Mapping[int, Measured]) -> None:
    """Days said not to be monitored, where no report speaks of them after all."""
    closed = absent.filter(pl.col("status") == Status.NOT_MONITORED.value)
    if closed.is_empty():
        return
    inside = values.filter(pl.col("span").is_in(closed["span"].unique().to_list()))
    spoken: dict[int, set[int]] = {}
    for number, first, last in inside.select("span", "first", "last").iter_rows():
        spoken.setdefault(number, set()).update(range(first.toordinal(), last.toordinal() + 1))
    shut: dict[int, set[int]] = {}
    for number, first, last in closed.select("span", "first", "last").iter_rows():
        shut.setdefault(number, set()).update(range(first.toordinal(), last.toordinal() + 1))
    for number, days in shut.items():
        measured = found[number]
        if measured.first is not None and measured.last is not None:
            window = range(measured.first.toordinal(), measured.last.toordinal() + 1)
            measured.not_monitored = len({day for day in days - spoken.get(number, set()) if day in window})


def _absences(frame: pl.DataFrame, absent: pl.DataFrame, found: Mapping[int, Measured]) -> None:
    """Rows that say there was no report that day, and how many of those days carry a zero all the same."""
    missing = absent.filter(pl.col("status") == Status.MISSING.value)
    if missing.is_empty():
        return
    for number, count in missing.group_by("span").len().iter_rows():
        found[number].no_report_rows = int(count)
    own = (pl.col("said_low") == 0) & (pl.col("said_high") == 0)
    said = missing.filter(own.fill_null(False)).select("span", "first")
    filled = frame.filter((pl.col("code") == CODE["row-filled-in"]) & (pl.col("mid") == 0))
    said = pl.concat([said, filled.select("span", "first").join(missing, on=["span", "first"], how="semi")])
    for number, count in said.unique().group_by("span").len().iter_rows():
        found[number].said_zero = int(count)


def _compare_second_statements(frame: pl.DataFrame, found: Mapping[int, Measured]) -> None:
    """Pair each second statement with the used row about exactly the same days, and compare the values."""
    second = frame.filter(pl.col("code") == CODE["row-second-statement"])
    if second.is_empty():
        return
    first = frame.filter((pl.col("code") == 0) & ~pl.col("status").is_in(list(ABSENT)))
    pairs = second.join(first, on=["span", "first", "last"], how="inner", suffix="_of")
    agree: dict[int, list[Pair]] = {}
    differ: dict[int, list[Pair]] = {}
    columns = ["span", "id", "id_of", "document", "document_of", "mid", "mid_of"]
    for number, row, of, document, document_of, mid, mid_of in pairs.select(columns).iter_rows():
        (agree if mid == mid_of else differ).setdefault(number, []).append((row, of, document, document_of))
    for number, measured in found.items():
        measured.agreeing = tuple(agree.get(number, ()))
        measured.differing = tuple(differ.get(number, ()))


def note_rows(frame: pl.DataFrame, found: Mapping[int, Measured]) -> None:
    """Set which rows each span uses, in which documents, and which it does not use, by reason."""
    rough = frame.filter((pl.col("code") == 0) & (pl.col("bound") == ROUGHLY))
    for number, count in rough.group_by("span").len().iter_rows():
        found[number].approximate = int(count)
    for number, last in (
        frame.filter(pl.col("code") == 0)
        .group_by("span", maintain_order=True)
        .agg(pl.col("bound").last())
        .iter_rows()
    ):
        found[number].undecided = last == UNDECIDED
    status = pl.col("status")
    code = (
        pl.when((pl.col("code") == 0) & (status == Status.MISSING.value))
        .then(pl.lit(CODE["row-no-report"], dtype=pl.Int8))
        .when((pl.col("code") == 0) & (status == Status.NOT_MONITORED.value))
        .then(pl.lit(CODE["row-not-monitored"], dtype=pl.Int8))
        .otherwise(pl.col("code"))
    )
    frame = frame.select("span", "id", "document", code.alias("code"))
    used = frame.filter(pl.col("code") == 0)
    for number, ids in used.group_by("span", maintain_order=True).agg(pl.col("id")).iter_rows():
        found[number].used = tuple(ids)
    standing = frame.filter(pl.col("code").is_in([CODE[name] for name in STANDING]))
    for number, documents in standing.group_by("span").agg(pl.col("document").unique().sort()).iter_rows():
        found[number].documents = tuple(documents)
    lost = frame.filter(pl.col("code") != 0)
    for number, reason, ids in (
        lost.sort("span", "code", "id")
        .group_by("span", "code", maintain_order=True)
        .agg(pl.col("id"))
        .iter_rows()
    ):
        measured = found[number]
        measured.rejected = (measured.rejected or {}) | {CODES[reason]: tuple(ids)}


def note_points(values: pl.DataFrame, found: Mapping[int, Measured], wanted: frozenset[int]) -> None:
    """Set the single values of the spans that need them, in order."""
    if not wanted:
        return
    columns = ["span", "first", "last", "low", "mid", "high", "status", "id", "document"]
    held: dict[int, list[Point]] = {}
    for number, *fields in values.filter(pl.col("span").is_in(list(wanted))).select(columns).iter_rows():
        held.setdefault(number, []).append(Point(*fields))
    for number, listed in held.items():
        found[number].points = tuple(listed)
