"""Every write of the record: in bulk inside a case's journal entry, and row by row by a named person."""

from holdfast.record.actions.bulk import record_observations
from holdfast.record.actions.counters import decide_counter
from holdfast.record.actions.definitions import save_assertions, save_indicators, save_series
from holdfast.record.actions.rows import add_observation, correct_observation, withdraw_observation

__all__ = [
    "add_observation",
    "correct_observation",
    "decide_counter",
    "record_observations",
    "save_assertions",
    "save_indicators",
    "save_series",
    "withdraw_observation",
]
