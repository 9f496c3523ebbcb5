"""What a board says of one duty and one agreement, out of the stored assessments; nothing is computed here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from holdfast.agreements.outline import AgreementView, ClauseLine, ObligationLine
from holdfast.web.words import COUNTED, RATES, STATE_ORDER, state_of

Assessment = Mapping[str, Any]
DARK = "not watched"
DIFFER = "counts differ"
OPEN = (COUNTED, "not known")
OF_A_WINDOW = (*RATES, "none at all")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A state, on how many counts of how many, and, where it is the state of a window, over which days."""

    state: str
    counts: int
    of: int
    first: Any = None
    last: Any = None
    own_days: bool = False  # each of the counts over days of its own


@dataclass(frozen=True, slots=True)
class Duty:
    """One obligation as a line of the board: its states on all counts of its first reading, and one number."""

    agreement: str
    key: str
    title: Mapping[str, str]
    point: str
    kind: str
    bearer: str
    due_as_said: str
    due: Any
    verdicts: tuple[Verdict, ...]
    otherwise: tuple[str, ...]  # states under other readings that the first does not give
    headline: Assessment | None
    counts: int  # counts with a value
    values: tuple[Decimal, ...]  # what the counts say, highest first, each once
    counted: tuple[Assessment, ...]  # the counts with a value, the highest first
    said_only: tuple[Assessment, ...]  # stated without a total and a window: shown, never computed with
    one_party_only: bool

    @property
    def state(self) -> str:
        """The one state on every count that decides; else that they differ."""
        return self.verdicts[0].state if len(self.verdicts) == 1 else DIFFER

    @property
    def watched(self) -> bool:
        """Whether any series says something about it."""
        return self.state != DARK


@dataclass(frozen=True, slots=True)
class Bearer:
    """One party with what it owes, watched and not watched."""

    key: str
    name: Mapping[str, str]
    watched: tuple[Duty, ...]
    dark: tuple[Duty, ...]
    tally: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AgreementStanding:
    """One agreement on the board."""

    key: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    as_of: date
    bearers: tuple[Bearer, ...]
    tally: tuple[tuple[str, int], ...]
    total: int
    due: tuple[Duty, ...]
    sides: Any


def standing_of(
    view: AgreementView, assessments: Sequence[Assessment], as_of: date, sides: Any
) -> AgreementStanding:
    """The board's view of one agreement."""
    by_duty: dict[str, list[Assessment]] = {}
    for one in assessments:
        by_duty.setdefault(one["obligation"], []).append(one)
    duties = [
        duty_of(view, clause, line, by_duty.get(line.key, []))
        for clause in view.clauses
        for line in clause.obligations
    ]
    bearers = []
    for party in view.parties:
        own = [duty for duty in duties if duty.bearer == party.key]
        if own:
            bearers.append(
                Bearer(
                    party.key,
                    party.name,
                    tuple(duty for duty in own if duty.watched),
                    tuple(duty for duty in own if not duty.watched),
                    tally(duty.state for duty in own),
                )
            )
    return AgreementStanding(
        key=view.key,
        title=view.title,
        summary=view.summary,
        as_of=as_of,
        bearers=tuple(bearers),
        tally=tally(duty.state for duty in duties),
        total=len(duties),
        due=tuple(sorted((d for d in duties if d.state == "not due" and d.due), key=lambda d: d.due)),
        sides=sides,
    )


def duty_of(
    view: AgreementView, clause: ClauseLine, line: ObligationLine, found: Sequence[Assessment]
) -> Duty:
    """One obligation: the states on the counts of its first reading, the headline, the spread."""
    order = [reading.key for reading in line.readings]
    first = order[0] if order else None
    of_first = [one for one in found if one["reading"] == first] or list(found)
    others = {
        verdict.state
        for key in order[1:]
        for verdict in verdicts_of(one for one in found if one["reading"] == key)
    }
    verdicts = verdicts_of(of_first)
    values = [one["value"] for one in of_first if one["value"] is not None]
    counted = [one for one in of_first if one["value"] is not None]
    named = {verdict.state for verdict in verdicts}
    spoken = {one.get("counter"): one["party"] for one in found if one.get("party")}
    parties = {one.get("party") or spoken.get(one.get("counter")) for one in counted}
    return Duty(
        agreement=view.key,
        key=line.key,
        title=line.title,
        point=clause.point,
        kind=line.kind,
        bearer=line.bearer,
        due_as_said=line.due_as_said,
        due=line.due,
        verdicts=verdicts,
        otherwise=tuple(state for state in STATE_ORDER if state in others - named - {DARK}),
        headline=next(iter(counted or of_first), None),
        counts=len(counted),
        values=tuple(sorted(set(values), reverse=True)),
        counted=tuple(sorted(counted, key=lambda one: one["value"], reverse=True)),
        said_only=tuple(one for one in of_first if one["value"] is None and one["stated"] is not None),
        one_party_only=bool(counted) and len(parties) == 1 and None not in parties,
    )


def verdicts_of(found: Iterable[Assessment]) -> tuple[Verdict, ...]:
    """The states of several counts: what decides first; 'not known' only where nothing decides."""
    found = list(found)
    states = Counter(state_of(one) for one in found) or Counter({DARK: 1})
    deciding = {state: count for state, count in states.items() if state not in (*OPEN, DARK)}
    shown = deciding or {state: states[state] for state in OPEN if states.get(state)} or {DARK: 1}
    of = sum(states.values())
    return tuple(_verdict(state, shown[state], of, found) for state in STATE_ORDER if state in shown)


def _verdict(state: str, counts: int, of: int, found: Sequence[Assessment]) -> Verdict:
    """An average and a duty of every day are of a window; the day asked about may lie long after it."""
    windows = {
        (one["from"], one["to"])
        for one in found
        if state_of(one) == state and one.get("rule") in OF_A_WINDOW and one["from"] is not None
    }
    if len(windows) != 1:
        return Verdict(state, counts, of, own_days=len(windows) > 1)
    ((first, last),) = windows
    return Verdict(state, counts, of, first, last)


def tally(states: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How many duties are in each state, in the order a reader asks."""
    found = Counter(states)
    return tuple(
        (state, found[state]) for state in (*STATE_ORDER[:3], DIFFER, *STATE_ORDER[3:]) if found[state]
    )
