"""The words and numbers of the board's lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, ngettext

from holdfast.agreements.outline import ObligationLine
from holdfast.base.language import format_items
from holdfast.record.types import IndicatorDef
from holdfast.web.board.gather import Gathered
from holdfast.web.board.standing import AgreementStanding, Assessment, Duty
from holdfast.web.words import RATES, bound_word, is_total, state_word
from holdfast.web.writing import because, here, language, number_text, places_apart, unit_beside

OF_ONE_DAY = ("ratio", "state")  # rules that look at the last day anybody speaks of


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number with its unit, its promise, its bounds and its window."""

    value: Decimal | None
    unit: str
    promised: Decimal | None
    low: Decimal | None
    high: Decimal | None
    first: date | str | None
    last: date | str | None
    own_window: bool
    stated: Decimal | None
    what: str = ""  # what a count of harm or of statements counts
    values: tuple[Decimal, ...] = ()  # what several counts say, where no one of them stands for the others
    said_only: tuple[str, ...] = ()  # numbers stated without a total and a window, with their bound in words
    part: str = ""  # of how many of its days it speaks, where not of all
    either: str = ""  # 38 or 43: two relays of one statement, and nobody has decided between them

    @property
    def places(self) -> int:
        """Decimals that make what was counted print apart from what was promised, where they differ."""
        return places_apart(self.value, self.promised)

    @property
    def open(self) -> bool:
        """Whether nobody states an upper end: said as "at least", or seen in part."""
        return self.low is not None and self.high is None and not self.values

    @property
    def ranged(self) -> bool:
        """Whether its own gaps leave more than one value."""
        return not self.either and self.low is not None and self.high is not None and self.low != self.high


@dataclass(frozen=True, slots=True)
class CountLine:
    """One of several counts: whose it is, what it says, of which days."""

    series: str
    name: Mapping[str, str] | str
    number: NumberLine


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty on the board, in words."""

    duty: Duty
    number: NumberLine | None
    sentence: str
    sure: str
    counts: tuple[CountLine, ...] = ()  # each with its days, where several differ


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement on the board, in words."""

    standing: AgreementStanding
    sentence: str
    parties: tuple[Mapping[str, Any], ...]
    sides: tuple[Mapping[str, Any], ...]


def board_lines(found: Gathered) -> list[AgreementLine]:
    """Every agreement in words."""
    return [agreement_line(found, key) for key in found.standings]


def agreement_line(found: Gathered, key: str) -> AgreementLine:
    """One agreement in words: one sentence, its duties by bearer, who speaks of it."""
    standing = found.standings[key]
    view = found.views[key]
    parties = tuple(
        {
            "key": bearer.key,
            "name": bearer.name,
            "tally": bearer.tally,
            "lines": [duty_line(found, duty) for duty in bearer.watched],
            "dark": bearer.dark,
        }
        for bearer in standing.bearers
    )
    return AgreementLine(standing, tally_sentence(standing), parties, side_lines(view, standing.sides))


def tally_sentence(standing: AgreementStanding) -> str:
    """One sentence for a stranger: of how many duties, how many are in which state."""
    parts = [f"{count} {state_word(state)}" for state, count in standing.tally]
    return ngettext(
        "Of the {count} duty written in it, as the record stands: {parts}.",
        "Of the {count} duties written in it, as the record stands: {parts}.",
        standing.total,
    ).format(count=standing.total, parts=format_items(parts, language()))


def side_lines(view: Any, sides: Any) -> tuple[Mapping[str, Any], ...]:
    """How many statements and documents stand on each side, the parties first."""
    listed = sides.get("sides", ()) if isinstance(sides, Mapping) else sides or ()
    return tuple(
        {
            "name": here(view.party_name(side["party"])) if side["party"] else gettext("no party"),
            "statements": side["statements"],
            "documents": side["documents"],
            "numbers": side.get("numbers"),
        }
        for side in listed
    )


def duty_line(found: Gathered, duty: Duty) -> DutyLine:
    """One duty in words."""
    head = duty.headline
    side = found.sides_of(duty.agreement, duty.key).get(head["reading"] if head else None)
    holds = side.get("holds") if side else None
    if holds and holds.get("on_every_count") and duty.counts > 1:
        sentence = because(holds)
    else:
        sentence = because(head) if head else ""
    return DutyLine(
        duty, _beside(duty, number_line(found, head)), sentence, _sure(duty, side), _counts(found, duty)
    )


def _counts(found: Gathered, duty: Duty) -> tuple[CountLine, ...]:
    if len(duty.values) < 2:
        return ()
    lines = []
    for one in duty.counted:
        number = number_line(found, one)
        series = found.series.get(one["series"])
        if number is not None:
            lines.append(CountLine(one["series"], series.name if series else one["series"], number))
    return tuple(lines)


