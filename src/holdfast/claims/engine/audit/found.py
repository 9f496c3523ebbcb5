"""What the audit finds: a closed list of kinds, and one finding with the numbers that prove it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from holdfast.base.numbers import decimal_of
from holdfast.base.why import Why
from holdfast.claims.engine.audit.rows import StatedRow
from holdfast.claims.engine.audit.wording import Said

Number = Decimal | int | str


class AuditKind(StrEnum):
    """What sort of disagreement a finding is; docs/auditing.md says what each means."""

    PARTS = "parts"  # parts that do not sum to their total
    PART_ABOVE_WHOLE = "part above whole"
    AVERAGE = "average"  # not total / days
    RATE = "rate"  # not what came / what was promised
    SHARE = "share"  # not part / whole
    PROMISE = "promise"  # not rate x days
    WINDOW = "window"  # a question about the transcription
    RELAYS = "relays"  # two relays of one statement give two numbers
    WORDS = "words"  # two relays give one number with different words
    TWO_VALUES = "two values"  # one relay gives two numbers for one thing
    DUPLICATE = "duplicate"
    FALLS = "falls"  # a count that grows with its period falls
    RESTATED = "restated"
    PERCENT = "percent"  # a share above 100
    NEGATIVE = "negative"
    PERIOD = "period"  # ends before it begins
    PUBLISHED = "published"  # before its period ends


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that cannot all be right: what is stated, what the other numbers give, and the arithmetic."""

    statement: str
    kind: AuditKind
    metric: str
    stated: Number
    expected: Number
    why: Why
    arithmetic: str
    tolerance: str
    source: str
    relayed_by: tuple[str, ...]
    rows: tuple[int | str, ...]

    def as_json(self) -> dict[str, Any]:
        """The finding under the keys that docs/cli.md names."""
        return {
            "statement": self.statement,
            "kind": self.kind.value,
            "metric": self.metric,
            "stated": self.stated,
            "expected": self.expected,
            **self.why.as_json(),
            "arithmetic": self.arithmetic,
            "tolerance": self.tolerance,
            "source": self.source,
            "relayed_by": "; ".join(self.relayed_by) or None,
            "rows": list(self.rows),
        }


def finding(
    row: StatedRow,
    kind: AuditKind,
    *,
    stated: Number,
    expected: Number,
    why: Why,
    arithmetic: str,
    tolerance: str = "none: whole numbers are exact",
    beside: Iterable[StatedRow] = (),
    metric: str | None = None,
) -> Finding:
    """A finding about a row and those it was computed with."""
    rows = (row, *beside)
    return Finding(
        row.statement,
        kind,
        row.metric if metric is None else metric,
        stated,
        expected,
        why,
        arithmetic,
        tolerance,
        row.speaker or row.source,
        tuple(
            dict.fromkeys(one.relayed_by for one in rows if one.relayed_by and one.statement == row.statement)
        ),
        tuple(dict.fromkeys(one.ref for one in rows)),
    )


def merged(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once: the same of two relays is one finding with both."""
    kept: dict[tuple[object, ...], Finding] = {}
    for one in found:
        key = (one.statement, one.source, one.kind, one.metric, str(one.stated), str(one.expected))
        before = kept.get(key)
        if before is None:
            kept[key] = one
            continue
        kept[key] = replace(
            before,
            relayed_by=tuple(dict.fromkeys((*before.relayed_by, *one.relayed_by))),
            rows=tuple(dict.fromkeys((*before.rows, *one.rows))),
        )
    return tuple(kept.values())


def tolerance_of(row: StatedRow, decimals: int) -> str:
    """In words, how a stated number may differ from the exact one and still stand."""
    match row.said.bound:
        case Said.ABOUT:
            return f"“{row.said.words}”: within 1 %"
        case Said.EXACT:
            return f"rounded half up or cut off at {decimals} decimals"
    return f"“{row.said.words}”: a bound"


def plain(value: Decimal | int | Fraction, decimals: int = 1) -> str:
    """A number for the line of arithmetic: thousands parted, at most so many decimals."""
    exact = value if isinstance(value, Decimal) else decimal_of(Fraction(value), decimals)
    return f"{exact:,f}"
