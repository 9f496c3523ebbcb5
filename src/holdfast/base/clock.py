"""The desk's clock: the only place in the project that asks the machine what time it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from holdfast.base.errors import HoldfastError, shown

_frozen: ContextVar[datetime | None] = ContextVar("holdfast_frozen_clock", default=None)
_ZONE_NAME = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){1,2}", re.ASCII)


class TimezoneUnknown(HoldfastError):
    """A time zone name that the tz database does not hold."""

    code = "timezone-unknown"


class ClockNotUnderstood(HoldfastError):
    """An instant given to the clock that is not an aware ISO 8601 instant."""

    code = "clock-not-understood"


def zone(name: str) -> ZoneInfo:
    """The tz database's zone of that name ("UTC", "Asia/Gaza"); raises TimezoneUnknown."""
    if isinstance(name, str) and len(name) <= 64 and (name == "UTC" or _ZONE_NAME.fullmatch(name)):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    raise TimezoneUnknown(
        f"The time zone {shown(name)} is not known",
        next_step="Use a name of the tz database, such as 'Asia/Gaza' or 'UTC'",
    )


def _instant(value: datetime | str, where: str) -> datetime:
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else value
        if instant.tzinfo is not None and instant.utcoffset() is not None:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ClockNotUnderstood(
        f"{where} is {shown(value)}, which is not an instant with its zone",
        next_step="Write it like 2025-10-10T09:00:00Z",
    )


def now() -> datetime:
    """The present instant, aware, in UTC; `frozen`, then the variable HOLDFAST_NOW (ISO), override it."""
    held = _frozen.get()
    if held is not None:
        return held
    declared = os.environ.get("HOLDFAST_NOW")
    return _instant(declared, "HOLDFAST_NOW") if declared else datetime.now(UTC)


def file_age(modified: float) -> float:
    """Seconds since a file's `st_mtime`, by the machine's own clock that stamped it: never held, never overridden."""
    return datetime.now(UTC).timestamp() - modified


def today(timezone: str) -> date:
    """The civil day it is now in the named time zone; raises TimezoneUnknown."""
    return now().astimezone(zone(timezone)).date()


@contextmanager
def frozen(at: datetime | str) -> Iterator[datetime]:
    """Within the block, and in this context only, `now()` is `at` (aware, or ISO with its zone)."""
    instant = _instant(at, "The instant to freeze at")
    token = _frozen.set(instant)
    try:
        yield instant
    finally:
        _frozen.reset(token)
