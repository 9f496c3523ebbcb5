"""Civil days, instants and durations in a named time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from holdfast.base.clock import TimezoneUnknown
from holdfast.base.days import (
    DurationNotUnderstood,
    InstantNotUnderstood,
    WindowReversed,
    day_bounds,
    day_of,
    days_inclusive,
    each_day,
    month_bounds,
    month_of,
    parse_duration,
    parse_instant,
)
from holdfast.base.errors import HoldfastError, shown

NOON_IN_GAZA = datetime(2025, 10, 10, 9, tzinfo=UTC)  # summer time, UTC+3, until 25 October 2025


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-10T12:00 Asia/Gaza",
        "2025-10-10 12:00 Asia/Gaza",
        "2025-10-10T09:00Z",
        "2025-10-10T12:00:00+03:00",
    ],
)
def test_one_instant_in_four_spellings(text: str) -> None:
    assert parse_instant(text) == NOON_IN_GAZA
    assert parse_instant(text).tzinfo is UTC


def test_the_zone_given_beside_the_text_is_used_and_the_one_within_goes_first() -> None:
    assert parse_instant("2025-10-10T12:00", "Asia/Gaza") == NOON_IN_GAZA
    assert parse_instant("2025-10-10T12:00 Asia/Gaza", "America/New_York") == NOON_IN_GAZA


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-10", "2025-10-10T12:00", "2025-10-10T25:00Z", "2025-02-30T12:00Z", "2025-10-10T12Z", "", "noon",
        "2025-10-10T12:00 +03:00", "2025-10-10T12:00+03:00 Asia/Gaza", "٢٠٢٥-١٠-١٠T12:00Z", "0001-01-01T00:00+14:00",
        "2025-10-10T12:00+99:00", "9" * 10**6,
    ],
    ids=lambda value: shown(value, 30),
)  # fmt: skip
def test_what_is_not_one_instant_is_refused(text: str) -> None:
    with pytest.raises(InstantNotUnderstood) as refused:
        parse_instant(text)
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    "name", ["Asia/Nowhere", "../../etc/passwd", "Asia", "/etc/passwd", "", "a" * 1000, "Asia/"]
)
def test_a_zone_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(TimezoneUnknown) as refused:
        day_of(NOON_IN_GAZA, name)
    assert len(str(refused.value)) < 500


def test_a_clock_time_that_did_not_happen_or_happened_twice_is_refused() -> None:
    with pytest.raises(InstantNotUnderstood, match="did not happen"):
        parse_instant("2025-03-30T02:30 Europe/Berlin")
    with pytest.raises(InstantNotUnderstood, match="happened twice"):
        parse_instant("2025-10-26T02:30 Europe/Berlin")
    assert parse_instant("2025-10-26T02:30+01:00") == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


def test_seventy_two_hours_after_noon() -> None:
    due = NOON_IN_GAZA + parse_duration("72 hours")
    assert due == parse_instant("2025-10-13T12:00 Asia/Gaza")


@pytest.mark.parametrize(
    ("text", "hours"),
    [("72 hours", 72), ("3 days", 72), ("1 day", 24), ("PT72H", 72), ("P3D", 72), ("P1DT12H", 36), ("2 weeks", 336),
     ("P2W", 336), ("90 minutes", 1.5), ("PT90M", 1.5), ("PT3600S", 1)],
)  # fmt: skip
def test_durations_of_fixed_size(text: str, hours: float) -> None:
    assert parse_duration(text) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "P1DT", "3", "3 months", "P1M", "P1Y", "-3 days", "1.5 days", "0 days", "999999 weeks", "٣ days",
     "three days", " 3 days", "3  days", "3 days\n", "9" * 10**6],
    ids=lambda value: shown(value, 30),
)  # fmt: skip
def test_lengths_without_fixed_size_are_refused(text: str) -> None:
    with pytest.raises(DurationNotUnderstood) as refused:
        parse_duration(text)
    assert len(str(refused.value)) < 500


def test_a_day_changes_at_midnight_of_the_zone() -> None:
    late = datetime(2025, 10, 10, 22, tzinfo=UTC)
    assert day_of(late, "UTC") == date(2025, 10, 10)
    assert day_of(late, "Asia/Gaza") == date(2025, 10, 11)


def test_an_evening_boundary_names_the_day_it_closes() -> None:
    boundary = time(19, 30)
    kyiv = "Europe/Kyiv"
    assert day_of(parse_instant("2021-09-23T19:29 Europe/Kyiv"), kyiv, boundary) == date(2021, 9, 23)
    assert day_of(parse_instant("2021-09-23T19:30 Europe/Kyiv"), kyiv, boundary) == date(2021, 9, 24)
    assert day_bounds(date(2021, 9, 23), kyiv, boundary) == (
        parse_instant("2021-09-22T19:30 Europe/Kyiv"),
        parse_instant("2021-09-23T19:30 Europe/Kyiv"),
    )


def test_a_morning_boundary_names_the_day_it_opens() -> None:
    assert day_of(datetime(2025, 10, 10, 5, 59, tzinfo=UTC), "UTC", time(6)) == date(2025, 10, 9)
    assert day_of(datetime(2025, 10, 10, 6, 0, tzinfo=UTC), "UTC", time(6)) == date(2025, 10, 10)


def test_a_naive_instant_has_no_day() -> None:
    with pytest.raises(InstantNotUnderstood, match="zone"):
        day_of(datetime(2025, 10, 10), "UTC")


def test_windows_include_both_ends() -> None:
    assert days_inclusive(date(2025, 10, 10), date(2025, 10, 31)) == 22
    assert days_inclusive(date(2025, 10, 10), date(2025, 10, 10)) == 1
    assert list(each_day(date(2025, 10, 30), date(2025, 11, 1)))[-1] == date(2025, 11, 1)
    with pytest.raises(WindowReversed):
        days_inclusive(date(2025, 10, 10), date(2025, 10, 9))


def test_months() -> None:
    assert month_of(date(2025, 10, 10)) == "2025-10"
    assert month_bounds("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert month_bounds("9999-12") == (date(9999, 12, 1), date(9999, 12, 31))
    with pytest.raises(InstantNotUnderstood):
        month_bounds("2025-13")


INSTANTS = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from(["UTC", "Asia/Gaza", "Europe/Kyiv", "America/New_York", "Pacific/Kiritimati"])
BOUNDARIES = st.sampled_from([time(0), time(1, 30), time(2, 30), time(6), time(12), time(19, 30)])


@given(INSTANTS, ZONES, BOUNDARIES)
@example(
    datetime(2025, 11, 2, 6, 10, tzinfo=UTC), "America/New_York", time(1, 30)
)  # 01:10 for the second time
@example(
    datetime(2025, 3, 9, 7, 10, tzinfo=UTC), "America/New_York", time(2, 30)
)  # 03:10, just after the gap
def test_every_instant_lies_within_its_day(instant: datetime, timezone: str, boundary: time) -> None:
    start, end = day_bounds(day_of(instant, timezone, boundary), timezone, boundary)
    assert start <= instant < end


@given(st.text(max_size=50))
def test_hostile_text_raises_only_our_errors(text: str) -> None:
    for read in (parse_instant, parse_duration, month_bounds):
        try:
            read(text)
        except HoldfastError as refused:
            assert refused.what_happened and len(str(refused)) < 500
