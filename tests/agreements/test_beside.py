"""What stands beside a count: averages stated of a window, and who counts independently of whom."""

from __future__ import annotations

import pytest

from agreements.building import RELATIONS, asserted, day, duty, frame, reading, row, series, terms
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.sides import sides
from holdfast.agreements.engine.types import RelationDef
from holdfast.agreements.types import RelationKind, State
from holdfast.record.types import AssertionKind


def test_an_average_of_a_window_without_a_total_is_shown_and_not_judged() -> None:
    said = asserted(AssertionKind.AVERAGE, "118", "2025-10-10", "2025-10-21")
    alone = terms(duty(reading()), series(assertions=(said,)))
    (found,) = assess(alone, frame([]), as_of=day("2025-11-30"))
    assert (found.state, found.why.code, found.stated) == (State.NOT_KNOWN, "asserted-of-a-window", 118)
    assert "10 October 2025" in found.why.render("en")
    assert [(one_.first, one_.last) for one_ in found.assertions] == [(day("2025-10-10"), day("2025-10-21"))]
    (early,) = assess(alone, frame([]), as_of=day("2025-10-15"))
    assert (early.why.code, early.assertions) == ("no-rows", ())


def test_an_average_of_another_window_stands_beside_the_rows() -> None:
    said = asserted(AssertionKind.AVERAGE, "118", "2025-10-10", "2025-10-21")
    pact = terms(duty(reading()), series(assertions=(said,)))
    rows = [row("2025-10-10", 100), row("2025-10-11", 100)]
    (found,) = assess(pact, frame(rows), as_of=day("2025-11-30"))
    assert (found.value, [one_.key for one_ in found.assertions]) == (100, ["average-118"])
    (beside,) = sides((found,), pact)
    assert [one_.assertion.value for one_ in beside.asserted] == [118]
    whole = [row("2025-10-10", 1416, "2025-10-21")]
    (checked,) = assess(pact, frame(whole), as_of=day("2025-11-30"))
    assert (checked.assertions, [one_.stands for one_ in checked.stated_checks]) == ((), [True])


@pytest.mark.parametrize(("upstream", "counters", "bands"), [(None, 1, 0), ("paper", 2, 1)])
def test_two_arms_of_a_party_are_one_counter(upstream: str | None, counters: int, bands: int) -> None:
    relations = RELATIONS | {
        "north-port": RelationDef("north-port", RelationKind.BODY_OF_PARTY, "north", upstream)
    }
    listed = [series(1, source="north-army", indicator="i"), series(2, source="north-port", indicator="i")]
    pact = terms(duty(reading(numbers=(1, 2))), listed, relations=relations)
    found = assess(
        pact, frame([row("2025-10-10", 5), row("2025-10-10", 7, series=2)]), as_of=day("2025-10-10")
    )
    (beside,) = sides(found, pact)
    assert (len(beside.counters), len(beside.bands)) == (counters, bands)
    assert ("range-refused-one-counter" in [why.code for why in beside.refused]) is (counters == 1)
