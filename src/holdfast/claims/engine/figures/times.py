"""The time of each figure: as of, since, between; granularity kept, nothing calculated."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from holdfast.claims.engine.figures.dates import Day, When
from holdfast.claims.engine.figures.figure import Figure
from holdfast.claims.engine.figures.fold import NUMBER, Folded
from holdfast.claims.engine.figures.grammar import Grammar
from holdfast.claims.engine.items import Kind
from holdfast.claims.engine.signs import Held

_ENDS = (
    "end of ",
    "al cierre de ",
    "al final de ",
    "al término de ",
    "al fin de ",
    "a finales de ",
    "a fines de ",
)
_SPEECH = 48
_TOLD = 3  # words between a source and the day it told it
_MARKED = re.compile(f"[,;:.()،؛{NUMBER}]")
_NEXT = re.compile("[,،]? ?(?:on|el|le|في|يوم|في يوم|ביום|ב)? ?")
_UNMATCHED = re.compile(
    r"\b(?:first|last|latest|most|worst|highest|largest|biggest|single|[a-z]+iest|premi[eè]re?s?|derni[eè]re?s?|pires?|plus"
    r"|record|primer[oa]?s?|últim[oa]s?|peor(?:es)?|mayor(?:es)?|más)\b"
    r"|(?<!\w)(?:ال)?(?:أول|اول|أولى|آخر|أكثر|أعنف|أسوأ|أكبر|أعلى|أشد)(?!\w)|ראשונ|ראשון|אחרונ|ביותר|הכי"
    rf"|(?<={NUMBER})[^{NUMBER}]+ (?:the|its|his|their|a) {NUMBER}"  # an ordinal is folded as a number is
)
_AND = frozenset(("and", "et", "y", "e"))
_REPORT = re.compile("statement|report|update|communiqué|rapport|comunicado|informe|بيان|تقرير|הודעה|דו")

_PAPER = re.compile(
    r"\b(?:counts?|tally|figures|data|statistics|update|report|bulletin|statement) (?:of|from|dated)(?: the)? $"
    r"|\b(?:décompte|comptage|chiffres|données|statistiques|rapport|bulletin|communiqué) (?:daté )?du $"
    r"|\b(?:recuento|conteo|cifras|datos|estadísticas|informe|boletín|comunicado) (?:con fecha )?del? $"
    r"|(?<!\w)(?:إحصاء|إحصائية|إحصائيات|بيانات|أرقام|نشرة|تقرير|بيان) (?:يوم |بتاريخ |في )?$"
    r"|(?<!\w)ה?(?:ספירה|ספירת|נתונים|נתוני|דוח|הודעה) (?:מיום |מ-?|של )$"
)


@dataclass(slots=True)
class Phrase:
    """Words that give a time: a stretch of the sentence with its dates, not yet resolved."""

    start: int
    end: int
    sort: str  # since, spans, until, before, as_of, within
    first: When
    second: When | None = None
    segment: int = 0
    contrast: bool = False

    @property
    def period(self) -> tuple[str | None, str | None]:
        """(from, to) of the phrase."""
        first = self.first
        last = self.second.finish or self.second.begin if self.second else first.finish or first.begin
        if self.sort == "since":
            return (first.begin.edtf if not first.open_end else first.begin.first()), None
        if self.sort == "until":
            return None, last.last()
        if self.sort == "before":
            return None, first.begin.day_before()
        return first.begin.first(), None if first.open_end else last.last()


def end_at(dates: Sequence[When], text: str) -> None:
    """Make "the end of 2023" its last day."""
    for when in dates:
        if text.endswith(_ENDS, 0, when.start) and not when.begin.day and when.begin.year and not when.finish:
            when.begin = _last_day(when.begin)
            when.bare_year = False


def read_phrases(
    dates: Sequence[When],
    text: str,
    speech: Sequence[tuple[int, int]],
    relays: Sequence[tuple[int, int]],
    told: Sequence[tuple[int, int]],
    grammar: Grammar,
    signs: Held,
) -> list[Phrase]:
    """The time phrases of a sentence; dates without a year take it from the other end of their range."""
    starts = [when.start for when in dates]
    used: set[int] = set()
    found: list[Phrase] = []
    event_names = [(met.start, met.end) for met in grammar.events.find(text, signs)]
    for first_char, last_char in event_names:
        used.update(range(bisect_left(starts, first_char), bisect_left(starts, last_char)))
    for met in grammar.phrases.find(text, signs):
        sort = grammar.phrase_of[met.which]
        inside = range(bisect_left(starts, met.start), bisect_left(starts, met.end))
        if sort == "baselines":
            used.update(inside)
            continue
        a, b = met.span("a"), met.span("b")
        if not inside:
            continue
        one = bisect_left(starts, a[0]) if a else inside[0]
        two = bisect_left(starts, b[0]) if b else None
        if one in used or one >= len(dates) or (two is not None and two >= len(dates)):
            continue
        first, second = dates[one], dates[two] if two is not None else None
        used.add(one)
        if second is not None and two is not None:
            used.add(two)
            _same_year(first, second)
            _same_week(first, second)
        if sort == "within" and spoken(first, text, speech, relays, told):
            sort = "as_of"
        if sort == "since" and first.through:
            sort = (
                "spans"  # "منذ 10 أكتوبر حتى 8 ديسمبر": the word that begins it stands before a closed range
            )
        if first.known:
            found.append(Phrase(met.start, met.end, sort, first, second))
    for at, when in enumerate(dates):
        if at in used or not when.known or (when.bare_year and not when.finish and not when.open_end):
            continue
        if when.bare_year and when.finish is None and not when.guessed:
            continue
        said = spoken(when, text, speech, relays, told) or _of_paper(when, text)
        sort = "as_of" if said else "within"
        found.append(Phrase(when.start, when.end, sort, when))
    found.sort(key=lambda phrase: phrase.start)
    for start, day in pairwise(found):
        if _counted_up_to(start, day, text):
            day.sort = "as_of"
    return found


def _counted_up_to(start: Phrase, day: Phrase, text: str) -> bool:
    """Whether the day ends what is counted since a start: "68,875 killed since 7 October 2023, on 5 November 2025"."""
    if start.sort != "since" or day.sort != "within" or day.second or day.first.finish:
        return False
    before = text[: start.start]
    counted = NUMBER in before and NUMBER not in text[day.end :]
    if _UNMATCHED.search(before, max(before.find(NUMBER), 0)):
        return False  # "45 in the first raid since 10 October, on 22 November": of the raid's day
    return bool(counted and day.first.begin.day and _NEXT.fullmatch(text, start.end, day.start))


def _last_day(day: Day) -> Day:
    year, month, number = (int(part) for part in (day.last() or "").split("-"))
    return Day(year, month, number)


def _same_year(first: When, second: When) -> None:
    one, two = first.begin, second.finish or second.begin
    if two.year and not one.year and one.month and not first.guessed:
        one.year = two.year - ((one.month, one.day or 1) > (two.month or 12, two.day or 31))
    elif one.year and not two.year and two.month and not second.guessed:
        two.year = one.year + ((two.month, two.day or 31) < (one.month or 1, one.day or 1))


def _same_week(first: When, second: When) -> None:
    """Put the first of two weekdays before the second: "between Monday and Thursday", said on a Wednesday."""
    one, two = first.begin.first(), second.begin.first()
    if one and two and one > two and first.begin.day and second.begin.day:
        start = date.fromisoformat(one) - timedelta(days=7)
        if start.isoformat() <= two:
            first.begin = Day(start.year, start.month, start.day)


def spoken(
    when: When,
    text: str,
    speech: Sequence[tuple[int, int]],
    relays: Sequence[tuple[int, int]],
    told: Sequence[tuple[int, int]],
) -> bool:
    """Whether the date says when somebody spoke or told it."""
    return _of_speech(when, text, speech, relays) or _of_telling(when, text, told)


def _of_speech(
    when: When, text: str, speech: Sequence[tuple[int, int]], relays: Sequence[tuple[int, int]]
) -> bool:
    """Whether the date says when somebody spoke: "reported on Sunday", "On Sunday, the ministry said"."""
    if when.finish:
        return False
    speech = [*speech, *(span for span in relays if span[0] < when.start)]
    for start, end in speech:
        between = text[end : when.start] if end <= when.start else text[when.end : start]
        if end > when.start and start < when.end:
            return True  # between the verb and its subject: "ذكره اليوم المكتب"
        limit = _SPEECH if end <= when.start else _SPEECH + 24
        if len(between) > limit or NUMBER in between or any(mark in between for mark in ";:"):
            continue
        if end <= when.start and between.strip(" ,") == "":
            return True
        if end <= when.start and ("," in between or " that " in between):
            continue
        if end > when.start and between.strip() in _AND:
            continue  # "pulled out 14 on Wednesday and said": the day is that of the first
        if end > when.start and "," in between and NUMBER in text[: when.start]:
            continue  # "45 lorries came in on Monday, the office said": the day is theirs
        return True
    return False


def _of_telling(when: When, text: str, told: Sequence[tuple[int, int]]) -> bool:
    """Whether the day says when the source told it: "according to the ministry on 3 December"."""
    if when.finish or not when.begin.day:
        return False
    for _, end in told:
        between = text[end : when.start]
        if end > when.start or len(between) > _SPEECH or _MARKED.search(between):
            continue
        words = len(between.split())
        if words <= _TOLD or (words <= 2 * _TOLD and _REPORT.search(between)):
            return True
    return False


def _of_paper(when: When, text: str) -> bool:
    """Whether it is the day of a count, a report or a statement: "the ministry's count of 23 November"."""
    if when.finish or not when.begin.day:
        return False
    return _PAPER.search(text, max(0, when.start - _SPEECH), when.start) is not None


def assign(figures: Sequence[Figure], phrases: Sequence[Phrase], folded: Folded) -> None:
    """Give each figure the times of its own clause, else those that the sentence gives for all.

    A date of which the year is not known gives no time: the figure asks for it.
    """
    if not phrases:
        return
    for at, figure in enumerate(figures):
        if figure.target or figure.denominator or figure.kind is Kind.DURATION:
            continue
        for sorts in (("as_of",), ("since", "spans", "until", "before", "within")):
            here = [phrase for phrase in phrases if phrase.sort in sorts]
            if ";" in folded.low:
                here = [phrase for phrase in here if _carried(phrase, figure, figures, folded.low)]
            _give(figure, at, figures, here)
        for when in figure.undated:
            asked = f"{folded.words(when.start, when.end)}: of which year?"
            figure.ask = figure.ask or asked
        if figure.period_from and figure.period_to:
            figure.as_of = None  # a closed period says when; the day of the statement adds nothing


def _carried(phrase: Phrase, figure: Figure, figures: Sequence[Figure], text: str) -> bool:
    """Whether the figure may take the day: "wants 500 by 2030; it has built 412" is no state of 2030."""
    if phrase.sort != "as_of":
        return True
    start, end = text.rfind(";", 0, phrase.start), text.find(";", phrase.end)
    end = end if end >= 0 else len(text)
    own = [one for one in figures if start < one.start < end]
    return figure in own or not own or not all(one.target for one in own)


def _give(figure: Figure, at: int, figures: Sequence[Figure], phrases: Sequence[Phrase]) -> None:
    own = [phrase for phrase in phrases if phrase.segment == figure.segment]
    chosen = own or [phrase for phrase in phrases if not phrase.contrast]
    if not chosen:
        return
    if chosen[0].sort == "as_of":
        figure.as_of = _told(figure, _nearest(figure, at, figures, chosen)).first.begin.edtf
        return
    since = [phrase for phrase in chosen if phrase.sort == "since"]
    ends = [phrase for phrase in chosen if phrase.sort in ("until", "before")]
    whole = [phrase for phrase in chosen if phrase.sort in ("spans", "within")]
    if whole:
        near = _told(figure, _nearest(figure, at, figures, [*whole, *since]))
        figure.period_from, figure.period_to = near.period
        if ends and near.sort == "within" and near.second is None:
            end = _nearest(figure, at, figures, ends).period[1]
            if (
                end
                and figure.period_from
                and figure.period_to
                and figure.period_from <= end <= figure.period_to
            ):
                figure.period_to = end
        return
    if since:
        figure.period_from = _told(figure, _nearest(figure, at, figures, since)).period[0]
    if ends:
        figure.period_to = _told(figure, _nearest(figure, at, figures, ends)).period[1]
        if since:
            figure.period_from = _nearest(figure, at, figures, since).first.begin.first()


def _told(figure: Figure, phrase: Phrase) -> Phrase:
    """The phrase; where a date of it has no year, the figure keeps it to ask for."""
    for when in (phrase.first, phrase.second):
        if when and not when.begin.year and when not in figure.undated:
            figure.undated = (*figure.undated, when)
    return phrase


def _nearest(figure: Figure, at: int, figures: Sequence[Figure], phrases: Sequence[Phrase]) -> Phrase:
    """The phrase that follows before the next figure, else the last before, else the first after."""
    if len(phrases) == 1:
        return phrases[0]
    stop = figures[at + 1].start if at + 1 < len(figures) else None
    after = [phrase for phrase in phrases if phrase.start >= figure.end]
    if after and (stop is None or after[0].end <= stop):
        return after[0]
    before = [phrase for phrase in phrases if phrase.end <= figure.start]
    return before[-1] if before else phrases[0]


__all__ = ["Day", "Phrase", "assign", "end_at", "read_phrases", "spoken"]
