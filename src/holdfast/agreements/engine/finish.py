"""From a measured span to an assessment: the rule of the reading, then denials, events and conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from holdfast.agreements.engine.assessed import (
    Assertion,
    Assessed,
    Days,
    MissingCase,
    PerUnit,
    Shortfall,
    WaitsOn,
)
from holdfast.agreements.engine.coverage import (
    days_of,
    is_daily,
    notes_on,
    second_statements,
    undercounts,
)
from holdfast.agreements.engine.disputes import with_denials, with_events
from holdfast.agreements.engine.duties import (
    judge_by_date,
    judge_count,
    judge_ratio,
    judge_state,
    reached,
    running,
)
from holdfast.agreements.engine.exact import number, one, six, trimmed
from holdfast.agreements.engine.rates import carry_over, days_kept, judge_rate, rate_of
from holdfast.agreements.engine.rejections import rejected_of
from holdfast.agreements.engine.spans import Measured
from holdfast.agreements.engine.statedcheck import bare, check_averages
from holdfast.agreements.engine.types import ObligationDef, ReadingDef, Terms
from holdfast.agreements.types import Rule, State
from holdfast.base.edtf import parse_edtf
from holdfast.base.errors import HoldfastError
from holdfast.base.why import Term, Why
from holdfast.record.types import AssertionDef, AssertionKind, Kind, SeriesDef

RATES = (Rule.DAILY_FLOOR, Rule.AVERAGE, Rule.CARRY_OVER)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything one assessment rests on."""

    terms: Terms
    obligation: ObligationDef
    reading: ReadingDef
    series: SeriesDef
    measured: Measured
    per: Measured | None
    as_of: date
    said_by: date | None
    known_on: date | None

    @property
    def scale(self) -> int:
        """Whole units of the series to its unit."""
        return int(10**self.series.indicator.decimals)

    @property
    def promised(self) -> Fraction | None:
        """What the reading promises, as it stands."""
        stated = self.reading.promised if self.reading.promised is not None else self.obligation.quantity
        return None if stated is None else Fraction(stated)

    @property
    def assertions(self) -> tuple[AssertionDef, ...]:
        """The series' stated numbers that had been said by then."""
        return tuple(found for found in self.series.assertions if _said(found, self.said_by))

    @property
    def speaker(self) -> str:
        """The English name of the source, else its key."""
        relation = self.terms.relation_of(self.series.source)
        return (relation.name.get("en") if relation else None) or self.series.source


def _said(found: AssertionDef, said_by: date | None) -> bool:
    if said_by is None:
        return True
    try:
        return bool(found.said) and parse_edtf(found.said).last <= said_by
    except HoldfastError:
        return False


def not_watched(terms: Terms, obligation: ObligationDef, reading: ReadingDef | None) -> Assessed:
    """An obligation about which nothing is collected here: that is not the same as nothing having happened."""
    promised = reading.promised if reading and reading.promised is not None else obligation.quantity
    return Assessed(
        agreement=terms.agreement,
        obligation=obligation.key,
        bearer=obligation.bearer,
        reading=reading.key if reading else None,
        rule=reading.rule if reading else None,
        of_the_text=bool(reading and reading.of_the_text),
        promised=trimmed(promised) if promised is not None else None,
        unit=obligation.unit,
        due_day=obligation.due_day,
        state=State.NOT_WATCHED,
        why=Why.of("not-watched"),
    )


def finish(case: Case) -> Assessed:
    """The assessment of one case, without the conditions of its obligation."""
    measured = case.measured
    head = _head(case)
    start = case.terms.first_day_of(case.obligation)
    if start is not None and case.as_of < start:
        return replace(head, state=State.NOT_DUE, why=Why.of("not-due-yet", day=start))
    if measured.fall is not None:
        day, before, after = measured.fall
        decimals = case.series.indicator.decimals
        why = Why.of(
            "decision-needed", day=day, before=number(before, decimals), after=number(after, decimals)
        )
        found = replace(head, state=State.NOT_KNOWN, why=why)
    elif measured.no_base:
        found = replace(head, state=State.NOT_KNOWN, why=Why.of("counter-without-base"))
    elif not measured.rows or measured.first is None or measured.last is None:
        found = _silent(case, head)
    elif case.reading.rule in RATES:
        found = _rate(case, head)
    elif case.reading.rule is Rule.BY_DATE:
        found = _by_date(case, head)
    elif case.reading.rule is Rule.RATIO:
        found = _ratio(case, head)
    elif case.reading.rule is Rule.STATE:
        found = _state(case, head)
    else:
        found = _count(case, head)
    found = replace(
        found, coverage_notes=(*found.coverage_notes, *second_statements(measured, case.terms.documents))
    )
    found = with_denials(case.terms, case.obligation, case.series, found, case.as_of)
    return with_events(case.terms, case.obligation, found, case.as_of)


