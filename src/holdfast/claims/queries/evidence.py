"""What reviews rest on, opened in bulk as one viewer may see it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from holdfast.claims.models import Evidence
from holdfast.claims.stored import EvidenceView
from holdfast.evidence.queries.captures import captures_list
from holdfast.people.types import Viewer
from holdfast.record.queries import row_details
from holdfast.sources.queries import documents_by_id, documents_list
from holdfast.sources.types import DocumentDef, DocumentRef


@dataclass(slots=True)
class Shelf:
    """The evidence of several reviews, by the review's id, and how much of each this viewer may not see."""

    shown: dict[int, list[EvidenceView]] = field(default_factory=lambda: defaultdict(list))
    hidden: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def evidence_of(viewer: Viewer, reviews: Iterable[int]) -> Shelf:
    """The evidence of these reviews, in its order; in at most nine queries whatever their number."""
    pieces = list(Evidence.objects.filter(review__in=list(reviews)).order_by("review", "place"))
    known: dict[str, EvidenceView] = {}
    rows = [one.row_id for one in pieces if one.row_id]
    for row in row_details(viewer, rows, relays=False) if rows else ():
        known[row.key] = EvidenceView(
            kind="row",
            key=row.key,
            document=reference(row.document),
            address=row.document.url,
            series=row.series,
            period=row.about,
            value=row.value,
            low=row.low,
            high=row.high,
            qualifier=row.qualifier,
        )
    keys = [one.capture_id for one in pieces if one.capture_id]
    if keys:
        captures = captures_list(viewer, keys=keys, limit=len(keys)).captures
        names = {one.document for one in captures if one.document}
        titles = {one.key: one for one in documents_list(viewer, names, relays=False)} if names else {}
        for capture in captures:
            title = titles.get(capture.document or "")
            known[capture.key] = EvidenceView(
                kind="capture",
                key=capture.key,
                document=reference(title) if title else None,
                address=capture.address,
                captured=capture.started,
            )
    documents = documents_by_id(viewer, {one.document_id for one in pieces if one.document_id})
    shelf = Shelf()
    for piece in pieces:
        view = _view(piece, known, documents)
        if view is None:
            shelf.hidden[piece.review_id] += 1
        else:
            shelf.shown[piece.review_id].append(view)
    return shelf


def _view(
    piece: Evidence, known: dict[str, EvidenceView], documents: dict[int, DocumentDef]
) -> EvidenceView | None:
    if piece.row_id:
        return known.get(f"O-{piece.row_id}")
    if piece.capture_id:
        return known.get(piece.capture_id)
    found = documents.get(piece.document_id or 0)
    return EvidenceView("document", found.key, reference(found), found.url) if found else None


def reference(document: DocumentDef) -> DocumentRef:
    """Enough of a document to name it and link to it."""
    return DocumentRef(
        document.id,
        document.key,
        document.title,
        document.source,
        document.source_name,
        url=document.url,
        said=document.said,
    )
