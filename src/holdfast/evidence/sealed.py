"""What the evidence room hands out about seals and checks of its log; its door is `holdfast.evidence.types`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StampKind(StrEnum):
    """Who says that a checkpoint existed."""

    RFC3161 = "rfc3161"
    OPENTIMESTAMPS = "opentimestamps"


class StampState(StrEnum):
    """How far a stamp is: an OpenTimestamps proof waits until it is anchored."""

    PENDING = "pending"
    ANCHORED = "anchored"  # for RFC 3161: the token is here


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
    stamped: tuple[tuple[str, datetime], ...] = ()  # the same with the time that each gives
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
