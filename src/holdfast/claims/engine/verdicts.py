"""The verdicts of the claims desk."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What may be said of a claim or of a line of a draft; the list is closed, and no word of it says "true"."""

    SUPPORTED = "supported"  # by so many independent sources
    AS_ATTRIBUTED = "supported as attributed"
    PARTLY = "partly supported"
    OUTDATED = "outdated"
    CONTRADICTED = "contradicted by"
    ATTRIBUTED_ONLY = "attributed only"
    UNSUPPORTED = "unsupported"
    VAGUE = "vague"
    NOT_CHECKABLE = "not checkable"
    NOT_FOUND = "not found in the record"

    @property
    def rank(self) -> int:
        """The worst first: 0 is what will be thrown back first."""
        return _WORST_FIRST.index(self)

    @property
    def supports(self) -> bool:
        """Whether the record bears the item out as it stands."""
        return self in (Verdict.AS_ATTRIBUTED, Verdict.SUPPORTED)

    @property
    def rests_on_evidence(self) -> bool:
        """Whether nobody can say it without showing what it rests on."""
        return self in _ON_EVIDENCE


_WORST_FIRST = (
    Verdict.CONTRADICTED,
    Verdict.OUTDATED,
    Verdict.UNSUPPORTED,
    Verdict.NOT_FOUND,
    Verdict.ATTRIBUTED_ONLY,
    Verdict.PARTLY,
    Verdict.VAGUE,
    Verdict.NOT_CHECKABLE,
    Verdict.AS_ATTRIBUTED,
    Verdict.SUPPORTED,
)
_ON_EVIDENCE = frozenset(
    {Verdict.SUPPORTED, Verdict.AS_ATTRIBUTED, Verdict.PARTLY, Verdict.OUTDATED, Verdict.CONTRADICTED}
)
