"""Who is the subject of a verb of saying where no known name stands there: the noun phrase itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from holdfast.claims.engine.figures.fold import DATE, NUMBER, OTHER
from holdfast.claims.engine.lexis.bodies import BODIES, OBJECTS_AR, WHOM
from holdfast.claims.engine.lexis.speaking import SPEAKING

Span = tuple[int, int]

_BACK, _ON = 110, 90
_WORDS = 8
_MASKS = DATE + NUMBER + OTHER
# A quotation mark between Hebrew letters is part of a word: מד"א.
_MARK = re.compile(rf'[,;:!?()\[\]“”«»„—–\n{_MASKS}]|(?<![א-ת])"|"(?![א-ת])')
_ENDS = re.compile(rf"{_MARK.pattern}|\.(?!\S)")
_ALONE = re.compile(" [בלמהו]$")
_OPENING = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_PASSIVE = re.compile(r"(?:is|are|was|were) (?![^ ]*ing$)")
_DATED = re.compile(rf" *(?:(?:[^\W\d_]{{2,7}} ){{0,2}}{DATE}+ *)?")
_RELATIVE = re.compile(", (?:which|who|whose|qui|que|dont|quien|cuy[oa]) ")
_FOR = re.compile("ل[\u0621-\u064a]{4}")  # "for the fight against", within a name
_OBJECTS = re.compile(OBJECTS_AR)
_PLURAL = re.compile("[א-ת]+(?:ים|ו)")
_OF_THE = re.compile("(?<![\u0621-\u064a])لل(?!جن|واء|بنان|يبيا)")
_BARE = re.compile("(?!ה)[א-ת]+")
_AND = frozenset(("and", "et", "y", "e"))
_AT = re.compile('ב(?!נק|ית|תי|צלם|כיר|על|ני|ג["״]|רית|ורס)')
_BRACKET = 24  # characters of a short name in brackets: "(OCHA)"
_ASIDE = 80
# "In January 2026 the airline carried": what stands before the subject.
DATED_START = re.compile(rf"(?:[^\W\d_]+ ){{1,4}}?{DATE}+,? ")
_OPENS = '"“”«»,: ' + "—–"


# Right before a verb of saying: its subject stands earlier in the sentence, and is who did the first thing.
_FOLLOWS = {
    "en": re.compile(r"(?:^|[ ,;])(?:it|he|she|they|and|who)(?: (?:has|have|had|also|later|then|now))* ?$"),
    "fr": re.compile(r"(?:^|[ ,;])(?:ils?|elles?|et|qui)(?: (?:a|ont|en|y|ne))* ?$"),
    "es": re.compile(r"(?:^|[ ,;])(?:él|ellas?|ellos|y|e|quien|que)(?: (?:ha|han|se|lo|también))* ?$"),
    "he": re.compile(r"(?:^|[ ,;])(?:הוא|היא|הם|הן|ו|ש) ?$"),
}
_WHO = re.compile(r",? (?:who|qui|quien|que)(?: (?:has|have|had|also|later|then|a|ont|ha|han))* ?$")
_BACK_TO = 40


@dataclass(frozen=True, slots=True)
class Rules:
    """The patterns of `Speaking`, compiled."""

    cut: re.Pattern[str]
    soft: re.Pattern[str]
    lead: re.Pattern[str]
    gap: re.Pattern[str]
    article: re.Pattern[str]
    paper: re.Pattern[str]
    never: re.Pattern[str]
    finite: re.Pattern[str]
    prep: re.Pattern[str]
    stop: re.Pattern[str]
    mute: re.Pattern[str]
    papers: re.Pattern[str]
    sheet: re.Pattern[str]
    begins: re.Pattern[str]
    determined: re.Pattern[str]  # what makes a noun of a verb: "the report", "la cuenta"
    elided: re.Pattern[str] | None
    within: re.Pattern[str]  # an article inside a phrase, where the subject may begin
    definite: re.Pattern[str] | None
    bodies: re.Pattern[str]  # who can speak
    whom: re.Pattern[str]  # who is told, between the verb and its subject
    arabic: bool
    attached: re.Pattern[str] | None  # a preposition at the front of a body: "בעיריית חיפה"
    inverts: bool  # whether the subject stands behind its verb after what it says: ", prévoit la banque"


@cache
def rules(lang: str) -> Rules | None:
    """Those of the language, None where it has none."""
    own = SPEAKING.get(lang)
    if own is None:
        return None

    def words(pattern: str) -> re.Pattern[str]:
        return re.compile(
            rf"(?<![^\W_])(?:{pattern})(?![^\W_])" if "qu'" not in pattern else _elided(pattern)
        )

    return Rules(
        cut=words(own.cut),
        soft=words(own.soft),
        lead=re.compile(rf"(?:{own.lead})[ ,]*"),
        gap=re.compile(f"(?=[ ']|$)(?:{own.gap})$"),  # none begins with a letter
        article=re.compile(own.article, re.IGNORECASE),
        paper=re.compile(own.paper),
        never=re.compile(rf"(?:{own.never}|{own.binding}|(?:ה|ال)?{own.sheet}$)(?![^\W_])"),
        finite=words(own.finite),
        prep=re.compile(rf"(?:{own.prep})(?![^\W_])" + ("|d'" if lang == "fr" else "")),
        stop=words(own.stop),
        mute=re.compile(
            rf"(?:(?:has|have|had|also|later|now|then|is|are|was|were|further|since|again) ){{0,2}}(?:{own.mute})"
        ),
        papers=re.compile(rf"(?:{own.papers})(?![^\W_])"),
        sheet=re.compile(own.sheet),
        begins=re.compile(own.begins),
        determined=re.compile(rf"(?<![^\W_])(?:{own.article})(?<!')$"),
        elided=re.compile(own.elided.replace("{n}", NUMBER)) if own.elided else None,
        within=re.compile(rf"(?<= ){own.article}"),
        definite=re.compile(own.definite) if own.definite else None,
        bodies=re.compile(BODIES[lang]),
        whom=re.compile(WHOM[lang]),
        arabic=bool(own.definite),
        attached=re.compile(f"[במ](?={BODIES[lang].replace('[ובמ]?', '')})") if lang == "he" else None,
        inverts=lang in ("fr", "es"),
    )


def _elided(pattern: str) -> str:
    return rf"(?<![^\W_])(?:{pattern.replace('|qu' + chr(39), '')})(?![^\W_])|(?<![^\W_])qu'"


def mute(text: str, at: int, own: Rules) -> bool:
    """Whether the verb that stands here says nothing: "told readers to"."""
    return own.mute.match(text, at) is not None


def before(text: str, verb: int, own: Rules) -> Span | None:
    """The subject that ends at the verb, back to the clause's start; of "X, the port's head, said" the X."""
    end = verb
    while end and text[end - 1] == " ":
        end -= 1
    gap = own.gap.search(text, max(0, end - _BACK), end)
    if gap:
        end = gap.start()
    end = before_bracket(text, end)
    if end and text[end - 1] == ",":
        comma = text.rfind(",", max(0, end - _BACK), end - 1)
        if comma < 0 or (
            any(char in _MASKS for char in text[comma:end]) and not _RELATIVE.match(text, comma)
        ):
            return None
        end = comma
    low = max(0, end - _BACK)
    start = 0
    for mark in _MARK.finditer(text, low, end):
        start = mark.end()
    if not start and low:
        return None
    loose = start > 0 and text[start - 1] in _MASKS
    for met in own.cut.finditer(text, start, end):
        start, loose = met.end(), False
    for met in own.soft.finditer(text, start, end):
        if loose or own.finite.search(text, start, met.start()):
            start, loose = met.end(), False
    if loose:
        return None
    return _phrase(text, start, end, own)


