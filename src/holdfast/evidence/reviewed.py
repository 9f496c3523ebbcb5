"""What the evidence room hands out about reviews; its door is `holdfast.evidence.types`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from holdfast.base.why import Why


class Question(StrEnum):
    """What a reviewer asks of a capture."""

    WHERE = "where"
    WHEN = "when"
    WHAT = "what"
    WHO = "who"
    UNTAMPERED = "untampered"


class Finding(StrEnum):
    """What a reviewer found to the question whether a capture is untampered."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot-tell"


class Ground(StrEnum):
    """Why a capture's bytes may be deleted; there is no other ground."""

    COURT_ORDER = "court-order"
    RISK_TO_A_PERSON = "risk-to-a-person"
    RETENTION_ENDED = "retention-ended"
    UNLAWFUL_CONTENT = "unlawful-content"
    COLLECTED_BY_MISTAKE = "collected-by-mistake"


class WishState(StrEnum):
    """How far a wish is that takes more than one person."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


PEOPLE_TO_CONFIRM = 2


@dataclass(frozen=True, slots=True)
class Unmasking:
    """Two redacted copies of one part: `copy` shows something that `other` hides."""

    copy: str
    other: str
    part: str

    @property
    def said(self) -> str:
        """In a sentence without its stop."""
        return f"{self.copy} shows what {self.other} hides of {self.part or 'the same part'}"


@dataclass(frozen=True, slots=True)
class ConfirmationDef:
    """What one person says of another's answer, as it stands now."""

    by: str
    agrees: bool
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerDef:
    """One person's answer; its words are None once expunged, `replaced` once its author answered anew."""

    id: int
    question: Question
    finding: Finding | None  # to "untampered" alone
    text: str | None
    method: str | None
    reasons: str | None
    by: str
    at: datetime
    replaced: bool
    confirmations: tuple[ConfirmationDef, ...] = ()

    @property
    def confirmed(self) -> bool:
        """Two people agree, neither of them the collector or the author, and nobody who looked disagrees."""
        agree = sum(one.agrees for one in self.confirmations)
        return not self.replaced and agree >= PEOPLE_TO_CONFIRM and agree == len(self.confirmations)


@dataclass(frozen=True, slots=True)
class FlagDef:
    """Who said that a capture shows graphic content, or no longer, and why."""

    graphic: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HoldDef:
    """A legal hold, and who released it."""

    id: int
    ground: str
    by: str
    at: datetime
    released_by: str = ""
    released_at: datetime | None = None
    release_reason: str = ""


@dataclass(frozen=True, slots=True)
class RedactionDef:
    """A redacted copy: found in the store by `sha256`, its record by `record`; `gone` once expunged."""

    key: str
    capture: str
    part: str
    name: str
    sha256: str
    record: str
    size: int
    mime: str
    reason: str
    by: str
    approver: str
    at: datetime
    seq: int
    level: int
    gone: bool = False


@dataclass(frozen=True, slots=True)
class RedactionRequestDef:
    """A wish for a redacted copy, and what became of it."""

    key: str
    capture: str
    part: str
    removed: tuple[Mapping[str, int], ...]
    reason: str
    by: str
    at: datetime
    state: WishState
    for_level: int
    decided_by: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a list says of a capture at once: shows graphic content, is under a legal hold, has no bytes any more."""

    graphic: bool = False
    held: bool = False
    expunged: bool = False


@dataclass(frozen=True, slots=True)
class ExpungeRequestDef:
    """A wish to delete a capture's bytes, and what became of it."""

    key: str
    capture: str
    ground: Ground
    text: str
    by: str
    at: datetime
    state: WishState
    keep_redactions: bool
    answers: tuple[int, ...] = ()
    first_approver: str = ""
    decided_by: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class ExpungeDef:
    """The tombstone of an expunged capture; `waiting` objects are still to be taken from the store."""

    capture: str
    ground: Ground
    text: str
    by: str
    approvers: tuple[str, str]
    at: datetime
    kept_redactions: bool
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class LevelRequestDef:
    """A wish that more people see a capture, which is for those of level `now`, and what became of it."""

    key: str
    capture: str
    now: int
    to_level: int
    reason: str
    by: str
    at: datetime
    state: WishState
    decided_by: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class LevelChangeDef:
    """Who changed who may see a capture; an approver where more people were let see it."""

    was: int
    level: int
    reason: str
    by: str
    approver: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewState:
    """All that people said of one capture, asked for it and did to it; answers by question, the newest first."""

    capture: str
    collector: str
    answers: Mapping[Question, tuple[AnswerDef, ...]]
    confirmed: bool
    graphic: bool
    flags: tuple[FlagDef, ...]
    holds: tuple[HoldDef, ...]
    held: bool
    redactions: tuple[RedactionDef, ...]
    redaction_requests: tuple[RedactionRequestDef, ...]
    expunge_requests: tuple[ExpungeRequestDef, ...]
    expunge: ExpungeDef | None
    level_changes: tuple[LevelChangeDef, ...] = ()  # to people of the desk, the newest first
    level_requests: tuple[LevelRequestDef, ...] = ()

    @property
    def why(self) -> Why:
        """Why the capture counts as confirmed, or what it lacks."""
        standing = [answer for answer in self.answers[Question.UNTAMPERED] if not answer.replaced]
        for finding, answer in ((one.finding, one) for one in standing if one.confirmed):
            if finding is Finding.NO or (finding is Finding.YES and self.confirmed):
                people = tuple(one.by for one in answer.confirmations)
                if finding is Finding.NO:
                    return Why.of("review-found-altered", people=people)
                return Why.of("review-confirmed", people=people)
        if not standing:
            return Why.of("review-unanswered")
        hopeful = [answer for answer in standing if answer.finding is Finding.YES]
        if not hopeful:
            return Why.of("review-undecided")
        nearest = max(hopeful, key=lambda answer: sum(one.agrees for one in answer.confirmations))
        against = tuple(one.by for one in nearest.confirmations if not one.agrees)
        if against:
            return Why.of("review-contested", people=against)
        return Why.of("review-waits", missing=PEOPLE_TO_CONFIRM - len(nearest.confirmations))


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep took from the store: removed now, kept because another capture holds the same, not to be removed."""

    removed: int = 0
    kept: int = 0
    failed: tuple[str, ...] = ()
