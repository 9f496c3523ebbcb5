"""The answer of a figure in one sentence, in every language of the desk, from codes of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.exact import apart
from holdfast.agreements.engine.exact import one as one_decimal
from holdfast.agreements.engine.wording import either, time_term, when
from holdfast.agreements.types import Rule, State
from holdfast.base.language import LANGUAGES
from holdfast.base.why import Param, Term, Why, catalogue
from holdfast.figures.compute import Computed, is_rate, is_state
from holdfast.figures.inputs import Inputs, Words
from holdfast.record.types import SeriesDef

_NO_ISOLATES = dict.fromkeys((0x2068, 0x2069))  # a unit stands alone in lists and files


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence in each language: the English one with its code and parameters, as every reason is stored."""

    words: Mapping[str, str]
    code: str
    params: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """{"en", "ar", "why_code", "why_params"}."""
        return {**self.words, "why_code": self.code, "why_params": dict(self.params)}


def told(code: str, /, **params: object) -> Told:
    """The sentence of a code; a parameter that is words by language is said in each one's own."""

    def in_language(lang: str) -> Why:
        return Why.from_params(
            code,
            {
                name: spoken(value, lang) if isinstance(value, Mapping) else value
                for name, value in params.items()
            },
        )

    english = in_language("en")
    return Told(
        words={lang: in_language(lang).render(lang) for lang in LANGUAGES},
        code=code,
        params=english.params_json(),
    )


def told_why(why: Why, names: Mapping[str, Words]) -> Told:
    """A reason of the engine as a sentence in each language."""
    return Told(in_words(why, names), why.code, why.params_json())


def in_words(why: Why, names: Mapping[str, Words]) -> dict[str, str]:
    """The reason in each language, with names in the place of keys and of names in another language."""
    return {lang: _named(why, lang, names).render(lang) for lang in LANGUAGES}


def _named(why: Why, lang: str, names: Mapping[str, Words]) -> Why:
    def word(value: Param) -> Param:
        if isinstance(value, tuple):
            return tuple(word(item) for item in value)  # type: ignore[misc]
        if isinstance(value, str):
            if value in names:
                return spoken(names[value], lang)
            point = "point." + value.lower().replace(" ", "-")
            return Term(point) if point in catalogue(lang).terms else value
        return value

    return Why.from_params(why.code, {name: word(value) for name, value in why.params})


def spoken(words: Words, lang: str) -> str:
    """The words in the language, else in English, else in the first language given."""
    return words.get(lang) or words.get("en") or next(iter(words.values()), "")


def tenths(value: Decimal) -> Decimal:
    """The value as a sentence prints it: whole numbers whole, others with one decimal."""
    return one_decimal(value)


def state_term(state: State | str) -> Term:
    """The state as a word of the catalogue."""
    return Term("state." + str(state).replace(" ", "-"))


def told_state(one: Assessed) -> Term:
    """The state of one count as a word: a number that no duty is judged by is counted, and known."""
    counted = one.rule is Rule.COUNT and one.state is State.NOT_KNOWN
    return Term("state.counted") if counted else state_term(one.state)


def answer(inputs: Inputs, found: Computed) -> Told:
    """The figure's answer: on each count it asks for, no more than is known, and who denies what."""
    if found.several:
        return _several(inputs, found)
    headline = found.headline
    said = _of_one(inputs, headline)
    denial = next((one for one in headline.denied if one.disputes), None)
    if headline.state is not State.DISPUTED or denial is None:
        return said
    return told(
        "figure-disputed",
        told=said.words,
        speaker=source_words(inputs, denial.source),
        what=denied_term(denial.denies),
    )


