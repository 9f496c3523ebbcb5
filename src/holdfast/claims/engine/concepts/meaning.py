"""What each figure of a text counts, from the words of its sentence: concepts, actor, population, measured point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from holdfast.claims.engine.concepts.lexicon import Lexicon, Met
from holdfast.claims.engine.concepts.parts import ACCOUNTED, cargo_before, parts_of, total_of
from holdfast.claims.engine.concepts.sentence import Sentence
from holdfast.claims.engine.concepts.starts import with_own_starts
from holdfast.claims.engine.items import Bound, Item, Kind
from holdfast.claims.engine.match.aliases import shipped_aliases

_NOT_COUNTED = (Kind.DURATION, Kind.RANK, Kind.DATE, Kind.BAN, Kind.VOTE, Kind.RULING)
_HEAD_LAST = ("en", "he")  # where the noun counted stands at the end of its phrase
_PEOPLE_AS_THINGS = ("hostages", "prisoners")
_ACTS = frozenset(
    [
        "israel",
        "israeli-army",
        "hamas",
        "hezbollah",
        "palestinian-authority",
        "united-states",
        "united-kingdom",
        "egypt",
        "iran",
        "russia",
        "ukraine",
        "cogat",
        "syria",
        "lebanon",
        "yemen",
    ]
)
THEM = frozenset(["them", "those", "منها", "منهم", "d'entre eux", "ellos", "מהם", "מתוכם"])
_SINCE_WORDS = 6
_LONG, _AROUND = 1500, 300
_AGAINST = re.compile(r"(?:\b(?:on|against|at|contre|contra)|ضد|على|נגד)(?: the| les?| las?| los)?\s*$", re.I)
DONE = frozenset(["violations", "strikes", "attacks", "incursions", "shootings", "demolitions"])
_DONE_OFTEN = ("violations", "strikes", "attacks", "incursions")
_CARGOES = frozenset(["aid", "commercial", "fuel", "food", "all"])
_OWNER = 40
_NATIONS = ("israelis", "palestinians", "lebanese")
_HELD = 4  # words between the number of bodies and those whose they are
_APART = re.compile(r"[\d,;:.()،؛]|\b(?:and|or|for|et|ou|y|o|contre|por)\b|(?<!\w)و(?=\w)", re.I)
# A toll of which no more is said is one of deaths: "the toll stands at 342".
_TOLL = re.compile(
    r"(?:\btoll\b(?! of| from| road)|\ble bilan\b(?! de| des| du)|(?<!\w)[وف]?الحصيلة(?! ال))[^.;:]{0,60}$",
    re.I,
)
# What stands between a thing and the number of those whose it is.
_OF = re.compile(
    r"[\s\u0640]*(?:(?:of|belonging to|de|d['’]|des|של|ل|لـ|تعود ل)(?: (?:the|some|about|at least|around|more than|"
    r"environ|unos|au moins|al menos|plus de|más de|quelque|כ-?))?)?\s*(?:نحو |حوالي |أكثر من |קרוב ל)?",
    re.I,
)


@dataclass(slots=True)
class _Before:
    """What the figure before it in the same sentence was found to count."""

    main: str | None = None
    population: str | None = None
    actor: str | None = None
    point: str | None = None
    facets: tuple[str, ...] = ()


def with_concepts(text: str, items: Sequence[Item], lexicon: Lexicon) -> tuple[Item, ...]:
    """The items with what they count; `concepts` holds the quantity first, then cargo, living or deceased, since."""
    made: list[Item] = []
    total: Item | None = None
    for (start, end, _), group in groupby(items, key=_piece):
        held = list(group)
        if end - start > _LONG:
            start, end = max(start, held[0].start - _AROUND), min(end, held[-1].end + _AROUND)
        if end <= start or not any(item.kind not in _NOT_COUNTED for item in held):
            made += held
            continue
        sentence = Sentence.of(text, start, end, held, lexicon)
        before = _Before()
        read = [item if item.kind in _NOT_COUNTED else _read(item, sentence, before) for item in held]
        read = parts_of(total, read, sentence)
        total = total_of(read) or total
        made += with_own_starts([_of_base(item, read) for item in read], sentence)
    return tuple(made)


def _read(item: Item, sentence: Sentence, before: _Before) -> Item:
    """The item with what it counts; a phrase that begins with a glued "and" is the next number's: "279 وإصابة 652"."""
    if item.lang not in ("ar", "he") or item.what is None or not sentence.begins_another(item):
        return _meant(item, sentence, before)
    return replace(_meant(replace(item, what=None), sentence, before), what=item.what)


