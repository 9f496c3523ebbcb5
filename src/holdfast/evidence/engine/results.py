"""What a check answers: passed, failed or not checkable, always with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

PASSED = "passed"
FAILED = "failed"
NOT_CHECKABLE = "not checkable"

# Each of these alone says that somebody outside the desk saw the log: one that passed is enough.
OUTSIDE_PROOFS = frozenset({"timestamps", "opentimestamps", "cosignatures"})
NAMED_AT_MOST = 5
WHY_CAP = 4000


class Unreadable(ValueError):
    """Something is not what it should be, said in plain words."""


class Check(NamedTuple):
    """One thing that was looked at, what came of it, and why."""

    name: str
    result: str
    why: str


def passed(name: str, why: str) -> Check:
    """The check came out well."""
    return Check(name, PASSED, plain(why))


def failed(name: str, why: str) -> Check:
    """Something is not as it should be; the reason names it."""
    return Check(name, FAILED, plain(why))


def not_checkable(name: str, why: str) -> Check:
    """Nothing is known to be wrong, and nothing was proven; the reason says what is missing."""
    return Check(name, NOT_CHECKABLE, plain(why))


def stumbled(error: Exception) -> str:
    """Why a check could not be made, in words: what was found wrong, or that the verifier itself broke over it."""
    if isinstance(error, Unreadable):
        return str(error)
    if isinstance(error, OSError):
        return f"it cannot be read: {error.strerror or type(error).__name__}"
    return (
        f"the verifier could not finish, so that nothing is known of it: what it read is not what any file of this"
        f" kind holds ({type(error).__name__})"
    )


def guarded(names: Sequence[str], make: Callable[[], list[Check]]) -> list[Check]:
    """The checks; each of these names failed where they cannot be made, so that what others found stands."""
    try:
        return make()
    except Exception as error:  # noqa: BLE001  a file that breaks one check must not hide another
        return [failed(name, stumbled(error)) for name in names]


def plain(text: object) -> str:
    """Words from a file made fit for a terminal and a report: no control characters, an end."""
    fit = "".join(c if c.isprintable() else "\ufffd" for c in str(text))
    return fit if len(fit) <= WHY_CAP else fit[:WHY_CAP] + " \u2026"


def named(things: Sequence[str], what: str) -> str:
    """The first few of many, and how many there are."""
    shown = "; ".join(things[:NAMED_AT_MOST])
    more = len(things) - NAMED_AT_MOST
    return f"{shown}; and {more} more {what}" if more > 0 else shown


def combined(checks: Iterable[Check]) -> str:
    """The result of the whole: failed if any failed; not checkable if anything that carries the file is; else passed.

    A time-stamp, an anchored proof and a cosignature stand in for each other: one that passed is enough.
    """
    checks = list(checks)
    results = {check.result for check in checks}
    if FAILED in results:
        return FAILED
    proofs = {check.result for check in checks if check.name in OUTSIDE_PROOFS}
    silent = PASSED in proofs
    carrying = {check.result for check in checks if not (silent and check.name in OUTSIDE_PROOFS)}
    return NOT_CHECKABLE if NOT_CHECKABLE in carrying or PASSED not in results else PASSED
