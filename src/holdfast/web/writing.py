"""How numbers, days, reasons and texts by language are written on a page; no HTML here."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from babel.dates import format_date
from django.utils.translation import get_language, ngettext

from holdfast.agreements.engine.exact import apart
from holdfast.base.canonical import plain_decimal
from holdfast.base.clock import zone
from holdfast.base.language import format_instant
from holdfast.base.numbers import decimals_of
from holdfast.base.why import Why, WhyMalformed, WhyNotInCatalogue

_ARABIC = re.compile(r"[\u0621-\u064a]")
_COUNTED = re.compile(r"(?:\u064b\u0627|\u0627\u064b)(?=\s|$)")  # -an, the ending of what is counted
_LENGTH = re.compile(r"(\d{1,6}) (hour|day)s?")
DAYS = {"en": "d MMM y", "ar": "d MMMM y"}


def language() -> str:
    """The language of the page."""
    return get_language() or "en"


def text_in(value: object, wanted: str) -> tuple[str, str]:
    """The text in that language and the language it is in; another language where that one is not there."""
    if value is None:
        return "", ""
    if not isinstance(value, Mapping):
        return str(value), ""
    for tongue in (wanted, "en", *value):
        if value.get(tongue):
            return str(value[tongue]), tongue
    return "", ""


def here(value: object) -> str:
    """The text in the language of the page."""
    return text_in(value, language())[0]


def number_text(value: object, decimals: int | None = None) -> str:
    """The number with commas between thousands: all its decimals, or as many as asked and no trailing zero."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP)
    whole, _, rest = plain_decimal(number).partition(".")
    sign, digits = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}" + (f".{rest}" if rest else "")


def places_apart(*values: object) -> int:
    """Decimals, one at least, that make those of the numbers which differ print apart."""
    numbers = [Decimal(str(value)) for value in values if value is not None]
    return max((1, *(decimals_of(one) for one in apart(*numbers))))


def unit_alone(unit: str) -> str:
    """A unit by itself. A case names it in one form; in Arabic that form goes with some numbers only, so its ending
    of counting is taken off."""
    return _COUNTED.sub("", unit) if language() == "ar" else unit


def unit_beside(unit: str) -> str:
    """A unit beside a number, in a form that is right for any number: in Arabic by itself, in brackets."""
    return f"({unit_alone(unit)})" if unit and language() == "ar" else unit


def tongue_of(text: str) -> str:
    """The language a text that nobody marked is written in, told by its letters: Arabic or English."""
    return "ar" if _ARABIC.search(text) else "en"


def said_text(value: str, timezone: str) -> str:
    """A day, an instant or a length of time as a text gives it, in the reader's language; any other as it stands."""
    length = _LENGTH.fullmatch(value.strip())
    if length:
        count = int(length[1])
        if length[2] == "hour":
            return ngettext("{count} hour", "{count} hours", count).format(count=count)
        return ngettext("{count} day", "{count} days", count).format(count=count)
    if "T" in value:
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            return value
        return format_instant(
            instant if instant.tzinfo else instant.replace(tzinfo=zone(timezone)), language(), timezone
        )
    return day_text(value)[1]


def day_text(value: date | datetime | str) -> tuple[str, str]:
    """The ISO date and the day as people write it; a text that is no whole date is returned as it is."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        except ValueError:
            return "", value
    day = value.date() if isinstance(value, datetime) else value
    return day.isoformat(), str(format_date(day, DAYS.get(language(), "d MMM y"), locale=language()))


def month_text(value: date, *, with_year: bool = False, full: bool = False) -> str:
    """The month's short name, or its full one, with its year where that is asked for."""
    pattern = ("LLLL" if full else "LLL") + (" y" if with_year else "")
    return str(format_date(value, pattern, locale=language()))


def because(value: Mapping[str, Any] | Why | None) -> str:
    """The reason in the language of the page, from its code; the stored English sentence where that fails."""
    if isinstance(value, Why):
        return value.render(language())
    if not value or not value.get("why_code"):
        return str((value or {}).get("why") or "")
    try:
        return Why.from_json(value["why_code"], value.get("why_params") or {}).render(language())
    except (WhyMalformed, WhyNotInCatalogue):
        return str(value.get("why") or "")


def plain_text(value: object) -> str:
    """A value as a cell of a file shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, Mapping):
        return here(value)
    if isinstance(value, list | tuple):
        return "; ".join(plain_text(item) for item in value)
    return str(value)