def _head(case: Case) -> Assessed:
    terms, series, measured, reading = case.terms, case.series, case.measured, case.reading
    relation = terms.relation_of(series.source)
    return Assessed(
        agreement=terms.agreement,
        obligation=case.obligation.key,
        bearer=case.obligation.bearer,
        state=State.NOT_KNOWN,
        why=Why.of("no-value"),
        reading=reading.key,
        rule=reading.rule,
        of_the_text=reading.of_the_text,
        indicator=series.indicator.key,
        kind=series.indicator.kind.value,
        harm=series.indicator.harm,
        series=series.key,
        source=series.source,
        relation=relation.relation.value if relation else None,
        party=relation.party if relation else None,
        counter=terms.counter_of(series.source),
        measured_point=series.indicator.measured_point or None,
        place=series.place or None,
        first=measured.first,
        last=measured.last,
        own_window=measured.own_window,
        unit=series.indicator.unit,
        promised=None if case.promised is None else six(case.promised),
        assertions=bare(case.assertions, case.said_by),
        due_day=case.obligation.due_day,
        used=measured.used,
        rejected=rejected_of(measured),
        documents=measured.documents,
    )


def _silent(case: Case, head: Assessed) -> Assessed:
    """No value to speak from: why, and what is asserted all the same."""
    nothing = not head.used and not head.rejected
    days = days_of(case.measured, daily=False) if case.measured.window else Days()
    head = replace(head, days=days)
    averages = [found for found in head.assertions if found.kind == AssertionKind.AVERAGE.value]
    if nothing and case.known_on is not None and _began_later(case):
        if case.series.one_edition:
            return replace(head, why=Why.of("no-earlier-edition", day=case.known_on))
        return replace(head, why=Why.of("nothing-recorded-by-then", day=case.known_on))
    if averages:
        return replace(head, stated=averages[0].value, why=_asserted(averages[0], case.speaker))
    if nothing:
        return replace(head, why=Why.of("no-rows"))
    return replace(head, why=Why.of("no-value"))


def _asserted(found: Assertion, speaker: str) -> Why:
    if found.qualifier:
        return Why.of(
            "asserted-only-in-words", stated=found.value, speaker=speaker, words=found.qualifier.strip('"')
        )
    return Why.of("asserted-only", stated=found.value, speaker=speaker)


def _began_later(case: Case) -> bool:
    first, known = case.series.first_known_seq, case.terms.known_seq
    return known is None or first is None or first > known


def _rate(case: Case, head: Assessed) -> Assessed:
    measured, scale, promised = case.measured, case.scale, case.promised
    first, last = measured.first, measured.last
    if first is None or last is None or not measured.covered:
        return replace(head, days=days_of(measured, daily=False), why=Why.of("no-value"))
    if case.series.indicator.kind in (Kind.STATE, Kind.STOCK):
        return replace(head, why=Why.of("rule-needs-a-flow"))
    per_day = None if promised is None else promised / (7 if case.obligation.per == "week" else 1)
    rate = rate_of(measured, per_day or Fraction(0), scale)
    total = Fraction(measured.total, scale)
    kept = days_kept(measured) if per_day is not None else None
    days = days_of(measured, daily=is_daily(measured))
    checks = check_averages(case.assertions, total=total, first=first, last=last, promised=per_day)
    decimals = case.series.indicator.decimals
    found = replace(
        head,
        value=six(rate.value),
        total=number(measured.total, decimals),
        low=six(rate.low),
        high=None if rate.high is None else six(rate.high),
        low_total=number(measured.low, decimals),
        high_total=None if measured.high is None else number(measured.high, decimals),
        per_day_in_window=six(rate.over_window),
        stated=checks[0].stated if checks else None,
        stated_checks=checks,
        days=days,
        days_kept=kept,
        coverage_notes=tuple(notes_on(measured, case.series, days, kept, scale, rate=True)),
        notes=_notes(case),
    )
    if per_day is None:
        return replace(found, why=Why.of("no-quantity-promised"))
    carried = None
    if case.reading.rule is Rule.CARRY_OVER:
        highest = max(per_day, Fraction(measured.highest_day, scale))
        carried = carry_over(measured.points, first, last, per_day, scale, highest)
    under = undercounts(case.series, first, last) is not None
    state, why = judge_rate(case.reading.rule, rate, measured, carried, undercount=under)
    lacking = per_day * measured.covered - total
    case_of_gaps = None
    if measured.window > measured.covered:
        case_of_gaps = MissingCase(
            six(rate.case_low),
            None if rate.case_high is None else six(rate.case_high),
            Why.of("missing-days-as-none-or-promise", days=measured.window - measured.covered),
        )
    return replace(
        found,
        state=state,
        why=why,
        promised=six(per_day),
        shortfall=Shortfall(six(lacking), six(lacking / per_day)) if lacking > 0 and per_day else None,
        missing_case=case_of_gaps,
        balance=six(carried.balance_low) if carried is not None else None,
    )


