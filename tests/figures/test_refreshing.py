"""Stored readings are renewed before a reader asks: the standings and the counters that fell."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from figures.conftest import CASE, LOAVES, Bakery
from holdfast.base.clock import frozen
from holdfast.figures.actions import refresh_readings
from holdfast.figures.models import CounterReading, Standing
from holdfast.figures.queries import falls_of, readings_due, standings
from holdfast.people.actions import add_account
from holdfast.people.types import Level, Role, Viewer
from holdfast.record.actions import add_observation, decide_counter
from holdfast.record.queries import counter_falls
from holdfast.record.types import CounterRuling, Status

NOW = "2026-03-31T12:00:00+00:00"


@pytest.fixture(autouse=True)
def one_day() -> Iterator[None]:
    """A day that does not turn under a test."""
    with frozen(NOW):
        yield


def test_it_works(bakery: Bakery, charlie: Viewer) -> None:
    """Strangers find today's standing; a second time nothing is computed."""
    assert refresh_readings() == (Level.PUBLIC,)
    stored = Standing.objects.get()
    assert (stored.as_of, stored.clearance) == (date(2026, 3, 31), Level.PUBLIC)
    refresh_readings()
    assert Standing.objects.get().computed == stored.computed
    with CaptureQueriesContext(connection) as asked:
        standings(charlie)
    assert len(asked) == 2


def test_each_clearance_that_reads_one(bakery: Bakery, rania: Viewer) -> None:
    """Whoever has looked once never waits again."""
    standings(rania)
    assert refresh_readings() == (Level.PUBLIC, rania.clearance)


def test_due_after_a_change_and_on_another_day(bakery: Bakery, alice: Viewer, adam: Viewer) -> None:
    """A row and midnight in the agreement's own zone make them due; an account does not."""
    before = readings_due()
    add_account(viewer=adam, username="dora", name="Dora", role=Role.READER)
    assert readings_due() == before
    with frozen("2026-03-31T20:59:00+00:00"):
        assert readings_due() == before
    with frozen("2026-03-31T21:01:00+00:00"):  # Gaza is three hours ahead
        assert readings_due() != before
    add_observation(
        alice,
        series="house-loaves",
        document="slips",
        about="2026-03-09",
        status=Status.REPORTED,
        value=Decimal(5),
    )
    assert readings_due() != before


def test_old_standings_are_thrown_away(bakery: Bakery, charlie: Viewer) -> None:
    """One a day would fill the disk; what is asked for again is computed again."""
    standings(charlie, as_of=date(2026, 3, 1))
    standings(charlie, as_of=date(2026, 3, 30))
    refresh_readings()
    assert {row.as_of for row in Standing.objects.all()} == {date(2026, 3, 30), date(2026, 3, 31)}


def test_counters_that_fell_are_read_from_what_is_stored(
    tmp_path: Path, alice: Viewer, charlie: Viewer
) -> None:
    """The same falls in one query; from the rows while the stored ones are older than the record."""
    counting = Bakery(tmp_path)
    counting.write(CASE.replace('kind = "flow"', 'kind = "cumulative"'), LOAVES)
    counting.load(alice)
    whole = counter_falls(charlie)
    assert [fall.day.day for fall in whole] == [4, 6, 7]
    assert falls_of(charlie, {"house-loaves"}) == whole
    refresh_readings()
    with CaptureQueriesContext(connection) as asked:
        assert falls_of(charlie, {"house-loaves"}) == whole
        assert falls_of(charlie, {"another"}) == falls_of(charlie, ()) == ()
    assert len(asked) == 2
    decide_counter(
        alice, series="house-loaves", day=date(2026, 3, 4), ruling=CounterRuling.RESTART, reason="A new book"
    )
    assert falls_of(charlie, {"house-loaves"}) == counter_falls(charlie) != whole
    refresh_readings()
    assert falls_of(charlie, {"house-loaves"}) == counter_falls(charlie)


def test_what_another_version_stored_is_not_read(bakery: Bakery, charlie: Viewer) -> None:
    """A stored reading that cannot be read is as if it were not there."""
    refresh_readings()
    CounterReading.objects.update(body='[{"series": "house-loaves"}]')
    assert falls_of(charlie, {"house-loaves"}) == ()
