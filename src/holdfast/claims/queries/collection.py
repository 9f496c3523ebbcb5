"""The claims a rumour is matched against: the desk's own collection, and those of imported reviews."""

from holdfast.claims.engine.match.claims import Claim as Known
from holdfast.claims.keys import claim_key, imported_key
from holdfast.claims.models import Claim, ImportedReview
from holdfast.people.types import Viewer


def claims_collection(viewer: Viewer) -> tuple[Known, ...]:
    """Every claim the viewer may see by its key, then the claims that imported reviews are about; two queries."""
    ours = Claim.objects.filter(level__lte=viewer.clearance).order_by("id")
    found = [
        Known(claim_key(id_), text, "", "", language or None)
        for id_, text, language in ours.values_list("id", "text", "language").iterator()
    ]
    others = ImportedReview.objects.filter(level__lte=viewer.clearance).order_by("id")
    found.extend(
        Known(imported_key(id_), text, "", "", language or None)
        for id_, text, language in others.values_list("id", "claim_text", "language").iterator()
    )
    return tuple(found)