def before_bracket(text: str, end: int) -> int:
    """Where a name ends that has its short form in brackets after it: "the Relief Office (RO) said"."""
    if text[end - 1 : end] != ")":
        return end
    opens = text.rfind("(", max(0, end - _BRACKET), end)
    return len(text[:opens].rstrip()) if opens > 0 else end


def opening(text: str, start: int, end: int, own: Rules) -> Span | None:
    """The noun phrase of at most five words that begins here and holds a body: "central bank"."""
    words = []
    for word in _OPENING.finditer(text, start, min(end, start + _BACK)):
        if own.finite.fullmatch(word[0]) or own.stop.fullmatch(word[0]) or own.prep.fullmatch(word[0]):
            break
        words.append(word)
        if text[word.end() : word.end() + 1] != " ":
            break
    body = next((word for word in words[:5] if own.bodies.fullmatch(word[0])), None)
    return (start, body.end()) if body else None


def after(text: str, cased: str, verb_end: int, own: Rules, *, cue: bool = False) -> Span | None:
    """The subject that begins where the verb or the cue ends, up to a mark or a word that no name goes over."""
    start = verb_end
    dated = _DATED.match(text, start)
    start = dated.end() if dated else start
    whom = own.whom.match(text, start)
    start = whom.end() if whom else start
    if text.startswith("des ", start) and own.inverts:
        start += 4  # an article here, and no preposition
    end = min(len(text), start + _ON)
    mark = _ENDS.search(text, start, end)
    end = mark.start() if mark else end
    stop = own.stop.search(text, start, end)
    if stop:
        end = stop.start()
    if mark and mark[0] in (NUMBER, OTHER) and not own.arabic and not ((cue or own.attached) and stop):
        return None
    if end <= start or not (cue or own.begins.match(cased, start)):
        return None
    gap = own.gap.search(text, start, end)
    if cue and gap and gap.start() > start:
        end = gap.start()
    if own.definite is not None:
        end = _up_to_definite(text, start, end, own.definite)
    return _phrase(text, start, end, own)


