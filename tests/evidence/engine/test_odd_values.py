"""Any value of an export's JSON made another: no check breaks, what was found stands, and nothing failed passes."""

import base64
import copy
import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from evidence.engine.making import Export, at, sha
from evidence.engine.test_zip_bytes import by_both
from holdfast.evidence.engine import exports
from holdfast.evidence.engine.dispatch import Trust, Verified, verify, verify_at_last_door
from holdfast.evidence.engine.entries import EntryUnfit, read_entry_line
from holdfast.evidence.engine.provers import find_prover
from holdfast.evidence.engine.report import report_text
from holdfast.evidence.engine.results import FAILED, Unreadable, not_checkable
from holdfast.evidence.engine.zips import parse_json
from holdfast.evidence.standalone import verify_py

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 5, 10**30, 1.5, "", "x", "\ud800", "a\x00b", [], {}, [{"what": ["x"]}], {"a": 1}, [[1]],
    "é" * 2000,
)  # fmt: skip
COPY, GONE = b"[taken out] trucks", {"ground": "consent", "text": "asked", "by": "alice"}
STUMBLED = "the verifier could not finish"
RECORD, TOMBSTONE, ENTRIES = (
    "data/redactions/R-0001/record.json",
    "data/captures/E-0003/tombstone.json",
    "data/log/entries.jsonl",
)
FILES = (
    "data/export.json",
    "data/log/keys.json",
    "data/log/witnesses.json",
    "data/captures/E-0001/manifest.json",
    RECORD,
    TOMBSTONE,
    ENTRIES,
)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "verify.py"
    path.write_text(verify_py(), encoding="utf-8")
    return path


def full(folder: Path) -> Export:
    """An export with a capture, a redacted copy of it, and an expunged capture."""
    export = Export(folder)
    record = {
        "format": "holdfast redaction 1", "key": "R-0001", "reason": "names a witness", "by": "alice",
        "approver": "bob", "at": at(1), "transform": "holdfast", "removed": [],
        "original": {"capture": "E-0001", "role": "text", "commitment": sha(b"x")},
        "redacted": {"name": "text.redacted.txt", "sha256": sha(COPY), "mime": "text/plain"},
    }  # fmt: skip
    text = json.dumps(record).encode()
    export.log.add("redacted", "E-0001", {"redaction": "R-0001", "record": sha(text)})
    export._capture("E-0003", {"body.html": b"<p>a name</p>"})
    for name in [name for name in export.files if name.startswith("data/captures/E-0003/")]:
        del export.files[name]
    facts = {**GONE, "approvers": ["bob", "dan"], "at": at(1)}
    export.log.add("expunged", "E-0003", facts | {"keep_redactions": False})
    export.captures[-1]["state"] = "expunged"
    export.put_json(
        TOMBSTONE, facts | {"format": "holdfast tombstone 1", "capture": "E-0003", "kept_redactions": False}
    )
    export.files |= {RECORD: text, "data/redactions/R-0001/text.redacted.txt": COPY}
    export.last = export._head()
    seen = export.witness.cosign(export.last, export.now())
    export.put_head("data/log/checkpoint.txt", export.last, len(export.log.leaves), seen)
    return export


def forge(export: Export) -> None:
    """A part that is not the one the log sealed, by somebody who can sign the bag."""
    export.files["data/captures/E-0001/text.txt"] = b"999 trucks"


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, (dict, list)):
        for name in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[name], (*path, name))


