"""Terms are stored with a revision and read back to the same values."""

from datetime import date

import pytest

from holdfast.agreements.engine.types import Terms
from holdfast.agreements.queries import agreement_terms
from holdfast.base.canonical import canonical_json, canonical_loads
from holdfast.figures.errors import SnapshotUnreadable
from holdfast.figures.snapshot import plain, restored
from holdfast.people.types import Viewer


def test_it_works(gaza: None, charlie: Viewer) -> None:
    """Every clause, reading, series, coverage, assertion of the example comes back as it was."""
    terms = agreement_terms(charlie, "gaza-ceasefire-2025")
    stored = canonical_json(plain(terms))
    assert restored(Terms, canonical_loads(stored)) == terms
    assert canonical_json(plain(restored(Terms, canonical_loads(stored)))) == stored


@pytest.mark.parametrize("value", [None, [], 3, "x", {"agreement": 3}, {"agreement": "a", "timezone": "b"}])
def test_nonsense_is_unreadable(value: object) -> None:
    """Anything that is not what was written is refused with a reason."""
    with pytest.raises(SnapshotUnreadable):
        restored(Terms, value)


def test_days_are_days() -> None:
    """A day that is none is refused."""
    with pytest.raises(SnapshotUnreadable):
        restored(date, "2026-02-30")
