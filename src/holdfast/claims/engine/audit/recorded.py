"""Stated numbers of the record as the audit reads them: what each means is known, and not read out of a name."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.base.why import Words
from holdfast.claims.engine.audit import audit
from holdfast.claims.engine.audit.found import AuditKind, Finding
from holdfast.claims.engine.audit.metrics import Metric, Role, parse_metric
from holdfast.claims.engine.audit.rows import StatedRow
from holdfast.record.stated import StatedNumber
from holdfast.record.types import DAYS_OF

_ROLES = {
    "total": Role.TOTAL,
    "average": Role.AVERAGE,
    "share": Role.RATE,  # per cent of what was promised
    "days": Role.DAYS,
    "promised": Role.PROMISED_TOTAL,
    "part": Role.PART,
}


def audit_recorded(numbers: Iterable[StatedNumber]) -> tuple[Finding, ...]:
    """As `audit`; a counter that fell is the record's own matter, which a person decides, and is left out here."""
    held = tuple(numbers)
    counters = {one.ref for one in held if one.cumulative}
    found = audit(row_of(one) for one in held)
    return tuple(
        one for one in found if one.kind is not AuditKind.FALLS or not counters.issuperset(map(str, one.rows))
    )


def row_of(number: StatedNumber) -> StatedRow:
    """The row of a stated number."""
    meaning = _meaning(number)
    return StatedRow(
        ref=number.ref,
        statement=number.statement,
        source=number.counter,
        relayed_by=number.relay,
        published=number.said,
        period_start=number.first,
        period_end=number.last,
        metric=meaning.name,
        value=number.value,
        unit=number.unit,
        scope=f'"{number.qualifier}"' if number.qualifier else "",
        url=number.url,
        given=meaning,
        name=_name(number, meaning),
        speaker=number.speaker,
    )


def _meaning(number: StatedNumber) -> Metric:
    role, per = _ROLES[number.kind], DAYS_OF.get(number.per, 1)
    said = parse_metric("promised", number.unit)
    if role is Role.PROMISED_TOTAL and said.role is Role.PROMISED_RATE:
        role, per = Role.PROMISED_RATE, said.per
    kind = number.ref if role is Role.PART else ""
    unit = "" if role is Role.TOTAL else said.unit
    return Metric(
        f"{number.series}:{kind or role.value}",
        role,
        (number.series,) if number.series else (f"\x00{number.ref}",),
        per if role in (Role.AVERAGE, Role.PROMISED_RATE) else 1,
        kind=kind,
        percent=role is Role.RATE,
        unit="" if role is Role.RATE else unit,
    )


def _name(number: StatedNumber, meaning: Metric) -> Words | None:
    if meaning.role is Role.PART and number.note:
        return Words.of(number.note)
    return Words.of(number.series_name) if number.series_name else None
