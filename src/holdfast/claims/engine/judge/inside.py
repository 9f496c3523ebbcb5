"""A text against itself: sums, shares of stated bases, one quantity with two numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from holdfast.base.numbers import decimals_of, how_rounded, rounded
from holdfast.base.why import Why
from holdfast.claims.engine.cells import Cell
from holdfast.claims.engine.items import Bound, Item, Kind

_PLAIN = (Bound.EXACT, Bound.AT_LEAST)
_PARTS = re.compile(
    r"^\s*(?:[\w\s’'-]{0,60})(?:[:(–—]|,? (?:including|made up of|of which|of whom|comprising)\b)", re.I
)
_INCLUDING = re.compile(
    r"\b(?:including|among them|of which|of whom|dont|incluid[oa]s?|entre ellos)\b|بينهم|منهم|بينها|בהם|מהם",
    re.I,
)
_PARTS_TOTAL = 3
# A total said after its parts: "142 attacks, 21 raids and 228 bombings, 391 in all".
_IN_ALL_BEFORE = re.compile(
    r"(?:\b(?:grand )?total(?:s|ling|ing|led|ed)?(?: of| to| is| was)?|\bin all,?|\baltogether,?|\bmak(?:es?|ing)"
    r"|\badd(?:s|ing)? up to|\bau total,?|\bsoit(?: un total de)?|\bun total de|\ben total,?|\bsuman|\bes decir,?"
    r"|[اإ]جمالي(?:ا|ه|ها)?|بمجموع|بما مجموعه|أي ما مجموعه|ليبلغ المجموع|בסך הכל|סך הכו?ל|סה[\"״]כ)\s*:?\s*$",
    re.I,
)
_IN_ALL_AFTER = re.compile(
    r"\s*(?:[\w'’-]+ ){0,2}?(?:in all|in total|altogether|all told|au total|en tout|en total|في المجموع|[اإ]جمالا"
    r"|בסך הכל)\b",
    re.I,
)
_PLUS = re.compile(r"[^\d.!?]{0,40}?(?:\+|\b(?:plus|and|et|más|mas|y)\b|زائد|و|ועוד|,)\s*$", re.I)
_REAL_PLUS = re.compile(r"\+|\bplus\b|\bmás\b|زائد|ועוד", re.I)
_EQUALS = re.compile(
    r"[^\d.!?]{0,40}?(?:=|\b(?:equals?|makes?|gives?|comes? to|adds? up to|is|font|donne|égale|son|suman|hacen)\b"
    r"|يساوي|שווה|הם)\s*$",
    re.I,
)
_OF_THEM = re.compile(
    r"\s*,?\s*(?:of (?:them|those|these|whom|which)|d['’]entre eux|de ellos|de ellas|de estos|منهم|منها|מהם|מתוכם)\b",
    re.I,
)
_OF_PROMISED = re.compile(
    r"\s*(?:[\w'’-]+ ){0,4}?(?:promised|agreed|required|due|owed|stipulated|pledged|promis(?:es)?|prévus?|convenus?"
    r"|prometid[oa]s?|acordad[oa]s?|المتفق|الموعود|المقرر|שהובטחו|המוסכם)",
    re.I,
)
_FAR = 700  # characters within which a share may speak of a base in an earlier sentence
_TOLD = (Kind.COUNT, Kind.RATE, Kind.PERCENT)
_NATIONS = frozenset(
    ["palestinians", "israelis", "lebanese"]
)  # whose people they are, where a text may say "people"
_MOST_PAIRS = 4_000_000
_MOST_TIMES = 60  # of one quantity in one text; the cost grows with its square


def warnings_inside(
    text: str, items: Sequence[Item], cells: Sequence[Cell] = ()
) -> Mapping[int, tuple[Why, ...]]:
    """What does not agree inside the text, by the offset of the item it is said of; `cells` hold numbers of tables."""
    found: dict[int, list[Why]] = defaultdict(list)
    figures = [one for one in items if one.kind.is_figure and one.value is not None and not one.negated]
    _shares(figures, found)
    _shares_of_before(text, figures, found)
    _parts(text, figures, found)
    _totals(text, figures, found)
    _sums(text, figures, found)
    _columns(figures, cells, found)
    _repeated(_told_whole(figures, cells), found)
    return {at: tuple(dict.fromkeys(held)) for at, held in found.items()}


def _shares(figures: Sequence[Item], found: dict[int, list[Why]]) -> None:
    """A percentage and its part and base in one sentence: 3,203 of 13,200 is 24 percent."""
    by_sentence: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for one in figures:
        by_sentence[one.sentence].append(one)
    for held in by_sentence.values():
        for part in held:
            if part.base is None or not part.base or part.value is None or part.kind is not Kind.COUNT:
                continue
            if part.value > part.base:
                found[part.start].append(Why.of("inside-part-above-base", part=part.value, base=part.base))
            share = Fraction(part.value) / Fraction(part.base) * 100
            for one in held:
                if one.kind is not Kind.PERCENT or one.value is None or one.bound not in _PLAIN:
                    continue
                if not how_rounded(share, one.value, decimals_of(one.value)):
                    exact, _ = rounded(share, decimals_of(one.value) + 1)
                    said = Why.of(
                        "inside-share", part=part.value, base=part.base, stated=one.value, exact=exact
                    )
                    found[one.start].append(said)


def _parts(text: str, figures: Sequence[Item], found: dict[int, list[Why]]) -> None:
    """A total and the parts that follow it in its sentence, announced by a colon or in brackets."""
    by_sentence: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for one in figures:
        if one.kind is Kind.COUNT and one.bound is Bound.EXACT and not one.target:
            by_sentence[one.sentence].append(one)
    for (_, end), held in by_sentence.items():
        if len(held) < _PARTS_TOTAL:
            continue
        total, *parts = sorted(held, key=lambda one: one.start)
        if total.value is None or not _PARTS.match(text[total.end : min(end, parts[0].start + 1)]):
            continue
        if _INCLUDING.search(text[total.end : end]):
            continue
        parts = [one for one in parts if _same(one, total)]
        added = sum((one.value for one in parts if one.value is not None), start=0 * total.value)
        if len(parts) >= 2 and added != total.value:
            found[total.start].append(
                Why.of("inside-parts", total=total.value, added=added, count=len(parts))
            )


def _same(part: Item, total: Item) -> bool:
    return part.concepts[:1] == total.concepts[:1] or not part.concepts


def _totals(text: str, figures: Sequence[Item], found: dict[int, list[Why]]) -> None:
    """A total said after its parts, in one sentence and of one time."""
    for held in _sentences(figures):
        for at, total in enumerate(held):
            if at < 2 or not _counts(total):
                continue
            before = text[held[at - 1].end : total.start]
            after = text[total.end : total.sentence[1] or total.end + 60]
            if not (_IN_ALL_BEFORE.search(before) or _IN_ALL_AFTER.match(after)):
                continue
            parts = [one for one in held[:at] if _counts(one) and _same_time(one, total)]
            if len(parts) == at and total.base is None:
                _tell_sum(total, parts, found)


def _sums(text: str, figures: Sequence[Item], found: dict[int, list[Why]]) -> None:
    """A sum written out: "142 + 21 + 228 = 391", "142 plus 21 makes 163"."""
    for held in _sentences(figures):
        for at, total in enumerate(held):
            if at < 2 or not _EQUALS.match(text[held[at - 1].end : total.start]):
                continue
            first = at - 1
            while first and _PLUS.match(text[held[first - 1].end : held[first].start]):
                first -= 1
            between = text[held[first].start : held[at - 1].start]
            if at - first >= 2 and _REAL_PLUS.search(between):
                _tell_sum(total, held[first:at], found)


def _columns(figures: Sequence[Item], cells: Sequence[Cell], found: dict[int, list[Why]]) -> None:
    """The totals of a table: a row of totals under its column, a column of totals beside its row."""
    by_cell = {one.start: one for one in figures if _counts(one)}
    if len(cells) * len(by_cell) >= _MOST_PAIRS:
        return
    starts = sorted(by_cell)
    numbers = [
        (cell, cell.totals, by_cell[at])
        for cell in dict.fromkeys(cells)
        for at in starts[bisect_left(starts, cell.start) : bisect_left(starts, cell.end)]
    ]
    columns: dict[tuple[int, int], list[tuple[int, Item]]] = defaultdict(
        list
    )  # what is no total, with its row
    rows: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for cell, (in_row, in_column), one in numbers:
        if not in_row:
            columns[cell.table, cell.column].append((cell.row, one))
        if not in_column:
            rows[cell.table, cell.row].append(one)
    for cell, (in_row, in_column), total in numbers:
        if in_row:
            parts = [one for row, one in columns[cell.table, cell.column] if row < cell.row]
            _tell_table(total, parts, found)
        if in_column:
            _tell_table(total, rows[cell.table, cell.row], found)


def _tell_table(total: Item, parts: Sequence[Item], found: dict[int, list[Why]]) -> None:
    if len(parts) >= 2:
        _tell_sum(total, parts, found)


def _tell_sum(total: Item, parts: Sequence[Item], found: dict[int, list[Why]]) -> None:
    added = sum((one.value for one in parts if one.value is not None), start=Decimal(0))
    if added != total.value:
        found[total.start].append(Why.of("inside-parts", total=total.value, added=added, count=len(parts)))


def _counts(one: Item) -> bool:
    return one.kind is Kind.COUNT and one.bound in _PLAIN and not one.target and one.high in (None, one.value)


def _sentences(figures: Sequence[Item]) -> Iterator[list[Item]]:
    by_sentence: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for one in figures:
        by_sentence[one.sentence].append(one)
    yield from by_sentence.values()


def _shares_of_before(text: str, figures: Sequence[Item], found: dict[int, list[Why]]) -> None:
    """A percentage whose base stands with it, or in an earlier sentence: "300 of them, 40 percent", "24 percent of
    the promised"."""
    for at, share in enumerate(figures):
        if share.kind is not Kind.PERCENT or share.value is None or share.bound not in _PLAIN:
            continue
        near = [one for one in figures[max(0, at - 8) : at + 4] if abs(one.start - share.start) < _FAR]
        pair = _part_and_base(text, share, near)
        if pair is None:
            continue
        part, base = pair
        exact = Fraction(part) / Fraction(base) * 100
        if not how_rounded(exact, share.value, decimals_of(share.value)):
            told, _ = rounded(exact, decimals_of(share.value) + 1)
            found[share.start].append(
                Why.of("inside-share", part=part, base=base, stated=share.value, exact=told)
            )


