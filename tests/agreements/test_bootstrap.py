"""The moving-block bootstrap, against one written here from its definition, and where it is refused."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from agreements.building import day, duty, frame, reading, row, series, terms
from holdfast.agreements.engine import bootstrap
from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.bootstrap import Interval, StatsAbsent, interval_of, mean_interval
from holdfast.agreements.types import Rule
from holdfast.base.why import Why


def wavy(days: int = 120, gap: int = 9) -> list[Fraction | None]:
    """Values that hang together from day to day, with a gap every ninth day."""
    dice = random.Random(7)
    found: list[Fraction | None] = []
    level = 100.0
    for n in range(days):
        level = 0.8 * level + 0.2 * 100 + dice.gauss(0, 10)
        found.append(None if n % gap == 0 else Fraction(round(level)))
    return found


def by_definition(values: list[Fraction | None], block: int, seed: int) -> tuple[float, float]:
    """Künsch 1989: as many blocks as cover the window, each from a start drawn evenly, cut to the window's length."""
    dice = random.Random(seed)
    n, means = len(values), []
    for _ in range(4000):
        sample: list[Fraction | None] = []
        while len(sample) < n:
            start = dice.randrange(n - block + 1)
            sample += values[start : start + block]
        told = [float(value) for value in sample[:n] if value is not None]
        means.append(sum(told) / len(told))
    means.sort()
    return means[int(0.025 * len(means))], means[int(0.975 * len(means))]


def test_it_agrees_with_the_definition() -> None:
    pytest.importorskip("arch", reason="the extra 'stats' is not installed")
    values = wavy()
    found = mean_interval(values)
    assert isinstance(found, Interval)
    assert found.block == 5
    low, high = by_definition(values, found.block, 1)
    width = high - low
    assert abs(float(found.low) - low) < 0.1 * width
    assert abs(float(found.high) - high) < 0.1 * width
    assert found.low < found.mean < found.high


def test_independent_days_give_the_textbook_standard_error() -> None:
    pytest.importorskip("arch", reason="the extra 'stats' is not installed")
    dice = random.Random(3)
    values: list[Fraction | None] = [None, *(Fraction(round(dice.gauss(200, 30))) for _ in range(400))]
    found = mean_interval(values)
    assert isinstance(found, Interval)
    textbook = 2 * 1.96 * 30 / 400**0.5
    assert 0.75 * textbook < float(found.high - found.low) < 1.25 * textbook


def test_the_same_seed_gives_the_same_interval_and_another_nearly() -> None:
    pytest.importorskip("arch", reason="the extra 'stats' is not installed")
    one, again, other = mean_interval(wavy()), mean_interval(wavy()), mean_interval(wavy(), seed=5)
    assert one == again
    assert isinstance(one, Interval)
    assert isinstance(other, Interval)
    assert abs(one.low - other.low) < 2


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([Fraction(1)] * 50, "interval-refused-full-count"),
        ([Fraction(1)] * 19 + [None], "interval-refused-few-days"),
        ([], "interval-refused-full-count"),
    ],
)
def test_it_is_refused_on_a_full_count_and_on_few_days(values: list[Fraction | None], code: str) -> None:
    found = mean_interval(values)
    assert isinstance(found, Why)
    assert found.code == code


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(bootstrap, "import_module", absent)
    with pytest.raises(StatsAbsent, match=r"\[stats\]") as refused:
        mean_interval(wavy())
    assert refused.value.untouched == "Nothing was computed or written."


def assessed(rule: Rule, rows: list[dict[str, Any]]) -> Any:
    """The interval of one assessed reading."""
    watched = series()
    held = frame(rows)
    (found,) = assess(
        terms(duty(reading(rule), quantity=Decimal(100)), watched), held, as_of=day("2026-12-31")
    )
    return interval_of(found, held, watched)


def test_an_assessed_average_with_gaps_has_one_and_a_count_has_none() -> None:
    pytest.importorskip("arch", reason="the extra 'stats' is not installed")
    start = day("2025-10-10")
    rows = [row(start + timedelta(days=n), 90 + n % 7) for n in range(60) if n % 7]
    assert isinstance(assessed(Rule.AVERAGE, rows), Interval)
    assert assessed(Rule.COUNT, rows).code == "interval-refused-not-a-mean"
    longer = [*rows, row(start + timedelta(days=60), 200, start + timedelta(days=61))]
    assert assessed(Rule.AVERAGE, longer).code == "interval-refused-longer-reports"