def _several(inputs: Inputs, found: Computed) -> Told:
    counts, holds = found.counts, found.asked_side.holds
    if holds is not None and all(is_rate(one) for one in counts):
        if len({one.state for one in counts}) > 1:
            return told_why(holds.why, inputs.known_names())
        values = [one.value for one in counts if one.value is not None]
        low, high, promised = apart(min(values), max(values), holds.promised)
        return told(
            "figure-every-count",
            counts=len(counts),
            low=low,
            high=high,
            unit=unit_words(inputs, counts[0]),
            per=time_term(counts[0].unit_per or "day"),
            promised=promised,
            state=state_term(counts[0].state),
        )
    each = [_of_one(inputs, one) for one in counts]
    return told(
        "figure-each-count",
        counts=len(counts),
        told={lang: " ".join(one.words[lang] for one in each) for lang in LANGUAGES},
    )


def _of_one(inputs: Inputs, headline: Assessed) -> Told:
    """What one count says of the question."""
    if is_state(headline) or headline.value is None or headline.first is None or headline.last is None:
        return _without_value(inputs, headline)
    facts: dict[str, object] = {
        "series": series_words(inputs, headline),
        "value": tenths(headline.value),
        "unit": unit_words(inputs, headline),
        "first": headline.first,
        "last": headline.last,
        "when": dict(when(headline.first, headline.last).by_language),
        "state": state_term(headline.state),
    }
    if headline.rule is Rule.COUNT or headline.promised is None:
        return _count(headline, facts)
    facts["value"], facts["promised"] = apart(headline.value, headline.promised)
    if is_rate(headline):
        facts["per"] = time_term(headline.unit_per or "day")
        days = headline.days_kept
        if headline.rule is Rule.DAILY_FLOOR and days is not None and days.kept + days.below > 0:
            counted = {"kept": days.kept, "below": days.below, "unknown": days.unknown}
            return told("figure-days-kept", **facts, **counted)
        if headline.averages and headline.averages[0].basis == "stated":
            return _over_stated_days(headline, facts)
        return told("figure-per-day", **facts)
    facts["last"] = headline.reached_on or headline.last
    if headline.rule is Rule.RATIO and headline.per is not None:
        each = headline.per.each
        return told(
            "figure-ratio",
            **facts
            | {
                "value": tenths(headline.total or headline.value),
                "each": tenths(each) if each is not None else 0,
            },
        )
    if headline.due_day is not None and headline.value_at_due is not None:
        at_due = tenths(headline.value_at_due)
        if at_due != facts["value"]:
            return told("figure-by-date-late", **facts, due=headline.due_day, at_due=at_due)
        return told("figure-by-date", **facts, due=headline.due_day)
    return told("figure-of-promised", **facts)


def _over_stated_days(headline: Assessed, facts: dict[str, object]) -> Told:
    """An average over the days the source states, and over the window as it is stored here."""
    over_stated, stored = headline.averages
    assert headline.promised is not None  # noqa: S101 - asked for before
    value, other, promised = apart(over_stated.value, stored.value, headline.promised)
    return told(
        "figure-per-day-stated",
        **facts
        | {
            "value": value,
            "promised": promised,
            "other": other,
            "days": over_stated.days,
            "window": stored.days,
        },
    )


def _count(headline: Assessed, facts: dict[str, object]) -> Told:
    total = headline.total if headline.total is not None else headline.value
    assert total is not None  # noqa: S101 - asked for before
    low = headline.low_total if headline.low_total is not None else headline.low
    high = headline.high_total if headline.high_total is not None else headline.high
    facts = {name: value for name, value in facts.items() if name != "state"} | {"value": tenths(total)}
    days = headline.days
    if not headline.own_window and 0 < days.covered < days.in_window:
        facts |= {"days": days.covered, "window": days.in_window}
    if low is not None and high is None:  # said as "at least", or seen in part: nobody states an upper end
        return told(
            "figure-count-at-least", **{name: facts[name] for name in ("series", "value", "unit", "when")}
        )
    if headline.either and low is not None and high is not None:
        facts["value"] = dict(either(low, high).by_language)
        return told(
            "figure-count-either", **{name: facts[name] for name in ("series", "value", "unit", "when")}
        )
    if low is not None and high is not None and low != high:
        value_said, low_said, high_said = apart(total, low, high)
        facts |= {"value": value_said, "low": low_said, "high": high_said}
        return told("figure-count-days-range" if "days" in facts else "figure-count-range", **facts)
    return told("figure-count-days" if "days" in facts else "figure-count", **facts)


