"""Duties other than rates: quantities by a date, ratios, states, and counts that are told and never judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from holdfast.agreements.engine.exact import one, six
from holdfast.agreements.engine.spans import Measured, Point
from holdfast.agreements.engine.types import DischargeDef, ObligationDef, ReadingDef, Texts
from holdfast.agreements.engine.wording import counted, when
from holdfast.agreements.types import State
from holdfast.base.why import Why
from holdfast.record.types import Kind, SeriesDef


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a counted quantity stands: at the due day, now, and since when it is enough."""

    value: Fraction
    low: Fraction
    high: Fraction | None
    day: date
    at_due: Fraction | None
    on: date | None  # first day on which the promised quantity stands in the record
    since: date  # first day on which the last value stands
    row: int


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


def reached(points: Sequence[Point], promised: Fraction, due: date | None, scale: int) -> Reached | None:
    """Where the quantity stands by these levels, in order of their days; None if there is none."""
    if not points:
        return None
    last = points[-1]
    enough = next((point.last for point in points if Fraction(point.low, scale) >= promised), None)
    before = [point for point in points if due is not None and point.last <= due]
    return Reached(
        value=Fraction(last.mid, scale),
        low=Fraction(last.low, scale),
        high=None if last.high is None else Fraction(last.high, scale),
        day=last.last,
        at_due=Fraction(before[-1].mid, scale) if before else None,
        on=enough,
        since=next(point.last for point in points if point.mid >= last.mid),
        row=last.row,
    )


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
    other = sum((Fraction(one_.quantity) for one_ in discharges), Fraction(0))
    if due is None:
        return _without_due(stand, shown, value, promised)
    if stand.at_due is not None and stand.on is not None and stand.on <= due:
        return State.KEPT, Why.of("by-date-kept", value=one(stand.at_due), promised=shown, due=due)
    if as_of < due:
        return State.NOT_DUE, Why.of("by-date-not-due", value=value, promised=shown, due=due)
    at_due = one(stand.at_due) if stand.at_due is not None else None
    if stand.on is not None:
        if at_due is None:
            return State.NOT_KNOWN, Why.of(
                "by-date-when-not-known", value=value, promised=shown, due=due, day=stand.on
            )
        late = (stand.on - due).days
        return State.KEPT_LATE, Why.of(
            "by-date-kept-late", value=value, promised=shown, at_due=at_due, due=due, day=stand.on, late=late
        )
    if stand.high is None or stand.high >= promised:
        high = one(stand.high) if stand.high is not None else shown
        return State.NOT_KNOWN, Why.of(
            "by-date-within-bounds", low=one(stand.low), high=high, promised=shown, due=due
        )
    if other and stand.value + other >= promised:
        last = max(discharges, key=lambda one_: one_.day)
        facts = {
            "value": value,
            "promised": shown,
            "other": one(other),
            "since": stand.since,
            "day": last.day,
            "late": (last.day - due).days,
            "due": due,
        }
        if reading.counts_discharge:
            return State.DISCHARGED, Why.of("by-date-discharged-otherwise", **facts)
        if stand.value > 0:
            at = one(stand.at_due or Fraction(0))
            return State.PARTLY, Why.of("by-date-partly-rest-otherwise", at_due=at, **facts)
    if stand.value > 0:
        if at_due is None:
            return State.PARTLY, Why.of(
                "by-date-partly-since", value=value, promised=shown, due=due, day=stand.since
            )
        return State.PARTLY, Why.of(
            "by-date-partly", value=value, promised=shown, at_due=at_due, due=due, day=stand.since
        )
    return State.NOT_KEPT, Why.of("by-date-none", promised=shown, due=due, day=stand.day)


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


