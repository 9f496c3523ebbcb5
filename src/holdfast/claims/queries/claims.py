"""Reading claims and their reviews: whoever is not of the desk sees published reviews alone, and withdrawn ones."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from holdfast.base.canonical import canonical_loads
from holdfast.base.errors import shown
from holdfast.claims.errors import ClaimReviewUnknown, ClaimUnknown
from holdfast.claims.keys import claim_number, review_key, review_number
from holdfast.claims.models import Claim, Relay, Review
from holdfast.claims.queries.evidence import Shelf, evidence_of
from holdfast.claims.queries.imported import linked_reviews
from holdfast.claims.stored import ClaimView, RelayView, ReviewView, Standing, Verdict
from holdfast.journal.queries import recorded
from holdfast.people.signing import name_shown
from holdfast.people.types import Level, Viewer
from holdfast.sources.types import DocumentRef

MADE_HERE = "this-desk"  # in an address, the side whose words are the desk's own
_NEXT = "Look at the list of claims: holdfast claim list"


def claims_list(
    viewer: Viewer,
    *,
    verdict: Verdict | None = None,
    source: str | None = None,
    desk: bool = False,
    language: str | None = None,
    start: int = 0,
    limit: int | None = None,
) -> tuple[ClaimView, ...]:
    """Claims, the latest first, with their reviews and without what these rest on; two queries whatever their number.

    `verdict` is the one that stands; `source` the speaker's key, `desk` this desk's own claims.
    """
    found = _wanted(viewer, verdict, source, desk, language)
    rows = list(found[start : None if limit is None else start + limit])
    reviews = _reviews(viewer, [row.id for row in rows], None)
    return tuple(_claim(viewer, row, reviews=reviews.get(row.id, ())) for row in rows)


def claims_count(
    viewer: Viewer,
    *,
    verdict: Verdict | None = None,
    source: str | None = None,
    desk: bool = False,
    language: str | None = None,
) -> int:
    """How many claims of that kind this viewer may see."""
    return _wanted(viewer, verdict, source, desk, language).count()


def claims_languages(viewer: Viewer) -> tuple[str, ...]:
    """The languages of the claims this viewer may see, by code."""
    found = Claim.objects.filter(level__lte=viewer.clearance).order_by("language")
    return tuple(found.values_list("language", flat=True).distinct())


def claims_speakers(viewer: Viewer) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """(key, name) of the sources whose claims this viewer may see."""
    found = Claim.objects.filter(
        level__lte=viewer.clearance, speaker__isnull=False, speaker__level__lte=viewer.clearance
    )
    return tuple(found.order_by("speaker__key").values_list("speaker__key", "speaker__name").distinct())


def claim_detail(viewer: Viewer, key: str) -> ClaimView:
    """One claim with all that belongs to it; raises ClaimUnknown."""
    row = _claims(viewer).filter(id=claim_number(key)).first()
    if row is None:
        raise ClaimUnknown(f"There is no claim {shown(key)}", next_step=_NEXT)
    return _whole(viewer, [row])[0]


def claim_of_review(viewer: Viewer, key: str) -> tuple[ClaimView, ReviewView]:
    """The review of this key with its claim; raises ClaimReviewUnknown."""
    claim, number = review_number(key)
    row = _claims(viewer).filter(id=claim).first()
    if row is not None:
        found = _whole(viewer, [row])[0]
        for review in found.reviews:
            if review.number == number:
                return found, review
    raise ClaimReviewUnknown(f"There is no review {shown(key)}", next_step="Look at the page of its claim")


def published_reviews(viewer: Viewer, *, limit: int) -> tuple[tuple[ClaimView, ReviewView], ...]:
    """The last published reviews, withdrawn ones too, each with its claim; the latest first; four queries."""
    found = Review.objects.filter(
        publication__level__lte=viewer.clearance, claim__level__lte=viewer.clearance
    )
    return _with_claims(viewer, found.order_by("-publication__at", "-id")[:limit])


def waiting_reviews(viewer: Viewer, *, limit: int = 50) -> tuple[tuple[ClaimView, ReviewView], ...]:
    """Reviews that wait for a second reader or for publication, the oldest first; for people of the desk alone."""
    if viewer.clearance < Level.DESK:
        return ()
    found = Review.objects.filter(
        publication__isnull=True, superseded_by__isnull=True, claim__level__lte=viewer.clearance
    ).order_by("at", "id")
    return _with_claims(viewer, found[:limit])


def _with_claims(viewer: Viewer, found: QuerySet[Any]) -> tuple[tuple[ClaimView, ReviewView], ...]:
    """These reviews, as far as this viewer may see them, each with its claim."""
    pairs = list(found.values_list("claim", "number"))
    rows = {row.id: row for row in _claims(viewer).filter(id__in={claim for claim, _ in pairs})}
    reviews = _reviews(viewer, list(rows), None)
    views = {id_: _claim(viewer, row, reviews=reviews.get(id_, ())) for id_, row in rows.items()}
    by_number = {(id_, one.number): one for id_, view in views.items() for one in view.reviews}
    return tuple((views[pair[0]], by_number[pair]) for pair in pairs if pair in by_number)


def hidden_claims(viewer: Viewer, keys: Iterable[str]) -> set[str]:
    """Of these keys of claims or reviews, those this viewer may not see: for lists of what was done."""
    named = {key: claim_number(key.partition(".")[0]) for key in keys}
    seen = set(
        Claim.objects.filter(id__in=set(named.values()), level__lte=viewer.clearance).values_list(
            "id", flat=True
        )
    )
    return {key for key, id_ in named.items() if id_ and id_ not in seen}


def _claims(viewer: Viewer) -> QuerySet[Any]:
    return (
        Claim.objects.filter(level__lte=viewer.clearance)
        .select_related("speaker", "document__source")
        .annotate(recorded_at=recorded("at"))
        .order_by("-id")
    )


def _wanted(
    viewer: Viewer, verdict: Verdict | None, source: str | None, desk: bool, language: str | None
) -> QuerySet[Any]:
    found = _claims(viewer)
    if source is not None:
        found = found.filter(speaker__key=source, speaker__level__lte=viewer.clearance)
    if desk:
        found = found.filter(desk=True)
    if language is not None:
        found = found.filter(language=language)
    if verdict is not None:
        found = found.annotate(stands=standing_verdict(viewer.clearance)).filter(stands=verdict)
    return found


def standing_verdict(clearance: int) -> Subquery:
    """The verdict of the claim's latest review that is published up to this level and not withdrawn, in one query."""
    standing = Review.objects.filter(
        claim=OuterRef("pk"), publication__level__lte=clearance, withdrawal__isnull=True
    )
    return Subquery(standing.order_by("-number").values("verdict")[:1])


