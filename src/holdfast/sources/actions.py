"""Writing sources and documents: in bulk inside a given journal entry, or one by a named person."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Model, ProtectedError

from holdfast.base.edtf import parse_edtf
from holdfast.base.errors import shown
from holdfast.base.ids import slug_ok
from holdfast.journal.actions import Entry, recording
from holdfast.people.permissions import require
from holdfast.people.types import Level, Permission, Viewer
from holdfast.sources.errors import (
    DocumentExists,
    DocumentUnknown,
    SourceExists,
    SourceInvalid,
    SourceUnknown,
)
from holdfast.sources.models import Document, Relay, Source
from holdfast.sources.types import DocumentDef, Kept, SourceDef

_AT_ONCE = 500
_UNTOUCHED = "Nothing was written"


def save_sources(entry: Entry, sources: Iterable[SourceDef]) -> Kept:
    """Bring these sources to what they say here, by key; rows that say it already are left alone."""
    wanted = {
        source.key: {
            "name": dict(source.name),
            "kind": source.kind,
            "url": source.url,
            "note": dict(source.note),
            "level": int(source.level),
        }
        for source in sources
    }
    return _save(entry, Source, wanted)


def save_documents(entry: Entry, documents: Iterable[DocumentDef]) -> Kept:
    """Bring these documents and their relays to what they say here, by key; raises SourceUnknown, DocumentUnknown."""
    given = list(documents)
    owners = dict(
        Source.objects.filter(key__in={document.source for document in given}).values_list("key", "id")
    )
    wanted: dict[str, dict[str, Any]] = {}
    for document in given:
        if document.source not in owners:
            raise SourceUnknown(
                f"The document {shown(document.key)} is of {shown(document.source)}, a source that is not there"
            )
        said = parse_edtf(document.said) if document.said else None
        wanted[document.key] = {
            "source_id": owners[document.source],
            "title": dict(document.title),
            "url": document.url,
            "said": document.said,
            "said_first": said.first if said else None,
            "said_last": said.last if said else None,
            "language": document.language,
            "kind": document.kind,
            "licence": document.licence,
            "note": dict(document.note),
            "level": int(document.level),
        }
    kept = _save(entry, Document, wanted)
    return Kept(kept.ids, kept.written + _save_relays(entry, given, kept.ids))


def remove_sources(entry: Entry, keys: Collection[str]) -> tuple[int, tuple[str, ...]]:
    """Take away the sources of these keys that nothing rests on: how many rows went, and the keys that stayed."""
    return _remove(Source, keys)


def remove_documents(entry: Entry, keys: Collection[str]) -> tuple[int, tuple[str, ...]]:
    """Take away the documents of these keys that nothing rests on: how many rows went, and the keys that stayed."""
    gone, stayed = 0, list(keys)
    while True:  # a relay among the documents that go does not hold them
        going = Document.objects.filter(key__in=stayed)
        Relay.objects.filter(document__in=going, original__in=going).delete()
        went, left = _remove(Document, stayed, own=True)
        gone += went
        if not went:
            return gone, left
        stayed = list(left)


def add_source(viewer: Viewer, *, source: SourceDef) -> SourceDef:
    """Add one source by a person's hand; raises NotAllowed, SourceInvalid, SourceExists."""
    require(viewer, Permission.EDIT)
    _check_key(source.key, "source")
    _check_words(source.name, "name of a source")
    _check_url(source.url)
    _check_level(viewer, source.level)
    with recording(actor=viewer.key, verb="add_source", object_key=f"source:{source.key}") as entry:
        if Source.objects.filter(key=source.key).exists():
            raise SourceExists(
                f"There is a source {shown(source.key)} already",
                untouched=_UNTOUCHED,
                next_step="Choose another key",
            )
        kept = save_sources(entry, [source])
        entry.commit_to({"key": source.key, "name": dict(source.name), "url": source.url})
    return SourceDef(
        source.key, source.name, source.kind, source.url, source.note, int(source.level), kept.ids[source.key]
    )


def add_document(viewer: Viewer, *, document: DocumentDef) -> int:
    """Add one document by a person's hand and return its id.

    Raises NotAllowed, SourceInvalid, DocumentExists, SourceUnknown, DocumentUnknown, DateNotUnderstood.
    """
    require(viewer, Permission.EDIT)
    _check_key(document.key, "document")
    _check_words(document.title, "title of a document")
    _check_url(document.url)
    _check_level(viewer, document.level)
    visible = Source.objects.filter(key=document.source, level__lte=viewer.clearance)
    if not visible.exists():
        raise SourceUnknown(
            f"There is no source {shown(document.source)}",
            untouched=_UNTOUCHED,
            next_step="Add the source first",
        )
    with recording(actor=viewer.key, verb="add_document", object_key=f"document:{document.key}") as entry:
        if Document.objects.filter(key=document.key).exists():
            raise DocumentExists(
                f"There is a document {shown(document.key)} already",
                untouched=_UNTOUCHED,
                next_step="Choose another key",
            )
        kept = save_documents(entry, [document])
        entry.commit_to(
            {
                "key": document.key,
                "source": document.source,
                "title": dict(document.title),
                "url": document.url,
                "said": document.said,
                "relays": list(document.relays),
            }
        )
    return kept.ids[document.key]


