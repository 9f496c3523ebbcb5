"""An export as a stranger checks it: whole, and after each thing that can be done to one."""

import base64
import hashlib
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.engine.making import Export, Key, at, sha
from holdfast.evidence.engine.dispatch import Trust, verify
from holdfast.evidence.engine.provers import find_prover

NAMES = [
    "bag",
    "entries",
    "commitments",
    "chain",
    "tree",
    "export-signature",
    "checkpoint",
    "keys",
    "cosignatures",
]
NAMES += ["timestamps", "opentimestamps", "manifests", "objects", "redactions", "complete"]


def whys(path: Path, trust: Trust | None = None) -> dict[str, str]:
    """The reason of every check that failed."""
    return {check.name: check.why for check in verify(path, trust).checks if check.result == "failed"}


def test_it_works(export: Export) -> None:
    verified = verify(export.write())
    assert [(check.name, check.result) for check in verified.checks] == [
        (name, "passed") for name in NAMES
    ], verified
    assert verified.result == "passed"


@pytest.mark.parametrize("way", ["cryptography", "openssl"])
def test_both_ways_to_check_signatures_agree(export: Export, way: str) -> None:
    verified = verify(export.write(), prover=find_prover(way))
    assert {check.result for check in verified.checks} == {"passed"}, verified


def test_without_either_way_nothing_is_claimed_of_signatures(export: Export) -> None:
    verified = verify(export.write(), prover=find_prover("none"))
    silent = {check.name for check in verified.checks if check.result == "not checkable"}
    assert silent == {"export-signature", "checkpoint", "keys", "cosignatures", "timestamps"}
    assert verified.result == "not checkable"


def test_a_zip_file_is_read_as_the_folder_is(export: Export, tmp_path: Path) -> None:
    folder = export.write()
    for prefix in ("", "case-export/"):
        path = tmp_path / f"{prefix.strip('/')}x.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for file in sorted(folder.rglob("*")):
                if file.is_file():
                    package.write(file, prefix + file.relative_to(folder).as_posix())
        assert verify(path) == verify(folder)


def test_what_a_mac_leaves_in_a_folder_is_named_and_not_passed_over(export: Export) -> None:
    folder = export.write()
    (folder / "data" / ".DS_Store").write_bytes(b"x")
    verified = verify(folder)
    assert verified.result == "not checkable"
    assert "data/.DS_Store: no part of the export" in verified.checks[0].why


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


AFTER: dict[str, tuple[Callable[[Path], None], set[str], str]] = {
    "a byte of a part": (
        lambda f: _flip(f / "data/captures/E-0002/photo.bin"),
        {"bag", "objects"},
        "data/captures/E-0002/photo.bin was changed",
    ),
    "a byte of a manifest": (
        lambda f: _flip(f / "data/captures/E-0001/manifest.json"),
        {"bag", "manifests"},
        "data/captures/E-0001/manifest.json was changed",
    ),
    "a missing object": (
        lambda f: (f / "data/captures/E-0001/text.txt").unlink(),
        {"bag", "objects"},
        "data/captures/E-0001/text.txt is missing",
    ),
    "a dropped digest file": (
        lambda f: (f / "manifest-sha256.txt").unlink(),
        {"bag", "export-signature"},
        "manifest-sha256.txt is missing",
    ),
    "a dropped tag manifest": (
        lambda f: (f / "tagmanifest-sha256.txt").unlink(),
        {"bag"},
        "tagmanifest-sha256.txt is missing",
    ),
    "a file that was slipped in": (
        lambda f: (f / "data/captures/E-0001/more.txt").write_bytes(b"x"),
        {"bag", "objects"},
        "data/captures/E-0001/more.txt is there",
    ),
    "a dropped signature": (lambda f: (f / "export.sig").unlink(), {"export-signature"}, "export.sig"),
    "a dropped log": (
        lambda f: (f / "data/log/leaves.txt").unlink(),
        {"bag", "tree", "entries", "checkpoint", "manifests", "complete"},
        "data/log/leaves.txt is missing",
    ),
    "a token that is garbage": (
        lambda f: next((f / "data/proofs").glob("*.tsr")).write_bytes(b"\x30\x82garbage"),
        {"bag", "timestamps"},
        "the time-stamp token is not readable",
    ),
}


@pytest.mark.parametrize("name", AFTER)
def test_what_is_done_to_the_files_is_named(export: Export, name: str) -> None:
    folder = export.write()
    change, expected, words = AFTER[name]
    change(folder)
    found = whys(folder)
    assert set(found) == expected
    assert any(words in why for why in found.values()), found


def _line(export: Export, seq: int) -> dict[str, object]:
    return next(line for line in export.log.lines if line["seq"] == seq)


def rewrite(export: Export) -> None:
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in export.log.lines)
    export.files["data/log/entries.jsonl"] = lines.encode()


def _edit(field: str, value: object, seq: int = 2) -> Callable[[Export], None]:
    def change(export: Export) -> None:
        _line(export, seq)[field] = value
        rewrite(export)

    return change


def _swap(export: Export) -> None:
    export.log.lines[1], export.log.lines[2] = export.log.lines[2], export.log.lines[1]
    rewrite(export)


def _delete(export: Export) -> None:
    del export.log.lines[2]
    rewrite(export)


