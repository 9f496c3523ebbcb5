"""The days a statement is about: as it says, as its promised total needs, and as its stored window has them.

A difference is a question about the transcription, never an error of the speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from holdfast.base.why import Why
from holdfast.claims.engine.audit.found import AuditKind, Finding, finding, plain
from holdfast.claims.engine.audit.frames import COMING, Frame, Promised, about, same_unit
from holdfast.claims.engine.audit.metrics import Role
from holdfast.claims.engine.audit.rows import Span, StatedRow
from holdfast.claims.engine.audit.wording import Said

_NONE = "none: both ends are counted"
_REACH = Fraction(3, 10)
_FEW = 3


def find_windows(frame: Frame, promised: Promised) -> list[Finding]:
    """What differs from the stored window; sets the days that the other audits divide by."""
    days = frame.days
    frame.said_days = _said(frame)
    if days is None:
        return []
    found = [*_stated(frame, days), *_in_words(frame, days)]
    if not frame.said_days:
        found += _promised(frame, days, promised)
    return found


def near(length: int, days: int) -> bool:
    """Whether a length may be this window told wrongly: within 30 per cent of it, or three days."""
    return abs(length - days) <= max(_FEW, int(days * _REACH))


def lengths_that_give(total: Span, stated: Span, per: int, days: int) -> tuple[int, ...]:
    """The whole numbers of days near the window over which the total gives the stated average."""
    reach = max(_FEW, int(days * _REACH))
    return tuple(
        n
        for n in range(max(1, days - reach), min(days + reach, days + 400) + 1)
        if total.times(Fraction(per, n)).meets(stated)
    )


def _said(frame: Frame) -> tuple[int, ...]:
    return tuple(
        dict.fromkeys(
            int(row.value)
            for row in frame.of(Role.DAYS)
            if row.value == int(row.value) and 0 < row.value < 100_000 and row.said.bound is Said.EXACT
        )
    )


def _stated(frame: Frame, days: int) -> Iterator[Finding]:
    for row in frame.of(Role.DAYS):
        if frame.days is None or row.span().meets(Span(Fraction(days), Fraction(days))):
            continue
        ends = _end_after(frame, int(row.value))
        yield finding(
            row,
            AuditKind.WINDOW,
            stated=row.value,
            expected=days,
            why=Why.of(
                "audit-window-stated",
                stated=row.value,
                days=days,
                first=frame.first,
                last=frame.last,
                ends=ends,
            ),
            arithmetic=f"{frame.period()}, both ends counted = {days} days; stated {plain(row.value)}",
            tolerance=_NONE,
            metric=row.metric if row.given is None else "days",
        )


def _end_after(frame: Frame, length: int) -> object:
    if frame.first is None or not 0 < length <= min(100_000, (date.max - frame.first).days):
        return frame.last
    return frame.first + timedelta(days=length - 1)


def _in_words(frame: Frame, days: int) -> Iterator[Finding]:
    """A length said beside one number that is neither the statement's nor its window's."""
    for row in frame.rows:
        length = row.said.days
        if length is None or length == days or length in frame.said_days or row.meaning.role is Role.DAYS:
            continue
        yield finding(
            row,
            AuditKind.WINDOW,
            stated=length,
            expected=days,
            why=Why.of("audit-window-words", metric=row.called, stated=length, days=days),
            arithmetic=f"{frame.period()}, both ends counted = {days} days; {length} days said of {row.metric}",
            tolerance=_NONE,
        )


def _promised(frame: Frame, days: int, promised: Promised) -> Iterator[Finding]:
    beside: list[tuple[StatedRow, list[StatedRow]]] | None = None  # each average with the totals it is about
    for row in frame.of(Role.PROMISED_TOTAL):
        if row.said.bound is not Said.EXACT or row.value <= 0:
            continue
        here = about_rates(frame, row)
        own = here or [one for one in promised.by_source.get(frame.source, ()) if same_unit(row, one)]
        lengths = _lengths(row, own)
        if days in lengths:
            continue
        close = sorted((n for n in lengths if near(n, days)), key=lambda n: (abs(n - days), n))
        if beside is None:
            totals = frame.of(Role.TOTAL, Role.COUNT)
            beside = [(one, about(one, totals)) for one in frame.of(Role.AVERAGE)]
        averages = _averages(beside, row, days)
        if close and not (here and any(days in fits for _, _, fits in averages)):
            length = close[0]
            rate = lengths[length]
            frame.own_days = (length,)
            yield _by_promise(frame, row, rate, length, days)
            continue
        if not here:
            yield from _by_both(frame, row, promised, averages, days)


def about_rates(frame: Frame, row: StatedRow) -> list[StatedRow]:
    """The promised rates of the same statement that this promised total may be made of."""
    rates = [one for one in frame.of(Role.PROMISED_RATE) if one.value > 0]
    exact = [one for one in rates if one.meaning.subject == row.meaning.subject and same_unit(row, one)]
    if exact:
        return exact
    if is_qualified(frame, row):
        return []
    return [one for one in rates if same_unit(row, one) and not one.meaning.subject]


def is_qualified(frame: Frame, row: StatedRow) -> bool:
    """Whether a plainer thing is promised or counted beside it: fuel_trucks beside trucks."""
    mine = set(row.meaning.subject)
    return any(
        set(other.meaning.subject) - COMING < mine
        for other in frame.of(Role.PROMISED_TOTAL, Role.TOTAL)
        if other.meaning.unit == row.meaning.unit
    )


def _lengths(row: StatedRow, rates: list[StatedRow]) -> dict[int, StatedRow]:
    found: dict[int, StatedRow] = {}
    for rate in rates:
        if rate.value > 0:
            length = row.exact * rate.meaning.per / rate.exact
            if length.denominator == 1:
                found.setdefault(int(length), rate)
    return found


def _averages(
    beside: Sequence[tuple[StatedRow, Sequence[StatedRow]]], row: StatedRow, days: int
) -> list[tuple[StatedRow, StatedRow, tuple[int, ...]]]:
    """Averages of what was promised beside their totals, and the days over which each total gives its average."""
    found = []
    for average, totals in beside:
        if average.said.bound not in (Said.EXACT, Said.ABOUT) or not same_unit(row, average):
            continue
        for total in totals:
            if _of_promise(row, total):
                fits = lengths_that_give(total.span(), average.stands_for(), average.meaning.per, days)
                found.append((average, total, fits))
    return found


def _of_promise(promise: StatedRow, total: StatedRow) -> bool:
    size = len(promise.meaning.subject)
    return total.meaning.subject[:size] == promise.meaning.subject


def _by_promise(frame: Frame, row: StatedRow, rate: StatedRow, length: int, days: int) -> Finding:
    return finding(
        row,
        AuditKind.WINDOW,
        stated=length,
        expected=days,
        why=Why.of(
            "audit-window-promised",
            promised=row.value,
            rate=rate.value,
            stated=length,
            days=days,
            first=frame.first,
            last=frame.last,
        ),
        arithmetic=f"{plain(row.value)} / {plain(rate.exact / rate.meaning.per)} a day = {length} days; "
        f"{frame.period()}, both ends counted = {days} days",
        tolerance=_NONE,
        beside=(rate,),
    )


def _by_both(
    frame: Frame,
    row: StatedRow,
    promised: Promised,
    averages: list[tuple[StatedRow, StatedRow, tuple[int, ...]]],
    days: int,
) -> Iterator[Finding]:
    """Where nobody of the source gives the rate: the average and the promised total must name the same other length."""
    others = _lengths(row, [one for one in promised.every if same_unit(row, one)])
    if (row.exact / days).denominator == 1:
        return
    for average, total, fits in averages:
        if days in fits:
            continue
        both = [n for n in fits if n in others] or [n for n in fits if (row.exact / n).denominator == 1]
        if len(both) == 1:
            length = both[0]
            yield finding(
                row,
                AuditKind.WINDOW,
                stated=length,
                expected=days,
                why=Why.of(
                    "audit-window-both",
                    promised=row.value,
                    total=total.value,
                    average=average.value,
                    stated=length,
                    days=days,
                ),
                arithmetic=f"{plain(row.value)} / {length} = {plain(row.exact / length)} and {plain(total.value)} / "
                f"{length} = {plain(total.exact * average.meaning.per / length)}; "
                f"{frame.period()}, both ends counted = {days} days",
                tolerance=_NONE,
                beside=(total, average),
            )
            return
