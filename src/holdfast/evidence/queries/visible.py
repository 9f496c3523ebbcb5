"""Which captures a viewer may see, and which of their parts: the one filter under every query about them."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from holdfast.evidence.models import Capture, Part
from holdfast.evidence.types import Compared, Role
from holdfast.people.types import Viewer


def visible(viewer: Viewer) -> QuerySet[Capture]:
    """The rows at or under the viewer's clearance; a document they may not see takes its captures with it."""
    return (
        Capture.objects.filter(_seen(viewer))
        .select_related("document", "earlier__document__source")
        .order_by("-started", "-id")
    )


def _seen(viewer: Viewer, to: str = "") -> Q:
    sees = viewer.clearance
    about = Q(
        **{f"{to}document__level__lte": sees, f"{to}document__source__level__lte": sees},
    )
    return (Q(**{f"{to}document__isnull": True}) | about) & Q(**{f"{to}level__lte": sees})


def earlier_is_seen(viewer: Viewer) -> Q:
    """That the viewer may see the capture which a row was held against, too."""
    return Q(earlier__isnull=False) & _seen(viewer, "earlier__")


def earlier_seen(viewer: Viewer, row: Capture) -> str | None:
    """The key of the capture that this one was held against, where the viewer may see that one too."""
    before = row.earlier
    if before is None or not viewer.sees(before.level):
        return None
    about = before.document
    return (
        None if about and not (viewer.sees(about.level) and viewer.sees(about.source.level)) else before.key
    )


def compared_seen(viewer: Viewer, row: Capture) -> Compared:
    """How a capture compares, as this viewer may know it: with an earlier one they may not see, it is their first."""
    return Compared(row.compared) if earlier_seen(viewer, row) else Compared.FIRST


def parts_seen(viewer: Viewer) -> Q:
    """Of the parts of captures that the viewer sees, those that are not for fewer people than their capture."""
    follows = Q(level__lte=F("capture__collected_level")) & ~Q(role=Role.METADATA)
    return follows | Q(level__lte=viewer.clearance)


def part_level(row: Capture, part: Part) -> int:
    """Who may see a part: whoever sees its capture, now as when it was collected, unless it was for fewer people."""
    follows = part.level <= row.collected_level and part.role != Role.METADATA
    return int(row.level if follows else max(part.level, row.level))
