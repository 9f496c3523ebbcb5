"""Figures whose inputs have changed since they were published: noticed by comparing, when somebody reads."""

from collections.abc import Mapping, Sequence
from typing import Any

from holdfast.agreements.engine.types import Terms
from holdfast.agreements.errors import AgreementUnknown
from holdfast.agreements.queries import agreement_terms
from holdfast.figures.errors import NothingToMeasure
from holdfast.figures.find import UNREAD, visible_figures, visible_revisions
from holdfast.figures.gather import at_level, inputs_of, terms_digest, with_named_series
from holdfast.figures.models import Figure, Revision, Standing
from holdfast.figures.touched import touched_in_query
from holdfast.figures.types import FigureLine, Stale, StandingView
from holdfast.people.types import Level, Viewer
from holdfast.record.queries import series_keys, series_last_changed


def stale_figures(viewer: Viewer) -> tuple[Stale, ...]:
    """Published figures whose rows, terms or definition are not those of their last revision, by number.

    As `stale_keys`, with one query more for the names of the series whose rows changed.
    """
    found = _stale(viewer)
    rows = {id_ for _, verdict in found for id_ in verdict["series"]}
    names = series_keys(viewer, rows) if rows else {}
    return tuple(
        Stale(
            key=str(revision.figure),
            revision=revision.number,
            question=revision.figure.question,
            agreement=revision.figure.agreement.key,
            because=tuple(verdict["because"]),
            series=tuple(names[id_] for id_ in verdict["series"] if id_ in names),
        )
        for revision, verdict in found
    )


def stale_keys(viewer: Viewer) -> tuple[str, ...]:
    """Keys of the stale figures, by number.

    Rows: something was written, withdrawn or decided in one of its series after the revision's journal line. Terms:
    the definition, the agreement's terms or its names have another digest. A revision that no line of the kind that
    changes these has followed is not looked at, and what was found out for a standing is read from there: at most two
    queries where every agreement has its standing.
    """
    return tuple(str(revision.figure) for revision, _ in _stale(viewer))


def _stale(viewer: Viewer) -> list[tuple[Revision, Mapping[str, Any]]]:
    last = [revision for revision in _last_revisions(viewer) if revision.known_seq < revision.touched]
    if not last:
        return []
    known = _known_verdicts(last, last[0].touched)
    unknown = [revision for revision in last if _name(revision) not in known]
    known.update(verdicts(viewer, unknown, {}) if unknown else {})
    found = ((revision, known[_name(revision)]) for revision in last)
    return [(revision, verdict) for revision, verdict in found if verdict["because"]]


def stale_keys_among(
    viewer: Viewer, lines: Sequence[FigureLine], stored: Mapping[str, StandingView]
) -> tuple[str, ...]:
    """Keys of the stale ones among these figures, as their agreements' standings say, without a query.

    The store is asked where the standings do not say: for who sees more than a stranger, and so figures of several
    levels.
    """
    found = []
    for line in lines:
        if line.revision is None or line.known_seq is None:
            continue
        standing = stored.get(line.agreement)
        verdict = standing.stale.get(line.revision_key) if standing else None
        if verdict is not None:
            found += [line.key] if verdict["because"] else []
        elif standing is None or viewer.clearance > Level.PUBLIC or line.known_seq < standing.seq:
            return stale_keys(viewer)
    return tuple(found)


def verdicts_of_agreement(viewer: Viewer, terms: Terms) -> dict[str, Any]:
    """What to store with a standing: the verdicts on the last revisions of this agreement's figures, those of the
    viewer's own clearance, for whose readers the terms were read."""
    clearance = int(viewer.clearance)
    last = [
        revision
        for revision in _last_revisions(viewer, terms.agreement)
        if revision.figure.level == clearance
    ]
    return verdicts(viewer, last, {(terms.agreement, clearance): terms}) if last else {}


def verdicts(
    viewer: Viewer, last: Sequence[Revision], terms_of: dict[tuple[str, int], Terms]
) -> dict[str, Any]:
    """By revision: why it is stale, empty where it is not, and the ids of the series that changed; `terms_of` is
    added to."""
    changed = series_last_changed(
        viewer,
        series_ids={id_ for revision in last for id_ in revision.series},
        since_seq=min(revision.known_seq for revision in last),
    )
    found = {}
    for revision in last:
        rows = sorted(id_ for id_ in revision.series if changed.get(id_, 0) > revision.known_seq)
        because = ["rows"] if rows else []
        because += _terms_changed(viewer, revision.figure, revision, terms_of)
        found[_name(revision)] = {"because": because, "series": rows}
    return found


def _known_verdicts(last: Sequence[Revision], touched: int) -> dict[str, Any]:
    """Verdicts stored with standings that still hold, each for the readers of the figure's own level."""
    wanted = {(revision.figure.agreement_id, revision.figure.level) for revision in last}
    stored = Standing.objects.filter(
        agreement__in={agreement for agreement, _ in wanted},
        clearance__in={level for _, level in wanted},
        seq__gte=touched,
    )
    found: dict[str, Any] = {}
    for agreement, clearance, verdict in stored.order_by("seq").values_list(
        "agreement_id", "clearance", "stale"
    ):
        if (agreement, clearance) in wanted:
            found.update(verdict)
    mine = {_name(revision) for revision in last}
    return {name: verdict for name, verdict in found.items() if name in mine}


def _name(revision: Revision) -> str:
    return f"{revision.figure}.r{revision.number}"


def keys_to_publish(viewer: Viewer) -> tuple[str, ...]:
    """Keys of all figures that were never published or are stale, by number."""
    published = {revision.figure_id for revision in _last_revisions(viewer)}
    waiting = {str(figure) for figure in visible_figures(viewer) if figure.pk not in published}
    return tuple(sorted(waiting | {one.key for one in stale_figures(viewer)}))


def _last_revisions(viewer: Viewer, agreement: str | None = None) -> list[Any]:
    found: dict[int, Any] = {}
    seen = visible_revisions(viewer).annotate(touched=touched_in_query()).defer(*UNREAD)
    if agreement is not None:
        seen = seen.filter(figure__agreement__key=agreement)
    for revision in seen.order_by("figure__number", "number"):
        found[revision.figure_id] = revision
    return list(found.values())


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
