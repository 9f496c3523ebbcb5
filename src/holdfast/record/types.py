"""The words of the record and what it hands out: kinds, statuses, definitions of series, rows with their details."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Self

from holdfast.record.qualifiers import AT_LEAST as AT_LEAST
from holdfast.record.qualifiers import AT_MOST as AT_MOST
from holdfast.record.qualifiers import ROUGHLY as ROUGHLY
from holdfast.record.qualifiers import bound_of as bound_of
from holdfast.sources.types import DocumentDef

Texts = Mapping[str, str]  # the same text by language


class Kind(StrEnum):
    """What an indicator is, and so what may be done with its values."""

    FLOW = "flow"  # so many in a period: periods add up
    STOCK = "stock"  # so many at a moment: never added
    CUMULATIVE = "cumulative"  # so many since a start: differences add up, until a counter falls
    EVENTS = "event count"  # counted events in a period: a full count of reports, not of events
    STATE = "state"  # which of a list of states holds

    @property
    def adds_up(self) -> bool:
        """Whether the values of periods that do not overlap may be added."""
        return self in (Kind.FLOW, Kind.EVENTS)


class Status(IntEnum):
    """How a value stands in the record; the first four are four different things and none of them is another."""

    REPORTED = 1
    ZERO_REPORTED = 2
    MISSING = 3
    NOT_MONITORED = 4
    PARTIAL = 5
    ESTIMATED = 6
    DERIVED = 7

    @property
    def word(self) -> str:
        """The name as written in case files and JSON."""
        return self.name.lower().replace("_", " ")

    @classmethod
    def of_word(cls, word: str) -> Self:
        """The status a case file writes as that word; raises KeyError."""
        return cls[word.strip().upper().replace(" ", "_")]

    @property
    def is_absence(self) -> bool:
        """Whether the row says that there is no value, and so carries none."""
        return self in (Status.MISSING, Status.NOT_MONITORED)


class Several(StrEnum):
    """Which of several values for one period, from several documents, is used; all are kept."""

    REFUSE = "refuse"
    FIRST_SAID = "first said"
    LAST_SAID = "last said"
    PRIMARY = "primary over comparator"


DAYS_OF = {"day": 1, "week": 7}  # the units of time of a rate, in days


class AssertionKind(StrEnum):
    """What a stated number is a statement of."""

    AVERAGE = "average"  # per day
    TOTAL = "total"
    SHARE = "share"  # percent of what was promised
    DAYS = "days"  # the length of the window, as stated
    PROMISED = "promised"  # what the speaker says was promised
    PART = "part"  # a named part of a stated total


class CounterRuling(StrEnum):
    """What a person decided about a counter that fell."""

    RESTART = "restart"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class IndicatorDef:
    """What is measured; `decimals` says that values are stored as whole numbers of 10**-decimals units."""

    key: str
    name: Texts
    kind: Kind
    unit: str
    unit_name: Texts
    decimals: int
    measured_point: str
    includes: Texts
    states: Texts
    harm: bool
    concepts: tuple[str, ...] = ()  # what it counts, in keys of the concept lexicon
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by language: how texts name it


@dataclass(frozen=True, slots=True)
class CoverageDef:
    """What a series could see in a period; `last` None means until something else is said."""

    first: date
    last: date | None
    extent: str
    effort: Texts
    breaks_trend: bool
    document: str | None


@dataclass(frozen=True, slots=True)
class DecisionDef:
    """A ruling on a counter that fell on `day`; `seq` is the journal line that holds it."""

    day: date
    ruling: CounterRuling
    reason: str
    by: str
    seq: int | None


@dataclass(frozen=True, slots=True)
class AssertionDef:
    """A stated number beside the values, with the document it stands in and when that was said (EDTF)."""

    key: str
    kind: AssertionKind
    value: Decimal
    unit: str
    qualifier: str
    about: str
    first: date | None
    last: date | None
    document: str
    source: str
    said: str
    note: Texts
    per: str = "day"  # of an average: in how long, a key of DAYS_OF


@dataclass(frozen=True, slots=True)
class SeriesDef:
    """A series with its indicator and all that is said about it; `source` is the key of the one who counts."""

    id: int
    key: str
    name: Texts
    place: str
    attributes: bool
    several: Several
    counter_start: date | None
    timezone: str
    day_boundary: time | None
    leaves_out: Texts
    note: Texts
    one_edition: bool
    source: str
    indicator: IndicatorDef
    coverage: tuple[CoverageDef, ...]
    decisions: tuple[DecisionDef, ...]
    assertions: tuple[AssertionDef, ...]
    first_known_seq: int | None


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """Enough of a series to list it."""

    key: str
    name: Texts
    place: str
    source: str
    indicator: IndicatorDef
    leaves_out: Texts
    source_name: Texts


@dataclass(frozen=True, slots=True)
class RowRef:
    """A pointer to one observation, printed as O-<id>."""

    id: int

    @property
    def key(self) -> str:
        """The key as readers cite it."""
        return f"O-{self.id}"

    @classmethod
    def of_key(cls, key: str) -> Self:
        """The pointer that O-<id> writes; raises ValueError."""
        prefix, _, number = key.partition("-")
        if prefix != "O" or not (number.isascii() and number.isdigit()) or len(number) > 18:
            raise ValueError(key)
        return cls(int(number))


@dataclass(frozen=True, slots=True)
class RowDetail:
    """One observation as a reader opens it; numbers are in the indicator's unit, exact."""

    id: int
    key: str
    series: str
    about: str
    first: date
    last: date
    status: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: str
    hours: int | None
    document: DocumentDef  # with what it relays
    edition: int
    filled: bool
    comparator: bool
    superseded: bool
    withdrawn: str | None  # why it was withdrawn
    withdrawn_on: date | None
    origin: str
    note: str
    reason: str  # why this edition was written
    recorded_seq: int | None
    supersedes: str | None
    reason_words: Texts = field(default_factory=dict)  # by language; empty where a person wrote the reason
    withdrawn_words: Texts = field(default_factory=dict)

    def reason_in(self, lang: str) -> str:
        """Why this edition was written, in that language; a person's reason is in their own words."""
        return self.reason_words.get(lang) or self.reason

    def withdrawn_in(self, lang: str) -> str:
        """Why the row was withdrawn, in that language; empty where it stands."""
        return self.withdrawn_words.get(lang) or self.withdrawn or ""


