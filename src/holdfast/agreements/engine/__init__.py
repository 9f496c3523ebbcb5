"""The engine of agreements: plain Python and Polars, values in, value and why out."""

from holdfast.agreements.engine.assess import assess
from holdfast.agreements.engine.assessed import Assessed
from holdfast.agreements.engine.days import Days
from holdfast.agreements.engine.sides import SideBySide, side_by_side, sides
from holdfast.agreements.engine.types import ObligationDef, ReadingDef, RelationDef, Terms

__all__ = [
    "Assessed",
    "Days",
    "ObligationDef",
    "ReadingDef",
    "RelationDef",
    "SideBySide",
    "Terms",
    "assess",
    "side_by_side",
    "sides",
]
