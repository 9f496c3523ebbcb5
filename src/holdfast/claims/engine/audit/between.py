"""What two relays of a statement, or two statements of a source, say of one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from holdfast.base.numbers import decimals_of
from holdfast.base.why import Why
from holdfast.claims.engine.audit.found import AuditKind, Finding, finding, plain
from holdfast.claims.engine.audit.frames import same_scope
from holdfast.claims.engine.audit.rows import StatedRow
from holdfast.claims.engine.audit.saying import as_said
from holdfast.claims.engine.audit.scopes import contrary
from holdfast.claims.engine.audit.wording import Said, same_bound

# Words for what is held at a time, and may fall.
_STOCK = frozenset(
    {
        "held",
        "remaining",
        "remain",
        "waiting",
        "active",
        "current",
        "currently",
        "open",
        "stock",
        "capacity",
        "left",
        "missing",
        "displaced",
        "inside",
        "present",
        "hospitalised",
        "hospitalized",
        "detained_now",
        "available",
        "balance",
        "net",
        "change",
    }
)
_LATE = date.max
MOST_PAIRS = (
    160_000  # numbers of one thing that are held against each other, each of some with each of others
)


def find_relays(rows: Iterable[StatedRow]) -> Iterator[Finding]:
    """Within each statement: numbers told twice, told with two values, or relayed with another value or other words."""
    held: dict[tuple[str, str, str, str, object], list[StatedRow]] = defaultdict(list)
    for row in rows:
        held[row.statement, row.source, row.meaning.name, row.meaning.unit, row.meaning.day].append(row)
    for found in held.values():
        if len(found) > 1:
            by_relay: dict[str, list[StatedRow]] = defaultdict(list)
            for row in found:
                by_relay[row.relayed_by].append(row)
            for mine in by_relay.values():
                yield from _in_one(mine)
            if len(by_relay) > 1:
                yield from _across(by_relay)


def _period(row: StatedRow) -> tuple[date | None, date | None]:
    return row.period_start, row.period_end


def _in_one(mine: list[StatedRow]) -> Iterator[Finding]:
    """One relay: the same row again, or another value for the same thing and period."""
    first: dict[tuple[object, ...], StatedRow] = {}
    for row in mine:
        key = (*_period(row), row.said.rest)
        if key not in first:
            first[key] = row
            continue
        before = first[key]
        if before.value == row.value:
            yield finding(
                row,
                AuditKind.DUPLICATE,
                stated=row.value,
                expected=before.value,
                why=Why.of("audit-duplicate", metric=row.called, value=as_said(row)),
                arithmetic=f"{row.metric} = {plain(row.value)}, told twice",
                beside=(before,),
            )
        elif not before.span().meets(row.span()):
            yield finding(
                row,
                AuditKind.TWO_VALUES,
                stated=row.value,
                expected=before.value,
                why=Why.of("audit-two-values", metric=row.called, one=as_said(before), other=as_said(row)),
                arithmetic=f"{plain(before.value)} ≠ {plain(row.value)}",
                beside=(before,),
            )


def _across(by_relay: dict[str, list[StatedRow]]) -> Iterator[Finding]:
    """The first row of each relay beside those of the others, by period and scope where a relay has several."""
    relays = list(by_relay.values())
    single = all(len(mine) == 1 for mine in relays)
    first: dict[object, StatedRow] = {}
    told: set[tuple[object, object]] = set()
    for mine in relays:
        for row in mine:
            key: object = None if single else (*_period(row), row.said.rest)
            before = first.setdefault(key, row)
            if before.relayed_by == row.relayed_by or (key, (row.value, row.said.words)) in told:
                continue
            told.add((key, (row.value, row.said.words)))
            yield from _two_relays(before, row)


def _two_relays(one: StatedRow, other: StatedRow) -> Iterator[Finding]:
    if contrary(one, other):
        return
    if one.value != other.value:
        otherwise = one.said.bound is not other.said.bound or decimals_of(one.value) != decimals_of(
            other.value
        )
        if otherwise and one.span().meets(other.span()):
            return  # "more than 980" and 986 are both true, and so are 145 and 145.6 as an average
        yield finding(
            other,
            AuditKind.RELAYS,
            stated=other.value,
            expected=one.value,
            why=Why.of(
                "audit-relays",
                metric=one.called,
                one=as_said(one),
                relay=one.relayed_by or "?",
                other=as_said(other),
                other_relay=other.relayed_by or "?",
            ),
            arithmetic=f"{plain(other.value)} − {plain(one.value)} = {plain(other.value - one.value)}",
            beside=(one,),
        )
        return
    said, others = _bare(one.scope), _bare(other.scope)
    if said and others and _plain(said) != _plain(others) and not same_bound(one.said, other.said):
        yield finding(
            other,
            AuditKind.WORDS,
            stated=others,
            expected=said,
            why=Why.of(
                "audit-words",
                metric=one.called,
                value=one.value,
                one=said,
                relay=one.relayed_by or "?",
                other=others,
                other_relay=other.relayed_by or "?",
            ),
            arithmetic=f"{plain(one.value)} in both; {said} ≠ {others}",
            tolerance="quotation marks, case and blanks do not count",
            beside=(one,),
        )
    both = (one.window, other.window)
    if None not in both and _period(one) != _period(other):
        yield finding(
            other,
            AuditKind.WINDOW,
            stated=both[1] or 0,
            expected=both[0] or 0,
            why=Why.of(
                "audit-window-relays",
                first=one.period_start,
                last=one.period_end,
                other_first=other.period_start,
                other_last=other.period_end,
                metric=one.called,
            ),
            arithmetic=f"{one.period_start} to {one.period_end} = {both[0]} days; "
            f"{other.period_start} to {other.period_end} = {both[1]} days",
            tolerance="none: both ends are counted",
            beside=(one,),
        )


def _bare(scope: str) -> str:
    """The words without the quotation marks that enclose all of them."""
    text = scope.strip()
    inner = text[1:-1]
    return inner if len(text) > 2 and text[0] in '"“' and text[-1] in '"”' and '"' not in inner else text


def _plain(scope: str) -> str:
    return " ".join(scope.replace('"', " ").replace("“", " ").replace("”", " ").lower().split())


def find_over_time(rows: Iterable[StatedRow]) -> Iterator[Finding]:
    """Between the statements of one source: a count that falls while its period grows, and a period told again."""
    starts: dict[tuple[object, ...], list[StatedRow]] = defaultdict(list)
    periods: dict[tuple[object, ...], list[StatedRow]] = defaultdict(list)
    for row in rows:
        meaning = row.meaning
        mine = (row.source, meaning.name, meaning.unit)
        if meaning.day is not None:
            periods[*mine, meaning.day].append(row)
        elif row.window is not None:
            periods[*mine, row.period_start, row.period_end].append(row)
            if meaning.counts and not _STOCK & set(meaning.subject) and row.said.days is None:
                starts[*mine, row.period_start].append(row)
    for found in periods.values():
        yield from _restated(found)
    for found in starts.values():
        yield from _fallen(found)


def _by_statement(rows: Iterable[StatedRow]) -> list[list[StatedRow]]:
    held: dict[str, list[StatedRow]] = defaultdict(list)
    for row in rows:
        held[row.statement].append(row)
    return list(held.values())


def _published(rows: list[StatedRow]) -> date:
    return min((row.published for row in rows if row.published), default=_LATE)


def _restated(found: list[StatedRow]) -> Iterator[Finding]:
    statements = sorted(_by_statement(found), key=_published)
    before: dict[str, list[StatedRow]] = {}
    for mine in statements:
        by_scope = _by_scope(mine)
        for scope, now in by_scope.items():
            then = before.get(scope) or (before.get("") if scope else next(iter(before.values()), None))
            if then and len(then) * len(now) <= MOST_PAIRS and not _agree(then, now):
                row, one = now[0], then[-1]
                yield finding(
                    row,
                    AuditKind.RESTATED,
                    stated=row.value,
                    expected=one.value,
                    why=Why.of(
                        "audit-restated",
                        metric=row.called,
                        before=as_said(one),
                        statement=one.statement,
                        now=as_said(row),
                    ),
                    arithmetic=f"{plain(row.value)} − {plain(one.value)} = {plain(row.value - one.value)}",
                    beside=(one,),
                )
        before |= by_scope


def _by_scope(rows: Iterable[StatedRow]) -> dict[str, list[StatedRow]]:
    held: dict[str, list[StatedRow]] = defaultdict(list)
    for row in rows:
        held[row.said.rest].append(row)
    return dict(held)


def _agree(then: list[StatedRow], now: list[StatedRow]) -> bool:
    return any(one.span().meets(row.span()) for one in then for row in now)


def _fallen(found: list[StatedRow]) -> Iterator[Finding]:
    """Each statement's highest beside the highest of those that ended before it, of the same thing."""
    by_scope = _by_scope(found)
    bare = by_scope.get("", [])
    # Numbers without words beside those of each of so many things: more things are a table, read by its words alone.
    with_bare = len(by_scope) * len(bare) <= MOST_PAIRS
    for scope, own in by_scope.items():
        if not scope:  # compared with all others only where these speak of one thing
            alike = found if len(by_scope) <= 2 else bare
        else:
            alike = [*own, *bare] if with_bare else own
        statements = sorted(
            _by_statement(alike), key=lambda rows: (rows[0].period_end or _LATE, _published(rows))
        )
        highest: StatedRow | None = None
        for mine in statements:
            low = min(mine, key=lambda row: row.span().low or 0)
            high = max(mine, key=lambda row: row.value)
            if (
                highest is not None
                and (highest.period_end or _LATE) < (mine[0].period_end or _LATE)
                and all(row.span().below(highest.span()) and same_scope(row, highest) for row in mine)
            ):
                yield finding(
                    high,
                    AuditKind.FALLS,
                    stated=high.value,
                    expected=highest.value,
                    why=Why.of(
                        "audit-falls",
                        metric=high.called,
                        first=high.period_start,
                        last=high.period_end,
                        now=as_said(high),
                        before=as_said(highest),
                        before_last=highest.period_end,
                        statement=highest.statement,
                    ),
                    arithmetic=f"{plain(high.value)} < {plain(highest.value)}, "
                    f"{high.period_start} to {high.period_end} and to {highest.period_end}",
                    tolerance="none: a count over more days is not smaller"
                    if Said.ABOUT not in (high.said.bound, highest.said.bound)
                    else "rough numbers within 1 %",
                    beside=(highest,),
                )
                highest = low
            elif highest is None or (low.span().low or 0) >= (highest.span().low or 0):
                highest = low
