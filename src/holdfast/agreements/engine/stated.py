"""A stated average or share beside what its own numbers give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from holdfast.base.why import Why


@dataclass(frozen=True, slots=True)
class Averaged:
    """One total over one length of time: as the source states it, as its own numbers have it, or as transcribed."""

    value: Decimal
    days: int
    basis: str  # stated, promised, needed, transcribed
    why: Why

    def as_json(self) -> dict[str, Any]:
        """The average with its days and whose they are."""
        return {"value": self.value, "days": self.days, "basis": self.basis, **self.why.as_json()}


@dataclass(frozen=True, slots=True)
class StatedCheck:
    """A stated number beside the one its own total and window give."""

    assertion: str
    stated: Decimal
    recomputed: Decimal  # over the stored window
    days: int
    stands: bool
    why: Why
    stated_days: int | None = None
    recomputed_stated_days: Decimal | None = None
    days_that_give_it: tuple[int, ...] = ()
    qualifier: str = ""  # the words beside the stated number
    kind: str = "average"  # or "share": per cent of what was promised
    per: str | None = None  # of an average: in how long

    def as_json(self) -> dict[str, Any]:
        """The check with both windows where they differ."""
        return {
            "assertion": self.assertion,
            "stated": self.stated,
            "recomputed": self.recomputed,
            "days": self.days,
            "stands": self.stands,
            "stated_days": self.stated_days,
            "recomputed_over_stated_days": self.recomputed_stated_days,
            "days_that_give_it": list(self.days_that_give_it),
            "stated_bound": self.qualifier or None,
            "kind": self.kind,
            "per": self.per,
            **self.why.as_json(),
        }
