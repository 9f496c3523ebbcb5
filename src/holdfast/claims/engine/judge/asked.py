"""What a text asks of the record: the item's quantity, place, time and speakers, as far as the text states them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from holdfast.base.edtf import parse_edtf
from holdfast.base.errors import HoldfastError
from holdfast.claims.engine.concepts.lexicon import words_in
from holdfast.claims.engine.figures.excepted import excepted
from holdfast.claims.engine.figures.fold import fold
from holdfast.claims.engine.items import Item
from holdfast.claims.engine.judge.clause import added, added_key, grade, left
from holdfast.claims.engine.judge.named import (
    SMALL_WORDS,
    content,
    itself,
    of_a_kind,
    of_another_land,
    only_one_so,
    places,
)
from holdfast.claims.engine.judge.readings import Record, Speaker
from holdfast.claims.engine.match.aliases import shipped_aliases, shipped_keys
from holdfast.claims.engine.match.negation import denials_in
from holdfast.claims.engine.match.wording import words_of

_FAR = 300
_NEAR = 60  # characters after a number in which what it counts is named
_YEARLESS = re.compile(r"(?:\d{4}|XXXX)-(\d{2})-(\d{2})")
# Words of denial that bound a number and deny nothing: "did not exceed", "if not 30".
_BOUNDING = re.compile(
    r"(?:\b(?:not|never|cannot)|\w{2,8}n['’]t)(?: \w+ly)? (?:exceed|surpass|top|pass)(?:ed|s|ing)?\b|\bif not\b"
    r"|(?:\bne |\bn['’])(?:\w+ ){0,2}?(?:dépass|excéd|excèd)\w*(?: pas| jamais)?"
    r"|\b(?:no|nunca)(?: ha| han| había| habían| habría)? (?:super|sobrepas|exced|rebas)\w+"
    r"|(?:לא|אינו|אינה|אינם) (?:עולה|עלה|עלו|עלתה|עולים|עולות|חרג|חרגה|חרגו) "
    r"|(?:لا|لم|لن) [يت](?:تجاوز|تعد|تعدى|زد|زيد|تخط|تخطى|قل)",
    re.I,
)
_DAYS = frozenset(
    ["day", "days", "nights", "jour", "jours", "día", "días", "يوم", "يوما", "أيام", "יום", "ימים"]
)
_LONG = re.compile(r"(?P<count>[0-9]{1,4}) (?P<unit>days|nights|hours|weeks|months|years)")
_DAYS_OF = {"weeks": 7, "months": 30, "years": 365}
_LONG_TO = re.compile(
    r"(?P<count>[0-9]{1,4})[ -](?P<unit>days?|jours?|días?|يوما|يوم|أيام|ימים|hours|heures|horas|ساعة|שעות)"
    r" (?:to|up to|until|ending|au|jusqu'au|hasta el|al|حتى|עד ?ה?)"
)
_JOINED = re.compile(r"\b(?:and|et|y|e)\b|,|&|\sو|\sו", re.I)
_CLAUSE = re.compile(r"[,;:.!?،؛؟–—\n]")
# What begins another count: "173 trucks on Sunday and none on Monday".
_AND_NONE = re.compile(
    r"\b(?:and|but|et|mais|y|pero) (?:none|no\b|not one|aucune?|ningun[oa]?)|\sו(?:אף|אפס)|\sولا "
)
_GOVERNMENT = frozenset(
    words_of("government authorities gouvernement autorités gobierno autoridades حكومة سلطات ממשלת רשויות")
)


@dataclass(frozen=True, slots=True)
class When:
    """The days an item speaks of; `first` and `last` bound its as-of, `since_*` where its window begins.

    `month_day` is set where the text gives a day without a year and has no date of its own to read it against.
    """

    first: date | None = None
    last: date | None = None
    since_first: date | None = None
    since_last: date | None = None
    month_day: tuple[int, int] | None = None

    @property
    def dated(self) -> bool:
        """Whether the text says of when it is."""
        return self.last is not None or self.month_day is not None

    def takes(self, day: date) -> bool:
        """Whether a reading of that day is of the time the text names."""
        if self.month_day is not None:
            return (day.month, day.day) == self.month_day
        return self.first is not None and self.last is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Asked:
    """An item as the rules take it; `speakers` are the sources its attribution names, those that are known."""

    item: Item
    main: str
    cargo: str
    vital: str
    since: str
    population: frozenset[str]
    place: str | None  # a key of the names; "" for a place that has none; None where the text names no place
    actor: str
    point: str
    when: When
    speakers: tuple[Speaker, ...]
    negated: bool
    length: int | None = None  # so many days, where the text says how long and not since when
    joint: bool = False  # the attribution names several sources in full: "the office and the ministry"
    in_part: bool = False  # the attribution is a part of the names of several sources
    published: date | None = None
    place_of_source: bool = False  # the place is one that the name of who says so has
    grade: str = ""  # one kind of the cargo, as diesel is of fuel
    other: bool = False  # what remains of those handed over, or was added to a toll: no series counts it
    side: str = ""  # who counts upstream of the one whose text it is: bears nothing out that it says itself

    @property
    def attributed(self) -> bool:
        """Whether the text names who says it."""
        return bool(self.item.attribution)


def asked_of(item: Item, text: str, record: Record, published: date | None, side: str = "") -> Asked:
    """What the item asks; nothing is guessed but that a day and a month without a year may be of any year."""
    keys = record.lexicon.keys
    groups: dict[str, str] = {}
    for key in item.concepts[1:]:
        if key in keys:
            groups.setdefault(keys[key].group, key)
    people = frozenset(
        key for key in (item.population or "").split() if key not in keys or not keys[key].general
    )
    named = speakers_named(item.attribution, record.speakers) if item.attribution else ()
    if item.attribution and item.place and not named:  # "hospitals", in a sentence that speaks of Gaza
        whole = content(f"{item.attribution} {item.place}")
        named = tuple(
            one
            for one in record.speakers.values()
            if any(content(name) == whole for name in one.name.values())
        ) or of_a_kind(whole, record)
    named = named or only_one_so(item.attribution or "", record)
    length = _days_long(item, text)
    when = _when(item, text, published)
    if length is not None:
        item = replace(item, per=None)
        when = _so_long(when, length)
    main = item.concepts[0] if item.concepts else ""
    other = left(text, item)
    if added(text, item):
        main = added_key(record) or main
        other = main == item.concepts[0]
    return Asked(
        item=item,
        main=main,
        cargo=groups.get("cargo", ""),
        grade=grade(text, item) if main == "trucks" else "",
        other=other,
        vital=groups.get("vital", ""),
        since=groups.get("since", ""),
        population=people,
        place=None if _of_those_counted(item, main, text, record) else _place(item.place),
        place_of_source=_of_source(item),
        actor=item.actor or "",
        point=item.point or "",
        when=when,
        length=length,
        speakers=named,
        joint=_joint(item.attribution or "", named) or _more_than(item.attribution or "", named),
        in_part=len(named) > 1 and not _one_name(named),
        published=published,
        negated=item.negated or _denied(item, text),
        side=record.speakers[side].counter if side in record.speakers else side,
    )


def speakers_named(name: str, speakers: Mapping[str, Speaker]) -> tuple[Speaker, ...]:
    """The sources that an attribution names: by a name both bear, else every source whose name
    the words are a part of."""
    name = itself(name)
    keys = shipped_keys(name)
    words = content(name)
    exact, within = [], []
    for speaker in speakers.values():
        for written in (*speaker.name.values(), speaker.key.replace("-", " ")):
            other = content(written)
            if words and words == other:
                exact.append(speaker)
                break
            if (len(words) >= 2 and words < other) or (len(other) >= 2 and other < words):
                within.append(speaker)
                break
    if exact:
        return tuple(exact)
    states = [one for one in speakers.values() if one.relation == "party" and _is_state(words, keys, one)]
    if len(states) == 1:
        return tuple(states)
    bodies = frozenset(key for key in keys if key not in places())
    by_key = [
        one
        for one in speakers.values()
        if bodies
        and bodies & frozenset().union(*(shipped_keys(name) for name in one.name.values()))
        and not of_another_land(keys, one)
    ]
    if len(by_key) > 1:  # "the media office" is the one of which no more is said than where it is
        by_key = [one for one in by_key if not _said_further(one, bodies)]
    several = len(within) > 1 and bool(_JOINED.search(name))
    return tuple(by_key if len(by_key) == 1 and not several else within)


def _is_state(words: frozenset[str], keys: frozenset[str], speaker: Speaker) -> bool:
    """Whether the words name the government of the state that the source is: "Israeli authorities"."""
    own = frozenset().union(*(shipped_keys(name.split("(")[0]) for name in speaker.name.values()))
    return len(keys) == 1 and keys == own and bool(words & _GOVERNMENT) and len(words) == 2


def _said_further(speaker: Speaker, bodies: frozenset[str]) -> bool:
    """Whether its names say more than the body's own name and a place."""
    whole = False
    for name in speaker.name.values():
        words = [word.text for word in words_in(name.split("(")[0])]
        met = shipped_aliases().met(words)
        held = {at for one in met if one.key in bodies | places() for at in range(one.first, one.last + 1)}
        if any(one.key in bodies for one in met):
            whole = True
            if any(at not in held and word not in SMALL_WORDS for at, word in enumerate(words)):
                return True
    return not whole


