"""What a heading says of the number below it, and whether a sentence denies the one before.

A heading changes what stands below it: "False claims", "West Bank", "Killed by Hamas", "If the truce had failed". It
holds a number back where it has a word of falsehood, doubt, claiming or supposition, or names another place, doer,
people or source than the rows that the number was held against; any other heading is taken to change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from holdfast.claims.engine.concepts.lexicon import Met, Word, forms_of, words_in
from holdfast.claims.engine.items import Item
from holdfast.claims.engine.judge.headings import Over, Place
from holdfast.claims.engine.judge.headwords import holds, joined, languages_of, listed, met, pattern, pointing
from holdfast.claims.engine.judge.readings import Reading, Record
from holdfast.claims.engine.judge.turned import turned
from holdfast.claims.engine.judge.unread import is_neutral
from holdfast.claims.engine.match.aliases import Named, NameKind, shipped_aliases

_LONG = {Place.TITLE: 8, Place.HEADING: 11}  # words from which it is a sentence about something of its own
_BODIES = {"israeli-army": "israel", "cogat": "israel", "benjamin-netanyahu": "israel"}
_NATIONS = {"israel": "israelis"}
_PARTS = frozenset({"west-bank", "jerusalem", "rafah", "khan-younis"})
_WHOLE = frozenset({"gaza", "palestine"})
_HANDED_OVER = ("hostages", "prisoners", "bodies")
_AFTER_WORDS = 18
_POINTS_WITHIN = 6  # words among which a sentence points back, before any name
_ALONE = 4  # so few words deny what stands before them without pointing at it
_NEAR = 3  # words between a denial and what it denies
_BY_WORDS = 4
_BESIDE = 4  # characters between trucks and what they carry: "camions de carburant"
_REJECTED = re.compile("[❌✗✘✖🚫⛔👎❎🤥🤡🙃]")
_ASKS = ("?", "؟")
_ASKING = 4  # words among which the one that asks stands
_QUOTES = re.compile(r"[\"“„«‘](?P<said>[^\"“”„«»‘’\n]{2,40})[\"”“»’]")
_QUOTED_WORDS, _QUOTING_WORDS = 3, 6
_FEW = 2
_NUMERAL = re.compile("[ivxlc]{1,5}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def says_otherwise(one: Over, item: Item, cited: Sequence[Reading], record: Record) -> bool:
    """Whether what stands over a number of these rows may make it say something else."""
    read = _Heading.of(one, item, record)
    if not read.words:
        return bool(_REJECTED.search(one.text))
    if one.place is Place.AHEAD and not read.has("ahead"):
        return one.near and _denied(one.text, False, False, item.lang)  # "Nothing of this is so.", over all
    if read.has("always") or read.has("denying") or _REJECTED.search(one.text):
        return True
    if one.place in (Place.OPENING, Place.LEAD) and not one.near:
        return False
    if one.place in (Place.OPENING, Place.AHEAD):
        return False
    own = _Own.of(item, cited, record)
    if read.by_another(own) or read.of_another_place(own) or read.of_another_cargo(item, cited):
        return True
    if read.long:
        return False
    return (
        read.has("short")
        or read.says_none(item)
        or read.asks()
        or read.scorns()
        or read.of_another_body(own)
        or read.of_other_people(own)
        or read.of_another_year(cited)
        or turned(read.said, read.languages, own.main, own.people, cited)
        or (one.place in (Place.TITLE, Place.HEADING) and read.is_unread(one.marked))
    )


def denies(one: Over, lang: str) -> bool:
    """Whether a sentence points back and says that what it points to is not so: "That is false."."""
    return _denied(one.text, one.place is Place.LATER, one.near, lang)


@lru_cache(maxsize=4096)
def _denied(text: str, later: bool, near: bool, lang: str) -> bool:
    words = words_in(text)[:_AFTER_WORDS]
    if not words:
        return False
    said = joined(words)
    named = [met.first for met in shipped_aliases().met([word.text for word in words])]
    for spoken in languages_of(lang, said):
        if not any(met(name, spoken, said) for name in ("always", "denying")):
            continue
        if not later and near and len(words) <= _ALONE:
            return True
        for at in range(min(_POINTS_WITHIN, *(named or [_POINTS_WITHIN]), len(words))):
            points = pointing(spoken).match(joined(words[at:]))
            if points is None:
                continue
            if not later or any(word in listed("whole", "all") for word in points[0].split()):
                return True
    return False


@dataclass(frozen=True, slots=True)
class _Own:
    """What the rows that a number was held against are of."""

    main: str
    event: bool  # something that happened to people
    actors: frozenset[str]
    places: frozenset[str]
    names: frozenset[str]  # those who say so
    people: frozenset[str]

    @classmethod
    def of(cls, item: Item, cited: Sequence[Reading], record: Record) -> _Own:
        actors = frozenset(one.measured.actor for one in cited if one.measured.actor)
        main = item.concepts[0] if item.concepts else ""
        sources = {one.source for one in cited} | {one.document.source for one in cited if one.document}
        said = [item.attribution or ""]
        for key in sources:
            if speaker := record.speakers.get(key):
                said += [key.replace("-", " "), *speaker.name.values()]
        named = {key for text in said for key in shipped_aliases().keys(text)}
        return cls(
            main=main,
            event=main in record.lexicon.keys and record.lexicon.keys[main].group == "event",
            actors=actors,
            places=frozenset(one.measured.place for one in cited if one.measured.place),
            names=frozenset(_BODIES.get(key, key) for key in named),
            people=frozenset((item.population or "").split()).union(
                *(one.measured.population for one in cited)
            ),
        )


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading as it is read: its words, and the names and keys met in them."""

    text: str
    words: tuple[Word, ...]
    said: str
    languages: tuple[str, ...]
    lang: str
    place: Place
    long: bool
    names: tuple[Named, ...]
    met: tuple[Met, ...]

    @classmethod
    def of(cls, one: Over, item: Item, record: Record) -> _Heading:
        words = words_in(one.text)
        said = joined(words)
        languages = languages_of(item.lang, said)
        asking = {form for lang in languages for form in listed("asking", lang)}
        opens = bool(words) and any(form in asking for form in forms_of(words[0].text))
        return cls(
            text=one.text,
            words=words,
            said=said,
            languages=languages,
            lang=item.lang if item.lang in languages else languages[0],
            place=one.place,
            long=len(words) >= _LONG.get(one.place, 99)
            and not opens
            and pattern("short", languages[0]).match(said) is None,
            names=shipped_aliases().met([word.text for word in words]),
            met=record.lexicon.met(words),
        )

    def has(self, table: str) -> bool:
        """Whether a pattern of the table is met; those of many languages only where a word cannot mean another."""
        spoken = self.languages if table in ("always", "denying", "ahead") else (self.lang,)
        return any(met(table, lang, self.said) for lang in spoken)

    def _counts(self, *groups: str) -> bool:
        harm = listed("harm", "all")
        return any(one.key.group in groups for one in self.met) or any(
            form in harm for word in self.words for form in forms_of(word.text)
        )

    def _before(self, at: int, table: str, lang: str = "all") -> bool:
        """Whether a word of the list, or its letter written onto the word, stands before the word, past an article."""
        known = listed(table, lang)
        before = [word.text for word in self.words[max(0, at - 2) : at]]
        while before and before[-1] in ("the", "la", "le", "el", "los", "les", "l"):
            before.pop()
        if before and any(form in known for form in forms_of(before[-1])):
            return True
        word = self.words[at].text
        return (self.lang == "ar" and word.startswith("ب")) or (self.lang == "he" and word.startswith("ב"))

    def says_none(self, item: Item) -> bool:
        """Whether it denies what is counted: "Not killed", "No casualties"; in a table also a bare "no"."""
        none, counted = listed("none", self.lang), listed("counted", self.lang)
        main = item.concepts[0] if item.concepts else ""
        about = {one.start for one in self.met if one.key.name == main}
        denied = [
            at for at, word in enumerate(self.words) if any(form in none for form in forms_of(word.text))
        ]
        if denied and self.place is Place.TABLE and len(self.words) == 1:
            return True
        return any(
            self.words[other].start in about
            or any(form in counted for form in forms_of(self.words[other].text))
            for at in denied
            for other in range(max(0, at - _NEAR), min(len(self.words), at + _NEAR + 1))
            if other != at
        )

    def asks(self) -> bool:
        """Whether it asks if something is so, and not how many or who."""
        if not self.text.rstrip(" \"'”»)*_").endswith(_ASKS):
            return False
        asking = listed("asking", self.lang)
        return not any(form in asking for word in self.words[:_ASKING] for form in forms_of(word.text))

    def scorns(self) -> bool:
        """Whether a few of its few words stand in quotation marks."""
        if self.place is Place.LEAD or len(self.words) > _QUOTING_WORDS:
            return False
        return any(0 < len(words_in(met["said"])) <= _QUOTED_WORDS for met in _QUOTES.finditer(self.text))

    def by_another(self, own: _Own) -> bool:
        """Whether it says by whom, and the record does not have it so."""
        ends, offset = {}, 0
        for at, word in enumerate(self.words):
            ends[offset] = at
            offset += len(word.text) + 1
        harm = self._counts("event") or own.main in {one.key.name for one in self.met}
        for found in pattern("by", self.lang).finditer(self.said):
            at = ends.get(found.end() + 1, -1)
            if at < 0:
                continue
            near = [one for one in self.names if at <= one.first < at + _BY_WORDS]
            if near and not any(_BODIES.get(one.key, one.key) in own.names | own.actors for one in near):
                return True
            if not near and harm and not self._no_doer(self.words[at]):
                return True
        return False

    def _no_doer(self, word: Word) -> bool:
        return word.text.isdigit() or is_neutral(word, self.lang) or word.text in listed("after-by", "all")

    def of_another_place(self, own: _Own) -> bool:
        """Whether it names another place than the one that is counted, and not that one too."""
        here = own.places | _WHOLE
        part = any(met("places", lang, self.said) for lang in self.languages)
        if part and not self.long:
            return True
        if any(one.key in here and self._is_place(one) for one in self.names):
            return False
        for one in self.names:
            if one.kind is not NameKind.PLACE or one.key in here:
                continue
            at = any(self._before(one.first, "at", lang) for lang in self.languages)
            if one.key in _PARTS:
                if at or not self.long:
                    return True
            elif self.long or one.key in own.names | own.actors:
                if one.key in own.actors and not self.long and self._before(one.first, "within"):
                    return self._counts("event")
            elif one.key != "israel" and (at or self._bare() or self._counts("event", "thing", "cargo")):
                return True
        return False

    def _is_place(self, one: Named) -> bool:
        """Whether a name is said of the place and not of its people."""
        people = [met for met in self.met if met.key.group == "population"]
        return not any(met.start == self.words[one.first].start for met in people)

    def _bare(self) -> bool:
        """Whether it is no more than names."""
        covered = {at for one in self.names for at in range(one.first, one.last + 1)}
        return bool(covered) and all(
            at in covered or is_neutral(word, self.lang) or len(word.text) == 1
            for at, word in enumerate(self.words)
        )

    def _only_people(self) -> bool:
        """Whether it is no more than people and names."""
        return all(
            self._is_met(at, "population") or is_neutral(word, self.lang)
            for at, word in enumerate(self.words)
        )

    def _is_met(self, at: int, *groups: str) -> bool:
        """Whether a word is of a name, or of a key of these groups."""
        word = self.words[at]
        return any(one.first <= at <= one.last for one in self.names) or any(
            one.start <= word.start < one.end for one in self.met if not groups or one.key.group in groups
        )

    def is_unread(self, marked: bool) -> bool:
        """Whether it has one or two words, and one that is not known; two capitals unmarked are a person's name."""
        if len(self.words) > _FEW or (not marked and len(self.words) == _FEW and self._is_capital()):
            return False
        return any(
            not (word.text.isdigit() or len(word.text) == 1 or _NUMERAL.fullmatch(word.text))
            and not self._is_met(at)
            and not any(
                is_neutral(word, lang) or holds("plain", word, lang) or holds("asking", word, lang)
                for lang in self.languages
            )
            for at, word in enumerate(self.words)
        )

    def _is_capital(self) -> bool:
        return all(word[:1].isupper() and not word.isupper() for word in self.text.split())

    def of_another_year(self, cited: Sequence[Reading]) -> bool:
        """Whether it names years, and none that the rows are of."""
        years = {int(word.text) for word in self.words if _YEAR.fullmatch(word.text)}
        held = {day.year for one in cited for day in (one.first, one.last, one.since) if day}
        return bool(years and held) and not years & held

    def of_another_body(self, own: _Own) -> bool:
        """Whether it names others as those who say so or who did it, and none that does."""
        bodies = [one for one in self.names if one.key not in _WHOLE and one.key not in _PARTS]
        bodies = [one for one in bodies if not (one.key == "red-cross" and own.main in _HANDED_OVER)]
        keys = {_BODIES.get(one.key, one.key) for one in bodies}
        if not bodies or keys & own.names:
            return False
        counts = self._counts("event", "thing")
        if keys & own.actors:
            return not counts and self.has("saying")
        acting = any(one.kind is not NameKind.PERSON for one in bodies)
        return self.has("saying") or self._bare() or (acting and counts)

    def of_another_cargo(self, item: Item, cited: Sequence[Reading]) -> bool:
        """Whether it says what trucks carry, where the sentence does not, and the rows are of another cargo."""
        if item.concepts[:1] != ("trucks",):
            return False
        trucks = [one for one in self.met if one.key.name == "trucks"]
        said = {
            one.key.name
            for one in self.met
            if one.key.group == "cargo"
            and any(one.start - _BESIDE <= truck.end and truck.start <= one.end + _BESIDE for truck in trucks)
        }
        held = {one.measured.cargo for one in cited[:1]}
        return len(said - {"aid", "all"}) == len(said) == 1 and not said & {*item.concepts, *held}

    def of_other_people(self, own: _Own) -> bool:
        """Whether it says of which people, and the number is not of them."""
        if not own.event and not own.people:
            return False
        if own.event and self.has("peoples"):
            return True
        said = [one.key for one in self.met if one.key.group == "population" and not one.key.general]
        if len(self.words) == _FEW and all(holds("plain", word, self.lang) for word in self.words):
            return False  # "press release", which in Arabic has the word of a journalist
        if not self._counts("event", "thing") and not self._only_people():
            return False
        others = [one for one in said if one.name not in own.people]
        if own.actors & _NATIONS.keys() and self._counts("thing"):  # "Israeli violations" are theirs
            others = [one for one in others if one.name not in {_NATIONS.get(actor) for actor in own.actors}]
        same = any(one.name in own.people for one in said)
        return any(not one.nation or not same for one in others)
