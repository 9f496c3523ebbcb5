"""Bound words, rates, windows and bases of figures."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from holdfast.claims.engine.figures.figure import Figure
from holdfast.claims.engine.figures.fold import NUMBER, masked
from holdfast.claims.engine.figures.grammar import Grammar
from holdfast.claims.engine.items import Bound, Kind
from holdfast.claims.engine.lexis.schema import Sort
from holdfast.claims.engine.signs import Held

_CLAUSE = ",;:()"
_CLAUSE_END = re.compile("[,;:]")
_DEFINITE = re.compile(r"(?:\b(?:the|those|these|les|los|las)|[ \u0640-]ال\u0640?|[ -]ה-?) ?$")
_FAR = 80
_FORE = 36
_NEAR = 24
_WORD = re.compile(r" ([^\W\d_]+)")
_RATE = 60
# After a verb of change these name what was reached and no limit: "subió hasta los 312 euros".
_REACHED = re.compile("hasta|jusqu'")
_LASTS = re.compile(
    r"\b(?:for|in|after|within|lasted|lasts|took|takes|spent|well|just|is|are|was|were|of|to|and) $"
)
_PAST = re.compile(r" (?:ago|old|later|before|earlier|in (?:prison|jail))\b")
_MEAN = 200  # characters from the word of a mean to its number


def bind(figures: Sequence[Figure], text: str, grammar: Grammar, signs: Held) -> None:
    """Give each figure the bound word that stands at it; a bound is never passed on."""
    before = grammar.bounds_before.find(text, signs)
    by_start = _by_start(figures) if before else {}
    for met in before:
        bound = by_start.get(met.end)
        compared = grammar.bounds_before_of[met.which] in (Bound.MORE_THAN, Bound.FEWER_THAN)
        part = (
            bound is not None and bound.sort is Sort.FRACTION
        )  # "less than the half" is no amount that was agreed
        if compared and not part and _DEFINITE.search(text, met.start, met.end):
            continue  # "below the 600 agreed": what came is below, and the 600 is what it is held to
        if bound and bound.kind is not Kind.VAGUE:
            came = _REACHED.match(text, met.start)
            if came and grammar.changes.within(text, met.start - _FORE, met.start, signs):
                continue
            if bound.kind is Kind.DURATION and _spread(figures, bound, text, met.start):
                continue
            bound.bound = grammar.bounds_before_of[met.which]
            bound.bound_at = met.start
    if grammar.bounds_after.likely(signs):
        for at, figure in enumerate(figures):
            stop = figures[at + 1].start if at + 1 < len(figures) else len(text)
            after = grammar.bounds_after.at(text, figure.end, signs, min(stop, figure.end + _FAR))
            ahead = figures[at + 1].bound_at if at + 1 < len(figures) else None
            if after and ahead is not None and ahead < after.end:
                continue  # it stands before the next figure, which has taken it: "three towns, on average 310"
            if after and figure.bound is Bound.EXACT:
                figure.bound = grammar.bounds_after_of[after.which]
    averages = grammar.averages.find(text, signs)
    starts = [figure.start for figure in figures] if averages else []
    for met in averages:
        averaged = _averaged(figures, starts, met.start, met.end, text)
        if averaged and averaged.bound is Bound.EXACT:
            averaged.bound = Bound.AVERAGE


def _spread(figures: Sequence[Figure], figure: Figure, text: str, at: int) -> bool:
    """Whether "over" is the window of what stands before it: "53 billion over 10 years", not "for over 10 years"."""
    if not text.startswith("over ", at) or _LASTS.search(text, max(0, at - _FORE), at):
        return False
    if _PAST.match(text, figure.end):
        return False
    counted = figures[max(0, bisect_left([one.start for one in figures], figure.start) - 1)]
    between = text[counted.end : at]
    return counted is not figure and not any(mark in between for mark in _CLAUSE)


def _averaged(
    figures: Sequence[Figure], starts: Sequence[int], start: int, end: int, text: str
) -> Figure | None:
    before = bisect_right(starts, start) - 1
    if before >= 0:
        figure = figures[before]
        between = text[figure.end : start]
        if len(between) <= _FAR and not any(mark in between for mark in _CLAUSE):
            return figure
    after = before + 1
    if after < len(figures) and figures[after].start - end <= _FAR:
        return figures[after]
    return None


def _by_start(figures: Sequence[Figure]) -> dict[int, Figure]:
    """The figures by the place of their number, and by where they begin."""
    by_start = {figure.from_: figure for figure in figures}
    for figure in figures:
        by_start.setdefault(figure.start, figure)
    return by_start


def rate(figures: Sequence[Figure], text: str, grammar: Grammar, signs: Held) -> None:
    """Give each figure the rate or window it is stated for."""
    for at, figure in enumerate(figures if grammar.pers.likely(signs) else ()):
        stop = figures[at + 1].start if at + 1 < len(figures) else len(text)
        stop = _until(text, figure.end, min(stop, figure.end + _RATE))
        met = grammar.pers.within(text, figure.end, stop, signs)
        if met:
            figure.per = grammar.lexis.pers[met.which][0]
    before = grammar.pers_before.find(text, signs)
    by_start = _by_start(figures) if before else {}
    for met in before:
        held = by_start.get(met.end)
        if held and not held.per:
            held.per = grammar.lexis.pers_before[met.which][0]
    for at, figure in enumerate(figures if grammar.means.likely(signs) else ()):
        if figure.kind is Kind.COUNT and not figure.per:
            figure.per = _mean_rate(figure, figures[at - 1].end if at else 0, text, grammar, signs)
            if figure.per and figure.bound is Bound.EXACT:
                figure.bound = Bound.AVERAGE
    for first, second in itertools.pairwise(figures) if len(figures) > 1 else ():
        if (
            first.per
            and not second.per
            and first.unit == second.unit
            and _elided(first, second, text, grammar, signs)
        ):
            second.per = first.per
    windows = grammar.windows.find(text, signs)
    starts = [figure.from_ for figure in figures] if windows else []
    for met in windows:
        span = met.span("w")
        if not span:
            continue
        inside = bisect_left(starts, span[0])
        if inside == 0 and not text[: met.start].strip():
            _opened(figures, span[1])
        if inside >= len(figures) or inside == 0 or figures[inside].from_ >= span[1]:
            continue
        window, counted = figures[inside], figures[inside - 1]
        between = text[counted.end : met.start]
        if (
            window.kind is Kind.DURATION
            and len(between) <= _RATE
            and not any(mark in between for mark in _CLAUSE)
        ):
            if counted.kind is Kind.DURATION or window.bound not in (Bound.EXACT,):
                continue
            counted.per = f"{window.value.normalize():f} {window.unit}"
            window.window = True


def _opened(figures: Sequence[Figure], end: int) -> None:
    """Give the figure that follows the window a sentence begins with: "In the 44 days to 8 December, 20 boats sank"."""
    if len(figures) < 2 or figures[0].from_ >= end or figures[0].kind is not Kind.DURATION:
        return
    window, counted = figures[0], figures[1]
    if window.bound is Bound.EXACT and counted.kind is Kind.COUNT and not counted.per:
        counted.per = f"{window.value.normalize():f} {window.unit}"
        window.window = True


def _mean_rate(figure: Figure, start: int, text: str, grammar: Grammar, signs: Held) -> str | None:
    """The rate that stands between the word of a mean and its number, in one clause: "the average … daily is …"."""
    end = figure.from_ if figure.bound_at is None else min(figure.bound_at, figure.from_)
    start = max(start, end - _MEAN, *(text.rfind(mark, start, end) + 1 for mark in _CLAUSE))
    mean = grammar.means.within(text, start, end, signs)
    met = grammar.pers.within(text, mean.end, end, signs) if mean else None
    if met is None:
        return None
    before = text[met.end : end].rstrip()
    if grammar.reaches and not grammar.reaches.search(before):
        return None
    return grammar.lexis.pers[met.which][0]


def _elided(first: Figure, second: Figure, text: str, grammar: Grammar, signs: Held) -> bool:
    """Whether the second figure is what the first became, with its noun and rate left out: "down to less than 80"."""
    met = grammar.breaks.within(text, max(first.end, second.start - _NEAR), second.start, signs)
    after = _WORD.match(text, second.end)
    return bool(met) and (after is None or after[1] in grammar.lexis.stops)


def _until(text: str, start: int, end: int) -> int:
    """Where the clause ends."""
    mark = _CLAUSE_END.search(text, start, end)
    return mark.start() if mark else end


def tie(figures: Sequence[Figure], text: str, grammar: Grammar, signs: Held) -> None:
    """Give each part the total that the words tie it to: of, out of, among, of them."""
    starts = [figure.from_ for figure in figures]

    def figure_at(offset: int) -> Figure | None:
        at = bisect_left(starts, offset)
        return figures[at] if at < len(figures) and figures[at].from_ == offset else None

    wide = [(one.from_, one.end) for one in figures if one.kind is Kind.RATIO and one.end > one.to]
    if wide:
        text = masked(text, wide, NUMBER)  # "one in five of the 2,300": a ratio is a part as a number is

    for met in grammar.bases.find(text, signs) if len(figures) > 1 else ():
        part, base = met.span("part"), met.span("base")
        if not part or not base:
            continue
        first, second = figure_at(part[0]), figure_at(base[0])
        if first and second and second.kind not in (Kind.DURATION, Kind.PERCENT):
            first.base, first.part_of, second.denominator = second.value, second, True
    for met in grammar.base_lead.find(text, signs):
        span = met.span("base")
        total = figure_at(span[0]) if span else None
        if (
            not total or total.denominator or total.kind is Kind.VAGUE
        ):  # "des centaines" is an article, no total
            continue
        total.denominator = True
        end = text.find(";", met.end)
        end = len(text) if end < 0 else end
        for figure in figures:
            inside = total.end <= figure.start < end
            share = figure.kind in (Kind.PERCENT, Kind.RATIO)
            if (
                inside
                and figure.base is None
                and not figure.denominator
                and (share or (figure.kind is Kind.COUNT and figure.value <= total.value))
            ):
                figure.base, figure.part_of = total.value, figure.part_of or total
    if len(figures) < 2:
        return
    fore_likely = grammar.base_fore.likely(signs) or any(figure.part_of for figure in figures)
    if not grammar.base_back.likely(signs) and (grammar.base_fore.empty or not fore_likely):
        return
    totals: list[Figure] = []
    for at, figure in enumerate(figures):
        stop = min(figure.end + 24, figures[at + 1].start if at + 1 < len(figures) else len(text))
        back = grammar.base_back.within(text, figure.end, stop, signs)
        fore = _fore(figures, at, text, grammar, signs)
        if (
            (fore or (back and text[figure.end : back.start].strip() == ""))
            and totals
            and figure.base is None
        ):
            total = next(
                (
                    one
                    for one in reversed(totals)
                    if one.value >= figure.value or figure.kind is not Kind.COUNT
                ),
                None,
            )
            if total:
                figure.base, figure.part_of = total.value, total
                figure.per = figure.per or total.per
        elif figure.kind in (Kind.COUNT, Kind.MONEY) and figure.base is None:
            totals = [*totals[-8:], figure]


def _fore(figures: Sequence[Figure], at: int, text: str, grammar: Grammar, signs: Held) -> bool:
    """Whether "of which" stands before the figure, or before the part that it is coordinated with."""
    figure, begin = figures[at], figures[at - 1].end if at else 0
    if grammar.base_fore.empty:
        return False
    met = grammar.base_fore.within(text, max(begin, figure.from_ - _FORE), figure.from_, signs)
    if met:
        return not any(mark in text[met.end : figure.from_] for mark in _CLAUSE)
    joined = at > 0 and figures[at - 1].part_of is not None and figures[at - 1].base is not None
    words = text[begin : figure.start]
    return (
        joined
        and len(words) <= _FAR
        and "," not in words
        and grammar.join.search(words[-4:]) is not None
        and (len(words.split()) <= 3)
    )
