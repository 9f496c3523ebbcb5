"""Reads one agreement as the engine needs it: terms in plain values, in a number of queries that does not grow."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from holdfast.agreements.engine.types import (
    ConditionDef,
    DenialDef,
    DischargeDef,
    DocumentDef,
    EventDef,
    ObligationDef,
    ReadingDef,
    RelationDef,
    Terms,
)
from holdfast.agreements.errors import AgreementUnknown
from holdfast.agreements.models import (
    Agreement,
    AgreementText,
    Clause,
    Condition,
    Denial,
    Discharge,
    Event,
    Obligation,
    Reading,
    Relation,
    Watch,
)
from holdfast.agreements.seen import readings_seen, seen
from holdfast.agreements.types import DutyKind, RelationKind, Rule
from holdfast.base.clock import zone
from holdfast.base.days import day_of
from holdfast.base.errors import shown
from holdfast.people.types import Viewer
from holdfast.record.queries import series_defs, series_keys
from holdfast.sources import types as sources
from holdfast.sources.queries import documents_by_id, documents_list

_NUMBERED = re.compile(r"(?:^|[-_])(?P<number>[0-9]{1,4})[-_](?P<year>[0-9]{4})")


def agreement_terms(viewer: Viewer, key: str, *, known_seq: int | None = None) -> Terms:
    """The agreement of this key with every document the viewer may see; raises AgreementUnknown.

    The terms are as they stand now; with `known_seq`, decisions on counters and stated numbers are those known then.
    """
    return read_terms(viewer, key, known_seq=known_seq, documents=documents_of_terms(documents_list(viewer)))


def read_terms(
    viewer: Viewer,
    key: str,
    *,
    known_seq: int | None = None,
    documents: Mapping[int, DocumentDef] | None = None,
) -> Terms:
    """The agreement of this key with these documents; a mapping that is filled later is read when it is needed."""
    agreement = Agreement.objects.filter(key=key, level__lte=viewer.clearance).first()
    if agreement is None:
        raise AgreementUnknown(
            f"There is no agreement {shown(key)}", next_step="Look at the list of agreements for its key"
        )
    duties = list(
        seen(viewer, Obligation)
        .filter(agreement=agreement)
        .select_related("bearer", "clause")
        .order_by("clause__order", "order", "id")
    )
    mine = {"obligation__agreement": agreement}
    held = readings_seen(viewer, seen(viewer, Reading).filter(**mine).order_by("-of_the_text", "order", "id"))
    readings = [row for row, _ in held]
    holders = {row.pk: held_by for row, held_by in held}
    watches = seen(viewer, Watch).filter(reading__obligation__agreement=agreement)
    watched = _grouped(watches.order_by("order", "id"), "reading_id")
    wanted = {row.series_id for rows in watched.values() for row in rows}
    wanted |= {row.per_series_id for row in readings if row.per_series_id}
    keys = series_keys(viewer, wanted)
    series = {
        found.id: found for found in series_defs(viewer, set(keys.values()), known_seq=known_seq).values()
    }
    parts = {
        model: _grouped(
            seen(viewer, model).filter(**mine).select_related(*related).order_by("id"), "obligation_id"
        )
        for model, related in (
            (Condition, ("waits_on", "said_by", "document")),
            (Denial, ("source", "series", "document")),
            (Discharge, ("document",)),
            (Event, ("said_by", "document__source")),
        )
    }
    of_the_text = _documents_of_the_text(agreement)
    readings_of = _grouped(readings, "obligation_id")
    return Terms(
        agreement=agreement.key,
        timezone=agreement.timezone,
        obligations=tuple(
            _obligation(
                duty,
                agreement.timezone,
                tuple(
                    _reading(row, holders[row.pk], watched.get(row.id, []), series)
                    for row in readings_of.get(duty.id, [])
                ),
                {model: found.get(duty.id, []) for model, found in parts.items()},
                of_the_text,
            )
            for duty in duties
        ),
        series=series,
        relations=_relations(viewer, agreement),
        documents={} if documents is None else documents,
        starts=agreement.starts,
        first_day=_first_day(agreement.starts, agreement.starts_as_said, agreement.timezone),
        ends=agreement.ends,
        last_day=_last_day(agreement.ends, agreement.ends_as_said, agreement.timezone),
        known_seq=known_seq,
    )


def documents_of_terms(found: Iterable[sources.DocumentDef]) -> dict[int, DocumentDef]:
    """Documents as the engine needs them, by id, with the number a key such as osce-223-2021 carries."""
    listed = list(found)
    return {
        document.id: DocumentDef(
            id=document.id,
            key=document.key,
            source=document.source,
            said_first=document.said_first,
            said_last=document.said_last,
            relays=tuple(original.id for original in document.relays_of),
            number=_number(document.key),
        )
        for document in listed
    }


def documents_with_originals(viewer: Viewer, ids: Iterable[int]) -> dict[int, DocumentDef]:
    """These documents and those they relay."""
    found = documents_of_terms(documents_by_id(viewer, set(ids)).values())
    more = {original for document in found.values() for original in document.relays} - set(found)
    return found | (documents_of_terms(documents_by_id(viewer, more).values()) if more else {})


def _number(key: str) -> tuple[int, int] | None:
    match = _NUMBERED.fullmatch(key) or re.search(_NUMBERED.pattern + "$", key)
    return (int(match["year"]), int(match["number"])) if match else None


def _first_day(at: datetime | None, said: str, timezone: str) -> date | None:
    """The civil day of a start: the day as said, else the day that holds the instant."""
    return _said_day(said) or (day_of(at, timezone) if at is not None else None)


def _last_day(at: datetime | None, said: str, timezone: str) -> date | None:
    """The civil day of an end or a deadline; midnight ends the day before it."""
    spoken = _said_day(said)
    if spoken is not None or at is None:
        return spoken
    local = at.astimezone(zone(timezone))
    return local.date() - timedelta(days=1) if local.time() == datetime.min.time() else local.date()


def _said_day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if len(said) == 10 else None
    except ValueError:
        return None


def _grouped(rows: Iterable[Any], by: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return found


def _relations(viewer: Viewer, agreement: Agreement) -> dict[str, RelationDef]:
    rows = list(
        seen(viewer, Relation).filter(agreement=agreement).select_related("source", "party", "upstream")
    )
    # Sources with one upstream are one counter, also where the viewer may not know whose name it goes by.
    behind: dict[int, str] = {}
    for row in sorted(rows, key=lambda row: row.source.key):
        if row.upstream is not None and not viewer.sees(row.upstream.level):
            behind.setdefault(row.upstream.pk, row.source.key)
    return {
        row.source.key: RelationDef(
            source=row.source.key,
            relation=RelationKind(row.relation),
            party=row.party.key if row.party else None,
            upstream=behind.get(row.upstream.pk, row.upstream.key) if row.upstream else None,
            name=row.source.name,
        )
        for row in rows
    }


def _reading(
    row: Reading, held_by: tuple[str, ...], watches: Iterable[Watch], series: Mapping[int, Any]
) -> ReadingDef:
    return ReadingDef(
        key=row.key,
        text=row.text,
        rule=Rule(row.rule),
        series=tuple(watch.series_id for watch in watches if watch.series_id in series),
        of_the_text=row.of_the_text,
        held_by=held_by,
        promised=row.promised,
        window_first=row.window_first,
        window_last=row.window_last,
        per_series=row.per_series_id if row.per_series_id in series else None,
        promised_state=row.promised_state,
        counts_discharge=row.counts_discharge,
        note=row.note,
    )


def _key(row: Any) -> str | None:
    """The key of what a part points at; a part that points at what the viewer may not see is not read at all."""
    return row.key if row is not None else None


def _documents_of_the_text(agreement: Agreement) -> frozenset[int]:
    """The documents that hold the agreement's own text."""
    texts = AgreementText.objects.filter(agreement=agreement).values_list("document_id", flat=True)
    clauses = Clause.objects.filter(agreement=agreement).values_list("document_id", flat=True)
    return frozenset(id_ for id_ in texts.union(clauses) if id_ is not None)


