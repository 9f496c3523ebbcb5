"""Which rows count for a span, and the reason for every row that does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from holdfast.agreements.engine.spans import ABSENT
from holdfast.record.types import Several, Status

# Reasons in the order in which they are asked; 0 is a row that counts.
CODES = (
    "",
    "row-superseded",
    "row-withdrawn",
    "row-said-later",
    "row-said-unknown",
    "row-filled-in",
    "row-second-statement",
    "row-before-window",
    "row-after-window",
    "row-across-window-edge",
    "row-same-value-again",
    "row-other-value-used",
    "row-values-undecided",
    "row-no-report",
    "row-not-monitored",
    "row-counter-corrected",
)
CODE = {name: number for number, name in enumerate(CODES)}

ROUGHLY = 2  # in the column `bound`: the value is said to be rough, which opens neither end
UNDECIDED = 3  # there as well: the range between values of which nobody has decided which is used
_LIMIT = 2**53


def coded(rows: pl.DataFrame, table: pl.DataFrame, *, said_by: date | None, level: bool) -> pl.DataFrame:
    """The rows of the spans with a column `code` (index in CODES), and low, mid, high filled in.

    `level` is for values that stand at a day (cumulative, stock, state): a row counts by its last day alone, and the
    row on the day before the window is kept as the base of the difference. A comparator never counts, whatever the
    policy of the series: it stays a second statement.
    """
    joined = rows.join(table, on="series", how="inner")
    if joined.height and joined["value"].abs().max() is not None:
        largest = max(int(joined[name].abs().max() or 0) for name in ("value", "low", "high"))  # type: ignore[arg-type]
        if largest > _LIMIT:  # sums could pass 64 bits
            joined = joined.with_columns(pl.col("value", "low", "high").cast(pl.Int128))
    # A partial row without a stated upper end has none: something may have been missed. Neither has "at least".
    open_above = (pl.col("status") == Status.PARTIAL.value) | (pl.col("bound") == 1)
    stated = pl.coalesce("value", pl.lit(0))
    floor = pl.when(pl.col("bound") < 0).then(pl.min_horizontal(stated, pl.lit(0))).otherwise(stated)
    mid = pl.coalesce("value", "low", pl.lit(0))
    if level:
        early = pl.col("last") < pl.col("w_first").dt.offset_by("-1d")
        across = pl.lit(False)
    else:
        early = pl.col("last") < pl.col("w_first")
        across = (pl.col("first") < pl.col("w_first")) | (pl.col("last") > pl.col("cap"))
    late = pl.col("last") > pl.col("cap") if level else pl.col("first") > pl.col("cap")
    reasons: list[tuple[str, pl.Expr]] = []
    if joined["dropped"].null_count() < joined.height:
        reasons += [
            ("row-withdrawn", pl.col("dropped") == "withdrawn"),
            ("row-superseded", pl.col("dropped").is_not_null()),
        ]
    if said_by is not None:
        reasons += [
            ("row-said-unknown", pl.col("said_last").is_null()),
            ("row-said-later", pl.col("said_last") > said_by),
        ]
    reasons += [
        ("row-filled-in", pl.col("filled")),
        ("row-second-statement", pl.col("comparator")),
        ("row-before-window", early.fill_null(False)),
        ("row-after-window", late),
        ("row-across-window-edge", across.fill_null(False)),
    ]
    code = pl.lit(0, dtype=pl.Int8)
    for name, test in reversed(reasons):
        code = pl.when(test).then(pl.lit(CODE[name], dtype=pl.Int8)).otherwise(code)
    return joined.with_columns(
        code.alias("code"),
        mid.alias("mid"),
        pl.min_horizontal(pl.coalesce("low", floor), mid).alias("low"),
        pl.when(open_above & pl.col("high").is_null())
        .then(None)
        .otherwise(pl.max_horizontal(pl.coalesce("high", "value", mid), mid))
        .alias("high"),
        pl.col("low").alias("said_low"),
        pl.col("high").alias("said_high"),
    )


@dataclass(slots=True)
class Resolved:
    """What became of rows that speak of the same days: the rows to use, and a code for each of the others."""

    use: list[dict[str, Any]]
    code: dict[int, int]


def _earliest(row: Mapping[str, Any]) -> tuple[date, int, int]:
    return (row["said_last"] or date.max, row["document"], row["id"])


def _preference(rows: Sequence[dict[str, Any]], several: Several) -> list[dict[str, Any]]:
    if several is Several.LAST_SAID:
        return sorted(
            rows, key=lambda row: (row["said_last"] or date.min, row["document"], row["id"]), reverse=True
        )
    return sorted(rows, key=_earliest)


def _same(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """The same value for the same days; that one says "at least" of it and the other does not is no other value."""
    if any(a[name] != b[name] for name in ("first", "last", "mid")):
        return False
    return bool({a["bound"], b["bound"]} & {1, -1}) or (a["low"], a["high"]) == (b["low"], b["high"])


def _widest(best: dict[str, Any], rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The row with the widest bounds that anyone gave the same value."""
    highs = [row["high"] for row in rows]
    high = None if None in highs else max(highs)
    return best | {"low": min(row["low"] for row in rows), "high": high}


