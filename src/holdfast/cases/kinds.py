"""The kinds of value a key of a case may have; each reads one value or reports what is wrong with it."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from holdfast.base.clock import zone
from holdfast.base.days import parse_duration, parse_instant
from holdfast.base.edtf import parse_edtf
from holdfast.base.errors import HoldfastError
from holdfast.base.ids import SLUG_LENGTH, slug_ok
from holdfast.cases.report import Report, Spot

BAD: Any = object()  # a value that was refused; its problem is in the report
Reader = Callable[[Any, Spot, Report], Any]

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}")
_LARGEST = Decimal(10) ** 15


def refuse(report: Report, spot: Spot, expected: str, found: object, code: str, what: str = "") -> Any:
    report.add(spot, what or "this is of another kind", expected=expected, found=found, code=code)
    return BAD


def text(most: int = 200, *, lines: bool = False) -> Reader:
    """A text of at most `most` characters, without control characters; empty means not given."""

    def read(value: Any, spot: Spot, report: Report) -> Any:
        if not isinstance(value, str):
            return refuse(report, spot, "a text in quotes", value, "wrong-type")
        kept = value.strip()
        if len(kept) > most:
            return refuse(
                report, spot, f"at most {most} characters", len(kept), "too-long", "the text is too long"
            )
        if any(
            not (c.isprintable() or (lines and c in "\n\t")) for c in kept if c != "\u200f" and c != "\u200e"
        ):
            return refuse(
                report,
                spot,
                "letters, digits and signs",
                value,
                "control-character",
                "the text holds a character that cannot be printed",
            )
        return kept

    return read


def key(value: Any, spot: Spot, report: Report) -> Any:
    """A name: small letters, digits and hyphens."""
    if isinstance(value, str) and slug_ok(value):
        return value
    expected = f"small letters a to z, digits and single hyphens, at most {SLUG_LENGTH}"
    if not isinstance(value, str):
        return refuse(report, spot, expected + ", in quotes", value, "wrong-type")
    return refuse(report, spot, expected, value, "bad-key", "this cannot be a key")


def ref(kind: str) -> Reader:
    """The key of something else of this case."""

    def read(value: Any, spot: Spot, report: Report) -> Any:
        found = key(value, spot, report)
        if found is not BAD:
            report.refer(kind, found, spot)
        return found

    return read


def several(one: Reader, *, least: int = 0, most: int = 10_000) -> Reader:
    """A list; in a table file, the parts of a cell between semicolons."""

    def read(value: Any, spot: Spot, report: Report) -> Any:
        if not isinstance(value, list):
            return refuse(report, spot, "a list in square brackets", value, "wrong-type")
        if not least <= len(value) <= most:
            return refuse(
                report,
                spot,
                f"{least} to {most} entries",
                len(value),
                "wrong-length",
                "the list has the wrong length",
            )
        found = [one(item, spot, report) for item in value]
        return BAD if any(item is BAD for item in found) else tuple(found)

    return read


def words(most: int = 20_000) -> Reader:
    """A text by language, with English among them."""
    inner = text(most, lines=True)

    def read(value: Any, spot: Spot, report: Report) -> Any:
        column = spot.column or "text"
        expected = f'{column}.en = "…", and {column}.ar = "…" beside it where you have it'
        if not isinstance(value, dict):
            return refuse(report, spot, expected, value, "wrong-type", "the text says no language")
        found: dict[str, str] = {}
        for language, said in value.items():
            at = Spot(spot.file, spot.line, f"{column}.{language}")
            if not LANGUAGE_CODE.fullmatch(language):
                return refuse(
                    report,
                    at,
                    "a language code such as en or ar",
                    language,
                    "unknown-language",
                    "this is not the code of a language",
                )
            kept = inner(said, at, report)
            if kept is BAD:
                return BAD
            if kept:
                found[language] = kept
        if "en" not in found:
            return refuse(report, spot, expected, None, "no-english", "the text is not given in English")
        return found

    return read


def choice(options: type[StrEnum] | Collection[str]) -> Reader:
    """One of a list of words."""
    known = [str(option) for option in options]

    def read(value: Any, spot: Spot, report: Report) -> Any:
        if isinstance(value, str) and value in known:
            return value
        guess = report.nearest(value, known) if isinstance(value, str) else ""
        return refuse(
            report, spot, " | ".join(known), value, "unknown-word", f"this is not one of the words{guess}"
        )

    return read


PERIODS = ("day", "week")
_UNEVEN = ("month", "quarter", "year")


def per(value: Any, spot: Spot, report: Report) -> Any:
    """In how long the quantity is owed; only lengths that are always the same number of days."""
    if isinstance(value, str) and value.strip().lower() in _UNEVEN:
        return refuse(
            report,
            spot,
            'per = "day" or per = "week" where the text can be read so, or a duty of the kind '
            "'quantity by date' with due = … for each of them",
            value,
            "per-uneven",
            f"a {value.strip().lower()} is not always the same number of days, so nothing a day follows from it",
        )
    return choice(PERIODS)(value, spot, report)


def average_per(value: Any, spot: Spot, report: Report) -> Any:
    """In how long an average is stated; any other length is refused, because a day would be made of it."""
    if isinstance(value, str) and value.strip().lower() in (*_UNEVEN, "hour", "night", "fortnight"):
        return refuse(
            report,
            spot,
            'per = "day" or per = "week"; else the total that was stated, with its window (kind = "total")',
            value,
            "per-uneven",
            f"an average is told a day or a week, and a {value.strip().lower()} is neither",
        )
    return choice(PERIODS)(value, spot, report)


_IN_TIME = re.compile(
    r"(?:\b(?:an?|per|each|every)\s+|/\s*)(hour|night|day|week|fortnight|month|quarter|year)\b"
    r"|\b(hourly|nightly|daily|weekly|fortnightly|monthly|quarterly|yearly|annually)\b"
    r"|(يومي|أسبوعي|شهري|سنوي|في (?:الساعة|اليوم|الأسبوع|الشهر|السنة))",
    re.I,
)
_TIMES = {
    "hourly": "hour", "nightly": "night", "daily": "day", "weekly": "week", "fortnightly": "fortnight",
    "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year",
    "يومي": "day", "في اليوم": "day", "أسبوعي": "week", "في الأسبوع": "week", "شهري": "month", "في الشهر": "month",
    "سنوي": "year", "في السنة": "year", "في الساعة": "hour",
}  # fmt: skip


def time_in_unit(unit: str) -> str | None:
    """The length of time that a unit names, as "hours a week" names the week; None where it names none."""
    found = _IN_TIME.search(unit)
    if found is None:
        return None
    said = (found[1] or found[2] or found[3]).lower()
    return _TIMES.get(said, said)


def boolean(value: Any, spot: Spot, report: Report) -> Any:
    """true or false."""
    if isinstance(value, bool):
        return value
    return refuse(report, spot, "true or false; in case.toml without quotes", value, "wrong-type")


def integer(least: int, most: int) -> Reader:
    """A whole number within bounds."""

    def read(value: Any, spot: Spot, report: Report) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return refuse(report, spot, "a whole number; in case.toml without quotes", value, "wrong-type")
        if not least <= value <= most:
            return refuse(
                report, spot, f"{least} to {most}", value, "out-of-range", "the number is out of range"
            )
        return value

    return read


def number(*, negative: bool = False) -> Reader:
    """A number with at most 6 decimals, exactly as written."""

    def read(value: Any, spot: Spot, report: Report) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return refuse(report, spot, "a number; in case.toml without quotes", value, "wrong-type")
        try:
            found = Decimal(value)
            fits = (
                found.is_finite() and abs(found) < _LARGEST and found == found.quantize(Decimal("0.000001"))
            )
        except (InvalidOperation, ValueError):
            fits = False
        if not fits:
            return refuse(
                report,
                spot,
                "at most 15 digits and 6 decimals",
                value,
                "out-of-range",
                "the number cannot be kept exactly",
            )
        if found < 0 and not negative:
            return refuse(report, spot, "0 or more", value, "out-of-range", "the number is below zero")
        return found

    return read


def _said(value: Any) -> Any:
    """A date of TOML's own as the text one would have written."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def edtf(value: Any, spot: Spot, report: Report) -> Any:
    """A date as sources give it: a day, a month, about a day, from .. to (EDTF)."""
    value = _said(value)
    if not isinstance(value, str):
        return refuse(
            report, spot, 'a date in quotes, such as "2025-10-10" or "2025-10"', value, "wrong-type"
        )
    if value:
        try:
            parse_edtf(value)
        except HoldfastError as error:
            report.error(spot, error)
            return BAD
    return value