def _of_base(item: Item, read: Sequence[Item]) -> Item:
    """The item; where only what it is a part of is named, it counts the same: "27 of the 28 deceased hostages"."""
    if item.base is None or item.kind not in (Kind.COUNT, Kind.RATE):
        return item
    if item.what is not None and (item.concepts or item.what.casefold() not in THEM):
        return item
    whole = next((one for one in read if one is not item and one.value == item.base and one.concepts), None)
    if whole is None or (item.concepts and whole.start < item.end):
        return item
    return replace(
        item, concepts=whole.concepts, population=whole.population, point=whole.point, actor=whole.actor
    )


def _piece(item: Item) -> tuple[int, int, int]:
    """The sentence, or the part of one without end: the cost of a text is linear in its length."""
    start, end = item.sentence
    return start, end, item.start // _LONG if end - start > _LONG else 0


def _accounted(item: Item, sentence: Sentence) -> tuple[str, ...]:
    """The cargo that is said to account for the number."""
    met = ACCOUNTED.search(sentence.text[: item.start - sentence.start])
    if met is None:
        return ()
    at = sentence.start + met.start("cargo")
    return tuple(one.key.name for one in sentence.of_group("cargo") if one.start == at)[:1]


def _meant(item: Item, sentence: Sentence, before: _Before) -> Item:
    span = sentence.what_span(item)
    phrase = [
        one
        for one in sentence.met
        if span[0] <= one.start < span[1] and (one.end <= span[1] or one.key.group == "thing")
    ]
    main = _main(item, sentence, phrase)
    cargo = _close(item, sentence, phrase, "cargo", 4)
    if {"aid", "commercial"} <= set(cargo):
        cargo = ("all",)
    cargo = cargo or _accounted(item, sentence)
    inherits = item.what is None or not any(one.key.group in ("event", "thing") for one in phrase)
    if main is None and inherits and item.what is None and before.main and (cargo or not phrase):
        main = before.main if cargo or before.main == "trucks" else None
    if main is None and item.target and not phrase:
        main = before.main  # "145 trucks, of the 600 promised"
    if main is None:
        return item
    if main == "trucks" and not cargo and (item.per or not any(one.key.name == "trucks" for one in phrase)):
        cargo = cargo_before(item, sentence)
    population = _population(item, sentence, phrase, main)
    if population is None and item.what is None:
        population = before.population
    vital = _close(item, sentence, phrase, "vital", 3) if main in ("hostages", "bodies", "prisoners") else ()
    if not cargo and item.what is None and item.per and main == before.main == "trucks":
        cargo = tuple(key for key in before.facets if key in _CARGOES)[:1]  # "7,333 aid trucks, 126 a day"
    if main == "bodies" and _of_hostages(item, sentence):
        main, vital = "hostages", ("deceased",)
    elif main == "hostages" and _owned_by(item, sentence) == "bodies":
        vital = ("deceased",)
    event = sentence.nearest(item, sentence.of_group("event"), lambda near: not near[0] and not near[1])
    if main == "bodies" and event is not None and event.key.name == "bodies-recovered":
        main, vital = event.key.name, ()
    facets = (*(cargo if main == "trucks" else ()), *vital[:1], *_since(item, sentence))
    point = _point(item, sentence, phrase) or (before.point if before.main == main else None)
    named_dead = event is not None and bool(vital) and _says_vital(event, phrase)
    if (
        main in _PEOPLE_AS_THINGS
        and event is not None
        and event.key.name in ("killed", "injured")
        and not (named_dead and point == "returned" and _said_point(sentence, "returned"))
    ):
        main, population = event.key.name, main
    if main == "detained" and point == "returned":
        main = "prisoners"  # who is set free was held before
    elif main in (*_PEOPLE_AS_THINGS, "bodies") and point in ("delivered", "collected"):
        point = "returned"
    actor = _actor(item, sentence, span, main)
    if actor is None and before.main and item.what is None:
        actor = before.actor
    before.main, before.population, before.actor, before.point, before.facets = (
        main, population, actor, point, facets,
    )  # fmt: skip
    per = item.per
    if per is None and item.bound is Bound.AVERAGE and _a_day(item, sentence):
        per = "day"
    return replace(item, concepts=(main, *facets), population=population, point=point, actor=actor, per=per)


