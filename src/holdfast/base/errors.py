"""The one root of every error, and the report of everything that is wrong with a set of files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_END = (".", "!", "?", "…", ":")


def shown(value: object, limit: int = 80) -> str:
    """The value as it may be printed: its repr, so without control characters, cut at `limit` characters."""
    # A cut before repr keeps a value of a million characters cheap.
    if isinstance(value, str | bytes) and len(value) > limit:
        value = value[:limit]
        return repr(value)[: limit - 1] + "…"
    try:
        text = repr(value)
    except ValueError:  # an integer too long for Python to print
        text = f"<{type(value).__name__}>"
    return text if len(text) <= limit else text[: limit - 1] + "…"


def with_article(noun: str) -> str:
    """The noun with a or an before it, by its first letter."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def one_line(text: str, limit: int = 300) -> str:
    """The text with control, line-break and direction characters escaped, cut at `limit` characters."""
    text = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith(_END) else text + "."


class HoldfastError(Exception):
    """An error a person can act on: what happened, what was left untouched, what to do next.

    `code` is stable, kebab-case, and an anchor in the documentation.
    """

    code: ClassVar[str] = "error"

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if not _CODE.fullmatch(cls.code):
            raise TypeError(
                f"{cls.__name__}.code is {cls.code!r}; expected kebab-case, such as 'seal-broken'"
            )

    def __init__(self, what_happened: str, *, untouched: str = "", next_step: str = "") -> None:
        super().__init__(what_happened)
        self.what_happened = _sentence(what_happened)
        self.untouched = _sentence(untouched)
        self.next_step = _sentence(next_step)

    def __str__(self) -> str:
        return " ".join(part for part in (self.what_happened, self.untouched, self.next_step) if part)

    def as_dict(self) -> dict[str, object]:
        """The error as JSON carries it: `code`, `what_happened`, `untouched`, `next_step`."""
        return {
            "code": self.code,
            "what_happened": self.what_happened,
            "untouched": self.untouched,
            "next_step": self.next_step,
        }


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one file: where it stands, what was expected, what was found (already `shown`)."""

    file: str
    line: int | None
    column: str | None
    what: str
    expected: str = ""
    found: str = ""
    code: str = "problem"

    @classmethod
    def at(
        cls,
        file: str,
        line: int | None,
        column: str | None,
        what: str,
        *,
        expected: str = "",
        found: object = None,
        code: str = "problem",
    ) -> Problem:
        """A problem whose found value is any object; None means that nothing was found to show."""
        return cls(file, line, column, what, expected, "" if found is None else shown(found), code)

    @classmethod
    def from_error(cls, error: HoldfastError, file: str, line: int | None, column: str | None) -> Problem:
        """An error met while reading one place in a file, as a problem there with the error's code."""
        return cls(file, line, column, error.what_happened.removesuffix("."), code=error.code)

    def __str__(self) -> str:
        place = one_line(self.file) if self.line is None else f"{one_line(self.file)}:{self.line}"
        column = f" {one_line(self.column)}:" if self.column else ""
        notes = [f"expected {one_line(self.expected)}"] if self.expected else []
        if self.found:
            notes.append(f"found {one_line(self.found)}")
        return f"{place}:{column} {one_line(self.what)}" + (f" ({', '.join(notes)})" if notes else "")

    def as_dict(self) -> dict[str, object]:
        """The problem as JSON carries it; `line` and `column` are null where there is none."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "what": self.what,
            "expected": self.expected,
            "found": self.found,
            "code": self.code,
        }


class Problems(HoldfastError):
    """Everything found wrong at once, printed one problem a line."""

    code = "problems"

    def __init__(
        self,
        problems: Iterable[Problem],
        *,
        untouched: str = "Nothing was written",
        next_step: str = "Mend the lines above and try again",
    ) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        count = len(self.problems)
        super().__init__(
            f"{count} {'problem' if count == 1 else 'problems'} found",
            untouched=untouched,
            next_step=next_step,
        )
        self.args = (self.problems,)  # so that the error survives pickling between processes

    def __str__(self) -> str:
        return "\n".join([*(str(problem) for problem in self.problems), super().__str__()])

    def as_dict(self) -> dict[str, object]:
        """The error with its list of problems."""
        return {**super().as_dict(), "problems": [problem.as_dict() for problem in self.problems]}
