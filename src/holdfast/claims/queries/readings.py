"""The record as a check reads it: every value and stated number with who counts, in a constant number of queries."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from threading import Lock

import polars as pl

from holdfast.agreements.queries import OwedUnder, agreements_list, relations, series_owed
from holdfast.base.numbers import unscale
from holdfast.claims.engine.concepts import Lexicon, Measured, make_lexicon, measured_of
from holdfast.claims.engine.concepts.indicators import BY, IN
from holdfast.claims.engine.concepts.lexicon import words_in
from holdfast.claims.engine.items import Bound
from holdfast.claims.engine.judge.clause import grade_of
from holdfast.claims.engine.judge.readings import VALUE, Document, Reading, Record, Speaker
from holdfast.evidence.queries.preserved import documents_preserved
from holdfast.journal.queries import head
from holdfast.people.types import Viewer
from holdfast.record.queries import rows_in_chunks, series_defs
from holdfast.record.types import AssertionDef, IndicatorDef, Kind, RowRef, SeriesDef, Status, bound_of
from holdfast.sources.queries import documents_list, sources_list

_AT_START = timedelta(days=3)  # a counter that begins about when the agreement does counts since it
_OPENING = timedelta(days=7)  # so soon after the start what is handed over is handed over at once
_SPEAKS = ("party", "body of a party", "ally of a party")
_BOUNDS = {0: Bound.EXACT, 1: Bound.AT_LEAST, -1: Bound.UP_TO, 2: Bound.ABOUT}
_lock = Lock()
_kept: OrderedDict[tuple[int, str], Record] = OrderedDict()


def record_read(viewer: Viewer) -> Record:
    """All readings the viewer may see, kept for each clearance until the journal has a new line."""
    now = head().hash
    key = (int(viewer.clearance), now)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = _read(viewer)
    with _lock:
        for old in [one for one in _kept if one[1] != now]:
            del _kept[old]
        _kept[key] = made
    return made


def _read(viewer: Viewer) -> Record:
    series = series_defs(viewer)
    lexicon = make_lexicon(taught_words(one.indicator for one in series.values()))
    measured = {key: _measured(lexicon, one) for key, one in series.items()}
    wanted = {one.id: one for key, one in series.items() if measured[key].main}
    documents, by_id = _documents(viewer)
    starts = _starts(viewer)
    owed = series_owed(viewer)
    found: dict[str, list[Reading]] = defaultdict(list)
    derived: set[int] = set()
    for frame in rows_in_chunks(viewer, series_ids=wanted):
        derived.update(frame.filter(pl.col("status") == Status.DERIVED.value)["series"].unique().to_list())
        for reading in _observed(frame, wanted, measured, by_id, starts, owed):
            found[reading.measured.main].append(reading)
    worked_out = {wanted[number].key for number in derived}
    for key, one in series.items():
        for stated in one.assertions:
            said = _asserted(lexicon, one, stated, measured[key], documents.get(stated.document), starts)
            if said is not None and said.measured.main:
                if said.kind == "average" and one.key in worked_out:
                    # whoever states it worked it out: it is no count of the source's own
                    said = replace(said, source=stated.source)
                found[said.measured.main].append(said)
    places = {key: measured[key].place or one.place.casefold() for key, one in series.items()}
    return Record(
        by_main={main: tuple(_of_regions(list(_opening(rows)), places)) for main, rows in found.items()},
        speakers=_speakers(viewer),
        lexicon=lexicon,
    )


def _opening(rows: Sequence[Reading]) -> Iterable[Reading]:
    """The readings; marked is the first of a counter of what is handed over, where it began days before."""
    first: dict[str, date] = {}
    for one in rows:
        if one.last is not None and one.cumulative and not one.asserted:
            first[one.series] = min(one.last, first.get(one.series, one.last))
    for one in rows:
        early = one.since is not None and one.last is not None and one.last - one.since <= _OPENING
        if one.giver and early and first.get(one.series) == one.last:
            one = replace(one, opening=True)
        yield one


def _of_regions(rows: Sequence[Reading], places: Mapping[str, str]) -> Iterable[Reading]:
    """The readings; those of a quantity that its source counts in several places know of all of them."""
    counted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in rows:
        if places[one.series]:
            counted[one.source, one.indicator].add(places[one.series])
    for one in rows:
        held = counted.get((one.source, one.indicator), set())
        yield replace(one, regions=frozenset(held)) if places[one.series] and len(held) > 1 else one


def taught_words(indicators: Iterable[IndicatorDef]) -> dict[str, list[str]]:
    """The words that cases teach, by the concept they stand for: the one of the indicator's own, else its first."""
    known = make_lexicon().keys
    taught: dict[str, list[str]] = defaultdict(list)
    for one in indicators:
        named = [key for key in one.concepts if not key.startswith((BY, IN))]
        own = [key for key in named if key not in known]
        for key in (own or named)[:1]:
            taught[key] += [form for forms in one.words.values() for form in forms]
    return taught


def _measured(lexicon: Lexicon, one: SeriesDef) -> Measured:
    indicator = one.indicator
    if indicator.kind is Kind.STATE:
        return Measured()
    return measured_of(
        lexicon,
        name=indicator.name,
        unit=(indicator.unit, *indicator.unit_name.values()),
        point=indicator.measured_point,
        declared=indicator.concepts,
        place=one.place,
    )


