"""What the engine takes in: the terms of one agreement, its obligations, readings, series and relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from holdfast.agreements.types import DutyKind, RelationKind, Rule
from holdfast.record.types import SeriesDef

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RelationDef:
    """What a source is in this agreement; sources with one upstream are one counter."""

    source: str
    relation: RelationKind
    party: str | None = None
    upstream: str | None = None
    name: Texts = field(default_factory=dict)

    def speaks_for(self, party: str) -> bool:
        """Whether the source is that party or a body under its government or command: one rule for all sides."""
        return self.relation.speaks_for_a_party and self.party == party


@dataclass(frozen=True, slots=True)
class DocumentDef:
    """One document that rows stand in; `number` is its place in its source's own numbering, if it has one."""

    id: int
    key: str
    source: str
    said_first: date | None = None
    said_last: date | None = None
    relays: tuple[int, ...] = ()  # documents it passes on
    number: tuple[int, int] | None = None  # (year, number)


@dataclass(frozen=True, slots=True)
class ConditionDef:
    """What an obligation waits on and by whose word; it is told, and never excuses in silence."""

    waits_on: str | None  # obligation key
    said_by: str | None  # source key
    in_the_text: bool
    text: Texts
    document: str | None = None
    suspends: bool = False


@dataclass(frozen=True, slots=True)
class DenialDef:
    """A source denies the fact, or that the bearer did it."""

    source: str
    denies: str  # fact, attribution
    first: date
    last: date
    text: Texts
    series: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class DischargeDef:
    """Something was done by another hand; whether that discharges the duty is for a reading to say."""

    day: date
    quantity: Decimal
    text: Texts
    document: str | None = None


@dataclass(frozen=True, slots=True)
class EventDef:
    """A declared suspension, lapse or resumption, by whose word."""

    state: str  # suspended, lapsed, resumed
    day: date
    said_by: str | None
    text: Texts
    document: str | None = None


@dataclass(frozen=True, slots=True)
class ReadingDef:
    """A stated interpretation of an obligation, who holds it, and the series that speak to it (by id, in order)."""

    key: str
    text: Texts
    rule: Rule
    series: tuple[int, ...]
    of_the_text: bool = False
    held_by: tuple[str, ...] = ()
    promised: Decimal | None = None
    window_first: date | None = None
    window_last: date | None = None
    per_series: int | None = None  # for a ratio: what the promise is counted against
    promised_state: str = ""
    counts_discharge: bool = False
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ObligationDef:
    """What one bearer owes. Instants are aware UTC; days are civil days of the agreement's time zone."""

    key: str
    clause: str
    point: str
    bearer: str
    kind: DutyKind
    title: Texts
    readings: tuple[ReadingDef, ...]
    quantity: Decimal | None = None
    per: str = ""
    unit: str = ""
    starts: datetime | None = None
    first_day: date | None = None
    ends: datetime | None = None
    last_day: date | None = None
    due: datetime | None = None
    due_day: date | None = None  # the civil day in which the due instant falls
    note: Texts = field(default_factory=dict)  # its own, else its clause's
    conditions: tuple[ConditionDef, ...] = ()
    denials: tuple[DenialDef, ...] = ()
    discharges: tuple[DischargeDef, ...] = ()
    events: tuple[EventDef, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """One agreement as the engine needs it. `known_seq` says which rows the frame can hold; None means all."""

    agreement: str
    timezone: str
    obligations: tuple[ObligationDef, ...]
    series: Mapping[int, SeriesDef]
    relations: Mapping[str, RelationDef]
    documents: Mapping[int, DocumentDef] = field(default_factory=dict)
    starts: datetime | None = None
    first_day: date | None = None
    ends: datetime | None = None
    last_day: date | None = None
    known_seq: int | None = None

    def first_day_of(self, obligation: ObligationDef) -> date | None:
        """The day from which the obligation binds: its own start, else the agreement's."""
        return obligation.first_day or self.first_day

    def last_day_of(self, obligation: ObligationDef) -> date | None:
        """The last day on which the obligation binds; None while it has no end."""
        days = [day for day in (obligation.last_day, self.last_day) if day is not None]
        return min(days) if days else None

    def relation_of(self, source: str) -> RelationDef | None:
        """What the source is in this agreement, or None where nobody has said."""
        return self.relations.get(source)

    def party_of(self, source: str) -> str | None:
        """The party whose count it is: its own, else that of the one who counts upstream of it."""
        for key in (source, self.counter_of(source)):
            relation = self.relations.get(key)
            if relation is not None and relation.party is not None and relation.relation.speaks_for_a_party:
                return relation.party
        own = self.relations.get(source)
        return own.party if own is not None else None

    def name_of(self, source: str) -> Texts | str:
        """The name of a source by language, or its key where nobody has named it."""
        relation = self.relations.get(source)
        return relation.name if relation is not None and relation.name else source

    def counter_of(self, source: str) -> str:
        """Who counts upstream of the source: itself, unless its relation names another.

        A party and the bodies of it are one counter, under one name, unless a body's relation names an upstream
        outside of the party.
        """
        own = self.relations.get(source)
        counter = own.upstream if own is not None and own.upstream else source
        relation = self.relations.get(counter)
        if relation is None or relation.party is None or not relation.relation.speaks_for_a_party:
            return counter
        return self._voice_of(relation.party)

    def _voice_of(self, party: str) -> str:
        """The party itself where it is a source, else the first body of it by key."""
        voices = [one for one in self.relations.values() if one.speaks_for(party)]
        return min(voices, key=lambda one: (one.relation is not RelationKind.PARTY, one.source)).source
