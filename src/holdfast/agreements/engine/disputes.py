"""One rule for all sides: a state is disputed where the bearer, or a body of it, denies the fact or the attribution.

Nobody else's denial disputes, and the bearer's own word does not suspend its duty; both are recorded.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from holdfast.agreements.engine.assessed import Assessed, Denied
from holdfast.agreements.engine.types import DenialDef, EventDef, ObligationDef, Terms
from holdfast.agreements.engine.wording import days_named
from holdfast.agreements.types import RATES, State
from holdfast.base.why import Term, Why
from holdfast.record.types import SeriesDef

_OPEN = (State.NOT_KEPT, State.PARTLY, State.KEPT_LATE, State.NOT_KNOWN)


def _touches(denial: DenialDef, found: Assessed) -> bool:
    """Whether the denial is about what the value rests on: all of a rate's window, any day of anything else's."""
    if found.first is None or found.last is None or not found.value:
        return False
    if found.rule in RATES:
        return denial.first <= found.first and denial.last >= found.last
    return denial.first <= found.last and denial.last >= found.first


def with_denials(
    terms: Terms, obligation: ObligationDef, series: SeriesDef, found: Assessed, as_of: date
) -> Assessed:
    """The assessment with every denial of its obligation that was about its series, disputed where the rule says so."""
    denied = []
    for denial in obligation.denials:
        if denial.first > as_of or denial.series not in (None, series.key):
            continue
        relation = terms.relation_of(denial.source)
        own = relation is not None and relation.speaks_for(obligation.bearer)
        facts = {
            "speaker": terms.name_of(denial.source),
            "what": Term("denies.attribution" if denial.denies == "attribution" else "denies.fact"),
            "days": days_named(denial.first, denial.last),
        }
        disputes = own and _touches(denial, found) and found.state in _OPEN
        if not own:
            why = Why.of("denied-by-another", **facts)
        elif disputes:
            why = Why.of("denied-by-bearer", **facts)
        else:
            why = Why.of("denied-in-part", **facts)
        denied.append(
            Denied(
                denial.source,
                denial.denies,
                denial.first,
                denial.last,
                denial.text,
                denial.document,
                disputes,
                why,
            )
        )
    if not denied:
        return found
    deciding = next((one for one in denied if one.disputes), None)
    if deciding is None:
        return replace(found, denied=tuple(denied))
    return replace(
        found,
        state=State.DISPUTED,
        why=deciding.why,
        notes=(found.why, *found.notes),
        denied=tuple(denied),
    )


def with_events(terms: Terms, obligation: ObligationDef, found: Assessed, as_of: date) -> Assessed:
    """The assessment under the last declared change of the obligation's force, by whose word it was declared."""
    past = [event for event in obligation.events if event.day <= as_of]
    if not past:
        return found
    event: EventDef = max(past, key=lambda one: one.day)
    if event.state == "resumed":
        return found
    state = State.LAPSED if event.state == "lapsed" else State.SUSPENDED
    speaker = terms.name_of(event.said_by) if event.said_by else terms.agreement
    relation = terms.relation_of(event.said_by) if event.said_by else None
    if relation is not None and relation.speaks_for(obligation.bearer):
        why = Why.of("own-word-changes-nothing", speaker=speaker, day=event.day)
        return replace(found, notes=(*found.notes, why))
    if state is State.LAPSED:
        why = Why.of("lapsed-since", speaker=speaker, day=event.day)
    else:
        why = Why.of("suspended-since", speaker=speaker, day=event.day)
    return replace(
        found,
        state=state,
        why=why,
        notes=(found.why, *found.notes),
        state_without_event=found.state,
    )
