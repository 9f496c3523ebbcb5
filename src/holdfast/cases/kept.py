"""The files of a case that watches something, kept in the store so that it can be loaded without its folder."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from holdfast.base.errors import HoldfastError, Problem, shown
from holdfast.cases.check import check_case
from holdfast.cases.errors import CaseBroken, CaseNotKept
from holdfast.cases.folder import FileRead
from holdfast.cases.models import Case, CaseFile, Load
from holdfast.cases.types import CheckedCase, Watch
from holdfast.evidence.actions.keeping import keep_files
from holdfast.evidence.queries.kept import kept_file
from holdfast.people.types import Viewer


@dataclass(frozen=True, slots=True)
class Read:
    """A case as it is to be loaded: with the names of files of which the desk's own version stands.

    `standing` is the digest of the case at the desk for which this was found out; None where it does not matter.
    """

    checked: CheckedCase
    newer: tuple[str, ...]
    standing: str | None


def keep_case(viewer: Viewer, files: Iterable[FileRead]) -> None:
    """Keep the files of a case under the digests they were read with; raises CaseBroken, StoreFailed."""
    read = list(files)
    kept = keep_files(viewer, files=[file.path for file in read])
    changed = [file.name for file, digest in zip(read, kept, strict=True) if file.digest != digest]
    if changed:
        raise CaseBroken(
            Problem(name, None, None, "the file changed while it was read", code="file-changed")
            for name in changed
        )


@contextmanager
def kept_case(viewer: Viewer, case: Case, *, instead: Mapping[str, bytes] | None = None) -> Iterator[Path]:
    """A folder of the files the case was last loaded from, these contents in place of theirs; raises CaseNotKept."""
    with TemporaryDirectory(prefix="holdfast-case-") as room:
        folder = Path(room)
        for row in case.files.order_by("name"):
            path = folder / row.name
            path.parent.mkdir(parents=True, exist_ok=True)
            if instead and row.name in instead:
                path.write_bytes(instead[row.name])
            else:
                _write(viewer, row, path)
        yield folder


def _write(viewer: Viewer, row: CaseFile, path: Path) -> None:
    try:
        with kept_file(viewer, row.digest, level=row.level) as held, path.open("wb") as out:
            shutil.copyfileobj(held, out, 1 << 20)
    except HoldfastError as error:
        raise CaseNotKept(
            f"The file {shown(row.name)} of the case is not in the store as it was loaded: "
            f"{error.what_happened}",
            untouched="Nothing was loaded",
            next_step="Load the case again from its folder: holdfast load DIR",
        ) from error


@contextmanager
def read_with_newer(viewer: Viewer, folder: str | Path) -> Iterator[Read]:
    """The folder checked, with the desk's own version of each watched file that the folder holds an older one of.

    A file of the folder is older when the desk has loaded it before and something else since. Raises as check_case, and
    CaseNotKept.
    """
    checked = check_case(folder)
    standing = None
    if checked.watched:
        standing = Case.objects.filter(key=checked.key).values_list("digest", flat=True).first()
    older = _older(checked)
    if not older:
        yield Read(checked, (), standing)
        return
    with TemporaryDirectory(prefix="holdfast-case-") as room:
        instead = {}
        for number, row in enumerate(older):
            instead[row.name] = Path(room) / f"{number}{Path(row.name).suffix}"
            _write(viewer, row, instead[row.name])
        yield Read(check_case(folder, instead=instead), tuple(sorted(instead)), standing)


def _older(checked: CheckedCase) -> list[CaseFile]:
    names = {one.name for one in checked.watched if one.what is not Watch.FEED}
    digests = {file.name: file.digest for file in checked.files if file.name in names}
    rows = CaseFile.objects.filter(case__key=checked.key, name__in=names)
    other = [row for row in rows if digests.get(row.name) not in (row.digest, None)]
    if not other:
        return []
    before: dict[str, set[str]] = {row.name: set() for row in other}
    for files in Load.objects.filter(case=checked.key).values_list("content__files", flat=True).iterator():
        for name, known in before.items():
            known.add((files or {}).get(name, ""))
    return [row for row in other if digests[row.name] in before[row.name]]