def _beside(duty: Duty, number: NumberLine | None) -> NumberLine | None:
    """Where several counts differ, no one of them stands for the others and no dash makes a range of them."""
    if number is None:
        return None
    said = tuple(stated_text(one) for one in duty.said_only)
    if len(duty.values) < 2:
        return replace(number, said_only=said)
    promised = {one["promised"] for one in duty.counted}
    return replace(
        number,
        promised=promised.pop() if len(promised) == 1 else None,
        values=duty.values,
        said_only=said,
        low=None,
        high=None,
        first=None,
        last=None,
        part="",
    )


def stated_text(one: Assessment) -> str:
    """A bare stated number with its bound as said: above 600."""
    bound = bound_word(one.get("stated_bound") or (one.get("why_params") or {}).get("words"))
    return " ".join(part for part in (bound, number_text(one["stated"])) if part)


def in_time(unit: str, per: object) -> str:
    """So much of the unit a day, or a week."""
    found = gettext("{unit} a week") if per == "week" else gettext("{unit} a day")
    return found.format(unit=unit)


def indicator_of(found: Gathered, one: Assessment | None) -> IndicatorDef | None:
    """What the series of an assessment measures."""
    series = found.series.get(one["series"]) if one and one["series"] else None
    return series.indicator if series else None


def number_line(found: Gathered, one: Assessment | None) -> NumberLine | None:
    """The number of one assessment with its unit in words; None where there is none."""
    if one is None or one.get("rule") == "state" or (one["value"] is None and one.get("total") is None):
        return None
    indicator = indicator_of(found, one)
    unit = here(indicator.unit_name) if indicator and indicator.unit_name else str(one["unit"] or "")
    rate = one.get("rule") in RATES
    total = one.get("rule") == "count" and one.get("total") is not None
    return NumberLine(
        value=one["total"] if total else one["value"],
        unit=unit_beside(in_time(unit, one.get("unit_per")) if rate else unit),
        promised=one["promised"],
        low=one.get("low_total") if total else one["low"],
        high=one.get("high_total") if total else one["high"],
        first=one["from"],
        last=one["to"],
        own_window=bool(one.get("own_window")),
        stated=one["stated"],
        what=here(indicator.name) if indicator and one.get("rule") == "count" else "",
        part=_part(one),
        either=either_text(one),
    )


def either_text(one: Mapping[str, Any]) -> str:
    """Both values that relays of one statement give, where nobody has decided between them: 38 or 43."""
    if not one.get("either"):
        return ""
    return gettext("{low} or {high}").format(
        low=number_text(one["low_total"]), high=number_text(one["high_total"])
    )


def counters_text(counters: Sequence[Mapping[str, Any]]) -> str:
    """How many count, independent of each other; a party or a body of one is not independent of the parties."""
    count = len(counters)
    of_a_party = sum(1 for one in counters if one.get("party"))
    if not of_a_party:
        found = ngettext("{count} independent counter", "{count} independent counters", count)
    elif of_a_party == count:
        found = ngettext(
            "{count} counter, a party or a body of one",
            "{count} counters, each a party or a body of one",
            count,
        )
    else:
        found = ngettext(
            "{count} counter, {parties} of them a party or a body of one",
            "{count} counters, {parties} of them a party or a body of one",
            count,
        )
    return found.format(count=count, parties=number_text(of_a_party))


def _part(one: Assessment) -> str:
    """Of how many of its days a number speaks; nothing where it speaks of all, or of no single day."""
    days = one.get("days") or {}
    covered = sum(days.get(name) or 0 for name in ("reported", "zero_reported", "partial"))
    window = days.get("in_window") or 0
    if is_total(one) or one.get("rule") in OF_ONE_DAY or not 0 < covered < window:
        return ""
    return gettext("on {covered} of {window} days").format(
        covered=number_text(covered), window=number_text(window)
    )


def owed_text(found: Gathered, line: ObligationLine, assessed: Sequence[Assessment]) -> str:
    """What is owed, in words: 600 trucks a day; 4,200 trucks a week."""
    if line.quantity is None:
        return ""
    indicator = next((one for one in (indicator_of(found, row) for row in assessed) if one), None)
    unit = here(indicator.unit_name) if indicator and indicator.unit_name else line.unit
    unit = in_time(unit, line.per) if line.per else unit
    return f"{number_text(line.quantity)} {unit_beside(unit)}"


def _sure(duty: Duty, side: Mapping[str, Any] | None) -> str:
    counters = (side or {}).get("counters") or ()
    if duty.counts == 0:
        return counters_text(counters) if counters else ""
    if duty.counts == 1:
        return gettext("one count, by one party alone") if duty.one_party_only else gettext("one count")
    counts = ngettext("{count} count", "{count} counts", duty.counts).format(count=duty.counts)
    parts = [counts, counters_text(counters)]
    if duty.one_party_only:
        parts.append(gettext("by one party alone"))
    if side and side.get("refused"):
        parts.append(gettext("not averaged"))
    return gettext("; ").join(parts)
