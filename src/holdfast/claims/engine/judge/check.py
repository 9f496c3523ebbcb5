"""Items of a text against the record: each gets a verdict, the rule that fired, its rows, and what would change it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from holdfast.base.why import Term, Why, Words
from holdfast.claims.engine.concepts.lexicon import name_of
from holdfast.claims.engine.items import Bound, Item, Kind
from holdfast.claims.engine.judge.asked import Asked, asked_of
from holdfast.claims.engine.judge.before import of_a_time_before
from holdfast.claims.engine.judge.checked import Checked, Verdict
from holdfast.claims.engine.judge.clause import with_clauses
from holdfast.claims.engine.judge.comparable import Difference, difference
from holdfast.claims.engine.judge.compare import Fit
from holdfast.claims.engine.judge.decide import decide
from holdfast.claims.engine.judge.inside import warnings_inside
from holdfast.claims.engine.judge.parted import parted
from holdfast.claims.engine.judge.readings import Reading, Record, voices_of
from holdfast.claims.engine.judge.regions import of_all_regions, over_regions
from holdfast.claims.engine.judge.sayers import heard
from holdfast.claims.engine.judge.source import OTHER_TIME, Outcome, outcome_of

_SHOWN = 4
_NEEDED = {  # what the record would have to hold
    Kind.BAN: Why.of("change-need-ban"),
    Kind.RANK: Why.of("change-need-rank"),
    Kind.RULING: Why.of("change-need-ruling"),
    Kind.VOTE: Why.of("change-need-vote"),
}
_ONE_START = timedelta(days=7)  # counters that began so near to one another began with one event
# So many digits before an equal number elsewhere is told of: fewer stand in a record by chance.
_DATED, _UNDATED = 2, 3
_OUT_OF = re.compile(
    r"(?:\b(?:out )?of(?: the| an?| some| about)?|\bamong(?: the)?|\bsur(?: les| un total de)?|\bdes|\bparmi(?: les)?"
    r"|\bde(?: los| las| un total de| entre)"
    r"|من [أا]صل|من مجموع|من إجمالي|(?:^|\s)מתוך(?: ה)?)\s*$",
    re.I,
)
_HARM = frozenset(
    [
        "killed",
        "injured",
        "detained",
        "displaced",
        "missing-or-buried",
        "violations",
        "strikes",
        "demolitions",
        "attacks",
    ]
)
_HANDED_OVER = frozenset(["hostages", "prisoners", "bodies"])


def check_items(
    text: str,
    items: Sequence[Item],
    record: Record,
    *,
    today: date,
    published: date | None = None,
    side: str = "",
    known: date | None = None,
) -> tuple[Checked, ...]:
    """Each item held against the record as it stood up to `today`, in the order given.

    `published` is the text's own date, by which a date without a year was read; `side` is the key of the
    source whose text it is, whose own count bears nothing out. Items carry their concepts. Readings of
    days after `today`, up to `known`, decide nothing and are named as newer.
    """
    items = with_clauses(text, items)
    inside = warnings_inside(text, items)
    bases = {(one.sentence, one.base) for one in items if one.base is not None}
    found = []
    judged: dict[tuple[object, ...], Checked] = {}  # one number said again and again is held once
    for item in items:
        one = _check(text, item, record, today, published, side, judged)
        if (
            one.verdict is Verdict.CONTRADICTED
            and (item.sentence, item.value) in bases
            and _is_base(item, text)
        ):
            one = replace(one, verdict=Verdict.UNSUPPORTED, rule="cannot-be-told", why=Why.of("check-base"),
                          would_change=None)  # fmt: skip
        elif one.verdict is Verdict.CONTRADICTED and of_a_time_before(item, items, text):
            one = replace(one, verdict=Verdict.UNSUPPORTED, rule="no-reading-then",
                          why=Why.of("check-no-reading-then"), would_change=None)  # fmt: skip
        later = _later(one, record, today, known) if known is not None and known > today else one.newer
        found.append(replace(one, newer=later, warnings=inside.get(item.start, ())))
    return tuple(found)


def _later(one: Checked, record: Record, today: date, known: date) -> tuple[Reading, ...]:
    """The newest that its source said of days after `today`, of the same series and kind; else what was found.

    Of what is out of date the reading that makes it so stays first: the reason speaks of it.
    """
    if not one.cited or one.rule in (
        "wrong-source",
        "wrong-quantity",
        "denied",
        "no-number",
        "not-comparable",
    ):
        return one.newer
    told = one.cited[0]
    days = [
        row
        for row in record.of(told.measured.main)
        if row.source == told.source and row.measured == told.measured and row.since == told.since
        and row.kind == told.kind and row.cumulative and row.last is not None and today < row.last <= known
    ]  # fmt: skip
    newest = max(days, key=lambda row: row.last or today, default=None)
    if newest is None:
        return one.newer
    return (*one.newer, newest) if one.verdict is Verdict.OUTDATED else (newest,)


def _check(
    text: str,
    item: Item,
    record: Record,
    today: date,
    published: date | None,
    side: str,
    judged: dict[tuple[object, ...], Checked],
) -> Checked:
    if item.ask:
        return _plain(item, Verdict.NOT_CHECKABLE, "ask-a-person", Why.of("check-ask", ask=item.ask))
    if item.kind is Kind.DATE:
        return _plain(item, Verdict.NOT_CHECKABLE, "date-alone", Why.of("check-date"))
    if not item.kind.is_figure or item.kind is Kind.RANK:
        kind = Term(f"check.kind.{item.kind}")
        return replace(
            _plain(item, Verdict.NOT_FOUND, "not-recorded", Why.of("check-not-recorded", kind=kind)),
            would_change=_NEEDED[item.kind],
        )
    if item.attribution is None and not item.target and item.concepts:
        item = replace(item, attribution=heard(text, item, record))
    if not item.target and _is_base(item, text) and _promised(item, record):
        item = replace(item, target=True)
    asked = asked_of(item, text, record, published, side)
    asked = of_all_regions(asked, text, record)
    same = (replace(item, start=0, end=0, sentence=(0, 0)), asked.negated, asked.when, asked.place)
    if same not in judged:
        judged[same] = _against(asked, record, today)
    return replace(judged[same], item=item)


def _is_base(item: Item, text: str) -> bool:
    """Whether it is what others are a part of: "145 of 600 trucks"."""
    return _OUT_OF.search(text[max(item.sentence[0], item.start - 40) : item.start]) is not None


def _promised(item: Item, record: Record) -> bool:
    """Whether the record holds a promise of that quantity with that number."""
    rows = record.of(item.concepts[0]) if item.concepts else ()
    return any(one.kind == "promised" and one.value == item.value for one in rows)


def _against(asked: Asked, record: Record, today: date) -> Checked:
    item = asked.item
    held = (
        [one for one in record.of(asked.main) if one.last is None or one.last <= today] if asked.main else []
    )
    if item.kind is Kind.VAGUE or item.bound is Bound.VAGUE:
        return replace(
            _plain(item, Verdict.VAGUE, "no-number", Why.of("check-vague", text=item.text)),
            cited=_closest(asked, held),
            would_change=Why.of("change-say-number"),
        )
    if not asked.main:
        return _plain(
            item, Verdict.NOT_FOUND, "quantity-unknown", Why.of("check-no-quantity", text=item.text)
        )
    hints = _hints(asked, record, today)
    if not held:
        if hints:
            return hints[0]
        why = Why.of("check-nothing-held", quantity=Words.of(name_of(asked.main)))
        return _plain(item, Verdict.NOT_FOUND, "nothing-held", why)
    if asked.negated:
        return replace(
            _plain(item, Verdict.UNSUPPORTED, "denied", Why.of("check-denied")), cited=tuple(_newest(held))
        )
    return _judged(asked, held, record, today, hints)


def _judged(
    asked: Asked, held: Sequence[Reading], record: Record, today: date, hints: Sequence[Checked]
) -> Checked:
    by_source: dict[str, list[tuple[Reading, Difference]]] = {}
    apart: list[tuple[Difference, Reading]] = []
    parts = parted(asked)
    for one in held:
        diff = parts(one)
        if diff.same:
            by_source.setdefault(one.source, []).append((one, diff))
        else:
            apart.append((diff, one))
    outcomes = [
        outcome
        for source, rows in by_source.items()
        if (outcome := outcome_of(asked, source, rows, record, today)) is not None
    ]
    outcomes += over_regions(asked, apart)
    outcomes = [replace(one, fit=Fit.OPEN) if _beyond_base(asked, one) else one for one in outcomes]
    found = decide(asked, _of_one_start(asked, outcomes, by_source), record, hints)
    if found is not None:
        return found
    if hints:
        return hints[0]
    if outcomes:
        return _elsewhere(asked, outcomes[0].rows, record, asked.speakers != ())
    return _apart(asked, apart, [row for rows in by_source.values() for row, _ in rows])


def _beyond_base(asked: Asked, one: Outcome) -> bool:
    """Whether the source counts more than all that the text speaks of: then it counts others."""
    base, held = asked.item.base, one.held
    return one.fit is Fit.FAILS and base is not None and held is not None and held >= base


def _of_one_start(
    asked: Asked,
    outcomes: Sequence[Outcome],
    by_source: Mapping[str, Sequence[tuple[Reading, Difference]]],
) -> list[Outcome]:
    """The outcomes; where counters of several starts are held, one that the text does not name contradicts nothing."""
    named = {speaker.key for speaker in asked.speakers}
    starts = sorted(
        one.since
        for source, rows in by_source.items()
        if not named or source in named
        for one, _ in rows
        if one.cumulative and one.since is not None
    )
    if not starts or starts[-1] - starts[0] <= _ONE_START:
        return list(outcomes)
    return [
        replace(one, fit=Fit.OPEN, rule=OTHER_TIME)
        if one.fit is Fit.FAILS and "since" in one.difference.unsaid
        else one
        for one in outcomes
    ]


def _elsewhere(asked: Asked, rows: Sequence[Reading], record: Record, known: bool) -> Checked:
    """The text names a source of whom the record holds nothing comparable; what others say stands beside it."""
    name = asked.item.attribution or ""
    others = tuple(dict.fromkeys(_source(record, one) for one in rows))
    why = (
        Why.of("check-source-silent", source=name, others=others)
        if known
        else Why.of("check-source-unknown", source=name, others=others)
    )
    return Checked(asked.item, Verdict.UNSUPPORTED, "source-not-held", why, cited=tuple(rows[:_SHOWN]))


def _apart(asked: Asked, apart: Sequence[tuple[Difference, Reading]], untimed: Sequence[Reading]) -> Checked:
    """Nothing comparable: the readings that come nearest, and in what they differ."""
    if untimed:
        why = Why.of("check-no-reading-then")
        rule, rows = "no-reading-then", _newest(untimed)
    elif apart:
        nearest = min(len(diff.differs) for diff, _ in apart)
        near = [(diff, one) for diff, one in apart if len(diff.differs) == nearest]
        facets = tuple(Term(f"check.facet.{name}") for name in near[0][0].differs)
        why = Why.of("check-not-comparable", facets=facets)
        rule, rows = "not-comparable", _newest([one for _, one in near])
    else:
        return _plain(asked.item, Verdict.NOT_FOUND, "nothing-held",
                      Why.of("check-nothing-held", quantity=Words.of(name_of(asked.main))))  # fmt: skip
    return Checked(
        asked.item, Verdict.UNSUPPORTED, rule, why, cited=tuple(rows), would_change=Why.of("change-say-time")
        if rule == "no-reading-then" else None,
    )  # fmt: skip


def _hints(asked: Asked, record: Record, today: date) -> list[Checked]:
    """The very number, of the time the text names, under another source or another quantity."""
    item = asked.item
    if item.value is None or item.high not in (None, item.value):
        return []
    if len(item.value.normalize().as_tuple().digits) < (_DATED if asked.when.dated else _UNDATED):
        return []
    if asked.other or asked.grade or item.kind in (Kind.MONEY, Kind.RATIO, Kind.DURATION):
        return []
    equal = [
        one
        for one in record.all()
        if one.value == item.value
        and (one.last is None or one.last <= today)
        and (one.last is None or not asked.when.dated or asked.when.takes(one.last))
        and asked.item.target == (one.kind == "promised")
    ]
    found: list[tuple[int, Checked]] = []
    for one in equal:
        diff = difference(asked, one)
        if diff.same:
            named = {speaker.key for speaker in asked.speakers}
            voices = voices_of(one, record)
            if asked.attributed and not named & voices:
                found.append((0, _wrong_source(asked, one, record)))
        elif _akin(asked.main, one):
            found.append((1 + len(diff.differs), _wrong_quantity(asked, one, diff, record)))
    found.sort(key=lambda pair: pair[0])
    return [one for _, one in found]


def _akin(main: str, one: Reading) -> bool:
    """Whether the two quantities are of one family, so that one may have been taken for the other."""
    held = one.measured.main
    if main == held:
        return True
    people = one.unit in ("person", "people")
    return (main in _HARM and (held in _HARM or people)) or (
        main in _HANDED_OVER and (held in _HANDED_OVER or people)
    )


def _wrong_source(asked: Asked, one: Reading, record: Record) -> Checked:
    name = _source(record, one)
    why = Why.of(
        "check-wrong-source",
        source=name,
        held=one.value,
        day=one.last or "–",
        named=asked.item.attribution or "",
    )
    return Checked(
        asked.item, Verdict.UNSUPPORTED, "wrong-source", why, cited=(one,),
        would_change=Why.of("change-name-source", source=name),
    )  # fmt: skip


def _wrong_quantity(asked: Asked, one: Reading, diff: Difference, record: Record) -> Checked:
    facets = tuple(Term(f"check.facet.{name}") for name in diff.differs)
    untold = diff.differs == diff.untold  # the record says of nothing in which the text would be wrong
    why = Why.of(
        "check-scope-not-told" if untold else "check-wrong-quantity",
        source=_source(record, one), held=one.value, day=one.last or "–",
        series=_called(one), facets=facets,
    )  # fmt: skip
    if untold:
        return Checked(asked.item, Verdict.UNSUPPORTED, "not-comparable", why, cited=(one,))
    return Checked(
        asked.item, Verdict.UNSUPPORTED, "wrong-quantity", why, cited=(one,),
        would_change=Why.of("change-say-facet", facet=facets[0], series=_called(one)),
    )  # fmt: skip


def _called(one: Reading) -> Words:
    """What the number counts: the part where it is of one kind, else the series."""
    part = {lang: words.strip().rstrip(".") for lang, words in one.words.items()} if one.grade else {}
    return Words.of(part or one.series_name)


def _source(record: Record, one: Reading) -> Words | str:
    speaker = record.speakers.get(one.source)
    return Words.of(speaker.name) if speaker else one.source


def _newest(rows: Sequence[Reading]) -> list[Reading]:
    ordered = sorted(rows, key=lambda one: one.last or date.min, reverse=True)
    kept: dict[str, Reading] = {}
    for one in ordered:
        kept.setdefault(one.series, one)
    return list(kept.values())[:_SHOWN]


def _closest(asked: Asked, rows: Sequence[Reading]) -> tuple[Reading, ...]:
    """The newest of the readings that differ least from what is asked; none that counts nothing."""
    ranked = [(-len(difference(asked, one).differs), one.last or date.min, one) for one in rows if one.value
              and asked.population <= frozenset(one.measured.population)]  # fmt: skip
    return (max(ranked, key=lambda line: line[:2])[2],) if ranked else ()


def _plain(item: Item, verdict: Verdict, rule: str, why: Why) -> Checked:
    return Checked(item, verdict, rule, why)
