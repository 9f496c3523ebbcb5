"""What a revision is computed from: its definition and the part of the agreement's terms that it needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from holdfast.agreements.engine.types import ObligationDef, ReadingDef, Terms
from holdfast.agreements.types import DutyKind, Rule
from holdfast.base.canonical import canonical_json, canonical_loads, digest
from holdfast.base.errors import shown
from holdfast.figures.errors import NothingToMeasure
from holdfast.figures.snapshot import plain, restored
from holdfast.record.queries.digests import LinesDigest

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """The definition of a figure as typed values."""

    obligation: str | None
    indicator: str | None
    reading: str | None
    series: tuple[str, ...]
    first: date | None
    last: date | None

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Asked":
        """The definition that `FigureDef.definition` wrote."""
        window = stored.get("window") or {}
        return cls(
            obligation=stored.get("obligation"),
            indicator=stored.get("indicator"),
            reading=stored.get("reading"),
            series=tuple(stored.get("series") or ()),
            first=date.fromisoformat(window["first"]) if window.get("first") else None,
            last=date.fromisoformat(window["last"]) if window.get("last") else None,
        )


@dataclass(frozen=True, slots=True)
class Names:
    """The names of what keys point at, as they stood."""

    agreement: Words = field(default_factory=dict)
    parties: Mapping[str, Words] = field(default_factory=dict)
    sources: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything but the rows; stored with the revision and read back to rebuild it."""

    question: Words
    caveats: tuple[Words, ...]
    definition: Mapping[str, Any]
    terms: Terms  # of this figure alone
    names: Names
    obligation: str  # key in terms
    reading: str  # key of the reading the figure is about
    slug: str = ""

    @property
    def asked(self) -> Asked:
        """The definition, typed."""
        return Asked.from_json(self.definition)

    @property
    def duty(self) -> ObligationDef:
        """The obligation the figure is about; for an indicator, one that owes nothing."""
        return next(found for found in self.terms.obligations if found.key == self.obligation)

    @property
    def all_caveats(self) -> tuple[Words, ...]:
        """What the definition says, and the note of the duty, its own or its clause's."""
        note = self.duty.note
        return self.caveats if not note or note in self.caveats else (*self.caveats, note)

    def stored(self) -> str:
        """The canonical JSON of the inputs."""
        return canonical_json(plain(self)).decode("utf-8")

    @classmethod
    def read(cls, text: str) -> "Inputs":
        """The inputs that `stored` wrote; raises SnapshotUnreadable."""
        return restored(cls, canonical_loads(text))

    def known_names(self) -> dict[str, Words]:
        """Names by language of all that a reason may speak of, by key and by English name."""
        return names_by_any(
            [*self.names.sources.items(), *self.names.parties.items()]
            + [(series.key, series.name) for series in self.terms.series.values()]
            + [(duty.key, duty.title) for duty in self.terms.obligations]
        )

    def series_order(self) -> tuple[int, ...]:
        """The series of the figure's reading, the headline first."""
        reading = next(found for found in self.duty.readings if found.key == self.reading)
        named = self.asked.series
        by_key = {self.terms.series[id_].key: id_ for id_ in reading.series if id_ in self.terms.series}
        first = [by_key[key] for key in named if key in by_key]
        return (*first, *(id_ for id_ in reading.series if id_ not in first))


def names_by_any(named: Iterable[tuple[str, Words]]) -> dict[str, Words]:
    """Names by key and by English name; where two things share one, the first keeps it."""
    found: dict[str, Words] = {}
    for key, words in named:
        if words:
            found.setdefault(key, words)
            found.setdefault(words.get("en", key), words)
    return found


def chosen_inputs(
    *,
    question: Words,
    caveats: Iterable[Words],
    definition: Mapping[str, Any],
    slug: str,
    terms: Terms,
    names: Names,
) -> Inputs:
    """The inputs of a figure out of a whole agreement's terms; raises NothingToMeasure."""
    asked = Asked.from_json(definition)
    duty = _obligation(terms, asked) if asked.obligation else _count_of(terms, asked)
    reading = _reading(duty, asked, terms)
    duty = replace(duty, readings=tuple(_within(one, asked, chosen=one is reading) for one in duty.readings))
    waited = {condition.waits_on for condition in duty.conditions if condition.waits_on}
    obligations = (
        duty,
        *(other for other in terms.obligations if other.key in waited and other.key != duty.key),
    )
    wanted = {id_ for one in obligations for held in one.readings for id_ in (*held.series, held.per_series)}
    series = {id_: found for id_, found in terms.series.items() if id_ in wanted}
    missing = [key for key in asked.series if key not in {found.key for found in series.values()}]
    if missing:
        raise _nothing(f"The figure names the series {shown(missing[0])}, which its reading does not watch")
    spoken = _sources(obligations, series.values())
    return Inputs(
        question=dict(question),
        caveats=tuple(dict(caveat) for caveat in caveats),
        definition=dict(definition),
        terms=replace(
            terms,
            obligations=obligations,
            series=series,
            relations={key: found for key, found in terms.relations.items() if key in spoken},
        ),
        names=names,
        obligation=duty.key,
        reading=reading.key,
        slug=slug,
    )


