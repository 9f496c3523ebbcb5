"""A draft held against the record: what can be checked in it, and what the record says of each; nothing is stored."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate

from holdfast.base.clock import today
from holdfast.claims.engine.cells import Cell, read_cells
from holdfast.claims.engine.concepts import with_concepts
from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Item
from holdfast.claims.engine.judge import Checked, check_items
from holdfast.claims.engine.judge.headed import hold_headed
from holdfast.claims.engine.judge.inside import warnings_inside
from holdfast.claims.engine.judge.unread import hold_back
from holdfast.claims.engine.judge.whole import hold_wholes
from holdfast.claims.engine.languages import unread
from holdfast.claims.engine.quoted import without_quote_marks
from holdfast.claims.errors import DraftBeyondCheck
from holdfast.claims.queries.readings import record_read
from holdfast.claims.types import CheckedDraft
from holdfast.people.types import Viewer
from holdfast.sources.queries import source_detail

MOST_CHARS = 500_000  # characters of one check
MOST_ITEMS = 3_000  # items of one check: so that it answers within ten seconds
_UNTOUCHED = "Nothing of it was checked and nothing is stored"
_PARTS = (
    "Split it, or check it part by part: holdfast check FILE --from 0 reads what one check takes, "
    "and says where to go on"
)


def draft_checked(
    viewer: Viewer,
    text: str,
    *,
    spans: tuple[tuple[int, int], ...] | None = None,
    headings: tuple[tuple[int, int, int], ...] = (),
    lang: str | None = None,
    published: date | None = None,
    as_of: date | None = None,
    side: str = "",
    start: int | None = None,
    notes: tuple[str, ...] = (),
    plain: bool = False,
) -> CheckedDraft:
    """Every checkable item of the text with its verdict, in the order of the text.

    `notes` say how it was read; that its language is not read is told with them.
    `spans` are the parts that are the author's own, by offsets; items outside are left out. `headings` are those that
    the file marks, each with its level; others are told by how they stand. The record is read as of
    `as_of`, else of the day it was published, else of today. `side` is the source whose text
    it is. `plain` says that it is a plain text or Markdown, where lines that begin with "> " quote. With `start`, the
    part from that character on as far as one check goes; else a text with more than MOST_CHARS characters or
    MOST_ITEMS items is refused whole. Raises SourceUnknown, DraftBeyondCheck.
    """
    if start is None and len(text) > MOST_CHARS:
        raise DraftBeyondCheck(
            f"The text has {len(text):,} characters, and one check takes {MOST_CHARS:,}",
            untouched=_UNTOUCHED, next_step=_PARTS,
        )  # fmt: skip
    if start is not None and not 0 <= start < len(text):
        raise DraftBeyondCheck(
            f"Character {start:,} is not in a text of {len(text):,} characters",
            untouched=_UNTOUCHED, next_step=f"Give a number from 0 to {len(text) - 1}",
        )  # fmt: skip
    first, last = (0, len(text)) if start is None else (start, _part_end(text, start))
    if side:
        source_detail(viewer, side)
    words = without_quote_marks(text) if plain else text
    found = extract(words[first:last], lang=lang, published=published)
    if first:
        found = tuple(_moved(item, first) for item in found)
    own = None if spans is None else _Parts(spans)
    kept = tuple(item for item in found if own is None or own.hold(item.start, item.end))
    if len(kept) > MOST_ITEMS:
        if start is None:
            raise DraftBeyondCheck(
                f"The text has {len(kept):,} numbers, dates and other things to check in {len(text):,} characters, "
                f"and one check takes {MOST_ITEMS:,}",
                untouched=_UNTOUCHED, next_step=_PARTS,
            )  # fmt: skip
        over = kept[MOST_ITEMS]
        last = over.sentence[0] if over.sentence[0] > kept[0].start else over.start
        kept = tuple(item for item in kept if item.end <= last)
    record = record_read(viewer)
    day, known = as_of or published or today("UTC"), as_of or today("UTC")
    names = {key: tuple(one.name.values()) for key, one in record.speakers.items()}
    kept, cells = read_cells(words, kept, speakers=names, published=published)
    cells = tuple(
        one for one in cells
        if first <= one[3].start < last and (own is None or own.hold(one[3].start, one[3].end))
    )  # fmt: skip

    def held(said: str, items: tuple[Item, ...]) -> tuple[Checked, ...]:
        items = with_concepts(said, items, record.lexicon)
        lines = check_items(said, items, record, today=day, published=published, side=side, known=known)
        return hold_wholes(hold_back(said, lines, record))

    checked = held(words, kept)
    if cells:
        lines = [*checked]
        for said, by, items, cell in cells:
            lines += [replace(one, item=_in_cell(one.item, by, cell)) for one in held(said, items)]
        lines.sort(key=lambda one: one.item.start)
        inside = warnings_inside(words, [one.item for one in lines], [cell for _, _, _, cell in cells])
        checked = tuple(replace(one, warnings=inside.get(one.item.start, ())) for one in lines)
    checked = hold_headed(text, checked, record, spans, headings)
    doubt = None if lang else unread(text[first:last], (one.item.lang for one in checked))
    return CheckedDraft(
        text=text, as_of=day, published=published, lines=checked, speakers=record.speakers,
        part=None if start is None else (first, last),
        notes=(*notes, doubt) if doubt else notes,
    )  # fmt: skip


def _in_cell(item: Item, by: int, cell: Cell) -> Item:
    """The item where it stands in the text."""
    return replace(item, start=item.start + by, end=item.end + by, sentence=(cell.start, cell.end))


def _part_end(text: str, start: int) -> int:
    """Where the part that begins there ends: the end of a paragraph, of a line, or of a word."""
    most = start + MOST_CHARS
    if most >= len(text):
        return len(text)
    for mark in ("\n\n", "\n", " "):
        cut = text.rfind(mark, start + MOST_CHARS // 2, most)
        if cut > 0:
            return cut + len(mark)
    return most


def _moved(item: Item, by: int) -> Item:
    begin, end = item.sentence
    return replace(item, start=item.start + by, end=item.end + by, sentence=(begin + by, end + by))


class _Parts:
    """Parts of a text, of which a page may have tens of thousands; each question costs one search."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [*accumulate((end for _, end in ordered), max)]

    def hold(self, first: int, last: int) -> bool:
        """Whether one of them holds all between two offsets."""
        at = bisect_right(self._starts, first) - 1
        return at >= 0 and last <= self._ends[at]
