"""Reading agreements and asking the engine about them: each query takes the viewer and what they may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.bootstrap import Interval, interval_of, require_stats
from holdfast.agreements.engine.sides import SideBySide, sides
from holdfast.agreements.engine.types import DocumentDef, Terms
from holdfast.agreements.errors import AgreementUnknown
from holdfast.agreements.models import Agreement
from holdfast.agreements.outline import (
    AgreementView,
    agreement_references,
    agreement_texts,
    agreement_views,
    relations,
)
from holdfast.agreements.owed import OwedUnder, series_owed
from holdfast.agreements.seen import duty_seen, readings_seen
from holdfast.agreements.terms import agreement_terms, documents_with_originals, read_terms
from holdfast.agreements.types import RATES
from holdfast.base import clock
from holdfast.base.errors import shown
from holdfast.base.why import Why
from holdfast.journal.queries import seq_at
from holdfast.people.types import Viewer
from holdfast.record.queries import rows_in_chunks

__all__ = [
    "AgreementRef",
    "AgreementView",
    "AssessmentReport",
    "OwedUnder",
    "agreement_references",
    "agreement_terms",
    "agreement_texts",
    "agreement_views",
    "agreements_list",
    "assessments",
    "assessments_of",
    "duty_seen",
    "readings_seen",
    "relations",
    "series_owed",
]


@dataclass(frozen=True, slots=True)
class AgreementRef:
    """Enough of an agreement to list it."""

    key: str
    title: dict[str, str]
    timezone: str
    signed: str
    starts_as_said: str
    ends_as_said: str


@dataclass(frozen=True, slots=True)
class AssessmentReport:
    """What was asked, and every assessment, with the series of each reading side by side."""

    as_of: date
    said_by: date | None
    known_on: date | None
    known_seq: int | None
    assessments: tuple[Assessed, ...]
    sides: tuple[SideBySide, ...]
    intervals: tuple[Interval | Why | None, ...] | None = None  # as the assessments; None: were not asked for

    def as_json(self) -> dict[str, Any]:
        """The fixed keys, then `known_seq` and `side_by_side`; `interval` in an assessment of a rule per time."""
        found = [one.as_json() for one in self.assessments]
        for line, interval in zip(found, self.intervals or (), strict=self.intervals is not None):
            if interval is not None:
                line["interval"] = _interval_json(interval)
        return {
            "as_of": self.as_of,
            "said_by": self.said_by,
            "known_on": self.known_on,
            "assessments": found,
            "known_seq": self.known_seq,
            "side_by_side": [found.as_json() for found in self.sides],
        }


def _interval_json(found: Interval | Why) -> dict[str, Any]:
    if isinstance(found, Interval):
        return found.as_json()
    said = found.as_json()
    return {"refused": said.pop("why"), **said}


def agreements_list(viewer: Viewer) -> tuple[AgreementRef, ...]:
    """Every agreement the viewer may see, by key."""
    return tuple(
        AgreementRef(row.key, row.title, row.timezone, row.signed, row.starts_as_said, row.ends_as_said)
        for row in Agreement.objects.filter(level__lte=viewer.clearance).order_by("key")
    )


def assessments(
    viewer: Viewer,
    agreement: str | None = None,
    *,
    as_of: date | None = None,
    said_by: date | None = None,
    known_on: date | None = None,
    intervals: bool = False,
) -> AssessmentReport:
    """What the record says about every obligation of one agreement, or of all; raises AgreementUnknown.

    `intervals` asks for the interval of each mean a day, or why there is none; raises StatsAbsent.

    `as_of` is today in the agreement's time zone unless given. `known_on` asks for what was recorded here by the end
    of that day, in the agreement's time zone.
    """
    listed = [found for found in agreements_list(viewer) if agreement in (None, found.key)]
    if agreement is not None and not listed:
        raise AgreementUnknown(
            f"There is no agreement {shown(agreement)}",
            next_step="Look at the list of agreements for its key",
        )
    day = as_of or clock.today(listed[0].timezone if agreement is not None else "UTC")
    found: list[Assessed] = []
    beside: list[SideBySide] = []
    drawn: list[Interval | Why | None] = []
    if intervals:
        require_stats()
    known_seq = None
    for one in listed:
        known_seq = None if known_on is None else seq_at(known_on, timezone=one.timezone)
        held: list[pl.DataFrame] | None = [] if intervals else None
        results, terms = _assessed(
            viewer, one.key, as_of=day, said_by=said_by, known_on=known_on, known_seq=known_seq, held=held
        )
        found += results
        drawn += _drawn(results, terms, held or [])
        beside += sides(results, terms)
    return AssessmentReport(
        day, said_by, known_on, known_seq, tuple(found), tuple(beside), tuple(drawn) if intervals else None
    )


def _drawn(
    found: tuple[Assessed, ...], terms: Terms, held: list[pl.DataFrame]
) -> Iterator[Interval | Why | None]:
    """For each assessment of a rule per time its interval or why there is none; None for any other."""
    rows = pl.concat(held) if held else None
    series = {one.key: one for one in terms.series.values()}
    for one in found:
        if one.rule not in RATES or one.series is None or rows is None:
            yield None
        else:
            yield interval_of(one, rows, series[one.series])


def assessments_of(
    viewer: Viewer, agreement: str, *, as_of: date, said_by: date | None = None, known_seq: int | None = None
) -> tuple[tuple[Assessed, ...], Terms]:
    """The assessments of one agreement as known at a journal line, with the terms they rest on."""
    return _assessed(viewer, agreement, as_of=as_of, said_by=said_by, known_on=None, known_seq=known_seq)


def _assessed(
    viewer: Viewer,
    key: str,
    *,
    as_of: date,
    said_by: date | None,
    known_on: date | None,
    known_seq: int | None,
    held: list[pl.DataFrame] | None = None,
) -> tuple[tuple[Assessed, ...], Terms]:
    documents: dict[int, DocumentDef] = {}
    terms = read_terms(viewer, key, known_seq=known_seq, documents=documents)
    chunks = _chunks(viewer, terms, known_seq, documents)
    if held is not None:
        held += chunks
        chunks = iter(held)
    return assess(terms, chunks, as_of=as_of, said_by=said_by, known_on=known_on), terms


def _chunks(
    viewer: Viewer, terms: Terms, known_seq: int | None, documents: dict[int, DocumentDef]
) -> Iterator[pl.DataFrame]:
    """The rows of the terms' series; once all are read, the documents they stand in are known."""
    ids: set[int] = set()
    if terms.series:
        for frame in rows_in_chunks(viewer, series_ids=list(terms.series), known_seq=known_seq):
            ids.update(frame["document"].unique().to_list())
            yield frame
    documents.update(documents_with_originals(viewer, ids))
