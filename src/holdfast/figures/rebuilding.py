"""Recomputing a revision from the rows as known then and the inputs as stored, and comparing it byte for byte."""

from typing import Any

from holdfast.base.canonical import NotCanonical, canonical_json, canonical_loads, digest
from holdfast.figures.body import body_of, canonical_of, rows_summary
from holdfast.figures.changes import changes_between, differences
from holdfast.figures.compute import computed
from holdfast.figures.errors import NothingToMeasure, SnapshotUnreadable
from holdfast.figures.find import revision_row, stored_rows
from holdfast.figures.gather import at_level, rows_again
from holdfast.figures.inputs import Inputs, inputs_hash
from holdfast.figures.models import Revision
from holdfast.figures.publish import SOFTWARE
from holdfast.figures.types import Difference, Rebuilt
from holdfast.people.types import Viewer


def rebuild(viewer: Viewer, key: str) -> Rebuilt:
    """Recompute F-0001.r2 (or the last revision of F-0001): the same bytes, or every place that differs.

    Used are the stored definition, terms and series, and the rows as known at the revision's journal line, read as a
    reader of its level would; its stored rows must have the digest that it printed. Nothing is written. Raises
    FigureUnknown.
    """
    revision = revision_row(viewer, key)
    name = f"{revision.figure}.r{revision.number}"
    found: list[Difference] = []
    again = b""
    try:
        again = canonical_json(_recomputed(viewer, revision, name))
        found = _differences(revision, again)
    except (SnapshotUnreadable, NothingToMeasure, NotCanonical) as error:
        found = [Difference("the whole", "published", f"not computable: {error.what_happened}")]
    recomputed = digest(canonical_loads(again)) if again else ""
    same = not found and again == revision.canonical.encode("utf-8") and recomputed == revision.digest
    if not same and not found:
        found = [Difference("digest", revision.digest, recomputed)]
    return Rebuilt(
        key=name,
        same=same,
        digest=revision.digest,
        recomputed=recomputed,
        differences=tuple(found),
        software=revision.software,
        software_now=SOFTWARE,
    )


def _recomputed(viewer: Viewer, revision: Revision, name: str) -> dict[str, Any]:
    inputs = Inputs.read(revision.inputs)
    rows = rows_again(at_level(viewer, revision.level), inputs, revision.known_seq)
    result = computed(inputs, rows, as_of=revision.as_of, said_by=revision.said_by)
    pages = stored_rows(revision)
    body = body_of(inputs, result, rows_summary(pages))
    return canonical_of(
        body,
        key=name,
        revision=revision.number,
        as_of=revision.as_of,
        said_by=revision.said_by,
        known_seq=revision.known_seq,
        inputs_hash=inputs_hash(revision.inputs, rows),
        software=revision.software,
        published=revision.published,
        by=revision.by,
        checked_by=revision.checked_by,
        reason=revision.reason,
        changed=_changed(revision, canonical_loads(canonical_json(body)), pages),
    )


def _changed(revision: Revision, body: dict[str, Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    before = Revision.objects.filter(figure=revision.figure, number=revision.number - 1).first()
    if before is None:
        return []
    return changes_between(canonical_loads(before.canonical), stored_rows(before), body, rows)


def _differences(revision: Revision, again: bytes) -> list[Difference]:
    if again == revision.canonical.encode("utf-8"):
        return []
    return differences(canonical_loads(revision.canonical), canonical_loads(again))
