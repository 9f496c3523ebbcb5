"""How a value of the record is shown: a number, or, of a series of states, the state's name and never its code."""

from collections.abc import Mapping
from typing import Any

from holdfast.people.types import Viewer
from holdfast.record.queries import series_lines
from holdfast.record.types import Kind, SeriesLine
from holdfast.web.remembering import remembered
from holdfast.web.writing import here, number_text

Names = Mapping[str, Mapping[str, Any]]


def known_series(viewer: Viewer) -> Mapping[str, SeriesLine]:
    """Every series by its key."""
    return remembered(viewer, ("known series",), lambda: {one.key: one for one in series_lines(viewer)})


def state_names(viewer: Viewer) -> Names:
    """The names of the states, by series and code, of every series that says which of a list of states holds."""
    return {
        one.key: one.indicator.states
        for one in known_series(viewer).values()
        if one.indicator.kind == Kind.STATE
    }


def state_name(names: Names, series: object, value: object) -> str | None:
    """The name of the state a code stands for; None for a series of numbers."""
    found = names.get(str(series or ""))
    return (
        None if found is None or value is None else here(found.get(number_text(value)) or number_text(value))
    )