def resolve(rows: Sequence[dict[str, Any]], several: Several, *, level: bool) -> Resolved:
    """Choose between rows of one span that overlap, by the policy of the series.

    Without a policy, equal values count once. Different values for the same days are told as the range between them;
    totals over different but overlapping days as at least the larger and at most their sum. The policy cannot choose
    between different values for the same days that were said on one day, as by two relays of one statement: they are
    told as the range between them as well, and never by the order of a file.
    """
    found = Resolved([], {})
    for cluster in _clusters(rows, level=level):
        ranked = _preference(cluster, several)
        best = ranked[0]
        if len(cluster) == 1 or all(_same(best, row) for row in cluster):
            found.use.append(_widest(best, cluster))
            found.code |= {row["id"]: CODE["row-same-value-again"] for row in ranked[1:]}
        elif several is Several.REFUSE:
            found.use.append(_range_of(ranked))
            found.code |= {row["id"]: CODE["row-values-undecided"] for row in ranked[1:]}
        else:
            chosen: list[dict[str, Any]] = []
            for row in _ties_as_ranges(ranked, found):
                if (level and chosen) or any(_overlap(row, other) for other in chosen):
                    again = any(_same(row, other) for other in chosen)
                    name = "row-same-value-again" if again else "row-other-value-used"
                    found.code[row["id"]] = CODE[name]
                else:
                    chosen.append(row)
            found.use += [_widest(one, [one, *(row for row in cluster if _same(one, row))]) for one in chosen]
    return found


def _ties_as_ranges(ranked: Sequence[dict[str, Any]], found: Resolved) -> list[dict[str, Any]]:
    """The rows with those that were said on one day of the same days, and differ, as one range."""
    tied: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in ranked:
        tied.setdefault((row["first"], row["last"], row["said_last"]), []).append(row)
    rows = []
    for held in tied.values():
        if all(_same(held[0], row) for row in held):
            rows += held
        else:
            rows.append(_range_of(held))
            found.code |= {row["id"]: CODE["row-values-undecided"] for row in held[1:]}
    return rows


def _overlap(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    return bool(a["first"] <= b["last"] and b["first"] <= a["last"])


def _clusters(rows: Sequence[dict[str, Any]], *, level: bool) -> list[list[dict[str, Any]]]:
    """Rows that speak of the same days, chained; for levels, rows of the same last day."""
    clusters: list[list[dict[str, Any]]] = []
    reach: date | None = None
    for row in sorted(rows, key=lambda row: (row["last"] if level else row["first"], row["last"], row["id"])):
        joins = reach is not None and (row["last"] == reach if level else row["first"] <= reach)
        if joins:
            clusters[-1].append(row)
        else:
            clusters.append([row])
        reach = row["last"] if level or reach is None or not joins else max(reach, row["last"])
    return clusters


def _range_of(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One row that carries the range of several: nobody has said which of them is used."""
    first, last = min(row["first"] for row in rows), max(row["last"] for row in rows)
    highs = [row["high"] for row in rows]
    status = Status.PARTIAL.value
    if all((row["first"], row["last"]) == (first, last) for row in rows):
        low = min(row["low"] for row in rows)
        high = None if None in highs else max(highs)
        status = rows[0]["status"]  # they differ about how many, and both speak of all of these days
    else:
        low = max(row["low"] for row in rows)
        high = None if None in highs else sum(highs)
    return dict(rows[0]) | {
        "first": first,
        "last": last,
        "low": low,
        "mid": low,
        "high": high,
        "status": status,
        "bound": UNDECIDED,
    }


def settle(frame: pl.DataFrame, several: Mapping[int, Several], *, level: bool) -> pl.DataFrame:
    """The frame with overlaps settled: losers carry their code, ranges stand in place of what is undecided.

    `several` is by span. Sorted by span, first (levels: last), last, document. Spans without any overlap pass untouched
    and in bulk.
    """
    order = ["span", "last", "document", "id"] if level else ["span", "first", "last", "document", "id"]
    frame = frame.sort(order)
    counted = (pl.col("code") == 0) & ~pl.col("status").is_in(list(ABSENT))
    values = frame.filter(counted)
    reach = pl.col("last").shift(1)
    meets = (pl.col("last") == reach) if level else (pl.col("first") <= reach)
    clashing = values.filter((pl.col("span") == pl.col("span").shift(1)) & meets)["span"].unique().to_list()
    if not clashing:
        return frame
    touched = counted & pl.col("span").is_in(clashing)
    codes: dict[int, dict[int, int]] = {}
    used: list[pl.DataFrame] = []
    for (span,), group in frame.filter(touched).group_by(["span"]):
        number = int(str(span))
        result = resolve(group.to_dicts(), several[number], level=level)
        codes[number] = result.code
        used.append(pl.DataFrame(result.use, schema=frame.schema))
    pairs = [(span, row, code) for span, found in codes.items() for row, code in found.items()]
    lost = frame.filter(touched).join(
        pl.DataFrame(pairs, schema={"span": pl.Int32, "id": pl.Int64, "lost": pl.Int8}, orient="row"),
        on=["span", "id"],
    )
    lost = lost.with_columns(pl.col("lost").alias("code")).drop("lost")
    return pl.concat([frame.filter(~touched), lost.select(frame.columns), *used]).sort(order)
