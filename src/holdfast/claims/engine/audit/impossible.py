"""Numbers and dates that cannot be, whatever stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from holdfast.base.why import Why
from holdfast.claims.engine.audit.found import AuditKind, Finding, finding, plain
from holdfast.claims.engine.audit.metrics import Role
from holdfast.claims.engine.audit.rows import StatedRow
from holdfast.claims.engine.audit.wording import Said

# What a number is of where it may be below zero, and a percentage above 100: a change, or a difference of two things.
_CHANGE = frozenset(
    {
        "change",
        "changed",
        "increase",
        "decrease",
        "growth",
        "rise",
        "fall",
        "inflation",
        "difference",
        "balance",
        "net",
        "excess",
        "variation",
        "deviation",
        "anomaly",
        "delta",
        "deficit",
        "surplus",
        "correction",
        "corrected",
        "revision",
        "adjustment",
        "profit",
        "loss",
        "margin",
        "return",
        "migration",
        "compared",
        "versus",
        "vs",
    }
)
# Percentages of something that may be passed: of a room, of a plan, of another year. A part never passes its whole.
_PASSED = frozenset(
    {
        "occupancy",
        "capacity",
        "utilisation",
        "utilization",
        "load",
        "crowding",
        "overcrowding",
        "coverage",
        "enrolment",
        "enrollment",
        "achieved",
        "achievement",
        "fulfilled",
        "target",
        "plan",
        "goal",
        "requirement",
        "requirements",
        "need",
        "needs",
        "normal",
        "usual",
        "baseline",
        "prewar",
        "level",
        "levels",
        "average",
        "price",
        "prices",
        "cost",
        "costs",
        "wages",
        "index",
        "ratio",
        "debt",
        "relative",
    }
)
_PART = frozenset({"share", "proportion", "part", "fraction"})
# Scales that go below zero, whatever is measured on them. Everything else in a unit is counted: people, trucks, tonnes.
_SCALES = frozenset(
    {
        "°",
        "°c",
        "°f",
        "c",
        "f",
        "celsius",
        "centigrade",
        "fahrenheit",
        "degree",
        "degrees",
        "degré",
        "degrés",
        "grado",
        "grados",
        "درجة",
        "مئوية",
        "מעלות",
        "מעלה",
        "m",
        "metre",
        "metres",
        "meter",
        "meters",
        "feet",
        "ft",
        "db",
        "volt",
        "volts",
        "v",
        "point",
        "points",
        "index",
        "score",
        "dollar",
        "dollars",
        "euro",
        "euros",
        "shekel",
        "shekels",
        "pound",
        "pounds",
        "dinar",
        "dinars",
        "$",
        "€",
        "£",
        "₪",
    }
)
_SCALED = frozenset(
    {
        "temperature",
        "elevation",
        "altitude",
        "height",
        "latitude",
        "longitude",
        "index",
        "score",
        "rating",
        "approval",
        "sentiment",
    }
)
_CURRENCY = re.compile(r"\b[A-Z]{3}\b")
_WORD = re.compile(r"[$€£₪]|°?[^\W\d_]+|°")
_PROMISES = (Role.PROMISED_RATE, Role.PROMISED_TOTAL)


def find_impossible(rows: Iterable[StatedRow]) -> Iterator[Finding]:
    """Shares above 100 per cent, counts below zero, periods that end before they begin, words before their period."""
    for row in rows:
        if _is_above_all(row):
            yield finding(
                row,
                AuditKind.PERCENT,
                stated=row.value,
                expected=100,
                why=Why.of("audit-percent", stated=row.value, metric=row.called),
                arithmetic=f"{plain(row.value, 6)} % > 100 %",
                tolerance="none",
            )
        if row.value < 0 and not _may_be_below_zero(row):
            yield finding(
                row,
                AuditKind.NEGATIVE,
                stated=row.value,
                expected=0,
                why=Why.of("audit-negative", stated=row.value, metric=row.called),
                arithmetic=f"{plain(row.value, 6)} < 0",
                tolerance="none",
            )
        yield from _dates(row)


def _is_above_all(row: StatedRow) -> bool:
    """Whether it is a part of a whole, in per cent, and more than the whole."""
    if row.value <= 100 or row.meaning.role is not Role.SHARE or not row.meaning.percent:
        return False
    if row.said.bound in (Said.AT_MOST, Said.LESS_THAN):
        return False
    name = _words(row.meaning.name)
    if name & _PART:
        return not name & _CHANGE
    return not (name | _words(row.unit, row.scope)) & (_CHANGE | _PASSED)


def _may_be_below_zero(row: StatedRow) -> bool:
    """Whether it is measured on a scale that goes below zero, or is a difference; what is counted never is."""
    name, unit = _words(row.meaning.name), _words(row.unit)
    if (name | unit) & _CHANGE or name & _SCALED:
        return True
    return bool(unit & _SCALES) or _CURRENCY.search(row.unit) is not None


def _words(*said: str) -> set[str]:
    return {word.lower() for text in said for word in _WORD.findall(text[:2000].replace("_", " "))}


def _dates(row: StatedRow) -> Iterator[Finding]:
    if row.period_start and row.period_end and row.period_end < row.period_start:
        yield finding(
            row,
            AuditKind.PERIOD,
            stated=row.period_end.isoformat(),
            expected=row.period_start.isoformat(),
            why=Why.of("audit-period", first=row.period_start, last=row.period_end),
            arithmetic=f"{row.period_end} < {row.period_start}",
            tolerance="none",
            metric="",
        )
    elif (
        row.published
        and row.period_end
        and row.published < row.period_end
        and row.meaning.role not in _PROMISES
    ):
        yield finding(
            row,
            AuditKind.PUBLISHED,
            stated=row.published.isoformat(),
            expected=row.period_end.isoformat(),
            why=Why.of("audit-published", published=row.published, last=row.period_end),
            arithmetic=f"{row.published} < {row.period_end}",
            tolerance="none: the same day is enough",
            metric="",
        )