def day(value: Any, spot: Spot, report: Report) -> Any:
    """One civil day, as a date."""
    value = _said(value)
    expected = 'a day such as "2025-10-10"'
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return refuse(report, spot, expected, value, "not-a-day", "this is not a day")
    try:
        return date.fromisoformat(value)
    except ValueError:
        return refuse(report, spot, expected, value, "no-such-day", "this day does not exist")


def moment(*, duration: bool = False) -> Reader:
    """A day, or an instant in the agreement's time zone, or (a deadline) a length of time; kept as written."""
    expected = 'a day "2025-10-10" or an instant "2025-10-10T12:00"' + (
        ' or a length of time "72 hours"' if duration else ""
    )

    def read(value: Any, spot: Spot, report: Report) -> Any:
        value = _said(value)
        if not isinstance(value, str):
            return refuse(report, spot, expected, value, "wrong-type")
        if not value:
            return ""
        if _DAY.fullmatch(value):
            found = day(value, spot, report)
            return value if found is not BAD else BAD
        try:
            if duration and not value[:4].isdigit():
                parse_duration(value)
            else:
                parse_instant(value, "UTC")
        except HoldfastError as error:
            report.error(spot, error)
            return BAD
        return value

    return read


def clock_time(value: Any, spot: Spot, report: Report) -> Any:
    """A clock time, hours and minutes."""
    if isinstance(value, time):
        value = value.isoformat("minutes")
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass
    return refuse(
        report, spot, 'a clock time such as "19:30"', value, "not-a-clock-time", "this is not a clock time"
    )