def _notes(case: Case) -> tuple[Why, ...]:
    notes = []
    if case.measured.own_window and case.measured.first is not None and case.measured.last is not None:
        notes.append(Why.of("own-window", first=case.measured.first, last=case.measured.last))
    if case.series.leaves_out:
        notes.append(Why.of("series-leaves-out"))
    relation = case.terms.relation_of(case.series.source)
    if relation is not None and relation.relation.speaks_for_a_party:
        notes.append(Why.of("counted-by-a-party"))
    return tuple(notes)


def _count(case: Case, head: Assessed) -> Assessed:
    """A count over the window: how many, with the lowest and the highest, and nobody assessed by it."""
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
    state, why = judge_count(case.series, measured, scale, case.speaker)
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
        days=days,
        missing_case=gaps,
        coverage_notes=tuple(notes_on(measured, case.series, days, None, scale, rate=False)),
        notes=_notes(case),
    )


def _by_date(case: Case, head: Assessed) -> Assessed:
    measured, scale, promised = case.measured, case.scale, case.promised
    levels = running(measured, case.series.indicator.kind)
    stand = reached(levels, promised or Fraction(0), case.obligation.due_day, scale)
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
        reached_on=stand.on,
        shortfall=Shortfall(six(lacking), None) if lacking > 0 else None,
        discharged=six(sum((Fraction(found.quantity) for found in discharges), Fraction(0)))
        if discharges
        else None,
        days=days,
        coverage_notes=tuple(notes_on(measured, case.series, days, None, scale, rate=False)),
        notes=_notes(case),
    )


def _ratio(case: Case, head: Assessed) -> Assessed:
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
        coverage_notes=tuple(notes_on(measured, case.series, days, None, case.scale, rate=False)),
        notes=notes,
    )


def _state(case: Case, head: Assessed) -> Assessed:
    point = case.measured.points[-1]
    decimals = case.series.indicator.decimals
    state, why, observed = judge_state(case.series, point, case.reading.promised_state, decimals)
    days = days_of(case.measured, daily=False)
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
        coverage_notes=tuple(notes_on(case.measured, case.series, days, None, case.scale, rate=False)),
        notes=_notes(case),
    )


def with_conditions(terms: Terms, found: Sequence[Assessed]) -> tuple[Assessed, ...]:
    """Each assessment with what its obligation waits on, and where that stands by the text's own reading."""
    states: dict[str, State] = {}
    for one_ in found:
        if one_.obligation not in states or (one_.of_the_text and one_.is_count):
            states.setdefault(one_.obligation, one_.state)
    conditions = {
        obligation.key: tuple(
            WaitsOn(
                condition.waits_on,
                condition.said_by,
                condition.in_the_text,
                condition.text,
                condition.document,
                states.get(condition.waits_on or ""),
                _waiting(
                    terms, condition.said_by, condition.in_the_text, states.get(condition.waits_on or "")
                ),
            )
            for condition in obligation.conditions
        )
        for obligation in terms.obligations
        if obligation.conditions
    }
    return tuple(
        replace(one_, waits_on=conditions[one_.obligation]) if one_.obligation in conditions else one_
        for one_ in found
    )


def _waiting(terms: Terms, said_by: str | None, in_the_text: bool, state: State | None) -> Why:
    stands = Term("state." + (state or State.NOT_KNOWN).value.replace(" ", "-"))
    if in_the_text:
        return Why.of("waits-by-the-text", stands=stands)
    relation = terms.relation_of(said_by) if said_by else None
    name = (relation.name.get("en") if relation else None) or said_by or "?"
    return Why.of("waits-by-word", speaker=name, stands=stands)
