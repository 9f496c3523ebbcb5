"""Quantities by a date: what the record holds of the due day, and what it does not.

A total of a day says nothing of the days after it but "at least so many", and nothing of the days before it but "no
more than so many". So a duty is late only where a value of the due day or of a later day is still short, and it is not
kept, or kept in part, only where the record speaks of the due day or of a later one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from holdfast.agreements.engine.exact import one
from holdfast.agreements.engine.spans import Measured, Point
from holdfast.agreements.engine.types import DischargeDef, ObligationDef, ReadingDef
from holdfast.agreements.engine.wording import counted
from holdfast.agreements.types import State
from holdfast.base.why import Why, Words
from holdfast.record.types import Kind


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a counted quantity stands: around the due day, now, and since when it is enough."""

    value: Fraction
    low: Fraction
    high: Fraction | None
    day: date
    at_due: Fraction | None  # only by a reading of the due day, or by equal ones around it
    at_due_said: Decimal | Words | None  # the same, "at least" where it has no upper end
    before: tuple[Fraction, date] | None  # the last reading up to the due day
    short: tuple[Fraction, date] | None  # the last reading of the due day or later that is known to be less
    on: date | None  # first day on which the promised quantity stands in the record
    since: date  # first day on which the last value stands


def running(measured: Measured, kind: Kind) -> Sequence[Point]:
    """Levels over time: a counter's own values, or for a flow the sum of all that was reported so far."""
    if kind not in (Kind.FLOW, Kind.EVENTS):
        return measured.points
    low = mid = 0
    high: int | None = 0
    first = measured.points[0].first if measured.points else None
    found = []
    for point in measured.points:
        low, mid = low + point.low, mid + point.mid
        high = None if high is None or point.high is None else high + point.high
        found.append(
            Point(first or point.first, point.last, low, mid, high, point.status, point.row, point.document)
        )
    return found


def unbroken(measured: Measured) -> date | None:
    """The last day up to which reports cover every day from the first: beyond it a sum may lack something."""
    day = measured.first
    reach = None
    for point in measured.points:
        if day is None or point.first > day:
            break
        reach = point.last
        day = point.last + timedelta(days=1)
    return reach


def reached(
    points: Sequence[Point],
    promised: Fraction,
    due: date | None,
    scale: int,
    *,
    whole_until: date | None = date.max,
) -> Reached | None:
    """Where the quantity stands by these levels, in order of their days; None if there is none.

    `whole_until` is for sums of reports: after that day a sum says only "at least".
    """
    if not points:
        return None
    last = points[-1]
    enough = next((point.last for point in points if Fraction(point.low, scale) >= promised), None)
    upto = [point for point in points if due is not None and point.last <= due]
    after = [point for point in points if due is not None and point.last >= due]
    whole = [point for point in after if whole_until is not None and point.last <= whole_until]
    at_due = None
    if whole and whole[0].last == due:
        at_due = whole[0]
    elif upto and whole and _exact(upto[-1]) and _exact(whole[0]) and upto[-1].mid == whole[0].mid:
        at_due = upto[-1]
    short = [
        point
        for point in whole
        if point.high is not None
        and Fraction(point.high, scale) < promised
        and (enough is None or point.last < enough)
    ]
    return Reached(
        value=Fraction(last.mid, scale),
        low=Fraction(last.low, scale),
        high=None if last.high is None else Fraction(last.high, scale),
        day=last.last,
        at_due=None if at_due is None else Fraction(at_due.mid, scale),
        at_due_said=None if at_due is None else _said(at_due, scale),
        before=(Fraction(upto[-1].low, scale), upto[-1].last) if upto else None,
        short=(Fraction(short[-1].mid, scale), short[-1].last) if short else None,
        on=enough,
        since=next(point.last for point in points if point.mid >= last.mid),
    )


def _exact(point: Point) -> bool:
    return point.low == point.mid == point.high


def _said(point: Point, scale: int) -> Decimal | Words:
    high = None if point.high is None else one(Fraction(point.high, scale))
    return counted(one(Fraction(point.mid, scale)), one(Fraction(point.low, scale)), high)


