"""Writing agreements: the whole of one, inside a given journal entry."""

from collections.abc import Iterable, Mapping
from typing import Any

from holdfast.agreements.drafts import (
    AgreementDraft,
    ClauseDraft,
    ObligationDraft,
    ReadingDraft,
)
from holdfast.agreements.errors import AgreementPointsNowhere
from holdfast.agreements.models import (
    Agreement,
    AgreementText,
    Clause,
    Condition,
    Denial,
    Discharge,
    Event,
    Obligation,
    Party,
    Reading,
    Reference,
    Relation,
    Watch,
)
from holdfast.agreements.reconcile import Reconciler
from holdfast.base.errors import shown, with_article
from holdfast.journal.actions import Entry

Ids = Mapping[str, int]


def save_agreement(
    entry: Entry, draft: AgreementDraft, *, level: int, sources: Ids, documents: Ids, series: Ids
) -> tuple[int, int]:
    """Bring one agreement, all of it, to what the draft says: (its id, rows written or removed).

    The last three give the ids of what the draft names by key. What the draft no longer holds is removed. Raises
    AgreementPointsNowhere for a name without an id, StillRestedOn where a finding rests on what would go.
    """
    return _Saving(entry, level, sources, documents, series).save(draft)


class _Saving:
    def __init__(self, entry: Entry, level: int, sources: Ids, documents: Ids, series: Ids) -> None:
        self.level = int(level)
        self.ids = {"source": sources, "document": documents, "series": series}
        self.to = Reconciler(entry.batch)

    def save(self, draft: AgreementDraft) -> tuple[int, int]:
        agreement = self._agreement(draft)
        self._references(agreement, draft)
        parties = self._parties(agreement, draft)
        self._relations(agreement, draft, parties)
        clauses = self._clauses(agreement, draft.clauses)
        duties = [(clause, duty) for clause in draft.clauses for duty in clause.obligations]
        obligations = self._obligations(agreement, duties, clauses, parties)
        readings = self._readings(agreement, [duty for _, duty in duties], obligations)
        self._watches(agreement, readings)
        self._circumstances(agreement, [duty for _, duty in duties], obligations)
        self.to.forget()
        return agreement.pk, self.to.written

    def _id(self, kind: str, key: str, known: Ids | None = None) -> int | None:
        """The id of what is named; None for no name."""
        if not key:
            return None
        try:
            return (self.ids[kind] if known is None else known)[key]
        except KeyError:
            raise AgreementPointsNowhere(
                f"The agreement names {with_article(kind)} {shown(key)} that is not at this desk",
                untouched="Nothing was written",
                next_step=f"Add the {kind} to the case, or take its name out",
            ) from None

    def _agreement(self, draft: AgreementDraft) -> Agreement:
        supersedes = None
        if draft.supersedes:
            older = dict(Agreement.objects.filter(key=draft.supersedes).values_list("key", "id"))
            supersedes = self._id("superseded agreement", draft.supersedes, older)
        fields = {
            "key": draft.key,
            "title": dict(draft.title),
            "summary": dict(draft.summary),
            "timezone": draft.timezone,
            "signed": draft.signed,
            "starts": draft.starts.at,
            "starts_as_said": draft.starts.said,
            "ends": draft.ends.at,
            "ends_as_said": draft.ends.said,
            "supersedes_id": supersedes,
            "level": self.level,
        }
        stored = Agreement.objects.filter(key=draft.key)
        return self.to.bring("agreement", stored, lambda row: row.key, {draft.key: fields})[draft.key]

    def _references(self, agreement: Agreement, draft: AgreementDraft) -> None:
        self.to.bring(
            "reference",
            Reference.objects.filter(agreement=agreement),
            lambda row: row.to_key,
            {
                to.key: {
                    "agreement_id": agreement.pk,
                    "to_key": to.key,
                    "title": dict(to.title),
                    "note": dict(to.note),
                    "level": self.level,
                }
                for to in draft.references
            },
        )
        self.to.bring(
            "text",
            AgreementText.objects.filter(agreement=agreement),
            lambda row: (row.version, row.language),
            {
                (text.version, text.language): {
                    "agreement_id": agreement.pk,
                    "version": text.version,
                    "language": text.language,
                    "document_id": self._id("document", text.document),
                    "body": text.body,
                    "note": dict(text.note),
                    "level": self.level,
                }
                for text in draft.texts
            },
        )

    def _parties(self, agreement: Agreement, draft: AgreementDraft) -> Ids:
        rows = self.to.bring(
            "party",
            Party.objects.filter(agreement=agreement),
            lambda row: row.key,
            {
                party.key: {
                    "agreement_id": agreement.pk,
                    "key": party.key,
                    "name": dict(party.name),
                    "order": order,
                    "level": self.level,
                }
                for order, party in enumerate(draft.parties)
            },
        )
        return {str(key): row.pk for key, row in rows.items()}

    def _relations(self, agreement: Agreement, draft: AgreementDraft, parties: Ids) -> None:
        self.to.bring(
            "relation",
            Relation.objects.filter(agreement=agreement),
            lambda row: row.source_id,
            {
                self._id("source", given.source): {
                    "agreement_id": agreement.pk,
                    "source_id": self._id("source", given.source),
                    "relation": given.relation,
                    "party_id": self._id("party", given.party, parties),
                    "upstream_id": self._id("source", given.upstream),
                    "note": dict(given.note),
                    "level": self.level,
                }
                for given in draft.relations
            },
        )

    def _clauses(self, agreement: Agreement, clauses: Iterable[ClauseDraft]) -> Ids:
        rows = self.to.bring(
            "clause",
            Clause.objects.filter(agreement=agreement),
            lambda row: row.key,
            {
                clause.key: {
                    "agreement_id": agreement.pk,
                    "key": clause.key,
                    "order": order,
                    "point": clause.point,
                    "text": dict(clause.text),
                    "note": dict(clause.note),
                    "document_id": self._id("document", clause.document),
                    "level": self.level,
                }
                for order, clause in enumerate(clauses)
            },
        )
        return {str(key): row.pk for key, row in rows.items()}

    def _obligations(
        self,
        agreement: Agreement,
        duties: list[tuple[ClauseDraft, ObligationDraft]],
        clauses: Ids,
        parties: Ids,
    ) -> Ids:
        rows = self.to.bring(
            "obligation",
            Obligation.objects.filter(agreement=agreement),
            lambda row: row.key,
            {
                duty.key: {
                    "agreement_id": agreement.pk,
                    "clause_id": clauses[clause.key],
                    "key": duty.key,
                    "order": order,
                    "bearer_id": self._id("party", duty.bearer, parties),
                    "kind": duty.kind,
                    "title": dict(duty.title),
                    "quantity": duty.quantity,
                    "per": duty.per,
                    "unit": duty.unit,
                    "starts": duty.starts.at,
                    "starts_as_said": duty.starts.said,
                    "ends": duty.ends.at,
                    "ends_as_said": duty.ends.said,
                    "due": duty.due.at,
                    "due_as_said": duty.due.said,
                    "note": dict(duty.note),
                    "level": self.level,
                }
                for order, (clause, duty) in enumerate(duties)
            },
        )
        return {str(key): row.pk for key, row in rows.items()}

    def _readings(
        self, agreement: Agreement, duties: list[ObligationDraft], obligations: Ids
    ) -> list[tuple[int, ReadingDraft]]:
        given = {
            (obligations[duty.key], reading.key): (order, reading)
            for duty in duties
            for order, reading in enumerate(duty.readings)
        }
        rows = self.to.bring(
            "reading",
            Reading.objects.filter(obligation__agreement=agreement),
            lambda row: (row.obligation_id, row.key),
            {
                name: {
                    "obligation_id": name[0],
                    "key": reading.key,
                    "order": order,
                    "text": dict(reading.text),
                    "of_the_text": reading.of_the_text,
                    "held_by": list(reading.held_by),
                    "rule": reading.rule,
                    "promised": reading.promised,
                    "window_first": reading.window_first,
                    "window_last": reading.window_last,
                    "per_series_id": self._id("series", reading.per_series),
                    "promised_state": reading.promised_state,
                    "counts_discharge": reading.counts_discharge,
                    "note": dict(reading.note),
                    "level": self.level,
                }
                for name, (order, reading) in given.items()
            },
        )
        return [(rows[name].pk, reading) for name, (_, reading) in given.items()]

    def _watches(self, agreement: Agreement, readings: list[tuple[int, ReadingDraft]]) -> None:
        self.to.bring(
            "watch",
            Watch.objects.filter(reading__obligation__agreement=agreement),
            lambda row: (row.reading_id, row.series_id),
            {
                (pk, self._id("series", key)): {
                    "reading_id": pk,
                    "series_id": self._id("series", key),
                    "order": order,
                    "level": self.level,
                }
                for pk, reading in readings
                for order, key in enumerate(reading.series)
            },
        )

    def _circumstances(self, agreement: Agreement, duties: list[ObligationDraft], obligations: Ids) -> None:
        self._listed(
            agreement,
            "condition",
            Condition,
            obligations,
            {
                duty.key: [
                    {
                        "waits_on_id": self._id("obligation", given.waits_on, obligations),
                        "said_by_id": self._id("source", given.said_by),
                        "in_the_text": given.in_the_text,
                        "document_id": self._id("document", given.document),
                        "text": dict(given.text),
                        "suspends": given.suspends,
                    }
                    for given in duty.conditions
                ]
                for duty in duties
            },
        )
        self._listed(
            agreement,
            "denial",
            Denial,
            obligations,
            {
                duty.key: [
                    {
                        "series_id": self._id("series", given.series),
                        "source_id": self._id("source", given.source),
                        "document_id": self._id("document", given.document),
                        "denies": given.denies,
                        "first_day": given.first,
                        "last_day": given.last,
                        "text": dict(given.text),
                    }
                    for given in duty.denials
                ]
                for duty in duties
            },
        )
        self._listed(
            agreement,
            "discharge",
            Discharge,
            obligations,
            {
                duty.key: [
                    {
                        "day": given.day,
                        "quantity": given.quantity,
                        "document_id": self._id("document", given.document),
                        "text": dict(given.text),
                    }
                    for given in duty.discharges
                ]
                for duty in duties
            },
        )
        self._listed(
            agreement,
            "event",
            Event,
            obligations,
            {
                duty.key: [
                    {
                        "state": given.state,
                        "day": given.day,
                        "said_by_id": self._id("source", given.said_by),
                        "document_id": self._id("document", given.document),
                        "text": dict(given.text),
                    }
                    for given in duty.events
                ]
                for duty in duties
            },
        )

    def _listed(
        self,
        agreement: Agreement,
        what: str,
        model: type[Condition] | type[Denial] | type[Discharge] | type[Event],
        obligations: Ids,
        given: Mapping[str, list[dict[str, Any]]],
    ) -> None:
        """Rows without a key of their own are known by their place under their obligation."""
        wanted = {}
        for key, items in given.items():
            for order, fields in enumerate(items):
                owner = obligations[key]
                wanted[owner, order] = {
                    "obligation_id": owner,
                    "order": order,
                    "level": self.level,
                    **fields,
                }
        stored = model.objects.filter(obligation__agreement=agreement)
        self.to.bring(what, stored, lambda row: (row.obligation_id, row.order), wanted)
