"""What the evidence room takes in and hands out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from holdfast.evidence.exported import Exported as Exported
from holdfast.evidence.exported import LeftOut as LeftOut
from holdfast.evidence.reviewed import PEOPLE_TO_CONFIRM as PEOPLE_TO_CONFIRM
from holdfast.evidence.reviewed import AnswerDef as AnswerDef
from holdfast.evidence.reviewed import ConfirmationDef as ConfirmationDef
from holdfast.evidence.reviewed import ExpungeDef as ExpungeDef
from holdfast.evidence.reviewed import ExpungeRequestDef as ExpungeRequestDef
from holdfast.evidence.reviewed import Finding as Finding
from holdfast.evidence.reviewed import FlagDef as FlagDef
from holdfast.evidence.reviewed import Ground as Ground
from holdfast.evidence.reviewed import HoldDef as HoldDef
from holdfast.evidence.reviewed import Marks as Marks
from holdfast.evidence.reviewed import Question as Question
from holdfast.evidence.reviewed import RedactionDef as RedactionDef
from holdfast.evidence.reviewed import RedactionRequestDef as RedactionRequestDef
from holdfast.evidence.reviewed import ReviewState as ReviewState
from holdfast.evidence.reviewed import Swept as Swept
from holdfast.evidence.reviewed import WishState as WishState
from holdfast.people.types import Level


class Method(StrEnum):
    """How a capture was made."""

    HTTP = "http"
    BROWSER = "browser"
    UPLOAD = "upload"


class Outcome(StrEnum):
    """What a capture holds of what was asked for."""

    COMPLETE = "complete"
    PARTIAL = "partial"  # parts of the page failed
    CUT = "cut"  # a cap on bytes or time ended it
    BLOCKED = "blocked"  # a login wall, a block page, a refusal with a page of its own
    FAILED = "failed"  # no answer that could be kept, or an error status


class Compared(StrEnum):
    """A capture held against the one before it of the same address."""

    FIRST = "first"
    SAME = "same"
    CHANGED = "changed"
    REMOVED = "removed"
    FAILED = "failed"  # this time nothing could be compared


class Role(StrEnum):
    """What a part of a capture is."""

    WARC = "warc"
    BODY = "body"
    SCREENSHOT = "screenshot"
    TEXT = "text"
    UPLOAD = "upload"
    METADATA = "metadata"
    CERTIFICATES = "certificates"


class Verb(StrEnum):
    """What an entry of the custody log says was done."""

    COLLECTED = "collected"
    UPLOADED = "uploaded"
    CHANGED = "changed"
    REMOVED = "removed"
    FAILED = "failed"
    VIEWED = "viewed"
    EXPORTED = "exported"
    DERIVED = "derived"
    REDACTED = "redacted"
    EXPUNGED = "expunged"
    HELD = "held"
    RELEASED = "released"
    FLAGGED = "flagged"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    KEY_ADDED = "key-added"
    KEY_RETIRED = "key-retired"
    CHECKPOINT = "checkpoint"
    STAMPED = "stamped"
    COSIGNED = "cosigned"


class StampKind(StrEnum):
    """Who says that a checkpoint existed."""

    RFC3161 = "rfc3161"
    OPENTIMESTAMPS = "opentimestamps"


class StampState(StrEnum):
    """How far a stamp is: an OpenTimestamps proof waits until it is anchored."""

    PENDING = "pending"
    ANCHORED = "anchored"  # for RFC 3161: the token is here


class RequestState(StrEnum):
    """How far a wish to capture is."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PartDef:
    """One file of a capture; `parent` and `made_by` are given where it was derived from another."""

    role: Role
    name: str
    sha256: str
    size: int
    mime: str
    parent: str | None = None
    made_by: str | None = None


@dataclass(frozen=True, slots=True)
class CaptureDef:
    """A preserved copy of a document, with its parts; `document` and the two after it are empty for a loose one."""

    key: str
    method: Method
    address: str
    final_address: str
    collector: str
    tool: str
    started: datetime
    ended: datetime
    status: int | None
    mime: str
    outcome: Outcome
    why: Mapping[str, Any]  # Why as stored: code and params
    manifest: str  # SHA-256 of the manifest file
    compared: Compared = Compared.FIRST
    earlier: str | None = None
    document: str | None = None
    document_title: Mapping[str, str] = field(default_factory=dict)
    document_id: int | None = None
    ip: str = ""
    parts: tuple[PartDef, ...] = ()
    level: int = Level.DESK
    seq: int = 0  # of its entry in the custody log
    graphic: bool = False
    held: bool = False
    expunged: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Something to enter in the custody log: `content` is JSON-able, committed to and opened beside the log."""

    verb: Verb
    object_key: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EntryDef:
    """An entry of the custody log; salt and content are None once expunged or for a viewer who may not open it."""

    seq: int
    at: datetime
    actor: str
    verb: Verb
    object_key: str
    commitment: str
    prev: str
    hash: str
    salt: str | None = None
    content: str | None = None
    closed: bool = False  # there is a content, and this viewer may not read it


@dataclass(frozen=True, slots=True)
class CheckpointDef:
    """A signed head of the log, with who stamped and who cosigned it."""

    size: int
    root: str  # base64
    note: str  # body, blank line, the desk's signature line
    at: datetime
    stamps: tuple["StampDef", ...] = ()
    cosignatures: tuple["CosignatureDef", ...] = ()


@dataclass(frozen=True, slots=True)
class StampDef:
    """A token of a time-stamp authority or a proof of a calendar over a checkpoint's note."""

    kind: StampKind
    authority: str
    state: StampState
    proof: bytes
    stamped_at: datetime | None  # as the authority says; None while pending
    at: datetime
    checkpoint: int = 0


