"""From what the sources say to one verdict with its reason; what is not known is not supported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from holdfast.base.why import Term, Why, Words
from holdfast.claims.engine.items import Bound
from holdfast.claims.engine.judge.asked import Asked
from holdfast.claims.engine.judge.checked import Checked, Verdict
from holdfast.claims.engine.judge.compare import Fit
from holdfast.claims.engine.judge.readings import Reading, Record, Speaker, voices_of
from holdfast.claims.engine.judge.source import (
    AFTER,
    AT,
    BETWEEN,
    MEAN,
    OLDER,
    OTHER_DAY,
    OTHER_TIME,
    REGIONS,
    SHARE,
    STATED,
    SUM,
    Outcome,
)

_CITED = 6  # rows shown of a sum


def decide(
    asked: Asked, outcomes: Sequence[Outcome], record: Record, hints: Sequence[Checked]
) -> Checked | None:
    """The verdict by the sources named, or by all where the text names none; None where no source is of its time.

    `hints` are what an equal number elsewhere in the record would say: another source, another quantity.
    """
    if asked.attributed:
        own = [
            one for one in outcomes if any(_speaks(one, speaker.key, record) for speaker in asked.speakers)
        ]
        if not own:
            return None
        silent = [
            one
            for one in asked.speakers
            if not any(_speaks(held, one.key, record) and held.holds for held in own)
        ]
        unknown = asked.joint and len(asked.speakers) == 1
        if asked.joint and (silent or unknown) and any(one.holds for one in own):
            return _by_some(asked, [one for one in own if one.holds], silent, record)
        return _by_one(asked, min(own, key=lambda one: one.fit), record, outcomes, hints)
    return _by_all(asked, outcomes, record, hints) if outcomes else None


def _speaks(outcome: Outcome, source: str, record: Record) -> bool:
    """Whether it is this source's word: it counts, published the page that gives the number, or is a body of who
    counts whose own document that page passes on."""
    if outcome.source == source:
        return True
    return bool(outcome.rows) and source in voices_of(outcome.rows[0], record)


def _by_some(asked: Asked, holding: Sequence[Outcome], silent: Sequence[Speaker], record: Record) -> Checked:
    """Two are said to say so, and of one of them the record does not have it."""
    why = Why.of(
        "check-source-joint",
        source=_name(record, holding[0]),
        held=_held(holding[0]),
        silent=tuple(Words.of(one.name) for one in silent) or (asked.item.attribution or "",),
    )
    change = Why.of("change-name-source", source=_name(record, holding[0]))
    return _checked(asked, Verdict.UNSUPPORTED, "source-named-in-part", why, holding, change)


def _by_one(
    asked: Asked, one: Outcome, record: Record, outcomes: Sequence[Outcome], hints: Sequence[Checked]
) -> Checked:
    others = [other for other in outcomes if other is not one]
    if one.rule == OLDER:
        return _outdated(asked, one, record, 1)
    if one.holds:
        against = [other for other in others if other.fit is Fit.FAILS]
        stated = one.rule == STATED and one.rows[0].last is None
        why = (
            Why.of("check-stated-only", source=_name(record, one), held=_held(one))
            if stated
            else Why.of(
                "check-as-attributed",
                source=_name(record, one),
                held=_held(one),
                day=_day(one),
                how=_how(one),
            )
        )
        if asked.in_part:
            why = Why.of(
                "check-source-in-part",
                source=_name(record, one),
                held=_held(one),
                named=asked.item.attribution or "",
            )
            return _checked(asked, Verdict.PARTLY, "source-named-in-part", why, [one, *against],
                            Why.of("change-name-source", source=_name(record, one)), 1)  # fmt: skip
        if one.rule in (BETWEEN, AFTER):
            why = Why.of("check-held-before", source=_name(record, one), held=_bounded(one))
        return _checked(asked, Verdict.AS_ATTRIBUTED, "as-attributed", why, [one, *against], independent=1)
    return _not_held(asked, one, [one, *others], record, hints)


def _by_all(asked: Asked, outcomes: Sequence[Outcome], record: Record, hints: Sequence[Checked]) -> Checked:
    holding = [one for one in outcomes if one.holds and one.rule != OLDER]
    failing = [one for one in outcomes if one.fit is Fit.FAILS]
    older = [one for one in outcomes if one.rule == OLDER]
    if holding:
        failing = [one for one in failing if not _smaller_part(asked, one)]
        return _held_by(asked, holding, failing, record)
    if older:
        return _outdated(asked, older[0], record, 0, failing)
    best = min(outcomes, key=lambda one: one.fit)
    shown = [*failing, *(one for one in outcomes if one.rule == OTHER_TIME)]
    return _not_held(asked, best, [best, *(one for one in shown if one is not best)], record, hints)


def _smaller_part(asked: Asked, one: Outcome) -> bool:
    """Whether the source counts only a part of the people, and fewer than the text says: that is against nothing."""
    held, said = one.held, asked.item.value
    return "population" in one.difference.narrower and held is not None and said is not None and held < said


def _held_by(asked: Asked, holding: Sequence[Outcome], failing: Sequence[Outcome], record: Record) -> Checked:
    counters = {record.speakers[one.source].counter for one in holding if one.source in record.speakers}
    counters.discard(asked.side)
    names = tuple(_name(record, one) for one in holding)
    first = holding[0]
    if failing:
        number = _held(failing[0])  # those named with it give this very number
        why = Why.of(
            "check-sources-disagree", holding=names, held=number,
            failing=tuple(_name(record, one) for one in failing if _held(one) == number),
        )  # fmt: skip
        change = Why.of("change-name-source", source=names[0])
        return _checked(
            asked, Verdict.PARTLY, "sources-disagree", why, [*holding, *failing], change, len(counters)
        )
    if all(one.rule == STATED and one.rows[0].last is None for one in holding):
        why = Why.of("check-stated-only", source=names[0], held=_held(first))
        return _checked(
            asked, Verdict.ATTRIBUTED_ONLY, "stated-without-window", why, holding,
            Why.of("change-name-source", source=names[0]),
        )  # fmt: skip
    party = not counters or all(
        record.speakers[one.source].party for one in holding if one.source in record.speakers
    )
    if party and len(counters) < 2:
        if len(names) > 1:
            why = Why.of("check-parties-alone", sources=names, held=_held(first), day=_day(first))
        else:
            why = Why.of("check-party-alone", sources=names, held=_held(first), day=_day(first))
        change = Why.of("change-name-source", source=names[0])
        return _checked(asked, Verdict.ATTRIBUTED_ONLY, "party-alone", why, holding, change, len(counters))
    why = Why.of("check-supported", count=len(counters), sources=names, held=_held(first), day=_day(first))
    return _checked(asked, Verdict.SUPPORTED, "supported", why, holding, None, len(counters))


def _outdated(
    asked: Asked, one: Outcome, record: Record, independent: int, failing: Sequence[Outcome] = ()
) -> Checked:
    newest = one.newer[0] if one.newer else one.rows[0]
    why = Why.of(
        "check-outdated",
        source=_name(record, one), held=_held(one), day=_day(one),
        newest=one.newest if one.newest is not None else newest.value, newest_day=newest.last or "?",
    )  # fmt: skip
    change = Why.of("change-say-day", day=_day(one), source=_name(record, one))
    return _checked(asked, Verdict.OUTDATED, "older-reading", why, [one, *failing], change, independent)


def _not_held(
    asked: Asked, one: Outcome, outcomes: Sequence[Outcome], record: Record, hints: Sequence[Checked]
) -> Checked:
    name = _name(record, one)
    if one.fit is Fit.FAILS and hints:
        told = (
            hints[0].rule != "not-comparable"
        )  # a series that does not say what it covers is against nothing
        return _with_rows(hints[0], outcomes, Verdict.CONTRADICTED if told else Verdict.UNSUPPORTED)
    if one.fit is Fit.FAILS and asked.item.bound is Bound.ESTIMATED and not asked.speakers:
        if _first_after(one):
            why = Why.of("check-estimate-before", source=name, held=one.rows[0].value, day=_day(one))
        elif one.rule in (BETWEEN, AFTER):
            why = Why.of("check-estimate-between", source=name, held=_bounded(one))
        else:
            why = Why.of("check-estimate", source=name, held=_held(one), day=_day(one))
        return _checked(asked, Verdict.UNSUPPORTED, "estimate-beside-a-count", why, outcomes,
                        Why.of("change-name-study"))  # fmt: skip
    if one.rule == OTHER_DAY:
        other = one.rows[-1]
        why = Why.of(
            "check-other-day", source=name, held=_held(one), day=_day(one), stated=other.value,
            other_day=other.last or "?",
        )  # fmt: skip
        return _checked(asked, Verdict.CONTRADICTED, "another-day", why, outcomes,
                        Why.of("change-say-day", day=other.last or "?", source=name))  # fmt: skip
    if one.fit is Fit.FAILS and one.rule in (BETWEEN, AFTER):
        why = (
            Why.of("check-beyond-first", source=name, held=one.rows[0].value, day=_day(one))
            if _first_after(one)
            else Why.of("check-beyond-readings", source=name, held=_bounded(one))
        )
        return _checked(asked, Verdict.CONTRADICTED, "beyond-two-readings", why, outcomes)
    if one.fit is Fit.FAILS:
        why = Why.of("check-contradicted", source=name, held=_held(one), day=_day(one), how=_how(one))
        change = Why.of("change-number", held=_held(one), day=_day(one), source=name)
        return _checked(asked, Verdict.CONTRADICTED, "another-number", why, outcomes, change)
    if hints and one.fit is Fit.OPEN:
        return _with_rows(hints[0], outcomes, Verdict.UNSUPPORTED)
    return _half_held(asked, one, outcomes, record)


def _half_held(asked: Asked, one: Outcome, outcomes: Sequence[Outcome], record: Record) -> Checked:
    name = _name(record, one)
    match one.fit:
        case Fit.HOLDS:
            facet = Term(f"check.facet.{one.difference.narrower[0]}")
            why = Why.of("check-narrower", source=name, held=_held(one), facet=facet)
            change = Why.of("change-say-facet", facet=facet, series=Words.of(one.rows[0].series_name))
            return _checked(asked, Verdict.PARTLY, "part-of-it", why, outcomes, change)
        case Fit.ROUNDED:
            why = Why.of("check-rounded", source=name, held=_held(one), day=_day(one))
            change = Why.of("change-say-about")
            return _checked(asked, Verdict.PARTLY, "rounded", why, outcomes, change)
        case Fit.DROPPED:
            word = one.rows[0].bound
            why = Why.of(
                "check-bound-dropped", source=name, held=_held(one), word=Term(f"check.bound.{word}")
            )
            change = Why.of("change-say-bound", word=Term(f"check.bound.{word}"))
            return _checked(asked, Verdict.PARTLY, "bound-dropped", why, outcomes, change)
        case Fit.LOOSE:
            why = Why.of("check-loose", source=name, held=_bounded(one), day=_day(one))
            change = Why.of("change-number", held=_bounded(one), day=_day(one), source=name)
            return _checked(asked, Verdict.PARTLY, "far-from-it", why, outcomes, change)
        case _:
            if one.rule == OTHER_TIME:
                why = _of_other_days(one, outcomes, record)
            elif _first_after(one):
                why = Why.of("check-open-before", source=name, held=one.rows[0].value, day=_day(one))
            elif one.rule in (BETWEEN, AFTER):
                why = Why.of("check-open-between", source=name, held=_bounded(one))
            else:
                why = Why.of("check-open", source=name)
            change = Why.of("change-say-time")
            return _checked(asked, Verdict.UNSUPPORTED, "cannot-be-told", why, outcomes, change)


def _of_other_days(one: Outcome, outcomes: Sequence[Outcome], record: Record) -> Why:
    """That no reading is of the text's own day and window, with the nearest there are."""
    row = one.rows[0]
    name, shown = _name(record, one), row.value
    other = next(
        (line.rows[0] for line in outcomes if line.rule == OTHER_TIME and line.rows[0].last != row.last), None
    )
    if other is None:
        return Why.of("check-open-time", source=name, held=shown, day=row.last or "–")
    return Why.of(
        "check-open-times",
        source=name, held=shown, day=row.last or "–", other=other.value, other_day=other.last or "–",
    )  # fmt: skip