def with_documents_of(inputs: Inputs, rows: pl.DataFrame) -> Inputs:
    """The inputs with the documents of these rows alone, and of what they relay."""
    known = inputs.terms.documents
    wanted = set(rows["document"].unique().to_list())
    wanted |= {id_ for one in wanted if one in known for id_ in known[one].relays}
    documents = {id_: known[id_] for id_ in sorted(wanted) if id_ in known}
    return replace(inputs, terms=replace(inputs.terms, documents=documents))


def as_said(rows: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    """The rows with the days their documents were said on taken from the terms, as they stood when published."""
    said = pl.DataFrame(
        [(id_, found.said_first, found.said_last, True) for id_, found in terms.documents.items()],
        schema={"document": pl.Int64, "stored_first": pl.Date, "stored_last": pl.Date, "stored": pl.Boolean},
        orient="row",
    )
    joined = rows.join(said, on="document", how="left", maintain_order="left")
    return joined.with_columns(
        said_first=pl.when(pl.col("stored")).then(pl.col("stored_first")).otherwise(pl.col("said_first")),
        said_last=pl.when(pl.col("stored")).then(pl.col("stored_last")).otherwise(pl.col("said_last")),
    ).select(rows.columns)


def inputs_hash(inputs: str, rows: pl.DataFrame) -> str:
    """The digest of the stored inputs and of every row read, used or not."""
    lines = LinesDigest()
    lines.feed(rows)
    return digest({"inputs": digest(inputs), "rows": lines.hexdigest(), "count": rows.height})


def _obligation(terms: Terms, asked: Asked) -> ObligationDef:
    for found in terms.obligations:
        if found.key == asked.obligation:
            return found
    raise _nothing(f"The agreement has no obligation {shown(asked.obligation)}")


def _count_of(terms: Terms, asked: Asked) -> ObligationDef:
    """An indicator told without any duty: the engine counts and judges nobody."""
    watched = [(id_, found) for id_, found in terms.series.items() if found.indicator.key == asked.indicator]
    if asked.series:
        watched = [(id_, found) for id_, found in watched if found.key in asked.series]
    if not watched:
        raise _nothing(f"No series measures {shown(asked.indicator)}")
    order = {key: place for place, key in enumerate(asked.series)}
    watched.sort(key=lambda pair: (order.get(pair[1].key, 0), pair[0]))
    series = tuple(id_ for id_, _ in watched)
    mine = ReadingDef("count", {}, Rule.COUNT, series, window_first=asked.first, window_last=asked.last)
    peers = _peers(terms, mine)
    texts = [peer.text for peer in peers if peer.window_first == mine.window_first]
    others = (replace(peer, series=series) for peer in peers if peer.window_first != mine.window_first)
    return ObligationDef(
        key=f"count-{asked.indicator}",
        clause="",
        point="",
        bearer="",
        kind=DutyKind.ABSTAIN,
        title=watched[0][1].indicator.name,
        readings=(replace(mine, text=texts[0] if texts else {}), *others),
    )


def _peers(terms: Terms, mine: ReadingDef) -> list[ReadingDef]:
    """Readings anywhere in the agreement that count the same headline: another start of them is a peer."""
    found: dict[date | None, ReadingDef] = {}
    for duty in terms.obligations:
        for reading in duty.readings:
            if reading.rule is Rule.COUNT and mine.series[0] in reading.series:
                found.setdefault(reading.window_first, replace(reading, key=f"{duty.key}-{reading.key}"))
    return list(found.values())


def _reading(duty: ObligationDef, asked: Asked, terms: Terms) -> ReadingDef:
    if not duty.readings:
        raise _nothing(f"Nobody watches {shown(duty.key)}: it has no reading and no series")
    if asked.reading:
        for found in duty.readings:
            if found.key == asked.reading:
                return found
        raise _nothing(f"The obligation {shown(duty.key)} has no reading {shown(asked.reading)}")
    for found in duty.readings:
        watched = {terms.series[id_].key for id_ in found.series if id_ in terms.series}
        if set(asked.series) <= watched:
            return found
    return duty.readings[0]


def _within(reading: ReadingDef, asked: Asked, *, chosen: bool) -> ReadingDef:
    """The reading inside the figure's own window, where it has one; the start of another reading is left as it is."""
    first, last = reading.window_first, reading.window_last
    if asked.first and chosen:
        first = asked.first
    if asked.last:
        last = min(last, asked.last) if last else asked.last
    return replace(reading, window_first=first, window_last=last)


def _sources(obligations: Iterable[ObligationDef], series: Iterable[Any]) -> set[str]:
    found = {one.source for one in series} | {
        assertion.source for one in series for assertion in one.assertions
    }
    for duty in obligations:
        found |= {condition.said_by for condition in duty.conditions if condition.said_by}
        found |= {denial.source for denial in duty.denials}
        found |= {event.said_by for event in duty.events if event.said_by}
        found |= {key for reading in duty.readings for key in reading.held_by}
    return found


def _nothing(what: str) -> NothingToMeasure:
    return NothingToMeasure(
        what,
        untouched="Nothing was published",
        next_step="Mend the figure's definition in its case and load it again",
    )
