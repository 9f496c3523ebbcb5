"""A record that one reader takes for another than the next does: failed in a capture, never passed in an archive."""

import gzip
import io
import json
from pathlib import Path

import pytest

from evidence.engine.archives import HTTP, members, record, wacz
from evidence.engine.making import Export, sha
from evidence.engine.test_zip_bytes import by_both
from holdfast.evidence.standalone import verify_py


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "verify.py"
    path.write_text(verify_py(), encoding="utf-8")
    return path


def named_member(data: bytes, name: str) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=out) as file:
        file.write(data)
    return out.getvalue()


def carrying(data: bytes, flags: int, more: bytes) -> bytes:
    """A gzip member with more in its header."""
    member = gzip.compress(data)
    return member[:3] + bytes([flags]) + member[4:10] + more + member[10:]


def lines(*more: str) -> bytes:
    """A record with more lines in its header."""
    return record().replace(
        b"Content-Length", "".join(f"{line}\r\n" for line in more).encode() + b"Content-Length", 1
    )


def folded(name: str, more: str) -> bytes:
    data = record()
    end = data.index(b"\r\n", data.index(name.encode()))
    return data[:end] + f"\r\n {more}".encode() + data[end:]


ONE_ID = "<urn:uuid:00000000-0000-0000-0000-00000000000f>"
FAILS = {
    "two addresses": lines("WARC-Target-URI: http://b.org/"),
    "two kinds": lines("WARC-Type: metadata"),
    "two dates": lines("WARC-Date: 1999-01-01T00:00:00Z"),
    "two names": lines(f"WARC-Record-ID: {ONE_ID}"),
    "two, spelled otherwise": lines("warc-target-uri : http://b.org/"),
    "two lengths": lines("Content-length : 5"),
    "two types of content": lines("Content-Type: text/plain", "Content-Type: text/html"),
    "a date that is none": record(WARC_Date="yesterday"),
    "a day that is none": record(WARC_Date="2026-13-41T00:00:00Z"),
}
OPEN = {
    "one name of two records": record(WARC_Record_ID=ONE_ID) + record(HTTP + b"900", WARC_Record_ID=ONE_ID),
    "an address on two lines": folded("WARC-Target-URI", ".evil.org/x"),
    "a name on two lines": folded("WARC-Record-ID", "x"),
    "a line without a colon": lines("THIS LINE HAS NO COLON"),
    "a name that is none": lines("WARC Target URI: http://b.org/"),
    "a line in a line": lines("X-More: a\rWARC-Target-URI: http://b.org/"),
}
PACKED = {
    "an empty member": gzip.compress(record()) + gzip.compress(b"") + gzip.compress(record()),
    "a member of empty lines": gzip.compress(record()) + gzip.compress(b"\r\n" * 900),
    "a text for a name": named_member(record(), "600 trucks went by at noon"),
    "a comment": carrying(record(), 16, b"600 trucks.warc\0"),
    "a field": carrying(record(), 4, b"\x0c\x00xx\x08\x00a secret"),
    "a field and a name": carrying(record(), 12, b"\x0c\x00sl\x08\x00\1\0\0\0\1\0\0\0two words\0"),
    "a long name": carrying(record(), 8, b"a" * 70_000 + b".warc\0"),
}
GOOD = {
    "the same said twice": lines("WARC-Type: response"),
    "several protocols": lines("WARC-Protocol: http/1.1", "WARC-Protocol: tls/1.3"),
    "several at once": lines("WARC-Concurrent-To: <urn:a>", "WARC-Concurrent-To: <urn:b>"),
    "a day alone": record(WARC_Date="2026-11-22"),
    "parts of a second": record(WARC_Date="2026-11-22T16:00:00.123456Z"),
    "another field on two lines": lines("X-Note: one", " two"),
    "one record twice": record(WARC_Record_ID=ONE_ID) * 2,
}


def of_others(program: Path, place: Path, data: bytes, name: str) -> tuple[str, str]:
    (place / name).write_bytes(data)
    return by_both(program, place / name)["warc-records"]


def captured(program: Path, place: Path, data: bytes, name: str) -> dict[str, tuple[str, str]]:
    """An export with a capture whose WARC is this one, sealed as it is."""
    export = Export(place / f"export-{name}")
    part = {"role": "warc", "name": name, "sha256": sha(data), "size": len(data)}
    manifest = json.dumps({"format": "holdfast capture 1", "key": "E-0003", "parts": [part]}).encode()
    export.files |= {f"data/captures/E-0003/{name}": data, "data/captures/E-0003/manifest.json": manifest}
    export.log.add("collected", "E-0003", {"manifest": sha(manifest)})
    export.captures.append({"key": "E-0003", "manifest": sha(manifest), "state": "whole"})
    export.last = export._head()
    seen = export.witness.cosign(export.last, export.now())
    export.put_head("data/log/checkpoint.txt", export.last, len(export.log.leaves), seen)
    return by_both(program, export.write())


@pytest.mark.parametrize("case", FAILS)
def test_what_says_two_things_fails_everywhere(program: Path, tmp_path: Path, case: str) -> None:
    assert of_others(program, tmp_path, FAILS[case], "a.warc")[0] == "failed"
    assert of_others(program, tmp_path, members(FAILS[case]), "a.warc.gz")[0] == "failed"
    packed = wacz({"archive/data.warc.gz": members(FAILS[case])})
    assert of_others(program, tmp_path, packed, "a.wacz")[0] == "failed"
    if case != "two lengths":  # with which nothing can be read
        assert (
            captured(program, tmp_path, members(FAILS[case]), "data.warc.gz")["warc-records"][0] == "failed"
        )


@pytest.mark.parametrize("case", [*OPEN, *PACKED])
def test_what_readers_read_differently_is_never_passed(program: Path, tmp_path: Path, case: str) -> None:
    data, name = (OPEN[case], "a.warc") if case in OPEN else (PACKED[case], "a.warc.gz")
    result, why = of_others(program, tmp_path, data, name)
    assert (result, "what one reader shows another does not" in why) == ("not checkable", True)
    assert captured(program, tmp_path, data, name)["warc-records"][0] == "failed"


@pytest.mark.parametrize("case", GOOD)
def test_what_the_standard_allows_passes(program: Path, tmp_path: Path, case: str) -> None:
    assert of_others(program, tmp_path, GOOD[case], "a.warc")[0] == "passed"
    assert captured(program, tmp_path, GOOD[case], "a.warc")["warc-records"][0] == "passed"


def test_names_and_lengths_that_crawlers_write_are_theirs_alone(program: Path, tmp_path: Path) -> None:
    for number, data in enumerate(
        (
            named_member(record(), "crawl-2026.warc"),
            carrying(record(), 4, b"\x0c\x00sl\x08\x00\x10\0\0\0\x20\0\0\0"),
            carrying(record(), 4, b"\x0a\x00sl\x10\0\0\0\x20\0\0\0"),
        )
    ):
        assert of_others(program, tmp_path, data, f"{number}.warc.gz")[0] == "passed"
        found = captured(program, tmp_path, data, f"{number}.warc.gz")["warc-records"]
        assert (found[0], "in their own headers" in found[1]) == ("failed", True)


def test_a_capture_that_ended_in_the_middle_is_what_was_collected(program: Path, tmp_path: Path) -> None:
    found = captured(program, tmp_path, members(record(), record())[:-40], "data.warc.gz")
    assert found["warc-records"][0] == "passed"
    assert "2 records of 1 WARCs" in found["warc-records"][1]
