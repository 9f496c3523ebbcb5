"""The rows under a revision as a reader opens them: each with its document, and used or rejected with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from holdfast.agreements.engine.assessed import Assessed
from holdfast.base.language import LANGUAGES
from holdfast.base.why import Why
from holdfast.figures.answer import state_named
from holdfast.figures.inputs import Inputs
from holdfast.people.types import Viewer
from holdfast.record.queries import row_details
from holdfast.record.types import Kind, RowDetail, SeriesDef

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a row: used, or rejected for a reason."""

    used: bool
    why: Why | None


def fates(beside: Sequence[Assessed]) -> dict[int, Fate]:
    """What became of each row under the figure's reading; a row that any series uses is used."""
    found: dict[int, Fate] = {}
    for one in beside:
        for group in one.rejected:
            for row in group.rows:
                found.setdefault(row, Fate(False, group.why))
    for one in beside:
        for row in one.used:
            found[row] = Fate(True, None)
    return found


def published_rows(viewer: Viewer, inputs: Inputs, beside: Sequence[Assessed]) -> list[dict[str, Any]]:
    """Every row of the figure's reading, series by series with the headline first, then by period and document."""
    became = fates(beside)
    order = {inputs.terms.series[id_].key: place for place, id_ in enumerate(inputs.series_order())}
    ids = sorted(became)
    rows: list[RowDetail] = []
    for start in range(0, len(ids), _CHUNK):
        rows += row_details(viewer, ids[start : start + _CHUNK])
    rows.sort(
        key=lambda row: (
            order.get(row.series, len(order)),
            row.first,
            row.last,
            row.document.key,
            row.edition,
            row.id,
        )
    )
    states = {
        series.key: series for series in inputs.terms.series.values() if series.indicator.kind is Kind.STATE
    }
    return [_row(row, became[row.id], states.get(row.series)) for row in rows]


def documents_of(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The keys of the documents these published rows stand in."""
    return sorted({row["document"]["key"] for row in rows})


def _row(row: RowDetail, fate: Fate, states: SeriesDef | None) -> dict[str, Any]:
    """The row as published; of a series of states the name of the state, and no number."""
    named = state_named(states, row.value) if states is not None and row.value is not None else None
    return {
        "row": row.key,
        "series": row.series,
        "about": row.about,
        "from": row.first,
        "to": row.last,
        "status": row.status,
        "value": row.value if states is None else None,
        "observed_state": dict(named) if named else None,
        "low": row.low if states is None else None,
        "high": row.high if states is None else None,
        "qualifier": row.qualifier,
        "hours": row.hours,
        "filled": row.filled,
        "comparator": row.comparator,
        "edition": row.edition,
        "supersedes": row.supersedes,
        "used": fate.used,
        "why": fate.why.render("en") if fate.why else None,
        "why_words": {lang: fate.why.render(lang) for lang in LANGUAGES} if fate.why else None,
        "why_code": fate.why.code if fate.why else None,
        "document": {
            "key": row.document.key,
            "title": dict(row.document.title),
            "url": row.document.url,
            "said": row.document.said,
            "source": row.document.source,
            "source_name": dict(row.document.source_name),
            "relays": [original.key for original in row.document.relays_of],
        },
        "note": row.note,
        "reason": row.reason,
        "origin": row.origin,
        "recorded_seq": row.recorded_seq,
    }
