"""One rule for all sides: a state is disputed where the bearer, or a body of it, denies the fact or the attribution.

A denial names the days it is about: all days of a rate's window, or any day that another value rests on. A word that
names no day denies nothing in particular, and a number without a total or a window is an assertion and no denial.
Nobody else's denial disputes. A duty is suspended, lapses or is resumed by the word of the text itself, of a court, a
mediator or guarantor, a verification mechanism, the UN, or another party than the bearer or a body of that party.
Nobody else's word changes it, the bearer's own least of all. Whatever else was said is recorded.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from holdfast.agreements.engine.assessed import Assertion, Assessed, Denied
from holdfast.agreements.engine.types import DenialDef, EventDef, ObligationDef, Terms, Texts
from holdfast.agreements.engine.wording import days_named, qualified
from holdfast.agreements.types import RATES, RelationKind, State
from holdfast.base.why import Term, Why
from holdfast.record.types import SeriesDef

DECLARING = (RelationKind.COURT, RelationKind.MEDIATOR, RelationKind.VERIFICATION, RelationKind.UN)
_LACKS = {
    ("total", "window"): "lacks.total-and-window",
    ("total",): "lacks.total",
    ("window",): "lacks.window",
}
_FORCE = {"suspended": "event.suspended", "lapsed": "event.lapsed", "resumed": "event.resumed"}
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


def disputes_nothing(terms: Terms, bearer: str, said: Assertion) -> Why | None:
    """Why a number stated by the bearer, or a body of it, disputes nothing; None where somebody else states it.

    The same for every bearer: only a denial of the fact or the attribution, on particular days, disputes. A number
    without a total or a window denies no particular day.
    """
    relation = terms.relation_of(said.source)
    if relation is None or not relation.speaks_for(bearer):
        return None
    return Why.of(
        "assertion-disputes-nothing",
        speaker=terms.name_of(said.source),
        stated=qualified(said.value, said.qualifier),
        lacks=Term(_LACKS[said.lacks]),
    )


def with_events(terms: Terms, obligation: ObligationDef, found: Assessed, as_of: date) -> Assessed:
    """The assessment under the last declared change of the obligation's force that was declared by one who can.

    Every other declaration is told beside it, with whose word it is, and changes nothing.
    """
    past = sorted((event for event in obligation.events if event.day <= as_of), key=lambda one: one.day)
    counting = [event for event in past if _can_change(terms, obligation, event)]
    beside = [_changes_nothing(terms, obligation, event) for event in past if event not in counting]
    if beside:
        found = replace(found, notes=(*found.notes, *beside))
    if not counting or counting[-1].state == "resumed":
        return found
    event = counting[-1]
    facts = {"speaker": _speaker(terms, event), "day": event.day}
    lapsed = event.state == "lapsed"
    return replace(
        found,
        state=State.LAPSED if lapsed else State.SUSPENDED,
        why=Why.of("lapsed-since", **facts) if lapsed else Why.of("suspended-since", **facts),
        notes=(found.why, *found.notes),
        state_without_event=found.state,
    )


def _can_change(terms: Terms, obligation: ObligationDef, event: EventDef) -> bool:
    """Whether the one who declared it can change the duty's force: one rule for all sides."""
    if event.said_by is None:
        return True
    relation = terms.relation_of(event.said_by)
    if relation is None:
        return False
    if relation.relation.speaks_for_a_party:
        return relation.party != obligation.bearer
    return relation.relation in DECLARING


def _changes_nothing(terms: Terms, obligation: ObligationDef, event: EventDef) -> Why:
    facts = {
        "speaker": _speaker(terms, event),
        "day": event.day,
        "force": Term(_FORCE[event.state]),
    }
    relation = terms.relation_of(event.said_by or "")
    if relation is not None and relation.speaks_for(obligation.bearer):
        return Why.of("own-word-changes-nothing", **facts)
    return Why.of("word-changes-nothing", **facts)


def _speaker(terms: Terms, event: EventDef) -> Texts | str | Term:
    return terms.name_of(event.said_by) if event.said_by else Term("event.the-text")
