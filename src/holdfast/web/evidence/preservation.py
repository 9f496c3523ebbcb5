"""How documents are preserved, composed for pages of other rooms: figures, documents, the board."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from holdfast.evidence.queries.preserved import preserved_documents
from holdfast.evidence.types import Preserved
from holdfast.people.types import Viewer
from holdfast.web.remembering import remembered

Kept = Mapping[str, Preserved]


@dataclass(frozen=True, slots=True)
class Share:
    """Of so many documents so many are preserved, and of these so many confirmed, as far as this viewer may see."""

    documents: int = 0
    preserved: int = 0
    confirmed: int = 0

    def as_json(self) -> dict[str, int]:
        """As files and the API carry it."""
        return {"documents": self.documents, "preserved": self.preserved, "confirmed": self.confirmed}


def share_of(kept: Kept, keys: Iterable[str] | None = None) -> Share:
    """The share among these documents, or among all that were asked about."""
    wanted = [kept[key] for key in (kept if keys is None else keys) if key in kept]
    return Share(len(wanted), sum(one.captures > 0 for one in wanted), sum(one.confirmed for one in wanted))


def kept_of(viewer: Viewer, what: str, keys: Iterable[str]) -> Kept:
    """How each document of these keys is preserved, in one query; `what` names the keys."""
    wanted = tuple(keys)
    return remembered(viewer, ("preserved", what), lambda: preserved_documents(viewer, wanted))


def kept_words(one: Preserved | None) -> dict[str, object]:
    """What a file says of a document's preservation."""
    found = one or Preserved(0, 0, 0, None, None, False)
    return {
        "preserved": found.captures > 0,
        "confirmed": found.confirmed,
        "capture": found.latest,
        "changed_since": found.changed_since,
        "removed_since": found.removed_since,
        "filed_by_a_person": found.by_person,
    }
