"""The consistency audit of stated numbers: rows in, findings with their arithmetic out. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from holdfast.claims.engine.audit.between import find_over_time, find_relays
from holdfast.claims.engine.audit.errors import StatementsTooMany
from holdfast.claims.engine.audit.found import AuditKind, Finding, merged
from holdfast.claims.engine.audit.frames import Promised, frames
from holdfast.claims.engine.audit.impossible import find_impossible
from holdfast.claims.engine.audit.rates import find_averages, find_promises, find_rates
from holdfast.claims.engine.audit.rows import StatedRow
from holdfast.claims.engine.audit.sums import find_above, find_shares, find_sums
from holdfast.claims.engine.audit.windows import find_windows

MOST_TOGETHER = 400  # numbers of one statement about one period; a longer list is a table, and no statement
MOST_WORK = 130_000_000  # cubes of the numbers of statements, added up: two lists of 400, a thousand of 50
MOST_FINDINGS = 10_000  # of one audit, each relay's counted; who reads more of them learns no more

__all__ = ["AuditKind", "Finding", "StatedRow", "audit"]


def audit(rows: Iterable[StatedRow]) -> tuple[Finding, ...]:
    """Everything in these stated numbers that cannot all be right, in the order of their statements.

    Each statement of a source is checked by itself, each relay with its own numbers first and with those of the other
    relays where it lacks one; then statements of one source are compared. A finding says that numbers disagree, not
    which of them is wrong. Pure: the same rows give the same findings. Raises StatementsTooMany.
    """
    held = tuple(rows)
    promised = Promised.of(held)
    found: list[Finding] = []
    for one in _found(held, promised):
        found.append(one)
        if len(found) > MOST_FINDINGS:
            raise StatementsTooMany(
                f"More than {MOST_FINDINGS:,} findings in {len(held):,} stated numbers",
                untouched="Nothing of it was answered and nothing is stored",
                next_step="Part the file by statement or by source; so many mostly mean a column read as another",
            )
    order = {statement: place for place, statement in enumerate(dict.fromkeys(row.statement for row in held))}
    return tuple(sorted(merged(found), key=lambda one: order[one.statement]))


def _found(held: tuple[StatedRow, ...], promised: Promised) -> Iterator[Finding]:
    work = 0
    for frame in frames(held):
        if len(frame.rows) > MOST_TOGETHER:
            continue
        work += len(frame.rows) ** 3  # at worst, each number is held against the pairs of all the others
        if work > MOST_WORK:
            raise StatementsTooMany(
                "Too many statements of the file state hundreds of numbers each",
                untouched="Nothing of it was answered and nothing is stored",
                next_step="Part the file by statement or by source",
            )
        windows = find_windows(frame, promised)
        yield from windows
        yield from find_sums(frame)
        yield from find_above(frame)
        yield from find_averages(frame)
        yield from find_rates(frame)
        yield from find_shares(frame)
        yield from find_promises(frame, windows)
    yield from find_relays(held)
    yield from find_over_time(held)
    yield from find_impossible(held)
