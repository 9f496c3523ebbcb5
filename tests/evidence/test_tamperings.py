"""Twelve tamperings with an export: naive, and by an attacker who makes the bag anew; each is failed, and named.

By `holdfast verify`, and by the stand-alone verify.py in a Python without any package beside openssl.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence.engine.authority import Authority
from evidence.engine.test_zip_bytes import spliced
from evidence.exporting.conftest import _authority, captured, site  # noqa: F401  fixtures
from holdfast.cli.verify import verify_command
from holdfast.evidence.actions.export import export_captures
from holdfast.evidence.actions.viewing import record_viewing
from holdfast.evidence.queries.log import log_keys
from holdfast.evidence.sealing.checkpoints import signed_head
from holdfast.people.types import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

FORKED = hashlib.sha256(b"the root of another history").digest()


@dataclass(frozen=True)
class Made:
    """An export, what else its desk could have signed, and an authority that stamped after its end."""

    folder: Path
    forked_head: str
    late: Authority


_MADE: list[Made] = []


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tampering")


@pytest.fixture
def built(captured: tuple[str, ...], bob: Viewer, alice: Viewer, room: Path) -> Made:  # noqa: F811
    record_viewing(viewer=bob, keys=["E-0001"])
    made = export_captures(alice, keys=captured, to=room / "untouched")
    assert made.result == "passed", made.checks
    now = datetime.now(UTC)
    late = Authority(room / "late", "Late time", now - timedelta(days=30), now - timedelta(days=1))
    return Made(made.path, signed_head(log_keys(alice)[0], 2, FORKED), late)


@pytest.fixture
def export(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the one export, which is made once."""
    if not _MADE:
        _MADE.append(request.getfixturevalue("built"))
    return Path(shutil.copytree(_MADE[0].folder, tmp_path / "copy"))


def by_holdfast(folder: Path) -> tuple[int, dict[str, tuple[str, str]]]:
    done = CliRunner().invoke(verify_command, [str(folder), "--json"])
    return done.exit_code, _read(done.output)


def by_stranger(folder: Path) -> tuple[int, dict[str, tuple[str, str]]]:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(_MADE[0].folder / "verify.py"), str(folder), "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert not done.stderr, done.stderr
    return done.returncode, _read(done.stdout)


def _read(text: str) -> dict[str, tuple[str, str]]:
    said = json.loads(text)
    return {"": (said["result"], "")} | {one["name"]: (one["result"], one["why"]) for one in said["checks"]}


def rebag(folder: Path) -> None:
    """Every hash of the bag made anew, as anybody can; the desk's signature needs its key."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    payload = {name: path for name, path in files.items() if name.startswith("data/")}
    if "manifest-sha256.txt" in files:
        files["manifest-sha256.txt"].write_text(_listed(payload))
    info = files["bag-info.txt"].read_text().splitlines()
    oxum = f"Payload-Oxum: {sum(path.stat().st_size for path in payload.values())}.{len(payload)}"
    lines = [oxum if line.startswith("Payload-Oxum") else line for line in info]
    files["bag-info.txt"].write_text("\n".join(lines) + "\n")
    tags = {name: path for name, path in files.items() if "/" not in name and "tagmanifest" not in name}
    files["tagmanifest-sha256.txt"].write_text(_listed(tags))


def _listed(files: dict[str, Path]) -> str:
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in sorted(files.items())
    )


def _rows(folder: Path) -> list[dict[str, object]]:
    lines = (folder / "data/log/entries.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def _put_rows(folder: Path, rows: list[dict[str, object]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "data/log/entries.jsonl").write_text(text)


def a_byte(folder: Path) -> None:
    path = folder / "data/captures/E-0002/tally.csv"
    path.write_bytes(path.read_bytes().replace(b"412", b"413"))


def a_row_edited(folder: Path) -> None:
    rows = _rows(folder)
    next(row for row in rows if row["verb"] == "viewed")["actor"] = "mallory"
    _put_rows(folder, rows)


def a_row_deleted(folder: Path) -> None:
    _put_rows(folder, [row for row in _rows(folder) if row["verb"] != "viewed"])


def two_rows_swapped(folder: Path) -> None:
    rows = _rows(folder)
    rows[2], rows[3] = rows[3], rows[2]
    _put_rows(folder, rows)


def _tokens(folder: Path) -> list[Path]:
    return sorted((folder / "data/proofs").glob("*-hill.tsr"))


def a_token_of_another_file(folder: Path) -> None:
    good = Authority(folder.parent / "good", "Hill time")
    _tokens(folder)[0].write_bytes(good.stamp(b"a file that is not in the export"))
    (folder / "data/trust/hill.pem").write_bytes(good.pem)


def a_swapped_token(folder: Path) -> None:
    one, two = (path.read_bytes() for path in _tokens(folder))
    _tokens(folder)[0].write_bytes(two)
    _tokens(folder)[1].write_bytes(one)


def _forge(folder: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Rewrite the WACZ, every hash in it made anew."""
    path = folder / "data/captures/E-0001/capture.wacz"
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    change(files)
    described = json.loads(files["datapackage.json"])
    for one in described["resources"]:
        data = files[one["path"]]
        one["hash"], one["bytes"] = f"sha256:{hashlib.sha256(data).hexdigest()}", len(data)
    files["datapackage.json"] = json.dumps(described).encode()
    if "datapackage-digest.json" in files:
        found = hashlib.sha256(files["datapackage.json"]).hexdigest()
        said = {"path": "datapackage.json", "hash": f"sha256:{found}"}
        files["datapackage-digest.json"] = json.dumps(said).encode()
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    path.write_bytes(room.getvalue())


