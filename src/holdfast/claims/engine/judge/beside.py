"""Words of a sentence that say something of another number in it, or that the record's own names have."""

from __future__ import annotations

import re
from collections.abc import Sequence

from holdfast.base.days import days_inclusive
from holdfast.claims.engine.concepts.lexicon import words_in
from holdfast.claims.engine.concepts.parts import ACCOUNTED, OF_THESE
from holdfast.claims.engine.concepts.sentence import Sentence
from holdfast.claims.engine.items import Item, Kind
from holdfast.claims.engine.judge.clause import carrying, instead_before, left, left_words
from holdfast.claims.engine.judge.readings import Reading, Record
from holdfast.claims.engine.judge.slightly import slightly

Span = tuple[int, int]
_NAMED = ("strikes", "attacks")  # in which people were killed, where a series is of those of one day
_BODIES = {"israeli-army": "israel", "cogat": "israel"}
_PROMISED = re.compile(
    r"\b(?:(?:that |which )?(?:(?:was|were|had been|has been) )?(?:promised|agreed(?: (?:on|upon))?|pledged|stipulated"
    r"|scheduled|planned)"
    r"|(?:qui (?:étaient |avaient été )?)?(?:promis|promises|prévus|prévues|convenus)"
    r"|(?:que se habían )?(?:prometidos|prometidas|acordados|acordadas|previstos|previstas))\b"
    r"|(?<!\w)(?:ال)?(?:متفق عليها|متفق عليه|موعودة|موعود بها|مقررة|مقرر دخولها)(?!\w)"
    r"|(?<!\w)(?:שהובטחו|המובטחות|שסוכמו)(?!\w)",
    re.I,
)
_BROKEN = re.compile(  # "since the truce began, Israel has violated it"
    r"\b(?:ceasefire|cease-fire|truce)\b[^.;:]*?\b(?:violated|breached|broken?) (?P<it>it)\b", re.I
)
_ALL = re.compile(
    r"(?:\ball(?: of)?(?: the)?|\bthe (?:last|remaining)|\btous les|\bles derniers|\btodos los|\blos últimos"
    r"|(?<!\w)(?:جميع|كل|כל))\s*(?:ال|ה)?$",
    re.I,
)
_BELOW = re.compile(
    r"\b(?:(?:far |well |much )?(?:below|short of|less than|fewer than)|compared (?:with|to)|against"
    r"|(?:bien |très )?(?:en dessous des?|en deçà des?|loin des?)|contre|(?:muy )?por debajo de|frente a)"
    r"(?: (?:the|les?|los|las|a target of|a promise of))?\s*$",
    re.I,
)
_CARRIED = re.compile(
    r"\b(?:carried|carrying|were|was|brought|transportaient|étaient|figuraient|llevaban|transportaban|eran)\b|(?<!\w)(?:تحمل|حملت|محملة)(?!\w)"
    r"|(?<!\w)(?:נשאו|היו)(?!\w)",
    re.I,
)
_PART_OF = re.compile(  # between a part and its whole: "half of the", "250 of the", "la moitié des"
    r"\s*(?:\w+ ){0,2}?(?:(?:out )?of(?: all)?(?: the| those| these| its)?|des?|d['’]|sur(?: les)?|parmi les"
    r"|de (?:los|las)|من(?: أصل)?(?: ال)?|מתוך ?ה?|מ-?|מבין ה?)\s*",
    re.I,
)
_CAME = re.compile(  # what the record counts of these: said of a part after its whole, it is not said of the whole
    r"\b(?:released|freed|handed over|returned|transferred|given back|killed|dead|died|injured|wounded|entered|reached"
    r"|arrived|crossed|libéré\w*|remis\w*|restitué\w*|rendus?|tué\w*|blessé\w*|entré\w*|arrivé\w*"
    r"|liberad\w+|entregad\w+|devuelt\w+|muert\w+|herid\w+|murieron|entraron|ingresaron|llegaron)\b"
    r"|(?<!\w)(?:שוחררו|נמסרו|הוחזרו|נהרגו|נפצעו|נכנסו|أُفرج عنهم|أفرج عنهم|قتلوا|دخلت|دخلوا|سلموا)(?!\w)",
    re.I,
)
_IDENTIFIED = re.compile(
    r"\b(?:identified|identifié(?:e?s)?|identificad[oa]s)\b|(?<!\w)[וש]?(?:זוהו)(?!\w)", re.I
)
_FIRST_DAYS = re.compile(
    r"\b(?:in|over|during|dans|pendant|durant|en|durante) (?:the|les|los) (?:first|primeros) (?P<days>\d{1,4})"
    r"(?: days| días)(?= (?:of|del?) (?:the |la |el )?(?:ceasefire|cease-fire|truce|tregua|alto el fuego)\b)"
    r"|(?:au cours des|pendant les|durant les|dans les) (?P<jours>\d{1,4}) premiers jours"
    r"(?= (?:de la trêve|du cessez-le-feu)\b)",
    re.I,
)
_WHO = re.compile(r"\b(?:who|that|which|qui|que)\b|(?<!\w)(?:الذين|التي|ש\w+)", re.I)
_OF_IT = 40  # characters before or after a promised number in which it is said to be promised


