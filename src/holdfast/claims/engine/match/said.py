"""What one text says, read once however many texts it is compared with, and no part of it before it is asked for."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from functools import cached_property

from holdfast.claims.engine.extract import extract
from holdfast.claims.engine.items import Item, Kind
from holdfast.claims.engine.match.aliases import Aliases
from holdfast.claims.engine.match.anchors import months_named
from holdfast.claims.engine.match.certainty import asks, hedges_in, quoted_in
from holdfast.claims.engine.match.latest import latest
from holdfast.claims.engine.match.moments import moments_in
from holdfast.claims.engine.match.negation import denials_in, odd, weaker_in
from holdfast.claims.engine.match.numerals import numbers_stated
from holdfast.claims.engine.match.spans import Span, names_in
from holdfast.claims.engine.match.wording import folded, language_of, stated_text, word_set, words_of

_LATIN = ("en", "fr", "es")
# Words of each that tell the language of a text with none of its commonest words, where they are of one alone.
_LESSER = {
    "en": word_set(
        """in at into than more over after before under about during people killed day days year years says said its
        january february march april june july august september october november december"""
    ),
    "fr": word_set(
        """chaque jour jours moins ans an pres apres depuis deux trois morts tues enfants ou mais leurs personnes
        janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"""
    ),
    "es": word_set(
        """cada dia dias menos hasta desde ano anos dos tres muertos ninos unos tras pero casi millones personas
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"""
    ),
}


class Said:
    """One text as given, and what it says without what posts put before and after it."""

    def __init__(self, given: str, aliases: Aliases) -> None:
        self.given, self._aliases = given, aliases
        self.text = stated_text(given).replace("~~", "  ")  # how posts strike: no "about"
        self.words = words_of(self.text)
        self.lang = language_of(self.text) or _by_lesser_words(self.words)
        self._plain = folded(self.text)
        self._numbers: dict[str | None, dict[str, str]] = {}
        self._dated: dict[str | None, dict[str, str]] = {}

    @cached_property
    def names(self) -> tuple[Span, ...]:
        """The names in it, each with its role."""
        return names_in(self.text, self._aliases)

    @cached_property
    def denials(self) -> tuple[str, ...]:
        """The cue words of denial, and the weaker ones by which it says that something is wrong or hardly so."""
        return (*self._cues, *weaker_in(self._plain))

    @cached_property
    def denies(self) -> bool:
        """Whether it denies."""
        return odd(self._cues)

    @cached_property
    def asks(self) -> bool:
        """Whether it asks."""
        return asks(self._plain)

    @cached_property
    def hedges(self) -> dict[str, str]:
        """The words that say something is not sure."""
        return hedges_in(self._plain)

    @cached_property
    def quoted(self) -> dict[str, str]:
        """What stands in quotation marks."""
        return quoted_in(self.text)

    def numbers(self, beside: Said) -> dict[str, str]:
        """What each number states, read beside another text."""
        lang = self._read_as(beside)
        if lang not in self._numbers:
            self._numbers[lang] = numbers_stated(self.text, _items(self.text, lang))
        return self._numbers[lang]

    def dated(self, beside: Said) -> dict[str, str]:
        """Dates and periods the grammar found, else months; times of day, weekdays and days told from today."""
        lang = self._read_as(beside)
        if lang not in self._dated:
            told = _dates(_items(self.text, lang))
            if not told:
                months = months_named(self._plain, self.words)
                told = {month: month.replace("month-", "month ") for month in months}
            self._dated[lang] = told | moments_in(self._plain, self.words)
        return self._dated[lang]

    @cached_property
    def _cues(self) -> tuple[str, ...]:
        return denials_in(self.text)

    def _read_as(self, beside: Said) -> str | None:
        """Its language; where its own small words do not tell, that of the text it is compared with.

        A lone sentence is seldom worth the model that extract would ask then.
        """
        if self.lang is None and beside.lang in _LATIN and not any(c > "\u058f" for c in self.text):
            return beside.lang
        return self.lang


@latest(1024)
def said(text: str, aliases: Aliases) -> Said:
    """What the text says; remembered, since a rumour meets three claims and a claim many rumours."""
    return Said(text, aliases)


@latest(2048)
def _items(text: str, lang: str | None) -> tuple[Item, ...]:
    return extract(text, lang=lang)


def _by_lesser_words(words: Sequence[str]) -> str | None:
    """The one language of which a text holds lesser words; None where it holds those of none or of several."""
    held = [lang for lang, lesser in _LESSER.items() if not lesser.isdisjoint(words)]
    return held[0] if len(held) == 1 else None


def _dates(items: Sequence[Item]) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in items:
        if item.kind is Kind.DATE:
            first, last = item.period_from, item.period_to
            if (
                first and last
            ):  # one language writes as one what another writes as two: "10-12 May", "10 May to 12 May"
                for day in _ends(first, last):
                    found.setdefault(day, item.text)
                continue
            key = item.as_of or first or last
            told = {key: item.text} if key else _undated(item.text)
            found |= {one: shown for one, shown in told.items() if one not in found}
    return found


def _undated(written: str) -> dict[str, str]:
    """Keys that languages share for a date without a year: its weekday or time of day, or its day and month."""
    words = words_of(written)
    plain = folded(written)
    months = months_named(plain, words)
    if not months and (moments := moments_in(plain, words)):
        return moments
    return {" ".join([*months, *(word for word in words if word.isdigit() or not months)]): written}


def _ends(first: str, last: str) -> tuple[str, str]:
    """Both ends of a period, in years or months where it begins with the first of one and ends with the last."""
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:-6], last[:-6]
    if first.endswith("-01") and len(last) == 10:
        year, month, day = map(int, last.split("-"))
        if day == monthrange(year, month)[1]:
            return first[:-3], last[:-3]
    return first, last