def a_forged_wacz(folder: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        warc = gzip.decompress(files["archive/capture.warc.gz"])
        files["archive/capture.warc.gz"] = gzip.compress(warc.replace(b"600 trucks", b"601 trucks"))

    _forge(folder, change)


def bytes_between_the_files_of_a_wacz(folder: Path) -> None:
    """Every hash in it stays right: what is put in belongs to none of its files."""
    path = folder / "data/captures/E-0001/capture.wacz"
    data = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        path.write_bytes(spliced(data, package.infolist()[1].header_offset))


def a_dropped_digest_file(folder: Path) -> None:
    (folder / "manifest-sha256.txt").unlink()


def a_dropped_digest_file_of_a_wacz(folder: Path) -> None:
    def drop(files: dict[str, bytes]) -> None:
        del files["datapackage-digest.json"]

    _forge(folder, drop)


def a_backdated_entry(folder: Path) -> None:
    rows = _rows(folder)
    next(row for row in rows if row["verb"] == "uploaded")["at"] = "2020-01-01T00:00:00.000000Z"
    _put_rows(folder, rows)


def a_backdated_entry_in_a_log_made_anew(folder: Path) -> None:
    """Every hash of the log that needs no key: the entry, those after it, the leaves, the root export.json gives."""
    rows = _rows(folder)
    at = next(number for number, row in enumerate(rows) if row["verb"] == "uploaded")
    rows[at]["at"] = str(rows[at - 1]["at"])[:-2] + "9Z"
    leaves = (folder / "data/log/leaves.txt").read_text().split()
    for row in rows[at:]:
        seq = int(str(row["seq"]))
        row["prev"] = leaves[seq - 2]
        fields = [row[name] for name in ("seq", "at", "actor", "verb", "object", "commitment", "prev")]
        data = "\n".join(["holdfast custody 1", *map(str, fields)]) + "\n"
        leaves[seq - 1] = hashlib.sha256(b"\0" + data.encode()).hexdigest()
    _put_rows(folder, rows)
    (folder / "data/log/leaves.txt").write_text("".join(f"{leaf}\n" for leaf in leaves))


def a_forked_log(folder: Path) -> None:
    (folder / "data/log/checkpoints/2.txt").write_text(_MADE[0].forked_head)


def an_expired_authority(folder: Path) -> None:
    late = _MADE[0].late
    for path in _tokens(folder):
        size = path.name.split("-")[0]
        head = folder / f"data/log/checkpoints/{size}.txt"
        note = head if head.exists() else folder / "data/log/checkpoint.txt"
        path.write_bytes(late.stamp(note.read_bytes()))
    (folder / "data/trust/hill.pem").write_bytes(late.pem)


def a_missing_object(folder: Path) -> None:
    (folder / "data/captures/E-0001/capture.warc.gz").unlink()


# What is done, the check that names it, and words of its reason.
TAMPERINGS: list[tuple[Callable[[Path], None], str, str]] = [
    (a_byte, "objects", "data/captures/E-0002/tally.csv was changed"),
    (a_row_edited, "entries", "was edited"),
    (a_row_deleted, "complete", "about E-0001 is missing"),
    (two_rows_swapped, "chain", "rows were swapped"),
    (a_token_of_another_file, "timestamps", "is over other data"),
    (a_swapped_token, "timestamps", "is over other data"),
    (a_forged_wacz, "wacz-files", "is not the WARC that was collected"),
    (bytes_between_the_files_of_a_wacz, "wacz-files", "21 bytes in it belong to none of its files"),
    (a_dropped_digest_file, "bag", "manifest-sha256.txt is missing"),
    (a_dropped_digest_file_of_a_wacz, "wacz-files", "datapackage-digest.json was dropped"),
    (a_backdated_entry, "chain", "backdated"),
    (a_backdated_entry_in_a_log_made_anew, "tree", "was signed over another log"),
    (a_forked_log, "tree", "the log was forked"),
    (an_expired_authority, "timestamps", "had no valid certificate when it stamped"),
    (a_missing_object, "objects", "data/captures/E-0001/capture.warc.gz is missing"),
]


def test_untouched_it_passes(export: Path) -> None:
    for check in (by_holdfast, by_stranger):
        code, found = check(export)
        assert (code, found[""][0]) == (0, "passed"), found
        assert {name for name, (result, _) in found.items() if result == "failed"} == set()


def test_a_bag_made_anew_of_untouched_files_passes_too(export: Path) -> None:
    rebag(export)
    assert by_holdfast(export)[0] == by_stranger(export)[0] == 0


@pytest.mark.parametrize("anew", [False, True], ids=["naively", "with the bag made anew"])
@pytest.mark.parametrize(
    ("tamper", "named", "words"), TAMPERINGS, ids=lambda one: getattr(one, "__name__", "")
)
def test_it_is_failed_and_named(
    export: Path, tamper: Callable[[Path], None], named: str, words: str, anew: bool
) -> None:
    tamper(export)
    if anew:
        rebag(export)
    answers = []
    for check in (by_holdfast, by_stranger):
        code, found = check(export)
        assert (code, found[""][0]) == (1, "failed")
        assert found[named][0] == "failed", found
        assert words in found[named][1], found[named]
        # Whoever has no key of the desk is also found by the desk's signature over the list of files.
        assert found["bag"][0] == ("passed" if anew and named != "bag" else "failed")
        assert found["export-signature"][0] == ("failed" if anew or named == "bag" else "passed")
        answers.append({name: result for name, (result, _) in found.items()})
    assert answers[0] == answers[1]


def a_twin_name(folder: Path) -> None:
    (folder / "data/Report.html").write_text("<p>another report</p>")


def a_folder_beside_the_data(folder: Path) -> None:
    (folder / "Data").mkdir()
    (folder / "Data/report.html").write_text("<p>another report</p>")


def a_loose_file(folder: Path) -> None:
    (folder / "README.txt").write_text("verified by everybody")


def what_a_desktop_writes(folder: Path) -> None:
    (folder / "data/captures/E-0001/desktop.ini").write_text("[.ShellClassInfo]")


def another_bag_info(folder: Path) -> None:
    info = folder / "bag-info.txt"
    info.write_text(info.read_text() + "External-Description: of another desk\n")


def another_verifier(folder: Path) -> None:
    (folder / "verify.py").write_text("print('passed')")


@pytest.mark.parametrize("anew", [False, True], ids=["naively", "with the bag made anew"])
@pytest.mark.parametrize(
    ("tamper", "named", "words"),
    [
        (a_twin_name, "bag", "are one name on some systems"),
        (a_folder_beside_the_data, "bag", "Data/report.html is there"),
        (a_loose_file, "bag", "README.txt is there"),
        (what_a_desktop_writes, "objects", "desktop.ini is there"),
        (another_bag_info, "export-signature", "the desk signed another bag-info.txt"),
        (another_verifier, "export-signature", "the desk signed another verify.py"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_is_slipped_in_beside_the_evidence_is_named(
    export: Path, tamper: Callable[[Path], None], named: str, words: str, anew: bool
) -> None:
    tamper(export)
    if anew:
        rebag(export)
    for check in (by_holdfast, by_stranger):
        code, found = check(export)
        assert (code, found[named][0]) == (1, "failed"), found
        assert words in found[named][1]