def beside(
    text: str,
    sentence: Sentence,
    item: Item,
    inside: Sequence[Item],
    cited: Sequence[Reading],
    record: Record,
) -> list[Span]:
    """The spans read so: what remains or was owed by another number, a promise, the strikes that a series names."""
    return [
        *_of_what_is_left(text, item, inside),
        *_instead(text, item, inside, cited, record),
        *_promised(sentence, item, inside, cited, record),
        *_named_events(sentence, cited, record),
        *_of_the_total(sentence, item),
        *(span for one in inside if all(row.grade for row in cited) for span in carrying(text, one)),
        *(span for one in inside if (span := slightly(text, one)) is not None),
        *_all_that_were_owed(text, item, cited),
        *_first_days(sentence, cited),
        *_identified(sentence, cited),
        *_accounted_for(sentence, item),
        *(
            (sentence.start + met.start("it"), sentence.start + met.end("it"))
            for met in _BROKEN.finditer(sentence.text)
        ),
    ]


def _accounted_for(sentence: Sentence, item: Item) -> list[Span]:
    """The words by which a cargo is said to make up the number of trucks."""
    met = ACCOUNTED.search(sentence.text[: item.start - sentence.start])
    if met is None or item.concepts[:1] != ("trucks",) or len(item.concepts) < 2:
        return []
    return [(sentence.start + met.start("verb"), sentence.start + met.end("verb"))]


def _identified(sentence: Sentence, cited: Sequence[Reading]) -> list[Span]:
    """That those handed over are identified, where the series that bear it out count no others."""
    rows = [row for row in cited if row.source == cited[0].source]
    if not rows or not all(
        any(_IDENTIFIED.search(name) for name in row.series_name.values()) for row in rows
    ):
        return []
    return [(sentence.start + met.start(), sentence.start + met.end())
            for met in _IDENTIFIED.finditer(sentence.text)]  # fmt: skip


def _first_days(sentence: Sentence, cited: Sequence[Reading]) -> list[Span]:
    """The words "in the first 120 days of the truce", where the counter had run for so many, one more or less."""
    met = _FIRST_DAYS.search(sentence.text)
    ran = {
        days_inclusive(row.since, row.last) if row.since and row.last else 0
        for row in cited
        if row.source == cited[0].source
    }
    if met is None or not ran or not all(abs(days - int(met["days"] or met["jours"])) <= 1 for days in ran):
        return []
    return [(sentence.start + met.start(), sentence.start + met.end())]


def of_the_part(text: str, sentence: Sentence, item: Item, inside: Sequence[Item]) -> list[Span]:
    """What is said of a part of this number, and so not of it: the releasing in "250 of the 1,718 were released".

    "Of the 3,203 trucks that entered" says it of the whole.
    """
    parts = [one for one in inside if one.end <= item.start and _PART_OF.fullmatch(text, one.end, item.start)]
    if not parts or any(one.kind is Kind.DATE for one in parts):
        return []
    first, last = sentence.what_span(item)
    met = _CAME.search(text, max(last, item.end), sentence.start + len(sentence.text))
    if met is None or _CAME.search(text, first, last) or _WHO.search(text, item.end, met.start()):
        return []
    return [met.span()]


def _all_that_were_owed(text: str, item: Item, cited: Sequence[Reading]) -> list[Span]:
    """The word "all" before a number, where so many are owed in all by the duty that the series watch."""
    first = max(item.sentence[0], item.start - _OF_IT)
    met = _ALL.search(text, first, item.start)
    whole = met is not None and bool(cited) and all(item.value in one.owed for one in cited)
    return [met.span()] if met is not None and whole else []


def _of_the_total(sentence: Sentence, item: Item) -> list[Span]:
    """The words that make the numbers of a sentence parts of the one before it, and that say what they carried."""
    met = OF_THESE.match(sentence.text)
    parts = [one for one in sentence.figures if one.base is not None]
    if (
        not parts
        or item.concepts[:1] != ("trucks",)
        or (met is None and item.value != parts[0].base and item.base is None)
    ):
        return []
    carried = [
        (sentence.start + one.start(), sentence.start + one.end()) for one in _CARRIED.finditer(sentence.text)
    ]
    return [(sentence.start + met.start(), sentence.start + met.end()), *carried] if met else carried


def _of_what_is_left(text: str, item: Item, inside: Sequence[Item]) -> list[Span]:
    """Words of remaining in the clause of another number: "17 had been handed over and 11 remained"."""
    if left(text, item):
        return []
    return [span for one in inside if one is not item and left(text, one) for span in left_words(text, one)]


