"""The problems of a case as they are found, and the names that must be known before it is whole."""

import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.base.errors import HoldfastError, Problem, shown, with_article

MOST = 1000
_LONGEST_GUESS = 80
_GUESSES = 100  # a guess among thousands of names costs time, and nobody reads the hundredth


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: a file, its line (None for the whole file) and the column or key."""

    file: str
    line: int | None = None
    column: str | None = None


class Report:
    """Collects problems and references; nothing is raised until all has been read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []  # worth a look, and nothing wrong
        self.dropped = 0
        self._declared: dict[str, dict[str, Spot]] = defaultdict(dict)
        self._referred: list[tuple[str, str, Spot]] = []
        self._guesses = _GUESSES
        self.unsure: set[str] = set()  # kinds whose names could not all be read

    def nearest(self, word: str, known: Iterable[str]) -> str:
        """A clause that proposes the known word most like this one, or the empty text."""
        if len(word) > _LONGEST_GUESS or not self._guesses:
            return ""
        self._guesses -= 1
        found = difflib.get_close_matches(word, list(known)[:2000], n=1, cutoff=0.6)
        return f"; did you mean {found[0]}?" if found else ""

    def add(self, spot: Spot, what: str, *, expected: str = "", found: object = None, code: str) -> None:
        """One thing wrong at one place."""
        self.take(
            Problem.at(spot.file, spot.line, spot.column, what, expected=expected, found=found, code=code)
        )

    def take(self, problem: Problem) -> None:
        """A problem another room found; beyond a thousand they are counted and not kept."""
        if len(self.problems) < MOST:
            self.problems.append(problem)
        else:
            self.dropped += 1

    def note(self, spot: Spot, what: str, *, expected: str = "", code: str) -> None:
        """Something that is not wrong and that its writer may not have meant."""
        if len(self.notes) < MOST:
            self.notes.append(
                Problem.at(spot.file, spot.line, spot.column, what, expected=expected, code=code)
            )

    def error(self, spot: Spot, error: HoldfastError) -> None:
        """An error met while reading one place."""
        self.take(
            Problem(
                spot.file,
                spot.line,
                spot.column,
                error.what_happened.removesuffix("."),
                error.next_step.removesuffix("."),
                code=error.code,
            )
        )

    def declare(self, kind: str, key: str, spot: Spot) -> bool:
        """A name given here; false, with a problem, where it was given before."""
        before = self._declared[kind].get(key)
        if before is None:
            self._declared[kind][key] = spot
            return True
        where = f"{before.file}:{before.line}" if before.line else before.file
        self.add(
            spot,
            f"the {kind} key {shown(key)} is used twice; first in {where}",
            expected="a key of its own for each",
            code="key-twice",
        )
        return False

    def declared(self, kind: str) -> dict[str, Spot]:
        """All names of a kind so far."""
        return self._declared[kind]

    def refer(self, kind: str, key: str, spot: Spot) -> None:
        """A name used here, to be looked up when all of them are known."""
        self._referred.append((kind, key, spot))

    def settle(self) -> None:
        """Look up every name used; those that nobody gave are problems.

        Where the list of names is itself broken, that is said once, not again for each name used.
        """
        for kind, key, spot in self._referred:
            known = self._declared[kind]
            if key not in known and kind not in self.unsure:
                self.add(
                    spot,
                    f"there is no {kind} with the key {shown(key)}{self.nearest(key, known)}",
                    expected=f"the key of {with_article(kind)} of this case",
                    code=f"unknown-{kind.replace(' ', '-')}",
                )
        self._referred.clear()

    def in_order(self) -> tuple[Problem, ...]:
        """All problems, by file and line, with a last line that counts those not kept."""
        found = _sorted(self.problems)
        if self.dropped:
            found.append(
                Problem("case.toml", None, None, f"{self.dropped} more problems are not listed", code="more")
            )
        return tuple(dict.fromkeys(found))

    def notes_in_order(self) -> tuple[Problem, ...]:
        """All notes, by file and line."""
        return tuple(dict.fromkeys(_sorted(self.notes)))


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: (p.file != "case.toml", p.file, p.line or 0))
