"""What the morning page shows: new reports, values restated, counters that fell, stale figures, silent sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from holdfast.base.clock import now, today
from holdfast.cases.update_queries import watched_list
from holdfast.figures import queries as figures
from holdfast.journal import queries as journal
from holdfast.people.types import Permission, Viewer
from holdfast.record import queries as record
from holdfast.record.types import Correction
from holdfast.sources import queries as sources
from holdfast.sources.types import DocumentDef
from holdfast.web.desk.journal_lines import last_lines
from holdfast.web.evidence.deskpage import waiting
from holdfast.web.record.values import state_names
from holdfast.web.remembering import remembered

LINES = 20
SILENT_AFTER = 7  # days
MOST = 20
LOOKED_BACK = (1, 7)  # days; nobody keeps when a person was here last


@dataclass(frozen=True, slots=True)
class Silence:
    """A source, and since when it has not spoken."""

    key: str
    name: Mapping[str, str]
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class Report:
    """A document that is new here, or that new rows stand in, with how many."""

    document: DocumentDef
    rows: int


@dataclass(frozen=True, slots=True)
class Some:
    """As much of a list as a morning has time for, and how many more there are."""

    shown: tuple[Any, ...]
    more: int

    @classmethod
    def of(cls, found: list[Any]) -> "Some":
        """The first of them."""
        return cls(tuple(found[:MOST]), max(0, len(found) - MOST))


def morning(viewer: Viewer, days: str = "") -> dict[str, Any]:
    """Everything on the page; what a role may not act on is shown without its button."""
    back = next((one for one in LOOKED_BACK if str(one) == days), LOOKED_BACK[0])
    since = now() - timedelta(days=back)
    corrected = [one for one in record.corrections(viewer) if one.at >= since]
    return {
        "back": back,
        "backs": LOOKED_BACK,
        "reports": Some.of(_reports(viewer, journal.seq_at(since))),
        "restated": Some.of(_of_kind(corrected, "correction")),
        "returned": Some.of(_of_kind(corrected, "back")),
        "withdrawn": Some.of(_of_kind(corrected, "withdrawal")),
        "state_names": state_names(viewer),
        "lines": last_lines(viewer, LINES),
        "falls": remembered(viewer, ("falls",), lambda: record.counter_falls(viewer, open_only=True)),
        "stale": remembered(viewer, ("stale",), lambda: figures.stale_figures(viewer)),
        "unpublished": [one for one in figures.figures_list(viewer) if one.revision is None],
        "silent_after": SILENT_AFTER,
        "silent": Some.of(remembered(viewer, ("silent",), lambda: silences(viewer))),
        **_watched(viewer),
        **waiting(viewer, MOST),
        "may": {permission.value: viewer.may(permission) for permission in Permission},
    }


def _watched(viewer: Viewer) -> dict[str, Any]:
    """Files on which a person has to decide, and those whose fetches fail otherwise."""
    wrong = [one for one in watched_list(viewer) if one.wrong is not None]
    return {
        "owed": [one for one in wrong if one.owed is not None],
        "failing": [one for one in wrong if one.owed is None],
    }


def _of_kind(found: list[Correction], kind: str) -> list[Correction]:
    return [one for one in found if one.kind == kind]


def _reports(viewer: Viewer, seq: int) -> list[Report]:
    """New documents, and those in which new rows stand, the latest said first."""
    rows = record.new_rows(viewer, since_seq=seq)
    found = sources.documents_by_id(viewer, {*rows, *sources.documents_recorded(viewer, since_seq=seq)})
    reports = [Report(document, rows.get(id_, 0)) for id_, document in found.items()]
    return sorted(
        reports, key=lambda one: (one.document.said_last or date.min, one.document.key), reverse=True
    )


def silences(viewer: Viewer) -> list[Silence]:
    """Sources whose last document is older than a week, the last to fall silent first."""
    last: dict[str, DocumentDef] = {}
    for document in sources.documents_list(viewer, relays=False):
        before = last.get(document.source)
        if document.said_last and (
            before is None or before.said_last is None or before.said_last < document.said_last
        ):
            last[document.source] = document
    day = today("UTC")
    found = [
        Silence(key, one.source_name, one.said_last, (day - one.said_last).days)
        for key, one in last.items()
        if one.said_last is not None and (day - one.said_last).days > SILENT_AFTER
    ]
    return sorted(found, key=lambda one: (one.days, one.key))
