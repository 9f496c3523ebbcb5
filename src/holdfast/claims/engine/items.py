"""What the desk finds in a text: figures, dates, ranks, bans, votes and rulings, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, make_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING


class Kind(StrEnum):
    """What an item is; the first eight are figures."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    RATE = "rate"
    DURATION = "duration"
    RANK = "rank"
    RATIO = "ratio"
    VAGUE = "vague"
    DATE = "date"
    BAN = "ban"
    VOTE = "vote"
    RULING = "ruling"

    @property
    def is_figure(self) -> bool:
        """Whether it is a number that the text states."""
        return self not in (Kind.DATE, Kind.BAN, Kind.VOTE, Kind.RULING)


class Bound(StrEnum):
    """How the words around a figure bind it to the truth."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    NEARLY = "nearly"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"
    AVERAGE = "average"
    ESTIMATED = "estimated"
    VAGUE = "vague"


class Voice(StrEnum):
    """Whose word an item is."""

    OWN = "own"  # the text says it in its own name
    ATTRIBUTED = "attributed"  # the text names who says it
    QUOTED = "quoted"  # it stands inside quotation marks


@dataclass(frozen=True, slots=True)
class Item:
    """One checkable item of a text; offsets count characters (code points) of the text given.

    `value` is the lower end of a range and then equals `low`; `high` is its upper end. Both are None where the
    text gives one number. `unit` is "count", "percent", "percentage point", "basis point", an ISO 4217 code,
    "ratio", "rank", or the plural or sign of a unit of time or measure ("days", "tonnes", "m3"). `what` is the
    phrase counted, in the words of the text. Dates are EDTF as precise as the text is: 2018, 2025-04,
    2025-10-31; never more precise.
    """

    start: int
    end: int
    text: str
    lang: str
    kind: Kind
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    bound: Bound = Bound.EXACT
    unit: str | None = None
    what: str | None = None
    per: str | None = None
    base: Decimal | None = None
    as_of: str | None = None
    period_from: str | None = None
    period_to: str | None = None
    attribution: str | None = None
    place: str | None = None
    voice: Voice = Voice.OWN
    concepts: tuple[str, ...] = ()  # keys of the concept lexicon, best first
    actor: str | None = None  # who did it, as the text names them
    population: str | None = None  # whom it happened to: Palestinians, civilians, children
    point: str | None = None  # measured point: entered, crossed, offloaded, collected, delivered, screened
    negated: bool = False
    target: bool = False  # a promise, a plan or a quota, not an event: "the 600 that should enter"
    slightly: bool = False  # "just over", "a little under": off by a few per cent at most
    ask: str | None = None  # what only a person can settle: "3.203 could be 3203 or 3.203"
    sentence: tuple[int, int] = field(default=(0, 0))


if TYPE_CHECKING:
    item = Item
else:

    def _close(draft):
        draft.__class__ = Item

    # An item as `Item` makes it, in a third of the time: filled in while open, then closed.
    item = make_dataclass(
        "_Draft",
        [(one.name, one.type, field(default=one.default)) for one in fields(Item)],
        namespace={"__post_init__": _close},
        slots=True,
    )
