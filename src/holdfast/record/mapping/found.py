"""Where things stand in a declaration, and the problems met while reading."""

import difflib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Protocol

from holdfast.base.errors import Problem, shown

MOST = 1000
Path = tuple[str | int, ...]


class Spot(Protocol):
    """A place in a file: line and column are None where the whole of it is meant."""

    @property
    def file(self) -> str:
        """The file's name."""

    @property
    def line(self) -> int | None:
        """The line, from 1."""

    @property
    def column(self) -> str | None:
        """The column or key."""


Finder = Callable[..., Spot]


@dataclass(slots=True)
class Found:
    """Problems of one data file and of the declaration that maps it."""

    file: str
    find: Finder
    problems: list[Problem] = field(default_factory=list)

    def declared(self, path: Path, what: str, *, expected: str = "", found: object = None, code: str) -> None:
        """Something wrong in the declaration, at the key named by `path`."""
        spot = self.find(path)
        self.problems.append(
            Problem.at(spot.file, spot.line, spot.column, what, expected=expected, found=found, code=code)
        )

    def at(
        self,
        line: int | None,
        column: str | None,
        what: str,
        *,
        expected: str = "",
        found: object = None,
        code: str,
    ) -> None:
        """Something wrong in the data file."""
        self.problems.append(
            Problem.at(self.file, line, column, what, expected=expected, found=found, code=code)
        )


def nearest(word: str, known: Collection[str]) -> str:
    """A clause that proposes the known word most like this one, or the empty text."""
    if len(word) > 80:
        return ""
    likely = difflib.get_close_matches(word, list(known)[:2000], n=1, cutoff=0.6)
    return f"; did you mean {shown(likely[0])}?" if likely else ""


def listed(names: Collection[Any], most: int = 12) -> str:
    """The first of these names, and how many others there are."""
    words = [shown(name, 40) for name in list(names)[:most]]
    more = len(names) - len(words)
    return ", ".join(words) + (f" and {more} more" if more > 0 else "")
