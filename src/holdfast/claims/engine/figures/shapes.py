"""From numbers to figures: what is none, ratios, units, money, ranges, shared units."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Context, Decimal

from holdfast.claims.engine.figures.figure import Figure
from holdfast.claims.engine.figures.fold import NUMBER
from holdfast.claims.engine.figures.grammar import Grammar, Met, Span
from holdfast.claims.engine.figures.numbers import Number
from holdfast.claims.engine.items import Bound, Kind
from holdfast.claims.engine.lexis.schema import Sort
from holdfast.claims.engine.signs import Held

_EXACT = Context(prec=50)
_ROUND = frozenset(Decimal(number) for number in (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000, 10000, 100000))
_PARTS_OF = frozenset(Decimal(10) ** power for power in (3, 4, 5, 6))
_DASH = re.compile(f"(?<={NUMBER})( ?[-–—] ?)(?={NUMBER})")
_SIGNED_DASH = re.compile(r" ?[-–—] ?")
_ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th|er|ère|ème|e|º|ª|o|a)(?![^\W_])")
# Of the scripts read here, and Greek: letters of another make no ordinal or name with digits ("342人").
_LETTERS_AFTER = re.compile(r"(?=[^\W\d_])[\u0000-\u024f\u0370-\u03ff\u0590-\u08ff\ufb00-\ufefc]")
_FALLING = re.compile(
    r"fell|fall|cut|drop|declin|decreas|reduc|lower|slash|down|shr|plung|plumm|slump|sl[il][dp]|narrow|halv"
    r"|abaiss|rédui|rebaj|recort|[وف]?(?:خفض|قلص)|ו?(?:הוריד|הפחית|צמצ)"
    r"|recul|baiss|chut|diminu|tomb|baj|ca[eyí]|descen|desc|disminu|redu|[وف]?(?:انخفض|تراجع|هبط)|ו?(?:ירד|צנח|פחת|הצטמצם)"
)
_FAR_APART = 3
_NO_LETTER = " ,.%)"  # what mostly follows digits
_AMONG = re.compile("between|entre|(?:[بلف])?(?:ما )?بين|[ושהבלמכ]{0,2}בין")
_POINT = re.compile(r"[ -](?:points?|puntos?|نقطة|نقاط|نقطتين|נקודות|נקודה)(?![^\W\d_])")


def figures_of(numbers: Sequence[Number], low: str, text: str, grammar: Grammar, signs: Held) -> list[Figure]:
    """The figures of a sentence; `text` is `low` with dates and numbers masked."""
    starts = [number.start for number in numbers]
    dead = _dead(numbers, starts, low, text, grammar, signs)
    figures: list[Figure] = []
    ratios = _ratios(numbers, starts, text, dead, grammar, signs)
    taken = {number for _, used in ratios for number in used}
    figures += [figure for figure, _ in ratios]
    for at, number in enumerate(numbers):
        if at in dead or at in taken or number.sort is Sort.ORDINAL:
            continue
        figure = _with_unit(number, text, grammar, signs)
        if figure:
            figures.append(figure)
    if len(figures) > 1:
        figures.sort(key=lambda figure: figure.start)
        figures = _ranged(figures, text, grammar, signs)
        _share_units(figures, text, grammar)
        _points(figures, text)
        return _per_number(figures, text, grammar, signs)
    _points(figures, text)
    return figures


def _per_numbers(text: str, grammar: Grammar, signs: Held) -> set[int]:
    """Where the numbers stand that another number may be counted by."""
    return {met.match.start("n") for met in grammar.per_number.find(text, signs)}


def _per_number(figures: list[Figure], text: str, grammar: Grammar, signs: Held) -> list[Figure]:
    """A rate "per 100,000" of the figure before it: the hundred thousand is no figure of its own."""
    starts = _per_numbers(text, grammar, signs)
    if not starts:
        return figures
    kept: list[Figure] = []
    for figure in figures:
        whole = figure.from_ in starts and figure.value in _PARTS_OF and figure.kind is Kind.COUNT
        if whole and kept and not figure.unit_inside:
            kept[-1].per = f"{int(figure.value):,}"
        else:
            kept.append(figure)
    return kept


def _points(figures: Sequence[Figure], text: str) -> None:
    """Points are of a percentage where they have a fraction, or where the sentence gives a percentage beside them."""
    met = [(figure, word) for figure in figures if (word := _POINT.match(text, figure.end))]
    shares = met and any(figure.kind is Kind.PERCENT for figure in figures)
    for figure, word in met:
        whole = figure.value == int(figure.value) and figure.high is None
        share = figure.value <= 100  # more are the points of an index
        if figure.unit == "count" and figure.sort is Sort.CARDINAL and share and (shares or not whole):
            figure.kind, figure.unit, figure.end = Kind.PERCENT, "percentage point", word.end()
            figure.unit_inside = True


def _inside(starts: Sequence[int], span: Span) -> range:
    return range(bisect_left(starts, span[0]), bisect_left(starts, span[1]))


def _dead(
    numbers: Sequence[Number], starts: Sequence[int], low: str, text: str, grammar: Grammar, signs: Held
) -> set[int]:
    dead: set[int] = set()
    for met in grammar.not_figures.find(text, signs):
        dead.update(_inside(starts, met.span("x") or (met.start, met.end)))
    for at, number in enumerate(numbers):
        if number.digits and at not in dead and _glued_on(number, low, grammar, signs):
            dead.add(at)
    for match in _DASH.finditer(text) if "-" in text or "–" in text or "—" in text else ():
        before, after = bisect_left(starts, match.start()) - 1, bisect_left(starts, match.end())
        if before < 0 or after >= len(numbers):
            continue
        first, second = numbers[before], numbers[after]
        falls = first.value >= second.value and first.scale == second.scale
        if falls and match[1] in "-–" and first.digits and second.digits:
            dead.update((before, after))  # a score or a tally of votes, no range
    return dead


def _glued_on(number: Number, low: str, grammar: Grammar, signs: Held) -> bool:
    """Whether letters stand right behind the digits that make no unit: 3rd, 5G, 3D, 1980s."""
    if low[number.end : number.end + 1] in _NO_LETTER or not _LETTERS_AFTER.match(low, number.end):
        return False
    if low[number.end] == "x" and not low[number.end + 1 : number.end + 2].isalnum():
        return False
    return not grammar.unit_after.at(low, number.end, signs)


def _ratios(
    numbers: Sequence[Number], starts: Sequence[int], text: str, dead: set[int], grammar: Grammar, signs: Held
) -> list[tuple[Figure, tuple[int, ...]]]:
    found: list[tuple[Figure, tuple[int, ...]]] = []
    used: set[int] = set()
    for patterns, loose in (
        ((grammar.ratios, False), (grammar.loose_ratios, True))
        if len(numbers) > 1
        else ((grammar.ratios, False),)
        if grammar.lexis.prefixes  # where "one" may be left out
        else ()
    ):
        for met in patterns.find(text, signs):
            a, b = met.span("a"), met.span("b")
            if b and not a and (noun := met.span("o")):
                one = bisect_left(starts, b[0])
                if (
                    figure := _one_of(noun[0], numbers[one])
                    if one < len(numbers) and one not in used | dead
                    else None
                ):
                    found.append((figure, (one,)))
                    used.add(one)
                continue
            if not a or not b:
                continue
            first, second = bisect_left(starts, a[0]), bisect_left(starts, b[0])
            if second >= len(numbers) or {first, second} & (used | dead):
                continue
            part, whole = numbers[first], numbers[second]
            if part.sort is not Sort.CARDINAL or whole.sort is not Sort.CARDINAL:
                continue
            if whole.value in _PARTS_OF and whole.start in _per_numbers(text, grammar, signs):
                continue  # "12 deaths per 100,000"
            if not whole.value or part.value >= whole.value or part.value != int(part.value):
                continue
            if loose and part.value != 1 and (whole.value not in _ROUND or part.value > 10):
                continue
            value = _EXACT.divide(part.value, whole.value)
            figure = Figure(part.start, whole.end, part.start, part.end, value, kind=Kind.RATIO, unit="ratio")
            found.append((figure, (first, second)))
            used |= {first, second}
    for met in grammar.multiples.find(text, signs):
        a = met.span("a")
        first = bisect_left(starts, a[0]) if a else len(numbers)
        if first >= len(numbers) or first in used | dead:
            continue
        number = numbers[first]
        if number.sort in (Sort.CARDINAL, Sort.MULTIPLE):
            end = number.end
            figure = Figure(
                number.start, end, number.start, number.end, number.value, kind=Kind.RATIO, unit="ratio"
            )
            found.append((figure, (first,)))
            used.add(first)
    return found


def _one_of(start: int, whole: Number) -> Figure | None:
    """One of so many, the "one" left out before what is counted, which opens the figure."""
    if whole.sort is not Sort.CARDINAL or whole.value not in _ROUND:
        return None
    value = _EXACT.divide(Decimal(1), whole.value)
    return Figure(start, whole.end, whole.start, whole.end, value, kind=Kind.RATIO, unit="ratio")


def _with_unit(number: Number, text: str, grammar: Grammar, signs: Held) -> Figure | None:
    figure = Figure(
        number.start, number.end, number.start, number.end, number.value, number.sort,
        scale=number.scale, scales=number.scales, digits=number.digits, ask=number.ask,
    )  # fmt: skip
    if number.sort in (Sort.FRACTION, Sort.MULTIPLE):
        figure.kind, figure.unit = Kind.RATIO, "ratio"
    elif number.sort is Sort.VAGUE:
        figure.kind, figure.bound = Kind.VAGUE, Bound.VAGUE
    if number.about:
        figure.bound = Bound.ABOUT
    if number.unit:
        held = next((unit for unit in grammar.lexis.units if unit.name == number.unit), None)
        figure.unit, figure.unit_inside = number.unit, True
        figure.kind = held.kind if held else Kind.DURATION
        return figure
    _money_before(figure, text, grammar, signs)
    _unit_after(figure, text, grammar, signs)
    return figure


def _money_before(figure: Figure, text: str, grammar: Grammar, signs: Held) -> None:
    if not figure.start or grammar.unit_before.empty or figure.sort is Sort.FRACTION:
        return
    met = grammar.sign_before(text, figure.start, signs)
    if met:
        start = met.start
        if text[start].isalpha() and start and text[start - 1].isalnum():
            return
        unit = grammar.units_before[met.which]
        figure.start, figure.kind, figure.unit, figure.unit_inside = start, unit.kind, unit.name, True


def _unit_after(figure: Figure, text: str, grammar: Grammar, signs: Held) -> None:
    if figure.unit_inside and figure.kind is Kind.MONEY:
        return
    at = figure.to
    if text[at : at + 1] in (" ", "-"):
        at += 1
    met = grammar.unit_after.at(text, at, signs)
    if (not met and figure.sort in (Sort.VAGUE, Sort.FRACTION)) or (not met and figure.scale > 1):
        part = grammar.partitive.match(text, figure.to)
        met = grammar.unit_after.at(text, part.end(), signs) if part else None
    if not met:
        return
    unit = grammar.units_after[met.which]
    if figure.sort is Sort.VAGUE:
        figure.unit = unit.name
    elif figure.sort is Sort.FRACTION and unit.kind is not Kind.DURATION:
        return
    else:
        figure.kind, figure.unit = unit.kind, unit.name
    if unit.inside:
        figure.end = met.end
        figure.unit_inside = True


def _ranged(figures: list[Figure], text: str, grammar: Grammar, signs: Held) -> list[Figure]:
    """Two figures joined by a dash, or by the words of a range, made one."""
    by_start = {figure.from_: at for at, figure in enumerate(figures)}
    pairs: dict[int, bool] = {}
    for at, (first, second) in enumerate(itertools.pairwise(figures)):
        near = 0 < second.start - first.end <= 3
        if near and _SIGNED_DASH.fullmatch(text, first.end, second.start):
            pairs[at] = True
    for met in grammar.ranges.find(text, signs):
        a, b = met.span("a"), met.span("b")
        if not a or not b or a[0] not in by_start or by_start.get(b[0]) != by_start[a[0]] + 1:
            continue
        change = grammar.changes.within(text, met.start - 40, met.start, signs)
        if change and not _by(change, figures[by_start[a[0]]], figures[by_start[a[0]] + 1], text, met.start):
            first, second = figures[by_start[a[0]]], figures[by_start[a[0]] + 1]
            if first.unit in ("count", second.unit) and not _is_by(text, met.start):
                first.value = _scaled(first, second)
            continue
        pairs[by_start[a[0]]] = True
    made: list[Figure] = []
    skip = False
    for at, figure in enumerate(figures):
        if skip:
            skip = False
            continue
        if at in pairs and (joined := _join(figure, figures[at + 1])):
            made.append(joined)
            skip = True
        else:
            made.append(figure)
    return made


def _by(change: Met, first: Figure, second: Figure, text: str, at: int) -> bool:
    """Whether the two numbers are how much it changed by: "cut by 25 to 30 per cent".

    Not so from what to what it changed, nor by how much and to what: "rose by 40 to 300", "rose 20 million to 300
    million euros". An amount and what it led to lie far apart, and the amount has its own magnitude.
    """
    if _AMONG.match(text, at):
        return True
    near = second.value < _FAR_APART * _scaled(first, second)
    shared = first.unit == "count" and first.scale == 1 and (second.unit_inside or second.scale > 1)
    if _is_by(text, at):
        return near or shared
    if at == first.from_ and first.unit == "count" and second.unit_inside and (near or shared):
        return True  # "rose 15 to 20 per cent"
    falls = _scaled(first, second) < second.value and _FALLING.match(change.match[0].strip()) is not None
    return falls and (near or shared)


def _is_by(text: str, at: int) -> bool:
    return text.endswith(" by ", 0, at)


def _scaled(first: Figure, second: Figure) -> Decimal:
    """The first of two ends with the magnitude it leaves to the second: "ten to twelve thousand"."""
    if first.scale < 1000:
        for scale in second.scales:
            if first.value < second.value / scale:
                return first.value * scale
    return first.value


def _join(first: Figure, second: Figure) -> Figure | None:
    plain = (Sort.CARDINAL, Sort.FRACTION)
    if first.sort not in plain or second.sort not in plain:
        return None
    if first.unit != second.unit and first.unit not in ("count",) and second.unit not in ("count",):
        return None
    if second.unit == "count" and first.end > first.to and second.scale == 1:
        return None  # "by 12 per cent to 1,624": a change and what it led to
    if first.sort is Sort.FRACTION and second.sort is Sort.CARDINAL and second.unit == "count":
        return None  # "by a third to 84"
    value = _scaled(first, second)
    if value >= second.value:
        return None
    kept = second if second.unit != "count" else first
    return Figure(
        first.start, second.end, first.from_, second.to, value, first.sort, kept.kind, kept.unit,
        low=value, high=second.value, digits=first.digits, unit_inside=second.unit_inside, ask=first.ask or second.ask,
    )  # fmt: skip


def _share_units(figures: Sequence[Figure], text: str, grammar: Grammar) -> None:
    """15, 20 and 30 per cent: the unit is shared, and an elided one stays outside the span."""
    for first, second in zip(reversed(figures[:-1]), reversed(figures[1:]), strict=False):
        if (
            first.unit != "count"
            or first.sort is not Sort.CARDINAL
            or second.kind not in (Kind.PERCENT, Kind.MONEY)
        ):
            continue
        if second.start != second.from_ or (second.kind is Kind.MONEY and not second.unit_inside):
            continue  # a sign before the second belongs to it alone
        if second.start - first.end <= 8 and grammar.join.fullmatch(text, first.end, second.start):
            first.kind, first.unit = second.kind, second.unit
