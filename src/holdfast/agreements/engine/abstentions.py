"""A duty to abstain: whose count of what was done can show that it was kept or not. One rule for all sides.

Only a series that attributes what it counts to the bearer can show anything. The bearer's own count shows that the
duty was not kept: it is an admission. So does that of a court, a verification mechanism, the UN or an independent
monitor; the bearer's denial disputes it like any other state. The other party's count is the speaker's category. None
at all, said of every day from the first to the day asked about by somebody other than the bearer, shows that the duty
was kept as far as that series sees.
"""

from __future__ import annotations

from fractions import Fraction

from holdfast.agreements.engine.case import Case
from holdfast.agreements.engine.coverage import undercounts
from holdfast.agreements.engine.exact import one
from holdfast.agreements.engine.spans import Measured
from holdfast.agreements.engine.types import Terms
from holdfast.agreements.engine.wording import counted, when
from holdfast.agreements.types import RelationKind, State
from holdfast.base.why import Why

FINDERS = (RelationKind.COURT, RelationKind.VERIFICATION, RelationKind.UN, RelationKind.MONITOR)


def judge_abstention(case: Case, measured: Measured) -> tuple[State, Why] | None:
    """The state by this series, or None where its count shows neither; `measured` has the window as it binds."""
    series, bearer = case.series, case.obligation.bearer
    first, last = measured.first, measured.last
    if not series.attributes or first is None or last is None:
        return None
    speaker = case.terms.party_of(series.source)
    low, high = Fraction(measured.low, case.scale), measured.high
    shown = None if high is None else one(Fraction(high, case.scale))
    facts = {
        "value": counted(one(Fraction(measured.total, case.scale)), one(low), shown),
        "when": when(measured.spoken or first, last),
        "speaker": case.speaker,
    }
    if low > 0:
        if speaker == bearer:
            return State.NOT_KEPT, Why.of("abstain-admitted", **facts)
        if speaker is None and _finds(case.terms, series.source):
            return State.NOT_KEPT, Why.of("abstain-found", **facts)
        return None
    whole = measured.window == measured.reported + measured.zero and undercounts(series, first, last) is None
    if high == 0 and whole and speaker != bearer:
        seen = {"days": measured.window, "first": first, "last": last, "speaker": case.speaker}
        if measured.silent_since:
            return State.NOT_KNOWN, Why.of("abstain-none-seen-until", **seen)
        return State.KEPT, Why.of("abstain-none-seen", **seen)
    return None


def _finds(terms: Terms, source: str) -> bool:
    relation = terms.relation_of(terms.counter_of(source))
    return relation is not None and relation.relation in FINDERS
