"""What a case watches by itself, and what became of each attempt to bring it up to date."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from holdfast.base.why import Why
from holdfast.people.types import Level


class Watch(StrEnum):
    """What is fetched: a file of data, the table of documents, or a feed."""

    DATA = "data"
    DOCUMENTS = "documents"
    FEED = "feed"


class Came(StrEnum):
    """What became of one attempt; all but the first two left everything as it was."""

    LOADED = "loaded"
    SAME = "same"  # it came whole and says what it said before
    FAILED = "failed"  # nothing came: no address, no connection, no answer
    ERROR_STATUS = "error status"
    PAGE = "page"  # a web page with status 200 where a file was expected
    EMPTY = "empty"
    CUT = "cut"
    COLUMNS = "columns changed"
    VANISHED = "rows vanished"  # more than the case allows; a person decides
    SHRANK = "range shrank"  # fewer days than before; a person decides
    UNREADABLE = "unreadable"  # it is not what the mapping expects
    REFUSED = "refused"  # it came, and the desk does not take it: who asked may not, or another case holds it

    @property
    def whole(self) -> bool:
        """Whether the file came as it should."""
        return self in (Came.LOADED, Came.SAME)

    @property
    def decidable(self) -> bool:
        """Whether a person may accept it all the same."""
        return self in (Came.VANISHED, Came.SHRANK)


@dataclass(frozen=True, slots=True)
class WatchedDef:
    """One thing a case watches, as its case.toml declares it; `series` are those its rows are of."""

    name: str  # the file's name in the folder, or the feed's key
    what: Watch
    address: str
    every_hours: int
    most_vanish: Decimal = Decimal("0.2")
    series: tuple[str, ...] = ()
    document: str = ""  # where all its rows stand in one
    source: str = ""  # of a feed
    feed_kind: str = ""
    language: str = ""
    timezone: str = "UTC"
    level: int = Level.DESK
    capture_level: int = Level.DESK  # of what is fetched; never wider than `level`


@dataclass(frozen=True, slots=True)
class UpdateDef:
    """One attempt: what came, why it was or was not loaded, what it changed, which figures were stale after it."""

    case: str
    name: str
    what: Watch
    address: str
    at: datetime
    outcome: Came
    why: Mapping[str, Any]  # Why as stored: code and params
    capture: str = ""  # the key of the capture that holds what came; empty where nothing did
    new: int = 0
    restated: int = 0
    withdrawn: int = 0
    restored: int = 0
    stale: tuple[str, ...] = ()
    notes: Mapping[str, Any] = field(default_factory=dict)  # columns, titles, ranges: plain facts
    by: str = ""
    level: int = Level.DESK
    seq: int | None = None  # its line in the journal; None for a dry run

    @property
    def reason(self) -> Why:
        """The stored reason."""
        return Why.from_json(self.why["code"], self.why["params"])

    def with_stale(self, keys: tuple[str, ...]) -> "UpdateDef":
        """The same, with the figures that were stale after it."""
        return replace(self, stale=keys)

    def as_dict(self) -> dict[str, Any]:
        """The attempt as JSON carries it."""
        told = asdict(self)
        told.pop("level"), told.pop("seq")
        return {**told, **self.reason.as_json(), "journal": self.seq}


@dataclass(frozen=True, slots=True)
class UpdatesPage:
    """Some of the attempts asked for, the newest first, and how many there are in all."""

    updates: tuple[UpdateDef, ...]
    total: int


@dataclass(frozen=True, slots=True)
class WatchedFile:
    """One watched thing as it stands: when it last came whole, and what went wrong since."""

    case: str
    name: str
    what: Watch
    address: str
    every_hours: int
    series: tuple[str, ...]
    source: str
    next_at: datetime
    asked_by: str
    last: UpdateDef | None  # the last attempt
    whole: UpdateDef | None  # the last that came whole
    wrong: UpdateDef | None  # the first that went wrong since; None where the last came whole
    owed: UpdateDef | None  # the last since then on which a person has to decide
    overdue: bool  # nobody has asked for more than twice its interval
    level: int = Level.DESK

    @property
    def silent_since(self) -> datetime | None:
        """Since when nothing new came of it; None while it comes."""
        if self.wrong is None:
            return None
        return self.whole.at if self.whole else self.wrong.at


@dataclass(frozen=True, slots=True)
class Silent:
    """Why nothing new comes of a series: since when, and what a person has to decide, or else the last attempt met."""

    series: str
    case: str
    name: str
    since: datetime
    ever: bool  # whether it came whole at all since it is watched
    outcome: Came
    why: Mapping[str, Any]
    address: str
    level: int = Level.DESK

    @property
    def decidable(self) -> bool:
        """Whether a person owes a decision."""
        return self.outcome.decidable

    @property
    def reason(self) -> Why:
        """The reason of that attempt."""
        return Why.from_json(self.why["code"], self.why["params"])


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, as read: texts without markup, an absolute address or none, a day or none."""

    id: str
    title: str
    link: str = ""
    said: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class FeedRead:
    """The entries of a feed in its order, each once; how many more there were than are read."""

    kind: str
    entries: tuple[Entry, ...]
    left_out: int = 0  # beyond the most that is read
    nameless: int = 0  # entries without a title, a link and an id