def _instead(
    text: str, item: Item, inside: Sequence[Item], cited: Sequence[Reading], record: Record
) -> list[Span]:
    """The words before a number in whose stead another came, where the record holds it as promised."""
    found = []
    for one in inside:
        span = _before_what_was_owed(text, one, item) if one is not item and one.start > item.end else None
        if span is not None and _is_promised(one, item, cited, record):
            found.append(span)
    return found


def _before_what_was_owed(text: str, one: Item, item: Item) -> Span | None:
    """The words that set what came beside what was owed: "instead of the", "far below the" where it is."""
    below = _BELOW.search(text, max(one.sentence[0], one.start - _OF_IT), one.start)
    less = item.value is not None and one.value is not None and item.value < one.value
    if below is not None and less:
        return below.span()
    return instead_before(text, one)


def _is_promised(one: Item, item: Item, cited: Sequence[Reading], record: Record) -> bool:
    """Whether the record holds that number as promised: so many a day, or in all over the window that is cited."""
    ends = {row.last for row in cited}
    main = (one.concepts or item.concepts)[:1]
    rows = [row for key in main for row in record.of(key) if row.kind == "promised"]
    if any(row.value == one.value and (row.per or row.last in ends) for row in rows):
        return True
    return any(
        row.per == "day"
        and row.first is not None
        and row.last is not None
        and row.last in ends
        and row.value * days_inclusive(row.first, row.last) == one.value
        for row in rows
    )


def _promised(
    sentence: Sentence, item: Item, inside: Sequence[Item], cited: Sequence[Reading], record: Record
) -> list[Span]:
    """The words that say a number was promised, beside that number, or in a share of what was promised."""
    owed = [
        one
        for one in inside
        if one.target
        and (one.kind is Kind.PERCENT or _is_promised(one, item, cited, record))
        and _of_one_window(one, item, inside, record)
    ]
    found = []
    for met in _PROMISED.finditer(sentence.text):
        start, end = sentence.start + met.start(), sentence.start + met.end()
        for one in owed:
            near = min(abs(start - one.end), abs(one.start - end)) <= _OF_IT
            between = [
                other
                for other in inside
                if other is not one
                and other.kind is not Kind.DATE
                and min(one.end, end) <= other.start < max(one.start, start)
            ]
            if near and not between:
                found.append((start, end))
    return found


def _of_one_window(one: Item, item: Item, inside: Sequence[Item], record: Record) -> bool:
    """Whether what came, beside a number that was promised, is of the days it was promised for."""
    rows = [row for key in (one.concepts or item.concepts)[:1] for row in record.of(key)]
    owed = {row.last for row in rows if row.kind == "promised" and row.value == one.value and not row.per}
    if one.kind is Kind.PERCENT or not owed:
        return True
    return all(
        any(row.value == other.value and row.last in owed for row in rows)
        for other in inside
        if other.kind in (Kind.COUNT, Kind.RATE) and not other.target
    )


def _named_events(sentence: Sentence, cited: Sequence[Reading], record: Record) -> list[Span]:
    """The strikes or the attack in which it happened, and whose they were, where all series are named for them."""
    cited = [one for one in cited if one.source == cited[0].source]
    actors = {one.measured.actor for one in cited}
    named_so = {
        met.key.name
        for met in sentence.of_group("thing")
        if met.key.name in _NAMED and cited and all(met.key.name in _keys(one, record) for one in cited)
    }
    found: list[Span] = []
    for met in sentence.of_group("thing"):
        if met.key.name not in named_so:
            continue
        found.append((met.start, met.end))
        for named, start, end in sentence.names():
            first, last = sorted(((met.start, met.end), (start, end)))
            gap = sentence.text[first[1] - sentence.start : last[0] - sentence.start]
            if not gap.strip() and actors == {_BODIES.get(named.key, named.key)}:
                found.append((start, end))
    return found


def _keys(one: Reading, record: Record) -> frozenset[str]:
    """The keys that the name of a series has."""
    return frozenset(
        met.key.name for name in one.series_name.values() for met in record.lexicon.met(words_in(name))
    )


def cargo_of_another(sentence: Sentence, item: Item, cited: Sequence[Reading]) -> list[str]:
    """What the text says that a part of the trucks carried, up to its next number, where the row is of another."""
    later = [one.start for one in sentence.figures if one.kind is not Kind.DATE and one.start > item.end]
    last = min([*later, item.sentence[1]])
    said = [one for one in sentence.of_group("cargo") if item.end <= one.start < last]
    held = {row.measured.cargo for row in cited[:1]}
    if item.concepts[:1] != ("trucks",) or any(one.key.name in held for one in said):
        return []
    return [sentence.text[one.start - sentence.start : one.end - sentence.start] for one in said]