@dataclass(frozen=True, slots=True)
class CounterFall:
    """A counter whose value on `day` is lower than before, and the ruling about it if there is one."""

    series: str
    day: date
    before: Decimal
    after: Decimal
    row: RowRef
    previous: RowRef
    decision: DecisionDef | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one bulk write changed, with the digest of the rows it wrote (for the journal's commitment)."""

    added: int
    changed: int
    unchanged: int
    withdrawn: int
    restored: int
    digest: str

    @property
    def written(self) -> int:
        """How many rows were written."""
        return self.added + self.changed + self.restored + self.withdrawn


@dataclass(frozen=True, slots=True)
class SeriesSpec:
    """A series as a case declares it: indicator, source and documents by key."""

    key: str
    name: Texts
    indicator: str
    source: str
    place: str = ""
    attributes: bool = False
    several: Several = Several.REFUSE
    counter_start: date | None = None
    timezone: str = ""
    day_boundary: time | None = None
    leaves_out: Texts = field(default_factory=dict)
    note: Texts = field(default_factory=dict)
    one_edition: bool = False
    coverage: tuple[CoverageDef, ...] = ()


@dataclass(frozen=True, slots=True)
class AssertionSpec:
    """A stated number as a case declares it; it names a series or an indicator, and the document it stands in."""

    key: str
    kind: AssertionKind
    value: Decimal
    source: str
    document: str
    series: str | None = None
    indicator: str | None = None
    unit: str = ""
    qualifier: str = ""
    about: str = ""
    first: date | None = None
    last: date | None = None
    note: Texts = field(default_factory=dict)
    per: str = "day"


@dataclass(frozen=True, slots=True)
class SeriesTerms:
    """What must be known of a series to read its values: kind, decimals, first day of a counter, several, states."""

    key: str
    kind: Kind
    decimals: int = 0
    counter_start: date | None = None
    several: Several = Several.REFUSE
    states: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """A row corrected or withdrawn, or a ruling on a counter that fell, as the page of corrections lists it."""

    at: datetime  # when it was recorded here
    kind: str  # correction, withdrawal, back (it came back with the value it had), decision
    row: str  # the row it is about, as it was; empty for a decision
    series: str
    series_name: Texts
    about: str
    was: Decimal | None
    now: Decimal | None
    reason: str
    by: str
    ruling: str = ""
    reason_words: Texts = field(default_factory=dict)  # by language; empty where a person wrote the reason

    def reason_in(self, lang: str) -> str:
        """The reason in that language; a person's is in their own words."""
        return self.reason_words.get(lang) or self.reason
