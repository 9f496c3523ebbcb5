"""What the name of a metric says: of what, in which role. Names follow one grammar, whatever they count.

`<subject>_total`, `<subject>:<kind>` (a kind of its total), `<subject>_<day>`, `<subject>_avg_per_day`,
`<subject>_promised_total`, `promised_per_day`, `<subject>_compliance_rate`, `<subject>_share`, `days`; any other
name is a count of its own subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

MOST_WORDS = 8  # of a name; longer ones are compared whole and with nothing else

_PROMISE = {
    "promised",
    "pledged",
    "promise",
    "pledge",
    "committed",
    "commitment",
    "agreed",
    "owed",
    "due",
    "target",
    "planned",
    "quota",
}
_MEAN = {"avg", "average", "mean"}
_TOTAL = {"total", "sum", "overall", "cumulative", "altogether"}
_SHARE = {"share", "percent", "percentage", "pct", "proportion"}
_COMPLIANCE = {"compliance", "fulfilment", "fulfillment", "implementation"}
_UNITS = {"day": 1, "daily": 1, "days": 1, "week": 7, "weekly": 7, "weeks": 7}
_FILLERS = {"of", "the", "in", "a", "an", "per", "number", "count", "rate", "to"}
_LENGTH = {
    "number",
    "of",
    "total",
    "duration",
    "period",
    "window",
    "count",
    "length",
    "in",
    "stated",
    "elapsed",
}
_DAYS = {"day", "days"}
_DAY = re.compile(r"[_ :-]*([0-9]{4}-[0-9]{2}-[0-9]{2})$", re.ASCII)
_PERCENT = re.compile(
    r"%|٪|\bper ?cent(age)?\b|\bpct\b|pour ?cent|por ?ciento|بالمئة|بالمائة|في المئة|אחוז", re.IGNORECASE
)
_A_TIME = re.compile(
    r"(?: an? | per |/ ?| par | por | في ال|/ال)(day|week|jour|día|semaine|semana|يوم|أسبوع)$", re.I
)
_WEEKS = {"week", "semaine", "semana", "أسبوع"}


class Role(StrEnum):
    """What a number is to the others of its statement."""

    TOTAL = "total"
    PART = "part"  # `x:<kind>`
    DAY = "day"  # of one day
    COUNT = "count"
    AVERAGE = "average"
    PROMISED_TOTAL = "promised total"
    PROMISED_RATE = "promised rate"
    RATE = "rate"  # what came, of what was promised
    SHARE = "share"  # a part, of its whole
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's name as read: its role, the words of what it is about, and of a rate in how many days."""

    name: str  # one spelling of it
    role: Role
    subject: tuple[str, ...]
    per: int = 1
    kind: str = ""
    day: date | None = None
    percent: bool = False
    unit: str = ""  # without "a day"

    @property
    def counts(self) -> bool:
        """Whether it is a number of things in a period: what grows with the period."""
        return self.role in (Role.TOTAL, Role.PART, Role.COUNT)


@lru_cache(maxsize=4096)
def parse_metric(name: str, unit: str = "") -> Metric:
    """The metric of this name, its unit read with it where the name says no role."""
    plain = re.sub(r"[\s\-]+(?![0-9]{2}\b)", "_", name.strip().lower())
    noun, per = _unit(unit)
    percent = _PERCENT.search(unit) is not None
    found = _DAY.search(plain)
    if found and (day := _day(found[1])) is not None:
        return Metric(plain, Role.DAY, _subject(_words(plain[: found.start()])), day=day, unit=noun)
    head, colon, kind = plain.partition(":")
    if colon and kind:
        return Metric(plain, Role.PART, _subject(_words(head)), kind=kind, percent=percent, unit=noun)
    words = _words(plain)
    held = set(words)
    role, days = _role(words, held, percent, per)
    if role is Role.COUNT and noun in _DAYS and held <= _LENGTH:
        role = Role.DAYS
    asks_percent = percent or (not unit and bool(held & _SHARE))
    return Metric(plain, role, _subject(words), days, percent=asks_percent, unit=noun)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[_\s.\-/]+", text) if word)


def _unit(unit: str) -> tuple[str, int | None]:
    plain = " ".join(unit.strip().lower().split())
    found = _A_TIME.search(plain)
    if found is None:
        return plain, None
    return plain[: found.start()], 7 if found[1] in _WEEKS else 1


def _role(words: tuple[str, ...], held: set[str], percent: bool, per: int | None) -> tuple[Role, int]:
    if held & _DAYS and held <= _LENGTH | _DAYS and "per" not in held:
        return Role.DAYS, 1
    time = _per(words) or per
    if time is None and (held & _SHARE or percent or ("rate" in held and held & _COMPLIANCE)):
        rate = held & _COMPLIANCE or held & _PROMISE or "rate" in held
        return (Role.RATE if rate else Role.SHARE), 1
    if held & _PROMISE:
        return (Role.PROMISED_RATE, time) if time else (Role.PROMISED_TOTAL, 1)
    if time:
        return Role.AVERAGE, time
    return (Role.TOTAL if held & _TOTAL else Role.COUNT), 1


def _per(words: tuple[str, ...]) -> int | None:
    for at, word in enumerate(words):
        if word in ("daily", "weekly"):
            return _UNITS[word]
        if word == "per" and at + 1 < len(words) and words[at + 1] in _UNITS:
            return _UNITS[words[at + 1]]
    return None


def _subject(words: tuple[str, ...]) -> tuple[str, ...]:
    """What is left of a name without the words of its role."""
    role = _PROMISE | _MEAN | _TOTAL | _SHARE | _COMPLIANCE | _FILLERS | set(_UNITS)
    left = tuple(word for word in words if word not in role)
    return left if len(left) <= MOST_WORDS else ("_".join(left),)
