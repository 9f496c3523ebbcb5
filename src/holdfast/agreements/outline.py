"""Reading what an agreement says: parties, clauses, duties, readings, texts, who stands where; no computing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from holdfast.agreements.models import (
    Agreement,
    AgreementText,
    Clause,
    Obligation,
    Party,
    Reading,
    Reference,
    Relation,
)
from holdfast.agreements.seen import readings_seen, seen
from holdfast.people.types import Viewer

Words = Mapping[str, str]
Held = tuple[Reading, tuple[str, ...]]  # a reading and the keys of its holders


@dataclass(frozen=True, slots=True)
class PartyLine:
    """Who is bound."""

    key: str
    name: Words


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A reading of an obligation, and who holds it (keys of sources)."""

    key: str
    text: Words
    of_the_text: bool
    held_by: tuple[str, ...]
    rule: str
    promised: Decimal | None
    window_first: date | None
    window_last: date | None
    note: Words


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """What one bearer owes, with its readings in their order."""

    key: str
    title: Words
    bearer: str
    kind: str
    quantity: Decimal | None
    per: str
    unit: str
    starts_as_said: str
    ends_as_said: str
    due: datetime | None
    due_as_said: str
    note: Words
    readings: tuple[ReadingLine, ...]


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A numbered part of the text; without readings under it, nobody watches it."""

    key: str
    point: str
    text: Words
    note: Words
    document: str | None
    obligations: tuple[ObligationLine, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """One agreement with its parties and its clauses in their order."""

    key: str
    title: Words
    summary: Words
    timezone: str
    signed: str
    starts: datetime | None
    starts_as_said: str
    ends: datetime | None
    ends_as_said: str
    supersedes: str | None
    parties: tuple[PartyLine, ...]
    clauses: tuple[ClauseLine, ...]

    @property
    def obligations(self) -> tuple[ObligationLine, ...]:
        """Every obligation, in the order of the clauses."""
        return tuple(duty for clause in self.clauses for duty in clause.obligations)

    def party_name(self, key: str) -> Words:
        """The name of a party."""
        return next((party.name for party in self.parties if party.key == key), {"en": key})


@dataclass(frozen=True, slots=True)
class TextLine:
    """One version of the text in one language, and the document it stands in."""

    version: str
    language: str
    document: str | None
    document_title: Words
    url: str
    note: Words
    carried: bool  # its words are stored here


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """An agreement this one refers to; `loaded` where this desk holds it."""

    to_key: str
    title: Words
    note: Words
    loaded: bool


@dataclass(frozen=True, slots=True)
class RelationLine:
    """What one source is in one agreement, and who counts for it."""

    agreement: str
    title: Words
    source: str
    source_name: Words
    relation: str
    party: str | None
    party_name: Words
    upstream: str | None
    upstream_name: Words
    note: Words


def agreement_views(viewer: Viewer, keys: Collection[str] | None = None) -> tuple[AgreementView, ...]:
    """All agreements, or those of these keys, in the order of their keys; six queries whatever their number."""
    found = Agreement.objects.filter(level__lte=viewer.clearance).select_related("supersedes").order_by("key")
    rows = list(found if keys is None else found.filter(key__in=keys))
    ids = [row.id for row in rows]
    parties = _grouped(seen(viewer, Party).filter(agreement__in=ids).order_by("order", "id"), "agreement_id")
    clauses = _grouped(
        seen(viewer, Clause).filter(agreement__in=ids).select_related("document").order_by("order", "id"),
        "agreement_id",
    )
    duties = _grouped(
        seen(viewer, Obligation)
        .filter(agreement__in=ids)
        .select_related("bearer", "clause")
        .order_by("order", "id"),
        "clause_id",
    )
    readings: dict[int, list[Held]] = defaultdict(list)
    of_these = seen(viewer, Reading).filter(obligation__agreement__in=ids)
    for reading, held_by in readings_seen(viewer, of_these.order_by("-of_the_text", "order", "id")):
        readings[reading.obligation_id].append((reading, held_by))
    return tuple(
        AgreementView(
            key=row.key,
            title=row.title,
            summary=row.summary,
            timezone=row.timezone,
            signed=row.signed,
            starts=row.starts,
            starts_as_said=row.starts_as_said,
            ends=row.ends,
            ends_as_said=row.ends_as_said,
            supersedes=row.supersedes.key if row.supersedes and viewer.sees(row.supersedes.level) else None,
            parties=tuple(PartyLine(party.key, party.name) for party in parties[row.id]),
            clauses=tuple(_clause(clause, duties[clause.id], readings) for clause in clauses[row.id]),
        )
        for row in rows
    )


def agreement_texts(viewer: Viewer, key: str) -> tuple[TextLine, ...]:
    """The versions of an agreement's text in each language."""
    found = seen(viewer, AgreementText).filter(agreement__key=key, agreement__level__lte=viewer.clearance)
    lines = []
    for row in found.select_related("document").order_by("version", "language"):
        document = row.document
        lines.append(
            TextLine(
                version=row.version,
                language=row.language,
                document=document.key if document else None,
                document_title=document.title if document else {},
                url=document.url if document else "",
                note=row.note,
                carried=bool(row.body),
            )
        )
    return tuple(lines)


