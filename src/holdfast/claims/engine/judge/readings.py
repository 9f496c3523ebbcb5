"""What the record holds, as the rules take it: one stated value with who counts, of what, since when and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from holdfast.claims.engine.concepts.indicators import Measured
from holdfast.claims.engine.concepts.lexicon import Lexicon
from holdfast.claims.engine.items import Bound

VALUE = "value"  # of an observation; the other kinds are those of stated numbers beside the values
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source; `counter` is who counts upstream of it, `party` the party it speaks for or is counted by."""

    key: str
    name: Texts
    counter: str
    party: str = ""
    relation: str = ""
    upstream: str = ""  # the source of which it is a body


@dataclass(frozen=True, slots=True)
class Document:
    """Where a reading stands; `source` is who published it, who may pass on another's word."""

    key: str
    title: Texts
    url: str
    said: str
    source: str
    captures: int = 0
    capture: str = ""  # the key of the latest one
    relayed: tuple[str, ...] = ()  # the sources whose documents it passes on


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One value of the record; `since` is the first day of a counter, `first` and `last` the days it is about.

    `asserted` says that it is a stated number beside the values; without `last` it has no window, and nothing is
    computed with it.
    """

    key: str
    series: str
    series_name: Texts
    indicator: str
    measured: Measured
    source: str
    cumulative: bool
    adds_up: bool
    kind: str
    first: date | None
    last: date | None
    since: date | None
    at_agreement: bool
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    bound: Bound = Bound.EXACT
    per: str = ""
    unit: str = ""
    document: Document | None = None
    asserted: bool = False
    grade: str = ""  # one kind of its cargo, as diesel is of fuel
    words: Texts = field(default_factory=dict)  # how the source calls this part of what it counts
    giver: str = ""  # the party that hands over what it counts, by the duty that the series watches
    owed: frozenset[Decimal] = frozenset()  # how many are owed in all under that duty
    opening: bool = False  # the first of its counter, within days of its start
    regions: frozenset[str] = (
        frozenset()
    )  # all places that its source counts the same in, where they are several

    @property
    def window_start(self) -> date | None:
        """From which day it counts."""
        return self.since if self.cumulative and self.since else self.first


@dataclass(frozen=True, slots=True)
class Record:
    """All readings a viewer may see, by what they measure; who says them; the words they are recognised by."""

    by_main: Mapping[str, tuple[Reading, ...]]
    speakers: Mapping[str, Speaker]
    lexicon: Lexicon
    absent: Mapping[str, frozenset[date]] = field(default_factory=dict)  # series: days said to be missing

    def of(self, main: str) -> Sequence[Reading]:
        """The readings of one quantity."""
        return self.by_main.get(main, ())

    def all(self) -> Sequence[Reading]:
        """Every reading."""
        return [one for held in self.by_main.values() for one in held]


def voices_of(one: Reading, record: Record) -> frozenset[str]:
    """Whose word a reading is: who counts, who published the page, and the bodies of who counts that it quotes."""
    if one.document is None:
        return frozenset({one.source})
    bodies = {
        key
        for key in one.document.relayed
        if key in record.speakers and record.speakers[key].upstream == one.source
    }
    return frozenset({one.source, one.document.source, *bodies})
