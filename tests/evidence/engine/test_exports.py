"""An export as a stranger checks it: whole, and after each thing that can be done to one."""

import base64
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.engine.authority import Authority
from evidence.engine.making import Export, Key, at, just_now, sha
from holdfast.evidence.engine.dispatch import Trust, read_trust, verify
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


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "hill", "Hill time")


@pytest.fixture
def export(tmp_path: Path, authority: Authority) -> Export:
    return Export(tmp_path / "export", authority, ots=True)


def results(path: Path, trust: Trust | None = None) -> dict[str, str]:
    return {check.name: check.result for check in verify(path, trust).checks}


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


def _rewrite(export: Export) -> None:
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in export.log.lines)
    export.files["data/log/entries.jsonl"] = lines.encode()


def _edit(field: str, value: object, seq: int = 2) -> Callable[[Export], None]:
    def change(export: Export) -> None:
        _line(export, seq)[field] = value
        _rewrite(export)

    return change


def _swap(export: Export) -> None:
    export.log.lines[1], export.log.lines[2] = export.log.lines[2], export.log.lines[1]
    _rewrite(export)


def _delete(export: Export) -> None:
    del export.log.lines[2]
    _rewrite(export)


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


def test_a_token_of_another_file_and_a_swapped_one_are_named(export: Export, authority: Authority) -> None:
    folder = export.write()
    token = next((folder / "data/proofs").glob("*.tsr"))
    token.write_bytes(authority.stamp(b"something else"))
    assert "is over other data than this" in whys(folder)["timestamps"]