def _save(entry: Entry, model: type[Model], wanted: Mapping[str, Mapping[str, Any]]) -> Kept:
    rows = {row.key: row for row in model.objects.filter(key__in=list(wanted))}
    fresh = [model(key=key, batch=entry.batch, **fields) for key, fields in wanted.items() if key not in rows]
    changed = []
    for key, row in rows.items():
        if any(getattr(row, name) != value for name, value in wanted[key].items()):
            for name, value in {**wanted[key], "batch": entry.batch}.items():
                setattr(row, name, value)
            changed.append(row)
    model.objects.bulk_create(fresh, batch_size=_AT_ONCE)
    if changed:
        names = [*next(iter(wanted.values())), "batch"]
        model.objects.bulk_update(changed, names, batch_size=_AT_ONCE)
    ids = dict(model.objects.filter(key__in=list(wanted)).values_list("key", "id"))
    return Kept(ids, len(fresh) + len(changed))


def _save_relays(entry: Entry, given: list[DocumentDef], ids: Mapping[str, int]) -> int:
    named = {key for document in given for key in document.relays}
    originals = {**dict(Document.objects.filter(key__in=named).values_list("key", "id")), **ids}
    wanted: dict[tuple[int, int], int] = {}
    for document in given:
        for key in document.relays:
            if key not in originals:
                raise DocumentUnknown(
                    f"The document {shown(document.key)} relays {shown(key)}, which is not there"
                )
            wanted[ids[document.key], originals[key]] = int(document.level)
    rows = {
        (row.document_id, row.original_id): row for row in Relay.objects.filter(document__in=ids.values())
    }
    gone = [row.pk for pair, row in rows.items() if pair not in wanted]
    fresh = [
        Relay(document_id=pair[0], original_id=pair[1], level=level, batch=entry.batch)
        for pair, level in wanted.items()
        if pair not in rows
    ]
    moved = [rows[pair] for pair, level in wanted.items() if pair in rows and rows[pair].level != level]
    for row in moved:
        row.level, row.batch = wanted[row.document_id, row.original_id], entry.batch
    Relay.objects.filter(pk__in=gone).delete()
    Relay.objects.bulk_create(fresh, batch_size=_AT_ONCE)
    Relay.objects.bulk_update(moved, ["level", "batch"], batch_size=_AT_ONCE)
    return len(gone) + len(fresh) + len(moved)


def _remove(model: type[Model], keys: Collection[str], *, own: bool = False) -> tuple[int, tuple[str, ...]]:
    gone, stayed = 0, []
    for row in model.objects.filter(key__in=list(keys)).order_by("key"):
        try:
            with transaction.atomic():
                if own:  # what a document relays goes with it; what relays it holds it
                    Relay.objects.filter(document=row).delete()
                row.delete()
            gone += 1
        except ProtectedError:
            stayed.append(row.key)
    return gone, tuple(stayed)


def _check_key(key: str, what: str) -> None:
    if not slug_ok(key):
        raise SourceInvalid(
            f"{shown(key)} cannot be the key of a {what}",
            untouched=_UNTOUCHED,
            next_step="Use letters a to z, digits and single hyphens, at most 64 characters",
        )


def _check_words(words: Mapping[str, str], what: str) -> None:
    if not str(words.get("en", "")).strip():
        raise SourceInvalid(
            f"The {what} is not given in English",
            untouched=_UNTOUCHED,
            next_step="Give at least an English text",
        )


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        good = not url or (parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= 1000)
    except ValueError:
        good = False
    if not good or not url.isprintable():
        raise SourceInvalid(
            f"{shown(url)} is not an address of the web",
            untouched=_UNTOUCHED,
            next_step="Write it in full, beginning with https://",
        )


def _check_level(viewer: Viewer, level: int) -> None:
    if level not in list(Level) or not viewer.sees(level):
        raise SourceInvalid(
            f"{viewer.key} cannot file a record under the level {shown(level)}",
            untouched=_UNTOUCHED,
            next_step="Choose a level within your clearance",
        )
