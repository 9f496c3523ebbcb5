"""Who does what to whom in a sentence: words that are all known, put together so that they say another thing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from holdfast.claims.engine.concepts.lexicon import LANGUAGES, Met, Word, forms_of, words_in
from holdfast.claims.engine.concepts.meaning import DONE
from holdfast.claims.engine.concepts.sentence import Sentence
from holdfast.claims.engine.items import Bound, Item, Kind
from holdfast.claims.engine.judge.readings import Reading, Record
from holdfast.claims.engine.match.aliases import NameKind

Span = tuple[int, int]
_EVENTS = frozenset(["killed", "injured", "detained", "displaced", "missing-or-buried", "violations"])
_NEAR_DEED = 4  # words from "also" to what was done
_DEED = ("event", "thing", "point")
_JOINED = re.compile(r"\s*,?\s*(?:and|et|y|e)\s+(?:(?:the|le|la|les|l['’]|el|los)\s*)?", re.I)
_OUT_OF = re.compile(
    r"(?:\b(?:out )?of(?: the| an?| some| about)?|\bsur(?: les| un total de)?|\bde(?: los| las| un total de| entre)?"
    r"|من [أا]صل|من مجموع|من إجمالي|(?:^|\s)מתוך(?: ה)?)\s*$",
    re.I,
)
_GIVEN_BACK = ("hostages", "bodies")  # who are handed from one to another
# From the air, or by artillery: one way of striking where the source counts all of them together.
_FROM_AIR = re.compile(
    r"\bair ?(?:strikes?|raids?)|\bair attacks?|\baerial|\bdrone|\bwarplane|\baérien|\baére[oa]s?\b"
    r"|غار(?:ة|ات)|جوي|مسي[ّ]?ر|طائرات|אוויר|מהאוויר|כטב",
    re.I,
)
_BY_GUNS = re.compile(
    r"\bshelling|\bartiller|\bmortar|\btank|\bartillerie|\bartillería|مدفع|ארטילר|הפגז|פגז", re.I
)


def misplaced(
    sentence: Sentence,
    item: Item,
    inside: Sequence[Item],
    cited: Sequence[Reading],
    record: Record,
    *,
    said: Sequence[Span],
    doers: Sequence[Span],
    phrases: Sequence[Span],
) -> list[Span]:
    """Where known words say what the record does not: another doer, two sources, a part, a window, a place left."""
    lang = item.lang if item.lang in LANGUAGES else "en"
    return [
        *_agents(sentence, inside, said, doers, lang),
        *_active(sentence, inside, lang),
        *_second_people(sentence, item, inside, [*said, *doers, *phrases]),
        *_joined_sources(sentence, said),
        *_days(sentence, inside, lang),
        *_bases(sentence, item, inside, cited, record),
        *_from_the_place(sentence, item, lang),
        *_beside_people(sentence, inside, lang),
        *_another_point(sentence, item, inside, phrases),
        *_a_day_of_one(item, cited),
        *_into(sentence, item, lang),
        *_also_killed(sentence, lang),
        *_one_way_of_striking(sentence, item, cited),
        *_moved(sentence, cited, lang),
    ]


@cache
def table_of(name: str, lang: str) -> frozenset[str]:
    """The small words of one table of roles.toml in one language."""
    return frozenset(word.text for word in words_in(_tables()[name].get(lang, "")))


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files(__package__) / "roles.toml").read_text("utf-8"))


def _is(word: Word, known: frozenset[str]) -> bool:
    return any(form in known for form in forms_of(word.text))


def _within(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _agents(
    sentence: Sentence, inside: Sequence[Item], said: Sequence[Span], doers: Sequence[Span], lang: str
) -> list[Span]:
    """What stands after "by" and is neither a day, nor who did it by the record, nor who counted it."""
    articles = table_of("articles", lang)
    numbers = [(one.start, one.end) for one in inside]
    days = [
        (one.start, one.end) for one in sentence.met if one.key.name == "a-day" and one.key.group == "cue"
    ]
    deeds = {(one.start, one.end) for one in sentence.met if one.key.group in _DEED}
    done = table_of("done", lang)
    found = []
    for cue in sentence.of_group("cue"):
        if cue.key.name != "by" or _within(cue.start, [*numbers, *days]):
            continue
        after = [word for word in sentence.words if word.start >= cue.end]
        while after and after[0].text in articles:
            after.pop(0)
        if not after:
            found.append((cue.start, cue.end))
            continue
        at = after[0].start
        before = [word for word in sentence.words if word.end <= cue.start][-1:]
        of_a_deed = any(
            _is(word, done) or any(start <= word.start < end for start, end in deeds) for word in before
        )
        known = [*doers, *numbers, *([] if of_a_deed else said)]
        if (
            _within(at, known)
            or after[0].text.isdigit()
            or (not of_a_deed and _is(after[0], table_of("dated", lang)))
        ):
            continue
        found.append((cue.start, after[0].end))
    return found


def _active(sentence: Sentence, inside: Sequence[Item], lang: str) -> list[Span]:
    """A deed that those who are counted are said to have done: "342 Palestiniens ont tué", "who killed 342"."""
    people = [(one.start, one.end) for one in sentence.of_group("population")]
    counts = [(one.start, one.end) for one in inside if one.kind in (Kind.COUNT, Kind.RATE)]
    active, either = table_of("active", lang), table_of("either", lang)
    having, who = table_of("having", lang), table_of("who", lang)
    words = sentence.words
    found = []
    for at, word in enumerate(words):
        sure, maybe = _is(word, active), _is(word, either)
        if not sure and not maybe:
            continue
        back = at - 1
        while back >= 0 and words[back].text in having | who:
            back -= 1
        helped = {one.text for one in words[back + 1 : at]}
        subject = back >= 0 and (_within(words[back].start, people) or _within(words[back].start, counts))
        if not subject:
            continue
        after = words[at + 1] if at + 1 < len(words) else None
        skip = at + 1
        while after is not None and after.text in table_of("articles", lang) and skip + 1 < len(words):
            skip += 1
            after = words[skip]
        gap = sentence.text[word.end - sentence.start : (after.start if after else word.end) - sentence.start]
        object_follows = (
            after is not None
            and gap.strip(" \u00a0")[:1] not in (",", ";", ".", ":")
            and (_within(after.start, people) or _within(after.start, counts))
        )
        if sure or helped & having or helped & who or object_follows:
            found.append((word.start, word.end))
    return found


def _second_people(
    sentence: Sentence, item: Item, inside: Sequence[Item], known: Sequence[Span]
) -> list[Span]:
    """People named beside those that are counted: they may be who did it."""
    if item.population is None and item.concepts[:1] not in (("violations",), ("trucks",)):
        return []
    counted = [sentence.what_span(one) for one in inside if one.kind in (Kind.COUNT, Kind.RATE, Kind.VAGUE)]
    names = [(start, end) for _, start, end in sentence.names()]
    apart: list[Met] = []
    for one in sentence.of_group("population"):
        if _within(one.start, counted) or _within(one.start, known):
            continue
        if _within(one.start, [name for name in names if name[1] > one.end or name[0] < one.start]):
            continue
        apart.append(one)
    first, last = sentence.what_span(item)
    own = any(first <= one.start < last for one in sentence.of_group("population"))
    left = apart if own or item.concepts[:1] in (("violations",), ("trucks",)) else apart[1:]
    return [(one.start, one.end) for one in left]


def _joined_sources(sentence: Sentence, said: Sequence[Span]) -> list[Span]:
    """A second name joined to that of the source: "Israel and the office said"."""
    merged = _merged(said)
    others = [(start, end) for _, start, end in sentence.names()]
    others += [(one.start, one.end) for one in sentence.met if one.key.name == "occupation"]
    found = []
    for start, end in merged:
        for low, high in others:
            if start <= low < end or low <= start < high:
                continue
            first, last = sorted(((start, end), (low, high)))
            if first[1] > last[0]:
                continue
            gap = sentence.text[first[1] - sentence.start : last[0] - sentence.start]
            glued = sentence.text[last[0] - sentence.start : last[1] - sentence.start][:1] in ("و", "ו")
            if (
                _JOINED.fullmatch(gap)
                or (glued and not gap.strip(" ،,"))
                or gap.strip() in ("و", "ו", "&", "/")
            ):
                found.append((low, high))
    return found


def _merged(spans: Sequence[Span]) -> list[Span]:
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1] + 1:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _days(sentence: Sentence, inside: Sequence[Item], lang: str) -> list[Span]:
    """Words of days that no number and no date goes with: "within days"."""
    words, known = sentence.words, table_of("days", lang)
    taken = [(one.start, one.end) for one in inside] + [
        (one.start, one.end) for one in sentence.met if one.key.name == "a-day"
    ]
    found = []
    for at, word in enumerate(words):
        if not _is(word, known) or _within(word.start, taken):
            continue
        beside = [*words[max(0, at - 1) : at], *words[at + 1 : at + 2]]
        if any(one.text.isdigit() or _within(one.start, taken) for one in beside):
            continue
        if any(one.text in table_of("same", lang) for one in beside):
            continue
        if any(one.per == "day" for one in inside):
            continue
        found.append((word.start, word.end))
    return found


def _bases(
    sentence: Sentence, item: Item, inside: Sequence[Item], cited: Sequence[Reading], record: Record
) -> list[Span]:
    """What it is said to be a part of, where the record holds no such number of the same thing."""
    main = item.concepts[0] if item.concepts else ""
    alike = (main, "violations") if main in DONE else (main,)
    rows = [one for key in alike for one in record.of(key)]
    if main == "hostages":
        dead = "deceased" in item.concepts
        rows = [one for one in rows if (one.measured.vital == "deceased") is dead]
    ends = {one.last for one in cited}
    held = {one.value for one in rows if one.kind == "promised" or one.last in ends}
    for row in rows:
        held |= row.owed  # of the duty that its series watches
    found = []
    for one in inside:
        if one is item or one.kind is not Kind.COUNT or one.value is None or one.start < item.end:
            continue
        between = sentence.text[item.end - sentence.start : one.start - sentence.start]
        if any(item.end <= other.start < one.start for other in inside if other is not one):
            continue
        if _OUT_OF.search(between) and one.value not in held:
            found.append((one.start, one.end))
    if item.base is not None and not found and item.base not in held:
        found.append((item.start, item.end))
    return found


def _from_the_place(sentence: Sentence, item: Item, lang: str) -> list[Span]:
    """A place that is left where the record counts what entered it."""
    if item.concepts[:1] != ("trucks",):
        return []
    leaving, entered = table_of("from", lang), [one.end for one in sentence.of_group("point")]
    found = []
    for named, start, end in sentence.names():
        if named.kind is not NameKind.PLACE:
            continue
        before = [word for word in sentence.words if word.end <= start][-1:]
        word = next(one for one in sentence.words if one.start == start)
        glued = lang == "he" and word.text.startswith("מ") and word.text[1:] in ("עזה", "רצועת", "רפיח")
        strict = lang in ("fr", "es")
        if glued or any(
            one.text in leaving and (not strict or any(0 <= one.start - at <= 2 for at in entered))
            for one in before
        ):
            found.append((before[0].start if before and not glued else start, end))
    return found


def _beside_people(sentence: Sentence, inside: Sequence[Item], lang: str) -> list[Span]:
    """Another number of people "with" whom it is said to have happened."""
    beside, events = table_of("with", lang), sentence.of_group("event", "thing")
    found = []
    for one in inside:
        if one.kind is not Kind.COUNT:
            continue
        before = [word for word in sentence.words if word.end <= one.start][-1:]
        first, last = sentence.what_span(one)
        happens = any(first <= met.start < last or 0 <= met.start - max(last, one.end) <= 1 for met in events)
        amid = any(
            word.text in table_of("amid", lang)
            or (
                lang in ("ar", "he")
                and sentence.text[one.start - sentence.start - 1 : one.start - sentence.start] in ("ב", "ب")
            )
            for word in before
        ) and any(met.key.group == "thing" and first <= met.start < last for met in events)
        if amid or (any(word.text in beside for word in before) and not happens):
            found.append((before[0].start, one.end))
    return found


def _another_point(
    sentence: Sentence, item: Item, inside: Sequence[Item], phrases: Sequence[Span]
) -> list[Span]:
    """What is done with things or captives, said of people to whom something else happened."""
    if item.concepts[:1] and item.concepts[0] not in _EVENTS:
        return []
    if any(one.concepts and one.concepts[0] not in _EVENTS for one in inside):
        return []
    return [
        (one.start, one.end)
        for one in sentence.of_group("point")
        if one.key.name != "entered" and not _within(one.start, phrases)
    ]


def _a_day_of_one(item: Item, cited: Sequence[Reading]) -> list[Span]:
    """So many a day, where what is held is the number of one day."""
    if not item.per or item.bound is Bound.AVERAGE or not cited:
        return []
    days = {(one.first, one.last) for one in cited}
    single = len(days) == 1 and all(
        one.first == one.last and not one.per and not one.asserted for one in cited
    )
    return [(item.start, item.end)] if single else []


def _into(sentence: Sentence, item: Item, lang: str) -> list[Span]:
    """Into a place, said of what does not go anywhere."""
    if item.concepts[:1] in (("trucks",), ("incursions",), ("money",)) or lang != "en":
        return []
    return [
        (word.start, word.end)
        for word, after in zip(sentence.words, sentence.words[1:], strict=False)
        if word.text == "into" and after.text not in ("force", "effect")
    ]


def _also_killed(sentence: Sentence, lang: str) -> list[Span]:
    """Words such as "also" at the word of a death: of others than those that were killed before."""
    deaths = [one.start for one in sentence.of_group("event") if one.key.name == "killed"]
    also, words = table_of("also", lang), sentence.words
    return [
        (word.start, word.end)
        for at, word in enumerate(words)
        if word.text in also and any(one.start in deaths for one in words[max(at - 1, 0) : at + _NEAR_DEED])
    ]


def _one_way_of_striking(sentence: Sentence, item: Item, cited: Sequence[Reading]) -> list[Span]:
    """From the air alone, or by guns alone, where the source counts bombardment of several ways together."""
    if item.concepts[:1] != ("strikes",) or not cited:
        return []
    held = " ".join(text for one in cited for text in (*one.words.values(), *one.series_name.values()))
    first, last = sentence.what_span(item)
    said = sentence.text[first - sentence.start : last - sentence.start]
    ways = [(way.search(said), way.search(held)) for way in (_FROM_AIR, _BY_GUNS)]
    if all(met for met, _ in ways):
        return []
    found = []
    for (met, named), (_, other) in zip(ways, reversed(ways), strict=True):
        if met and (other or not named):
            found.append((first + met.start(), first + met.end()))
    return found


def _moved(sentence: Sentence, cited: Sequence[Reading], lang: str) -> list[Span]:
    """Prisoners who were moved, where the record has them released."""
    if not any(one.measured.point == "returned" and one.measured.main not in _GIVEN_BACK for one in cited):
        return []
    moved = table_of("moved", lang)
    return [(word.start, word.end) for word in sentence.words if _is(word, moved)]
