"""Findings of the audit as the pages of sources and figures show them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from holdfast.claims.engine.audit.found import AuditKind
from holdfast.claims.queries.audit import Audited, audit_findings
from holdfast.people.types import Viewer
from holdfast.web.remembering import remembered
from holdfast.web.writing import language

MOST_SHOWN = 20


def of_source(viewer: Viewer, source: str) -> list[dict[str, Any]]:
    """What the audit finds in the numbers that a source counts or states."""
    return _shown(one for one in _all(viewer) if source in one.sources)


def of_figure(viewer: Viewer, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the audit finds in the series of a figure, as the record is now; parts and a total that its page
    sets side by side with the reason are not said again.

    A figure that rests on no stated total, average or share asks nothing of the record.
    """
    rows = body["side_by_side"]["rows"] if body else []
    if not any(row.get("stated_checks") or row.get("averages") or row.get("assertion") for row in rows):
        return []
    series = {row.get("series") for row in rows} | {body.get("series")}
    told = _parts_told(rows)
    return _shown(
        one
        for one in _all(viewer)
        if one.series & series and not (one.finding.kind is AuditKind.PARTS and one.series & told)
    )


def _all(viewer: Viewer) -> tuple[Audited, ...]:
    return remembered(viewer, ("audit",), lambda: audit_findings(viewer))


def _parts_told(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """The series of which the page says that their parts do not add up, with both numbers and the reason.

    Of a stated average it says what is recomputed and what was stated, each by itself: the finding is said.
    """
    return {
        str(row.get("series") or "")
        for row in rows
        for one in (*(row.get("coverage_notes") or ()), *(row.get("notes") or ()))
        if one.get("why_code") == "parts-differ-from-total"
    }


def _shown(found: Iterable[Audited]) -> list[dict[str, Any]]:
    return list(_lines(found))[:MOST_SHOWN]


def _lines(found: Iterable[Audited]) -> Iterator[dict[str, Any]]:
    words = _words()
    for one in found:
        yield {
            "kind": words[one.finding.kind],
            "why": one.finding.why.render(language()),
            "documents": one.documents[:4],
        }


def _words() -> dict[AuditKind, str]:
    return {
        AuditKind.PARTS: gettext("Parts and total"),
        AuditKind.PART_ABOVE_WHOLE: gettext("Part above its whole"),
        AuditKind.AVERAGE: gettext("Average"),
        AuditKind.RATE: gettext("Share of what was promised"),
        AuditKind.SHARE: gettext("Share"),
        AuditKind.PROMISE: gettext("Promised total"),
        AuditKind.WINDOW: gettext("Question about the window"),
        AuditKind.RELAYS: gettext("Two relays"),
        AuditKind.WORDS: gettext("Two relays, other words"),
        AuditKind.TWO_VALUES: gettext("Two values"),
        AuditKind.DUPLICATE: gettext("Told twice"),
        AuditKind.FALLS: gettext("A count that falls"),
        AuditKind.RESTATED: gettext("Restated"),
        AuditKind.PERCENT: gettext("Above 100 per cent"),
        AuditKind.NEGATIVE: gettext("Below zero"),
        AuditKind.PERIOD: gettext("Period reversed"),
        AuditKind.PUBLISHED: gettext("Published before its period ends"),
    }
