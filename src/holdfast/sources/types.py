"""What the sources room takes in and hands out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from holdfast.people.types import Level


@dataclass(frozen=True, slots=True)
class SourceDef:
    """An organisation that says things; `id` is 0 until it is stored, `documents` what this viewer may see."""

    key: str
    name: Mapping[str, str]
    kind: str = ""
    url: str = ""
    note: Mapping[str, str] = field(default_factory=dict)
    level: int = Level.DESK
    id: int = 0
    documents: int = 0


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """Enough of a document to name it and link to it."""

    id: int
    key: str
    title: Mapping[str, str]
    source: str
    source_name: Mapping[str, str]
    url: str
    said: str


@dataclass(frozen=True, slots=True)
class DocumentDef:
    """One published thing of a source; `relays` are the keys of the documents it passes on.

    `said` is EDTF as written, `said_first` and `said_last` its bounds; the two lists of references and `source_name`
    are filled when it is read.
    """

    key: str
    source: str
    title: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    said: str = ""
    language: str = ""
    kind: str = ""
    licence: str = ""
    note: Mapping[str, str] = field(default_factory=dict)
    relays: tuple[str, ...] = ()
    level: int = Level.DESK
    id: int = 0
    said_first: date | None = None
    said_last: date | None = None
    source_name: Mapping[str, str] = field(default_factory=dict)
    relays_of: tuple[DocumentRef, ...] = ()
    relayed_by: tuple[DocumentRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What a bulk write did: ids of all that was named, by key, and how many rows it wrote or took away."""

    ids: Mapping[str, int]
    written: int
