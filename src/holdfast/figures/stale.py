"""Figures whose inputs have changed since they were published: noticed by comparing, when somebody reads."""

from collections import defaultdict

from holdfast.agreements.engine.types import Terms
from holdfast.agreements.errors import AgreementUnknown
from holdfast.agreements.queries import agreement_terms
from holdfast.figures.errors import NothingToMeasure
from holdfast.figures.find import visible_figures, visible_revisions
from holdfast.figures.gather import at_level, inputs_of, terms_digest, with_named_series
from holdfast.figures.models import Figure, Revision
from holdfast.figures.types import Stale
from holdfast.journal.queries import head
from holdfast.people.types import Viewer
from holdfast.record.queries import series_changed, series_keys


def stale_figures(viewer: Viewer) -> tuple[Stale, ...]:
    """Published figures whose rows, terms or definition are not those of their last revision, by number.

    Rows: something was written, withdrawn or decided in one of its series after the revision's journal line. Terms:
    the definition, the agreement's terms or its names have another digest.
    """
    last = _last_revisions(viewer)
    changed = _changed_series(viewer, last)
    now_known = head().seq
    found = []
    terms_of: dict[tuple[str, int], Terms] = {}
    for revision in last:
        if revision.known_seq == now_known:
            continue
        figure = revision.figure
        rows = changed[revision.known_seq] & set(revision.series)
        because = [*(["rows"] if rows else []), *_terms_changed(viewer, figure, revision, terms_of)]
        if because:
            names = series_keys(viewer, sorted(rows)) if rows else {}
            found.append(
                Stale(
                    key=str(figure),
                    revision=revision.number,
                    question=figure.question,
                    agreement=figure.agreement.key,
                    because=tuple(because),
                    series=tuple(names[id_] for id_ in sorted(names)),
                )
            )
    return tuple(found)


def keys_to_publish(viewer: Viewer) -> tuple[str, ...]:
    """Keys of all figures that were never published or are stale, by number."""
    published = {revision.figure_id for revision in _last_revisions(viewer)}
    waiting = {str(figure) for figure in visible_figures(viewer) if figure.pk not in published}
    return tuple(sorted(waiting | {one.key for one in stale_figures(viewer)}))


def _last_revisions(viewer: Viewer) -> list[Revision]:
    found: dict[int, Revision] = {}
    for revision in (
        visible_revisions(viewer).defer("inputs", "canonical").order_by("figure__number", "number")
    ):
        found[revision.figure_id] = revision
    return list(found.values())


def _changed_series(viewer: Viewer, last: list[Revision]) -> dict[int, set[int]]:
    """For each journal line a revision rests on: which of the series changed after it."""
    by_seq: dict[int, set[int]] = defaultdict(set)
    for revision in last:
        by_seq[revision.known_seq].update(revision.series)
    return {
        seq: set(series_changed(viewer, series_ids=sorted(ids), since_seq=seq)) for seq, ids in by_seq.items()
    }


def _terms_changed(
    viewer: Viewer, figure: Figure, revision: Revision, terms_of: dict[tuple[str, int], Terms]
) -> list[str]:
    """Whether the definition, or the terms under it, would be stored otherwise now."""
    reader = at_level(viewer, figure.level)
    place = (figure.agreement.key, figure.level)
    try:
        if place not in terms_of:
            terms_of[place] = agreement_terms(reader, figure.agreement.key)
        inputs = inputs_of(figure, with_named_series(reader, figure, terms_of[place]))
    except (AgreementUnknown, NothingToMeasure):
        return ["terms"]
    return [] if terms_digest(inputs) == revision.terms_digest else ["terms"]
