"""Which series nothing new comes of, since when and why: for the board and the page of a series."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from holdfast.cases.types import Silent
from holdfast.cases.update_queries import series_silent_since
from holdfast.people.types import Viewer
from holdfast.web.record.values import known_series
from holdfast.web.remembering import remembered
from holdfast.web.writing import because


@dataclass(frozen=True, slots=True)
class SilentLine:
    """One series in words: its name, the day, whether anything came before it, the reason."""

    series: str
    name: Mapping[str, str] | str
    since: datetime
    ever: bool
    why: str
    case: str = ""
    decidable: bool = False  # a person owes a decision


def silent_lines(viewer: Viewer) -> list[SilentLine]:
    """Every series of which nothing new comes, the longest silent first; asked once for a state of the journal."""
    found = remembered(viewer, ("silent series",), lambda: series_silent_since(viewer))
    names = known_series(viewer) if found else {}
    return [_line(one, names[one.series].name) for one in found if one.series in names]


def silent_line(viewer: Viewer, series: str) -> SilentLine | None:
    """The line of one series; None while it comes, or where nobody watches it."""
    return next((one for one in silent_lines(viewer) if one.series == series), None)


def _line(one: Silent, name: Mapping[str, str]) -> SilentLine:
    return SilentLine(one.series, name, one.since, one.ever, because(one.reason), one.case, one.decidable)