def agreement_references(viewer: Viewer, key: str) -> tuple[ReferenceLine, ...]:
    """The agreements this one refers to for a part of its content."""
    rows = list(seen(viewer, Reference).filter(agreement__key=key).order_by("to_key"))
    if not rows:
        return ()
    loaded = set(
        seen(viewer, Agreement).filter(key__in=[row.to_key for row in rows]).values_list("key", flat=True)
    )
    return tuple(ReferenceLine(row.to_key, row.title, row.note, row.to_key in loaded) for row in rows)


def relations(
    viewer: Viewer, *, agreement: str | None = None, source: str | None = None
) -> tuple[RelationLine, ...]:
    """What sources are in agreements: in one agreement, or of one source, where it is named."""
    found = (
        seen(viewer, Relation)
        .filter(
            Q(upstream=None) | Q(upstream__level__lte=viewer.clearance),
            agreement__level__lte=viewer.clearance,
        )
        .select_related("agreement", "source", "party", "upstream")
        .order_by("agreement__key", "id")
    )
    if agreement is not None:
        found = found.filter(agreement__key=agreement)
    if source is not None:
        found = found.filter(source__key=source)
    return tuple(
        RelationLine(
            agreement=row.agreement.key,
            title=row.agreement.title,
            source=row.source.key,
            source_name=row.source.name,
            relation=row.relation,
            party=row.party.key if row.party else None,
            party_name=row.party.name if row.party else {},
            upstream=row.upstream.key if row.upstream else None,
            upstream_name=row.upstream.name if row.upstream else {},
            note=row.note,
        )
        for row in found
    )


def _grouped(rows: Iterable[Any], by: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return found


def _clause(row: Clause, duties: Iterable[Obligation], readings: Mapping[int, list[Held]]) -> ClauseLine:
    return ClauseLine(
        key=row.key,
        point=row.point,
        text=row.text,
        note=row.note,
        document=row.document.key if row.document is not None else None,
        obligations=tuple(_obligation(duty, readings.get(duty.id, [])) for duty in duties),
    )


def _obligation(row: Obligation, readings: Iterable[Held]) -> ObligationLine:
    return ObligationLine(
        key=row.key,
        title=row.title,
        bearer=row.bearer.key,
        kind=row.kind,
        quantity=row.quantity,
        per=row.per,
        unit=row.unit,
        starts_as_said=row.starts_as_said,
        ends_as_said=row.ends_as_said,
        due=row.due,
        due_as_said=row.due_as_said,
        note=row.note or row.clause.note,  # a clause's note holds for its obligations
        readings=tuple(
            ReadingLine(
                key=reading.key,
                text=reading.text,
                of_the_text=reading.of_the_text,
                held_by=held_by,
                rule=reading.rule,
                promised=reading.promised,
                window_first=reading.window_first,
                window_last=reading.window_last,
                note=reading.note,
            )
            for reading, held_by in readings
        ),
    )
