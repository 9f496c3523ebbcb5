"""What the words beside a number say of it: a bound, a rough value, a length, or that a list is a selection."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from holdfast.record.qualifiers import AT_LEAST, AT_MOST, ROUGHLY


class Said(StrEnum):
    """How the words beside a number bind it."""

    EXACT = "exact"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of a number as read: its bound with the words for it, what is left, and a length in days."""

    bound: Said = Said.EXACT
    words: str = ""  # the words that bind it, as they stand
    rest: str = ""  # of what it is a number: the scope without its bound and without remarks
    days: int | None = None
    selection: bool = False  # the words call it one of several, or a part of a list
    every: bool = False  # the words say that the list is whole


_MORE = {
    "above",
    "more than",
    "over",
    "exceeds",
    "exceeded",
    "exceeding",
    "greater than",
    "upwards of",
    "أكثر من",
    "فوق",
    "يزيد على",
    "plus de",
    "más de",
    "יותר מ",
    "מעל",
}
_LEAST = {
    *AT_LEAST,
    "a minimum of",
    "minimum",
    "or more",
    "no fewer than",
    "ما لا يقل عن",
    "لا تقل عن",
    "بحد أدنى",
    "كحد أدنى",
    "على أقل تقدير",
    "au moins",
    "au minimum",
    "pas moins de",
    "un minimum de",
    "al menos",
    "por lo menos",
    "como mínimo",
    "no menos de",
    "un mínimo de",
    "לפחות",
    "לכל הפחות",
    "לא פחות מ",
} - _MORE
_LESS = {
    "below",
    "less than",
    "fewer than",
    "under",
    "أقل من",
    "دون",
    "moins de",
    "menos de",
    "פחות מ",
    "מתחת ל",
}
_MOST = {
    *AT_MOST,
    "not exceeding",
    "not exceed",
    "has not exceeded",
    "have not exceeded",
    "do not exceed",
    "a maximum of",
    "maximum",
    "no higher than",
    "ما لا يزيد على",
    "لا تتجاوز",
    "لم تتجاوز",
    "لا يتعدى",
    "لم يتعد",
    "بحد أقصى",
    "كحد أقصى",
    "au plus",
    "tout au plus",
    "au maximum",
    "pas plus de",
    "un maximum de",
    "ne dépasse pas",
    "n'a pas dépassé",
    "como máximo",
    "a lo sumo",
    "no más de",
    "un máximo de",
    "no supera",
    "no superó",
    "לכל היותר",
    "לא יותר מ",
    "לא עולה על",
    "לא עלה על",
    "עד",
} - _LESS
_ROUGH = {
    *ROUGHLY,
    "slightly over",
    "slightly more than",
    "slightly above",
    "slightly under",
    "a little over",
    "close to",
    "approx",
    "approx.",
    "estimated",
    "ما يقارب",
    "حوالى",
    "environ",
    "près de",
    "presque",
    "unos",
    "aproximadamente",
    "cerca de",
    "casi",
    "alrededor de",
    "כ",
    "בערך",
    "כמעט",
}
_ALL: tuple[tuple[str, Said], ...] = tuple(
    sorted(
        (
            *((word, Said.MORE_THAN) for word in _MORE),
            *((word, Said.AT_LEAST) for word in _LEAST),
            *((word, Said.LESS_THAN) for word in _LESS),
            *((word, Said.AT_MOST) for word in _MOST),
            *((word, Said.ABOUT) for word in _ROUGH),
        ),
        key=lambda pair: -len(pair[0]),
    )
)
_MEANT: dict[str, Said] = dict(reversed(_ALL))
# Of rough words those that say on which side of it the number lies; the others mean one thing.
_NEARLY = frozenset({"almost", "nearly", "close to", "presque", "près de", "casi", "כמעט"})
_SIDED = re.compile(r"\b(?:slightly|little|just)\b")
_QUOTED = re.compile(r"[\"“”«»„](.{1,200}?)[\"“”«»„]")
_PARTS = re.compile(r"[;,()\[\]،؛]|\. ")
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"[0-9٠-٩۰-۹][0-9٠-٩۰-۹.,'’ \u00a0\u202f٬٫]*")
_DAYS = re.compile(
    r"(?:\b(?:during|over|in|through|throughout|across|pendant|durant|en|sur|durante|por)|خلال|على مدى|في|במשך|לאורך)"
    r"\s+(?:the\s+|these\s+|those\s+|les\s+|los\s+|ال)?([0-9]{1,4})[\s-]+(?:days?\b|jours?\b|días?\b|يوم|أيام|ימים|יום)",
    re.IGNORECASE,
)
_SELECTION = re.compile(
    r"\b(?:among (?:them|which|others)|of which|of them|includ(?:es|ing)|some of|selected|partial(?:ly)?|"
    r"not exhaustive|not all|main|dont|notamment|y compris|entre otros|incluidos?)\b"
    r"|من بينه|منه[ام]|بما فيه|ביניהם|מתוכם",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:all kinds|complete list|all of them|in full|exhaustive)\b", re.IGNORECASE)
_REMARK = re.compile(r"\b(?:incl|including|text says|derived|no raw)\b.*", re.IGNORECASE)


@lru_cache(maxsize=4096)
def read_scope(scope: str, value: Decimal) -> Scope:
    """The scope as read. A bound is read where it stands in quotation marks, or is a part of its own between marks.

    "children under 18" binds nothing: `under` is neither quoted nor alone there, nor followed by the number itself.
    """
    if not scope.strip():
        return Scope()
    plain = _SPACES.sub(" ", scope.strip())[:2000]
    parts = [*_QUOTED.findall(plain), *_PARTS.split(_QUOTED.sub(" ", plain))]
    bound, words = Said.EXACT, ""
    for part in parts:
        said = _bound(part, value)
        if said is not None:
            bound, words = said, part.strip(" \"'")
            break
    days = _DAYS.search(plain)
    return Scope(
        bound,
        words,
        _rest(plain, words),
        int(days[1]) if days else None,
        _SELECTION.search(plain) is not None and not _EVERY.search(plain),
        _EVERY.search(plain) is not None,
    )


def same_bound(one: Scope, other: Scope) -> bool:
    """Whether two scopes say nothing but one bound in two wordings: "at least", "au moins"."""
    if one.bound is not other.bound or one.bound is Said.EXACT or one.rest != other.rest:
        return False
    if one.bound is not Said.ABOUT:
        return True
    ours, theirs = one.words.lower(), other.words.lower()
    return (ours in _NEARLY) == (theirs in _NEARLY) and not (_SIDED.search(ours) or _SIDED.search(theirs))


def _bound(part: str, value: Decimal) -> Said | None:
    text = part.strip(" \"'.:").lower()
    if text in _MEANT:
        return _MEANT[text]
    if _NUMBER.search(text) is None:
        return None
    for word, said in _ALL:
        if text.startswith(word):
            number = _NUMBER.match(text[len(word) :].lstrip(" -־"))
            if number and _same(number[0], value):
                return said
    return None


def _same(text: str, value: Decimal) -> bool:
    digits = "".join(str(int(mark)) for mark in text if mark.isdigit())
    plain = format(value.normalize(), "f").replace(".", "").lstrip("-")
    return bool(digits) and digits.lstrip("0") == plain.lstrip("0")


def _rest(plain: str, words: str) -> str:
    rest = _REMARK.sub("", plain.replace(words, "") if words else plain)
    return _SPACES.sub(" ", re.sub(r"[\"“”«»„;()]", " ", rest)).strip(" ,.").lower()