def put(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    if not path:
        return other
    value = copy.deepcopy(value)
    inner = value
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = other
    return value


def dumped(name: str, value: Any) -> bytes:
    if name == ENTRIES and isinstance(value, list):
        return "".join(json.dumps(line) + "\n" for line in value).encode()
    return json.dumps(value).encode()


def loaded(name: str, data: bytes) -> Any:
    return [json.loads(line) for line in data.splitlines()] if name == ENTRIES else json.loads(data)


def bent(export: Export, name: str) -> Iterator[tuple[str, bytes]]:
    """Every value of a file made every odd value, one at a time."""
    whole = loaded(name, export.files[name])
    for path in places(whole):
        for odd in ODD:
            yield f"{name} {path} {odd!r}"[:200], dumped(name, put(whole, path, odd))


def written(export: Export, name: str, data: bytes) -> None:
    """The file, and the bag made anew and signed over it."""
    whole = export.files[name]
    export.files[name] = data
    export.bag()
    for one in (name, "manifest-sha256.txt", "bag-info.txt", "tagmanifest-sha256.txt", "export.sig"):
        (export.folder / one).write_bytes(export.files[one])
    export.files[name] = whole


def sound(verified: Verified, case: str) -> None:
    whys = {
        check.name: check.why for check in verified.checks if STUMBLED in check.why or "defect" in check.why
    }
    assert not whys, (case, whys)


def test_it_works(tmp_path: Path, program: Path) -> None:
    folder = full(tmp_path / "export").write()
    found = {name: why for name, (result, why) in by_both(program, folder).items() if result == FAILED}
    assert not found
    shutil.rmtree(folder)
    folder = full(tmp_path / "export").write(forge)
    assert by_both(program, folder)["objects"][0] == FAILED


@pytest.mark.parametrize("name", FILES)
def test_an_odd_value_breaks_no_check_and_hides_no_forgery(tmp_path: Path, name: str) -> None:
    export, prover = full(tmp_path / "export"), find_prover("none")
    export.write(forge)
    cases = list(bent(export, name))
    if len(cases) > 1500:
        cases = random.Random(name).sample(cases, 1500)
    for case, data in cases:
        written(export, name, data)
        verified = verify(export.folder, prover=prover)
        sound(verified, case)
        assert verified.result == FAILED, case


@pytest.mark.parametrize("name", FILES)
def test_both_verifiers_say_the_same_of_odd_values(tmp_path: Path, program: Path, name: str) -> None:
    export = full(tmp_path / "export")
    export.write(forge)
    for _, data in random.Random(name + "both").sample(list(bent(export, name)), 6):
        written(export, name, data)
        assert "failed" in {result for result, _ in by_both(program, export.folder).values()}


def test_what_the_entries_of_the_log_say_may_be_odd(tmp_path: Path) -> None:
    """By somebody who sealed such a thing: everything holds, and is odd."""
    prover = find_prover("none")
    for number, odd in enumerate((None, 5, [], {}, {"redaction": []}, {"manifest": {}}, {"checkpoint": "x"})):
        for verb in ("redacted", "stamped", "cosigned", "collected", "expunged", "key-added"):
            export = Export(tmp_path / f"{number}-{verb}")
            export.log.add(verb, "E-0001", odd)  # type: ignore[arg-type]
            export.last = export._head()
            export.put_head("data/log/checkpoint.txt", export.last, len(export.log.leaves))
            verified = verify(export.write(), prover=prover)
            sound(verified, f"{verb} {odd}")
            assert verified.checks


def test_tampering_is_named_beside_an_index_that_no_verifier_reads(tmp_path: Path, program: Path) -> None:
    """By somebody without the key: a part is edited, and export.json made unreadable to hide it."""
    folder = Export(tmp_path / "export").write()
    (folder / "data/captures/E-0001/text.txt").write_bytes(b"999 trucks")
    index = json.loads((folder / "data/export.json").read_text())
    index["left_out"] = [{"what": ["x"]}]
    (folder / "data/export.json").write_text(json.dumps(index))
    found = by_both(program, folder)
    assert found["bag"][0] == found["complete"][0] == FAILED
    assert "text.txt was changed" in found["bag"][1]


@pytest.mark.parametrize(
    "broken",
    ["check_captures", "check_complete", "check_keys", "check_times", "read_export", "check_bag", "read_log"],
)
def test_a_defect_of_our_own_fails_its_check_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise KeyError("a defect")

    folder = Export(tmp_path / "export").write()
    (folder / "data/captures/E-0001/text.txt").write_bytes(b"999 trucks")
    monkeypatch.setattr(exports, broken, breaks)
    verified = verify(folder)
    assert verified.result == FAILED
    assert any(STUMBLED in check.why and check.result == FAILED for check in verified.checks)
    assert broken == "check_bag" or "text.txt was changed" in verified.checks[0].why


def test_where_nothing_was_checked_nothing_is_said_to_be_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise KeyError("a defect")

    monkeypatch.setattr("holdfast.evidence.engine.dispatch._checks_of_path", breaks)
    verified = verify_at_last_door(tmp_path, Trust(), find_prover("none"))
    said = report_text(verified)
    assert "Nothing was found changed" not in said and "nothing is known of it" in said
    assert report_text(Verified("not checkable", (not_checkable("bag", "x"),))).count(
        "Nothing was found changed"
    )


LOOSE = [
    "data/extra/E-0009/screenshot.html", "data/captures.html", "data/proofs/evil.html", "data/proofs/8-hill.TSR",
    "data/proofs/more/8-hill.tsr", "data/trust/other.pem", "data/trust/readme.txt", "data/trust/bitcoin-headers.txt",
    "data/log/entries2.jsonl", "data/log/checkpoints/x.txt", "data/Export.txt", "data/captures/loose.html",
    "data/captures/E-0009/x.html", "data/redactions/loose.html",
]  # fmt: skip


@pytest.mark.parametrize("name", LOOSE)
def test_a_file_that_the_export_does_not_name_fails_though_it_is_signed(
    tmp_path: Path, program: Path, name: str
) -> None:
    folder = Export(tmp_path / "export").write(lambda one: one.files.update({name: b"<h1>700 trucks</h1>"}))
    found = by_both(program, folder)
    assert found["bag"][0] == "passed"
    parts = {name, *name.split("/")[2:3]}
    assert any(result == FAILED and any(part in why for part in parts) for result, why in found.values())


def test_a_trace_of_a_mac_that_is_signed_fails(tmp_path: Path, program: Path) -> None:
    folder = Export(tmp_path / "export").write(lambda one: one.files.update({"data/.DS_Store": b"a secret"}))
    result, why = by_both(program, folder)["bag"]
    assert (result, "data/.DS_Store is listed" in why) == (FAILED, True)


def a_field_twice(line: str) -> str:
    return line.replace('{"seq"', '{"actor": "bob", "seq"')


def an_unknown_field(line: str) -> str:
    return line.replace('{"seq"', '{"note": "collected by nobody", "seq"')


def no_number(line: str) -> str:
    return line.replace('"salt": "', '"salt": NaN, "was": "')


def content_that_is_no_text(line: str) -> str:
    return json.dumps(json.loads(line) | {"salt": None, "content": {"manifest": "x"}})


@pytest.mark.parametrize(
    "bend",
    [a_field_twice, an_unknown_field, no_number, content_that_is_no_text],
    ids=lambda one: one.__name__,
)
def test_a_line_of_the_log_is_read_strictly(
    tmp_path: Path, program: Path, bend: Callable[[str], str]
) -> None:
    def change(one: Export) -> None:
        lines = one.files[ENTRIES].decode().split("\n")
        lines[1] = bend(lines[1])
        with pytest.raises(EntryUnfit):
            read_entry_line(lines[1])
        one.files[ENTRIES] = "\n".join(lines).encode()

    folder = Export(tmp_path / "export").write(change)
    assert by_both(program, folder)["entries"][0] == FAILED


@pytest.mark.parametrize(
    "data", [b"NaN", b'{"a": Infinity}', b"[-Infinity]", b"[1e999]", b'{"a": 1, "a": 2}']
)
def test_what_is_no_json_is_not_read(data: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_json(data, "it")
    assert parse_json(b"[1.5, -2e3]", "it") == [1.5, -2000.0]


def test_a_key_must_be_one(tmp_path: Path, program: Path) -> None:
    for number, change in enumerate(
        (
            {"signature_by_previous": 5},
            {"name": "\ud800"},
            {"from_seq": True},
            {"to_seq": 1.0},
            {"public": [base64.b64encode(bytes(32)).decode()]},
        )
    ):

        def bend(one: Export, change: dict[str, object] = change) -> None:
            keys = json.loads(one.files["data/log/keys.json"])
            keys["keys"][1].update(change)
            one.put_json("data/log/keys.json", keys)

        found = by_both(program, Export(tmp_path / str(number)).write(bend))
        assert found["keys"] == (FAILED, "data/log/keys.json gives a key that is none")