def _says_vital(event: Met, phrase: Sequence[Met]) -> bool:
    """Whether the event's word is that by which the phrase counted says that they are dead: "dead hostages"."""
    return any(one.key.group == "vital" and one.start == event.start for one in phrase)


def _said_point(sentence: Sentence, point: str) -> bool:
    return any(one.key.name == point for one in sentence.of_group("point"))


def _main(item: Item, sentence: Sentence, phrase: Sequence[Met]) -> str | None:
    if item.kind is Kind.MONEY:
        return "money"
    things = [one for one in phrase if one.key.group == "thing"]
    if things:
        return (things[-1] if item.lang in _HEAD_LAST else things[0]).key.name
    events = [one for one in phrase if one.key.group == "event"]
    if events and _owned_by(item, sentence) is not None:
        return "bodies"
    if events:
        return events[0].key.name
    if any(one.key.name == "times" for one in phrase):
        acts = [one for one in sentence.of_group("thing") if one.key.name in _DONE_OFTEN]
        done = sentence.nearest(item, acts, lambda near: not near[0])
        return done.key.name if done else None
    owned = _owned_by(item, sentence)
    if owned is not None:
        return owned
    people = any(one.key.group == "population" for one in phrase)
    if item.what and not people and item.kind is not Kind.PERCENT and not _cargo_alone(phrase):
        return None  # another thing is counted, one that the lexicon does not know
    groups = ("event",) if people else ("event", "thing")
    found = sentence.nearest(item, sentence.of_group(*groups), lambda near: not near[0])
    if found is None and people:
        found = sentence.nearest(item, sentence.of_group("event"), lambda near: True)
    elif found is None or (not people and sentence.near(item, found)[2] > 8):
        found = sentence.nearest(item, sentence.of_group(*groups), lambda near: near[2] <= 8 and not near[0])
    if found is None and item.what is None and _of_a_toll(item, sentence):
        return "killed"
    return found.key.name if found else None


def _of_a_toll(item: Item, sentence: Sentence) -> bool:
    """Whether the number is that of a toll, no other number between."""
    met = _TOLL.search(sentence.text[: item.start - sentence.start])
    return met is not None and not any(
        sentence.start + met.start() < one.start < item.start for one in sentence.figures
    )


def _owned_by(item: Item, sentence: Sentence) -> str | None:
    """The thing counted by those whose it is: the bodies of 330 people are 330 bodies."""
    for one in sentence.of_group("thing"):
        if one.key.name != "bodies" or not 0 <= item.start - one.end <= _OWNER:
            continue
        if _OF.fullmatch(sentence.text[one.end - sentence.start : item.start - sentence.start]):
            return one.key.name
    return None


def _of_hostages(item: Item, sentence: Sentence) -> bool:
    """Whether the bodies are those of hostages, no stop between: they are hostages, deceased."""
    whole = (
        item.end,
        *(one.end for one in sentence.figures if one.start >= item.end and one.value == item.base),
    )
    reach = max(whole) if item.base is not None else item.end
    named = [one for one in sentence.of_group("thing") if one.key.name in ("hostages", "prisoners")]
    after = [one for one in named if one.start >= item.end]
    if not after or after[0].key.name != "hostages":
        return False
    words = sentence.text[reach - sentence.start : after[0].start - sentence.start]
    return len(words.split()) <= _HELD and not _APART.search(words)


def _cargo_alone(phrase: Sequence[Met]) -> bool:
    return bool(phrase) and all(one.key.group in ("cargo", "point", "cue", "vital") for one in phrase)


def _close(item: Item, sentence: Sentence, phrase: Sequence[Met], group: str, within: int) -> tuple[str, ...]:
    found = [one.key.name for one in phrase if one.key.group == group]
    if not found:
        found = [
            one.key.name
            for one in sentence.of_group(group)
            if (near := sentence.near(item, one))[2] <= within
            and not near[0]
            and not near[1]
            and one.start > item.start
        ]
    return tuple(dict.fromkeys(found))