def _whole(viewer: Viewer, rows: Sequence[Any]) -> list[ClaimView]:
    """These claims with all that belongs to them: a constant number of queries."""
    ids = [row.id for row in rows]
    shown_reviews = _seen_reviews(viewer).filter(claim__in=ids).values_list("id", flat=True)
    reviews = _reviews(viewer, ids, evidence_of(viewer, list(shown_reviews)))
    relays, imported = _relays(viewer, ids), linked_reviews(viewer, ids)
    return [
        _claim(
            viewer,
            row,
            reviews=reviews.get(row.id, ()),
            relays=relays.get(row.id, ()),
            imported=imported.get(row.id, ()),
        )
        for row in rows
    ]


def _seen_reviews(viewer: Viewer) -> QuerySet[Any]:
    found = Review.objects.all()
    if viewer.clearance < Level.DESK:
        found = found.filter(publication__level__lte=viewer.clearance)
    return found


def _reviews(viewer: Viewer, claims: Collection[int], shelf: Shelf | None) -> dict[int, list[ReviewView]]:
    rows = _seen_reviews(viewer).filter(claim__in=claims)
    rows = rows.select_related("second", "publication", "withdrawal").order_by("claim", "-number")
    found: dict[int, list[ReviewView]] = defaultdict(list)
    for row in rows:
        later = found[row.claim_id][-1] if found[row.claim_id] else None
        found[row.claim_id].append(_review(viewer, row, later, shelf or Shelf()))
    return found