def _declared_by(event: Event, of_the_text: frozenset[int]) -> str | None:
    """Whose word an event is: the one named, else whose document it stands in; None for the text's own word."""
    if event.said_by is not None or event.document is None or event.document_id in of_the_text:
        return _key(event.said_by)
    return event.document.source.key


def _obligation(
    row: Obligation,
    timezone: str,
    readings: tuple[ReadingDef, ...],
    parts: Mapping[Any, list[Any]],
    of_the_text: frozenset[int],
) -> ObligationDef:
    return ObligationDef(
        key=row.key,
        clause=row.clause.key,
        point=row.clause.point,
        note=row.note or row.clause.note,
        bearer=row.bearer.key,
        kind=DutyKind(row.kind),
        title=row.title,
        readings=readings,
        quantity=row.quantity,
        per=row.per,
        unit=row.unit,
        starts=row.starts,
        first_day=_first_day(row.starts, row.starts_as_said, timezone),
        ends=row.ends,
        last_day=_last_day(row.ends, row.ends_as_said, timezone),
        due=row.due,
        due_day=_last_day(row.due, row.due_as_said, timezone),
        conditions=tuple(
            ConditionDef(
                waits_on=_key(one.waits_on),
                said_by=_key(one.said_by),
                in_the_text=one.in_the_text,
                text=one.text,
                document=_key(one.document),
                suspends=one.suspends,
            )
            for one in parts[Condition]
        ),
        denials=tuple(
            DenialDef(
                source=one.source.key,
                denies=one.denies,
                first=one.first_day,
                last=one.last_day,
                text=one.text,
                series=_key(one.series),
                document=_key(one.document),
            )
            for one in parts[Denial]
        ),
        discharges=tuple(
            DischargeDef(day=one.day, quantity=one.quantity, text=one.text, document=_key(one.document))
            for one in parts[Discharge]
        ),
        events=tuple(
            EventDef(
                state=one.state,
                day=one.day,
                said_by=_declared_by(one, of_the_text),
                text=one.text,
                document=_key(one.document),
            )
            for one in parts[Event]
        ),
    )
