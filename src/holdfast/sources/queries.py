"""Reading sources and documents: each query takes the viewer and leaves out what lies above their clearance."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from holdfast.base.errors import shown
from holdfast.journal.queries import batches_after
from holdfast.people.types import Viewer
from holdfast.sources.errors import DocumentUnknown, SourceUnknown
from holdfast.sources.models import Document, Relay, Source
from holdfast.sources.types import DocumentDef, DocumentRef, SourceDef

_AT_ONCE = 500


def sources_list(viewer: Viewer, keys: Collection[str] | None = None) -> tuple[SourceDef, ...]:
    """All sources, or those of these keys, by key; each with how many of its documents the viewer may see."""
    found = _sources(viewer)
    if keys is not None:
        found = found.filter(key__in=keys)
    return tuple(_source(row, row.seen) for row in found.order_by("key"))


def source_detail(viewer: Viewer, key: str) -> SourceDef:
    """One source; raises SourceUnknown."""
    row = _sources(viewer).filter(key=key).first()
    if row is None:
        raise SourceUnknown(
            f"There is no source {shown(key)}", next_step="Look at the list of sources for its key"
        )
    return _source(row, row.seen)


def source_ids(viewer: Viewer, keys: Collection[str] | None = None) -> dict[str, int]:
    """Key to id of all sources, or of those of these keys."""
    found = Source.objects.filter(level__lte=viewer.clearance)
    if keys is not None:
        found = found.filter(key__in=keys)
    return dict(found.values_list("key", "id"))


def documents_list(
    viewer: Viewer, keys: Collection[str] | None = None, *, relays: bool = True
) -> tuple[DocumentDef, ...]:
    """All documents, or those of these keys, the latest said first; in two queries whatever their number.

    Without `relays`, what they pass on is left out, and it is one query.
    """
    found = _documents(viewer)
    if keys is not None:
        found = found.filter(key__in=keys)
    return _with_relays(viewer, found) if relays else tuple(document_def(row) for row in found)


def documents_by_id(viewer: Viewer, ids: Collection[int]) -> dict[int, DocumentDef]:
    """The documents of these ids that the viewer may see."""
    return {document.id: document for document in _with_relays(viewer, _documents(viewer).filter(id__in=ids))}


def documents_of(viewer: Viewer, source: str) -> tuple[DocumentDef, ...]:
    """What one source published, the latest first; raises SourceUnknown."""
    return source_with_documents(viewer, source)[1]


def source_with_documents(viewer: Viewer, key: str) -> tuple[SourceDef, tuple[DocumentDef, ...]]:
    """One source with what it published, the latest first, in two queries, or three where it published nothing.

    Raises SourceUnknown.
    """
    rows = list(_documents(viewer).filter(source__key=key))
    if not rows:
        return source_detail(viewer, key), ()
    return _source(rows[0].source, len(rows)), _with_relays(viewer, rows)


def document_detail(viewer: Viewer, key: str) -> DocumentDef:
    """One document with what it relays and what relays it; raises DocumentUnknown."""
    found = _with_relays(viewer, _documents(viewer).filter(key=key))
    if not found:
        raise DocumentUnknown(
            f"There is no document {shown(key)}", next_step="Look at the list of documents for its key"
        )
    return found[0]


def document_ids(viewer: Viewer, keys: Collection[str] | None = None) -> dict[str, int]:
    """Key to id of all documents, or of those of these keys."""
    found = Document.objects.filter(level__lte=viewer.clearance)
    if keys is not None:
        found = found.filter(key__in=keys)
    return dict(found.values_list("key", "id"))


def visible_relays(viewer: Viewer) -> QuerySet[Relay]:
    """What passes what on, where both may be seen: for a query of a room that reads them beside its own rows."""
    return Relay.objects.filter(
        level__lte=viewer.clearance,
        document__level__lte=viewer.clearance,
        document__source__level__lte=viewer.clearance,
        original__level__lte=viewer.clearance,
        original__source__level__lte=viewer.clearance,
    )


def documents_said(viewer: Viewer) -> dict[int, tuple[date | None, date | None]]:
    """Id to (first, last day it can have been said) of every document the viewer may see."""
    found = Document.objects.filter(level__lte=viewer.clearance, source__level__lte=viewer.clearance)
    return {id_: (first, last) for id_, first, last in found.values_list("id", "said_first", "said_last")}


def documents_recorded(viewer: Viewer, *, since_seq: int) -> frozenset[int]:
    """Ids of the documents recorded or changed after a line of the journal."""
    batches = sorted(batches_after(since_seq))
    found: set[int] = set()
    for start in range(0, len(batches), _AT_ONCE):
        part = _documents(viewer).filter(batch__in=batches[start : start + _AT_ONCE])
        found.update(part.order_by().values_list("id", flat=True))
    return frozenset(found)


def _sources(viewer: Viewer) -> QuerySet[Source]:
    return Source.objects.filter(level__lte=viewer.clearance).annotate(
        seen=Count("documents", filter=Q(documents__level__lte=viewer.clearance))
    )


def _documents(viewer: Viewer) -> QuerySet[Document]:
    # A document of a source that the viewer may not see would name it.
    return (
        Document.objects.filter(level__lte=viewer.clearance, source__level__lte=viewer.clearance)
        .select_related("source")
        .order_by("-said_first", "key")
    )


def _source(row: Source, documents: int) -> SourceDef:
    return SourceDef(
        key=row.key,
        name=row.name,
        kind=row.kind,
        url=row.url,
        note=row.note,
        level=row.level,
        id=row.id,
        documents=documents,
    )


def _ref(row: Document) -> DocumentRef:
    return DocumentRef(
        row.id, row.key, row.title, row.source.key, row.source.name, url=row.url, said=row.said
    )


def _with_relays(viewer: Viewer, found: Iterable[Document]) -> tuple[DocumentDef, ...]:
    rows = list(found)
    ids = [row.id for row in rows]
    visible = visible_relays(viewer).select_related("document__source", "original__source")
    passes_on, passed_on_by = defaultdict(list), defaultdict(list)
    for relay in visible.filter(Q(document__in=ids) | Q(original__in=ids)).order_by("id"):
        passes_on[relay.document_id].append(_ref(relay.original))
        passed_on_by[relay.original_id].append(_ref(relay.document))
    return tuple(document_def(row, passes_on[row.id], passed_on_by[row.id]) for row in rows)


def document_def(
    row: Document, relays_of: Collection[DocumentRef] = (), relayed_by: Collection[DocumentRef] = ()
) -> DocumentDef:
    """The stored document, its source joined, as the room hands it out: also for a query of a room below."""
    return DocumentDef(
        key=row.key,
        source=row.source.key,
        title=row.title,
        url=row.url,
        said=row.said,
        language=row.language,
        kind=row.kind,
        licence=row.licence,
        note=row.note,
        relays=tuple(ref.key for ref in relays_of),
        level=row.level,
        id=row.id,
        said_first=row.said_first,
        said_last=row.said_last,
        source_name=row.source.name,
        relays_of=tuple(relays_of),
        relayed_by=tuple(relayed_by),
    )
