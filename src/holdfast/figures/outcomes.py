"""What the figures room hands out beside the figures: rebuilds, what is stale, findings, corrections, standings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from holdfast.agreements.outline import AgreementView, ReferenceLine, RelationLine, TextLine
from holdfast.record.types import SeriesDef

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where what was recomputed is not what was published."""

    path: str
    was: str
    now: str

    def sentence(self) -> str:
        """The difference in words."""
        return f"{self.path} was {self.was}, is {self.now}"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The outcome of recomputing a revision: the same bytes, or where it differs."""

    key: str
    same: bool
    digest: str  # of what was published
    recomputed: str  # digest of what was recomputed
    differences: tuple[Difference, ...]
    software: str
    software_now: str

    def sentences(self) -> list[str]:
        """What differs, and whether the software was another."""
        found = [difference.sentence() for difference in self.differences]
        if found and self.software != self.software_now:
            found.append(f"the software was {self.software}, is {self.software_now}")
        return found

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "key": self.key,
            "same": self.same,
            "digest": self.digest,
            "recomputed": self.recomputed,
            "software": self.software,
            "software_now": self.software_now,
            "differences": [
                {"path": difference.path, "was": difference.was, "is": difference.now}
                for difference in self.differences
            ],
        }


@dataclass(frozen=True, slots=True)
class Stale:
    """A published figure whose inputs have changed since."""

    key: str
    revision: int
    question: Words
    agreement: str
    because: tuple[str, ...]  # rows, terms, definition
    series: tuple[str, ...]  # whose rows changed

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "key": self.key,
            "revision": self.revision,
            "question": dict(self.question),
            "agreement": self.agreement,
            "because": list(self.because),
            "series": list(self.series),
        }


@dataclass(frozen=True, slots=True)
class FindingView:
    """A reviewer's word, with all that stands under it."""

    id: int
    agreement: str
    obligation: str
    obligation_title: Words
    reading: str | None
    edition: int
    word: str
    first: date
    last: date
    reasons: str
    excuses_considered: str
    right_of_reply: str
    by: str
    made: datetime

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "finding": self.id,
            "agreement": self.agreement,
            "obligation": self.obligation,
            "reading": self.reading,
            "edition": self.edition,
            "word": self.word,
            "from": self.first,
            "to": self.last,
            "reasons": self.reasons,
            "excuses_considered": self.excuses_considered,
            "right_of_reply": self.right_of_reply,
            "by": self.by,
            "made": self.made,
        }


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One thing that was corrected, withdrawn, decided or published anew, on its day."""

    at: datetime
    kind: str  # correction, withdrawal, decision, revision, finding
    object_key: str  # O-12, F-0001.r2, a series key
    text: Words
    reason: str
    by: str
    figure: str = ""
    series: str = ""
    changed: tuple[Mapping[str, Any], ...] = ()
    reason_words: Words = field(default_factory=dict)  # by language; empty where a person wrote the reason

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "at": self.at,
            "kind": self.kind,
            "object": self.object_key,
            "text": dict(self.text),
            "reason": self.reason,
            "by": self.by,
            "figure": self.figure or None,
            "series": self.series or None,
            "changed": [dict(change) for change in self.changed],
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite one revision."""

    key: str
    plain: str
    bibtex: str
    csl: Sequence[Mapping[str, Any]]  # the one item in its array


@dataclass(frozen=True, slots=True)
class Outline:
    """What the pages of an agreement name: its clauses and texts, what it refers to, who speaks of it, its series."""

    view: AgreementView
    texts: tuple[TextLine, ...]
    references: tuple[ReferenceLine, ...]
    relations: tuple[RelationLine, ...]
    series: tuple[SeriesDef, ...]  # those that its readings watch


@dataclass(frozen=True, slots=True)
class StandingView:
    """All assessments of one agreement as of a day, as stored for the board, with what its pages name."""

    agreement: str
    as_of: date
    seq: int
    computed: datetime
    assessments: tuple[Mapping[str, Any], ...]
    sides: tuple[Mapping[str, Any], ...]
    side_by_side: tuple[Mapping[str, Any], ...]
    months: Mapping[str, Any]  # `figures.months.month_states`
    outline: Outline
    stale: Mapping[str, Any]  # by revision: why it is stale, and in which series; `figures.stale`

    @property
    def view(self) -> AgreementView:
        """The agreement itself."""
        return self.outline.view

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "agreement": self.agreement,
            "as_of": self.as_of,
            "seq": self.seq,
            "computed": self.computed,
            "assessments": [dict(assessed) for assessed in self.assessments],
            "sides": [dict(side) for side in self.sides],
            "side_by_side": [dict(side) for side in self.side_by_side],
        }
