"""Where each key and value stands in a TOML text, so that a problem can name its line.

`tomllib` reads the values and forgets the places; this walks the same text, which `tomllib` has accepted before.
"""

import re
from dataclasses import dataclass

Path = tuple[str | int, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}#\r\n]+")
_STRINGS = (
    (re.compile(r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*"{3,5}'), '"""'),
    (re.compile(r"'''(?:[^']|'(?!''))*'{3,5}"), "'''"),
    (re.compile(r'"(?:[^"\\\n]|\\.)*"'), '"'),
    (re.compile(r"'[^'\n]*'"), "'"),
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class NotLocated(Exception):
    """The text is not the TOML it was taken for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line, and a column in characters, both from 1."""

    line: int
    column: int


def places(text: str) -> dict[Path, Place]:
    """The place of every key, of every table header and of every item of an array, by its path.

    A path is made of keys and, for items of arrays and arrays of tables, numbers from 0: ("parties", 0, "key").
    Raises NotLocated for a text that tomllib would refuse.
    """
    walk = _Walk(text)
    walk.document()
    return walk.found


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, Place] = {}
        self.counts: dict[Path, int] = {}  # of arrays of tables
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.line = 0

    def document(self) -> None:
        table: Path = ()
        while True:
            self.skip(_BLANK)
            if self.at >= len(self.text):
                return
            if self.text.startswith("[", self.at):
                table = self.header()
            else:
                self.pair(table)

    def header(self) -> Path:
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 2 if many else 1
        keys = self.keys()
        self.expect("]]" if many else "]")
        path: Path = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            last = number == len(keys) - 1
            if last and many:
                self.counts[path] = self.counts.get(path, -1) + 1
            if not last or many:
                self.mark(path, start)
            if path in self.counts:
                path = (*path, self.counts[path])
        self.mark(path, start)
        return path

    def pair(self, table: Path) -> None:
        start = self.at
        path = table
        for key in self.keys():
            path = (*path, key)
            self.mark(path, start)
        self.expect("=")
        self.value(path)

    def keys(self) -> list[str]:
        found = []
        while True:
            self.skip(_SPACE)
            found.append(self.key())
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return found
            self.at += 1

    def key(self) -> str:
        bare = _BARE.match(self.text, self.at)
        if bare:
            self.at = bare.end()
            return bare.group()
        quoted = self.string()
        if quoted is None:
            raise NotLocated(f"no key at character {self.at}")
        return _unescaped(quoted[1:-1]) if quoted[0] == '"' else quoted[1:-1]

    def value(self, path: Path) -> None:
        self.skip(_SPACE)
        if self.text.startswith("[", self.at):
            self.items(path)
        elif self.text.startswith("{", self.at):
            self.inline(path)
        elif self.string() is None:
            scalar = _SCALAR.match(self.text, self.at)
            if scalar is None:
                raise NotLocated(f"no value at character {self.at}")
            self.at = scalar.end()

    def items(self, path: Path) -> None:
        self.at += 1
        number = 0
        while True:
            self.skip(_BLANK)
            if self.text.startswith("]", self.at):
                self.at += 1
                return
            self.mark((*path, number), self.at)
            self.value((*path, number))
            number += 1
            self.skip(_BLANK)
            if self.text.startswith(",", self.at):
                self.at += 1
            elif not self.text.startswith("]", self.at):
                raise NotLocated(f"an array goes on strangely at character {self.at}")

    def inline(self, path: Path) -> None:
        self.at += 1
        while True:
            self.skip(_BLANK)
            if self.text.startswith("}", self.at):
                self.at += 1
                return
            self.pair(path)
            self.skip(_BLANK)
            if self.text.startswith(",", self.at):
                self.at += 1
            elif not self.text.startswith("}", self.at):
                raise NotLocated(f"an inline table goes on strangely at character {self.at}")

    def string(self) -> str | None:
        for pattern, opening in _STRINGS:
            if self.text.startswith(opening, self.at):
                match = pattern.match(self.text, self.at)
                if match is None:
                    raise NotLocated(f"a text never ends, from character {self.at}")
                self.at = match.end()
                return match.group()
        return None

    def skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()

    def expect(self, mark: str) -> None:
        self.skip(_SPACE)
        if not self.text.startswith(mark, self.at):
            raise NotLocated(f"no {mark!r} at character {self.at}")
        self.at += len(mark)

    def mark(self, path: Path, at: int) -> None:
        if path in self.found:
            return
        # Places are met in the order of the text, so the line only ever moves forward.
        while self.line + 1 < len(self.starts) and self.starts[self.line + 1] <= at:
            self.line += 1
        self.found[path] = Place(self.line + 1, at - self.starts[self.line] + 1)


def _unescaped(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        digits = match[1] or match[2]
        if digits:
            return chr(int(digits, 16))
        return _ESCAPED.get(match[3], match[3])

    return _ESCAPE.sub(one, text)
