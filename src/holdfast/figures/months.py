"""The state of each duty month by month, stored with the standing so that a page computes nothing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.types import ObligationDef, ReadingDef, Terms
from holdfast.agreements.types import Rule, State
from holdfast.people.types import Viewer
from holdfast.record.queries import rows_frame

MOST = 36  # months; the last ones of a longer agreement
# A duty of so much a day, or not to do something, is asked of each month by itself; any other, as of its end.
BY_ITSELF = (Rule.DAILY_FLOOR, Rule.AVERAGE, Rule.NONE_AT_ALL, Rule.COUNT)


def month_states(viewer: Viewer, terms: Terms, as_of: date) -> dict[str, Any]:
    """`months`: their first days; `cells`: the state by obligation and first day, by the first series of the first
    reading of each watched duty; both empty where nothing is watched."""
    terms = _headlines(terms)
    series = {number for duty in terms.obligations for reading in duty.readings for number in reading.series}
    rows = rows_frame(viewer, series_ids=series)
    if rows.is_empty():
        return {"months": [], "cells": {}}
    first = max(terms.first_day or rows["first"].min(), rows["first"].min())
    last = min(as_of, max(rows["last"].max(), first))
    months = _months(first, last)[-MOST:]
    cells: dict[str, dict[str, str]] = {duty.key: {} for duty in terms.obligations}
    for month in months:
        end = min(_end(month), as_of)
        for one in assess(_in_month(terms, month, end), rows, as_of=end):
            if (
                one.value is not None or one.state is State.DISPUTED
            ):  # nothing said of the month leaves it blank
                cells[one.obligation][month.isoformat()] = str(one.state)
    return {"months": [month.isoformat() for month in months], "cells": cells}


def _headlines(terms: Terms) -> Terms:
    """The terms with the first watched reading of each obligation, and its first series, alone."""
    kept = []
    for duty in terms.obligations:
        reading = next((one for one in duty.readings if one.series), None)
        if reading is not None:
            kept.append(replace(duty, readings=(replace(reading, series=reading.series[:1]),)))
    return replace(terms, obligations=tuple(kept))


def _in_month(terms: Terms, month: date, end: date) -> Terms:
    return replace(
        terms,
        obligations=tuple(_asked(duty, month, end) for duty in terms.obligations if _binds(terms, duty, end)),
    )


def _binds(terms: Terms, duty: ObligationDef, end: date) -> bool:
    begins = terms.first_day_of(duty)
    return begins is None or begins <= end


def _asked(duty: ObligationDef, month: date, end: date) -> ObligationDef:
    reading = duty.readings[0]
    if reading.rule not in BY_ITSELF:
        return duty
    first = max(day for day in (reading.window_first, month) if day is not None)
    return replace(duty, readings=(_windowed(reading, first, end),)) if first <= end else duty


def _windowed(reading: ReadingDef, first: date, last: date) -> ReadingDef:
    return replace(reading, window_first=first, window_last=min(last, reading.window_last or last))


def _months(first: date, last: date) -> list[date]:
    found = [first.replace(day=1)]
    while _end(found[-1]) < last:
        found.append(_end(found[-1]) + timedelta(days=1))
    return found


def _end(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
