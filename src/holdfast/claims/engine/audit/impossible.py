"""Numbers and dates that cannot be, whatever stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from holdfast.base.why import Why
from holdfast.claims.engine.audit.found import AuditKind, Finding, finding, plain
from holdfast.claims.engine.audit.metrics import Role
from holdfast.claims.engine.audit.rows import StatedRow
from holdfast.claims.engine.audit.wording import Said

# Percentages that may pass 100, and numbers that may be below zero.
_CHANGE = frozenset(
    {
        "change",
        "increase",
        "decrease",
        "growth",
        "rise",
        "fall",
        "inflation",
        "difference",
        "balance",
        "net",
        "occupancy",
        "capacity",
        "excess",
        "variation",
        "deficit",
        "surplus",
    }
)
_PROMISES = (Role.PROMISED_RATE, Role.PROMISED_TOTAL)


def find_impossible(rows: Iterable[StatedRow]) -> Iterator[Finding]:
    """Shares above 100 per cent, counts below zero, periods that end before they begin, words before their period."""
    for row in rows:
        words = set(row.meaning.name.replace(":", "_").split("_"))
        is_share = row.meaning.role is Role.SHARE and row.meaning.percent
        open_below = row.said.bound in (Said.AT_MOST, Said.LESS_THAN)
        if is_share and row.value > 100 and not open_below and not words & _CHANGE:
            yield finding(
                row,
                AuditKind.PERCENT,
                stated=row.value,
                expected=100,
                why=Why.of("audit-percent", stated=row.value, metric=row.called),
                arithmetic=f"{plain(row.value, 6)} % > 100 %",
                tolerance="none",
            )
        if row.value < 0 and not words & _CHANGE:
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
