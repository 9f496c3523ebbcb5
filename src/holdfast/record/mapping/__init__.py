"""Mapping columns of a data file onto observations, as a case declares it and never in code."""

from holdfast.record.mapping.frames import MAPPED, empty_rows
from holdfast.record.mapping.mapper import Mapped, map_file
from holdfast.record.mapping.periods import period_problems

__all__ = ["MAPPED", "Mapped", "empty_rows", "map_file", "period_problems"]
