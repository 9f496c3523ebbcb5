"""What each rule makes of a measured span: values, bounds, shortfall, coverage, state and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from holdfast.agreements.engine.abstentions import judge_abstention
from holdfast.agreements.engine.assessed import Assessed, MissingCase, PerUnit, Shortfall
from holdfast.agreements.engine.case import Case
from holdfast.agreements.engine.coverage import days_of, is_daily, notes_on, undercounts
from holdfast.agreements.engine.deadlines import judge_by_date, reached, running, unbroken
from holdfast.agreements.engine.duties import inferred_ratio, judge_count, judge_ratio, judge_state
from holdfast.agreements.engine.exact import apart, number, one, six
from holdfast.agreements.engine.rates import carry_over, days_kept, judge_rate, rate_of
from holdfast.agreements.engine.spans import Measured
from holdfast.agreements.engine.stated import Averaged
from holdfast.agreements.engine.statedcheck import averages_of, check_averages, check_shares, parts_beside
from holdfast.agreements.engine.wording import time_term
from holdfast.agreements.types import Rule, State
from holdfast.base.why import Term, Why
from holdfast.record.types import Kind, Status


def rate_outcome(case: Case, head: Assessed) -> Assessed:
    """A quantity per time: the average a day over the days covered, both divisors, both cases, days kept, state."""
    measured, scale, promised = case.measured, case.scale, case.promised
    first, last = measured.first, measured.last
    if first is None or last is None or not measured.covered:
        return replace(head, days=days_of(measured, daily=False), why=Why.of("no-value"))
    if case.series.indicator.kind in (Kind.STATE, Kind.STOCK):
        return replace(head, why=Why.of("rule-needs-a-flow"))
    time, per = case.time, time_term(case.unit_per)
    per_day = None if promised is None else promised / (7 if case.obligation.per == "week" else 1)
    rate = rate_of(measured, (per_day or Fraction(0)) * time, scale, time)
    total = Fraction(measured.total, scale)
    carried = None
    kept = None
    state, why = State.NOT_KNOWN, Why.of("no-quantity-promised")
    if per_day is not None:
        if case.reading.rule is Rule.CARRY_OVER:
            highest = max(per_day, Fraction(measured.highest_day, scale))
            carried = carry_over(measured.points, first, last, per_day, scale, highest)
        kept = days_kept(measured, carried)
        under = undercounts(case.series, first, last) is not None
        state, why = judge_rate(case.reading.rule, rate, measured, carried, scale, per, undercount=under)
    days = days_of(measured, daily=is_daily(measured))
    checks = check_averages(case.assertions, total=total, first=first, last=last, promised=per_day)
    shares = check_shares(case.assertions, total=total, first=first, last=last, promised=per_day)
    decimals = case.series.indicator.decimals
    lacking = Fraction(0) if per_day is None else per_day * measured.covered - total
    gaps = None
    if per_day is not None and measured.window > measured.covered:
        gaps = MissingCase(
            six(rate.case_low),
            None if rate.case_high is None else six(rate.case_high),
            Why.of("missing-days-as-none-or-promise", days=measured.window - measured.covered),
        )
    averages = averages_of(
        case.assertions, checks, total=total, first=first, last=last, promised=per_day, time=time
    )
    if averages and averages[0].basis == "stated" and state in (State.KEPT, State.NOT_KEPT):
        state, why = _on_both_lengths(state, why, rate.promised, averages, per)
    own = next((check for check in checks if check.per == case.unit_per), None)
    return replace(
        head,
        state=state,
        why=why,
        value=six(rate.value),
        total=number(measured.total, decimals),
        low=six(rate.low),
        high=None if rate.high is None else six(rate.high),
        low_total=number(measured.low, decimals),
        high_total=None if measured.high is None else number(measured.high, decimals),
        per_day_in_window=six(rate.over_window),
        promised=None if per_day is None else six(rate.promised),
        shortfall=Shortfall(six(lacking), six(lacking / per_day)) if per_day and lacking > 0 else None,
        missing_case=gaps,
        stated=own.stated if own else None,
        stated_bound=own.qualifier or None if own else None,
        stated_checks=(*checks, *shares),
        averages=averages,
        assertions=tuple(one_ for one_ in head.assertions if one_.key not in {c.assertion for c in checks}),
        days=days,
        days_kept=kept,
        balance=six(carried.balance_low) if carried is not None else None,
        coverage_notes=tuple(notes_on(measured, case.series, days, kept, scale, time=time, per=per)),
        notes=_notes(case),
    )


def _on_both_lengths(
    state: State, why: Why, promised: Fraction, averages: Sequence[Averaged], per: Term
) -> tuple[State, Why]:
    """The state where it holds over the days the source states as well as over the window stored here."""
    reached = {average.value >= promised for average in averages}
    if len(reached) == 1:
        return state, why
    over_stated, value, owed = apart(averages[0].value, averages[1].value, promised)
    return State.NOT_KNOWN, Why.of(
        "average-turns-on-its-days",
        over_stated=over_stated,
        stated_days=averages[0].days,
        value=value,
        days=averages[1].days,
        promised=owed,
        per=per,
    )


def _notes(case: Case) -> tuple[Why, ...]:
    notes = []
    if case.measured.own_window and case.measured.first is not None and case.measured.last is not None:
        notes.append(Why.of("own-window", first=case.measured.first, last=case.measured.last))
    if case.reading.rule not in (Rule.BY_DATE, Rule.RATIO, Rule.STATE):
        total = Fraction(case.measured.total, case.scale)
        notes += parts_beside(case.assertions, total, case.measured.first, case.measured.last)
    differ = case.measured.high is None or case.measured.low < case.measured.high
    if differ and "row-values-undecided" in (case.measured.rejected or {}):
        notes.append(Why.of("values-undecided"))
    if case.measured.approximate:
        notes.append(Why.of("values-said-roughly", count=case.measured.approximate))
    if case.series.leaves_out:
        notes.append(Why.of("series-leaves-out"))
    relation = case.terms.relation_of(case.series.source)
    party = case.terms.party_of(case.series.source)
    if relation is not None and relation.relation.speaks_for_a_party:
        notes.append(Why.of("counted-by-a-party"))
    elif party is not None and case.terms.counter_of(case.series.source) != case.series.source:
        notes.append(Why.of("counted-upstream-by-a-party", source=case.speaker, counter=case.counter))
    return tuple(notes)


def count_outcome(case: Case, head: Assessed) -> Assessed:
    """A count over the window: how many, with the lowest and the highest; it judges only a duty to abstain.

    Unless the reading itself names the first day, the window told begins on the first day of which a row speaks.
    """
    judged = judge_abstention(case, case.measured) if case.reading.rule is Rule.NONE_AT_ALL else None
    kept = judged is not None and judged[0] is State.KEPT
    if (
        not kept
        and case.reading.window_first is None
        and case.measured.spoken is not None
        and not case.measured.own_window
    ):
        case = replace(case, measured=replace(case.measured, first=case.measured.spoken))
        head = replace(head, first=case.measured.first)
    measured, decimals, scale = case.measured, case.series.indicator.decimals, case.scale
    if case.series.indicator.kind in (Kind.STATE, Kind.STOCK):
        last = measured.points[-1]
        measured = replace(measured, total=last.mid, low=last.low, high=last.high)
    days = days_of(measured, daily=is_daily(measured))
    gaps = None
    if measured.window > measured.covered and measured.covered:
        missing = measured.window - measured.covered
        top = None if measured.high is None else measured.high + missing * measured.highest_day
        gaps = MissingCase(
            number(measured.low, decimals),
            None if top is None else number(top, decimals),
            Why.of("missing-days-as-none-or-highest", days=missing),
        )
    either = _is_either(measured, case.series.indicator.kind)
    state, why = judged or judge_count(case.series, measured, scale, case.speaker, undecided=either)
    return replace(
        head,
        state=state,
        why=why,
        value=number(measured.total, decimals),
        total=number(measured.total, decimals),
        low=number(measured.low, decimals),
        high=None if measured.high is None else number(measured.high, decimals),
        low_total=number(measured.low, decimals),
        high_total=None if measured.high is None else number(measured.high, decimals),
        either=either,
        days=days,
        missing_case=gaps,
        coverage_notes=tuple(notes_on(measured, case.series, days, None, scale)),
        notes=_notes(case),
    )


def _is_either(measured: Measured, kind: Kind) -> bool:
    """Whether the number is one of two: its one value, or the last of a counter, is undecided between documents."""
    alone = measured.rows == 1 or kind is Kind.CUMULATIVE
    return measured.undecided and alone and measured.high is not None and measured.low < measured.high


def by_date_outcome(case: Case, head: Assessed) -> Assessed:
    """A quantity by a date: where it stands, where it stood on the day, what another hand did."""
    measured, scale, promised = case.measured, case.scale, case.promised
    kind = case.series.indicator.kind
    stand = reached(
        running(measured, kind),
        promised or Fraction(0),
        case.obligation.due_day,
        scale,
        whole_until=unbroken(measured) if kind in (Kind.FLOW, Kind.EVENTS) else date.max,
    )
    if stand is None or promised is None:
        code = Why.of("no-quantity-promised") if promised is None else Why.of("no-value")
        return replace(head, why=code)
    discharges = [found for found in case.obligation.discharges if found.day <= case.as_of]
    state, why = judge_by_date(stand, case.obligation, case.reading, promised, discharges, case.as_of)
    days = days_of(measured, daily=False)
    lacking = promised - stand.value
    return replace(
        head,
        state=state,
        why=why,
        last=stand.day,
        value=six(stand.value),
        total=six(stand.value),
        low=six(stand.low),
        high=None if stand.high is None else six(stand.high),
        value_at_due=None if stand.at_due is None else six(stand.at_due),
        reached_on=stand.on or stand.since,
        shortfall=Shortfall(six(lacking), None) if lacking > 0 else None,
        discharged=six(sum((Fraction(found.quantity) for found in discharges), Fraction(0)))
        if discharges
        else None,
        days=days,
        coverage_notes=tuple(notes_on(measured, case.series, days, None, scale)),
        notes=_notes(case),
    )


def ratio_outcome(case: Case, head: Assessed) -> Assessed:
    """On the last day of the watched series, against the other series' last value up to that day."""
    measured, ratio, per = case.measured, case.promised, case.per
    levels = running(measured, case.series.indicator.kind)
    number_of = case.reading.per_series
    if ratio is None or per is None or number_of is None or not levels:
        return replace(head, why=Why.of("ratio-without-other-series"))
    other = case.terms.series[number_of]
    point = levels[-1]
    upto = [one_ for one_ in running(per, other.indicator.kind) if one_.last <= point.last]
    if not upto or per.fall is not None:
        return replace(head, why=Why.of("ratio-without-other-series"))
    others = Fraction(upto[-1].mid, 10**other.indicator.decimals)
    value, low = Fraction(point.mid, case.scale), Fraction(point.low, case.scale)
    high = None if point.high is None else Fraction(point.high, case.scale)
    state, why = judge_ratio(value, low, high, ratio, others, upto[-1].last, point.last)
    if upto[-1].status == Status.DERIVED.value and others > 0:
        told = [one_ for one_ in upto if one_.status != Status.DERIVED.value]
        scale = 10**other.indicator.decimals
        reported = (told[-1].last, Fraction(told[-1].mid, scale)) if told else None
        state, why = inferred_ratio(value, ratio, others, point.last, reported)
    lacking = ratio * others - value
    days = days_of(measured, daily=False)
    later = running(per, other.indicator.kind)[-1]
    notes = _notes(case)
    if later.last > point.last and later.mid > upto[-1].mid:
        since = Fraction(later.mid, 10**other.indicator.decimals)
        notes = (
            *notes,
            Why.of("ratio-other-moved-since", day=later.last, others=one(since), since=point.last),
        )
    return replace(
        head,
        state=state,
        why=why,
        last=point.last,
        value=six(value),
        total=six(value),
        low=six(low),
        high=None if high is None else six(high),
        promised=six(ratio * others),
        shortfall=Shortfall(six(lacking), None) if lacking > 0 else None,
        per=PerUnit(other.key, upto[-1].last, six(others), six(value / others) if others else None),
        days=days,
        coverage_notes=tuple(notes_on(measured, case.series, days, None, case.scale)),
        notes=notes,
    )


def state_outcome(case: Case, head: Assessed) -> Assessed:
    """A state: the last word on it, on its own day."""
    point = case.measured.points[-1]
    decimals = case.series.indicator.decimals
    state, why, observed = judge_state(case.series, point, case.reading.promised_state, decimals)
    days = days_of(case.measured, daily=False)
    notes = _notes(case)
    if case.series.indicator.measured_point == "announced":
        notes = (Why.of("announced-not-observed", speaker=case.speaker), *notes)
    return replace(
        head,
        state=state,
        why=why,
        value=number(point.mid, decimals),
        low=number(point.low, decimals),
        high=None if point.high is None else number(point.high, decimals),
        promised=None,
        observed_state=observed,
        days=days,
        coverage_notes=tuple(notes_on(case.measured, case.series, days, None, case.scale)),
        notes=notes,
    )