@dataclass(frozen=True, slots=True)
class CosignatureDef:
    """Another desk's signature under our head: it saw this head, and nothing inconsistent before."""

    witness: str
    line: str
    signed_at: datetime
    checkpoint: int = 0


@dataclass(frozen=True, slots=True)
class Preserved:
    """How a document is preserved: its captures seen by this viewer, newest first, and whether one is confirmed."""

    document_id: int
    captures: int
    whole: int  # captures that are complete
    latest: str | None
    latest_at: datetime | None
    confirmed: bool
    changed_since: bool = False
    removed_since: bool = False


@dataclass(frozen=True, slots=True)
class SealState:
    """What may be said of a capture's seal: collected by C with tool V, unchanged since T, witnessed by W.

    `since` is the earliest time that an authority or a Bitcoin block gives for a head that covers the entry; without
    it nobody outside the desk can say when.
    """

    key: str
    seq: int  # of its entry in the custody log
    collector: str
    tool: str
    collected_at: datetime  # by the desk's own clock
    head: int | None = None  # the size of the first signed head that covers the entry
    since: datetime | None = None
    said_by: tuple[str, ...] = ()  # the authorities and calendars whose stamps hold
    pending: tuple[str, ...] = ()  # calendars that have promised a Bitcoin block
    witnessed: tuple[tuple[str, datetime], ...] = ()  # by whom, and when first


@dataclass(frozen=True, slots=True)
class Trouble:
    """A service that did not seal with us, and what it said."""

    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a seal came to: the head, and who vouches for it; short of what the settings ask where `short` is true."""

    checkpoint: CheckpointDef
    fresh: bool  # whether the log had grown, so that this head is new
    authorities: int  # how many are named
    needed: int
    stamped: int  # how many of them stamped this head
    calendars: int
    witnesses: int
    troubles: tuple[Trouble, ...]
    short: bool


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What asking the calendars again came to: stamps now anchored, stamps still pending, and what went wrong."""

    anchored: tuple[StampDef, ...]
    grown: tuple[StampDef, ...]  # they name a block whose header this desk does not hold
    waiting: int
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class VaultChecked:
    """What a full check of the desk's own vault found; `problems` and `notes` are English sentences."""

    entries: int
    captures: int
    objects: int
    checkpoints: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]  # what could not be checked here, and why

    @property
    def ok(self) -> bool:
        """Whether nothing was found to differ."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class HeadDef:
    """Where the log stands, signed or not."""

    size: int
    root: str  # base64
    hash: str  # of the last entry
    at: datetime | None


@dataclass(frozen=True, slots=True)
class InclusionDef:
    """The proof that an entry is in the tree of a signed head (RFC 6962): hashes in hex, from the leaf up."""

    seq: int
    size: int
    leaf: str
    root: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaptureWish:
    """An address to capture, and the key of the document it preserves, if any."""

    address: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class RequestDef:
    """A wish to capture and how far it is; `trouble` is an error's as_dict where it came to nothing."""

    id: int
    lot: str
    address: str
    method: Method
    document: str | None
    asked_by: str
    asked_at: datetime
    state: RequestState
    tries: int
    capture: str | None
    trouble: Mapping[str, Any]
    level: int


@dataclass(frozen=True, slots=True)
class LotDef:
    """Requests that came in together: how many wait, are done, came to nothing."""

    lot: str
    asked_by: str
    asked_at: datetime
    waiting: int
    done: int
    failed: int


@dataclass(frozen=True, slots=True)
class WatchDef:
    """An address that is captured again and again; `last` is its latest capture and how that compared."""

    id: int
    address: str
    method: Method
    document: str | None
    every_hours: int
    next_at: datetime
    asked_by: str
    active: bool
    level: int
    last: str | None = None
    last_at: datetime | None = None
    last_compared: Compared | None = None


@dataclass(frozen=True, slots=True)
class ChangeDef:
    """A dated fact about a document: by this day it read otherwise, or was gone, after our capture of it."""

    earlier: str  # the capture it is about
    earlier_at: datetime
    later: str  # the capture that found it
    found_at: datetime
    compared: Compared  # changed or removed
    address: str
    document: str | None
