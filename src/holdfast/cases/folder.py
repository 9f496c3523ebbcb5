"""The files of a case folder, opened so that nothing outside it is ever read."""

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from holdfast.base.errors import shown
from holdfast.cases.errors import CaseUnreadable
from holdfast.cases.report import Report, Spot

CASE_FILE = "case.toml"
MEGABYTE = 1024 * 1024
LIMITS = {".toml": 4 * MEGABYTE, ".csv": 512 * MEGABYTE, ".xlsx": 64 * MEGABYTE, ".json": 256 * MEGABYTE}
LIMITS[".parquet"] = 512 * MEGABYTE
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of the case as it was read."""

    name: str
    path: Path
    size: int
    digest: str


class Folder:
    """A case folder; every file is asked for by the name the case gives it."""

    def __init__(self, path: str | Path, report: Report, instead: Mapping[str, Path] | None = None) -> None:
        # Files to read in place of those of these names: a later version of what a case watches.
        self._instead = instead or {}
        root = Path(path).expanduser()
        try:
            if not stat.S_ISDIR(root.stat().st_mode):
                raise CaseUnreadable(
                    f"{shown(str(path), 200)} is a file, not a folder",
                    untouched="Nothing was written",
                    next_step=f"Name the folder that holds {CASE_FILE}",
                )
            self.root = root.resolve(strict=True)
        except (OSError, ValueError) as error:
            raise CaseUnreadable(
                f"The folder {shown(str(path), 200)} cannot be opened: {_reason(error)}",
                untouched="Nothing was written",
                next_step=f"Name a folder that holds {CASE_FILE}",
            ) from None
        if not os.path.lexists(self.root / CASE_FILE):
            raise CaseUnreadable(
                f"The folder {shown(str(path), 200)} holds no {CASE_FILE}",
                untouched="Nothing was written",
                next_step=f"Name the folder that holds {CASE_FILE}",
            )
        self.report = report
        self.read: dict[str, FileRead] = {}
        self._refused: set[str] = set()

    def file(self, name: str, spot: Spot, *, endings: tuple[str, ...]) -> FileRead | None:
        """The named file with its digest, or None and a problem at `spot` where it may not or cannot be read."""
        if name in self.read and name.endswith(endings):
            return self.read[name]
        if name in self._refused:
            return None
        found = self._open(name, spot, endings)
        if found is None:
            self._refused.add(name)
        else:
            self.read[name] = found
        return found

    def text(self, file: FileRead, spot: Spot) -> str | None:
        """The file as UTF-8 text, without a byte order mark; None and a problem where it is not."""
        data = file.path.read_bytes()
        if hashlib.sha256(data).hexdigest() != file.digest:
            return self._problem(spot, f"{shown(file.name)} changed while it was read", "file-changed")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return self._problem(
                Spot(file.name, line),
                "the file is not UTF-8",
                "not-utf-8",
                expected="a file saved as UTF-8",
                found=data[error.start : error.start + 1],
            )
        if "\x00" in text:
            line = text.count("\n", 0, text.index("\x00")) + 1
            return self._problem(
                Spot(file.name, line), "the file holds a NUL byte", "nul-byte", expected="plain text"
            )
        return text

    def verify(self) -> None:
        """A problem for each file that is no longer what it was when it was first read."""
        for name, file in self.read.items():
            again = self._digest(name, file.path, PurePosixPath(name).suffix.lower(), Spot(name))
            if again is not None and again.digest != file.digest:
                self._problem(Spot(name), "the file changed while it was read", "file-changed")

    def _open(self, name: str, spot: Spot, endings: tuple[str, ...]) -> FileRead | None:
        pure = PurePosixPath(name)
        if not name or not name.isprintable() or len(name) > 200 or "\\" in name:
            return self._problem(spot, f"{shown(name)} is not the name of a file", "file-name")
        if pure.is_absolute() or ".." in pure.parts or ":" in name:
            return self._problem(
                spot,
                f"{shown(name)} leads outside the case's folder",
                "file-outside",
                expected="the name of a file inside the folder",
            )
        ending = pure.suffix.lower()
        if ending not in endings:
            return self._problem(
                spot,
                f"{shown(name)} is not of a kind that is read here",
                "file-kind",
                expected=f"a name that ends in {' or '.join(endings)}",
            )
        if name in self._instead:
            return self._digest(name, self._instead[name], ending, spot)
        try:
            path = (self.root / pure).resolve(strict=True)
        except FileNotFoundError:
            return self._problem(spot, f"there is no file {shown(name)} in the folder", "file-missing")
        except (OSError, ValueError, RuntimeError) as error:
            return self._problem(spot, f"{shown(name)} cannot be read: {_reason(error)}", "file-unreadable")
        if not path.is_relative_to(self.root):
            return self._problem(
                spot,
                f"{shown(name)} is a link that leads outside the case's folder",
                "file-outside",
                expected="a file that lies in the folder itself",
            )
        return self._digest(name, path, ending, spot)

    def _digest(self, name: str, path: Path, ending: str, spot: Spot) -> FileRead | None:
        most = LIMITS[ending]
        sha, size = hashlib.sha256(), 0
        try:
            # Not to hang on a pipe, nor follow a link put there since the check.
            handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                os.close(handle)
                return self._problem(spot, f"{shown(name)} is not a plain file", "file-kind")
            with os.fdopen(handle, "rb") as source:
                while size <= most and (chunk := source.read(_CHUNK)):
                    sha.update(chunk)
                    size += len(chunk)
        except OSError as error:
            return self._problem(spot, f"{shown(name)} cannot be read: {_reason(error)}", "file-unreadable")
        if size > most:
            return self._problem(
                spot,
                f"{shown(name)} is too large",
                "file-too-large",
                expected=f"at most {most // MEGABYTE} MB",
                found=f"more than {most // MEGABYTE} MB",
            )
        return FileRead(name, path, size, sha.hexdigest())

    def _problem(self, spot: Spot, what: str, code: str, *, expected: str = "", found: object = None) -> None:
        self.report.add(spot, what, expected=expected, found=found, code=code)


def _reason(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return (text or type(error).__name__).lower()
