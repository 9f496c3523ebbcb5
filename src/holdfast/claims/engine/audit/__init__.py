"""The consistency audit of stated numbers: rows in, findings with their arithmetic out. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.claims.engine.audit.between import find_over_time, find_relays
from holdfast.claims.engine.audit.found import AuditKind, Finding, merged
from holdfast.claims.engine.audit.frames import Promised, frames
from holdfast.claims.engine.audit.impossible import find_impossible
from holdfast.claims.engine.audit.rates import find_averages, find_promises, find_rates
from holdfast.claims.engine.audit.rows import StatedRow
from holdfast.claims.engine.audit.sums import find_above, find_shares, find_sums
from holdfast.claims.engine.audit.windows import find_windows

MOST_TOGETHER = 400  # numbers of one statement about one period; a longer list is a table, and no statement

__all__ = ["AuditKind", "Finding", "StatedRow", "audit"]


def audit(rows: Iterable[StatedRow]) -> tuple[Finding, ...]:
    """Everything in these stated numbers that cannot all be right, in the order of their statements.

    Each statement of a source is checked by itself, each relay with its own numbers first and with those of the other
    relays where it lacks one; then statements of one source are compared. A finding says that numbers disagree, not
    which of them is wrong. Pure: the same rows give the same findings.
    """
    held = tuple(rows)
    promised = Promised.of(held)
    found: list[Finding] = []
    for frame in frames(held):
        if len(frame.rows) > MOST_TOGETHER:
            continue
        windows = find_windows(frame, promised)
        found += windows
        found += find_sums(frame)
        found += find_above(frame)
        found += find_averages(frame)
        found += find_rates(frame)
        found += find_shares(frame)
        found += find_promises(frame, windows)
    found += find_relays(held)
    found += find_over_time(held)
    found += find_impossible(held)
    order = {statement: place for place, statement in enumerate(dict.fromkeys(row.statement for row in held))}
    return tuple(sorted(merged(found), key=lambda one: order[one.statement]))
