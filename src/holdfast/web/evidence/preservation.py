"""How documents are preserved, composed for pages of other rooms: figures, documents, the board."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from holdfast.cases.types import Came, UpdateDef
from holdfast.cases.update_queries import updates_of_captures
from holdfast.evidence.queries.preserved import CaptureLine, capture_lines, preserved_documents
from holdfast.evidence.types import Outcome, Preserved
from holdfast.people.types import Viewer
from holdfast.web.remembering import remembered

Kept = Mapping[str, Preserved]
MOST_CAPTURES = 20
_NOTHING = (Outcome.FAILED, Outcome.BLOCKED)


@dataclass(frozen=True, slots=True)
class Share:
    """Of so many documents so many are preserved, and of these so many confirmed, as far as this viewer may see."""

    documents: int = 0
    preserved: int = 0
    confirmed: int = 0

    def as_json(self) -> dict[str, int]:
        """As files and the API carry it."""
        return {"documents": self.documents, "preserved": self.preserved, "confirmed": self.confirmed}


@dataclass(frozen=True, slots=True)
class Copy:
    """A capture of a document, what an update made of it, and whether the rows that stand were taken from it."""

    line: CaptureLine
    update: UpdateDef | None
    holds_rows: bool


@dataclass(frozen=True, slots=True)
class Copies:
    """The latest captures of a document: what came, and apart from it the attempts at which it did not come."""

    came: tuple[Copy, ...]
    failed: tuple[Copy, ...]
    more: bool  # there are others, older than these


def copies_of(viewer: Viewer, document: str) -> Copies:
    """The latest captures filed under a document; two queries."""
    lines = capture_lines(viewer, document=document, limit=MOST_CAPTURES + 1)
    more, lines = len(lines) > MOST_CAPTURES, lines[:MOST_CAPTURES]
    made = updates_of_captures(viewer, [one.key for one in lines])
    loaded = [one.key for one in lines if one.key in made and made[one.key].outcome is Came.LOADED]
    copies = [Copy(one, made.get(one.key), one.key in loaded[:1]) for one in lines]
    came = tuple(one for one in copies if one.line.expunged or one.line.outcome not in _NOTHING)
    return Copies(came, tuple(one for one in copies if one not in came), more)


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
    found = one or Preserved(0, 0, 0, None, False)
    return {
        "preserved": found.captures > 0,
        "confirmed": found.confirmed,
        "capture": found.latest,
        "changed_since": found.changed_since,
        "removed_since": found.removed_since,
        "filed_by_a_person": found.by_person,
    }
