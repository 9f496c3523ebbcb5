"""How a value of the record is shown: a number, or, of a series of states, the state's name and never its code."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from holdfast.people.types import Viewer
from holdfast.record.queries import series_lines
from holdfast.record.types import Kind, RowDetail, SeriesLine
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


@dataclass(frozen=True, slots=True)
class StateRow(RowDetail):
    """A row of a series of states, with the state's name by language beside its code."""

    observed_state: Mapping[str, Any] = field(default_factory=dict)


def with_states(names: Names, rows: Iterable[RowDetail]) -> Iterator[RowDetail]:
    """The rows as they are; those of a series of states with the state's name."""
    for row in rows:
        found = names.get(row.series)
        if found is None or row.value is None:
            yield row
        else:
            same = {one.name: getattr(row, one.name) for one in fields(RowDetail)}
            yield StateRow(**same, observed_state=_by_language(found.get(number_text(row.value))))


def observed_state(row: object) -> Mapping[str, Any] | None:
    """The name of a row's state by language; None for a number."""
    return getattr(row, "observed_state", None)


def state_code(names: Names, series: str, observed: Mapping[str, Any] | None) -> str | None:
    """The code of a state that a published row names, as the case gives it now; None for a number."""
    if not observed:
        return None
    known = names.get(series, {})
    return next((code for code, name in known.items() if _by_language(name) == dict(observed)), None)


def _by_language(name: Any) -> Mapping[str, Any]:
    return dict(name) if isinstance(name, Mapping) else {"en": str(name)} if name else {}
