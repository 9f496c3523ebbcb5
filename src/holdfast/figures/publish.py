"""Publishing: the engine's answer made permanent, with its rows, charts, reason, and what changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast import __version__
from holdfast.base.canonical import canonical_json, canonical_loads, digest
from holdfast.base.clock import now, today
from holdfast.figures.body import (
    body_of,
    canonical_of,
    content_digest,
    headline_of,
    pages_of,
    rows_summary,
)
from holdfast.figures.changes import changes_between, withdrawn
from holdfast.figures.charting import charts_of
from holdfast.figures.charts.drawing import draw
from holdfast.figures.charts.types import Drawn, Specified
from holdfast.figures.compute import computed
from holdfast.figures.errors import AsOfInFuture, NothingChanged, ReasonMissing
from holdfast.figures.find import figure_row, last_revision, stored_rows
from holdfast.figures.gather import Gathered, Gatherer, at_level, terms_digest
from holdfast.figures.inputs import inputs_hash
from holdfast.figures.models import Chart, Figure, Revision, RevisionRow
from holdfast.figures.rows import documents_of, published_rows
from holdfast.figures.types import RevisionRef
from holdfast.journal.actions import recording
from holdfast.journal.queries import head, line_of_batch, lines
from holdfast.people.permissions import require, require_second_person
from holdfast.people.queries import active_people_count
from holdfast.people.signing import signature
from holdfast.people.types import Permission, Viewer

SOFTWARE = f"holdfast {__version__}"
_REASON = 1000


@dataclass(frozen=True, slots=True)
class _Ready:
    """A revision that only lacks its drawn charts and its place in the journal."""

    figure: Figure
    gathered: Gathered
    as_of: date
    said_by: date | None
    body: dict[str, Any]
    rows: list[dict[str, Any]]
    charts: list[Specified]
    before: Revision | None


def publish_figure(
    viewer: Viewer,
    *,
    key: str,
    reason: str,
    as_of: date | None = None,
    said_by: date | None = None,
    even_unchanged: bool = False,
) -> RevisionRef:
    """Publish a figure (F-0001, or its key in the case) as its next revision, with one journal line.

    `as_of` is today in the agreement's time zone unless it is given. Raises NotAllowed, SecondPersonNeeded,
    FigureUnknown, AsOfInFuture, NothingToMeasure, PublishedBelowInputs, ReasonMissing, and NothingChanged where the
    revision would say what the last one says and `even_unchanged` is not set.
    """
    (made,) = publish_figures(
        viewer, keys=[key], reason=reason, as_of=as_of, said_by=said_by, even_unchanged=even_unchanged
    )
    return made


def publish_figures(
    viewer: Viewer,
    *,
    keys: Sequence[str],
    reason: str,
    as_of: date | None = None,
    said_by: date | None = None,
    even_unchanged: bool = False,
) -> tuple[RevisionRef, ...]:
    """Publish several figures, each with a journal line of its own, their charts drawn by one process.

    Nothing is published unless all of them can be; errors as of `publish_figure`.
    """
    require(viewer, Permission.PUBLISH, untouched="Nothing was published")
    reason = " ".join(reason.split())
    if not reason or len(reason) > _REASON:
        raise ReasonMissing(
            f"A revision needs a reason of 1 to {_REASON} characters",
            untouched="Nothing was published",
            next_step="Say in a sentence why it is published now",
        )
    gatherer = Gatherer(viewer, head().seq)
    ready = [_prepared(gatherer, key, as_of, said_by, even_unchanged) for key in dict.fromkeys(keys)]
    drawn = iter(draw([chart for one in ready for chart in one.charts], "c"))
    return tuple(_stored(viewer, one, [next(drawn) for _ in one.charts], reason) for one in ready)


def _prepared(
    gatherer: Gatherer, key: str, as_of: date | None, said_by: date | None, even_unchanged: bool
) -> _Ready:
    viewer = gatherer.viewer
    figure = figure_row(viewer, key)
    found = gatherer.gathered(figure)
    day = _day_asked(as_of, today(found.inputs.terms.timezone))
    result = computed(found.inputs, found.rows, as_of=day, said_by=said_by)
    rows = published_rows(at_level(viewer, figure.level), found.inputs, result.beside)
    _second_person(viewer, figure, found, rows)
    body = body_of(found.inputs, result, rows_summary(rows))
    before = last_revision(figure)
    if before is not None and not even_unchanged:
        _refuse_unchanged(figure, body, before)
    charts = charts_of(found.inputs, result, found.rows)
    return _Ready(figure, found, day, said_by, body, rows, charts, before)


def _day_asked(as_of: date | None, last: date) -> date:
    """The day a figure speaks of: nobody can publish what was known of a day that has not come."""
    if as_of is not None and as_of > last:
        raise AsOfInFuture(
            f"The day {as_of} has not come: today is {last} where the agreement counts its days",
            untouched="Nothing was published",
            next_step="Publish as of today or of an earlier day",
        )
    return as_of or last


def _second_person(viewer: Viewer, figure: Figure, found: Gathered, rows: Sequence[dict[str, Any]]) -> None:
    """Who wrote its definition or terms, a row, a withdrawal or a ruling does not publish it, if others are there."""
    seqs = {row["recorded_seq"] for row in rows if row["recorded_seq"]}
    seqs |= {one.seq for series in found.inputs.terms.series.values() for one in series.decisions if one.seq}
    line = line_of_batch(figure.batch)
    if line is not None:
        seqs.add(line.seq)
    gone = {row["row"]: row["recorded_seq"] or 0 for row in rows if withdrawn(row)}
    editors = _editors(seqs, gone, line.object_key if line is not None else "")
    require_second_person(publisher=viewer.key, editors=editors, people_able=active_people_count())


def _editors(seqs: Collection[int], gone: Mapping[str, int], case: str) -> set[str]:
    """Who wrote these lines, who withdrew these rows, and who last loaded the case that holds the terms."""
    first_gone = min(gone.values(), default=None)
    editors: set[str] = set()
    loaded_by = ""
    for line in lines(limit=None):
        if line.seq in seqs or line.object_key in gone:
            editors.add(line.actor)
        if case and line.object_key == case:
            loaded_by = line.actor
            if first_gone is not None and line.seq > first_gone:
                editors.add(line.actor)  # a row that vanished from its file was withdrawn by a later load
    return editors | ({loaded_by} if loaded_by else set())


def _refuse_unchanged(figure: Figure, body: dict[str, Any], before: Revision) -> None:
    if content_digest(body) == content_digest(canonical_loads(before.canonical)):
        raise NothingChanged(
            f"{figure} would say what {figure}.r{before.number} says",
            untouched="Nothing was published",
            next_step=f"Leave it as it is, or publish it all the same: holdfast publish {figure} --again",
        )


def _stored(viewer: Viewer, ready: _Ready, drawn: Sequence[Drawn], reason: str) -> RevisionRef:
    figure = ready.figure
    inputs = ready.gathered.inputs.stored()
    with recording(actor=viewer.key, verb="publish_figure", object_key=f"figure:{figure}") as entry:
        before = last_revision(figure)
        number = 1 if before is None else before.number + 1
        changed = _changes(ready, before)
        canonical = canonical_of(
            ready.body,
            key=f"{figure}.r{number}",
            revision=number,
            as_of=ready.as_of,
            said_by=ready.said_by,
            known_seq=ready.gathered.known_seq,
            inputs_hash=inputs_hash(inputs, ready.gathered.rows),
            software=SOFTWARE,
            published=now(),
            by=signature(viewer),
            checked_by=[],
            reason=reason,
            changed=changed,
        )
        text = canonical_json(canonical).decode("utf-8")
        revision = Revision.objects.create(
            figure=figure,
            number=number,
            as_of=ready.as_of,
            said_by=ready.said_by,
            known_seq=ready.gathered.known_seq,
            inputs=inputs,
            inputs_hash=canonical["inputs_hash"],
            series=sorted(ready.gathered.inputs.terms.series),
            documents=documents_of(ready.rows),
            terms_digest=terms_digest(ready.gathered.inputs),
            canonical=text,
            digest=digest(canonical),
            headline=headline_of(ready.body),
            software=SOFTWARE,
            changed=canonical_json(changed).decode("utf-8"),
            reason=reason,
            by=canonical["by"],
            checked_by=[],
            published=canonical["published"],
            level=figure.level,
            batch=entry.batch,
        )
        pages = _store_pages(revision, ready.rows)
        _store_charts(revision, drawn)
        entry.commit_to(
            {"revision": canonical["key"], "digest": revision.digest, "inputs": revision.inputs_hash},
            count=1 + pages + len(drawn),
        )
    return RevisionRef(
        key=canonical["key"],
        figure=str(figure),
        number=number,
        answer=canonical["answer"]["en"],
        state=str(canonical["state"]),
        digest=revision.digest,
        changed=tuple(changed),
    )


def _changes(ready: _Ready, before: Revision | None) -> list[dict[str, Any]]:
    if before is None:
        return []
    return changes_between(
        canonical_loads(before.canonical), stored_rows(before), _plain(ready.body), _plain(ready.rows)
    )


def _plain(value: Any) -> Any:
    """The value as it will be read back, so that what is compared is what is stored."""
    return canonical_loads(canonical_json(value))


def _store_pages(revision: Revision, rows: Sequence[dict[str, Any]]) -> int:
    pages = [
        RevisionRow(
            revision=revision,
            page=number,
            rows=canonical_json(page).decode("utf-8"),
            level=revision.level,
            batch=revision.batch,
        )
        for number, page in enumerate(pages_of(rows), start=1)
    ]
    RevisionRow.objects.bulk_create(pages)
    return len(pages)


def _store_charts(revision: Revision, drawn: Sequence[Drawn]) -> None:
    places: dict[str, int] = {}
    Chart.objects.bulk_create(
        Chart(
            revision=revision,
            name=chart.name,
            language=chart.language,
            order=places.setdefault(chart.name, len(places)),
            title=chart.title[:300],
            spec=chart.spec,
            svg=chart.svg,
            alternative=chart.alternative,
            level=revision.level,
            batch=revision.batch,
        )
        for chart in drawn
    )