def _joint(name: str, named: Sequence[Speaker]) -> bool:
    words = content(name)
    whole = [one for one in named if any(content(other) < words for other in one.name.values())]
    return len({one.counter + one.key for one in whole}) > 1


def _more_than(name: str, named: Sequence[Speaker]) -> bool:
    """Whether the attribution joins to those that are known a body that the record does not know."""
    if not named or not _JOINED.search(name):
        return False
    known = frozenset().union(*(shipped_keys(text) for one in named for text in one.name.values()))
    return bool(shipped_keys(name) - known - places())


def _one_name(named: Sequence[Speaker]) -> bool:
    return len({content(one.name.get("en", one.key)) for one in named}) == 1


def _of_those_counted(item: Item, main: str, text: str, record: Record) -> bool:
    """Whether the place is a word of what is counted: "détenus de Gaza", who may be set free elsewhere."""
    if not item.place or not main:
        return False
    said, place = text[item.end : min(item.end + _NEAR, item.sentence[1] or len(text))], _place(item.place)
    return any(
        met.key.name == main and place in shipped_keys(said[met.start : met.end])
        for met in record.lexicon.met(words_in(said))
    )


def _place(name: str | None) -> str | None:
    if not name:
        return None
    found = sorted(shipped_keys(name))
    return found[0] if len(found) == 1 else ""


