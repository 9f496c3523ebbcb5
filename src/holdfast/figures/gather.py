"""Reads what a figure rests on, as a reader of the figure's own level would: nothing above it can leak in."""

from dataclasses import dataclass, replace

import polars as pl

from holdfast.agreements.engine.types import Terms
from holdfast.agreements.errors import AgreementUnknown
from holdfast.agreements.queries import agreement_terms, agreement_views
from holdfast.base.canonical import digest
from holdfast.figures.errors import NothingToMeasure, PublishedBelowInputs
from holdfast.figures.inputs import Inputs, Names, as_said, chosen_inputs, with_documents_of
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


def gathered(viewer: Viewer, figure: Figure, known_seq: int) -> Gathered:
    """What the figure rests on; raises PublishedBelowInputs where the viewer sees inputs that its readers may not."""
    try:
        found = _gathered(at_level(viewer, figure.level), figure, known_seq)
    except (AgreementUnknown, NothingToMeasure) as error:
        if viewer.clearance == figure.level:
            raise
        _gathered(viewer, figure, known_seq)  # the same error where the definition itself is wrong
        raise _below(figure, "its terms or series") from error
    if viewer.clearance > figure.level:
        whole = _gathered(viewer, figure, known_seq)
        if terms_digest(whole.inputs) != terms_digest(found.inputs):
            raise _below(figure, "a part of its terms or series")
        if whole.rows["id"].to_list() != found.rows["id"].to_list():
            raise _below(figure, f"{whole.rows.height - found.rows.height} of its rows")
    return found


def _gathered(viewer: Viewer, figure: Figure, known_seq: int) -> Gathered:
    key = figure.agreement.key
    terms = agreement_terms(viewer, key, known_seq=known_seq)
    inputs = inputs_of(figure, with_named_series(viewer, figure, terms))
    rows = rows_frame(viewer, series_ids=list(inputs.terms.series), known_seq=known_seq)
    inputs = with_documents_of(inputs, rows)
    return Gathered(
        replace(inputs, names=names_of(viewer, inputs, key)), as_said(rows, inputs.terms), known_seq
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


def names_of(viewer: Viewer, inputs: Inputs, agreement: str) -> Names:
    """The names of the agreement, its parties, and the sources the inputs speak of."""
    views = agreement_views(viewer, [agreement])
    keys = set(inputs.terms.relations)
    keys |= {relation.upstream for relation in inputs.terms.relations.values() if relation.upstream}
    keys |= {series.source for series in inputs.terms.series.values()}
    keys |= {one.source for series in inputs.terms.series.values() for one in series.assertions}
    return Names(
        agreement=dict(views[0].title) if views else {},
        parties={party.key: dict(party.name) for view in views for party in view.parties},
        sources={source.key: dict(source.name) for source in sources_list(viewer, sorted(keys))},
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
