"""The days of a window: in which words they fall, and on how many the promise was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a window in five disjoint words that add up to `in_window`."""

    in_window: int = 0
    reported: int = 0
    zero_reported: int = 0
    missing: int = 0
    partial: int = 0
    not_monitored: int = 0
    without_own_report: int | None = None  # no report ends on them, though a later one may cover them
    own_report_missing_by_weekday: tuple[int, ...] | None = None  # Monday first
    said_zero_without_report: int | None = None
    hours_reported: int | None = None
    hours_in_window: int | None = None

    @property
    def covered(self) -> int:
        """Days that some report speaks of, wholly or in part."""
        return self.reported + self.zero_reported + self.partial

    def as_json(self) -> dict[str, Any]:
        """The five words first, as agreed; then what else is known of the days."""
        weekdays = self.own_report_missing_by_weekday
        return {
            "in_window": self.in_window,
            "reported": self.reported,
            "zero_reported": self.zero_reported,
            "missing": self.missing,
            "partial": self.partial,
            "not_monitored": self.not_monitored,
            "without_own_report": self.without_own_report,
            "own_report_missing_by_weekday": (
                dict(zip(WEEKDAYS, weekdays, strict=True)) if weekdays is not None else None
            ),
            "said_zero_without_report": self.said_zero_without_report,
            "hours_reported": self.hours_reported,
            "hours_in_window": self.hours_in_window,
        }


@dataclass(frozen=True, slots=True)
class Breach:
    """Days below the promise: the first, and the longest run of days that are each known to be below."""

    first: date
    longest_first: date
    longest_days: int
    longest_with_gaps: int  # if every day without a value beside or between were below as well

    def as_json(self) -> dict[str, Any]:
        """The first day, and the longest run with and without the gaps it touches."""
        return {
            "first": self.first,
            "longest_first": self.longest_first,
            "longest_days": self.longest_days,
            "longest_with_gaps": self.longest_with_gaps,
        }


@dataclass(frozen=True, slots=True)
class DaysKept:
    """Day by day: on how many days the promise was kept, was not, and cannot be told."""

    kept: int
    below: int
    unknown: int
    share: Decimal | None  # kept / (kept + below), percent
    share_low: Decimal  # of the days in the window, percent, if every unknown day were below
    share_high: Decimal  # the same, if every unknown day were kept but one of each such report
    breach: Breach | None
    below_inside: int = (
        0  # reports over several days that each prove one day more below, without saying which
    )

    def as_json(self) -> dict[str, Any]:
        """Counts, shares with their divisors, and the breaches."""
        return {
            "kept": self.kept,
            "below": self.below,
            "unknown": self.unknown,
            "share_of_days_known": self.share,
            "share_of_window_low": self.share_low,
            "share_of_window_high": self.share_high,
            "breach": self.breach.as_json() if self.breach else None,
            "below_inside": self.below_inside,
        }