def _part_and_base(text: str, share: Item, near: Sequence[Item]) -> tuple[Decimal, Decimal] | None:
    before = [one for one in near if one.end <= share.start]
    counts = [one for one in before if one.kind is Kind.COUNT and one.value]
    if share.base:  # "3,203 entered, 24 percent of the 600 promised"
        parts = [one for one in counts if one.sentence == share.sentence and not one.target]
        said = parts[0].value if len(parts) == 1 else None
        return (said, share.base) if said else None
    beside = [one for one in near if one.sentence == share.sentence and one.kind is Kind.COUNT and one.value]
    of_them = [one for one in beside if _OF_THEM.match(text[one.end : one.end + 40])]
    if len(of_them) == 1 and of_them[0].base is None:
        earlier = [one for one in counts if one.sentence != share.sentence and not one.target]
        if earlier and of_them[0].value and earlier[-1].value:
            return of_them[0].value, earlier[-1].value
    if _OF_PROMISED.match(text[share.end : share.end + 60]):
        owed = [one for one in counts if one.target]
        came = (
            [one for one in counts if not one.target and one.concepts[:1] == owed[0].concepts[:1]]
            if owed
            else []
        )
        if len(owed) == 1 and len(came) == 1 and owed[0].value and came[0].value:
            return came[0].value, owed[0].value
    return None


