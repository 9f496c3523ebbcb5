"""The canonical body of a revision: everything it says, from the engine's words and the stored inputs alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.sides import SideBySide
from holdfast.base.canonical import digest
from holdfast.base.language import LANGUAGES
from holdfast.base.why import Why
from holdfast.figures.answer import answer, in_words, series_words, unit_words
from holdfast.figures.compute import Computed, numbered
from holdfast.figures.inputs import Inputs, Words
from holdfast.figures.types import ROWS_A_PAGE

FORMAT = "holdfast-figure-1"
# What changes by publishing again and says nothing of the world.
OF_THE_PUBLICATION = frozenset(
    {
        "key", "revision", "as_of", "said_by", "known_seq", "inputs_hash", "software", "published", "by",
        "checked_by", "reason", "changed",
    }
)  # fmt: skip


def body_of(inputs: Inputs, found: Computed, rows: Mapping[str, Any]) -> dict[str, Any]:
    """All that a revision says about the world; `rows` is the summary of its rows."""
    headline = found.headline
    duty = inputs.duty
    said = answer(inputs, headline, found.side)
    names = inputs.known_names()
    return {
        "format": FORMAT,
        "slug": inputs.slug,
        "agreement": {
            "key": inputs.terms.agreement,
            "title": dict(inputs.names.agreement),
            "timezone": inputs.terms.timezone,
        },
        "question": dict(inputs.question),
        "definition": dict(inputs.definition),
        "obligation": {
            "key": duty.key if inputs.asked.obligation else None,
            "clause": duty.clause,
            "point": duty.point,
            "bearer": duty.bearer,
            "bearer_name": dict(inputs.names.parties.get(duty.bearer, {})),
            "kind": duty.kind,
            "title": dict(duty.title),
            "quantity": duty.quantity,
            "per": duty.per,
            "unit": duty.unit,
        },
        "reading": inputs.reading,
        "answer": said.as_json(),
        "state": headline.state,
        "mark": headline.state.mark,
        "why": why_json(headline.why, names),
        "value": headline.value,
        "total": headline.total,
        "unit": headline.unit,
        "unit_name": dict(unit_words(inputs, headline)),
        "low": headline.low,
        "high": headline.high,
        "stated": headline.stated,
        "promised": headline.promised,
        "shortfall": headline.shortfall.as_json() if headline.shortfall else None,
        "series": headline.series,
        "window": {
            "from": headline.first,
            "to": headline.last,
            "days": headline.days.in_window,
            "own": headline.own_window,
        },
        "days": headline.days.as_json(),
        "band": {
            "ranges": [_told(band.as_json(), band.why, names) for band in found.side.bands],
            "refused": [why_json(why, names) for why in found.side.refused],
        },
        "side_by_side": {
            "rows": [_row(inputs, one) for one in found.beside] + _assertions(inputs, found),
            "holds": _holds(found.side, names),
        },
        "readings": [_reading(inputs, key, found.all) for key in _reading_keys(inputs)],
        "independent_counters": len(found.side.counters),
        "counters": [
            {**counter.as_json(), "name": dict(inputs.names.sources.get(counter.key, {}))}
            for counter in found.side.counters
        ],
        "sides": [
            {**side.as_json(), "name": dict(inputs.names.parties.get(side.party or "", {}))}
            for side in found.side.sides
        ],
        "coverage_notes": [why_json(why, names) for why in headline.coverage_notes],
        "notes": [why_json(why, names) for why in headline.notes],
        "caveats": [dict(caveat) for caveat in inputs.caveats],
        "rows": dict(rows),
    }


def canonical_of(
    body: Mapping[str, Any],
    *,
    key: str,
    revision: int,
    as_of: date,
    said_by: date | None,
    known_seq: int,
    inputs_hash: str,
    software: str,
    published: datetime,
    by: str,
    checked_by: Sequence[str],
    reason: str,
    changed: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """The whole of a revision: its body, and when, by whom, why and from what it was published."""
    return {
        **body,
        "key": key,
        "revision": revision,
        "as_of": as_of,
        "said_by": said_by,
        "known_seq": known_seq,
        "inputs_hash": inputs_hash,
        "software": software,
        "published": published,
        "by": by,
        "checked_by": list(checked_by),
        "reason": reason,
        "changed": [dict(change) for change in changed],
    }


def content_digest(canonical: Mapping[str, Any]) -> str:
    """The digest of what a revision says about the world, whenever and by whomever it was published."""
    return digest({name: value for name, value in canonical.items() if name not in OF_THE_PUBLICATION})


def headline_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """What lists say of a revision, as stored beside it."""
    return {
        "state": str(body["state"]),
        "mark": body["mark"],
        "answer": {lang: body["answer"][lang] for lang in LANGUAGES},
        "value": None if body["value"] is None else str(body["value"]),
        "unit": body["unit_name"],
        "first": body["window"]["from"].isoformat() if body["window"]["from"] else None,
        "last": body["window"]["to"].isoformat() if body["window"]["to"] else None,
        "series": body["series"] or "",
    }


def rows_summary(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many rows were used and rejected and why, in how many pages, and the digest of all pages."""
    rejected = Counter((row["why_code"], row["why"]) for row in rows if not row["used"])
    pages = pages_of(rows)
    return {
        "count": len(rows),
        "used": sum(1 for row in rows if row["used"]),
        "rejected": sum(rejected.values()),
        "rejected_because": [
            {"why_code": code, "why": why, "count": count} for (code, why), count in sorted(rejected.items())
        ],
        "pages": len(pages),
        "digest": digest([digest(list(page)) for page in pages]),
    }


