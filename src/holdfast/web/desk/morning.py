"""What the morning page shows: new lines of the journal, counters that fell, stale figures, silent sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.base.clock import today
from holdfast.figures import queries as figures
from holdfast.journal import queries as journal
from holdfast.people.types import Permission, Viewer
from holdfast.record import queries as record
from holdfast.sources import queries as sources
from holdfast.web.remembering import remembered

LINES = 20
SILENT_AFTER = 7  # days
MOST = 20


@dataclass(frozen=True, slots=True)
class Silence:
    """A source that used to speak, and since when it has not."""

    key: str
    name: Mapping[str, str]
    last: date
    days: int


def morning(viewer: Viewer) -> dict[str, Any]:
    """Everything on the page; what a role may not act on is shown without its button."""
    return {
        "lines": reversed(journal.lines(after_seq=max(0, journal.head().seq - LINES))),
        "falls": remembered(viewer, ("falls",), lambda: record.counter_falls(viewer, open_only=True)),
        "stale": remembered(viewer, ("stale",), lambda: figures.stale_figures(viewer)),
        "unpublished": [one for one in figures.figures_list(viewer) if one.revision is None],
        "silent_after": SILENT_AFTER,
        "silent": remembered(viewer, ("silent",), lambda: silences(viewer)),
        "may": {permission.value: viewer.may(permission) for permission in Permission},
    }


def silences(viewer: Viewer) -> tuple[Silence, ...]:
    """Sources with more than one document whose last one is older than a week, the longest silent first."""
    said: dict[str, list[Any]] = {}
    for document in sources.documents_list(viewer):
        if document.said_last is not None:
            said.setdefault(document.source, []).append(document)
    now = today("UTC")
    found = []
    for key, documents in said.items():
        last = max(document.said_last for document in documents)
        days = (now - last).days
        if len(documents) > 1 and days > SILENT_AFTER:
            found.append(Silence(key, documents[0].source_name, last, days))
    return tuple(sorted(found, key=lambda one: -one.days)[:MOST])