def _review(viewer: Viewer, row: Any, later: ReviewView | None, shelf: Shelf) -> ReviewView:
    second, out, back = (getattr(row, name, None) for name in ("second", "publication", "withdrawal"))
    standing = (
        Standing.WITHDRAWN
        if back
        else Standing.PUBLISHED
        if out
        else Standing.READ
        if second
        else Standing.WAITING
    )
    return ReviewView(
        key=str(row),
        claim=str(row).partition(".")[0],
        number=row.number,
        verdict=Verdict(row.verdict),
        independent=row.independent,
        why=canonical_loads(row.why),
        as_of=row.as_of,
        made=row.at,
        by=name_shown(viewer, row.by),
        evidence=tuple(shelf.shown.get(row.id, ())),
        hidden_evidence=shelf.hidden.get(row.id, 0),
        standing=standing,
        second=name_shown(viewer, second.by) if second else None,
        second_at=second.at if second else None,
        second_note=second.note if second and viewer.clearance >= Level.DESK else "",
        published=out.at if out else None,
        published_by=name_shown(viewer, out.by) if out else None,
        withdrawn=back.at if back else None,
        withdrawn_by=name_shown(viewer, back.by) if back else None,
        withdrawn_why=back.reason if back else "",
        supersedes=review_key(row.claim_id, row.number - 1) if row.number > 1 else None,
        superseded_by=later.key if later else None,
    )


def _relays(viewer: Viewer, claims: Collection[int]) -> dict[int, list[RelayView]]:
    rows = Relay.objects.filter(claim__in=claims).select_related("source", "document__source")
    found: dict[int, list[RelayView]] = defaultdict(list)
    for row in rows.order_by("claim", "said_first", "id"):
        source = row.source if row.source and viewer.sees(row.source.level) else None
        document = document_seen(viewer, row.document)
        if source is None and document is None and not row.where:
            continue  # whom it names is above this viewer's clearance
        named = (
            (source.key, source.name)
            if source
            else ((document.source, document.source_name) if document else (None, {}))
        )
        found[row.claim_id].append(RelayView(named[0], named[1], document, row.said, row.where))
    return found


def document_seen(viewer: Viewer, document: Any) -> DocumentRef | None:
    """A document joined to a row, where this viewer may see it and its source."""
    if document is None or not viewer.sees(document.level) or not viewer.sees(document.source.level):
        return None
    return DocumentRef(
        document.id,
        document.key,
        document.title,
        document.source.key,
        document.source.name,
        url=document.url,
        said=document.said,
    )


def _claim(
    viewer: Viewer,
    row: Any,
    *,
    reviews: Iterable[ReviewView] = (),
    relays: Iterable[RelayView] = (),
    imported: Iterable[Any] = (),
) -> ClaimView:
    speaker = row.speaker if row.speaker and viewer.sees(row.speaker.level) else None
    return ClaimView(
        key=str(row),
        text=row.text,
        language=row.language,
        desk=row.desk,
        speaker=speaker.key if speaker else None,
        speaker_name=speaker.name if speaker else {},
        said=row.said,
        said_first=row.said_first,
        said_last=row.said_last,
        where=row.where,
        document=document_seen(viewer, row.document),
        place=row.place,
        asserts=tuple(canonical_loads(row.asserts)),
        level=row.level,
        recorded=row.recorded_at,
        relays=tuple(relays),
        reviews=tuple(reviews),
        imported=tuple(imported),
    )
