"""What stands on the page of an agreement and of an obligation."""

from collections.abc import Mapping
from typing import Any

from holdfast.agreements.errors import ObligationUnknown
from holdfast.agreements.outline import AgreementView, ClauseLine, ObligationLine, ReadingLine
from holdfast.figures import queries as figures
from holdfast.people.types import Viewer
from holdfast.web.agreements.months import strip_of
from holdfast.web.agreements.voices import voice_of, voice_of_assertion
from holdfast.web.board.gather import Gathered, gathered, gathered_with_sources
from holdfast.web.board.lines import agreement_line, duty_line, owed_text
from holdfast.web.board.standing import duty_of
from holdfast.web.figures.rules import figures_shown


def agreement_page(viewer: Viewer, key: str) -> dict[str, Any]:
    """Everything on the page of one agreement."""
    found = gathered(viewer)
    view = found.view(key)
    stored = found.stored[key]
    return {
        "agreement": view,
        "line": agreement_line(found, key) if key in found.standings else None,
        "strip": strip_of(stored, found.standings[key]),
        "clauses": [_clause(found, view, clause) for clause in view.clauses],
        "texts": stored.outline.texts,
        "references": stored.outline.references,
        "relations": stored.outline.relations,
        "figures": figures_shown(viewer, key),
    }


def _clause(found: Gathered, view: AgreementView, clause: ClauseLine) -> dict[str, Any]:
    duties = [
        duty_of(view, clause, line, _assessed(found, view.key, line.key)) for line in clause.obligations
    ]
    return {
        "clause": clause,
        "duties": [{"duty": duty, "bearer": view.party_name(duty.bearer)} for duty in duties],
    }


def _assessed(found: Gathered, agreement: str, obligation: str) -> list[Mapping[str, Any]]:
    stored = found.stored.get(agreement)
    return [one for one in (stored.assessments if stored else ()) if one["obligation"] == obligation]


def obligation_page(viewer: Viewer, key: str, duty: str) -> dict[str, Any]:
    """Everything on the page of one obligation; raises ObligationUnknown."""
    found = gathered_with_sources(viewer)
    view = found.view(key)
    clause, line = _find(view, duty)
    assessed = _assessed(found, key, duty)
    sides = found.sides_of(key, duty)
    whole = duty_of(view, clause, line, assessed)
    return {
        "agreement": view,
        "clause": clause,
        "duty": line,
        "bearer": view.party_name(line.bearer),
        "owed": owed_text(found, line, assessed),
        "line": duty_line(found, whole),
        "no_dispute": _once(
            one["no_dispute"] for side in sides.values() for one in side["asserted"] if one.get("no_dispute")
        ),
        "readings": [_reading(found, one, assessed, sides.get(one.key)) for one in line.readings],
        "waits_on": _once(one for row in assessed for one in row.get("waits_on") or ()),
        "denied": _once(one for row in assessed for one in row.get("denied") or ()),
        "sources": found.sources,
        "titles": {one.key: one.title for one in view.obligations},
        "findings": [one for one in figures.findings_list(viewer, agreement=key) if one.obligation == duty],
        "figures": figures_shown(viewer, key, duty),
    }


def _find(view: AgreementView, duty: str) -> tuple[ClauseLine, ObligationLine]:
    for clause in view.clauses:
        for line in clause.obligations:
            if line.key == duty:
                return clause, line
    raise ObligationUnknown("There is no such obligation", next_step="Look at the page of the agreement")


def _reading(
    found: Gathered, reading: ReadingLine, assessed: list[Mapping[str, Any]], side: Mapping[str, Any] | None
) -> dict[str, Any]:
    own = [one for one in assessed if one["reading"] == reading.key]
    asserted = side["asserted"] if side else ()
    return {
        "reading": reading,
        "held_by": [found.sources[key] for key in reading.held_by if key in found.sources],
        "voices": [
            *(voice_of(found, one) for one in own if one["series"] and not _only_asserted(one, asserted)),
            *(voice_of_assertion(found, one) for one in asserted),
        ],
        "holds": side.get("holds") if side else None,
        "bands": side["bands"] if side else (),
        "refused": side["refused"] if side else (),
    }


def _only_asserted(one: Mapping[str, Any], asserted: Any) -> bool:
    """A series that has no values stands there as its assertion already."""
    return one["value"] is None and any(found["series"] == one["series"] for found in asserted)


def _once(found: Any) -> list[Mapping[str, Any]]:
    seen: dict[str, Mapping[str, Any]] = {}
    for one in found:
        seen.setdefault(f"{one.get('why')}{one.get('text')}", one)
    return list(seen.values())
