"""The dates of a sentence: what is written, and what it means beside the text's own date. Nothing is guessed.

A day or month without a year takes the year of the text's own date (the last one not more than ten days ahead of it),
else that of the date with a year that stands last before it in running text, else of the next after it; and where the
text has none, the date says nothing and a person is asked: a year that is not known has no month in base.edtf.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.claims.engine.figures.fold import Folded
from holdfast.claims.engine.figures.grammar import Grammar, Met
from holdfast.claims.engine.lexis.schema import Relative
from holdfast.claims.engine.signs import Held

_AHEAD = 10
# Before what a change led to: a share, or the verb itself.
_TO = r",? (?:to |à |a |al |hasta (?:l[oa]s )?|(?:ليصل |لتصل |ليبلغ |لتبلغ )?[إا]لى |ל-?)$"
_RESULT = re.compile(
    r"(?:%|per ?cent|pour cent|por ciento|points?|puntos?|(?:ال)?م[ئا]*ة|نقطة(?: مئوية)?|אחוז(?:ים)?)" + _TO
)
_CHANGED = re.compile(
    r"(?<![^\W\d_])(?:(?:fell|fallen|rose|risen|dropped|declined|decreased|increased|grew|grown|climbed|jumped|"
    r"sank|plunged|shrank|reduced|down|"
    r"(?:baiss|tomb|chut|recul|diminu|augment|grimp|mont|progress)ée?s?|"
    r"baj[óo]|baj(?:ar|ad)on?|subi(?:ó|eron)|cay(?:ó|eron)|descendi(?:ó|eron)|aument(?:ó|aron)|"
    r"creci(?:ó|eron)|disminuy(?:ó|eron)|"
    r"ירדה?|ירדו|עלתה|עלה|עלו|צנחה?|צנחו|זינקה?|קפצה?)|"
    r"(?:[وف]?(?:انخفض|تراجع|ارتفع|زاد|هبط|قفز|وصل))(?:ت|وا)?(?: [^\W\d_]{2,20}){0,4})" + _TO
)
_LEVELS = re.compile(r" (?:levels?|standards?|prices?|values?|highs?|lows?|figures?)(?![^\W\d_])")
_BEFORE_RESULT = (" ", "-", "ל")
_SHORT = 90
_OLD = 1900
_WORD_AFTER = re.compile(r" ([^\W\d_]+)")
_ENDS = ".,;:!?)"  # with none of these a unit or what is counted begins
_ISO = re.compile(r"(?<![0-9./-])(?P<year>[12][0-9]{3})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9-])")
_NUMERIC = re.compile(
    r"(?<![0-9./-])(?P<first>[0-9]{1,2})(?P<mark>[/.-])(?P<second>[0-9]{1,2})(?P=mark)(?P<year>[12][0-9]{3})(?![0-9/-])"
)
_YEARS = re.compile(
    r"(?<![0-9.,$€£-])(?P<year>1[6-9][0-9]{2}|20[0-9]{2}) ?[-–—/] ?(?P<year2>(?:1[6-9]|"
    r"20)[0-9]{2}|[0-9]{2})(?![0-9%]|[.,:/-][0-9])"
)
_FOUR = re.compile("[0-9]{4}(?![0-9])")
_YEAR = re.compile(
    r"(?<![0-9.,$€£¥₪#])(?<![a-z])(?P<year>1[6-9][0-9]{2}|20[0-9]{2}|2100)(?![0-9%€$£]|[.,:/][0-9]|[a-z])"
)
_DECADE = re.compile(r"(?<![0-9.,$€£])(?P<year>1[6-9][0-9]0|20[0-9]0)'?s\b|(?<!\w)'[0-9]0s\b")
_SHORT_DECADE = re.compile("'[0-9]0s")
_BESIDE = frozenset(
    "/.-–—'s"
)  # what stands right beside a year that is no lone one, or before the next blank
_DASHED = re.compile("[-–—]")


Known = tuple[int, int, bool]  # a place in the text, the year written there, whether in running text


@dataclass(slots=True)
class Day:
    """A date as written: what is missing is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def edtf(self) -> str | None:
        """The date in EDTF, as precise as it is written; None without a year."""
        if not self.year:
            return None
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
            if self.day:
                text += f"-{self.day:02d}"
        return text

    def first(self) -> str | None:
        """The first day it can mean."""
        return Day(self.year, self.month or 1, self.day or 1).edtf

    def last(self) -> str | None:
        """The last day it can mean."""
        month = self.month or 12
        return Day(self.year, month, self.day or monthrange(self.year or 2001, month)[1]).edtf

    def day_before(self) -> str | None:
        """The day before its first."""
        first = Day(self.year, self.month or 1, self.day or 1)
        try:
            made = date(first.year or 2001, first.month or 1, first.day or 1) - timedelta(days=1)
        except (ValueError, OverflowError):
            return first.edtf
        return Day(first.year and made.year, made.month, made.day).edtf


