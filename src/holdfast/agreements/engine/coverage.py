"""What must be said beside a value about its days: divisors, gaps, weekdays, breaks, second statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from holdfast.agreements.engine.clustering import cluster, weekdays_of
from holdfast.agreements.engine.days import Days, DaysKept
from holdfast.agreements.engine.exact import apart, one
from holdfast.agreements.engine.spans import LONG, Measured
from holdfast.agreements.engine.types import DocumentDef
from holdfast.base.why import Term, Why
from holdfast.record.types import CoverageDef, Kind, SeriesDef


def days_of(measured: Measured, *, daily: bool) -> Days:
    """The five words of the window; of a series reported day by day, also how many days have a report of their own."""
    own = None
    without = None
    if daily and measured.first is not None and measured.last is not None:
        window = weekdays_of(measured.first, measured.last)
        own = tuple(max(0, all_ - ends) for all_, ends in zip(window, measured.ends_by_weekday, strict=True))
        without = sum(own)
    return Days(
        in_window=measured.window,
        reported=measured.reported,
        zero_reported=measured.zero,
        missing=measured.missing,
        partial=measured.partial,
        not_monitored=measured.not_monitored,
        without_own_report=without,
        own_report_missing_by_weekday=own,
        said_zero_without_report=measured.said_zero if daily else None,
        hours_reported=measured.hours if daily else None,
        hours_in_window=measured.window * 24 if daily else None,
    )


def is_daily(measured: Measured) -> bool:
    """Whether a series is told day by day: more than one report, none of them over more than a week."""
    return measured.rows + measured.no_report_rows > 1 and 0 < measured.longest_row <= LONG


def breaks_within(series: SeriesDef, first: date, last: date) -> tuple[CoverageDef, ...]:
    """Changes of effort or access after the first day of the window: no trend is drawn across them."""
    return tuple(change for change in series.coverage if change.breaks_trend and first < change.first <= last)


def undercounts(series: SeriesDef, first: date, last: date) -> CoverageDef | None:
    """The first part of the window in which the series says that it could not see everything."""
    for change in series.coverage:
        if change.extent != "full" and change.first <= last and (change.last is None or change.last >= first):
            return change
    return None


def notes_on(
    measured: Measured,
    series: SeriesDef,
    days: Days,
    kept: DaysKept | None,
    scale: int,
    *,
    time: int = 1,
    per: Term | None = None,
) -> Iterator[Why]:
    """The notes in the order in which they matter; `per` is the unit of time of a rate, and `time` its days."""
    first, last = measured.first, measured.last
    if first is None or last is None:
        return
    covered = measured.covered
    if per is not None and covered and covered != measured.window:
        total = Fraction(measured.total, scale)
        over_covered, over_window = apart(time * total / covered, time * total / measured.window)
        yield Why.of(
            "both-divisors",
            total=one(total),
            covered=covered,
            over_covered=over_covered,
            window=measured.window,
            over_window=over_window,
            per=per,
        )
    if days.without_own_report:
        if days.without_own_report == days.missing:
            yield Why.of("days-without-any-report", days=days.missing, window=days.in_window)
        else:
            yield Why.of(
                "days-without-own-report",
                days=days.without_own_report,
                window=days.in_window,
                missing=days.missing,
            )
        if days.own_report_missing_by_weekday is not None:
            found = cluster(days.own_report_missing_by_weekday, first, last)
            if found is not None:
                yield found.why()
    if measured.said_zero:
        yield Why.of("zero-said-without-report", days=measured.said_zero)
    if (
        kept is not None
        and kept.breach is not None
        and kept.breach.longest_with_gaps > kept.breach.longest_days
    ):
        yield Why.of(
            "breach-touches-gaps",
            days=kept.breach.longest_days,
            most=kept.breach.longest_with_gaps,
        )
    if kept is not None and kept.below_inside:
        yield Why.of("days-below-inside", reports=kept.below_inside)
    for change in breaks_within(series, first, last):
        yield Why.of("trend-refused", day=change.first)
    under = undercounts(series, first, last)
    if under is not None:
        yield Why.of("coverage-partial", day=max(first, under.first))
    if measured.estimated:
        yield Why.of("days-estimated", days=measured.estimated)
    if series.indicator.kind is Kind.CUMULATIVE or measured.longest_row > LONG:
        yield Why.of("days-by-totals", totals=measured.rows, days=covered)
    elif measured.derived:
        yield Why.of("days-derived", days=measured.derived)
        if measured.derived_zero:
            yield Why.of("days-zero-worked-out", days=measured.derived_zero)
    if series.indicator.kind is Kind.EVENTS:
        yield Why.of("reports-undercount-events")
    for day, ruling, by in measured.decided:
        if ruling == "restart":
            yield Why.of("counter-restarted", day=day, by=by)
        else:
            yield Why.of("counter-corrected", day=day, by=by)


def second_statements(measured: Measured, documents: Mapping[int, DocumentDef]) -> Iterator[Why]:
    """Second statements: how many, and whether those about a reported period agree with the report before them.

    One is compared only with the report whose number comes right before its own, by the same source; without
    numbers, with an earlier report of the same source about exactly the same days.
    """
    held = (measured.rejected or {}).get("row-second-statement", ())
    if not held:
        return
    agree = [row for row, _, doc, of in measured.agreeing if follows(documents.get(doc), documents.get(of))]
    differ = [row for row, _, doc, of in measured.differing if follows(documents.get(doc), documents.get(of))]
    if agree:
        yield Why.of("second-statement-agrees", count=len(agree))
    if differ:
        yield Why.of("second-statement-differs", count=len(differ))
    rest = len(held) - len(agree) - len(differ)
    if rest:
        yield Why.of("second-statements-alone", count=rest)


def follows(later: DocumentDef | None, before: DocumentDef | None) -> bool:
    """Whether a report is the next of the same source after another."""
    if later is None or before is None or later.source != before.source or later.id == before.id:
        return False
    if later.number is not None and before.number is not None:
        year, number = later.number
        if before.number[0] == year:
            return before.number[1] == number - 1
        return number == 1 and before.number[0] == year - 1
    return later.said_last is not None and before.said_last is not None and before.said_last < later.said_last
