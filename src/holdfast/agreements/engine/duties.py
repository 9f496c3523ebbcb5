"""Duties other than rates and quantities by a date: ratios, states, and counts that are told."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from holdfast.agreements.engine.exact import one, six
from holdfast.agreements.engine.spans import Measured, Point
from holdfast.agreements.engine.types import Texts
from holdfast.agreements.engine.wording import counted, either, in_words, when
from holdfast.agreements.types import State
from holdfast.base.why import Why, Words
from holdfast.record.types import SeriesDef


def judge_ratio(
    value: Fraction,
    low: Fraction,
    high: Fraction | None,
    ratio: Fraction,
    others: Fraction,
    day: date,
    of: date,
) -> tuple[State, Why]:
    """So many for each of the other series' value on the same day."""
    promised = ratio * others
    facts = {
        "value": one(value),
        "promised": one(promised),
        "ratio": one(ratio),
        "others": one(others),
        "day": of,
    }
    if others <= 0:
        return State.NOT_DUE, Why.of("ratio-nothing-to-count-against", day=of)
    if low >= promised:
        return State.KEPT, Why.of("ratio-kept", each=one(value / others), **facts)
    if high is None or high >= promised:
        top = one(high) if high is not None else one(promised)
        return State.NOT_KNOWN, Why.of(
            "ratio-within-bounds", low=one(low), high=top, promised=one(promised), day=day
        )
    if value > 0:
        return State.PARTLY, Why.of("ratio-partly", each=one(value / others), **facts)
    return State.NOT_KEPT, Why.of(
        "ratio-none", promised=one(promised), ratio=one(ratio), others=one(others), day=of
    )


def inferred_ratio(
    value: Fraction, ratio: Fraction, others: Fraction, day: date, reported: tuple[date, Fraction] | None
) -> tuple[State, Why]:
    """The arithmetic against a number that nobody reported: it is told, and shows neither that it was kept nor not."""
    facts = {
        "value": one(value),
        "ratio": one(ratio),
        "each": one(value / others),
        "others": one(others),
        "day": day,
    }
    if reported is None:
        return State.NOT_KNOWN, Why.of("ratio-base-inferred", **facts)
    return State.NOT_KNOWN, Why.of(
        "ratio-base-inferred-since", reported=one(reported[1]), reported_day=reported[0], **facts
    )


def judge_count(
    series: SeriesDef, measured: Measured, scale: int, speaker: Texts | str, *, undecided: bool = False
) -> tuple[State, Why]:
    """A count of harm or of stated events assesses nobody: it is told, with whose category it is."""
    total, low = one(Fraction(measured.total, scale)), one(Fraction(measured.low, scale))
    high = None if measured.high is None else one(Fraction(measured.high, scale))
    value = either(low, high) if undecided and high is not None else counted(total, low, high)
    facts = {"value": value, "when": held(measured)}
    if series.attributes and not series.indicator.harm:
        return State.NOT_KNOWN, Why.of("count-speakers-category", speaker=speaker, **facts)
    if series.attributes:
        return State.NOT_KNOWN, Why.of("count-attributed-by-speaker", speaker=speaker, **facts)
    if series.place:
        return State.NOT_KNOWN, Why.of("count-of-a-place", place=series.name or series.place, **facts)
    if series.indicator.harm:
        return State.NOT_KNOWN, Why.of("count-of-harm", **facts)
    return State.NOT_KNOWN, Why.of("count-without-attribution", **facts)


def held(measured: Measured) -> Words:
    """The days a count is of: from when to when, and on how many of them the record holds a value where not on all."""
    days = when(measured.first, measured.last)
    if measured.own_window or not 0 < measured.covered < measured.window:
        return days
    return in_words(Why.of("days-held-of", days=measured.covered, window=measured.window, when=days))


def judge_state(series: SeriesDef, point: Point, promised: str, decimals: int) -> tuple[State, Why, str]:
    """What the last word on the state says, on its day; it is not carried forward."""
    code = six(Fraction(point.mid, 10**decimals))
    observed = state_name(series, str(code))
    wanted = state_words(series, promised)
    if not promised:
        told = state_words(series, str(code))
        return State.NOT_KNOWN, Why.of("state-told", observed=told, day=point.last), observed
    facts = {"observed": state_words(series, str(code)), "promised": wanted, "day": point.last}
    if point.low != point.mid or point.high != point.mid:
        return State.NOT_KNOWN, Why.of("state-between", promised=wanted, day=point.last), observed
    if promised in (str(code), observed):
        return State.KEPT, Why.of("state-as-promised", **facts), observed
    return State.NOT_KEPT, Why.of("state-not-as-promised", **facts), observed


def state_words(series: SeriesDef, code: str) -> Texts | str:
    """The name of a state by language, as the case gives it; a name stays itself."""
    return series.indicator.states.get(code) or code


def state_name(series: SeriesDef, code: str) -> str:
    """The English name of a state by its code, as the case gives it; a name stays itself."""
    name = series.indicator.states.get(code)
    if isinstance(name, str):
        return name
    return str(name.get("en", code)) if name else code