def _without_value(inputs: Inputs, headline: Assessed) -> Told:
    observed = observed_words(inputs, headline)
    if observed is not None and headline.last is not None:
        return told(
            "figure-state",
            series=series_words(inputs, headline),
            observed=observed,
            last=headline.last,
            state=state_term(headline.state),
        )
    return told_why(headline.why, inputs.known_names())


def standing(found: Computed) -> tuple[State, Why]:
    """The state of the figure and why: where it asks for several counts, only what holds on all of them."""
    if not found.several:
        return found.headline.state, found.headline.why
    states = {one.state for one in found.counts}
    holds = found.asked_side.holds
    if holds is not None:
        plain = states - {State.NOT_KNOWN}
        agreed = len(states) == 1 or (holds.on_every_count and len(plain) == 1)
        return (min(plain or states) if agreed else State.NOT_KNOWN), holds.why
    if len(states) == 1:
        (state,) = states
        return state, Why.of(
            "figure-counts-agree", counts=len(found.counts), state=told_state(found.counts[0])
        )
    return State.NOT_KNOWN, Why.of("figure-counts-differ", counts=len(found.counts))


def observed_words(inputs: Inputs, assessed: Assessed) -> Words | None:
    """The name of the state that was last observed; None where there is none."""
    if not is_state(assessed) or not assessed.observed_state:
        return None
    series = series_of(inputs, assessed.series)
    if series is not None and assessed.value is not None:
        named = state_named(series, assessed.value)
        if named:
            return named
    return {"en": assessed.observed_state}


def state_named(series: SeriesDef, code: Decimal) -> Words | None:
    """The name of a state by its code, as the case gives it."""
    states: Mapping[str, Any] = series.indicator.states
    named = states.get(str(tenths(code)))
    return named if isinstance(named, Mapping) else {"en": str(named)} if named else None


def series_of(inputs: Inputs, key: str | None) -> SeriesDef | None:
    """The series by its key."""
    return next((found for found in inputs.terms.series.values() if found.key == key), None)


def source_words(inputs: Inputs, key: str) -> Words:
    """The name of a source, else its key."""
    return inputs.names.sources.get(key) or {"en": key}


def denied_term(denies: str) -> Term:
    """What is denied, as a word of the catalogue."""
    return Term("denies.attribution" if denies == "attribution" else "denies.fact")


def unit_said(inputs: Inputs, assessed: Assessed) -> Words:
    """The unit as it stands beside a number: "trucks a day" where it is a rate; a state has none."""
    if is_state(assessed):
        return {}
    return (
        in_time(unit_words(inputs, assessed), assessed.unit_per)
        if is_rate(assessed)
        else unit_words(inputs, assessed)
    )


def in_time(unit: Words, per: str | None) -> Words:
    """So much of the unit a day, or a week, in every language."""
    return {
        lang: Why.of("chart-a-week" if per == "week" else "chart-a-day", unit=spoken(unit, lang))
        .render(lang)
        .translate(_NO_ISOLATES)
        for lang in LANGUAGES
    }


def averages(inputs: Inputs, one: Assessed) -> list[dict[str, Any]]:
    """The average over each length of time its total is said of, with whose days these are; empty where they agree."""
    names = inputs.known_names()
    return [{**average.as_json(), **in_words(average.why, names)} for average in one.averages]


def series_words(inputs: Inputs, assessed: Assessed) -> Words:
    """The name of the series, else its key."""
    for found in inputs.terms.series.values():
        if found.key == assessed.series:
            return found.name or {"en": found.key}
    return {"en": assessed.series or ""}


def unit_words(inputs: Inputs, assessed: Assessed) -> Words:
    """The unit in words, else as it is written."""
    for found in inputs.terms.series.values():
        if found.key == assessed.series and found.indicator.unit_name:
            return found.indicator.unit_name
    return {"en": assessed.unit}
