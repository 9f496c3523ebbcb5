"""What may be said of a rumour and the claims found: never that they are the same claim."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from holdfast.claims.engine.match.aliases import Aliases
from holdfast.claims.engine.match.claims import Claim, checked_rumour
from holdfast.claims.engine.match.differences import Difference, differences_between
from holdfast.claims.engine.match.index import CEILING, FLOOR, Index
from holdfast.claims.engine.match.same import same_wording

SHOWN = 3
ASKED = 5


class Decision(StrEnum):
    """All that matching says by itself. Whether two texts make the same claim is for a person to link."""

    NO_MATCH = "no match"  # nothing in the collection comes as near as the threshold asks
    CANDIDATES = "candidates"  # a person must look: the differences are named
    SAME_WORDING = (
        "same wording"  # the same words in the same order as a claim or its title; who and when may differ
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that may be meant; the differences are read for the first three."""

    claim: Claim
    score: float
    likeness: float
    differences: tuple[Difference, ...] | None

    def as_dict(self) -> dict[str, object]:
        """The candidate as JSON carries it; `differences` is null where they were not read."""
        told = None if self.differences is None else [one.as_dict() for one in self.differences]
        return {
            "claim": self.claim.id,
            "text": self.claim.claim,
            "score": _exact(self.score),
            "likeness": _exact(self.likeness),
            "differences": told,
        }


@dataclass(frozen=True, slots=True)
class Matched:
    """The candidates of one rumour, best first, the decision, and the collection it was held against."""

    candidates: tuple[Candidate, ...]
    decision: Decision
    index: Index = field(repr=False)

    @property
    def threshold(self) -> float:
        """The threshold of the collection; computing it takes as long as 200 searches, once."""
        return self.index.threshold

    def as_dict(self) -> dict[str, object]:
        """The answer as JSON carries it."""
        return {
            "candidates": [candidate.as_dict() for candidate in self.candidates],
            "decision": str(self.decision),
            "threshold": _exact(self.threshold),
        }


def match_rumour(
    index: Index, rumour: str, *, limit: int = ASKED, read: int = SHOWN, aliases: Aliases | None = None
) -> Matched:
    """The claims nearest to the rumour, what differs in the first `read`, and what may be said.

    `aliases` are the names that are told apart, where they are more than those of the index.
    Under the threshold the candidates are still given, for a person who wants to look, and the decision is "no match".
    Raises RumourNotReadable.
    """
    checked_rumour(rumour)
    found = index.find(rumour, limit)
    candidates = []
    same = False
    for at, one in enumerate(found):
        told: tuple[Difference, ...] | None = None
        if at < read:
            nearest = _nearest(rumour, one.claim)
            told = differences_between(rumour, nearest, aliases or index.aliases)
            same = same or not told
        candidates.append(Candidate(one.claim, one.score, one.likeness, told))
    if same:
        decision = Decision.SAME_WORDING
    elif candidates and reaches(index, candidates[0].score):
        decision = Decision.CANDIDATES
    else:
        decision = Decision.NO_MATCH
    return Matched(tuple(candidates), decision, index)


def reaches(index: Index, score: float) -> bool:
    """Whether the score reaches the collection's threshold, which is computed only where it decides."""
    return score >= FLOOR and (score >= CEILING or score >= index.threshold)


def _nearest(text: str, claim: Claim) -> str:
    """The claim's own words; its title where that is what the rumour says word for word."""
    return claim.title if claim.title and same_wording(text, claim.title) else claim.claim


def _exact(value: float) -> Decimal:
    """The value with the four decimals it is given with."""
    return Decimal(f"{value:.4f}")
