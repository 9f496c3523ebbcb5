"""Finding figures and revisions by the names people use for them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from holdfast.base.canonical import canonical_loads, digest
from holdfast.base.errors import shown
from holdfast.base.ids import FigureKey, FigureKeyMalformed, slug_ok
from holdfast.figures.errors import FigureUnknown
from holdfast.figures.models import Figure, Revision, RevisionRow
from holdfast.people.types import Level, Viewer

UNREAD = ("inputs", "canonical", "documents")  # columns of a revision that a list never reads
_LIST = "List the figures with: holdfast figure"


def visible_figures(viewer: Viewer) -> QuerySet[Figure]:
    """Figures the viewer may see, of agreements the viewer may see; one that was never published is the desk's."""
    found = Figure.objects.filter(level__lte=viewer.clearance, agreement__level__lte=viewer.clearance)
    if viewer.clearance < Level.DESK:
        published = Revision.objects.filter(figure=OuterRef("pk"), level__lte=viewer.clearance)
        found = found.filter(Exists(published))
    return found.select_related("agreement").order_by("number")


def visible_revisions(viewer: Viewer) -> QuerySet[Revision]:
    """Revisions the viewer may see, with their figures; what a revision says stays under the level it had."""
    return Revision.objects.filter(
        level__lte=viewer.clearance,
        figure__level__lte=viewer.clearance,
        figure__agreement__level__lte=viewer.clearance,
    ).select_related("figure__agreement")


def parsed(key: str) -> tuple[FigureKey | None, str]:
    """The figure key that the text writes, or the text as a case's own name; a desk's name before it is refused."""
    try:
        found = FigureKey.parse(key)
    except FigureKeyMalformed:
        if not slug_ok(key):
            raise _unknown(key, _LIST) from None
        return None, key
    if found.desk is not None:
        raise _unknown(key, "Ask the desk that it names")
    return found, ""


def figure_row(viewer: Viewer, key: str) -> Figure:
    """The figure that F-0001, F-0001.r2 or the case's own name names; raises FigureUnknown."""
    named, slug = parsed(key)
    found = visible_figures(viewer)
    row = (found.filter(number=named.number) if named else found.filter(slug=slug)).first()
    if row is None:
        raise _unknown(key, _LIST)
    return row


def revision_row(viewer: Viewer, key: str) -> Revision:
    """The revision that F-0001.r2 names, or the last one of F-0001; raises FigureUnknown."""
    named, slug = parsed(key)
    found = visible_revisions(viewer)
    if named is None:
        found = found.filter(figure__slug=slug)
    else:
        found = found.filter(figure__number=named.number)
        if named.revision is not None:
            found = found.filter(number=named.revision)
    row = found.order_by("-number").first()
    if row is None:
        raise _unknown(key, _LIST)
    return row


def last_revision(figure: Figure) -> Revision | None:
    """The last revision of a figure."""
    return Revision.objects.filter(figure=figure).order_by("-number").first()


def stored_rows(revision: Revision) -> list[dict[str, Any]]:
    """Every row under a revision, as published."""
    pages = RevisionRow.objects.filter(revision=revision).order_by("page").values_list("rows", flat=True)
    return [row for page in pages for row in canonical_loads(page)]


def revision_contents() -> Iterator[tuple[int, dict[str, Any]]]:
    """What the journal line of each revision commits to, by batch, computed from the revision as stored."""
    for batch, number, revision, canonical, inputs in Revision.objects.values_list(
        "batch", "figure__number", "number", "canonical", "inputs_hash"
    ).iterator():
        key = str(FigureKey(number, revision))
        yield batch, {"revision": key, "digest": digest(canonical_loads(canonical)), "inputs": inputs}


def _unknown(key: str, next_step: str) -> FigureUnknown:
    return FigureUnknown(f"There is no figure {shown(key)}", next_step=next_step)
