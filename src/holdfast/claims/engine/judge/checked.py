"""What a check says of one item: a verdict of a closed list with its rule, its reason and its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from holdfast.base.why import Why
from holdfast.claims.engine.items import Item
from holdfast.claims.engine.judge.readings import Reading


class Verdict(StrEnum):
    """What the record says of an item; none of them says that it is true."""

    CONTRADICTED = "contradicted by"
    OUTDATED = "outdated"
    UNSUPPORTED = "unsupported"
    NOT_FOUND = "not found in the record"
    ATTRIBUTED_ONLY = "attributed only"
    PARTLY = "partly supported"
    VAGUE = "vague"
    NOT_CHECKABLE = "not checkable"
    AS_ATTRIBUTED = "supported as attributed"
    SUPPORTED = "supported"

    @property
    def rank(self) -> int:
        """The worst first: 0 is what will be thrown back first."""
        return list(Verdict).index(self)

    @property
    def supports(self) -> bool:
        """Whether the record bears the item out as it stands."""
        return self in (Verdict.AS_ATTRIBUTED, Verdict.SUPPORTED)


@dataclass(frozen=True, slots=True)
class Checked:
    """An item with its verdict; `cited` are the rows it rests on, `newer` those said of a later day.

    `independent` counts who counts upstream of the rows that hold. `would_change` is the one word that would make it
    hold; `missing` names what the text does not say; `warnings` come from the text held against itself.
    """

    item: Item
    verdict: Verdict
    rule: str
    why: Why
    cited: tuple[Reading, ...] = ()
    newer: tuple[Reading, ...] = ()
    missing: tuple[Why, ...] = ()
    would_change: Why | None = None
    warnings: tuple[Why, ...] = field(default=())
    independent: int = 0