def judge_by_date(
    stand: Reached,
    obligation: ObligationDef,
    reading: ReadingDef,
    promised: Fraction,
    discharges: Sequence[DischargeDef],
    as_of: date,
) -> tuple[State, Why]:
    """A quantity by a date. What another hand did discharges only under a reading that says so."""
    due, shown, value = obligation.due_day, one(promised), one(stand.value)
    if due is None:
        return _without_due(stand, shown, value, promised)
    if stand.on is not None and stand.on <= due:
        kept = stand.at_due_said or one(stand.before[0] if stand.before else stand.value)
        return State.KEPT, Why.of("by-date-kept", value=kept, promised=shown, due=due)
    if as_of < due:
        return State.NOT_DUE, Why.of("by-date-not-due", value=value, promised=shown, due=due)
    if stand.on is not None:
        return _after_due(stand, stand.on, due, shown)
    facts: dict[str, Any] = {"value": value, "promised": shown, "due": due}
    if stand.day < due:
        return State.NOT_KNOWN, Why.of("by-date-last-word-before-due", day=stand.day, **facts)
    if stand.high is None or stand.high >= promised:
        high = one(stand.high) if stand.high is not None else shown
        return State.NOT_KNOWN, Why.of(
            "by-date-within-bounds", low=one(stand.low), high=high, promised=shown, due=due
        )
    other = sum((Fraction(one_.quantity) for one_ in discharges), Fraction(0))
    if other and stand.value + other >= promised and (reading.counts_discharge or stand.value > 0):
        return _rest_otherwise(stand, reading, discharges, facts | {"other": one(other)}, due)
    if stand.value > 0:
        if stand.at_due_said is None:
            return State.PARTLY, Why.of("by-date-partly-since", day=stand.since, **facts)
        return State.PARTLY, Why.of("by-date-partly", at_due=stand.at_due_said, day=stand.since, **facts)
    return State.NOT_KEPT, Why.of("by-date-none", promised=shown, due=due, day=stand.day)


def _after_due(stand: Reached, on: date, due: date, shown: Decimal) -> tuple[State, Why]:
    """All of it, first seen after the due day: late only where a reading of the due day or later is still short."""
    late = (on - due).days
    facts = {"value": one(stand.value), "promised": shown, "due": due, "day": on}
    if stand.short is not None:
        if stand.at_due_said is not None:
            return State.KEPT_LATE, Why.of("by-date-kept-late", at_due=stand.at_due_said, late=late, **facts)
        short, short_day = one(stand.short[0]), stand.short[1]
        return State.KEPT_LATE, Why.of(
            "by-date-kept-late-since", short=short, short_day=short_day, late=late, **facts
        )
    if stand.before is None:
        return State.NOT_KNOWN, Why.of("by-date-when-not-known", **facts)
    before, before_day = one(stand.before[0]), stand.before[1]
    return State.NOT_KNOWN, Why.of(
        "by-date-around-due", before=before, before_day=before_day, late=late, **facts
    )


def _rest_otherwise(
    stand: Reached,
    reading: ReadingDef,
    discharges: Sequence[DischargeDef],
    given: Mapping[str, Any],
    due: date,
) -> tuple[State, Why]:
    last = max(discharges, key=lambda one_: one_.day)
    facts: dict[str, Any] = dict(given) | {
        "since": stand.since,
        "day": last.day,
        "late": (last.day - due).days,
    }
    if reading.counts_discharge:
        return State.DISCHARGED, Why.of("by-date-discharged-otherwise", **facts)
    if stand.at_due_said is None:
        return State.PARTLY, Why.of("by-date-partly-rest-otherwise-since", **facts)
    return State.PARTLY, Why.of("by-date-partly-rest-otherwise", at_due=stand.at_due_said, **facts)


def _without_due(stand: Reached, shown: Decimal, value: Decimal, promised: Fraction) -> tuple[State, Why]:
    if stand.low >= promised:
        return State.KEPT, Why.of("quantity-kept", value=value, promised=shown, day=stand.on or stand.day)
    if stand.high is None or stand.high >= promised:
        high = one(stand.high) if stand.high is not None else shown
        return State.NOT_KNOWN, Why.of(
            "quantity-within-bounds", low=one(stand.low), high=high, promised=shown
        )
    if stand.value > 0:
        return State.PARTLY, Why.of("quantity-partly", value=value, promised=shown, day=stand.since)
    return State.NOT_DUE, Why.of("quantity-none-no-date", promised=shown, day=stand.day)
