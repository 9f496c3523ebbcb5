"""What the clause of a figure says of it beyond its noun: its day, what is owed, what is left, what was added."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from holdfast.claims.engine.concepts.lexicon import words_in
from holdfast.claims.engine.concepts.parts import OF_THESE
from holdfast.claims.engine.items import Item, Kind
from holdfast.claims.engine.judge.days_said import with_days_said
from holdfast.claims.engine.judge.readings import Record
from holdfast.claims.engine.judge.slightly import slightly
from holdfast.claims.engine.judge.windows import with_windows

_FAR = 90
_AROUND = 400
_PAIR = re.compile(r"\s+[^\W\d]+(?:\s+[^\W\d]+)?\s+(?:and|et|y|e)\s+|\s+[^\W\d]+\s+[וو]\s*", re.I)
_TOLL = re.compile(
    r"\b(?:tolls?|total|overall|put|stood|reached|rose|risen|passed|bilan|porté|atteint|balance|ascend\w+|elev\w+)\b"
    r"|حصيلة|[اإ]جمالي|مجموع|بلغ|ارتفع|מניין|סך|הגיע",
    re.I,
)
# A number that something has come to, by the day that is said.
_STANDS = re.compile(
    r"\b(?:(?:toll|number|total|count|tally)\b[^.;:]{0,80}?\b(?:risen to|rose to|climbed to|increased to|reached"
    r"|stands? at|stood at)|bilan\b[^.;:]{0,80}?\b(?:s['’](?:élève|élevait|établit) à|atteint)"
    r"|(?:número|cifra|balance|total)\b[^.;:]{0,80}?\b(?:asciende|ascendió|asciende ya|llegó|llega) a)"
    r"(?: (?:at least|more than|about|au moins|al menos))?\s*$"
    r"|(?:حصيلة|عدد|[إا]جمالي)[^.;:]{0,80}?(?:إلى|الى|بلغ|بلغت)\s*$|מספר[^.;:]{0,60}?(?:עומד על|הגיע ל-?)\s*$",
    re.I,
)
_INSTEAD = re.compile(
    r"(?:\binstead of|\brather than|\bau lieu de|\ben lugar de|\ben vez de|بدلا? ?من|عوضا عن|במקום)"
    r"(?: (?:the|les?|las?|los|about|some|ה))?\s*$",
    re.I,
)
_LEFT = re.compile(
    r"\b(?:remain(?:ed|ing)?|(?<!the )(?<!their )(?<!his )(?<!human )(?<!and )remains(?! of\b)"
    r"|outstanding|left (?:in|behind)|(?:is|are|was|were|being) (?:still )?(?:left|held)"
    r"|still (?:in|held|to|missing|there|inside)|yet to be|not yet"
    r"|rest(?:e|ent|ait|aient|ant|ants)|toujours|encore (?:à|dans|en|retenus?|détenus?)"
    r"|qued(?:a|an|aba|aban)|siguen|seguían|permanec\w+|restan|restantes|todavía|aún)\b"
    r"|(?:لا|ما) ?[يت]?زال|بقي|تبق|يتبق|متبق|متبقي|باقي|נותר|נשאר|עדיין|טרם|שנותר",
    re.I,
)
_ADDED = re.compile(
    r"\badded\b|\bajouté\w*|\bañadi\w+|\bagreg\w+|\bsumad\w+|[أا]ضيف|إضافة|נוספו|התווספו", re.I
)
_ALL = re.compile(
    r"(?:\ball(?: of)?(?: the)?|\bthe (?:last|remaining)|\btous les|\bles derniers|\btodos los|\blos últimos"
    r"|جميع(?: ال)?|كل(?: ال)?|כל(?: ה)?)\s*$",
    re.I,
)
_UP_TO = re.compile(
    r"(?:\b(?:by|as of|as at|until|till|through|up to|au|hasta|al)(?: the| el| le)?|حتى|לתאריך|עד|נכון ל-?)\s*$",
    re.I,
)
# A source of which only the kind is said, and what its name then has to hold.
_SAYS = (
    r"(?:,? (?:which|qui|que) [^,.;]{1,60},)? (?:(?:has |have |had )?(?:sa(?:id|ys)|add(?:ed|s)|recorded|counted"
    r"|reported)|puts?\b|a |dit|dijo|dice|añad)"
)
_TELLS = r"(?<!\w)[وف]?(?:قالت?|[أا]ضافت?|ذكرت?) "
_CALLED = {
    "office": re.compile(
        rf"\b(?:the office|le bureau|la oficina){_SAYS}|{_TELLS}المكتب(?! ال)|(?<!\w)המשרד (?:מסר|אמר|הוסיף)",
        re.I,
    ),
    "ministry": re.compile(
        rf"\b(?:the ministry|le ministère|el ministerio){_SAYS}|{_TELLS}الوزارة(?! ال)", re.I
    ),
}
_NAMED = {
    "office": re.compile(r"\boffice\b|\bbureau\b|\boficina\b|مكتب|משרד", re.I),
    "ministry": re.compile(r"\bministry\b|\bministère\b|\bministerio\b|وزارة|משרד", re.I),
}
_KIND_ALONE = re.compile(
    r"(?:the |le |la |el )?(?:office|bureau|oficina|ministry|minist[eè]re|ministerio|(?:ال)?مكتب|(?:ال)?وزارة|ה?משרד)",
    re.I,
)
_STOPS = re.compile(
    r"[;:!?؛؟\n]|\.(?!\d)|,(?!\d)|،|\b(?:and|but|while|et|mais|tandis|y|e|pero|mientras)\b"
    r"|(?<!\w)[وו](?=\w{4})|(?<!\w)(?:لكن|بينما|אבל|בעוד)(?!\w)",
    re.I,
)
_LEAVES = frozenset(["hostages", "bodies", "prisoners", "detained"])
# What is one kind of a cargo: a part of it, which no number of the whole contradicts.
_GRADES = {
    "diesel": r"\bdiesel|\bgazole|\bdiésel|\bgasóleo|سولار|ديزل|סולר",
    "cooking-gas": r"\b(?:cooking gas|lpg|propane|butane)\b|\bgaz de cuisine|\bgas de cocina|غاز (?:ال|لل)?(?:طهي|طبخ)"
    r"|גז בישול",
    "petrol": r"\b(?:petrol|gasoline|kerosene|benzine)\b|\bessence\b|\bgasolina|بنزين|בנזין",
    "flour": r"\bflour\b|\bfarine|\bharina|طحين|دقيق|קמח",
    "medicine": r"\bmedicines?\b|\bmédicaments?|\bmedicamentos?|أدوية|דוא?ות",
}
_CARRYING = re.compile(
    r"\b(?:carr(?:y|ies|ied|ying)|(?:(?:were|was) )?(?:loaded|laden) with|bringing|brought|transport(?:aient|ant|ent)"
    r"|chargés? d(?:e|['’])|llev(?:aban|an|ando)|transporta(?:ban|n|ndo)|cargados (?:de|con))\b"
    r"|(?<!\w)(?:تحمل|حملت|محملة ب|نقلت|تنقل)|(?<!\w)(?:נשאו|הובילו|שנשאו)(?!\w)",
    re.I,
)
_GRADE = {name: re.compile(words, re.I) for name, words in _GRADES.items()}


def with_clauses(text: str, items: Sequence[Item]) -> list[Item]:
    """The items, each with the day, the promise and the source that its clause gives it."""
    items = with_windows(text, with_days_said(text, items))
    items = _to_their_day(text, [_of_its_part(text, one) for one in _shares_dated(items)])
    items = _by_whom_the_total_is(text, _called_so(text, items))
    figures = [one for one in items if one.kind.is_figure and one.kind not in (Kind.RANK, Kind.DURATION)]
    after = {one.start: other for one, other in pairwise(figures)
             if one.sentence == other.sentence}  # fmt: skip
    before = {other.start: one for one in figures if (other := after.get(one.start)) is not None}
    parts: dict[tuple[tuple[int, int], object], list[Item]] = {}
    for one in figures:
        if one.base is not None:
            parts.setdefault((one.sentence, one.base), []).append(one)
    items = [replace(one, slightly=True) if slightly(text, one) else one for one in items]
    return [_read(text, one, after.get(one.start), before.get(one.start), parts.get((one.sentence, one.value), []))
            if one.kind.is_figure else one for one in items]  # fmt: skip


def _read(text: str, item: Item, after: Item | None, before: Item | None, parts: Sequence[Item]) -> Item:
    start = item.sentence[0]
    if before is not None and _INSTEAD.search(text[max(start, item.start - _FAR) : item.start]):
        return _owed(item, before)
    if not item.target and item.as_of is None and item.period_to is None:
        days = {(one.as_of, one.period_from, one.period_to) for one in parts if one is not item}
        if len(days) == 1:
            as_of, first, last = days.pop()
            item = replace(item, as_of=as_of, period_from=item.period_from or first, period_to=last)
        elif after is not None and _PAIR.fullmatch(text, item.end, after.start) and after.what is not None:
            item = replace(item, as_of=after.as_of or after.period_to)
    return _as_toll(text, item)


def _to_their_day(text: str, items: Sequence[Item]) -> list[Item]:
    """The items; one that counts up to a day, in its own words, is of that day and of no other of the sentence."""
    days = [one for one in items if one.kind is Kind.DATE and one.as_of is not None]
    bases = {(one.sentence, one.base) for one in items if one.base is not None}
    starts = [one.start for one in items if one.kind.is_figure and (one.sentence, one.value) not in bases]
    begins = [one.start for one in days]
    made = []
    for one in items:
        if one.kind.is_figure and one.period_from and one.period_from == one.period_to:
            at, next_one = bisect_left(begins, one.end), bisect_right(starts, one.start)
            until = min([one.sentence[1], *starts[next_one : next_one + 1]])
            near = days[at] if at < len(days) and days[at].start < until else None
            gap = text[one.end : near.start] if near else ""
            if near and near.as_of != one.period_to and _UP_TO.search(gap) and not _STOPS.search(gap):
                one = replace(one, as_of=near.as_of, period_from=None, period_to=None)
            elif _all_of_them(text, one):
                one = replace(one, as_of=one.period_to, period_from=None, period_to=None)
        made.append(one)
    return made


def _shares_dated(items: Sequence[Item]) -> list[Item]:
    """The items; a share of what was promised is of the days that its sentence names, where it names them once."""
    days: dict[tuple[int, int], list[Item]] = {}
    for one in items:
        if one.kind is Kind.DATE and (one.as_of or one.period_to or one.period_from):
            days.setdefault(one.sentence, []).append(one)
    made = []
    for one in items:
        named = days.get(one.sentence, [])
        if one.kind is Kind.PERCENT and one.target and one.as_of is None and one.period_to is None and named:
            if len(named) == 1:
                day = named[0]
                one = replace(one, as_of=day.as_of, period_from=day.period_from, period_to=day.period_to)
            elif len(named) == 2 and all(day.as_of for day in named):
                one = replace(one, period_from=named[0].as_of, period_to=named[1].as_of)
        made.append(one)
    return made


def _all_of_them(text: str, item: Item) -> bool:
    """Whether all there were are said to have been handed over on a day: their count as of that day."""
    handed = item.concepts[:1] in (("hostages",), ("prisoners",)) and item.point == "returned"
    return handed and _ALL.search(text[max(item.sentence[0], item.start - _FAR) : item.start]) is not None


def _of_its_part(text: str, item: Item) -> Item:
    """The item without the source and the place that only another part of the sentence names, beyond a semicolon."""
    start, end = max(item.sentence[0], item.start - _AROUND), min(item.sentence[1], item.end + _AROUND)
    if end <= start or ";" not in text[start:end]:
        return item
    begin = text.rfind(";", start, item.start) + 1 or start
    stop = text.find(";", item.end, end)
    if (begin == start and stop < 0) or not item.kind.is_figure:
        return item
    own, said = text[begin : stop if stop >= 0 else end].casefold(), text[start:end].casefold()
    for field in ("attribution", "place"):
        name = (getattr(item, field) or "").casefold()
        if (
            name
            and name in said
            and name not in own
            and (field == "place" or said.find(name) > item.end - start)
        ):
            item = replace(item, attribution=None) if field == "attribution" else replace(item, place=None)
    return item


def _called_so(text: str, items: Sequence[Item]) -> list[Item]:
    """The items; a source said only as "the office" is the last that was named an office, or nobody."""
    made: list[Item] = []
    named: list[str] = []
    for one in items:
        name = one.attribution
        if name and one.kind.is_figure:
            said = text[max(one.sentence[0], one.start - _AROUND) : min(one.sentence[1], one.end + _AROUND)]
            called = [kind for kind, words in _CALLED.items() if words.search(said)]
            if len(called) == 1 and (not _NAMED[called[0]].search(name) or _KIND_ALONE.fullmatch(name)):
                found = next((other for other in reversed(named) if _NAMED[called[0]].search(other)), None)
                told_apart = _KIND_ALONE.fullmatch(name) and not re.search(rf"\b{name}, which\b", said, re.I)
                if found is not None or not told_apart:  # else one of several that nobody named before
                    one = replace(one, attribution=found)
            elif name not in named[-1:]:
                named.append(name)
        made.append(one)
    return made


def _by_whom_the_total_is(text: str, items: Sequence[Item]) -> list[Item]:
    """The items; parts of the number before them are told by who tells that, where their sentence names nobody."""
    made: list[Item] = []
    for one in items:
        start, end = one.sentence
        if one.base is not None and one.kind is Kind.COUNT and OF_THESE.match(text[start : start + _FAR]):
            named = one.attribution is not None and one.attribution in text[start:end]
            whole = next(
                (held for held in reversed(made) if held.value == one.base and held.sentence != one.sentence),
                None,
            )
            if whole is not None and not named:
                one = replace(one, attribution=whole.attribution)
        made.append(one)
    return made


def _owed(item: Item, before: Item) -> Item:
    """What came instead of it says of what, and in how long, it was owed."""
    per = item.per or before.per
    kind = Kind.RATE if per and item.kind is Kind.COUNT else item.kind
    named = item.what is not None and item.concepts
    return replace(
        item, target=True, per=per, kind=kind, concepts=item.concepts if named else before.concepts,
        point=item.point or before.point,
    )  # fmt: skip


def _as_toll(text: str, item: Item) -> Item:
    """A toll since some day, or one that rose to the number, of one day: it counts up to it, and is not of it alone."""
    single = item.period_from is not None and item.period_from == item.period_to
    if single and _STANDS.search(text[item.sentence[0] : item.start]):
        return replace(item, as_of=item.period_to, period_from=None, period_to=None)
    since = any(key.startswith("since-") for key in item.concepts[1:])
    if not since or item.period_from is None or item.period_from != item.period_to:
        return item
    if not _TOLL.search(text[item.sentence[0] : item.start]):
        return item
    return replace(item, as_of=item.period_to, period_from=None, period_to=None)


def clause_of(text: str, item: Item) -> tuple[str, str]:
    """The words of the figure's own clause, before and after it."""
    first, last = max(item.sentence[0], item.start - _FAR), min(item.sentence[1], item.end + _FAR)
    begin = max([first, *(stop.end() for stop in _STOPS.finditer(text, first, item.start))])
    stop = _STOPS.search(text, item.end, max(item.end, last))
    return text[begin : item.start], text[item.end : stop.start() if stop else max(item.end, last)]