def pages_of(rows: Sequence[Mapping[str, Any]]) -> list[Sequence[Mapping[str, Any]]]:
    """The rows in pages, in their order."""
    return [rows[start : start + ROWS_A_PAGE] for start in range(0, len(rows), ROWS_A_PAGE)]


def why_json(why: Why, names: Mapping[str, Words]) -> dict[str, Any]:
    """A reason with its English sentence, code and parameters, and the sentence in each language with names."""
    return {**why.as_json(), **in_words(why, names)}


def _row(inputs: Inputs, one: Assessed) -> dict[str, Any]:
    """One series beside the others: what the engine says of it, and its names."""
    return {
        **numbered(one.as_json()),
        "assertion": False,
        "name": dict(series_words(inputs, one)),
        "source_name": dict(inputs.names.sources.get(one.source or "", {})),
        "unit_name": dict(unit_words(inputs, one)),
        "mark": one.state.mark,
        "why_words": in_words(one.why, inputs.known_names()),
    }


def _assertions(inputs: Inputs, found: Computed) -> list[dict[str, Any]]:
    """The stated numbers without a total and a window, each once, in the same shape as the counts."""
    rows = []
    for stated in found.side.asserted:
        one = next((row for row in found.beside if row.series == stated.series), found.headline)
        source = dict(inputs.names.sources.get(stated.assertion.source, {"en": stated.assertion.source}))
        rows.append(
            {
                **stated.as_json(),
                "assertion": True,
                "name": source,
                "source_name": source,
                "unit_name": dict(unit_words(inputs, one)),
                "measured_point": one.measured_point,
                "promised": one.promised,
            }
        )
    return rows


def _holds(side: SideBySide, names: Mapping[str, Words]) -> dict[str, Any] | None:
    """What holds on every count that gives a total and a window, and the assertions that say otherwise."""
    if side.holds is None:
        return None
    told = _told(side.holds.as_json(), side.holds.why, names)
    note = side.holds.exceptions_why
    return {**told, "exceptions_why": why_json(note, names) if note is not None else None}


def _told(json: dict[str, Any], why: Why, names: Mapping[str, Words]) -> dict[str, Any]:
    """The engine's JSON with its reason said in every language."""
    return {**json, **why_json(why, names)}


def _reading_keys(inputs: Inputs) -> list[str]:
    return [reading.key for reading in inputs.duty.readings]


def _reading(inputs: Inputs, key: str, assessed: Sequence[Assessed]) -> dict[str, Any]:
    """A reading of the obligation as a peer of the figure's own: who holds it, and what each series says under it."""
    reading = next(one for one in inputs.duty.readings if one.key == key)
    return {
        "key": key,
        "text": dict(reading.text),
        "of_the_text": reading.of_the_text,
        "held_by": [
            {"key": source, "name": dict(inputs.names.sources.get(source, {}))} for source in reading.held_by
        ],
        "rule": reading.rule,
        "note": dict(reading.note),
        "is_the_figures": key == inputs.reading,
        "assessments": [
            {
                "series": one.series,
                "name": dict(series_words(inputs, one)),
                "from": one.first,
                "to": one.last,
                "value": one.value,
                "total": one.total,
                "low": one.low,
                "high": one.high,
                "low_total": one.low_total,
                "high_total": one.high_total,
                "promised": one.promised,
                "unit": one.unit,
                "unit_name": dict(unit_words(inputs, one)),
                "state": one.state,
                "mark": one.state.mark,
                "why": why_json(one.why, inputs.known_names()),
            }
            for one in assessed
            if one.reading == key and one.series is not None
        ],
    }
