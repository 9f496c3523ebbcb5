"""The canonical body of a revision: everything it says, from the engine's words and the stored inputs alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.sides import SideBySide
from holdfast.agreements.engine.tallies import Side
from holdfast.agreements.types import Rule
from holdfast.base.canonical import digest
from holdfast.base.language import LANGUAGES
from holdfast.base.why import Why
from holdfast.base.why import Words as ByLanguage
from holdfast.figures.answer import (
    answer,
    averages,
    in_words,
    observed_words,
    series_words,
    standing,
    unit_said,
    unit_words,
)
from holdfast.figures.compute import (
    Computed,
    headline_value,
    is_state,
    numbered,
    only_asserted,
    shown_value,
)
from holdfast.figures.disagreements import asserted_unit, disagreements, stated_words
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
    duty = inputs.duty
    names = inputs.known_names()
    state, why = standing(found)
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
        "answer": answer(inputs, found).as_json(),
        "state": state,
        "mark": state.mark,
        "why": why_json(why, names),
        **_numbers(inputs, found),
        "band": {
            "ranges": [_told(band.as_json(), band.why, names) for band in found.side.bands],
            "refused": [why_json(why, names) for why in found.side.refused],
        },
        "disagreements": disagreements(inputs, found),
        "no_dispute": [why_json(one.no_dispute, names) for one in found.side.asserted if one.no_dispute],
        "side_by_side": {
            "rows": [_row(inputs, one) for one in found.beside if not only_asserted(one)]
            + _assertions(inputs, found),
            "holds": _holds(found.side, names),
        },
        "readings": _readings(inputs, found),
        "independent_counters": len(found.side.counters),
        "counters": [
            {**counter.as_json(), "name": dict(inputs.names.sources.get(counter.key, {}))}
            for counter in found.side.counters
        ],
        "sides": [_side(inputs, found, side) for side in found.side.sides],
        "coverage_notes": _notes(inputs, found, "coverage_notes"),
        "notes": _notes(inputs, found, "notes"),
        "caveats": [dict(caveat) for caveat in inputs.all_caveats],
        "rows_summary": dict(rows),
    }


def _numbers(inputs: Inputs, found: Computed) -> dict[str, Any]:
    """The one number of the figure with its bounds and days; none where several counts are asked for."""
    head = found.headline
    one = None if found.several else head
    number = None if one is None or is_state(one) else one
    promised = {count.promised for count in found.counts} or {head.promised}
    windows = {(count.first, count.last) for count in found.counts} or {(head.first, head.last)}
    first, last = windows.pop() if len(windows) == 1 else (None, None)
    return {
        "value": headline_value(head) if number else None,
        "total": number.total if number else None,
        "unit": head.unit,
        "unit_name": dict(unit_words(inputs, head)),
        "unit_said": dict(unit_said(inputs, head)),
        "per": head.unit_per,
        "low": number.low if number else None,
        "high": number.high if number else None,
        "low_total": number.low_total if number else None,
        "high_total": number.high_total if number else None,
        "stated": number.stated if number else None,
        "averages": averages(inputs, one) if one is not None else [],
        "promised": promised.pop() if len(promised) == 1 else None,
        "shortfall": number.shortfall.as_json() if number and number.shortfall else None,
        "counts": [_count(inputs, count, alone=not found.several) for count in found.counts],
        "observed_state": observed_words(inputs, one) if one is not None else None,
        "rule": head.rule,
        "series": one.series if one is not None else None,
        "window": {
            "from": first,
            "to": last,
            "days": (last - first).days + 1 if first and last else None,
            "own": one.own_window if one is not None else None,
        },
        "days": one.days.as_json() if one is not None else None,
    }


def _count(inputs: Inputs, one: Assessed, *, alone: bool) -> dict[str, Any]:
    """One of the counts a figure asks for: its number, of which series, over which days."""
    return {
        "series": one.series,
        "name": dict(series_words(inputs, one)),
        "value": headline_value(one) if alone else shown_value(one),
        "per": one.unit_per,
        "unit_said": dict(unit_said(inputs, one)),
        "low": one.low,
        "high": one.high,
        "total": one.total,
        "promised": one.promised,
        "state": one.state,
        "averages": averages(inputs, one),
        "window": {"from": one.first, "to": one.last, "days": one.days.in_window, "own": one.own_window},
    }


def _side(inputs: Inputs, found: Computed, side: Side) -> dict[str, Any]:
    """One side of those whose numbers are in the figure; a statement that gives none of them is not counted."""
    mine = [one for one in found.beside if one.series is not None and one.party == side.party]
    asserted = {stated.key for one in mine for stated in one.assertions}
    asserted |= {check.assertion for one in mine for check in one.stated_checks}
    numbers = sum(len(one.used) for one in mine) + len(asserted)
    return {
        **side.as_json(),
        "statements": min(side.statements, numbers),
        "numbers": numbers,
        "name": dict(inputs.names.parties.get(side.party or "", {})),
    }


def _notes(inputs: Inputs, found: Computed, name: str) -> list[dict[str, Any]]:
    """What is to be known of the number; of several counts, which of them it is about."""
    names = inputs.known_names()
    if not found.several:
        return [why_json(why, names) for why in getattr(found.headline, name)]
    about: dict[Why, list[Words]] = {}
    for one in found.counts:
        for why in getattr(one, name):
            about.setdefault(why, []).append(series_words(inputs, one))
    return [
        why_json(_of_series(why, series, names) if len(series) < len(found.counts) else why, names)
        for why, series in about.items()
    ]


def _of_series(why: Why, series: Sequence[Words], names: Mapping[str, Words]) -> Why:
    return Why.of(
        "figure-of-series",
        series=[ByLanguage.of(words) for words in series],
        told=ByLanguage.of(in_words(why, names)),
    )


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
        "counts": [str(count["value"]) for count in body["counts"]] if len(body["counts"]) > 1 else [],
        "at_least": _no_upper_end(body),
        "observed_state": body["observed_state"],
        "unit": {} if body["observed_state"] else body["unit_name"],
        "unit_said": body["unit_said"],
        "rule": body["rule"] or "",
        "per": body["per"],
        "first": body["window"]["from"].isoformat() if body["window"]["from"] else None,
        "last": body["window"]["to"].isoformat() if body["window"]["to"] else None,
        "series": body["series"] or "",
    }


def _no_upper_end(body: Mapping[str, Any]) -> bool:
    """Whether the one number was said as "at least", or seen in part."""
    total = body["rule"] == Rule.COUNT and body["total"] is not None
    low, high = (body["low_total"], body["high_total"]) if total else (body["low"], body["high"])
    return body["value"] is not None and low is not None and high is None


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
        "unit_said": dict(unit_said(inputs, one)),
        **_without_code(inputs, one),
        "mark": one.state.mark,
        "why_words": in_words(one.why, inputs.known_names()),
    }


def _without_code(inputs: Inputs, one: Assessed) -> dict[str, Any]:
    """A state has a name and no number: its code is none."""
    if not is_state(one):
        return {}
    return {"value": None, "low": None, "high": None, "observed_state": observed_words(inputs, one)}


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
                "unit_said": dict(asserted_unit(inputs, found, stated)),
                "stated_words": dict(stated_words(stated.assertion.value, stated.assertion.qualifier)),
                "measured_point": one.measured_point,
                "promised": one.promised,
            }
        )
    return rows


def _holds(side: SideBySide, names: Mapping[str, Words]) -> dict[str, Any] | None:
    """What holds on every count that gives a total and a window, and the assertions that say otherwise.

    Nothing "holds on every count" where there is one.
    """
    if side.holds is None or len(side.holds.below + side.holds.reached + side.holds.not_told) < 2:
        return None
    told = _told(side.holds.as_json(), side.holds.why, names)
    note = side.holds.exceptions_why
    return {**told, "exceptions_why": why_json(note, names) if note is not None else None}


def _told(json: dict[str, Any], why: Why, names: Mapping[str, Words]) -> dict[str, Any]:
    """The engine's JSON with its reason said in every language."""
    return {**json, **why_json(why, names)}


def _readings(inputs: Inputs, found: Computed) -> list[dict[str, Any]]:
    """The readings of the obligation that answer this question, as peers, the figure's own among them."""
    told = [_reading(inputs, reading.key, found.peers) for reading in inputs.duty.readings]
    return [reading for reading in told if reading["is_the_figures"] or reading["assessments"]]


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
            _under(inputs, one)
            for one in assessed
            if one.reading == key and one.series is not None and not only_asserted(one)
        ],
    }


def _under(inputs: Inputs, one: Assessed) -> dict[str, Any]:
    """What one series says under a reading."""
    return {
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
        "unit_said": dict(unit_said(inputs, one)),
        "observed_state": None,
        **_without_code(inputs, one),
        "state": one.state,
        "mark": one.state.mark,
        "why": why_json(one.why, inputs.known_names()),
    }
