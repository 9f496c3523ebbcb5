"""A moving-block bootstrap interval, only for a mean of daily values with gaps; never for a full count.

Method: H. R. Künsch, "The jackknife and the bootstrap for general stationary observations", Annals of Statistics 17
(1989) 1217-1241, by the package `arch` (extra `stats`). Blocks are runs of civil days, gaps included, so that values
that hang together from day to day stay together; each resample's mean is over the days in it that have a value. The
length of a block is the cube root of the days in the window, rounded up. The interval is the central 95 per cent of
2,000 resampled means. It says how far the mean of such days could differ by which days were reported, if the missing
days are like the others; it says nothing about a counter that counts wrongly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from typing import Any

import polars as pl

from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.types import RATES
from holdfast.base.errors import HoldfastError
from holdfast.base.extras import install_extra
from holdfast.base.why import Why
from holdfast.record.types import Kind, SeriesDef

FEWEST_DAYS = 20
RESAMPLES = 2000
SEED = 20251010
PLACES = 1


class StatsAbsent(HoldfastError):
    """The interval needs the extra `stats`, and it is not installed."""

    code = "stats-absent"


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 per cent interval of a mean, and what it was drawn from."""

    mean: Decimal
    low: Decimal
    high: Decimal
    days: int  # in the window
    observed: int
    block: int
    resamples: int
    seed: int
    why: Why

    def as_json(self) -> dict[str, Any]:
        """The interval with its method's numbers."""
        return {
            "mean": self.mean,
            "low": self.low,
            "high": self.high,
            "days": self.days,
            "observed": self.observed,
            "block": self.block,
            "resamples": self.resamples,
            "seed": self.seed,
            **self.why.as_json(),
        }


def require_stats() -> None:
    """Nothing, or StatsAbsent with what to install."""
    _extra()


def mean_interval(values: Sequence[Fraction | None], *, seed: int = SEED) -> Interval | Why:
    """The interval of the mean of daily values (None: no value that day), or why there is none.

    Raises StatsAbsent. The same values and seed give the same interval.
    """
    observed = [value for value in values if value is not None]
    if len(observed) == len(values):
        return Why.of("interval-refused-full-count", days=len(values))
    if len(observed) < FEWEST_DAYS:
        return Why.of("interval-refused-few-days", days=len(observed), fewest=FEWEST_DAYS)
    bootstrap, numpy = _extra()
    series = numpy.array([float("nan") if value is None else float(value) for value in values])
    block = next(n for n in range(1, len(values) + 1) if n**3 >= len(values))
    drawn = bootstrap.MovingBlockBootstrap(block, series, seed=numpy.random.default_rng(seed))
    means = [
        found for (sample,), _ in drawn.bootstrap(RESAMPLES) if not numpy.isnan(found := _mean(sample, numpy))
    ]
    low, high = (_rounded(float(end)) for end in numpy.quantile(means, [0.025, 0.975]))
    mean = _rounded(float(sum(observed, Fraction(0)) / len(observed)))
    why = Why.of(
        "interval-of-the-mean", low=low, high=high, observed=len(observed), days=len(values), block=block
    )
    return Interval(mean, low, high, len(values), len(observed), block, RESAMPLES, seed, why)


def interval_of(found: Assessed, rows: pl.DataFrame, series: SeriesDef) -> Interval | Why:
    """The interval of an assessed average, from the used rows of single days; or why there is none."""
    flow = series.indicator.kind in (Kind.FLOW, Kind.EVENTS)  # a counter's values are no daily values
    if found.rule not in RATES or not flow or found.first is None or found.last is None:
        return Why.of("interval-refused-not-a-mean")
    used = rows.filter(pl.col("id").is_in(list(found.used)))
    if used.filter(pl.col("first") != pl.col("last")).height:
        return Why.of("interval-refused-longer-reports")
    scale = 10**series.indicator.decimals
    held: Mapping[date, int | None] = dict(used.select("last", "value").iter_rows())
    first, days = found.first.toordinal(), (found.last - found.first).days + 1
    window = (held.get(date.fromordinal(first + n)) for n in range(days))
    return mean_interval([None if value is None else Fraction(value, scale) for value in window])


def _mean(sample: Any, numpy: Any) -> Any:
    told = sample[~numpy.isnan(sample)]
    return told.mean() if told.size else float("nan")


def _rounded(value: float) -> Decimal:
    return Decimal(repr(round(value, PLACES)))


def _extra() -> tuple[Any, Any]:
    try:
        return import_module("arch.bootstrap"), import_module("numpy")
    except ImportError as error:
        raise StatsAbsent(
            "An interval of a mean needs the extra 'stats', which is not installed",
            untouched="Nothing was computed or written",
            next_step=f"Install it: {install_extra('stats')}",
        ) from error
