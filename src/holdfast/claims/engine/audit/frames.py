"""The numbers of one statement about one period, as its relays give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from holdfast.claims.engine.audit.metrics import Role
from holdfast.claims.engine.audit.rows import StatedRow
from holdfast.claims.engine.audit.scopes import contrary

MOST_CANDIDATES = 20  # totals that an average could be of; where there are more, which one is not guessed
# Words for how far something came: "trucks_entered" is what an average of "trucks" is taken of.
COMING = frozenset(
    {
        "entered",
        "entering",
        "offloaded",
        "delivered",
        "crossed",
        "collected",
        "received",
        "arrived",
        "screened",
        "released",
        "returned",
        "handed",
        "over",
        "distributed",
        "allowed",
        "admitted",
        "recorded",
        "reported",
        "registered",
        "reached",
        "built",
        "paid",
        "treated",
        "evacuated",
        "issued",
    }
)


@dataclass(frozen=True, slots=True)
class Promised:
    """Rates that were promised, and by whom: per day, with the row each stands in."""

    by_source: dict[str, tuple[StatedRow, ...]]
    every: tuple[StatedRow, ...]

    @classmethod
    def of(cls, rows: Iterable[StatedRow]) -> Promised:
        """The rates stated without a bound, each once for a source, unit and value."""
        kept: dict[tuple[str, str, Fraction], StatedRow] = {}
        for row in rows:
            if row.meaning.role is Role.PROMISED_RATE and row.value > 0:
                kept.setdefault((row.source, row.meaning.unit, row.exact / row.meaning.per), row)
        by_source: dict[str, list[StatedRow]] = defaultdict(list)
        for row in kept.values():
            by_source[row.source].append(row)
        short = {source: tuple(found[:MOST_CANDIDATES]) for source, found in by_source.items()}
        return cls(short, tuple(kept.values())[:MOST_CANDIDATES])


@dataclass(slots=True)
class Frame:
    """All numbers of one statement about one period; `days` is what its window holds, both ends counted."""

    statement: str
    source: str
    first: date | None
    last: date | None
    rows: tuple[StatedRow, ...]
    days: int | None
    roles: dict[tuple[str, Role], list[StatedRow]] = field(default_factory=dict)
    said_days: tuple[int, ...] = ()  # that the statement says it is about
    own_days: tuple[int, ...] = ()  # that follow from what its source promises a day
    relays: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        found: dict[tuple[str, Role], list[StatedRow]] = defaultdict(list)
        for row in self.rows:
            found[row.relayed_by, row.meaning.role].append(row)
        self.roles = dict(found)
        self.relays = tuple(dict.fromkeys(row.relayed_by for row in self.rows))

    def of(self, *roles: Role, relay: str | None = None) -> list[StatedRow]:
        """The rows in these roles, of all relays or of one."""
        relays = self.relays if relay is None else (relay,)
        return [row for one in relays for role in roles for row in self.roles.get((one, role), ())]

    def beside(
        self, row: StatedRow, pick: Callable[[Sequence[StatedRow]], list[StatedRow]]
    ) -> list[StatedRow]:
        """What `pick` finds in the row's own relay; where it finds nothing there, in all relays together."""
        own = [one for one in self.rows if one.relayed_by == row.relayed_by]
        return pick(own) or (pick(self.rows) if len(own) < len(self.rows) else [])

    @property
    def lengths(self) -> tuple[int, ...]:
        """The numbers of days to divide by, best first: as said, as the source's promise has it, as stored."""
        stored = () if self.days is None else (self.days,)
        return tuple(dict.fromkeys((*self.said_days, *self.own_days, *stored)))

    def period(self) -> str:
        """The window as the line of arithmetic names it."""
        return f"{self.first} to {self.last}"


def frames(rows: Iterable[StatedRow]) -> Iterator[Frame]:
    """Every statement of every source by the periods it speaks of; a number without one joins the only one there is."""
    statements: dict[tuple[str, str], list[StatedRow]] = defaultdict(list)
    for row in rows:
        statements[row.statement, row.source].append(row)
    for (statement, source), held in statements.items():
        periods: dict[tuple[date | None, date | None], list[StatedRow]] = defaultdict(list)
        for row in held:
            periods[row.period_start, row.period_end].append(row)
        bare = periods.pop((None, None), [])
        if len(periods) == 1:
            ((period, _),) = periods.items()
            yield _frame(statement, source, period, held)
            continue
        for period, some in periods.items():
            yield _frame(statement, source, period, some)
        if bare:
            yield _frame(statement, source, (None, None), bare)


def _frame(
    statement: str, source: str, period: tuple[date | None, date | None], rows: list[StatedRow]
) -> Frame:
    dated = next((row for row in rows if (row.period_start, row.period_end) == period), None)
    return Frame(statement, source, *period, tuple(rows), dated.window if dated else None)


def about(row: StatedRow, among: Iterable[StatedRow]) -> list[StatedRow]:
    """Of these totals and counts, those that an average, rate or promise of this subject is about.

    The same subject goes before one with a word for how far it came ("trucks", "trucks_entered"); a bare average is
    of the plainest. A qualified subject ("fuel_trucks") is never taken for the plain one.
    """
    mine = row.meaning.subject
    ranked: dict[int, list[StatedRow]] = defaultdict(list)
    for other in among:
        if not same_unit(row, other) or contrary(row, other):
            continue
        theirs = other.meaning.subject
        if mine == theirs:
            ranked[0].append(other)
        elif other.meaning.role is Role.COUNT and mine:
            continue
        elif theirs[: len(mine)] == mine and (mine or other.meaning.role is not Role.COUNT):
            ranked[len(theirs) - len(mine)].append(other)
        elif theirs and mine[: len(theirs)] == theirs and COMING.issuperset(mine[len(theirs) :]):
            ranked[100].append(other)
    best = ranked[min(ranked)] if ranked else []
    if len(best) > MOST_CANDIDATES:
        return []
    alike = [other for other in best if other.said.rest == row.said.rest]
    return alike or best


def same_unit(row: StatedRow, other: StatedRow) -> bool:
    """Whether nothing says that two numbers are of different units; per cent has none."""
    one, two = row.meaning, other.meaning
    return one.percent or two.percent or not one.unit or not two.unit or one.unit == two.unit


def same_scope(row: StatedRow, other: StatedRow) -> bool:
    """Whether two numbers are of one thing, as far as their words say."""
    return not row.said.rest or not other.said.rest or row.said.rest == other.said.rest