def _observed(
    frame: pl.DataFrame,
    series: Mapping[int, SeriesDef],
    measured: Mapping[str, Measured],
    documents: Mapping[int, Document],
    starts: Sequence[date],
    owed: Mapping[str, OwedUnder],
) -> Iterable[Reading]:
    held = frame.filter(
        pl.col("value").is_not_null()
        & pl.col("dropped").is_null()
        & ~pl.col("filled")
        & ~pl.col("comparator")
    )
    for row in held.iter_rows(named=True):
        one = series[row["series"]]
        kind, decimals = one.indicator.kind, one.indicator.decimals
        since = one.counter_start if kind is Kind.CUMULATIVE else None
        duty = owed.get(one.key)
        if kind is Kind.CUMULATIVE and since is None and row["first"] < row["last"]:
            since = row["first"]
        yield Reading(
            key=RowRef(row["id"]).key,
            series=one.key,
            series_name=one.name,
            indicator=one.indicator.key,
            measured=measured[one.key],
            source=one.source,
            cumulative=kind is Kind.CUMULATIVE,
            adds_up=kind.adds_up,
            kind=VALUE,
            first=row["first"],
            last=row["last"],
            since=since,
            at_agreement=_at_agreement(since, starts),
            value=unscale(row["value"], decimals),
            low=_number(row["low"], decimals),
            high=_number(row["high"], decimals),
            bound=_BOUNDS[row["bound"]],
            unit=one.indicator.unit,
            document=documents.get(row["document"]),
            giver=duty.bearer if duty else "",
            owed=duty.quantities if duty else frozenset(),
        )


def _asserted(
    lexicon: Lexicon,
    one: SeriesDef,
    stated: AssertionDef,
    measured: Measured,
    document: Document | None,
    starts: Sequence[date],
) -> Reading | None:
    """A stated number beside the values; a part is of what its own note names, else of nothing that can be told."""
    kind = stated.kind.value
    if kind == "days" or not measured.main:
        return None
    grade = ""
    if kind == "part":
        part = measured_of(lexicon, name=stated.note, unit=(), point="")
        if part.main and part.main != measured.main:
            measured = Measured(main=part.main, place=measured.place, actor=measured.actor)
        elif kept := next(filter(None, (grade_of(words) for words in stated.note.values())), ""):
            grade = kept
        elif part.cargo and part.cargo != measured.cargo:
            measured = Measured(
                main=measured.main, cargo=part.cargo, place=measured.place, point=measured.point
            )
        else:
            return None
    daily = any(met.key.name == "a-day" for met in lexicon.met(words_in(stated.unit)))
    sign = bound_of(stated.qualifier)
    return Reading(
        key=stated.key,
        series=one.key,
        series_name=one.name,
        indicator=one.indicator.key,
        measured=measured,
        source=stated.source if kind == "promised" else one.source,
        cumulative=one.indicator.kind is Kind.CUMULATIVE and kind in ("total", "part"),
        adds_up=False,
        kind=kind,
        first=stated.first,
        last=stated.last,
        since=stated.first,
        at_agreement=_at_agreement(stated.first, starts),
        value=stated.value,
        bound=_BOUNDS[sign],
        per=stated.per if kind == "average" or daily else "",
        unit="percent" if kind == "share" else stated.unit,
        document=document,
        asserted=True,
        grade=grade,
        words=stated.note if kind == "part" else {},
    )


def _at_agreement(since: date | None, starts: Sequence[date]) -> bool:
    return since is not None and any(abs(since - start) <= _AT_START for start in starts)


def _number(value: int | None, decimals: int) -> Decimal | None:
    return None if value is None else unscale(value, decimals)


def _starts(viewer: Viewer) -> tuple[date, ...]:
    found = []
    for one in agreements_list(viewer):
        try:
            found.append(date.fromisoformat(one.starts_as_said[:10]))
        except ValueError:
            continue
    return tuple(found)


def _documents(viewer: Viewer) -> tuple[dict[str, Document], dict[int, Document]]:
    every = documents_list(viewer)
    kept = documents_preserved(viewer, [one.id for one in every])
    by_key, by_id = {}, {}
    for one in every:
        held = kept.get(one.id)
        made = Document(
            key=one.key,
            title=one.title,
            url=one.url,
            said=one.said,
            source=one.source,
            captures=held.captures if held else 0,
            capture=(held.latest or "") if held else "",
            relayed=tuple(dict.fromkeys(ref.source for ref in one.relays_of)),
        )
        by_key[one.key] = by_id[one.id] = made
    return by_key, by_id


def _speakers(viewer: Viewer) -> dict[str, Speaker]:
    """Every source with who counts upstream of it; a party and the bodies of it are one who counts."""
    lines = relations(viewer)
    own = {line.source: line for line in reversed(lines)}
    found = {}
    for one in sources_list(viewer):
        line = own.get(one.key)
        counter = line.upstream if line and line.upstream else one.key
        upstream = own.get(counter)
        party = ""
        for told in (line, upstream):
            if told is not None and told.relation in _SPEAKS and told.party:
                party = told.party
        found[one.key] = Speaker(
            key=one.key,
            name=one.name,
            counter=f"party {party}" if party else counter,
            party=party,
            relation=line.relation if line else "",
            upstream=(line.upstream or "") if line else "",
        )
    return found
