"""What `save_agreement` takes in: an agreement as written, with keys for everything it points at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (aware UTC) and the words it was given in; the words may stand without an instant."""

    at: datetime | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceDraft:
    """Another agreement that this one refers to; it need not be at the desk."""

    key: str
    title: Words = field(default_factory=dict)
    note: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TextDraft:
    """One version of the text in one language."""

    version: str
    language: str
    document: str = ""
    body: str = ""
    note: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """Who is bound."""

    key: str
    name: Words


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """What a source is in this agreement."""

    source: str
    relation: str
    party: str = ""
    upstream: str = ""
    note: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConditionDraft:
    """What a duty waits on and by whose word."""

    text: Words
    waits_on: str = ""
    said_by: str = ""
    in_the_text: bool = False
    document: str = ""
    suspends: bool = False


@dataclass(frozen=True, slots=True)
class DenialDraft:
    """Who denies what, about which days."""

    source: str
    denies: str
    first: date
    last: date
    text: Words
    series: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class DischargeDraft:
    """What was done by another hand."""

    day: date
    quantity: Decimal
    text: Words
    document: str = ""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """A declared change of a duty's force."""

    state: str
    day: date
    text: Words
    said_by: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class ReadingDraft:
    """One interpretation of a duty, and the series that speak to it, in order."""

    key: str
    text: Words
    rule: str
    of_the_text: bool = False
    held_by: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    promised: Decimal | None = None
    promised_state: str = ""
    per_series: str = ""
    window_first: date | None = None
    window_last: date | None = None
    counts_discharge: bool = False
    note: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ObligationDraft:
    """What one bearer owes."""

    key: str
    bearer: str
    kind: str
    title: Words
    quantity: Decimal | None = None
    per: str = ""
    unit: str = ""
    starts: Moment = field(default_factory=Moment)
    ends: Moment = field(default_factory=Moment)
    due: Moment = field(default_factory=Moment)
    note: Words = field(default_factory=dict)
    readings: tuple[ReadingDraft, ...] = ()
    conditions: tuple[ConditionDraft, ...] = ()
    denials: tuple[DenialDraft, ...] = ()
    discharges: tuple[DischargeDraft, ...] = ()
    events: tuple[EventDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseDraft:
    """A numbered part of the text with the duties under it."""

    key: str
    point: str
    text: Words
    document: str = ""
    note: Words = field(default_factory=dict)
    obligations: tuple[ObligationDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """A whole agreement; its parts are in their order."""

    key: str
    title: Words
    timezone: str
    summary: Words = field(default_factory=dict)
    signed: str = ""
    starts: Moment = field(default_factory=Moment)
    ends: Moment = field(default_factory=Moment)
    supersedes: str = ""
    references: tuple[ReferenceDraft, ...] = ()
    texts: tuple[TextDraft, ...] = ()
    parties: tuple[PartyDraft, ...] = ()
    relations: tuple[RelationDraft, ...] = ()
    clauses: tuple[ClauseDraft, ...] = ()
