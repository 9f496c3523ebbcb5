"""A language pack made ready: every pattern of a kind joined into one, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from holdfast.claims.engine.figures.fold import DATE, NUMBER
from holdfast.claims.engine.figures.gazetteer import Gazetteer, gazetteer
from holdfast.claims.engine.figures.joined import Joined, Met, Span
from holdfast.claims.engine.items import Bound
from holdfast.claims.engine.lexis.halves import HALVES
from holdfast.claims.engine.lexis.means import MEANS
from holdfast.claims.engine.lexis.numerals_en import NUMBER_WORDS
from holdfast.claims.engine.lexis.schema import Lexis, Relative, Unit
from holdfast.claims.engine.literals import NO_DIGIT, every_string, small_beginnings
from holdfast.claims.engine.signs import Held, Signs

# Addresses, clock times, telephone numbers, versions, fractions of dates: nobody counts with them.
NEVER = (
    r"(?:https?://|www\.)[^ ]{1,2000}",
    r"[^ @]{1,64}@[^ @]{1,255}",
    r"[#@][a-z0-9_]{1,64}",
    r"(?<![0-9.,])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])(?: ?[ap]\.?m\b\.?)?",
    r"(?<![0-9.,])[0-9]{1,2}(?:\.[0-9]{2})? ?[ap]\.?m\b\.?",
    r"(?:\+|\b00)[0-9]{1,3}(?:[ ()./-]{1,2}[0-9]{1,5}){2,6}",
    r"(?<![0-9])0[0-9]{1,4}(?:[ ./-][0-9]{2,5}){2,5}(?![0-9])",
    r"\(?(?<![0-9])[0-9]{3}\)?[ .-][0-9]{3}-[0-9]{4}(?![0-9])",
    r"(?<![0-9,])[0-9]+(?:\.[0-9]+){3,10}(?![0-9])",
    r"\bv[0-9]+(?:\.[0-9]+){1,4}\b",
    r"[0-9]{1,4}(?:/[0-9]{1,4}){2}",
    r"(?<![0-9])[0-9]{2,4}(?:-[0-9]{2,6}){2,6}(?![0-9])",
    r"(?<![0-9/])(?!(?:1/[2-9]|2/[35]|3/[458]|1/(?:3[2-9]|[4-9][0-9]|[1-9][0-9]{2}))(?![0-9/]))[0-9]{1,3}/[0-9]{1,3}(?![0-9/])",
    r"\[ ?[0-9]{1,3} ?\]",
)
# After a blank, "M" and "Md" are magnitudes where money follows and units of measure where none does: "1,5 M€".
_CURRENCY = r" ?(?:[€$£₪¥]|eur\b|us ?\$|(?:d'|de )(?:euros?|d[oó]lar|dollar|livre|peso))"
VULGAR = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅛": (1, 8)}
_SIGN_END = re.compile(r"[^\W\d_]+$|.$")
_GROUP = re.compile(r"\(\?P<([a-z]+[0-9]?)>")
_SIGN = 8  # characters a sign has at most, with its blank
_EMPTY = re.compile(r"(?!)")


__all__ = ["Grammar", "Joined", "Met", "Span", "grammar"]


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


@dataclass(frozen=True, slots=True)
class Grammar:
    """A pack with its patterns compiled; fields as in `Lexis`, in the same meaning."""

    lexis: Lexis
    signs: Signs
    digit: int  # the sign of a digit
    digits: int  # where a run of them begins
    in_words: int  # the sign of a number in words, 0 where not known
    vulgar: int  # the sign of a fraction in one character
    quoted: int  # the sign of a mark that opens a quotation
    never: Joined
    magnitude: re.Pattern[str]
    magnitude_begins: frozenset[str]  # the letters with which one begins
    factors: dict[str, int]
    unit_after: Joined
    units_after: tuple[Unit, ...]
    unit_before: Joined
    units_before: tuple[Unit, ...]
    sign_ends: frozenset[str]  # the letters, or else the character, in which those end
    partitive: re.Pattern[str]
    rest: re.Pattern[str]
    join: re.Pattern[str]
    counted: Joined
    changes: Joined
    ranges: Joined
    ratios: Joined
    loose_ratios: Joined
    multiples: Joined
    not_figures: Joined
    bounds_before: Joined
    bounds_before_of: tuple[Bound, ...]
    bounds_after: Joined
    bounds_after_of: tuple[Bound, ...]
    bounds_plain: Joined  # the same, right at the number
    averages: Joined
    dates: Joined
    future: Joined
    relatives: tuple[tuple[re.Pattern[str], Relative], ...]
    events: Joined
    phrases: Joined
    phrase_of: tuple[str, ...]
    breaks: Joined
    pers: Joined
    pers_before: Joined
    per_number: Joined
    means: Joined
    reaches: re.Pattern[str] | None
    windows: Joined
    bases: Joined
    base_lead: Joined
    base_back: Joined
    base_fore: Joined
    according: Joined
    said: Joined
    said_gap: re.Pattern[str]
    said_is_speech: int
    said_first: Joined
    said_first_is_speech: int
    name: re.Pattern[str]
    name_lead: int  # where one begins in a small letter, 0 where not known
    articles: re.Pattern[str]
    anaphors: Joined
    owned: tuple[tuple[re.Pattern[str], str], ...]
    negations: Joined
    targets: Joined
    ranks: Joined
    others: Joined
    other_of: tuple[str, ...]
    in_place: Joined
    places: Gazetteer
    place_lead: int  # where a place can begin, 0 where it may within a word

    def sign_before(self, text: str, start: int, held: Held) -> Met | None:
        """The sign or code of a unit that stands right before this place."""
        if not self.unit_before.can(held.bits):
            return None
        end = start - (text[start - 1 : start] == " ")
        word = text[text.rfind(" ", 0, end) + 1 : end]
        if word.isalpha() and word not in self.sign_ends:
            return None
        begin = end
        while begin > 0 and end - begin < _SIGN and text[begin - 1].isalpha():
            begin -= 1
        if text[min(begin, max(0, end - 1)) : end] not in self.sign_ends:
            return None
        return self.unit_before.within(text, start - _SIGN, start, held)


_PHRASES = ("baselines", "spans", "since", "until", "before", "as_of", "within")
_OTHERS = ("bans", "votes", "rulings")


def _several(lexis: Lexis, fields: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    patterns = [(pattern, name) for name in fields for pattern in getattr(lexis, name)]
    return [pattern for pattern, _ in patterns], tuple(name for _, name in patterns)


@cache
def grammar(lexis_of: str) -> Grammar:
    """The compiled pack of a language: en, ar, fr, es, he, or und where the language is not read here."""
    from holdfast.claims.engine.lexis.packs import pack  # the packs know the schema alone

    lexis = pack(lexis_of)
    means = MEANS.get(lexis.lang)
    unit_words = [(unit.after, unit) for unit in lexis.units if unit.after]
    unit_signs = [(unit.before, unit) for unit in lexis.units if unit.before]
    unit = "(?:[ -]?(?:" + "|".join(_GROUP.sub("(?:", words) for words, _ in unit_words) + "))"
    month = f"(?:{_alternatives(lexis.months)})"
    weekday = f"(?:{_alternatives(lexis.weekdays)})"
    relative = "(?:" + ("|".join(word.pattern for word in lexis.relatives) or "(?!)") + ")"

    signs = Signs()
    places = gazetteer(lexis.lang, tuple(sorted(lexis.places.items())), lexis.prefixes)

    def open_up(pattern: str) -> str:
        return (
            pattern.replace(r"\b{n}", r"(?<!\w){n}")
            .replace(r"\b{d}", r"(?<!\w){d}")
            .replace(r"{n}\b", r"{n}(?!\w)")
            .replace(r"{d}\b", r"{d}(?!\w)")
            .replace("{n}", f"{NUMBER}++")
            .replace("{d}", f"{DATE}++")
            .replace("{stop}", f",;:.!?{NUMBER}")
            .replace("{unit}", unit if unit_words else "(?!)")
            .replace("{month}", month)
            .replace("{weekday}", weekday)
            .replace("{relative}", relative)
        )

    def join(patterns: Iterable[str], before: str = "", after: str = "", *, anywhere: bool = False) -> Joined:
        return Joined(signs, [open_up(pattern) for pattern in patterns], before, after, anywhere=anywhere)

    factors = {**lexis.magnitudes, **lexis.glued}
    glued = f"(?:{_alternatives(lexis.glued)})"
    magnitude = rf"(?:[ -]?(?:{_alternatives(lexis.magnitudes)})|{glued}| {glued}(?={_CURRENCY}))(?![^\W_])"
    phrases, phrase_of = _several(lexis, _PHRASES)
    others, other_of = _several(lexis, _OTHERS)
    said = [*lexis.said, *lexis.tallied]
    return Grammar(
        lexis=lexis,
        signs=signs,
        digit=signs.need([tuple("0123456789")]),
        digits=signs.lead(tuple(NO_DIGIT + digit for digit in "0123456789")),
        in_words=signs.need([NUMBER_WORDS]) if lexis.lang == "en" else 0,
        vulgar=signs.need([tuple(VULGAR)]),
        quoted=signs.need([tuple(opening for opening, _ in lexis.quotes)]),
        never=Joined(signs, NEVER, anywhere=True),
        magnitude=re.compile(magnitude),
        magnitude_begins=frozenset(word[0] for word in factors),
        factors=factors,
        unit_after=join([words for words, _ in unit_words], after=r"(?![^\W\d_])", anywhere=True),
        units_after=tuple(unit for _, unit in unit_words),
        unit_before=join(
            [words for words, _ in unit_signs],
            before=r"(?<![^\W_](?=[^\W\d_]))",
            after=" ?$",
            anywhere=True,
        ),
        units_before=tuple(unit for _, unit in unit_signs),
        sign_ends=frozenset(
            _SIGN_END.findall(sign)[0] for words, _ in unit_signs for sign in every_string(words)
        ),
        rest=re.compile(lexis.rest or "(?!)"),
        partitive=re.compile(f" (?:{lexis.partitive}) ?" if lexis.partitive else "(?!)"),
        join=re.compile(rf"(?:,? ?(?:{lexis.joins}) ?|, ?)" if lexis.joins else ", ?"),
        counted=join(lexis.counted, anywhere=True),
        changes=join(lexis.changes),
        ranges=join(lexis.ranges),
        ratios=join(lexis.ratios),
        loose_ratios=join(lexis.loose_ratios),
        multiples=join(lexis.multiples),
        not_figures=join(lexis.not_figures),
        bounds_before=join(
            [words for _, words in lexis.bounds_before],
            before=r"(?<![^\W\d_])" if not lexis.prefixes else "",
            after=f"{lexis.gap}(?={NUMBER})",
        ),
        bounds_before_of=tuple(bound for bound, _ in lexis.bounds_before),
        bounds_after=join(
            [words for _, words in lexis.bounds_after],
            before=rf"(?:{unit if unit_words else '(?!)'})?(?:[ -]+[^\W\d_]+){{0,2}}?,? ?",
            after=r"(?![^\W\d_])",
            anywhere=True,
        ),
        bounds_after_of=tuple(bound for bound, _ in lexis.bounds_after),
        bounds_plain=join(
            [words for _, words in lexis.bounds_after], before=" ", after=r"(?![^\W\d_])", anywhere=True
        ),
        averages=join(lexis.averages),
        dates=join([*HALVES.get(lexis.lang, ()), *lexis.dates]),
        future=join(lexis.future),
        relatives=tuple((re.compile(open_up(word.pattern)), word) for word in lexis.relatives),
        events=join(lexis.events),
        phrases=join(phrases),
        phrase_of=phrase_of,
        breaks=join(lexis.breaks),
        pers=join([words for _, words in lexis.pers], after=r"(?![^\W\d_])"),
        pers_before=join([words for _, words in lexis.pers_before], after=f"{lexis.gap}(?={NUMBER})"),
        per_number=join([lexis.per_number] if lexis.per_number else []),
        means=join([means[0]] if means else []),
        reaches=re.compile(f"{means[1]}$") if means and means[1] else None,
        windows=join(lexis.windows),
        bases=join(lexis.bases),
        base_lead=join(lexis.base_lead),
        base_back=join(lexis.base_back),
        base_fore=join(lexis.base_fore),
        according=join(lexis.according),
        said=join(said, before=r"(?<![^\W\d_])", after=r"(?![^\W\d_])"),
        said_gap=re.compile(rf"(?=[ ',]|$)(?:{lexis.said_gap or ''})?[ ,]*$"),  # none begins with a letter
        said_is_speech=len(lexis.said),
        said_first=join([*lexis.said_first, *lexis.tallied_first]),
        said_first_is_speech=len(lexis.said_first),
        name=re.compile(lexis.name) if lexis.name else _EMPTY,
        name_lead=signs.lead(small_beginnings(lexis.name)),
        articles=re.compile(f"(?:{lexis.articles})") if lexis.articles else _EMPTY,
        anaphors=join(lexis.anaphors, anywhere=True),
        owned=tuple((re.compile(words), made) for words, made in lexis.owned),
        negations=join(lexis.negations),
        targets=join(lexis.targets),
        ranks=join(lexis.ranks),
        others=join(others),
        other_of=other_of,
        in_place=join(lexis.in_place, anywhere=True),
        places=places,
        place_lead=signs.lead(places.beginnings),
    )
