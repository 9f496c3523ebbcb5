"""The strip of months: one line a duty, one cell a month, a mark in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.web.board.gather import Gathered


@dataclass(frozen=True, slots=True)
class Strip:
    """The months across and the duties down; a cell is None before a duty binds."""

    months: tuple[date, ...]
    lines: tuple[Mapping[str, Any], ...]


def strip_of(found: Gathered, key: str) -> Strip | None:
    """The strip of one agreement, from the stored states by month; None where none are stored."""
    stored = found.stored.get(key)
    told = getattr(stored, "months", None)
    if not told:
        return None
    view = found.views[key]
    cells: dict[str, dict[date, str]] = {}
    for one in told:
        cells.setdefault(one["obligation"], {})[_month(one["month"])] = str(one["state"])
    months = tuple(sorted({month for line in cells.values() for month in line}))
    lines = tuple(
        {"duty": duty, "cells": [(month, cells[duty.key].get(month)) for month in months]}
        for duty in view.obligations
        if duty.key in cells
    )
    return Strip(months, lines)


def _month(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:7] + "-01")