def judge_ratio(
    value: Fraction,
    low: Fraction,
    high: Fraction | None,
    ratio: Fraction,
    others: Fraction,
    day: date,
    of: date,
) -> tuple[State, Why]:
    """So many for each of the other series' value on the same day."""
    promised = ratio * others
    facts = {
        "value": one(value),
        "promised": one(promised),
        "ratio": one(ratio),
        "others": one(others),
        "day": of,
    }
    if others <= 0:
        return State.NOT_DUE, Why.of("ratio-nothing-to-count-against", day=of)
    if low >= promised:
        return State.KEPT, Why.of("ratio-kept", each=one(value / others), **facts)
    if high is None or high >= promised:
        top = one(high) if high is not None else one(promised)
        return State.NOT_KNOWN, Why.of(
            "ratio-within-bounds", low=one(low), high=top, promised=one(promised), day=day
        )
    if value > 0:
        return State.PARTLY, Why.of("ratio-partly", each=one(value / others), **facts)
    return State.NOT_KEPT, Why.of(
        "ratio-none", promised=one(promised), ratio=one(ratio), others=one(others), day=of
    )


def inferred_ratio(
    value: Fraction, ratio: Fraction, others: Fraction, day: date, reported: tuple[date, Fraction] | None
) -> tuple[State, Why]:
    """The arithmetic against a number that nobody reported: it is told, and shows neither that it was kept nor not."""
    facts = {
        "value": one(value),
        "ratio": one(ratio),
        "each": one(value / others),
        "others": one(others),
        "day": day,
    }
    if reported is None:
        return State.NOT_KNOWN, Why.of("ratio-base-inferred", **facts)
    return State.NOT_KNOWN, Why.of(
        "ratio-base-inferred-since", reported=one(reported[1]), reported_day=reported[0], **facts
    )


def judge_count(series: SeriesDef, measured: Measured, scale: int, speaker: Texts | str) -> tuple[State, Why]:
    """A count of harm or of stated events assesses nobody: it is told, with whose category it is."""
    total, low = one(Fraction(measured.total, scale)), one(Fraction(measured.low, scale))
    high = None if measured.high is None else one(Fraction(measured.high, scale))
    facts = {"value": counted(total, low, high), "when": when(measured.first, measured.last)}
    if series.attributes and not series.indicator.harm:
        return State.NOT_KNOWN, Why.of("count-speakers-category", speaker=speaker, **facts)
    if series.attributes:
        return State.NOT_KNOWN, Why.of("count-attributed-by-speaker", speaker=speaker, **facts)
    if series.place:
        return State.NOT_KNOWN, Why.of("count-of-a-place", place=series.name or series.place, **facts)
    if series.indicator.harm:
        return State.NOT_KNOWN, Why.of("count-of-harm", **facts)
    return State.NOT_KNOWN, Why.of("count-without-attribution", **facts)


def judge_state(series: SeriesDef, point: Point, promised: str, decimals: int) -> tuple[State, Why, str]:
    """What the last word on the state says, on its day; it is not carried forward."""
    code = six(Fraction(point.mid, 10**decimals))
    observed = state_name(series, str(code))
    wanted = state_words(series, promised)
    if not promised:
        told = state_words(series, str(code))
        return State.NOT_KNOWN, Why.of("state-told", observed=told, day=point.last), observed
    facts = {"observed": state_words(series, str(code)), "promised": wanted, "day": point.last}
    if point.low != point.mid or point.high != point.mid:
        return State.NOT_KNOWN, Why.of("state-between", promised=wanted, day=point.last), observed
    if promised in (str(code), observed):
        return State.KEPT, Why.of("state-as-promised", **facts), observed
    return State.NOT_KEPT, Why.of("state-not-as-promised", **facts), observed


def state_words(series: SeriesDef, code: str) -> Texts | str:
    """The name of a state by language, as the case gives it; a name stays itself."""
    return series.indicator.states.get(code) or code


def state_name(series: SeriesDef, code: str) -> str:
    """The English name of a state by its code, as the case gives it; a name stays itself."""
    name = series.indicator.states.get(code)
    if isinstance(name, str):
        return name
    return str(name.get("en", code)) if name else code