def timezone(value: Any, spot: Spot, report: Report) -> Any:
    """The name of a time zone."""
    try:
        zone(value)
    except HoldfastError as error:
        report.error(spot, error)
        return BAD
    return value


def language(value: Any, spot: Spot, report: Report) -> Any:
    """A language code."""
    if isinstance(value, str) and LANGUAGE_CODE.fullmatch(value):
        return value
    return refuse(
        report,
        spot,
        'a language code such as "en"',
        value,
        "unknown-language",
        "this is not the code of a language",
    )


def url(value: Any, spot: Spot, report: Report) -> Any:
    """An address of the web, http or https, without a name and password in it."""
    found = text(1000)(value, spot, report)
    if found is BAD or not found:
        return found
    try:
        parts = urlsplit(found)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        good = False
    if not good or any(c in found for c in ' <>"\\'):
        return refuse(
            report,
            spot,
            "an address that begins with https:// or http://",
            found,
            "not-an-address",
            "this is not an address of the web",
        )
    return found


def states(value: Any, spot: Spot, report: Report) -> Any:
    """The states of an indicator of kind state: its code, then its name by language."""
    if not isinstance(value, dict) or not 1 <= len(value) <= 100:
        return refuse(report, spot, 'states.0.en = "closed", states.1.en = "open"', value, "wrong-type")
    found: dict[str, Mapping[str, str]] = {}
    for code, name in value.items():
        at = Spot(spot.file, spot.line, f"{spot.column}.{code}")
        if not re.fullmatch(r"[0-9]{1,4}", code):
            return refuse(report, at, "a whole number", code, "bad-state", "the code of a state is a number")
        kept = words(200)(name, at, report)
        if kept is BAD:
            return BAD
        found[code] = kept
    return found
