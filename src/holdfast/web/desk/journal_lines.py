"""Lines of the journal as a viewer may see them: that something was done stays, of what lies above them not to what."""

from collections.abc import Sequence
from dataclasses import replace

from holdfast.claims.queries.claims import hidden_claims
from holdfast.evidence.queries.objects import hidden_objects
from holdfast.figures import queries as figures
from holdfast.journal import queries as journal
from holdfast.journal.types import JournalLine
from holdfast.people.types import Level, Viewer
from holdfast.record import queries as record
from holdfast.sources import queries as sources


def last_lines(viewer: Viewer, most: int) -> tuple[JournalLine, ...]:
    """The last lines, the latest first; actor and object are empty where the object is above the viewer's clearance."""
    found = journal.lines(after_seq=max(0, journal.head().seq - most))
    hidden = _hidden(viewer, [one.object_key for one in found])
    return tuple(
        replace(one, actor="", object_key="") if one.object_key in hidden else one for one in reversed(found)
    )


def _hidden(viewer: Viewer, objects: Sequence[str]) -> set[str]:
    if viewer.clearance >= Level.RESTRICTED:
        return set()
    hidden = set(hidden_objects(viewer, objects))
    named = {
        kind: [one for one in objects if one.startswith(kind)] for kind in ("document:", "series:", "figure:")
    }
    if named["document:"]:
        keys = [one.removeprefix("document:") for one in named["document:"]]
        seen = {one.key for one in sources.documents_list(viewer, keys, relays=False)}
        hidden |= {f"document:{key}" for key in keys if key not in seen}
    if named["series:"]:
        seen = set(record.series_keys(viewer).values())
        hidden |= {one for one in named["series:"] if one.removeprefix("series:") not in seen}
    if named["figure:"]:
        seen = {one.key for one in figures.figures_list(viewer)}
        hidden |= {one for one in named["figure:"] if one.removeprefix("figure:") not in seen}
    told = {one: one.partition(":")[2] for one in objects if one.startswith(("claim:", "review:"))}
    unseen = hidden_claims(viewer, told.values()) if told else set()
    return hidden | {one for one, key in told.items() if key in unseen}
