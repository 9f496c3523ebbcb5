"""The example of docs/case-format.md as a folder that a test may spoil."""

import re
from pathlib import Path

from holdfast.base.errors import Problem
from holdfast.cases.check import check_case
from holdfast.cases.errors import CaseBroken

PAGE = Path(__file__).parents[2] / "docs" / "case-format.md"
_BLOCK = re.compile(r"^```(?:toml|csv) (\S+)\n(.*?)^```", re.S | re.M)


def blocks() -> dict[str, str]:
    """The files that the page spells out, by name."""
    return dict(_BLOCK.findall(PAGE.read_text(encoding="utf-8")))


class Folder:
    """A case folder on its way to being broken."""

    def __init__(self, root: Path) -> None:
        self.root = root / "hillside"
        self.root.mkdir()
        for name, text in blocks().items():
            if name.startswith("hillside/"):
                (self.root / name.removeprefix("hillside/")).write_text(text, encoding="utf-8")

    def text(self, name: str = "case.toml") -> str:
        """A file's text."""
        return (self.root / name).read_text(encoding="utf-8")

    def change(self, old: str, new: str, name: str = "case.toml", *, times: int = 1) -> "Folder":
        """Replace a text that stands exactly so often."""
        text = self.text(name)
        assert text.count(old) == times, f"{old!r} stands {text.count(old)} times"
        self.write(name, text.replace(old, new))
        return self

    def add(self, more: str, name: str = "case.toml") -> "Folder":
        """Add lines at the end of a file."""
        self.write(name, self.text(name) + more)
        return self

    def write(self, name: str, content: str | bytes) -> "Folder":
        """Write a file."""
        data = content.encode() if isinstance(content, str) else content
        (self.root / name).write_bytes(data)
        return self

    def line(self, part: str, name: str = "case.toml") -> int:
        """The number of the only line that holds this."""
        found = [n for n, line in enumerate(self.text(name).splitlines(), 1) if part in line]
        assert len(found) == 1, f"{part!r} stands on the lines {found}"
        return found[0]

    def problems(self) -> tuple[Problem, ...]:
        """What checking finds; nothing is a failure here."""
        try:
            check_case(self.root)
        except CaseBroken as error:
            assert error.problems
            return error.problems
        raise AssertionError("nothing was found wrong")

    def only(self) -> Problem:
        """The one problem that checking finds."""
        found = self.problems()
        assert len(found) == 1, "\n".join(str(problem) for problem in found)
        return found[0]
