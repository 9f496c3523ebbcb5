"""What the journal hands out."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class JournalHead:
    """Where the chain stands: the last sequence number (0 when empty), its hash and instant."""

    seq: int
    hash: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line as stored; `hash` covers all the others and the hash before it."""

    seq: int
    at: datetime
    actor: str
    verb: str
    object_key: str
    count: int
    batch: int
    commitment: str
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome of recomputing the chain; `problems` are English sentences, empty when it holds."""

    ok: bool
    lines: int
    problems: tuple[str, ...]
