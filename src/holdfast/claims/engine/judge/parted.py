"""What parts the readings from what a text speaks of, remembered: the cells of a table ask it with other numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from holdfast.claims.engine.items import Bound
from holdfast.claims.engine.judge.asked import Asked
from holdfast.claims.engine.judge.comparable import Difference, difference
from holdfast.claims.engine.judge.readings import Reading

_KEPT = 64


def parted(asked: Asked) -> Callable[[Reading], Difference]:
    """What parts a reading from it, whatever the number is and whoever says so: neither decides what is compared."""
    item = replace(
        asked.item, start=0, end=0, text="", sentence=(0, 0), value=None, low=None, high=None,
        bound=Bound.EXACT, attribution=None,
    )  # fmt: skip
    return _parted(replace(asked, item=item, speakers=(), joint=False, in_part=False, side=""))


@lru_cache(maxsize=_KEPT)
def _parted(asked: Asked) -> Callable[[Reading], Difference]:
    known: dict[Reading, Difference] = {}

    def of(reading: Reading) -> Difference:
        found = known.get(reading)
        if found is None:
            found = known[reading] = difference(asked, reading)
        return found

    return of
