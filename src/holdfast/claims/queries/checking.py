"""A draft held against the record: what can be checked in it, and what the record says of each; nothing is stored."""

from __future__ import annotations

from datetime import date

from holdfast.base.clock import today
from holdfast.claims.engine.concepts import with_concepts
from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Item
from holdfast.claims.engine.judge import check_items
from holdfast.claims.queries.readings import record_read
from holdfast.claims.types import CheckedDraft
from holdfast.people.types import Viewer
from holdfast.sources.queries import source_detail


def draft_checked(
    viewer: Viewer,
    text: str,
    *,
    spans: tuple[tuple[int, int], ...] | None = None,
    lang: str | None = None,
    published: date | None = None,
    as_of: date | None = None,
    side: str = "",
) -> CheckedDraft:
    """Every checkable item of the text with its verdict, in the order of the text.

    `spans` are the parts that are the author's own, by offsets; items outside are left out. The record is read as of
    `as_of`, else of the day it was published, else of today. `side` is the source whose text
    it is; raises SourceUnknown.
    """
    record = record_read(viewer)
    if side and side not in record.speakers:
        source_detail(viewer, side)
    items = with_concepts(text, extract(text, lang=lang, published=published), record.lexicon)
    kept = tuple(item for item in items if spans is None or _inside(item, spans))
    day = as_of or published or today("UTC")
    checked = check_items(
        text, kept, record, today=day, published=published, side=side,
        known=as_of or today("UTC"),
    )  # fmt: skip
    return CheckedDraft(text=text, as_of=day, published=published, lines=checked, speakers=record.speakers)


def _inside(item: Item, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= item.start and item.end <= end for start, end in spans)