def _checked(
    asked: Asked,
    verdict: Verdict,
    rule: str,
    why: Why,
    outcomes: Sequence[Outcome],
    change: Why | None = None,
    independent: int = 0,
) -> Checked:
    return Checked(
        item=asked.item,
        verdict=verdict,
        rule=rule,
        why=why,
        cited=_rows(outcomes),
        newer=tuple(dict.fromkeys(row for one in outcomes[:2] for row in one.newer)),
        missing=_missing(asked, outcomes[0]),
        would_change=change,
        independent=independent,
    )


def _with_rows(hint: Checked, outcomes: Sequence[Outcome], verdict: Verdict) -> Checked:
    rows = tuple(dict.fromkeys((*hint.cited, *_rows(outcomes))))
    return replace(hint, verdict=verdict, cited=rows)


def _rows(outcomes: Sequence[Outcome]) -> tuple[Reading, ...]:
    return tuple(dict.fromkeys(row for one in outcomes for row in one.rows[:_CITED]))


def _missing(asked: Asked, one: Outcome) -> tuple[Why, ...]:
    found = [Why.of("missing-facet", facet=Term(f"check.facet.{name}")) for name in one.difference.unsaid]
    if not asked.attributed:
        found.append(Why.of("missing-source"))
    if asked.when.month_day is not None:
        found.append(Why.of("missing-year"))
    elif not asked.when.dated:
        found.append(Why.of("missing-day"))
    return tuple(found)


def _name(record: Record, one: Outcome) -> Words | str:
    speaker = record.speakers.get(one.source)
    return Words.of(speaker.name) if speaker else one.source


def _held(one: Outcome) -> Why | object:
    return one.held if one.held is not None else one.rows[0].value


def _bounded(one: Outcome) -> object:
    if one.low is None and one.high is None:
        return _held(one)
    return f"{_plain(one.low)}–{_plain(one.high)}"


def _first_after(one: Outcome) -> bool:
    """Whether all that is held of a counter is what it had come to by a later day."""
    return one.rule == BETWEEN and not one.low and one.high is not None and len(one.rows) == 1


def _plain(value: object) -> str:
    return "…" if value is None else f"{value:,}"


def _day(one: Outcome) -> date | str:
    return one.rows[0].last or "–"


def _how(one: Outcome) -> Term:
    return Term(f"check.how.{one.rule if one.rule in (AT, MEAN, SUM, STATED, SHARE, REGIONS) else AT}")