def left(text: str, item: Item) -> bool:
    """Whether it is what remains of those handed over: "three were still in Gaza"."""
    if not item.concepts or item.concepts[0] not in _LEAVES:
        return False
    before, after = clause_of(text, item)
    return _LEFT.search(before + " " + after) is not None


def left_words(text: str, item: Item) -> list[tuple[int, int]]:
    """Where the figure's own clause says that it is what remains."""
    before, after = clause_of(text, item)
    return [
        (at + met.start(), at + met.end())
        for said, at in ((before, item.start - len(before)), (after, item.end))
        for met in _LEFT.finditer(said)
    ]


def instead_before(text: str, item: Item) -> tuple[int, int] | None:
    """Where it is said before the figure that another came in its stead; None where it is not."""
    first = max(item.sentence[0], item.start - _FAR)
    met = _INSTEAD.search(text[first : item.start])
    return (first + met.start(), first + met.end()) if met else None


def added(text: str, item: Item) -> bool:
    """Whether deaths are said to have been added to a toll, which is not that so many died then."""
    if item.concepts[:1] != ("killed",):
        return False
    before, after = clause_of(text, item)
    return _ADDED.search(before + " " + after) is not None


def grade(text: str, item: Item) -> str:
    """The one kind of a cargo that the phrase counted names, as diesel is of fuel; nothing where none or several."""
    _, after = clause_of(text, item)
    near = " ".join(after.split()[:5])
    carried = _CARRYING.search(after)  # "84 of the trucks that entered carried diesel"
    load = " ".join(after[carried.end() :].split()[:3]) if carried else ""
    return grade_of(near) or grade_of(load)


def carrying(text: str, item: Item) -> list[tuple[int, int]]:
    """The words by which the figure's own clause says what those counted carried, where it is one kind of a cargo."""
    met = _CARRYING.search(clause_of(text, item)[1])
    return [(item.end + met.start(), item.end + met.end())] if met and grade(text, item) else []


def grade_of(words: str) -> str:
    """The kind of a cargo that these words name; nothing where none or several."""
    found = [name for name, known in _GRADE.items() if known.search(words)]
    return found[0] if len(found) == 1 else ""


def added_key(record: Record) -> str:
    """The quantity of deaths added, where a case teaches one."""
    met = record.lexicon.met(words_in("deaths added to the toll"))
    return next((one.key.name for one in met if one.key.name != "killed" and record.of(one.key.name)), "")