def test_an_authority_that_had_expired_is_named(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    late = Authority(tmp_path / "tsa", "Late time", now - timedelta(days=30), now - timedelta(days=1))
    found = whys(Export(tmp_path / "export", late).write())
    assert set(found) == {"timestamps"}
    assert "had no valid certificate when it stamped" in found["timestamps"]


def test_an_authority_that_the_reader_does_not_trust_speaks_for_nothing(
    export: Export, tmp_path: Path
) -> None:
    other = Authority(tmp_path / "other", "Other time")
    folder = export.write()
    for way in ("cryptography", "openssl"):
        verified = verify(folder, read_trust([_write(tmp_path / "o.pem", other.pem)]), find_prover(way))
        found = {check.name: check.result for check in verified.checks}
        # Nor do a witness and Bitcoin headers that came with the export stand in for it.
        assert found["timestamps"] == found["cosignatures"] == found["opentimestamps"] == "not checkable"
        assert verified.result == "not checkable"
    given = read_trust([_write(tmp_path / "h.pem", export.authority.pem)])
    assert verify(folder, given).result == "passed"


@pytest.mark.parametrize("way", ["cryptography", "openssl"])
def test_one_of_two_authorities_is_enough(export: Export, tmp_path: Path, way: str) -> None:
    other = Authority(tmp_path / "other", "Other time")
    size = len(export.log.leaves)
    stamped = export.stamped(export.last, export.keys[-1])
    export.files[f"data/proofs/{size}-other.tsr"] = other.stamp(stamped)
    export.files["data/trust/other.pem"] = other.pem
    folder = export.write()
    given = read_trust([_write(tmp_path / "h.pem", export.authority.pem)])
    verified = verify(folder, given, find_prover(way))
    (stamps,) = [check for check in verified.checks if check.name == "timestamps"]
    assert (verified.result, stamps.result) == ("passed", "passed"), stamps
    assert f"not checkable: data/proofs/{size}-other.tsr" in stamps.why
    # A token that contradicts is failed, whoever is trusted.
    (folder / f"data/proofs/{size}-other.tsr").write_bytes(other.stamp(b"something else"))
    assert "is over other data" in whys(folder, given)["timestamps"]


def test_an_old_stamp_does_not_speak_for_a_newer_capture(export: Export) -> None:
    old = len(export.log.leaves)
    export.files[f"data/log/checkpoints/{old}.txt"] = export.files["data/log/checkpoint.txt"]
    export._capture("E-0003", {"text.txt": b"new"})
    export.last = export._head()
    export.put_head("data/log/checkpoint.txt", export.last, len(export.log.leaves))
    verified = verify(export.write())
    assert verified.result == "not checkable"
    open_ends = {check.name: check.why for check in verified.checks if check.result != "passed"}
    assert set(open_ends) == {"timestamps", "opentimestamps", "cosignatures"}
    assert f"nothing here covers E-0003 (entry {old + 1})" in open_ends["timestamps"]
    assert f"entries 1 to {old} existed before" in open_ends["timestamps"]


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_an_entry_dated_before_the_stamp_that_stands_before_it_is_backdated(
    tmp_path: Path, authority: Authority
) -> None:
    export = Export(tmp_path / "export", authority)
    size = len(export.log.leaves)
    export.log.add("stamped", f"checkpoint:{size}", {"checkpoint": size}, just_now(0))
    export.log.add("viewed", "E-0001", {"by": "carol"}, just_now(1))
    assert verify_with_new_head(export).result == "passed"
    export.log.add("viewed", "E-0001", {"by": "dave"}, just_now(2))
    again = Export(tmp_path / "again", authority)
    again.log.add("stamped", f"checkpoint:{size}", {"checkpoint": size}, at(60))  # an hour before its stamp
    found = {
        check.name: check.why for check in verify_with_new_head(again).checks if check.result == "failed"
    }
    assert set(found) == {"timestamps"}
    assert "backdated" in found["timestamps"]


def verify_with_new_head(export: Export):  # type: ignore[no-untyped-def]
    """Keep the stamped head as an earlier one, and sign the log as it is now."""
    size = export.last.split("\n")[1]
    export.files[f"data/log/checkpoints/{size}.txt"] = export.files["data/log/checkpoint.txt"]
    export.last = export._head()
    export.put_head("data/log/checkpoint.txt", export.last, len(export.log.leaves))
    return verify(export.write())


def test_an_entry_dated_after_the_stamp_over_it_is_named(tmp_path: Path, authority: Authority) -> None:
    export = Export(tmp_path / "export", authority)
    export.log.add("viewed", "E-0001", {"by": "carol"}, at(9000))
    export.last = export._head()
    export.put_head("data/log/checkpoint.txt", export.last, len(export.log.leaves))
    del export.files[next(name for name in export.files if name.endswith(".tsr"))]
    token = authority.stamp(export.stamped(export.last, export.keys[-1]))
    export.files[f"data/proofs/{len(export.log.leaves)}-hill.tsr"] = token
    assert "when it was proven to exist" in whys(export.write())["timestamps"]


def test_a_pending_proof_is_enough_only_beside_another(tmp_path: Path, authority: Authority) -> None:
    def pending(export: Export) -> None:
        name = next(name for name in export.files if name.endswith(".ots"))
        address = b"https://calendar.invalid"
        end = bytes.fromhex("83dfe30d2ef90c8e") + bytes([len(address) + 1, len(address)]) + address
        export.files[name] = export.files[name][: -1 - 8 - 4] + b"\x00" + end

    def alone(export: Export) -> None:
        pending(export)
        del export.files[next(name for name in export.files if name.endswith(".tsr"))]
        del export.files["data/trust/hill.pem"]
        lines = export.files["data/log/checkpoint.txt"].decode().splitlines(keepends=True)
        export.files["data/log/checkpoint.txt"] = "".join(lines[:-1]).encode()

    verified = verify(Export(tmp_path / "a", authority, ots=True).write(pending))
    assert verified.result == "passed"
    assert results(tmp_path / "a")["opentimestamps"] == "not checkable"
    verified = verify(Export(tmp_path / "b", authority, ots=True).write(alone))
    assert verified.result == "not checkable"


def test_an_expunged_capture_leaves_a_log_that_verifies(export: Export) -> None:
    export.captures[0]["state"] = "expunged"

    def expunge(one: Export) -> None:
        for name in [name for name in one.files if name.startswith("data/captures/E-0001/")]:
            del one.files[name]
        for line in one.log.lines:
            if line["object"] == "E-0001" and line["verb"] == "collected":
                line["salt"] = line["content"] = None
        _rewrite(one)

    found = whys(export.write(expunge))
    assert set(found) == {"complete", "manifests"}  # no entry says so yet
    shutil.rmtree(export.folder)
    facts = {"ground": "consent", "text": "asked", "by": "alice", "approvers": ["bob", "dan"], "at": at(1)}
    export.log.add("expunged", "E-0001", facts | {"keep_redactions": False})
    stone = facts | {"format": "holdfast tombstone 1", "capture": "E-0001", "kept_redactions": False}
    export.last = export._head()
    export.put_head("data/log/checkpoint.txt", export.last, len(export.log.leaves))
    for name in [name for name in export.files if name.startswith(("data/proofs/", "data/trust/"))]:
        del export.files[name]

    def bury(one: Export, **changed: object) -> None:
        expunge(one)
        one.put_json("data/captures/E-0001/tombstone.json", stone | changed)

    assert not whys(export.write(bury))
    found = whys(export.write(lambda one: bury(one, ground="duty")))
    assert "says something else than the entry of the log" in found["manifests"]
    shutil.rmtree(export.folder)
    assert "tombstone.json is missing" in whys(export.write(expunge))["manifests"]
    shutil.rmtree(export.folder)

    def keep(one: Export) -> None:
        bury(one)
        one.files["data/captures/E-0001/text.txt"] = b"600 trucks"

    assert "text.txt is there, and is no file of E-0001" in whys(export.write(keep))["objects"]


def test_a_capture_given_as_redacted_is_held_to_its_manifest_too(export: Export) -> None:
    export.captures[0]["state"] = "redacted"
    export.log.add("redacted", "E-0001", {"redaction": "R-0001", "record": sha(b"x")})
    end(export)
    words = {"left_out": [{"what": "the redacted copy R-0001 of E-0001", "why": "tests"}]}

    def change(one: Export, part: bytes | None, manifest: bytes | None = None) -> None:
        one.put_json("data/export.json", json.loads(one.files["data/export.json"]) | words)
        if part is None:
            del one.files["data/captures/E-0001/text.txt"]
        else:
            one.files["data/captures/E-0001/text.txt"] = part
        if manifest is not None:
            one.files["data/captures/E-0001/manifest.json"] = manifest

    assert not whys(export.write(lambda one: change(one, None)))
    assert not whys(export.write(lambda one: change(one, b"600 trucks")))
    assert set(whys(export.write(lambda one: change(one, b"601 trucks")))) == {"objects"}
    assert set(whys(export.write(lambda one: change(one, b"600 trucks", b"{}")))) == {"manifests"}


def end(export: Export) -> None:
    """Sign the log as it is now; what was stamped before is dropped."""
    export.last = export._head()
    export.put_head("data/log/checkpoint.txt", export.last, len(export.log.leaves))
    for name in [name for name in export.files if name.startswith(("data/proofs/", "data/trust/"))]:
        del export.files[name]


def test_a_capture_is_collected_once(export: Export) -> None:
    """The desk's key can enter a second manifest under an old name; the newer may not speak for the older."""
    manifest = json.loads(export.files["data/captures/E-0001/manifest.json"])
    part = b"601 trucks"
    manifest["parts"][1] |= {"sha256": sha(part), "size": len(part)}
    text = json.dumps(manifest).encode()
    export.files |= {"data/captures/E-0001/manifest.json": text, "data/captures/E-0001/text.txt": part}
    export.captures[0]["manifest"] = sha(text)
    export.log.add("uploaded", "E-0001", {"manifest": sha(text)})
    end(export)
    found = whys(export.write())
    assert set(found) == {"manifests"}
    assert "E-0001 was collected 2 times" in found["manifests"]


def test_a_redacted_copy_is_bound_to_its_record_and_the_log(export: Export) -> None:
    copy = b"[taken out] trucks"
    record = {
        "format": "holdfast redaction 1", "key": "R-0001", "reason": "names a witness", "by": "alice",
        "approver": "bob", "at": at(1), "transform": "holdfast", "removed": [],
        "original": {"capture": "E-0001", "role": "text", "commitment": sha(b"x")},
        "redacted": {"name": "text.redacted.txt", "sha256": sha(copy), "mime": "text/plain"},
    }  # fmt: skip
    text = json.dumps(record).encode()
    export.log.add("redacted", "E-0001", {"redaction": "R-0001", "record": sha(text)})
    export.last = export._head()
    export.put_head("data/log/checkpoint.txt", export.last, len(export.log.leaves))
    export.files |= {
        "data/redactions/R-0001/record.json": text,
        "data/redactions/R-0001/text.redacted.txt": copy,
    }
    for name in [name for name in export.files if name.startswith(("data/proofs/", "data/trust/"))]:
        del export.files[name]
    assert not whys(export.write())
    found = whys(
        export.write(lambda e: e.files.update({"data/redactions/R-0001/text.redacted.txt": b"other"}))
    )
    assert set(found) == {"redactions"}
    found = whys(export.write(lambda e: e.files.update({"data/redactions/R-0001/record.json": text + b" "})))
    assert "not the one the custody log committed to" in found["redactions"]
    export.files["data/redactions/R-0001/record.json"] = text
    export.files["data/redactions/R-0001/text.redacted.txt"] = copy

    def elsewhere(one: Export, **changed: object) -> None:
        one.files["data/redactions/R-0001/record.json"] = json.dumps(record | changed).encode()

    def moved(one: Export) -> None:
        for name in [name for name in one.files if name.startswith("data/redactions/R-0001/")]:
            one.files[name.replace("R-0001", "R-0002")] = one.files.pop(name)

    other = {"original": record["original"] | {"capture": "E-0002"}}  # type: ignore[operator]
    bent: list[tuple[Callable[[Export], None], str]] = [
        (lambda e: elsewhere(e, key="R-0002"), "holds the record of R-0002"),
        (lambda e: elsewhere(e, **other), "is of a copy of E-0002"),
        (lambda e: e.files.update({"data/redactions/R-0001/more.txt": b"x"}), "no record names it"),
        (lambda e: e.files.update({"data/redactions/loose.txt": b"x"}), "without a record"),
        (moved, "data/redactions/R-0002/ holds the record of R-0001"),
        (moved, "the redacted copy R-0001 of E-0001 is missing"),
    ]
    kept = dict(export.files)
    for change, words in bent:
        export.files = dict(kept)
        shutil.rmtree(export.folder)
        found = whys(export.write(change))
        assert words in found["redactions"], (words, found)


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
