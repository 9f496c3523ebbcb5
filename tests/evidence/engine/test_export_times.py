"""Time stamps of an export: whose word counts, for what, and which entries they contradict."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.engine.authority import Authority
from evidence.engine.making import Export, at, just_now
from evidence.engine.test_exports import whys
from holdfast.evidence.engine.dispatch import Trust, read_trust, verify
from holdfast.evidence.engine.provers import find_prover


def results(path: Path, trust: Trust | None = None) -> dict[str, str]:
    return {check.name: check.result for check in verify(path, trust).checks}


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