def _of_source(item: Item) -> bool:
    place = _place(item.place)
    if not place or not item.attribution or not item.place:
        return False
    return item.place.casefold() in item.attribution.casefold() or place in shipped_keys(item.attribution)


def _when(item: Item, text: str, published: date | None) -> When:
    first, last = _bounds(item.period_to or item.as_of)
    since_first, since_last = _bounds(item.period_from)
    said = text[item.sentence[0] : item.sentence[1]] or text
    told = item.period_to or item.as_of or ""
    if found := _YEARLESS.fullmatch(told):
        borrowed = told[:4] not in said or _of_the_start(told, item.period_from, said)
        yearless = told.startswith("XXXX") or (published is None and borrowed)
        if yearless:
            return When(None, None, since_first, since_last, (int(found[1]), int(found[2])))
    return When(first, last, since_first, since_last)


def _of_the_start(told: str, start: str | None, said: str) -> bool:
    """Whether the one year written stands at the start of the window: "since October 7, 2023 ... on 23 November"."""
    found = _YEARLESS.fullmatch(start or "")
    if found is None or start == told or start is None or start[:4] != told[:4] or told in said:
        return False
    year, day, first = told[:4], int(told[8:10]), int(found[2])
    written = [re.search(rf"(?<!\d)0?{one}(?!\d)\D{{1,24}}{year}", said) for one in (day, first)]
    return day != first and written[0] is None and written[1] is not None


def _days_long(item: Item, text: str) -> int | None:
    """How many days the text says it took: "in 60 days", "in the 60 days to 8 December"; None where it does not."""
    if item.per is not None:
        found = _LONG.fullmatch(item.per)
    elif item.period_to and item.period_from in (None, item.period_to):
        found = _LONG_TO.search(text[item.sentence[0] : item.sentence[1]])
    else:
        return None
    if found is None:
        return None
    count = int(found["count"])
    if found["unit"] in _DAYS_OF:
        return count * _DAYS_OF[found["unit"]]
    return count if found["unit"] in _DAYS else max(count // 24, 1)


def _so_long(when: When, days: int) -> When:
    """The days of which one end is named and the length."""
    if when.last is None or when.first is None:
        return when
    if days == 1:
        return replace(when, since_first=when.last, since_last=when.last)
    return replace(
        when, since_first=when.last - timedelta(days=days), since_last=when.last - timedelta(days=days - 1)
    )


def _bounds(written: str | None) -> tuple[date | None, date | None]:
    if not written:
        return None, None
    try:
        found = parse_edtf(written)
    except HoldfastError:
        return None, None
    return found.first, found.last


def _denied(item: Item, text: str) -> bool:
    """Whether a word of denial stands in the clause of the figure, before it or right after it."""
    start, end = max(item.sentence[0], item.start - _FAR), min(item.sentence[1], item.end + _FAR)
    clause = start
    for stop in _CLAUSE.finditer(text, start, max(item.start, start)):
        if (
            stop.start() > 0
            and text[stop.start() - 1 : stop.start() + 2].strip().replace(",", "").replace(".", "").isdigit()
        ):
            continue
        clause = stop.end()
    after = _CLAUSE.search(text, item.end, max(end, item.end))
    other = _AND_NONE.search(text, item.end, max(end, item.end))
    if other is not None and (after is None or other.start() < after.start()):
        after = other
    if excepted(fold(text[clause : item.start]).low):
        clause = item.end
    said = text[clause : after.start() if after else max(end, item.end)]
    return bool(denials_in(_BOUNDING.sub(" ", said)))
