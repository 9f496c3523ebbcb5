"""Who says a number, where the words of saying are not those of the grammar: "UN2720 data show", "the office: 411"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from holdfast.claims.engine.concepts.lexicon import words_in
from holdfast.claims.engine.concepts.sentence import Sentence
from holdfast.claims.engine.items import Item
from holdfast.claims.engine.judge.asked import speakers_named
from holdfast.claims.engine.judge.readings import Record
from holdfast.claims.engine.match.aliases import NameKind, shipped_aliases
from holdfast.claims.engine.match.wording import words_of

_FAR = 240
_AFTER = re.compile(
    r"(?:['’]s)?(?: (?:there|in gaza))?"
    r"(?: (?:mechanism|network|database|dashboard|tracker|portal|data|figures|numbers|statistics|counts?|tally|toll))*"
    r"(?: (?:has|have|had|a|ont|avait|ha|han))?"
    r" ?(?:said|says|shows?|showed|recorded|records|registered|logged|documented|counted|tallied|listed|reported|puts?"
    r"|recensé|indiqué|annoncé|déclaré|affirmé|compté|comptabilisé|affirme|indique|recense"
    r"|dijo|informó|contabilizó|registró|anunció|afirma|afirmó|documentó"
    r"|אמר|אמרה|מסר|מסרה|הודיע|הודיעה|דיווח|דיווחה|ספר|ספרה)(?!\w)|\s?:",
    re.I,
)
_BEFORE = re.compile(
    r"(?:\b(?:according to|said|says|(?:recorded|counted|documented|reported|announced) by"
    r"|(?:data|figures|numbers|count|tally|toll|statement|report) (?:from|of|by)"
    r"|selon|d['’]après|a indiqué|a annoncé|a déclaré|según|dijo|informó)"
    r"|(?<!\w)[وف]?(?:قال|قالت|أعلن|أعلنت|أفاد|أفادت|ذكر|ذكرت|أضاف|أضافت|أوضح|أوضحت|أكد|أكدت|وثق|وثقت|بحسب|حسب)"
    r"|(?<!\w)[وف]?(?:وفق|وفقا)|(?<!\w)(?:לפי|אמר|אמרה|מסר|מסרה|הודיע|הודיעה))"
    r"(?:\s+(?:on|le) [\w ]{3,24})?\s*(?:the |le |la |l['’]|el |ل)?$",
    re.I,
)

_SOURCE = re.compile(
    r"(?:\b(?:according to|(?:said|published|released|issued|recorded|counted|documented|reported|announced) by"
    r"|(?:data|figures|numbers|count|tally|statement|report) (?:from|of|by)|selon|d['’]après|según)"
    r"|(?<!\w)[وف]?(?:بحسب|حسب|وفق|وفقا)|(?<!\w)לפי)\s*(?:the |le |la |l['’]|el |ل)?$",
    re.I,
)
_TELLS = re.compile(
    r" (?:(?:has|have|had|a|ha) )?(?:announced|announces|stated|states|added|adds|told|tells|published|confirmed"
    r"|claimed|claims|noted|insists?|insisted|argued|agreed?|agrees|admitted|confirmé|reconnu|publié|confirmó"
    r"|reconoció|publicó|אישרה?|טענה?|פרסמה?)(?!\w)",
    re.I,
)
_DEED = re.compile(
    r"(?:['’]s)?(?: (?:has|have|had|also|a|ont|avait|ha|han|había))* ?"
    r"(?:committed|commits?|killed|kills|injured|wounded|detained|arrested|violated|breached|carried out"
    r"|commis|tué|blessé|violé|cometió|cometido|mató|matado|violó|ביצע|ביצעה|הרג|הרגה|הפר|הפרה)(?!\w)",
    re.I,
)
_ROLE = re.compile(  # not after a word of counting: "the figures of the ministry", "a statement from the office"
    r"(?<!data )(?<!figures )(?<!numbers )(?<!statistics )(?<!count )(?<!tally )(?<!toll )(?<!statement )(?<!report )"
    r"(?<!update )(?<!reports )(?<!records )(?<!announcement )"
    r"\b(?:of|from|in|at|with|against|into|for)(?: the)?\s*$",
    re.I,
)


OF_ITS_OWN = frozenset(  # in what or by whom a source says something, in five languages: they make no other of it
    words_of(
        "the a an of in for from by and s its official officials spokesperson spokesman spokeswoman statement"
        " statements"
        " figures data tally tallies report reports numbers count counts update daily weekly latest own head"
        " director"
        " general chief minister ministry department run controlled led authorities government dated mission"
        " monitoring monitors observers"
        " le la les l un une de du des d en à au aux son sa ses officiel officielle porte parole communiqué"
        " chiffres"
        " données bilan rapport chef directeur directrice ministre ministère autorités gouvernement daté datés"
        " mission observation surveillance observateurs"
        " el los las del al su sus oficial portavoz comunicado cifras datos balance informe jefe director"
        " directora"
        " ministro ministra ministerio autoridades gobierno misión observación observadores"
        " المتحدث باسم الناطق الرسمي بيان بيانات أرقام إحصاءات حصيلة تقرير مدير عام رئيس وزير وزارة في من ل"
        " التابع التابعة بعثة مراقبة مراقبو"
        " דובר דוברת הודעה הודעת נתוני נתונים דוח ראש מנהל מנכ ל שר משרד של ב ה את משימת ניטור משקיפי"
    )
)


def says_at(said: str, start: int, end: int) -> bool:
    """Whether the name there is said to say something."""
    return bool(_AFTER.match(said, end) or _BEFORE.search(said[max(0, start - 60) : start]))


def says_there(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the name stands as that of a source, not as the doer of what another says: "says Israel has killed"."""
    first = sentence.start
    before = sentence.text[max(0, start - first - 60) : start - first]
    after = sentence.text[end - first :]
    return bool(_AFTER.match(after) or _TELLS.match(after) or _SOURCE.search(before))


