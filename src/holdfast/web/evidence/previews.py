"""What a redacted copy would be, kept for minutes so that each page of it is not made anew; and which pages to show."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from holdfast.base.clock import now
from holdfast.evidence.queries import reviews
from holdfast.evidence.types import RedactionRequestDef
from holdfast.people.types import Viewer
from holdfast.web.evidence.pictures import SHOWN, drawn, page_count

PDF = "application/pdf"
MOST_PAGES = 12  # drawn on one page; the others are links
_KEPT, _MOST_BYTES, _FOR = 4, 100_000_000, timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Wished:
    """A copy that was asked for: type, SHA-256, bytes, how many pages a PDF has."""

    mime: str
    sha256: str
    data: bytes
    pages: int

    @property
    def is_text(self) -> bool:
        """Whether its text is shown."""
        return self.mime.startswith("text/")


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a PDF that are drawn on a page of ours, and those that are links."""

    count: int
    drawn: tuple[int, ...]
    linked: tuple[int, ...]


_made: OrderedDict[tuple[str, int, str, str, datetime], tuple[datetime, Wished]] = OrderedDict()
_lock = Lock()


def wished(viewer: Viewer, wish: RedactionRequestDef) -> Wished:
    """What this request would make; the caller has it because it waits and this viewer may see it.

    Raises as `redaction_preview` does.
    """
    place, at = (viewer.key, int(viewer.clearance), wish.key, wish.capture, wish.at), now()
    with _lock:
        for old in [one for one, (made_at, _) in _made.items() if at - made_at > _FOR]:
            del _made[old]
        if place in _made:
            return _made[place][1]
    mime, sha256, data = reviews.redaction_preview(viewer, wish.key)
    bare = mime.partition(";")[0].strip().lower()
    made = Wished(bare, sha256, data, page_count(data) if bare == PDF else 0)
    with _lock:
        _made[place] = (at, made)
        while len(_made) > _KEPT or sum(len(one.data) for _, one in _made.values()) > _MOST_BYTES:
            _made.popitem(last=False)
    return made


def can_be_shown(made: Wished) -> bool:
    """Whether a person can look at this copy on a page of ours."""
    if made.is_text:
        return True
    if made.mime == PDF:
        return made.pages > 0 and drawn(made.data, page=1) is not None
    return made.mime in SHOWN and drawn(made.data) is not None


def pages_shown(count: int, places: Iterable[Mapping[str, Any]] = ()) -> Pages:
    """Which of so many pages are drawn: those in which something was taken out, then from the first on."""
    touched = sorted({int(one.get("page") or 1) for one in places if "x" in one})
    first = [number for number in dict.fromkeys([*touched, *range(1, count + 1)]) if number <= count]
    chosen = sorted(first[:MOST_PAGES])
    return Pages(count, tuple(chosen), tuple(one for one in range(1, count + 1) if one not in chosen))
