"""From a measured span to an assessment: the rule of the reading, then denials, events and conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from holdfast.agreements.engine.assessed import Assertion, Assessed, WaitsOn
from holdfast.agreements.engine.case import Case
from holdfast.agreements.engine.coverage import days_of, second_statements
from holdfast.agreements.engine.days import Days
from holdfast.agreements.engine.disputes import with_denials, with_events
from holdfast.agreements.engine.exact import number, six, trimmed
from holdfast.agreements.engine.outcomes import (
    by_date_outcome,
    count_outcome,
    rate_outcome,
    ratio_outcome,
    state_outcome,
)
from holdfast.agreements.engine.rejections import rejected_of
from holdfast.agreements.engine.statedcheck import bare
from holdfast.agreements.engine.types import ConditionDef, ObligationDef, ReadingDef, Terms, Texts
from holdfast.agreements.engine.wording import days_named, qualified, time_term
from holdfast.agreements.types import RATES, Rule, State
from holdfast.base.why import Term, Why
from holdfast.record.types import AssertionKind


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
        found = rate_outcome(case, head)
    elif case.reading.rule is Rule.BY_DATE:
        found = by_date_outcome(case, head)
    elif case.reading.rule is Rule.RATIO:
        found = ratio_outcome(case, head)
    elif case.reading.rule is Rule.STATE:
        found = state_outcome(case, head)
    else:
        found = count_outcome(case, head)
    second = tuple(second_statements(measured, case.terms.documents))
    if second:
        found = replace(found, coverage_notes=(*found.coverage_notes, *second))
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
        party=terms.party_of(series.source),
        counter=terms.counter_of(series.source),
        measured_point=series.indicator.measured_point or None,
        place=series.place or None,
        first=measured.first,
        last=measured.last,
        own_window=measured.own_window,
        unit=series.indicator.unit,
        unit_per=case.unit_per if reading.rule in RATES else None,
        promised=None if case.promised is None else six(case.promised),
        assertions=bare(case.assertions, case.as_of, case.told),
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
        return replace(
            head,
            stated=averages[0].value,
            stated_bound=averages[0].qualifier or None,
            unit_per=averages[0].per if case.reading.rule in RATES else None,
            why=_asserted(averages[0], case.speaker),
        )
    if nothing:
        return replace(head, why=Why.of("no-rows"))
    return replace(head, why=Why.of("no-value"))


def _asserted(found: Assertion, speaker: Texts | str) -> Why:
    if found.first is not None and found.last is not None:
        return Why.of(
            "asserted-of-a-window",
            stated=qualified(found.value, found.qualifier),
            speaker=speaker,
            window=days_named(found.first, found.last),
            per=time_term(found.per or "day"),
        )
    if found.qualifier:
        return Why.of(
            "asserted-only-in-words",
            stated=qualified(found.value, found.qualifier),
            speaker=speaker,
            words=found.qualifier.strip('"'),
        )
    return Why.of("asserted-only", stated=found.value, speaker=speaker)


def _began_later(case: Case) -> bool:
    first, known = case.series.first_known_seq, case.terms.known_seq
    return known is None or first is None or first > known


def with_conditions(terms: Terms, found: Sequence[Assessed]) -> tuple[Assessed, ...]:
    """Each assessment with what its obligation waits on, and where that stands by the text's own reading."""
    states: dict[str, State] = {}
    for one_ in found:
        states.setdefault(one_.obligation, one_.state)  # its first reading by its first series
    conditions = {
        obligation.key: tuple(
            WaitsOn(
                condition.waits_on,
                condition.said_by,
                condition.in_the_text,
                condition.text,
                condition.document,
                states.get(condition.waits_on or ""),
                _waiting(terms, condition, states.get(condition.waits_on or "")),
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


def _waiting(terms: Terms, condition: ConditionDef, state: State | None) -> Why:
    """What it waits on and where that stands; where no obligation is named, no more than what was said."""
    speaker = terms.name_of(condition.said_by) if condition.said_by else "?"
    if condition.waits_on is None or state is None:
        if condition.in_the_text:
            return Why.of("said-in-the-text", words=condition.text)
        return Why.of("said-of-the-duty", speaker=speaker, words=condition.text)
    named = next((one_.title for one_ in terms.obligations if one_.key == condition.waits_on), {})
    facts = {
        "other": {lang: text.rstrip(".") for lang, text in named.items()} or condition.waits_on,
        "stands": Term("state." + state.value.replace(" ", "-")),
    }
    if condition.in_the_text:
        return Why.of("waits-by-the-text", **facts)
    return Why.of("waits-by-word", speaker=speaker, **facts)
