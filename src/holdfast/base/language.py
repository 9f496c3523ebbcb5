"""Texts in several languages, and numbers, dates and lists as each language writes them.

Digits are Western in every language, Arabic too: charts, tables and keys stay left to right, and one number must look
the same wherever it is quoted. Formats come from the CLDR through Babel.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date as _babel_date
from babel.dates import format_datetime as _babel_datetime
from babel.lists import format_list as _babel_list
from babel.numbers import format_decimal

from holdfast.base.clock import zone
from holdfast.base.errors import HoldfastError, shown

LANGUAGES = ("en", "ar")
_PRECISION = 250
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


class LanguageUnknown(HoldfastError):
    """A language tag that is malformed or that the CLDR does not hold."""

    code = "language-unknown"


class TextMalformed(HoldfastError):
    """A text by language that is empty or is not a text."""

    code = "text-malformed"


@lru_cache(maxsize=64)  # a desk has a few languages; whoever loads a case may name any
def _locale(lang: str) -> Locale:
    if _TAG.fullmatch(lang):
        try:
            return Locale.parse(lang, sep="-")
        except (UnknownLocaleError, ValueError):
            pass
    raise LanguageUnknown(
        f"The language {shown(lang)} is not known", next_step="Use a tag such as 'en' or 'ar'"
    )


def direction(lang: str) -> Literal["ltr", "rtl"]:
    """The direction in which the language is written; raises LanguageUnknown."""
    return "rtl" if _locale(lang).text_direction == "rtl" else "ltr"


def plural_category(number: int | Decimal, lang: str) -> str:
    """The CLDR plural category of the number: zero, one, two, few, many or other."""
    return _locale(lang).plural_form(number)


def plural_categories(lang: str) -> frozenset[str]:
    """The plural categories the language distinguishes, `other` among them."""
    return frozenset(_locale(lang).plural_form.tags) | {"other"}


def format_number(value: int | Decimal, lang: str, decimals: int | None = None) -> str:
    """The number grouped as the language groups, in Western digits.

    All its decimals are written, or exactly `decimals`, rounded half up as every stated number here is.
    """
    locale = _locale(lang)
    pattern = "#,##0.###" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=_PRECISION):  # Babel rounds in the surrounding context, which holds 28 digits
        number = Decimal(value)
        if decimals is not None:
            number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        return str(
            format_decimal(
                number, format=pattern, locale=locale, decimal_quantization=False, numbering_system="latn"
            )
        )


def format_date(day: date, lang: str) -> str:
    """The day as day, month name and year: 10 October 2025, 10 أكتوبر 2025."""
    return str(_babel_date(day, "d MMMM y", locale=_locale(lang)))


def format_instant(instant: datetime, lang: str, timezone: str = "UTC") -> str:
    """The aware instant in the named zone, with the zone's name: 10 October 2025, 12:00 (Asia/Gaza)."""
    locale = _locale(lang)
    comma = "\u060c" if locale.script == "Arab" or locale.language in ("ar", "fa", "ur") else ","
    text = _babel_datetime(instant, f"d MMMM y{comma} HH:mm", tzinfo=zone(timezone), locale=locale)
    return f"{text} ({timezone})"


def format_items(items: Iterable[str], lang: str) -> str:
    """The items joined as the language lists them: a, b, and c; the empty text if there are none."""
    return str(_babel_list(list(items), locale=_locale(lang)))


@dataclass(frozen=True, slots=True)
class Text:
    """One text in one or more languages, in the order given."""

    entries: tuple[tuple[str, str], ...]

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, str]) -> Text:
        """The text of a mapping from language tag to words; raises TextMalformed or LanguageUnknown."""
        if not isinstance(mapping, Mapping) or not mapping:
            raise TextMalformed(
                f"{shown(mapping)} is not a text by language", next_step="Give at least title.en"
            )
        for lang, words in mapping.items():
            if not isinstance(lang, str):
                raise TextMalformed(f"{shown(lang)} is not a language tag")
            _locale(lang)
            if not isinstance(words, str) or not words.strip():
                raise TextMalformed(
                    f"The text in {lang!r} is {shown(words)}", next_step="Write it or leave it out"
                )
        return cls(tuple(mapping.items()))

    @classmethod
    def of(cls, **words: str) -> Text:
        """The text from keywords: Text.of(en="truck", ar="شاحنة")."""
        return cls.from_mapping(words)

    def found(self, lang: str, fallback: str = "en") -> tuple[str, str]:
        """(language, words) in the language asked, else in the fallback, else in the first language given."""
        by_language = dict(self.entries)
        for wanted in (lang, fallback):
            if wanted in by_language:
                return wanted, by_language[wanted]
        return self.entries[0]

    def get(self, lang: str, fallback: str = "en") -> str:
        """The words in the language asked, else in the fallback, else in the first language given."""
        return self.found(lang, fallback)[1]

    def as_mapping(self) -> dict[str, str]:
        """The text as a mapping from language tag to words."""
        return dict(self.entries)
