"""Counters that fell, stored for the pages of sources: to find them, every row of every counter is read."""

from collections.abc import Collection
from contextlib import suppress

from holdfast.base.canonical import canonical_json, canonical_loads
from holdfast.figures.errors import SnapshotUnreadable
from holdfast.figures.models import CounterReading
from holdfast.figures.snapshot import plain, restored
from holdfast.figures.touched import touched_in_query, touched_seq
from holdfast.people.types import Viewer
from holdfast.record.queries import counter_falls
from holdfast.record.types import CounterFall


def falls_of(viewer: Viewer, series: Collection[str]) -> tuple[CounterFall, ...]:
    """Every fall of these counters with its ruling, by series: in one query as they were last stored for this
    clearance; from the rows of these counters alone where the record has changed since."""
    if not series:
        return ()
    body = (
        CounterReading.objects.filter(clearance=int(viewer.clearance), seq__gte=touched_in_query())
        .values_list("body", flat=True)
        .first()
    )
    if body is not None:
        with suppress(SnapshotUnreadable):  # another version of the software wrote it
            return tuple(
                restored(CounterFall, one) for one in canonical_loads(body) if one["series"] in series
            )
    return counter_falls(viewer, series)


def refresh_falls(viewer: Viewer) -> None:
    """Store every fall that this clearance sees, unless what is stored still holds."""
    clearance, seq = int(viewer.clearance), touched_seq()
    if not CounterReading.objects.filter(clearance=clearance, seq__gte=seq).exists():
        body = canonical_json([plain(one) for one in counter_falls(viewer)]).decode("utf-8")
        CounterReading.objects.update_or_create(clearance=clearance, defaults={"seq": seq, "body": body})
