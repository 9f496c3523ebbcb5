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
from holdfast.evidence.reviewed import LevelChangeDef as LevelChangeDef
from holdfast.evidence.reviewed import LevelRequestDef as LevelRequestDef
from holdfast.evidence.reviewed import Marks as Marks
from holdfast.evidence.reviewed import Question as Question
from holdfast.evidence.reviewed import RedactionDef as RedactionDef
from holdfast.evidence.reviewed import RedactionRequestDef as RedactionRequestDef
from holdfast.evidence.reviewed import ReviewState as ReviewState
from holdfast.evidence.reviewed import Swept as Swept
from holdfast.evidence.reviewed import Unmasking as Unmasking
from holdfast.evidence.reviewed import WishState as WishState
from holdfast.evidence.sealed import CheckpointDef as CheckpointDef
from holdfast.evidence.sealed import CosignatureDef as CosignatureDef
from holdfast.evidence.sealed import HeadDef as HeadDef
from holdfast.evidence.sealed import InclusionDef as InclusionDef
from holdfast.evidence.sealed import Sealed as Sealed
from holdfast.evidence.sealed import SealState as SealState
from holdfast.evidence.sealed import StampDef as StampDef
from holdfast.evidence.sealed import StampKind as StampKind
from holdfast.evidence.sealed import StampState as StampState
from holdfast.evidence.sealed import Trouble as Trouble
from holdfast.evidence.sealed import Upgraded as Upgraded
from holdfast.evidence.sealed import VaultChecked as VaultChecked
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
    GREW = "grew"  # more stands there, and nothing of what stood there was altered
    CHANGED = "changed"
    REMOVED = "removed"
    FAILED = "failed"  # this time nothing could be compared


FOUND = (Compared.GREW, Compared.CHANGED, Compared.REMOVED)  # dated facts about the capture before


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
    GREW = "grew"
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
    LEVEL_CHANGED = "level-changed"
    PUT_AWAY = "put-away"
    KEY_ADDED = "key-added"
    KEY_RETIRED = "key-retired"
    CHECKPOINT = "checkpoint"
    STAMPED = "stamped"
    COSIGNED = "cosigned"


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
    filed: "Filed | None" = None
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


class Filed(StrEnum):
    """What makes a capture one of its document; of another address it does not preserve the document."""

    ADDRESS = "address"  # it was asked for, or came in the end, at the document's own address
    PERSON = "person"  # a file that a person gave and filed under it
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Preserved:
    """How a document is preserved: its captures seen by this viewer, newest first, and whether one is confirmed.

    Captures of other addresses that are filed under it do not count; `by_person` where files that people gave are all
    there is.
    """

    document_id: int
    captures: int
    whole: int  # captures that are complete
    latest: str | None
    confirmed: bool
    changed_since: bool = False
    removed_since: bool = False
    by_person: bool = False


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
    compared: Compared  # one of FOUND
    address: str
    document: str | None
    away: "PutAwayDef | None" = None
    document_title: Mapping[str, str] = field(default_factory=dict)
    size_before: int | None = None  # bytes of the text; None where there is none, or it is for others
    size_after: int | None = None


@dataclass(frozen=True, slots=True)
class PutAwayDef:
    """Who put a finding away, when and why."""

    by: str
    at: datetime
    reason: str
