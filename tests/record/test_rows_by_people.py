"""One row at a time, by a named person: one journal line each, nothing without a reason, no rule gone round."""

from datetime import date
from decimal import Decimal

import pytest

from holdfast.base.errors import HoldfastError
from holdfast.journal.queries import head, lines, verify
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Viewer
from holdfast.record import actions, queries
from holdfast.record.errors import (
    CounterNeverFell,
    ObservationExists,
    ObservationInvalid,
    ObservationSuperseded,
    ObservationUnknown,
    ObservationWithdrawn,
    PeriodsOverlap,
    ReasonMissing,
    SeriesUnknown,
    SeveralRefused,
)
from holdfast.record.types import CounterRuling, RowRef, Status
from record.conftest import Small, day, row

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
FIVE = {"status": Status.REPORTED, "value": Decimal(5)}


def test_it_works(small: Small, alice: Viewer) -> None:
    before = head().seq
    made = actions.add_observation(alice, series="stock", document="doc-a", about="2025-10-10", status=Status.REPORTED,
                                   value=Decimal("1.5"), qualifier="at least")  # fmt: skip
    assert (made.value, made.qualifier, made.document.key, made.edition) == (
        Decimal("1.50"),
        "at least",
        "doc-a",
        1,
    )
    better = actions.correct_observation(
        alice, key=made.key, reason="misread", status=Status.REPORTED, value=Decimal(2)
    )
    assert (better.edition, better.supersedes, better.reason) == (2, made.key, "misread")
    gone = actions.withdraw_observation(alice, key=better.key, reason="a hoax")
    assert gone.withdrawn == "a hoax"
    history = queries.row_history(alice, made.key)
    assert [(one.edition, one.superseded, one.withdrawn) for one in history] == [
        (1, True, None),
        (2, False, "a hoax"),
    ]
    assert head().seq == before + 3
    written = {line.seq: queries.batch_content(line.batch) for line in lines(after_seq=before)}
    assert verify(contents=written).ok


@pytest.mark.parametrize("name", ["bob", "charlie"])
def test_who_may_not_edit_writes_nothing(small: Small, request: pytest.FixtureRequest, name: str) -> None:
    small.load(row(first=0))
    before = head()
    viewer, key = request.getfixturevalue(name), RowRef(small.frame()["id"][0]).key
    for attempt in (
        lambda: actions.add_observation(viewer, series="flow", document="doc-a", about="2025-11-01", **FIVE),
        lambda: actions.correct_observation(viewer, key=key, reason="x", **FIVE),
        lambda: actions.withdraw_observation(viewer, key=key, reason="x"),
        lambda: actions.decide_counter(
            viewer, series="counter", day=day(1), ruling=CounterRuling.RESTART, reason="x"
        ),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert head().seq == before.seq + (name == "bob")  # Bob's own account is a line


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"series": "nothing"}, SeriesUnknown),
        ({"document": "nothing"}, HoldfastError),
        ({"about": "2025-13"}, HoldfastError),
        ({"about": "2025-11/.."}, ObservationInvalid),
        ({"value": Decimal("0.5")}, HoldfastError),
        ({"value": Decimal(-1)}, ObservationInvalid),
        ({"value": None}, ObservationInvalid),
        ({"status": Status.MISSING}, ObservationInvalid),
        ({"status": Status.ZERO_REPORTED}, ObservationInvalid),
        ({"low": Decimal(6)}, ObservationInvalid),
        ({"hours": -1}, ObservationInvalid),
        ({"note": "x" * 1001}, ObservationInvalid),
        ({"about": "2025-10-10"}, ObservationExists),
        ({"about": "2025-10-10", "document": "doc-b"}, SeveralRefused),
        ({"about": "2025-10-09/2025-10-10", "document": "doc-b"}, PeriodsOverlap),
    ],
)
def test_what_cannot_stand_is_refused(
    small: Small, alice: Viewer, given: dict[str, object], error: type[HoldfastError]
) -> None:
    small.load(row(first=0))
    before = head()
    with pytest.raises(error):
        actions.add_observation(
            alice, **({"series": "flow", "document": "doc-a", "about": "2025-11-01", **FIVE} | given)
        )
    assert head() == before


def test_a_correction_says_why_and_is_of_the_last_edition(small: Small, alice: Viewer) -> None:
    small.load(row(first=0))
    key = RowRef(small.frame()["id"][0]).key
    with pytest.raises(ReasonMissing):
        actions.correct_observation(alice, key=key, reason=" ", status=Status.REPORTED, value=Decimal(6))
    with pytest.raises(ObservationInvalid):
        actions.correct_observation(alice, key=key, reason="the same", **FIVE)
    actions.correct_observation(alice, key=key, reason="misread", status=Status.REPORTED, value=Decimal(6))
    with pytest.raises(ObservationSuperseded):
        actions.correct_observation(alice, key=key, reason="again", status=Status.REPORTED, value=Decimal(7))
    with pytest.raises(ObservationSuperseded):
        actions.withdraw_observation(alice, key=key, reason="again")
    last = queries.row_history(alice, key)[-1].key
    actions.withdraw_observation(alice, key=last, reason="a hoax")
    with pytest.raises(ObservationWithdrawn):
        actions.withdraw_observation(alice, key=last, reason="a hoax")
    for wrong in ("O-999999", "O-x", "x", "O-" + "9" * 40):
        with pytest.raises(ObservationUnknown):
            actions.withdraw_observation(alice, key=wrong, reason="a hoax")
    assert len(queries.row_history(alice, key)) == 2


def test_a_counter_that_falls_waits_for_a_decision(small: Small, alice: Viewer) -> None:
    small.load(*[row("counter", 0, n, value=value) for n, value in enumerate((10, 20, 15, 30))])
    (fall,) = queries.counter_falls(alice, open_only=True)
    assert (fall.day, fall.before, fall.after) == (day(2), 20, 15)
    with pytest.raises(CounterNeverFell):
        actions.decide_counter(alice, series="counter", day=day(1), ruling=CounterRuling.RESTART, reason="x")
    with pytest.raises(ReasonMissing):
        actions.decide_counter(alice, series="counter", day=day(2), ruling=CounterRuling.RESTART, reason=" ")
    known = head().seq
    decided = actions.decide_counter(
        alice, series="counter", day=day(2), ruling=CounterRuling.CORRECTION, reason="restated"
    )
    assert decided.stood is None
    assert decided.sentence() == f"counter, {day(2)}: correction."
    assert queries.counter_falls(alice, open_only=True) == ()
    assert queries.series_defs(alice)["counter"].decisions == (decided.decision,)
    assert queries.series_defs(alice, known_seq=known)["counter"].decisions == ()
    again = actions.decide_counter(
        alice, series="counter", day=day(2), ruling=CounterRuling.RESTART, reason="on reflection"
    )
    assert again.stood == decided.decision
    assert "restart, in place of what stood (correction, by alice: “restated”)" in again.sentence()
    assert [one.ruling for one in queries.series_defs(alice)["counter"].decisions] == [CounterRuling.RESTART]


def test_dates_of_withdrawal_are_the_series_own_day(
    small: Small, alice: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.load(row(first=0))
    monkeypatch.setenv("HOLDFAST_NOW", "2026-01-01T12:00:00Z")
    gone = actions.withdraw_observation(alice, key=RowRef(small.frame()["id"][0]).key, reason="a hoax")
    assert gone.withdrawn_on == date(2026, 1, 1)
