"""The standing of an agreement: stored once a day and clearance, kept while nothing changed, computed when it did."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from figures.conftest import Bakery, tamper
from holdfast.agreements.errors import AgreementUnknown
from holdfast.figures.actions import refresh_standing
from holdfast.figures.models import Standing
from holdfast.figures.queries import standing, standings
from holdfast.figures.standings import ranges
from holdfast.people.actions import add_account
from holdfast.people.types import Level, Role, Viewer
from holdfast.record.actions import correct_observation
from holdfast.record.types import Status

DAY = date(2026, 3, 31)


def test_it_works(bakery: Bakery, charlie: Viewer) -> None:
    """Every reading of every duty, with the sides; the rows as counts and ranges."""
    found = standing(charlie, "bread-2026", DAY)
    assert [(one["reading"], one["state"]) for one in found.assessments] == [
        ("each-day", "not kept"), ("average", "not kept")
    ]  # fmt: skip
    assert found.assessments[0]["rows_used"] == 7
    assert len(found.assessments[0]["rows_used_ranges"]) == 2
    assert [(side["party"], side["statements"], side["documents"]) for side in found.sides] == [
        ("quarter", 1, 1)
    ]


def test_a_second_reader_reads_what_is_stored(bakery: Bakery, charlie: Viewer) -> None:
    """A few queries whatever the rows; nothing is computed again."""
    standings(charlie, as_of=DAY)
    computed = Standing.objects.get().computed
    with CaptureQueriesContext(connection) as asked:
        standings(charlie, as_of=DAY)
    assert len(asked) <= 3
    assert Standing.objects.get().computed == computed


def test_another_line_in_the_journal_does_not_compute_it_anew(
    bakery: Bakery, charlie: Viewer, adam: Viewer
) -> None:
    """A new account changes no assessment."""
    before = standing(charlie, "bread-2026", DAY)
    add_account(viewer=adam, username="dora", name="Dora", role=Role.READER)
    after = standing(charlie, "bread-2026", DAY)
    assert after == before
    assert Standing.objects.count() == 1


def test_a_corrected_row_does(bakery: Bakery, charlie: Viewer, alice: Viewer) -> None:
    """The reading follows the record."""
    before = standing(charlie, "bread-2026", DAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id) FROM record_observation")
        key = f"O-{cursor.fetchone()[0]}"
    correct_observation(alice, key=key, reason="Misread", status=Status.REPORTED, value=Decimal(400))
    after = standing(charlie, "bread-2026", DAY)
    assert after.assessments[1]["value"] > before.assessments[1]["value"]
    assert Standing.objects.count() == 1


def test_each_clearance_has_its_own(bakery: Bakery, charlie: Viewer, rania: Viewer) -> None:
    """A reading made for the desk is never shown to a stranger."""
    tamper("UPDATE record_observation SET level = 20 WHERE value = 70")
    assert standing(rania, "bread-2026", DAY).assessments[1]["rows_used"] == 7
    assert standing(charlie, "bread-2026", DAY).assessments[1]["rows_used"] == 6
    assert {row.clearance for row in Standing.objects.all()} == {Level.PUBLIC, Level.DESK}


def test_it_can_be_refreshed_by_hand(bakery: Bakery, charlie: Viewer) -> None:
    """The same assessments, computed again."""
    before = standing(charlie, "bread-2026", DAY)
    after = refresh_standing(charlie, agreement="bread-2026", as_of=DAY)
    assert after.assessments == before.assessments and after.computed > before.computed


def test_an_agreement_nobody_knows(db: None, charlie: Viewer) -> None:
    """Said so, by both ways to ask."""
    for ask in (lambda: standing(charlie, "none"), lambda: refresh_standing(charlie, agreement="none")):
        with pytest.raises(AgreementUnknown):
            ask()
    assert standings(charlie) == {}


def test_ranges_of_rows() -> None:
    """Neighbours are one range; twenty ranges are enough for a board."""
    assert ranges([3, 5, 6, 7, 9]) == ["O-3", "O-5..O-7", "O-9"]
    assert len(ranges(range(0, 1000, 2))) == 20
