"""What a check says of one item: a verdict of a closed list with its rule, its reason and its rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from holdfast.base.why import Why
from holdfast.claims.engine.items import Item
from holdfast.claims.engine.judge.readings import Reading
from holdfast.claims.engine.verdicts import Verdict as Verdict


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
