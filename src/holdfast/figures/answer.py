"""The answer of a figure in one sentence, in every language of the desk, from codes of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.sides import SideBySide
from holdfast.agreements.types import DutyKind, Rule, State
from holdfast.base.language import LANGUAGES
from holdfast.base.why import Param, Term, Why, catalogue
from holdfast.figures.inputs import Inputs, Words

TENTH = Decimal("0.1")


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
    rounded = value.quantize(TENTH)
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded


def state_term(state: State | str) -> Term:
    """The state as a word of the catalogue."""
    return Term("state." + str(state).replace(" ", "-"))


def answer(inputs: Inputs, headline: Assessed, side: SideBySide) -> Told:
    """The figure's answer: on every count where it names several, else on its headline; no more than is known."""
    rates = inputs.duty.kind is DutyKind.PER_TIME
    counts = [one for one in side.rows if one.is_count and one.promised is not None]
    if rates and len(inputs.asked.series) > 1 and len(counts) > 1 and side.holds is not None:
        if len({one.state for one in counts}) > 1:
            return told_why(side.holds.why, inputs.known_names())
        values = sorted(one.value for one in counts if one.value is not None)
        return told(
            "figure-every-count",
            counts=len(counts),
            low=tenths(values[0]),
            high=tenths(values[-1]),
            unit=unit_words(inputs, headline),
            promised=tenths(side.holds.promised),
            state=state_term(counts[0].state),
        )
    if (
        headline.rule is Rule.STATE
        or headline.value is None
        or headline.first is None
        or headline.last is None
    ):
        return _without_value(inputs, headline)
    facts: dict[str, object] = {
        "series": series_words(inputs, headline),
        "value": tenths(headline.value),
        "unit": unit_words(inputs, headline),
        "first": headline.first,
        "last": headline.last,
        "state": state_term(headline.state),
    }
    if headline.rule is Rule.COUNT or headline.promised is None:
        return _count(headline, facts)
    facts["promised"] = tenths(headline.promised)
    if rates:
        return told("figure-per-day", **facts)
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


def _count(headline: Assessed, facts: dict[str, object]) -> Told:
    total = headline.total if headline.total is not None else headline.value
    assert total is not None  # noqa: S101 - asked for before
    low = headline.low_total if headline.low_total is not None else headline.low
    high = headline.high_total if headline.high_total is not None else headline.high
    facts = {name: value for name, value in facts.items() if name != "state"} | {"value": tenths(total)}
    if low is not None and high is not None and low != high:
        return told("figure-count-range", **facts | {"low": tenths(low), "high": tenths(high)})
    return told("figure-count", **facts)


def _without_value(inputs: Inputs, headline: Assessed) -> Told:
    if headline.observed_state and headline.last is not None:
        observed = headline.observed_state
        words: Mapping[str, str] = {}
        for found in inputs.terms.series.values():
            if found.key == headline.series:
                states: Mapping[str, Any] = found.indicator.states
                named = states.get(observed)
                words = named if isinstance(named, Mapping) else {}
        return told(
            "figure-state",
            series=series_words(inputs, headline),
            observed=words or {"en": observed},
            last=headline.last,
            state=state_term(headline.state),
        )
    return told_why(headline.why, inputs.known_names())


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