def says_in_place(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the name of a source may stand there as one: not before a deed, nor as whose or where they were."""
    first = sentence.start
    if _DEED.match(sentence.text, end - first):
        return False
    return not _ROLE.search(sentence.text[max(0, start - first - 60) : start - first])


def heard(text: str, item: Item, record: Record) -> str | None:
    """The one source of the record that the sentence lets say it; None where it names none, or several."""
    first, last = item.sentence if item.sentence[1] else (item.start, item.end)
    first, last = max(first, item.start - _FAR), min(last, item.end + _FAR)
    said = text[first:last]
    found: dict[frozenset[str], str] = {}
    for start, end in _names(said, record):
        if not says_at(said, start, end):
            continue
        named = speakers_named(said[start:end], record.speakers)
        if len({one.key for one in named}) == 1:
            found[frozenset(one.key for one in named)] = said[start:end]
    return next(iter(found.values())) if len(found) == 1 else None


def _names(said: str, record: Record) -> Iterator[tuple[int, int]]:
    """Where names of bodies stand, and the names of the record's sources as the record writes them."""
    words = words_in(said)
    aliases = shipped_aliases()
    for one in aliases.met([word.text for word in words]):
        if one.kind is not NameKind.PLACE:
            yield words[one.first].start, words[one.last].end
    for word in words:
        if word.text in record.speakers and not word.text.isalpha():
            yield word.start, word.end
    known = _known(record)
    for at, word in enumerate(words):
        for name in known.get(word.text, ()):
            rest = words[at : at + len(name)]
            if tuple(one.text for one in rest) == name:
                yield word.start, rest[-1].end


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.text for word in words_in(name.split("(")[0]))


def _known(record: Record) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The names of sources by their first word, the longest first."""
    made: dict[str, list[tuple[str, ...]]] = {}
    for one in record.speakers.values():
        for name in one.name.values():
            words = _words(name)
            if len(words) > 1:
                made.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(held, key=len, reverse=True)) for first, held in made.items()}
