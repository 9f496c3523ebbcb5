"""What a language pack says: the words, patterns and number words from which the core reads figures.

The core (`engine/figures/`) works on one sentence at a time. It folds the sentence first: digits of every script become
ASCII digits, invisible marks, harakat, tatweel and niqqud are left out, typographic apostrophes become ', hyphens and
dashes stay (‐ ‑ become -), every blank becomes one ordinary space, and all letters are lower case. Offsets into the
text as given are kept by the core: a pack never sees them. Then it masks: each date becomes a run of one private
character, each number (digits or words, its magnitude word included) a run of another, as long as what it covers.

Patterns are Python regular expressions in lower case over the folded, masked sentence, matched without flags. In them

    {n}        stands for one number            ("between {n} and {n}")
    {d}        stands for one date, month, year or relative date word ("since {d}")
    {unit}     stands for any unit word of the pack, with the blank or hyphen before it
    {stop}     inside a character class: what no gap may run over ("since [^{stop}]{0,60}?(?P<a>{d})")
    {month} {weekday} {relative}   the names of the pack; in `dates` only, which sees digits and not masks

A mask is no letter: beside one, `\\b` holds only where the neighbour is a letter; the core reads `\\b{n}` as
"no letter or digit before". Every other brace is an ordinary one. Patterns must not nest quantifiers over the same
characters: a gap is written `[^{stop}]{0,40}` or a bounded number of words, never `.*`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from holdfast.claims.engine.items import Bound, Kind


class Sort(StrEnum):
    """What a number in words is."""

    CARDINAL = "cardinal"  # three, ninety-three, two million, a dozen
    FRACTION = (
        "fraction"  # half, a fifth, two thirds: the value is the fraction, the span takes in its article
    )
    MULTIPLE = "multiple"  # twice, threefold, and "three times as many" through `multiples`
    VAGUE = "vague"  # dozens of, tens of thousands of: the value is the order of magnitude named
    ORDINAL = "ordinal"  # second, third: a figure only inside a pattern of `ranks`


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number in words; start and end are offsets into the text that `numerals` was given.

    `unit` names the unit that the word itself holds ("شهرين", "שנתיים": two months, two years in one word); `about`
    says that the word is a rough one ("une vingtaine", "un centenar").
    """

    start: int
    end: int
    value: Decimal
    sort: Sort = Sort.CARDINAL
    unit: str = ""
    about: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name in the output, what it makes of a figure, and its words.

    `after` stands after the number, `before` before it (currency signs and codes); blank or hyphen between them and
    the number is the core's affair. The span of the figure takes the word in where `inside` says so.
    """

    name: str  # "percent", "percentage point", "USD", "days", "km", "m3"
    kind: Kind
    after: str = ""
    before: str = ""
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Relative:
    """A word that names a day, week, month or year from the text's own date: yesterday is ("day", -1)."""

    pattern: str
    grain: str  # day, week, month, year, decade
    shift: int
    open_end: bool = False  # "this year": begun, not over; the period has no end


