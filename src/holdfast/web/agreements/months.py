"""The strip of months: one line a duty, a mark for each month, or one mark over the days a stated total covers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.agreements.outline import ObligationLine
from holdfast.figures.types import StandingView
from holdfast.web.board.standing import AgreementStanding, Assessment, Duty
from holdfast.web.words import STATE_ORDER, is_total, shown_state, state_of

# States of these are asked as of the end of each month; all others of the month by itself.
AS_OF_ITS_END = ("by date", "ratio", "state")


@dataclass(frozen=True, slots=True)
class Part:
    """One cell of a line, over as many months: a state, or none where nothing was said."""

    months: int
    first: date
    state: str = ""
    days: tuple[Any, Any] | None = None  # the days a stated total is about, where they are told as one


@dataclass(frozen=True, slots=True)
class Line:
    """One duty with its parts, which fill the months."""

    duty: ObligationLine
    bearer: Mapping[str, str]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The months across and the duties down; a cell is blank where nothing was said about its month."""

    months: tuple[date, ...]
    lines: tuple[Line, ...]
    states: tuple[str, ...]

    @property
    def last(self) -> date:
        """The last month anybody speaks of."""
        return self.months[-1]


def strip_of(stored: StandingView, standing: AgreementStanding) -> Strip | None:
    """Each watched duty month by month, by the same counts as the board; None where nothing is watched."""
    months = tuple(date.fromisoformat(month) for month in stored.months["months"])
    cells = stored.months["cells"]
    duties = {duty.key: duty for bearer in standing.bearers for duty in bearer.watched}
    lines = tuple(
        Line(one, stored.view.party_name(one.bearer), parts)
        for one in stored.view.obligations
        if one.key in duties and months
        for parts in [_parts(duties[one.key], months, cells.get(one.key, {}))]
        if any(part.state for part in parts)
    )
    if not lines:
        return None
    most = max(_end(line, months) for line in lines)
    lines = tuple(Line(line.duty, line.bearer, tuple(_cut(line.parts, most))) for line in lines)
    seen = {part.state for line in lines for part in line.parts}
    return Strip(months[:most], lines, tuple(state for state in STATE_ORDER if state in seen))


def _parts(duty: Duty, months: tuple[date, ...], cells: Mapping[str, str]) -> tuple[Part, ...]:
    head = duty.headline
    if head is None or head["from"] is None:
        return (Part(len(months), months[0]),)
    if is_total(head) and head["rule"] not in AS_OF_ITS_END:
        return tuple(_over(duty, months))
    last = _day(head["to"]).replace(day=1)
    found = []
    for month in months:
        state = cells.get(month.isoformat(), "") if month <= last else ""
        if month == last and head["rule"] in AS_OF_ITS_END:
            state = duty.state  # the last word on it is the board's
        found.append(Part(1, month, shown_state(state, head["rule"]) if state else ""))
    return tuple(found)


def _over(duty: Duty, months: tuple[date, ...]) -> Iterator[Part]:
    """One part over the days of the counts the board's state rests on, blank ones around it."""
    counts: list[Assessment] = [one for one in duty.counted if state_of(one) == duty.state and one["from"]]
    counts = counts or [one for one in duty.counted if one["from"]]
    first = min(_day(one["from"]) for one in counts)
    last = max(_day(one["to"]) for one in counts)
    inside = [month for month in months if first.replace(day=1) <= month <= last]
    for month in months:
        if month not in inside:
            yield Part(1, month)
        elif month == inside[0]:
            yield Part(len(inside), month, duty.state, (first, last))


def _end(line: Line, months: tuple[date, ...]) -> int:
    ends = [months.index(part.first) + part.months for part in line.parts if part.state]
    return max(ends, default=0)


def _cut(parts: tuple[Part, ...], most: int) -> Iterator[Part]:
    told = 0
    for part in parts:
        if told < most:
            yield part
        told += part.months


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
