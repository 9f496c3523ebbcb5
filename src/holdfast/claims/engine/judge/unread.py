"""Words of a sentence that the rules do not read: where any stands around a number, nothing is called supported.

A number that the record holds bears out a sentence only if the desk knows every word that says something of it. "342
Palestinians survived being killed" holds the right number, and no table of words will ever know all that can be put
around one. So the test is turned round: what is not known to be neutral, or to have been read, is named to a person.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from babel.dates import get_day_names, get_month_names

from holdfast.base.why import Why
from holdfast.claims.engine.concepts.lexicon import LANGUAGES, Met, Word, forms_of, words_in
from holdfast.claims.engine.concepts.meaning import THEM
from holdfast.claims.engine.concepts.sentence import Sentence
from holdfast.claims.engine.items import Bound, Item, Kind
from holdfast.claims.engine.judge.beside import beside, cargo_of_another, of_the_part
from holdfast.claims.engine.judge.checked import Checked, Verdict
from holdfast.claims.engine.judge.handing import handed
from holdfast.claims.engine.judge.readings import Reading, Record
from holdfast.claims.engine.judge.roles import misplaced
from holdfast.claims.engine.judge.share import of_another_base
from holdfast.claims.engine.judge.signs import signs
from holdfast.claims.engine.judge.taken import done_by, placed_at, said_by
from holdfast.claims.engine.match.wording import folded, words_of

_NEAR = 4  # words before a number in which a bound word is read with it
_SHOWN = 6
_OF = 4  # characters between trucks and what they carry
_MINUS = "-\u2212\u2013"
_ASKING = "?؟"
_NO_MONTHS = frozenset({"may", "march", "mar"})  # outside of a date they are other words
_NUMBERED = ("event", "thing", "population")
_UP_TO = words_of("until till by to before jusqu jusque avant hasta antes حتى إلى قبل עד לפני")
_PURPOSE = {"en": frozenset({"to"}), "ar": frozenset({"ل"}), "he": frozenset({"ל"})}
_HANDED_OVER = ("hostages", "prisoners", "bodies")
_SHARED = ("and", "et", "y", "e", "plus", "و", "ו", "with")  # "two officials and 340 people were killed"
_SAYING = frozenset({"said", "says", "that", "say"})
_HEDGED = frozenset({"have", "be", "has"})
_INFINITIVE = {"fr": ("er", "ir", "re"), "es": ("ar", "er", "ir")}
_HAVING = frozenset({"has", "have", "had", "ont", "a", "avaient", "ha", "han", "habían"})
_PASSIVE = {  # before the event's word they make of who did it the one it was done to; "violating" is no such word
    "en": frozenset({"is", "are", "was", "were", "been", "being"}),
    "fr": frozenset({"est", "sont", "été", "ete", "fut", "furent", "étaient", "etaient"}),
    "es": frozenset({"es", "son", "sido", "fue", "fueron", "eran"}),
}
_DONE_TO: dict[str, tuple[str, ...]] = {
    "en": ("ed",),
    "fr": ("é", "és", "ée", "ées"),
    "es": ("ado", "ados", "ada", "adas", "ido", "idos"),
}
_PASSIVE_WORDS = 4
_GLUE = re.compile("(?<![א-ת])[א-ת]{1,3}[-־–]$")  # letters written onto a number: "מ-340"
_MAY = frozenset({"قد"})  # before a verb in the present
_PRESENT = ("ي", "ت", "ن")
_PARTLY = Verdict.PARTLY
_MOST_READ = (
    800_000  # characters of sentences that are looked through, a sentence once for each number borne out
)
_OPENING = 60  # characters of it that are shown
_LONGEST = 4_000  # characters of one sentence; a longer one is left to a person
_LONG = 400  # where they are more, a sentence longer than this is left to a person
_GLUED = {
    "ar": "(?:[وفبلك]|ال|وال|بال|لل)?",
    "he": "(?:[והבלמשכ]{1,2})?",
}  # letters written onto the first word


def hold_back(text: str, lines: Sequence[Checked], record: Record) -> tuple[Checked, ...]:
    """The lines, where what would be called supported is left to a person if words around its number are not read."""
    items = [line.item for line in lines]
    sentences: dict[tuple[int, int], Sentence] = {}
    found = []
    borne = [line.item.sentence for line in lines if line.verdict.supports or line.verdict is _PARTLY]
    too_much = sum(end - start for start, end in borne) > _MOST_READ
    for line in lines:
        if not line.verdict.supports and line.verdict is not _PARTLY:
            found.append(line)
            continue
        where = line.item.sentence if line.item.sentence[1] else (line.item.start, line.item.end)
        if where[1] - where[0] > (_LONG if too_much else _LONGEST):
            found.append(_held_back(line, [" ".join(text[where[0] : where[0] + _OPENING].split()) + " …"]))
            continue
        if where not in sentences:
            inside = [one for one in items if where[0] <= one.start and one.end <= where[1]]
            sentences[where] = Sentence.of(text, *where, inside, record.lexicon)
        words = unread(text, line.item, items, sentences[where], [*line.cited], record)
        if line.rule == "part-of-it":
            words += [
                text[one.start : one.end]
                for one in sentences[where].words
                if _in("whole", one, line.item.lang)
            ]
            words += cargo_of_another(sentences[where], line.item, line.cited)
        if of_another_base(text[where[0] : where[1]], line.item, line.cited):
            words.append(line.item.text)
        found.append(_held_back(line, words) if words else line)
    return tuple(found)


def _held_back(line: Checked, words: Sequence[str]) -> Checked:
    shown = tuple(dict.fromkeys(words))[:_SHOWN]
    partly = line.verdict is _PARTLY
    return replace(
        line,
        verdict=Verdict.UNSUPPORTED if partly else Verdict.ATTRIBUTED_ONLY,
        rule="words-not-read",
        why=Why.of("check-words-not-read-part" if partly else "check-words-not-read", words=shown),
        would_change=Why.of("change-leave-words"),
        independent=0,
    )


def unread(
    text: str, item: Item, items: Sequence[Item], sentence: Sentence, cited: Sequence[Reading], record: Record
) -> list[str]:
    """The words of the sentence that are neither neutral nor read, as the text writes them."""
    first, last = sentence.start, sentence.start + len(sentence.text)
    lang = item.lang if item.lang in LANGUAGES else "en"
    inside = [one for one in items if first <= one.start and one.end <= last]
    spans = [(one.start, one.end) for one in inside if one is item or not _lasts_about(one)]
    spans += [(one.start, one.end) for one in sentence.met if _is_read(one, item, inside)]
    said = said_by(sentence, inside, record)
    said += _called(sentence, cited, record, lang)
    spans += said
    given = handed(sentence, cited, record, lang)
    around = beside(text, sentence, item, inside, cited, record)
    doers = [*done_by(sentence, item, cited, record), *given.read, *around]
    spans += doers + placed_at(sentence, cited)
    if any(one.per is not None and one.kind is Kind.RATE for one in inside):
        spans += [(word.start, word.end) for word in sentence.words if _in("averages", word, lang)]
    spans += [sentence.what_span(one) for one in inside if _counts_apart(one, item, sentence)]
    if item.base is not None and item.what is not None and item.what.casefold() in THEM:
        spans.append(sentence.what_span(item))
    phrases = _phrases(sentence, lang)
    if item.concepts[:1] and item.concepts[0] in _HANDED_OVER:
        phrases += _phrases(sentence, lang, "between")
    own = sentence.what_span(item)
    noted = frozenset(
        form
        for one in cited
        for word in words_in(" ".join(one.words.values()))
        for form in forms_of(word.text)
    )
    bounding = {word for one in inside for word in _before(sentence.words, one) if _bounds(word, one, lang)}
    bounding |= {
        word for one in inside for word in _before(sentence.words, one)[-1:] if _in("exact", word, lang)
    }
    bounding |= {word for one in inside for word in _after(sentence, one) if _bounds(word, one, lang)}
    bounding |= {word for one in inside for word in _after(sentence, one)[:1] if _in("exact", word, lang)}
    names = [(start, end) for _, start, end in sentence.names()]
    found = [text[start:end] for start, end in _marks(text, item, inside, sentence)]
    found += [text[start:end] for start, end in signs(text, item, inside, sentence)]
    found += [
        text[start:end]
        for start, end in misplaced(
            sentence, item, inside, cited, record, said=said, doers=doers, phrases=phrases
        )
    ]
    found += [
        text[word.start : word.end] for word in _undergone(sentence, _not_counted(doers, item, own), lang)
    ]
    found += [text[start:end] for start, end in (*given.against, *of_the_part(text, sentence, item, inside))]
    for at, word in enumerate(sentence.words):
        before = sentence.words[at - 1] if at else None
        after = sentence.words[at + 1] if at + 1 < len(sentence.words) else None
        if _turns(word, before, after, sentence, lang):
            found.append(text[word.start : word.end])
            continue
        if word.text.isdigit() or _covered(word, spans) or word in bounding or _covered(word, phrases):
            continue
        if own[0] <= word.start < own[1] and any(form in noted for form in forms_of(word.text)):
            continue
        named = _covered(word, names) and text[word.start : word.end] not in ("Un", "un")  # no United Nations
        if not named and _in("neutral", word, lang):
            continue
        found.append(text[word.start : word.end])
    if sentence.text.rstrip(" \"'”»)\n").endswith(tuple(_ASKING)):
        found.append(sentence.text.rstrip(" \"'”»)\n")[-1])
    return found


def _lasts_about(one: Item) -> bool:
    """Whether it is a length of time that is no window: "over 24 hours Israel killed 386"."""
    return one.kind is Kind.DURATION and one.bound is not Bound.EXACT


def _covered(word: Word, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in spans)


def _counts_apart(other: Item, item: Item, sentence: Sentence) -> bool:
    """Whether its words say what another number counts: they say nothing of this one, unless both share its event."""
    first, last = sentence.what_span(other)
    between = sentence.text[last - sentence.start : item.start - sentence.start].strip()
    if item.population is not None and last <= item.start and between in _SHARED:
        happens = any(first <= one.start < last for one in sentence.of_group("event", "thing"))
        if not happens:
            return False
    return (
        other is not item
        and other.what is not None
        and other.kind in (Kind.COUNT, Kind.RATE)
        and not other.target
    )


def _marks(text: str, item: Item, inside: Sequence[Item], sentence: Sentence) -> list[tuple[int, int]]:
    """A minus before the number, and another number that multiplies it."""
    found = []
    glued = _GLUE.search(text[max(sentence.start, item.start - 5) : item.start])
    if not glued and text[max(sentence.start, item.start - 1) : item.start] in tuple(_MINUS):
        found.append((item.start - 1, item.start))
    for one in inside:
        gap = text[one.end : item.start] if one.end <= item.start else text[item.end : one.start]
        near = min(abs(item.start - one.end), abs(one.start - item.end)) <= 1
        if one is not item and near and not gap.strip() and one.kind is not Kind.DATE and gap:
            found.append((one.start, one.end))
    return found


def _turns(word: Word, before: Word | None, after: Word | None, sentence: Sentence, lang: str) -> bool:
    """Whether a small word makes no event of what follows: "to kill", "said to have", "until the ceasefire"."""
    met = {one.start: one.key.group for one in sentence.met if one.key.group in ("event", "since")}
    if word.text in _UP_TO and _anchor_follows(word, sentence):
        return True
    if lang == "en" and word.text == "to" and after is not None:
        plain = not after.text.endswith(("ed", "ing", "s"))
        return after.text in _HEDGED or (
            met.get(after.start) == "event" and plain and after.text not in ("death", "dead")
        )
    if lang in _INFINITIVE and met.get(word.start) == "event" and word.text.endswith(_INFINITIVE[lang]):
        return True
    if lang in ("ar", "he"):
        if met.get(word.start) == "event" and word.text[:1] in _PURPOSE[lang] and len(word.text) > 3:
            return True
        if word.text in _MAY and after is not None and after.text.startswith(_PRESENT):
            return True
    return lang == "ar" and before is None and word.text == "ان"


def _undergone(sentence: Sentence, doers: Sequence[tuple[int, int]], lang: str) -> list[Word]:
    """The words by which those who did it are said to have had it done to them: "the forces were violated"."""
    events = {one.start: one.key.group for one in sentence.met if one.key.group in ("event", "thing")}
    passive = _PASSIVE.get(lang, frozenset[str]())
    found = []
    for _, end in doers:
        after = [word for word in sentence.words if word.start >= end][:_PASSIVE_WORDS]
        for at, word in enumerate(after[:-1]):
            follows = after[at + 1]
            group = events.get(follows.start)
            done = group == "event" or (
                group == "thing" and follows.text.endswith(_DONE_TO.get(lang, ("-",)))
            )
            if word.text in passive and done and not follows.text.endswith("ing"):
                found.append(word)
            if word.text not in passive | _HAVING:
                break
    return found


def _anchor_follows(word: Word, sentence: Sentence) -> bool:
    """Whether the start of a counter follows, which then is its end."""
    after = [one for one in sentence.words if one.start > word.start][:3]
    for one in after:
        if any(met.start == one.start and met.key.group == "since" for met in sentence.met):
            return True
        if one.text not in ("the", "le", "la", "el", "l", "this"):
            return False
    return False


def _is_read(met: Met, item: Item, inside: Sequence[Item]) -> bool:
    """Whether the rules took it in: of what is counted, only what some number of the sentence counts."""
    key, group = met.key.name, met.key.group
    if group == "vital":
        return key in item.concepts or any(key in one.concepts for one in inside)
    if group not in _NUMBERED:
        return key not in ("forces", "occupation") and (key != "times" or item.what is not None)
    if group == "population":
        return any(key in (*(one.population or "").split(), *one.concepts) for one in inside)
    return any(key in one.concepts[:1] for one in inside)


def _before(words: Sequence[Word], item: Item) -> tuple[Word, ...]:
    return tuple(word for word in words if word.end <= item.start)[-_NEAR:]


def _not_counted(doers: Sequence[tuple[int, int]], item: Item, own: tuple[int, int]) -> list[tuple[int, int]]:
    """Who did it, without whose soldiers are counted: "two Israeli soldiers were killed"."""
    soldiers = "soldiers" in (item.population or "").split()
    return [one for one in doers if not (soldiers and own[0] <= one[0] < own[1])]


def _after(sentence: Sentence, item: Item) -> tuple[Word, ...]:
    """The words right after the number and what it counts: "360 people at least"."""
    last = max(item.end, sentence.what_span(item)[1])
    last = max(last, *(one.end for one in sentence.of_group("cargo") if 0 <= one.start - last <= _OF), last)
    return tuple(word for word in sentence.words if word.start >= last)[:2]


def _bounds(word: Word, item: Item, lang: str) -> bool:
    if item.bound in (Bound.EXACT, Bound.VAGUE) or (item.bound is Bound.AVERAGE and not item.per):
        return False
    return _in("bounds", word, lang)


def is_neutral(word: Word, lang: str) -> bool:
    """Whether a word changes nothing of what is said of a number."""
    return _in("neutral", word, lang)


def _in(table: str, word: Word, lang: str) -> bool:
    lang = lang if lang in LANGUAGES else "en"
    known = _neutral(lang) if table == "neutral" else _table(table, lang)
    return any(form in known for form in forms_of(word.text))


def _called(sentence: Sentence, cited: Sequence[Reading], record: Record, lang: str) -> list[tuple[int, int]]:
    """Where the source is called "the office" or "the ministry" as it says something, and its name bears that out."""
    names = {
        word.text
        for one in cited
        if one.source in record.speakers
        for name in record.speakers[one.source].name.values()
        for word in words_in(name)
    }
    found = []
    for start, end in _phrases(sentence, lang, "called"):
        own = {word.text for word in sentence.words if start <= word.start < end} - {"the", "gaza", "there"}
        before = [word for word in sentence.words if word.end <= start][-1:]
        if own <= names and not any(word.text in _SAYING for word in before):
            found.append((start, end))
    return found


def _phrases(sentence: Sentence, lang: str, table: str = "phrases") -> list[tuple[int, int]]:
    """Where phrases stand that change nothing."""
    words = sentence.words
    joined = " ".join(word.text for word in words)
    begins, at = {}, 0
    for number, word in enumerate(words):
        begins[at] = number
        at += len(word.text) + 1
    ends = {begin + len(words[number].text): number for begin, number in begins.items()}
    found = []
    for pattern in _patterns(lang, table):
        for met in pattern.finditer(joined):
            if met.start() in begins and met.end() in ends:
                found.append((words[begins[met.start()]].start, words[ends[met.end()]].end))
    return found


@cache
def _neutral(lang: str) -> frozenset[str]:
    days = (*get_month_names("wide", locale=lang).values(), *get_day_names("wide", locale=lang).values())
    short = get_month_names("abbreviated", locale=lang).values()
    dated = frozenset(
        form for text in (*days, *short) for word in words_in(text) for form in forms_of(word.text)
    )
    return (dated - _NO_MONTHS) | _table("neutral", lang)


@cache
def _table(name: str, lang: str) -> frozenset[str]:
    written = _tables()[name][lang]
    return frozenset(word.text for word in words_in(written)) if isinstance(written, str) else frozenset()


@cache
def _patterns(lang: str, table: str) -> tuple[re.Pattern[str], ...]:
    written = _tables()[table].get(lang, [])
    glued = _GLUED.get(lang, "")
    return (
        tuple(re.compile(rf"(?<!\w){glued}(?:{folded(one)})(?!\w)") for one in written)
        if isinstance(written, list)
        else ()
    )


@cache
def _tables() -> Mapping[str, Mapping[str, str | list[str]]]:
    return tomllib.loads((files(__package__) / "unread.toml").read_text("utf-8"))
