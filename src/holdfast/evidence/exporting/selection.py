"""What goes into an export and what does not, decided before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from holdfast.base.errors import shown
from holdfast.evidence.engine.copies import left_out_copy
from holdfast.evidence.errors import CaptureUnknown, CopiesUnmask, NothingToExport, RedactionUnknown
from holdfast.evidence.exported import LeftOut
from holdfast.evidence.models import Capture, Expunge, Part
from holdfast.evidence.queries.captures import capture_defs
from holdfast.evidence.queries.reviews import review_state
from holdfast.evidence.queries.visible import part_level, visible
from holdfast.evidence.reviewing.unmasking import unmaskings
from holdfast.evidence.types import CaptureDef, RedactionDef, ReviewState
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Viewer
from holdfast.sources.types import DocumentDef

WHOLE, REDACTED, EXPUNGED = "whole", "redacted", "expunged"
UNTOUCHED = "Nothing was written"
_MANY = 500


@dataclass(frozen=True, slots=True)
class Item:
    """A capture in an export: whole, as redacted copies alone, or as the tombstone of what was expunged."""

    capture: CaptureDef
    state: str
    parts: tuple[Part, ...]  # that are given
    withheld: tuple[Part, ...]  # that its manifest lists, and are not
    copies: tuple[RedactionDef, ...]
    review: ReviewState


@dataclass(frozen=True, slots=True)
class Selection:
    """All of it; `documents` are those asked for, by key."""

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    not_preserved: tuple[DocumentDef, ...]
    redacted_only: bool
    originals: tuple[str, ...] = ()  # captures given whole of whose given parts there are redacted copies

    def keys(self, state: str) -> tuple[str, ...]:
        """The captures that are given so."""
        return tuple(item.capture.key for item in self.items if item.state == state)


def select(
    viewer: Viewer,
    *,
    keys: Collection[str],
    documents: Mapping[int, DocumentDef],
    redacted_only: bool,
    with_restricted: bool,
    redactions: Collection[str] = (),
) -> Selection:
    """The captures of these keys and of these documents, as far as the viewer sees them.

    Of the captures that `redactions` are copies of, these copies alone are given. Raises CaptureUnknown for a key that
    the viewer does not see, RedactionUnknown for a copy of none of the captures, NothingToExport where nothing comes
    of it, CopiesUnmask where copies that were not chosen show what others hide, NotAllowed where restricted parts are
    asked for by somebody who does not see them.
    """
    rows = _rows(viewer, keys, documents)
    preserved = {row.document_id for row in rows}
    none = tuple(one for id_, one in documents.items() if id_ not in preserved)
    gone = set(Expunge.objects.filter(capture__in=rows).values_list("capture_id", flat=True))
    parts: dict[int, list[Part]] = {row.pk: [] for row in rows}
    for part in Part.objects.filter(capture__in=rows).order_by("id"):
        parts[part.capture_id].append(part)
    items: list[Item] = []
    left_out: list[LeftOut] = []
    unchosen = set(redactions)
    for row, about in zip(rows, capture_defs(viewer, rows), strict=True):
        review = review_state(viewer, row.key)
        standing = tuple(one for one in review.redactions if not one.gone)
        copies = chosen_copies(standing, redactions)
        unchosen -= {one.key for one in copies}
        left_out += [
            LeftOut(left_out_copy(one.key, row.key), "other copies of it were chosen")
            for one in standing
            if one not in copies
        ]
        left_out += [
            LeftOut(left_out_copy(one.key, row.key), "it was expunged with the capture")
            for one in review.redactions
            if one.gone
        ]
        if row.pk in gone:
            items.append(Item(about, EXPUNGED, (), (), copies, review))
        elif redacted_only and not copies:
            if row.key in keys:
                raise NothingToExport(
                    f"{row.key} has no redacted copy, and redacted copies alone are asked for",
                    untouched=UNTOUCHED,
                    next_step=f"Ask for one: holdfast review redact {row.key}, or export it whole",
                )
            left_out.append(LeftOut(f"the capture {row.key}", "there is no redacted copy of it"))
        elif redacted_only:
            items.append(Item(about, REDACTED, (), (), copies, review))
        else:
            given, withheld = _parts(viewer, row, parts[row.pk], with_restricted=with_restricted)
            left_out += [
                LeftOut(
                    f"the part {one.name} of {row.key}",
                    "it is for fewer people than its capture, and was not asked for",
                )
                for one in withheld
            ]
            items.append(Item(about, WHOLE, given, withheld, copies, review))
    if unchosen:
        raise RedactionUnknown(
            f"No capture of this export has a redacted copy {shown(min(unchosen))}",
            untouched=UNTOUCHED,
            next_step="See the copies of a capture: holdfast review show E-…",
        )
    if not redactions:
        _refuse_unmasking(items)
    if not items:
        raise NothingToExport(
            "There is no capture to export",
            untouched=UNTOUCHED,
            next_step="Capture the documents first: holdfast capture URL --document KEY",
        )
    originals = tuple(item.capture.key for item in items if _gives_an_original(item))
    return Selection(tuple(items), tuple(left_out), none, redacted_only, originals)


def chosen_copies(
    standing: tuple[RedactionDef, ...], redactions: Collection[str]
) -> tuple[RedactionDef, ...]:
    """Those that were chosen; all where none of this capture was."""
    return tuple(one for one in standing if one.key in redactions) or standing


def _gives_an_original(item: Item) -> bool:
    given = {part.name for part in item.parts}
    return any(one.part in given for one in item.review.redactions if not one.gone)


def _refuse_unmasking(items: Sequence[Item]) -> None:
    """Where the part itself goes too there is nothing left to unmask."""
    keys = [
        copy.key
        for item in items
        for copy in item.copies
        if copy.part not in {part.name for part in item.parts}
    ]
    found = unmaskings(keys) if len(keys) > 1 else ()
    if found:
        raise CopiesUnmask(
            f"Redacted copies would unmask each other: {'; '.join(one.said for one in found[:10])}",
            untouched=UNTOUCHED,
            next_step=f"Name the copies that are to go, such as --redaction {found[0].other}",
        )


def _rows(viewer: Viewer, keys: Collection[str], documents: Mapping[int, DocumentDef]) -> list[Capture]:
    found: dict[int, Capture] = {}
    for some in _some(sorted(set(keys))):
        found.update({row.pk: row for row in visible(viewer).filter(key__in=some)})
    missing = set(keys) - {row.key for row in found.values()}
    if missing:
        raise CaptureUnknown(
            f"There is no capture {shown(min(missing))}",
            untouched=UNTOUCHED,
            next_step="Look at the list of captures for its key",
        )
    for some in _some(sorted(documents)):
        found.update({row.pk: row for row in visible(viewer).filter(document_id__in=some)})
    return [found[number] for number in sorted(found)]


def _some(values: Sequence[Any]) -> list[Sequence[Any]]:
    return [values[start : start + _MANY] for start in range(0, len(values), _MANY)]


def _parts(
    viewer: Viewer, row: Capture, parts: Sequence[Part], *, with_restricted: bool
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    given = tuple(
        part
        for part in parts
        if viewer.sees(part_level(row, part)) and (with_restricted or part_level(row, part) <= row.level)
    )
    withheld = tuple(part for part in parts if part not in given)
    if with_restricted and withheld:
        raise NotAllowed(
            f"Restricted parts are asked for, and {viewer.key} does not see all parts of {row.key}",
            untouched=UNTOUCHED,
            next_step="Export without them, or ask somebody with the clearance restricted",
        )
    return given, withheld
