"""A list in which one byte was flipped is itself what is blamed, and no file that another list holds."""

import json
from pathlib import Path

import pytest

from evidence.engine.authority import Authority
from evidence.engine.making import Export, sha
from evidence.engine.test_standalone import alone
from holdfast.evidence.engine.dispatch import verify
from holdfast.evidence.engine.provers import Prover, find_prover
from holdfast.evidence.standalone import verify_py

TAGS, LIST, SIGNATURE, LEAVES = (
    "tagmanifest-sha256.txt",
    "manifest-sha256.txt",
    "export.sig",
    "data/log/leaves.txt",
)
OTHERS = ("bag-info.txt was", "bagit.txt was", "verify.py was", "body.html", "photo.bin", "another ")


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("blame")
    made = Export(place / "export", Authority(place / "tsa", "Hill time"))
    made.files["verify.py"] = verify_py().encode()
    folder = made.write()
    with (folder / TAGS).open("a") as file:
        file.write(f"{sha((folder / SIGNATURE).read_bytes())}  {SIGNATURE}\n")
    assert verify(folder).result == "passed"
    return folder


def failures(folder: Path, prover: Prover | None = None) -> dict[str, str]:
    found = verify(folder, prover=prover)
    assert found.result == "failed"
    return {check.name: check.why for check in found.checks if check.result == "failed"}


def flipped(folder: Path, name: str, step: int) -> list[tuple[int, dict[str, str]]]:
    """What fails after each flip of one bit, put back in between."""
    path = folder / name
    whole = path.read_bytes()
    found = []
    try:
        for at in range(0, len(whole), step):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            found.append((at, failures(folder)))
    finally:
        path.write_bytes(whole)
    return found


def test_a_flip_in_the_list_of_tags_is_laid_to_it(export: Path) -> None:
    for at, whys in flipped(export, TAGS, 5):
        assert set(whys) == {"bag"}, (at, whys)
        assert whys["bag"].startswith((TAGS, "line ")) or f" of {TAGS}" in whys["bag"], (at, whys)
        assert whys["bag"].count("was changed") == whys["bag"].count(f"{TAGS} was changed"), (at, whys)


def test_a_flip_in_the_list_of_files_is_laid_to_it(export: Path) -> None:
    for at, whys in flipped(export, LIST, 7):
        assert set(whys) == {"bag", "export-signature"}, (at, whys)
        assert LIST in whys["bag"] and "data/" not in whys["bag"].replace("under data/", ""), (at, whys)


def test_a_flip_in_the_signature_is_laid_to_it(export: Path) -> None:
    for at, whys in flipped(export, SIGNATURE, 3):
        assert set(whys) <= {"bag", "export-signature"}, (at, whys)
        assert whys["bag"].startswith(f"{SIGNATURE} was changed"), (at, whys)
        assert not any(other in " ".join(whys.values()) for other in OTHERS), (at, whys)


def test_a_flip_in_the_leaves_is_laid_to_them(export: Path) -> None:
    for at, whys in flipped(export, LEAVES, 11):
        assert set(whys) == {"bag", "tree"}, (at, whys)
        assert all(LEAVES in why for why in whys.values()), (at, whys)
        assert "forked" not in whys["tree"] and "edited" not in str(whys), (at, whys)


def test_without_anything_that_checks_signatures_it_is_told_by_the_other_list(export: Path) -> None:
    path = export / SIGNATURE
    whole = path.read_bytes()
    try:
        path.write_bytes(whole.replace(whole[90:91], b"0" if whole[90:91] != b"0" else b"1", 1))
        whys = failures(export, find_prover("none"))
    finally:
        path.write_bytes(whole)
    assert "tagmanifest-sha256.txt is over the files that lie here" in whys["export-signature"]


def test_both_verifiers_lay_it_to_the_list(export: Path, tmp_path: Path) -> None:
    program = tmp_path / "verify.py"
    program.write_text(verify_py(), encoding="utf-8")
    for name in (TAGS, LIST, SIGNATURE, LEAVES):
        path = export / name
        whole = path.read_bytes()
        path.write_bytes(whole[:20] + bytes([whole[20] ^ 1]) + whole[21:])
        try:
            said = json.loads(alone(program, str(export), "--json")[1])
            whys = {one["name"]: one["why"] for one in said["checks"] if one["result"] == "failed"}
            assert whys == failures(export, find_prover("cryptography"))
        finally:
            path.write_bytes(whole)


def test_without_openssl_and_the_library_signatures_are_not_checkable(export: Path, tmp_path: Path) -> None:
    program = tmp_path / "verify.py"
    program.write_text(verify_py(), encoding="utf-8")
    code, out = alone(program, str(export), "--json", "--by", "none")
    assert code == 3
    silent = {one["name"] for one in json.loads(out)["checks"] if one["result"] == "not checkable"}
    assert silent == {
        "export-signature",
        "checkpoint",
        "keys",
        "cosignatures",
        "timestamps",
        "opentimestamps",
    }
    text = alone(program, str(export), "--by", "none")[1]
    assert "Signatures were checked by nothing" in text
    assert "Signatures were checked by the program /usr/bin/openssl." in alone(program, str(export))[1]