@dataclass(slots=True)
class When:
    """A date in a sentence, with the other end where it is a range."""

    start: int
    end: int
    begin: Day
    finish: Day | None = None
    open_end: bool = False
    known: bool = True  # False: a relative word where the text has no date of its own
    bare_year: bool = False
    guessed: bool = False  # the year is not written there
    weekday_only: bool = False
    through: bool = False  # its two ends are joined by a word: "10 October until 8 December"

    @property
    def stated(self) -> Day | None:
        """The date with a year, where the year is written."""
        return self.begin if self.begin.year and not self.guessed else None


def _number(text: str | None, words: Mapping[str, int]) -> int | None:
    """A day of the month, in digits or in a word of the pack."""
    return (words.get(text) or int(text)) if text else None


def _valid(day: Day) -> bool:
    if day.month and not 1 <= day.month <= 12:
        return False
    if day.day:
        return bool(day.month) and 1 <= day.day <= monthrange(day.year or 2000, day.month or 1)[1]
    return True


def _year(text: str | None) -> int | None:
    return int(text) if text and len(text) == 4 else None


def _from_pattern(met: Met, grammar: Grammar, published: date | None) -> When | None:
    lexis = grammar.lexis
    group = met.match.groupdict().get
    rel = group("rel")
    if rel is not None:
        for pattern, word in grammar.relatives:
            if pattern.fullmatch(rel):
                return relative_day(met.start, met.end, word, published)
        return None
    months = lexis.months
    month, month2 = group("month"), group("month2")
    begin = Day(_year(group("year")), months.get(month) if month else None, _number(group("day"), lexis.days))
    finish = None
    quarter = group("quarter")
    if quarter:
        last = 3 * lexis.quarters.get(quarter, 0) or 3 * int(quarter)
        return When(met.start, met.end, Day(begin.year, last - 2), Day(begin.year, last))
    if group("half1") or group("half2"):
        return _half(met.start, met.end, begin, second=group("half2") is not None)
    if group("year2") or month2 or group("day2"):
        finish = Day(
            _year(group("year2")),
            months.get(month2) if month2 else begin.month,
            _number(group("day2"), lexis.days),
        )
        if finish.year is None:
            finish.year = begin.year
        elif begin.year is None and begin.month:
            begin.year = finish.year - (1 if (finish.month or 0) < begin.month else 0)
    weekday = group("weekday")
    if weekday and not begin.month and not begin.year:
        return weekday_day(met.start, met.end, lexis.weekdays[weekday], published)
    if not _valid(begin) or (finish and not _valid(finish)):
        return None
    if not (begin.year or begin.month):
        return None
    through = finish is not None and not _DASHED.search(met.match[0])
    return When(met.start, met.end, begin, finish, bare_year=begin.month is None, through=through)