def _population(item: Item, sentence: Sentence, phrase: Sequence[Met], main: str) -> str | None:
    met = [one for one in phrase if one.key.group == "population"]
    if not met:  # a dual is a number and those whom it counts: "جنديان"
        met = [one for one in sentence.of_group("population") if item.start <= one.start < item.end]
    if not met and (item.what is None or main == "bodies"):
        met = [
            one
            for one in sentence.of_group("population")
            if (near := sentence.near(item, one))[2] <= 3
            and not near[0]
            and not near[1]
            and one.start > item.start
        ]
    keys = sorted({one.key.name for one in met if not one.key.general})
    if "soldiers" in keys:  # whose they are stands beside them, and is read as a name
        keys = [key for key in keys if key not in _NATIONS]
    if main in DONE:
        keys = [key for key in keys if key not in _NATIONS]
    if keys:
        return " ".join(keys)
    return "people" if met else None


def _point(item: Item, sentence: Sentence, phrase: Sequence[Met]) -> str | None:
    own = [one for one in phrase if one.key.group == "point"]
    found = own[0] if own else sentence.nearest(item, sentence.of_group("point"))
    return found.key.name if found else None


def _since(item: Item, sentence: Sentence) -> tuple[str, ...]:
    """Since when it counts: bound by a word such as "since", else what the sentence alone speaks of."""
    anchors = sentence.of_group("since")
    cues = [one for one in sentence.of_group("cue") if one.key.name == "since"]
    for cue in cues:
        after = [
            one
            for one in anchors
            if one.start >= cue.end
            and sum(1 for word in sentence.words if cue.end <= word.start < one.start) <= _SINCE_WORDS
        ]
        if after:
            return (after[0].key.name,)
    keys = {one.key.name for one in anchors}
    return tuple(keys) if len(keys) == 1 else ()


def _a_day(item: Item, sentence: Sentence) -> bool:
    cues = [one for one in sentence.of_group("cue") if one.key.name == "a-day"]
    return any(not sentence.near(item, one)[0] for one in cues)


def _beside(sentence: Sentence, one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, last = sorted((one, other))
    return not sentence.text[first[1] - sentence.start : last[0] - sentence.start].strip()


def _actor(item: Item, sentence: Sentence, span: tuple[int, int], main: str) -> str | None:
    """Who did it: the body named after "by", else the last one named before the figure that is no one's word."""
    taken = [(one.start, one.end) for one in sentence.of_group("population")]
    names = [
        (named.key, start, end)
        for named, start, end in sentence.names()
        if named.key in _ACTS
        and not any(low <= start < high for low, high in taken)
        and not _in_attribution(item, sentence, start)
    ]
    by = [one for one in sentence.of_group("cue") if one.key.name == "by"]
    for cue in by:
        after = [name for name in names if 0 <= name[1] - cue.end <= 25]
        if after and cue.start >= item.end:
            return _body(after[0][0])
    bodies = [
        (named.key, start, end) for named, start, end in sentence.names()
        if named.key in _ACTS and not _in_attribution(item, sentence, start)
    ]  # fmt: skip
    if main in DONE:  # "497 Israeli violations"
        doing = [name for name in bodies if span[0] <= name[1] < span[1]]
        if doing:
            return _body(doing[0][0])
    counted = main not in DONE  # "two Israeli troops" are those who are counted
    forces = [
        one for one in sentence.of_group("cue")
        if one.key.name == "forces" and not (counted and span[0] <= one.start < span[1])
    ]  # fmt: skip
    for name in bodies:  # "killed in Israeli attacks", "by Israeli forces"
        beside = any(_beside(sentence, (name[1], name[2]), (one.start, one.end)) for one in forces)
        if beside and not _AGAINST.search(sentence.text[: name[1] - sentence.start]):
            return _body(name[0])
    before = [name for name in names if name[2] <= item.start]
    return _body(before[-1][0]) if before else None


def _in_attribution(item: Item, sentence: Sentence, at: int) -> bool:
    if not item.attribution:
        return False
    found = sentence.text.find(item.attribution)
    if found < 0:  # the text writes the name otherwise
        keys = shipped_aliases().keys(item.attribution)
        return any(named.key in keys for named, start, _ in sentence.names() if start == at)
    return found >= 0 and sentence.start + found <= at < sentence.start + found + len(item.attribution)


def _body(key: str) -> str:
    return "israel" if key in ("israeli-army", "cogat") else key
