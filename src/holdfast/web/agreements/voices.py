"""One number in a row of equals: what a series counts, or what somebody states, in the same shape and size."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from holdfast.base.numbers import how_rounded
from holdfast.web.board.gather import Gathered
from holdfast.web.board.lines import in_time, number_line
from holdfast.web.words import bound_word, lacking, state_of
from holdfast.web.writing import because, here, places_apart, unit_beside


@dataclass(frozen=True, slots=True)
class Voice:
    """One count or assertion as the page shows it."""

    name: Any
    relation: str | None
    party: str | None
    series: str | None
    shown: Decimal | None
    unit_name: str
    qualifier: str = ""
    assertion: bool = False
    lacks: str = ""
    state: str = ""
    stated: Decimal | None = None
    stated_differs: bool = False
    promised: Decimal | None = None
    measured_point: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    first: Any = None
    last: Any = None
    own_window: bool = False
    part: str = ""
    either: str = ""
    averages: tuple[
        tuple[Any, str], ...
    ] = ()  # over each length of time its total is said of, with whose days
    document: str = ""
    why: str = ""
    notes: tuple[str, ...] = ()
    days: Mapping[str, Any] = field(default_factory=dict)
    rows: int = 0
    rejected: int = 0

    @property
    def places(self) -> int:
        """Decimals that make what was counted print apart from what was promised, where they differ."""
        return places_apart(self.shown, self.promised)


def stated_differs(one: Mapping[str, Any]) -> bool:
    """Whether a stated average is not what its own total and window give, rounding aside."""
    if one.get("stated_checks"):
        return not all(check["stands"] for check in one["stated_checks"])
    stated, value = one.get("stated"), one.get("value")
    if stated is None or value is None:
        return False
    return how_rounded(Fraction(value), Decimal(stated)) is None


def averages_told(one: Mapping[str, Any]) -> tuple[tuple[Any, str], ...]:
    """The average over each length of time that a total is said of, with whose days these are, in one size."""
    return tuple((average["value"], because(average)) for average in one.get("averages") or ())


def voice_of(found: Gathered, one: Mapping[str, Any]) -> Voice:
    """A series under a reading."""
    series = found.series.get(one["series"])
    number = number_line(found, one)
    notes = [*(one.get("coverage_notes") or ()), *(one.get("notes") or ()), *(one.get("stated_checks") or ())]
    return Voice(
        name=series.name if series else one["series"],
        relation=one["relation"],
        party=one.get("party"),
        series=one["series"],
        shown=number.value if number else None,
        unit_name=number.unit if number else "",
        state=state_of(one),
        stated=one["stated"],
        stated_differs=stated_differs(one),
        promised=one["promised"],
        measured_point=one["measured_point"] or "",
        low=number.low if number and number.ranged else None,
        high=number.high if number and number.ranged else None,
        first=one["from"],
        last=one["to"],
        own_window=bool(one.get("own_window")),
        part=number.part if number else "",
        either=number.either if number else "",
        averages=averages_told(one),
        why=because(one),
        notes=tuple(dict.fromkeys(because(note) for note in notes)),
        days=one["days"],
        rows=one["rows_used"],
        rejected=one["rows_rejected"],
    )


def asserted_unit(found: Gathered, one: Mapping[str, Any]) -> str:
    """The unit of a stated number in the reader's language; an average says in how long."""
    series = found.series.get(one.get("series") or "")
    if series is None or not series.indicator.unit_name:
        return str(one["unit"])
    unit = here(series.indicator.unit_name)
    return in_time(unit, one.get("per")) if one["kind"] == "average" else unit


def voice_of_assertion(found: Gathered, one: Mapping[str, Any]) -> Voice:
    """A stated number without a total and a window, in the same size."""
    source = found.sources.get(one["source"])
    return Voice(
        name=source.name if source else one["source"],
        relation=one.get("relation"),
        party=one.get("party"),
        series=one.get("series"),
        shown=one["value"],
        unit_name=unit_beside(asserted_unit(found, one)),
        qualifier=bound_word(one.get("stated_bound") or one["qualifier"]),
        assertion=True,
        lacks=lacking(one),
        first=one.get("from"),
        last=one.get("to"),
        document=one["document"],
        why=here(one["note"]),
    )