def _up_to_definite(text: str, start: int, end: int, definite: re.Pattern[str]) -> int:
    """Where an Arabic name ends: before a word without the article that follows one with it."""
    seen = False
    at = start
    for word in text[start:end].split():
        at = text.index(word, at)
        if definite.match(word):
            seen = True
        elif seen and word != "باسم" and not _FOR.match(word) and at > start:
            return at
        at += len(word)
    return end


def _phrase(text: str, start: int, end: int, own: Rules) -> Span | None:
    """The noun phrase between the two places, None where there is none."""
    start, end = _trim(text, start, end)
    lead = own.lead.match(text, start, end) or own.soft.match(text, start, end)
    while lead and lead.end() > start:
        start, end = _trim(text, lead.end(), end)
        lead = own.lead.match(text, start, end) or own.soft.match(text, start, end)
    if own.prep.match(text, start, end):
        inside = None
        for met in own.within.finditer(text, start, end):
            words = text[start : met.start()].split()
            if words and not own.prep.fullmatch(words[-1]):
                inside = met
        if inside is None:
            return None
        start = inside.start()
    article = own.article.match(text, start, end)
    if article:
        start = article.end()
    if own.never.match(text, start, end):
        return None
    paper = own.paper.match(text, start, end)
    if paper:
        start = paper.end()
        article = own.article.match(text, start, end)
        if article:
            start = article.end()
        if own.never.match(text, start, end):
            return None
    start, end = _trim(text, start, end)
    if own.attached:
        if end < len(text) and text[end] in _MASKS and _ALONE.search(text, start, end):
            start, end = _trim(text, start, end - 1)  # "ב" of the date that follows
        joined = own.attached.match(text, start, end)
        start = joined.end() if joined else start
    words = text[start:end].split()
    if words and words[-1] in _AND:  # the verb is the second of two: "the army denies it and speaks of 4"
        return opening(text, start, end, own)
    if not words or len(words) > _WORDS or own.finite.search(text, start, end):
        return None
    if own.article.fullmatch(text[start:end] + " "):
        return None
    if own.prep.fullmatch(words[-1]) or not any(char.isalpha() for char in words[0]):
        return None
    return start, end


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " '-.":
        start += 1
    while end > start and text[end - 1] in " ,'-":
        end -= 1
    return start, end


def follows(text: str, verb: int, lang: str) -> bool:
    """Whether the verb takes its subject from an earlier one: "it said", "and said", "who said"."""
    rule = _FOLLOWS.get(lang)
    return rule is not None and rule.search(text, max(0, verb - _BACK_TO), verb) is not None


def who(text: str, verb: int) -> int | None:
    """Where "who" stands before the verb."""
    met = _WHO.search(text, max(0, verb - _BACK_TO), verb)
    return met.start() if met else None


def article_of(cased: str, start: int, end: int, lang: str) -> str:
    """The article that a preposition before the name took the place of: "للجيش" is of the army."""
    if lang == "ar" and _OF_THE.match(cased, start - 1):
        return "ا"
    if lang == "he" and cased[start - 1 : start] in ("ב", "מ") and _BARE.fullmatch(cased, start, end):
        return "ה"
    return ""


def of_verb(text: str, cased: str, start: int, end: int, own: Rules, *, weak: bool = False) -> Span | None:
    """The subject of the verb between the two places, before it or, where it follows a mark, after it."""
    if own.arabic or _PASSIVE.match(text, start, end):
        return None
    begin = start
    while begin and text[begin - 1] == " ":
        begin -= 1
    if not weak and own.determined.search(text, max(0, start - 8), start):
        return None
    follows = begin == 0 or text[begin - 1] in _OPENS
    found = after(text, cased, end, own) if follows else None
    found = found or before(text, start, own)
    if found and own.attached and _PLURAL.match(text, start) and _AT.match(text, found[0]):
        found = (found[0] + 1, found[1])  # "באוצר מדברים": they at the treasury
    if found and own.papers.match(text, start) and not own.sheet.search(text, max(0, found[0] - 60), start):
        return None
    return found


def elided(text: str, start: int, own: Rules) -> Iterator[Span]:
    """Subjects after this place whose verb is not said again: "police put it at 800, organisers at 3,000"."""
    for met in own.elided.finditer(text, start) if own.elided else ():
        found = _phrase(text, *met.span("who"), own) if NUMBER in text[start : met.start()] else None
        if found:
            yield found


def better(text: str, low: int, high: int, phrase: Span, own: Rules) -> bool:
    """Whether the phrase is the name between the two places without its paper, or whole, or without what follows."""
    start, end = phrase
    paper = own.paper.match(text, low, end) if low < start else None
    if paper and (start < high or start <= paper.end()):
        return True
    if own.arabic and start == low and end < high:
        return own.stop.match(text, end + 1) is not None or _OBJECTS.match(text, end + 1) is not None
    return start <= low and high <= end and (start, end) != (low, high)
