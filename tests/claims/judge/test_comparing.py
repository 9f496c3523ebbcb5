"""One stated number beside one of the record: its bound decides, then the digits it is given with."""

from dataclasses import replace
from decimal import Decimal

import pytest

from holdfast.claims.engine.items import Bound, Item, Kind
from holdfast.claims.engine.judge.compare import Fit, between_slightly, compare, rounds_to

ITEM = Item(0, 3, "342", "en", Kind.COUNT, value=Decimal(342))


@pytest.mark.parametrize(
    ("bound", "stated", "held", "fit"),
    [
        (Bound.EXACT, 342, 342, Fit.HOLDS),
        (Bound.EXACT, 343, 342, Fit.FAILS),
        (Bound.EXACT, 3420, 342, Fit.FAILS),
        (Bound.EXACT, 65000, 64964, Fit.ROUNDED),
        (Bound.ABOUT, 65000, 64964, Fit.HOLDS),
        (Bound.ABOUT, 680000, 64964, Fit.FAILS),
        (Bound.AT_LEAST, 342, 342, Fit.HOLDS),
        (Bound.AT_LEAST, 343, 342, Fit.FAILS),
        (Bound.AT_LEAST, 10, 342, Fit.LOOSE),
        (Bound.MORE_THAN, 342, 342, Fit.FAILS),
        (Bound.MORE_THAN, 340, 342, Fit.HOLDS),
        (Bound.UP_TO, 342, 342, Fit.HOLDS),
        (Bound.UP_TO, 5000, 342, Fit.LOOSE),
        (Bound.UP_TO, 300, 342, Fit.FAILS),
        (Bound.FEWER_THAN, 342, 342, Fit.FAILS),
        (Bound.NEARLY, 350, 342, Fit.HOLDS),
        (Bound.NEARLY, 340, 342, Fit.FAILS),
        (Bound.VAGUE, 342, 342, Fit.OPEN),
    ],
)
def test_the_bound_decides(bound: Bound, stated: int, held: int, fit: Fit) -> None:
    assert compare(replace(ITEM, bound=bound, value=Decimal(stated)), Decimal(held)) is fit


def test_a_number_that_its_source_leaves_open_is_not_exact() -> None:
    assert compare(ITEM, Decimal(342), Bound.AT_LEAST) is Fit.DROPPED
    assert compare(replace(ITEM, bound=Bound.AT_LEAST), Decimal(342), Bound.AT_LEAST) is Fit.HOLDS
    assert compare(replace(ITEM, value=Decimal(400)), Decimal(342), Bound.AT_LEAST) is Fit.OPEN


def test_a_range_as_wide_as_anything_bears_nothing_out() -> None:
    narrow = replace(ITEM, value=Decimal(330), low=Decimal(330), high=Decimal(350))
    assert compare(narrow, Decimal(342)) is Fit.HOLDS
    assert compare(replace(narrow, value=Decimal(300), high=Decimal(400)), Decimal(342)) is Fit.LOOSE
    assert compare(replace(narrow, value=Decimal(1), high=Decimal(9000)), Decimal(342)) is Fit.OPEN
    assert compare(replace(narrow, high=Decimal(340)), Decimal(342)) is Fit.FAILS


def test_digits_stated_are_digits_meant() -> None:
    assert rounds_to(Decimal(64964), Decimal(65000))
    assert not rounds_to(Decimal(680000), Decimal(1000000))
    assert not rounds_to(Decimal(342), Decimal(0))


@pytest.mark.parametrize(
    ("bound", "stated", "held", "held_bound", "fit"),
    [
        (Bound.MORE_THAN, "340", "342", Bound.EXACT, Fit.HOLDS),
        (Bound.MORE_THAN, "342", "342", Bound.EXACT, Fit.FAILS),
        (Bound.MORE_THAN, "343", "342", Bound.EXACT, Fit.FAILS),
        (Bound.MORE_THAN, "320", "342", Bound.EXACT, Fit.OPEN),
        (Bound.MORE_THAN, "300", "342", Bound.EXACT, Fit.FAILS),
        (Bound.FEWER_THAN, "350", "342", Bound.EXACT, Fit.HOLDS),
        (Bound.NEARLY, "350", "342", Bound.EXACT, Fit.HOLDS),
        (Bound.NEARLY, "340", "342", Bound.EXACT, Fit.FAILS),
        (Bound.NEARLY, "400", "342", Bound.EXACT, Fit.FAILS),
        (Bound.MORE_THAN, "25700", "25700", Bound.ABOUT, Fit.OPEN),
        (Bound.MORE_THAN, "20000", "25700", Bound.ABOUT, Fit.FAILS),
    ],
)
def test_just_over_and_just_under_are_off_by_a_few_in_a_hundred(
    bound: Bound, stated: str, held: str, held_bound: Bound, fit: Fit
) -> None:
    told = replace(ITEM, bound=bound, value=Decimal(stated), slightly=True)
    assert compare(told, Decimal(held), held_bound) is fit


@pytest.mark.parametrize(
    ("bound", "stated", "fit"),
    [
        (Bound.MORE_THAN, "330", Fit.OPEN),
        (Bound.MORE_THAN, "342", Fit.FAILS),
        (Bound.MORE_THAN, "250", Fit.FAILS),
        (Bound.NEARLY, "340", Fit.OPEN),
        (Bound.NEARLY, "320", Fit.FAILS),
        (Bound.NEARLY, "400", Fit.FAILS),
    ],
)
def test_between_two_readings_just_over_is_never_borne_out(bound: Bound, stated: str, fit: Fit) -> None:
    told = replace(ITEM, bound=bound, value=Decimal(stated), slightly=True)
    assert between_slightly(told, Decimal(320), Decimal(342)) is fit
