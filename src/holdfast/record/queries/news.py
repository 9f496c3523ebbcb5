"""Rows that are new since a line of the journal, by the document they stand in."""

from collections import Counter

from django.db.models import Count

from holdfast.journal.queries import batches_after
from holdfast.people.types import Viewer
from holdfast.record.models import Observation

_AT_ONCE = 500


def new_rows(viewer: Viewer, *, since_seq: int) -> dict[int, int]:
    """How many rows were recorded for the first time after a line, by document id; one query for each 500 lines."""
    batches = sorted(batches_after(since_seq))
    found: Counter[int] = Counter()
    for start in range(0, len(batches), _AT_ONCE):
        rows = Observation.objects.filter(
            batch__in=batches[start : start + _AT_ONCE],
            supersedes=None,
            level__lte=viewer.clearance,
            series__level__lte=viewer.clearance,
            series__indicator__level__lte=viewer.clearance,
            series__source__level__lte=viewer.clearance,
            document__level__lte=viewer.clearance,
            document__source__level__lte=viewer.clearance,
        )
        found.update(dict(rows.order_by().values_list("document").annotate(Count("pk"))))
    return dict(found)
