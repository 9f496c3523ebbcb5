"""A quantity per time: daily floor, average, carry-over. Each state holds in the lowest and in the highest case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from holdfast.agreements.engine.days import Breach, DaysKept
from holdfast.agreements.engine.exact import apart, one, percent
from holdfast.agreements.engine.spans import Measured, Point
from holdfast.agreements.types import Rule, State
from holdfast.base.why import Term, Why

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rate:
    """Averages in the unit itself and a unit of time, and the two cases for the days nobody reported."""

    promised: Fraction
    value: Fraction  # over the days covered
    low: Fraction
    high: Fraction | None
    over_window: Fraction  # over all days, as if nothing came on the missing ones
    case_low: Fraction
    case_high: Fraction | None
    fill: Fraction  # what the highest case puts on a missing day: the promise, or the best day reported


def rate_of(measured: Measured, promised: Fraction, scale: int, time: int = 1) -> Rate:
    """The averages of a measured span; `scale` is whole units to the unit, `time` the days of the unit of time.

    The lowest case fills missing days with nothing, the highest with the larger of the promise and the highest day
    reported.
    """
    covered, window = measured.covered, measured.window
    unreported = window - covered
    each = Fraction(time, covered * scale)
    best = max(promised, Fraction(time * measured.highest_day, scale))
    high = None if measured.high is None else measured.high * each
    top = None if measured.high is None else Fraction(time * measured.high, scale) + unreported * best
    return Rate(
        promised=promised,
        value=measured.total * each,
        low=measured.low * each,
        high=high,
        over_window=Fraction(time * measured.total, scale * window),
        case_low=Fraction(time * measured.low, scale * window),
        case_high=None if top is None else top / window,
        fill=best,
    )


@dataclass(frozen=True, slots=True)
class Carried:
    """Days under carry-over: a surplus counts for later days, a shortfall is not made up by them."""

    kept: int
    below: int
    unknown: int
    balance_low: Fraction


def days_kept(measured: Measured, carried: Carried | None) -> DaysKept | None:
    """Days at or above the promise, if any day has a value of its own; under carry-over, with what was left over."""
    kept, below = (measured.kept, measured.below) if carried is None else (carried.kept, carried.below)
    told = kept + below
    if not told:
        return None
    window = measured.window
    inside = measured.below_inside if carried is None else 0
    breach = None
    if carried is None and measured.first_breach is not None and measured.run_first is not None:
        breach = Breach(
            measured.first_breach,
            measured.run_first,
            measured.run_days,
            max(measured.run_days, measured.run_with_gaps),
        )
    return DaysKept(
        kept,
        below,
        window - told,
        percent(kept, told),
        percent(kept, window),
        percent(window - below - inside, window),
        breach,
        inside,
    )


def judge_average(rate: Rate, measured: Measured, per: Term, *, undercount: bool) -> tuple[State, Why]:
    """Kept or not kept only if both cases say so; an undercount can show that it was kept, never that it was not."""
    value, promised = apart(rate.value, rate.promised)
    facts = {
        "value": value,
        "promised": promised,
        "first": measured.first,
        "last": measured.last,
        "per": per,
    }
    unreported = measured.window - measured.covered
    if rate.case_low >= rate.promised:
        return State.KEPT, Why.of("average-kept-in-any-case" if unreported else "average-kept", **facts)
    if undercount:
        return State.NOT_KNOWN, Why.of("average-undercount", **facts)
    if rate.case_high is not None and rate.case_high < rate.promised:
        if not unreported:
            return State.NOT_KEPT, Why.of("average-below", **facts)
        value, promised, best, high = apart(rate.value, rate.promised, rate.fill, rate.case_high)
        told = facts | {"value": value, "promised": promised}
        return State.NOT_KEPT, Why.of("average-below-in-any-case", best=best, high=high, **told)
    if unreported:
        low, high, promised = apart(rate.case_low, rate.case_high or rate.promised, rate.promised)
        return State.NOT_KNOWN, Why.of(
            "average-turns-on-missing-days",
            missing=unreported,
            low=low,
            high=high,
            promised=promised,
            per=per,
        )
    low, high, promised = apart(rate.low, rate.high or rate.promised, rate.promised)
    if rate.high is None:
        return State.NOT_KNOWN, Why.of("average-without-upper-bound", low=low, promised=promised, per=per)
    return State.NOT_KNOWN, Why.of("average-within-bounds", low=low, high=high, promised=promised, per=per)


def judge_floor(rate: Rate, measured: Measured, scale: int, *, undercount: bool) -> tuple[State, Why]:
    """Every day by itself. A total under the promise for all its days proves one day below without naming it.

    A statement about every day needs every day, up to the day asked about or the duty's end: after the last report
    nothing is known.
    """
    kept, below, window = measured.kept, measured.below, measured.window
    unknown = window - kept - below
    promised = one(rate.promised)
    if undercount and below + measured.below_inside:
        return State.NOT_KNOWN, Why.of("floor-undercount", promised=promised)
    if kept == window:
        if measured.silent_since:
            return State.NOT_KNOWN, Why.of(
                "floor-nothing-since", days=window, promised=promised, last=measured.last
            )
        return State.KEPT, Why.of("floor-every-day", days=window, promised=promised)
    if below and kept:
        return State.PARTLY, Why.of(
            "floor-some-days",
            kept=kept,
            below=below,
            unknown=unknown,
            promised=promised,
            first=measured.first_breach,
        )
    if below:
        return State.NOT_KEPT, Why.of(
            "floor-no-day", below=below, unknown=unknown, promised=promised, first=measured.first_breach
        )
    if measured.inside is not None:
        first, last, high = measured.inside
        whole = measured.covered == measured.window and rate.high is not None
        if whole and rate.high is not None and rate.high < rate.promised and measured.first and measured.last:
            first, last, high = measured.first, measured.last, measured.high or 0
        total = Fraction(high, scale)
        state = State.PARTLY if kept else State.NOT_KEPT
        value, promised = apart(total / ((last - first).days + 1), rate.promised)
        return state, Why.of(
            "floor-total-below",
            total=one(total),
            value=value,
            promised=promised,
            first=first,
            last=last,
        )
    if kept:
        return State.NOT_KNOWN, Why.of("floor-rest-unknown", kept=kept, unknown=unknown, promised=promised)
    return State.NOT_KNOWN, Why.of("floor-no-daily-values", days=window, promised=promised)


def carry_over(
    points: Sequence[Point], first: date, last: date, promised: Fraction, scale: int, highest: Fraction
) -> Carried:
    """Walk the days with the least and the most that can be in hand.

    A day is kept if what came and what was left over from before reach the promise in the lowest case; below if not
    even in the highest. Days without a value bring nothing in the lowest case and `highest` in the highest. Within a
    report over several days the single days are unknown.
    """
    low, high = Fraction(0), Fraction(0)
    unbounded = False
    kept = below = unknown = 0
    day = first
    for point in points:
        while day < point.first:
            kept_now = low >= promised
            kept, unknown = kept + kept_now, unknown + (not kept_now)
            low, high = max(Fraction(0), low - promised), max(Fraction(0), high + highest - promised)
            day += _DAY
        bottom = Fraction(point.low, scale)
        top = None if point.high is None else Fraction(point.high, scale)
        if point.days == 1:
            if low + bottom >= promised:
                kept += 1
            elif top is not None and not unbounded and high + top < promised:
                below += 1
            else:
                unknown += 1
            low = max(Fraction(0), low + bottom - promised)
        else:
            unknown += point.days
            # Least in hand if it all came on the first day, most if it all came on the last.
            low = max(Fraction(0), max(Fraction(0), low) + bottom - promised * point.days)
        if top is None:
            unbounded = True
        elif point.days == 1:
            high = max(Fraction(0), high + top - promised)
        else:
            high = max(Fraction(0), max(Fraction(0), high - promised * (point.days - 1)) + top - promised)
        day = point.last + _DAY
    while day <= last:
        kept_now = low >= promised
        kept, unknown = kept + kept_now, unknown + (not kept_now)
        low = max(Fraction(0), low - promised)
        day += _DAY
    return Carried(kept, below, unknown, low)


def judge_carry_over(
    carried: Carried, rate: Rate, measured: Measured, *, undercount: bool
) -> tuple[State, Why]:
    """As the floor, with what was left over counted, also for the days after the last report."""
    kept, below, window, promised = carried.kept, carried.below, measured.window, one(rate.promised)
    short = rate.case_high is not None and rate.case_high < rate.promised
    if undercount and (below or short):
        return State.NOT_KNOWN, Why.of("floor-undercount", promised=promised)
    if kept == window:
        if carried.balance_low < rate.promised * measured.silent_since:
            return State.NOT_KNOWN, Why.of(
                "carry-over-nothing-since", days=window, promised=promised, last=measured.last
            )
        return State.KEPT, Why.of("carry-over-every-day", days=window, promised=promised)
    if below and kept:
        return State.PARTLY, Why.of(
            "carry-over-some-days", kept=kept, below=below, unknown=carried.unknown, promised=promised
        )
    if below:
        return State.NOT_KEPT, Why.of(
            "carry-over-no-day", below=below, unknown=carried.unknown, promised=promised
        )
    if short:
        state = State.PARTLY if kept else State.NOT_KEPT
        value, promised = apart(rate.value, rate.promised)
        return state, Why.of(
            "carry-over-total-below",
            value=value,
            promised=promised,
            first=measured.first,
            last=measured.last,
        )
    return State.NOT_KNOWN, Why.of("carry-over-not-known", kept=kept, unknown=carried.unknown)


def judge_rate(
    rule: Rule,
    rate: Rate,
    measured: Measured,
    carried: Carried | None,
    scale: int,
    per: Term,
    *,
    undercount: bool,
) -> tuple[State, Why]:
    """The state of a quantity per time under the reading's rule."""
    if rule is Rule.DAILY_FLOOR:
        return judge_floor(rate, measured, scale, undercount=undercount)
    if rule is Rule.CARRY_OVER and carried is not None:
        return judge_carry_over(carried, rate, measured, undercount=undercount)
    return judge_average(rate, measured, per, undercount=undercount)
