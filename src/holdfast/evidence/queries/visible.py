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
        .select_related("document", "earlier")
        .order_by("-started", "-id")
    )
