"""The claims a rumour is matched against (our own, and those of imported reviews), and the names of sources."""

from functools import lru_cache

from holdfast.claims.engine.match.aliases import Aliases, shipped_aliases
from holdfast.claims.engine.match.claims import Claim as Known
from holdfast.claims.keys import claim_key, imported_key
from holdfast.claims.models import Claim, ImportedReview
from holdfast.people.types import Viewer
from holdfast.sources.queries import sources_list


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


def names_known(viewer: Viewer) -> Aliases:
    """The names by which actors are told apart: those that come with Holdfast, and those of the desk's sources."""
    return _with_sources(
        tuple((one.key, tuple(dict.fromkeys(one.name.values()))) for one in sources_list(viewer))
    )


@lru_cache(maxsize=4)
def _with_sources(names: tuple[tuple[str, tuple[str, ...]], ...]) -> Aliases:
    """One table for one set of names, so that what was read by it is remembered."""
    return shipped_aliases().with_sources(dict(names))