def _forged_warc(export: Export) -> None:
    export.files["data/captures/E-0001/body.html"] = b"<p>601 trucks</p>"


def _forked(export: Export) -> None:
    body = export.first.split("\n")
    body[2] = base64.b64encode(hashlib.sha256(b"another log").digest()).decode()
    text = "\n".join(body)
    export.files["data/log/checkpoints/3.txt"] = (text + "\n" + export.keys[0].line(text)).encode()


# Each of these is done by somebody who can write the bag anew and sign it with the desk's own key.
BEFORE: dict[str, tuple[Callable[[Export], None], set[str], str]] = {
    "a row edited": (_edit("actor", "mallory"), {"entries"}, "entry 2 (collected E-0001) was edited"),
    "a row deleted": (_delete, {"complete"}, "entry 3 about E-0001 is missing"),
    "two rows swapped": (_swap, {"chain"}, "entry 2 stands after entry 3"),
    "a content edited": (
        _edit("content", '{"manifest": "x"}'),
        {"commitments", "manifests"},
        "entry 2 does not say what it was sealed with",
    ),
    "a backdated entry": (_edit("at", at(-100), 5), {"entries", "chain"}, "backdated"),
    "a part changed": (_forged_warc, {"objects"}, "body.html was changed"),
    "a forked log": (_forked, {"tree"}, "the log was forked"),
    "a part dropped": (
        lambda e: e.files.pop("data/captures/E-0001/text.txt") and None,
        {"objects"},
        "text.txt is missing",
    ),
    "a capture dropped": (
        lambda e: [e.files.pop(n) for n in list(e.files) if "E-0002" in n] and None,
        {"manifests"},
        "data/captures/E-0002/manifest.json is missing",
    ),
    "a key dropped": (
        lambda e: e.put_json(
            "data/log/keys.json", {"keys": json.loads(e.files["data/log/keys.json"])["keys"][:1]}
        ),
        {"export-signature", "keys", "checkpoint", "timestamps", "opentimestamps"},
        "key",
    ),
    "headers of another block": (
        lambda e: e.files.update(
            {"data/trust/bitcoin-headers.txt": f"1000000 {'0' * 64} {'1' * 64} 1700000000".encode()}
        ),
        {"opentimestamps"},
        "does not lead to the Merkle root",
    ),
    "a witness's line changed": (
        lambda e: e.files.update({"data/log/checkpoint.txt": _other_cosignature(e)}),
        {"cosignatures"},
        "the cosignature of holdfast.invalid/valley/witness",
    ),
}


def _other_cosignature(export: Export) -> bytes:
    lines = export.files["data/log/checkpoint.txt"].decode().splitlines(keepends=True)
    other = export.witness.cosign(export.first, 1_700_000_000)
    return "".join([*lines[:-1], other]).encode()


@pytest.mark.parametrize("name", BEFORE)
def test_what_a_dishonest_exporter_does_is_named(export: Export, name: str) -> None:
    change, expected, words = BEFORE[name]
    folder = export.write(change)
    found = whys(folder)
    assert set(found) == expected, found
    assert any(words in why for why in found.values()), found


def test_a_bag_made_anew_without_the_key_is_seen(export: Export) -> None:
    export.write()
    export.files["data/captures/E-0001/text.txt"] = b"601 trucks"
    export.bag(sign=False)
    for name, data in export.files.items():
        (export.folder / name).write_bytes(data)
    assert set(whys(export.folder)) == {"export-signature", "objects"}


@pytest.mark.parametrize("name", ["bag-info.txt", "bagit.txt", "verify.py"])
def test_the_signature_covers_what_people_read_and_run(export: Export, name: str) -> None:
    folder = export.write()
    data = (folder / name).read_bytes().replace(b"\n", b"\r\n", 1)
    (folder / name).write_bytes(data + b"External-Description: ours\n" * (name == "bag-info.txt"))
    tags = folder / "tagmanifest-sha256.txt"
    tags.write_text(tags.read_text().replace(sha(export.files[name]), sha((folder / name).read_bytes())))
    found = whys(folder)
    assert found == {"export-signature": f"the desk signed another {name} than the one that lies here"}


def test_another_key_is_not_the_desks(export: Export) -> None:
    export.write()
    body = export.files["export.sig"].decode().split("\n\n")[0] + "\n"
    (export.folder / "export.sig").write_text(body + "\n" + Key(export.keys[0].name).line(body))
    assert "is not signed with the key" in whys(export.folder)["export-signature"]


def test_links_and_names_that_climb_are_refused(export: Export, tmp_path: Path) -> None:
    folder = export.write()
    os.symlink("/etc/passwd", folder / "data" / "link")  # noqa: PTH211
    assert "is a link" in whys(folder)["bag"]
    (folder / "data" / "link").unlink()
    manifest = json.loads((folder / "data/captures/E-0001/manifest.json").read_text())
    manifest["parts"][0]["name"] = "../../../../etc/passwd"
    (folder / "data/captures/E-0001/manifest.json").write_text(json.dumps(manifest))
    assert verify(folder).result == "failed"
    path = tmp_path / "climbs.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("bagit.txt", "x")
        package.writestr("../../climbs", "x")
    assert "leads out of the package" in verify(path).checks[0].why
