"""Averages, rates and promised totals beside what the numbers of their own statement give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from holdfast.base.numbers import decimal_of, decimals_of
from holdfast.base.why import Term, Why
from holdfast.claims.engine.audit.found import AuditKind, Finding, finding, plain, tolerance_of
from holdfast.claims.engine.audit.frames import Frame, about, same_unit
from holdfast.claims.engine.audit.metrics import Role
from holdfast.claims.engine.audit.rows import Span, StatedRow
from holdfast.claims.engine.audit.saying import as_said
from holdfast.claims.engine.audit.windows import about_rates, is_qualified, lengths_that_give, near
from holdfast.claims.engine.audit.wording import Said

_TOTALS = (Role.TOTAL, Role.COUNT)


def find_averages(frame: Frame) -> Iterator[Finding]:
    """Averages that are total / days over neither the days said nor those of the stored window."""
    lengths = frame.lengths
    for row in frame.of(Role.AVERAGE):
        days = (row.said.days,) if row.said.days and row.said.days not in lengths else ()
        over = (*lengths, *days)
        totals = frame.beside(row, partial(_totals_of, row))
        if not over or not totals:
            continue
        stated, per = row.stands_for(), row.meaning.per
        if any(total.span().times(Fraction(per, n)).meets(stated) for total in totals for n in over):
            continue
        yield _average(frame, row, totals[0], over)


def _totals_of(row: StatedRow, rows: Sequence[StatedRow]) -> list[StatedRow]:
    return about(row, _in(rows, *_TOTALS))


def _in(rows: Sequence[StatedRow], *roles: Role) -> list[StatedRow]:
    return [one for one in rows if one.meaning.role in roles]


def _average(frame: Frame, row: StatedRow, total: StatedRow, over: tuple[int, ...]) -> Finding:
    per, places = row.meaning.per, decimals_of(row.value)
    first, *others = over
    expected = decimal_of(total.exact * per / first, min(places + 1, 18))
    said = as_said(row)
    each = Term("per.week") if per == 7 else Term("per.day")
    numbers = {"total": total.value, "days": first, "expected": expected, "stated": said, "per": each}
    line = f"{_times(total, per)} / {first} = {plain(expected, places + 1)}, stated {_worded(row)}"
    if others:
        value = decimal_of(total.exact * per / others[0], min(places + 1, 18))
        why = Why.of("audit-average-both", other_days=others[0], other=value, **numbers)
        line += f"; over {others[0]} days {plain(value, places + 1)}"
    elif fits := _fitting(row, total, first):
        why = Why.of("audit-average-needs", needs=fits, **numbers)
        line += f"; it needs {', '.join(map(str, fits))} days"
    else:
        why = Why.of("audit-average", **numbers)
    return finding(
        row,
        AuditKind.AVERAGE,
        stated=row.value,
        expected=expected,
        why=why,
        arithmetic=line,
        tolerance=tolerance_of(row, places),
        beside=(total,),
    )


def _fitting(row: StatedRow, total: StatedRow, days: int) -> list[int]:
    if row.said.bound not in (Said.EXACT, Said.ABOUT):
        return []
    # As said, not as rough: the length is proposed to a person, and a rough total would give many.
    fits = lengths_that_give(Span(total.exact, total.exact), row.stands_for(), row.meaning.per, days)
    return sorted(sorted(fits, key=lambda n: (abs(n - days), n))[:3])


def _times(total: StatedRow, per: int) -> str:
    return plain(total.value) if per == 1 else f"{plain(total.value)} × {per}"


def _worded(row: StatedRow) -> str:
    number = plain(row.value)
    return f"“{row.said.words}” {number}" if row.said.words else number


def find_rates(frame: Frame) -> Iterator[Finding]:
    """Percentages of what was promised that are not what came / what was promised."""
    for row in frame.of(Role.RATE):
        pairs = _pairs(frame, row)
        if not pairs:
            continue
        factor = scale_of(row)
        stated = row.stands_for()
        if any(_fits(came, promise, days, factor, stated) for came, promise, days in pairs):
            continue
        came, promise, days = pairs[0]
        places = decimals_of(row.value)
        whole_exact = promise.exact * days / promise.meaning.per
        if whole_exact <= 0:
            continue
        expected = decimal_of(came.exact / whole_exact * factor, min(places + 1, 18))
        shown = plain(promise.value) if days == 1 else f"({plain(promise.value)} × {days})"
        yield finding(
            row,
            AuditKind.RATE,
            stated=row.value,
            expected=expected,
            why=Why.of(
                "audit-rate",
                came=came.value,
                promised=decimal_of(whole_exact),
                expected=expected,
                stated=as_said(row),
            ),
            arithmetic=f"{plain(came.value)} / {shown}{' × 100' if factor == 100 else ''} = "
            f"{plain(expected, places + 1)}, stated {_worded(row)}",
            tolerance=tolerance_of(row, places),
            beside=(came, promise),
        )


def _fits(came: StatedRow, promise: StatedRow, days: int, factor: Fraction, stated: Span) -> bool:
    whole = promise.span().times(Fraction(days, promise.meaning.per))
    return (whole.low is not None and whole.low <= 0) or came.span().over(whole).times(factor).meets(stated)


def scale_of(row: StatedRow) -> Fraction:
    """100 where a share is told in per cent, 1 where it is told as a number between 0 and 1."""
    bare = not row.meaning.percent or not row.unit.strip()
    return Fraction(1) if bare and 0 < row.value <= 1 and decimals_of(row.value) else Fraction(100)


def _pairs(frame: Frame, row: StatedRow) -> list[tuple[StatedRow, StatedRow, int]]:
    """What came, what was promised, and over how many days that is to be taken (1 for a promised total)."""

    def promises(rows: Sequence[StatedRow]) -> list[StatedRow]:
        totals = _in(rows, Role.PROMISED_TOTAL)
        if row.meaning.subject:
            return about(row, totals) or about(row, _in(rows, Role.PROMISED_RATE))
        plain_ones = [one for one in totals if not is_qualified(frame, one)]
        return about(row, plain_ones) or about(row, _in(rows, Role.PROMISED_RATE))

    found = []
    for promise in frame.beside(row, promises) or about(row, frame.of(Role.PROMISED_TOTAL)):
        for came in frame.beside(row, partial(_came, row, promise)):
            lengths = (1,) if promise.meaning.role is Role.PROMISED_TOTAL else frame.lengths
            found += [(came, promise, n) for n in lengths]
    plainest = min((len(one[1].meaning.subject) for one in found), default=0)
    return [one for one in found if len(one[1].meaning.subject) == plainest]


def _came(row: StatedRow, promise: StatedRow, rows: Sequence[StatedRow]) -> list[StatedRow]:
    totals = _in(rows, *_TOTALS)
    return about(promise, totals) or (about(row, totals) if row.meaning.subject else [])


def find_promises(frame: Frame, found_windows: Sequence[Finding]) -> Iterator[Finding]:
    """Promised totals that are not the promised rate of their own statement times its days."""
    asked = {one.metric for one in found_windows if "rate" in dict(one.why.params)}
    for row in frame.of(Role.PROMISED_TOTAL):
        rates = about_rates(frame, row)
        lengths = [n for n in frame.lengths if n not in frame.own_days]
        if not rates or not lengths:
            continue
        stated = row.span()
        if any(
            rate.span().times(Fraction(n, rate.meaning.per)).meets(stated) for rate in rates for n in lengths
        ):
            continue
        if row.metric in asked and _supported(frame, row):
            continue
        rate, n = rates[0], lengths[0]
        expected = decimal_of(rate.exact * n / rate.meaning.per, 6)
        length = row.exact * rate.meaning.per / rate.exact
        shown = f"{plain(rate.value)}{'' if rate.meaning.per == 1 else f' / {rate.meaning.per}'} × {n}"
        yield finding(
            row,
            AuditKind.PROMISE,
            stated=row.value,
            expected=expected,
            why=Why.of(
                "audit-promise",
                rate=rate.value,
                per=Term("per.week") if rate.meaning.per == 7 else Term("per.day"),
                days=n,
                expected=expected,
                stated=as_said(row),
                needs=decimal_of(length, 1),
            ),
            arithmetic=f"{shown} = {plain(expected)}, stated {_worded(row)} ({plain(length)} days)",
            tolerance="none: a promised total is exact" if not row.said.words else tolerance_of(row, 0),
            beside=(rate,),
        )


def _supported(frame: Frame, row: StatedRow) -> bool:
    """Whether an average of the statement, too, gives the days that its promised total needs."""
    for average in frame.of(Role.AVERAGE):
        if not same_unit(row, average):
            continue
        for total in about(average, frame.of(*_TOTALS)):
            for n in frame.own_days:
                if near(n, frame.days or n) and total.span().times(Fraction(average.meaning.per, n)).meets(
                    average.stands_for()
                ):
                    return True
    return False
