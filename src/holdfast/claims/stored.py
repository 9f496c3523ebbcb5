"""What the claims desk keeps: its closed lists, what its actions take in, and what its queries hand out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from holdfast.claims.engine.verdicts import Verdict as Verdict
from holdfast.sources.types import DocumentRef

Words = Mapping[str, str]
DESK_SIDE = "this desk"
OTHERS_SIDE = "others"


class Standing(StrEnum):
    """How far a review has come."""

    WAITING = "waits for a second reader"
    READ = "read by a second person"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class SideKind(StrEnum):
    """Whose statements a line of the statistics counts."""

    DESK = "desk"
    RELATION = "relation"
    SOURCE = "source"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Side:
    """Who says something: a source by its key, this desk itself, somebody who is no source here, or nobody known."""

    source: str | None = None
    desk: bool = False
    name: str = ""  # of somebody who is no source here; of texts alone, not of claims


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A line of a draft as a person accepts it: the item, what the rules proposed, what the person decided, and why.

    `verdict` is the person's own word; where it is not `proposed`, `reason` says why. `citations` are as the check
    printed them.
    """

    item: Mapping[str, Any]
    proposed: str
    verdict: str = ""  # the proposed one, where it is empty
    why_code: str = ""
    why_params: Mapping[str, Any] = field(default_factory=dict)
    citations: tuple[Mapping[str, Any], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One thing a review rests on: a row O-…, a document, a capture E-…; with the document it stands in.

    What lies above the viewer's clearance is counted and not named.
    """

    kind: str  # row, document, capture
    key: str
    document: DocumentRef | None = None
    address: str = ""
    series: str = ""  # of a row, with the period it is about, its value, and the words beside it
    period: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str = ""
    captured: datetime | None = None  # of a capture


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review as a viewer may see it: who wrote it and who read it second, and whether it is published."""

    key: str  # C-0001.r2
    claim: str
    number: int
    verdict: Verdict
    independent: int | None
    why: Words
    as_of: date
    made: datetime
    by: str
    evidence: tuple[EvidenceView, ...]
    hidden_evidence: int
    standing: Standing
    second: str | None = None
    second_at: datetime | None = None
    second_note: str = ""
    published: datetime | None = None
    published_by: str | None = None
    withdrawn: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_why: str = ""
    supersedes: str | None = None
    superseded_by: str | None = None

    @property
    def stands(self) -> bool:
        """Whether it is published and nobody has withdrawn it."""
        return self.standing is Standing.PUBLISHED


@dataclass(frozen=True, slots=True)
class RelayView:
    """Who passed a claim on, in which document or where, and when."""

    source: str | None
    source_name: Words
    document: DocumentRef | None
    said: str
    where: str


@dataclass(frozen=True, slots=True)
class ImportedView:
    """A review by somebody else, as they publish it; their rating is their word, never one of ours."""

    key: str  # I-0001
    url: str
    publisher: str
    publisher_url: str
    claim_text: str
    claimant: str
    rating: str
    language: str
    said: str
    at: datetime
    by: str
    claim: str | None = None  # the claim a named person linked it to
    linked_by: str | None = None
    linked_why: str = ""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A checkable assertion: its words, who said it, when and where, in which document, what it asserts."""

    key: str  # C-0001
    text: str
    language: str
    desk: bool  # this desk says it itself
    speaker: str | None
    speaker_name: Words
    said: str
    said_first: date | None
    said_last: date | None
    where: str
    document: DocumentRef | None
    place: str
    asserts: tuple[Mapping[str, Any], ...]
    level: int
    recorded: datetime | None
    relays: tuple[RelayView, ...] = ()
    reviews: tuple[ReviewView, ...] = ()  # the latest first
    imported: tuple[ImportedView, ...] = ()

    @property
    def current(self) -> ReviewView | None:
        """The review that stands: published, not withdrawn, and the latest of those."""
        return next((one for one in self.reviews if one.stands), None)


@dataclass(frozen=True, slots=True)
class ReportLineView:
    """A line of an accepted check, as the person accepted it."""

    place: int
    item: Mapping[str, Any]
    proposed: Verdict
    verdict: Verdict
    why: Mapping[str, Any]  # why_code and why_params
    citations: tuple[Mapping[str, Any], ...]
    reason: str
    accepted_by: str
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class ReportView:
    """An accepted check of a draft; `text` is empty where nobody asked to keep it."""

    key: str  # D-0001
    title: str
    desk: bool
    source: str | None
    source_name: Words
    other: str  # the name of somebody who is no source here
    sha256: str
    text: str
    language: str
    checked_at: datetime
    as_of: date
    seq: int
    by: str
    level: int
    lines: tuple[ReportLineView, ...] = ()


@dataclass(frozen=True, slots=True)
class SideCount:
    """How many of one side's statements were checked, and how they came out; every side is counted the same way."""

    kind: SideKind
    key: str  # the source's key, or the relation
    name: Words
    agreement: str = ""
    agreement_title: Words = field(default_factory=dict)
    claims: int = 0  # with a published review that stands
    lines: int = 0  # of accepted reports
    reports: int = 0
    verdicts: Mapping[str, int] = field(default_factory=dict)  # by verdict, claims and lines together

    @property
    def checked(self) -> int:
        """Claims and lines together."""
        return self.claims + self.lines
