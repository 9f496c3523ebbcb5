"""Reading what others published of claims."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from holdfast.base.errors import shown
from holdfast.claims.errors import ImportedUnknown
from holdfast.claims.keys import claim_key, imported_number
from holdfast.claims.models import Claim, ImportedLink, ImportedReview
from holdfast.claims.stored import ImportedView
from holdfast.people.signing import name_shown
from holdfast.people.types import Viewer


def imported_list(
    viewer: Viewer, *, claims: Collection[int] | None = None, start: int = 0, limit: int | None = None
) -> tuple[ImportedView, ...]:
    """Imported reviews, the latest first, or those linked to claims of these ids; two queries."""
    found = _visible(viewer)
    if claims is not None:
        found = found.filter(about__in=list(claims))
    rows = list(found[start : None if limit is None else start + limit])
    wanted = {row.about for row in rows if row.about}
    seen = set(Claim.objects.filter(id__in=wanted, level__lte=viewer.clearance).values_list("id", flat=True))
    return tuple(_view(viewer, row, seen) for row in rows)


def imported_count(viewer: Viewer) -> int:
    """How many imported reviews this viewer may see."""
    return ImportedReview.objects.filter(level__lte=viewer.clearance).count()


def imported_detail(viewer: Viewer, key: str) -> ImportedView:
    """One imported review; raises ImportedUnknown."""
    row = _visible(viewer).filter(id=imported_number(key)).first()
    if row is None:
        raise ImportedUnknown(
            f"There is no imported review {shown(key)}", next_step="Look at the list of imported reviews"
        )
    seen = Claim.objects.filter(id=row.about or 0, level__lte=viewer.clearance).values_list("id", flat=True)
    return _view(viewer, row, set(seen))


def imported_raw(viewer: Viewer, key: str) -> str:
    """The JSON one came as, canonical; raises ImportedUnknown."""
    row = ImportedReview.objects.filter(level__lte=viewer.clearance, id=imported_number(key)).first()
    if row is None:
        raise ImportedUnknown(f"There is no imported review {shown(key)}")
    return str(row.raw)


def linked_reviews(viewer: Viewer, claims: Collection[int]) -> dict[int, list[ImportedView]]:
    """By claim the imported reviews that a named person linked to it; two queries."""
    found: dict[int, list[ImportedView]] = defaultdict(list)
    numbers = {claim_key(id_): id_ for id_ in claims}
    for one in imported_list(viewer, claims=claims):
        if one.claim in numbers:
            found[numbers[one.claim]].append(one)
    return found


def _visible(viewer: Viewer) -> QuerySet[Any]:
    last = ImportedLink.objects.filter(imported=OuterRef("pk")).order_by("-id")
    return (
        ImportedReview.objects.filter(level__lte=viewer.clearance)
        .defer("raw")
        .annotate(
            about=Subquery(last.values("claim")[:1]),
            linker=Subquery(last.values("by")[:1]),
            link_why=Subquery(last.values("reason")[:1]),
        )
        .order_by("-id")
    )


def _view(viewer: Viewer, row: Any, seen: Collection[int]) -> ImportedView:
    linked = row.about in seen
    return ImportedView(
        key=str(row),
        url=row.url,
        publisher=row.publisher,
        publisher_url=row.publisher_url,
        claim_text=row.claim_text,
        claimant=row.claimant,
        rating=row.rating,
        language=row.language,
        said=row.said,
        at=row.at,
        by=name_shown(viewer, row.by),
        claim=claim_key(row.about) if linked else None,
        linked_by=name_shown(viewer, row.linker) if linked else None,
        linked_why=row.link_why if linked else "",
    )
