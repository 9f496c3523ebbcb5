"""Reads what a figure rests on, as a reader of the figure's own level would: nothing above it can leak in."""

from dataclasses import dataclass, replace

import polars as pl

from holdfast.agreements.engine.types import Terms
from holdfast.agreements.errors import AgreementUnknown
from holdfast.agreements.queries import AgreementView, agreement_terms, agreement_views
from holdfast.base.canonical import digest
from holdfast.figures.errors import NothingToMeasure, PublishedBelowInputs
from holdfast.figures.inputs import Inputs, Names, Words, as_said, chosen_inputs, with_documents_of
from holdfast.figures.models import Figure
from holdfast.figures.snapshot import plain
from holdfast.people.types import Level, Viewer
from holdfast.record.queries import rows_frame, series_defs
from holdfast.sources.queries import sources_list


@dataclass(frozen=True, slots=True)
class Gathered:
    """The inputs of a figure and every row of its series, as known at one journal line."""

    inputs: Inputs
    rows: pl.DataFrame
    known_seq: int


def at_level(viewer: Viewer, level: int) -> Viewer:
    """The viewer with the clearance of one level: what a reader of that level is shown."""
    return replace(viewer, clearance=Level(level))


class Gatherer:
    """Reads the inputs of several figures as known at one journal line, each agreement once a level."""

    def __init__(self, viewer: Viewer, known_seq: int) -> None:
        self.viewer = viewer
        self.known_seq = known_seq
        self._terms: dict[tuple[str, int], Terms] = {}
        self._views: dict[tuple[str, int], tuple[AgreementView, ...]] = {}
        self._sources: dict[int, dict[str, Words]] = {}

    def gathered(self, figure: Figure) -> Gathered:
        """What the figure rests on; raises PublishedBelowInputs where its readers may not see what the viewer sees."""
        viewer = self.viewer
        try:
            found = self._read(at_level(viewer, figure.level), figure)
        except (AgreementUnknown, NothingToMeasure) as error:
            if viewer.clearance == figure.level:
                raise
            self._read(viewer, figure)  # the same error where the definition itself is wrong
            raise _below(figure, "its terms or series") from error
        if viewer.clearance > figure.level:
            whole = self._read(viewer, figure)
            if terms_digest(whole.inputs) != terms_digest(found.inputs):
                raise _below(figure, "a part of its terms or series")
            if whole.rows["id"].to_list() != found.rows["id"].to_list():
                raise _below(figure, f"{whole.rows.height - found.rows.height} of its rows")
        return found

    def _read(self, viewer: Viewer, figure: Figure) -> Gathered:
        key = figure.agreement.key
        place = (key, int(viewer.clearance))
        if place not in self._terms:
            self._terms[place] = agreement_terms(viewer, key, known_seq=self.known_seq)
        inputs = inputs_of(figure, with_named_series(viewer, figure, self._terms[place]))
        rows = rows_frame(viewer, series_ids=list(inputs.terms.series), known_seq=self.known_seq)
        inputs = with_documents_of(inputs, rows)
        inputs = replace(inputs, names=self._names(viewer, inputs, key))
        return Gathered(inputs, as_said(rows, inputs.terms), self.known_seq)

    def _names(self, viewer: Viewer, inputs: Inputs, agreement: str) -> Names:
        """The names of the agreement, its parties, and the sources the inputs speak of."""
        place = (agreement, int(viewer.clearance))
        if place not in self._views:
            self._views[place] = agreement_views(viewer, [agreement])
        if place[1] not in self._sources:
            self._sources[place[1]] = {source.key: dict(source.name) for source in sources_list(viewer)}
        views, sources = self._views[place], self._sources[place[1]]
        keys = set(inputs.terms.relations)
        keys |= {relation.upstream for relation in inputs.terms.relations.values() if relation.upstream}
        keys |= {series.source for series in inputs.terms.series.values()}
        keys |= {one.source for series in inputs.terms.series.values() for one in series.assertions}
        return Names(
            agreement=dict(views[0].title) if views else {},
            parties={party.key: dict(party.name) for view in views for party in view.parties},
            sources={key: sources[key] for key in sorted(keys) if key in sources},
        )


def with_named_series(viewer: Viewer, figure: Figure, terms: Terms) -> Terms:
    """The terms with the series that an indicator's figure names and no reading watches."""
    known = {series.key for series in terms.series.values()}
    named = [key for key in figure.definition.get("series") or () if key not in known]
    if not named or not figure.definition.get("indicator"):
        return terms
    more = series_defs(viewer, named, known_seq=terms.known_seq)
    return replace(terms, series={**terms.series, **{found.id: found for found in more.values()}})


def inputs_of(figure: Figure, terms: Terms) -> Inputs:
    """The inputs of a figure out of its agreement's terms, without names; raises NothingToMeasure."""
    return chosen_inputs(
        question=figure.question,
        caveats=figure.caveats,
        definition=figure.definition,
        slug=figure.slug,
        terms=terms,
        names=Names(),
    )


def rows_again(viewer: Viewer, inputs: Inputs, known_seq: int) -> pl.DataFrame:
    """The rows as known at a journal line, said when their documents stood as said in the stored inputs."""
    rows = rows_frame(viewer, series_ids=list(inputs.terms.series), known_seq=known_seq)
    return as_said(rows, inputs.terms)


def terms_digest(inputs: Inputs) -> str:
    """The digest of definition, terms and series, without names, rows, documents or journal lines."""
    terms = replace(inputs.terms, documents={}, known_seq=None)
    return digest(plain(replace(inputs, terms=terms, names=Names())))


def _below(figure: Figure, what: str) -> PublishedBelowInputs:
    level = Level(figure.level).name.lower()
    return PublishedBelowInputs(
        f"{figure} is to be read by all who may see '{level}', and {what} may not",
        untouched="Nothing was published",
        next_step="Raise the figure's level in its case, or lower the level of what it rests on",
    )
