"""A feed's entries as documents of its source: each once, known by its id or its address; what is gone stays."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from holdfast.base.clock import today
from holdfast.cases.models import Case, Watched
from holdfast.cases.types import Entry, FeedRead
from holdfast.journal.actions import recording
from holdfast.people.types import Level, Viewer
from holdfast.sources.actions import save_documents
from holdfast.sources.queries import documents_of
from holdfast.sources.types import DocumentDef

_MOST_SHOWN = 20
_LONGEST_NOTE = 4000
_NO_LANGUAGE = "und"


@dataclass(frozen=True, slots=True)
class Fed:
    """What a feed brought: keys of new documents, and titles that read otherwise than before."""

    new: tuple[str, ...]
    retitled: tuple[Mapping[str, str], ...]

    @property
    def notes(self) -> dict[str, object]:
        """The first of each, as the attempt keeps them."""
        return {"documents": list(self.new[:_MOST_SHOWN]), "titles": list(self.retitled[:_MOST_SHOWN])}


def feed_documents(viewer: Viewer, row: Watched, feed: FeedRead, *, dry: bool = False) -> Fed:
    """Write what is new in a feed, in one journal line, or nothing; no document is taken away or made more open."""
    desk = replace(viewer, clearance=Level.RESTRICTED)
    stored = {one.key: one for one in documents_of(desk, row.source)}
    known = {one.url for one in stored.values() if one.url}
    day = today(row.timezone).isoformat()
    fresh: list[DocumentDef] = []
    changed: list[DocumentDef] = []
    retitled: list[dict[str, str]] = []
    for entry in feed.entries:
        key = document_key(row.source, entry.id)
        before = stored.get(key)
        if before is not None:
            if entry.title not in before.title.values():
                changed.append(_retitled(before, entry, day))
                was = next(iter(before.title.values()), "")
                retitled.append({"document": key, "from": was, "to": entry.title})
        elif not entry.link or entry.link not in known:
            fresh.append(_document(row, key, entry))
    if (fresh or changed) and not dry:
        with recording(actor=viewer.key, verb="load_feed", object_key=f"case:{row.case.key}") as line:
            kept = save_documents(line, [*fresh, *changed])
            _hold(row, [one.key for one in fresh], line.batch)
            line.commit_to(
                {"feed": row.name, "documents": [one.key for one in fresh], "titles": retitled},
                count=kept.written,
            )
    return Fed(tuple(one.key for one in fresh), tuple(retitled))


def document_key(source: str, said_id: str) -> str:
    """The key of the document that an entry is: the same in every feed of its source."""
    return f"{source[:48].rstrip('-')}-{hashlib.sha256(said_id.encode()).hexdigest()[:12]}"


def _document(row: Watched, key: str, entry: Entry) -> DocumentDef:
    return DocumentDef(
        key=key,
        source=row.source,
        title={entry.language or _NO_LANGUAGE: entry.title},
        url=entry.link,
        said=entry.said.isoformat() if entry.said else "",
        language=entry.language,
        level=row.level,
    )


def _retitled(before: DocumentDef, entry: Entry, day: str) -> DocumentDef:
    was = next(iter(before.title.values()), "")
    told = {
        "en": f"Until {day} the feed gave it the title “{was}”.",
        "ar": f"حتى {day} كان عنوانه في الموجز «{was}».",
    }
    note = {
        lang: f"{before.note.get(lang, '')} {text}".strip()[-_LONGEST_NOTE:] for lang, text in told.items()
    }
    return replace(
        before,
        title={entry.language or next(iter(before.title), _NO_LANGUAGE): entry.title},
        note={**before.note, **note},
    )


def _hold(row: Watched, keys: list[str], batch: int) -> None:
    """The case holds what its feeds bring, so that it is exported and counted with it, and never taken away."""
    case = Case.objects.select_for_update().get(pk=row.case_id)
    listed = sorted({*case.holds.get("listed", ()), *keys})
    documents = sorted({*case.holds.get("documents", ()), *keys})
    case.holds = {**case.holds, "documents": documents, "listed": listed}
    case.batch = batch
    case.save(update_fields=["holds", "batch"])
