"""Where sources disagree about a figure, one sentence each: the page, the JSON and the terminal read this one list."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from holdfast.agreements.engine.assessed import Assessed, Denied
from holdfast.agreements.engine.exact import apart
from holdfast.agreements.engine.sides import Asserted
from holdfast.agreements.engine.wording import qualified
from holdfast.base.why import Term
from holdfast.base.why import Words as ByLanguage
from holdfast.figures.answer import (
    Told,
    denied_term,
    in_time,
    source_words,
    told,
    told_state,
    told_why,
    unit_said,
    unit_words,
)
from holdfast.figures.compute import Computed, is_state, shown_value
from holdfast.figures.inputs import Inputs, Words


def disagreements(inputs: Inputs, found: Computed) -> list[dict[str, Any]]:
    """Each as {"kind", language: sentence, "why_code", "why_params"}; empty where nobody says anything else."""
    names = inputs.known_names()
    told_so: list[tuple[str, Told]] = [("denial", one) for one in _denials(inputs, found)]
    holds = found.side.holds
    if holds is not None and len(holds.below + holds.reached + holds.not_told) > 1:
        told_so.append(("counts", told_why(holds.why, names)))
    told_so += [("counts", told_why(band.why, names)) for band in found.side.bands if band.low != band.high]
    told_so += [("counts", one) for one in _counts_that_differ(inputs, found)]
    told_so += [("assertion", _asserted(inputs, found, one)) for one in found.side.asserted]
    told_so += [("reading", one) for one in _readings(inputs, found)]
    told_so += [("condition", one) for one in _conditions(inputs, found)]
    told_so += [("no range", told_why(why, names)) for why in found.side.refused]
    seen: set[str] = set()
    listed = []
    for kind, one in told_so:
        if one.words["en"] not in seen:
            seen.add(one.words["en"])
            listed.append({"kind": kind, **one.as_json()})
    return listed


def _denials(inputs: Inputs, found: Computed) -> Iterator[Told]:
    """Whoever denies it, and what of it, for which days, in the words on record."""
    for row in found.beside:
        for denial in row.denied:
            yield _denied(inputs, denial)


def _denied(inputs: Inputs, denial: Denied) -> Told:
    facts: dict[str, object] = {
        "speaker": source_words(inputs, denial.source),
        "what": denied_term(denial.denies),
        "first": denial.first,
        "said": denial.text,
    }
    if denial.first == denial.last:
        return told("figure-denied-on-day" if denial.text else "figure-denied-on-day-bare", **facts)
    return told("figure-denied-days" if denial.text else "figure-denied-days-bare", last=denial.last, **facts)


def _counts_that_differ(inputs: Inputs, found: Computed) -> Iterator[Told]:
    """Counts of the same kind of thing at the same point over the same days that differ, and in no range yet."""
    ranged = {key for band in found.side.bands for key in band.series}
    groups: dict[tuple[object, ...], list[Assessed]] = {}
    for one in found.beside:
        if one.is_count and not is_state(one) and one.series not in ranged:
            like = (one.unit, one.indicator, one.kind, one.measured_point, one.place, one.first, one.last)
            groups.setdefault(like, []).append(one)
    for group in groups.values():
        values = [value for one in group if (value := shown_value(one)) is not None]
        if len(set(values)) > 1:
            low, high = apart(min(values), max(values))
            yield told(
                "figure-counts-of-one-thing",
                low=low,
                high=high,
                unit=unit_said(inputs, group[0]),
            )


def _asserted(inputs: Inputs, found: Computed, stated: Asserted) -> Told:
    """Who states a number without a total and a window, and what it says."""
    assertion = stated.assertion
    facts: dict[str, object] = {
        "speaker": source_words(inputs, assertion.source),
        "stated": stated_words(assertion.value, assertion.qualifier),
        "unit": asserted_unit(inputs, found, stated),
    }
    match assertion.lacks, stated.otherwise:
        case ("total",), False:
            return told("figure-asserted-no-total", **facts)
        case ("total",), True:
            return told("figure-asserted-otherwise-no-total", **facts)
        case ("window",), False:
            return told("figure-asserted-no-window", **facts)
        case ("window",), True:
            return told("figure-asserted-otherwise-no-window", **facts)
        case _, True:
            return told("figure-asserted-otherwise", **facts)
    return told("figure-asserted", **facts)


def asserted_unit(inputs: Inputs, found: Computed, stated: Asserted) -> Words:
    """The unit of an assertion in words: of its series, a day where it states an average."""
    one = next((row for row in found.beside if row.series == stated.series), found.headline)
    unit = unit_words(inputs, one)
    return in_time(unit, stated.assertion.per) if stated.assertion.kind == "average" else unit


def stated_words(value: Decimal, qualifier: str) -> Words:
    """A stated number with the words beside it, in each language: "above 600" is never plain 600."""
    said = qualified(value, qualifier)
    if isinstance(said, ByLanguage):
        return dict(said.by_language)
    return told("figure-number", value=value).words


def _readings(inputs: Inputs, found: Computed) -> Iterator[Told]:
    """Another reading under which the same series come to another state."""
    mine = {one.series: one.state for one in found.asked}
    for reading in inputs.duty.readings:
        if reading.key == inputs.reading:
            continue
        others: dict[Term, None] = {}
        for one in found.peers:
            if one.reading == reading.key and one.series in mine and one.state != mine[one.series]:
                others.setdefault(told_state(one))
        if others:
            yield told(
                "figure-other-reading" if reading.text else "figure-other-reading-bare",
                reading={lang: text.rstrip(" .") for lang, text in reading.text.items()},
                states=list(others),
            )


def _conditions(inputs: Inputs, found: Computed) -> Iterator[Told]:
    """What a party says the duty waits on; a condition in the text itself is nobody's word against another's."""
    names = inputs.known_names()
    for one in found.asked:
        for waiting in one.waits_on:
            if waiting.said_by and not waiting.in_the_text:
                yield told_why(waiting.why, names)
