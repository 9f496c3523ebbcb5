"""Civil days, instants and durations, each in a named time zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from holdfast.base.clock import zone
from holdfast.base.errors import HoldfastError, shown

_INSTANT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2})?(?: (?P<zone>[A-Za-z][A-Za-z0-9_+/-]{1,60}))?"
)
_SPOKEN = re.compile(r"(?P<count>[0-9]{1,6}) ?(?P<unit>minute|hour|day|week)s?")
_ISO_DURATION = re.compile(
    r"P(?!$)(?:(?P<weeks>[0-9]{1,6})W)?(?:(?P<days>[0-9]{1,6})D)?"
    r"(?:T(?!$)(?:(?P<hours>[0-9]{1,6})H)?(?:(?P<minutes>[0-9]{1,6})M)?(?:(?P<seconds>[0-9]{1,6})S)?)?"
)
_LONGEST = timedelta(days=36_525)


class InstantNotUnderstood(HoldfastError):
    """A text that is not one instant: no zone, or a clock time that did not happen or happened twice."""

    code = "instant-not-understood"


class DurationNotUnderstood(HoldfastError):
    """A text that is not a length of time of fixed size."""

    code = "duration-not-understood"


class WindowReversed(HoldfastError):
    """A window whose last day comes before its first."""

    code = "window-reversed"


def _not_an_instant(text: object, reason: str) -> InstantNotUnderstood:
    return InstantNotUnderstood(
        f"{shown(text)} {reason}", next_step="Write it like 2025-10-10T12:00 Asia/Gaza or 2025-10-10T09:00Z"
    )


def localise(local: datetime, timezone: str) -> datetime:
    """The UTC instant of a naive clock time in the zone; raises InstantNotUnderstood if it has none or two."""
    place = zone(timezone)
    try:
        candidates = {local.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)}
        held = sorted(
            c for c in candidates if c.astimezone(place).replace(tzinfo=None) == local.replace(fold=0)
        )
    except (OverflowError, ValueError):
        raise _not_an_instant(local.isoformat(), "is outside the years that can be computed") from None
    if len(held) == 1:
        return held[0]
    reason = "did not happen" if not held else "happened twice"
    raise _not_an_instant(
        local.isoformat(), f"{reason} in {timezone}, where the clocks changed; give an offset"
    )


def parse_instant(text: str, timezone: str | None = None) -> datetime:
    """The aware UTC instant that the text writes; a zone in the text goes before `timezone`.

    Accepted: 2025-10-10T12:00, with seconds, with a blank for the T; then Z, an offset (+03:00), or a blank and a
    zone name. Raises InstantNotUnderstood, or TimezoneUnknown.
    """
    match = _INSTANT.fullmatch(text) if isinstance(text, str) and len(text) <= 120 else None
    if match is None:
        raise _not_an_instant(text, "is not a date with a clock time")
    try:
        clock_time = time.fromisoformat(match["clock"])
        local = datetime.combine(date.fromisoformat(match["day"]), clock_time)
        if match["offset"]:
            if match["zone"]:
                raise _not_an_instant(text, "names both an offset and a zone")
            return datetime.fromisoformat(local.isoformat() + match["offset"]).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _not_an_instant(text, "is a date or a clock time that does not exist") from None
    named = match["zone"] or timezone
    if named is None:
        raise _not_an_instant(text, "says no time zone")
    return localise(local, named)


def parse_duration(text: str) -> timedelta:
    """The fixed length of time that the text writes: "72 hours", "3 days", "PT72H", "P1DT12H", "P2W".

    A day is 24 hours here; months and years have no fixed length and are refused, as is anything above 100 years.
    Raises DurationNotUnderstood.
    """
    length: timedelta | None = None
    if isinstance(text, str) and len(text) <= 40:
        spoken = _SPOKEN.fullmatch(text)
        written = _ISO_DURATION.fullmatch(text)
        if spoken is not None:
            length = timedelta(**{f"{spoken['unit']}s": int(spoken["count"])})
        elif written is not None:
            length = timedelta(**{unit: int(count) for unit, count in written.groupdict().items() if count})
    if length is not None and timedelta(0) < length <= _LONGEST:
        return length
    raise DurationNotUnderstood(
        f"{shown(text)} is not a length of time of fixed size",
        next_step="Write it like '72 hours', '3 days', 'PT72H' or 'P3D'",
    )


def day_of(instant: datetime, timezone: str, boundary: time = time(0)) -> date:
    """The civil day in the zone that holds the instant, where days change at `boundary`, local clock.

    The boundary itself opens the new day. A day carries the date that holds the larger part of it: with 19:30 the day
    of 10 October runs from 19:30 on the 9th to 19:30 on the 10th; with 06:00, from 06:00 on the 10th to the 11th.
    """
    if instant.utcoffset() is None:
        raise _not_an_instant(instant.isoformat(), "says no time zone")
    try:
        day = instant.astimezone(zone(timezone)).date()
        # Comparing instants and not clock times keeps the day right where the clocks change at the boundary.
        start, end = day_bounds(day, timezone, boundary)
        return day + timedelta(days=(instant >= end) - (instant < start))
    except OverflowError:
        raise _not_an_instant(instant.isoformat(), "is outside the years that can be computed") from None


def day_bounds(day: date, timezone: str, boundary: time = time(0)) -> tuple[datetime, datetime]:
    """The UTC instants (start, end) of the civil day, end excluded, named as in `day_of`."""
    opening = day if boundary <= time(12) else day - timedelta(days=1)
    return (
        _boundary_instant(opening, timezone, boundary),
        _boundary_instant(opening + timedelta(days=1), timezone, boundary),
    )


def _boundary_instant(day: date, timezone: str, boundary: time) -> datetime:
    # A boundary that a clock change skips is read with the offset before it; one that comes twice, at its first time.
    local = datetime.combine(day, boundary, tzinfo=zone(timezone))
    return local.astimezone(UTC)


def days_inclusive(first: date, last: date) -> int:
    """How many days the window holds, both ends included, at least 1; raises WindowReversed."""
    if last < first:
        raise WindowReversed(f"The window ends on {last}, before it begins on {first}")
    return (last - first).days + 1


def each_day(first: date, last: date) -> Iterator[date]:
    """Every day of the window in order, both ends included; raises WindowReversed."""
    for offset in range(days_inclusive(first, last)):
        yield first + timedelta(days=offset)


def month_of(day: date) -> str:
    """The month of the day, as 2025-10."""
    return f"{day.year:04d}-{day.month:02d}"


def month_bounds(month: str) -> tuple[date, date]:
    """The first and last day of a month written as 2025-10; raises InstantNotUnderstood."""
    if (
        isinstance(month, str)
        and re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", month, re.ASCII)
        and month[:4] > "0000"
    ):
        year, number = int(month[:4]), int(month[5:])
        first = date(year, number, 1)
        return first, (date(year, 12, 31) if number == 12 else date(year, number + 1, 1) - timedelta(days=1))
    raise InstantNotUnderstood(f"{shown(month)} is not a month", next_step="Write it like 2025-10")
