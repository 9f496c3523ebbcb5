"""A part of an agreement on which a finding rests does not go silently."""

from datetime import date

import pytest

from cases.folders import Folder
from cases.store import stored
from holdfast.agreements.errors import StillRestedOn
from holdfast.agreements.models import Agreement, Obligation, Reading
from holdfast.base.clock import now
from holdfast.cases.actions import load_case
from holdfast.figures.models import Finding
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


@pytest.fixture
def found(hillside: Folder, alice: Viewer) -> None:
    """A reviewer's finding about the meals, under the reading of each day."""
    load_case(alice, hillside.root)
    Finding.objects.create(
        agreement=Agreement.objects.get(),
        obligation=Obligation.objects.get(key="hot-meals-a-day"),
        reading=Reading.objects.get(key="each-day"),
        number=1,
        from_day=date(2026, 3, 2),
        to_day=date(2026, 3, 8),
        reasons="x",
        excuses_considered="x",
        right_of_reply="x",
        by="rania",
        made=now(),
        batch=1,
    )


def test_a_reading_that_a_finding_rests_on(hillside: Folder, alice: Viewer, found: None) -> None:
    before = stored()
    hillside.change('key = "each-day"', 'key = "every-day"')
    with pytest.raises(
        StillRestedOn, match="The reading 'each-day' is gone from the case, but a finding rests on it"
    ):
        load_case(alice, hillside.root)
    assert stored() == before


def test_a_reading_that_nothing_rests_on(hillside: Folder, alice: Viewer, found: None) -> None:
    hillside.change('reading = "average"', 'reading = "mean"').change('key = "average"', 'key = "mean"')
    load_case(alice, hillside.root)
    assert set(Reading.objects.values_list("key", flat=True)) == {"mean", "each-day"}


def test_its_words_may_change(hillside: Folder, alice: Viewer, found: None) -> None:
    hillside.change("90 on every single day.", "90 on each single day.")
    assert load_case(alice, hillside.root).wrote
