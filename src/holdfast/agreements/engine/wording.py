"""Parts of sentences that a parameter alone cannot say: days, and numbers with the words that stood beside them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from holdfast.base.language import LANGUAGES
from holdfast.base.why import Term, Why, Words, catalogue
from holdfast.record.types import bound_of

_STRICT = ("above", "more than", "over", "exceeds", "exceeded", "أكثر من", "فوق")
_STRICTLY_LESS = ("below", "less than", "fewer than", "under", "أقل من", "دون")


def in_words(why: Why) -> Words:
    """The reason as words by language, to stand in another sentence."""
    return Words.of({lang: why.render(lang) for lang in LANGUAGES})


def when(first: date | None, last: date | None) -> Words:
    """ "on 19 October 2025", or "from … to …"."""
    if first == last:
        return in_words(Why.of("days-on-one", day=last))
    return in_words(Why.of("days-from-to", first=first, last=last))


def days_named(first: date, last: date) -> Words:
    """ "19 October 2025", or "… to …"."""
    if first == last:
        return in_words(Why.of("days-one", day=last))
    return in_words(Why.of("days-through", first=first, last=last))


def either(low: Decimal, high: Decimal) -> Words:
    """ "38 or 43": what two relays of one statement give, where nobody has decided between them."""
    return in_words(Why.of("value-either", low=low, high=high))


def counted(value: Decimal, low: Decimal, high: Decimal | None) -> Decimal | Words:
    """The number, or "at least" it where nothing says how high it may be, or "at most" where it may be less."""
    if high is None:
        return in_words(Why.of("value-at-least", value=value))
    if low < value == high:
        return in_words(Why.of("value-at-most", value=value))
    return value


def qualified(value: Decimal, qualifier: str) -> Decimal | Words:
    """The number with its words beside it, as it was stated: a stated "above 600" is never plain 600."""
    words = qualifier.strip(' "')
    bound, plain = bound_of(words), words.lower()
    if not words:
        return value
    if bound > 0:
        code = Why.of("value-above" if plain in _STRICT else "value-at-least", value=value)
    elif bound < 0:
        code = Why.of("value-below" if plain in _STRICTLY_LESS else "value-at-most", value=value)
    else:
        code = Why.of("value-in-words", value=value, words=words)
    return in_words(code)


def time_term(per: str) -> Term:
    """ "a day", "a week": the unit of time beside a rate."""
    return Term("per.week" if per == "week" else "per.day")


def point_word(point: str | None) -> Term | str:
    """The measured point as a word of the catalogue, or as the case wrote it where the list does not hold it."""
    key = "point." + (point or "").lower().replace(" ", "-")
    return Term(key) if all(key in catalogue(lang).terms for lang in LANGUAGES) else point or "?"
