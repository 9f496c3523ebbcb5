"""Keeping what others publish of claims, and linking it: a named person alone says what it is about."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import IntegrityError

from holdfast.base.clock import now
from holdfast.base.errors import shown
from holdfast.claims.actions import given
from holdfast.claims.engine.claimreview import FoundReview, ReviewsNotReadable, read_claim_reviews
from holdfast.claims.errors import ImportedUnknown, ImportRefused
from holdfast.claims.facts import imported_facts, link_facts
from holdfast.claims.keys import imported_key, imported_number
from holdfast.claims.models import ImportedLink, ImportedReview
from holdfast.journal.actions import recording
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Viewer

_AT_ONCE = 500
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import kept: the new reviews' keys, how many were there already, and what was passed over and why."""

    keys: tuple[str, ...]
    known: int
    passed_over: tuple[str, ...]


def import_reviews(
    *, viewer: Viewer, data: bytes, name: str = "the file", level: int = Level.DESK, skip_broken: bool = False
) -> Imported:
    """Keep the ClaimReviews of a file, all or none; those that are here already are left alone.

    Where some of them lack what a review must say, nothing is kept, unless `skip_broken` asks for the others. Raises
    NotAllowed, ReviewsNotReadable, ImportRefused, ClaimInvalid.
    """
    require(viewer, Permission.EDIT)
    level = given.level_within(viewer, level)
    read = read_claim_reviews(data, name)
    if read.broken and not skip_broken:
        more = len(read.broken) - _TOLD
        raise ImportRefused(
            f"{name}: " + " ".join(read.broken[:_TOLD]) + (f" And {more:,} more like it" if more > 0 else ""),
            untouched="Nothing was kept",
            next_step="Mend them, or keep the others alone: --skip-broken",
        )
    if not read.reviews:
        raise ReviewsNotReadable(f"{name}: no review in it can be read", untouched="Nothing was kept")
    by_digest: dict[str, FoundReview] = {sha256(one.raw).hexdigest(): one for one in read.reviews}
    keys: tuple[str, ...] = ()
    try:
        with recording(actor=viewer.key, verb="import_reviews", object_key="imported") as entry:
            there = _there(list(by_digest))
            fresh = [(digest, one) for digest, one in by_digest.items() if digest not in there]
            rows = [
                ImportedReview(
                    url=one.url,
                    publisher=one.publisher,
                    publisher_url=one.publisher_url,
                    claim_text=one.claim_text,
                    claimant=one.claimant,
                    rating=one.rating,
                    language=one.language,
                    said=one.said,
                    raw=one.raw.decode("utf-8"),
                    digest=digest,
                    by=viewer.key,
                    at=now(),
                    level=level,
                    batch=entry.batch,
                )
                for digest, one in fresh
            ]
            ImportedReview.objects.bulk_create(rows, batch_size=_AT_ONCE)
            if rows:
                keys = tuple(
                    imported_key(id_)
                    for id_ in ImportedReview.objects.filter(batch=entry.batch)
                    .order_by("id")
                    .values_list("id", flat=True)
                )
                entry.commit_to([imported_facts(one) for one in rows], count=len(rows))
            else:
                entry.void()
    except IntegrityError as error:
        raise ImportRefused(
            f"{name}: another import kept some of these reviews at the same moment",
            untouched="Nothing was kept",
            next_step="Import it again: what is there is left alone",
        ) from error
    return Imported(keys, len(read.reviews) - len(keys), read.broken)


def link_imported(*, viewer: Viewer, imported: str, claim: str | None, reason: str) -> None:
    """Say which claim of this desk an imported review is about; with None, that it is about none after all.

    No matching links anything. Raises NotAllowed, ImportedUnknown, ClaimUnknown, ClaimInvalid.
    """
    require(viewer, Permission.EDIT)
    why = given.written(reason, "reason")
    with recording(actor=viewer.key, verb="link_imported", object_key=f"imported:{imported[:100]}") as entry:
        found = ImportedReview.objects.filter(level__lte=viewer.clearance, id=imported_number(imported))
        row = found.defer("raw").select_for_update().first()
        if row is None:
            raise ImportedUnknown(f"There is no imported review {shown(imported)}", untouched=given.UNTOUCHED)
        about = given.claim_for(viewer, claim) if claim else None
        last = ImportedLink.objects.filter(imported=row).order_by("-id").first()
        if (last.claim_id if last else None) == (about.id if about else None):
            raise given.invalid(
                f"{row} is {'linked to ' + str(about) if about else 'linked to no claim'} already"
            )
        made = ImportedLink.objects.create(
            imported=row, claim=about, reason=why, by=viewer.key, at=now(), batch=entry.batch
        )
        entry.commit_to(link_facts(made))


def _there(digests: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(digests), _AT_ONCE):
        part = ImportedReview.objects.filter(digest__in=digests[start : start + _AT_ONCE])
        found.update(part.values_list("digest", flat=True))
    return found
