"""Captures of an export that are not plain: expunged, redacted, collected twice, redacted copies."""

import json
import shutil
from collections.abc import Callable

from evidence.engine.making import Export, at, sha
from evidence.engine.test_exports import rewrite, whys


def test_an_expunged_capture_leaves_a_log_that_verifies(export: Export) -> None:
    export.captures[0]["state"] = "expunged"

    def expunge(one: Export) -> None:
        for name in [name for name in one.files if name.startswith("data/captures/E-0001/")]:
            del one.files[name]
        for line in one.log.lines:
            if line["object"] == "E-0001" and line["verb"] == "collected":
                line["salt"] = line["content"] = None
        rewrite(one)

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
