"""Five thousand spoiled cases and spreadsheets: told in words or whole. The short forms are in tests/cases."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.test_fuzzed_cases import CASE, MEALS, readable, spoiled, told
from drills.desks import LONG

pytestmark = pytest.mark.skipif(not LONG, reason="a long drill: make drills")


@settings(max_examples=5_000, deadline=None)
@given(spoiled())
def test_five_thousand_spoiled_cases(case: str) -> None:
    assert readable(told(case.encode("utf-8", "surrogatepass"), MEALS.encode()))


@settings(max_examples=2_000, deadline=None)
@given(st.binary(max_size=2_000), st.integers(0, len(MEALS)), st.integers(0, 200))
def test_two_thousand_spoiled_spreadsheets(noise: bytes, at: int, length: int) -> None:
    data = MEALS.encode()
    assert readable(told(CASE.encode(), data[:at] + noise + data[at + length :]))