@dataclass(frozen=True, slots=True)
class Lexis:
    """One language. Everything is a tuple of patterns unless it says otherwise."""

    lang: str
    # Numbers in digits. `thousands` holds every mark that may group ("," or ". "; a blank is written as " ").
    decimal: str
    thousands: str
    # Numbers in words: all of them, longest first, none overlapping; `text` is folded and holds date masks.
    numerals: Callable[[str], tuple[NumberWord, ...]]
    # Words after a number that multiply it (million, thousand, مليون): folded word or phrase -> factor.
    magnitudes: Mapping[str, int]
    # Letters glued to digits (700m, 1.2bn, 5k) -> factor.
    glued: Mapping[str, int]
    units: tuple[Unit, ...]

    # What may stand between a bound word and its number: articles, prefixes, a currency sign, "some".
    gap: str
    # Bound words. Before: directly before the number (and `gap`). After: directly after the number, its unit and at
    # most two words ("or more", "or so"). `averages` may stand anywhere in the clause ("on average").
    bounds_before: tuple[tuple[Bound, str], ...]
    bounds_after: tuple[tuple[Bound, str], ...] = ()
    averages: tuple[str, ...] = ()

    # Between a vague word or a fraction and its unit or noun: "of" ("millions of dollars").
    partitive: str = ""
    # Words that coordinate two figures, after a comma or a blank: "and|or|to"; "15, 20 and 30 per cent" share the unit.
    joins: str = ""
    # Joins a number with a magnitude to the rest below it: "70 ألفا و112" is 70,112.
    rest: str = ""
    # Letters glued to the front of a word or number, which no span takes in: "وفبلك" in Arabic; "" where none are.
    prefixes: str = ""
    # A bare number of four digits between 1800 and 2100 is a year, unless one of these follows: "people|trucks".
    counted: tuple[str, ...] = ()
    # Verbs of change: after one of them "from 15 to 20" are two figures and no range.
    changes: tuple[str, ...] = ()

    # "between {n} and {n}", "from {n} to {n}": groups `a` and `b`, each a {n}. A bare dash between two numbers is the
    # core's. `word_ranges` join two numbers with a word: "15 to 20".
    ranges: tuple[str, ...] = ()
    # Ratios with groups `a` and `b`: "one in five", "2 out of every 3". The core divides.
    ratios: tuple[str, ...] = ()
    # The same words where they may also give a count with its base ("four out of ten"): a ratio only if b is round.
    loose_ratios: tuple[str, ...] = ()
    # Group `a`: "three times as many", "{n}-fold", "{n} times more": the value is `a`, the unit ratio.
    multiples: tuple[str, ...] = ()

    # What is not a figure: every number inside the match is left out, or only those inside group `x` where it has one.
    # Resolutions, articles, sections, laws, cases, flights, rooms, "no. 3", versions, times of day, phone numbers,
    # scores, ages and thresholds that define a group, ordinals that name, "one" as a pronoun, names such as G7, 9/11.
    not_figures: tuple[str, ...] = ()

    # Dates, months and years, with groups day, month, year, weekday, year2/month2/day2 for a written range, quarter
    # ("24 February-1 March"), rel for a word of `relatives`. First match wins, so the longest forms come first.
    dates: tuple[str, ...] = ()
    months: Mapping[str, int] = field(default_factory=dict)  # full and short names
    capital_months: bool = False  # a month without a capital is none: "may", "march"
    weekdays: Mapping[str, int] = field(default_factory=dict)  # Monday is 0
    days: Mapping[str, int] = field(default_factory=dict)  # days of the month in words: "السابع", "primero"
    quarters: Mapping[str, int] = field(
        default_factory=dict
    )  # words of group `quarter` in `dates`; digits are known
    relatives: tuple[Relative, ...] = ()
    # Words of the future: a date without a year after one of them is the next such day and not the last.
    future: tuple[str, ...] = ()
    # A date that only names an event ("the 7 October attacks"): the date inside is not read as a time.
    events: tuple[str, ...] = ()

    # Time phrases around dates, groups `a` (and `b`), each a {d}.
    since: tuple[str, ...] = ()  # period_from
    spans: tuple[str, ...] = ()  # period_from and period_to; "in June and July" too
    until: tuple[str, ...] = ()  # period_to, both ends known only with a `since`
    before: tuple[str, ...] = ()  # period_to is the day before
    as_of: tuple[str, ...] = ()  # as_of
    within: tuple[str, ...] = ()  # in, during, on: a closed period of the date's own length
    # Dates that are only compared with ("than in {d}", "up 15 per cent on {d}"): no figure takes them.
    baselines: tuple[str, ...] = ()
    # Words that open a part of the sentence with dates of its own: while, whereas, compared with, down to, up from.
    breaks: tuple[str, ...] = ()

    # `per`: what the figure is counted by. (name, pattern): ("day", "a day|daily|per day"). Up to five words after it.
    pers: tuple[tuple[str, str], ...] = ()
    # The same directly before the figure and `gap`: ("day", "a daily average of|daily").
    pers_before: tuple[tuple[str, str], ...] = ()
    # "per 100,000", group `n`: a round number that the figure before it is counted by.
    per_number: str = ""
    # After the figure, group `w` spans the window: "in (?P<w>{n}{unit})" makes per "44 days".
    windows: tuple[str, ...] = ()
    # `base`: groups `part` and `base`, each a {n}: "{n} of the {n}". `base_lead`: "of the {n} trucks" opens the clause
    # and the figures after it are its parts. `base_back`: directly after the figure: "of them", "of whom", "of which".
    bases: tuple[str, ...] = ()
    base_lead: tuple[str, ...] = ()
    base_back: tuple[str, ...] = ()
    # The same before the figure: "dont", "من بينهم", with at most a bound word between.
    base_fore: tuple[str, ...] = ()

    # Who says it. `according`: the name begins where the match ends ("according to "). `said`: the name ends where the
    # match begins ("said", "reported that"). `said_first`: the verb stands before the name ("قالت", "informó").
    according: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    said_first: tuple[str, ...] = ()
    # What may stand between a name and its verb and is no part of the name: " report", "'s latest study".
    said_gap: str = ""
    # As `said`, but a date beside them is when it happened and not when it was said: counted, recorded, documented.
    tallied: tuple[str, ...] = ()
    tallied_first: tuple[str, ...] = ()  # the same where the verb stands before the name
    # One name, matched on the folded sentence in its own case (dates and numbers masked): capitalised words with their
    # small joining words, or a head noun (ministry, office, authorities) with what belongs to it.
    name: str = ""
    # Articles and titles cut from the start of a name; words that mean a source named earlier in the text.
    articles: str = ""
    anaphors: tuple[str, ...] = ()
    acronyms: Mapping[str, str] = field(
        default_factory=dict
    )  # written out in names: MoH -> Ministry of Health
    # ("(?P<place>Gaza)'s (?P<who>.+)", "{who} in {place}"): how a name with its place is written out.
    owned: tuple[tuple[str, str], ...] = ()

    # Not an event: negated, and promised, planned or owed.
    negations: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    quotes: tuple[tuple[str, str], ...] = (("“", "”"), ("«", "»"), ('"', '"'), ("„", "“"), ("‟", "”"))

    # Other items. `ranks`: group `n` is the ordinal (or absent: "the first", "the largest" is not a rank).
    ranks: tuple[str, ...] = ()
    bans: tuple[str, ...] = ()
    votes: tuple[str, ...] = ()
    rulings: tuple[str, ...] = ()

    # Places beside the CLDR's territory names: folded name -> name in the output; and what stands before a place.
    places: Mapping[str, str] = field(default_factory=dict)
    in_place: tuple[str, ...] = ()
    # Words that end the phrase counted (`what`): prepositions, verbs, conjunctions.
    stops: frozenset[str] = frozenset()