def _half(start: int, end: int, of: Day, *, second: bool) -> When:
    """The first or the second half of a month or a year."""
    if of.month:
        last = monthrange(of.year or 2001, of.month)[1] if second else 15
        return When(start, end, Day(of.year, of.month, 16 if second else 1), Day(of.year, of.month, last))
    return When(start, end, Day(of.year, 7 if second else 1), Day(of.year, 12 if second else 6))


def weekday_day(start: int, end: int, number: int, published: date | None) -> When:
    """The last such weekday on or before the text's own date."""
    if published is None:
        return When(start, end, Day(), known=False, guessed=True, weekday_only=True)
    day = published - timedelta(days=(published.weekday() - number) % 7)
    return When(start, end, Day(day.year, day.month, day.day), guessed=True, weekday_only=True)


def relative_day(start: int, end: int, word: Relative, published: date | None) -> When:
    """The day, week, month, year or decade that a word means beside the text's own date."""
    if published is None:
        return When(start, end, Day(), known=False, guessed=True)
    finish: Day | None = None
    if word.grain in ("day", "week"):
        day = published + timedelta(days=word.shift * (1 if word.grain == "day" else 7))
        if word.grain == "week":
            day -= timedelta(days=day.weekday())
            last = day + timedelta(days=6)
            finish = Day(last.year, last.month, last.day)
        begin = Day(day.year, day.month, day.day)
    elif word.grain == "month":
        number = published.year * 12 + published.month - 1 + word.shift
        begin = Day(number // 12, number % 12 + 1)
    elif word.grain == "year":
        begin = Day(published.year + word.shift)
    else:
        begin = Day((published.year // 10 + word.shift) * 10)
        finish = Day((begin.year or 0) + 9)
    return When(start, end, begin, finish, open_end=word.open_end, guessed=True)


def _numeric(match: re.Match[str], lang: str) -> Day | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    day, month = (first, second)
    if second > 12 >= first:
        day, month = second, first
    made = Day(year, month, day)
    if lang == "en" and first <= 12 and second <= 12 and first != second:
        made = Day(year)  # a day of two readings: the year alone is sure
    return made if _valid(made) else None


def find_dates(
    folded: Folded, grammar: Grammar, published: date | None, signs: Held, digits: bool
) -> list[When]:
    """Every date of the sentence, from left to right, none overlapping, years not yet filled in.

    `digits` says whether it has any.
    """
    low = folded.low
    found: list[When] = []
    years: list[int] = []  # in every date in digits alone four stand together: where these begin
    if digits:
        begins = grammar.digits
        years = [at for at, leads in signs.spots if leads & begins and _FOUR.match(low, at)]
        if "'" in low or not all(_alone(low, at) for at in years):
            found += _in_digits(low, years, grammar.lexis.lang)
    for met in grammar.dates.find(low, signs):
        month = met.span("month")
        if month and grammar.lexis.capital_months and folded.cased[month[0]].islower():
            continue
        when = _from_pattern(met, grammar, published)
        if when:
            found.append(when)
    for at in years:
        match = _YEAR.match(low, at)
        if (
            match
            and not _counts(low, match, grammar, signs)
            and not _reached(low, match, found, years, grammar)
        ):
            found.append(When(at, match.end(), Day(int(match["year"])), bare_year=True))
    return _apart(found) if len(found) > 1 else found


def _alone(low: str, at: int) -> bool:
    """Whether the four digits that stand here are surely no part of a day, a span of years or a decade."""
    return low[at - 1 : at] not in _BESIDE and low[at + 4 : at + 6].lstrip(" ")[:1] not in _BESIDE


def _in_digits(low: str, years: Sequence[int], lang: str) -> list[When]:
    """Days in digits alone, spans of years, decades; `years` is where four digits stand together."""
    found: list[When] = []
    beside = {low[at - 1 : at] for at in years} | {low[at + 4 : at + 5] for at in years}
    if "-" in beside:
        for match in _ISO.finditer(low):
            made = Day(int(match["year"]), int(match["month"]), int(match["day"]))
            if _valid(made):
                found.append(When(match.start(), match.end(), made))
    if not beside.isdisjoint("/.-"):
        for match in _NUMERIC.finditer(low):
            day = _numeric(match, lang)
            if day:
                found.append(When(match.start(), match.end(), day))
    done = 0
    for at in years:
        span = _YEARS.match(low, at) if at >= done else None
        if span:
            done, first, second = span.end(), int(span["year"]), span["year2"]
            last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
            if 0 < last - first <= 150 and (len(second) == 4 or last - first < 60):
                found.append(When(at, done, Day(first), Day(last)))
    decades = "s" in beside or "'" in beside or ("'" in low and _SHORT_DECADE.search(low))
    for match in _DECADE.finditer(low) if decades else ():
        if match["year"]:
            year = int(match["year"])
            found.append(When(match.start(), match.end(), Day(year), Day(year + 9)))
        else:
            found.append(When(match.start(), match.end(), Day(), known=False))
    return found


def _counts(low: str, match: re.Match[str], grammar: Grammar, signs: Held) -> bool:
    """Whether four bare digits count something and are no year."""
    end = match.end()
    after = low[end : end + 1]
    if after not in _ENDS:
        begin = end + (after in " -")
        if low[begin : begin + 1] in grammar.magnitude_begins and grammar.magnitude.match(low, end):
            return True
        if grammar.unit_after.at(low, begin, signs):
            return True
        if after == " " and grammar.counted.at(low, end + 1, signs):
            return True
    return grammar.sign_before(low, match.start(), signs) is not None


def _reached(
    low: str, match: re.Match[str], found: Sequence[When], years: Sequence[int], grammar: Grammar
) -> bool:
    """Whether four bare digits are what a change led to: "by 12 per cent to 1998 in 2023".

    Where no other date stands in the sentence it may be the year up to which something changes.
    """
    start = match.start()
    if low[start - 1 : start] not in _BEFORE_RESULT:
        return False
    other = bool(found) or len(years) > 1
    if not _RESULT.search(low, max(0, start - _SHORT), start):
        changed = other and _CHANGED.search(low, max(0, start - _SHORT), start)
        return bool(changed) and not _LEVELS.match(low, match.end())
    after = _WORD_AFTER.match(low, match.end())
    noun = after is not None and after[1] not in grammar.lexis.stops
    return other or noun or int(match["year"]) < _OLD


def _apart(found: list[When]) -> list[When]:
    kept: list[When] = []
    for when in sorted(found, key=lambda when: (when.start, -when.end)):
        if not kept or when.start >= kept[-1].end:
            kept.append(when)
    return kept


def fill_years(
    dates: list[When],
    published: date | None,
    known: Sequence[Known],
    offset: int,
    ahead: Callable[[When], bool],
) -> None:
    """Give each day and month without a year the one it is read with; `ahead` says of which the text says "will"."""
    for when in dates:
        if not when.known or when.begin.year:
            continue
        year = _year_for(when, published, known, offset + when.start, ahead)
        if year:
            when.begin.year, when.guessed = year, True
            if when.finish and not when.finish.year:
                later = (when.finish.month or 0) < (when.begin.month or 0)
                when.finish.year = year + later
        if not _valid(when.begin):
            when.begin.day = None


def _year_for(
    when: When, published: date | None, known: Sequence[Known], place: int, ahead: Callable[[When], bool]
) -> int | None:
    day = when.begin
    if published:
        if ahead(when):
            soon = (day.month or 12, day.day or 31) >= (published.month, published.day)
            return published.year + (not soon)
        latest = published + timedelta(days=_AHEAD)
        for year in (published.year + 1, published.year):
            if (year, day.month or 1, day.day or 1) <= (latest.year, latest.month, latest.day):
                return year
        return published.year - 1
    if known:
        after = bisect_left(known, (place, 0, False))
        return known[max(0, after - 1)][1]
    return None
