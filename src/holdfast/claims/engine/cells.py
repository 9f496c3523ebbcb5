"""Cells of tables and labelled lines: each number with the headings of its row and column and what leads the table in.

A cell says nothing by itself. It is read as one sentence made of the cell, its headings and the line before the table;
offsets lead back to the cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from holdfast.claims.engine.concepts.lexicon import words_in
from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Item, Kind
from holdfast.claims.engine.lexis.packs import LANGUAGES
from holdfast.claims.engine.match.aliases import NameKind, shipped_aliases

_RULE = re.compile(r"[\s|:+-]*-{2,}[\s|:+-]*")
_LABEL = re.compile(
    r"\s*(?:[-*•–]|\d{1,2}[.)])\s+(?P<label>[^:：\n]{2,80})[:：]\s*(?P<said>[^\n]{1,80}?)\s*$"
)
_TOTAL = re.compile(
    r"\b(?:grand )?totals?\b|\bsum\b|\ball\b|\bensemble\b|المجموع|[اإ]جمالي|مجموع|סך|סה[\"״]כ", re.I
)
_HEADING = re.compile(r"^#{1,6}\s+|\s+#{1,6}$")  # the signs of Markdown
_MOST_CELLS = 4000
_MOST_LEAD = 300
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is no heading; `row` and `column` number it within its table, headings as the text writes them."""

    start: int
    end: int
    table: int
    row: int
    column: int
    row_head: str
    column_head: str
    lead: str

    @property
    def headings(self) -> tuple[str, ...]:
        """What is said of the cell beside it, the nearest first, none twice."""
        return tuple(dict.fromkeys(one for one in (self.column_head, self.row_head, self.lead) if one))

    @property
    def totals(self) -> tuple[bool, bool]:
        """Whether its row, whether its column is one of totals."""
        return bool(_TOTAL.search(self.row_head)), bool(_TOTAL.search(self.column_head))


def cells_of(text: str, numbers: Sequence[int] = ()) -> tuple[Cell, ...]:
    """The cells of every table of the text: lines with tabs or upright bars, and lists of labels with numbers.

    `numbers` are the offsets, in order, at which counted numbers begin: a first row that holds one heads nothing.
    """
    if "\t" not in text and "|" not in text and ":" not in text:
        return ()
    found: list[Cell] = []
    rows: list[list[Span]] = []
    last, lead, table = "", "", 0
    labelled = False
    for start, end in [*_lines(text), (len(text), len(text))]:
        line = text[start:end]
        if start < len(text) and (not line.strip() or (rows and _RULE.fullmatch(line))):
            continue
        cells = _split(text, start, end)
        label = _LABEL.fullmatch(line) if not cells else None
        if label:
            cells = [(start + label.start("label"), start + label.end("label")),
                     (start + label.start("said"), start + label.end("said"))]  # fmt: skip
        if cells and (not rows or labelled == bool(label)):
            if not rows:
                lead, labelled = last, bool(label)
            rows.append(cells)
            continue
        if rows:
            found += _of_table(text, rows, lead, table, labelled, numbers)
            table += 1
            rows = []
            if len(found) > _MOST_CELLS:
                break
        if cells:
            lead, labelled = last, bool(label)
            rows.append(cells)
        else:
            last = _HEADING.sub("", line.strip())[-_MOST_LEAD:]
    return tuple(found[:_MOST_CELLS])


def _lines(text: str) -> list[Span]:
    return [met.span() for met in re.finditer(r"[^\r\n]+", text)]


def _split(text: str, start: int, end: int) -> list[Span]:
    line = text[start:end]
    mark = "\t" if "\t" in line.strip() else "|" if line.count("|") >= 2 else ""
    if not mark:
        return []
    found, at = [], start
    for piece in line.split(mark):
        first = at + len(piece) - len(piece.lstrip(" *_"))
        found.append((first, max(first, at + len(piece.rstrip(" *_")))))
        at += len(piece) + 1
    if mark == "|":
        found = found[1 if line.lstrip().startswith("|") else 0 : -1 if line.rstrip().endswith("|") else None]
    return found if len(found) > 1 else []


def _of_table(
    text: str,
    rows: Sequence[Sequence[Span]],
    lead: str,
    table: int,
    labelled: bool,
    numbers: Sequence[int],
) -> list[Cell]:
    """The cells beside and below headings; a first row with numbers in it heads nothing."""
    if len(rows) < 2 and not labelled and not lead:
        return []
    first = [text[start:end].strip() for start, end in rows[0]]
    headed = not labelled and len(rows) > 1 and not any(_holds(span, numbers) for span in rows[0][1:])
    found = []
    for at, cells in enumerate(rows):
        if headed and at == 0:
            continue
        head = text[slice(*cells[0])].strip()
        named = not _is_number(head)
        for column, (start, end) in enumerate(cells):
            if (column == 0 and named) or end <= start:
                continue
            above = first[column] if headed and column < len(first) else ""
            found.append(Cell(start, end, table, at, column, head if named else "", above, lead))
    return found


