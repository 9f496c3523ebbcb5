"""Whose word a time is, and what is closed: the reader's own headers, absurd cosignatures, entries nobody opens."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from evidence.engine.authority import Authority
from evidence.engine.making import ORIGIN, Export, Key, sha
from evidence.engine.test_zip_bytes import by_both
from holdfast.evidence.engine.dispatch import verify
from holdfast.evidence.standalone import verify_py

ENTRIES = "data/log/entries.jsonl"
OTHER_HEADERS = f"1 {'0' * 64} {'1' * 64} 1600000000\n"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "verify.py"
    path.write_text(verify_py(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "hill", "Hill time")


@pytest.mark.parametrize("ots", [False, True])
def test_headers_that_hold_nothing_silence_what_came_along(
    program: Path, tmp_path: Path, authority: Authority, ots: bool
) -> None:
    folder = Export(tmp_path / "export", authority, ots=ots).write()
    headers = tmp_path / "headers.txt"
    headers.write_text(OTHER_HEADERS)
    found = by_both(program, folder, "--headers", str(headers))
    for name in ("cosignatures", "timestamps"):
        assert found[name][0] == "not checkable"
        assert "nothing under it speaks for all of the export" in found[name][1]
    assert found["opentimestamps"][0] == "not checkable" or ots


def test_headers_that_hold_leave_the_rest_as_it_is(
    program: Path, tmp_path: Path, authority: Authority
) -> None:
    folder = Export(tmp_path / "export", authority, ots=True).write()
    found = by_both(program, folder, "--headers", str(folder / "data/trust/bitcoin-headers.txt"))
    assert {result for result, _ in found.values()} == {"passed"}


def cosigned_at(*seconds: int) -> Callable[[Export], None]:
    def change(export: Export) -> None:
        lines = "".join(export.witness.cosign(export.last, one) for one in seconds)
        export.put_head("data/log/checkpoint.txt", export.last, len(export.log.leaves), lines)

    return change


def seconds(year: int) -> int:
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("times", "result", "words"),
    [
        ((5,), "failed", "on 1970-01-01T00:00:05Z, and one of them is dated"),
        ((0,), "failed", "on 1970-01-01T00:00:00Z, and one of them is dated"),
        ((2**62,), "failed", "which no clock shows"),
        ((seconds(9999),), "not checkable", "long after the newest entry here"),
        ((seconds(2099),), "not checkable", "long after the newest entry here"),
        ((Export.now(), 5), "failed", "and one of them is dated"),
        ((Export.now(), seconds(2099)), "not checkable", "long after the newest entry here"),
        ((Export.now() + 60,), "passed", "saw the log of"),
    ],
)
def test_a_cosignature_is_held_to_the_dates_of_the_entries(
    program: Path, tmp_path: Path, times: tuple[int, ...], result: str, words: str
) -> None:
    found = by_both(program, Export(tmp_path / "export").write(cosigned_at(*times)))["cosignatures"]
    assert found[0] == result, found
    assert words in found[1]


def test_what_is_dated_before_a_cosignature_that_the_log_entered_earlier_is_backdated(
    program: Path, tmp_path: Path
) -> None:
    export = Export(tmp_path / "export")
    size = len(export.log.leaves)
    first = (export.last + "\n" + export.keys[-1].line(export.last)).encode()
    saw = export.witness.cosign(export.last, export.now())
    export.files[f"data/log/checkpoints/{size}.txt"] = first + saw.encode()
    export.log.add("cosigned", f"checkpoint:{size}", {"checkpoint": size, "witness": export.witness.name})
    export.last = export._head()
    export.put_head("data/log/checkpoint.txt", export.last, len(export.log.leaves))
    result, why = by_both(program, export.write())["cosignatures"]
    assert result == "failed"  # the clock of the entries made here is an hour behind
    assert "which stands after that was entered, is dated" in why


def closed(number: int) -> Callable[[Export], None]:
    def change(export: Export) -> None:
        lines: list[dict[str, Any]] = [json.loads(line) for line in export.files[ENTRIES].splitlines()]
        lines[number] |= {"salt": None, "content": None}
        export.files[ENTRIES] = "".join(json.dumps(line) + "\n" for line in lines).encode()

    return change


def test_a_redacted_copy_is_not_dropped_by_closing_its_entry(program: Path, tmp_path: Path) -> None:
    export = Export(tmp_path / "export")
    export.log.add("redacted", "E-0001", {"redaction": "R-0001", "record": sha(b"x")})
    export.last = export._head()
    seen = export.witness.cosign(export.last, export.now())
    export.put_head("data/log/checkpoint.txt", export.last, len(export.log.leaves), seen)
    folder = export.write(closed(-1))
    result, why = by_both(program, folder)["redactions"]
    assert result == "not checkable"
    assert "entry 9 about E-0001" in why or "about E-0001" in why
    assert verify(folder).result == "not checkable"


def test_what_the_log_says_of_itself_is_not_closed(program: Path, tmp_path: Path) -> None:
    export = Export(tmp_path / "export")
    number = next(at for at, line in enumerate(export.log.lines) if line["verb"] == "checkpoint")
    folder = export.write(closed(number))
    result, why = by_both(program, folder)["commitments"]
    assert result == "not checkable"
    assert f"entry {number + 1} (checkpoint)" in why
    assert verify(folder).result == "not checkable"


def test_a_witness_of_the_desk_s_own_name_is_no_second_key(program: Path, tmp_path: Path) -> None:
    """A key for notes does not cosign: its line is not taken for a witness's."""
    own = Key(ORIGIN)

    def change(export: Export) -> None:
        export.put_json("data/log/witnesses.json", [{"name": ORIGIN, "public": own.base64()}])
        body = export.last
        line = base64.b64encode(own.id + own.private.sign(body.encode())).decode()
        export.put_head("data/log/checkpoint.txt", body, len(export.log.leaves), f"— {ORIGIN} {line}\n")

    assert by_both(program, Export(tmp_path / "export").write(change))["cosignatures"][0] == "not checkable"
