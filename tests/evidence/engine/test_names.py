"""Names in an export: what was checked must be what lies there for whoever unpacks it, on every system."""

import struct
import unicodedata
import zipfile
from pathlib import Path

import pytest

from evidence.engine.making import Export, sha
from holdfast.evidence.engine.dispatch import verify

NAME = "data/captures/E-0001/caf\u00e9.txt"
TWIN = unicodedata.normalize("NFD", NAME)


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(tmp_path / "export")


def bag(path: Path) -> tuple[str, str]:
    check = verify(path).checks[0]
    assert check.name == "bag"
    return check.result, check.why


def put(folder: Path, name: str, data: bytes = b"slipped in") -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def test_two_ways_to_write_an_accent_are_one_name(export: Export) -> None:
    folder = export.write(lambda one: one.files.update({NAME: b"a"}))
    assert bag(folder)[0] == "passed"
    put(folder, TWIN)
    result, why = bag(folder)
    assert result == "failed"
    assert "one name on some systems" in why


def test_a_name_that_the_file_system_decomposed_is_found(export: Export) -> None:
    folder = export.write(lambda one: one.files.update({NAME: b"a"}))
    (folder / NAME).rename(folder / TWIN)
    assert bag(folder)[0] == "passed"


@pytest.mark.parametrize(
    "name",
    [
        "Data/report.html",
        "data/Report.html",
        "data/desktop.ini",
        "Thumbs.db",
        "data/log/Thumbs.db",
        "README.txt",
        "more/report.html",
        "data/captures/E-0001/body.html.",
        "data/\u200breport.html",
        ".hidden",
    ],
)
def test_what_lies_there_unlisted_fails(export: Export, name: str) -> None:
    folder = export.write()
    put(folder, name)
    assert bag(folder)[0] == "failed"


def test_a_loose_file_does_not_get_in_by_the_list_of_tag_files(export: Export) -> None:
    folder = export.write()
    put(folder, "README.txt", b"x")
    with (folder / "tagmanifest-sha256.txt").open("a") as file:
        file.write(f"{sha(b'x')}  README.txt\n")
    assert "README.txt" in bag(folder)[1]
    assert bag(folder)[0] == "failed"


def test_an_empty_folder_speaks_too(export: Export) -> None:
    folder = export.write()
    (folder / "data/captures/E-0009").mkdir()
    assert bag(folder) == ("failed", "data/captures/E-0009 is an empty folder")


def zipped(folder: Path, path: Path, **more: bytes) -> zipfile.ZipFile:
    package = zipfile.ZipFile(path, "w")
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            package.write(file, "x/" + file.relative_to(folder).as_posix())
    return package


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "name",
    [
        "x/Data/report.html",
        "x/data/Report.html",
        "x/../data/report.html",
        "./x/data/report.html",
        "x/./data/report.html",
        "x//data/report.html",
        "x/data//report.html",
        "x/data\\report.html",
        "x/data/report.html.",
        "x/data/report.html ",
        "x/data/report.html",
        "x/data/report.html/",
        "x/data/report.html/more.txt",
        "X/data/report.html",
        "data/report.html",
        "x/data/\u200breport.html",
        "x/data/empty/",
    ],
)
def test_a_zip_file_that_unpacks_to_something_else_fails(export: Export, tmp_path: Path, name: str) -> None:
    folder = export.write()
    with zipped(folder, tmp_path / "x.zip") as package:
        package.writestr(name, b"" if name.endswith("/") else b"<p>another report</p>")
    assert bag(tmp_path / "x.zip")[0] == "failed"


def test_a_second_name_of_an_entry_fails(export: Export, tmp_path: Path) -> None:
    folder = export.write()
    with zipped(folder, tmp_path / "x.zip") as package:
        entry = zipfile.ZipInfo("x/data/more.txt")
        other = b"\x01" + bytes(4) + b"x/data/report.html"
        entry.extra = struct.pack("<HH", 0x7075, len(other)) + other
        package.writestr(entry, b"another report")
    result, why = bag(tmp_path / "x.zip")
    assert (result, "has another name for other programs" in why) == ("failed", True)
