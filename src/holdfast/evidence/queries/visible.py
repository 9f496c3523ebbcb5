"""Which captures a viewer may see: the one filter under every query about them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from holdfast.evidence.models import Capture
from holdfast.people.types import Viewer


def visible(viewer: Viewer) -> QuerySet[Capture]:
    """The rows at or under the viewer's clearance; a document they may not see takes its captures with it."""
    return (
        Capture.objects.filter(
            Q(document__isnull=True)
            | Q(document__level__lte=viewer.clearance, document__source__level__lte=viewer.clearance),
            level__lte=viewer.clearance,
        )
        .select_related("document", "earlier__document__source")
        .order_by("-started", "-id")
    )


def earlier_seen(viewer: Viewer, row: Capture) -> str | None:
    """The key of the capture that this one was held against, where the viewer may see that one too."""
    before = row.earlier
    if before is None or not viewer.sees(before.level):
        return None
    about = before.document
    return (
        None if about and not (viewer.sees(about.level) and viewer.sees(about.source.level)) else before.key
    )