def _told_whole(figures: Sequence[Item], cells: Sequence[Cell]) -> list[Item]:
    """The figures but those of tables that do not say who counts and of when: a row may be of a part."""
    spans = {(one.start, one.end) for one in cells}
    return [
        one for one in figures
        if one.sentence not in spans or (one.attribution and (one.as_of or one.period_to))
    ]  # fmt: skip


def _repeated(figures: Sequence[Item], found: dict[int, list[Why]]) -> None:
    """One quantity of one time, told twice with numbers that cannot both hold."""
    groups: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for one in figures:
        if one.concepts and not one.target and one.base is None and one.kind in _TOLD:
            groups[(one.concepts[0], *_cargo_and_vital(one), one.point, one.per, one.kind)].append(one)
    for held in groups.values():
        for at, later in enumerate(held[:_MOST_TIMES]):
            for earlier in held[:at]:
                if earlier.sentence == later.sentence or not _of_one(earlier, later):
                    continue
                if _clash(earlier, later):
                    code = (
                        Why.of("inside-two-numbers", first=earlier.text, second=later.text)
                        if earlier.as_of or earlier.period_to
                        else Why.of("inside-repeated", first=earlier.text, second=later.text)
                    )
                    found[later.start].append(code)
                    found[earlier.start].append(code)


def _cargo_and_vital(one: Item) -> tuple[str, ...]:
    return tuple(key for key in one.concepts[1:] if not key.startswith("since"))


def _of_one(one: Item, other: Item) -> bool:
    """Whether the two speak of the same people, place and doer, of one time: what one leaves open is the other's."""
    people = [frozenset((item.population or "").split()) - {"people"} for item in (one, other)]
    if people[0] != people[1] and (all(people) or not (people[0] | people[1]) <= _NATIONS):
        return False
    if one.place and other.place and one.place != other.place:
        return False
    if one.actor and other.actor and one.actor != other.actor:
        return False
    return _same_time(one, other)


def _same_time(one: Item, other: Item) -> bool:
    """Whether they end on one day; where both say since when, on one day too."""
    if (one.as_of or one.period_to) != (other.as_of or other.period_to):
        return False
    return not (one.period_from and other.period_from) or one.period_from == other.period_from


def _clash(one: Item, other: Item) -> bool:
    if one.value is None or other.value is None or one.bound not in _PLAIN or other.bound not in _PLAIN:
        return False
    if one.attribution and other.attribution and one.attribution != other.attribution:
        return False
    return one.value != other.value