def _digits(text: str, cell: Cell) -> bool:
    return any(char.isdigit() for char in text[cell.start : cell.end])


def _holds(span: Span, numbers: Sequence[int]) -> bool:
    return bisect_left(numbers, span[0]) < bisect_left(numbers, span[1])


def _is_number(cell: str) -> bool:
    """Whether a cell holds a number and hardly a word."""
    return any(char.isdigit() for char in cell) and sum(char.isalpha() for char in cell) <= 6


def read_cells(
    text: str, items: Sequence[Item], *, speakers: Mapping[str, Sequence[str]], published: date | None
) -> tuple[tuple[Item, ...], tuple[tuple[str, int, tuple[Item, ...], Cell], ...]]:
    """The items outside of cells; and for each cell with numbers the sentence it is read as, by how much its
    offsets are less than those of the text, its items and itself. `speakers` are the names of the sources."""
    cells = cells_of(text, sorted(one.start for one in items if one.kind.is_figure))
    if not cells:
        return tuple(items), ()
    inside: dict[int, list[Item]] = {at: [] for at, cell in enumerate(cells) if _digits(text, cell)}
    outside = []
    at = 0
    for item in items:
        while at < len(cells) and cells[at].end <= item.start:
            at += 1
        if at < len(cells) and item.kind.is_figure and cells[at].start <= item.start < cells[at].end:
            inside.setdefault(at, []).append(item)
        else:
            outside.append(item)
    sure = Counter(one.lang for one in items if one.ask is None and one.lang in LANGUAGES)
    usual = sure.most_common(1)[0][0] if sure else None
    read = []
    told: dict[str, str | None] = {}
    for number, held in inside.items():
        cell = cells[number]
        said = _sentence(text[cell.start : cell.end], cell)
        lang = held[0].lang if held and held[0].ask is None else usual
        found = extract(said, lang=lang, published=published)
        width = cell.end - cell.start
        own = [one for one in found if one.start < width and one.kind is not Kind.DATE]
        if not own or any(one.end > width for one in own):
            outside += held  # headings and cell are read as something else together
            continue
        given = _given(
            cell, [one for one in found if one.kind is Kind.DATE and one.start >= width], speakers, told
        )
        read.append(
            (said, cell.start, tuple(given(replace(one, sentence=(0, len(said)))) for one in own), cell)
        )
    outside.sort(key=lambda one: one.start)
    return tuple(outside), tuple(read)


def _sentence(said: str, cell: Cell) -> str:
    """The cell, its headings and its lead as one sentence; a bare number stands right before what is counted."""
    heads = [one.rstrip(" .:;,") for one in cell.headings]
    said = said.rstrip(" .;,")
    if heads and _is_number(said) and not any(char.isdigit() for char in heads[0]):
        said = f"{said} {heads.pop(0)}"
    return ", ".join((said, *heads))


def _given(
    cell: Cell,
    dates: Sequence[Item],
    speakers: Mapping[str, Sequence[str]],
    told: dict[str, str | None],
) -> Callable[[Item], Item]:
    """What the headings give to a number that does not say it itself: who says so and of when.

    `told` remembers whom each heading names.
    """
    for heading in cell.headings:
        if heading not in told:
            told[heading] = _speaker(heading, speakers)
        if told[heading]:
            break
    name = next((told[one] for one in cell.headings if told.get(one)), None)
    when = dates[0] if dates else None

    def fill(item: Item) -> Item:
        if name and not item.attribution:
            item = replace(item, attribution=name)
        if when is not None and (
            item.as_of is None and (item.period_to is None or item.period_from == item.period_to)
        ):
            item = replace(item, as_of=when.as_of, period_from=when.period_from, period_to=when.period_to)
        return item

    return fill


def _speaker(heading: str, speakers: Mapping[str, Sequence[str]]) -> str | None:
    """The one source that a heading names, in the words of the record."""
    low = f" {_spelled(heading)} "
    keys = {
        key for key in shipped_aliases().keys(heading) if shipped_aliases().kinds[key] is not NameKind.PLACE
    }
    best: dict[str, int] = {}
    for names in speakers.values():
        for name in names:
            written = _spelled(name.split("(")[0])
            if written and f" {written} " in low:
                best[names[0]] = max(best.get(names[0], 0), len(written))
    if best:
        longest = max(best.values())
        told = [name for name, length in best.items() if length == longest]
        return told[0] if len(told) == 1 else None
    if len(keys) == 1:
        return next((heading[at:end] for at, end in _where(heading, next(iter(keys)))), None)
    return None


@lru_cache(maxsize=4096)
def _spelled(name: str) -> str:
    """The folded words of a name, one blank between them."""
    return " ".join(word.text for word in words_in(name))


def _where(heading: str, key: str) -> list[Span]:
    words = words_in(heading)
    return [
        (words[one.first].start, words[one.last].end)
        for one in shipped_aliases().met([word.text for word in words])
        if one.key == key
    ]
